"""Signs at a mark of a sentence that what follows is the writer's: 'said it “may leak”, | allowing her to …', 'said it
leaked, | and left', 'said it leaks - | but nobody has seen it'.
"""

from __future__ import annotations

from quotes.extraction.cues.closes import DASHES
from quotes.extraction.cues.cue import Cue
from quotes.extraction.cues.ranges import has_verb
from quotes.extraction.layout import Layout
from quotes.extraction.lexicon import CueForm, Lexicon
from quotes.extraction.mentions import is_sourcelike, mention_of, noun_head

COMMA = ","
NEAR = 10  # tokens from 'but' to the verb of its clause


def comments(layout: Layout, lexicon: Lexicon, cue: Cue, i: int) -> bool:
    """'said assent would come in the “coming days”, | allowing her to …': a participle after a comma and a mark."""
    grammar = lexicon.words.grammar
    if (
        layout.tags[i] not in grammar.participle_tags
        or layout.labels[i] in grammar.preposition
        or cue.shape != "clause"
    ):
        return False
    last = i - 1 - (layout.texts[i - 1] == COMMA and layout.run_of[i - 1] < 0)
    run = layout.runs[layout.run_of[last]] if layout.run_of[last] >= 0 and layout.run_of[i] < 0 else None
    closes = run is not None and run.close == last + 1 and COMMA in (layout.texts[run.end - 1], layout.texts[i - 1])
    return closes and has_verb(layout, lexicon, cue.content[0][0], i)


def does_next(layout: Layout, lexicon: Lexicon, cue: Cue, i: int) -> int | None:
    """'said the blame lay with the crew, | and criticised the inquiry': the verb of what who speaks does next.

    It is in the tense of the cue; after 'but' it must say something, too; a third verb in a row ('came, saw, and left')
    is of whom the first two are.
    """
    grammar, words = lexicon.words.grammar, lexicon.words
    if layout.labels[i] not in grammar.coordination or layout.tags[cue.verb] not in grammar.past_tags:
        return None
    last = i + 2 >= len(layout.texts)
    if cue.shape != "clause" or layout.texts[i - 1] != COMMA or layout.run_of[i] >= 0 or last:
        return None
    verb = layout.tokens[i + 1 + (layout.labels[i + 1] in grammar.verb_modifiers - grammar.auxiliary)]
    plain = verb.tag_ in grammar.past_tags and verb.dep_ in grammar.conjunct and verb.lower_ not in words.small.stative
    if (
        not plain
        or verb.children_as(grammar.subject)
        or layout.run_of[verb.i] >= 0
        or verb.head.dep_ in grammar.conjunct
    ):
        return None
    says = verb.lower_ in lexicon.cue_forms or verb.lower_ in lexicon.refusing
    return int(verb.i) if says or layout.lowers[i] not in words.small.turning else None


def as_somebody(layout: Layout, lexicon: Lexicon, i: int) -> bool:
    """'said the town faces a choice, | as she prepares to leave': what happens meanwhile; not 'as she was ill'."""
    grammar, small = lexicon.words.grammar, lexicon.words.small
    if layout.texts[i - 1] != COMMA or layout.lowers[i] not in small.as_put or i + 2 >= len(layout.tags):
        return False
    does = (
        i + 2 < len(layout.tags)
        and layout.tags[i + 2] in grammar.finite_tags - grammar.modal_tags
        and layout.lowers[i + 2] not in small.stative
    )
    return does and layout.tags[i + 1] in grammar.pronoun_tags and layout.run_of[i] < 0


def turns_to(layout: Layout, lexicon: Lexicon, i: int) -> bool:
    """'said she wanted a vote in May - | but it may be put off': a turn after a dash, with a subject of its own."""
    grammar, dash = lexicon.words.grammar, layout.texts[i - 1] in DASHES and i - 1 not in layout.hyphens
    if not dash or layout.lowers[i] not in lexicon.words.small.turning or layout.run_of[i] >= 0:
        return False
    near = layout.tokens[i + 1 : i + NEAR]
    return any(t.dep_ in grammar.subject and t.left_edge.i == i + 1 for t in near)


def told_by(layout: Layout, lexicon: Lexicon, i: int, end: int) -> bool:
    """'said the dam held, | reported the agency NewsLine', '…, | NewsLine news agency reports': who passes it on."""
    grammar, forms = lexicon.words.grammar, lexicon.cue_forms
    last = next((k for k in range(end - 1, i, -1) if layout.texts[k][0].isalnum()), i)
    if layout.texts[i - 1] != COMMA or not 1 <= last - i <= NEAR or has_verb(layout, lexicon, i + 1, last):
        return False
    if any(layout.run_of[k] >= 0 or layout.texts[k] == COMMA for k in range(i, last + 1)):
        return False
    first = layout.tags[i] in grammar.finite_tags and _says(forms.get(layout.lowers[i], ()))
    if first:
        named = noun_head(layout, grammar, last)
        mention = mention_of(layout, lexicon, named)
        own = any(c.i < i for c in layout.tokens[i].children_as(grammar.subject))
        return not own and mention is not None and is_sourcelike(layout, lexicon, named, mention)
    carrier = layout.lowers[last - 1] in lexicon.words.roles.organisation
    nouns = all(layout.tags[k] in grammar.noun_tags or layout.labels[k] in grammar.before_noun for k in range(i, last))
    return carrier and nouns and _says(forms.get(layout.lowers[last], ()))


def _says(forms: tuple[CueForm, ...]) -> bool:
    return any("say" in form.groups and not form.particle for form in forms)
