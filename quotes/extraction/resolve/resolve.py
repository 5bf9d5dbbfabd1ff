"""Who is 'she', 'Smith', 'the minister'? From a mention to the speaker, within one article.

A name goes to the character of the cast it can be; a pronoun or a role to the best of those it agrees with; what agrees
with nobody keeps its own words ('several migrants', 'a person familiar with the matter') or is left open.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from quotes.extraction.layout import Range
from quotes.extraction.lexicon import Gender
from quotes.extraction.mentions import makers_of, mention_of, owners_of
from quotes.extraction.resolve.cast import MANY, Character
from quotes.extraction.resolve.descriptions import described, named_behind
from quotes.extraction.resolve.discourse import OPEN, Discourse, Speaker, as_speaker, last_spoken, salience, shown
from quotes.models import SpeakerKind

NEAR = 4  # sentences for which the same noun means the same
FAR = 150  # tokens in which the group is looked for that 'they' are
SAME_GENDER, NO_PERSON, OWN_SENTENCE = 0.6, 2.5, 1.0  # for and against whom a pronoun can mean


def resolve(discourse: Discourse, mention: Range | None) -> Speaker:
    """The speaker a mention stands for."""
    if mention is None:
        return OPEN
    return discourse.settled.get(mention) or _resolve(discourse, mention)


def _resolve(discourse: Discourse, mention: Range) -> Speaker:
    doc = discourse.layout.tokens
    head = _head(discourse, mention)
    character = next((discourse.cast.at[i] for i in (head, *range(*mention)) if i in discourse.cast.at), None)
    word = doc[head].lower_
    pronouns = discourse.lexicon.words.pronouns
    if mention[1] - mention[0] == 1 or doc[mention[0]].lower_ in pronouns.male | pronouns.female:
        if word in pronouns.male | pronouns.female:
            return _pronoun(discourse, head, "male" if word in pronouns.male else "female")
        if word in pronouns.plural:
            return _plural(discourse, head)
        if word in pronouns.relative:
            return _relative(discourse, head)
        if word in pronouns.neuter:
            return _neuter(discourse, head)
        if doc[head].text in pronouns.first | pronouns.first_plural | pronouns.second:
            return OPEN
    if character is not None and head in discourse.cast.at:
        return as_speaker(discourse, character, "name")
    return _nominal(discourse, mention, head)


def pronoun_gender(discourse: Discourse, mention: Range) -> Gender | None:
    """The gender that a mention says, if it is 'he' or 'she' or one of their forms."""
    pronouns = discourse.lexicon.words.pronouns
    word = discourse.layout.lowers[_head(discourse, mention)]
    lone = mention[1] - mention[0] == 1 or discourse.layout.lowers[mention[0]] in pronouns.male | pronouns.female
    if not lone or word not in pronouns.male | pronouns.female:
        return None
    return "male" if word in pronouns.male else "female"


def _head(discourse: Discourse, mention: Range) -> int:
    return int(discourse.layout.head(mention).i)


def _pronoun(discourse: Discourse, at: int, gender: Gender) -> Speaker:
    """'he': the most salient person before it whom no gender contradicts."""
    scores: dict[int, float] = {}
    for index, score in salience(discourse, at).items():
        character = discourse.cast.characters[index]
        if character.kind == "organisation" or character.is_place or discourse.gender(character) not in (gender, None):
            continue
        if character.kind == "unknown" and _only_inside(discourse, character):
            continue
        score += SAME_GENDER if discourse.gender(character) == gender else 0.0
        score += OWN_SENTENCE if _owned_here(discourse, character, at) else 0.0
        score -= NO_PERSON if character.kind == "unknown" else 0.0
        scores[index] = score
    unnamed = _unnamed(discourse, at, gender, scores)
    if unnamed or not scores:
        return unnamed or OPEN
    best = max(scores, key=scores.__getitem__)
    character = discourse.cast.characters[best]
    return as_speaker(discourse, character, "pronoun")


def _only_inside(discourse: Discourse, character: Character) -> bool:
    """'the archbishop's Easter sermon': a name only before other nouns, that nothing takes for a person's."""
    parts = discourse.lexicon.words.grammar.name_parts
    return not any(character.labels) and all(
        discourse.layout.head(place).dep_ in parts for place in character.places[:MANY]
    )


def _unnamed(discourse: Discourse, at: int, gender: Gender, named: Iterable[int]) -> Speaker | None:
    """'A witness said … He …': who spoke last, where no name has come since."""
    last = last_spoken(discourse, at, {"person", "unknown", "anonymous"}, 3)
    if last is None or last[1].how != "words" or _asks(discourse, last[0]):
        return None
    if not discourse.lexicon.persons & set((last[1].name or "").lower().split()):
        return None
    since = any(discourse.cast.characters[k].places_between(last[0] + 1, at) for k in named)
    other: Gender = "female" if gender == "male" else "male"
    nouns = getattr(discourse.lexicon.words.gender, other)
    fits = not any(word in nouns for word in (last[1].name or "").lower().split())
    return replace(last[1], how="pronoun") if fits and not since else None


def _asks(discourse: Discourse, verb: int) -> bool:
    """'A reporter asked …': who answers is somebody else."""
    cues = discourse.lexicon.cue_forms.get(discourse.layout.tokens[verb].lower_, ())
    return any(cue.lemma in discourse.lexicon.words.cues.asking for cue in cues)


def _owned_here(discourse: Discourse, character: Character, at: int) -> bool:
    """'Christie has been busy, but his …': is the owner the subject of the same sentence?"""
    layout, grammar = discourse.layout, discourse.lexicon.words.grammar
    if layout.tokens[at].dep_ not in grammar.determiner:
        return False
    start, _ = layout.sentences[layout.sentence_of[at]]
    return any(layout.head(place).dep_ in grammar.subject for place in character.places_between(start, at))


def _neuter(discourse: Discourse, at: int) -> Speaker:
    """'it': the organisation or document that spoke last, or that is the subject of this or the sentence before."""
    last = last_spoken(discourse, at, {"organisation", "unknown"}, 3)
    if last and (last[1].kind == "organisation" or last[1].how == "words"):
        return replace(last[1], how="pronoun")
    layout, here = discourse.layout, discourse.layout.sentence_of[at]
    characters = discourse.cast.characters
    found = [(score, k) for k, score in salience(discourse, at, 2).items() if characters[k].kind == "organisation"]
    if not found:
        return (here and _collective_subject(discourse, layout.sentences[here - 1][1] - 1)) or OPEN
    _, index = max(found)
    start, end = characters[index].places_between(0, at)[-1]
    head = layout.head((start, end))
    grammar = discourse.lexicon.words.grammar
    subject = (head.head if head.dep_ in grammar.apposition else head).dep_ in grammar.subject
    if subject and here - layout.sentence_of[start] <= 2:
        return as_speaker(discourse, discourse.cast.characters[index], "pronoun")
    return OPEN


def _collective_subject(discourse: Discourse, at: int) -> Speaker | None:
    """'The campaign wants to contrast … with what they call': a body or group that the sentence is about."""
    layout, words = discourse.layout, discourse.lexicon.words
    start, _ = layout.sentences[layout.sentence_of[at]]
    for i in range(max(start, at - FAR), at):
        token = layout.tokens[i]
        if token.dep_ not in words.grammar.subject or layout.hidden[i]:
            continue
        if token.lower_ in words.roles.organisation | words.roles.group:
            mention = mention_of(layout, discourse.lexicon, token)
            return replace(resolve(discourse, mention), how="pronoun") if mention else None
    return None


def _plural(discourse: Discourse, at: int) -> Speaker:
    """'they': the group that spoke last, or the nearest one before."""
    subject = _collective_subject(discourse, at)
    if subject:
        return subject
    last = last_spoken(discourse, at, {"group"}, 2)
    if last:
        return replace(last[1], how="pronoun")
    if one := _singular_they(discourse, at):
        return one
    doc, layout = discourse.layout.tokens, discourse.layout
    grammar, roles = discourse.lexicon.words.grammar, discourse.lexicon.words.roles
    for i in range(at - 1, max(-1, at - FAR), -1):
        token = doc[i]
        if layout.hidden[i] or token.tag_ not in grammar.plural_tags or token.lower_ not in roles.group:
            continue
        group = mention_of(layout, discourse.lexicon, token)
        if group:
            return Speaker(shown(discourse, group), "group", None, "pronoun")
    return OPEN


def _singular_they(discourse: Discourse, at: int) -> Speaker | None:
    """'they' of one person, who spoke last and of whom the article says so ('a non-binary poet')."""
    last = last_spoken(discourse, at, {"person"}, 3)
    character = discourse.cast.characters[last[1].character] if last and last[1].character is not None else None
    told = " ".join(character.roles).lower() if character else ""
    if character and any(word in told for word in discourse.lexicon.words.pronouns.neither):
        return as_speaker(discourse, character, "pronoun")
    return None


def _relative(discourse: Discourse, at: int) -> Speaker:
    """'Borges, who predicted …': the noun the clause hangs on."""
    token = discourse.layout.tokens[at]
    for _ in range(6):
        if token.dep_ in discourse.lexicon.words.grammar.modifier_clause:
            antecedent = token.head
            if antecedent.i in discourse.cast.at:
                return as_speaker(discourse, discourse.cast.at[antecedent.i], "name")
            place = mention_of(discourse.layout, discourse.lexicon, antecedent)
            return _nominal(discourse, place, antecedent.i) if place else OPEN
        token = token.head
    return OPEN


def _nominal(discourse: Discourse, mention: Range, head: int) -> Speaker:
    """'the minister', 'several migrants', 'a person familiar with the matter'."""
    words = discourse.lexicon.words
    doc = discourse.layout.tokens
    word, first = doc[head].lower_, doc[mention[0]].lower_
    text = shown(discourse, mention)
    named = [c for c in doc[head].children if c.dep_ in words.grammar.apposition and c.i in discourse.cast.at]
    if doc[head].dep_ in words.grammar.apposition and doc[head].head.i in discourse.cast.at:
        named.append(doc[head].head)
    if doc[head].tag_ in words.grammar.plural_tags:
        named = []
    if named and discourse.cast.at[named[0].i].kind != "organisation":
        return as_speaker(discourse, discourse.cast.at[named[0].i], "name")
    if behind := named_behind(discourse, head):
        return as_speaker(discourse, behind, "name")
    if owner := _owner(discourse, head):
        return owner
    owned = words.pronouns.male | words.pronouns.female | words.pronouns.neuter | words.pronouns.plural
    definite = first in ("the", "this", "that") or first in owned
    if definite:
        if again := _said_before(discourse, head, word):
            return again
        character = described(discourse, mention, head)
        if character:
            return as_speaker(discourse, character, "role")
    kind: SpeakerKind = "unknown"
    if doc[head].tag_ in words.grammar.plural_tags or word in words.roles.group:
        kind = "group"
    elif word in words.phrases.anonymous and not definite:
        kind = "anonymous"
    elif word in words.roles.organisation:
        kind = "organisation"
    elif word in words.roles.person:
        kind = "anonymous" if not definite else "unknown"
    return Speaker(text, kind, None, "words")


def _said_before(discourse: Discourse, head: int, word: str) -> Speaker | None:
    """'The embassy' after 'The Chinese embassy said': the same words, when no name has them."""
    layout = discourse.layout
    last = last_spoken(discourse, head, {"organisation", "group", "anonymous", "unknown"}, NEAR)
    if last is None or last[1].how != "words" or layout.sentence_of[last[0]] == layout.sentence_of[head]:
        return None
    said = (last[1].name or "").lower().split()
    if any(token.text[:1].isupper() and token.dep_ != "det" for token in layout.tokens[head].lefts):
        return None  # 'the Northern leaders' are not 'Southern leaders'
    return replace(last[1], how="role") if len(said) > 1 and word in (said[-1], *said[1:2]) else None


def _owner(discourse: Discourse, head: int) -> Speaker | None:
    """'a note by Corbel Bank', 'Soir's letter': a document speaks for who made it, where that is named."""
    noun, words = discourse.layout.tokens[head], discourse.lexicon.words
    if noun.lower_ not in words.phrases.carriers:
        return None
    makers = owners_of(noun) + makers_of(noun, words.grammar)
    named = next((maker for maker in makers if maker.i in discourse.cast.at), None)
    return as_speaker(discourse, discourse.cast.at[named.i], "role") if named is not None else None
