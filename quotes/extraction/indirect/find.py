"""Reports without quotation marks: which cues report something said, and where it begins and ends.

Each cue offers a few ranges that may be what is said; the evidence for each is weighed, and the best one is kept if it
is likely enough. Where a language has no fitted weights, the clauses that the parse shows are kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate, islice

from quotes.extraction.acts import only_asks
from quotes.extraction.attribute.context import Answer, Answers, Context
from quotes.extraction.cues.content import arguments, clause_head, trimmed
from quotes.extraction.cues.cue import Cue, begins_with
from quotes.extraction.indirect.features import of_content, of_cue
from quotes.extraction.layout import Content, QuotedRun, Range, covers, holds
from quotes.extraction.reasons import REPORT
from quotes.extraction.weights import Weights

Report = tuple[Content, Answer]
Options = list[tuple[str, Content]]
WeighedReports = list[tuple[Content, set[str]]]
ReportWatch = Callable[[WeighedReports], None]

SAYING = frozenset(("say", "describe", "noun", "binding"))
CERTAIN_SHAPES = ("clause", "after", "around", "phrase")
BREAKS = frozenset(",;–—") | {"--"}
LEAST = 3  # tokens of a part that is cut at a comma
THAT_TOKENS = 14  # from a cue to the 'that' of what it reports ('said in a statement that …')
FEWEST_WORDS = 3  # of a report
MOST_WORDS = 400  # of a report; in a sentence without an end each of its cues would offer all of it
MOST_BREAKS = 3  # commas of a sentence at which a report may end
SLACK = 20  # tokens at the edges of a range that do not count


def find_reports(
    context: Context, answers: Answers, weights: Weights | None, watch: ReportWatch | None = None
) -> list[Report]:
    """What is reported without quotation marks, in text order.

    A cue that answers for a quotation may still report a clause without marks.

    Args:
        answers: those of all passages.
        watch: told, for each cue, the ranges that may be its report with their evidence; what `quotes fit` learns from.
    """
    taken = {answer.cue.verb for answer in answers.values() if answer.cue}
    quoted = _quoted_before(context, answers)
    found: list[Report] = []
    for cue in context.cues:
        busy = cue.verb in taken and cue.shape != "clause"
        if busy or not cue.groups & SAYING or only_asks(context.layout, context.lexicon, cue):
            continue
        offered = [(name, content) for name, content in options(context, cue) if not _holds_quoted(quoted, content)]
        report = _report(context, cue, offered, found, weights, watch)
        if report:
            found.append(report)
    return _without_doubles(found)


def _report(
    context: Context,
    cue: Cue,
    offered: Options,
    before: Sequence[Report],
    weights: Weights | None,
    watch: ReportWatch | None,
) -> Report | None:
    if weights is None and watch is None:
        certain = "say" in cue.groups and cue.shape in CERTAIN_SHAPES and cue.source is not None
        shown = certain and ("parse", cue.content) in offered
        return (cue.content, Answer(f"{REPORT}{cue.shape}", cue.source, cue)) if shown else None
    inside = {f"inside_report:{cue.shape}" for content, _ in before[-2:] if holds(content, cue.verb)}
    likeliest = _likeliest(context, cue, offered, inside, weights, watch)
    plain = cue.lemma in context.lexicon.words.cues.plain
    if weights is None or likeliest is None or likeliest[1] < weights.threshold["plain" if plain else "report"]:
        return None
    content, probability = likeliest
    return content, Answer(f"{REPORT}{cue.shape}", cue.source, cue, probability, speech=probability)


def _likeliest(
    context: Context, cue: Cue, offered: Options, more: set[str], weights: Weights | None, watch: ReportWatch | None
) -> tuple[Content, float] | None:
    """The likeliest of some ranges, the first of equals, with its probability; None without weights or ranges.

    Args:
        more: evidence for each of them.
    """
    if not offered:
        return None
    shared = of_cue(context, cue) | more
    weighed = [(content, of_content(context, cue, name, content)) for name, content in offered]
    if watch:
        watch([(content, evidence | shared) for content, evidence in weighed])
    if weights is None:
        return None
    of_shared = weights.report.weight(shared)
    scored = [(content, weights.report.probability(evidence, of_shared)) for content, evidence in weighed]
    return max(scored, key=lambda pair: pair[1])


def governed_content(
    context: Context,
    answer: Answer,
    runs: Sequence[QuotedRun],
    weights: Weights | None,
    watch: ReportWatch | None = None,
) -> Content:
    """What a cue reports of which some stands between marks: the likeliest range that holds these marks."""
    cue = answer.cue
    assert cue is not None
    offered = [(name, content) for name, content in options(context, cue) if all(covers(content, run) for run in runs)]
    likeliest = _likeliest(context, cue, offered, {"governed"}, weights, watch)
    return likeliest[0] if likeliest else cue.content


def options(context: Context, cue: Cue) -> Options:
    """The ranges that may be what a cue reports: what the parse shows first, then parts and cuts of the sentence."""
    layout, small = context.layout, context.lexicon.words.small
    start, end = layout.sentences[layout.sentence_of[cue.verb]]
    behind = max(cue.tokens[-1] + 1, cue.source[1] if cue.source and cue.source[0] > cue.verb else 0)
    told = _behind_addressed(context, cue)
    behind = max(behind, told)
    offered = [("parse", cue.content)]
    offered += [(f"part:{label}", trimmed(layout, part)) for label, part in _parts(context, cue)]
    if behind < end:
        whole = "that_to_end" if behind == told and layout.lowers[told] in small.that else "to_end"
        offered.append((whole, trimmed(layout, (behind, end))))
        that = next((i for i in range(behind, min(behind + THAT_TOKENS, end)) if layout.lowers[i] in small.that), None)
        if that is not None and that > behind:
            offered.append(("that_to_end", trimmed(layout, (that, end))))
        last = min(end, behind + MOST_WORDS + SLACK)
        breaks = islice((i for i in range(behind + LEAST, last) if layout.texts[i] in BREAKS), MOST_BREAKS)
        offered += [(f"to_break:{n}", trimmed(layout, (behind, place))) for n, place in enumerate(breaks)]
        links = islice(
            (i for i in range(behind + LEAST, min(last, end - 1)) if _begins_another(context, i)), MOST_BREAKS
        )
        offered += [(f"to_link:{n}", trimmed(layout, (behind, place))) for n, place in enumerate(links)]
    first = min(cue.source[0], cue.verb) if cue.source else cue.verb
    if first - start > LEAST:
        offered.append(("before", trimmed(layout, (start, first))))
    first_names: dict[Content, str] = {}
    for name, content in offered:
        if content and _may_be_said(context, cue, content) and not _reaches_next(context, cue, content):
            first_names.setdefault(content, name)
    return [(name, content) for content, name in first_names.items()]


def _reaches_next(context: Context, cue: Cue, content: Content) -> bool:
    """'said the dam was unsafe, and two engineers told …': does a range reach into what is joined to the cue itself?"""
    grammar, places = context.lexicon.words.grammar, [place for place in content if place[0] > cue.verb]
    joined = (o for start, end in places for o in context.cues_in(start, end) if o.groups & JOINED)
    verbs = (context.layout.tokens[o.verb] for o in joined if not o.holds(cue.verb))
    clause = clause_head(grammar, context.layout.tokens[cue.verb])
    heads = {cue.verb, clause.i if clause is not None else cue.verb}
    return any(verb.dep_ in grammar.conjunct and verb.head.i in heads and not cue.holds(verb.i) for verb in verbs)


JOINED = frozenset(("say", "describe"))


def _behind_addressed(context: Context, cue: Cue) -> int:
    """'told the crews | the ferry would sail': where what is said begins behind whoever is told it; 0 without any."""
    if cue.shape != "clause" or cue.lemma not in context.lexicon.words.cues.told:
        return 0
    first, objects = cue.content[0][0], context.lexicon.words.grammar.object
    lowers, that = context.layout.lowers, context.lexicon.words.small.that
    told = (c for c in context.layout.tokens[cue.verb].children if c.dep_ in objects and cue.verb < c.i < first)
    ends = ((c.i, int(c.right_edge.i) + 1) for c in told if c.right_edge.i < first)
    return max((next((i for i in range(noun, end) if lowers[i] in that), end) for noun, end in ends), default=0)


def _begins_another(context: Context, i: int) -> bool:
    """'… he respects Holt | and calls her', '… the money | after the vote': a word at which a report may end."""
    word, small = context.layout.lowers[i], context.lexicon.words.small
    if word in small.joining:
        return context.layout.tags[i + 1] not in context.lexicon.words.grammar.common_tags
    return word in small.ending


def _may_be_said(context: Context, cue: Cue, content: Content) -> bool:
    """Is it long enough to be a report, and not whom one agrees with, or when one would not comment?"""
    first = context.layout.tokens[content[0][0]]
    words = context.lexicon.words
    when = cue.shape == "none" and first.tag_ in words.grammar.question_adverb_tags
    said = first.lower_ not in words.small.not_reported and not when
    return FEWEST_WORDS <= sum(e - s for s, e in content) <= MOST_WORDS and said


def _parts(context: Context, cue: Cue) -> Iterator[tuple[str, Range]]:
    """What hangs on the cue's verb behind it, each part for itself: a clause, an object, an infinitive."""
    grammar = context.lexicon.words.grammar
    kinds = grammar.clause | grammar.open_clause | grammar.object | grammar.preposition
    for child in arguments(grammar, context.layout.tokens[cue.verb]):
        if child.dep_ in kinds:
            yield child.dep_, (child.left_edge.i, child.right_edge.i + 1)
            if child.dep_ in grammar.preposition:
                yield "inside", (child.i + 1, child.right_edge.i + 1)


def _quoted_before(context: Context, answers: Answers) -> list[int]:
    """Before each token, how many stand in a quotation of its own or in one that is answered."""
    inside = list(context.layout.hidden)
    for index in answers:
        for run in (context.layout.runs[i] for i in context.passages[index].runs):
            inside[run.start : run.end] = [True] * (run.end - run.start)
    return list(accumulate(inside, initial=0))


def _holds_quoted(quoted: Sequence[int], content: Content) -> bool:
    """Does a quotation stand in it that has an answer of its own? Then it is no report without marks."""
    return any(quoted[end] > quoted[start] for start, end in content)


def _without_doubles(found: list[Report]) -> list[Report]:
    """Of two reports of nearly the same words, the inner or the likelier one."""
    kept: list[Report] = []
    for report in found:
        rival = next((other for other in kept[-3:] if _alike(other[0], report[0])), None)
        if rival is None:
            kept.append(report)
        elif _is_better(report, rival):
            kept[kept.index(rival)] = report
    return kept


def _is_better(report: Report, rival: Report) -> bool:
    """Of 'According to Soir, Brekke said that …' Brekke's; else the likelier one."""
    (_, answer), (_, by) = report, rival
    if answer.cue and by.cue and (begins_with(by.cue, answer.cue) or begins_with(answer.cue, by.cue)):
        return begins_with(by.cue, answer.cue)
    return answer.probability > by.probability


def _alike(one: Content, other: Content) -> bool:
    a = {i for start, end in one for i in range(start, end)}
    b = {i for start, end in other for i in range(start, end)}
    return 2 * len(a & b) > len(a | b)
