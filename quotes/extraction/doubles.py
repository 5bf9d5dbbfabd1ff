"""Keep one of two reports of nearly the same words; both are judged first, so that no report is hidden by one that was
not said."""

from __future__ import annotations

from collections.abc import Sequence

from quotes.extraction.cues.cue import is_passed_on, passes_on
from quotes.extraction.layout import Content
from quotes.extraction.spoken import Spoken

Row = tuple[Spoken, float]

NEAR_REPORTS = 3  # reports before one that may be of the same words


def without_doubles(rows: Sequence[Row]) -> list[Row]:
    """Leave out each row whose words another row nearly has, too: the inner or the likelier one stays.

    'Cuts will be announced, said Marlow': the announcement, not made yet, has no row that could hide Marlow's.
    """
    kept: list[Row] = []
    reports: list[Row] = []
    for row in rows:
        near = reports[-NEAR_REPORTS:]
        rival = next((o for o in near if _alike(o[0].ranges, row[0].ranges) or _holds_only(o[0], row[0])), None)
        if row[0].kind != "indirect" or rival is None:
            kept.append(row)
            reports += [row] if row[0].kind == "indirect" else []
        elif _is_better(row, rival):
            kept[kept.index(rival)] = reports[reports.index(rival)] = row
    return kept


def _is_better(row: Row, rival: Row) -> bool:
    """Of 'According to Soir, Brekke said that …' and of 'Soir reported that Brekke said …' Brekke's; else the likelier
    one.
    """
    cue, other = row[0].answer.cue, rival[0].answer.cue
    name = row[0].speaker.name
    same = name is not None and name == rival[0].speaker.name
    if cue and other and not same and (passes_on(other, cue) or passes_on(cue, other)):
        return passes_on(other, cue)
    return row[1] > rival[1]


def _holds_only(outer: Spoken, inner: Spoken) -> bool:
    """'Soir said the driver told officers that …': the driver's words."""
    cue, within = inner.answer.cue, outer.ranges[0][0] <= inner.ranges[0][0]
    return within and cue is not None and outer.answer.cue is not None and is_passed_on(outer.answer.cue, cue)


def _alike(one: Content, other: Content) -> bool:
    a = {i for start, end in one for i in range(start, end)}
    b = {i for start, end in other for i in range(start, end)}
    return 2 * len(a & b) > len(a | b)
