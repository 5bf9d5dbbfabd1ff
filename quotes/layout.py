"""Cut a parsed Doc into paragraphs, sentences and quoted runs."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from spacy.attrs import DEP, IDX, LOWER, ORTH, SENT_START, SPACY, TAG
from spacy.strings import StringStore
from spacy.tokens import Doc

from quotes.frame import opaque_runs
from quotes.marks import paragraphs, runs
from quotes.spans import Layout, QuotedRun, Range

HEADLINE = 200  # characters at most
LONG_WORD = 3  # letters; shorter ones are small in headlines too
HYPHENS = frozenset(("-", "‐", "‑"))


def lay_out(doc: Doc, elisions: frozenset[str]) -> Layout:
    """The layout of a Doc; `elisions` are words that begin with an apostrophe ('em)."""
    columns = doc.to_array([ORTH, LOWER, TAG, DEP, IDX, SENT_START, SPACY]).T.tolist() if len(doc) else [[]] * 7
    texts, lowers, tags, labels = (_strings(doc.vocab.strings, column) for column in columns[:4])
    at, begins, spaced = columns[4:]
    text = "".join(f"{word} " if space else word for word, space in zip(texts, spaced, strict=True))
    lines = list(paragraphs(text))
    blocks = [(bisect_left(at, start), bisect_left(at, end)) for start, end in lines]
    found = runs(text, elisions)
    starts = [start for start, _ in blocks]
    quoted = []
    for run, opaque in zip(found, opaque_runs(text, found), strict=True):
        opening = bisect_left(at, run.open)
        start, end, close = (bisect_left(at, edge) for edge in (run.start, run.end, run.close))
        paragraph = max(bisect_right(starts, opening) - 1, 0)
        quoted.append(QuotedRun(run, opening, start, end, close, opaque, paragraph))
    run_of = _owners(len(doc), [(run.open, run.close) for run in quoted])
    hidden = [run >= 0 and quoted[run].hidden for run in run_of]
    inner = range(1, len(doc) - 1)
    hyphens = frozenset(i for i in inner if texts[i] in HYPHENS and not spaced[i - 1] and not spaced[i])
    sentences = _sentences(begins)
    titled = frozenset(k for k, (start, end) in enumerate(lines) if _is_titled(text[start:end]))
    return Layout(
        *(list(doc), text, texts, lowers, tags, labels, blocks, sentences, quoted, run_of, hidden),
        *(_owners(len(doc), sentences), _owners(len(doc), blocks), hyphens, titled),
    )


def _strings(store: StringStore, column: list[int]) -> list[str]:
    """What the numbers of a column stand for, each looked up once."""
    known = {number: store[number] for number in set(column)}
    return [known[number] for number in column]


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
