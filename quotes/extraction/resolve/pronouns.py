"""Whom a pronoun stands for: 'he', 'they', 'who', 'it'.

Each resolver handles one kind of pronoun. It returns None if the mention is of another kind, and an open speaker if
nobody fits.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from operator import itemgetter

from quotes.extraction.cues.subject import subject_of
from quotes.extraction.joint import partners
from quotes.extraction.mentions import mention_of, source_at
from quotes.extraction.resolve.authors import ABLE, with_others
from quotes.extraction.resolve.candidates import is_told_of, margin_of, ranked
from quotes.extraction.resolve.cast import MANY, Character
from quotes.extraction.resolve.discourse import (
    OPEN,
    SPOKE_SENTENCES,
    Discourse,
    ResolvedSource,
    as_speaker,
    asks,
    last_spoken,
    salience,
    shown,
)
from quotes.extraction.resolve.names import TITLED
from quotes.extraction.resolve.nouns import Resolver, resolve_noun
from quotes.extraction.resolve.reference import Reference, pronoun_gender
from quotes.extraction.resolve.support import of_reference
from quotes.extraction.resolve.unnamed import unnamed
from quotes.extraction.tokens import Token

GROUP_TOKENS = 150  # before 'they' in which the group is looked for
GROUP_SPOKE_SENTENCES = 2  # since a group that spoke last can be meant
SPOKE_TIMES = 4  # before 'it' that somebody spoke, who can be meant
BODY_SENTENCES = 2  # since the body was named that 'it' stands for
NAMED_SENTENCES, JOINT_SENTENCES = 1, 3  # since one or several were named whom 'they' stands for
NEITHER_CHARACTERS = 40  # after a name in which it is said: ', who uses they/them pronouns'
CLAUSE_DEPTH = 6  # words from 'who' up to the clause it begins


def _he_or_she(discourse: Discourse, reference: Reference) -> ResolvedSource | None:
    """'he': the likeliest person before it whose gender may fit."""
    gender = pronoun_gender(discourse, reference)
    if gender is None:
        return None
    asker = _asked_before(discourse, reference.head)
    candidates = [one for one in ranked(discourse, reference.head, gender) if one[1].number != asker]
    named = [character.number for _, character in candidates]
    nameless = unnamed(discourse, reference.head, gender, named)
    if nameless or not candidates:
        return nameless or _of_either(discourse, reference.head) or OPEN
    character = candidates[0][1]
    if is_told_of(discourse, character, reference.head):
        return OPEN
    support = of_reference(discourse, reference, character) | {f"able={min(len(candidates), 4)}"}
    return replace(as_speaker(discourse, character, "pronoun"), margin=margin_of(candidates), support=support)


def _of_either(discourse: Discourse, at: int) -> ResolvedSource | None:
    """'“…,” said Bryn Castle. He added …': who has just spoken, where nobody else can be meant and only a first name,
    which both men and women bear, speaks against it.
    """
    last = last_spoken(discourse, at, {"person"}, NAMED_SENTENCES)
    if last is None or last[1].character is None:
        return None
    character = discourse.cast.characters[last[1].character]
    roles = (word for role in character.roles for word in role.lower().split())
    told = max(character.genders.values(), default=0) >= TITLED or any(map(discourse.lexicon.noun_gender, roles))
    return None if told else as_speaker(discourse, character, "pronoun")


def _asked_before(discourse: Discourse, at: int) -> int | None:
    """'Kerr asked Cole whether he had lied. “Never,” he replied.': who has just asked does not answer."""
    last = last_spoken(discourse, at, {"person"}, NAMED_SENTENCES)
    if last is None or not asks(discourse, last[0]) or asks(discourse, discourse.layout.tokens[at].head.i):
        return None
    objects = discourse.lexicon.words.grammar.object
    addressed = any(child.dep_ in objects for child in discourse.layout.tokens[last[0]].children)
    within = discourse.layout.sentence_of[last[0]] < discourse.layout.sentence_of[at]
    return last[1].character if addressed and within else None  # 'Holt asked whether it was right. “No,” he said.'


def _they(discourse: Discourse, reference: Reference) -> ResolvedSource | None:
    """'they': the group that the sentence is about, that spoke last, or the nearest one before."""
    if not reference.pronoun or reference.word not in discourse.lexicon.words.pronouns.plural:
        return None
    found = (group(discourse, reference.head) for group in GROUPS)
    return next((speaker for speaker in found if speaker), OPEN)


def _both(discourse: Discourse, reference: Reference) -> ResolvedSource | None:
    """'Kevin Marr and Timothy Oakes built it. Both said …', 'The two said …', 'Both men said …', 'The two men said …',
    'The brothers said …'.
    """
    words, (start, end) = discourse.lexicon.words, reference.mention
    first, *rest = discourse.layout.lowers[start:end]
    the, pronouns = first in words.resolving.the, words.pronouns
    if first in pronouns.both:
        alone = not rest or (reference.plural and len(rest) == 1)
        joint = _joint_subject(discourse, reference.head) if alone else None
        people = alone and reference.word in words.roles.group
        return joint or (_two_named(discourse, reference) if people else None)  # 'Both authors said'
    pair = the and len(rest) == 1 and reference.word in pronouns.pair
    counted = the and reference.plural and len(rest) == 2 and rest[0] in pronouns.pair
    related = the and reference.plural and len(rest) == 1 and reference.word in pronouns.related
    if not (pair or counted or related) or _is_beside_names(discourse, end):
        return None
    joint = _joint_subject(discourse, reference.head) or _spoke_jointly(discourse, reference.head)
    return joint or (None if pair else _two_named(discourse, reference))


def _is_beside_names(discourse: Discourse, end: int) -> bool:
    """'The sisters, Ida and Rosa Soir, said': do the names follow after a comma?"""
    return discourse.layout.texts[end : end + 1] == [","] and end + 1 in discourse.cast.at


def _spoke_jointly(discourse: Discourse, at: int) -> ResolvedSource | None:
    """'The sisters said … The pair said …': those who spoke jointly before."""
    last = last_spoken(discourse, at, {"person"}, GROUP_SPOKE_SENTENCES)
    return last[1] if last and last[1].others else None


def _two_named(discourse: Discourse, reference: Reference) -> ResolvedSource | None:
    """'President Moreau met Chancellor Voss in Orm. The two leaders said …': just two persons before it."""
    near = salience(discourse, reference.mention[0], NAMED_SENTENCES)
    named = [one for one in discourse.cast.characters if one.number in near and one.kind == "person"]
    gender = discourse.lexicon.noun_gender(reference.word)
    if len(named) != 2 or any(gender and discourse.gender(one) not in (gender, None) for one in named):
        return None
    one, other = (as_speaker(discourse, character, "pronoun") for character in sorted(named, key=_first_place))
    return replace(one, others=(other,))


def _first_place(character: Character) -> int:
    return character.places[0][0]


def _group_that_spoke(discourse: Discourse, at: int) -> ResolvedSource | None:
    """'The residents said … They …'."""
    last = last_spoken(discourse, at, {"group"}, GROUP_SPOKE_SENTENCES)
    return replace(last[1], how="pronoun") if last else None


def _one_called_they(discourse: Discourse, at: int) -> ResolvedSource | None:
    """'they' of one person who was just named or spoke last, if the article says so ('a non-binary poet')."""
    last = last_spoken(discourse, at, {"person"}, SPOKE_SENTENCES)
    near = salience(discourse, at, NAMED_SENTENCES)
    if last and last[1].character is not None:
        near.setdefault(last[1].character, 0.0)
    called = [(score, -number) for number, score in near.items() if _is_called_they(discourse, number)]
    return as_speaker(discourse, discourse.cast.characters[-max(called)[1]], "pronoun") if called else None


def _one_just_spoken(discourse: Discourse, at: int) -> ResolvedSource | None:
    """'“…,” Ferrante said. They said …': a person of no known gender who spoke just before, where no group is near."""
    last = last_spoken(discourse, at, {"person"}, NAMED_SENTENCES)
    if last is None or last[1].character is None:
        return None
    character = discourse.cast.characters[last[1].character]
    return as_speaker(discourse, character, "pronoun") if discourse.gender(character) is None else None


def _one_with_others(discourse: Discourse, at: int) -> ResolvedSource | None:
    """'Ferrante and her team say it keeps partners in line, but they stress …', 'Orr and his wife met the doctors. They
    said …': one with a name, and some without, with whom this sentence or the one before begins.
    """
    layout, words, here = discourse.layout, discourse.lexicon.words, discourse.layout.sentence_of[at]
    first = layout.sentences[max(here - (layout.paragraph_of[at - 1] == layout.paragraph_of[at]), 0)][0]
    mains = (i for i in range(at - 1, max(first, at - GROUP_TOKENS) - 1, -1) if _is_main_subject(discourse, i))
    subject = next(mains, None)
    character = discourse.cast.at.get(subject) if subject is not None else None
    if subject is None or character is None or character.kind == "organisation":
        return None
    others = [c for c in layout.tokens[subject].children if c.dep_ in words.grammar.conjunct]
    joined = any(child.tag_ in words.grammar.possessive_tags for other in others for child in other.children)
    return as_speaker(discourse, character, "pronoun") if joined else None


def _is_main_subject(discourse: Discourse, i: int) -> bool:
    layout, verb = discourse.layout, discourse.layout.tokens[i].head
    return (
        layout.labels[i] in discourse.lexicon.words.grammar.subject and verb.head.i == verb.i and not layout.hidden[i]
    )


def _is_called_they(discourse: Discourse, number: int) -> bool:
    character, text = discourse.cast.characters[number], discourse.layout.text
    ends = [discourse.layout.offsets(place)[1] for place in character.places[:MANY]]
    told = " ".join((*character.roles, *(text[end : end + NEITHER_CHARACTERS].partition(".")[0] for end in ends)))
    return any(word in told.lower() for word in discourse.lexicon.words.pronouns.neither)


def _joint_subject(discourse: Discourse, at: int) -> ResolvedSource | None:
    """'Kevin Marr and Timothy Oakes built the boat. They said …': two who are the last subject of several."""
    layout, words = discourse.layout, discourse.lexicon.words
    first = layout.sentences[max(layout.sentence_of[at] - JOINT_SENTENCES, 0)][0]
    for i in range(at - 1, max(first, at - GROUP_TOKENS) - 1, -1):
        if layout.labels[i] not in words.grammar.subject or layout.hidden[i]:
            continue
        if layout.tags[i] in words.grammar.plural_tags and layout.lowers[i] in words.roles.group:
            return None
        verb = layout.tokens[i].head
        joined = _joined(discourse, i) if verb.head.i == verb.i else []  # not in what somebody reports
        if len(joined) > 1:
            one, *others = (as_speaker(discourse, character, "pronoun") for character in joined)
            return replace(one, others=tuple(others))
    return None


def _joined(discourse: Discourse, subject: int) -> list[Character]:
    """The persons that a subject names, joined by 'and'; none if one of them is not a person with a name."""
    layout, lexicon, at = discourse.layout, discourse.lexicon, discourse.cast.at
    place = mention_of(layout, lexicon, layout.tokens[subject])
    if place is None or subject not in at:
        return []
    heads = [subject, *(layout.head(other).i for other in partners(layout, lexicon, place))]
    named = [at[i] if i in at else _beside(discourse, i) for i in heads]
    people = [one for one in named if one is not None and one.kind == "person"]
    return people if len(people) == len(heads) else []


def _beside(discourse: Discourse, noun: int) -> Character | None:
    """'the botanist Sir Piers Halloway': whose name stands right after a noun."""
    plain = discourse.layout.tags[noun] in discourse.lexicon.words.resolving.common_noun_tags
    return discourse.cast.at.get(noun + 1) if plain else None


def _nearest_group(discourse: Discourse, at: int) -> ResolvedSource | None:
    """'The ferry strands commuters; they …': the last plural noun for people."""
    layout, words = discourse.layout, discourse.lexicon.words
    last = last_spoken(discourse, at, {"person"}, SPOKE_SENTENCES)
    spoke = last[0] if last else -1  # 'Teachers cheered. Ferrante said … They': it may be Ferrante
    for i in range(at - 1, max(spoke, at - GROUP_TOKENS), -1):
        plural = layout.tags[i] in words.grammar.plural_tags and layout.lowers[i] in words.roles.group
        if not plural or layout.hidden[i]:
            continue
        if group := mention_of(layout, discourse.lexicon, layout.tokens[i]):
            return ResolvedSource(shown(discourse, group), "group", None, "pronoun")
    return None


def _who(discourse: Discourse, reference: Reference) -> ResolvedSource | None:
    """'Borges, who predicted …': the noun the clause hangs on."""
    words = discourse.lexicon.words
    if not reference.pronoun or reference.word not in words.pronouns.relative:
        return None
    token = discourse.layout.tokens[reference.head]
    for _ in range(CLAUSE_DEPTH):
        if token.dep_ in words.grammar.modifier_clause:
            counted = _counted_among(discourse, token.head)
            noun = _at_home(discourse, token.head) if reference.word in words.pronouns.relative_person else token.head
            return counted or _antecedent(discourse, _able(discourse, noun).i)
        token = token.head
    return OPEN


def _counted_among(discourse: Discourse, noun: Token) -> ResolvedSource | None:
    """'Marlow and Vane are among the owners | who said …', 'Marlow is one of those who say …': the ones with names."""
    words, link = discourse.lexicon.words, noun.head
    grammar, resolving = words.grammar, words.resolving
    if link.lower_ in resolving.of and link.head.lower_ in resolving.one_of:
        link = link.head
    elif link.lower_ not in resolving.among:
        return None
    if link.head.lower_ not in words.small.being:
        return None
    subjects = [c for c in link.head.children_as(grammar.subject) if c.i < link.i and c.i in discourse.cast.at]
    return with_others(discourse, subjects[0]) if len(subjects) == 1 else None


def _at_home(discourse: Discourse, noun: Token) -> Token:
    """'Berg, a nurse from Orm, who said …': no place is a 'who', so it is whoever is from there."""
    grammar, places = discourse.lexicon.words.grammar, discourse.lexicon.words.resolving.no_body_labels
    place, link = noun, noun.head
    if (
        place.ent_type_ not in places
        or place.dep_ not in grammar.preposition_object
        or link.dep_ not in grammar.preposition
    ):
        return noun
    person = link.head
    return person.head if person.dep_ in grammar.apposition and person.head.tag_ in grammar.name_tags else person


def _able(discourse: Discourse, noun: Token) -> Token:
    """'opponents on the left, who accused him': who can speak, where the noun right before the clause cannot."""
    grammar, layout, lexicon = discourse.lexicon.words.grammar, discourse.layout, discourse.lexicon
    link = noun.head
    if (
        noun.i in discourse.cast.at
        or noun.dep_ not in grammar.preposition_object
        or link.dep_ not in grammar.preposition
    ):
        return noun
    return link.head if not source_at(layout, lexicon, noun) and source_at(layout, lexicon, link.head) else noun


def _antecedent(discourse: Discourse, at: int) -> ResolvedSource:
    if at in discourse.cast.at:
        return as_speaker(discourse, discourse.cast.at[at], "name")
    mention = mention_of(discourse.layout, discourse.lexicon, discourse.layout.tokens[at])
    return resolve_noun(discourse, mention, at) if mention else OPEN


def _it(discourse: Discourse, reference: Reference) -> ResolvedSource | None:
    """'it': the organisation or document that spoke last, or that is the subject of this or the sentence before."""
    if not reference.pronoun or reference.word not in discourse.lexicon.words.pronouns.neuter:
        return None
    found = (body(discourse, reference.head) for body in BODIES)
    return next((speaker for speaker in found if speaker), OPEN)


def _document_that_spoke(discourse: Discourse, at: int) -> ResolvedSource | None:
    """'Soir's report said … It concludes …': whose document spoke last."""
    last = last_spoken(discourse, at, {"person", "group"}, NAMED_SENTENCES)
    return replace(last[1], how="pronoun") if last and last[1].written else None


def _document_that_told(discourse: Discourse, at: int) -> ResolvedSource | None:
    """'A study found that …. It also said …', '…, according to the complaint. It …': what told the last statement, in
    the sentence before.
    """
    here = discourse.layout.sentence_of[at]
    before = bisect_left(discourse.told, at, key=itemgetter(0))
    told = discourse.told[before - 1] if before else None
    if told is None or here - discourse.layout.sentence_of[told[0]] != 1:
        return None
    last = last_spoken(discourse, at, BODY_KINDS, SPOKE_SENTENCES)
    return replace(told[1], how="pronoun") if last is None or last[0] <= told[0] else None


BODY_KINDS = frozenset(("organisation", "document"))


def _document_just_written(discourse: Discourse, at: int) -> ResolvedSource | None:
    """'Marsh resigned in a letter to the board. “…,” it read.': who speaks in what the sentence before names."""
    layout, words = discourse.layout, discourse.lexicon.words
    here = layout.sentence_of[at]
    start, end = layout.sentences[max(here - 1, 0)]
    if layout.run_of[end - 1] >= 0 or not here:
        return None
    for noun in reversed(layout.tokens[start:end]):
        link = noun.head
        written = noun.dep_ in words.grammar.preposition_object and link.lower_ in words.phrases.written_in
        if not written or noun.lower_ not in words.phrases.carriers or layout.hidden[noun.i]:
            continue
        verb = next((t for t in noun.ancestors if t.tag_ in words.grammar.finite_tags), None)
        subject = subject_of(layout, discourse.lexicon, verb) if verb is not None else None
        mention = mention_of(layout, discourse.lexicon, subject) if subject is not None else None
        speaker = resolve_noun(discourse, mention) if mention is not None else OPEN
        return replace(speaker, how="pronoun", written=True) if speaker.name and speaker.kind in ABLE else None
    return None


def _body_just_named(discourse: Discourse, at: int) -> ResolvedSource | None:
    """'The bank said no. Nahu called it a betrayal. It …': that with which the sentence before, of the same paragraph,
    begins, where nobody has spoken since the sentence before that.
    """
    layout, grammar = discourse.layout, discourse.lexicon.words.grammar
    here = layout.sentence_of[at]
    start, end = layout.sentences[max(here - 1, 0)]
    if not here or layout.paragraph_of[start] != layout.paragraph_of[at]:
        return None
    last = last_spoken(discourse, at, {"organisation", "document", "unknown", "group"}, SPOKE_SENTENCES)
    if last is not None and last[0] >= start:
        return None
    subjects = (t for t in layout.tokens[start:end] if t.dep_ in grammar.subject and not layout.hidden[t.i])
    subject = next((token for token in subjects if token.head.head.i == token.head.i), None)
    if subject is None:
        return None
    beside = (child.i for child in subject.children if child.dep_ in grammar.apposition | grammar.name_parts)
    named = (discourse.cast.at.get(i) for i in (subject.i, *beside))
    body = next((one for one in named if one is not None), None)
    able = body is not None and body.kind == "organisation" and not body.is_place
    return as_speaker(discourse, body, "pronoun") if body is not None and able else None


def _body_that_spoke(discourse: Discourse, at: int) -> ResolvedSource | None:
    """'The ministry said … It …'."""
    here, kinds = discourse.layout.sentence_of[at], frozenset(("organisation", "document", "unknown"))
    before = bisect_left(discourse.spoken, at, key=itemgetter(0))
    for verb, speaker in reversed(discourse.spoken[max(before - SPOKE_TIMES, 0) : before]):
        if here - discourse.layout.sentence_of[verb] > SPOKE_SENTENCES:
            return None
        if speaker.kind in kinds and not _is_person_in_words(discourse, speaker):
            meant = speaker.kind == "organisation" or speaker.how == "words"
            return replace(speaker, how="pronoun") if meant else None
    return None


def _is_person_in_words(discourse: Discourse, speaker: ResolvedSource) -> bool:
    """'Its finance chief', who is not 'it'."""
    said = (speaker.name or "").lower().split()
    return speaker.kind == "unknown" and speaker.how == "words" and not discourse.lexicon.persons.isdisjoint(said)


def _salient_body(discourse: Discourse, at: int) -> ResolvedSource | None:
    """'Sund Line sails at noon. It …': the most salient body, left open if it is no subject; None without one."""
    layout, characters = discourse.layout, discourse.cast.characters
    near = salience(discourse, at, BODY_SENTENCES)
    found = [(score, number) for number, score in near.items() if characters[number].kind == "organisation"]
    if not found:
        return None
    character = characters[max(found)[1]]
    start, end = character.places_between(0, at)[-1]
    head, grammar = layout.head((start, end)), discourse.lexicon.words.grammar
    subject = (head.head if head.dep_ in grammar.apposition else head).dep_ in grammar.subject
    near_by = layout.sentence_of[at] - layout.sentence_of[start] <= BODY_SENTENCES
    return as_speaker(discourse, character, "pronoun") if subject and near_by else OPEN


def _subject_before(discourse: Discourse, at: int) -> ResolvedSource | None:
    """'The campaign wants to win. It …': a body or group that the sentence before is about."""
    here = discourse.layout.sentence_of[at]
    return _collective_subject(discourse, discourse.layout.sentences[here - 1][1] - 1) if here else None


def _collective_subject(discourse: Discourse, at: int) -> ResolvedSource | None:
    """'The campaign wants to contrast … with what they call': a body or group that the sentence is about."""
    layout, words = discourse.layout, discourse.lexicon.words
    start, _ = layout.sentences[layout.sentence_of[at]]
    for i in range(max(start, at - GROUP_TOKENS), at):
        if layout.labels[i] not in words.grammar.subject or layout.hidden[i]:
            continue
        if layout.lowers[i] in words.roles.organisation or layout.lowers[i] in words.roles.group:
            mention = mention_of(layout, discourse.lexicon, layout.tokens[i])
            return replace(resolve_noun(discourse, mention), how="pronoun") if mention else None
    return None


def _whoever_writes(discourse: Discourse, reference: Reference) -> ResolvedSource | None:
    """'I', 'we', 'you' outside quotation marks: nobody that the article names."""
    pronouns = discourse.lexicon.words.pronouns
    writes = reference.text in pronouns.first or reference.word in pronouns.first_plural | pronouns.second
    return OPEN if reference.pronoun and writes else None


GROUPS = (
    _collective_subject,
    _joint_subject,
    _one_with_others,
    _group_that_spoke,
    _one_called_they,
    _subject_before,
    _nearest_group,
    _one_just_spoken,
)
BODIES = (
    _document_that_spoke,
    _document_that_told,
    _document_just_written,
    _body_just_named,
    _body_that_spoke,
    _salient_body,
    _subject_before,
)
PRONOUNS: tuple[Resolver, ...] = (_he_or_she, _they, _both, _who, _it, _whoever_writes)
