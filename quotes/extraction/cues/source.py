"""Whose words a verb reports where the parse shows no subject, or not the one that speaks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from quotes.extraction.cues.subject import can_speak, subject_of
from quotes.extraction.layout import Layout, Range
from quotes.extraction.lexicon import CueForm, Lexicon
from quotes.extraction.mentions import (
    is_sourcelike,
    makers_of,
    mention_of,
    noun_head,
    past_partners,
    phrase_noun,
    phrase_start,
    source_at,
)
from quotes.extraction.tokens import Token

Side = Literal["before", "after"]
SIDES: tuple[Side, ...] = ("before", "after")


def closer_subject(layout: Layout, lexicon: Lexicon, verb: Token, subject: Token) -> Token | None:
    """'Voters, Soir suggested, will return': the noun at the verb, where the parse took one after a comma."""
    grammar, doc = lexicon.words.grammar, layout.tokens
    at = verb.i - 1
    while at > 0 and doc[at].dep_ in grammar.verb_modifiers:
        at -= 1
    near = doc[at]
    within = near in subject.subtree and not verb.i > subject.i > subject.head.i  # '“…,” said Soir, and Brekke told …'
    within = within and not _is_after_scene(layout, lexicon, subject, near)
    if verb.tag_ not in grammar.finite_tags or subject.i >= at or within or layout.hidden[at]:
        return None
    parted = any(doc[i].text == "," for i in range(subject.i, at)) and not _sets_scene(lexicon, near, verb)
    parted = parted and not _is_in_open_clause(layout, lexicon, subject.i, at)
    if not parted or near.tag_ not in grammar.noun_tags | grammar.pronoun_tags or layout.run_of[at] >= 0:
        return None
    return near if source_at(layout, lexicon, near) else None


def _is_in_open_clause(layout: Layout, lexicon: Lexicon, subject: int, noun: int) -> bool:
    """'Soir, who stands in for Brekke | says': a noun in a clause about the subject, which no comma ends."""
    commas = [i for i in range(subject + 1, noun) if layout.texts[i] == ","]
    who = lexicon.words.pronouns.relative
    return commas == [subject + 1] and layout.lowers[subject + 2] in who and noun > subject + 3


def _is_after_scene(layout: Layout, lexicon: Lexicon, named: Token, noun: Token) -> bool:
    """'In an interview with Ida Soir, the Front candidate | said': no aside, for no comma ends it."""
    grammar = lexicon.words.grammar
    start, first = layout.sentences[layout.sentence_of[noun.i]][0], int(noun.left_edge.i)
    if noun.dep_ not in grammar.apposition or noun.head is not named or noun.i - start > SCENE_TOKENS:
        return False
    commas = [i for i in range(start, noun.i) if layout.texts[i] == ","]
    opened = layout.tags[start] in grammar.preposition_tags and commas == [first - 1]
    return opened and layout.labels[first] in grammar.determiner


SCENE_TOKENS = 30  # from the beginning of a sentence to its subject


def _is_place(lexicon: Lexicon, noun: Token) -> bool:
    """'a student in Norland | asked …'."""
    return noun.dep_ in lexicon.words.grammar.preposition_object and noun.head.lower_ in lexicon.words.time.before


def _sets_scene(lexicon: Lexicon, noun: Token, verb: Token) -> bool:
    """'Soir first agreed, but in a later interview | said …', 'at one point | calling her …': where it was said."""
    return _is_place(lexicon, noun) and noun.head.head is verb


def parted_subject(layout: Layout, lexicon: Lexicon, verb: Token) -> Token | None:
    """'Trump, appearing after Clinton at the forum, cited …': the noun before the first of two commas."""
    grammar, doc = lexicon.words.grammar, layout.tokens
    start, _ = layout.sentences[layout.sentence_of[verb.i]]
    if verb.tag_ not in grammar.finite_tags or verb.i - start < 4 or doc[verb.i - 1].text != ",":
        return None
    comma = next((i for i in range(start + 1, verb.i - 1) if doc[i].text == "," and layout.run_of[i] < 0), None)
    if comma is None:
        return None
    noun = doc[comma - 1]
    if noun.lower_ in lexicon.words.scene.settings:
        return None
    first_word = start + (doc[start].dep_ in grammar.coordination)
    if layout.lowers[first_word] in lexicon.clause_openers:  # 'As they met in Orm, | Ida Soir, the mayor, said'
        after = noun_head(layout, grammar, comma + 1)
        return after if after.ent_type_ in grammar.person_labels and doc[after.i + 1].text == "," else None
    name = doc[verb.i - 2]
    if name.i > comma and name.ent_type_ in grammar.person_labels and name.dep_ in grammar.apposition:
        first = mention_of(layout, lexicon, noun)
        return (
            noun if first and first[0] == start else name
        )  # 'In a note seen by the Herald, the chair, Ida Soir, wrote'
    noun = phrase_noun(noun, grammar)
    mention = mention_of(layout, lexicon, noun)
    begins = mention is not None and (mention[0] == start or doc[mention[0] - 1].tag_ in grammar.before_subject_tags)
    return noun if mention and begins and is_sourcelike(layout, lexicon, noun, mention) else None


def inverted_subject(layout: Layout, lexicon: Lexicon, verb: Token, form: CueForm, subject: Token) -> Token | None:
    """'Part of it, say engineers like Soir, is the rain': who stands after, where what stands before cannot speak; and
    'And Vane, said Soir, who knows him, does not forgive', where nothing else stands before.
    """
    grammar, doc = lexicon.words.grammar, layout.tokens
    if subject.i > verb.i or doc[verb.i - 1].text != "," or verb.tag_ not in grammar.finite_tags:
        return None
    start = max(layout.sentences[layout.sentence_of[verb.i]][0], subject.i - OPENING_TOKENS)
    other = any(doc[i].text == "," or layout.tags[i] in grammar.finite_tags for i in range(start, verb.i - 1))
    if form.lemma not in lexicon.words.cues.plain or verb.i + 2 >= len(doc):
        return None
    if can_speak(layout, lexicon, subject) and other:
        return None
    after = noun_head(layout, grammar, verb.i + 1)
    mention = mention_of(layout, lexicon, after)
    touches = mention is not None and phrase_start(layout, grammar, mention) <= verb.i + 1 < mention[1]
    parted = mention is not None and layout.texts[past_partners(layout, lexicon, mention[1])] == ","
    return after if touches and parted and can_speak(layout, lexicon, after) else None


OPENING_TOKENS = 30  # before a subject in which nothing else stands


def inserted_subject(layout: Layout, lexicon: Lexicon, verb: Token) -> Token | None:
    """'Under the plan, said Brandt, who took office in May, pensioners would pay nothing': who stands after a
    verb that interrupts, where the parser gave the sentence two subjects.
    """
    grammar, doc = lexicon.words.grammar, layout.tokens
    if verb.i == 0 or verb.i + 2 >= len(doc) or doc[verb.i - 1].text != "," or verb.tag_ not in grammar.finite_tags:
        return None
    noun = noun_head(layout, grammar, verb.i + 1)
    mention = mention_of(layout, lexicon, noun)
    if mention is None or mention[1] >= len(doc) or doc[mention[1]].text != "," or noun.dep_ not in grammar.subject:
        return None
    others = (c for c in noun.head.children if c.dep_ in grammar.subject and noun.i < c.i < noun.head.i)
    return noun if any(others) and can_speak(layout, lexicon, noun) else None


def speaking_object(layout: Layout, lexicon: Lexicon, verb: Token, subject: Token) -> Token | None:
    """'The evening ended with Soir asking …', 'It has left most voters saying …': who stands before a participle, where
    what does the rest cannot speak.
    """
    grammar, near = lexicon.words.grammar, layout.tokens[max(verb.i - 1, 0)]
    if verb.tag_ not in grammar.participle_tags or subject.i >= near.i or can_speak(layout, lexicon, subject):
        return None
    able = near.tag_ in grammar.noun_tags and can_speak(layout, lexicon, near)
    if near.dep_ in grammar.preposition_object and near.head.head.lower_ in lexicon.words.phrases.shares:
        near = near.head.head  # '60 percent | of voters saying'
    done = near.dep_ in grammar.object | grammar.preposition_object
    return near if able and done and near in verb.head.subtree else None


def author(layout: Layout, lexicon: Lexicon, subject: Token) -> Token | None:
    """'The union put out a statement saying …', 'made a comment that described …': who made the words that speak.

    Not who 'dismissed a poll that found …'.
    """
    grammar = lexicon.words.grammar
    noun = subject
    if subject.lower_ in lexicon.words.pronouns.relative:
        clause = next((t for t in subject.ancestors if t.dep_ in grammar.modifier_clause), None)
        noun = clause.head if clause is not None else subject
    if noun.lower_ not in lexicon.words.phrases.carriers or noun.dep_ not in grammar.object or noun.head is noun:
        return None
    maker = next(iter(makers_of(noun, lexicon)), None)
    if maker is None and noun.head.lower_ in lexicon.voicing:
        maker = subject_of(layout, lexicon, noun.head)
    return maker if maker is not None and maker.lower_ not in lexicon.words.pronouns.relative else None


def aged_source(layout: Layout, lexicon: Lexicon, verb: Token, sides: Sequence[Side] = SIDES) -> Range | None:
    """“We were stretched,” the 47-year-old said. – an age for a name, whatever the parse makes of its words."""
    the, texts = lexicon.words.resolving.the, layout.texts
    for length in AGE_TOKENS:
        for side in sides:
            start = verb.i - length if side == "before" else verb.i + 1
            end = start + length
            if start < 0 or end > len(texts) or texts[start] not in the or layout.run_of[start] >= 0:
                continue
            if lexicon.aged.fullmatch(layout.words((start + 1, end)).lower().strip()):
                return start, end
    return None


AGE_TOKENS = (6, 2, 4)  # of 'the 47-year-old', as tokenizers cut it


def neighbour_source(layout: Layout, lexicon: Lexicon, verb: Token, form: CueForm) -> Range | None:
    """Where the parse shows no subject: the noun phrase that touches the verb ('…,” quips Soir', 'Soir: says')."""
    doc, grammar = layout.tokens, lexicon.words.grammar
    for i in (verb.i + 1, verb.i - 1):
        if not 0 <= i < len(doc) or layout.hidden[i]:
            continue
        token = noun_head(layout, grammar, i)
        if token.i == verb.i:
            token = layout.tokens[i]  # '“…,” Ida | Soir notes', three nouns to the parser
        if (
            i < verb.i
            and _is_joined(layout, lexicon, token)
            and token.dep_ in grammar.conjunct
            and token.head.tag_ in grammar.name_tags
        ):
            token, i = token.head, token.head.i  # the first of 'Brandt and Dorn call', as where the parse shows it
        if (i > verb.i and _is_other(lexicon, verb, form, token)) or (i < verb.i and _is_place(lexicon, token)):
            continue
        mention = mention_of(layout, lexicon, token)
        if not mention or not phrase_start(layout, grammar, mention) <= i < mention[1]:
            continue
        if is_sourcelike(layout, lexicon, token, mention) or (i > verb.i and _asks(layout, lexicon, verb, token)):
            return mention
    return None


def _is_joined(layout: Layout, lexicon: Lexicon, token: Token) -> bool:
    """'Brandt and Dorn call', but not the last of 'delegates from Orm and Tarn, Radio Sund said'."""
    words = layout.lowers[token.head.i : token.i]
    last = next((k for k in range(len(words) - 1, -1, -1) if words[k] in lexicon.words.small.joint), None)
    return last is not None and "," not in words[last:]


def _asks(layout: Layout, lexicon: Lexicon, verb: Token, noun: Token) -> bool:
    """“Is it over?” asked a tourist. – a verb and a noun alone, right after words that are whole: whoever it is."""
    grammar, before = lexicon.words.grammar, verb.i - 1
    run = layout.runs[layout.run_of[before]] if before >= 0 and layout.run_of[before] >= 0 else None
    if run is None or run.close != verb.i or not run.hidden or noun.tag_ not in grammar.common_noun_tags:
        return False
    after = noun.i + 1
    alone = after >= len(layout.texts) or layout.texts[after] in ENDS
    return (
        alone
        and noun.ent_type_ not in grammar.silent_labels
        and any(c.dep_ in grammar.determiner for c in noun.children)
    )


ENDS = frozenset(".,;")


def _is_other(lexicon: Lexicon, verb: Token, form: CueForm, token: Token) -> bool:
    """After a verb: the subject of the next ('said she wanted'), or whom it is said to ('told reporters')."""
    grammar = lexicon.words.grammar
    if token.dep_ in grammar.subject and token.head.i > token.i:
        named = token.head.i == token.i + 1 and token.head.text.istitle() and token.lower_ in lexicon.persons
        return not named  # 'said her brother | Will', whom the parse takes for a verb
    addressed = form.lemma in lexicon.words.cues.addressing or token.tag_ in grammar.pronoun_tags
    told = grammar.clause | grammar.open_clause  # 'asked the crew | whether it would sail'
    addressed = addressed or any(c.dep_ in told and c.i > token.i for c in verb.children)
    return addressed and token.dep_ in grammar.object
