"""Whom 'he' or 'she' can mean, and how likely each is: by where they were mentioned, who spoke, and what they are.

The numbers were fitted (a conditional logistic regression over the candidates) on pronouns of news articles whose
speaker is known.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from itertools import pairwise

from quotes.extraction.layout import Range
from quotes.extraction.lexicon import Gender
from quotes.extraction.mentions import mention_of
from quotes.extraction.resolve.cast import MANY, Character
from quotes.extraction.resolve.discourse import SUBJECT, Discourse, Margin, asks, last_spoken, mentions_before, salience
from quotes.extraction.resolve.name_kind import SURE
from quotes.extraction.resolve.nouns import resolve_noun
from quotes.extraction.tokens import Token

SALIENCE = 0.85
LEADS, SAME_PARAGRAPH, OWN_SENTENCE = 1.8, 1.6, 1.4
SPOKEN_OF = 3.0
NAMED_HERE = 1.5
SAME_GENDER, FIRST_NAME, BODY, NO_PERSON, ONLY_TAKEN = 0.8, 0.6, 1.5, 2.3, 2.0
UNHEARD = 2.0  # against what is only taken for a person, or is hardly one, and is never said to speak
DESCRIBED_SENTENCES = 3  # back to the last one without marks, which may be about a description
ROLE_SENTENCES = 2  # since somebody spoke by a description
JOINED_VERBS = 4  # in a row, up to the main verb of a sentence
FIRST_OF_ALL = 1.5  # whom a profile is about before the next
CLOSE, CLEAR = 1.0, 2.5  # margins between the best candidate and the next


def ranked(discourse: Discourse, at: int, gender: Gender) -> list[tuple[float, Character]]:
    """The characters that a pronoun at a token can mean with their scores, best first."""
    characters = discourse.cast.characters
    near = salience(discourse, at)
    able = {number for number in near if may_be(discourse, characters[number], gender)}
    able -= {number for number in able if _is_subject_of_report(discourse, characters[number], at)}
    able -= set(_named_in_opening(discourse, at))
    beside = set(_beside_another(discourse, at, gender, able))
    able -= beside
    leader, described = _leader(discourse, at, able), _described_leader(discourse, at, able)
    if described is not None:
        leader, near[described] = described, max(near[described], SUBJECT + SAME_PARAGRAPH)
    scores = {number: SALIENCE * near[number] + _fitness(discourse, characters[number], gender, at) for number in able}
    if leader is not None:
        scores[leader] += LEADS
    own = _named_here(discourse, at, able)
    if own is not None:
        scores[own] += NAMED_HERE
    spoken_of = _spoken_of(discourse, at, able)
    for number in spoken_of:
        scores[number] -= SPOKEN_OF
    about = _protagonist(discourse, at, gender, able.difference(spoken_of))
    if about is not None and about not in beside:
        scores[about] = max([*scores.values(), 0.0]) + FIRST_OF_ALL
        able.add(about)
    return [
        (scores[number], characters[number]) for number in sorted(able, key=lambda number: (-scores[number], number))
    ]


def _protagonist(discourse: Discourse, at: int, gender: Gender, able: Set[int]) -> int | None:
    """Of a profile whom it is about, where its paragraph names nobody else before the pronoun who can be meant, and in
    '“He lent it to me,” he says.', which speaks of whoever is named.
    """
    layout, characters = discourse.layout, discourse.cast.characters
    if discourse.protagonist is None or discourse.protagonist[1] != gender:
        return None
    about, _ = discourse.protagonist
    start, _ = layout.paragraphs[layout.paragraph_of[at]]
    others = {n for n in able if n != about.number}
    if not about.places or about.places[0][0] >= at:
        return None
    if _is_about_another(discourse, at, gender, others, about) and not _is_of_another(discourse, at, gender):
        return None
    if _has_just_spoken(discourse, at, others):
        return None
    named = any(characters[n].places_between(start, at) for n in others)
    away = _is_of_another(discourse, at, gender) if named else not _goes_on(discourse, at, gender, others)
    return about.number if away else None


def _has_just_spoken(discourse: Discourse, at: int, others: Set[int]) -> bool:
    """'Her daughter, Karin, said so. “She is old,” she said.': one of others, who spoke last in the paragraph; not
    'Sal never asked for it'.
    """
    last = last_spoken(discourse, at, {"person"}, ROLE_SENTENCES)
    if last is None or last[1].character not in others or asks(discourse, last[0]):
        return False
    return discourse.layout.paragraph_of[last[0]] == discourse.layout.paragraph_of[at]


def _is_about_another(discourse: Discourse, at: int, gender: Gender, others: Set[int], about: Character) -> bool:
    """'Governor Rankin made the announcement in a statement. He said: “…”': is the sentence before about another alone?

    Not 'Her brother Tom left in May. She said …', which speaks of whom the profile is about.
    """
    layout, here = discourse.layout, discourse.layout.sentence_of[at]
    if not here:
        return False
    start, end = layout.sentences[here - 1]
    own = pronouns_of(discourse, gender)
    told = about.places_between(start, end) or any(layout.lowers[i] in own for i in range(start, end))
    near = ((place, one) for place, one in mentions_before(discourse, at) if start <= place[0] < end)
    return not told and any(one.number in others and is_main_subject(discourse, place) for place, one in near)


def _goes_on(discourse: Discourse, at: int, gender: Gender, others: Set[int]) -> bool:
    """'Klein said so. She said …': does one of the others who has just spoken go on, with no other 'she' between?"""
    layout, words = discourse.layout, discourse.lexicon.words
    last = last_spoken(discourse, at, {"person"}, ROLE_SENTENCES)
    if last is None or last[1].character not in others:
        return False
    own = pronouns_of(discourse, gender)
    start = max(last[0], layout.paragraphs[layout.paragraph_of[at]][0], at - MANY)
    between = (i for i in range(start, at) if layout.lowers[i] in own and layout.run_of[i] < 0)
    return not any(layout.labels[i] in words.grammar.subject for i in between)


def _is_of_another(discourse: Discourse, at: int, gender: Gender) -> bool:
    """'“He told me so,” he says.': does what is said between marks begin with the pronoun of whoever says it? Not 'He
    says he was told so', in which he speaks of himself.
    """
    own, layout = pronouns_of(discourse, gender), discourse.layout
    first = discourse.reported.get(at, ())[:1]
    opening = (i for start, end in first for i in range(start, min(end, start + 2)))
    return any(layout.lowers[i] in own and layout.run_of[i] >= 0 for i in opening)


def pronouns_of(discourse: Discourse, gender: Gender) -> frozenset[str]:
    """'he', 'him' and 'his', or 'she', 'her' and 'hers'."""
    pronouns = discourse.lexicon.words.pronouns
    return pronouns.male if gender == "male" else pronouns.female


def margin_of(candidates: Sequence[tuple[float, Character]]) -> Margin:
    """How far the best candidate stands before the next: 'only', 'clear', 'some' or 'close'."""
    for (best, _), (following, _) in pairwise(candidates[:2]):
        return "clear" if best - following >= CLEAR else "some" if best - following >= CLOSE else "close"
    return "only"


def is_doubtful(margin: Margin) -> bool:
    """Is another candidate near, by the margin of a pronoun?"""
    return margin in ("close", "some")


def may_be(discourse: Discourse, character: Character, gender: Gender) -> bool:
    """Can 'he' or 'she' mean it? Not a place, a body, or whoever is known to be of the other gender."""
    if character.is_place or not character.since or discourse.gender(character) not in (gender, None):
        return False
    if character.kind == "organisation":
        return _named_like_person(discourse, character)
    return character.kind != "unknown" or not (character.full_name.isupper() or _only_inside(discourse, character))


def _named_like_person(discourse: Discourse, character: Character) -> bool:
    """'Sannis Krall', taken for a body by the recogniser: it has two words, and none of them says what body."""
    bodies, words = discourse.lexicon.words.organisations, character.full_name.split()
    told = any(word in bodies.endings or word.lower() in bodies.kinds | bodies.built for word in words)
    return len(words) > 1 and not told


def _is_subject_of_report(discourse: Discourse, character: Character, at: int) -> bool:
    """'He says Mr Hicks left': is it the subject, by name, of what 'he' is reported to say? Then 'he' is another."""
    layout, subject = discourse.layout, discourse.lexicon.words.grammar.subject
    reported = ((start, min(end, start + MANY)) for start, end in discourse.reported.get(at, ()) if start > at)
    places = (place for start, end in reported for place in character.places_between(start, end))
    return any(layout.run_of[place[0]] < 0 and layout.head(place).dep_ in subject for place in places)


def _named_in_opening(discourse: Discourse, at: int) -> Iterator[int]:
    """'Speaking after Mr Lytton's name was found, he said': a subject or an owner in a clause of what 'he' does.

    Not 'After Lytton was freed, he said', in which he may be meant.
    """
    layout, grammar = discourse.layout, discourse.lexicon.words.grammar
    pronoun, first = layout.tokens[at], layout.sentences[layout.sentence_of[at]][0]
    opening = layout.tokens[first]
    opens = opening.tag_ in grammar.participle_tags and opening.head.i == pronoun.head.i and opening.i < at
    if not opens or pronoun.dep_ not in grammar.subject:
        return
    inside = grammar.subject | grammar.owner
    for place, character in mentions_before(discourse, at, 0):
        if layout.head(place).dep_ in inside:
            yield character.number


def _spoken_of(discourse: Discourse, at: int, able: Set[int]) -> list[int]:
    """'Sander “made the decisions,” he said': who is named in what is said seldom says it."""
    places = [i for start, end in discourse.reported.get(at, ()) for i in range(start, min(end, start + MANY))]
    texts = discourse.layout.texts
    named = {texts[i] for i in places if texts[i][:1].isupper()}
    if not named or not discourse.lexicon.words.pronouns.first.isdisjoint(texts[i] for i in places):
        return []
    return [n for n in able if any(name[-1] in named for name in discourse.cast.characters[n].names)]


def _beside_another(discourse: Discourse, at: int, gender: Gender, able: Set[int]) -> Iterator[int]:
    """'where he and Dorsey are from. … “It is small,” he says': whom the text named last beside another 'he'."""
    layout, grammar, own = discourse.layout, discourse.lexicon.words.grammar, pronouns_of(discourse, gender)
    start, _ = layout.sentences[max(layout.sentence_of[at] - BESIDE_SENTENCES, 0)]
    for i in range(max(start, at - BESIDE_TOKENS), at):
        if layout.lowers[i] not in own or layout.run_of[i] >= 0:
            continue
        for other in layout.tokens[i].children_as(grammar.conjunct):
            one = discourse.cast.at.get(other.i)
            if one is not None and one.number in able and not one.places_between(other.i + 1, at):
                yield one.number


BESIDE_SENTENCES, BESIDE_TOKENS = 4, 150  # since 'he and Dorsey', in which 'he' is the same


def is_told_of(discourse: Discourse, character: Character, at: int) -> bool:
    """'“Marlow never gives up. She is the best,” she said.': nobody speaks so of herself.

    Only where 'he' or 'she' goes on after the name; not 'Marlow' in 'Marlow Foods'.
    """
    if character.number not in _spoken_of(discourse, at, {character.number}):
        return False
    layout, pronouns = discourse.layout, discourse.lexicon.words.pronouns
    surnames, gendered = {name[-1] for name in character.names}, pronouns.male | pronouns.female
    for start, end in discourse.reported.get(at, ()):
        end = min(end, start + MANY)
        named = (i for i in range(start, end - 1) if layout.texts[i] in surnames and layout.run_of[i] >= 0)
        first = next((i for i in named if not layout.texts[i + 1][:1].isupper()), end)
        if not gendered.isdisjoint(layout.lowers[first:end]):
            return True
    return False


def _named_here(discourse: Discourse, at: int, able: Set[int]) -> int | None:
    """'… said Kerr. ¶ For Platt, it is simple. “I’ll move,” she says.': whom alone the paragraph has named so far."""
    layout = discourse.layout
    start, _ = layout.paragraphs[layout.paragraph_of[at]]
    near = [(place, one.number) for place, one in mentions_before(discourse, at) if place[0] >= start]
    named = {number for place, number in near if layout.run_of[place[0]] < 0}
    return next(iter(named)) if len(named) == 1 and named <= able else None


def _leader(discourse: Discourse, at: int, able: Set[int]) -> int | None:
    """'Arnesen said … Brady, the head, took it. He …': the last of them that is the subject of a main clause, before
    any that is the subject of another clause of that sentence; or whom 'the judge' stood for since.
    """
    sentence_of = discourse.layout.sentence_of
    last: tuple[int, int] | None = None
    for place, character in reversed(mentions_before(discourse, at)):
        if last is not None and sentence_of[place[0]] != sentence_of[last[0]]:
            break
        if character.number not in able:
            continue
        if is_main_subject(discourse, place):
            last = (place[0], character.number)
            break
        if last is None and _is_subject(discourse, place):
            last = (place[0], character.number)
    by_role = _by_role(discourse, at, able, last[0] if last else -1)
    return by_role if by_role is not None or last is None else last[1]


def _described_leader(discourse: Discourse, at: int, able: Set[int]) -> int | None:
    """'The coach hugged Brandt. He said …': whom the description stands for that the sentence before is about."""
    layout, words = discourse.layout, discourse.lexicon.words
    here, (first, _) = layout.sentence_of[at], layout.paragraphs[layout.paragraph_of[at]]
    before = (layout.sentences[k] for k in range(here - 1, max(here - DESCRIBED_SENTENCES, 0) - 1, -1))
    start, end = next((place for place in before if layout.run_of[place[0]] < 0), (0, 0))
    for i in range(max(start, first), min(end, start + MANY)):
        noun = layout.tokens[i]
        if noun.dep_ not in words.grammar.subject or noun.head.head.i != noun.head.i or i in discourse.cast.at:
            continue
        mention = mention_of(layout, discourse.lexicon, noun)
        if mention is None or layout.lowers[mention[0]] not in words.resolving.the or layout.hidden[i]:
            return None
        person = noun.lower_ in discourse.lexicon.persons and noun.tag_ not in words.grammar.plural_tags
        number = resolve_noun(discourse, mention).character if person else None
        since = (one.number for place, one in mentions_before(discourse, at) if place[0] >= end)
        return number if number in able and able.isdisjoint(since) else None
    return None


def _by_role(discourse: Discourse, at: int, able: Set[int], since: int) -> int | None:
    """'Hallam spoke. The judge said no. She …', 'The head of Orm Bank, Ida Soir, said no. She …': who spoke last,
    after a token, by a description or as the subject of a sentence, whatever the parse takes the name for.
    """
    last = last_spoken(discourse, at, {"person"}, ROLE_SENTENCES)
    if last is None or last[0] < since or last[1].character not in able:
        return None
    grammar, verb = discourse.lexicon.words.grammar, discourse.layout.tokens[last[0]]
    above = verb.head if verb.dep_ in grammar.preposition else verb  # 'It was late, according to Ida Soir. She …'
    return last[1].character if last[1].how == "role" or above.head.i == above.i else None


def _is_subject(discourse: Discourse, place: Range) -> bool:
    grammar = discourse.lexicon.words.grammar
    token = discourse.layout.head(place)
    if token.dep_ in grammar.apposition and _is_parted_subject(discourse, place[0], token):
        return True
    token = token.head if token.dep_ in grammar.apposition else token
    return token.dep_ in grammar.subject and token.head.dep_ not in grammar.modifier_clause


def _is_parted_subject(discourse: Discourse, start: int, name: Token) -> bool:
    """'On the A6, Thierry, a farmer, had parked …': a name between commas before a verb that has no subject."""
    grammar, texts = discourse.lexicon.words.grammar, discourse.layout.texts
    noun = name.head
    if start == 0 or texts[start - 1] != "," or noun.dep_ not in grammar.preposition_object:
        return False
    verb = noun.head.head
    before = verb.tag_ in grammar.verb_tags and name.i < verb.i
    return before and not verb.children_as(grammar.subject)


def is_main_subject(discourse: Discourse, place: Range) -> bool:
    """'Soir slept', and 'Soir, who was tired, …' where a sentence begins, whatever the parse makes of it."""
    layout, grammar = discourse.layout, discourse.lexicon.words.grammar
    if _is_subject(discourse, place):
        token = layout.head(place)
        if token.dep_ in grammar.apposition:
            token = token.head
        verb = token.head.head if token.dep_ in grammar.preposition_object else token.head
        for _ in range(JOINED_VERBS):  # not the Vane of 'Soir said that it was late and Vane was tired'
            verb = verb.head if verb.dep_ in grammar.conjunct else verb
        return verb.head.i == verb.i or verb.dep_ in grammar.conjunct
    start, end = place
    begins = start == layout.sentences[layout.sentence_of[start]][0]
    after = layout.lowers[end + 1] if end + 1 < len(layout.texts) and layout.texts[end] == "," else ""
    return begins and after in discourse.lexicon.words.resolving.who


def _fitness(discourse: Discourse, character: Character, gender: Gender, at: int) -> float:
    """What speaks for a character whatever its place in the text is, and for one that is named just before."""
    layout, kinds = discourse.layout, character.kinds
    start, _ = layout.paragraphs[layout.paragraph_of[at]]
    score = SAME_PARAGRAPH if character.places_between(start, at) else 0.0
    score += OWN_SENTENCE if _owned_here(discourse, character, at) else 0.0
    score += SAME_GENDER if discourse.gender(character) == gender else 0.0
    score += FIRST_NAME if character.begun else 0.0
    taken = _only_taken(discourse, character)
    score -= NO_PERSON if character.kind == "unknown" else ONLY_TAKEN if taken else 0.0
    hardly = taken or character.kind == "organisation"
    score -= UNHEARD if hardly and not _is_heard(discourse, character) else 0.0
    body, person = kinds.get("organisation", 0), kinds.get("person", 0)
    return score - BODY * body / (person + body + 1)


def _only_taken(discourse: Discourse, character: Character) -> bool:
    """'the single Tarnhelm': a word that the recogniser takes for a person, of whom nothing else is known."""
    told = character.roles or character.offices or character.begun or discourse.gender(character)
    return not told and len(character.full_name.split()) == 1 and character.kinds.get("person", 0) < SURE


def _is_heard(discourse: Discourse, character: Character) -> bool:
    """Is it the subject of a verb of saying?"""
    subject, forms = discourse.lexicon.words.grammar.subject, discourse.lexicon.cue_forms
    heads = (discourse.layout.head(place) for place in character.places[:MANY])
    verbs = (head.head.lower_ for head in heads if head.dep_ in subject)
    return any("say" in form.groups and " " not in form.lemma for verb in verbs for form in forms.get(verb, ()))


def _only_inside(discourse: Discourse, character: Character) -> bool:
    """'the archbishop's Easter sermon': a name only before other nouns, that nothing takes for a person's."""
    parts, head = discourse.lexicon.words.grammar.name_parts, discourse.layout.head
    return not any(character.labels) and all(head(place).dep_ in parts for place in character.places[:MANY])


def _owned_here(discourse: Discourse, character: Character, at: int) -> bool:
    """'Christie has been busy, but his …': is the owner the subject of the same sentence?"""
    layout, grammar = discourse.layout, discourse.lexicon.words.grammar
    if layout.labels[at] not in grammar.determiner:
        return False
    start, _ = layout.sentences[layout.sentence_of[at]]
    return any(layout.head(place).dep_ in grammar.subject for place in character.places_between(start, at))
