"""The head of a subject where the parse takes another of its words: an age, a place, a body or a role before a name."""

from __future__ import annotations

from quotes.extraction.layout import Layout
from quotes.extraction.lexicon import Lexicon
from quotes.extraction.mentions import (
    name_head,
)
from quotes.extraction.name_run import name_around
from quotes.extraction.tokens import Token


def beside_setting(lexicon: Lexicon, subject: Token) -> list[Token]:
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


def bearer_of_age(layout: Layout, lexicon: Lexicon, subject: Token) -> list[Token]:
    """'Reilly, 44, insisted': the person whose age the parse takes for a subject; any other number alone is nobody."""
    i, texts = subject.i, layout.texts
    if not subject.text.isdigit() or subject.i - 1 in {c.i for c in subject.children}:
        return [subject]  # 'six in | 10 say'
    first, end = layout.sentences[layout.sentence_of[i]]
    aside = i - 2 >= first and i + 1 < end and texts[i - 1] == texts[i + 1] == ","
    able = texts[i - 2][:1].isupper() or layout.lowers[i - 2] in lexicon.persons
    return [layout.tokens[i - 2]] if aside and able and layout.run_of[i - 2] < 0 else []


def is_dateline(layout: Layout, subject: Token, subjects: list[Token]) -> bool:
    """'ORMHAVEN: The High Court pulled up the council': where a report is from, beside the subject of its sentence."""
    start, end = layout.paragraphs[layout.paragraph_of[subject.i]]
    first = subject.i == start and subject.text.isupper() and start + 1 < end and layout.texts[start + 1] == ":"
    return first and len(subjects) > 1


def described_in(layout: Layout, lexicon: Lexicon, subject: Token, verb: Token) -> Token | None:
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
        if layout.tags[at] in grammar.finite_tags:
            return None  # 'Orm Rovers said captain Anna Kerr was ill'
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
    if first.ent_type_ in lexicon.words.grammar.person_labels or not texts[first.i][:1].isupper() or at > last:
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
