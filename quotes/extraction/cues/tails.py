"""Cues right beside words between marks and a name, whatever the tagger takes these for: the commonest sentences of
news must not hang on it.
"""

from __future__ import annotations

from quotes.extraction.cues.cue import Cue
from quotes.extraction.cues.verbs import as_saying
from quotes.extraction.layout import Layout, QuotedRun, Range
from quotes.extraction.lexicon import CueForm, Lexicon
from quotes.extraction.mentions import source_at
from quotes.extraction.tokens import Token

MOST_WORDS = 5  # of who says it: 'the head of the union'
LONGEST_TEXT = 15  # words of a text that quotes somebody: 'a statement posted on the site of the union'
ENDS = frozenset(".,;")
LEADS = frozenset(",?!…—–")
COMMAS = frozenset(",:")


def beside_marks(layout: Layout, lexicon: Lexicon, verb: Token, forms: tuple[CueForm, ...]) -> Cue | None:
    """'“…,” the editorial read.', '“…,” Lind notes. “…”', '“…?” warned Waters.', 'Lind admits, “…”': a cue that the
    parse misses.
    """
    form = next((form for form in forms if "say" in form.groups and not form.particle), None)
    if form is None or layout.tags[verb.i] in lexicon.words.grammar.participle_tags or _is_parsed(lexicon, verb):
        return None
    found = _after(layout, lexicon, verb.i) or _turned(layout, lexicon, verb.i) or _before(layout, lexicon, verb.i)
    if found is None:
        return None
    source, run = found
    layout.heads[source] = layout.tokens[source[1] - 1]  # the parse, which is wrong here, may have another
    return Cue(
        (verb.i,), verb.i, form.lemma, form.groups, "after" if run.open < verb.i else "clause", source, _said(run)
    )


def passed_on(layout: Layout, lexicon: Lexicon, verb: Token, forms: tuple[CueForm, ...]) -> Cue | None:
    """'“It was chaos,” Radio Nord quoted one witness as saying.': whose words an outlet or a text ('a statement on the
    site of the union') passes on, right after them.
    """
    form = next((form for form in forms if not form.particle and as_saying(lexicon, verb, form)), None)
    run = _run_before(layout, verb.i - 1, LONGEST_TEXT) if form is not None else None
    if form is None or run is None or not _is_whole(layout, run, verb.i):
        return None
    whom = next((c for c in verb.children if c.dep_ in lexicon.words.grammar.object and c.i > verb.i), None)
    source = source_at(layout, lexicon, whom) if whom is not None else None
    return Cue((verb.i,), verb.i, form.lemma, form.groups, "after", source, _said(run)) if source else None


def _said(run: QuotedRun) -> tuple[Range, ...]:
    return ((run.open, run.close),)


def _after(layout: Layout, lexicon: Lexicon, i: int) -> tuple[Range, QuotedRun] | None:
    """'“…,” Lind later noted of it', '“…,” the editorial read.'"""
    last = i - (i > 1 and layout.lowers[i - 1] in lexicon.words.small.before_cues)
    run = _run_before(layout, last - 1)
    if run is None or last == run.close or not _is_whole(layout, run, i):
        return None
    named = _is_name(layout, lexicon, (run.close, last))
    after, following = layout.texts[i + 1 : i + 2], layout.tags[i + 1 : i + 2]
    ends = not after or after[0] in ENDS or layout.paragraph_of[i + 1] != layout.paragraph_of[i]
    goes_on = named and layout.texts[run.end - 1] == "," and following[0] in lexicon.words.grammar.following_tags
    if not (ends or goes_on) or not (named or _is_somebody(layout, lexicon, (run.close, last))):
        return None
    return (run.close, last), run


def _turned(layout: Layout, lexicon: Lexicon, i: int) -> tuple[Range, QuotedRun] | None:
    """'“…?” warned Waters.'"""
    run, end = _run_before(layout, i - 1), i + 1
    if run is None or run.close != i or not _is_whole(layout, run, i):
        return None
    while end < len(layout.texts) and layout.texts[end][:1].isupper() and end - i <= MOST_WORDS:
        end += 1
    ends = end == len(layout.texts) or layout.texts[end] in ENDS or layout.paragraph_of[end] != layout.paragraph_of[i]
    return ((i + 1, end), run) if end > i + 1 and ends and _is_name(layout, lexicon, (i + 1, end)) else None


def _before(layout: Layout, lexicon: Lexicon, i: int) -> tuple[Range, QuotedRun] | None:
    """'Lind admits, “…”': a name and a cue alone at the beginning of a sentence."""
    start = layout.sentences[layout.sentence_of[i]][0]
    if i + 2 >= len(layout.texts) or layout.texts[i + 1] not in COMMAS or layout.run_of[i + 2] < 0:
        return None
    run = layout.runs[layout.run_of[i + 2]]
    first = layout.tags[start] not in lexicon.words.grammar.telling_tags and layout.texts[start] not in layout.small
    plain = first and run.open == i + 2 and run.hidden and 0 < i - start <= MOST_WORDS
    return ((start, i), run) if plain and _is_name(layout, lexicon, (start, i)) else None


def _run_before(layout: Layout, i: int, most: int = MOST_WORDS) -> QuotedRun | None:
    """The words between marks that end a few words before a token, with nothing but words between."""
    for at in range(i, max(i - most - 1, -1), -1):
        if layout.run_of[at] >= 0:
            run = layout.runs[layout.run_of[at]]
            return run if run.close == at + 1 else None
        if layout.texts[at] in ENDS:
            return None
    return None


def _is_whole(layout: Layout, run: QuotedRun, i: int) -> bool:
    """Are the words a sentence of their own that goes on after its mark, in the same paragraph?"""
    return run.hidden and layout.texts[run.end - 1][-1:] in LEADS and run.paragraph == layout.paragraph_of[i]


def _is_name(layout: Layout, lexicon: Lexicon, place: Range) -> bool:
    """'Ida Lind', 'Dr. Lind': words with capitals, no word of saying alone."""
    words = range(*place)
    high = all(layout.texts[k][:1].isupper() or layout.texts[k] == "." for k in words)
    return (
        high
        and layout.lowers[place[1] - 1] not in lexicon.cue_forms
        and layout.tags[place[0]] not in lexicon.words.grammar.pronoun_tags
    )


def _is_somebody(layout: Layout, lexicon: Lexicon, place: Range) -> bool:
    """'the editorial', 'her lawyer', 'the two': an article and who or what can speak."""
    words, (start, end) = lexicon.words, place
    last, owner = layout.lowers[end - 1], layout.tags[start] in words.grammar.possessive_tags
    led = owner or layout.labels[start] in words.grammar.determiner or layout.lowers[start] in words.names.articles
    kinds = (lexicon.persons, words.roles.group, words.roles.organisation, words.phrases.carriers, words.pronouns.pair)
    return led and end - start > 1 and any(last in kind for kind in kinds)


def _is_parsed(lexicon: Lexicon, verb: Token) -> bool:
    """Has the parse found who says it?"""
    grammar = lexicon.words.grammar
    return verb.tag_ in grammar.verb_tags and bool(verb.children_as(grammar.subject))
