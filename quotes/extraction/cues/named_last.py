"""Whose words a verb at the end of its sentence reports, where a name and a role stand before it: 'Rates will fall, Ida
Soir, chairwoman of Orm Bank, said on Monday', 'Trains will run, the deputy head of the yard, Tom Birch, told them'.

A small parser often takes the name for one more noun of the sentence that is reported, and its subject for who speaks.
"""

from __future__ import annotations

from quotes.extraction.cues.ranges import has_verb
from quotes.extraction.layout import Layout, Range
from quotes.extraction.lexicon import Lexicon
from quotes.extraction.mentions import mention_of, phrase_noun
from quotes.extraction.tokens import Token

COMMA = ","
LONGEST_ROLE = 30  # tokens from the comma before a name or a role to the verb


def named_last(layout: Layout, lexicon: Lexicon, verb: Token) -> Token | None:
    """The name before a verb without a subject of its own that ends its sentence, if a whole clause stands before."""
    grammar = lexicon.words.grammar
    if verb.tag_ not in grammar.finite_tags or verb.children_as(grammar.subject):
        return None
    start, end = layout.sentences[layout.sentence_of[verb.i]]
    if has_verb(layout, lexicon, verb.i + 1, end):
        return None
    first = _first_word(layout, lexicon, (start, verb.i))
    commas = [i for i in range(first, verb.i) if layout.texts[i] == COMMA]
    for comma in commas:
        if not has_verb(layout, lexicon, start, comma):
            continue
        name = _with_role(layout, lexicon, (comma, verb.i)) or _after_role(layout, lexicon, (comma, verb.i))
        if name is not None:
            return name
    return None


def _first_word(layout: Layout, lexicon: Lexicon, place: Range) -> int:
    """Where a range begins that has neither a verb nor marks around words up to its end."""
    start, end = place
    for i in range(end - 1, max(start, end - LONGEST_ROLE) - 1, -1):
        if layout.run_of[i] >= 0 or has_verb(layout, lexicon, i, i + 1):
            return i + 1
    return max(start, end - LONGEST_ROLE)


def _with_role(layout: Layout, lexicon: Lexicon, place: Range) -> Token | None:
    """', Ida Soir, chairwoman of Orm Bank |': a name between two commas, and a word for a person after the second."""
    comma, end = place
    last = _name_after(layout, lexicon, comma)
    if last is None or last + 2 >= end or layout.texts[last + 1] != COMMA:
        return None
    closed = layout.texts[end - 1] in (COMMA, CLOSING)
    role = next((i for i in range(last + 2, end) if layout.lowers[i] in lexicon.persons), None)
    led = role is not None and not any(
        layout.texts[i] == COMMA or layout.labels[i] in lexicon.words.grammar.preposition for i in range(last + 2, role)
    )
    return layout.tokens[last] if closed and led else None


def _after_role(layout: Layout, lexicon: Lexicon, place: Range) -> Token | None:
    """', the deputy head of the yard, Tom Birch, |': a word for a person, and the name right before the verb."""
    comma, end = place
    if layout.texts[end - 1] != COMMA or layout.tokens[end - 2].ent_type_ not in lexicon.words.grammar.person_labels:
        return None
    mention = mention_of(layout, lexicon, layout.tokens[end - 2])
    role = role_before(layout, lexicon, comma, mention) if mention and mention[1] == end - 1 else None
    return layout.tokens[end - 2] if role == comma + 1 else None


def role_before(layout: Layout, lexicon: Lexicon, start: int, name: Range) -> int | None:
    """'…, | the deputy head of the yard, Captain Tom Birch, told': where a role between two commas begins, before a
    name that a third follows.
    """
    texts, grammar, (first, last) = layout.texts, lexicon.words.grammar, name
    while first > start and texts[first - 1] != COMMA and (texts[first - 1].istitle() or first - 1 in layout.hyphens):
        first -= 1  # 'Captain'
    if first - 1 <= start or texts[first - 1] != COMMA or last >= len(texts) or texts[last] != COMMA:
        return None
    comma = next((i for i in range(first - 2, start - 1, -1) if texts[i] == COMMA), None)
    if comma is None or has_verb(layout, lexicon, comma, first):
        return None
    role = phrase_noun(layout.tokens[comma + 1], grammar)
    while role.dep_ in grammar.before_noun and role.head.i > role.i:
        role = role.head
    return comma + 1 if role.lower_ in lexicon.persons and comma < role.i < first else None


def _name_after(layout: Layout, lexicon: Lexicon, comma: int) -> int | None:
    """The last word of a person's name that begins right after a comma."""
    persons, i = lexicon.words.grammar.person_labels, comma + 1
    while i < len(layout.tokens) and layout.tokens[i].ent_type_ in persons:
        i += 1
    return i - 1 if i > comma + 1 else None


CLOSING = ")"
