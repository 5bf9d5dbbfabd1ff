"""`/-/quotes/articles/{id}`: the text, with every quotation marked in its place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import partial
from types import SimpleNamespace
from typing import Any

from quotes.extraction.reasons import reason
from quotes.store import records
from quotes.web import site
from quotes.web.show.marking import Mark, marked, marks

COLOURS = 8  # after this many speakers, the others are grey


async def show(datasette: Any, request: Any) -> Any:
    """The page of an article."""
    await site.allow(datasette, request)
    number = int(request.url_vars["id"])
    article = await site.read(datasette, partial(records.article, number=number))
    if article is None:
        return await site.missing(datasette, request, f"There is no article {number} in this database.")
    quotes = sorted(article.quotes, key=lambda quote: (quote.spans[0] if quote.spans else (0, 0), quote.id))
    speakers = voices(quotes)
    context = {
        "article": article,
        "quotes": {quote.id: quote for quote in quotes},
        "numbers": {quote.id: place for place, quote in enumerate(quotes, 1)},
        "speakers": speakers,
        "colours": {quote: voice.colour for voice in reversed(speakers) for quote in voice.quotes},
        "paragraphs": marked(article.text, all_marks(quotes)),
        "reason": reason,
        "topics": article.topics,
    }
    return await site.page(datasette, request, "article.html", context)


def all_marks(quotes: Iterable[Any]) -> Iterator[Mark]:
    """What quotations mark in their article: the words, the mention and the cue.

    If an editor corrected the speaker, the mention is left out, because it may name somebody else.
    """
    for quote in quotes:
        yield from marks(quote.id, "words", quote.spans)
        if quote.rule != "correction":
            yield from marks(quote.id, "mention", quote.mention_spans)
        yield from marks(quote.id, "cue", quote.cue_spans)


def voices(quotes: Iterable[Any]) -> list[SimpleNamespace]:
    """The speakers of an article, in the order in which they begin, with a colour for those who speak most."""
    found: dict[int | None, SimpleNamespace] = {}
    for quote in quotes:
        for number, name in [(one.id, one.name) for one in quote.speakers] or [(None, None)]:
            voice = found.setdefault(number, SimpleNamespace(id=number, name=name, role=None, quotes=[], colour="sx"))
            voice.quotes.append(quote.id)
            voice.role = voice.role or quote.role
    most = Counter({voice.id: len(voice.quotes) for voice in found.values() if voice.id is not None})
    coloured = {speaker for speaker, _ in most.most_common(COLOURS)}
    free = iter(range(COLOURS))
    for voice in found.values():
        if voice.id in coloured:
            voice.colour = f"s{next(free)}"
    return sorted(found.values(), key=lambda voice: voice.id is None)
