"""Cross-validation by outlet, and the ablation: what rules, weights and both together are worth."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from quotes.evaluate.gold import GoldArticle
from quotes.evaluate.result import Result
from quotes.evaluate.score import evaluate, outlet_of
from quotes.extraction.lexicon import load_lexicon
from quotes.extraction.parse.parser import load_pipeline, parse_many
from quotes.extraction.pipeline import quotes_of, read_article
from quotes.extraction.weights import Weights, weights_of
from quotes.fit.fitting import Parsed, fit_finding

#: Evidence that says which rules proposed a source.
OF_RULES = ("rule:", "lead:", "top:", "first:", "rank", "support")


@dataclass(frozen=True)
class Fold:
    """One outlet held out.

    Attributes:
        results: by 'rules alone' (their order decides), 'weights alone' (nothing says which rule proposed) and 'both'.
    """

    outlet: str
    articles: int
    results: dict[str, Result]


def cross_validation(gold: Sequence[GoldArticle], *, model: str | None = None) -> list[Fold]:
    """Fit on all outlets but one and score on that one, for each outlet."""
    docs = parse_many(load_pipeline(model), [article.text for article in gold])
    parsed = list(zip(gold, docs, strict=True))
    by_source = len({article.source for article in gold}) > 1
    outlets = [outlet_of(article, by_source) for article in gold]
    folds = []
    for held in sorted(set(outlets)):
        train = [pair for pair, outlet in zip(parsed, outlets, strict=True) if outlet != held]
        test = [pair for pair, outlet in zip(parsed, outlets, strict=True) if outlet == held]
        ways = {
            "rules alone": None,
            "weights alone": weights_of(fit_finding(train, 1, without_rules)),
            "both": weights_of(fit_finding(train, 1)),
        }
        folds.append(Fold(held, len(test), {name: _score(test, weights) for name, weights in ways.items()}))
    return folds


def without_rules(evidence: set[str]) -> set[str]:
    """Evidence that does not say which rule proposed a source."""
    return {piece for piece in evidence if not piece.startswith(OF_RULES)}


def _score(parsed: Iterable[Parsed], weights: Weights | None) -> Result:
    lexicon = load_lexicon()
    found = {article.id: tuple(quotes_of(read_article(doc, lexicon), weights)) for article, doc in parsed}
    return evaluate([article for article, _ in parsed], found)


FIGURES: tuple[tuple[str, Callable[[Result], float | None]], ...] = (
    ("found", lambda result: result.quoted.found.f1),
    ("speaker", lambda result: result.quoted.speaker_mention.accuracy),
    ("joint", lambda result: result.quoted.joint.f1),
    ("indirect", lambda result: result.indirect.found.f1),
)


def cross_validation_table(folds: Sequence[Fold]) -> str:
    """A line for each outlet and way, and the means over outlets."""
    lines = [f"{'held out':16}{'':16}" + "".join(f"{name:>10}" for name, _ in FIGURES)]
    ways = list(folds[0].results) if folds else []
    for fold in folds:
        for way in ways:
            values = "".join(f"{figure(fold.results[way]) or 0:10.3f}" for _, figure in FIGURES)
            lines.append(f"{fold.outlet[:15]:16}{way:16}{values}")
    for way in ways:
        means = [sum(figure(fold.results[way]) or 0 for fold in folds) / len(folds) for _, figure in FIGURES]
        lines.append(f"{'mean':16}{way:16}" + "".join(f"{mean:10.3f}" for mean in means))
    return "\n".join(lines)
