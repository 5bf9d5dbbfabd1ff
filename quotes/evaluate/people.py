"""Score how people are joined across articles, by B³ and by pairs.

All articles of the gold are loaded as one database, in order; every attribution with a `speaker_entity` is a mention.
"""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from pathlib import Path

from quotes.errors import SourceError
from quotes.evaluate.gold import GoldArticle, GoldQuote
from quotes.evaluate.result import PeopleResult, Together
from quotes.evaluate.speaker import entity_right
from quotes.evaluate.units import letters
from quotes.models import Article, Quote
from quotes.names.name_key import name_key
from quotes.store import open_to_write, save

MentionPair = tuple[Hashable, Hashable]  # a mention's gold person and its predicted person


def evaluate_people(gold: Iterable[GoldArticle], predicted: Mapping[str, Sequence[Quote]]) -> PeopleResult:
    """Load gold's articles with the predicted quotes as one database, and score how people are joined in it.

    Args:
        predicted: quotes by article id, as `predict` gives them.

    Raises:
        SourceError: no quotation in the gold names its speaker.
    """
    told = [article for article in gold if any(quote.speaker_entity for quote in article.quotes)]
    if not told:
        raise SourceError("gold", "no quotation in it names its speaker", "give quotations a speaker or speaker_entity")
    own = [article.article().model_copy(update={"quotes": tuple(predicted[article.id])}) for article in told]
    given = [article.article().model_copy(update={"quotes": tuple(_as_told(article))}) for article in told]
    everything: list[MentionPair] = []
    named: list[MentionPair] = []
    right: list[MentionPair] = []
    speakers = _speakers(own)
    for article in told:
        for number, quote in enumerate(q for q in article.quotes if q.speaker_entity):
            guess = _covering(article, quote, predicted[article.id])
            who = guess and speakers.get((article.id, guess.speaker, guess.speaker_kind))
            pair = (_person(quote), who or (article.id, number))
            everything.append(pair)
            if guess and who:
                named.append(pair)
                if entity_right(quote.speaker_entity or (), guess.speaker):
                    right.append(pair)
    return PeopleResult(
        articles=len(told),
        everything=together(everything),
        named=together(named),
        right=together(right),
        given=together(_pairs_given(given, told)),
    )


def together(pairs: Sequence[MentionPair]) -> Together:
    """B³ and pairwise figures of a clustering against that of gold."""
    both, gold, found = Counter(pairs), Counter(g for g, _ in pairs), Counter(p for _, p in pairs)
    n = len(pairs) or 1
    precision = sum(count * count / found[p] for (_, p), count in both.items()) / n
    recall = sum(count * count / gold[g] for (g, _), count in both.items()) / n
    right, asked, made = (_couples(counts) for counts in (both, gold, found))
    return Together(
        p=precision,
        r=recall,
        f1=2 * precision * recall / ((precision + recall) or 1),
        pair_p=right / made if made else 1.0,
        pair_r=right / asked if asked else 1.0,
        mentions=len(pairs),
        gold=len(gold),
        people=len(found),
    )


def _couples(counts: Counter[object] | Counter[Hashable] | Counter[MentionPair]) -> int:
    return sum(count * (count - 1) // 2 for count in counts.values())


def _person(quote: GoldQuote) -> str:
    """The key of gold's person: the first of the accepted names."""
    return name_key((quote.speaker_entity or ("",))[0]).removeprefix("the ")


def _covering(article: GoldArticle, quote: GoldQuote, predicted: Sequence[Quote]) -> Quote | None:
    """The predicted quote that covers most of gold's letters, if it covers at least half."""
    wanted = letters(article.text, quote.spans)
    shared = [(len(wanted & letters(article.text, guess.spans)), number) for number, guess in enumerate(predicted)]
    most, number = max(shared, key=lambda pair: (pair[0], -pair[1]), default=(0, 0))
    return predicted[number] if most and 2 * most >= len(wanted) else None


def _as_told(article: GoldArticle) -> Iterable[Quote]:
    """Gold's attributions as predictions, with the true names."""
    for quote in article.quotes:
        if quote.speaker_entity:
            told = {"text": article.words_at(quote.spans), "kind": quote.kind, "spans": quote.spans}
            yield Quote.model_validate(told | {"speaker": quote.speaker_entity[0], "rule": "gold", "confidence": 1.0})


def _pairs_given(given: Sequence[Article], told: Sequence[GoldArticle]) -> list[MentionPair]:
    speakers = _speakers(given)
    return [
        (_person(quote), speakers[article.id, quote.speaker_entity[0], "unknown"])
        for article in told
        for quote in article.quotes
        if quote.speaker_entity
    ]


def _speakers(articles: Iterable[Article]) -> dict[tuple[str, str | None, str], int]:
    """Load the articles as one database, and map (article, name, kind) to the joined speaker."""
    with tempfile.TemporaryDirectory() as folder:
        db = open_to_write.connect(Path(folder) / "people.db")
        for article in articles:
            save.save(db, article)
        save.settle(db)
        sql = "select key, name, kind, speaker from names join articles on articles.id = article"
        found = {(key, name, kind): speaker for key, name, kind, speaker in db.execute(sql).fetchall()}
        db.close()
    return found
