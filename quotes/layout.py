"""Cut a parsed Doc into paragraphs, sentences and quoted runs."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from spacy.attrs import IDX, SENT_START
from spacy.tokens import Doc

from quotes.frame import opaque_runs
from quotes.marks import paragraphs, runs
from quotes.spans import Layout, QuotedRun, Range

HEADLINE = 200  # characters at most
LONG_WORD = 3  # letters; shorter ones are small in headlines too


def lay_out(doc: Doc, elisions: frozenset[str]) -> Layout:
    """The layout of a Doc; `elisions` are words that begin with an apostrophe ('em)."""
    text = doc.text
    at, begins = doc.to_array([IDX, SENT_START]).T.tolist() if len(doc) else ([], [])
    lines = list(paragraphs(text))
    blocks = [(bisect_left(at, start), bisect_left(at, end)) for start, end in lines]
    found = runs(text, elisions)
    starts = [start for start, _ in blocks]
    quoted = []
    for run, hidden in zip(found, opaque_runs(text, found), strict=True):
        opening = bisect_left(at, run.open)
        start, end, close = (bisect_left(at, edge) for edge in (run.start, run.end, run.close))
        paragraph = max(bisect_right(starts, opening) - 1, 0)
        quoted.append(QuotedRun(run, opening, start, end, close, hidden, paragraph))
    run_of = _owners(len(doc), [(run.open, run.close) for run in quoted])
    sentences = _sentences(begins)
    titled = frozenset(k for k, (start, end) in enumerate(lines) if _is_titled(text[start:end]))
    sentence_of, paragraph_of = _owners(len(doc), sentences), _owners(len(doc), blocks)
    return Layout(list(doc), text, blocks, sentences, quoted, run_of, sentence_of, paragraph_of, titled)


def _is_titled(line: str) -> bool:
    if len(line) > HEADLINE:
        return False
    words = [word for word in line.split() if len(word) > LONG_WORD and word[0].isalpha()]
    return len(words) > 2 and sum(word[0].isupper() for word in words) >= 0.8 * len(words)


def _owners(size: int, ranges: list[Range]) -> list[int]:
    owner = [-1] * size
    for index, (start, end) in enumerate(ranges):
        owner[start:end] = [index] * (end - start)
    return owner


def _sentences(begins: list[int]) -> list[Range]:
    """The parser's sentences; a closing mark stays with the sentence it ends.

    Args:
        begins: for each token, 1 where a sentence begins.
    """
    if not begins:
        return []
    starts = [i for i, begin in enumerate(begins) if begin == 1 or i == 0]
    return list(zip(starts, [*starts[1:], len(begins)], strict=True))
