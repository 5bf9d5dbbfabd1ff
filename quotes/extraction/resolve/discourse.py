"""The discourse so far: who has spoken, and how prominent each character is at a given token."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import cached_property
from math import log1p
from typing import Literal

from quotes.extraction.layout import Content, Layout, Range
from quotes.extraction.lexicon import Gender, Lexicon
from quotes.extraction.resolve.cast import Cast, Character
from quotes.extraction.resolve.name_parts import NOTE
from quotes.extraction.resolve.roles import without_article
from quotes.models import SpeakerKind

Margin = Literal["only", "clear", "some", "close", ""]

REACH_SENTENCES = 12  # sentences a pronoun looks back
SPOKE_SENTENCES = 3  # since whoever spoke last can be meant
MOST_MENTIONS = 500  # tokens that it looks back, in case sentences are endless
# How likely a person is to be meant by 'he', by his part in the sentence that mentioned him; tried on articles with
# accepted names, where halving or doubling any of them changed less than half a point of accuracy.
SUBJECT, OBJECT, INSIDE_NAME = 1.0, 0.3, 0.3
DISTANCE = 1.0  # for each sentence in between
SPOKE_LAST, OFTEN = 1.2, 0.3
SAME_PARAGRAPH = 0.9  # for the subject of a sentence before in the same paragraph


@dataclass(frozen=True)
class ResolvedSource:
    """A source, resolved.

    Attributes:
        name: `Yuri Ushakov`, never `he`; None where the text does not settle it.
        how: 'name', 'pronoun', 'role', 'words' or 'open'.
        margin: how far the person that a pronoun stands for is ahead of the next candidate: 'only', 'clear', 'some',
            'close' or ''.
        support: what speaks for the character being the right one, for the judge of rows.
        others: whom 'they' stands for with this speaker: the Oakes of 'Kevin Marr and Timothy Oakes'.
        written: a document speaks for them ('the letter said').
        finer: the kind that rows show in place of `kind`, by which sources are judged.
    """

    name: str | None
    kind: SpeakerKind
    role: str | None
    how: str
    character: int | None = None
    margin: Margin = ""
    others: tuple[ResolvedSource, ...] = ()
    support: frozenset[str] = frozenset()
    written: bool = False
    finer: SpeakerKind | None = None

    @property
    def shown_kind(self) -> SpeakerKind:
        return self.finer or self.kind


OPEN = ResolvedSource(None, "unknown", None, "open")


@dataclass(frozen=True)
class Discourse:
    """What resolving looks at: an article with its cast, as one reading of it from beginning to end left them.

    Attributes:
        genders: of each character, by its number; what its names say, and the pronouns that stood for it.
        spoken: who spoke where: the index of the verb and the speaker, in text order.
        settled: mentions whose speaker the reading has decided, and labels of a transcript.
        roles: whom the words of a description stood for before ('foreign secretary').
        reported: what is said by the source that ends at a token.
        protagonist: whom a profile or an obituary is about, and the gender of the pronouns that stand for them.
        told: what told something where, as `spoken`: a study, a complaint.
    """

    layout: Layout
    lexicon: Lexicon
    cast: Cast
    genders: Sequence[Gender | None]
    spoken: Sequence[tuple[int, ResolvedSource]] = ()
    settled: Mapping[Range, ResolvedSource] = field(default_factory=dict)
    roles: Mapping[str, ResolvedSource] = field(default_factory=dict)
    reported: Mapping[int, Content] = field(default_factory=dict)
    protagonist: tuple[Character, Gender] | None = None
    told: Sequence[tuple[int, ResolvedSource]] = ()

    @cached_property
    def starts(self) -> list[int]:
        """The first token of each mention of the cast."""
        return [start for (start, _), _ in self.cast.mentions]

    @cached_property
    def _places(self) -> Mapping[str, Sequence[int]]:
        found: defaultdict[str, list[int]] = defaultdict(list)
        for i, word in enumerate(self.layout.lowers):
            found[word].append(i)
        return found

    def places_of(self, word: str) -> Sequence[int]:
        """The tokens that are a word, given in lower case."""
        return self._places.get(word, ())

    def gender(self, character: Character) -> Gender | None:
        return self.genders[character.number]

    def is_of_other_gender(self, character: Character, noun: str) -> bool:
        """Does a noun in lower case tell one gender ('husband'), and is the character known to be of the other?"""
        told, known = self.lexicon.noun_gender(noun), self.gender(character)
        return told is not None and known is not None and told != known


def as_speaker(
    discourse: Discourse, character: Character, how: str, support: frozenset[str] = frozenset()
) -> ResolvedSource:
    """A character as who speaks; `support` is what speaks for its being the right one."""
    kind: SpeakerKind = "person"
    if character.kind in ("organisation", "unknown"):
        kind = "organisation" if character.kind == "organisation" else "unknown"
    role = character.roles[0] if character.roles else None
    return ResolvedSource(character.full_name, kind, role, how, character.number, support=support)


def salience(discourse: Discourse, at: int, reach: int = REACH_SENTENCES) -> dict[int, float]:
    """How near and how prominent each character is that is mentioned at most `reach` sentences before token `at`."""
    layout, here = discourse.layout, discourse.layout.sentence_of[at]
    best: dict[int, float] = {}
    for (start, end), character in mentions_before(discourse, at, reach):
        token = layout.head((start, end))
        if token.dep_ in discourse.lexicon.words.grammar.apposition:
            token = token.head
        aside = token.head.dep_ in discourse.lexicon.words.grammar.modifier_clause
        stands = -INSIDE_NAME if aside else _prominence(discourse, token.dep_)
        score = stands - DISTANCE * (here - layout.sentence_of[start])
        if stands == SUBJECT and layout.paragraph_of[start] == layout.paragraph_of[at]:
            score += SAME_PARAGRAPH
        best[character.number] = max(best.get(character.number, score), score)
    for kinds in ({"person", "unknown"}, {"organisation"}):
        last = last_spoken(discourse, at, kinds)
        if last is not None and last[1].character is not None:
            verb, speaker = last
            number = last[1].character
            if speaker.how == "role":  # 'The mayor said': not one of the names
                by_role = SUBJECT - DISTANCE * (here - layout.sentence_of[verb])
                best[number] = max(best.get(number, by_role), by_role)
            if number in best:
                best[number] += SPOKE_LAST
    characters = discourse.cast.characters
    return {number: score + OFTEN * log1p(len(characters[number].places)) for number, score in best.items()}


def mentions_before(discourse: Discourse, at: int, reach: int = REACH_SENTENCES) -> Sequence[tuple[Range, Character]]:
    """The mentions in the sentence of a token and at most `reach` sentences before it, in text order."""
    first = discourse.layout.sentences[max(discourse.layout.sentence_of[at] - reach, 0)][0]
    before = bisect_left(discourse.starts, at)
    return discourse.cast.mentions[max(bisect_left(discourse.starts, first), before - MOST_MENTIONS) : before]


def last_spoken(
    discourse: Discourse, at: int, kinds: Set[str], sentences: int = REACH_SENTENCES
) -> tuple[int, ResolvedSource] | None:
    """The last speaker of these kinds before a token, and where the verb stands."""
    here = discourse.layout.sentence_of[at]
    before = bisect_left(discourse.spoken, at, key=lambda place: place[0])
    for verb, speaker in reversed(discourse.spoken[max(before - 4, 0) : before]):
        if here - discourse.layout.sentence_of[verb] > sentences:
            return None
        if speaker.kind in kinds:
            return verb, speaker
    return None


def asks(discourse: Discourse, verb: int) -> bool:
    """'A reporter asked …': the person who answers is somebody else."""
    cues = discourse.lexicon.cue_forms.get(discourse.layout.lowers[verb], ())
    return any(cue.lemma in discourse.lexicon.words.cues.asking for cue in cues)


def _prominence(discourse: Discourse, label: str) -> float:
    grammar = discourse.lexicon.words.grammar
    if label in grammar.subject:
        return SUBJECT
    if label in discourse.lexicon.words.resolving.modifier_labels:
        return -INSIDE_NAME
    return OBJECT if label in grammar.object else 0.0


def shown(discourse: Discourse, mention: Range) -> str:
    """The words of a mention without 'the' before them."""
    text = without_article(discourse.layout.words(mention).strip(), discourse.lexicon.words.resolving.the)
    return " ".join(_without_time(discourse, text.split()))


def _without_time(discourse: Discourse, words: list[str]) -> list[str]:
    """'a paper published in Orm | on Monday', and without the number of a note."""
    time = discourse.lexicon.words.time
    words = [*words[:-1], *(NOTE.sub("", word) for word in words[-1:])]
    end = len(words)
    while end > 2 and words[end - 1] in time.words:
        end -= 1
    while 1 < end < len(words) and words[end - 1].lower() in time.before:
        end -= 1
    return words[:end]
