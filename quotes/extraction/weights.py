"""Fitted weights: plain numbers in `lang/xx_weights.json`, and the probability they give to some evidence.

Each decision (is this passage somebody's words? is this source the right one? is this a report?) is a logistic
regression over named pieces of evidence ('rule:governed', 'cue:said'). `quotes fit` makes the file again.
"""

from __future__ import annotations

import json
import math
from collections.abc import Set
from dataclasses import dataclass
from functools import lru_cache
from itertools import repeat
from pathlib import Path
from typing import TYPE_CHECKING, Any

from quotes.errors import LexiconError

if TYPE_CHECKING:
    from spacy.language import Language

FOLDER = Path(__file__).parents[1] / "lang"
DECISIONS = ("attributed", "source", "report", "speech", "speaker")


@dataclass(frozen=True)
class Decision:
    """One logistic regression: a piece of evidence not in the table weighs nothing."""

    bias: float
    table: dict[str, float]

    def weight(self, evidence: Set[str]) -> float:
        """What some evidence adds up to, the same in any order."""
        return math.fsum(map(self.table.get, evidence, repeat(0.0)))

    def probability(self, evidence: Set[str], more: float = 0.0) -> float:
        """How likely a yes is, given this evidence and the weight of more."""
        total = self.bias + self.weight(evidence) + more
        return 1.0 / (1.0 + math.exp(-max(min(total, 30.0), -30.0)))


@dataclass(frozen=True)
class Weights:
    """The decisions of a language.

    Attributes:
        attributed: is what stands between marks somebody's words (and no title, term or scare quote)?
        source: is this the source of the passage?
        report: is this clause a report of what its source said?
        speech: are the words of a row something said?
        speaker: is the speaker at the end the right one? Times `speech` it gives the confidence.
        threshold: from which probability on each is a yes; `certain` for reports that grammar settles, `plain`
            for those of plain words ('said'), `report` for those of others; of `speaker`, for reports without marks.
    """

    attributed: Decision
    source: Decision
    report: Decision
    speech: Decision
    speaker: Decision
    threshold: dict[str, float]


@lru_cache(maxsize=8)
def load_weights(language: str, path: str | Path | None = None) -> Weights | None:
    """The weights of a language, or of a file that `quotes fit` made; None where none were fitted.

    Raises:
        LexiconError: the file is not there, or is not one of weights.
    """
    file = file_of(language, path)
    return _read(file) if file else None


def file_of(language: str, path: str | Path | None = None) -> Path | None:
    """The file given, or the one that comes with a language; None if there is neither."""
    if path is not None:
        return Path(path)
    file = FOLDER / f"{language}_weights.json"
    return file if file.is_file() else None


def fitted_for(nlp: Language) -> str | None:
    """The file of weights fitted on the parses of this very pipeline; None if there is none."""
    file = FOLDER / f"{nlp.meta['lang']}_weights_{nlp.meta['name']}.json"
    return str(file) if file.is_file() else None


def _read(file: Path) -> Weights:
    try:
        return weights_of(json.loads(file.read_text(encoding="utf-8")))
    except OSError as error:
        raise LexiconError(
            f"{file}: cannot be read ({error.strerror}); make one with: quotes fit GOLD -o FILE"
        ) from error
    except (ValueError, KeyError, TypeError) as error:
        raise LexiconError(f"{file}: no weights as `quotes fit` writes them ({error!r})") from error


def weights_of(table: dict[str, Any]) -> Weights:
    """Weights from what the JSON file holds."""
    decisions = {name: Decision(table[name]["bias"], table[name]["weights"]) for name in DECISIONS}
    report = table["thresholds"]["report"]
    threshold = {"certain": report, "plain": report, "report_row": 0.0} | table["thresholds"]
    return Weights(**decisions, threshold=threshold)
