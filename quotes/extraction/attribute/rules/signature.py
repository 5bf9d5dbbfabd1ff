"""Rules for quotations that a name signs: after a dash, in brackets, or in a line of its own."""

from __future__ import annotations

from collections.abc import Iterator

from quotes.extraction.attribute.context import SENTENCE_ENDS, Context, Proposal
from quotes.extraction.attribute.rules.own_sentence import governed
from quotes.extraction.layout import Range
from quotes.extraction.mentions import mention_of, name_head, noun_head

BRACKETS, BRACKET_ENDS = frozenset("(["), frozenset(")]")
DASHES = frozenset(("—", "–", "-", "--", "―"))
LONGEST_LINE = 14  # tokens of a line with a name and a role
LONGEST_BRACKET = 20  # tokens of a name and a role in brackets
MOST_LINES = 40  # of quotations and names in turn that are looked back over
PARTS = frozenset(",;(|")


def press_release(context: Context, index: int) -> Iterator[Proposal]:
    """“We were stretched.” — Julien Soir, union representative. – not 'Vane said it was “mad.” — Julien Soir'."""
    run = context.last(context.passages[index])
    layout, grammar = context.layout, context.lexicon.words.grammar
    name = _signed(context, run.close)
    if name is None or next(governed(context, index), None) is not None:
        return
    if layout.texts[name][0] in DASHES:
        yield from ((place, None) for place in _glued(context, name))
        return
    stop = _signature_end(context, name)
    if (stop < len(layout.texts) and layout.texts[stop] == ":") or not _is_name_line(context, (name, stop)):
        return
    names = (i for i in range(stop - 1, name - 1, -1) if layout.tags[i] in grammar.name_tags)
    last = next(names, name if layout.lowers[name] in context.lexicon.first_names else None)
    mention = mention_of(layout, context.lexicon, name_head(layout.tokens[last], grammar)) if last is not None else None
    if mention and mention[0] < stop:
        yield mention, None


def _is_name_line(context: Context, place: Range) -> bool:
    """'Environment secretary Lise Soir', 'The Corran Post'; not 'Reporting by Lise Soir' nor 'See the map'."""
    layout, lexicon = context.layout, context.lexicon
    small = lexicon.words.names.links | lexicon.persons
    high = all(layout.texts[i][:1].isupper() or layout.lowers[i] in small for i in range(*place))
    return (
        high
        and layout.texts[place[0]][:1].isupper()
        and not any(layout.tags[i] in lexicon.words.grammar.finite_tags for i in range(*place))
    )


def _signature_end(context: Context, name: int) -> int:
    """Where a signature's name ends: at a comma, a bracket or the end of the line."""
    layout = context.layout
    end = layout.paragraphs[layout.paragraph_of[name]][1]
    return next((i for i in range(name, end) if layout.texts[i] in PARTS or layout.texts[i] in NAME_ENDS), end)


NAME_ENDS = frozenset(".:)]—–")


def _signed(context: Context, close: int) -> int | None:
    """Where the name after a quotation begins: after a dash, glued to one, or in brackets."""
    layout, at = context.layout, _past_space(context, close)
    if at >= len(layout.tokens):
        return None
    text, after = layout.texts[at], _past_space(context, at + 1)
    if text in DASHES or text in BRACKETS:
        whole = text in DASHES or _is_aside(context, at)
        return after if whole and after < len(layout.tokens) else None
    near = layout.paragraph_of[at] - layout.paragraph_of[close - 1]
    return at if text[0] in DASHES and len(text) > 1 and near <= 1 else None


def _is_aside(context: Context, opening: int) -> bool:
    """'(Julien Soir, driver)' at the end of a line, or before the end of a sentence: nothing else stands between."""
    texts, last = context.layout.texts, min(opening + LONGEST_BRACKET, len(context.layout.texts))
    closing = next((i for i in range(opening, last) if texts[i] in BRACKET_ENDS), None)
    if closing is None:
        return False
    ends = closing + 1 >= context.layout.paragraphs[context.layout.paragraph_of[opening]][1]
    return ends or texts[closing + 1] in SENTENCE_ENDS


def _glued(context: Context, start: int) -> Iterator[Range]:
    """'-Councillor Geert Almasy': the words with capitals; an office at the dash is no part of the name."""
    texts, end = context.layout.texts, start + 1
    while end < len(texts) and texts[end][:1].isupper():
        end += 1
    word = texts[start].lstrip("".join(DASHES))
    office = word in context.lexicon.titles.before_names or word.lower() in context.lexicon.persons
    start += office and end - start > 1
    if word[:1].isupper() and context.layout.tags[end - 1] in context.lexicon.words.grammar.name_tags:
        yield start, end


def _past_space(context: Context, i: int) -> int:
    while i < len(context.layout.tokens) and context.layout.tokens[i].is_space:
        i += 1
    return i


def name_line(context: Context, index: int) -> Iterator[Proposal]:
    """A paragraph that is all quotation, and in the line after it (or, in other articles, before it) who says it.

    “He taught me to swim.” ¶ Ragna Soir, his daughter
    """
    run, last = context.first(context.passages[index]), context.last(context.passages[index])
    if not {run.paragraph, last.paragraph} <= context.all_quotation:
        return
    after = _named(context, last.paragraph + 1)
    before = _named(context, run.paragraph - 1)
    name = before if before and (not after or _headed(context, run.paragraph)) else after
    if name and not (name is before and _signs(context, run.paragraph - 1)):
        yield name, None


def from_line(context: Context, index: int) -> Iterator[Proposal]:
    """From the desk of Julien Soir, analyst. ¶ “We were stretched.” – a line that says who the words are from."""
    run, layout, words = context.first(context.passages[index]), context.layout, context.lexicon.words
    if not run.paragraph or run.paragraph not in context.all_quotation:
        return
    start, end = layout.paragraphs[run.paragraph - 1]
    link = next((i for i in range(start, min(start + NEAR_LINK, end)) if layout.lowers[i] in words.nouns.makers), end)
    if any(layout.tags[i] in words.grammar.finite_tags or layout.run_of[i] >= 0 for i in range(start, end)):
        return
    if context.cues_in(start, end):
        return
    named = (i for i in range(link, end) if layout.tags[i] in words.grammar.name_tags)
    at = next(named, link + 1)  # or who has no name: 'A word from the works council:'
    if at >= end or end - start > LONGEST_BRACKET:
        return
    mention = mention_of(layout, context.lexicon, noun_head(layout, words.grammar, at))
    if mention and mention[0] > link:
        yield mention, None


NEAR_LINK = 4  # tokens from the beginning of a line to its 'from'


def _headed(context: Context, paragraph: int) -> bool:
    """Of quotations and names in turn, does a name stand first?"""
    for above in range(paragraph - 1, max(paragraph - MOST_LINES, -1), -1):
        if (paragraph - above) % 2 and not _named(context, above):
            return False
        if not (paragraph - above) % 2 and above not in context.all_quotation:
            return True
    return True


def _signs(context: Context, line: int) -> bool:
    """Is a line with a name the signature of the quotation above it?"""
    return line - 1 in context.all_quotation and not _headed(context, line - 1)


def _named(context: Context, paragraph: int) -> Range | None:
    """The person that a line names, with nothing else but a role: 'Ragna Soir, his daughter'."""
    layout, words = context.layout, context.lexicon.words
    if not 0 <= paragraph < len(layout.paragraphs):
        return None
    start, end = layout.paragraphs[paragraph]
    if not 2 <= end - start <= LONGEST_LINE or any(layout.run_of[i] >= 0 for i in range(start, end)):
        return None
    whole = any(layout.texts[i] in SENTENCE_ENDS or layout.texts[i] == ":" for i in range(start, end))
    stop = next((i for i in range(start, end) if layout.texts[i] in PARTS or layout.tokens[i].is_space), end)
    if whole or any(layout.tags[i] in words.grammar.finite_tags for i in range(stop, end)):
        return None
    capitals = all(layout.texts[i][:1].isupper() for i in range(start, stop))
    return _person(context, (start, stop)) if capitals and stop - start >= 2 else None


def _person(context: Context, place: Range) -> Range | None:
    """'Ragna Soir', 'Father Lukas Brenner': a name with a first name or a title, or one that the recogniser knows."""
    layout, lexicon = context.layout, context.lexicon
    titled = layout.texts[place[0]] in lexicon.titles.before_names
    first = layout.lowers[place[0] + (titled and place[1] - place[0] > 1)] in lexicon.first_names
    person = all(layout.tokens[i].ent_type_ in lexicon.words.grammar.person_labels for i in range(*place))
    return place if titled or first or person else None
