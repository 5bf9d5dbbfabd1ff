"""Words with capitals that look like a name but are not one: a post, part of a work, the holder of an office."""

from __future__ import annotations

from collections.abc import Sequence

from quotes.extraction.layout import Layout, Range
from quotes.extraction.lexicon import Lexicon
from quotes.extraction.resolve.name_parts import BEFORE_PARTY, Trimmed, is_party


def is_no_name(layout: Layout, lexicon: Lexicon, trimmed: Trimmed, name: Sequence[str]) -> bool:
    """Do the words say what somebody or something is, and not what it is called?"""
    return (
        _is_numbered(lexicon, name)
        or (len(name) == 1 and name[0].lower() in lexicon.words.resolving.bare)
        or is_party(layout, lexicon, trimmed.place[0])
        or _is_description(layout, lexicon, trimmed.place)
        or _is_member(layout, lexicon, trimmed)
        or _is_office(layout, lexicon, trimmed.place)
        or _is_title_of_work(layout, lexicon, trimmed.place)
        or _is_letter(layout, lexicon, trimmed.place)
        or _is_listing(layout, trimmed.place)
    )


def is_post(layout: Layout, lexicon: Lexicon, trimmed: Trimmed, name: Sequence[str]) -> bool:
    """'Chief | Executive Officer': a post in which the words before were taken for titles, or its rank."""
    posts = lexicon.words.names.posts
    several = len(name) > 1 or bool(trimmed.cut)
    return (several and all(word.lower() in posts for word in name)) or _is_rank(layout, lexicon, trimmed.place[0])


def _is_rank(layout: Layout, lexicon: Lexicon, i: int) -> bool:
    """The 'Acting' of 'Chief Executive Officer (Acting)'."""
    return layout.lowers[i] in lexicon.words.roles.rank and i > 0 and layout.texts[i - 1] in BEFORE_PARTY


def _is_numbered(lexicon: Lexicon, name: Sequence[str]) -> bool:
    """'Page B1', 'Article 33': a part of a work."""
    return len(name) > 1 and name[0] in lexicon.words.names.parts and any(letter.isdigit() for letter in name[1])


def _is_description(layout: Layout, lexicon: Lexicon, place: Range) -> bool:
    """'the Ohio Democrat', 'another Ohio Democrat', 'Ohio Democrats': somebody of a place, named elsewhere or not."""
    (start, end), doc, words = place, layout.tokens, lexicon.words
    labels, last = words.resolving.place_labels, doc[end - 1]
    if end - start < 2 or not all(doc[i].ent_type_ in labels for i in range(start, end - 1)):
        return False
    if last.tag_ in words.grammar.plural_tags:
        return last.ent_type_ in words.resolving.people_labels
    return start > 0 and doc[start - 1].dep_ in words.resolving.article_labels and last.lower_ in lexicon.persons


def _is_title_of_work(layout: Layout, lexicon: Lexicon, place: Range) -> bool:
    """'the “Harbour Bill”', 'in "Atlas Drowned"': words in marks of their own that begin with no first name."""
    start, end = place
    run = layout.run_of[start]
    if run < 0 or end - start < 2 or layout.lowers[start] in lexicon.first_names:
        return False
    marks = layout.runs[run]
    return marks.start == start and all(layout.tokens[i].is_punct for i in range(end, marks.end))


def _is_letter(layout: Layout, lexicon: Lexicon, place: Range) -> bool:
    """'Q: Did your editor mind?': the letter of a label."""
    (start, end), resolving = place, lexicon.words.resolving
    letter = end - start == 1 and layout.texts[start] in resolving.asks | resolving.answers
    return letter and layout.paragraphs[layout.paragraph_of[start]][0] == start and layout.texts[end : end + 1] == [":"]


def _is_listing(layout: Layout, place: Range) -> bool:
    """'Merrow Foods (OSE: MRW)', '(“OSE”: MRW)': where shares are traded, and under which letters."""
    start, end = place
    opening = max(start - LISTING_TOKENS, 0)
    led = next((i for i in range(start - 1, opening - 1, -1) if layout.texts[i] in BRACKETS), None)
    letters = end - start == 1 and layout.texts[start].isupper()
    return letters and led is not None and (layout.texts[end : end + 1] == [":"] or ":" in layout.texts[led:start])


BRACKETS = frozenset("([")
LISTING_TOKENS = 4  # from a bracket to the letters


def _is_member(layout: Layout, lexicon: Lexicon, trimmed: Trimmed) -> bool:
    """'The Northern MP', 'her Northern MP': a member of a body or party, who has a name elsewhere."""
    start, end = trimmed.place
    led = start > 0 and layout.labels[start - 1] in lexicon.words.grammar.determiner
    last = trimmed.whole[1] - 1
    person = layout.tokens[start].ent_type_ in lexicon.words.resolving.person_labels
    return led and last >= end and layout.lowers[last] in lexicon.persons and not person


def _is_led(layout: Layout, lexicon: Lexicon, start: int) -> bool:
    """'the | Officer', 'the Shadow Foreign | Affairs Minister', 'Norland's acting | Prime Minister': does an article or
    an owner stand before it, or before the words that belong to it?
    """
    the, grammar = lexicon.words.resolving.the, lexicon.words.grammar
    for i in range(start - 1, max(start - 1 - LED, layout.sentences[layout.sentence_of[start]][0] - 1), -1):
        if layout.lowers[i] in the or layout.tags[i] in grammar.genitive_tags:
            return True
        if layout.labels[i] not in grammar.before_noun:
            return False
    return False


LED = 4  # words before an office that may belong to it, with its article


def _is_office(layout: Layout, lexicon: Lexicon, place: Range) -> bool:
    """'the Emir of Lantana, Sani Brekke', 'the acting Force Relations Officer, CSP Ida Soir': what the person after it
    is.
    """
    (start, end), texts, words = place, layout.texts, lexicon.words
    if end - start < 2 or not _is_led(layout, lexicon, start):
        return False
    link = next((i for i in range(start + 1, end) if layout.lowers[i] in words.resolving.of), end)
    office = layout.lowers[link - 1] in lexicon.offices and not words.names.seat_titles.intersection(texts[start:link])
    if office and link == end and end < len(texts) and layout.lowers[end] in words.resolving.of:
        return True  # 'the National President | of the Guild'
    after = range(end + 1, min(end + 3, len(texts)))
    return office and end < len(texts) and texts[end] == "," and all(texts[i][:1].isupper() for i in after)
