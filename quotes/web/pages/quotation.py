"""`/-/quotes/{id}`: one quotation, its context and why it is attributed so. The address is its permalink."""

from __future__ import annotations

import sqlite3
from functools import partial
from typing import Any

from quotes.extraction.reasons import reason
from quotes.people.corrections.review_queue import named_at
from quotes.store import carried, records, search
from quotes.store.filters import Filter
from quotes.web import links, site
from quotes.web.pages.article import all_marks
from quotes.web.show import framing
from quotes.web.show.citing import citations, source_of
from quotes.web.show.marking import around, marked, within
from quotes.web.show.wording import act, day, has_marks, plain, shown, words

OTHERS = 4
LONGEST_CITED = 600


async def show(datasette: Any, request: Any) -> Any:
    """The page of a quotation."""
    await site.allow(datasette, request)
    number = int(request.url_vars["id"])
    found = await site.read(datasette, partial(_look_up, number=number))
    if found is None:
        return await site.missing(datasette, request, f"There is no quotation {number} in this database.")
    quote, path = found["quote"], links.quotation(datasette, number)
    height = framing.height_of(quote.wording, framing.WIDTH)
    found |= framing.sharing(datasette, request, path, f"/{number}", plain(quote.wording, 110), height)
    permalink = found["permalink"]
    found |= {"cite": cite(quote, permalink), "reason": reason}
    found["citations"] = citations(source_of(quote, found["author"], permalink))
    return await site.page(datasette, request, "quotation.html", found)


def cite(quote: Any, permalink: str) -> str:
    """A quotation in the form of a footnote: the words, who, where, when, and the address where it can be checked."""
    told = f", as told by {plain(quote.reported_by)}" if quote.reported_by else ""
    where = ", ".join(
        part
        for part in (
            plain(quote.outlet),
            f"‘{plain(quote.title, 200)}’" if quote.title else "",
            day(quote.published),
        )
        if part
    )
    return f"{_said(quote)}{told}. {where + '. ' if where else ''}{permalink}"


def _said(quote: Any) -> str:
    """The words and who said them; for a report, its sentence with the role and whose paraphrase it is."""
    if not quote.sentence:
        who = ", ".join(plain(part, 160) for part in (quote.speaker, quote.role) if part)
        did = "" if quote.act == "states" else f" ({act(quote.act)})"
        said = words(quote.text, LONGEST_CITED)
        said = said if quote.kind == "indirect" or (quote.kind == "mixed" and has_marks(said)) else f"“{said}”"
        whose = f" ({plain(quote.paraphrase)})" if quote.paraphrase else ""
        return f"{said} – {who or 'a source that is not named'}{did}{whose}"
    sentence = shown(quote.wording, LONGEST_CITED)
    notes = (plain(quote.role, 160) if (quote.role or "") not in sentence else "", plain(quote.paraphrase))
    about = "; ".join(note for note in notes if note)
    return f"{sentence} ({about})" if about else sentence


def _look_up(db: sqlite3.Connection, number: int) -> dict[str, Any] | None:
    quote = records.quotation(db, number)
    if quote is None:
        return None
    article = records.article(db, quote.article_id)
    others = []
    if quote.speaker_id:
        others = search.page(db, Filter(speaker=quote.speaker_id), size=OTHERS + 1).items
    return {
        "quote": quote,
        "author": article.author if article else None,
        "paragraphs": _context(article, number) if article else [],
        "named": _named(article, number, quote) if article else [],
        "alike": carried.alike(db, number),
        "others": [other for other in others if other.id != number][:OTHERS],
    }


def _context(article: Any, number: int) -> list[Any]:
    """The sentences around it, with only this quotation marked."""
    passages = list(all_marks(quote for quote in article.quotes if quote.id == number))
    start, end = around(article.text, passages)
    return marked(article.text[start:end], within(passages, start, end))


def _named(article: Any, number: int, quote: Any) -> list[tuple[bool, str]]:
    """The paragraph that says who 'she' is, if the shown sentences do not."""
    if not quote.speaker_id or len(quote.speakers) > 1:
        return []
    passages = all_marks(one for one in article.quotes if one.id == number)
    names = [name for name in (quote.speaker_name, quote.speakers[0].name) if name]
    return named_at(article.text, around(article.text, passages), names)
