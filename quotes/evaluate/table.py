"""Print the figures of an evaluation in plain text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from quotes.evaluate.result import (
    Accuracy,
    Group,
    Judgement,
    PeopleResult,
    PrecisionRecall,
    Result,
    RowScores,
    Together,
    WhoResult,
)

TableCells = Sequence[str]


def report(result: Result, *, beside: Mapping[str, Result] | None = None) -> str:
    """The main figures next to those of other systems, then precision per rule, kind and outlet.

    Args:
        beside: results of other systems by name, such as `{"textacy": …}`.
    """
    parts = [
        _figures({"quotes": result, **(beside or {})}),
        *(_rows(name, other) for name, other in {"": result, **(beside or {})}.items()),
        _groups("rule", result.rules),
        _groups("kind", result.kinds),
        _groups("outlet", result.outlets),
    ]
    return "\n\n".join(parts)


def stress_report(result: Result, stressed: Mapping[str, Result]) -> str:
    """The figures on each rewriting of the gold, and the difference."""
    rows: list[TableCells] = [("rewriting", "joint F1", "cost", "found F1", "entity", "indirect F1")]
    for name, other in {"as it is": result, **stressed}.items():
        cost = result.quoted.joint.f1 - other.quoted.joint.f1
        figures = (other.quoted.found.f1, other.quoted.speaker_entity.accuracy, other.indirect.found.f1)
        rows.append((name, _number(other.quoted.joint.f1), _number(cost), *map(_number, figures)))
    return _table(rows)


def people_report(result: PeopleResult) -> str:
    """The figures of joining people, with our names and with gold's."""
    rows: list[TableCells] = [
        ("people across articles", "B³ P", "B³ R", "B³ F1", "pairs P", "pairs R", "mentions", "gold", "found")
    ]
    for name, told in PEOPLE.items():
        one: Together = getattr(result, name)
        figures = map(_number, (one.p, one.r, one.f1, one.pair_p, one.pair_r))
        rows.append((told, *figures, str(one.mentions), str(one.gold), str(one.people)))
    return f"{result.articles} articles as one database\n{_table(rows)}"


def who_report(result: WhoResult) -> str:
    """The figures of a database against a gold of who is who."""
    one = result.joined
    split = f"{len(result.split_names)}, at most on {max(result.split_names, default=1)} rows"
    rows: list[TableCells] = [
        ("B³ precision, recall, F1", " ".join(map(_number, (one.p, one.r, one.f1)))),
        ("pairs precision, recall", " ".join(map(_number, (one.pair_p, one.pair_r)))),
        ("names of articles, of gold's", f"{one.mentions} of {result.names}"),
        ("people in gold, rows in the database", f"{one.gold} {one.people}"),
        ("full names on several rows", split),
        ("quotations of the 50 most quoted at one row", f"{_number(result.at_main_row)} of {result.quotes}"),
    ]
    return _table(rows)


def error_report(errors: Iterable[Judgement], *, limit: int | None = None) -> str:
    """The errors, each with its sentence and then gold and prediction side by side."""
    chosen = list(errors)[:limit]
    return "\n\n".join(_error(error) for error in chosen)


def _figures(results: Mapping[str, Result]) -> str:
    """One row for each figure, one column for each system."""
    first = next(iter(results.values()))
    heading = [("", *results)] if len(results) > 1 else []
    rows = [(name, *(cell(result) for result in results.values())) for name, cell in FIGURES]
    runs, reports = first.quoted.found, first.indirect.found
    return (
        f"{first.articles} articles; gold has {runs.gold} quoted runs and {reports.gold} indirect quotes, "
        f"predicted are {runs.pred} and {reports.pred}\n{_table([*heading, *rows])}"
    )


def _found(found: PrecisionRecall) -> str:
    return f"P {found.p:.3f}  R {found.r:.3f}  F1 {found.f1:.3f}"


def _rows(system: str, result: Result) -> str:
    """The figures over what a reader of the results sees, by kind, and what confidence is worth."""
    table: list[TableCells] = [
        ("rows, as a reader sees them" + (system and f": {system}"), "P", "R", "F1", "gold", "predicted")
    ]
    for kind in RowScores.model_fields:
        found: PrecisionRecall = getattr(result.rows, kind)
        table.append((f"  {kind}", *map(_number, (found.p, found.r, found.f1)), str(found.gold), str(found.pred)))
    sure = result.confidence
    extras = {"act": result.extras.act, "every joint speaker": result.extras.together}
    told = [f"  {name} right {_share(share)}" for name, share in extras.items() if share.n]
    remain = f"{sure.coverage_at_98:.3f} of {sure.n} rows remain where 98 of 100 are right"
    return "\n".join([_table(table), f"  calibration error {_number(result.calibration)}; {remain}", *told])


def _share(share: Accuracy) -> str:
    return f"{_number(share.accuracy)}  (of {share.n})"


PEOPLE = {
    "everything": "all, missed ones alone",
    "named": "found and named",
    "right": "found, name right",
    "given": "gold's names given",
}

FIGURES: tuple[tuple[str, Callable[[Result], str]], ...] = (
    ("quoted runs, found", lambda result: _found(result.quoted.found)),
    ("  speaker by mention", lambda result: _share(result.quoted.speaker_mention)),
    ("  speaker by name", lambda result: _share(result.quoted.speaker_entity)),
    ("  found, speaker right", lambda result: _found(result.quoted.joint)),
    ("indirect speech, found", lambda result: _found(result.indirect.found)),
    ("  speaker by mention", lambda result: _share(result.indirect.speaker_mention)),
    ("all letters", lambda result: _found(result.all)),
)


def _groups(title: str, groups: Iterable[Group]) -> str:
    rows: list[TableCells] = [(title, "n", "found", "speaker")]
    for group in groups:
        shares = (_number(group.precision), _number(group.speaker_precision))
        rows.append((group.name, str(group.predicted), *shares))
    return _table(rows)


def _error(error: Judgement) -> str:
    kind = error.kind if error.unit == "quoted" else error.unit
    what = {"speaker": "wrong speaker"}.get(error.outcome, error.outcome)
    decided = f"  by {error.rule} at {error.confidence:.2f}" if error.rule else ""
    gold = "no quotation" if error.outcome == "spurious" else error.gold_speaker or "nobody named"
    ours = "no quotation" if error.outcome == "missed" else error.speaker or "no speaker"
    return (
        f"{error.article}:{error.start}  {kind}: {what}{decided}\n"
        f"    {_mark(error.sentence, error.text)}\n"
        f"    gold {gold}  |  predicted {ours}"
    )


def _mark(sentence: str, text: str) -> str:
    """The sentence with square brackets around the words in question."""
    words = " ".join(text.split())
    return sentence.replace(words, f"[{words}]", 1) if words in sentence else f"[{words}]  {sentence}"


def _number(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"


def _table(rows: Sequence[TableCells]) -> str:
    """Align rows in columns: the first to the left, short ones to the right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = []
    for first, *rest in rows:
        cells = [first.ljust(widths[0])]
        for cell, width in zip(rest, widths[1:], strict=True):
            cells.append(cell.ljust(width) if width > 12 else cell.rjust(width))
        lines.append("  ".join(cells).rstrip())
    return "\n".join(lines)
