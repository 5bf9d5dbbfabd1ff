"""The figures of an evaluation as records, which `quotes evaluate --json` prints."""

from __future__ import annotations

from typing import Literal

from pydantic import computed_field

from quotes.models import Record

Outcome = Literal["right", "speaker", "missed", "spurious"]


class Found(Record):
    """Recall and precision of finding attributions."""

    p: float
    r: float
    f1: float
    gold: int
    pred: int


class Share(Record):
    """How many of `n` are right; the accuracy is None if `n` is 0."""

    accuracy: float | None
    n: int


class Quoted(Record):
    """Figures over runs between quotation marks; `joint` means found with the right speaker."""

    found: Found
    speaker_mention: Share
    speaker_entity: Share
    joint: Found


class Indirect(Record):
    """Figures over reports without quotation marks."""

    found: Found
    speaker_mention: Share


class Group(Record):
    """The predictions of one rule, kind or outlet; each run between marks and each indirect quote counts as one.

    Attributes:
        predicted: how many there are.
        found: how many of them are attributions in gold.
        right: how many of those found have the right speaker.
    """

    name: str
    predicted: int
    found: int
    right: int

    @computed_field  # type: ignore[prop-decorator]
    @property
    def precision(self) -> float:
        """The share of predictions that are in gold."""
        return self.found / self.predicted if self.predicted else 0.0

    @computed_field  # type: ignore[prop-decorator]
    @property
    def speaker_precision(self) -> float | None:
        """The share with the right speaker among the predictions that are in gold."""
        return self.right / self.found if self.found else None


class CurvePoint(Record):
    """The share of predictions with a confidence or more, and how many of them are right."""

    confidence: float
    coverage: float
    precision: float


class Calibration(Record):
    """Whether confidence is the probability that the speaker is right, over `n` predictions that are in gold.

    Attributes:
        error: expected calibration error, over ten bins of confidence.
        coverage_at_99: the largest share that remains at a confidence where 0.99 of the speakers are right.
    """

    n: int
    error: float
    coverage_at_99: float
    curve: tuple[CurvePoint, ...]


class Judgement(Record):
    """Gold and prediction of one unit (a run between marks, or one indirect quote) side by side.

    Attributes:
        outcome: right; or what is wrong: the speaker, missed, spurious (gold has no such attribution).
        sentence: the words around it.
        rule, kind, confidence: of the prediction; `kind` is gold's if there is none.
    """

    article: str
    outlet: str
    unit: Literal["quoted", "indirect"]
    outcome: Outcome
    start: int
    text: str
    sentence: str
    gold_speaker: str | None = None
    speaker: str | None = None
    kind: str
    rule: str | None = None
    confidence: float | None = None


class Result(Record):
    """All figures of an evaluation."""

    articles: int
    quoted: Quoted
    indirect: Indirect
    all: Found
    rules: tuple[Group, ...] = ()
    kinds: tuple[Group, ...] = ()
    outlets: tuple[Group, ...] = ()
    calibration: Calibration
    errors: tuple[Judgement, ...] = ()


class Together(Record):
    """How people are joined: B³ precision, recall and F1, and the same by pairs, over `mentions` of `gold` people."""

    p: float
    r: float
    f1: float
    pair_p: float
    pair_r: float
    mentions: int
    gold: int
    people: int


class PeopleResult(Record):
    """How people are joined across articles, over four sets of attributions.

    Attributes:
        everything: all attributions whose speaker gold names; one that was not found stands alone.
        named: those that were found and given a name, right or wrong.
        right: those of them with the right name, which shows what joining does to our own names.
        given: all, with gold's names in place of ours, which shows joining alone.
    """

    articles: int
    everything: Together
    named: Together
    right: Together
    given: Together
