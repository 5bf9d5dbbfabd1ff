"""What the rules of attribution look at, and what they ask of it."""

from __future__ import annotations

from dataclasses import dataclass, field

from quotes.find import Passage
from quotes.lexicon import Lexicon
from quotes.spans import Cue, Layout, QuotedRun, Range

SENTENCE_ENDS = frozenset(".!?")
SOFT = frozenset(",;:—–-…'\"“”‘’`") | {"--", "''", "``"}


@dataclass(frozen=True)
class Answer:
    """Who says a passage, and why. `source` None: somebody, but the text does not settle who."""

    rule: str
    source: Range | None
    cue: Cue | None


@dataclass
class Scene:
    """What the rules look at: the layout, the cues, and the answers so far (passage index to answer)."""

    layout: Layout
    lexicon: Lexicon
    cues: list[Cue]
    passages: list[Passage]
    answers: dict[int, Answer] = field(default_factory=dict)

    def first(self, passage: Passage) -> QuotedRun:
        return self.layout.runs[passage.runs[0]]

    def last(self, passage: Passage) -> QuotedRun:
        return self.layout.runs[passage.runs[-1]]


def may_quote(cue: Cue) -> bool:
    """Can this cue stand before or after words between marks?"""
    return bool(cue.groups & {"say", "describe", "think"}) and cue.groups != {"infinitive"}


def covers(cue: Cue, run: QuotedRun) -> bool:
    """Does the run stand inside what the cue reports?"""
    return any(start <= run.start and run.end - 1 <= end for start, end in cue.content)


def ends_full(scene: Scene, run: QuotedRun) -> bool:
    """Does the quotation end its sentence, so that what follows is another?"""
    doc = scene.layout.doc
    if run.close >= len(doc) or scene.layout.paragraph_of[run.close] != run.paragraph:
        return True
    if doc[run.end - 1].text[-1] != ".":
        return False
    return not doc[run.close].text[:1].islower()


def cues_after(scene: Scene, run: QuotedRun) -> list[Cue]:
    """The cues behind a run, up to the end of its sentence or the next run."""
    found = []
    for cue in scene.cues:
        if cue.verb < run.close:
            continue
        if scene.layout.paragraph_of[cue.verb] != run.paragraph:
            break
        if sentence_ends(scene.layout, run.close, cue.verb) or run_between(scene.layout, run.close, cue.verb):
            break
        found.append(cue)
    return found


def only_soft(layout: Layout, start: int, end: int, allowed: set[str]) -> bool:
    """Do only commas, marks and the allowed words stand in between?"""
    return all(
        layout.doc[i].text in SOFT or layout.doc[i].is_space or layout.doc[i].lower_ in allowed
        for i in range(start, end)
    )


def sentence_ends(layout: Layout, start: int, end: int) -> bool:
    """Does a sentence end in this range, outside quotations?"""
    return any(layout.doc[i].text in SENTENCE_ENDS and not layout.hidden(i) for i in range(start, end))


def run_between(layout: Layout, start: int, end: int) -> bool:
    """Does another quotation of its own stand in this range?"""
    return any(layout.run_of[i] >= 0 and layout.runs[layout.run_of[i]].hidden for i in range(start, end))


def sentences_between(layout: Layout, start: int, end: int) -> int:
    """How many sentences end in this range."""
    return sum(layout.doc[i].text in SENTENCE_ENDS for i in range(start, end))
