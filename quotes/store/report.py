"""Show quotations as sentences, in the order in which the article has their words."""

from __future__ import annotations

import json
import sqlite3
from typing import NamedTuple

from quotes.models import Act, Quote, Said
from quotes.store.sentence import Places, balanced, pieces, written

NOBODY = "Somebody not named"
#: What a speaker did, for reports whose words do not say it.
DID: dict[Act, str] = {
    "states": "",
    "denies": "denied",
    "asks": "asked",
    "promises": "promised",
    "demands": "demanded",
    "accuses": "accused",
}


class ReportPassage(NamedTuple):
    """The part of an article in which a report stands with its source and its cue, and the offset of this part."""

    text: str
    offset: int
    places: Places


def of(db: sqlite3.Connection, ids: list[int]) -> dict[int, ReportPassage]:
    """Find where those of the quotations stand that are reported, wholly or in part."""
    sql = """
        select id, article, spans, iif(rule = 'correction', null, mention_spans), cue_spans from quotes
        where id in (select value from json_each(?)) and kind != 'direct'
    """
    part = "select substr(text, ?, ?) from articles where id = ?"
    found = {}
    for number, article, *columns in db.execute(sql, [json.dumps(ids)]).fetchall():
        places = Places(*(json.loads(column or "[]") for column in columns))
        every = [place for some in places for place in some]
        if every:
            start, end = min(place[0] for place in every), max(place[1] for place in every)
            (text,) = db.execute(part, [start + 1, end - start, article]).fetchone()
            found[number] = ReportPassage(text, start, places)
    return found


def worded(quote: Said, report: ReportPassage | None) -> Said:
    """Add its sentence to a quotation; to a report also the pieces of the sentence, and whose paraphrase it is."""
    if report is None:
        did = f" ({DID[quote.act]})" if DID[quote.act] else ""
        said = f"{quote.speaker or quote.mention or NOBODY}{did}: {marked(quote)}"
        return quote.model_copy(update={"wording": said, "paraphrase": paraphrase(quote)})
    who, others = quote.speaker or _unnamed(quote), [one.name for one in quote.speakers[1:]]
    sentence = pieces(report.text, report.offset, report.places, who, did=DID[quote.act], others=others)
    return quote.model_copy(
        update={"wording": written(sentence), "paraphrase": paraphrase(quote), "sentence": tuple(sentence)}
    )


def paraphrase(quote: Said) -> str | None:
    """'paraphrase, by Tarn Post'; None if some of the words stand between quotation marks."""
    if quote.kind != "indirect":
        return None
    return f"paraphrase, by {quote.outlet}" if quote.outlet else "paraphrase, by the article"


def marked(quote: Said) -> str:
    """The words with quotation marks around them, unless they have marks of their own."""
    text = quote.text.strip().rstrip(",")
    return f"“{text}”" if quote.kind == "direct" else balanced(text)


def _unnamed(quote: Said) -> str | None:
    """What to call a source that has no name: the words of the article at the mention, if it has any."""
    return None if quote.mention and quote.rule != "correction" else NOBODY


def report_of(text: str, quote: Quote) -> str:
    """The sentence of a report that was just found in an article's text."""
    places = Places(quote.spans, quote.speaker_mention or (), quote.cue or ())
    return written(pieces(text, 0, places, quote.speaker, did=DID[quote.act]))


def marked_text(text: str) -> str:
    """Put direct words between quotation marks."""
    return f"“{text.strip().rstrip(',')}”"
