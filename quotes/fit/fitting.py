"""Fit the weights of a language on gold, for `quotes fit`.

Logistic regressions with an L2 penalty (scikit-learn's liblinear): three over the named evidence of
`attribute/features.py` and `indirect/find.py`, and a last one, over that of `confidence.py`, for the confidence of the
result. The three are fitted in two rounds, because a quotation depends on the answers of its neighbours, which change
once there are weights. Reports, which are found after the quotations have their answers, are fitted once more at
the end.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from spacy.tokens import Doc

from quotes.evaluate.covering import covering, owner
from quotes.evaluate.gold import GoldArticle, GoldQuote
from quotes.evaluate.speaker import name_words
from quotes.evaluate.units import Letters, letters
from quotes.extraction.attribute.attribute import Weighed, attribute
from quotes.extraction.attribute.rules import GOVERNED, LABELS
from quotes.extraction.confidence import of_answer
from quotes.extraction.indirect.find import find_reports, governed_content
from quotes.extraction.layout import Content, Layout, Range
from quotes.extraction.lexicon import Lexicon, load_lexicon
from quotes.extraction.parse.parser import load_pipeline, parse_many
from quotes.extraction.pipeline import Spoken, decide, read_article
from quotes.extraction.weights import Weights, weights_of

Example = tuple[set[str], bool]
Rivals = list[Example]  # one of which is chosen: the candidates of a passage, or the ranges of a cue
Parsed = tuple[GoldArticle, Doc]

#: Inverse strength of the penalty, tuned on a held-out quarter of the training articles.
STRENGTH = {"attributed": 0.15, "source": 0.1, "report": 0.05, "speaker": 0.1}
CHOOSING = 2.0  # weight of a pair of rivals against that of a single example
#: The probability from which an answer is yes: set on polnear-dev for the joint figure and the speakers of reports, and
#: checked on training articles; those of reports on a held-out third of the training articles.
#: Cross-validation by outlet uses the same.
THRESHOLD = {"attributed": 0.6, "source": 0.2, "plain": 0.45, "report": 0.8, "speaker": 0.45}
#: The share of right names among correctly attributed quotations, by how the mention was resolved: in 42 articles of
#: polnear-dev that have accepted names (447 quoted runs).
RESOLVED = {"name": 0.995, "pronoun": 0.98, "role": 0.8, "words": 0.93, "open": 1.0}
ALWAYS = 3.0  # the bias if all examples have the same answer: a probability of 0.95
FOLDS = 2  # to fit confidence on held-out articles
FEWEST = 3  # times a piece of evidence must have been seen
SMALLEST = 0.04  # weights closer to zero are left out


@dataclass
class Examples:
    """Training examples for each decision: evidence with the right answer, grouped by rivals."""

    attributed: list[Rivals] = field(default_factory=list)
    source: list[Rivals] = field(default_factory=list)
    report: list[Rivals] = field(default_factory=list)
    speaker: list[Rivals] = field(default_factory=list)


def fit(gold: Sequence[GoldArticle], *, model: str | None = None, rounds: int = 2) -> dict[str, Any]:
    """Fit the table of weights for `lang/xx_weights.json` on gold articles."""
    docs = list(parse_many(load_pipeline(model), [article.text for article in gold]))
    return fit_parsed(list(zip(gold, docs, strict=True)), rounds=rounds)


def fit_parsed(parsed: Sequence[Parsed], *, rounds: int = 2) -> dict[str, Any]:
    """Fit the table of weights on articles that are parsed already."""
    table = fit_finding(parsed, rounds)
    examples = Examples()
    for k in range(FOLDS):
        held = weights_of(fit_finding([pair for i, pair in enumerate(parsed) if i % FOLDS != k], 1))
        for article, doc in parsed[k::FOLDS]:
            _collect_speakers(article, doc, held, examples)
    about = {"fitted_on": f"{len(parsed)} articles", "command": "quotes fit"}
    return about | table | {"speaker": _regress("speaker", examples.speaker)}


def fit_finding(
    parsed: Sequence[Parsed], rounds: int, only: Callable[[set[str]], set[str]] | None = None
) -> dict[str, Any]:
    """Fit the decisions that find and attribute, but not that of the confidence.

    Args:
        only: selects the evidence to learn from; None for all.
    """
    lexicon, weights, table = load_lexicon(), None, dict[str, Any]()
    for number in range(rounds + 1):
        examples = Examples()
        for article, doc in parsed:
            _collect(article, doc, lexicon, weights, examples)
        if only:
            examples.source = [[(only(evidence), right) for evidence, right in group] for group in examples.source]
        fitted = ("attributed", "source", "report") if number < rounds else ("report",)
        table |= {name: _regress(name, getattr(examples, name)) for name in fitted}
        table |= {"thresholds": THRESHOLD, "resolved": RESOLVED, "speaker": {"bias": 0.0, "weights": {}}}
        weights = weights_of(table)
    return table


def _collect_speakers(article: GoldArticle, doc: Doc, weights: Weights, examples: Examples) -> None:
    """Add an example for each speaker of an article that was held out from the weights."""
    context = read_article(doc, load_lexicon())
    covered = covering(article.text, article.quotes)
    for spoken in decide(context, weights):
        quote = owner(covered, _letters(context.layout, spoken.ranges))
        if quote is None or spoken.answer.rule in LABELS:
            continue
        evidence = of_answer(context, spoken.kind, spoken.answer, spoken.speaker, spoken.reporter)
        examples.speaker.append([(evidence, _is_right(article, quote, spoken, context.layout))])


def _is_right(article: GoldArticle, quote: GoldQuote, spoken: Spoken, layout: Layout) -> bool:
    source = spoken.answer.source
    if not quote.speaker_mention:
        return source is None
    named = letters(article.text, quote.speaker_mention)
    touches = source is not None and bool(named & _letters(layout, [source]))
    return touches or _is_named(spoken.speaker.name, quote.speaker_text or "")


def _collect(article: GoldArticle, doc: Doc, lexicon: Lexicon, weights: Weights | None, examples: Examples) -> None:
    context = read_article(doc, lexicon)
    layout = context.layout
    covered = covering(article.text, article.quotes)

    def watch_passage(index: int, evidence: set[str], weighed: Weighed) -> None:
        run = context.first(context.passages[index])
        unit = _letters(layout, [(run.start, run.end)])
        quote = owner(covered, unit)
        examples.attributed.append([(evidence, quote is not None)])
        if quote is None or not quote.speaker_mention:
            return
        named, words = letters(article.text, quote.speaker_mention), quote.speaker_text or ""
        group = []
        for candidate, of_source in weighed:
            sources = [answer.source for answer in candidate.answers if answer.source]
            right = bool(named & _letters(layout, sources)) or _is_named(context.who(sources[0]).name, words)
            group.append((of_source, right))
        examples.source.append(group)

    def watch_report(weighed: list[tuple[Content, set[str]]]) -> None:
        units = [(_letters(layout, content), evidence) for content, evidence in weighed]
        examples.report.append(
            [
                (evidence, any(2 * len(unit & gold.letters) >= len(unit | gold.letters) for gold in covered))
                for unit, evidence in units
            ]
        )

    answers = attribute(context, weights, watch_passage)
    find_reports(context, answers, weights, watch_report)
    for index, answer in answers.items():
        if answer.rule == GOVERNED and answer.cue:
            runs = [context.layout.runs[i] for i in context.passages[index].runs]
            governed_content(context, answer, runs, weights, watch_report)


def _is_named(name: str | None, words: str) -> bool:
    """Whether the last word of the resolved name is in gold's mention."""
    last = name_words(name or "")[-1:]
    return bool(last) and words[:1].isupper() and last[0] in name_words(words)


def _letters(layout: Layout, ranges: Iterable[Range]) -> Letters:
    return letters(layout.text, map(layout.offsets, ranges))


def _regress(name: str, groups: Sequence[Rivals]) -> dict[str, Any]:
    """Fit one decision: its bias and its weights by name.

    Each example counts by itself. Among rivals, the difference between the right one and each wrong
    one counts too, so that the weights learn both to choose and to give a probability.
    """
    from scipy.sparse import csr_matrix, hstack, vstack
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression

    examples = [example for group in groups for example in group]
    right = [int(answer) for _, answer in examples]
    if len(set(right)) < 2:  # nothing to distinguish, as in very little gold
        return {"examples": len(examples), "bias": ALWAYS if any(right) else -ALWAYS, "weights": {}}
    seen = Counter(piece for evidence, _ in examples for piece in evidence)
    vectorizer = DictVectorizer()
    matrix = vectorizer.fit_transform(dict.fromkeys((p for p in e if seen[p] >= FEWEST), 1) for e, _ in examples)
    better, worse = _pairs(groups)
    rows = vstack([hstack([matrix, csr_matrix([[1.0]] * len(examples))]), _differences(matrix, better, worse)]).tocsr()
    rows.indices, rows.indptr = rows.indices.astype("int32"), rows.indptr.astype("int32")
    regression = LogisticRegression(C=STRENGTH[name], solver="liblinear", fit_intercept=False, max_iter=2000)
    answers = right + [k % 2 for k in range(len(better))]
    regression.fit(rows, answers, sample_weight=[1.0] * len(examples) + [CHOOSING] * len(better))
    *weights, bias = map(float, regression.coef_[0])
    named = zip(vectorizer.get_feature_names_out(), weights, strict=True)
    kept = {str(piece): round(weight, 2) for piece, weight in sorted(named) if abs(weight) >= SMALLEST}
    return {"examples": len(examples), "bias": round(bias, 3), "weights": kept}


def _pairs(groups: Sequence[Rivals]) -> tuple[list[int], list[int]]:
    """Pair the first right example of each group with each wrong one, as indices into all examples."""
    better, worse, start = [], [], 0
    for group in groups:
        first = next((k for k, (_, answer) in enumerate(group) if answer), None)
        wrong = [start + k for k, (_, answer) in enumerate(group) if not answer] if first is not None else []
        better += [start + (first or 0)] * len(wrong)
        worse += wrong
        start += len(group)
    return better, worse


def _differences(matrix: Any, better: Sequence[int], worse: Sequence[int]) -> Any:
    """The differences in evidence of pairs, with the sign of every second one reversed, and without a bias."""
    from scipy.sparse import csr_matrix, diags, hstack

    turn = diags([1.0 if k % 2 else -1.0 for k in range(len(better))])
    return hstack([turn @ (matrix[better] - matrix[worse]), csr_matrix((len(better), 1))])
