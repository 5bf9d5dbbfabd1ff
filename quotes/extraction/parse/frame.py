"""Parse the frame, not the quotation.

What stands between quotation marks misleads the parser about the sentence around it, and costs like the rest. So a
quotation that is a sentence of its own is replaced by a short placeholder, the marks around a phrase are dropped,
each paragraph begins a sentence, and the parse of that *frame* is carried back to the Doc of the whole text.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import numpy as np
from spacy.attrs import IDX, IS_SPACE, ORTH, SPACY
from spacy.language import Language
from spacy.tokens import Doc

from quotes.extraction.parse.marks import Run, paragraphs

ATTRIBUTES = ["TAG", "DEP", "HEAD", "ENT_IOB", "ENT_TYPE"]
LEADS_IN = re.compile(r"(^|[.!?…:,;—–\-”\"’'»)\]])\s*$")
NICKNAME = re.compile(r"(?<!\w)[A-Z]\.\s?[“\"‘'][\w.-]+(?: [\w.-]+)?[”\"’'] [A-Z]")  # 'J.T. “Bo” Larkin'
INNER_SENTENCE = re.compile(r"[.!?…]\s+[A-Z“‘\"']")
# Where and by whom it was filed: 'LONDON (Reuters) - ', 'OSLO, March 3, 2021 /NewsLine/ -- ', 'VARN--(NEWSLINE)--'.
DATELINE = re.compile(
    r"""(?: (?:[^\W\d_a-zß-ÿ][\w.’'-]* (?:[ ,/]+ [^\W\d_a-zß-ÿ][\w.’'-]* | ,?[ ]\d\d?(?:\d\d)?\b ){0,8} [ ,]*)?
            (?:--[ ]?)? [(/] [^\W\d_a-zß-ÿ][\w .&/’'-]{1,28} [)/] \s* (?:[-–—―]+ | :) (?:\s+ | (?<=--))
        |   [^\W\d_a-zß-ÿ]{3,}[.’']? (?:[ -][^\W\d_a-zß-ÿ][^\W\d_a-zß-ÿ.’'-]*){0,3}
            (?:,[ ][^\W\d_a-zß-ÿ][\w.’'-]* (?:[ ][\w.’'-]+){0,2})? (?:,[ ]\w+\.?[ ]\d\d?(?:,?[ ]\d{4})?)? \s* (?:
                [–—―]\s+ | --?\s+ | /[ ][^\W\d_a-zß-ÿ][\w ]{1,28}[ ]/[ ]\w+\.?[ ]\d\d?,?[ ]\d{4}[ ]/\s+)
        ) (?![a-zß-ÿ])""",
    re.X,
)
ENDS_CLAUSE = ",?!"
LONG_RUN = 60
NICKNAME_CHARACTERS = 20
LONG_WORD = 200  # characters without a space; the tokenizer takes time with the square of their number
LABEL = re.compile(r"(?m)^[^\W\d_][\w .'’-]{0,40}:(?=[^\W\d_])")  # 'Soir:We were stretched.'
UNSPACED_BRACKET = re.compile(r"(?<=[^\W\d_]{2})[.!?](?=\([A-Z])")  # 'she said.(NW Photo/Ida Soir)'
# 'said Soir.- The crews left', where a page had a space that does not break: a hyphen stuck to the end of a sentence
STUCK = re.compile(
    r"(?m)(?<=[^\W\d_]{2}[.!?])-(?=[ \t]*$|\s+[^\W\d_a-zß-ÿ]|\s+[“\"‘'])"
    r"|(?<=[a-zß-ÿ]{4}[.!?])-(?=[^\W\d_a-zß-ÿ])"
)
UNSPACED = re.compile(rf"\S{{{LONG_WORD + 1},}}")


@dataclass(frozen=True)
class Frame:
    """A shortened Doc and, for each of its tokens, the token of the whole Doc it stands for."""

    doc: Doc
    stands_for: list[int]


def is_opaque(text: str, run: Run, paragraph_start: int) -> bool:
    """Is this run a sentence of its own, which the frame need not see the inside of?"""
    words = text[run.start : run.end]
    if INNER_SENTENCE.search(words):
        return True
    before = max(paragraph_start, run.open - 3)
    lead = LEADS_IN.search(text[before : run.open])
    if NICKNAME.search(text, before, run.close + 2) and run.end - run.start <= NICKNAME_CHARACTERS:
        return False
    if not lead:
        return len(words) > LONG_RUN * 6
    starts_high = next((c.isupper() for c in words if c.isalnum()), False)
    apart = lead.group(1) not in (",", "”", '"', "’", "'")  # '“Ready,” said Vane; “not ready,” said Lund'
    return starts_high or len(words) > LONG_RUN or (apart and words[-1] in ENDS_CLAUSE)


def opaque_runs(text: str, found: Sequence[Run]) -> list[bool]:
    """For each run, whether it is left out of the frame."""
    starts = [start for start, _ in paragraphs(text)]
    return [is_opaque(text, run, starts[bisect_right(starts, run.open) - 1]) for run in found]


def tokenize(nlp: Language, text: str, found: Sequence[Run], no_initials: Sequence[str] = ()) -> Doc:
    """The text's tokens, cut at every quotation mark, whatever the tokenizer makes of it, after datelines, at hyphens
    stuck to a full stop, and in endless words.

    Args:
        no_initials: words of a letter after which a full stop ends a sentence: 'it said on X. Passenger Ida Soir …'.
    """
    unspaced = (at for m in UNSPACED.finditer(text) for at in range(m.start() + LONG_WORD, m.end(), LONG_WORD))
    labels = (match.end() for match in LABEL.finditer(text))
    credits = (match.end() for match in UNSPACED_BRACKET.finditer(text))
    stuck = (at for match in STUCK.finditer(text) for at in (match.start() - 1, match.start(), match.end()))
    filed = (place.end() for start, _ in paragraphs(text) if (place := DATELINE.match(text, start)))
    posted = (match.start() for ending in map(_stop_after, no_initials) for match in ending.finditer(text))
    edges = sorted(
        {
            0,
            len(text),
            *unspaced,
            *labels,
            *credits,
            *stuck,
            *filed,
            *posted,
            *(at for r in found for at in (r.open, r.start, r.end, r.close)),
        }
    )
    words: list[int] = []
    spaces: list[int] = []
    for start, end in pairwise(edges):
        piece = text[start:end]
        if piece.startswith(" ") and spaces and not spaces[-1]:
            spaces[-1], piece = 1, piece[1:]
        if piece:
            tokens = nlp.tokenizer(piece).to_array([ORTH, SPACY])
            words += tokens[:, 0].tolist()
            spaces += tokens[:, 1].tolist()
    return Doc(nlp.vocab, words=words, spaces=spaces)  # type: ignore[arg-type]


@cache
def _stop_after(words: str) -> re.Pattern[str]:
    """The full stop after some words that stand before a new sentence."""
    return re.compile(rf"(?<=\s{re.escape(words)})\.(?=\s+[^\W\d_a-zß-ÿ])")


def make_frame(doc: Doc, text: str, found: Sequence[Run], sentence: Sequence[str]) -> Frame:
    """The Doc to parse in place of the whole one.

    Args:
        text: that of the Doc.
        found: the runs of the text.
        sentence: the words to read in place of a quotation that is left out.
    """
    orths, spaced, at, blank = doc.to_array([ORTH, SPACY, IDX, IS_SPACE]).T.tolist()
    role = _roles(at, doc, found, opaque_runs(text, found))
    starts = {start for start, _ in paragraphs(text)}
    stuck = {match.start() for match in STUCK.finditer(text)}
    starts |= stuck | {place.end() for start in starts if (place := DATELINE.match(text, start))}
    placeholder = [doc.vocab[word].orth for word in sentence]
    words: list[int] = []
    spaces: list[int] = []
    stands_for: list[int] = []
    sent_starts: list[bool | None] = []
    begins = True
    for i, kind in enumerate(role):
        begins = begins or at[i] in starts
        if kind == SKIP or blank[i] or at[i] in stuck:
            continue
        pieces = placeholder if kind == REPLACE else (orths[i],)
        words += pieces
        spaces += [1] * len(pieces) if kind == REPLACE else (spaced[i],)
        stands_for += [i] * len(pieces)
        sent_starts += [True if begins else None, *[None] * (len(pieces) - 1)]
        begins = False
    frame = Doc(doc.vocab, words=words, spaces=spaces, sent_starts=sent_starts)  # type: ignore[arg-type]
    return Frame(frame, stands_for)


KEEP, SKIP, REPLACE = 0, 1, 2


def _roles(at: list[int], doc: Doc, found: Sequence[Run], opaque: Sequence[bool]) -> list[int]:
    """For each token: kept in the frame, skipped, or the one that the placeholder stands for.

    Args:
        at: where each token stands in the text.
    """
    role = [KEEP] * len(at)
    for run, hidden in zip(found, opaque, strict=True):
        first, start, end, close = (bisect_left(at, edge) for edge in (run.open, run.start, run.end, run.close))
        if not hidden:
            role[first:start] = [SKIP] * (start - first)
            role[end:close] = [SKIP] * (close - end)
            continue
        last = end - 1 if end - start > 1 and doc[end - 1].is_punct else end
        role[start:last] = [SKIP] * (last - start)
        if last > start:
            role[start] = REPLACE
    return role


def project(doc: Doc, frame: Frame) -> Doc:
    """Carry the frame's tags, heads, labels and entities back to the whole Doc; returns that Doc."""
    size = len(doc)
    tags, deps, iob, types = (np.zeros(size, dtype="uint64") for _ in range(4))
    heads = np.full(size, -1, dtype="int64")
    source = frame.doc.to_array(ATTRIBUTES)  # type: ignore[arg-type]
    stands = np.asarray(frame.stands_for, dtype="int64")
    above = (source[:, ATTRIBUTES.index("HEAD")].astype("int64") + np.arange(len(source))).tolist()
    chosen = np.asarray(_representatives(frame.stands_for, above), dtype="int64")
    targets = stands[chosen]
    tags[targets], deps[targets], head, iob[targets], types[targets] = source[chosen].T
    heads[targets] = stands[chosen + head.astype("int64")]
    _attach_rest(doc, heads)
    iob[iob == 0] = 2
    relative = (heads - np.arange(size)).astype("uint64")
    values = np.stack([tags, deps, relative, iob, types], axis=1)
    doc.from_array(ATTRIBUTES, values)  # type: ignore[arg-type]
    return doc


def _representatives(stands_for: list[int], heads: list[int]) -> list[int]:
    """One frame position for each token stood for: of a placeholder, its highest token, so that no cycle arises.

    Args:
        heads: of each frame position, the one that it hangs on.
    """
    edges = [p for p, target in enumerate(stands_for) if not p or stands_for[p - 1] != target]
    if len(edges) == len(stands_for):
        return edges
    first, last = _reached(heads)
    chosen = []
    for start, end in pairwise([*edges, len(stands_for)]):
        alike = range(start, end)
        highest = (p for p in reversed(alike[1:]) if not any(first[q] < first[p] <= last[q] for q in alike))
        chosen.append(next(highest, start))
    return chosen


def _reached(heads: list[int]) -> tuple[list[int], list[int]]:
    """When a walk down the trees of a parse comes to each token, and when to the last one below it."""
    below: list[list[int]] = [[] for _ in heads]
    waiting: list[int] = []
    for i, head in enumerate(heads):
        (waiting if head == i else below[head]).append(i)
    first = [0] * len(heads)
    order: list[int] = []
    while waiting:
        i = waiting.pop()
        first[i] = len(order)
        order.append(i)
        waiting += below[i]
    last = list(first)
    for i in reversed(order):
        last[heads[i]] = max(last[heads[i]], last[i])
    return first, last


def _attach_rest(doc: Doc, heads: np.ndarray) -> None:
    """Tokens that the frame left out hang on their left neighbour; at the very start, on the first that was kept."""
    kept = np.flatnonzero(heads >= 0)
    if not len(kept):
        heads[:] = np.arange(len(doc))
        return
    before = np.searchsorted(kept, np.arange(len(doc)), side="right") - 1
    missing = np.flatnonzero(heads < 0)
    heads[missing] = kept[np.maximum(before[missing], 0)]
