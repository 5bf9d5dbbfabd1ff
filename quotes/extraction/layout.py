"""A parsed Doc cut into paragraphs, sentences and quoted runs, all of them token ranges `(start, end)`."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from operator import attrgetter

from spacy.attrs import SENT_START, SPACY
from spacy.tokens import Doc

from quotes.extraction.lexicon import Elisions
from quotes.extraction.parse.frame import opaque_runs
from quotes.extraction.parse.marks import Run, paragraphs, runs
from quotes.extraction.tokens import Token, read_tokens, root_of

Range = tuple[int, int]
Content = tuple[Range, ...]

HEADLINE = 200  # characters at most
LONG_WORD = 3  # letters; shorter ones are small in headlines too
FULL_STOPS = frozenset(".")
HYPHENS = frozenset(("-", "‐", "‑"))


@dataclass(frozen=True)
class QuotedRun:
    """A run of the text as tokens.

    Attributes:
        run: where it is in the text.
        open, start, end, close: token indices of the opening mark, the first word, after the last word, after the
            closing mark.
        hidden: it is a sentence of its own; rules never look inside.
        paragraph: index of its paragraph.
    """

    run: Run
    open: int
    start: int
    end: int
    close: int
    hidden: bool
    paragraph: int


@dataclass(frozen=True)
class Layout:
    """A Doc cut into paragraphs, sentences and quoted runs.

    Attributes:
        tokens: the words of the parsed Doc.
        text: the text of the Doc.
        texts, lowers, tags, labels: of each token its text, that in lower case, its part-of-speech tag and its label
            in the parse, where a stage asks for all of them.
        paragraphs: token range of each.
        sentences: token range of each, with the marks that belong to it.
        runs: every quoted run, in order.
        run_of: for each token, the index of the run it stands in (marks included), or -1.
        hidden: for each token, whether it stands inside a quotation that the rules do not look into.
        sentence_of, paragraph_of: for each token, the index of its sentence and paragraph.
        hyphens: the tokens that are a hyphen between two words, without spaces.
        titled: the paragraphs in which nearly every word begins with a capital, as headlines do.
        heads, mentions, phrase_starts, noun_heads: what was found out about ranges and tokens, which rules ask for
            again and again.
    """

    tokens: list[Token]
    text: str
    texts: list[str]
    lowers: list[str]
    tags: list[str]
    labels: list[str]
    paragraphs: list[Range]
    sentences: list[Range]
    runs: list[QuotedRun]
    run_of: list[int]
    hidden: list[bool]
    sentence_of: list[int]
    paragraph_of: list[int]
    hyphens: frozenset[int]
    titled: frozenset[int]
    heads: dict[Range, Token] = field(default_factory=dict, repr=False, compare=False)
    mentions: dict[int, Range | None] = field(default_factory=dict, repr=False, compare=False)
    phrase_starts: dict[Range, int] = field(default_factory=dict, repr=False, compare=False)
    noun_heads: dict[int, int] = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def headlines(self) -> frozenset[int]:
        """The paragraphs that are headlines: the first, and those in which nearly every word has a capital, of one line
        that is no sentence with its full stop.
        """
        first = self.paragraphs[0] if len(self.paragraphs) > 1 else (0, 0)
        begin, end = self.offsets(first) if first[1] > first[0] else (0, HEADLINE)
        short = end - begin < HEADLINE and self.texts[first[1] - 1] not in FULL_STOPS
        return self.titled | ({0} if short else set())

    @cached_property
    def initials(self) -> Mapping[str, set[str]]:
        """Of each two or three words in a row the first letters, with the last word: 'ag' with 'general'."""
        found: dict[str, set[str]] = defaultdict(set)
        first = [word[0] for word in self.lowers]
        for last in range(1, len(first)):
            found["".join(first[last - 1 : last + 1])].add(self.lowers[last])
            found["".join(first[max(last - 2, 0) : last + 1])].add(self.lowers[last])
        return found

    @cached_property
    def alone(self) -> Mapping[str, int]:
        """How often each word with a capital stands with no other such word right before or after it."""
        high = [word[:1].isupper() for word in self.texts]
        inside = zip(self.texts, [False, *high], high, [*high[1:], False], strict=False)
        return Counter(word for word, before, here, after in inside if here and not before and not after)

    @cached_property
    def small(self) -> frozenset[str]:
        """The words that the text writes without a capital."""
        return frozenset(word for word in self.texts if word.islower())

    def head(self, place: Range) -> Token:
        """The word that the others of a range hang on."""
        start, end = place
        if end - start == 1:
            return self.tokens[start]
        head = self.heads.get(place)
        if head is None:
            head = self.heads[place] = root_of(self.tokens[start:end])
        return head

    def offsets(self, place: Range) -> Range:
        """Where a range of tokens stands in the text, as code points, without the space after it."""
        last = self.tokens[place[1] - 1]
        return self.tokens[place[0]].idx, last.idx + len(last.text)

    def words(self, place: Range) -> str:
        """The text of a range, without the space after it."""
        start, end = self.offsets(place)
        return self.text[start:end]


COLUMNS = attrgetter("lower_"), attrgetter("tag_"), attrgetter("dep_")


def lay_out(doc: Doc, elisions: Elisions) -> Layout:
    """The layout of a Doc, with the apostrophes of its language ('em, migrants')."""
    tokens = read_tokens(doc)
    texts = [token.text for token in tokens]
    at = [token.idx for token in tokens]
    begins, spaced = doc.to_array([SENT_START, SPACY]).T.tolist() if tokens else ([], [])
    text = "".join([word + " " if space else word for word, space in zip(texts, spaced, strict=True)])
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
    lowers, tags, labels = (list(map(getter, tokens)) for getter in COLUMNS)
    return Layout(
        *(tokens, text, texts, lowers, tags, labels, blocks, sentences, quoted, run_of, hidden),
        *(_owners(len(doc), sentences), _owners(len(doc), blocks), hyphens, titled),
    )


def _is_titled(line: str) -> bool:
    """'Marlow Vows to sail Again'; of a line that ends as a sentence does ('Cllr Ida Marlow (Lantana) said no.') every
    word must have a capital.
    """
    if len(line) > HEADLINE:
        return False
    least = 1.0 if line.rstrip(CLOSERS)[-1:] in FULL_STOPS else 0.8
    words = [word for word in line.split() if len(word) > LONG_WORD and word[0].isalpha()]
    return len(words) > 2 and sum(word[0].isupper() for word in words) >= least * len(words)


CLOSERS = " \n”’\"'"


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


def holds(content: Content, i: int) -> bool:
    """Does token `i` stand in one of the ranges?"""
    for start, end in content:  # noqa: SIM110  asked so often that a generator would cost
        if start <= i < end:
            return True
    return False


def covers(content: Content, run: QuotedRun) -> bool:
    """Does a quoted run stand in one of the ranges? The mark that closes it may be their last token."""
    for start, end in content:  # noqa: SIM110  asked so often that a generator would cost
        if start <= run.start and run.end - 1 <= end:
            return True
    return False
