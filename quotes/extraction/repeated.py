"""A headline quotes what the article quotes again: '‘It is a lifeline’: village fights for its bus'.

Who says the words is told where they stand in the article; in a headline a noun beside them may be for anything.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from quotes.extraction.attribute.context import Context
from quotes.extraction.spoken import Spoken

FEWEST = 3  # words that two quotations must share at their beginnings to be the same

Below = dict[tuple[str, ...], list[tuple[tuple[str, ...], int, Spoken]]]  # words, where a sentence begins, and whose


def with_speakers_of_body(context: Context, said: Sequence[Spoken]) -> list[Spoken]:
    """The quotations of an article, those of headlines by whoever says the same words below, if that is one."""
    if not any(one.kind != "indirect" and _in_headline(context, one) for one in said):
        return list(said)
    below: Below = defaultdict(list)
    for one in said:
        if not _in_headline(context, one) and one.speaker.name and one.kind != "indirect":
            words, beginnings = _marked(context, one)
            for start in beginnings:
                below[words[start : start + FEWEST]].append((words, start, one))
    return [_by_body(context, one, below) if _in_headline(context, one) else one for one in said]


def _by_body(context: Context, one: Spoken, below: Below) -> Spoken:
    words, _ = _marked(context, one)
    near = below.get(words[:FEWEST], ())
    same = [other for there, start, other in near if there[start : start + len(words)] == words]
    names = {other.speaker.name for other in same}
    told = one.answer.cue is not None or (one.speaker.how == "name" and one.speaker.kind == "person")
    if len(words) < FEWEST or len(names) != 1 or one.kind == "indirect" or told:
        return one
    return replace(one, speaker=same[0].speaker, partners=same[0].partners, reporter=None)


def _in_headline(context: Context, one: Spoken) -> bool:
    return context.layout.paragraph_of[one.ranges[0][0]] in context.layout.headlines


def _marked(context: Context, one: Spoken) -> tuple[tuple[str, ...], list[int]]:
    """The words between marks, and where in them a sentence begins."""
    layout = context.layout
    inside = (i for start, end in one.ranges for i in range(start, end) if layout.run_of[i] >= 0)
    places = [i for i in inside if layout.texts[i][0].isalnum()]
    sentences = [layout.sentence_of[i] for i in places]
    beginnings = [k for k, sentence in enumerate(sentences) if k == 0 or sentence != sentences[k - 1]]
    return tuple(layout.lowers[i] for i in places), beginnings
