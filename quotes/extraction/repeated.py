"""A headline quotes what the article quotes again: '‘It is a lifeline’: village fights for its bus'.

Who says the words is told where they stand in the article; in a headline a noun beside them may be for anything, and
who was named before a pull quote may be anybody.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from quotes.extraction.attribute.context import Context
from quotes.extraction.attribute.rules import AROUND, FAR
from quotes.extraction.reasons import UNSETTLED
from quotes.extraction.resolve.discourse import OPEN
from quotes.extraction.spoken import Spoken

FEWEST = 3  # words that two quotations must share at their beginnings to be the same

Below = dict[tuple[str, ...], list[tuple[tuple[str, ...], int, Spoken]]]  # words, where a sentence begins, and whose


def with_speakers_of_body(context: Context, said: Sequence[Spoken]) -> list[Spoken]:
    """The quotations of an article, those of headlines and pull quotes by whoever says the same words elsewhere in it,
    if that is one.
    """
    apart = [one.kind != "indirect" and (_in_headline(context, one) or _is_pulled(context, one)) for one in said]
    if not any(apart):
        return list(said)
    below: Below = defaultdict(list)
    for one, alone in zip(said, apart, strict=True):
        if not alone and not _in_headline(context, one) and one.speaker.name and one.kind != "indirect":
            words, beginnings = _marked(context, one)
            for start in beginnings:
                below[words[start : start + FEWEST]].append((words, start, one))
    return [_by_body(context, one, below) if alone else one for one, alone in zip(said, apart, strict=True)]


def _by_body(context: Context, one: Spoken, below: Below) -> Spoken:
    words, _ = _marked(context, one)
    pulled = _is_pulled(context, one)
    near = below.get(words[:FEWEST], ())
    same = [other for there, start, other in near if there[start : start + len(words)] == words]
    names = {other.speaker.name for other in same}
    told = one.answer.cue is not None or (one.speaker.how == "name" and one.speaker.kind == "person" and not pulled)
    if len(words) >= FEWEST and len(names) == 1 and not told:
        return replace(one, speaker=same[0].speaker, partners=same[0].partners, reporter=None)
    far = one.answer.rule in FAR or _has_other_marks(context, one)
    return _of_nobody(one) if pulled and far and _is_heading(context, one) else one


def _of_nobody(one: Spoken) -> Spoken:
    answer = one.answer._replace(rule=UNSETTLED, source=None, probability=0.0)
    return replace(one, answer=answer, speaker=OPEN, partners=(), reporter=None)


def _in_headline(context: Context, one: Spoken) -> bool:
    return context.layout.paragraph_of[one.ranges[0][0]] in context.layout.headlines


def _is_pulled(context: Context, one: Spoken) -> bool:
    """“We are not ready” in a line of its own, as pull quotes and headings stand, by whoever is near."""
    paragraph = context.layout.paragraph_of[one.ranges[0][0]]
    return one.answer.cue is None and one.answer.rule in AROUND and paragraph in context.all_quotation


def _is_heading(context: Context, one: Spoken) -> bool:
    """Are the words a line that does not end as a sentence does, or ‘between such marks’ where others have “these”?"""
    layout, last = context.layout, one.ranges[-1][1] - 1
    start, end = layout.paragraphs[layout.paragraph_of[last]]
    short = end - start <= HEADING and len(one.ranges) == 1
    return short and (layout.texts[last][-1].isalnum() or _has_other_marks(context, one))


def _has_other_marks(context: Context, one: Spoken) -> bool:
    """‘Totally wrong.’, in an article that puts what is said between “double marks”."""
    layout, number = context.layout, context.layout.run_of[one.ranges[0][0]]
    return number >= 0 and layout.runs[number].run.single and context.marks_double


HEADING = 16  # tokens of a heading, its marks among them


def _marked(context: Context, one: Spoken) -> tuple[tuple[str, ...], list[int]]:
    """The words between marks, and where in them a sentence begins."""
    layout = context.layout
    inside = (i for start, end in one.ranges for i in range(start, end) if layout.run_of[i] >= 0)
    places = [i for i in inside if layout.texts[i][0].isalnum()]
    sentences = [layout.sentence_of[i] for i in places]
    beginnings = [k for k, sentence in enumerate(sentences) if k == 0 or sentence != sentences[k - 1]]
    return tuple(layout.lowers[i] for i in places), beginnings
