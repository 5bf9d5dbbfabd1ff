"""What speaks for and against a range of words as the report of a cue, as named pieces of evidence.

What is said of the cue alone is the same for all its ranges, so it is gathered, and weighed, once.
"""

from __future__ import annotations

from itertools import pairwise

from quotes.extraction.attribute.context import Context
from quotes.extraction.attribute.features import kind_of_source, of_nesting, step
from quotes.extraction.cues.cue import Cue
from quotes.extraction.layout import Content, Range

LENGTHS = (1, 2, 3, 5, 8, 13, 20, 35)


def of_cue(context: Context, cue: Cue) -> set[str]:
    """Evidence that a cue reports anything: the verb, its source, how it stands in its sentence."""
    shape, lemma = cue.shape, cue.lemma
    source = kind_of_source(context, cue.source) if cue.source else "nobody"
    found = {f"cue:{lemma}", f"cue:{lemma}:{shape}", f"source={source}", f"source:{shape}:{source}"}
    found.add(f"source:{lemma}:{cue.source is None}")
    found |= {f"{name}:{shape}" for name in ("passive", "negated") if getattr(cue, name)}
    if cue.passive:
        found.add(f"passive:{'by' if cue.source else 'nobody'}:{shape}")
    if cue.source:
        speaker = context.who(cue.source)
        found |= {f"speaker={speaker.kind}:{speaker.how}", f"speaker:{shape}:{speaker.kind}"}
        found |= _of_source(context, cue, cue.source)
    return found | _of_verb(context, cue) | of_nesting(context, cue, "report")


def _of_source(context: Context, cue: Cue, source: Range) -> set[str]:
    """Which words name the source: common nouns and small words by themselves, names by their tag."""
    grammar, doc = context.lexicon.words.grammar, context.layout.tokens
    head, first = context.layout.head(source), doc[source[0]]
    found = {f"who_first:{first.tag_ if first.tag_ in grammar.name_tags else first.lower_}"}
    if head.tag_ in grammar.name_tags:
        return found | {f"who:{head.tag_}"}
    return found | {f"who:{head.lower_}", f"who:{cue.shape}:{head.tag_}"}


def _of_verb(context: Context, cue: Cue) -> set[str]:
    """How the cue stands in its sentence: tense, auxiliaries, subordination, headline, question."""
    layout, shape, lemma = context.layout, cue.shape, cue.lemma
    verb, grammar = layout.tokens[cue.verb], context.lexicon.words.grammar
    tag = context.tag_of(verb)
    found = {f"tag:{tag}", f"tag:{shape}:{tag}", f"label:{verb.dep_}", f"label:{shape}:{verb.dep_}"}
    found |= {f"tag:{lemma}:{tag}"}
    found |= {f"parent:{verb.head.lower_}:{verb.dep_}", f"parent_tag:{verb.head.tag_}:{verb.dep_}"}
    for child in verb.children:
        if child.i < verb.i and child.dep_ in grammar.before_cue:
            found |= {f"with:{child.lower_}", f"with:{shape}:{child.lower_}"}
        elif child.i > verb.i and child.dep_ in grammar.after_cue:
            found |= {f"child:{child.dep_}", f"child:{lemma}:{child.dep_}"}
            if child.dep_ in grammar.preposition:
                found |= {f"with:{lemma}:{child.lower_}"}
    found.add("headline" if layout.paragraph_of[cue.verb] == 0 else "body")
    _, end = layout.sentences[layout.sentence_of[cue.verb]]
    lasts = (layout.tokens[i].text for i in range(end - 1, max(end - 3, 0), -1))
    return found | {f"sentence_end={next((last for last in lasts if last in '.?!'), '')}"}


def of_content(context: Context, cue: Cue, option: str, content: Content) -> set[str]:
    """Evidence that this range, of all that a cue offers, is what its source said."""
    shape, lemma = cue.shape, cue.lemma
    groups = "/".join(sorted(cue.groups))
    found = {f"option={option}", f"option:{shape}:{option}", f"cue:{option}:{lemma}", f"cue:{lemma}:{shape}:{option}"}
    found.add(f"groups:{shape}:{groups}:{option}")
    form = form_of(context, content)
    found |= {f"form:{shape}:{form}", f"form:{lemma}:{form}", f"form:{groups}:{form}"}
    found |= {f"does:{does}:{form}{by}" for does in does_of(context, cue) for by in ("", f":{option}", f":{shape}")}
    grammar, children = context.lexicon.words.grammar, context.layout.tokens[cue.verb].children
    found |= {f"led:{c.lower_}:{option}" for c in children if c.dep_ in grammar.clause_marks and c.i < cue.verb}
    return found | _of_words(context, cue, option, content) | _of_edges(context, cue, option, content)


def does_of(context: Context, cue: Cue) -> list[str]:
    """What verbs of its kind do, so that of a rare one ('beseeched') is known what is of others ('urged')."""
    return [kind for kind, lemmas in context.lexicon.deeds.items() if cue.lemma in lemmas]


def _of_words(context: Context, cue: Cue, option: str, content: Content) -> set[str]:
    """What is in the range: how many words, a finite verb, what it turns on, how it speaks of people and times."""
    layout, grammar, shape = context.layout, context.lexicon.words.grammar, cue.shape
    places = [i for start, end in content for i in range(start, end)]
    tags = {tag for start, end in content for tag in layout.tags[start:end]}
    finite = bool(tags & grammar.finite_tags)
    words, root = step(len(places), LENGTHS), layout.head(content[0])
    found = {f"words={words}", f"words:{option}:{words}", f"finite:{shape}:{finite}", f"finite:{option}:{finite}"}
    found |= {f"root:{root.tag_}:{option}", f"root:{cue.lemma}:{root.tag_}", f"root:{root.lower_}"}
    found |= {f"root_label:{root.dep_}:{option}", f"parts={len(content)}"}
    speaking = (i for i in places if layout.tags[i] in grammar.speaking_tags or layout.labels[i] in grammar.negation)
    found |= {f"speaks:{layout.lowers[i]}" for i in speaking}
    found |= {f"tense:{shape}:{tag}:{layout.tags[cue.verb]}" for tag in tags & grammar.finite_tags}
    inside = sum([run >= 0 for start, end in content for run in layout.run_of[start:end]])
    if inside:
        found.add(f"marks:{step(round(4 * inside / len(places)), (0, 1, 2, 3))}")
    parsed = cue.length
    found.add(f"share:{option}:{step(round(4 * len(places) / parsed), (0, 1, 2, 3, 4, 6)) if parsed else 'none'}")
    return found


def _of_edges(context: Context, cue: Cue, option: str, content: Content) -> set[str]:
    """What the range begins and ends with, and what stands right after it."""
    doc, shape, grammar = context.layout.tokens, cue.shape, context.lexicon.words.grammar
    (start, _), (_, end) = content[0], content[-1]
    first, last = doc[start], doc[end - 1]
    opening = first.lower_ if first.tag_ in grammar.opening_tags else first.tag_
    found = {
        f"opens:{opening}",
        f"opens:{shape}:{opening}",
        f"opens:{option}:{first.tag_}",
        f"begins:{cue.lemma}:{opening}",
    }
    after = doc[end].text if end < len(doc) and not doc[end].text[0].isalnum() else "word"
    second = doc[end + 1].tag_ if end + 1 < len(doc) else ""
    found |= {f"after:{option}:{after}", f"behind:{after}:{second}"}
    found.add(f"gap:{option}:{step(abs(start - cue.verb - 1), (0, 1, 2, 4, 8))}")
    following = ""
    if end < len(doc):
        following = doc[end].lower_ if doc[end].tag_ in grammar.following_tags else doc[end].tag_
    found |= {f"goes_on:{following}", f"goes_on:{option}:{following}"} | _of_resuming(context, end)
    found |= {f"stops:{last.lower_ if last.tag_ in grammar.closing_tags else last.tag_}"}
    return found | of_tail(context, content)


def _of_resuming(context: Context, end: int) -> set[str]:
    """'… no showers, | and that they had little space': what follows the word that joins the rest of the sentence."""
    layout, grammar = context.layout, context.lexicon.words.grammar
    tokens = layout.tokens
    i = next((i for i in range(end, min(end + 3, len(tokens))) if layout.texts[i] not in BREAKS), None)
    if i is None or layout.labels[i] not in grammar.coordination or i + 1 >= len(tokens):
        return set()
    word = tokens[i + 1]
    shown = word.lower_ if word.tag_ in grammar.telling_tags else word.tag_
    return {f"resumes:{layout.lowers[i]}:{shown}", f"resumes:{shown}", f"resumes_as:{word.dep_}:{word.head.tag_}"}


def form_of(context: Context, content: Content) -> str:
    """What words are by their grammar: 'to do' a thing, 'doing' it, a clause, a noun with a clause, or a bare noun."""
    layout, grammar = context.layout, context.lexicon.words.grammar
    tags = [tag for start, end in content for tag in layout.tags[start:end]]
    opening = tags[: OPENING + 1]
    finite = not grammar.finite_tags.isdisjoint(tags)
    infinitive = not grammar.infinitive_tags.isdisjoint(opening)
    if infinitive and any(
        to in grammar.infinitive_tags and verb in grammar.base_tags for to, verb in pairwise(opening)
    ):
        return "to"
    if tags[0] in grammar.participle_tags:
        return "doing"
    if layout.head(content[0]).tag_ in grammar.verb_tags and finite:
        return "clause"
    return "with_clause" if finite else "bare"


OPENING = 8  # tokens in which the infinitive of 'the crews to wait' begins
BREAKS = frozenset(",;:–—-") | {"--"}
TAILS = (3, 6, 10, 16)


def of_tail(context: Context, content: Content) -> set[str]:
    """'…, giving the council a choice': what begins at the commas inside a range, and how long the last part is."""
    layout, grammar = context.layout, context.lexicon.words.grammar
    (start, _), (_, end) = content[0], content[-1]
    places = [i for i in range(start + 1, end - 1) if layout.texts[i] in BREAKS and layout.run_of[i] < 0][-MOST_PARTS:]
    found = set()
    for i in places:
        following = layout.tokens[i + 1]
        word = following.lower_ if following.tag_ in grammar.following_tags else following.tag_
        found |= {f"part:{layout.texts[i]}:{word}", f"part:{word}"}
    if places:
        found |= {f"tail={step(end - places[-1], TAILS)}", f"tail:{layout.tags[places[-1] + 1]}:{following.dep_}"}
    links = (i for i in range(start + 1, end - 1) if layout.lowers[i] in context.lexicon.words.small.ending)
    return found | {f"held:{layout.lowers[i]}" for i in links if layout.labels[i] in grammar.clause_marks}


MOST_PARTS = 4
