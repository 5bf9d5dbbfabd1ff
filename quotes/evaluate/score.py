"""Compute every figure of an evaluation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from quotes.evaluate.calibration import calibrate
from quotes.evaluate.gold import GoldArticle
from quotes.evaluate.judge import judge
from quotes.evaluate.result import (
    Accuracy,
    Extras,
    Group,
    Indirect,
    Judgement,
    PrecisionRecall,
    Quoted,
    Result,
    RowScores,
    Verdict,
)
from quotes.evaluate.rows import Tally, judge_rows
from quotes.models import Quote


def evaluate(gold: Iterable[GoldArticle], predictions: Mapping[str, Sequence[Quote]]) -> Result:
    """Score predictions, given by article id, against gold."""
    gold = list(gold)
    count: Counter[str] = Counter()
    judgements: list[Judgement] = []
    rows = Tally()
    by_source = len({article.source for article in gold}) > 1
    for article in gold:
        outlet = outlet_of(article, by_source)
        predicted = predictions.get(article.id, ())
        judgements += judge(article, predicted, outlet=outlet, count=count)
        judge_rows(article, predicted, rows)
    return _sum_up(len(gold), count, judgements, rows)


def outlet_of(article: GoldArticle, by_source: bool) -> str:
    """The article's source; if all articles have the same source, the part of the id before the first '_'."""
    return (by_source and article.source) or article.id.partition("_")[0]


def _sum_up(articles: int, count: Counter[str], judgements: list[Judgement], rows: Tally) -> Result:
    quoted = Quoted(
        found=_found(count["found.both"], count["found.both"], count["found.gold"], count["found.pred"]),
        speaker_mention=_share(count, "mention"),
        speaker_entity=_share(count, "entity"),
        joint=_found(count["joint.both"], count["joint.both"], count["found.gold"], count["found.pred"]),
    )
    reports = _found(count["indirect.hit"], count["indirect.recalled"], count["indirect.gold"], count["indirect.pred"])
    confidence = calibrate(rows.pairs)
    predicted = [judgement for judgement in judgements if judgement.rule is not None]
    return Result(
        articles=articles,
        quoted=quoted,
        indirect=Indirect(found=reports, speaker_mention=_share(count, "report")),
        all=_found(count["all.both"], count["all.both"], count["all.gold"], count["all.pred"]),
        rows=RowScores(**{kind: _rows(rows.count, kind) for kind in RowScores.model_fields}),
        extras=Extras(act=_share(rows.count, "act"), together=_share(rows.count, "together")),
        rules=_groups(predicted, "rule"),
        kinds=_groups(predicted, "kind"),
        outlets=_groups(predicted, "outlet"),
        calibration=confidence.error if rows.pairs else None,
        confidence=confidence,
        errors=tuple(judgement for judgement in judgements if judgement.outcome != "right"),
    )


def _rows(count: Counter[str], kind: str) -> PrecisionRecall:
    return _found(count[f"{kind}.right"], count[f"{kind}.recalled"], count[f"{kind}.gold"], count[f"{kind}.pred"])


def _found(hits: int, recalled: int, gold: int, predicted: int) -> PrecisionRecall:
    p = hits / predicted if predicted else 0.0
    r = recalled / gold if gold else 0.0
    return PrecisionRecall(p=p, r=r, f1=2 * p * r / (p + r) if p + r else 0.0, gold=gold, pred=predicted)


def _share(count: Counter[str], name: str) -> Accuracy:
    n = count[f"{name}.n"]
    return Accuracy(accuracy=count[f"{name}.right"] / n if n else None, n=n)


def _groups(judgements: Iterable[Judgement], by: str) -> tuple[Group, ...]:
    """Group the judgements by one of their fields, the most frequent first."""
    groups: dict[str, Counter[Verdict]] = {}
    for judgement in judgements:
        groups.setdefault(getattr(judgement, by), Counter())[judgement.outcome] += 1
    made = (
        Group(name=name, predicted=n.total(), found=n.total() - n["spurious"], right=n["right"])
        for name, n in groups.items()
    )
    return tuple(sorted(made, key=lambda group: (-group.predicted, group.name)))
