"""What flows between the stages inside a Doc: token ranges `(start, end)` and records of them."""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.tokens import Token

from quotes.marks import Run

Range = tuple[int, int]


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
        tokens: those of the parsed Doc, in a list, because a Doc makes each anew whenever it is asked.
        text: the text of the Doc, for the same reason.
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
        heads, mentions: what was found out about ranges and tokens, which rules ask for again and again.
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

    def head(self, place: Range) -> Token:
        """The word that the others of a range hang on."""
        start, end = place
        if end - start == 1:
            return self.tokens[start]
        if place not in self.heads:
            self.heads[place] = self.tokens[start].doc[start:end].root
        return self.heads[place]

    def offsets(self, place: Range) -> Range:
        """Where a range of tokens stands in the text, as code points, without the space behind it."""
        last = self.tokens[place[1] - 1]
        return self.tokens[place[0]].idx, last.idx + len(last)

    def words(self, place: Range) -> str:
        """The text of a range, without the space behind it."""
        start, end = self.offsets(place)
        return self.text[start:end]


@dataclass(frozen=True)
class Cue:
    """Words that report, who they say it is from, and what they report.

    Attributes:
        tokens: the cue's words.
        verb: its head.
        lemma: base form of the verb, or the phrase ('according to').
        groups: the lexicon's groups of the verb.
        shape: how the content hangs on it ('clause', 'after', 'infinitive', 'phrase', 'object', 'none' …).
        source: the mention of who says it, or None.
        content: the ranges of what is said; empty where the cue governs none that the parse shows.
        negated: 'did not say'.
    """

    tokens: tuple[int, ...]
    verb: int
    lemma: str
    groups: frozenset[str]
    shape: str
    source: Range | None
    content: tuple[Range, ...] = ()
    negated: bool = False
    passive: bool = False

    @property
    def length(self) -> int:
        """How many tokens what it reports has."""
        return sum(end - start for start, end in self.content)

    def holds(self, i: int) -> bool:
        """Does token `i` stand in what it reports?"""
        return holds(self.content, i)


def holds(content: tuple[Range, ...], i: int) -> bool:
    """Does token `i` stand in one of the ranges?"""
    for start, end in content:  # noqa: SIM110  asked so often that a generator would cost
        if start <= i < end:
            return True
    return False


def covers(content: tuple[Range, ...], run: QuotedRun) -> bool:
    """Does a quoted run stand in one of the ranges? The mark that closes it may be their last token."""
    return any(start <= run.start and run.end - 1 <= end for start, end in content)
