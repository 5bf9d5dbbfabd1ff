"""The stages in order, for one Doc: lay out, find, report, attribute, resolve; Quotes out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc

from quotes.attribute import attribute
from quotes.cast import make_cast
from quotes.find import find_passages
from quotes.layout import lay_out
from quotes.lexicon import Lexicon
from quotes.models import Quote, QuoteKind
from quotes.report import find_cues
from quotes.resolve import Speaker, Story, resolve
from quotes.scene import Answer, Scene
from quotes.spans import Cue, Layout, Range

Said = tuple[QuoteKind, tuple[Range, ...], Answer]


def analyse(doc: Doc, lexicon: Lexicon) -> list[Quote]:
    layout = lay_out(doc, lexicon.words.elisions.words)
    cues = find_cues(layout, lexicon)
    passages = find_passages(layout)
    scene = Scene(layout, lexicon, cues, passages)
    answers = attribute(scene)
    subjects = {i for cue in cues if cue.source and "say" in cue.groups for i in range(*cue.source)}
    cast = make_cast(layout, lexicon, subjects)
    story = Story(layout, lexicon, cast, [])
    said = sorted(_quoted(scene, answers) + _reported(scene, answers), key=lambda item: item[1][0])
    return list(_resolved(story, said, cues))


def _resolved(story: Story, said: list[Said], cues: list[Cue]) -> Iterator[Quote]:
    """Each quotation with its speaker, in reading order, because 'he' leans on who spoke before."""
    members = story.cast.members
    for kind, ranges, answer in said:
        speaker = resolve(story, answer.source)
        reporter = resolve(story, _reporter(answer, cues))
        last = reporter if reporter.member is not None else speaker
        if last.member is not None:
            story.spoken.append((ranges[0][0], members[last.member]))
        yield _quote(story, kind, ranges, answer, speaker, reporter.name)


def _reporter(answer: Answer, cues: list[Cue]) -> Range | None:
    """'Putin said …, Ushakov added': the source of the cue whose content holds this whole report."""
    if answer.cue is None:
        return None
    outer = [c for c in cues if c is not answer.cue and "say" in c.groups and c.source and _holds(c, answer.cue)]
    return min(outer, key=lambda c: sum(e - s for s, e in c.content)).source if outer else None


def _holds(outer: Cue, inner: Cue) -> bool:
    if inner.source is None or outer.source == inner.source:
        return False
    places = (inner.verb, inner.source[0])
    return all(any(start <= place < end for start, end in outer.content) for place in places)


def _quoted(scene: Scene, answers: dict[int, Answer]) -> list[Said]:
    found: list[Said] = []
    by_cue: dict[int, int] = {}
    for index, answer in sorted(answers.items()):
        runs = [scene.layout.runs[i] for i in scene.passages[index].runs]
        ranges = tuple((run.start, run.end) for run in runs)
        kind: QuoteKind = "direct"
        if answer.rule == "governed" and answer.cue:
            if answer.cue.verb in by_cue:
                continue
            by_cue[answer.cue.verb] = index
            kind, ranges = "mixed", answer.cue.content
        elif not runs[0].hidden:
            kind = "mixed"
        found.append((kind, ranges, answer))
    return found


def _reported(scene: Scene, answers: dict[int, Answer]) -> list[Said]:
    used = {answer.cue.verb for answer in answers.values() if answer.cue}
    found: list[Said] = []
    for cue in scene.cues:
        if cue.verb in used or not cue.content or not _is_report(cue):
            continue
        if any(scene.layout.hidden(i) for start, end in cue.content for i in range(start, end)):
            continue
        found.append(("indirect", cue.content, Answer(f"report_{cue.shape}", cue.source, cue)))
    return found


def _is_report(cue: Cue) -> bool:
    return "say" in cue.groups and cue.shape in ("clause", "after", "around", "phrase") and cue.source is not None


def _quote(
    story: Story,
    kind: QuoteKind,
    ranges: tuple[Range, ...],
    answer: Answer,
    speaker: Speaker,
    reporter: str | None,
) -> Quote:
    layout = story.layout
    spans = tuple(_offsets(layout, place) for place in ranges)
    text = layout.doc.text
    return Quote(
        text=" ".join(text[start:end] for start, end in spans),
        kind=kind,
        spans=spans,
        cue=_passages(layout, [(i, i + 1) for i in answer.cue.tokens]) if answer.cue else None,
        speaker_mention=_passages(layout, [answer.source]) if answer.source else None,
        speaker=speaker.name,
        speaker_kind=speaker.kind,
        role=speaker.role,
        reported_by=reporter,
        rule=answer.rule,
        confidence=story.lexicon.confidence.get(answer.rule, 0.75),
    )


def _offsets(layout: Layout, place: Range) -> Range:
    last = layout.doc[place[1] - 1]
    return layout.doc[place[0]].idx, last.idx + len(last)


def _passages(layout: Layout, places: Sequence[Range]) -> tuple[Range, ...]:
    return tuple(_offsets(layout, place) for place in places)
