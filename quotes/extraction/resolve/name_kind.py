"""Tell whether a name is a person's or an organisation's, as far as the article says, and how sure that is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from quotes.extraction.layout import Layout, Range
from quotes.extraction.lexicon import Lexicon
from quotes.extraction.resolve.name_parts import Trimmed, is_surname
from quotes.extraction.tokens import Token

LINK_TOKENS = 4  # at most from the verb of a clause that gives a name to the 'as' before the name
SURE, LIKELY, PERHAPS = 12, 3, 1  # how much a vote for a kind weighs


class KindVote(NamedTuple):
    """What a mention speaks for: 'person', 'organisation' or 'unknown', and how strongly."""

    kind: str
    weight: int


def kind_of(layout: Layout, lexicon: Lexicon, trimmed: Trimmed, cue_subjects: set[int]) -> KindVote:
    """person, organisation or unknown, and how sure: by titles, first names, endings, entity labels."""
    words, place = lexicon.words, trimmed.place
    if told := _told_kind(layout, lexicon, trimmed):
        return KindVote(told, SURE)
    full, label = place[1] - place[0] > 1, entity_label(layout, place)
    the = place[0] > 0 and layout.lowers[place[0] - 1] in words.resolving.the
    if the and label in words.resolving.person_labels and _is_no_person(layout, lexicon, trimmed):
        return KindVote("organisation", PERHAPS)
    if _is_body_with_article(layout, lexicon, place, label):
        return KindVote("organisation", LIKELY)
    if _is_called_person(layout, lexicon, trimmed, label):
        return KindVote("person", SURE)
    if _is_told_body(layout, lexicon, place):
        return KindVote("organisation", SURE)
    if label in words.resolving.person_labels:
        return KindVote("person", LIKELY)
    if full and not the and is_told_person(layout, lexicon, place):
        return KindVote("person", SURE)
    if the:
        return KindVote("organisation", LIKELY)
    if label in words.grammar.organisation_labels:
        return KindVote("organisation", PERHAPS)
    if full and any(i in cue_subjects for i in range(*place)):
        return KindVote("person", PERHAPS)
    return KindVote("unknown", 0)


def _told_kind(layout: Layout, lexicon: Lexicon, trimmed: Trimmed) -> str | None:
    """What the words of a name, or those right next to it, say for certain: an age, 'Company', 'binti', 'who'."""
    words, place = lexicon.words, trimmed.place
    name = [layout.texts[i] for i in range(*place)]
    begins = name[0] in words.organisations.endings and not _is_after_person(layout, lexicon, place)  # 'mayor Rail Orm'
    begins = begins and not _leads_with_surname(layout, lexicon, place)
    body = name[-1] in words.organisations.endings or begins
    if _is_aged(layout, lexicon, place) or is_given_as(layout, lexicon, place[0]):
        return "person"
    if (body or _owns_person(layout, lexicon, place)) and not is_surname(layout, lexicon, trimmed.whole):
        return "organisation"
    if len(name) > 2 and not words.names.personal.isdisjoint(name):
        return "person"
    relative = _relative_kind(layout, lexicon, place)
    return relative or ("organisation" if _is_before_body(layout, lexicon, place) else None)


def _leads_with_surname(layout: Layout, lexicon: Lexicon, place: Range) -> bool:
    """'Park Ji-won': a surname that begins the names of bodies, too, before a given name of two parts."""
    start, end = place
    person = entity_label(layout, place) in lexicon.words.resolving.person_labels
    parts = end - start > HYPHENATED and end - 2 in layout.hyphens and layout.texts[end - 1].islower()
    return person and parts and layout.texts[start] in lexicon.words.names.also_surnames


HYPHENATED = 3  # tokens of 'Ji-won'


def is_given_as(layout: Layout, lexicon: Lexicon, start: int) -> bool:
    """'who gave his name only as | Rufus', 'identified himself as | Baba Ijesha': does a clause give the name there?"""
    if start < 2 or layout.lowers[start - 1] not in lexicon.words.resolving.in_role:
        return False
    words = layout.tokens[max(start - 1 - LINK_TOKENS, 0) : start - 1]
    told = any(w.lower_ in lexicon.words.terms.given_as and not _is_of_thing(lexicon, w) for w in words)
    return told and layout.tokens[start].ent_type_ not in lexicon.words.resolving.place_labels


def _is_of_thing(lexicon: Lexicon, verb: Token) -> bool:
    """'the split from the League, known as Lexit': is a participle of a noun that is nobody's name or description?"""
    noun, grammar = verb.head, lexicon.words.grammar
    of_noun = verb.dep_ in grammar.modifier_clause and noun.tag_ in grammar.noun_tags
    of_noun = of_noun and not verb.children_as(grammar.subject)
    person = noun.lower_ in lexicon.persons or noun.ent_type_ in lexicon.words.resolving.person_labels
    return of_noun and not person


def _owns_person(layout: Layout, lexicon: Lexicon, place: Range) -> bool:
    """'Labour's Idris Vane', 'Orm City's Bo Holt': a body, before the whole name of somebody of it."""
    (start, end), resolving = place, lexicon.words.resolving
    if end + 2 >= len(layout.texts) or layout.texts[end] not in resolving.genitive:
        return False
    named = (layout.tokens[i] for i in (end + 1, end + 2))
    person = all(word.ent_type_ in resolving.person_labels and word.text[:1].isupper() for word in named)
    return person and layout.lowers[start] not in lexicon.first_names


def _is_called_person(layout: Layout, lexicon: Lexicon, trimmed: Trimmed, label: str) -> bool:
    """A title, a first name, or a noun for a person beside the name."""
    place, resolving = trimmed.place, lexicon.words.resolving
    the = place[0] > 0 and layout.lowers[place[0] - 1] in resolving.the
    inside = layout.head(place).dep_ in lexicon.words.grammar.name_parts
    body = the and label not in resolving.person_labels and not inside
    if any(_is_title(lexicon, word) for word in trimmed.cut) or _is_relation(layout, lexicon, place):
        return True
    if place[1] - place[0] < 2:
        return False
    first = _begins_given(layout, lexicon, place[0], label) and not body
    return first or _is_after_person(layout, lexicon, place) or _is_somebody(layout, lexicon, place, label)


def _is_title(lexicon: Lexicon, word: str) -> bool:
    """Does a word before a name say that somebody has it: not the 'US' of 'US Southern Fleet', nor a hyphen?"""
    plain = word[:1].isalpha() and not (word.isupper() and 1 < len(word) <= PLACE_LETTERS)
    return plain or word in lexicon.titles.before_names


PLACE_LETTERS = 3  # 'US', 'UAE', at most


def _begins_given(layout: Layout, lexicon: Lexicon, first: int, label: str) -> bool:
    """'Winter Brandt', but not 'Winter Games' or 'UN Agency': is a word the first name that it looks like?"""
    word = layout.texts[first]
    if word.lower() not in lexicon.first_names:
        return False
    both = word.lower() in lexicon.words.names.also_things or (word.isupper() and layout.texts[first + 1].istitle())
    return not both or label in lexicon.words.resolving.person_labels


def _is_before_body(layout: Layout, lexicon: Lexicon, place: Range) -> bool:
    """'the news site Orm Info', 'Orm Rising, a political committee': a noun for a body right before, or 'a' one after.

    A noun after a name without an article is sometimes the place where somebody works.
    """
    names, grammar = lexicon.words.names, lexicon.words.grammar
    bodies, start, head = lexicon.bodies, place[0], layout.head(place)
    if layout.lowers[start] in lexicon.first_names:
        return False
    if is_after_body_noun(layout, lexicon, place):
        return True
    if start > 0 and head.dep_ in grammar.apposition and head.head.i == start - 1:
        return head.head.lower_ in bodies and head.head.tag_ not in grammar.plural_tags
    if _is_after_comma(layout, lexicon, place):
        return True
    noun = next(_nouns_after(layout, lexicon, place), None)
    if noun is None or noun.text not in bodies or not _has_article(lexicon, noun):
        return False
    trade = noun.text.endswith(tuple(names.trade_endings))  # 'Sannis Krall, a film maker'
    return noun.text in names.sites or not trade


def _is_after_comma(layout: Layout, lexicon: Lexicon, place: Range) -> bool:
    """'The regulator, Ofwatt, said': one word after the noun that it stands for, which no person is."""
    start, end = place
    if end - start > 1 or start < 2 or layout.texts[start - 1] != "," or layout.texts[end : end + 1] != [","]:
        return False
    head, noun = layout.head(place), layout.tokens[start - 2]
    beside = head.dep_ in lexicon.words.grammar.apposition and head.head.i == noun.i
    body = noun.text in lexicon.classes_of_body and noun.text not in lexicon.persons
    return beside and body and any(child.lower_ in lexicon.words.resolving.articles for child in noun.children)


def is_after_body_noun(layout: Layout, lexicon: Lexicon, place: Range) -> bool:
    """'The union Shopfloor warned': after a word for a body in small letters, a name is never a person's."""
    if place[0] == 0 or layout.lowers[place[0]] in lexicon.first_names:
        return False
    before = layout.tokens[place[0] - 1]
    if before.text not in lexicon.words.roles.organisation or before.text in lexicon.persons:
        return False
    part = before.dep_ in lexicon.words.grammar.name_parts and before.head.i == layout.head(place).i
    return part and layout.tags[before.i] in lexicon.words.resolving.common_noun_tags


def _has_article(lexicon: Lexicon, noun: Token) -> bool:
    return any(child.lower_ in lexicon.words.resolving.indefinite for child in noun.children)


def _is_body_with_article(layout: Layout, lexicon: Lexicon, place: Range, label: str) -> bool:
    """'Le Courrier d’Orm', 'Al Zahra': an organisation whose name begins with a word that is a first name, too."""
    foreign = layout.lowers[place[0]] in lexicon.words.names.foreign_articles
    return foreign and place[1] - place[0] > 1 and label in lexicon.words.resolving.body_labels


def _is_somebody(layout: Layout, lexicon: Lexicon, place: Range, label: str) -> bool:
    """'her top aide, Sannis Krall,': does a name stand after a noun for a person, as another word for it?"""
    head = layout.head(place)
    beside = head.dep_ in lexicon.words.grammar.apposition and head.head.i < place[0]
    return beside and label in lexicon.words.resolving.person_labels and head.head.lower_ in lexicon.persons


def _is_no_person(layout: Layout, lexicon: Lexicon, trimmed: Trimmed) -> bool:
    """'The Orm Gazette', with an article of its own; not 'the Ida Marlow case', where it is of the noun after."""
    start, end = trimmed.place
    first, inside = layout.lowers[start], layout.head(trimmed.place).dep_ in lexicon.words.grammar.name_parts
    return end - start > 1 and not trimmed.cut and first not in lexicon.first_names and not inside


def _is_after_person(layout: Layout, lexicon: Lexicon, place: Range) -> bool:
    """'mayor Ida Marlow': does a noun for a person stand right before the name, as a part of it?"""
    if place[0] == 0:
        return False
    before = layout.tokens[place[0] - 1]
    return before.lower_ in lexicon.persons and before.dep_ in lexicon.words.grammar.name_parts


def _is_relation(layout: Layout, lexicon: Lexicon, place: Range) -> bool:
    """'His wife, Deb, is less amused': a name after a word for somebody's family."""
    head = layout.head(place)
    beside = head.dep_ in lexicon.words.grammar.apposition and head.head.i < place[0]
    return beside and head.head.lower_ in lexicon.words.roles.relation


def _is_aged(layout: Layout, lexicon: Lexicon, place: Range) -> bool:
    """'Gorman, 33, testified', 'Boubacar, a 22-year-old mechanic': an age stands after the name."""
    end, texts = place[1], layout.texts
    if end + 2 >= len(texts) or texts[end] != ",":
        return False
    if AGE.fullmatch(texts[end + 1]):
        return texts[end + 2] in AGE_ENDS
    after = layout.words((end + 1, min(end + AGED_TOKENS, len(texts)))).lower()
    first = layout.lowers[end + 1] in lexicon.words.resolving.articles
    return first and lexicon.aged.match(after.partition(" ")[2]) is not None


AGE = re.compile(r"[1-9][0-9]?|1[01][0-9]")
AGE_ENDS = frozenset(",.;)")
AGED_TOKENS = 8  # of ', a 22-year-old'


def is_told_person(layout: Layout, lexicon: Lexicon, place: Range) -> bool:
    """'Sannis Krall, an analyst at Krall Partners': does a noun for a person stand beside the name?"""
    return any(noun.lower_ in lexicon.persons for noun in _nouns_after(layout, lexicon, place))


def _is_told_body(layout: Layout, lexicon: Lexicon, place: Range) -> bool:
    """'Orm, the official news agency,': does a noun for a body stand after a name of one word?

    A noun after a full name is sometimes the place where somebody works.
    """
    bodies = lexicon.words.roles.organisation
    return place[1] - place[0] == 1 and any(noun.text in bodies for noun in _nouns_after(layout, lexicon, place))


def _nouns_after(layout: Layout, lexicon: Lexicon, place: Range) -> Iterator[Token]:
    """The nouns of one that stand after a name in apposition to it."""
    grammar = lexicon.words.grammar
    for child in layout.head(place).children:
        if child.dep_ in grammar.apposition and child.i >= place[1] and child.tag_ not in grammar.plural_tags:
            yield child


def _relative_kind(layout: Layout, lexicon: Lexicon, place: Range) -> str | None:
    """'Sund Line, which runs the ferries': what the clause after a name says of its kind; 'who' may be several."""
    end = place[1]
    if end + 1 >= len(layout.texts) or layout.texts[end] != ",":
        return None
    if layout.lowers[end + 1] in lexicon.words.resolving.who:
        several = layout.tokens[end - 1].tag_ in lexicon.words.grammar.plural_tags
        return (
            None if several and entity_label(layout, place) in lexicon.words.grammar.organisation_labels else "person"
        )
    return "organisation" if layout.lowers[end + 1] in lexicon.words.resolving.which else None


def entity_label(layout: Layout, place: Range) -> str:
    """What the entity recogniser takes most of a range for."""
    labels = [token.ent_type_ for token in layout.tokens[place[0] : place[1]]]
    return max(labels, key=labels.count) if len(labels) > 1 else labels[0]
