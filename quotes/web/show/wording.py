"""Word values for a page: dates, counts, shares, and hostile text made harmless."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any, get_args
from urllib.parse import urlsplit

from markupsafe import Markup

from quotes.models import Act

# Characters that must not be on a page: controls (NUL, escape), and lone surrogates, which cannot be sent at all.
UNSHOWABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
# Characters that turn the writing direction: harmless in <bdi>, but a title or a tool tip has no elements.
TURNING = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069\u061c]")
MARKED = re.compile(r"[“”«»„‟\"]|(?<!\w)['‘]\w")
KINDS = {
    "direct": "direct speech",
    "mixed": "partly direct",
    "indirect": "reported speech",
    "person": "person",
    "organisation": "organisation",
    "group": "group",
    "document": "document",
    "anonymous": "unnamed source",
    "unknown": "kind not known",
}
ACTS: dict[str, str] = dict(
    zip(get_args(Act), ("stated", "denied", "asked", "promised", "demanded", "accused"), strict=True)
)
GENDERS = {"female": "women", "male": "men", "other": "other", "unknown": "gender not known"}
EVIDENCE = {
    "list": "known people",
    "title": "titles",
    "pronoun": "pronouns",
    "role": "roles",
    "first name": "first name",
}
MANY = {
    "person": "people",
    "organisation": "organisations",
    "group": "groups",
    "document": "documents",
    "anonymous": "unnamed sources",
    "unknown": "of unknown kind",
}


def shown(text: str | None, limit: int = 300) -> str:
    """Text without control characters, cut at about `limit` characters, with '…' where it was cut."""
    text = _clean(text[: 2 * limit + 100] if text else "")
    if len(text) <= limit:
        return text
    head = text[:limit].rstrip()
    words = head.rsplit(None, 1)[0]
    return (words if len(words) > limit * 0.7 else head) + "…"


def plain(text: str | None, limit: int = 120) -> str:
    """The same for a title, a tool tip or a label, without characters that turn the writing direction."""
    return shown(TURNING.sub("", text[: 2 * limit + 100] if text else ""), limit)


def titled(title: str | None, text: str | None, limit: int = 110) -> str:
    """The title of an article, or without one the words with which it begins and '…'."""
    begins = shown((text or "").strip().partition("\n")[0], limit)
    return shown((title or "").strip(), limit) or (f"{begins.rstrip('.…')} …" if begins else "Article without a title")


def words(text: str | None, limit: int = 600) -> str:
    """The words of a quotation, without the comma that its sentence in the article needed."""
    return shown(text, limit).strip().rstrip(",")


def lit(text: str, places: Sequence[tuple[int, int]], limit: int = 420) -> Markup:
    """Words with the places `[start, end)` marked; a long text is cut to the part around the first of them."""
    begin = max(0, places[0][0] - limit // 3) if places and places[0][1] > limit else 0
    begin = text.find(" ", begin) + 1 if begin else 0
    end = begin + limit
    html, place = Markup("…" if begin else ""), begin
    for start, stop in places:
        if place <= start < stop <= end:
            html += Markup("{}<mark>{}</mark>").format(_clean(text[place:start]), _clean(text[start:stop]))
            place = stop
    rest = text[place:end].rstrip()
    return html + (_clean(rest) + "…" if end < len(text) else _clean(rest).rstrip(","))


def within(places: Sequence[tuple[int, int]], piece: Any) -> list[tuple[int, int]]:
    """Places `[start, end)` of a quotation's text within a piece of it, counted from the start of the piece."""
    end = piece.at + len(piece.text)
    return [(start - piece.at, stop - piece.at) for start, stop in places if piece.at <= start and stop <= end]


def spaced(text: str, limit: int = 300) -> str:
    """The same as `shown`, with a space at an end where the text has any."""
    before, after = (" " if side and side.isspace() else "" for side in (text[:1], text[-1:]))
    return f"{before}{shown(' '.join(text.split()), limit)}{after}" if text.strip() else " " * bool(text)


def has_marks(text: str) -> bool:
    """Do partly direct words show by their own quotation marks which part is direct?"""
    return bool(MARKED.search(text))


def sentence(text: str) -> str:
    """The same with a capital first letter, as at the start of a sentence."""
    return text[:1].upper() + text[1:]


def day(value: str | None) -> str:
    """'2026-03-13T08:30:00Z' as '13 March 2026', '2026-03' as 'March 2026'; anything but a date stays as it is."""
    for length, read, write in ((10, "%Y-%m-%d", "{0.day} {0:%B} {0.year}"), (7, "%Y-%m", "{0:%B} {0.year}")):
        try:
            return write.format(datetime.strptime((value or "")[:length], read))
        except ValueError:
            continue
    return shown(value, 40)


def period(first: str | None, last: str | None) -> str:
    """'13 March 2026', or '2 to 13 March 2026', or both days in full, or ''."""
    since, until = day(first), day(last)
    if not since or not until or since == until:
        return since or until
    if (first or "")[:7] == (last or "")[:7] and len(last or "") > 7:
        return f"{since.split()[0]} to {until}"
    return f"{since} to {until}"


def count(number: int, one: str = "", many: str = "") -> str:
    """1234 as '1,234'; with a noun '1 article', '1,234 articles'."""
    noun = one if number == 1 else many or (one and one + "s")
    return f"{number:,} {noun}".rstrip()


def enumerated(names: Sequence[str]) -> str:
    """'Ida Marlow, Olaf Stein and Per Lund'."""
    *first, last = names or [""]
    return f"{', '.join(first)} and {last}" if first else last


def percent(share: float | None) -> str:
    """0.972 as '97 %'; a little more than nothing as '<1 %'."""
    if share and 0 < share < 0.005:
        return "<1\u202f%"
    return f"{round(100 * (share or 0))}\u202f%"


def outside(url: str | None) -> str:
    """An address that may be linked: only http and https; otherwise ''."""
    try:
        return url if url and len(url) < 2000 and urlsplit(url).scheme in ("http", "https") else ""
    except ValueError:
        return ""


def kind(name: str) -> str:
    """The name of a kind of quotation or speaker."""
    return KINDS.get(name, name)


def act(name: str) -> str:
    """What a speaker did with the words: 'denied', 'promised'."""
    return ACTS.get(name, name)


def gender(speaker: Any) -> str:
    """'female, by titles and more (12 of 13 say so)': a known gender, and how it is known.

    Args:
        speaker: with `gender`, `gender_by`, `gender_for` and `gender_against`.
    """
    agree, differ = speaker.gender_for or 0, speaker.gender_against or 0
    how = f"{speaker.gender}, by {EVIDENCE.get(speaker.gender_by, speaker.gender_by)}"
    if speaker.gender_by == "list" or agree + differ < 2:
        return how
    return f"{how} ({count(agree)} of {count(agree + differ)} say so)"


def carried(by: Any) -> str:
    """'carried by 3 outlets', 'in 2 articles': where a statement was carried.

    Args:
        by: how many `outlets` and `articles`.
    """
    return f"carried by {count(by.outlets, 'outlet')}" if by.outlets > 1 else f"in {count(by.articles, 'article')}"


def people(gender: str) -> str:
    """The word for people of a gender: 'women'."""
    return GENDERS.get(gender, gender)


def evidence(name: str) -> str:
    """The word for how a gender is known: 'titles'."""
    return EVIDENCE.get(name, name)


def kinds(name: str) -> str:
    """The name of a kind of several speakers: 'people', 'unnamed sources'."""
    return MANY.get(name, kind(name))


def _clean(text: str) -> str:
    return UNSHOWABLE.sub(" ", text)
