"""Charts: empty months count, scales agree, and many months become quarters and years."""

from __future__ import annotations

import pytest

from quotes.web.show.charts import HEIGHT, MOST_BARS, over_time, peak_of


def test_months_without_quotations_leave_a_gap() -> None:
    chart = over_time({"2026-01": 2, "2026-04": 4})
    assert chart is not None and chart.unit == "month"
    first, last = chart.bars
    assert (first.label, first.count, last.label, last.count) == ("Jan 2026", 2, "Apr 2026", 4)
    assert last.x - first.x > 2.5 * first.width
    assert (last.y, last.height, first.height) == (0, HEIGHT, HEIGHT / 2)


@pytest.mark.parametrize(
    ("first", "last", "unit"),
    [("2024-01", "2026-03", "month"), ("2016-01", "2026-03", "quarter"), ("1990-05", "2026-03", "year")],
)
def test_many_months_become_quarters_and_years(first: str, last: str, unit: str) -> None:
    chart = over_time({first: 1, last: 3})
    assert chart is not None and chart.unit == unit
    assert sum(bar.count for bar in chart.bars) == 4
    assert all(bar.x >= 0 and bar.x + bar.width <= 100 for bar in chart.bars)
    assert len(chart.ticks) <= 8 <= MOST_BARS


@pytest.mark.parametrize("months", [{}, {"": 3}, {"soon": 1}, {"2026-13": 1}, {"٢٠٢٦-01": 1}])
def test_what_has_no_date_has_no_chart(months: dict[str, int]) -> None:
    assert over_time(months) is None


def test_days_of_some_weeks_are_bars_and_link_to_their_day() -> None:
    chart = over_time({"2026-03-02": 3, "2026-03-13": 1})
    assert chart is not None and chart.unit == "day"
    first, last = chart.bars
    assert (first.label, first.short, first.since, first.until) == ("2 Mar 2026", "2 Mar", "2026-03-02", "2026-03-02")
    assert round((last.x - first.x) / (100 / 12)) == 11


@pytest.mark.parametrize(
    "counts",
    [{"2026-01-02": 1, "2026-04-02": 2}, {"2026-03-02": 1, "2026-03": 2}, {"2026-02-30": 1, "2026-02-01": 2}],
)
def test_days_far_apart_or_that_are_none_are_counted_by_month(counts: dict[str, int]) -> None:
    chart = over_time(counts)
    assert chart is not None and chart.unit == "month"
    assert sum(bar.count for bar in chart.bars) == 3


def test_charts_beside_each_other_share_their_scale() -> None:
    series = [{"2026-01": 8}, {"2026-03": 2}]
    peak = peak_of(series, "2026-01", "2026-03")
    small = over_time(series[1], first="2026-01", last="2026-03", peak=peak)
    assert small is not None and peak == 8
    assert small.bars[0].height == HEIGHT / 4
    assert small.bars[0].x > 15


def test_a_bar_says_which_months_it_counts() -> None:
    chart = over_time({"2016-02": 1, "2026-03": 1})
    assert chart is not None
    assert (chart.bars[0].since, chart.bars[0].until) == ("2016-01", "2016-03")
