"""`/-/quotes/compare`: two or more speakers on the same words, side by side over time."""

from __future__ import annotations

import sqlite3
from functools import partial
from types import SimpleNamespace
from typing import Any

from quotes.people.listing import listed as listed_people
from quotes.store import filters, lookup, profiles, search
from quotes.web import links, site
from quotes.web.pages.request import Asked, asked, listed
from quotes.web.show.charts import over_time, peak_of
from quotes.web.show.wording import enumerated, shown

MOST = 4
SIZE, SUGGESTED, CHOICES = 6, 24, 8


async def show(datasette: Any, request: Any) -> Any:
    """Show speakers side by side; `add` names one more."""
    from datasette.utils.asgi import Response

    await site.allow(datasette, request)
    numbers = tuple(listed(request, "speaker", int)[:MOST])
    add = (request.args.get("add") or "").replace("\0", " ").strip()[:200]
    query = asked(request, but=("speaker",))
    kept = query.without("order", "speaker", "name")
    named = await site.read(datasette, partial(lookup.speakers_named, name=add)) if add else []
    named = [speaker for speaker in named if speaker.id not in numbers]
    if len(named) == 1 and len(numbers) < MOST:
        return Response.redirect(links.compare(datasette, (*numbers, named[0].id), **kept))
    found = await site.read(datasette, partial(_look_up, numbers=numbers, query=query))
    to = partial(links.compare, datasette)
    for column in found["columns"]:
        number = column.speaker.id
        column.remove = to(tuple(other for other in numbers if other != number), **kept)
        column.links = partial(links.search, datasette, speaker=number, words=query.given.get("words"))
        column.more = links.search(datasette, speaker=number, **kept) if column.more_than_shown else None
    known = await site.read(datasette, partial(listed_people, speakers=[one.id for one in named[:CHOICES]]))
    choices = [
        SimpleNamespace(**one._asdict(), href=to((*numbers, one.id), **kept))
        for one in sorted(known, key=lambda one: -one.quotes)
    ]
    problems = query.problems + ([] if named or not add else [f"Nobody else called “{shown(add, 60)}” is quoted here."])
    context = found | query.given | {"add": add, "choices": choices, "problems": problems, "most": MOST}
    return await site.page(datasette, request, "compare.html", context)


def _look_up(db: sqlite3.Connection, numbers: tuple[int, ...], query: Asked) -> dict[str, Any]:
    speakers = [speaker for number in numbers if (speaker := profiles.named(db, number))]
    wanted = [filters.conditions(db, query.filter.model_copy(update={"speaker": speaker.id})) for speaker in speakers]
    series = profiles.timelines(db, wanted)
    times = sorted({time for one in series for time in one})
    ends = (times[0], times[-1]) if times else ("", "")
    peak = peak_of(series, *ends)
    columns = []
    for place, (speaker, condition, counts) in enumerate(zip(speakers, wanted, series, strict=True)):
        page = search.page(db, condition, size=SIZE)
        columns.append(
            SimpleNamespace(
                speaker=speaker,
                role=speaker.role,
                colour=f"s{place}",
                chart=over_time(counts, first=ends[0], last=ends[1], peak=peak),
                total=sum(counts.values()),
                items=page.items,
                more_than_shown=page.place is not None,
            )
        )
    suggestions = [] if len(speakers) >= MOST else lookup.most_quoted(db, limit=SUGGESTED)
    heading = enumerated([shown(speaker.name, 40) for speaker in speakers]) if len(speakers) > 1 else "Compare"
    return {"columns": columns, "suggestions": suggestions, "heading": heading, "dates": profiles.dates(db)}
