"""What the rules of attribution look at, and what they ask of it."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, islice
from typing import NamedTuple

from quotes.extraction.attribute.passages import QuotedPassage
from quotes.extraction.cues.cue import Cue
from quotes.extraction.layout import Layout, QuotedRun, Range
from quotes.extraction.lexicon import Lexicon
from quotes.extraction.resolve.discourse import ResolvedSource
from quotes.extraction.resolve.remarks import Remark
from quotes.extraction.resolve.transcripts import Turn
from quotes.extraction.tokens import Token

NEAR_TOKENS = 120  # between the verb of a report and that of a report around it
MOST_INSIDE = 40  # cues inside one report
SAYING = frozenset(("say", "describe", "show", "noun", "binding"))  # groups of cues that report by themselves
SENTENCE_ENDS = frozenset(".!?")
SOFT = frozenset(",;:—–-…'\"“”‘’`") | {"--", "''", "``"}


class Answer(NamedTuple):
    """Who says a passage, and why. `source` None: somebody, but the text does not settle who.

    Attributes:
        probability: that the source is the right one, as far as that was weighed.
        rival: the same of the next best source.
        speech: that the words were said at all.
    """

    rule: str
    source: Range | None
    cue: Cue | None
    probability: float = 0.75
    rival: float = 0.0
    speech: float = 0.75


Answers = Mapping[int, Answer]  # by the index of the passage
Proposal = tuple[Range | None, Cue | None]  # who may say a passage, and the cue that says so


@dataclass
class Context:
    """What the deciding stages look at; nothing in it depends on their decisions.

    Attributes:
        cues: in text order, those in turns of a transcript left out.
        passages: in reading order, those in turns left out.
        turns: what stands after the labels of a transcript.
        remarks: what stands after a name and a colon in other articles.
        who: the speaker that a mention stands for.
    """

    layout: Layout
    lexicon: Lexicon
    cues: list[Cue]
    passages: list[QuotedPassage]
    turns: Sequence[Turn]
    remarks: Sequence[Remark]
    who: Callable[[Range | None], ResolvedSource]

    def __post_init__(self) -> None:
        self._verbs = [cue.verb for cue in self.cues]
        ends = [text in SENTENCE_ENDS and not self._abbreviates(i) for i, text in enumerate(self.layout.texts)]
        self._ends = list(accumulate(ends, initial=0))
        outside = [end and not hidden for end, hidden in zip(ends, self.layout.hidden, strict=True)]
        self._ends_outside = list(accumulate(outside, initial=0))
        self.kinds: dict[Range, str] = {}
        self._subjects: dict[int, list[Token]] = {}
        self._outer: dict[int, Cue | None] = {}
        self._inner: dict[int, list[Cue]] = {}
        self.runs_in = Counter(run.paragraph for run in self.layout.runs)

    def _abbreviates(self, i: int) -> bool:
        """The full stop of 'the Hon. Aubyn Hale', where it is a token of its own."""
        texts = self.layout.texts
        title = i > 0 and texts[i - 1] in self.lexicon.titles.before_names
        return title and texts[i] == "." and i + 1 < len(texts) and texts[i + 1][:1].isupper()

    def who_says(self, cue: Cue) -> str | None:
        """The name of a cue's source."""
        return self.who(cue.source).name if cue.source else None

    @cached_property
    def voices(self) -> Counter[str]:
        """How often each name is the source of a cue of saying."""
        saying = (cue for cue in self.cues if cue.source and not cue.groups.isdisjoint(SAYING))
        return Counter(name for cue in saying if (name := self.who_says(cue)))

    @cached_property
    def tells_in_present(self) -> bool:
        """Does the article report with 'says' where others have 'said'?"""
        tags, plain, grammar = self.layout.tags, self.lexicon.words.cues.plain, self.lexicon.words.grammar
        told = [tags[cue.verb] for cue in self.cues if cue.lemma in plain and cue.source]
        return sum(tag in grammar.present_tags for tag in told) > sum(tag in grammar.past_tags for tag in told)

    def tag_of(self, verb: Token) -> str:
        """The tag of a cue's verb; in an article that reports in the present a present one is as good as a past one."""
        grammar = self.lexicon.words.grammar
        as_past = verb.tag_ in grammar.present_tags and self.tells_in_present
        return min(grammar.past_tags) if as_past else str(verb.tag_)

    @cached_property
    def marks_double(self) -> bool:
        """Do most of the quotations that are whole sentences stand between double marks?"""
        singles = [run.run.single for run in self.layout.runs if run.hidden]
        return 2 * sum(singles) < len(singles)

    @cached_property
    def all_quotation(self) -> frozenset[int]:
        """The paragraphs that hold words between marks and nothing else."""
        hidden, tokens = self.layout.hidden, self.layout.tokens
        return frozenset(
            number
            for number, (start, end) in enumerate(self.layout.paragraphs)
            if end > start and all(hidden[i] or tokens[i].is_space for i in range(start, end))
        )

    def subjects_of(self, verb: Token) -> list[Token]:
        """The subjects that hang on a word, outside quotations of their own."""
        if verb.i not in self._subjects:
            subjects = verb.children_as(self.lexicon.words.grammar.subject)
            self._subjects[verb.i] = [child for child in subjects if not self.layout.hidden[child.i]]
        return self._subjects[verb.i]

    def same(self, one: Range | None, other: Range | None) -> bool:
        """Do two mentions name the same speaker?"""
        if one is None or other is None:
            return False
        name = self.who(one).name
        return one == other or (name is not None and name == self.who(other).name)

    def sentences_between(self, start: int, end: int) -> int:
        """How many sentences end in this range."""
        return max(self._ends[max(end, 0)] - self._ends[max(start, 0)], 0)

    def sentence_ends(self, start: int, end: int) -> bool:
        """Does a sentence end in this range, outside quotations?"""
        return self._ends_outside[max(end, 0)] > self._ends_outside[max(start, 0)]

    def cues_in(self, start: int, end: int) -> list[Cue]:
        """The cues whose verb stands in a range of tokens."""
        return self.cues[bisect_left(self._verbs, start) : bisect_left(self._verbs, end)]

    def outer(self, cue: Cue) -> Cue | None:
        """The cue with the shortest report that this cue stands in."""
        if id(cue) not in self._outer:  # a context keeps its cues, so that no other gets this id
            near = self.cues_in(cue.verb - NEAR_TOKENS, cue.verb + NEAR_TOKENS)
            around = [o for o in near if o is not cue and o.source and o.holds(cue.verb)]
            self._outer[id(cue)] = min(around, key=lambda o: o.length, default=None)
        return self._outer[id(cue)]

    def inner(self, cue: Cue) -> list[Cue]:
        """The cues that stand in what this cue reports, the first ones of an endless sentence."""
        if id(cue) not in self._inner:
            found = (o for start, end in cue.content for o in self.cues_in(start, end))
            self._inner[id(cue)] = list(islice((o for o in found if o is not cue and o.source), MOST_INSIDE))
        return self._inner[id(cue)]

    def refused(self, cue: Cue) -> list[Cue]:
        """The 'say' of 'refused | to say who built it', by the cue before it."""
        if cue.lemma not in self.lexicon.words.unmade.refusing or not cue.content:
            return []
        first = cue.content[0][0]
        begins = self.layout.tags[first] in self.lexicon.words.grammar.infinitive_tags
        return self.cues_in(first + 1, first + 2) if begins else []

    def first(self, passage: QuotedPassage) -> QuotedRun:
        return self.layout.runs[passage.runs[0]]

    def last(self, passage: QuotedPassage) -> QuotedRun:
        return self.layout.runs[passage.runs[-1]]


def may_quote(cue: Cue) -> bool:
    """Can this cue stand before or after words between marks?"""
    return bool(cue.groups & {"say", "describe", "think", "manner"}) and cue.groups != {"infinitive"}


def ends_full(context: Context, run: QuotedRun) -> bool:
    """Does the quotation end its sentence, so that what follows is another?"""
    doc = context.layout.tokens
    if run.close >= len(doc) or context.layout.paragraph_of[run.close] != run.paragraph:
        return True
    last, after = doc[run.end - 1].text[-1], doc[run.close]
    if after.text == ";":  # 'called it “a farce”; Soir prefers “a gift”'
        return True
    if last in ".?!" and _bare_tail(context, run.close):
        return False
    if last in "?!":  # “Why?” he asked. – but: “Why?” He said nobody knew.
        words = context.lexicon.words
        pronoun = after.tag_ in words.grammar.pronoun_tags and after.text not in words.pronouns.first_subject
        return (pronoun and after.text[0].isupper()) or _replies(context, run.close)
    if last == "," and after.tag_ in context.lexicon.words.grammar.pronoun_tags:
        return _replies(context, run.close)  # “I was all over the place,” She told the court it was usual.
    if last != ".":
        return False
    return not doc[run.close].text[:1].islower()


def _replies(context: Context, start: int) -> bool:
    """“Why?” Vane responded that two would do. – a verb of saying with a clause of its own begins another report; so
    does one with what is to be done (“Why?” Vane called on the crews to wait.).
    """
    cue = next(iter(context.cues_in(start, start + 6)), None)
    if cue is None or cue.source is None or not cue.content or cue.content[0][0] < cue.verb:
        return False
    to_do = not context.lexicon.words.grammar.infinitive_tags.isdisjoint(context.layout.tags[slice(*cue.content[0])])
    own = cue.shape == "clause" or (cue.shape == "infinitive" and to_do)
    return own and cue.source[0] == start and context.layout.texts[start][:1].isupper()


def _bare_tail(context: Context, start: int) -> bool:
    """“It was a mistake.” Soir answers. – a sentence of who and a word of saying belongs to the words before it."""
    cue = next(iter(context.cues_in(start, start + 6)), None)
    if cue is None or cue.source is None or "say" not in cue.groups or cue.shape not in ("none", "object"):
        return False
    first, last = min(cue.source[0], cue.verb), max(cue.source[1], cue.tokens[-1] + 1)
    texts = context.layout.texts
    return first == start and last < len(texts) and texts[last] in TAIL_ENDS


TAIL_ENDS = frozenset(".,;")


def cues_after(context: Context, run: QuotedRun) -> list[Cue]:
    """The cues after a run, up to the end of its sentence or the next run."""
    found = []
    for cue in context.cues_in(run.close, run.close + NEAR_TOKENS):
        if context.layout.paragraph_of[cue.verb] != run.paragraph:
            break
        if context.sentence_ends(run.close, cue.verb) or run_between(context.layout, run.close, cue.verb):
            break
        found.append(cue)
    return found


def only_soft(layout: Layout, start: int, end: int, allowed: Set[str]) -> bool:
    """Do only commas, marks and the allowed words stand in between?"""
    return all(
        layout.texts[i] in SOFT or layout.lowers[i] in allowed or layout.texts[i].isspace() for i in range(start, end)
    )


def run_between(layout: Layout, start: int, end: int) -> bool:
    """Does another quotation of its own stand in this range?"""
    return any(layout.hidden[start:end])
