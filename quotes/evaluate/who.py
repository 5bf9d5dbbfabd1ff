"""Score a database against a gold of who is who: names that people have read in many articles of one time.

The gold is CSV with the columns `article`, `name` and `person`: an article's own id, a name as the article has it, and
any word that is the same for all names of one person. Columns `article_sha256` and `name_sha256` may hold the SHA-256
of id and name instead, so that a gold can be passed on without the articles. A name is hashed as
`quotes.names.name_key` folds it.
"""

from __future__ import annotations

import csv
import hashlib
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

from quotes.errors import SourceError
from quotes.evaluate.people import together
from quotes.evaluate.result import WhoResult
from quotes.names.name import parse
from quotes.names.name_key import name_key

PLAIN, HASHED = ("article", "name", "person"), ("article_sha256", "name_sha256", "person")
DIGITS = 16  # digits of a SHA-256 that a gold must have at least
MOST_QUOTED = 50

WhoIsWho = Mapping[tuple[str, str], str]  # hashed article and name to the person
NameKey = tuple[str, str, int, int]  # hashed article and name, the speaker and the number of quotations


def hashed(text: str) -> str:
    """The digits that stand for an article or a name in a gold."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:DIGITS]


def read_who(path: str | Path) -> WhoIsWho:
    """Read a gold of who is who.

    Raises:
        SourceError: it cannot be read, has other columns, or gives one name of an article to two people.
    """
    try:
        with Path(path).open(encoding="utf-8-sig", newline="") as file:
            table = csv.DictReader(file, strict=True)
            columns = tuple(table.fieldnames or ())
            lines = [(table.line_num, row) for row in table]
    except OSError as error:
        raise SourceError(path, f"cannot be read ({error.strerror or error})") from error
    except (UnicodeDecodeError, csv.Error) as error:
        raise SourceError(path, f"is not a CSV file in UTF-8 ({error})") from error
    if columns not in (PLAIN, HASHED) or not lines:
        advice = f"give the columns {', '.join(PLAIN)} or {', '.join(HASHED)}, and a name a line"
        raise SourceError(path, "is not a gold of who is who", advice)
    who: dict[tuple[str, str], str] = {}
    for number, row in lines:
        article, name, person = (row[column] or "" for column in columns)
        if columns == PLAIN:
            article, name = hashed(article), hashed(name_key(name))
        at = (article[:DIGITS], name[:DIGITS])
        if not person or who.setdefault(at, person) != person:
            problem = "two people for one name of an article" if person else "no person"
            raise SourceError(
                f"{path}:{number}", problem, "one name of an article is one person's; leave out the others"
            )
    return who


def evaluate_who(db: sqlite3.Connection, who: WhoIsWho) -> WhoResult:
    """How a database joins the names of a gold.

    Raises:
        SourceError: the database has none of them.
    """
    named = list(_named(db))
    told = [(who[article, name], speaker, quotes) for article, name, speaker, quotes in named if (article, name) in who]
    if not told:
        raise SourceError("gold", "the database has none of its names", "load the articles that it is about")
    quotes, at_main_row = _at_main_row(told)
    return WhoResult(
        names=len(who),
        joined=together([(person, speaker) for person, speaker, _ in told]),
        split_names=_split(db),
        quotes=quotes,
        at_main_row=at_main_row,
    )


def _named(db: sqlite3.Connection) -> Iterable[NameKey]:
    sql = """
        select articles.key, names.name, names.speaker, (select count(*) from quotes
          where quotes.article = names.article and speaker_name = names.name and speaker_kind = names.kind)
        from names join articles on articles.id = names.article
    """
    for article, name, speaker, quotes in db.execute(sql):
        yield hashed(article), hashed(name_key(name)), speaker, quotes


def _split(db: sqlite3.Connection) -> tuple[int, ...]:
    """On how many rows each full name of a person stands that is on several; the most first."""
    rows: dict[str, set[int]] = defaultdict(set)
    for text, speaker in db.execute("select name, speaker from names where kind = 'person'"):
        name = parse(text, "person")
        if name.given:
            rows[name.key].add(speaker)
    return tuple(sorted((len(speakers) for speakers in rows.values() if len(speakers) > 1), reverse=True))


def _at_main_row(told: Iterable[tuple[str, int, int]]) -> tuple[int, float]:
    """The quotations of the most quoted people, and the share of them at each person's main row."""
    counts: dict[str, Counter[int]] = defaultdict(Counter)
    for person, speaker, quotes in told:
        counts[person][speaker] += quotes
    most = sorted(counts.values(), key=lambda count: -count.total())[:MOST_QUOTED]
    whole = sum(count.total() for count in most)
    return whole, sum(max(count.values()) for count in most) / whole if whole else 0.0
