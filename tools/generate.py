"""Make a large database of invented quotations: `python -m tools.generate DB [QUOTES]`, a million in some minutes.

Words, speakers and outlets are distributed as in real news (Zipf): a few make up most. Rows go through the real schema
with its triggers; only the joining of names into people is left out, because the generator knows who is who.
"""

from __future__ import annotations

import argparse
import itertools
import json
import random
import sys
import time
from collections import deque
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from quotes.names.name import parse
from quotes.people import rows
from quotes.people.join import WORDS
from quotes.people.match import Mention
from quotes.store import open_to_write, repeats

COMMON = (
    "the of to and we a in will is that it for our be not are have this on they was with you more must as "
    "can there people bridge ferry council harbour new year need work time city plan money school water road "
    "price vote government report trust winter train market hospital farm island river story law house "
    "question answer"
)
SYLLABLES = "ba ve ri lo mun tar ska del ish nor pe wi gam hol fen dra su ky tel orn ul mi zet qua"
ENDINGS = ("ford", "by", "wick", "sen", "mere", "holt", "ley", "stad", "ness", "dal", "gren", "berg")
ROLES = ("mayor", "minister", "harbour master", "spokesperson", "chief executive", "coach", "professor", "judge")
KINDS = (("person", 76), ("organisation", 15), ("group", 6), ("anonymous", 3))
LABELS = {"group", "anonymous"}  # kinds of words that name nobody
RULES = (("cue_right_after", 50), ("cue_before", 30), ("turn", 12), ("known_role", 6), ("nobody", 2))
CUES = ("said", "told", "warned", "asked", "wrote")
FIRST_DAY, DAYS = datetime(2023, 1, 1), 1095
PER_ARTICLE, VOCABULARY, OUTLETS = 5, 30_000, 80
AGAIN, LATELY = 0.04, 300  # the share of quotations that repeat one of the latest, and how many are the latest
ARTICLE = (
    "insert into articles (id, key, title, outlet, url, published, language, text) values (?, ?, ?, ?, ?, ?, ?, ?)"
)
QUOTE = """
insert into quotes (text, kind, speaker, article, published, outlet, speaker_name, speaker_kind, role, mention, cue,
  rule, confidence, start, spans, mention_spans, cue_spans, key)
values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
NAME = "insert into names (article, name, kind, role, role_key, speaker, why) values (?, ?, ?, ?, ?, ?, ?)"
TOPIC = "insert or ignore into topics (article, term, score) values (?, ?, ?)"


def generate(path: str, quotes: int = 1_000_000) -> None:
    """Fill a new database, with a speaker for every 50 quotations and an article for every 5."""
    luck = random.Random(7)
    db = open_to_write.connect(path)
    db.execute("pragma synchronous = off")
    db.execute("pragma cache_size = -400000")
    db.execute("begin")
    people = _speakers(db, luck, max(quotes // 50, 2))
    db.execute("commit")
    articles = _articles(luck, people, quotes // PER_ARTICLE)
    while batch := list(itertools.islice(articles, 5_000)):
        db.execute("begin")
        for sql, place in ((ARTICLE, 0), (NAME, 1), (QUOTE, 2), (TOPIC, 3)):
            db.conn.executemany(sql, itertools.chain.from_iterable(rows[place] for rows in batch))
        db.execute("commit")
    db.execute("begin")
    repeats.make(db)
    db.execute("commit")
    open_to_write.checkpoint(db)
    db.close()


def zipf(values: list[Any], luck: random.Random, power: float = 1.0) -> Iterator[Any]:
    """Yield draws without end: the first choice is the most frequent, the tenth comes a tenth as often."""
    weights = list(itertools.accumulate(1 / rank**power for rank in range(1, len(values) + 1)))
    while True:
        yield from luck.choices(values, cum_weights=weights, k=10_000)


def _speakers(db: Any, luck: random.Random, number: int) -> list[tuple[int, str, str, str]]:
    people, seen = [], set()
    while len(people) < number:
        name = f"{_word(luck, 2).title()} {_word(luck, 2).title()}{luck.choice(ENDINGS)}"
        if name in seen:
            continue
        seen.add(name)
        kind = _weighted(luck, KINDS)
        speaker = rows.make(db, name, kind)
        rows.learn(db, speaker, Mention(parse(name, kind), kind))
        people.append((speaker, name, kind, luck.choice(ROLES)))
    return people


def _articles(luck: random.Random, people: list[Any], number: int) -> Iterator[tuple[list[Any], ...]]:
    """Yield the rows of articles, names, quotes and topics of each article."""
    vocabulary = [*COMMON.split(), *(_word(luck, luck.randint(2, 4)) for _ in range(VOCABULARY))]
    words, who = zipf(vocabulary, luck), zipf(people, luck, 0.9)
    again, latest = random.Random(11), deque[tuple[Any, ...]](maxlen=LATELY)
    outlets = zipf(
        [f"{_word(luck, 2).title()} {luck.choice(('Post', 'Times', 'Courier'))}" for _ in range(OUTLETS)], luck
    )
    for article in range(1, number + 1):
        day = FIRST_DAY + timedelta(days=luck.random() * DAYS)
        published, outlet = day.isoformat(timespec="seconds") + "Z", next(outlets)
        text, quotes, names = "", [], {}
        for place in range(PER_ARTICLE):
            speaker, name, kind, role = next(who) if luck.random() < 0.9 else (None, None, "unknown", None)
            said = _sentence(luck, words, 8, 30)
            if latest and again.random() < AGAIN:
                speaker, name, kind, role, said = again.choice(latest)
            latest.append((speaker, name, kind, role, said))
            if speaker:
                names[speaker] = (article, name, kind, role, role, speaker, WORDS if kind in LABELS else "generated")
            start = len(text) + 1
            text += f"“{said},” said {name or 'somebody'}. {_sentence(luck, words, 10, 40)}.\n\n"
            cue = start + len(said) + 3
            mention = [[cue + 5, cue + 5 + len(name or "somebody")]]
            described = (name, kind, role, name or "somebody", luck.choice(CUES), _weighted(luck, RULES))
            spans = json.dumps([[start, start + len(said)]]), json.dumps(mention), json.dumps([[cue, cue + 4]])
            form = luck.choices(("direct", "mixed", "indirect"), (6, 1, 3))[0]
            sure = round(0.4 + 0.6 * luck.random() ** 0.5, 3)
            quotes.append(
                (said, form, speaker, article, published, outlet, *described, sure, start, *spans, str(place))
            )
        title = _sentence(luck, words, 5, 9).capitalize()
        row = (article, f"a{article}", title, outlet, f"https://news.example/{article}", published, "en", text)
        topics = [(article, next(words), round(luck.random(), 3)) for _ in range(6)]
        yield [row], list(names.values()), quotes, topics


def _sentence(luck: random.Random, words: Iterator[str], least: int, most: int) -> str:
    return " ".join(itertools.islice(words, luck.randint(least, most)))


def _word(luck: random.Random, syllables: int) -> str:
    return "".join(luck.choices(SYLLABLES.split(), k=syllables))


def _weighted(luck: random.Random, choices: tuple[tuple[str, int], ...]) -> str:
    return luck.choices([name for name, _ in choices], [weight for _, weight in choices])[0]


def main() -> None:
    """Make the database, and print how long that took."""
    parser = argparse.ArgumentParser(prog="python -m tools.generate", description=__doc__)
    parser.add_argument("database", help="a new file")
    parser.add_argument("quotes", type=int, nargs="?", default=1_000_000)
    given = parser.parse_args()
    began = time.monotonic()
    generate(given.database, given.quotes)
    sys.stdout.write(f"{given.database} made in {time.monotonic() - began:.0f} s\n")


if __name__ == "__main__":
    main()
