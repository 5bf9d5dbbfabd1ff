"""The rule for quotations whose closing mark is missing, so that who says it stands among the words."""

from __future__ import annotations

from collections.abc import Iterator

from quotes.extraction.attribute.context import Context, Proposal
from quotes.extraction.layout import QuotedRun, Range

FARTHEST = 60  # tokens from the opening mark
MOST_NAME = 5  # words of a title and a name
ENDS = frozenset(".,;")


def swallowed_cue(context: Context, index: int) -> Iterator[Proposal]:
    """“We have three problems, she said. The first is water. – the mark before 'she said', 'Soir said' is missing."""
    for number in context.passages[index].runs:
        run = context.layout.runs[number]
        if not run.hidden:
            continue
        for i in range(run.start + 1, min(run.start + FARTHEST, run.end - 2)):
            if context.layout.texts[i] == "," and (source := _tail(context, run, i + 1)):
                yield source, None
                return


def _tail(context: Context, run: QuotedRun, start: int) -> Range | None:
    """'she said.' and 'Dee Soir said.' where the mark is missing for sure, 'said Captain Dee Soir.' anywhere."""
    layout, words = context.layout, context.lexicon.words
    singular = words.pronouns.male | words.pronouns.female
    if layout.lowers[start] in singular and _says(context, start + 1) and not run.run.closed:
        return start, start + 1
    if not run.run.closed and (named := _named(context, run, start)):
        return named
    if not _says(context, start):
        return None
    end = start + 1
    while end < min(run.end, start + MOST_NAME + 1) and layout.texts[end][:1].isupper():
        end += 1
    return (start + 1, end) if end - start > 2 and layout.texts[end] in ENDS else None


def _named(context: Context, run: QuotedRun, start: int) -> Range | None:
    """'Dee Soir said.': a name, a word of saying and the end of the sentence."""
    end, texts = start, context.layout.texts
    while end < min(run.end, start + MOST_NAME) and texts[end][:1].isupper():
        end += 1
    last = end + 1 == run.end or (end + 1 < run.end and texts[end + 1] in ENDS)
    return (start, end) if end > start and end < run.end and _says(context, end) and last else None


def _says(context: Context, i: int) -> bool:
    """A plain word of saying in a past tense ('said', 'added')."""
    forms = context.lexicon.cue_forms.get(context.layout.lowers[i], ())
    return any("say" in form.groups and form.lemma in context.lexicon.words.cues.plain for form in forms)
