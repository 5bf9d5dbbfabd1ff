"""Correct one quotation: its speaker, or that it is not a quotation. These corrections outlive every new extraction."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from quotes.errors import CorrectionError
from quotes.names.name import parse
from quotes.people import former, joint, rows
from quotes.people.corrections import log, made_known
from quotes.people.corrections.log import By, Correction, Values
from quotes.people.joint import Other
from quotes.people.match import Mention
from quotes.people.meant import UnclearError, meant

if TYPE_CHECKING:
    from sqlite_utils import Database

RULE = "correction"
ACTIONS = ("speaker", "not_quotation")
SPEAKER = ("speaker", "speaker_name", "speaker_kind", "role", "rule", "confidence", "found_rule", "found_confidence")


def correct(
    db: Database, quote: int, by: By, *, speaker: str | int | None, kind: str = "person", new: bool = False
) -> int:
    """Set who said a quotation.

    Args:
        speaker: number or full name of somebody known, or None if the article does not say.
        kind: the kind of a new speaker: 'person' or 'organisation'.
        new: the name is that of a new speaker, whoever else has it.

    Returns:
        The id of the correction.

    Raises:
        UnclearError: it is not the full name of one known speaker; holds those it can mean.
        CorrectionError: there is no such quotation, or a correction gave it this speaker already.
    """
    row = _quote(db, quote)
    who = None if speaker is None else _whom(db, row["article"], str(speaker), kind, new=new)
    if row["speaker"] == who and row["rule"] == RULE:
        raise CorrectionError(f"quotation {quote} has that speaker by a correction already; nothing to do")
    now = _as_said(db, who, [row, *log.row_of(db, "quotes", {"article": row["article"]})])
    correction = _write(db, "speaker", row, now, by, who)
    _pin(db, who)
    joint.take(db, quote)
    _set(db, quote, now)
    return correction


def not_a_quotation(db: Database, quote: int, by: By) -> int:
    """Remove a row that is not a quotation; later extractions do not bring it back."""
    row = _quote(db, quote)
    correction = _write(db, "not_quotation", row, {}, by, row["speaker"])
    db.execute("delete from quotes where id = ?", [quote])
    return correction


def apply(db: Database, article: str, text: str, found: Iterable[Values]) -> list[Values]:
    """The rows of an article's quotations with all human corrections applied."""
    quotes = list(found)
    for correction in log.read(db, "article = ? and undone is null", [article]):
        if correction.action in ACTIONS:
            quotes = _applied(db, correction, text, quotes)
    return quotes


def restore(db: Database, correction: Correction) -> None:
    """Undo a correction: the quotation is as it was before, until its article is loaded again.

    A load finds it again then, as for an article that has changed, because another version may have read it since.
    """
    before = dict(correction.before)
    db.execute("update articles set content_hash = '' where key = ?", [correction.article])
    others = before.pop(joint.OTHERS, [])
    before["speaker"] = _whose(db, correction, before)
    there = rows.first_value(
        db, "select id from quotes where article = ? and key = ?", [before["article"], before["key"]]
    )
    if there:
        _set(db, there, {column: before[column] for column in SPEAKER})
    elif rows.first_value(db, "select 1 from articles where id = ?", [before["article"]]):
        taken = rows.first_value(db, "select 1 from quotes where id = ?", [before["id"]])
        log.insert(db, "quotes", before | ({"id": None} if taken else {}))
    joint.put(
        db, before["article"], before["key"], [Other(name, kind, _current(db, who)) for name, kind, who in others]
    )


def _whose(db: Database, correction: Correction, before: Values) -> int | None:
    """Whose a quotation is without a correction: who an earlier one gave it to, or who bears its name in the article.

    Not whoever had it when the correction was made, as a merge may have been undone since.
    """
    where = "article = ? and quote = ? and id < ? and undone is null"
    earlier = log.read(db, where, [correction.article, correction.quote, correction.id])
    if earlier:
        return _current(db, earlier[-1].after.get("speaker"))
    named = [before["article"], before["speaker_name"], before["speaker_kind"]]
    found = rows.first_value(db, "select speaker from names where article = ? and name = ? and kind = ?", named)
    return found if found is not None and before["rule"] != RULE else _current(db, before["speaker"])


def _applied(db: Database, correction: Correction, text: str, quotes: list[Values]) -> list[Values]:
    at = _match(correction.before, quotes)
    if correction.action == "not_quotation":
        return [row for number, row in enumerate(quotes) if number != at]
    here = [quotes[at], *quotes] if at is not None else quotes
    now = _as_said(db, _current(db, correction.after["speaker"]), here)
    if at is not None:
        found = {"found_rule": quotes[at]["rule"], "found_confidence": quotes[at]["confidence"], joint.OTHERS: []}
        quotes[at] = quotes[at] | found | now
    elif _still_there(correction.before, text):
        quotes.append(_not_found(db, correction) | {joint.OTHERS: []} | now)
    return quotes


def _not_found(db: Database, correction: Correction) -> Values:
    """The row of a quotation that was corrected and is not found any more, in its article as it is now."""
    columns = db["quotes"].columns_dict.keys() - {"id"}
    known = {column: correction.before.get(column) for column in columns}
    known |= {"act": known.get("act") or "states"}  # corrections of older versions do not have it
    about = "select id as article, published, outlet from articles where key = ?"
    return known | next(db.query(about, [correction.article]))


def _match(before: Values, quotes: list[Values]) -> int | None:
    """Find the quotation with the same words, or else the one that shares most of them, if that is half of both."""
    same = [number for number, row in enumerate(quotes) if row["key"] == before["key"]]
    if same:
        return same[0]
    wanted = _letters(before)
    best = max(((len(wanted & _letters(row)), -n) for n, row in enumerate(quotes)), default=(0, 0))
    if not best[0]:
        return None
    row = quotes[-best[1]]
    return -best[1] if 2 * best[0] >= len(wanted | _letters(row)) and _shares_words(before, row) else None


def _shares_words(before: Values, row: Values) -> bool:
    """Do the words agree? Offsets alone would mislead if the article's text has changed."""
    return str(row["text"]) in str(before["text"]) or str(before["text"]) in str(row["text"])


def _letters(row: Values) -> set[int]:
    return {place for start, end in json.loads(row["spans"]) for place in range(start, end)}


def _still_there(before: Values, text: str) -> bool:
    return " ".join(text[start:end] for start, end in json.loads(before["spans"])) == str(before["text"])


def _current(db: Database, speaker: int | None) -> int | None:
    return None if speaker is None else former.survivor(db, speaker)


def _as_said(db: Database, who: int | None, here: Iterable[Values]) -> Values:
    """The columns of a quotation that a human gave this speaker, with the role that the article gives them.

    The confidence is that the speaker is right, so a quotation without a speaker has none.
    """
    said: Values = {"speaker": who, "speaker_name": None, "speaker_kind": "unknown", "role": None, "rule": RULE}
    if who is None:
        return said | {"confidence": None}
    person = log.row_of(db, "speakers", {"id": who})[0]
    roles = (row["role"] for row in here if row["speaker"] == who and row["rule"] != RULE and row["role"])
    said |= {"speaker_name": person["name"], "speaker_kind": person["kind"], "role": next(roles, None)}
    return said | {"confidence": 1.0}


def _whom(db: Database, article: int, speaker: str, kind: str, *, new: bool) -> int:
    if speaker.isdecimal() and not new:
        return log.find(db, speaker)
    name = " ".join(speaker.split())
    if not any(char.isalpha() for char in name):
        raise CorrectionError(f"{speaker!r} is not a name; give the name or the number of a speaker")
    if not new:
        found = meant(db, article, name)
        if found.one is None:
            raise UnclearError(name, found)
        return found.one
    who = rows.make(db, name, kind, pinned=True)
    rows.learn(db, who, Mention(parse(name, kind), kind), source=made_known.HAND)
    return who


def _write(db: Database, action: str, row: Values, now: Values, by: By, who: int | None) -> int:
    article = rows.first_value(db, "select key from articles where id = ?", [row["article"]])
    about: dict[str, Any] = {"article": article, "quote": row["key"], "speaker": who, "other": row["speaker"]}
    return log.write(db, action, by, row, now, **about)


def _pin(db: Database, who: int | None) -> None:
    """Keep a speaker whom a human named, even if nobody is quoted by that name any more."""
    db.execute("update speakers set pinned = 1 where id = ?", [who])


def _set(db: Database, quote: int, values: Values) -> None:
    old = "found_rule = coalesce(found_rule, rule), found_confidence = coalesce(found_confidence, confidence), "
    changes = ", ".join(f"{column} = ?" for column in values)
    keep = old if values.get("rule") == RULE else ""
    db.execute(f"update quotes set {keep}{changes} where id = ?", [*values.values(), quote])


def _quote(db: Database, quote: int) -> Values:
    found = log.row_of(db, "quotes", {"id": quote})
    if not found:
        raise CorrectionError(
            f"there is no quotation {quote}; its number is the `id` that `quotes said-by --json` prints"
        )
    return found[0] | {joint.OTHERS: joint.others(db, quote)}
