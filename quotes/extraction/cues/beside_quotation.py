"""A verb right after words between marks has said them, and what follows it tells how, when or of whom; a verb between
marks reports nothing beyond them.
"""

from __future__ import annotations

from dataclasses import replace

from quotes.extraction.cues.cue import Cue
from quotes.extraction.cues.ranges import has_verb
from quotes.extraction.layout import Layout, QuotedRun
from quotes.extraction.lexicon import Lexicon

TAIL = 12  # tokens from a quotation to the verb after it
LEADS = frozenset(",?!…—–")  # what a quotation ends with whose sentence goes on


def without_asides(layout: Layout, lexicon: Lexicon, cue: Cue) -> Cue:
    """'“…,” Soir said in a statement | issued an hour before the vote', '“…,” Soir said of the firm, | whose owner has
    left': the cue, with the quotation for its words.
    """
    if cue.shape != "clause" or cue.passive or not cue.content or cue.content[0][0] < cue.verb:
        return cue
    run = _quoted_before(layout, cue)
    if run is None or has_verb(layout, lexicon, run.close, cue.verb) or not _is_aside(layout, lexicon, cue):
        return cue
    return replace(cue, shape="after", content=((run.open, run.close),))


def within_marks(layout: Layout, cue: Cue) -> Cue:
    """'shirts with the words “Ask Why”, | chanted “shame”': a verb between marks, and what stands between them."""
    number = layout.run_of[cue.verb]
    if number < 0 or not cue.content:
        return cue
    run = layout.runs[number]
    inside = ((max(start, run.start), min(end, run.end)) for start, end in cue.content)
    content = tuple(place for place in inside if place[0] < place[1])
    return cue if content == cue.content else replace(cue, content=content, shape=cue.shape if content else "none")


def _quoted_before(layout: Layout, cue: Cue) -> QuotedRun | None:
    """The quotation that is a sentence of its own and ends a few tokens before a cue."""
    for i in range(cue.verb - 1, max(cue.verb - TAIL, 0) - 1, -1):
        if layout.hidden[i]:
            run = layout.runs[layout.run_of[i]]
            goes_on = run.paragraph == layout.paragraph_of[cue.verb] and layout.texts[run.end - 1] in LEADS
            return run if goes_on else None
    return None


def _is_aside(layout: Layout, lexicon: Lexicon, cue: Cue) -> bool:
    """Does what follows begin as nothing does that is said: 'issued', 'showing', 'in', 'whose', 'which'?"""
    words, (start, end) = lexicon.words, cue.content[0]
    run = layout.run_of[start]
    if run >= 0 and layout.run_of[end - 1] == run and layout.hidden[layout.sentences[layout.sentence_of[cue.verb]][0]]:
        return True  # '“…,” Soir said in May on the show | “Here It Is”'
    grammar, first = words.grammar, layout.tokens[start]
    if first.lower_ in words.small.that | words.small.whether:
        return False
    relative = first.lower_ in words.pronouns.relative_owner or (
        first.lower_ in words.pronouns.relative and layout.texts[start - 1] == ","
    )
    loose = grammar.past_participle_tags | grammar.participle_tags | grammar.preposition_tags
    return relative or first.tag_ in loose
