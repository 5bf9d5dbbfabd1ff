"""Where what a cue reports may begin and end: what the parse shows, its parts, and cuts of the sentence."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from quotes.extraction.attribute.context import Context
from quotes.extraction.cues.around import before_role, opens_relative
from quotes.extraction.cues.clauses import clause_head
from quotes.extraction.cues.cue import Cue
from quotes.extraction.cues.deeds import arguments
from quotes.extraction.cues.ranges import trimmed
from quotes.extraction.cues.things import thing_of
from quotes.extraction.indirect.begins import (
    DESCRIBING,
    after_addressed,
    after_scene,
    deed_of,
    label_of,
    past_addressed,
)
from quotes.extraction.indirect.beyond import reaches_next, verbs_beyond
from quotes.extraction.indirect.may_be_said import MOST_WORDS, is_deed, may_be_said, points
from quotes.extraction.layout import Content, Range
from quotes.extraction.mentions import phrase_start

Options = list[tuple[str, Content]]
BREAKS = frozenset(",;–—") | {"--"}
LEAST = 3  # tokens of a part that is cut at a comma
THAT_TOKENS = 14  # from a cue to the 'that' of what it reports ('said in a statement that …')
MOST_BREAKS = 3  # commas of a sentence at which a report may end
SLACK = 20  # tokens at the edges of a range that do not count


def options(context: Context, cue: Cue) -> Options:
    """The ranges that may be what a cue reports: what the parse shows first, then parts and cuts of the sentence.

    None for 'criticised him so hard that …': a verb that only describes reports no clause.
    """
    clause = cue.groups == DESCRIBING and cue.shape == "clause" and label_of(context, cue) is None
    if clause and not (cue.content and is_deed(context, cue, cue.content)):
        return []
    if cue.settled:
        return [("parse", cue.content)]
    offered = _offered(context, cue)
    first_names: dict[Content, str] = {}
    beyond = verbs_beyond(context, cue, offered)
    for name, content in offered:
        past = cue.over is not None and any(cue.verb < start and end > cue.over for start, end in content)
        past = past or _holds_source(cue, content)
        if content and not past and may_be_said(context, cue, content) and not reaches_next(cue, beyond, content):
            first_names.setdefault(content, name)
    return [(name, content) for content, name in first_names.items()]


def _holds_source(cue: Cue, content: Content) -> bool:
    """'…, said | another witness, the clerk Ida Soir': who says it, after the cue, is not what is said."""
    source = cue.source
    return source is not None and any(cue.verb < start <= source[0] < end for start, end in content)


def _offered(context: Context, cue: Cue) -> Options:
    """All the ranges, whether they may be said or not."""
    layout, small = context.layout, context.lexicon.words.small
    start, end = layout.sentences[layout.sentence_of[cue.verb]]
    told = past_addressed(context, cue) or after_scene(context, cue)
    after = max(cue.tokens[-1] + 1, told, cue.source[1] if cue.source and cue.source[0] > cue.verb else 0)
    end = _before_bracket(context, after, end)
    offered = [("parse", cue.content)]
    offered += [(f"part:{label}", trimmed(layout, part)) for label, part in _parts(context, cue)]
    if after < end and not _is_around_whole(context, cue):
        whole = "that_to_end" if after == told and layout.lowers[told] in small.that else "to_end"
        offered.append((whole, trimmed(layout, (after, end))))
        thats = (i for i in range(after, _before_clause(context, cue, after, end)) if layout.lowers[i] in small.that)
        that = next((i for i in thats if not points(context, i)), None)
        if that is not None and that > after:
            offered.append(("that_to_end", trimmed(layout, (that, end))))
        offered += _cuts(context, "to", after, end)
    first = min(_begins_source(context, cue.source), cue.verb) if cue.source else cue.verb
    elsewhere = _is_relative(context, cue) or _is_told(context, cue, first) or _says_that(context, cue)
    elsewhere = elsewhere or opens_relative(layout, context.lexicon, first)
    elsewhere = elsewhere or (cue.shape == "object" and _says_thing(context, cue))
    if first - start > LEAST and not elsewhere and not _is_added_clause(context, cue, first):
        last = before_role(layout, context.lexicon, start, first)
        offered.append(("before", trimmed(layout, (start, last))))
    label = label_of(context, cue)
    if label is not None:
        end = _before_next_clause(context, cue, label, end)
        offered = [("label", trimmed(layout, (label, end))), *_cuts(context, "label", label, end)] + [
            option for option in offered if option[1] and option[1][0][0] >= label
        ]
    deed = deed_of(context, cue, after, end) if label is None else None
    if deed is not None:
        off = layout.lowers[deed] in small.warned_off  # of 'warned the bank | against buying them' nothing before it
        offered = [] if off else offered
        offered += [("deed", trimmed(layout, (deed, end))), *_cuts(context, "deed", deed, end)]
    said = after_addressed(context, cue, end)
    if said is not None:  # of 'told the hearing | he had stopped' nothing begins before the 'he'
        offered = [(name, content) for name, content in offered if not content or not cue.verb < content[0][0] < said]
        offered += [("told", trimmed(layout, (said, end))), *_cuts(context, "told", said, end)]
    return offered


def _before_next_clause(context: Context, cue: Cue, start: int, end: int) -> int:
    """'accused Sund of doing nothing | but Orm is wary', '… | while Moe suggests it is late': a clause with a subject
    of its own that is joined to the verb, or in which somebody else says something.
    """
    layout, words = context.layout, context.lexicon.words
    verb, subject = layout.tokens[cue.verb], words.grammar.subject
    clauses = (c for c in verb.children_as(words.grammar.conjunct) if any(s.i < c.i for s in c.children_as(subject)))
    following = next((c.i for c in clauses if start < c.left_edge.i < end), start)
    links = [c.i for c in verb.children_as(words.grammar.coordination) if start < c.i < following][-1:]
    others = (other.source[0] - 1 for other in context.cues_in(start, end) if other.source and other.shape == "clause")
    links += [i for i in others if start < i < end and layout.lowers[i] in words.small.beside]
    return min(links, default=end)


def _begins_source(context: Context, source: Range) -> int:
    """The 'Minister' of '…, Minister for Roads Petra Vail said', after a comma; else where the name begins."""
    first = phrase_start(context.layout, context.lexicon.words.grammar, source)
    return first if first > 0 and context.layout.texts[first - 1] == "," else source[0]


def _is_around_whole(context: Context, cue: Cue) -> bool:
    """'It was not clear, Marlow said, how many had died': what follows the cue is no report without what precedes."""
    start, end = cue.content[0] if cue.content else (0, 0)
    finite = context.lexicon.words.grammar.finite_tags
    return cue.shape == "around" and any(tag in finite for tag in context.layout.tags[start:end])


def _is_told(context: Context, cue: Cue, first: int) -> bool:
    """'In a letter, the doctors said | they had warned of it': who says so says nothing of the words of 'said'."""
    outer = context.outer(cue)
    return outer is not None and outer.shape == "clause" and outer.verb < first and "say" in outer.groups


def _is_added_clause(context: Context, cue: Cue, first: int) -> bool:
    """'Tanks moved in, although the army said they had left': what stands before the cue is not what it says."""
    layout, small = context.layout, context.lexicon.words.small
    link = layout.lowers[first - 1]
    opens = link in context.lexicon.clause_openers and link not in small.as_put
    return opens and cue.shape == "clause" and bool(cue.content) and cue.content[0][0] > cue.verb


def _before_bracket(context: Context, start: int, end: int) -> int:
    """'(“No,” said Soir | ), and Vane left': what stands in brackets with a cue ends with them."""
    layout, depth = context.layout, 0
    for i in range(start, min(end, start + MOST_WORDS)):
        if layout.run_of[i] < 0:
            depth += (layout.texts[i] == OPENING) - (layout.texts[i] == CLOSING)
        if depth < 0:
            return i
    return end


OPENING, CLOSING = "(", ")"


def _says_thing(context: Context, cue: Cue) -> bool:
    """'Where others were loud, Soir stressed the need for calm': it comes after."""
    return thing_of(context.layout, context.lexicon, context.layout.tokens[cue.verb]) is not None


def _says_that(context: Context, cue: Cue) -> bool:
    """'Sitting down with her on Monday, which was late, Finch said | that …', '…, he said, | “Go”': it comes after."""
    if cue.shape != "clause" or not cue.content or cue.content[0][0] < cue.verb:
        return False
    layout, first, after = context.layout, cue.content[0][0], cue.tokens[-1] + 1
    that = first == after and layout.lowers[first] in context.lexicon.words.small.that
    whole = layout.run_of[first] >= 0 and layout.texts[first][:1].isupper()  # not 'It is late, he said, | “but …”'
    return that or (first <= after + 2 and whole and cue.source is not None)


def _is_relative(context: Context, cue: Cue) -> bool:
    """'She had it from Soir, who told her that …': such a clause says nothing of what stands before it."""
    return cue.source is not None and context.layout.lowers[cue.source[0]] in context.lexicon.words.pronouns.relative


def _next_cue(context: Context, start: int, end: int) -> int:
    """Up to where the 'that' of a cue may stand: before 'said it would sail but insists | that …'."""
    last = min(start + THAT_TOKENS, end)
    return next((o.verb for o in context.cues_in(start, last) if o.shape == "clause"), last)


def _before_clause(context: Context, cue: Cue, start: int, end: int) -> int:
    """Nor is it that of a verb in the clause which the cue reports: 'told us the fire showed | that it was late'."""
    last, clause = _next_cue(context, start, end), None
    if cue.shape == "clause":
        clause = clause_head(context.lexicon.words.grammar, context.layout.tokens[cue.verb])
    return last if clause is None or clause.i < start else min(last, clause.i)


def _cuts(context: Context, name: str, start: int, end: int) -> Options:
    """A range that ends at one of the first commas, or at a small word that may begin something else.

    Of 'classes would go on.' the last word begins nothing.
    """
    layout, last = context.layout, min(end, start + MOST_WORDS + SLACK)
    breaks = islice((i for i in range(start + LEAST, last) if layout.texts[i] in BREAKS), MOST_BREAKS)
    cuts = [(f"{name}_break:{n}", trimmed(layout, (start, place))) for n, place in enumerate(breaks)]
    ends, lowers = context.lexicon.report_ends, layout.lowers
    places = (i for i in range(start + LEAST, min(last, end - 2)) if lowers[i] in ends and _begins_another(context, i))
    links = islice(places, MOST_BREAKS)
    return cuts + [(f"{name}_link:{n}", trimmed(layout, (start, place))) for n, place in enumerate(links)]


PAIR_TOKENS = 4  # from 'between' to the 'and' of its pair


def _begins_another(context: Context, i: int) -> bool:
    """'… he respects Holt | and calls her', '… the money | after the vote': a word at which a report may end."""
    word, small = context.layout.lowers[i], context.lexicon.words.small
    if word in small.joining:
        if not small.paired.isdisjoint(context.layout.lowers[max(i - PAIR_TOKENS, 0) : i]):
            return False  # 'between Orm | and Harlow'
        return context.layout.tags[i + 1] not in context.lexicon.words.grammar.common_tags
    return word in small.ending


def _parts(context: Context, cue: Cue) -> Iterator[tuple[str, Range]]:
    """What hangs on the cue's verb after it, each part for itself: a clause, an object, an infinitive."""
    grammar = context.lexicon.words.grammar
    kinds = grammar.clause | grammar.open_clause | grammar.object | grammar.preposition
    for child in arguments(grammar, context.layout.tokens[cue.verb]):
        if child.dep_ in kinds:
            yield child.dep_, (max(child.left_edge.i, cue.tokens[-1] + 1), child.right_edge.i + 1)
            if child.dep_ in grammar.preposition:
                yield "inside", (child.i + 1, child.right_edge.i + 1)
