"""What speaks for and against an answer, as named pieces of evidence that `weights` adds up.

A piece is a short string such as 'rule:governed' or 'cue:say'. Pieces that depend on where the words stand are joined
with the rule that proposes ('gap:continued:0'), because the same distance means another thing to another rule.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from quotes.extraction.attribute.context import Answer, Answers, Context
from quotes.extraction.attribute.rules import OWN_CUE
from quotes.extraction.cues.cue import Cue
from quotes.extraction.layout import QuotedRun, Range, covers
from quotes.extraction.tokens import Token

STEPS = (0, 1, 2, 4, 8, 15, 30)


@dataclass(frozen=True)
class Candidate:
    """A possible speaker of a passage, with every proposal that names him, in the order of the rules.

    Attributes:
        rank: its place among the candidates of the passage, 0 first.
        rivals: how many candidates the passage has.
        top: the rule that proposed the first candidate.
        others: the rules that propose the candidates before and after it, the first four.
    """

    answers: tuple[Answer, ...]
    rank: int
    rivals: int
    top: str
    others: tuple[str, ...] = ()

    @property
    def source(self) -> Range:
        source = self.answers[0].source
        assert source is not None
        return source

    @property
    def rule(self) -> str:
        return self.answers[0].rule

    @property
    def cue(self) -> Cue | None:
        return next((answer.cue for answer in self.answers if answer.cue), None)


def step(number: int, steps: Sequence[int] = STEPS) -> str:
    """The step of a scale that a number falls under: '4' for 3, 'more' above the last."""
    at = bisect_left(steps, number)
    return str(steps[at]) if at < len(steps) else "more"


# --- is the passage somebody's words? ----------------------------------------------------------------------


def of_passage(context: Context, index: int, proposals: Sequence[Answer], answers: Answers) -> set[str]:
    """Evidence that what stands between the marks is somebody's words, and no title, term or scare quote."""
    run, last = context.first(context.passages[index]), context.last(context.passages[index])
    before = answers.get(index - 1)
    top = proposals[0].rule if proposals else "nothing"
    found = of_looks(context, run) | _edges(context, run, last) | {f"rule:{answer.rule}" for answer in proposals}
    words = step(_word_count(context, run), (1, 2, 4))
    found |= {f"top:{top}", f"top:{top}:{_shown(run)}{words}", f"before:{before.rule if before else 'none'}"}
    for answer in proposals:
        if answer.cue and answer.rule in OWN_CUE:
            group = min(answer.cue.groups)
            found |= {f"{answer.rule}:{answer.cue.lemma}", f"{answer.rule}:{group}:{answer.cue.shape}"}
    return found


def of_looks(context: Context, run: QuotedRun) -> set[str]:
    """How the words themselves look: how many, in which case, in a headline or not."""
    doc = context.layout.tokens
    count, case = _word_count(context, run), _case(context, run)
    found = {f"words={step(count, (1, 2, 3, 4, 6, 9, 15))}", f"case={case}", _shown(run)}
    found.add(f"case={case}:{step(count, (1, 2, 3, 5))}")
    found.add("headline" if run.paragraph == 0 else "body")
    if not run.hidden:
        labels = {doc[i].ent_type_ for i in range(run.start, run.end)}
        found |= {f"entity={label}" for label in sorted(labels & context.lexicon.words.grammar.work_labels)[:1]}
    return found


def _edges(context: Context, run: QuotedRun, last: QuotedRun) -> set[str]:
    """What stands right before, at the end of and right after the words."""
    doc = context.layout.tokens
    before = _token_before(context, run)
    case = _case(context, run)
    end = doc[last.end - 1].text[-1]
    found = {f"end={end if end in '.,!?…;:—' else 'word'}", f"next={_next(context, last)}"}
    found.add(f"previous={_named(context, before)}")
    found.add(f"previous_tag={before.tag_ if before is not None else '¶'}:{case}")
    if before is not None and before.lower_ in context.lexicon.words.terms.naming:
        found.add("naming")
    found.add(f"runs={step(context.runs_in[run.paragraph], (1, 2, 3, 5))}")
    return found | {"whole" if _is_whole(context, run, last) else "part"}


def _word_count(context: Context, run: QuotedRun) -> int:
    return sum([word[0].isalnum() for word in context.layout.texts[run.start : run.end]])


def _case(context: Context, run: QuotedRun) -> str:
    words = [word for word in context.layout.texts[run.start : run.end] if word[0].isalnum()]
    small = context.lexicon.words.small.in_titles
    if words and all(word[0].isupper() or word.lower() in small for word in words):
        return "title"
    return "first" if words and words[0][0].isupper() else "low"


def _shown(run: QuotedRun) -> str:
    return "hidden" if run.hidden else "open"


def _token_before(context: Context, run: QuotedRun) -> Token | None:
    """The token before the opening mark, in the same paragraph."""
    if run.open == 0:
        return None
    token = context.layout.tokens[run.open - 1]
    return None if token.is_space or context.layout.paragraph_of[token.i] != run.paragraph else token


def _named(context: Context, token: Token | None) -> str:
    """A mark or a small word by itself, any other by its tag."""
    if token is None:
        return "¶"
    return str(
        token.lower_ if token.is_punct or token.lower_ in context.lexicon.words.small.before_marks else token.tag_
    )


def _next(context: Context, last: QuotedRun) -> str:
    layout = context.layout
    if last.close >= len(layout.tokens) or layout.paragraph_of[last.close] != last.paragraph:
        return "¶"
    token = layout.tokens[last.close]
    return str(token.tag_ if token.text[0].isalnum() else token.text)


def _is_whole(context: Context, run: QuotedRun, last: QuotedRun) -> bool:
    """Do the words fill their paragraph?"""
    start, end = context.layout.paragraphs[run.paragraph]
    return run.open - start < 2 and end - last.close < 3


# --- is this its source? -----------------------------------------------------------------------------------


def of_candidate(context: Context, index: int, candidate: Candidate, answers: Answers) -> set[str]:
    """Evidence that this is who said the passage."""
    run, last = context.first(context.passages[index]), context.last(context.passages[index])
    rule, shown = candidate.rule, _shown(run)
    rules = {answer.rule for answer in candidate.answers}
    found = {f"rule:{name}" for name in rules} | {f"rule:{name}:{shown}" for name in rules}
    found |= {f"lead:{rule}", f"support={min(len(rules), 4)}", f"top:{candidate.top}:{rule}"}
    found |= {f"rank={step(candidate.rank, (0, 1, 2, 3, 5))}{'' if candidate.rivals > 1 else ':only'}"}
    found |= {f"rank:{rule}:{min(candidate.rank, 3)}", f"first:{candidate.top}:{candidate.rank == 0}:{shown}"}
    found |= {f"against:{rule}:{other}:{shown}" for other in candidate.others}
    found |= _of_source(context, candidate, run, last)
    found |= _of_cue(context, candidate, run, last) if candidate.cue else {f"no_cue:{rule}"}
    return found | _of_place(context, index, candidate, answers)


def _of_source(context: Context, candidate: Candidate, run: QuotedRun, last: QuotedRun) -> set[str]:
    """What kind of words name the source, what they are in their sentence, and how far off."""
    layout, source, rule = context.layout, candidate.source, candidate.rule
    kind, label = kind_of_source(context, source), layout.head(source).dep_
    speaker = context.who(source)
    found = {f"source={kind}", f"source:{rule}:{kind}", f"label={label}", f"label:{rule}:{label}"}
    found |= {f"speaker={speaker.kind}:{speaker.how}", f"speaker:{rule}:{speaker.kind}:{speaker.how}"}
    kinds = {kind_of_source(context, answer.source) for answer in candidate.answers if answer.source}
    found |= {f"mentioned:{name}" for name in kinds}
    if source[0] < run.open:
        found.add(f"before:{step(run.open - source[1])}:{_shown(run)}")
    else:
        found.add(f"behind:{step(source[0] - last.close)}:{_shown(run)}")
    apart = max(min(run.paragraph - layout.paragraph_of[source[0]], 3), -1)
    found |= {f"paragraphs={apart}", f"paragraphs:{rule}:{apart}"}
    if layout.sentence_of[source[0]] in (layout.sentence_of[run.open], layout.sentence_of[last.close - 1]):
        found.add("same_sentence")
    return found


def kind_of_source(context: Context, source: Range) -> str:
    """A word for the kind of mention: 'he', 'they', 'name:PERSON', 'role' …"""
    if source not in context.kinds:
        context.kinds[source] = _kind_of_source(context, source)
    return context.kinds[source]


def _kind_of_source(context: Context, source: Range) -> str:
    words, head = context.lexicon.words, context.layout.head(source)
    lower, pronouns, roles = head.lower_, context.lexicon.words.pronouns, context.lexicon.words.roles
    if head.text in pronouns.first | pronouns.first_plural:
        return "I"
    if head.tag_ in words.grammar.name_tags:
        label = head.ent_type_
        return "name:" + ("none" if not label else label if label in words.grammar.source_labels else "other")
    kinds = (
        ("he", pronouns.male | pronouns.female),
        ("they", pronouns.plural),
        ("it", pronouns.neuter),
        ("you", pronouns.second),
        ("who", pronouns.relative),
        ("role", context.lexicon.persons),
        ("group", roles.group),
        ("body", roles.organisation),
        ("carrier", words.phrases.carriers),
        ("indefinite", pronouns.indefinite),
    )
    other = "noun" if head.tag_ in words.grammar.noun_tags else "other"
    return next((kind for kind, members in kinds if lower in members), other)


def _of_cue(context: Context, candidate: Candidate, run: QuotedRun, last: QuotedRun) -> set[str]:
    """The word that reports, its shape and where it stands."""
    cue, rule = candidate.cue, candidate.rule
    assert cue is not None
    groups, tag = "/".join(sorted(cue.groups)), context.layout.tokens[cue.verb].tag_
    found = {f"cue:{cue.lemma}", f"cue:{rule}:{cue.lemma}", f"shape:{rule}:{cue.shape}"}
    found |= {f"groups:{rule}:{groups}", f"tag:{rule}:{tag}"}
    found |= {f"passive:{rule}"} if cue.passive else set()
    found |= {f"negated:{rule}"} if cue.negated else set()
    before = cue.verb < run.open
    distance = run.open - cue.verb if before else cue.verb - last.close
    found.add(f"cue_{'before' if before else 'behind'}:{step(distance)}:{_shown(run)}")
    low, high = (cue.verb, run.open) if before else (last.close, cue.verb)
    between = len(context.cues_in(low + 1, high))
    found.add(f"between:{rule}:{min(between, 2)}")
    if any(answer.cue and covers(answer.cue.content, run) for answer in candidate.answers):
        found.add(f"covers:{rule}")
    found.add(f"cue_end:{rule}:{_after_cue(context, cue)}")
    found |= {f"hangs:{rule}:{how}" for how in _hangs(context, cue)}
    return found | of_nesting(context, cue, rule, run)


def _after_cue(context: Context, cue: Cue) -> str:
    """What follows the cue and its source: a colon or a mark leads to the next quotation."""
    place = max(cue.tokens[-1] + 1, cue.source[1] if cue.source else 0)
    if place >= len(context.layout.tokens):
        return "¶"
    token = context.layout.tokens[place]
    if token.is_punct:
        following = place + 1 < len(context.layout.tokens) and context.layout.run_of[place + 1] >= 0
        return f"{token.text}{'+mark' if following and context.layout.run_of[place] < 0 else ''}"
    return "space" if token.is_space else "word"


def _hangs(context: Context, cue: Cue) -> set[str]:
    """How the clause of a cue hangs in its sentence: as what, and by which small word."""
    verb, grammar = context.layout.tokens[cue.verb], context.lexicon.words.grammar
    marks = {c.lower_ for c in verb.children if c.dep_ in grammar.clause_marks and c.i < verb.i}
    return {verb.dep_} | {f"{verb.dep_}:{mark}" for mark in marks & context.lexicon.words.small.clause_links}


def of_nesting(context: Context, cue: Cue, rule: str, run: QuotedRun | None = None) -> set[str]:
    """Reports within reports: the cue stands in what another reports, or another stands in what it does."""
    found: set[str] = set()
    if outer := context.outer(cue):
        groups = "/".join(sorted(outer.groups))
        found |= {f"inside:{rule}:{outer.shape}", f"inside:{rule}:{groups}", f"inside:{cue.shape}:{outer.shape}"}
        found |= {f"inside:{outer.lemma}", f"inside_tag:{rule}:{context.layout.tokens[cue.verb].tag_}"}
        found |= {f"inside_hangs:{rule}:{how}" for how in _hangs(context, cue)}
    inner = next((o for o in context.inner(cue) if run is None or covers(o.content, run)), None)
    if inner:
        groups = "/".join(sorted(inner.groups))
        found |= {f"around:{rule}:{inner.shape}", f"around:{rule}:{groups}", f"around:{inner.lemma}"}
        found |= {f"around_hangs:{rule}:{how}" for how in _hangs(context, inner)}
    return found


def _of_place(context: Context, index: int, candidate: Candidate, answers: Answers) -> set[str]:
    """Where the passage stands, and how the passage before it was answered."""
    doc, rule = context.layout.tokens, candidate.rule
    run, last = context.first(context.passages[index]), context.last(context.passages[index])
    before, end = _token_before(context, run), doc[last.end - 1]
    found = {f"next:{rule}:{_next(context, last)}", f"end:{rule}:{end.text[-1] if end.is_punct else 'word'}"}
    if before is not None and (before.is_punct or before.lower_ in context.lexicon.words.small.before_marks):
        found.add(f"previous:{rule}:{before.lower_}")
    if answered := answers.get(index - 1):
        found.add(f"after:{answered.rule}:{rule}")
        if answered.source and context.who(answered.source) == context.who(candidate.source):
            found.add(f"same_as:{answered.rule}:{_shown(run)}")
        previous = context.last(context.passages[index - 1])
        found.add(f"gap:{rule}:{step(context.sentences_between(previous.close, run.open), (0, 1, 2, 3))}")
    start = run.open - context.layout.paragraphs[run.paragraph][0] < 2
    found.add(f"{'whole' if _is_whole(context, run, last) else 'start' if start else 'middle'}:{rule}")
    return found | ({f"headline:{rule}"} if run.paragraph == 0 else set())
