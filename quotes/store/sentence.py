"""A quotation as a sentence that is true by itself: who, the verb and the words, in the order of the article."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from quotes.models import Passage

PartKind = Literal["speaker", "cue", "words", "between"]
LONGEST = 60  # characters of the article between two pieces that are given whole; of longer ones only the end
END = 24
#: What a sentence does not go on beyond.
BREAK = re.compile(r"\n|[.!?][”’\"')]*\s")
#: The last words before a piece, from a comma or an 'and' on: ', and also '.
LAST = re.compile(rf"(?:,|\band\b|\bbut\b)[^,.\n]{{0,{END}}}$")
MARKS, STRAIGHT = (("“", "”"), ("«", "»")), ('"', "''")


class SentencePart(NamedTuple):
    """A part of the sentence.

    Attributes:
        what: who, the reporting words, the words reported, or what the article has between these.
        at: of `words`, where they begin in the text of the quotation.
    """

    what: PartKind
    text: str
    at: int = 0


class Places(NamedTuple):
    """Where a quotation, its source and its cue stand, as [start, end) of an article's text."""

    spans: Sequence[Passage]
    mention: Sequence[Passage]
    cue: Sequence[Passage]


def pieces(text: str, offset: int, places: Places, speaker: str | None, *, did: str = "") -> list[SentencePart]:
    """The sentence of a report.

    Args:
        text: the part of the article in which all places lie.
        offset: where in the article it begins.
        speaker: whom to name; None for the words of the mention.
        did: what the speaker did, where no reporting words tell it.
    """
    found = sorted(_pieces(text, offset, places, speaker))
    found = _with_speaker(found, speaker, did)
    sentence: list[SentencePart] = []
    at = None
    for start, end, piece in found:
        between = "" if at is None or start < 0 else _between(text[at - offset : start - offset])
        sentence += [SentencePart("between", between)] if between else []
        sentence.append(piece)
        at = end if start >= 0 else None
    return _whole(_tidied(sentence))


def written(sentence: Sequence[SentencePart]) -> str:
    """The pieces as text that begins with a capital letter and has its marks in pairs."""
    text = " ".join("".join(piece.text for piece in sentence).split())
    return text[:1].upper() + text[1:]


def cut_off(text: str) -> tuple[str, str]:
    """The marks that are missing before and after a text that was cut out of one."""
    before = after = ""
    for opening, closing in MARKS:
        missing = text.count(opening) - text.count(closing)
        after += closing * missing
        before += opening * -missing
    after += ")" * max(0, text.count("(") - text.count(")"))
    for mark in STRAIGHT:
        if text.count(mark) % 2:
            begins = text.startswith(mark) or f" {mark}" in text
            before, after = (before, after + mark) if begins else (before + mark, after)
    return before, after


def balanced(text: str) -> str:
    """The text with the marks that were cut off at its ends."""
    before, after = cut_off(text)
    return before + text + after


def _whole(sentence: list[SentencePart]) -> list[SentencePart]:
    sentence = _without_last_bracket(sentence)
    before, after = cut_off("".join(piece.text for piece in sentence))
    first = [SentencePart("between", before)] if before else []
    return [*first, *sentence, *([SentencePart("between", after)] if after else [])]


def _without_last_bracket(sentence: list[SentencePart]) -> list[SentencePart]:
    """Without the bracket that closes one which opens before the sentence."""
    text = "".join(piece.text for piece in sentence)
    if not text.endswith(")") or text.count(")") <= text.count("("):
        return sentence
    return [*sentence[:-1], sentence[-1]._replace(text=sentence[-1].text[:-1])]


def _pieces(text: str, offset: int, places: Places, speaker: str | None) -> Iterator[tuple[int, int, SentencePart]]:
    at = 0
    for start, end in places.spans:
        yield start, end, SentencePart("words", text[start - offset : end - offset], at)
        at += end - start + 1
    named = False
    for start, end in places.mention:
        if not named and not _inside((start, end), places.spans):
            named = True
            yield start, end, SentencePart("speaker", speaker or text[start - offset : end - offset])
    for start, end in places.cue:
        if not _inside((start, end), places.spans) and not _inside((start, end), places.mention):
            yield start, end, SentencePart("cue", text[start - offset : end - offset])


def _inside(place: Passage, others: Sequence[Passage]) -> bool:
    return any(start < place[1] and place[0] < end for start, end in others)


def _with_speaker(
    found: list[tuple[int, int, SentencePart]], speaker: str | None, did: str
) -> list[tuple[int, int, SentencePart]]:
    """The speaker first, or before a cue that comes last, where the article has no name at a place of its own."""
    if speaker is None or any(piece.what == "speaker" for _, _, piece in found):
        return found
    cues = [number for number, (_, _, piece) in enumerate(found) if piece.what == "cue"]
    at = cues[0] if cues else 0
    after = [(-1, -1, SentencePart("between", " " if cues else f" ({did}): " if did else ": "))]
    before = [(-1, -1, SentencePart("between", ", "))] if at else []
    return [*found[:at], *before, (-1, -1, SentencePart("speaker", speaker)), *after, *found[at:]]


def _between(text: str) -> str:
    """What the article has between two pieces; of much only the end, after '…'."""
    if not text.strip() or (len(text) <= LONGEST and not BREAK.search(text)):
        return " " if text.isspace() else text
    last = LAST.search(text)
    return f" … {last[0].lstrip(', ')}" if last and last[0].strip(", ") else " … "


def _tidied(sentence: list[SentencePart]) -> list[SentencePart]:
    """Without the comma at the end, and with a space where two pieces would run together."""
    tidy: list[SentencePart] = []
    for piece in sentence:
        glued = tidy and tidy[-1].text[-1:].isalnum() and piece.text[:1].isalnum()
        tidy += [SentencePart("between", " "), piece] if glued else [piece]
    if tidy:
        tidy[-1] = tidy[-1]._replace(text=tidy[-1].text.rstrip(" ,"))
    return tidy
