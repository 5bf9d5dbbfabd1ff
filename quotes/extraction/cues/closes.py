"""Where the clause around a cue closes: its report ends there at the latest, whatever the parse makes of the rest."""

from __future__ import annotations

from collections.abc import Iterator

from quotes.extraction.cues.around import COMMAS_AND_CLOSERS
from quotes.extraction.cues.cue import Cue
from quotes.extraction.cues.ranges import has_verb, main_clauses
from quotes.extraction.layout import Layout, Range
from quotes.extraction.lexicon import Lexicon
from quotes.extraction.mentions import phrase_start

DASHES = frozenset("–—-") | {"--"}
OPENING, CLOSING = "(", ")"
LEADS = 2  # words before 'while' at the start of a sentence: 'But even while'
ASIDE_LEAD = 12  # tokens from a dash to a source within the aside
ASIDE_TOKENS = 40  # from a mark that opens an aside to its cue
REACH_TOKENS = 150  # of a sentence in which a clause closes


def closing(layout: Layout, lexicon: Lexicon, cue: Cue) -> int | None:
    """The first token that stands after the clause of a cue which reports what follows it; None if it closes nowhere.

    'While Marlow said it was safe | , engineers …', 'Marlow, though she said it was safe | , left', 'The boat – Marlow
    said it was safe | – left', '(Marlow said it was safe | )'.
    """
    sentence = layout.sentences[layout.sentence_of[cue.verb]]
    rest = cue.content[0][0], min(sentence[1], cue.verb + REACH_TOKENS)
    places = [_end_of_aside(layout, lexicon, cue, (sentence[0], rest[1]))]
    mark = _opened_by(layout, lexicon, cue, sentence[0])
    if mark is not None and mark - sentence[0] <= LEADS and layout.texts[mark - 1] not in COMMAS_AND_CLOSERS:
        places.append(next(main_clauses(layout, lexicon, rest), None))
    elif mark is not None and not has_verb(layout, lexicon, sentence[0], mark):
        places.append(next(_rest_of_interrupted(layout, lexicon, rest), None))
    return min((place for place in places if place is not None), default=None)


def _opened_by(layout: Layout, lexicon: Lexicon, cue: Cue, start: int) -> int | None:
    """The 'while' that opens the clause of a cue, at the start of its sentence or after a comma."""
    first = cue.source[0] if cue.source and cue.source[0] < cue.verb else cue.verb
    for i in range(first - 1, max(start, first - ASIDE_TOKENS) - 1, -1):
        if layout.hidden[i] or layout.texts[i] in COMMAS_AND_CLOSERS:
            return None  # 'While it rained, Marlow said …'
        opens = i - start <= LEADS or layout.texts[i - 1] in COMMAS_AND_CLOSERS
        if opens and layout.lowers[i] in lexicon.clause_openers:
            return i
    return None


def _rest_of_interrupted(layout: Layout, lexicon: Lexicon, rest: Range) -> Iterator[int]:
    """'Marlow, though she said it was safe | , quickly left': the commas before a verb without a subject."""
    grammar, (start, end) = lexicon.words.grammar, rest
    for i in range(start + 1, end - 2):
        if layout.hidden[i] or layout.texts[i] not in COMMAS_AND_CLOSERS:
            continue
        verb = i + 1 + (layout.tags[i + 1] in grammar.following_tags)
        if layout.tags[verb] in grammar.finite_tags and has_verb(layout, lexicon, start, i):
            yield i


def _end_of_aside(layout: Layout, lexicon: Lexicon, cue: Cue, sentence: Range) -> int | None:
    """'The boat – Marlow said it was safe | – left', '(Marlow said it was safe | )'."""
    first = phrase_start(layout, lexicon.words.grammar, cue.source) if cue.source else cue.verb
    first, texts = min(first, cue.verb), layout.texts
    before = range(max(sentence[0], first - ASIDE_TOKENS), first)
    after = range(cue.content[0][0] + 1, sentence[1])
    opened = [i for i in before if texts[i] in (OPENING, CLOSING)]
    if opened and texts[opened[-1]] == OPENING:
        depth = 1
        for i in (i for i in after if not layout.hidden[i]):
            depth += (texts[i] == OPENING) - (texts[i] == CLOSING)
            if not depth:
                return i
    dashes = [i for i in before if texts[i] in DASHES]
    if len(dashes) != 1 or dashes[0] < first - ASIDE_LEAD:
        return None
    closing_dashes = (i for i in after if texts[i] in DASHES and not layout.hidden[i])
    return next((i for i in closing_dashes if _goes_on(layout, lexicon, i + 1)), None)


def _goes_on(layout: Layout, lexicon: Lexicon, i: int) -> bool:
    """'The boat – Marlow said it was safe – | left', '… – | and the crew left'."""
    grammar = lexicon.words.grammar
    ends = i == len(layout.texts)
    return not ends and (layout.labels[i] in grammar.coordination or layout.tags[i] in grammar.finite_tags)
