"""Write a quotation as a sentence that is true by itself: who, the verb and the words, in the article's order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from quotes.models import Passage
from quotes.store.pronoun import after_name, article_before

PartKind = Literal["speaker", "cue", "words", "between"]
LONGEST = 60  # characters between two pieces that are shown in full; of longer text only the end is shown
END = 24
#: Where a sentence ends at the latest.
BREAK = re.compile(r"\n|[.!?][”’\"')]*\s")
#: The last words before a piece, beginning with a comma or an 'and': ', and also '.
LAST = re.compile(rf"(?:,|\band\b|\bbut\b)[^,.\n]{{0,{END}}}$")
#: How the text goes on after a name with others who say the same.
ALSO = re.compile(r"\s*(,|and\b|&|or\b)")
MARKS, STRAIGHT = (("“", "”"), ("«", "»")), ('"', "''")


class SentencePart(NamedTuple):
    """A part of the sentence.

    Attributes:
        what: the speaker, the reporting words, the words reported, or what the article has between these.
        at: for `words`, where they begin in the text of the quotation.
    """

    what: PartKind
    text: str
    at: int = 0


class Places(NamedTuple):
    """Where a quotation, its source and its cue stand in an article's text, as [start, end)."""

    spans: Sequence[Passage]
    mention: Sequence[Passage]
    cue: Sequence[Passage]


def pieces(
    text: str,
    offset: int,
    places: Places,
    speaker: str | None,
    *,
    did: str = "",
    others: Sequence[str] = (),
) -> list[SentencePart]:
    """Write the sentence of a report.

    Args:
        text: the part of the article in which all places lie.
        offset: where this part begins in the article.
        speaker: the name to use; None to use the words of the mention.
        did: what the speaker did, if no reporting words say it.
        others: names within `speaker` besides the first; where the article goes on with them, they are not repeated.
    """
    found = sorted(_pieces(text, offset, places, speaker))
    found = _with_speaker(found, speaker, did)
    sentence: list[SentencePart] = []
    at = None
    for start, end, piece in found:
        between = "" if at is None or start < 0 else text[at - offset : start - offset]
        if sentence and sentence[-1].what == "speaker":
            between = _without(others, between)
        between = _between(between)
        if (
            between.startswith(" …") and sentence[-1].what == "between"
        ):  # what follows a name goes with what was left out
            sentence.pop()
        sentence += [SentencePart("between", between)] if between else []
        sentence.append(piece)
        at = end if start >= 0 else None
    return _whole(_tidied(sentence))


def written(sentence: Sequence[SentencePart]) -> str:
    """Join the pieces into a text that begins with a capital letter and has its quotation marks in pairs."""
    text = " ".join("".join(piece.text for piece in sentence).split())
    return text[:1].upper() + text[1:]


def cut_off(text: str) -> tuple[str, str]:
    """The quotation marks that are missing before and after a text that was cut out of a longer one."""
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
    """Put back the quotation marks that were cut off at the ends of a text."""
    before, after = cut_off(text)
    return before + text + after


def _whole(sentence: list[SentencePart]) -> list[SentencePart]:
    sentence = _without_last_bracket(sentence)
    before, after = cut_off("".join(piece.text for piece in sentence))
    first = [SentencePart("between", before)] if before else []
    return [*first, *sentence, *([SentencePart("between", after)] if after else [])]


def _without_last_bracket(sentence: list[SentencePart]) -> list[SentencePart]:
    """Remove a closing bracket whose opening bracket stands before the sentence."""
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
            named, mention = True, text[start - offset : end - offset]
            if speaker and (article := article_before(speaker, mention)):
                yield start, start, SentencePart("between", f"{article} ")
            yield start, end, SentencePart("speaker", speaker or mention)
            more, length = after_name(mention, speaker, text[end - offset :]) if speaker else ("", 0)
            if more and not _inside((end, end + length), (*places.spans, *places.cue)):
                yield end, end + length, SentencePart("between", more)
    for start, end in places.cue:
        if not _inside((start, end), places.spans) and not _inside((start, end), places.mention):
            yield start, end, SentencePart("cue", text[start - offset : end - offset])


def _inside(place: Passage, others: Sequence[Passage]) -> bool:
    return any(start < place[1] and place[0] < end for start, end in others)


def _with_speaker(
    found: list[tuple[int, int, SentencePart]], speaker: str | None, did: str
) -> list[tuple[int, int, SentencePart]]:
    """Add the speaker if no piece names one: before the cue, or else first."""
    if speaker is None or any(piece.what == "speaker" for _, _, piece in found):
        return found
    cues = [number for number, (_, _, piece) in enumerate(found) if piece.what == "cue"]
    at = cues[0] if cues else 0
    after = [(-1, -1, SentencePart("between", " " if cues else f" ({did}): " if did else ": "))]
    before = [(-1, -1, SentencePart("between", ", "))] if at else []
    return [*found[:at], *before, (-1, -1, SentencePart("speaker", speaker)), *after, *found[at:]]


def _without(others: Sequence[str], text: str) -> str:
    """' and her aides have ' as ' have ', if her aides are among the others."""
    ends = [text.find(last) + len(last) for name in others if (last := name.split()[-1]) in text]
    return text[max(ends) :] if ends and ALSO.match(text) else text


def _between(text: str) -> str:
    """What the article has between two pieces; if it is long, only its end, after '…'."""
    if not text.strip() or (len(text) <= LONGEST and not BREAK.search(text)):
        return " " if text.isspace() else text
    last = LAST.search(text)
    return f" … {last[0].lstrip(', ')}" if last and last[0].strip(", ") else " … "


def _tidied(sentence: list[SentencePart]) -> list[SentencePart]:
    """Remove the comma at the end, and add a space where two pieces would run together."""
    tidy: list[SentencePart] = []
    for piece in sentence:
        glued = tidy and tidy[-1].text[-1:].isalnum() and piece.text[:1].isalnum()
        tidy += [SentencePart("between", " "), piece] if glued else [piece]
    if tidy:
        tidy[-1] = tidy[-1]._replace(text=tidy[-1].text.rstrip(" ,"))
    return tidy
