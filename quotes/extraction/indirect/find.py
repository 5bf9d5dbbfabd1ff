"""Reports without quotation marks: which cues report something said, and where it begins and ends.

Each cue offers a few ranges that may be what is said; the evidence for each is weighed, and the best one is kept if it
is likely enough. Where a language has no fitted weights, the clauses that the parse shows are kept.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import accumulate, pairwise

from quotes.extraction.acts import only_asks
from quotes.extraction.attribute.context import SAYING, Answer, Answers, Context
from quotes.extraction.attribute.rules import GOVERNED
from quotes.extraction.cues.cue import Cue
from quotes.extraction.indirect.as_parsed import as_parsed
from quotes.extraction.indirect.barren import is_barren
from quotes.extraction.indirect.begins import DESCRIBING, label_of
from quotes.extraction.indirect.certain import is_certain, is_offer
from quotes.extraction.indirect.done_to import is_asked_first
from quotes.extraction.indirect.features import of_content, of_cue
from quotes.extraction.indirect.led import led_from
from quotes.extraction.indirect.no_statement import states_nothing
from quotes.extraction.indirect.options import Options, options
from quotes.extraction.layout import Content, QuotedRun, Range, covers, holds
from quotes.extraction.reasons import REPORT
from quotes.extraction.tokens import Token
from quotes.extraction.weights import Weights

FoundReport = tuple[Content, Answer]
WeighedReports = list[tuple[Content, set[str]]]
ReportWatch = Callable[[WeighedReports], None]

CERTAIN_SHAPES = ("clause", "after", "around", "phrase")


def find_reports(
    context: Context, answers: Answers, weights: Weights | None, watch: ReportWatch | None = None
) -> list[FoundReport]:
    """What is reported without quotation marks, in text order; two cues may report nearly the same words.

    A cue that answers for a quotation may still report a clause without marks.

    Args:
        answers: those of all passages.
        watch: told, for each cue, the ranges that may be its report with their evidence; what `quotes fit` learns from.
    """
    taken = _taken(context, answers)
    quoted = _quoted_before(context, answers)
    found: list[FoundReport] = []
    for cue in context.cues:
        if _is_busy(context, cue, taken) or _tells_nothing(context, cue) or not cue.groups & SAYING:
            continue
        offered = [
            (name, content)
            for name, content in options(context, cue)
            if not (_holds_quoted(quoted, content) or _is_marked(context, content) or _breaks_off(context, content))
            and not (is_asked_first(context, cue, content) or states_nothing(context, cue, content))
        ]
        report = _report(context, cue, offered, found, weights, watch)
        if report:
            found.append(report)
    return found


def _taken(context: Context, answers: Answers) -> dict[int, int]:
    """By the verbs of the cues that answer for a quotation: where the first of these begins."""
    places = ((a.cue.verb, context.layout.runs[context.passages[i].runs[0]].open) for i, a in answers.items() if a.cue)
    first: dict[int, int] = {}
    for verb, at in places:
        first[verb] = min(at, first.get(verb, at))
    return first


def _is_busy(context: Context, cue: Cue, taken: Mapping[int, int]) -> bool:
    """Has a cue words between marks to report? In 'Trains will run, Soir said after the “2+2” talks' it reports
    the sentence before it, too.
    """
    if cue.shape == "clause" or cue.verb not in taken:
        return False
    layout, grammar, marked = context.layout, context.lexicon.words.grammar, taken[cue.verb]
    whole = cue.shape == "after" and bool(cue.content) and cue.content[-1][1] <= cue.verb < marked
    beside = whole and layout.tags[cue.verb + 1] in grammar.preposition_tags and not layout.hidden[marked + 1]
    verbs = any(tag in grammar.finite_tags for tag in layout.tags[cue.verb + 1 : marked])
    return not beside or verbs or "say" not in cue.groups


def _tells_nothing(context: Context, cue: Cue) -> bool:
    """'thanked them for coming', 'asked not to be named', 'had read that …', 'explained why …', 'figures show …'."""
    praises = cue.lemma in context.lexicon.words.cues.praising and cue.shape == "object"
    nothing = praises or only_asks(context.layout, context.lexicon, cue)
    return nothing or is_barren(context, cue)


def _report(
    context: Context,
    cue: Cue,
    offered: Options,
    before: Sequence[FoundReport],
    weights: Weights | None,
    watch: ReportWatch | None,
) -> FoundReport | None:
    if weights is None and watch is None:
        certain = "say" in cue.groups and cue.shape in CERTAIN_SHAPES and cue.source is not None
        shown = certain and ("parse", cue.content) in offered
        return (cue.content, Answer(f"{REPORT}{cue.shape}", cue.source, cue)) if shown else None
    inside = {f"inside_report:{cue.shape}" for content, _ in before[-2:] if holds(content, cue.verb)}
    likeliest = _likeliest(context, cue, offered, inside, weights, watch)
    if weights is None or likeliest is None:
        return None
    if likeliest[1] < weights.threshold[_kind_of(context, cue, likeliest[0])]:
        return None
    content, probability, rival = likeliest
    content = as_parsed(context, cue, content, offered)
    return content, Answer(f"{REPORT}{cue.shape}", cue.source, cue, probability, rival, speech=probability)


def _kind_of(context: Context, cue: Cue, content: Content) -> str:
    """Which threshold decides: for what grammar settles, for the words that do nothing but report, and for the rest."""
    if is_certain(context, cue, content):
        return "certain"
    plain = cue.settled or cue.lemma in context.lexicon.words.cues.plain or is_offer(context, cue, content)
    return "plain" if plain else "report"


def _likeliest(
    context: Context, cue: Cue, offered: Options, more: set[str], weights: Weights | None, watch: ReportWatch | None
) -> tuple[Content, float, float] | None:
    """The likeliest of some ranges, the first of equals, with its probability and that of the next.

    None without weights or ranges.

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
    best = max(scored, key=lambda pair: pair[1])
    return *best, max((probability for content, probability in scored if content != best[0]), default=0.0)


def reports_more(context: Context, index: int, answer: Answer) -> bool:
    """'The bridge “was unsafe” in March, Vane said': is a passage a part of what its cue reports?

    A sentence of its own between marks is whole by itself; of others, what the cue governs belongs to them.
    """
    runs = [context.layout.runs[i] for i in context.passages[index].runs]
    if answer.cue is None:
        return False
    if answer.rule == GOVERNED or _accused(context, answer.cue, runs) is not None:
        return True
    if led_from(context, answer, runs[0]) is not None or _is_within_deed(context, answer.cue, runs):
        return True
    content, layout = answer.cue.content, context.layout
    if runs[0].hidden or answer.cue.shape not in CERTAIN_SHAPES or not all(covers(content, run) for run in runs):
        return False
    said = {layout.run_of[run.open] for run in runs}
    return any(layout.run_of[i] not in said and layout.texts[i].isalnum() for place in content for i in range(*place))


def words_for_things(context: Context, answers: Answers, indexes: Sequence[int]) -> list[list[int]]:
    """'described the site as “a desert” | and the critics as “tourists”': the passages of a cue, a list for a thing."""
    parts, layout, grammar = [[indexes[0]]], context.layout, context.lexicon.words.grammar
    cue = answers[indexes[0]].cue
    describes = cue is not None and cue.groups == DESCRIBING and not _is_deed(context, cue)
    for before, index in pairwise(indexes):
        start, end = context.last(context.passages[before]).close, context.first(context.passages[index]).open
        noun = any(layout.tags[i] in grammar.noun_tags and layout.run_of[i] < 0 for i in range(start, end))
        if describes and noun and layout.lowers[start] in context.lexicon.words.small.parts | {","}:
            parts.append([])
        parts[-1].append(index)
    return parts


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
    if (deed := _accused(context, cue, runs)) is not None:
        return (deed,)
    phrase = ((_phrase_start(context, runs[0]), _phrase_end(context, runs[-1])),)
    if cue.groups == DESCRIBING and not _is_deed(context, cue):
        return phrase
    offered = [(name, content) for name, content in options(context, cue) if all(covers(content, run) for run in runs)]
    if cue.shape == "object" and (end := _thing_ends(context, runs[-1])) is not None:
        offered = [(name, content) for name, content in offered if content[-1][1] <= end]
    led = led_from(context, answer, runs[0])
    if led is not None:
        phrase = ((led, phrase[0][1]),)
        offered = [(name, content) for name, content in offered if led - 1 <= content[0][0] <= led]
    likeliest = _likeliest(context, cue, offered, {"governed"}, weights, watch)
    if likeliest:
        return _before_remark(context, cue, as_parsed(context, cue, likeliest[0], offered), runs[-1])
    return cue.content if _is_deed(context, cue) else phrase


def _before_remark(context: Context, cue: Cue, content: Content, run: QuotedRun) -> Content:
    """'was “not there yet” on helping Soir |, who faces a vote': what the writer tells of a name after marks."""
    layout, grammar = context.layout, context.lexicon.words.grammar
    (start, end), at = content[-1], max(run.close, content[-1][0])
    last = next((i for i in range(end - 2, at - 1, -1) if layout.texts[i] == ","), None)
    if last is None or start < cue.verb or layout.lowers[last + 1] not in context.lexicon.words.pronouns.relative:
        return content
    return (*content[:-1], (start, last)) if layout.tags[last - 1] in grammar.name_tags else content


def _thing_ends(context: Context, run: QuotedRun) -> int | None:
    """'told of her “nightmare” |, as the search went on': a comma after a thing, and a clause of its own."""
    layout, words = context.layout, context.lexicon.words
    if run.close + 1 >= len(layout.texts) or layout.texts[run.close] != ",":
        return None
    return run.close if layout.lowers[run.close + 1] in words.small.clause_links else None


def _accused(context: Context, cue: Cue, runs: Sequence[QuotedRun]) -> Range | None:
    """'accused “certain people” of hiding the bill': the words for whoever did it belong to the deed."""
    if cue.lemma not in context.lexicon.words.acts.accuses or not 0 < runs[0].open - cue.verb <= 2:
        return None
    deed = label_of(context, cue)
    if deed is None or runs[-1].close != deed - 1 or context.layout.run_of[deed] >= 0:
        return None
    link = context.layout.tokens[deed - 1]
    return runs[0].open, int(link.right_edge.i) + 1


def _is_within_deed(context: Context, cue: Cue, runs: Sequence[QuotedRun]) -> bool:
    """'accused the papers of publishing a “false report”': do words between marks stand in the clause of a deed?"""
    label = label_of(context, cue) if _is_deed(context, cue) else None
    if label is None or not label < runs[0].open or (cue.over is not None and cue.over < runs[-1].close):
        return False
    layout, finite = context.layout, context.lexicon.words.grammar.finite_tags
    between = range(label, runs[0].open)
    return not any(layout.tags[i] in finite or layout.texts[i] == "," for i in between)


def _is_deed(context: Context, cue: Cue) -> bool:
    """'criticised her for being “late” again': no word for her alone."""
    label = label_of(context, cue)
    return label is not None and context.layout.lowers[label - 1] in context.lexicon.words.cues.of_deed


def _phrase_start(context: Context, run: QuotedRun) -> int:
    """'called it | a “gift”': an article right before the marks belongs to the speaker's word for a thing."""
    article = run.open > 0 and context.layout.lowers[run.open - 1] in context.lexicon.words.resolving.articles
    return run.open - 1 if article else run.open


def _phrase_end(context: Context, run: QuotedRun) -> int:
    """'called it a “crisis of trust” | within the guild': where the phrase ends of which some stands between marks."""
    layout, grammar = context.layout, context.lexicon.words.grammar
    if run.close >= len(layout.tokens):
        return run.close
    after = layout.tokens[run.close]
    hangs = after.dep_ in grammar.preposition and run.start <= after.head.i < run.end and not _is_scene(context, after)
    disputed = after.lower_ in context.lexicon.words.denials.nouns  # 'dismissed as “nonsense” | claims that …'
    if disputed or (after.tag_ not in grammar.common_noun_tags and not hangs):
        return run.close
    last = min(int(after.right_edge.i) + 1, layout.sentences[layout.sentence_of[after.i]][1])
    return next((i for i in range(run.close, last) if layout.tokens[i].is_punct), last)


def _is_scene(context: Context, link: Token) -> bool:
    """'called it “a gift” | in an interview': where the words were said or written."""
    phrases, grammar = context.lexicon.words.phrases, context.lexicon.words.grammar
    nouns = (noun.lower_ for noun in link.children_as(grammar.preposition_object))
    return link.lower_ in phrases.written_in and not phrases.carriers.isdisjoint(nouns)


def _quoted_before(context: Context, answers: Answers) -> list[int]:
    """Before each token, how many stand in a quotation of its own or in one that is answered."""
    inside = list(context.layout.hidden)
    for index in answers:
        for run in (context.layout.runs[i] for i in context.passages[index].runs):
            inside[run.start : run.end] = [True] * (run.end - run.start)
    return list(accumulate(inside, initial=0))


def _is_marked(context: Context, content: Content) -> bool:
    """'said on the show “Here It Is”': words between marks are no report without marks."""
    runs = {context.layout.run_of[i] for start, end in content for i in (start, end - 1)}
    return len(runs) == 1 and min(runs) >= 0


def _breaks_off(context: Context, content: Content) -> bool:
    """'adding that the state would send a | “strong message that …”': none ends before the noun of its last word."""
    layout, grammar, end = context.layout, context.lexicon.words.grammar, content[-1][1]
    opened = {
        layout.runs[layout.run_of[i]].open
        for i in range(end - 1, min(end + 1, len(layout.texts)))
        if layout.run_of[i] >= 0
    }
    last = next((i - 1 for i in (end - 1, end) if i in opened), None)
    return last is not None and layout.labels[last] in grammar.determiner | grammar.preposition


def _holds_quoted(quoted: Sequence[int], content: Content) -> bool:
    """Does a quotation stand in it that has an answer of its own? Then it is no report without marks."""
    return any(quoted[end] > quoted[start] for start, end in content)
