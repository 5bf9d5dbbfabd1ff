"""Find quotations that say the same in nearly the same words, as articles are saved.

Quotations that share a run of words are looked up by hashes of such runs, then compared word by word with RapidFuzz.
Who said it does not matter here, so joining people again changes no statement.
"""

from __future__ import annotations

import itertools
import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextvars import ContextVar
from functools import cache
from hashlib import blake2b
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from quotes.errors import LexiconError

if TYPE_CHECKING:
    from sqlite_utils import Database

FEWEST = 5  # words: anybody may say fewer than these
LONGEST = 400  # words that are compared
RUN, WINDOW = 4, 2  # words in a hash; hashes in a row of which the smallest is kept
ALIKE = 84.0  # percent of the shorter one that the longer one must have
SHORT, SAME = 8, 99.0  # one with fewer words must match: 'This is an absolute shame' is not '… joy'
SHARE = 0.5  # how much of the longer one the shorter one must be, so that no speech swallows its sentences
KNOWN, TRIED = 30, 12  # quotations that are looked up for each key, and those that are compared in all
SHARED = 5  # two quotations that are alike share one of this many keys
REGROUPED = 300  # quotations of a statement that lost one are compared again, but not if there are more than these
MANY = 50_000  # quotations from which on it is told how far the search is
FOLDED = 256  # articles after which the keys of the latest quotations are written to those of all others, in order
WITH_KEY = """
select quote from repeat_keys where key = value union select quote from repeat_latest where key = value
order by quote limit ?
"""
#: The first quotations with each of some keys, joined by commas; most keys have none.
WITH_KEYS = f"""
select others from (select (select group_concat(quote) from ({WITH_KEY})) as others from json_each(?))
where others is not null
"""
EARLIER = "select quote from repeat_keys where key = ? and quote < ? order by quote limit ?"
#: Is told how far `make` is.
telling: ContextVar[Callable[[str], object]] = ContextVar("telling", default=lambda told: None)
WORD = re.compile(r"\w+(?:'\w+)*")

Words = tuple[str, ...]


def words_of(text: str) -> Words:
    """The words of a quotation as they are compared.

    >>> words_of("“We’re NOT ready” – yet.")
    ("we're", 'not', 'ready', 'yet')
    """
    return tuple(WORD.findall(text[: 20 * LONGEST].casefold().replace("’", "'")))[:LONGEST]


def keys_of(words: Words) -> set[int]:
    """Hash some of the runs of words: two texts share a hash wherever `RUN + WINDOW - 1` words in a row agree."""
    runs = [_hash(words[at : at + RUN]) for at in range(max(1, len(words) - RUN + 1))]
    return {min(runs[at : at + WINDOW]) for at in range(max(1, len(runs) - WINDOW + 1))}


def alike(one: Words, other: Words, negative: frozenset[str] = frozenset()) -> bool:
    """Do two texts say the same in nearly the same words, or is one of them the greater part of the other?

    A different figure, or one 'not' more, makes another statement.

    Args:
        negative: words that negate; those that begin with "n'" are endings.
    """
    short, long = sorted((one, other), key=len)
    if len(short) < max(FEWEST, SHARE * len(long)):
        return False
    if short == long:
        return True
    least = ALIKE if len(short) >= SHORT else SAME
    best = fuzz.partial_ratio_alignment(short, long, score_cutoff=least)
    if best is None or best.score < least:
        return False
    part = long[best.dest_start : best.dest_end] if len(short) < len(long) else long
    return _decisive(short, negative) == _decisive(part, negative)


def note(db: Database, quotes: Iterable[tuple[int, str]], language: str | None = None) -> None:
    """Find which others say the same as these quotations (id, text) of the database, and store it."""
    for number, text in quotes:
        words = words_of(text)
        if len(words) < FEWEST:
            continue
        keys = keys_of(words)
        found = db.execute(WITH_KEYS, [KNOWN, json.dumps(sorted(keys))]).fetchall()
        shared = Counter(int(other) for (others,) in found for other in others.split(","))
        del shared[number]
        _compare(db, number, words, _best(shared, len(keys)), language)
        db.conn.executemany(
            "insert or ignore into repeat_latest (key, quote) values (?, ?)", [(key, number) for key in keys]
        )


def lost(db: Database, quotes: Iterable[tuple[int, str]], statements: Iterable[int]) -> None:
    """Forget quotations (id, text) that are gone, and find out again who carries these statements."""
    for number, text in quotes:
        keys = [(key, number) for key in keys_of(words_of(text))]
        for table in ("repeat_keys", "repeat_latest"):
            db.conn.executemany(f"delete from {table} where key = ? and quote = ?", keys)
    for statement in statements:
        sql = "select id, text from repeats join quotes on id = quote where statement = ? limit ?"
        left = db.execute(sql, [statement, REGROUPED + 1]).fetchall()
        if len(left) <= REGROUPED:
            db.execute("delete from repeats where statement = ?", [statement])
            note(db, [(row[0], row[1]) for row in left])


def statements_of(db: Database, article: int) -> dict[int, tuple[str, int | None]]:
    """The text and the statement of an article's quotations, by their ids."""
    sql = "select id, text, statement from quotes left join repeats on quote = id where article = ?"
    return {row[0]: (row[1], row[2]) for row in db.execute(sql, [article]).fetchall()}


def follow(db: Database, article: int, before: dict[int, tuple[str, int | None]], language: str | None) -> None:
    """Bring the statements of an article up to date; `before` are the quotations it had."""
    now = statements_of(db, article)
    gone = {number: found for number, found in before.items() if number not in now}
    if gone:
        lost(db, [(number, text) for number, (text, _) in gone.items()], {s for _, s in gone.values() if s})
    note(db, [(number, text) for number, (text, _) in now.items() if number not in before], language)
    if article % FOLDED == 0:
        fold(db)


def fold(db: Database) -> None:
    """Write the keys of the latest quotations to those of all others.

    Keys are hashes, so each belongs on another page of a large table; in order, many are written with one page.
    """
    db.execute("insert or ignore into repeat_keys select key, quote from repeat_latest order by key, quote")
    db.execute("delete from repeat_latest")


def again(db: Database, article: str) -> None:
    """Find out again what an article, given by its key, has in common with others, after a quotation came back."""
    sql = "select quotes.id, quotes.text from quotes join articles on articles.id = article where articles.key = ?"
    note(db, [(row[0], row[1]) for row in db.execute(sql, [article]).fetchall()])


def make(db: Database) -> None:
    """Find the statements of a whole database: the same as by `note` for each quotation, and several times as fast.

    All keys are stored first, in order. Then only quotations that share enough keys with earlier ones are compared.
    """
    db.execute("create temp table made (key integer not null, quote integer not null)")
    db.execute("create temp table sizes (quote integer primary key, keys integer not null)")
    tell = _progress(db, "read for the words that they share")
    for number, text in _quotations(db):
        if len(words := words_of(text)) >= FEWEST:
            keys = keys_of(words)
            db.conn.executemany("insert into made values (?, ?)", [(key, number) for key in keys])
            db.execute("insert into sizes values (?, ?)", [number, len(keys)])
        tell(number)
    db.execute("insert or ignore into repeat_keys select key, quote from made order by key, quote")
    db.execute("create temp table shared as select key from repeat_keys group by key having count(*) > 1")
    tell = _progress(db, "compared with those that share some")
    for number, text, size, shared in _sharing(db):
        earlier = (db.execute(EARLIER, [key, number, KNOWN]).fetchall() for key in shared)
        _compare(db, number, words_of(text), _best(Counter(row[0] for rows in earlier for row in rows), size), None)
        tell(number)
    for table in ("made", "sizes", "shared"):
        db.execute(f"drop table temp.{table}")


def _quotations(db: Database) -> Iterator[tuple[int, str]]:
    last = 0
    while rows := db.execute("select id, text from quotes where id > ? order by id limit 5000", [last]).fetchall():
        yield from map(tuple, rows)
        last = rows[-1][0]


def _sharing(db: Database) -> Iterator[tuple[int, str, int, list[int]]]:
    """Yield quotations that share enough keys with others: id, text, the number of keys, and those that are shared."""
    db.execute("create temp table theirs as select quote, key from shared join repeat_keys using (key) order by 1, 2")
    db.execute("create index temp.idx_theirs on theirs (quote)")
    many = f"""
        select sizes.quote, quotes.text, sizes.keys from (
          select quote, count(*) as shared from theirs group by quote
        ) as counted join sizes using (quote) join quotes on quotes.id = sizes.quote
        where counted.shared * {SHARED} >= sizes.keys order by sizes.quote
    """
    for number, text, size in db.execute(many):
        yield number, text, size, [key for (key,) in db.execute("select key from theirs where quote = ?", [number])]
    db.execute("drop table temp.theirs")


def _progress(db: Database, what: str) -> Callable[[int], None]:
    """A function that says how far a pass over all quotations is: at each tenth, of many; it takes the last id."""
    last, total = db.execute("select max(id), count(*) from quotes").fetchone()
    due = itertools.count(1)
    told = next(due)

    def tell(number: int) -> None:
        nonlocal told
        while total >= MANY and number * 10 >= told * last:
            telling.get()(f"{told * 10} % of {total:,} quotations are {what}")
            told = next(due)

    return tell


@cache
def negatives(language: str | None) -> frozenset[str]:
    """The words that negate in a language; the English ones, if we have none for it."""
    from quotes.extraction.lexicon import load_lexicon

    try:
        return frozenset(load_lexicon(language).words.unmade.negative)
    except LexiconError:
        return frozenset(load_lexicon().words.unmade.negative)


def _decisive(words: Sequence[str], negative: frozenset[str]) -> Counter[str]:
    """What tells two statements in the same words apart: the figures, and how often they are negated."""
    endings = tuple(word for word in negative if word.startswith("n'"))
    found = Counter(word for word in words if any(sign.isdigit() for sign in word))
    found["not"] = sum(word in negative or word.endswith(endings) for word in words) if negative else 0
    return found


def _best(shared: Counter[int], size: int) -> list[int]:
    """The quotations that share the most keys with one that has `size` keys."""
    return sorted(other for other, count in shared.most_common(TRIED) if count * SHARED >= size)


def _compare(db: Database, number: int, words: Words, others: list[int], language: str | None) -> None:
    """Make a quotation one statement with those of the others that say the same."""
    text = "select text from quotes where id = ?"
    rows = ((other, db.execute(text, [other]).fetchone()) for other in others)
    same = [other for other, row in rows if row and alike(words, words_of(row[0]), negatives(language))]
    if same:
        _together(db, [number, *same])


def _together(db: Database, quotes: list[int]) -> None:
    """Make these quotations one statement, with all that belong to a statement of one of them."""
    sql = "select statement from repeats where quote = ?"
    old = {row[0] for one in quotes if (row := db.execute(sql, [one]).fetchone())}
    statement = min(old, default=min(quotes))
    for other in old - {statement}:
        db.execute("update repeats set statement = ? where statement = ?", [statement, other])
    add = "insert into repeats (quote, statement) values (?, ?) on conflict (quote) do update set statement = ?"
    for one in quotes:
        db.execute(add, [one, statement, statement])


def _hash(words: Words) -> int:
    return int.from_bytes(blake2b(" ".join(words).encode(), digest_size=6).digest())
