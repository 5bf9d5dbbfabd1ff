"""More evidence of a row: what its words are about, where they stand, and how often its speaker speaks."""

from __future__ import annotations

from collections.abc import Sequence

from quotes.extraction.acts import act_of
from quotes.extraction.attribute.context import Context
from quotes.extraction.attribute.features import kind_of_source, of_looks, step
from quotes.extraction.indirect.features import does_of, form_of
from quotes.extraction.layout import Range
from quotes.extraction.lexicon import Grammar
from quotes.extraction.spoken import Spoken

TIMES = (0, 1, 2, 4, 8)  # a speaker speaks in an article
EARLY = (0, 1, 3, 8, 20)  # paragraphs from the beginning
SHARES = (0.2, 0.4, 0.6, 0.8, 0.95)  # of a sentence


def of_setting(context: Context, spoken: Spoken) -> set[str]:
    """Evidence for and against speech that is not in the words themselves."""
    return of_clause(context, spoken) | of_sentence(context, spoken) | of_source(context, spoken)


def of_clause(context: Context, spoken: Spoken) -> set[str]:
    """What the words are about, what they are by their grammar, and whether that fits the cue."""
    layout, grammar, kind, cue = context.layout, context.lexicon.words.grammar, spoken.kind, spoken.answer.cue
    places = (i for start, end in spoken.ranges for i in range(start, end))
    subject = next((i for i in places if layout.labels[i] in grammar.subject), None)
    about = "none" if subject is None else _word_or_tag(grammar, layout.lowers[subject], layout.tags[subject])
    found, form = {f"{kind}:about={about}"}, form_of(context, spoken.ranges)
    if cue is None:
        return found
    act = act_of(layout, context.lexicon, cue, spoken.ranges)
    found |= {f"{cue.lemma}:about={about}", f"{kind}:act={act}:{form}", f"{kind}:{cue.shape}:form={form}"}
    found |= {f"{kind}:does={does}:{form}" for does in does_of(context, cue)}
    if cue.passive:
        found.add(f"{kind}:passive={'by' if cue.source else 'nobody'}:{form}")
    return found | {f"{cue.lemma}:form={form}", f"act={act}"} | {f"group={group}:form={form}" for group in cue.groups}


def _word_or_tag(grammar: Grammar, word: str, tag: str) -> str:
    return word if tag in grammar.telling_tags else tag


def of_sentence(context: Context, spoken: Spoken) -> set[str]:
    """How much of its sentence the words are, how early they stand, and what quotations of their own look like."""
    layout, kind = context.layout, spoken.kind
    first, last = spoken.ranges[0][0], spoken.ranges[-1][1] - 1
    start, end = layout.sentences[layout.sentence_of[first]]
    share = sum(place[1] - place[0] for place in spoken.ranges) / (end - start)
    found = {f"{kind}:share={_step(share, SHARES)}", f"{kind}:starts_sentence={first - start < 2}"}
    found.add(f"{kind}:ends_sentence={end - last < 4}")
    paragraph = layout.paragraph_of[first]
    found.add(f"{kind}:paragraph={step(paragraph, EARLY)}")
    run = layout.run_of[first]
    if run >= 0:
        found |= {f"run:{piece}" for piece in of_looks(context, layout.runs[run])}
    return found


def of_source(context: Context, spoken: Spoken) -> set[str]:
    """Is the speaker somebody in particular, who speaks elsewhere too, and fits the verb?"""
    kind, source, cue = spoken.kind, spoken.answer.source, spoken.answer.cue
    times = context.voices[spoken.speaker.name] if spoken.speaker.name else 0
    found = {f"voices={step(times, TIMES)}", f"{kind}:voices={step(times, TIMES)}"}
    if spoken.answer.rival:
        found.add(f"{kind}:margin={_step(spoken.answer.speech - spoken.answer.rival, SHARES)}")
    if source is None:
        return found
    of = kind_of_source(context, source)
    found |= _of_noun(context, source)
    if cue is not None:
        found |= {f"{cue.lemma}:source={of}", f"{cue.shape}:source={of}", f"{cue.lemma}:speaker={spoken.speaker.kind}"}
        found |= {f"group={group}:source={of}" for group in cue.groups}
    return found


def _of_noun(context: Context, source: Range) -> set[str]:
    """'researchers', 'the researchers', 'a researcher from Orm': bare, pointing or new; one or many."""
    layout, grammar = context.layout, context.lexicon.words.grammar
    head = layout.head(source)
    if head.tag_ not in grammar.common_noun_tags:
        return set()
    before: Sequence[str] = [child.lower_ for child in head.children if child.dep_ in grammar.determiner]
    return {f"noun={head.tag_}:{before[0] if before else 'bare'}", f"noun_first={layout.tags[source[0]]}"}


def _step(share: float, steps: Sequence[float]) -> str:
    return str(sum(share > one for one in steps))
