"""Save articles and their quotes in SQLite. `schema.py` has the tables."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from functools import lru_cache
from itertools import repeat
from typing import Any, Literal

from sqlite_utils import Database

from quotes.models import Article, Passage, Quote, without_lone_surrogates
from quotes.people import (
    RULE,
    SURE,
    ArticleContext,
    Joined,
    Mention,
    NameRow,
    corrected,
    join,
    join_stirred,
    joint,
    mention_of,
    place_of,
    role_key,
    stir,
    stirs,
)
from quotes.people.gender import told_by_name, told_by_quotation
from quotes.people.joint import Other
from quotes.people.whole_role import whole
from quotes.store import repeats
from quotes.store.open_read_only import explained
from quotes.store.open_to_write import file_of, transaction
from quotes.store.records import NOTE_BREAK

Outcome = Literal["new", "changed", "unchanged"]
Row = dict[str, Any]
COLUMNS = ("title", "author", "url", "published", "language", "section", "length", "text")  # named as in `Article`

__all__ = ["content_hash", "known", "save", "settle", "stored_hash"]


def known(db: Database, article: Article, *, version: str = "", model: str = "") -> bool:
    """Is exactly this article stored, as extracted by this version and model? Ask this before extracting it."""
    row = _stored(db, article)
    how = (content_hash(article), version, model)
    return row is not None and (row["content_hash"], row["version"], row["model"]) == how


def stored_hash(db: Database, article: Article) -> str | None:
    """The stored `content_hash` of an article; None if the article is not stored."""
    row = _stored(db, article)
    return str(row["content_hash"]) if row else None


def save(
    db: Database,
    article: Article,
    *,
    version: str = "",
    model: str = "",
    topics: Iterable[tuple[str, float]] = (),
) -> Outcome:
    """Write an article with its quotes, or bring its rows up to date, in one transaction.

    The rows of quotes that are still in the article keep their ids. A speaker who is no longer quoted is removed.

    Args:
        version, model: the version and the model that found the quotes; `known` compares them.
        topics: key terms of the article with their scores.

    Raises:
        StoreError: the database cannot be written; nothing of this article was saved.
    """
    terms = dict(topics)
    row = _article_row(article, terms) | {"version": version, "model": model}
    with explained(file_of(db)), transaction(db):
        before = _stored(db, article)
        if before and all(before[name] == row[name] for name in ("content_hash", "quotes_hash")):
            _touch(db, before["id"], version, model)
            return "unchanged"
        article_id = _write_article(db, row)
        _write_quotes(db, article_id, article, frozenset(terms))
        _write_topics(db, article_id, terms)
    return "changed" if before else "new"


def content_hash(article: Article) -> str:
    """A digest of everything the source said about the article: its fields and its text, not its quotes."""
    fields = (article.title, article.source, article.author, article.url, article.published, article.language)
    archive = (article.section, article.length, NOTE_BREAK.join(article.notes))
    # An article without these fields keeps the digest that it had before they existed.
    told = [f"{place}:{value}" for place, value in enumerate(archive) if value]
    return _digest(*(field or "" for field in fields), article.text, *told)


def _stored(db: Database, article: Article) -> sqlite3.Row | None:
    columns = ("id", "content_hash", "quotes_hash", "version", "model")
    sql = f"select {', '.join(columns)} from articles where key = ?"
    with explained(file_of(db)):
        found: sqlite3.Row | None = db.execute(sql, [_storable(article.id)]).fetchone()
    return found


def _article_row(article: Article, topics: dict[str, float]) -> Row:
    found = [[quote.model_dump() for quote in article.quotes], topics]
    row = {name: getattr(article, name) for name in COLUMNS}
    row["notes"] = NOTE_BREAK.join(article.notes) or None
    row |= {"key": article.id, "outlet": article.source, "content_hash": content_hash(article)}
    row |= {"quotes_hash": _digest(json.dumps(found)), "saved": _timestamp(datetime.now(UTC))}
    return {name: _storable(value) for name, value in row.items()}


def _write_article(db: Database, row: Row) -> int:
    db.execute(_upsert("articles", tuple(row), ("key",)), row)
    return int(db.execute("select id from articles where key = ?", [row["key"]]).fetchone()[0])


def _touch(db: Database, article_id: int, version: str, model: str) -> None:
    """Record that another version found the same rows."""
    sql = "update articles set version = ?, model = ? where id = ? and (version, model) is not (?, ?)"
    db.execute(sql, [version, model, article_id, version, model])


def settle(db: Database) -> int:
    """Join again the names that articles saved since the last time can affect, as if all articles had come at once.

    Returns:
        How many names of articles were looked at.

    Raises:
        StoreError: the database cannot be written; nothing was changed.
    """
    with explained(file_of(db)), transaction(db):
        return join_stirred(db)


def _write_quotes(db: Database, article_id: int, article: Article, topics: frozenset[str]) -> None:
    old = "select speaker, place from names where article = ?"
    before = db.execute(old, [article_id]).fetchall()
    outlet, day = _storable(article.source), _storable(article.published)
    context = ArticleContext(_storable(article.id), article_id, outlet, day, frozenset(map(_storable, topics)))
    named = _named(article)
    joined = join(db, context, named)
    mentions = {name: mention_of(name, role, context) for name, role in named.items()}
    quotes = corrected(db, context.key, article.text, _quote_rows(article_id, article, joined))
    others = {row["key"]: others for row in quotes if (others := row.pop(joint.OTHERS))}
    carried = repeats.statements_of(db, article_id)
    _replace(db, "quotes", article_id, quotes, ("article", "key"))
    repeats.follow(db, article_id, carried, article.language)
    joint.replace(db, article_id, others)
    names = [_name_row(article_id, name, mentions[name], joined[name]) for name in named]
    _replace(db, "names", article_id, names, ("article", "name", "kind"))
    stir(db, {place for _, place in before if place} | {at for one in mentions.values() for at in stirs(one)})
    _forget_unquoted(db, {speaker for speaker, _ in before} - {who.speaker for who in joined.values()})


def _name_row(article_id: int, named: NameRow, mention: Mention, joined: Joined) -> Row:
    role = mention.role.text if mention.role else None
    return {
        "article": article_id,
        "name": named[0],
        "kind": named[1],
        "role": role,
        "role_key": role_key(role),
        "speaker": joined.speaker,
        "why": joined.why,
        "probability": joined.probability,
        "place": place_of(mention),
        "tells": told_by_name(*named),
    }


def _named(article: Article) -> dict[tuple[str, str], str | None]:
    """Every (name, kind) quoted in the article, in order, with the first role given to it."""
    roles: dict[tuple[str, str], str | None] = {}
    for quote in article.quotes:
        for named in _speakers(quote):
            roles[named] = roles.get(named) or _storable(quote.role)
    return roles


def _speakers(quote: Quote) -> list[NameRow]:
    """The name and kind of each speaker of the quote; a kind that was left out is open."""
    if len(quote.speakers) < 2:
        return [(str(_storable(quote.speaker)), quote.speaker_kind)] if quote.speaker else []
    kinds = quote.speaker_kinds if len(quote.speaker_kinds) == len(quote.speakers) else repeat("unknown")
    return [(str(_storable(name)), kind) for name, kind in zip(quote.speakers, kinds, strict=False)]


def _quote_rows(article_id: int, article: Article, speakers: dict[NameRow, Joined]) -> Iterator[Row]:
    seen: Counter[tuple[str, str]] = Counter()
    for quote in article.quotes:
        seen[quote.kind, quote.text] += 1
        named = _speakers(quote)
        name, kind = named[0] if named else (None, quote.speaker_kind)
        who = speakers[named[0]] if named else None
        row: Row = _quote_row(article.text, quote) | {
            "article": article_id,
            "published": article.published,
            "outlet": article.source,
            "speaker": who.speaker if who else None,
            "speaker_name": name,
            "speaker_kind": kind,
            "role": whole(quote.role, name, kind),
            joint.OTHERS: [Other(*other, speakers[other].speaker) for other in named[1:]],
            "key": _digest(quote.kind, quote.text, str(seen[quote.kind, quote.text]))[:16],
        }
        row |= {"found_rule": None, "found_confidence": None}
        row |= {"tells": told_by_quotation(row["mention"], quote.role, quote.text, quote.kind)}
        if who and who.why == RULE:
            row |= {"found_rule": quote.rule, "found_confidence": quote.confidence}
            row |= {"rule": RULE, "confidence": round(SURE * quote.confidence, 3)}
        yield {column: _storable(value) for column, value in row.items()}


def _quote_row(text: str, quote: Quote) -> Row:
    same = ("text", "kind", "act", "reported_by", "rule", "confidence")
    return {name: getattr(quote, name) for name in same} | {
        "start": quote.spans[0][0],
        "spans": json.dumps(quote.spans),
        "mention": _words(text, quote.speaker_mention),
        "mention_spans": quote.speaker_mention and json.dumps(quote.speaker_mention),
        "cue": _words(text, quote.cue),
        "cue_spans": quote.cue and json.dumps(quote.cue),
    }


def _words(text: str, passages: tuple[Passage, ...] | None) -> str | None:
    return " … ".join(text[start:end] for start, end in passages) if passages else None


def _write_topics(db: Database, article_id: int, topics: dict[str, float]) -> None:
    rows = [{"article": article_id, "term": _storable(term), "score": score} for term, score in topics.items()]
    _replace(db, "topics", article_id, rows, ("article", "term"))


def _replace(db: Database, table: str, article_id: int, rows: list[Row], unique: tuple[str, ...]) -> None:
    """Make these the article's rows in a table; a row whose unique columns stay keeps its id."""
    columns = ", ".join(unique)
    before = db.execute(f"select rowid, {columns} from {table} where article = ?", [article_id]).fetchall()
    kept = {tuple(row[column] for column in unique) for row in rows}
    for row in before:
        if tuple(row[1:]) not in kept:
            db.execute(f"delete from {table} where rowid = ?", [row[0]])
    for new in rows:
        db.execute(_upsert(table, tuple(new), unique), new)


@lru_cache(maxsize=32)
def _upsert(table: str, columns: tuple[str, ...], unique: tuple[str, ...]) -> str:
    """The statement that writes a row over the one with the same values in its unique columns."""
    values = ", ".join(f":{column}" for column in columns)
    changes = ", ".join(f"{column} = excluded.{column}" for column in columns if column not in unique)
    sql = f"insert into {table} ({', '.join(columns)}) values ({values})"
    return f"{sql} on conflict ({', '.join(unique)}) do update set {changes}"


def _forget_unquoted(db: Database, speaker_ids: Iterable[int]) -> None:
    unused = "not exists (select 1 from quotes where speaker = speakers.id)"
    unused += " and not exists (select 1 from names where speaker = speakers.id)"
    sql = f"delete from speakers where id = ? and not pinned and {unused}"
    for speaker_id in sorted(speaker_ids):
        db.execute(sql, [speaker_id])


def _storable(value: Any) -> Any:
    """Replace lone surrogates, which SQLite does not take."""
    return without_lone_surrogates(value) if isinstance(value, str) else value


def _digest(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


def _timestamp(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="microseconds")
