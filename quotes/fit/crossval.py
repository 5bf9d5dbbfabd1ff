"""Cross-validate by outlet and by corpus, with an ablation: what rules, weights and both together are worth."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from quotes.errors import QuotesError
from quotes.evaluate.gold import GoldArticle
from quotes.evaluate.result import PrecisionRecall, Result
from quotes.evaluate.score import evaluate, outlet_of
from quotes.extraction.parse.parser import load_pipeline, parse_many
from quotes.extraction.pipeline import quotes_of
from quotes.extraction.weights import Weights, weights_of
from quotes.fit.fitting import Parsed, fit_finding, fit_parsed, language_of

#: Evidence that names the rules which proposed a source.
OF_RULES = ("rule:", "lead:", "top:", "first:", "rank", "support")


@dataclass(frozen=True)
class Fold:
    """One outlet, or one corpus, held out.

    Attributes:
        held: the name of the outlet or corpus.
        articles: how many it has.
        fitted_on: how many other articles the weights were fitted on.
        results: by 'rules alone' (their order decides), 'weights alone' (without which rule proposed it) and 'both'.
    """

    held: str
    articles: int
    fitted_on: int
    results: dict[str, Result]


def cross_validation(gold: Sequence[GoldArticle], *, model: str | None = None) -> list[Fold]:
    """Fit on all outlets but one and score on that one, for each outlet.

    Raises:
        QuotesError: there is only one, so that there is nothing to fit on.
    """
    by_source = len({article.source for article in gold}) > 1
    named = [(outlet_of(article, by_source), article) for article in gold]
    told_by_id = any("_" in article.id for article in gold)
    if len({name for name, _ in named}) < 2 or not (by_source or told_by_id):
        problem = "--cross-validate holds out one outlet at a time, and all articles of the gold are of one"
        raise QuotesError(f"{problem}; add articles of other outlets, named in their 'source', or another GOLD file")
    return _folds(named, model)


def corpus_validation(corpora: Mapping[str, Sequence[GoldArticle]], *, model: str | None = None) -> list[Fold]:
    """Fit on all corpora but one and score on that one, for each corpus: how weights do on other kinds of articles.

    Args:
        corpora: two or more, by name.
    """
    return _folds([(name, article) for name, gold in corpora.items() for article in gold], model)


def _folds(named: Sequence[tuple[str, GoldArticle]], model: str | None) -> list[Fold]:
    """Hold out the articles of each name in turn, in the order of the names; each article is parsed once."""
    language_of(article for _, article in named)
    docs = parse_many(load_pipeline(model), [article.text for _, article in named])
    parsed = [(name, Parsed(article, doc)) for (name, article), doc in zip(named, docs, strict=True)]
    return [
        _fold(held, [pair for name, pair in parsed if name != held], [pair for name, pair in parsed if name == held])
        for held in sorted({name for name, _ in named})
    ]


def _fold(held: str, train: Sequence[Parsed], test: Sequence[Parsed]) -> Fold:
    ways = {
        "rules alone": None,
        "weights alone": weights_of(fit_finding(train, 1, without_rules)),
        "both": weights_of(fit_parsed(train, rounds=1)),
    }
    return Fold(held, len(test), len(train), {name: _score(test, weights) for name, weights in ways.items()})


def without_rules(evidence: set[str]) -> set[str]:
    """The evidence that does not name the rule that proposed a source."""
    return {piece for piece in evidence if not piece.startswith(OF_RULES)}


def _score(parsed: Iterable[Parsed], weights: Weights | None) -> Result:
    found = {one.article.id: tuple(quotes_of(one.read(), weights)) for one in parsed}
    return evaluate([one.article for one in parsed], found)


FIGURES: tuple[tuple[str, Callable[[Result], float | None]], ...] = (
    ("found", lambda result: _f1(result.quoted.found)),
    ("speaker", lambda result: result.quoted.speaker_mention.accuracy),
    ("joint", lambda result: _f1(result.quoted.joint)),
    ("indirect", lambda result: _f1(result.indirect.found)),
    ("rows P", lambda result: result.rows.all.p if result.rows.all.pred else None),
    ("rows R", lambda result: result.rows.all.r if result.rows.all.gold else None),
)


def _f1(found: PrecisionRecall) -> float | None:
    """The F1; None where there was nothing to find and nothing was found."""
    return found.f1 if found.gold or found.pred else None


def cross_validation_table(folds: Sequence[Fold]) -> str:
    """A line for each outlet and set of results, and the means over the outlets that have such a figure."""
    lines = [_heading("held out")]
    ways = list(folds[0].results) if folds else []
    for fold in folds:
        lines += [_line(fold.held, way, _figures(fold.results[way])) for way in ways]
    for way in ways:
        columns = zip(*(_figures(fold.results[way]) for fold in folds), strict=True)
        lines.append(_line("mean", way, map(_mean, columns)))
    return "\n".join(lines)


def corpus_table(folds: Sequence[Fold]) -> str:
    """A table for each corpus that was held out."""
    tables = []
    for fold in folds:
        title = f"{fold.held}, held out: {fold.articles} articles; fitted on the {fold.fitted_on} of the others"
        lines = [_line("", way, _figures(result)) for way, result in fold.results.items()]
        tables.append("\n".join([title, _heading(""), *lines]))
    return "\n\n".join(tables)


def _figures(result: Result) -> list[float | None]:
    return [figure(result) for _, figure in FIGURES]


def _mean(figures: Iterable[float | None]) -> float | None:
    known = [figure for figure in figures if figure is not None]
    return sum(known) / len(known) if known else None


def _heading(title: str) -> str:
    return f"{title:16}{'':16}" + "".join(f"{name:>10}" for name, _ in FIGURES)


def _line(held: str, way: str, figures: Iterable[float | None]) -> str:
    cells = ("–" if figure is None else f"{figure:.3f}" for figure in figures)
    return f"{held[:15]:16}{way:16}" + "".join(f"{cell:>10}" for cell in cells)
