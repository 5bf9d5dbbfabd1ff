"""Whose words a verb reports: its subject, where the parse shows it, and where it does not."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from quotes.extraction.layout import Layout, Range
from quotes.extraction.lexicon import CueForm, Grammar, Lexicon
from quotes.extraction.mentions import (
    is_sourcelike,
    makers_of,
    mention_of,
    name_head,
    noun_head,
    past_partners,
    phrase_noun,
    phrase_start,
    source_at,
)
from quotes.extraction.name_run import name_around
from quotes.extraction.tokens import Token

Side = Literal["before", "after"]
SIDES: tuple[Side, ...] = ("before", "after")
FARTHEST = 6  # steps up the tree from a verb to the subject it shares


def subject_of(layout: Layout, lexicon: Lexicon, verb: Token) -> Token | None:
    """The subject of a verb: its own, or the one it shares with the verb it hangs on."""
    token, unlikely = verb, None
    for _ in range(FARTHEST):
        own = _subjects_seen(layout, lexicon, verb, token)
        if own and (doer := _doer(layout, lexicon, verb, token)) is not None:
            return doer
        if own:
            own = [c for subject in own for c in _of_age(layout, lexicon, subject) if not _is_dateline(layout, c, own)]
            own = [_described_in(layout, lexicon, subject, token) or subject for subject in own]
            found = _nearest_able(layout, lexicon, token, own) if own else None
            if found is None or not _only_meanwhile(layout, lexicon, verb, token, found):
                return found or unlikely
            unlikely = unlikely or found
        if token.head.i == token.i:
            return unlikely
        if (other := _named_beside(layout, lexicon, token)) is not None:
            return other
        if _attacks(layout, lexicon, token):
            token = token.head.head
        elif (giver := _given_to(lexicon, token)) is not None:
            if giver.tag_ in lexicon.words.grammar.noun_tags:
                return giver
            token = giver
        elif (other := _hung_on(layout, lexicon, verb, token)) is not None:
            return other
        elif token.dep_ in lexicon.words.grammar.clause and token.tag_ not in lexicon.words.grammar.participle_tags:
            return unlikely
        else:
            token = token.head
    return unlikely


def _subjects_seen(layout: Layout, lexicon: Lexicon, verb: Token, token: Token) -> list[Token]:
    """The subjects that hang on a word, as a verb that shares them may see them."""
    subjects = lexicon.words.grammar.subject - lexicon.words.grammar.empty_subject
    negative = lexicon.words.unmade.negative  # the parser takes the 'n’t' of 'She didn’t' for a subject
    named = [c for c in token.children if c.dep_ in subjects or is_named_as_modal(lexicon.words.grammar, c)]
    own = (c for c in named if c.lower_ not in negative and _seen(layout, verb, c))
    return [c for subject in own for c in _seen_there(lexicon, subject)]


def _named_beside(layout: Layout, lexicon: Lexicon, token: Token) -> Token | None:
    """Who speaks though it is no subject: who is shown saying it, spoken of, or set beside it."""
    shown = _shown_saying(lexicon, token)
    return shown or _spoken_of(layout, lexicon, token) or _set_beside(layout, lexicon, token)


def _hung_on(layout: Layout, lexicon: Lexicon, verb: Token, token: Token) -> Token | None:
    """Who speaks by what the parse has a clause hang on: a noun, or whom somebody has do it."""
    grammar, head = lexicon.words.grammar, token.head
    of_noun = token.dep_ in grammar.modifier_clause and head.tag_ in grammar.noun_tags
    if of_noun and not _is_elsewhere(layout, lexicon, verb, token):
        return head
    led = lexicon.words.phrases.view_preposition
    if token.dep_ in grammar.preposition_clause and head.lower_ in led:  # 'led the crowd | in chanting'
        return _made_to(lexicon, head.head.head if head.head.dep_ in grammar.object else head.head)
    return _made_to(lexicon, head) if token.dep_ in grammar.open_clause else None


def _is_elsewhere(layout: Layout, lexicon: Lexicon, verb: Token, clause: Token) -> bool:
    """Is the noun that a clause hangs on none that says it, by what stands between, or by what it is?"""
    noun = clause.head
    return (
        _is_beyond(layout, lexicon, verb, clause, noun)
        or _is_moment(layout, lexicon, clause, noun)
        or _is_way(layout, lexicon, clause, noun)
    )


def _only_meanwhile(layout: Layout, lexicon: Lexicon, verb: Token, above: Token, subject: Token) -> bool:
    """'sent a note as the meeting began | vowing to fight': a thing that only tells when somebody else says it."""
    grammar = lexicon.words.grammar
    if verb is above or verb.tag_ not in grammar.participle_tags or above.dep_ not in grammar.adverbial:
        return False
    unable = not _can_speak(layout, lexicon, subject) and subject.lower_ not in lexicon.words.phrases.one_of_many
    told = subject.dep_ in grammar.passive_subject and subject.lower_ in lexicon.words.phrases.carriers
    return subject.tag_ in grammar.noun_tags and (unable or told)


def _doer(layout: Layout, lexicon: Lexicon, verb: Token, passive: Token) -> Token | None:
    """'The photo was denied by Vane, hinting that it was a fake': who did what the participle belongs to."""
    grammar = lexicon.words.grammar
    beside = verb.head.i == passive.i and verb.i > passive.i and verb.tag_ in grammar.participle_tags
    things = passive.children_as(grammar.passive_subject) if beside and layout.texts[verb.i - 1] == "," else []
    if not things or any(_can_speak(layout, lexicon, thing) for thing in things):
        return None
    agent = agent_of(passive, grammar)
    return agent if agent is not None and _can_speak(layout, lexicon, agent) else None


def able_subject(layout: Layout, lexicon: Lexicon, verb: Token) -> Token | None:
    """'They asked how fast the oil would break down and concluded that …': they, where the oil cannot."""
    subject, grammar = subject_of(layout, lexicon, verb), lexicon.words.grammar
    if subject is None or subject.tag_ not in grammar.common_noun_tags or not verb.i > subject.head.i > subject.i:
        return subject
    clause = subject.head
    if verb.head.i != clause.i or clause.dep_ not in grammar.clause or _can_speak(layout, lexicon, subject):
        return subject
    above = subject_of(layout, lexicon, clause.head)
    return above if above is not None and _can_speak(layout, lexicon, above) else subject


def _is_way(layout: Layout, lexicon: Lexicon, clause: Token, noun: Token) -> bool:
    """'went out of his way to say', 'took pains to say': a noun with what somebody does, and nobody who speaks."""
    grammar = lexicon.words.grammar
    to = any(child.tag_ in grammar.infinitive_tags and child.i < clause.i for child in clause.children)
    common = noun.tag_ in grammar.common_noun_tags and noun.lower_ not in lexicon.words.phrases.carriers
    return to and common and not _can_speak(layout, lexicon, noun)


def is_named_as_modal(grammar: Grammar, word: Token) -> bool:
    """The 'May' of 'May said', which the parse takes for an auxiliary."""
    past = word.head.tag_ in grammar.past_tags and word.head.i == word.i + 1
    return past and word.dep_ in grammar.auxiliary and word.tag_ in grammar.name_tags | grammar.modal_tags


def _is_beyond(layout: Layout, lexicon: Lexicon, verb: Token, clause: Token, noun: Token) -> bool:
    """'dropped the case of two men accused of arson, | saying it was weak': what the parser hung on others."""
    grammar = lexicon.words.grammar
    added = verb.i != clause.i and verb.tag_ in grammar.participle_tags and layout.texts[verb.i - 1] == ","
    done = noun.dep_ in grammar.object | grammar.preposition_object
    return added and done and noun.lower_ not in lexicon.words.phrases.carriers


def _is_moment(layout: Layout, lexicon: Lexicon, clause: Token, noun: Token) -> bool:
    """'has fought with her, at one point | calling her a “liar”': a participle after where or when it was said."""
    grammar = lexicon.words.grammar
    scene = noun.dep_ in grammar.preposition_object and noun.head.lower_ in lexicon.words.time.before
    touches = scene and clause.tag_ in grammar.participle_tags and clause.i == noun.i + 1
    return touches and layout.texts[noun.head.i - 1] == "," and not _can_speak(layout, lexicon, noun)


def _seen_there(lexicon: Lexicon, subject: Token) -> list[Token]:
    """'Outside, the union's lawyer, Tom Birch, said', 'Reacting, the minister said': what the parse has stand beside
    'Outside' and 'Reacting' is the subject; not in 'Ebeling said', a name that the tagger takes for a deed.
    """
    grammar = lexicon.words.grammar
    parted = subject.doc[min(subject.i + 1, len(subject.doc) - 1)].is_punct
    before = [c for c in subject.children if c.dep_ in grammar.subject and c.i < subject.i - 1]
    if before and parted and subject.doc[subject.i - 1].is_punct:
        return before[-1:]  # 'Lord Justice Ames, agreeing, said'
    doing = parted and subject.tag_ in grammar.participle_tags and subject.text.istitle()
    if subject.lower_ not in lexicon.words.scene.settings and not doing:
        return [subject]
    beside = grammar.apposition | (grammar.conjunct if doing else frozenset())
    return [child for child in subject.children if child.dep_ in beside and child.i > subject.i][:1]


def _of_age(layout: Layout, lexicon: Lexicon, subject: Token) -> list[Token]:
    """'Reilly, 44, insisted': the person whose age the parse takes for a subject; any other number alone is nobody."""
    i, texts = subject.i, layout.texts
    if not subject.text.isdigit() or subject.i - 1 in {c.i for c in subject.children}:
        return [subject]  # 'six in | 10 say'
    first, end = layout.sentences[layout.sentence_of[i]]
    aside = i - 2 >= first and i + 1 < end and texts[i - 1] == texts[i + 1] == ","
    able = texts[i - 2][:1].isupper() or layout.lowers[i - 2] in lexicon.persons
    return [layout.tokens[i - 2]] if aside and able and layout.run_of[i - 2] < 0 else []


def _is_dateline(layout: Layout, subject: Token, subjects: list[Token]) -> bool:
    """'ORMHAVEN: The High Court pulled up the council': where a report is from, beside the subject of its sentence."""
    start, end = layout.paragraphs[layout.paragraph_of[subject.i]]
    first = subject.i == start and subject.text.isupper() and start + 1 < end and layout.texts[start + 1] == ":"
    return first and len(subjects) > 1


def _described_in(layout: Layout, lexicon: Lexicon, subject: Token, verb: Token) -> Token | None:
    """'Orm Union (Mani) MLA Jose Thomas said', 'The Orm Ridge, Norland-based company said': what the parse has beside a
    party or a place is the subject.
    """
    named = _after_field(layout, lexicon, subject) or _after_roles(layout, lexicon, subject)
    named = named or _of_owner(layout, lexicon, subject) or _after_role(layout, lexicon, subject)
    named = named or named_after_firm(layout, lexicon, subject)
    if named is not None:
        return named
    beside = [c for c in subject.children if c.dep_ in lexicon.words.grammar.apposition and subject.i < c.i < verb.i]
    for noun in beside:
        between = range(subject.i + 1, noun.i)
        texts = [layout.texts[i] for i in between]
        party = (
            texts[:1] == ["("] and ")" in texts and "," not in texts and noun.tag_ in lexicon.words.grammar.name_tags
        )
        based = any(layout.lowers[i] in lexicon.words.names.compounds and i - 1 in layout.hyphens for i in between)
        if party or (based and texts[:1] == [","]):
            return noun
    return None


def _after_field(layout: Layout, lexicon: Lexicon, subject: Token) -> Token | None:
    """'Power and Energy Minister Ida Soir said': the name after the office whose first field the parse has speak."""
    grammar, texts = lexicon.words.grammar, layout.texts
    fields = [subject, *(c for c in subject.children if c.dep_ in grammar.apposition and layout.texts[c.i - 1] == ":")]
    field = fields[-1]
    if field.ent_type_ or field.i + 4 >= len(texts) or layout.lowers[field.i + 1] not in lexicon.words.names.body_joins:
        return None
    office = layout.tokens[field.i + 3]
    if not field.text.istitle() or office.text not in lexicon.titles.before_names or not texts[field.i + 2].istitle():
        return None
    named = [c for c in field.children if c.dep_ in grammar.conjunct and c.i > office.i]
    named += [c for c in office.children if c.dep_ in grammar.conjunct] + [office.head]
    return next((c for c in named if c.i > office.i and c.ent_type_ in grammar.person_labels), None)


def _after_roles(layout: Layout, lexicon: Lexicon, subject: Token) -> Token | None:
    """'The author and former nurse Tilda Roe said', 'Norlandic retailer and market leader Norvik said': the name after
    two words for what its bearer is, with one article for both.
    """
    grammar, roles = lexicon.words.grammar, lexicon.words.roles
    described = subject.lower_ in lexicon.persons or subject.lower_ in roles.organisation
    if not described or subject.tag_ in grammar.plural_tags:
        return None
    name = next((c for c in subject.children if c.dep_ in grammar.conjunct and c.i > subject.i), None)
    if name is None:
        return None
    start, _ = name_around(layout, lexicon, name.i)
    words = layout.tokens[subject.i + 1 : start]
    joined = len(words) > 1 and words[0].lower_ in lexicon.words.small.joint
    owned = any(word.dep_ in grammar.determiner or word.is_punct or word.tag_ in grammar.name_tags for word in words)
    told = joined and words[-1].tag_ in grammar.common_noun_tags and words[-1].tag_ not in grammar.plural_tags
    return name if told and not owned and name.tag_ in grammar.name_tags else None


OWNER_TOKENS = 12  # from the first word of an owner's name to its genitive


def _after_role(layout: Layout, lexicon: Lexicon, subject: Token) -> Token | None:
    """'University of the Isles marine biologist Prof. Anna Kerr said': the name after a body and a role in it."""
    grammar, titles = lexicon.words.grammar, lexicon.titles.before_names
    if subject.tag_ not in grammar.name_tags or subject.ent_type_ in grammar.person_labels:
        return None
    _, end = name_around(layout, lexicon, subject.i)
    at, last = end, min(end + ROLE_TOKENS, len(layout.texts) - 1)
    while at < last and layout.texts[at].islower() and layout.texts[at].isalpha():
        at += 1
    if at == end or layout.lowers[at - 1] not in lexicon.persons:
        return None
    while at < last and layout.texts[at] in titles:
        at += 1
    name = layout.tokens[at]
    return name_head(name, grammar) if name.ent_type_ in grammar.person_labels else None


ROLE_TOKENS = 8  # after a body up to the name of one of its people: 'marine biologist Prof. | Anna Kerr'


def named_after_firm(layout: Layout, lexicon: Lexicon, first: Token) -> Token | None:
    """'Curls and Caps founder Ida Soir said', 'Bolt & Barrel co-founder Ida Soir', 'Rags to Roads Founder Ida Soir':
    the name after a role in a firm of several words, of which the parse has the first speak.
    """
    texts, at, firm = layout.texts, first.i + 1, lexicon.words.names.firm_links
    last = min(first.i + ROLE_TOKENS, len(texts) - 1)
    if first.ent_type_ in lexicon.words.grammar.person_labels or not texts[first.i][:1].isupper():
        return None
    while at < last and not _is_role_part(layout, lexicon, at) and (layout.lowers[at] in firm or texts[at].istitle()):
        at += 1
    role = at
    while at < last and _is_role_part(layout, lexicon, at):
        at += 1
    name = layout.tokens[at]
    linked = role > first.i + 2 and layout.lowers[first.i + 1] in firm and layout.lowers[role - 1] not in firm
    person = name.ent_type_ in lexicon.words.grammar.person_labels or name.lower_ in lexicon.first_names
    if role == at or not linked or not person:
        return None
    return None if _is_used_alone(layout, first.i) else name_head(name, lexicon.words.grammar)


def _is_role_part(layout: Layout, lexicon: Lexicon, i: int) -> bool:
    """Any of the tokens of 'chief executive' and 'co-founder'."""
    role = layout.lowers[i] in lexicon.persons
    return role or i in layout.hyphens or (i + 1 in layout.hyphens and layout.lowers[i + 2] in lexicon.persons)


def _is_used_alone(layout: Layout, first: int) -> bool:
    """'Marlow and Norvik founder Ida Soir', where Marlow is named elsewhere: two who speak."""
    word, link = layout.texts[first : first + 2]
    return any(text == word and layout.texts[i + 1 : i + 2] != [link] for i, text in enumerate(layout.texts))


def _of_owner(layout: Layout, lexicon: Lexicon, subject: Token) -> Token | None:
    """'The Academy of Music's director, Tom Marsh, said': whose name the parse has speak for the director."""
    grammar = lexicon.words.grammar
    near = layout.tags[subject.i + 1 : subject.i + OWNER_TOKENS]
    if subject.tag_ not in grammar.name_tags or grammar.genitive_tags.isdisjoint(near):
        return None
    _, end = name_around(layout, lexicon, subject.i)
    if end >= len(layout.tags) or layout.tags[end] not in grammar.genitive_tags:
        return None
    noun = layout.tokens[end - 1].head
    if noun.i <= end or noun.tag_ not in grammar.common_noun_tags:
        return None
    beside = (c for token in (noun, subject) for c in token.children if c.dep_ in grammar.apposition and c.i > noun.i)
    return next((name for name in beside if name.tag_ in grammar.name_tags), noun)


def _nearest_able(layout: Layout, lexicon: Lexicon, verb: Token, subjects: list[Token]) -> Token:
    """Of several subjects of a verb a name, then the nearest before it; 'a spokesman who … because of policy said': who
    can speak.
    """
    names = [c for c in subjects if c.tag_ in lexicon.words.grammar.name_tags]
    named = next((c for c in names if c.ent_type_ in lexicon.words.grammar.person_labels), next(iter(names), None))
    if named is not None or len(subjects) == 1:
        return named or subjects[0]
    able = [c for c in subjects if _can_speak(layout, lexicon, c)]
    return max(able or subjects, key=lambda c: (c.i < verb.i, c.i))


def _shown_saying(lexicon: Lexicon, verb: Token) -> Token | None:
    """'The ad uses footage of the mayor asking …': the speaker in what is shown."""
    grammar, before = lexicon.words.grammar, verb.doc[max(verb.i - 1, 0)]
    if verb.tag_ not in grammar.participle_tags or before.dep_ not in grammar.preposition_object:
        return None
    shown = (
        before.head.lower_ in lexicon.words.phrases.view_link
        and before.head.head.lower_ in lexicon.words.phrases.carriers
    )
    return before if shown else None


def _given_to(lexicon: Lexicon, verb: Token) -> Token | None:
    """'sent a letter to its clubs stating …': the letter; 'made a pitch to voters saying …': whoever made it."""
    grammar, hearers = lexicon.words.grammar, verb.head
    to_them = verb.tag_ in grammar.participle_tags and verb.dep_ in grammar.modifier_clause
    if not to_them or hearers.dep_ not in grammar.preposition_object:
        return None
    link, giver = hearers.head, hearers.head.head
    given = [giver, *(c for c in giver.children if c.dep_ in grammar.object and c.i < hearers.i)]
    nouns = [noun for noun in given if noun.tag_ in grammar.noun_tags]
    carrier = next((noun for noun in nouns if noun.lower_ in lexicon.words.phrases.carriers), None)
    if carrier is not None or link.lower_ not in lexicon.words.small.bound_to or not nouns:
        return carrier
    doing = giver.head if giver in nouns and giver.dep_ in grammar.object else giver
    return doing if doing.tag_ in grammar.verb_tags else None


def _attacks(layout: Layout, lexicon: Lexicon, verb: Token) -> bool:
    """'Airlines attacked the law | saying it would ruin them': a law that is described says nothing."""
    grammar, noun = lexicon.words.grammar, verb.head
    if verb.tag_ not in grammar.participle_tags or verb.dep_ not in grammar.modifier_clause:
        return False
    described = any("describe" in form.groups for form in lexicon.cue_forms.get(noun.head.lower_, ()))
    return described and noun.dep_ in grammar.object and verb.i > noun.i and not _can_speak(layout, lexicon, noun)


def _spoken_of(layout: Layout, lexicon: Lexicon, verb: Token) -> Token | None:
    """'The crowd booed Vane for saying …', 'was upset with Vane for saying …', 'caught Vane saying …': who said it."""
    grammar, phrases, head = lexicon.words.grammar, lexicon.words.phrases, verb.head
    if verb.tag_ not in grammar.participle_tags:
        return None
    if verb.dep_ in grammar.preposition_clause and head.lower_ in phrases.blaming:
        found = [c for c in head.head.children if c.dep_ in grammar.object and c.i < head.i]
        at = [c for c in head.head.children if c.lower_ in phrases.blamed and c.i < head.i]
        found += [c for link in at for c in link.children if c.dep_ in grammar.preposition_object]
    elif head.lower_ in phrases.catching:
        found = [c for c in head.children if c.dep_ in grammar.object and head.i < c.i < verb.i]
    else:
        return None
    named = [name for noun in found for name in _named_by(noun, grammar)]
    return next((noun for noun in named if _can_speak(layout, lexicon, noun)), None)


def _set_beside(layout: Layout, lexicon: Lexicon, verb: Token) -> Token | None:
    """'It passed the plan, with the leader, Ida Soir, telling members that …': who stands after 'with' and a comma."""
    grammar = lexicon.words.grammar
    if verb.tag_ not in grammar.participle_tags or verb.i < 2:
        return None
    last = verb.i - 1 - (layout.texts[verb.i - 1] == ",")
    for link in verb.head.children:
        beside = link.lower_ in lexicon.words.phrases.set_beside and 0 < link.i < last == link.right_edge.i
        if beside and layout.texts[link.i - 1] == ",":
            nouns = (c for c in link.children if c.dep_ in grammar.preposition_object)
            return next((c for c in nouns if _can_speak(layout, lexicon, c)), None)
    return None


def _can_speak(layout: Layout, lexicon: Lexicon, noun: Token) -> bool:
    mention = mention_of(layout, lexicon, noun)
    return mention is not None and is_sourcelike(layout, lexicon, noun, mention)


def _seen(layout: Layout, verb: Token, subject: Token) -> bool:
    """'After saying it was “so swollen I could not walk,” she …': no words in marks have a verb outside."""
    return layout.run_of[subject.i] < 0 or layout.run_of[verb.i] >= 0


def _made_to(lexicon: Lexicon, verb: Token) -> Token | None:
    """'This led the historian Dainis Orn to speak of …': who is made to."""
    if verb.lower_ not in lexicon.causing:
        return None
    objects = [c for c in verb.children if c.dep_ in lexicon.words.grammar.object and c.i > verb.i]
    return next((name for o in objects for name in _named_by(o, lexicon.words.grammar)), None)


def _named_by(noun: Token, grammar: Grammar) -> list[Token]:
    """The name in apposition to a noun, or the noun."""
    return [c for c in noun.children if c.dep_ in grammar.apposition and c.tag_ in grammar.name_tags][:1] or [noun]


def agent_of(verb: Token, grammar: Grammar) -> Token | None:
    """'by Soir' of a passive verb."""
    for child in verb.children:
        if child.dep_ in grammar.agent:
            return next((c for c in child.children if c.dep_ in grammar.preposition_object), None)
    return None


def closer_subject(layout: Layout, lexicon: Lexicon, verb: Token, subject: Token) -> Token | None:
    """'Voters, Soir suggested, will return': the noun at the verb, where the parse took one after a comma."""
    grammar, doc = lexicon.words.grammar, layout.tokens
    at = verb.i - 1
    while at > 0 and doc[at].dep_ in grammar.verb_modifiers:
        at -= 1
    near = doc[at]
    within = near in subject.subtree and not verb.i > subject.i > subject.head.i  # '“…,” said Soir, and Brekke told …'
    within = within and not _is_after_scene(layout, lexicon, subject, near)
    if verb.tag_ not in grammar.finite_tags or subject.i >= at or within or layout.hidden[at]:
        return None
    parted = any(doc[i].text == "," for i in range(subject.i, at)) and not _sets_scene(lexicon, near, verb)
    if not parted or near.tag_ not in grammar.noun_tags | grammar.pronoun_tags or layout.run_of[at] >= 0:
        return None
    return near if source_at(layout, lexicon, near) else None


def _is_after_scene(layout: Layout, lexicon: Lexicon, named: Token, noun: Token) -> bool:
    """'In an interview with Ida Soir, the Front candidate | said': no aside, for no comma ends it."""
    grammar = lexicon.words.grammar
    start, first = layout.sentences[layout.sentence_of[noun.i]][0], int(noun.left_edge.i)
    if noun.dep_ not in grammar.apposition or noun.head is not named or noun.i - start > SCENE_TOKENS:
        return False
    commas = [i for i in range(start, noun.i) if layout.texts[i] == ","]
    opened = layout.tags[start] in grammar.preposition_tags and commas == [first - 1]
    return opened and layout.labels[first] in grammar.determiner


SCENE_TOKENS = 30  # from the beginning of a sentence to its subject


def _is_place(lexicon: Lexicon, noun: Token) -> bool:
    """'a student in Norland | asked …'."""
    return noun.dep_ in lexicon.words.grammar.preposition_object and noun.head.lower_ in lexicon.words.time.before


def _sets_scene(lexicon: Lexicon, noun: Token, verb: Token) -> bool:
    """'Soir first agreed, but in a later interview | said …', 'at one point | calling her …': where it was said."""
    return _is_place(lexicon, noun) and noun.head.head is verb


def parted_subject(layout: Layout, lexicon: Lexicon, verb: Token) -> Token | None:
    """'Trump, appearing after Clinton at the forum, cited …': the noun before the first of two commas."""
    grammar, doc = lexicon.words.grammar, layout.tokens
    start, _ = layout.sentences[layout.sentence_of[verb.i]]
    if verb.tag_ not in grammar.finite_tags or verb.i - start < 4 or doc[verb.i - 1].text != ",":
        return None
    comma = next((i for i in range(start + 1, verb.i - 1) if doc[i].text == "," and layout.run_of[i] < 0), None)
    if comma is None:
        return None
    noun = doc[comma - 1]
    if noun.lower_ in lexicon.words.scene.settings:
        return None
    first_word = start + (doc[start].dep_ in grammar.coordination)
    if layout.lowers[first_word] in lexicon.clause_openers:  # 'As they met in Orm, | Ida Soir, the mayor, said'
        after = noun_head(layout, grammar, comma + 1)
        return after if after.ent_type_ in grammar.person_labels and doc[after.i + 1].text == "," else None
    name = doc[verb.i - 2]
    if name.i > comma and name.ent_type_ in grammar.person_labels and name.dep_ in grammar.apposition:
        first = mention_of(layout, lexicon, noun)
        return (
            noun if first and first[0] == start else name
        )  # 'In a note seen by the Herald, the chair, Ida Soir, wrote'
    noun = phrase_noun(noun, grammar)
    mention = mention_of(layout, lexicon, noun)
    begins = mention is not None and (mention[0] == start or doc[mention[0] - 1].tag_ in grammar.before_subject_tags)
    return noun if mention and begins and is_sourcelike(layout, lexicon, noun, mention) else None


def inverted_subject(layout: Layout, lexicon: Lexicon, verb: Token, form: CueForm, subject: Token) -> Token | None:
    """'Part of it, say engineers like Soir, is the rain': who stands after, where what stands before cannot speak; and
    'And Vane, said Soir, who knows him, does not forgive', where nothing else stands before.
    """
    grammar, doc = lexicon.words.grammar, layout.tokens
    if subject.i > verb.i or doc[verb.i - 1].text != "," or verb.tag_ not in grammar.finite_tags:
        return None
    start = max(layout.sentences[layout.sentence_of[verb.i]][0], subject.i - OPENING_TOKENS)
    other = any(doc[i].text == "," or layout.tags[i] in grammar.finite_tags for i in range(start, verb.i - 1))
    if form.lemma not in lexicon.words.cues.plain or verb.i + 2 >= len(doc):
        return None
    if _can_speak(layout, lexicon, subject) and other:
        return None
    after = noun_head(layout, grammar, verb.i + 1)
    mention = mention_of(layout, lexicon, after)
    touches = mention is not None and phrase_start(layout, grammar, mention) <= verb.i + 1 < mention[1]
    parted = mention is not None and layout.texts[past_partners(layout, lexicon, mention[1])] == ","
    return after if touches and parted and _can_speak(layout, lexicon, after) else None


OPENING_TOKENS = 30  # before a subject in which nothing else stands


def inserted_subject(layout: Layout, lexicon: Lexicon, verb: Token) -> Token | None:
    """'Under the plan, said Brandt, who took office in May, pensioners would pay nothing': who stands after a
    verb that interrupts, where the parser gave the sentence two subjects.
    """
    grammar, doc = lexicon.words.grammar, layout.tokens
    if verb.i == 0 or verb.i + 2 >= len(doc) or doc[verb.i - 1].text != "," or verb.tag_ not in grammar.finite_tags:
        return None
    noun = noun_head(layout, grammar, verb.i + 1)
    mention = mention_of(layout, lexicon, noun)
    if mention is None or mention[1] >= len(doc) or doc[mention[1]].text != "," or noun.dep_ not in grammar.subject:
        return None
    others = (c for c in noun.head.children if c.dep_ in grammar.subject and noun.i < c.i < noun.head.i)
    return noun if any(others) and _can_speak(layout, lexicon, noun) else None


def speaking_object(layout: Layout, lexicon: Lexicon, verb: Token, subject: Token) -> Token | None:
    """'The evening ended with Soir asking …', 'It has left most voters saying …': who stands before a participle, where
    what does the rest cannot speak.
    """
    grammar, near = lexicon.words.grammar, layout.tokens[max(verb.i - 1, 0)]
    if verb.tag_ not in grammar.participle_tags or subject.i >= near.i or _can_speak(layout, lexicon, subject):
        return None
    able = near.tag_ in grammar.noun_tags and _can_speak(layout, lexicon, near)
    if near.dep_ in grammar.preposition_object and near.head.head.lower_ in lexicon.words.phrases.shares:
        near = near.head.head  # '60 percent | of voters saying'
    done = near.dep_ in grammar.object | grammar.preposition_object
    return near if able and done and near in verb.head.subtree else None


def author(layout: Layout, lexicon: Lexicon, subject: Token) -> Token | None:
    """'The union put out a statement saying …', 'made a comment that described …': who made the words that speak.

    Not who 'dismissed a poll that found …'.
    """
    grammar = lexicon.words.grammar
    noun = subject
    if subject.lower_ in lexicon.words.pronouns.relative:
        clause = next((t for t in subject.ancestors if t.dep_ in grammar.modifier_clause), None)
        noun = clause.head if clause is not None else subject
    if noun.lower_ not in lexicon.words.phrases.carriers or noun.dep_ not in grammar.object or noun.head is noun:
        return None
    maker = next(iter(makers_of(noun, lexicon)), None)
    if maker is None and noun.head.lower_ in lexicon.voicing:
        maker = subject_of(layout, lexicon, noun.head)
    return maker if maker is not None and maker.lower_ not in lexicon.words.pronouns.relative else None


def aged_source(layout: Layout, lexicon: Lexicon, verb: Token, sides: Sequence[Side] = SIDES) -> Range | None:
    """“We were stretched,” the 47-year-old said. – an age for a name, whatever the parse makes of its words."""
    the, texts = lexicon.words.resolving.the, layout.texts
    for length in AGE_TOKENS:
        for side in sides:
            start = verb.i - length if side == "before" else verb.i + 1
            end = start + length
            if start < 0 or end > len(texts) or texts[start] not in the or layout.run_of[start] >= 0:
                continue
            if lexicon.aged.fullmatch(layout.words((start + 1, end)).lower().strip()):
                return start, end
    return None


AGE_TOKENS = (6, 2, 4)  # of 'the 47-year-old', as tokenizers cut it


def neighbour_source(layout: Layout, lexicon: Lexicon, verb: Token, form: CueForm) -> Range | None:
    """Where the parse shows no subject: the noun phrase that touches the verb ('…,” quips Soir', 'Soir: says')."""
    doc, grammar = layout.tokens, lexicon.words.grammar
    for i in (verb.i + 1, verb.i - 1):
        if not 0 <= i < len(doc) or layout.hidden[i]:
            continue
        token = noun_head(layout, grammar, i)
        if token.i == verb.i:
            token = layout.tokens[i]  # '“…,” Ida | Soir notes', three nouns to the parser
        joined = not lexicon.words.small.joint.isdisjoint(layout.lowers[token.head.i : token.i])
        if i < verb.i and joined and token.dep_ in grammar.conjunct and token.head.tag_ in grammar.name_tags:
            token, i = token.head, token.head.i  # the first of 'Brandt and Dorn call', as where the parse shows it
        if (i > verb.i and _is_other(lexicon, verb, form, token)) or (i < verb.i and _is_place(lexicon, token)):
            continue
        mention = mention_of(layout, lexicon, token)
        if not mention or not phrase_start(layout, grammar, mention) <= i < mention[1]:
            continue
        if is_sourcelike(layout, lexicon, token, mention) or (i > verb.i and _asks(layout, lexicon, verb, token)):
            return mention
    return None


def _asks(layout: Layout, lexicon: Lexicon, verb: Token, noun: Token) -> bool:
    """“Is it over?” asked a tourist. – a verb and a noun alone, right after words that are whole: whoever it is."""
    grammar, before = lexicon.words.grammar, verb.i - 1
    run = layout.runs[layout.run_of[before]] if before >= 0 and layout.run_of[before] >= 0 else None
    if run is None or run.close != verb.i or not run.hidden or noun.tag_ not in grammar.common_noun_tags:
        return False
    after = noun.i + 1
    alone = after >= len(layout.texts) or layout.texts[after] in ENDS
    return (
        alone
        and noun.ent_type_ not in grammar.silent_labels
        and any(c.dep_ in grammar.determiner for c in noun.children)
    )


ENDS = frozenset(".,;")


def _is_other(lexicon: Lexicon, verb: Token, form: CueForm, token: Token) -> bool:
    """After a verb: the subject of the next ('said she wanted'), or whom it is said to ('told reporters')."""
    grammar = lexicon.words.grammar
    if token.dep_ in grammar.subject and token.head.i > token.i:
        named = token.head.i == token.i + 1 and token.head.text.istitle() and token.lower_ in lexicon.persons
        return not named  # 'said her brother | Will', whom the parse takes for a verb
    addressed = form.lemma in lexicon.words.cues.addressing or token.tag_ in grammar.pronoun_tags
    told = grammar.clause | grammar.open_clause  # 'asked the crew | whether it would sail'
    addressed = addressed or any(c.dep_ in told and c.i > token.i for c in verb.children)
    return addressed and token.dep_ in grammar.object
