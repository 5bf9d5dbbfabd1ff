"""Measure whether confidence is the probability that a row is right, and what remains at each confidence."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from pathlib import Path

from quotes.errors import QuotesError
from quotes.evaluate.result import Calibration, CurvePoint

BINS = 10
WANTED = 0.98
Pair = tuple[float, bool]  # confidence, from 0 to 1, and whether the row is right


def calibrate(pairs: Iterable[Pair]) -> Calibration:
    """The calibration of some rows, each as its confidence and whether it is right."""
    pairs = sorted(pairs, reverse=True)
    curve = _curve(pairs)
    return Calibration(
        n=len(pairs),
        error=calibration_error(pairs),
        coverage_at_98=max((point.coverage for point in curve if point.precision >= WANTED), default=0.0),
        curve=curve,
    )


def calibration_error(pairs: Iterable[Pair]) -> float:
    """The expected calibration error: the gap between confidence and accuracy over ten equal bins, weighted by size.

    >>> calibration_error([(0.9, True), (0.9, False)])
    0.4
    """
    bins: dict[int, list[Pair]] = {}
    for confidence, right in pairs:
        bins.setdefault(min(int(confidence * BINS), BINS - 1), []).append((confidence, right))
    total = sum(map(len, bins.values()))
    gaps = (abs(sum(c for c, _ in members) - sum(r for _, r in members)) for members in bins.values())
    return sum(gaps) / total if total else 0.0


def _curve(pairs: list[Pair]) -> tuple[CurvePoint, ...]:
    """A point for each confidence that occurs, the highest first."""
    points, kept, right = [], 0, 0
    for confidence, members in groupby(pairs, key=lambda pair: pair[0]):
        outcomes = [ok for _, ok in members]
        kept += len(outcomes)
        right += sum(outcomes)
        point = CurvePoint(confidence=confidence, coverage=kept / len(pairs), precision=right / kept)
        points.append(point)
    return tuple(points)


def draw_curve(calibration: Calibration, path: str | Path) -> None:
    """Draw precision over coverage into an image file, in the format of its suffix.

    Raises:
        QuotesError: matplotlib is not installed, or the file cannot be written.
    """
    try:
        from matplotlib.figure import Figure
    except ImportError as error:
        raise QuotesError(
            "drawing the curve needs matplotlib; install it with: pip install 'newsquotes[curve]'"
        ) from error
    figure = Figure(figsize=(7, 4.5), layout="constrained")
    axes = figure.subplots()
    coverage = [point.coverage for point in calibration.curve]
    axes.plot(coverage, [point.precision for point in calibration.curve], label="rows that are right")
    axes.plot(coverage, [point.confidence for point in calibration.curve], ":", label="confidence from here up")
    axes.axhline(WANTED, color="grey", linewidth=0.8)
    axes.axvline(calibration.coverage_at_98, color="grey", linewidth=0.8)
    axes.set(xlabel="share of the rows that remain", ylabel="share of these that are right", xlim=(0, 1))
    axes.legend()
    try:
        figure.savefig(path, dpi=150)
    except (OSError, ValueError) as error:
        raise QuotesError(f"{path}: the curve cannot be written ({error})") from error
