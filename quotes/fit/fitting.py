"""Fit the weights of a language on gold, for `quotes fit`.

The weights are logistic regressions with an L2 penalty (scikit-learn's liblinear): three over the named evidence of
`attribute/features.py` and `indirect/find.py`, and a last one over that of `confidence.py`, for the confidence of the
result. The three are fitted in two rounds, because a quotation depends on the answers of its neighbours, which change
once there are weights. Reports, which are found after the quotations have their answers, are fitted again at the end.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Any, NamedTuple

from spacy.tokens import Doc

from quotes.errors import LexiconError, SourceError
from quotes.evaluate.covering import covering, owner
from quotes.evaluate.gold import GoldArticle, GoldQuote
from quotes.evaluate.speaker import entity_right, name_words
from quotes.evaluate.units import Letters, letters
from quotes.extraction.attribute.attribute import Weighed, attribute
from quotes.extraction.attribute.context import Context
from quotes.extraction.confidence import readings
from quotes.extraction.indirect.find import find_reports, governed_content, reports_more
from quotes.extraction.layout import Content, Layout, Range
from quotes.extraction.lexicon import load_lexicon
from quotes.extraction.parse.parser import load_pipeline, parse_many
from quotes.extraction.pipeline import decide, read_article, shown_name
from quotes.extraction.row_features import of_speaker, of_speech
from quotes.extraction.spoken import Spoken
from quotes.extraction.weights import Weights, weights_of

Example = tuple[set[str], bool]


class Parsed(NamedTuple):
    """A gold article with its Doc, and the corpus it belongs to, among those that are fitted together."""

    article: GoldArticle
    doc: Doc
    corpus: int = 0

    def read(self) -> Context:
        """Read the article with the words of its language."""
        return read_article(self.doc, load_lexicon(self.article.language))


#: Inverse strength of the penalty, tried on a quarter of the training articles that had no part in fitting.
STRENGTH = {"attributed": 0.15, "source": 0.1, "report": 0.05, "speech": 0.05, "speaker": 0.05}
OWN = 0.5  # how freely the weights of one corpus may differ from those of all
HOME = 2.0  # how much an example counts if it is from the corpus that the weights are made for
CHOOSING = 2.0  # how much telling the right one from a rival counts, compared with telling right from wrong
#: The probability from which an answer is yes. Finding is generous, because each row is judged as a whole afterwards.
#: The thresholds of the judge are set on the invented articles of `tests/gold`, on which no weights are fitted.
THRESHOLD = {
    "attributed": 0.35,
    "source": 0.05,
    "certain": 0.05,
    "plain": 0.3,
    "report": 0.5,
    "speech": 0.5,
    "speaker": 0.3,
    "report_row": 0.4,
}
JUDGING = ("speech", "speaker", "report_row")  # thresholds of the judge
UNJUDGED: dict[str, Any] = {"bias": 0.0, "weights": {}}
ALWAYS = 3.0  # the bias if all examples have the same answer: 0.95
FOLDS = 2  # folds that show how sure an answer is in articles that had no part in fitting it
FEWEST = 3  # how often a piece of evidence must occur
SMALLEST = 0.04  # weights closer to zero are left out


@dataclass(frozen=True)
class Rivals:
    """Examples of which one is right (the candidates of a passage, or the ranges of a cue), and their corpus."""

    examples: list[Example]
    corpus: int = 0


@dataclass
class Examples:
    """Training examples for each decision: evidence with the right answer, grouped by rivals."""

    attributed: list[Rivals] = field(default_factory=list)
    source: list[Rivals] = field(default_factory=list)
    report: list[Rivals] = field(default_factory=list)
    speech: list[Rivals] = field(default_factory=list)
    speaker: list[Rivals] = field(default_factory=list)


def fit(*corpora: Sequence[GoldArticle], model: str | None = None, rounds: int = 2) -> dict[str, Any]:
    """Fit the weights table for `lang/xx_weights.json` on corpora of gold articles.

    Args:
        corpora: where their guidelines differ, those of the last one hold.

    Raises:
        SourceError: an article is in a language without a lexicon, or in another language than those before it.
    """
    language_of(chain(*corpora))
    nlp, parsed = load_pipeline(model), list[Parsed]()
    for number, gold in enumerate(corpora):
        docs = parse_many(nlp, [article.text for article in gold])
        parsed += [Parsed(article, doc, number) for article, doc in zip(gold, docs, strict=True)]
    return fit_parsed(parsed, home=len(corpora) - 1, rounds=rounds)


def language_of(gold: Iterable[GoldArticle]) -> str | None:
    """The language of gold, as its lexicon names it; None for no gold.

    Raises:
        SourceError: an article is in a language without a lexicon, or in another language than those before it.
    """
    language = None
    for article in gold:
        where = f"article {article.id}"
        try:
            own = load_lexicon(article.language).words.language
        except LexiconError as error:
            raise SourceError(where, str(error)) from error
        if language not in (None, own):
            problem = f"in another language ({own}) than the articles before it ({language})"
            raise SourceError(where, problem, "fit each language by itself")
        language = own
    return language


def fit_parsed(parsed: Sequence[Parsed], *, home: int = 0, rounds: int = 2) -> dict[str, Any]:
    """Fit the same from articles that are parsed already."""
    table = fit_finding(parsed, rounds, home=home)
    examples = Examples()
    for k in range(FOLDS):
        held = weights_of(fit_finding([one for i, one in enumerate(parsed) if i % FOLDS != k], 1, home=home))
        for one in parsed[k::FOLDS]:
            _collect_rows(one, held, examples)
    about = {"fitted_on": f"{len(parsed)} articles", "command": "quotes fit"}
    judged = {name: _regress(name, getattr(examples, name), home) for name in ("speech", "speaker")}
    return about | table | judged | {"thresholds": THRESHOLD}


def fit_finding(
    parsed: Sequence[Parsed], rounds: int, only: Callable[[set[str]], set[str]] | None = None, *, home: int = 0
) -> dict[str, Any]:
    """Fit the decisions that find and attribute, without those that judge the rows.

    Args:
        only: selects the evidence to learn from; None for all.
    """
    weights, table = None, dict[str, Any]()
    for number in range(rounds + 1):
        examples = Examples()
        for one in parsed:
            _collect(one, weights, examples)
        if only:
            examples.source = [
                Rivals([(only(evidence), right) for evidence, right in group.examples], group.corpus)
                for group in examples.source
            ]
        fitted = ("attributed", "source", "report") if number < rounds else ("report",)
        table |= {name: _regress(name, getattr(examples, name), home) for name in fitted}
        table |= {
            "thresholds": THRESHOLD | {"speech": 0.0, "speaker": 0.0, "report_row": 0.0},
            "speech": UNJUDGED,
            "speaker": UNJUDGED,
        }
        weights = weights_of(table)
    return table


def _collect_rows(one: Parsed, weights: Weights, examples: Examples) -> None:
    """Collect examples for judging rows, from an article that had no part in the weights: is it speech, by whom?"""
    article, corpus, context = one.article, one.corpus, one.read()
    covered = covering(article.text, article.quotes)
    for spoken in (reading for one in decide(context, weights) for reading in readings(context, one)):
        quote = owner(covered, _letters(context.layout, spoken.ranges))
        examples.speech.append(Rivals([(of_speech(context, spoken), quote is not None)], corpus))
        if quote:
            right = _is_right(article, quote, spoken, context)
            examples.speaker.append(Rivals([(of_speaker(context, spoken), right)], corpus))


def _is_right(article: GoldArticle, quote: GoldQuote, spoken: Spoken, context: Context) -> bool:
    """Is the speaker right, by who it is if gold says so, else by the words that name the source?"""
    name, layout = shown_name(context.lexicon, spoken), context.layout
    if quote.speaker_entity:
        return entity_right(quote.speaker_entity, name)
    source = spoken.answer.source
    if not quote.speaker_mention:
        return source is None
    named = letters(article.text, quote.speaker_mention)
    touches = source is not None and bool(named & _letters(layout, [source]))
    return touches or _is_named(name, quote.speaker_text or "")


def _collect(one: Parsed, weights: Weights | None, examples: Examples) -> None:
    article, corpus, context = one.article, one.corpus, one.read()
    layout = context.layout
    covered = covering(article.text, article.quotes)

    def watch_passage(index: int, evidence: set[str], weighed: Weighed) -> None:
        run = context.first(context.passages[index])
        unit = _letters(layout, [(run.start, run.end)])
        quote = owner(covered, unit)
        examples.attributed.append(Rivals([(evidence, quote is not None)], corpus))
        if quote is None or not quote.speaker_mention:
            return
        named, words = letters(article.text, quote.speaker_mention), quote.speaker_text or ""
        group = []
        for candidate, of_source in weighed:
            sources = [answer.source for answer in candidate.answers if answer.source]
            right = bool(named & _letters(layout, sources)) or _is_named(context.who(sources[0]).name, words)
            group.append((of_source, right))
        examples.source.append(Rivals(group, corpus))

    def watch_report(weighed: list[tuple[Content, set[str]]]) -> None:
        units = [(_letters(layout, content), evidence) for content, evidence in weighed]
        group = [
            (evidence, any(2 * len(unit & gold.letters) >= len(unit | gold.letters) for gold in covered))
            for unit, evidence in units
        ]
        examples.report.append(Rivals(group, corpus))

    answers = attribute(context, weights, watch_passage)
    find_reports(context, answers, weights, watch_report)
    for index, answer in answers.items():
        if reports_more(context, index, answer):
            runs = [context.layout.runs[i] for i in context.passages[index].runs]
            governed_content(context, answer, runs, weights, watch_report)


def _is_named(name: str | None, words: str) -> bool:
    """Is the last word of the resolved name in gold's mention?"""
    last = name_words(name or "")[-1:]
    return bool(last) and words[:1].isupper() and last[0] in name_words(words)


def _letters(layout: Layout, ranges: Iterable[Range]) -> Letters:
    return letters(layout.text, map(layout.offsets, ranges))


def _regress(name: str, groups: Sequence[Rivals], home: int) -> dict[str, Any]:
    """Fit one decision: its bias and its weights by name.

    Each example counts by itself. Among rivals, the difference between the right one and each wrong
    one counts too, so that the weights learn both to choose and to give a probability.
    """
    from scipy.sparse import csr_matrix, hstack, vstack
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression

    examples = [example for group in groups for example in group.examples]
    right = [int(answer) for _, answer in examples]
    if len(set(right)) < 2:  # nothing to distinguish, as in very little gold
        return {"examples": len(examples), "bias": ALWAYS if any(right) else -ALWAYS, "weights": {}}
    seen = Counter(piece for evidence, _ in examples for piece in evidence)
    vectorizer = DictVectorizer()
    matrix = vectorizer.fit_transform(dict.fromkeys((p for p in e if seen[p] >= FEWEST), 1) for e, _ in examples)
    better, worse = _pairs(groups)
    biased = hstack([matrix, csr_matrix([[1.0]] * len(examples))]).tocsr()
    corpora = sorted({group.corpus for group in groups})
    copies = _with_copies(biased, [group.corpus for group in groups for _ in group.examples], corpora)
    rows = vstack([copies, _differences(copies, better, worse)]).tocsr()
    rows.indices, rows.indptr = rows.indices.astype("int32"), rows.indptr.astype("int32")
    regression = LogisticRegression(C=STRENGTH[name], solver="liblinear", fit_intercept=False, max_iter=2000)
    answers = right + [k % 2 for k in range(len(better))]
    counts = [HOME if group.corpus == home else 1.0 for group in groups for _ in group.examples]
    regression.fit(rows, answers, sample_weight=counts + [CHOOSING * counts[k] for k in better])
    *weights, bias = map(float, _at_home(regression.coef_[0], biased.shape[1], corpora, home))
    named = zip(vectorizer.get_feature_names_out(), weights, strict=True)
    kept = {str(piece): round(weight, 2) for piece, weight in sorted(named) if abs(weight) >= SMALLEST}
    return {"examples": len(examples), "bias": round(bias, 3), "weights": kept}


def _pairs(groups: Sequence[Rivals]) -> tuple[list[int], list[int]]:
    """Pair the first right example of each group with each wrong one, as indices into all examples."""
    better, worse, start = [], [], 0
    for group in groups:
        answers = [answer for _, answer in group.examples]
        first = next((k for k, answer in enumerate(answers) if answer), None)
        wrong = [start + k for k, answer in enumerate(answers) if not answer] if first is not None else []
        better += [start + (first or 0)] * len(wrong)
        worse += wrong
        start += len(answers)
    return better, worse


def _differences(matrix: Any, better: Sequence[int], worse: Sequence[int]) -> Any:
    """Rows of the evidence for one minus that of the other, every second one negated; what both have cancels out."""
    from scipy.sparse import diags

    turn = diags([1.0 if k % 2 else -1.0 for k in range(len(better))])
    return turn @ (matrix[better] - matrix[worse])


def _with_copies(matrix: Any, corpus_of: Sequence[int], corpora: Sequence[int]) -> Any:
    """The evidence, once for all corpora and once for its own corpus (Daumé III, 2007, Frustratingly Easy Domain
    Adaptation): what they agree on is learned together, and where their guidelines differ each has its own weights.
    """
    from scipy.sparse import diags, hstack

    if len(corpora) < 2:
        return matrix
    own = [diags([OWN * (corpus == one) for corpus in corpus_of]) @ matrix for one in corpora]
    return hstack([matrix, *own]).tocsr()


def _at_home(weights: Any, width: int, corpora: Sequence[int], home: int) -> Any:
    """The weight of a piece of evidence in the home corpus: its weight for all corpora plus that of its copy."""
    if len(corpora) < 2:
        return weights
    k = 1 + corpora.index(home)
    return weights[:width] + OWN * weights[k * width : (k + 1) * width]
