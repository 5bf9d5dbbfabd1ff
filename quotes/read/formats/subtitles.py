"""Read subtitles (SRT and WebVTT): what is said, with the time, and the name if a label or a voice gives it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quotes.errors import SourceError
from quotes.models import Article, content_id
from quotes.read.bounds import MOST_LINES
from quotes.read.decode import Stream
from quotes.read.fields import Fields, without_halves

TIMES = re.compile(
    r"\s*(?P<begins>(?:\d{1,3}:)?\d{1,2}:\d\d)[.,]\d{1,3}\s+-->\s+(?:\d{1,3}:)?\d{1,2}:\d\d[.,]\d{1,3}.*"
)
VOICE = re.compile(r"<v(?:\.[^ >\t]*)?[ \t]+(?P<name>[^>]+)>")
TAG = re.compile(r"</?[a-zA-Z][^>]{0,60}>|<\d\d?:[\d:.]+>|\{\\[^}]{0,60}\}")
LABEL = re.compile(r"\s*(?:-|–|—|>>+)?\s*[\[(]?(?P<name>[^\W\d_][\w.'’ -]{0,40}?)[\])]?\s*:\s+(?=\S)")
DASH = re.compile(r"\s*(?:-|–|—|>>+)\s*")
ROLLING = re.compile(r"<\d\d:\d\d:\d\d[.,]\d{3}><c>")  # words that appear one by one, as YouTube writes them
SOUND = re.compile(r"\s*(?:\[[^\]]*\]|\([^)]*\)|[♪♫].*|\*[^*]*\*)\s*")
BLOCKS = ("NOTE", "STYLE", "REGION")
ENDS = re.compile(r"[.!?…][\"'”’»)\]]*$")


def read_subtitles(stream: Stream, name: str, fields: Fields) -> Iterator[Article | SourceError]:
    """Yield the one article that subtitles are: a paragraph for each turn of a speaker."""
    text = without_halves(stream.text().replace("\x00", "")).lstrip("\ufeff")
    if text.count("\n") > MOST_LINES:
        yield SourceError(name, f"subtitles of more than {MOST_LINES:,} lines", "split them")
        return
    turns = _turns(text)
    if not turns:
        yield SourceError(
            name, "no subtitle found", "write a time ('00:00:01,000 --> 00:00:04,000') with words under it"
        )
        return
    body = "\n\n".join(turns)
    yield Article.model_validate({"id": content_id(body), "text": body})


def _turns(text: str) -> list[str]:
    """What each speaker says until the next one does; without labels, a paragraph for each sentence that ends a cue."""
    turns: list[str] = []
    labels: list[tuple[str, int]] = []
    speaker = ""
    for begins, cue in _rolling(_cues(text)) if ROLLING.search(text) else _cues(text):
        for name, words in _spoken(cue):
            if name and name != speaker:
                labels.append((f"[{begins}] {name}: ", len(turns)))
                turns.append(words)
                speaker = name
            elif turns and (speaker or not ENDS.search(turns[-1])) and name is not None:
                turns[-1] += f" {words}"
            else:
                turns.append(words)
                speaker = "" if name is None else speaker
    return _labelled(turns, labels)


def _labelled(turns: list[str], labels: list[tuple[str, int]]) -> list[str]:
    """The turns with their labels; in marks if there is only one speaker, because a single label may be anything."""
    alone = len({label.partition("] ")[2] for label, _ in labels}) == 1
    for label, at in labels:
        marked = f"“{turns[at]}”" if alone and "“" not in turns[at] else turns[at]
        turns[at] = label + marked
    return turns


def _cues(text: str) -> Iterator[tuple[str, list[str]]]:
    """When each subtitle begins, and its lines."""
    lines = text.split("\n")
    cue: list[str] = []
    inside, begins = False, ""
    for at, line in enumerate(lines):
        if match := TIMES.fullmatch(line):
            if cue:
                yield begins, cue
            cue, inside, begins = [], True, match["begins"]
        elif not line.strip():
            inside = inside and not cue  # a blank line ends a cue, except before its words
        elif inside and not _is_number(lines, at):
            cue.append(line.strip())
    if cue:
        yield begins, cue


def _rolling(cues: Iterator[tuple[str, list[str]]]) -> Iterator[tuple[str, list[str]]]:
    """Each line once of cues that roll, so that each cue shows the last lines again."""
    before = ""
    for begins, cue in cues:
        new = []
        for line in cue:
            words = " ".join(TAG.sub("", line).split())
            if words and words != before:
                new.append(line)
                before = words
        if new:
            yield begins, new


def _is_number(lines: list[str], at: int) -> bool:
    """Whether a line is the number of the next cue, whose blank line before it is missing."""
    return lines[at].strip().isdigit() and at + 1 < len(lines) and bool(TIMES.fullmatch(lines[at + 1]))


def _spoken(cue: list[str]) -> Iterator[tuple[str | None, str]]:
    """The parts of a cue with their speakers: '' for the one before, None for another one without a name."""
    name: str | None = ""
    words: list[str] = []
    for line in cue:
        voices = VOICE.split(line)
        for at in range(0, len(voices), 2):
            said = TAG.sub("", voices[at]).strip()
            label = LABEL.match(said)
            other = voices[at - 1].strip() if at else label["name"].strip() if label and _is_name(label["name"]) else ""
            if label and not at and other:
                said = said[label.end() :]
            dashed = DASH.match(said)
            if (other or dashed) and words:
                yield name, " ".join(words)
                words = []
            name = other or (None if dashed else name)
            said = DASH.sub("", said, count=1) if dashed else said
            if said and not SOUND.fullmatch(said):
                words.append(said)
    if words:
        yield name, " ".join(words)


def _is_name(label: str) -> bool:
    """Whether a label may be a name: capitals at the beginning of its words."""
    return all(word[0].isupper() or len(word) < 4 for word in label.split())
