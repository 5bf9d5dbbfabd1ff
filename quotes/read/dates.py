"""Convert dates, as sources write them, to ISO 8601."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime

MONTHS = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|"
    "oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
)
WEEKDAYS = "mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:rs(?:day)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?"
_ORDER = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_PARTIAL = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2]))?")
_EPOCH = re.compile(r"\d{10}(?:\d{3})?")
_RFC = re.compile(rf"(?:(?:{WEEKDAYS}),? )?\d{{1,2}} (?:{MONTHS}) \d{{4}} \d\d?:\d\d.*", re.IGNORECASE)
_DAY = rf"(?P<month>{MONTHS})\.? (?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?"
_NUMBERS = re.compile(r"(?<![\d./-])(?P<one>\d{1,2})(?P<mark>[./-])(?P<two>\d{1,2})(?P=mark)(?P<year>\d{4})(?!\d)")
_SPELT = [
    re.compile(rf"\b{_DAY} (?P<year>\d{{4}})\b", re.IGNORECASE),
    re.compile(
        rf"(?<!\d[:.–/-])\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[ -](?P<month>{MONTHS})\.?,?[ -](?P<year>\d{{4}})\b",
        re.IGNORECASE,
    ),
    re.compile(r"\b(?P<year>\d{4})[-/](?P<month>\d{1,2})[-/](?P<day>\d{1,2})\b"),
]


def iso_date(value: str, *, day_first: bool | None = None) -> str | None:
    """A date or time in ISO 8601, or None if it cannot be read without guessing.

    Args:
        day_first: whether '04/07/2025' is in July; None if nothing tells.

    >>> iso_date("Friday, July 4, 2025"), iso_date("2025-07-04T10:00:00Z"), iso_date("04/07/2025")
    ('2025-07-04', '2025-07-04T10:00:00+00:00', None)
    """
    value = value.strip()
    if _PARTIAL.fullmatch(value):
        return value
    for parse in (_date, _time, _epoch, _rfc, _spelt):
        try:
            return parse(value)
        except (ValueError, OverflowError, OSError):
            continue
    return _in_numbers(value, day_first)


def day_first_in(text: str) -> bool | None:
    """Whether the dates of a text, '13/07/2025' among them, have the day before the month; None if nothing tells.

    >>> day_first_in("04/07/2025, 13/07/2025"), day_first_in("7/13/2025"), day_first_in("04/07/2025")
    (True, False, None)
    """
    dates = [(int(match["one"]), int(match["two"])) for match in _NUMBERS.finditer(text) if match["mark"] != "."]
    day, month = (sum(pair[at] > 12 >= pair[1 - at] for pair in dates) for at in (0, 1))
    return None if bool(day) == bool(month) else day > 0


def _in_numbers(value: str, day_first: bool | None) -> str | None:
    """'05.03.2026', which has the day first everywhere, and '13/03/2026', which can only be read in one way."""
    match = _NUMBERS.match(value)
    if not match:
        return None
    one, two = int(match["one"]), int(match["two"])
    if match["mark"] == "." or one > 12:
        day_first = True
    elif two > 12 or one == two:
        day_first = False
    if day_first is None:
        return None
    day, month = (one, two) if day_first else (two, one)
    try:
        return date(int(match["year"]), month, day).isoformat()
    except ValueError:
        return None


def _date(value: str) -> str:
    return date.fromisoformat(value).isoformat()


def _time(value: str) -> str:
    return datetime.fromisoformat(value).isoformat()


def _epoch(value: str) -> str:
    """Seconds or milliseconds since 1970."""
    if not _EPOCH.fullmatch(value):
        raise ValueError(value)
    return datetime.fromtimestamp(int(value[:10]), UTC).isoformat()


def _rfc(value: str) -> str:
    """As mail and RSS write it: 'Fri, 04 Jul 2025 10:00:00 GMT'."""
    if not _RFC.fullmatch(value):
        raise ValueError(value)
    return parsedate_to_datetime(value).isoformat()


def _spelt(value: str) -> str:
    """With the month's name, or the year first; '04/07/2025' is a different day in different countries."""
    match = next((found for pattern in _SPELT if (found := pattern.search(value))), None)
    if not match:
        raise ValueError(value)
    month = match["month"]
    number = int(month) if month.isdigit() else _ORDER.index(month[:3].lower()) + 1
    return date(int(match["year"]), number, int(match["day"])).isoformat()
