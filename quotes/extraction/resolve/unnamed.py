"""Whom 'he' and 'she' stand for if nobody names them: a witness who spoke, the neighbour who nodded, a woman who was
arrested.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import replace

from quotes.extraction.layout import Layout, Range
from quotes.extraction.lexicon import Gender
from quotes.extraction.mentions import mention_of
from quotes.extraction.resolve.candidates import may_be, pronouns_of
from quotes.extraction.resolve.cast import MANY
from quotes.extraction.resolve.discourse import SPOKE_SENTENCES, Discourse, ResolvedSource, asks, last_spoken
from quotes.extraction.resolve.nouns import DASHES, resolve_noun

WORDED = frozenset(("words", "pronoun"))  # how the words of an article became a speaker, once or again by 'she'


def unnamed(discourse: Discourse, at: int, gender: Gender, named: Iterable[int]) -> ResolvedSource | None:
    """The person without a name whom a pronoun stands for; None if it is none.

    Args:
        named: the numbers of the characters that it may stand for.
    """
    last = last_spoken(discourse, at, {"person", "unknown", "anonymous"}, SPOKE_SENTENCES)
    goes_on = _goes_on(discourse, last, at, gender, named) if last is not None else None
    if goes_on is not None and last is not None and last[1].how == "words":
        return goes_on
    return (
        _acted(discourse, at, gender)
        or _introduced(discourse, at, gender)
        or _told_of(discourse, at, gender)
        or goes_on
    )


def _goes_on(
    discourse: Discourse, last: tuple[int, ResolvedSource], at: int, gender: Gender, named: Iterable[int]
) -> ResolvedSource | None:
    """'A witness said … He …', 'A witness said … He said … He …': who spoke last, where no name has come since."""
    if last[1].character is not None or last[1].how not in WORDED or asks(discourse, last[0]):
        return None
    if _is_beside(discourse, last[0], at) or _is_between_dashes(discourse.layout, last[0]):
        return None
    said = (last[1].name or "").lower().split()
    if not discourse.lexicon.persons & set(said):
        return None
    since = any(
        _is_named_since(discourse, last[0], place) for k in named for place in _places(discourse, k, last[0], at)
    )
    nouns = discourse.lexicon.words.gender
    against = nouns.female if gender == "male" else nouns.male
    return replace(last[1], how="pronoun") if not since and against.isdisjoint(said) else None


def _places(discourse: Discourse, number: int, verb: int, at: int) -> Sequence[Range]:
    return discourse.cast.characters[number].places_between(verb + 1, at)


def _is_named_since(discourse: Discourse, verb: int, place: Range) -> bool:
    """Is a name after who spoke a new one to speak of: not the hearer in 'told Radio Nord', nor the owner in 'said he
    had worked at Karim's mill'?
    """
    layout = discourse.layout
    own = layout.sentence_of[place[0]] == layout.sentence_of[verb]
    return not own or layout.head(place).dep_ in discourse.lexicon.words.grammar.subject


def _is_beside(discourse: Discourse, verb: int, at: int) -> bool:
    """'A pensioner lost it to a caller who said so. She …': did who spoke do so only in a clause about him?"""
    layout, grammar = discourse.layout, discourse.lexicon.words.grammar
    token = layout.tokens[verb]
    if token.dep_ not in grammar.modifier_clause or layout.sentence_of[verb] != layout.sentence_of[at] - 1:
        return False
    return _new_subject(discourse, at) not in (None, token.head.i)


def _is_between_dashes(layout: Layout, verb: int) -> bool:
    """'Lund was careful - an aide said he wanted long notes - and his speeches were short. He …'"""
    start, end = layout.sentences[layout.sentence_of[verb]]
    dashes = [i for i in range(start, end) if layout.texts[i] in DASHES and i not in layout.hyphens]
    before = bisect_left(dashes, verb)
    return before % 2 == 1 and before < len(dashes)


def _acted(discourse: Discourse, at: int, gender: Gender) -> ResolvedSource | None:
    """'Her neighbour shook his head. “An hour,” he said.', 'The judge sighed. “No,” he said.': a person that the last
    sentence only calls by a noun.
    """
    layout, words = discourse.layout, discourse.lexicon.words
    start, end = _outside_marks_before(layout, at)
    if start == end or layout.paragraph_of[start] != layout.paragraph_of[at]:
        return None
    subject = next((i for i in range(start, end) if _is_actor(discourse, i) or _is_asked(discourse, i)), None)
    if subject is None or any(one.places_between(start, at) for one in discourse.cast.characters[:MANY]):
        return None
    known = discourse.lexicon.noun_gender(layout.lowers[subject])
    children = layout.tokens[subject].children
    owned = any(child.tag_ in words.grammar.possessive_tags for child in children)
    owned = owned or (
        layout.lowers[subject] in words.roles.office and any(c.lower_ in words.resolving.the for c in children)
    )
    mention = mention_of(layout, discourse.lexicon, layout.tokens[subject])
    if mention is None or known not in (gender, None) or not owned:
        return None
    return replace(resolve_noun(discourse, mention), how="pronoun")


def _outside_marks_before(layout: Layout, at: int) -> Range:
    """The last sentence before that of a token, or before what it reports: 'She sighed. “Why me?” she asked.'"""
    here = layout.sentence_of[at]
    before = (layout.sentences[k] for k in range(here - 1, max(here - 1 - ACTED_SENTENCES, -1), -1))
    return next((place for place in before if layout.run_of[place[0]] < 0), (0, 0))


ACTED_SENTENCES = 2  # before 'she said', of which the later ones may be what is said


def _introduced(discourse: Discourse, at: int, gender: Gender) -> ResolvedSource | None:
    """'A Lisk woman was arrested on Monday, police said. She told them …': a new person without a name, whom the
    sentence before is about, with nobody named in its paragraph who can be meant.
    """
    layout = discourse.layout
    noun = _new_subject(discourse, at)
    mention = mention_of(layout, discourse.lexicon, layout.tokens[noun]) if noun is not None else None
    if noun is None or mention is None or not _may_be_of_gender(discourse, noun, gender):
        return None
    speaker = resolve_noun(discourse, mention)
    told = (layout.tokens[noun].left_edge.i, layout.tokens[noun].right_edge.i + 1)  # 'a man accused of killing Soir'
    first, _ = layout.paragraphs[layout.paragraph_of[at]]
    near = (one for one in discourse.cast.characters[:MANY] if one.number != speaker.character)
    rivals = (one for one in near if one.places_between(first, told[0]) or one.places_between(told[1], at))
    return None if any(may_be(discourse, one, gender) for one in rivals) else replace(speaker, how="pronoun")


def _told_of(discourse: Discourse, at: int, gender: Gender) -> ResolvedSource | None:
    """'Reyes saw the camp. ¶ The woman, who fled, wept. “We have nothing,” she said.': whom a noun that tells the
    gender makes the subject of the last sentence outside marks, where its paragraph names nobody else who can be meant.
    """
    layout, lexicon = discourse.layout, discourse.lexicon
    here = layout.sentence_of[at]
    start, end = layout.sentences[max(here - 1, 0)]
    parted = layout.paragraph_of[start] != layout.paragraph_of[at]
    if not here or (parted and layout.sentences[here][0] != layout.paragraphs[layout.paragraph_of[at]][0]):
        return None
    noun = next((i for i in range(start, end) if _is_main_subject(discourse, i)), None)
    if noun is None or lexicon.noun_gender(layout.lowers[noun]) != gender:
        return None
    mention = mention_of(layout, lexicon, layout.tokens[noun])
    speaker = resolve_noun(discourse, mention) if mention is not None else None
    if speaker is None or speaker.character is not None or not speaker.name:
        return None
    first, _ = layout.paragraphs[layout.paragraph_of[noun]]
    first = noun if layout.lowers[noun + 1] in lexicon.words.resolving.who else first  # 'The man who sold him the gun'
    rivals = (one for one in discourse.cast.characters[:MANY] if one.places_between(first, at))
    return None if any(may_be(discourse, one, gender) for one in rivals) else replace(speaker, how="pronoun")


def _new_subject(discourse: Discourse, at: int) -> int | None:
    """The 'woman' of 'A Lisk woman was arrested', with which the sentence before in the same paragraph begins."""
    layout, lexicon = discourse.layout, discourse.lexicon
    here, new = layout.sentence_of[at], lexicon.words.resolving.articles - lexicon.words.resolving.the
    start, end = layout.sentences[max(here - 1, 0)]
    if not here or layout.paragraph_of[start] != layout.paragraph_of[at] or layout.lowers[start] not in new:
        return None
    noun = next((i for i in range(start, end) if layout.labels[i] in lexicon.words.grammar.subject), None)
    if noun is None or layout.hidden[noun] or layout.tokens[noun].left_edge.i != start:
        return None
    plural = layout.tags[noun] in lexicon.words.grammar.plural_tags
    person = layout.lowers[noun] in lexicon.persons or lexicon.noun_gender(layout.lowers[noun]) is not None
    return noun if person and not plural else None


def _may_be_of_gender(discourse: Discourse, noun: int, gender: Gender) -> bool:
    """'a woman'; 'A driver was fined', 'A pensioner lost her savings', but not 'A fan asked for his name', 'A fan met
    him', which tell of somebody else.
    """
    layout, own = discourse.layout, pronouns_of(discourse, gender)
    known = discourse.lexicon.noun_gender(layout.lowers[noun])
    if known is not None or asks(discourse, layout.tokens[noun].head.i):
        return known == gender
    _, end = layout.sentences[layout.sentence_of[noun]]
    possessive = discourse.lexicon.words.grammar.possessive_tags
    return all(layout.tags[i] in possessive for i in range(noun, end) if layout.lowers[i] in own)


def _is_asked(discourse: Discourse, i: int) -> bool:
    """The 'son' of 'I asked my son what he saw': does the writer ask whom a token stands for?"""
    layout, grammar = discourse.layout, discourse.lexicon.words.grammar
    token, first = layout.tokens[i], discourse.lexicon.words.pronouns.first_subject
    verb = token.head
    asked = token.dep_ in grammar.object and verb.head.i == verb.i and not layout.hidden[i] and asks(discourse, verb.i)
    person = token.tag_ in grammar.common_noun_tags and token.lower_ in discourse.lexicon.persons
    return asked and person and any(child.text in first for child in verb.children)


def _is_actor(discourse: Discourse, i: int) -> bool:
    """Is a token the subject of its sentence, and a noun for a person outside marks?"""
    return discourse.layout.lowers[i] in discourse.lexicon.persons and _is_main_subject(discourse, i)


def _is_main_subject(discourse: Discourse, i: int) -> bool:
    """Is a token the subject of its sentence, and a common noun outside marks?"""
    layout, grammar = discourse.layout, discourse.lexicon.words.grammar
    token = layout.tokens[i]
    main = token.dep_ in grammar.subject and token.head.head.i == token.head.i and not layout.hidden[i]
    return main and token.tag_ in grammar.common_noun_tags
