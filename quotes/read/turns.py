"""Put the label of a speaker that has a line of its own, as in transcripts, before the speaker's words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

TURNED = "names on lines of their own set before what they say"
TIME = r"[\[(]?(?:\d{1,2}:)?\d{1,2}:\d\d(?:[.,]\d{1,3})?[\])]?"
WORD = r"(?:[^\W\d_a-zß-öø-ÿ][\w.'’-]*|\d{1,2}|of|de|van|von|der|den|la|le|al|bin)"
LABEL = re.compile(
    rf"(?:(?P<before>{TIME})\s*[-–—:]?\s*)?(?P<name>{WORD}(?: {WORD}){{0,4}}?)"
    rf"(?:\s*[-–—,]?\s*(?P<after>{TIME}))?\s*(?P<colon>:)?"
)
LONGEST = 70  # characters in such a line
FEWEST, TWICE = 3, 2  # labels; occurrences of each of two names without a time or a colon


def turned(text: str) -> str:
    """A text with each such label at the beginning of the speaker's paragraphs; the same text if it has no labels.

    >>> text = turned("Ida Marlow 0:03\\nWe wait.\\n\\nPer Aas 0:07\\nSo do we.\\n\\nIda Marlow 0:09\\nGood.")
    >>> [line for line in text.split("\\n") if line]
    ['[0:03] Ida Marlow: We wait.', '[0:07] Per Aas: So do we.', '[0:09] Ida Marlow: Good.']
    """
    lines = text.split("\n")
    labels = _labels(lines)
    return "\n".join(_joined(lines, labels)) if labels else text


def _labels(lines: Sequence[str]) -> dict[int, str]:
    """The labels by the number of their line, if there are enough of them to be sure."""
    found = {at: match for at, line in enumerate(lines) if (match := _label(line)) and _speaks(lines, at)}
    told = {at: match for at, match in found.items() if match["before"] or match["after"] or match["colon"]}
    for chosen, repeated in ((told, 1), (found, TWICE)):
        names = Counter(match["name"] for match in chosen.values())
        often = [name for name, count in names.items() if count >= TWICE]
        if len(chosen) >= FEWEST and len(names) > 1 and len(often) >= repeated:
            kept = {at: match for at, match in chosen.items() if repeated == 1 or match["name"] in often}
            return {at: _as_label(match) for at, match in kept.items()}
    return {}


def _label(line: str) -> re.Match[str] | None:
    plain = line.strip()
    match = LABEL.fullmatch(plain) if 1 < len(plain) <= LONGEST else None
    return None if match and match.end("name") == len(plain) and plain[-1] in ".!?…" else match  # 'Order.'


def _speaks(lines: Sequence[str], at: int) -> bool:
    """Whether the line after a label, or the one after a blank line, is not a label."""
    after = next((line for line in lines[at + 1 : at + 3] if line.strip()), "")
    return bool(after.strip()) and _label(after) is None


def _as_label(match: re.Match[str]) -> str:
    time = (match["before"] or match["after"] or "").strip("[]()")
    return (f"[{time}] " if time else "") + f"{match['name']}: "


def _joined(lines: Sequence[str], labels: dict[int, str]) -> list[str]:
    joined: list[str] = []
    label, name, last = "", "", max(labels)
    blank = True
    for at, line in enumerate(lines):
        if at in labels:
            label, name = labels[at], labels[at].rpartition("] ")[2]
            if joined and joined[-1].strip():
                joined.append("")
            continue
        if line.strip() and label:
            joined.append(label + line.strip())
            label = ""
        elif line.strip() and blank and name and at < last:  # a further paragraph, but not after the last label:
            joined.append(name + line.strip())  # it may be a remark of the program
        elif line.strip() or not label:
            joined.append(line)
        blank = not line.strip()
    return joined
