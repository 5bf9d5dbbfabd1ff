"""Who is 'she', 'Smith', 'the minister'? From a mention to the speaker, within one article.

A name goes to the member of the cast it can be; a pronoun or a role to the best of those it agrees with; what agrees
with nobody keeps its own words ('several migrants', 'a person familiar with the matter') or is left open.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from quotes.extraction.cues.cue import Cue
from quotes.extraction.layout import Layout, Range
from quotes.extraction.lexicon import Gender, Lexicon
from quotes.extraction.mentions import makers_of, mention_of, owners_of
from quotes.extraction.resolve.cast import MANY, Member, make_cast
from quotes.extraction.resolve.descriptions import described, named_behind
from quotes.extraction.resolve.discourse import OPEN, Speaker, Story, as_speaker, last_spoken, salience, shown
from quotes.extraction.resolve.names import SURE
from quotes.extraction.resolve.transcripts import ANSWER, QUESTION, Turn, answering, member_named
from quotes.models import SpeakerKind

NEAR = 4  # sentences for which the same noun means the same
FAR = 150  # tokens in which the group is looked for that 'they' are
SAME_GENDER, NO_PERSON, OWN_SENTENCE = 0.6, 2.5, 1.0  # for and against whom a pronoun can mean


def make_story(layout: Layout, lexicon: Lexicon, cues: Sequence[Cue]) -> Story:
    """The cast of an article, and the sources of its cues resolved in reading order: 'he' leans on who spoke before."""
    subjects = {i for cue in cues if cue.source and "say" in cue.groups for i in range(*cue.source)}
    story = Story(layout, lexicon, make_cast(layout, lexicon, subjects))
    for cue in cues:
        _learn_kind(story, cue)
    for cue in cues:
        if cue.source and "say" in cue.groups:
            speaker = resolve(story, cue.source)
            finite = layout.tokens[cue.verb].tag_ in lexicon.words.grammar.finite_tags
            if finite and speaker.name:
                story.spoken.append((cue.verb, speaker))
    return story


def _learn_kind(story: Story, cue: Cue) -> None:
    """'Aldervik said it would cut jobs': whoever speaks of itself as 'it' is no person, unless something says so."""
    if cue.source is None or not cue.content or "say" not in cue.groups:
        return
    member = next((story.cast.at[i] for i in range(*cue.source) if i in story.cast.at), None)
    if member is None or member.kinds["person"] >= SURE or member.gender or member.roles or member.is_place:
        return
    first, end = cue.content[0]
    words = story.layout.lowers[first : min(first + 2, end)]
    initials = any("." in word for name in member.names for word in name)
    if not initials and not story.lexicon.words.pronouns.neuter.isdisjoint(words):
        member.kinds["organisation"] += SURE


def know_turns(story: Story, turns: Sequence[Turn]) -> None:
    """Settle whom the labels of a transcript name: 'SOIR' is Julien Soir, 'A' the one who is interviewed."""
    answers = answering(story.layout, story.cast, turns)
    for turn in turns:
        member = answers if turn.name in ANSWER else member_named(story.cast, turn.name)
        if member:
            story.known[turn.label] = as_speaker(story, member, "name")
        elif turn.name in QUESTION + ANSWER:
            story.known[turn.label] = OPEN
        else:
            shown = turn.name.title() if turn.name.isupper() else turn.name
            story.known[turn.label] = Speaker(shown, "person", None, "name")


def resolve(story: Story, mention: Range | None) -> Speaker:
    """The speaker a mention stands for."""
    if mention is None:
        return OPEN
    if mention not in story.known:
        story.known[mention] = _resolve(story, mention)
    return story.known[mention]


def _resolve(story: Story, mention: Range) -> Speaker:
    doc = story.layout.tokens
    head = _head(story, mention)
    member = next((story.cast.at[i] for i in (head, *range(*mention)) if i in story.cast.at), None)
    word = doc[head].lower_
    pronouns = story.lexicon.words.pronouns
    if mention[1] - mention[0] == 1 or doc[mention[0]].lower_ in pronouns.male | pronouns.female:
        if word in pronouns.male | pronouns.female:
            return _pronoun(story, head, "male" if word in pronouns.male else "female")
        if word in pronouns.plural:
            return _plural(story, head)
        if word in pronouns.relative:
            return _relative(story, head)
        if word in pronouns.neuter:
            return _neuter(story, head)
        if doc[head].text in pronouns.first | pronouns.first_plural | pronouns.second:
            return OPEN
    if member is not None and head in story.cast.at:
        return as_speaker(story, member, "name")
    return _nominal(story, mention, head)


def _head(story: Story, mention: Range) -> int:
    return int(story.layout.head(mention).i)


def _pronoun(story: Story, at: int, gender: Gender) -> Speaker:
    """'he': the most salient person before it whom no gender contradicts."""
    scores: dict[int, float] = {}
    for index, score in salience(story, at).items():
        member = story.cast.members[index]
        if member.kind == "organisation" or member.is_place or member.gender not in (gender, None):
            continue
        if member.kind == "unknown" and _only_inside(story, member):
            continue
        score += SAME_GENDER if member.gender == gender else 0.0
        score += OWN_SENTENCE if _owned_here(story, member, at) else 0.0
        score -= NO_PERSON if member.kind == "unknown" else 0.0
        scores[index] = score
    unnamed = _unnamed(story, at, gender, scores)
    if unnamed or not scores:
        return unnamed or OPEN
    best = max(scores, key=scores.__getitem__)
    member = story.cast.members[best]
    member.genders[gender] += 1
    return as_speaker(story, member, "pronoun")


def _only_inside(story: Story, member: Member) -> bool:
    """'the archbishop's Easter sermon': a name only before other nouns, that nothing takes for a person's."""
    parts = story.lexicon.words.grammar.name_parts
    return not any(member.labels) and all(story.layout.head(place).dep_ in parts for place in member.places[:MANY])


def _unnamed(story: Story, at: int, gender: Gender, named: Iterable[int]) -> Speaker | None:
    """'A witness said … He …': who spoke last, where no name has come since."""
    last = last_spoken(story, at, {"person", "unknown", "anonymous"}, 3)
    if last is None or last[1].how != "words" or _asks(story, last[0]):
        return None
    if not story.lexicon.persons & set((last[1].name or "").lower().split()):
        return None
    since = any(story.cast.members[k].places_between(last[0] + 1, at) for k in named)
    other: Gender = "female" if gender == "male" else "male"
    nouns = getattr(story.lexicon.words.gender, other)
    fits = not any(word in nouns for word in (last[1].name or "").lower().split())
    return replace(last[1], how="pronoun") if fits and not since else None


def _asks(story: Story, verb: int) -> bool:
    """'A reporter asked …': who answers is somebody else."""
    cues = story.lexicon.cue_forms.get(story.layout.tokens[verb].lower_, ())
    return any(cue.lemma in story.lexicon.words.cues.asking for cue in cues)


def _owned_here(story: Story, member: Member, at: int) -> bool:
    """'Christie has been busy, but his …': is the owner the subject of the same sentence?"""
    layout, grammar = story.layout, story.lexicon.words.grammar
    if layout.tokens[at].dep_ not in grammar.determiner:
        return False
    start, _ = layout.sentences[layout.sentence_of[at]]
    return any(layout.head(place).dep_ in grammar.subject for place in member.places_between(start, at))


def _neuter(story: Story, at: int) -> Speaker:
    """'it': the organisation or document that spoke last, or that is the subject of this or the sentence before."""
    last = last_spoken(story, at, {"organisation", "unknown"}, 3)
    if last and (last[1].kind == "organisation" or last[1].how == "words"):
        return replace(last[1], how="pronoun")
    layout, here = story.layout, story.layout.sentence_of[at]
    members = story.cast.members
    found = [(score, k) for k, score in salience(story, at, 2).items() if members[k].kind == "organisation"]
    if not found:
        return (here and _collective_subject(story, layout.sentences[here - 1][1] - 1)) or OPEN
    _, index = max(found)
    start, end = members[index].places_between(0, at)[-1]
    head = layout.head((start, end))
    grammar = story.lexicon.words.grammar
    subject = (head.head if head.dep_ in grammar.apposition else head).dep_ in grammar.subject
    if subject and here - layout.sentence_of[start] <= 2:
        return as_speaker(story, story.cast.members[index], "pronoun")
    return OPEN


def _collective_subject(story: Story, at: int) -> Speaker | None:
    """'The campaign wants to contrast … with what they call': a body or group that the sentence is about."""
    layout, words = story.layout, story.lexicon.words
    start, _ = layout.sentences[layout.sentence_of[at]]
    for i in range(max(start, at - FAR), at):
        token = layout.tokens[i]
        if token.dep_ not in words.grammar.subject or layout.hidden[i]:
            continue
        if token.lower_ in words.roles.organisation | words.roles.group:
            mention = mention_of(layout, story.lexicon, token)
            return replace(resolve(story, mention), how="pronoun") if mention else None
    return None


def _plural(story: Story, at: int) -> Speaker:
    """'they': the group that spoke last, or the nearest one before."""
    subject = _collective_subject(story, at)
    if subject:
        return subject
    last = last_spoken(story, at, {"group"}, 2)
    if last:
        return replace(last[1], how="pronoun")
    if one := _singular_they(story, at):
        return one
    doc, layout = story.layout.tokens, story.layout
    grammar, roles = story.lexicon.words.grammar, story.lexicon.words.roles
    for i in range(at - 1, max(-1, at - FAR), -1):
        token = doc[i]
        if layout.hidden[i] or token.tag_ not in grammar.plural_tags or token.lower_ not in roles.group:
            continue
        group = mention_of(layout, story.lexicon, token)
        if group:
            return Speaker(shown(story, group), "group", None, "pronoun")
    return OPEN


def _singular_they(story: Story, at: int) -> Speaker | None:
    """'they' of one person, who spoke last and of whom the article says so ('a non-binary poet')."""
    last = last_spoken(story, at, {"person"}, 3)
    member = story.cast.members[last[1].member] if last and last[1].member is not None else None
    told = " ".join(member.roles).lower() if member else ""
    if member and any(word in told for word in story.lexicon.words.pronouns.neither):
        return as_speaker(story, member, "pronoun")
    return None


def _relative(story: Story, at: int) -> Speaker:
    """'Borges, who predicted …': the noun the clause hangs on."""
    token = story.layout.tokens[at]
    for _ in range(6):
        if token.dep_ in story.lexicon.words.grammar.modifier_clause:
            antecedent = token.head
            if antecedent.i in story.cast.at:
                return as_speaker(story, story.cast.at[antecedent.i], "name")
            place = mention_of(story.layout, story.lexicon, antecedent)
            return _nominal(story, place, antecedent.i) if place else OPEN
        token = token.head
    return OPEN


def _nominal(story: Story, mention: Range, head: int) -> Speaker:
    """'the minister', 'several migrants', 'a person familiar with the matter'."""
    words = story.lexicon.words
    doc = story.layout.tokens
    word, first = doc[head].lower_, doc[mention[0]].lower_
    text = shown(story, mention)
    named = [c for c in doc[head].children if c.dep_ in words.grammar.apposition and c.i in story.cast.at]
    if doc[head].dep_ in words.grammar.apposition and doc[head].head.i in story.cast.at:
        named.append(doc[head].head)
    if doc[head].tag_ in words.grammar.plural_tags:
        named = []
    if named and story.cast.at[named[0].i].kind != "organisation":
        return as_speaker(story, story.cast.at[named[0].i], "name")
    if behind := named_behind(story, head):
        return as_speaker(story, behind, "name")
    if owner := _owner(story, head):
        return owner
    owned = words.pronouns.male | words.pronouns.female | words.pronouns.neuter | words.pronouns.plural
    definite = first in ("the", "this", "that") or first in owned
    if definite:
        if again := _said_before(story, head, word):
            return again
        member = described(story, mention, head)
        if member:
            return as_speaker(story, member, "role")
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


def _said_before(story: Story, head: int, word: str) -> Speaker | None:
    """'The embassy' after 'The Chinese embassy said': the same words, when no name has them."""
    layout = story.layout
    last = last_spoken(story, head, {"organisation", "group", "anonymous", "unknown"}, NEAR)
    if last is None or last[1].how != "words" or layout.sentence_of[last[0]] == layout.sentence_of[head]:
        return None
    said = (last[1].name or "").lower().split()
    if any(token.text[:1].isupper() and token.dep_ != "det" for token in layout.tokens[head].lefts):
        return None  # 'the Northern leaders' are not 'Southern leaders'
    return replace(last[1], how="role") if len(said) > 1 and word in (said[-1], *said[1:2]) else None


def _owner(story: Story, head: int) -> Speaker | None:
    """'a note by Corbel Bank', 'Soir's letter': a document speaks for who made it, where that is named."""
    noun, words = story.layout.tokens[head], story.lexicon.words
    if noun.lower_ not in words.phrases.carriers:
        return None
    makers = owners_of(noun, story.lexicon) + makers_of(noun, story.lexicon)
    named = next((maker for maker in makers if maker.i in story.cast.at), None)
    return as_speaker(story, story.cast.at[named.i], "role") if named is not None else None
