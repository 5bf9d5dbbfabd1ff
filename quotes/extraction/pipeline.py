"""The stages in order, for one parsed article: cues, cast, passages, attribute, indirect, resolve, confidence."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache, partial
from operator import itemgetter

from spacy.tokens import Doc

from quotes.extraction.acts import act_of, is_made
from quotes.extraction.attribute.attribute import attribute
from quotes.extraction.attribute.context import NEAR_TOKENS, Answer, Answers, Context
from quotes.extraction.attribute.passages import find_passages
from quotes.extraction.attribute.rules import GOVERNED, SPEAKER_LABEL
from quotes.extraction.confidence import judged
from quotes.extraction.cues.cue import Cue, begins_with
from quotes.extraction.cues.find import find_cues
from quotes.extraction.cues.verbs import only_begins
from quotes.extraction.doubles import without_doubles
from quotes.extraction.edges import read_whole
from quotes.extraction.indirect.find import (
    FoundReport,
    find_reports,
    governed_content,
    reports_more,
    words_for_things,
)
from quotes.extraction.joint import partners, wording
from quotes.extraction.layout import Content, Layout, QuotedRun, Range, holds, lay_out
from quotes.extraction.lexicon import Lexicon
from quotes.extraction.mentions import is_sourcelike
from quotes.extraction.reasons import REPORT
from quotes.extraction.repeated import with_speakers_of_body
from quotes.extraction.resolve.discourse import ResolvedSource
from quotes.extraction.resolve.interviews import find_interview
from quotes.extraction.resolve.labels import find_labels
from quotes.extraction.resolve.posts import find_posts
from quotes.extraction.resolve.reading import read_discourse, with_labels
from quotes.extraction.resolve.remarks import Remark, find_remarks
from quotes.extraction.resolve.resolve import resolve
from quotes.extraction.resolve.transcripts import Turn, find_turns
from quotes.extraction.speechless import is_speechless
from quotes.extraction.spoken import Spoken
from quotes.extraction.unreal import is_as_claimed, is_charge, is_defended, is_unreal
from quotes.extraction.weights import Weights, load_weights
from quotes.models import Quote, QuoteKind, SpeakerKind

Attributed = tuple[QuoteKind, Content, Answer]


def analyse(doc: Doc, lexicon: Lexicon, weights_file: str | None = None) -> list[Quote]:
    """The quotes of a parsed article, in reading order."""
    return quotes_of(read_article(doc, lexicon), load_weights(lexicon.words.language, weights_file))


def read_article(doc: Doc, lexicon: Lexicon) -> Context:
    """What the deciding stages look at: the article laid out, its cues and passages found, and its people known.

    What stands in the turns of a transcript is theirs alone.
    """
    layout = lay_out(doc, lexicon.words.elisions)
    cues = find_cues(layout, lexicon)
    discourse = read_discourse(layout, lexicon, cues)
    cast, labelled = discourse.cast, find_labels(layout, lexicon)
    turns = find_turns(layout, lexicon, cast, labelled) or find_interview(layout, lexicon, cast)
    remarks = list(find_posts(layout)) + ([] if turns else list(find_remarks(layout, lexicon, cast, labelled)))
    taken = {i for turn in turns for start, end in (turn.label, *turn.content, *turn.asked) for i in range(start, end)}
    taken |= {cue.verb for cue in cues if only_begins(layout, lexicon, cue)}
    taken |= {i for remark in remarks for start, end in (remark.source, remark.content) for i in range(start, end)}
    return Context(
        layout=layout,
        lexicon=lexicon,
        cues=[cue for cue in cues if cue.verb not in taken],
        passages=[
            p
            for p in find_passages(layout, cues, lexicon.words.terms.works)
            if layout.runs[p.runs[0]].start not in taken
        ],
        turns=turns,
        remarks=remarks,
        who=cache(partial(resolve, with_labels(discourse, turns))),
    )


def quotes_of(context: Context, weights: Weights | None) -> list[Quote]:
    """The quotes of an article that is read; without weights the order of the rules decides.

    What is not likely enough to have been said, or not by this speaker, is left out.
    """
    rows = [row for spoken in decide(context, weights) if (row := judged(context, spoken, weights))]
    kept = sorted(without_doubles(rows), key=lambda row: row[0].ranges[0])  # what stays of words can begin later
    return [_quote(context, spoken, sure) for spoken, sure in kept]


def decide(context: Context, weights: Weights | None) -> list[Spoken]:
    """Everything that is said in an article, and who says it, in reading order."""
    answers = attribute(context, weights)
    quoted = _quoted(context, answers, weights)
    reports = _new(context, find_reports(context, answers, weights), quoted)
    said = [*map(partial(_unsaid, context), quoted), *(one for one in reports if not _is_speechless(context, one[2]))]
    said += [*_labelled(context.turns), *_remarked(context)]
    made = [one for one in sorted(said, key=lambda one: one[1][0]) if _is_made(context, *one[1:])]
    return with_speakers_of_body(context, [_spoken(context, *one) for one in made])


def _is_speechless(context: Context, answer: Answer) -> bool:
    return answer.source is not None and is_speechless(context.layout, context.lexicon, answer.source)


def _unsaid(context: Context, said: Attributed) -> Attributed:
    """'Secrecy led to “chaos”': words between marks are kept, without a speaker."""
    kind, ranges, answer = said
    return (kind, ranges, answer._replace(source=None)) if _is_speechless(context, answer) else said


def _is_made(context: Context, ranges: Content, answer: Answer) -> bool:
    """'did not say that …' leads to no statement; a cue after words in marks has them said already."""
    cue = answer.cue
    if _is_charged(context, ranges[0][0]):
        return False
    if cue is None:
        before = _cue_before(context, ranges[0][0])
        return before is None or is_made(context.layout, context.lexicon, before)
    report = answer.rule.startswith(REPORT)
    if report and is_as_claimed(context.layout, context.lexicon, cue):
        return False
    if cue.verb < ranges[0][0] and is_defended(context.layout, context.lexicon, cue, ranges[0][0]):
        return False
    before = None if report else _cue_before(context, ranges[0][0])
    if before is not None and before is not cue and not is_made(context.layout, context.lexicon, before):
        return False  # 'Marlow apologised to nobody, despite calls for her to say “sorry”'
    if cue.verb >= ranges[-1][1] and cue.negated and cue.shape == "object":
        return False  # '“got it wrong”; he never said that'
    leads = cue.verb < ranges[0][0] and (answer.rule in LEADS or report)
    if leads or (report and cue.negated):
        return all(is_made(context.layout, context.lexicon, one) for one in (cue, *context.refused(cue)))
    return cue.verb >= ranges[0][0] or not is_unreal(context.layout, context.lexicon, cue)


def _is_charged(context: Context, first: int) -> bool:
    """'was accused of telling pupils that “poetry is for losers”': what who is accused may have said."""
    layout, lexicon = context.layout, context.lexicon
    near = (cue for cue in context.cues_in(first - CHARGE, first) if cue.passive and cue.holds(first))
    for cue in (cue for cue in near if cue.lemma in lexicon.words.acts.accuses):
        verbs = (layout.tokens[i] for i in range(cue.verb + 1, first) if layout.lowers[i] in lexicon.cue_forms)
        said = (v for v in verbs if v.lower_ in lexicon.saying)
        if any(v.head.head.i == cue.verb and is_charge(lexicon, v.head, v.head.head) for v in said):
            return True
    return False


CHARGE = 40  # tokens from 'accused' to words that somebody is accused of having said


def _cue_before(context: Context, first: int) -> Cue | None:
    """'Nobody has occasion to say “mind the crane”': the cue right before words in marks, whoever may say them."""
    layout = context.layout
    run = layout.runs[layout.run_of[first]] if layout.run_of[first] >= 0 else None
    if run is None or run.start != first or run.open < 1:
        return None
    return next(iter(context.cues_in(run.open - 1, run.open)), None)


LEADS = frozenset((GOVERNED, "cue_right_before"))


def _labelled(turns: Sequence[Turn]) -> Iterator[Attributed]:
    """'SOIR: We were stretched.': what stands in the turns of a transcript."""
    return (("direct", turn.content, Answer(SPEAKER_LABEL, turn.label, None, LABELLED)) for turn in turns)


def _remarked(context: Context) -> Iterator[Attributed]:
    """'Minister: Masks to return': what stands after a name and a colon outside transcripts."""
    for one in context.remarks:
        kind: QuoteKind = "direct" if one.literal else "indirect"
        if one.literal or _speaks(context, one):
            yield kind, (one.content,), Answer(SPEAKER_LABEL, one.source, None)


def _speaks(context: Context, remark: Remark) -> bool:
    """Not 'Ida Soir: novelist dies aged 91', where nothing else in the article is said by Soir, whom it is about."""
    speaker = context.who(remark.source)
    return speaker.how != "name" or speaker.name in context.voices


def _spoken(context: Context, kind: QuoteKind, ranges: Content, answer: Answer) -> Spoken:
    """A quotation with the speakers that its mentions stand for."""
    joined = partners(context.layout, context.lexicon, answer.source) if answer.source else []
    speaker = context.who(answer.source)
    named = [(place, one) for place in joined if (one := context.who(place)).name]
    others = tuple(one for _, one in named) or speaker.others
    if named and answer.source:
        speaker, *rest = (one for _, one in sorted([(answer.source, speaker), *named], key=itemgetter(0)))
        others = tuple(rest)
    titles = context.lexicon.titles.before_names
    titled = bool(joined) and context.layout.texts[joined[-1][0]] in titles
    if titled and answer.source and all(one.name == speaker.name for one in others):
        speaker, others = _as_written(context, speaker, (answer.source[0], joined[-1][1])), ()
    return Spoken(kind, ranges, answer, speaker, _passed_on(context, answer, speaker), others)


def _as_written(context: Context, speaker: ResolvedSource, place: Range) -> ResolvedSource:
    """'Mr and Mrs Cobb', whose first names are not told."""
    return replace(speaker, name=context.layout.words(place), kind="group", role=None, character=None)


def _passed_on(context: Context, answer: Answer, speaker: ResolvedSource) -> str | None:
    """Who passes on what a speaker says: somebody else, who can speak ('Prices will fall, said Soir, who added …')."""
    place = _reporter(answer, context)
    if place is None:
        return None
    reporter, head = context.who(place), context.layout.head(place)
    able = reporter.how == "name" or head.lower_ in context.lexicon.persons
    if not able and not is_sourcelike(context.layout, context.lexicon, head, place):
        return None
    return reporter.name if reporter.name != speaker.name else None


def _new(context: Context, reports: Sequence[FoundReport], quoted: Sequence[Attributed]) -> Iterator[Attributed]:
    """The reports without marks that no quotation near them says already."""
    quoted = sorted(quoted, key=lambda said: said[1][0])
    starts = [ranges[0][0] for _, ranges, _ in quoted]
    for report in reports:
        start, end = report[0][0][0], report[0][-1][1]
        near = quoted[bisect_left(starts, start - NEAR_TOKENS) : bisect_left(starts, end)]
        if not any(_repeats(context, report, said) for said in near):
            yield "indirect", *report


def _repeats(context: Context, report: FoundReport, said: Attributed) -> bool:
    """Is a report without marks the frame of a quotation, or inside what the same speaker says anyway?"""
    (ranges, answer), (_, other, by) = report, said
    edges = [(holds(other, start), holds(other, end - 1)) for start, end in ranges]
    same_cue = by.cue is not None and by.cue == answer.cue
    if same_cue and any(map(any, edges)):
        return True
    return all(map(all, edges)) and context.same(by.source, answer.source)


LABELLED = 0.97  # how sure a label at the beginning of a line is


def _reporter(answer: Answer, context: Context) -> Range | None:
    """'Putin said …, Ushakov added': the source of the cue whose content holds this whole report."""
    if answer.cue is None:
        return None
    outer = context.outer(answer.cue)
    plain = outer and (outer.shape != "phrase" or answer.cue.shape == "after" or begins_with(outer, answer.cue))
    passes_on = outer and plain and "say" in outer.groups and _holds(outer, answer.cue)
    return outer.source if outer and passes_on else None


def _holds(outer: Cue, inner: Cue) -> bool:
    if inner.source is None or outer.source == inner.source:
        return False
    return outer.holds(inner.verb) and outer.holds(inner.source[0])


def _quoted(context: Context, answers: Answers, weights: Weights | None) -> list[Attributed]:
    """The quotations between marks; those that one cue governs are one, with what it reports around them."""
    found: list[Attributed] = []
    governed: dict[int, list[int]] = {}
    for index, answer in sorted(answers.items()):
        if answer.cue and reports_more(context, index, answer):
            governed.setdefault(answer.cue.verb, []).append(index)
            continue
        runs = [context.layout.runs[i] for i in context.passages[index].runs]
        kind: QuoteKind = "direct" if runs[0].hidden else "mixed"
        found.append((kind, tuple((run.start, run.end) for run in runs), answer))
    for indexes in (part for of_cue in governed.values() for part in words_for_things(context, answers, of_cue)):
        answer = answers[indexes[0]]
        runs = [context.layout.runs[i] for index in indexes for i in context.passages[index].runs]
        content = governed_content(context, answer, runs, weights)
        if all(run.hidden for run in runs) and _only_runs(context, content, runs, answer):
            found.append(("direct", tuple((run.start, run.end) for run in runs), answer))
        else:
            found.append(("mixed", content, answer))
    return _once(context, found)


def _once(context: Context, quoted: list[Attributed]) -> list[Attributed]:
    """Without what a longer one of the same speaker has in it: of 'said it was “mad” and “a con”' no “a con” alone."""
    longer = sorted((one for one in quoted if one[0] == "mixed"), key=lambda one: one[1][0])
    starts = [one[1][0][0] for one in longer]
    return [one for one in quoted if one[0] == "direct" or not _is_said_around(context, one, longer, starts)]


def _is_said_around(context: Context, one: Attributed, longer: Sequence[Attributed], starts: Sequence[int]) -> bool:
    (start, *_), (*_, end) = one[1][0], one[1][-1]
    near = longer[bisect_left(starts, start - NEAR_TOKENS) : bisect_left(starts, start + 1)]
    around = (o for o in near if o is not one and (o[1][0][0] < start or o[1][-1][1] > end))
    return any(holds(o[1], start) and holds(o[1], end - 1) and context.same(o[2].source, one[2].source) for o in around)


def _only_runs(context: Context, content: Content, runs: Sequence[QuotedRun], answer: Answer) -> bool:
    """'told Radio Nord on Friday: “We were stretched.”': is nothing said but words between marks, or what stands after
    them ('said only, “Pray for us,” before hanging up')?
    """
    layout, first = context.layout, 0
    inside = {i for run in runs for i in range(run.open, run.close)}
    led = answer.cue is not None and answer.cue.verb < runs[0].open and layout.texts[runs[0].open - 1] in LEAD_MARKS
    led = led and layout.texts[runs[-1].end - 1] in END_MARKS
    scene = layout.labels[content[0][0]] in context.lexicon.words.grammar.preposition
    if scene and layout.texts[runs[0].open - 1] == ":":
        first = runs[0].open  # 'posted | on X: | “Thanks for everything.”'
    words = (i for start, end in content for i in range(max(start, first), end) if layout.texts[i][0].isalnum())
    words = (i for i in words if i not in inside)
    return not any(not led or i < runs[-1].close for i in words)


LEAD_MARKS, END_MARKS = frozenset(",:"), frozenset(".,!?…")


def _quote(context: Context, spoken: Spoken, sure: float) -> Quote:
    layout, answer, speaker = context.layout, spoken.answer, spoken.speaker
    together = _together(spoken)
    names = tuple(together)
    direct = spoken.kind == "direct"
    ranges = spoken.ranges if direct else read_whole(layout, context.lexicon, spoken.ranges, answer.cue)
    spans = tuple(map(layout.offsets, ranges))
    text = layout.text
    return Quote(
        text=" ".join(text[start:end] for start, end in spans),
        kind=spoken.kind,
        spans=spans,
        cue=_passages(layout, [(i, i + 1) for i in answer.cue.tokens]) if answer.cue else None,
        speaker_mention=_passages(layout, [answer.source]) if answer.source else None,
        speaker=shown_name(context.lexicon, spoken),
        speakers=names,
        speaker_kinds=tuple(together.values()),
        speaker_kind="group" if len(names) > 1 else speaker.shown_kind,
        role=speaker.role if len(names) == 1 else None,
        act=act_of(layout, context.lexicon, answer.cue, spoken.ranges),
        reported_by=spoken.reporter,
        rule=answer.rule,
        confidence=sure,
    )


def shown_name(lexicon: Lexicon, spoken: Spoken) -> str | None:
    """Who says it, as a row shows it: 'Marlow and Vane' if both do."""
    names = list(_together(spoken))
    return wording(lexicon, names) if names else None


def _together(spoken: Spoken) -> dict[str, SpeakerKind]:
    """The names of all who say it, in text order, with their kinds; none if the first has no name."""
    kinds: dict[str, SpeakerKind] = {}
    for one in (spoken.speaker, *spoken.partners) if spoken.speaker.name else ():
        if one.name:
            kinds.setdefault(one.name, one.shown_kind)
    return kinds


def _passages(layout: Layout, places: Sequence[Range]) -> tuple[Range, ...]:
    return tuple(map(layout.offsets, places))
