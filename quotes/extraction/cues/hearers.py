"""Where what is said or asked begins behind whoever hears it, and behind where and when: 'urged | Soir and Brekke | to
wait', 'told | reporters in Orm that | he was ill', 'vowed | in May | to “smash” it'.
"""

from __future__ import annotations

from quotes.extraction.cues.cue import Cue
from quotes.extraction.cues.deeds import to_do
from quotes.extraction.layout import Layout, Range
from quotes.extraction.lexicon import Lexicon
from quotes.extraction.mentions import source_at

ASKED = 8  # tokens of whoever is asked
HEARERS = 16  # tokens of whoever is told or asked, with where they are


def after_hearers(layout: Layout, lexicon: Lexicon, cue: Cue, place: Range) -> int:
    """Where the words of a row begin behind those who hear them; their first word if nobody is named there."""
    start, end = place
    if layout.run_of[start] >= 0 or end - start < 2:
        return start
    telling = _after_telling(layout, lexicon, cue, place)
    if telling is not None:
        return telling
    asked = _after_asked(layout, lexicon, cue, place)
    return asked if asked > start else _after_scene(layout, lexicon, cue, place)


def _after_telling(layout: Layout, lexicon: Lexicon, cue: Cue, place: Range) -> int | None:
    """'responded by | telling them to | wait', 'answered by | saying | he would not': a verb that only says how."""
    (start, end), grammar = place, lexicon.words.grammar
    first_word = layout.tokens[start]
    verb = next(iter(first_word.children_as(grammar.preposition_clause)), first_word)
    how = (
        verb.dep_ in grammar.preposition_clause
        and verb.head.head.i == cue.verb
        and verb.tag_ in grammar.participle_tags
    )
    if "say" not in cue.groups or not how or verb.lower_ not in lexicon.saying:
        return None
    said = next((c for c in verb.children if c.dep_ in grammar.open_clause | grammar.clause and c.i > verb.i), None)
    if said is None:
        return None
    heard = max(
        (int(c.right_edge.i) + 1 for c in verb.children if c.dep_ in grammar.object and c.i < said.i), default=0
    )
    first = max(int(said.left_edge.i), heard, verb.i + 1)
    first += layout.lowers[first] in lexicon.words.small.complementisers
    return first if first < end else None


def _after_asked(layout: Layout, lexicon: Lexicon, cue: Cue, place: Range) -> int:
    """'urged | Tarn Council | to act fast': the words after the person addressed are the demand."""
    (start, end), acts, grammar = place, lexicon.words.acts, lexicon.words.grammar
    if cue.lemma not in acts.demands | acts.asks | acts.tells or _asked_for(layout, lexicon, start):
        return start
    deed = _deed_of_hearers(layout, lexicon, cue, place)
    if deed is not None:
        return deed
    for i in range(start, min(end - 1, start + ASKED)):
        if (deed := to_do(layout, lexicon, i, start)) is not None:
            return deed
        if (
            layout.tags[i] not in grammar.noun_tags | grammar.pronoun_tags
            and layout.labels[i] not in grammar.before_noun
        ):
            return start
    return start


def _asked_for(layout: Layout, lexicon: Lexicon, start: int) -> bool:
    """'called for | the minister to resign'."""
    return start > 0 and layout.lowers[start - 1] in lexicon.words.small.asked_for


def _deed_of_hearers(layout: Layout, lexicon: Lexicon, cue: Cue, place: Range) -> int | None:
    """'urged | Ida Soir and the heads of both boards | to wait': a whole object of the verb, and what it is to do."""
    (start, end), grammar, verb = place, lexicon.words.grammar, layout.tokens[cue.verb]
    heard = [c for c in verb.children if c.dep_ in grammar.object and c.left_edge.i <= start <= c.right_edge.i]
    for deed in (c for c in verb.children if c.dep_ in grammar.open_clause | grammar.clause and heard):
        to = next((c.i for c in deed.children if c.tag_ in grammar.infinitive_tags and c.i < deed.i), None)
        first = None if to is None else to - (layout.lowers[to - 1] in lexicon.words.unmade.negative)
        if first is not None and start < first < end and first == heard[-1].right_edge.i + 1:
            return first
    return None


def _after_scene(layout: Layout, lexicon: Lexicon, cue: Cue, place: Range) -> int:
    """'told | reporters in Orm that | he was ill', 'vowed | in May | to stay'."""
    (start, end), words = place, lexicon.words
    grammar, first = words.grammar, layout.tokens[place[0]]
    about = first.lower_ in words.small.leading | words.small.asked_for | words.small.warned_off
    told = cue.lemma in words.cues.told
    objects = [c for c in layout.tokens[cue.verb].children if c.dep_ in grammar.object and c.i > cue.verb]
    behind = start == cue.tokens[-1] + 1 or (told and any(c.right_edge.i == start - 1 for c in objects))
    scene = behind and first.dep_ in grammar.preposition and first.head.i == cue.verb and not about
    heard = told and any(c.left_edge.i == start and source_at(layout, lexicon, c) is not None for c in objects)
    if not (scene or heard):
        return start
    for i in range(start + 1, min(end - 2, start + HEARERS)):
        verb = (
            layout.tags[i] in grammar.finite_tags | grammar.participle_tags
            and layout.labels[i] not in grammar.before_noun
        )
        if layout.run_of[i] >= 0 or verb or layout.texts[i] == ",":
            return start
        opens = layout.lowers[i] in words.small.that and layout.labels[i] not in grammar.determiner
        if opens:
            relative = layout.tags[i + 1] in grammar.finite_tags and layout.labels[i + 1] not in grammar.before_noun
            return start if relative else i + 1
        if scene and "infinitive" in cue.groups and (deed := to_do(layout, lexicon, i, start)) is not None:
            return deed
    return start
