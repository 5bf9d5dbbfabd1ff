"""Make our own gold from `tests/gold/*.txt`: articles with their attributions below them; offsets are computed here.

`python -m tools.marked_gold` prints them as the JSON Lines that `quotes evaluate` reads. The form of the
files and what is annotated is described in `tests/gold/README.md`.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from quotes.evaluate import GoldArticle
from quotes.evaluate.units import letters, quoted_runs
from quotes.models import Passage

FOLDER = Path(__file__).parents[1] / "tests" / "gold"
ACTS = ("denies", "asks", "promises", "demands", "accuses")
NOTHING, ANYTHING, GAP, REPORTED = "-", " .. ", " // ", "reported by "
WORD_FOR_WORD = "word for word"


class MarkError(ValueError):
    """A line of the source says something that its article does not have."""


def files() -> list[Path]:
    return sorted(FOLDER.glob("*.txt"))


def source_hash() -> str:
    """The SHA-256 of all files in hexadecimal: it changes with any word of text or annotation."""
    return hashlib.sha256(b"".join(path.read_bytes() for path in files())).hexdigest()


def read_all() -> list[GoldArticle]:
    """Yield every article of every file, in order."""
    return [article for path in files() for article in read_marked(path.read_text(encoding="utf-8"))]


def read_marked(source: str) -> list[GoldArticle]:
    """Yield the articles of one source.

    Raises:
        MarkError: a line cannot be understood, or its words are not in the article; the message has the line.
    """
    return [_article(part) for part in re.split(r"^### ", source, flags=re.M) if part.strip()]


def _article(part: str) -> GoldArticle:
    name, _, rest = part.partition("\n")
    lines = rest.split("\n")
    marked = [line for line in lines if line.startswith(("= ", "& "))]
    text = "\n".join(line for line in lines if line not in marked).strip()
    return GoldArticle.model_validate(
        {"id": name.strip(), "title": text.partition("\n")[0], "text": text, "quotes": list(_quotes(text, marked))}
    )


def _quotes(text: str, marked: Sequence[str]) -> Iterator[dict[str, Any]]:
    """Yield the attributions in the order of the text: each is looked for after the beginning of the one before it."""
    about: dict[str, Any] = {}
    start = 0
    for line in marked:
        fields = [field.strip() for field in line[2:].split(" | ")]
        spans = _spans(text, fields[0], start, line)
        start = spans[0][0] + 1
        if line.startswith("= "):
            about = _about(text, spans, fields, line)
        elif len(fields) > 1 or not about:
            raise MarkError(f"{line!r}: '&' belongs to the line above and has only the content")
        yield {"spans": spans, "kind": "direct" if WORD_FOR_WORD in fields else _kind(text, spans)} | about


def _about(text: str, spans: Sequence[Passage], fields: Sequence[str], line: str) -> dict[str, Any]:
    if len(fields) < 4:
        raise MarkError(f"{line!r}: content, cue, mention and names are needed, with ' | ' between them")
    _, cue, mention, names, *more = fields
    told = {word for word in more if word != WORD_FOR_WORD and not word.startswith(REPORTED)}
    if not told <= set(ACTS):
        raise MarkError(f"{line!r}: {', '.join(told - set(ACTS))} is not one of {', '.join(ACTS)}")
    reporter = next((word.removeprefix(REPORTED) for word in more if word.startswith(REPORTED)), None)
    place = _nearest(text, mention, spans, line)
    return {
        "cue": _nearest(text, cue, spans, line),
        "speaker_mention": place,
        "speaker_text": mention if place else None,
        "act": next(iter(told), "states"),
        "reported_by": reporter,
        **_speakers(names, mention),
    }


def _speakers(names: str, mention: str) -> dict[str, Any]:
    """The accepted names; ' + ' stands between people who speak together, whose joint words are accepted, too."""
    if names == NOTHING:
        return {"speaker_entity": None}
    together = names.rpartition(";")[2].strip().split(" + ")
    accepted = [name.strip() for name in re.split(r"; | \+ ", names)]
    if len(together) == 1:
        return {"speaker_entity": accepted}
    return {"speaker_entity": [*accepted, " and ".join(together), mention], "joint": True, "speakers": together}


def _spans(text: str, content: str, start: int, line: str) -> list[Passage]:
    spans = []
    for part in content.split(GAP):
        first, _, last = part.partition(ANYTHING)
        begin = text.find(first, start)
        end = text.find(last, begin) + len(last) if last else begin + len(first)
        if begin < 0 or end <= begin:
            raise MarkError(f"{line!r}: {part!r} is not in the article, or not in the order of the lines")
        spans.append((begin, end))
        start = end
    return spans


def _nearest(text: str, words: str, spans: Sequence[Passage], line: str) -> list[Passage] | None:
    """Where the words stand as whole words outside the content, nearest to it."""
    if words == NOTHING:
        return None
    places = [match.span() for match in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", text)]
    gaps = {place: min(max(start - place[1], place[0] - end) for start, end in spans) for place in places}
    outside = [place for place in places if gaps[place] >= 0]
    if not outside:
        raise MarkError(f"{line!r}: {words!r} is not beside the content")
    return [min(outside, key=lambda place: gaps[place])]


def _kind(text: str, spans: Sequence[Passage]) -> str:
    inside = letters(text, spans) & letters(text, quoted_runs(text))
    if not inside:
        return "indirect"
    return "direct" if inside == letters(text, spans) else "mixed"


def main() -> int:
    """Print it."""
    argparse.ArgumentParser(prog="python -m tools.marked_gold", description=__doc__).parse_args()
    for article in read_all():
        sys.stdout.write(json.dumps(article.model_dump(mode="json"), ensure_ascii=False) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
