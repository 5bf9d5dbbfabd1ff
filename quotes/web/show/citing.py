"""Cite the article of a quotation for lists of references: APA, Chicago, MLA, BibTeX and CSL-JSON.

An author stays as the article names them, because we should not guess which part of a name is the surname.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

from quotes.web.show.wording import outside, plain

DAY = re.compile(r"(?P<year>[0-9]{4})(-(?P<month>0[1-9]|1[0-2])(-(?P<day>0[1-9]|[12][0-9]|3[01]))?)?(?![0-9])")
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
WHOLE = 5  # letters of a month's name that MLA does not shorten: 'May', 'June' and 'July'
BRACES = str.maketrans({"{": "%7B", "}": "%7D", "\\": "%5C"})
ESCAPED = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
ESCAPED |= {char: f"\\{char}" for char in "{}%&$#_"}


@dataclass(frozen=True)
class Cited:
    """What is cited; `date` has year, month and day as far as known, and `what` is 'Quotation by Ida Marlow'."""

    key: str
    title: str
    outlet: str
    author: str
    date: tuple[int, ...]
    url: str
    permalink: str
    what: str


def source_of(quote: Any, author: str | None, permalink: str) -> Cited:
    """The article of a quotation, from its `Said`."""
    found = DAY.match(quote.published or "")
    date = tuple(int(part) for part in found.group("year", "month", "day") if part) if found else ()
    title = plain(quote.title, 300) or "Article without a title"
    url, speaker = (outside(quote.url) or permalink).translate(BRACES), plain(quote.speaker, 160)
    what = f"Quotation by {speaker}" if speaker else "Quotation"
    if quote.paraphrase:
        what = f"Words of {speaker or 'a source that is not named'} ({plain(quote.paraphrase)})"
    return Cited(f"quotation{quote.id}", title, plain(quote.outlet), plain(author, 200), date, url, permalink, what)


def citations(source: Cited) -> dict[str, str]:
    """Each style's text by the name of the style."""
    return {
        "APA": _joined(source.author or source.title, f"({_apa(source.date)})", source.title if source.author else "")
        + f"{_ended(source.outlet)}{source.url}",
        "Chicago": _prose(source, _american(source.date)),
        "MLA": _prose(source, _british(source.date)),
        "BibTeX": _bibtex(source),
        "CSL-JSON": _csl(source),
    }


def _joined(*parts: str) -> str:
    return "".join(_ended(part) for part in parts)


def _ended(part: str) -> str:
    """Add a full stop, if it has no end mark, and a space; an empty text stays empty."""
    return f"{part}{'' if part.endswith(('.', '?', '!')) else '.'} " if part else ""


def _prose(source: Cited, when: str) -> str:
    mark = "" if source.title.endswith((".", "?", "!")) else "."
    where = ", ".join(part for part in (source.outlet, when) if part)
    return f"{_ended(source.author)}“{source.title}{mark}” {_ended(where)}{source.url}."


def _apa(date: tuple[int, ...]) -> str:
    rest = " ".join([MONTHS[date[1] - 1], *map(str, date[2:])]) if len(date) > 1 else ""
    return ", ".join(part for part in (str(date[0]), rest) if part) if date else "n.d."


def _american(date: tuple[int, ...]) -> str:
    if len(date) < 3:
        return " ".join([MONTHS[date[1] - 1] if len(date) > 1 else "", *map(str, date[:1])]).strip()
    return f"{MONTHS[date[1] - 1]} {date[2]}, {date[0]}"


def _british(date: tuple[int, ...]) -> str:
    if not date:
        return ""
    name = MONTHS[date[1] - 1] if len(date) > 1 else ""
    short = name if len(name) < WHOLE else f"{name[:4] if name == 'September' else name[:3]}."
    return " ".join(part for part in (*map(str, date[2:]), short, str(date[0])) if part)


def _bibtex(source: Cited) -> str:
    fields = {"author": source.author, "title": source.title, "howpublished": source.outlet}
    fields |= dict(zip(("year", "month", "day"), map(str, source.date), strict=False))
    text = "".join(f"  {name} = {{{{{_escaped(value)}}}}},\n" for name, value in fields.items() if value)
    note = f"  note = {{{_escaped(source.what)}: \\url{{{source.permalink}}}}}\n"
    return f"@misc{{{source.key},\n{text}  url = {{{source.url}}},\n{note}}}"


def _escaped(text: str) -> str:
    return "".join(ESCAPED.get(char, char) for char in text)


def _csl(source: Cited) -> str:
    entry = {
        "id": source.key,
        "type": "article-newspaper",
        "title": source.title,
        "container-title": source.outlet,
        "author": [{"literal": source.author}] if source.author else None,
        "issued": {"date-parts": [list(source.date)]} if source.date else None,
        "URL": source.url,
        "note": f"{source.what}: {source.permalink}",
    }
    return json.dumps([{name: value for name, value in entry.items() if value}], ensure_ascii=False, indent=2)
