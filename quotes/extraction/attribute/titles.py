"""Words between marks that nobody says: titles of works, by what stands before and behind them."""

from __future__ import annotations

from quotes.extraction.attribute.context import Context
from quotes.extraction.layout import QuotedRun

CITED = 8  # tokens from the mark behind a title to the bracket that closes its citation
OPEN, CLOSED = frozenset("(["), frozenset(")]")


def is_title(context: Context, index: int) -> bool:
    """'sang “The Long Road”', '(“Ban the bikes”, 4 May)': the title of a work."""
    passage = context.passages[index]
    run = context.layout.runs[passage.runs[0]]
    if len(passage.runs) > 1:
        return False
    return (
        _is_performed(context, run) or _is_cited(context, run) or _is_byname(context, run) or _is_nickname(context, run)
    )


def _is_nickname(context: Context, run: QuotedRun) -> bool:
    """'J.T. “Bo” Larkin': a word with a capital in the middle of a name."""
    layout, names = context.layout, context.lexicon.words.grammar.name_tags
    if run.end - run.start > NICKNAME or not run.open or run.close >= len(layout.texts):
        return False
    around = (layout.tokens[run.open - 1], layout.tokens[run.close])
    named = all(token.tag_ in names and token.text[:1].isupper() for token in around)
    same = layout.paragraph_of[run.open - 1] == layout.paragraph_of[run.close]
    return named and same and all(layout.texts[i][:1].isupper() for i in range(run.start, run.end))


NICKNAME = 2  # tokens


def _is_byname(context: Context, run: QuotedRun) -> bool:
    """'known to his neighbours as “the Mayor”': what everybody calls somebody."""
    layout, words = context.layout, context.lexicon.words
    before = range(max(run.open - BYNAME, 0), run.open - 1)
    linked = run.open > 0 and layout.lowers[run.open - 1] in words.resolving.in_role
    return linked and any(layout.lowers[i] in words.terms.byname for i in before)


BYNAME = 7  # tokens from 'known' to the mark


def _is_performed(context: Context, run: QuotedRun) -> bool:
    """'sang “The Long Road”': a title in capitals after what is done with works, outside headlines; and behind a work:
    'in her memoir, “Salt,” Soir writes'.
    """
    layout, words = context.layout, context.lexicon.words
    before = run.open - 1
    work = before > 0 and layout.lowers[before - (layout.texts[before] == ",")] in words.terms.works
    performed = before >= 0 and layout.lowers[before] in words.terms.performing
    if not (work or performed) or run.paragraph in layout.headlines:
        return False
    spoken = [i for i in range(run.start, run.end) if layout.texts[i][0].isalpha()]
    high = all(layout.texts[i][0].isupper() or layout.lowers[i] in words.small.in_titles for i in spoken)
    return high and (work or len(spoken) > 1) and layout.texts[run.end - 1] not in ENDS


ENDS = frozenset(".!?")


def _is_cited(context: Context, run: QuotedRun) -> bool:
    """'(“Ban the bikes”, 4 May)': in brackets with the day or the page on which it stood."""
    texts = context.layout.texts
    if not run.open or texts[run.open - 1] not in OPEN:
        return False
    behind = range(run.close, min(run.close + CITED, len(texts)))
    closing = next((i for i in behind if texts[i] in CLOSED), None)
    return closing is not None and any(texts[i][0].isdigit() for i in range(run.close, closing))
