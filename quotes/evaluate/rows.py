"""Judge the rows as a reader of the results sees them: is each somebody's words, and of the speaker it names?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from quotes.evaluate.calibration import Pair
from quotes.evaluate.covering import Covering, covering
from quotes.evaluate.gold import GoldArticle, GoldQuote
from quotes.evaluate.speaker import entity_right, mention_right, same_name
from quotes.models import Quote


@dataclass
class Tally:
    """The counts over the rows of all articles so far.

    Attributes:
        count: numbers of quotes, by kind and for `all`: `all.pred` rows, `all.right` of them right, `all.gold` quotes
            of gold, `all.recalled` of them recalled; `act.n`, `act.right`, `together.n` and `together.right` as
            in `RowScores`.
        pairs: the confidence (0 to 1) of each row, and whether it is right.
    """

    count: Counter[str] = field(default_factory=Counter)
    pairs: list[Pair] = field(default_factory=list)


def judge_rows(article: GoldArticle, predicted: Sequence[Quote], tally: Tally) -> None:
    """Add the rows of one article to the tally.

    A row is right if half of its letters or more lie in one quote of gold whose speaker it names: by an accepted name
    if gold has any, else by the mention, and nobody if gold has nobody. A quote of gold is recalled if half of its
    letters or more lie in right rows.
    """
    gold, rows = covering(article.text, article.quotes), covering(article.text, predicted)
    covered: set[int] = set()
    for row in rows:
        answers = [one.quote for one in gold if _lies_in(row, one)]
        right = any(names_speaker(article, answer, row.quote) for answer in answers)
        tally.pairs.append((row.quote.confidence, right))
        for kind in ("all", row.quote.kind):
            tally.count[f"{kind}.pred"] += 1
            tally.count[f"{kind}.right"] += right
        if right:
            covered |= row.letters
        if answers:
            _count_extras(answers[0], row.quote, tally.count)
    for one in gold:
        for kind in ("all", one.quote.kind):
            tally.count[f"{kind}.gold"] += 1
            tally.count[f"{kind}.recalled"] += 2 * len(one.letters & covered) >= len(one.letters)


def _lies_in(row: Covering[Quote], gold: Covering[GoldQuote]) -> bool:
    return bool(row.letters) and 2 * len(row.letters & gold.letters) >= len(row.letters)


def names_speaker(article: GoldArticle, gold: GoldQuote, predicted: Quote) -> bool:
    """Does a row name the speaker of this quote of gold, or nobody if gold has nobody?"""
    if gold.speaker_entity:
        return entity_right(gold.speaker_entity, predicted.speaker)
    nobody = not gold.speaker_mention and not predicted.speaker
    return nobody or mention_right(article, gold, predicted)


def _count_extras(gold: GoldQuote, predicted: Quote, count: Counter[str]) -> None:
    """Count what only some gold and some predictions say: the act, and each of those who speak together."""
    act: str | None = getattr(predicted, "act", None)
    if gold.act and act:
        count["act.n"] += 1
        count["act.right"] += gold.act == act
    named: Sequence[str] = getattr(predicted, "speakers", None) or ()
    if gold.joint and gold.speakers and named:
        count["together.n"] += 1
        count["together.right"] += all(any(same_name(name, one) for name in named) for one in gold.speakers)
