"""One remark after a name and a colon, without marks and without a transcript around it.

'Marlow: We will not sail.' in a live blog says what she said word for word; a headline ('Minister: Masks to return')
what was said in other words.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from quotes.extraction.layout import Layout, Range
from quotes.extraction.lexicon import Grammar, Lexicon
from quotes.extraction.resolve.cast import Cast
from quotes.extraction.resolve.labels import Label
from quotes.extraction.resolve.transcripts import Labels, character_named


@dataclass(frozen=True)
class Remark:
    """What stands after a name and a colon, or above that of an account (`posts.py`).

    Attributes:
        source: the tokens of the name.
        content: those of what is said.
        literal: word for word, as a first person tells.
    """

    source: Range
    content: Range
    literal: bool


def find_remarks(layout: Layout, lexicon: Lexicon, cast: Cast, labelled: Labels) -> Iterator[Remark]:
    """Yield the remarks of an article that is no transcript, in order: 'Marlow: We will not sail.'."""
    for paragraph, label in labelled.items():
        start, end = layout.paragraphs[paragraph]
        if label.alone or label.weak or not _can_speak(lexicon, cast, label):
            continue
        begins = next((i for i in range(label.begins, end) if not layout.tokens[i].is_space), end)
        place = _ended(layout, (begins, end))
        if place[1] - place[0] < 2 or any(layout.run_of[i] >= 0 for i in range(start, end)):
            continue
        literal = _in_first_person(layout, lexicon, place)
        if literal or (paragraph in layout.headlines and _tells(layout, lexicon, label, place)):
            yield Remark(label.place, place, literal)


def _can_speak(lexicon: Lexicon, cast: Cast, label: Label) -> bool:
    """A person of the article by the last word of the name, or a role, of one or several ('Police', 'Officials')."""
    able = lexicon.persons | lexicon.words.roles.group
    return character_named(cast, label.name) is not None or label.name.split()[-1].lower() in able


def _ended(layout: Layout, place: Range) -> Range:
    """Without the mark that ends the line."""
    start, end = place
    while end > start and (layout.tokens[end - 1].is_space or layout.texts[end - 1] == "."):
        end -= 1
    return start, end


def _in_first_person(layout: Layout, lexicon: Lexicon, place: Range) -> bool:
    """'We will not sail.': is the subject of a verb whoever speaks?"""
    pronouns, grammar = lexicon.words.pronouns, lexicon.words.grammar
    speaking = pronouns.first | pronouns.first_plural
    return any(
        layout.labels[i] in grammar.subject and {layout.texts[i], layout.lowers[i]} & speaking for i in range(*place)
    )


def _tells(layout: Layout, lexicon: Lexicon, label: Label, place: Range) -> bool:
    """'Bridge is safe': a verb with a subject of its own; 'Queen of the sea' tells nothing, and a question neither. Of
    what is to be only those speak who are called by a role: 'Mayor: Bridge to close', not 'Ida Soir: Judge to rule'.
    """
    (start, end), grammar = place, lexicon.words.grammar
    role = label.name.split()[-1].lower() in lexicon.persons | lexicon.words.roles.group
    verbs = any(layout.tags[i] in grammar.finite_tags for i in range(start, end))
    return (verbs or (role and _is_to_be(layout, grammar, place))) and layout.texts[end - 1] != "?"


def _is_to_be(layout: Layout, grammar: Grammar, place: Range) -> bool:
    """'Ida Soir to be named as mayor', but not 'Ten ways to save', 'How to save'."""
    start, end = place
    to = next((i for i in range(start + 1, end - 1) if layout.tags[i] in grammar.infinitive_tags), None)
    if to is None or layout.tags[to + 1] not in grammar.base_tags or layout.tags[start] in grammar.question_tags:
        return False
    nouns = grammar.noun_tags | grammar.adjective_tags
    return all(layout.tags[i] in nouns or layout.labels[i] in grammar.determiner for i in range(start, to))
