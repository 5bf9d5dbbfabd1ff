"""The figures of an evaluation as records, which `quotes evaluate --json` prints."""

from __future__ import annotations

from typing import Literal

from pydantic import computed_field

from quotes.models import Record

Verdict = Literal["right", "speaker", "missed", "spurious"]


class PrecisionRecall(Record):
    """Recall and precision of finding attributions."""

    p: float
    r: float
    f1: float
    gold: int
    pred: int


class Accuracy(Record):
    """The number of right answers among `n`; the accuracy is None if `n` is 0."""

    accuracy: float | None
    n: int


class Quoted(Record):
    """Figures over runs between quotation marks; `joint` means found with the right speaker."""

    found: PrecisionRecall
    speaker_mention: Accuracy
    speaker_entity: Accuracy
    joint: PrecisionRecall


class Indirect(Record):
    """Figures over reports without quotation marks."""

    found: PrecisionRecall
    speaker_mention: Accuracy


class RowScores(Record):
    """Figures over what a reader of the results sees: the unit is a row, which is one predicted quote.

    A row is right if half of its letters or more lie in one quote of gold whose speaker it names: by an accepted name
    if gold has any, else by the mention, and nobody if gold has nobody. `p` is the share of rows that are right. `r` is
    the share of gold's quotes that are recalled: half of their letters or more lie in right rows. Both are from 0 to 1.
    `gold` and `pred` are numbers of quotes.

    Attributes:
        all: over all rows and quotes; the others take rows by their own kind and quotes of gold by gold's.
    """

    all: PrecisionRecall
    direct: PrecisionRecall
    mixed: PrecisionRecall
    indirect: PrecisionRecall


class Extras(Record):
    """Figures over what only some gold and some predictions say; `n` counts the rows in gold where both say it.

    Attributes:
        act: whether the act is right: the speaker states, denies, asks, promises, demands or accuses.
        together: whether every joint speaker is named.
    """

    act: Accuracy
    together: Accuracy


class Group(Record):
    """The predictions of one rule, kind or outlet; each run between marks and each indirect quote counts as one.

    Attributes:
        predicted: the number of predictions.
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
        """The share of predictions that are attributions in gold."""
        return self.found / self.predicted if self.predicted else 0.0

    @computed_field  # type: ignore[prop-decorator]
    @property
    def speaker_precision(self) -> float | None:
        """The share with the right speaker among the predictions that are in gold."""
        return self.right / self.found if self.found else None


class CurvePoint(Record):
    """The share of predictions with at least this confidence, and the share of these that are right."""

    confidence: float
    coverage: float
    precision: float


class Calibration(Record):
    """Is confidence the probability that a row is right? Over `n` rows; all figures are shares from 0 to 1.

    Attributes:
        error: expected calibration error: how far the mean confidence and the share of right rows are apart in each of
            ten equal bins of confidence, weighted by the rows in the bin; 0.0 if there are no rows.
        coverage_at_98: the largest share of rows that can be kept, by a least confidence, so that 98 of 100 of them
            or more are right; 0.0 if no confidence does that.
    """

    n: int
    error: float
    coverage_at_98: float
    curve: tuple[CurvePoint, ...]


class Judgement(Record):
    """Gold and prediction of one unit (a run between marks, or one indirect quote) side by side.

    Attributes:
        outcome: 'right', or what is wrong: the speaker, missed, or spurious (gold has no such attribution).
        sentence: the words around it.
        rule, kind, confidence: the prediction's; `kind` is gold's if there is no prediction.
    """

    article: str
    outlet: str
    unit: Literal["quoted", "indirect"]
    outcome: Verdict
    start: int
    text: str
    sentence: str
    gold_speaker: str | None = None
    speaker: str | None = None
    kind: str
    rule: str | None = None
    confidence: float | None = None


class Result(Record):
    """All figures of an evaluation.

    Attributes:
        all: over single letters: is this letter attributed to somebody?
        rows: over what a reader of the results sees.
        calibration: the calibration error of rows, a share from 0 to 1; None if there are no rows.
        confidence: the same, with what remains at each confidence.
    """

    articles: int
    quoted: Quoted
    indirect: Indirect
    all: PrecisionRecall
    rows: RowScores
    extras: Extras
    rules: tuple[Group, ...] = ()
    kinds: tuple[Group, ...] = ()
    outlets: tuple[Group, ...] = ()
    calibration: float | None
    confidence: Calibration
    errors: tuple[Judgement, ...] = ()


class Together(Record):
    """Figures of joining people: precision, recall and F1 by B³ and by pairs, over `mentions` of `gold` people."""

    p: float
    r: float
    f1: float
    pair_p: float
    pair_r: float
    mentions: int
    gold: int
    people: int


class WhoResult(Record):
    """Figures of how a database joins the names of a gold of who is who.

    Attributes:
        names: how many names the gold has; `joined.mentions` of them are in the database.
        split_names: on how many rows each full name stands that is on several; the most first.
        quotes: quotations of the 50 most quoted people; `at_main_row`: the share of them at the row with the most.
    """

    names: int
    joined: Together
    split_names: tuple[int, ...]
    quotes: int
    at_main_row: float


class PeopleResult(Record):
    """Figures of how people are joined across articles, over four sets of attributions.

    Attributes:
        everything: all attributions whose speaker gold names; one that was not found is a person of its own.
        named: those that were found and given a name, right or wrong.
        right: those of them with the right name, which shows how joining treats our own names.
        given: all, with gold's names in place of ours, which shows only the joining.
    """

    articles: int
    everything: Together
    named: Together
    right: Together
    given: Together
