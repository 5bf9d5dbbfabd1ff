"""Reading an article once, from beginning to end: who is in it, who speaks, and what 'he' and 'she' tell of them.

'He' leans on who spoke before, so the sources of the cues are resolved in the order of the text; each 'she' that goes
to somebody says a gender that the next one counts on. What the reading has learned does not change afterwards.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from quotes.extraction.cues.cue import Cue
from quotes.extraction.layout import Layout, Range
from quotes.extraction.lexicon import Gender, Lexicon
from quotes.extraction.resolve.cast import Character, leading_gender
from quotes.extraction.resolve.discourse import (
    OPEN,
    Discourse,
    ResolvedSource,
    as_speaker,
    asks,
    mentions_before,
    shown,
)
from quotes.extraction.resolve.gather import make_cast
from quotes.extraction.resolve.labels import is_titled
from quotes.extraction.resolve.protagonist import find_protagonist
from quotes.extraction.resolve.reference import pronoun_gender, refer
from quotes.extraction.resolve.resolve import resolve
from quotes.extraction.resolve.transcripts import Turn, answering, character_named, surname


def read_discourse(layout: Layout, lexicon: Lexicon, cues: Sequence[Cue]) -> Discourse:
    """The discourse of an article, from its cues in text order."""
    cast = make_cast(layout, lexicon, cues)
    votes = [Counter(character.genders) for character in cast.characters]
    genders = [leading_gender(vote) for vote in votes]
    spoken: list[tuple[int, ResolvedSource]] = []
    settled: dict[Range, ResolvedSource] = {}
    roles: dict[str, ResolvedSource] = {}
    reported = {cue.source[1] - 1: cue.content for cue in reversed(cues) if cue.source and "say" in cue.groups}
    about = find_protagonist(layout, lexicon, cast, genders)
    told: list[tuple[int, ResolvedSource]] = []
    so_far = Discourse(layout, lexicon, cast, genders, spoken, settled, roles, reported, about, told)  # grows with them
    for cue in cues:
        if cue.source is None or not cue.groups & TELLING:
            continue
        speaker = resolve(so_far, cue.source)
        if _tells(so_far, cue, speaker):
            told.append((cue.verb, speaker))
        if "say" not in cue.groups:
            continue
        if cue.source not in settled:
            _vote(votes, genders, pronoun_gender(so_far, refer(so_far, cue.source)), speaker)
            _vote_of_own(so_far, votes, genders, cue, speaker)
        settled[cue.source] = speaker
        if speaker.how == "role":
            roles.setdefault(shown(so_far, cue.source).lower(), speaker)
        added = speaker.kind == "group" and _is_added(layout, lexicon, cue.source, cue.verb)
        by_phrase = cue.shape == "phrase" and speaker.character is not None  # 'according to her, …'
        if speaker.name and (added or by_phrase or _is_told(layout, lexicon, cue.verb)):
            spoken.append((cue.verb, speaker))
    return replace(
        so_far,
        genders=tuple(genders),
        spoken=tuple(spoken),
        settled=MappingProxyType(settled),
        roles=MappingProxyType(roles),
        told=tuple(told),
    )


TELLING = frozenset(("say", "show"))  # groups of cues whose sources have told something


def _tells(discourse: Discourse, cue: Cue, speaker: ResolvedSource) -> bool:
    """'A study found that …', '…, according to the complaint': a whole statement by what carries words."""
    phrases = discourse.lexicon.words.phrases
    words = cue.shape == "phrase" or (
        cue.shape in ("clause", "after") and _is_told(discourse.layout, discourse.lexicon, cue.verb)
    )
    carries = cue.source is not None and discourse.layout.head(cue.source).lower_ in phrases.carriers | phrases.finders
    return words and carries and speaker.how == "words"


def _is_told(layout: Layout, lexicon: Lexicon, verb: int) -> bool:
    """'said', 'has warned', but not 'saying' and 'had offered': does a verb tell that somebody speaks?"""
    grammar = lexicon.words.grammar
    if layout.tags[verb] in grammar.finite_tags:
        return True
    tags = {child.tag_ for child in layout.tokens[verb].children_as(grammar.auxiliary)}
    labels = {child.dep_ for child in layout.tokens[verb].children}
    present = grammar.finite_tags - grammar.modal_tags - grammar.past_tags
    return bool(tags & present) and labels.isdisjoint(grammar.passive_auxiliary)


def _is_added(layout: Layout, lexicon: Lexicon, source: Range, verb: int) -> bool:
    """'Officials were more cautious, saying that …': a participle of the subject of its sentence, after a comma."""
    grammar, subject = lexicon.words.grammar, layout.head(source)
    main = subject.dep_ in grammar.subject and subject.head.head.i == subject.head.i < verb
    return main and layout.tags[verb] in grammar.participle_tags and layout.texts[verb - 1] == ","


def _vote(
    votes: list[Counter[Gender]], genders: list[Gender | None], gender: Gender | None, speaker: ResolvedSource
) -> None:
    """'She said': whom 'she' stands for is a woman."""
    if gender and speaker.how == "pronoun" and speaker.character is not None:
        votes[speaker.character][gender] += 1
        genders[speaker.character] = leading_gender(votes[speaker.character])


def _vote_of_own(
    discourse: Discourse, votes: list[Counter[Gender]], genders: list[Gender | None], cue: Cue, speaker: ResolvedSource
) -> None:
    """'Yuki Tanaka told Orm Watch that he was not surprised', where a paragraph begins and names nobody else: Tanaka is
    a man, whatever the first name says.
    """
    number, gender = speaker.character, _own_gender(discourse, cue)
    if speaker.how != "name" or speaker.kind != "person" or number is None or gender is None or cue.source is None:
        return
    if asks(discourse, cue.verb) or _is_called_otherwise(discourse, cue.source, gender):
        return
    start, _ = discourse.layout.paragraphs[discourse.layout.paragraph_of[cue.verb]]
    near = (one for place, one in mentions_before(discourse, cue.content[0][0]) if place[0] >= start)
    if cue.source[0] == start and {one.number for one in near if one.kind == "person"} == {number}:
        votes[number][gender] += 1
        genders[number] = leading_gender(votes[number])


def _is_called_otherwise(discourse: Discourse, source: Range, gender: Gender) -> bool:
    """'Her son, Lars, said she …': does a noun for the speaker tell another gender, or is it already said whose 'she'
    is?
    """
    lowers, words = discourse.layout.lowers[slice(*source)], discourse.lexicon.words
    own = words.pronouns.male if gender == "male" else words.pronouns.female
    told = (discourse.lexicon.noun_gender(word) for word in lowers)
    return lowers[0] in own or any(one not in (gender, None) for one in told)


def _own_gender(discourse: Discourse, cue: Cue) -> Gender | None:
    """The gender of the pronoun that a report begins with as its subject: 'that | he | was not surprised'."""
    layout, words = discourse.layout, discourse.lexicon.words
    if not cue.content or cue.content[0][0] < cue.verb:
        return None
    first, end = cue.content[0]
    i = first + (layout.lowers[first] in words.small.that)
    if i >= end or layout.run_of[i] >= 0 or layout.labels[i] not in words.grammar.subject:
        return None
    word, pronouns = layout.lowers[i], words.pronouns
    return "male" if word in pronouns.male else "female" if word in pronouns.female else None


def with_labels(discourse: Discourse, turns: Sequence[Turn]) -> Discourse:
    """The discourse, with the people that the labels of a transcript name."""
    return replace(discourse, settled=MappingProxyType({**discourse.settled, **_labels(discourse, turns)}))


def _labels(discourse: Discourse, turns: Sequence[Turn]) -> Mapping[Range, ResolvedSource]:
    """'SOIR' is Julien Soir, 'A' the interviewee; 'Q' is nobody that the article names."""
    answers = answering(discourse.layout, discourse.cast, turns)
    fullest = {surname(name): name for name in sorted({turn.name for turn in turns}, key=len)}
    return {turn.label: _labelled(discourse, turn, answers, fullest) for turn in turns}


def _labelled(
    discourse: Discourse, turn: Turn, answers: Character | None, fullest: Mapping[str, str]
) -> ResolvedSource:
    words = discourse.lexicon.words.resolving
    character = answers if turn.name in words.answers else character_named(discourse.cast, turn.name)
    if character and not character.full_name.isupper():
        return as_speaker(discourse, character, "name")
    if turn.name in words.asks | words.answers:
        return OPEN
    body = resolve(discourse, turn.label)
    if body.how == "name" and body.kind == "organisation" and not (body.name or "").isupper():
        return body
    return ResolvedSource(_shown(discourse, fullest[surname(turn.name)]), "person", None, "name")


def _shown(discourse: Discourse, name: str) -> str:
    """The 'Soir' of 'Mr. SOIR', the 'De La Vega' of 'DE LA VEGA'; 'Opposition senators' as it stands."""
    words = name.split()
    while is_titled(discourse.lexicon, " ".join(words)):
        words = words[1:]
    return " ".join(word.title() if word.isupper() else word for word in words)
