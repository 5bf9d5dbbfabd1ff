"""Judge one article's predictions against gold. A quoted run counts as attributed if a quote covers half of it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from quotes.evaluate.covering import Covering, covering, owner
from quotes.evaluate.gold import GoldArticle, GoldQuote
from quotes.evaluate.result import Judgement, Verdict
from quotes.evaluate.speaker import entity_right, mention_right
from quotes.evaluate.units import SAYING, Letters, letters, quoted_runs
from quotes.models import Passage, Quote

HALF = 0.5


@dataclass
class Case:
    """One article being judged, and the counts so far.

    Attributes:
        inside: the letters between quotation marks.
    """

    article: GoldArticle
    outlet: str
    gold: list[Covering[GoldQuote]]
    predicted: list[Covering[Quote]]
    runs: list[Passage]
    inside: Letters
    count: Counter[str]
    judgements: list[Judgement] = field(default_factory=list)


def judge(article: GoldArticle, predicted: Sequence[Quote], *, outlet: str, count: Counter[str]) -> list[Judgement]:
    """Judge every unit of an article, and add to the counts."""
    case = _open_case(article, predicted, outlet, count)
    _judge_runs(case)
    _judge_reports(case)
    _judge_guesses(case)
    _count_letters(case)
    return case.judgements


def _open_case(article: GoldArticle, predicted: Sequence[Quote], outlet: str, count: Counter[str]) -> Case:
    text, runs = article.text, quoted_runs(article.text)
    return Case(
        article,
        outlet,
        covering(text, article.quotes),
        covering(text, predicted),
        runs,
        letters(text, runs),
        count,
    )


# --- runs between quotation marks ------------------------------------------------------------------------


def _judge_runs(case: Case) -> None:
    for run in case.runs:
        unit = letters(case.article.text, [run])
        gold, predicted = owner(case.gold, unit), owner(case.predicted, unit)
        case.count["found.gold"] += gold is not None
        case.count["found.pred"] += predicted is not None
        if gold and predicted:
            _judge_speaker(case, run, gold, predicted)
        elif gold:
            _note(case, "quoted", "missed", [run], gold, None)
        elif predicted:
            _note(case, "quoted", "spurious", [run], None, predicted)


def _judge_speaker(case: Case, run: Passage, gold: GoldQuote, predicted: Quote) -> None:
    """Judge the speaker of a run that was found, by the entity if gold has one, else by the mention."""
    case.count["found.both"] += 1
    right = False
    if gold.mention_known:
        right = mention_right(case.article, gold, predicted)
        case.count["mention.n"] += 1
        case.count["mention.right"] += right
    if gold.speaker_entity:
        right = entity_right(gold.speaker_entity, predicted.speaker)
        case.count["entity.n"] += 1
        case.count["entity.right"] += right
    case.count["joint.both"] += right
    _note(case, "quoted", "right" if right else "speaker", [run], gold, predicted)


# --- reports without marks -------------------------------------------------------------------------------


def _judge_reports(case: Case) -> None:
    """Count the recall of those indirect quotes of gold whose cue is a word of saying."""
    guesses = _guesses(case)
    for gold in case.gold:
        if gold.quote.kind != "indirect" or not _says(case.article, gold.quote):
            continue
        case.count["indirect.gold"] += 1
        guess = max(guesses, key=lambda guess: _overlap(gold.letters, guess.letters), default=None)
        if guess is None or _overlap(gold.letters, guess.letters) < HALF:
            _note(case, "indirect", "missed", gold.quote.spans, gold.quote, None)
            continue
        case.count["indirect.recalled"] += 1
        case.count["report.n"] += gold.quote.mention_known
        case.count["report.right"] += gold.quote.mention_known and mention_right(case.article, gold.quote, guess.quote)


def _judge_guesses(case: Case) -> None:
    """Count the precision of predictions mostly outside quotation marks, against any quote of gold."""
    for guess in _guesses(case):
        case.count["indirect.pred"] += 1
        gold = max(case.gold, key=lambda gold: _overlap(gold.letters, guess.letters), default=None)
        if gold is None or _overlap(gold.letters, guess.letters) < HALF:
            _note(case, "indirect", "spurious", guess.quote.spans, None, guess.quote)
            continue
        case.count["indirect.hit"] += 1
        right = _right(case.article, gold.quote, guess.quote)
        _note(case, "indirect", "right" if right else "speaker", guess.quote.spans, gold.quote, guess.quote)


def _guesses(case: Case) -> list[Covering[Quote]]:
    """The predictions with less than half of their letters between quotation marks."""
    return [
        quote for quote in case.predicted if quote.letters and 2 * len(quote.letters & case.inside) < len(quote.letters)
    ]


def _says(article: GoldArticle, quote: GoldQuote) -> bool:
    """Is gold's cue a word of saying?"""
    return not SAYING.isdisjoint(re.findall(r"\w+", article.words_at(quote.cue).lower()))


def _overlap(a: Letters, b: Letters) -> float:
    """The share of letters that both cover among those that either covers (Jaccard index)."""
    both = len(a & b)
    return both / ((len(a) + len(b) - both) or 1)


def _right(article: GoldArticle, gold: GoldQuote, predicted: Quote) -> bool:
    """Is the speaker right, by the entity if gold has one, else by the mention?"""
    if gold.speaker_entity:
        return entity_right(gold.speaker_entity, predicted.speaker)
    return mention_right(article, gold, predicted)


# --- counting and noting ---------------------------------------------------------------------------------


def _count_letters(case: Case) -> None:
    gold = frozenset[int]().union(*(quote.letters for quote in case.gold))
    predicted = frozenset[int]().union(*(quote.letters for quote in case.predicted))
    case.count["all.gold"] += len(gold)
    case.count["all.pred"] += len(predicted)
    case.count["all.both"] += len(gold & predicted)


def _note(
    case: Case,
    unit: str,
    outcome: Verdict,
    passages: Sequence[Passage],
    gold: GoldQuote | None,
    predicted: Quote | None,
) -> None:
    """Record a judgement."""
    article, quote = case.article, predicted or gold
    assert quote is not None
    case.judgements.append(
        Judgement.model_validate(
            {
                "article": article.id,
                "outlet": case.outlet,
                "unit": unit,
                "outcome": outcome,
                "start": passages[0][0],
                "text": article.words_at(passages),
                "sentence": _around(article.text, passages),
                "gold_speaker": gold and _named(article, gold),
                "speaker": predicted and predicted.speaker,
                "kind": quote.kind,
                "rule": predicted and predicted.rule,
                "confidence": predicted and predicted.confidence,
            }
        )
    )


def _named(article: GoldArticle, gold: GoldQuote) -> str | None:
    """Gold's speaker as text for reports."""
    if gold.speaker_entity:
        return " / ".join(gold.speaker_entity)
    return gold.speaker_text or article.words_at(gold.speaker_mention) or None


def _around(text: str, passages: Sequence[Passage], reach: int = 160) -> str:
    """The passages with the rest of their sentences, up to the ends of the line."""
    start, end = passages[0][0], passages[-1][1]
    before = re.split(r"\n|(?<=[.!?]) ", text[max(0, start - reach) : start])[-1]
    after = re.split(r"\n|(?<=[.!?]) |(?<=[.!?][”\"’']) ", text[end : end + reach])[0]
    return " ".join((before + text[start:end] + after).split())
