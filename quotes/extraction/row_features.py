"""What speaks for and against a row as a reader sees it: are these words something said, and is it this speaker's?

The probabilities that `attribute` and `indirect` weighed choose among what one passage or cue offers. A reader asks
something else: is this row right? So each row is looked at once more as a whole, by what its cue does (its tense, its
auxiliaries, its arguments), by what the words are (a clause or a bare object) and by what the speaker looks like.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from quotes.extraction.attribute.context import Answer, Context
from quotes.extraction.attribute.features import kind_of_source, step
from quotes.extraction.cues.cue import Cue, is_passed_on
from quotes.extraction.layout import Range
from quotes.extraction.lexicon import Grammar
from quotes.extraction.mentions import is_sourcelike
from quotes.extraction.reasons import REPORT
from quotes.extraction.resolve.discourse import ResolvedSource
from quotes.extraction.resolve.roles import without_article
from quotes.extraction.row_setting import of_setting
from quotes.extraction.spoken import Spoken
from quotes.extraction.tokens import Token

STEPS = (0.4, 0.5, 0.6, 0.7, 0.8, 0.87, 0.92, 0.95, 0.97, 0.98, 0.987, 0.992, 0.995, 0.997, 0.9985)
LENGTHS = (1, 2, 3, 4, 6, 9, 14, 25)


def of_speech(context: Context, spoken: Spoken) -> set[str]:
    """Evidence that these words are something that somebody said."""
    answer, kind = spoken.answer, spoken.kind
    likely = bisect_right(STEPS, answer.speech)
    found = {f"kind={kind}", f"rule={answer.rule}", f"{kind}:rule={answer.rule}", f"{kind}:likely={likely}"}
    found |= _of_words(context, spoken) | _of_looks(context, spoken) | of_setting(context, spoken)
    if answer.cue:
        found |= _of_report(context, spoken, answer.cue)
    else:
        found.add(f"{kind}:no_cue")
    return found | _together(found) if kind == "indirect" else found


def _together(found: set[str]) -> set[str]:
    """What a report without marks does and is by its grammar, together with its subject, its speaker and its place.

    'To do' something is said by a name more often than by a thing, and a bare noun before a comma seldom by anybody.
    """
    forms = [piece for piece in found if piece.startswith(FORM)]
    return {f"{form}&{piece}" for piece in found if piece.startswith(BESIDE) for form in forms}


FORM = "indirect:act="
BESIDE = ("indirect:about=", "indirect:looks=", "indirect:label=", "indirect:next=", "indirect:previous=")


def _of_words(context: Context, spoken: Spoken) -> set[str]:
    """The words themselves: how many, a finite verb, how they begin and end, what they turn on, marks around them."""
    layout, grammar, kind = context.layout, context.lexicon.words.grammar, spoken.kind
    places = [i for start, end in spoken.ranges for i in range(start, end)]
    first, last = places[0], places[-1]
    tags = {tag for start, end in spoken.ranges for tag in layout.tags[start:end]}
    finite, modal = not grammar.finite_tags.isdisjoint(tags), not grammar.modal_tags.isdisjoint(tags)
    root = layout.head(spoken.ranges[0])
    words = step(sum([layout.texts[i][0].isalnum() for i in places]), LENGTHS)
    found = {f"{kind}:words={words}", f"{kind}:finite={finite}", f"{kind}:modal={modal}", f"{kind}:root={root.tag_}"}
    found |= {
        f"{kind}:root_label={root.dep_}",
        f"{kind}:opens={layout.tags[first]}",
        f"{kind}:closes={layout.tags[last]}",
    }
    opening = _shown(grammar, layout.tokens[first])
    second = layout.tags[first + 1] if first + 1 <= last else "-"
    found |= {f"{kind}:open={opening}", f"{kind}:begins={opening}+{second}", f"{kind}:parts={len(spoken.ranges)}"}
    found |= {f"{kind}:subject={bool(root.children_as(grammar.subject))}", f"{kind}:shape={finite}:{root.tag_}:{words}"}
    found.add(f"{kind}:upper={layout.texts[first][:1].isupper()}")
    found.add(f"{kind}:end={layout.texts[last][-1] if not layout.texts[last][-1].isalnum() else 'word'}")
    return found | _of_place(context, kind, places)


def _of_place(context: Context, kind: str, places: Sequence[int]) -> set[str]:
    """Where the words stand: how much of them between marks, what is next to them, in a headline or not."""
    layout, grammar, pronouns = context.layout, context.lexicon.words.grammar, context.lexicon.words.pronouns
    first, last = places[0], places[-1]
    inside = sum([layout.run_of[i] >= 0 for i in places])
    found = {f"{kind}:marks={step(round(6 * inside / len(places)), (0, 1, 2, 3, 4, 5))}"}
    found |= {f"{kind}:previous={_before(context, token)}" for token in layout.tokens[max(first - 1, 0) : first]}
    found |= {f"{kind}:next={_shown(grammar, token)}" for token in layout.tokens[last + 1 : last + 2]}
    where = layout.paragraph_of[first]
    found.add(f"{kind}:{'headline' if where == 0 else 'titled' if where in layout.titled else 'body'}")
    speaking = pronouns.first | pronouns.first_plural
    subjects = (layout.texts[i] for i in places if layout.labels[i] in grammar.subject)
    if not inside and any(subject in speaking for subject in subjects):
        found.add(f"{kind}:first_person")
    return found | ({f"{kind}:question"} if "?" in layout.texts[last : last + 2] else set())


def _before(context: Context, token: Token) -> str:
    """The word before what is said, which is often its cue."""
    shown, cues = _shown(context.lexicon.words.grammar, token), context.cues_in(token.i, token.i + 1)
    return context.tag_of(token) if cues and shown == token.tag_ else shown


def _shown(grammar: Grammar, token: Token) -> str:
    """A mark or a small word by itself, any other by its tag."""
    return str(token.lower_ if token.is_punct or token.tag_ in grammar.telling_tags else token.tag_)


def _of_looks(context: Context, spoken: Spoken) -> set[str]:
    """What the speaker looks like."""
    kind, speaker = spoken.kind, spoken.speaker
    looks = looks_of(_in_own_words(context, spoken))
    found = {f"looks={looks}", f"{kind}:looks={looks}", f"speaker={speaker.kind}:{speaker.how}"}
    if spoken.answer.source:
        source = kind_of_source(context, spoken.answer.source)
        found |= {f"source={source}", f"{kind}:source={source}"}
        head = context.layout.head(spoken.answer.source)
        if head.tag_ in context.lexicon.words.grammar.common_tags:
            found |= {f"who={head.lower_}", f"who_tag={head.tag_}:{head.dep_}"}
    return found


def _in_own_words(context: Context, spoken: Spoken) -> ResolvedSource:
    """A speaker without a name by the article's words: 'Its lawyers', and not 'Orm Council's lawyers'."""
    speaker, source = spoken.speaker, spoken.answer.source
    if speaker.how != "words" or not speaker.name or source is None or source[1] - source[0] == 1:
        return speaker
    the = context.lexicon.words.resolving.the
    return replace(speaker, name=without_article(context.layout.words(source).strip(), the))


def looks_of(speaker: ResolvedSource) -> str:
    """A word for how the name of a speaker looks."""
    if speaker.name is None:
        return "nobody"
    words = speaker.name.split()
    capitals = sum(word[:1].isupper() for word in words)
    case = "name" if capitals == len(words) else "low" if not capitals else "some"
    return f"{case}{min(len(words), 5)}{'!' if not speaker.name[-1].isalnum() else ''}"


def _of_report(context: Context, spoken: Spoken, cue: Cue) -> set[str]:
    """What the cue does: which word, in which form, negated or not, and with which arguments."""
    layout, kind, grammar = context.layout, spoken.kind, context.lexicon.words.grammar
    verb = layout.tokens[cue.verb]
    head = layout.head(spoken.ranges[0])
    found = {f"cue={cue.lemma}", f"{kind}:cue={cue.lemma}", f"{kind}:shape={cue.shape}", f"{cue.lemma}:{cue.shape}"}
    tag = context.tag_of(verb)
    found |= {f"{kind}:tag={tag}", f"{kind}:label={verb.dep_}", f"{tag}:{verb.dep_}"}
    found |= {f"group={group}:{cue.shape}" for group in cue.groups} | {f"{kind}:group={group}" for group in cue.groups}
    found |= {f"{name}:{kind}:{cue.shape}" for name in ("passive", "negated") if getattr(cue, name)}
    arguments = set()
    for child in verb.children:
        if child.i < verb.i and child.dep_ in grammar.before_cue:
            found |= {f"with={child.lower_}", f"{kind}:with={child.lower_}"}
        elif child.i > verb.i and child.dep_ in grammar.arguments:
            preposition = child.dep_ in grammar.preposition
            arguments.add(f"{child.dep_}:{child.lower_}" if preposition else child.dep_)
    found |= {f"{kind}:argument={name}" for name in arguments} | {f"{cue.lemma}:argument={name}" for name in arguments}
    root = verb.head.i == verb.i
    found |= {
        "above=" if root else f"above={verb.head.lower_}:{verb.dep_}",
        f"above={context.tag_of(verb) if root else verb.head.tag_}",
    }
    for child in verb.head.children if verb.dep_ in grammar.open_clause else ():
        if child.i < verb.head.i and child.dep_ in grammar.before_cue:
            found.add(f"above_with={child.lower_}")
    on = "cue" if head.head.i == verb.i else "other" if head.head.i != head.i else "root"
    found |= {f"{kind}:hangs={on}:{head.dep_}", f"{cue.lemma}:hangs={on}:{head.dep_}:{head.tag_}"}
    finite = any(layout.tags[i] in grammar.finite_tags for start, end in spoken.ranges for i in range(start, end))
    found |= {f"{cue.lemma}:finite={finite}", f"{kind}:{cue.shape}:finite={finite}:{head.dep_}"}
    start = spoken.ranges[0][0]
    found.add(f"{kind}:gap={step(abs(start - cue.verb - 1), (0, 1, 2, 4, 8))}")
    between = {layout.lowers[i] for i in range(cue.verb + 1, start)} if start > cue.verb else set()
    that = context.lexicon.words.small.that
    found.add(f"{kind}:that={bool(that & between) or layout.lowers[start] in that}")
    found |= {f"{cue.lemma}:open={_shown(grammar, layout.tokens[start])}"}
    if outer := context.outer(cue):
        found |= {f"inside={outer.shape}", f"inside={outer.lemma}", f"{kind}:inside={outer.shape}"}
    return found


def of_speaker(context: Context, spoken: Spoken) -> set[str]:
    """Evidence that the speaker of these words is the right one."""
    answer, speaker, kind = spoken.answer, spoken.speaker, spoken.kind
    report = answer.rule.startswith(REPORT)
    unit = "report" if report else "passage"
    likely = bisect_right(STEPS, answer.probability)
    found = {f"{unit}:likely={likely}", f"rule={answer.rule}", f"how={speaker.how}", f"{unit}:how={speaker.how}"}
    found |= {f"kind={speaker.kind}", f"{unit}:{kind}", f"rule:{answer.rule}:{speaker.how}"}
    found.add(f"rule:{answer.rule}:likely={likely // 3}")
    looks = looks_of(_in_own_words(context, spoken))
    found |= {f"looks={looks}", f"{speaker.how}:looks={looks}", f"{speaker.kind}:{speaker.how}:looks={looks}"}
    if answer.source:
        source = kind_of_source(context, answer.source)
        found |= {f"source={source}", f"{unit}:source={source}", f"{speaker.how}:{source}:{speaker.kind}"}
        found |= _of_mention(context, answer.source, speaker)
    found |= {f"{speaker.how}:{one}" for one in speaker.support}
    if speaker.how == "words" and answer.source:
        first = _shown(context.lexicon.words.grammar, context.layout.tokens[answer.source[0]])
        found |= {f"words:first={first}", f"words:first={first}:{speaker.kind}", f"words:{unit}:{speaker.kind}"}
    if spoken.partners:
        found |= {f"joint={min(len(spoken.partners), 3)}", f"joint:{speaker.kind}:{speaker.how}"}
    if speaker.margin:
        found |= {f"margin={speaker.margin}", f"{unit}:margin={speaker.margin}"}
    if spoken.reporter and not _is_wholly_theirs(context, answer):
        found |= {f"{unit}:reported", f"reported:{answer.rule}"}
    if answer.cue:
        found |= _of_cue(context, answer, unit) | _of_nesting(context, answer, speaker)
    rival = bisect_right(STEPS, answer.rival)
    return found | ({f"rival={rival}"} if not report else set())


def _of_mention(context: Context, source: Range, speaker: ResolvedSource) -> set[str]:
    """How the words that name the source compare to the name that they were resolved to."""
    layout = context.layout
    head = layout.head(source)
    words = step(source[1] - source[0], (1, 2, 3, 5, 8))
    found = {
        f"mention={head.tag_}:{head.dep_}",
        f"mention:{speaker.how}:{words}",
        f"entity={head.ent_type_}:{speaker.kind}",
    }
    if speaker.name:
        shown = layout.words(source)
        same = shown == speaker.name or speaker.name in shown
        part = not same and shown.split()[-1] in speaker.name.split()
        found.add(f"shown:{speaker.how}:{'same' if same else 'part' if part else 'other'}")
    before = layout.tokens[source[0] - 1] if source[0] else None
    after = layout.tokens[source[1]] if source[1] < len(layout.tokens) else None
    if before is not None:
        found.add(f"mention_after={before.lower_ if before.is_punct else before.tag_}")
    if after is not None:
        found.add(f"mention_before={after.lower_ if after.is_punct else after.tag_}")
    return found


def _of_cue(context: Context, answer: Answer, unit: str) -> set[str]:
    """Which word reports, in which form, and is the source its own subject or one that it shares?"""
    cue, source, doc = answer.cue, answer.source, context.layout.tokens
    assert cue is not None
    tag = context.tag_of(doc[cue.verb])
    found = {f"cue={cue.lemma}", f"shape={cue.shape}", f"{unit}:tag={tag}"}
    if source:
        own = "own" if context.layout.head(source).head.i == cue.verb else "shared"
        apart = cue.verb - source[1] if source[0] < cue.verb else source[0] - cue.verb - 1
        found |= {f"{unit}:{own}", f"{own}:{tag}", f"{unit}:apart={step(apart)}", f"{own}:apart={step(apart)}"}
    return found


def _is_wholly_theirs(context: Context, answer: Answer) -> bool:
    """'Soir said the driver told officers that …': that Soir passes it on says nothing against the driver."""
    outer = context.outer(answer.cue) if answer.cue else None
    if outer is None or answer.cue is None or answer.source is None or not answer.rule.startswith(REPORT):
        return False
    able = is_sourcelike(context.layout, context.lexicon, context.layout.head(answer.source), answer.source)
    return able and is_passed_on(outer, answer.cue)


def _of_nesting(context: Context, answer: Answer, speaker: ResolvedSource) -> set[str]:
    """Does somebody else report around this report, or inside it?"""
    assert answer.cue is not None
    found = set()
    outer = context.outer(answer.cue)
    if outer and context.who_says(outer) != speaker.name and not _is_wholly_theirs(context, answer):
        found.add(f"inside:{outer.shape}")
    if any(context.who_says(inner) != speaker.name for inner in context.inner(answer.cue)):
        found.add("around_another")
    return found
