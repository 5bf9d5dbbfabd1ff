"""Dates as sources write them; one that could be another day gives none."""

from __future__ import annotations

import pytest

from quotes.read.dates import iso_date


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2025-07-04", "2025-07-04"),
        ("20250704", "2025-07-04"),
        ("2025/7/4", "2025-07-04"),
        ("2025-07", "2025-07"),
        ("2025", "2025"),
        ("2025-07-04T10:00:00Z", "2025-07-04T10:00:00+00:00"),
        ("2025-07-04 10:00:00 +0200", "2025-07-04T10:00:00+02:00"),
        ("Fri, 04 Jul 2025 10:00:00 EST", "2025-07-04T10:00:00-05:00"),
        ("1751623200", "2025-07-04T10:00:00+00:00"),
        ("1751623200000", "2025-07-04T10:00:00+00:00"),
        ("Friday, July 4, 2025", "2025-07-04"),
        ("4th July 2025", "2025-07-04"),
        ("4-Jul-2025", "2025-07-04"),
        ("Updated on July 4, 2025 at 10:15 am ET", "2025-07-04"),
        ("Published: 12 May 2026, 09:12", "2026-05-12"),
    ],
)
def test_a_date_is_read(text: str, date: str) -> None:
    assert iso_date(text) == date


@pytest.mark.parametrize(
    "text",
    [
        "04/07/2025",
        "4/7/25",
        "July 4",
        "July 2025",
        "July 4, 25",
        "2025-02-30",
        "2025-13-05",
        "31 June 2025",
        "12:05 May 2026",
        "May 2026 at 10",
        "12-13 May 2026",
        "May 12-13, 2026",
        "3 hours ago",
        "Yesterday",
        "10:00",
        "",
    ],
)
def test_no_day_is_guessed(text: str) -> None:
    assert iso_date(text) is None
