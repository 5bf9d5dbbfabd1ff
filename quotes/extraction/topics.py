"""What an article is about: its key terms, found on the parse that the quotations were found on.

textacy finds the candidates (names, and runs of nouns with what stands before them) and drops those that say the same.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import lru_cache

from pydantic import BaseModel, ConfigDict
from spacy.tokens import Doc, Span, Token

from quotes.extraction.lexicon import FOLDER, Words

MOST = 8
ALIKE = 0.8
LONGEST = 5
EARLY = 0.3
OFTEN = 3
INSIDE = 1

Topic = tuple[str, float]


class TopicWords(BaseModel):
    """`lang/xx_topics.toml`; an unknown key is refused by name."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    names: Words
    people: Words
    before: Words
    last: Words
    articles: Words
    genitives: Words
    genitive_endings: Words
    hyphens: Words
    adjectives: Words
    capitals: Words
    plural: Words
    not_plural: Words
    general: Words
    vague: Words


@lru_cache(maxsize=8)
def load_words(language: str) -> TopicWords | None:
    """What topics are made of in a language; None where it has no such file."""
    file = FOLDER / f"{language}_topics.toml"
    return TopicWords.model_validate(tomllib.loads(file.read_text(encoding="utf-8"))) if file.is_file() else None


def load_textacy() -> None:
    """Import textacy, which takes a second or two, before the first article needs it."""
    import textacy.extract.utils  # noqa: F401


def key_terms(
    doc: Doc,
    language: str,
    *,
    title: str | None = None,
    people: Iterable[str] = (),
    roles: Collection[str] = (),
    bodies: Collection[str] = (),
) -> tuple[Topic, ...]:
    """The terms that an article is about, best first, at most eight: ('fishing quota', 1.0), ('Karsund', 0.7).

    Args:
        doc: the article with tags and entities; sentences within quotation marks may be without.
        language: the two letters of its code; without words of its own it has no terms.
        title: its headline; a term in it counts more.
        people: names of its speakers, who are no topic of it.
        roles: nouns that stand for a person ('minister'): no topic, nor the last word of one.
        bodies: nouns that stand for a group or an organisation ('company'): no topic by themselves.

    Returns:
        Terms with their scores, the best of them 1.
    """
    from textacy.extract.utils import get_filtered_topn_terms

    words = load_words(language)
    if words is None:
        return ()
    speakers = frozenset(" ".join(people).lower().split())
    spans = [
        *_names(doc, words, speakers, frozenset(roles)),
        *_phrases(doc, words, frozenset(roles), frozenset(bodies)),
    ]
    stems = [_stem(token.lower_, words) for token in doc]
    headline = " ".join(_stem(word, words) for word in _fold(title or "", words).split())
    scores = _scores(spans, stems, f" {headline} ", words)
    ranked = sorted(scores.items(), key=lambda item: (-item[1], item[0]))[: MOST * 4]
    chosen = get_filtered_topn_terms(ranked, MOST, match_threshold=ALIKE)
    return tuple((term, round(score / chosen[0][1], 3)) for term, score in chosen)


def _names(doc: Doc, words: TopicWords, speakers: frozenset[str], roles: frozenset[str]) -> Iterator[Span]:
    """Names of places, organisations, events and of people who do not speak, without an article before them.

    Made from the labels: where a quotation left a hole in a name, `doc.ents` would raise.
    """
    for start, end in _labelled(doc):
        if doc[start].ent_type_ not in words.names:
            continue
        while start < end and (doc[start].tag_ in words.articles or not doc[start].text[0].isupper()):
            start += 1
        while start < end and (doc[end - 1].tag_ in words.genitives or not doc[end - 1].text[-1].isalnum()):
            end -= 1
        of_role = doc[end : end + 1].text.lower() in roles  # 'Transport' in 'Transport Minister'
        if 0 < end - start <= LONGEST and not of_role and not _is_known(doc[start:end], words, speakers):
            yield doc[start:end]


def _is_known(name: Span, words: TopicWords, speakers: frozenset[str]) -> bool:
    """Whether it is a speaker of the article, or a surname by itself."""
    known = [token.lower_ in speakers for token in name]
    return all(known) or (name[0].ent_type_ in words.people and (any(known) or len(name) < 2))


def _labelled(doc: Doc) -> Iterator[tuple[int, int]]:
    """`[start, end)` of each run of tokens with one entity label."""
    kinds, places = doc.to_array(["ENT_TYPE", "ENT_IOB"]).T.tolist()
    kinds, places = [*kinds, 0], [*places, 0]
    start = 0
    for end in range(1, len(kinds)):
        if kinds[end] != kinds[start] or places[end] != INSIDE:
            if kinds[start]:
                yield start, end
            start = end


def _phrases(doc: Doc, words: TopicWords, roles: frozenset[str], bodies: frozenset[str]) -> Iterator[Span]:
    """Nouns with what stands right before them: 'quota', 'fishing quota', 'annual fishing quota'."""
    from textacy.extract.utils import get_longest_subsequence_candidates

    tags = {doc.vocab.strings[tag] for tag in words.before | words.last}
    empty = words.general | roles
    for run in get_longest_subsequence_candidates(doc, lambda token: token.tag in tags and not token.ent_type):
        for at, noun in enumerate(run):
            word = noun.lower_
            if noun.tag_ not in words.last or word in empty or len(word) < 3 or noun.is_stop or not noun.is_alpha:
                continue
            yield from (
                doc[run[first].i : noun.i + 1]
                for first in range(max(0, at - 2), at + 1)
                if (
                    _may_begin(run, first, words, roles)
                    if first < at
                    else word not in bodies and not _is_joined(run, at, words)
                )
            )


def _may_begin(run: Sequence[Token], at: int, words: TopicWords, roles: frozenset[str]) -> bool:
    """Whether a phrase may begin with this word: 'last', 'minister' and the 'fishing' of 'cod-fishing' do not."""
    word = run[at].lower_
    return (
        not (word in words.vague or word in roles or run[at].is_stop)
        and run[at].is_alpha
        and len(word) > 1
        and not _is_joined(run, at, words)
    )


def _is_joined(run: Sequence[Token], at: int, words: TopicWords) -> bool:
    return at > 0 and run[at - 1].tag_ in words.hyphens


def _scores(spans: list[Span], stems: list[str], title: str, words: TopicWords) -> dict[str, float]:
    """Each term with its weight: how often, how early and in how many words the article names it.

    Args:
        stems: those of all tokens of the article, also within quotations.
        title: the stems of the headline, between spaces.
    """
    written: dict[str, str] = {}
    first: dict[str, Span] = {}
    for span in spans:
        key = " ".join(stems[span.start : span.end])
        if key not in first:
            first[key], written[key] = span, _written(span, words)
    single, text = Counter(stems), f" {' '.join(stems)} "
    scores = {}
    for key, span in first.items():
        count = single[key] if len(span) == 1 else text.count(f" {key} ")
        named = f" {key} " in title
        if named or span[0].ent_type or count >= _least(span, words):
            head = single[stems[span.end - 1]] if len(span) > 1 else 0
            early = 1.25 if span.start < EARLY * len(stems) else 1.0
            weight = (count + head / 4) * (1 + 0.4 * (len(span) - 1))
            scores[written[key]] = weight * early * (1.5 if named else 1.0)
    return scores


def _written(span: Span, words: TopicWords) -> str:
    """As it is shown: a name keeps its capitals, other words lose those of a sentence's beginning."""
    if span[0].ent_type:
        return span.text
    return "".join((t.text if t.tag_ in words.capitals else t.lower_) + t.whitespace_ for t in span).rstrip()


def _least(span: Span, words: TopicWords) -> int:
    """How often a phrase must be said: one noun says little, two nouns together ('fishing quota') much."""
    if len(span) == 1:
        return OFTEN
    return 2 if any(token.tag_ in words.adjectives for token in span) else 1


def _stem(word: str, words: TopicWords) -> str:
    """Without the 's' of the plural."""
    return word[:-1] if word[-1:] in words.plural and word[-2:] not in words.not_plural else word


def _fold(text: str, words: TopicWords) -> str:
    """In small letters, with all apostrophes alike, and apart from the words they stand at."""
    from textacy.preprocessing.normalize import quotation_marks

    endings = "|".join(map(re.escape, sorted(words.genitive_endings)))
    return re.sub(rf"([^\w\s]|(?:{endings})\b)", r" \1 ", str(quotation_marks(text)).lower())
