"""Make invented people in invented articles, with the truth about whom each name means.

`python -m tools.people_truth 1000000` prints the cost of joining that many mentions, and its accuracy.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from quotes.evaluate.people import together
from quotes.evaluate.result import Together
from quotes.models import Article, Quote
from quotes.store import correct, open_to_write, save

GIVEN = """
Zoë Ida Lars Mona Robert William Elizabeth Thomas Michael Katherine Anthony James Margaret Sergei Yuri Nils Petra Oda
Rolf Samuel Edward Vera Hanna Emil Greta Alexander Joseph Tilda Bruno Wanda Iris Otto Carla Hugo Nora Felix Ada Jonas
""".split()  # noqa: SIM905
NICK = {"Robert": "Bob", "William": "Bill", "Elizabeth": "Liz", "Thomas": "Tom", "Michael": "Mike", "Anthony": "Tony"}
SOUNDS = """
tar mor lin hol bran vik sel dor fen gar hel kas lor nem os per rud sten tor ul ver wes yl ask ber dal
""".split()  # noqa: SIM905
ENDS = """
qvist berg by mark strom ford ley ham ton well sky ova eli ardo acci escu dottir nen wood field
""".split()  # noqa: SIM905
ROLES = (
    ("{place} mayor", "mayor of {place}", "{place} councillor"),
    ("{place} United striker", "striker", "{place} captain and striker"),
    ("surgeon at {place} Infirmary", "surgeon"),
    ("novelist", "{place} poet", "novelist and poet"),
    ("{place} police superintendent", "superintendent"),
    ("{place} farmer", "dairy farmer"),
)


@dataclass
class Truth:
    """An invented person or organisation, with all the ways in which articles name and describe it."""

    number: int
    kind: str
    names: tuple[str, ...]
    roles: tuple[str, ...]
    outlets: tuple[str, ...]
    first: date = date(2026, 1, 1)
    days: int = 700
    weight: float = field(default=1.0)


def invent(count: int, rng: random.Random, *, namesakes: float = 0.01) -> list[Truth]:
    """So many people and organisations; a share of the people have the name of somebody in another trade."""
    places = [word.title() + end for word in SOUNDS for end in ("by", "ford", "ham")]
    outlets = [f"{place} Post" for place in places[:60]]
    people: list[Truth] = []
    for number in range(count):
        place, trade = rng.choice(places), rng.randrange(len(ROLES))
        name = (rng.choice(GIVEN), (rng.choice(SOUNDS) + rng.choice(SOUNDS) + rng.choice(ENDS)).title())
        if people and rng.random() < namesakes:
            twin = rng.choice(people)
            if twin.kind == "person" and twin.weight:
                name = (twin.names[0].split()[0], twin.names[0].split()[-1])
                trade = (trade_of(twin) + 1 + rng.randrange(len(ROLES) - 1)) % len(ROLES)
        home = tuple(rng.sample(outlets, 3))
        if number % 10 == 9:
            people.append(organisation(number, place, rng, home))
        else:
            roles = tuple(role.format(place=place) for role in ROLES[trade])
            people.append(Truth(number, "person", variants(*name, rng), roles, home))
    for rank, one in enumerate(people, start=1):
        one.weight = 1 / rank
    return people


def trade_of(one: Truth) -> int:
    last = one.roles[-1].split()[-1]
    return next((number for number, roles in enumerate(ROLES) if roles[-1].split()[-1] == last), 0)


def variants(given: str, surname: str, rng: random.Random) -> tuple[str, ...]:
    """The full name, as others write it."""
    full = f"{given} {surname}"
    found = [full, full, full, f"{given} {rng.choice('ABCDEFG')}. {surname}", full.upper()]
    if given in NICK:
        found.append(f"{NICK[given]} {surname}")
    if surname.endswith("sky"):
        found += [f"{given} {surname[:-1]}iy", f"{given} {surname}y"]
    return tuple(found)


def organisation(number: int, place: str, rng: random.Random, home: tuple[str, ...]) -> Truth:
    words = [place, *rng.sample(("Harbour", "Energy", "Rail", "Dairy", "Forest", "Water", "Seed", "Wool"), 2), "Agency"]
    full = " ".join([*words, str(number)]) if number else " ".join(words)
    return Truth(number, "organisation", (full, f"The {full}", f"{full} Ltd.", f"{full}’s"), (), home)


def articles(people: list[Truth], mentions: int, rng: random.Random) -> Iterator[tuple[Article, list[int]]]:
    """Yield articles that quote five people each, with the numbers of these people."""
    weights = [one.weight for one in people]
    local: dict[str, list[Truth]] = {}
    for one in people:
        for outlet in one.outlets:
            local.setdefault(outlet, []).append(one)
    for number in range(max(1, mentions // 5)):
        outlet = rng.choice(rng.choices(people, weights)[0].outlets)
        day = date(2026, 1, 1) + timedelta(days=rng.randrange(700))
        near = rng.choices(local[outlet], [one.weight for one in local[outlet]], k=4)
        cast = list({one.number: one for one in [*near, *rng.choices(people, weights)]}.values())
        named: dict[str, tuple[Truth, str | None]] = {}
        for one in cast:
            role = rng.choice(one.roles) if one.roles and rng.random() < 0.8 else None
            named.setdefault(rng.choice(one.names), (one, role))
        text = " ".join(f"“Yes,” said {name}." for name in named)
        quotes = tuple(_quote(name, one, role) for name, (one, role) in named.items())
        about = {"id": f"a{number}", "source": outlet, "published": str(day), "text": text, "quotes": quotes}
        yield Article.model_validate(about), [one.number for one, _ in named.values()]


def _quote(name: str, one: Truth, role: str | None) -> Quote:
    said = {"text": "Yes,", "kind": "direct", "spans": ((0, 4),), "rule": "invented", "confidence": 0.9}
    return Quote.model_validate(said | {"speaker": name, "speaker_kind": one.kind, "role": role})


def judge(
    path: Path, people: int, mentions: int, *, seed: int = 1, again: bool = False
) -> tuple[Together, float, float]:
    """Load invented articles, and score which names the database takes for one person.

    Returns:
        The figures, the seconds to save an article, and the seconds to join everybody again.
    """
    rng = random.Random(seed)
    truth: dict[tuple[str, str], int] = {}
    db = open_to_write.connect(path)
    spent = 0.0
    for article, numbers in articles(invent(people, rng), mentions, rng):
        truth.update({(article.id, str(quote.speaker)): n for quote, n in zip(article.quotes, numbers, strict=True)})
        start = time.perf_counter()
        save.save(db, article)
        spent += time.perf_counter() - start
    save.settle(db)
    start = time.perf_counter()
    if again:
        correct.rejoin(db)
    rejoined = time.perf_counter() - start
    sql = "select articles.key, name, speaker from names join articles on articles.id = article"
    pairs = [(truth[key, name], speaker) for key, name, speaker in db.execute(sql).fetchall()]
    db.close()
    return together(pairs), spent / max(1, mentions // 5), rejoined


def main() -> None:
    """Print both."""
    parser = argparse.ArgumentParser(prog="python -m tools.people_truth", description=__doc__)
    parser.add_argument("mentions", type=int)
    size = parser.parse_args().mentions
    with tempfile.TemporaryDirectory() as folder:
        figures, each, rejoined = judge(Path(folder) / "people.db", max(50, size // 50), size, again=True)
    sys.stdout.write(
        f"{figures}\n{1000 * each:.2f} ms an article saved, {rejoined:.1f} s to join {size} mentions again\n"
    )


if __name__ == "__main__":
    main()
