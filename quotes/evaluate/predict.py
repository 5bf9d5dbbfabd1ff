"""Make predictions for gold with a given extraction."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from quotes.evaluate.gold import GoldArticle
from quotes.evaluate.result import Result
from quotes.evaluate.score import evaluate
from quotes.evaluate.stress import STRESS, rewrite
from quotes.models import Article, Quote

Extract = Callable[[Iterable[Article]], Iterable[Article]]


def predict(gold: Iterable[GoldArticle], extract: Extract) -> dict[str, tuple[Quote, ...]]:
    """The quotes that `extract` finds in the articles of gold, by article id."""
    return {article.id: article.quotes for article in extract(article.article() for article in gold)}


def evaluate_stress(gold: Iterable[GoldArticle], extract: Extract) -> dict[str, Result]:
    """Evaluate on each rewriting of the gold; returns the results by the rewriting's name."""
    gold = list(gold)
    results = {}
    for name, rewriting in STRESS.items():
        rewritten = [rewrite(article, rewriting) for article in gold]
        results[name] = evaluate(rewritten, predict(rewritten, extract))
    return results
