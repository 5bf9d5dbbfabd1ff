"""Reports without quotation marks: which cues report something said, and where it begins and ends.

Each cue offers a few ranges that may be what is said; the evidence for each is weighed, and the best one is kept if it
is likely enough. Where a language has no fitted weights, the clauses that the parse shows are kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from quotes.content import trimmed
from quotes.evidence import kind_of_source, of_nesting, step
from quotes.scene import Answer, Scene
from quotes.spans import Cue, QuotedRun, Range, covers, holds
from quotes.weights import Weights

Content = tuple[Range, ...]
Report = tuple[Content, Answer]
Options = list[tuple[str, Content]]
Watch = Callable[[Content, set[str]], None]

SAYING = frozenset(("say", "describe", "noun"))
CERTAIN_SHAPES = ("clause", "after", "around", "phrase")
BREAKS = frozenset(",;–—") | {"--"}
LEAST = 3  # tokens of a part that is cut at a comma
FAR_THAT = 14  # tokens from a cue to the 'that' of what it reports ('said in a statement that …')
FEWEST_WORDS = 3  # of a report that is not a clause
MOST_BREAKS = 3  # commas of a sentence at which a report may end


def find_reports(scene: Scene, weights: Weights | None, watch: Watch | None = None) -> list[Report]:
    """What is reported without quotation marks, in text order; ask when the passages have their answers.

    A cue that answers for a quotation may still report a clause without marks.

    Args:
        watch: told each range that may be a report with its evidence; what `quotes fit` learns from.
    """
    taken = {answer.cue.verb for answer in scene.answers.values() if answer.cue}
    found: list[Report] = []
    for cue in scene.cues:
        busy = cue.verb in taken and cue.shape != "clause"
        if busy or not cue.groups & SAYING or _says_nothing(scene, cue):
            continue
        report = _report(scene, cue, found, weights, watch)
        if report:
            found.append(report)
    return _without_doubles(found)


def _says_nothing(scene: Scene, cue: Cue) -> bool:
    """'declined to say when …' tells nothing of what is said, and 'Asked whether …' not who asks."""
    if cue.negated and cue.content:
        first = scene.layout.tokens[cue.content[0][0]]
        return first.tag_ in ("WRB", "WP") or first.lower_ in ("whether", "if")
    asked = cue.source is None or scene.layout.tokens[cue.verb - 1].text == ","  # 'Raman, asked whether …, said'
    return asked and cue.lemma == "ask"


def _report(
    scene: Scene, cue: Cue, before: Sequence[Report], weights: Weights | None, watch: Watch | None
) -> Report | None:
    offered = [(name, content) for name, content in options(scene, cue) if not _quoted(scene, content)]
    if weights is None and watch is None:
        certain = "say" in cue.groups and cue.shape in CERTAIN_SHAPES and cue.source is not None
        shown = certain and ("parse", cue.content) in offered
        return (cue.content, Answer(f"report_{cue.shape}", cue.source, cue)) if shown else None
    inside = {f"inside_report:{cue.shape}" for content, _ in before[-2:] if holds(content, cue.verb)}
    likeliest = _likeliest(scene, cue, offered, inside, weights, watch)
    if weights is None or likeliest is None or likeliest[1] < weights.threshold["report"]:
        return None
    content, probability = likeliest
    return content, Answer(f"report_{cue.shape}", cue.source, cue, probability)


def _likeliest(
    scene: Scene, cue: Cue, offered: Options, more: set[str], weights: Weights | None, watch: Watch | None
) -> tuple[Content, float] | None:
    """The likeliest of some ranges, the first of equals, with its probability; None without weights or ranges.

    Args:
        more: evidence for each of them.
    """
    weighed = [(content, of_report(scene, cue, name, content) | more) for name, content in offered]
    if watch:
        for content, evidence in weighed:
            watch(content, evidence)
    if weights is None:
        return None
    scored = [(content, weights.report.probability(evidence)) for content, evidence in weighed]
    return max(scored, key=lambda pair: pair[1], default=None)


def governed_content(
    scene: Scene, answer: Answer, runs: Sequence[QuotedRun], weights: Weights | None, watch: Watch | None = None
) -> Content:
    """What a cue reports of which some stands between marks: the likeliest range that holds these marks."""
    cue = answer.cue
    assert cue is not None
    offered = [(name, content) for name, content in options(scene, cue) if all(covers(content, run) for run in runs)]
    likeliest = _likeliest(scene, cue, offered, {"governed"}, weights, watch)
    return likeliest[0] if likeliest else cue.content


def options(scene: Scene, cue: Cue) -> Options:
    """The ranges that may be what a cue reports: what the parse shows first, then parts and cuts of the sentence."""
    layout = scene.layout
    start, end = layout.sentences[layout.sentence_of[cue.verb]]
    behind = max(cue.tokens[-1] + 1, cue.source[1] if cue.source and cue.source[0] > cue.verb else 0)
    offered = [("parse", cue.content)]
    offered += [(f"part:{label}", trimmed(layout, part)) for label, part in _parts(scene, cue)]
    if behind < end:
        offered.append(("to_end", trimmed(layout, (behind, end))))
        that = next((i for i in range(behind, min(behind + FAR_THAT, end)) if layout.tokens[i].lower_ == "that"), None)
        if that is not None and that > behind:
            offered.append(("that_to_end", trimmed(layout, (that, end))))
        breaks = [i for i in range(behind + LEAST, end) if layout.tokens[i].text in BREAKS][:MOST_BREAKS]
        offered += [(f"to_break:{n}", trimmed(layout, (behind, place))) for n, place in enumerate(breaks)]
    first = min(cue.source[0], cue.verb) if cue.source else cue.verb
    if first - start > LEAST:
        offered.append(("before", trimmed(layout, (start, first))))
    first_names: dict[Content, str] = {}
    for name, content in offered:
        if content and _may_be_said(scene, content):
            first_names.setdefault(content, name)
    return [(name, content) for content, name in first_names.items()]


def _may_be_said(scene: Scene, content: Content) -> bool:
    """Is it long enough to be a report, and not whom one agrees with?"""
    return sum(e - s for s, e in content) >= FEWEST_WORDS and scene.layout.tokens[content[0][0]].lower_ != "with"


def _parts(scene: Scene, cue: Cue) -> Iterator[tuple[str, Range]]:
    """What hangs on the cue's verb behind it, each part for itself: a clause, an object, an infinitive."""
    grammar = scene.lexicon.words.grammar
    kinds = grammar.clause | grammar.open_clause | grammar.object | grammar.preposition
    for child in scene.layout.tokens[cue.verb].children:
        if child.i > cue.verb and child.dep_ in kinds:
            yield child.dep_, (child.left_edge.i, child.right_edge.i + 1)
            if child.dep_ in grammar.preposition:
                yield "inside", (child.i + 1, child.right_edge.i + 1)


def _quoted(scene: Scene, content: Content) -> bool:
    """Does a quotation stand in it that has an answer of its own? Then it is no report without marks."""
    return any(scene.layout.hidden(i) or i in scene.answered for start, end in content for i in range(start, end))


def _without_doubles(found: list[Report]) -> list[Report]:
    """Of two reports of nearly the same words, the likelier one."""
    kept: list[Report] = []
    for report in found:
        rival = next((other for other in kept[-3:] if _alike(other[0], report[0])), None)
        if rival is None:
            kept.append(report)
        elif report[1].probability > rival[1].probability:
            kept[kept.index(rival)] = report
    return kept


def _alike(one: Content, other: Content) -> bool:
    a = {i for start, end in one for i in range(start, end)}
    b = {i for start, end in other for i in range(start, end)}
    return 2 * len(a & b) > len(a | b)


# --- evidence ----------------------------------------------------------------------------------------------


def of_report(scene: Scene, cue: Cue, option: str, content: Content) -> set[str]:
    """Evidence that this range is what the source of the cue said."""
    shape = cue.shape
    groups = "/".join(sorted(cue.groups))
    found = {f"option={option}", f"option:{shape}:{option}", f"cue:{cue.lemma}", f"cue:{option}:{cue.lemma}"}
    found |= {f"cue:{cue.lemma}:{shape}", f"cue:{cue.lemma}:{shape}:{option}", f"groups:{shape}:{groups}:{option}"}
    source = kind_of_source(scene, cue.source) if cue.source else "nobody"
    if cue.source:
        speaker = scene.who(cue.source)
        found |= {f"speaker={speaker.kind}:{speaker.how}", f"speaker:{shape}:{speaker.kind}"}
    found |= {f"source={source}", f"source:{shape}:{source}", f"source:{cue.lemma}:{source == 'nobody'}"}
    found |= {f"{name}:{shape}" for name in ("passive", "negated") if getattr(cue, name)}
    return found | _of_verb(scene, cue) | _of_content(scene, cue, option, content) | of_nesting(scene, cue, "report")


def _of_verb(scene: Scene, cue: Cue) -> set[str]:
    """How the cue stands in its sentence: tense, auxiliaries, subordination, headline, question."""
    layout, shape = scene.layout, cue.shape
    verb = layout.tokens[cue.verb]
    _, end = layout.sentences[layout.sentence_of[cue.verb]]
    found = {f"tag:{verb.tag_}", f"tag:{shape}:{verb.tag_}", f"label:{verb.dep_}", f"label:{shape}:{verb.dep_}"}
    found |= {f"tag:{cue.lemma}:{verb.tag_}"}
    for child in verb.children:
        if child.dep_ in ("aux", "auxpass", "mark", "neg", "advmod", "prt") and child.i < verb.i:
            found |= {f"with:{child.lower_}", f"with:{shape}:{child.lower_}"}
        elif child.i > verb.i and child.dep_ in ("prep", "dobj", "dative", "xcomp", "ccomp", "advcl", "prt"):
            found |= {f"child:{child.dep_}", f"child:{cue.lemma}:{child.dep_}"}
            if child.dep_ == "prep":
                found |= {f"with:{cue.lemma}:{child.lower_}"}
    found.add("headline" if layout.paragraph_of[cue.verb] == 0 else "body")
    last = next(
        (layout.tokens[i].text for i in range(end - 1, max(end - 3, 0), -1) if layout.tokens[i].text in ".?!"), ""
    )
    return found | {f"sentence_end={last}"}


def _of_content(scene: Scene, cue: Cue, option: str, content: Content) -> set[str]:
    """What the range looks like: its length, its first words, whether it has a verb, what stands at its edges."""
    layout, doc = scene.layout, scene.layout.tokens
    (start, _), (_, end) = content[0], content[-1]
    tokens = [doc[i] for s, e in content for i in range(s, e)]
    finite = any(token.tag_ in scene.lexicon.words.grammar.finite_tags for token in tokens)
    shape = cue.shape
    words = step(len(tokens), (1, 2, 3, 5, 8, 13, 20, 35))
    first = tokens[0]
    opening = first.lower_ if first.tag_ in ("IN", "TO", "WDT", "WP", "WRB", "DT", "PRP") else first.tag_
    found = {f"words={words}", f"words:{option}:{words}", f"finite:{shape}:{finite}", f"finite:{option}:{finite}"}
    found |= {f"opens:{opening}", f"opens:{shape}:{opening}", f"opens:{option}:{first.tag_}", f"parts={len(content)}"}
    after = doc[end].text if end < len(doc) and not doc[end].text[0].isalnum() else "word"
    between = start - cue.verb - 1
    found |= {f"after:{option}:{after}", f"gap:{option}:{step(abs(between), (0, 1, 2, 4, 8))}"}
    behind = doc[end + 1].tag_ if end + 1 < len(doc) else ""
    found |= {f"behind:{after}:{behind}", f"begins:{cue.lemma}:{opening}"}
    parsed = sum(e - s for s, e in cue.content)
    found.add(f"share:{option}:{step(round(4 * len(tokens) / parsed), (0, 1, 2, 3, 4, 6)) if parsed else 'none'}")
    inside = sum(layout.run_of[token.i] >= 0 for token in tokens)
    if inside:
        found.add(f"marks:{step(round(4 * inside / len(tokens)), (0, 1, 2, 3))}")
    return found
