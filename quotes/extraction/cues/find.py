"""Cues and what they report: 'X said that …', '…, she said', 'according to Y', 'adding that …'."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Token

from quotes.extraction.cues.content import has_verb, reported, trimmed, without
from quotes.extraction.cues.cue import Cue
from quotes.extraction.cues.source import agent_of, author, closer_subject, neighbour_source, parted_subject, subject_of
from quotes.extraction.layout import Layout, Range
from quotes.extraction.lexicon import CueForm, Grammar, Lexicon
from quotes.extraction.mentions import is_sourcelike, makers_of, mention_of, owners_of, phrase_start

LONGEST = 150  # tokens of a sentence in which a cue is looked for behind another


def find_cues(layout: Layout, lexicon: Lexicon) -> list[Cue]:
    """Every cue outside hidden quotations, in text order."""
    cues: list[Cue] = []
    (according, _), phrases, grammar = lexicon.according, lexicon.words.phrases, lexicon.words.grammar
    for i, word in enumerate(layout.lowers):
        if word not in lexicon.cue_words or layout.hidden[i]:
            continue
        token = layout.tokens[i]
        if word == according:
            cues += _according(layout, lexicon, token)
        elif word in phrases.per:
            cues += _per(layout, lexicon, token)
        elif word in phrases.views and token.dep_ in grammar.preposition_object:
            cues += _view(layout, lexicon, token)
        elif word in lexicon.noun_forms and token.tag_ in grammar.common_noun_tags:
            cues += _noun_cue(layout, lexicon, token)
        elif forms := lexicon.cue_forms.get(word):
            cue = _verb_cue(layout, lexicon, token, forms)
            if cue:
                cues.append(cue)
    verbs = [cue.verb for cue in cues]
    near = (cues[bisect_left(verbs, v - LONGEST) : bisect_left(verbs, v + LONGEST)] for v in verbs)
    return [_cut_at_tail(cue, around) for cue, around in zip(cues, near, strict=True)]


def _cut_at_tail(cue: Cue, cues: list[Cue]) -> Cue:
    """'Brekke said … crews, Marlow added': what Brekke said ends before the cue behind the whole sentence."""
    for tail in cues:
        if tail.shape != "after" or tail.source is None or cue.shape != "clause" or tail is cue:
            continue
        first = min(tail.source[0], tail.verb)
        if not tail.holds(cue.verb) or cue.verb > first:
            continue
        content = tuple((start, min(end, first - 1)) for start, end in cue.content if start < first - 1)
        if content and any(start < first < end for start, end in cue.content):
            return replace(cue, content=content)
    return cue


def _verb_cue(layout: Layout, lexicon: Lexicon, verb: Token, forms: tuple[CueForm, ...]) -> Cue | None:
    grammar = lexicon.words.grammar
    if verb.tag_ not in grammar.verb_tags and not _beside_mark(layout, verb):
        return None
    form = _fitting_form(verb, forms, grammar)
    if verb.dep_ in grammar.adjectival:  # 'his supposed “lies”'
        return None
    if form is None or (verb.i and layout.tokens[verb.i - 1].text == "-"):  # so-called
        return None
    passive = _is_passive(lexicon, verb, form)
    subject = agent_of(verb, grammar) if passive else subject_of(layout, lexicon, verb)
    if subject is not None:
        subject = closer_subject(layout, lexicon, verb, subject) or author(layout, lexicon, subject) or subject
    elif not passive:
        subject = parted_subject(layout, lexicon, verb)
    if subject is not None and subject.lower_ in lexicon.words.small.letting:
        subject = None
    source = mention_of(layout, lexicon, subject) if subject is not None else None
    phrase = (phrase_start(layout, grammar, source), source[1]) if source else None
    shape, content = reported(layout, lexicon, verb, form, phrase)
    if source is None and not passive:
        source = neighbour_source(layout, lexicon, verb, form)
        phrase = source
    if phrase and any(start < phrase[1] and phrase[0] < end for start, end in content):
        content = without(content, phrase)
    return Cue(
        tokens=_cue_tokens(verb, form, lexicon),
        verb=verb.i,
        lemma=form.lemma,
        groups=form.groups,
        shape=shape,
        source=source,
        content=content,
        negated=_negated(verb, lexicon),
        passive=passive,
    )


def _is_passive(lexicon: Lexicon, verb: Token, form: CueForm) -> bool:
    """'was told', and 'Asked whether …, Brekke said': who is asked is not who asks."""
    grammar = lexicon.words.grammar
    if any(child.dep_ in grammar.passive_subject for child in verb.children):
        return True
    if any(child.dep_ in grammar.auxiliary or child.dep_ in grammar.subject for child in verb.children):
        return False
    if verb.dep_ in grammar.modifier_clause:  # 'a series called “Moor”', but not 'one of them, called him “a fool”'
        following = verb.doc[min(verb.i + 1, len(verb.doc) - 1)]
        named = following.is_quote or following.lower_ in lexicon.words.small.naming_links
        return verb.tag_ in grammar.past_participle_tags and named
    past = grammar.past_participle_tags | grammar.finite_tags  # the tagger often takes 'Asked' for the other
    return form.lemma in lexicon.words.cues.asked and verb.dep_ in grammar.adverbial and verb.tag_ in past


def _beside_mark(layout: Layout, verb: Token) -> bool:
    """Right after a quotation ('“…,” quips Soir') even a verb that the tagger took for a noun is a cue."""
    before = verb.i - 1
    while before >= 0 and layout.tokens[before].is_punct and layout.run_of[before] < 0:
        before -= 1
    return before >= 0 and layout.run_of[before] >= 0 and layout.runs[layout.run_of[before]].close == before + 1


def _fitting_form(verb: Token, forms: tuple[CueForm, ...], grammar: Grammar) -> CueForm | None:
    """The cue verb this form is here: one with a particle only beside that particle, 'called off' no 'called'."""
    near = {verb.doc[i].lower_ for i in range(verb.i + 1, min(verb.i + 3, len(verb.doc)))}
    with_particle = [form for form in forms if form.particle and form.particle in near]
    parted = any(child.dep_ in grammar.particle and child.i > verb.i for child in verb.children)
    without = [form for form in forms if not form.particle and not parted]
    return next(iter(with_particle + without), None)


def _cue_tokens(verb: Token, form: CueForm, lexicon: Lexicon) -> tuple[int, ...]:
    tokens = [verb.i]
    if form.particle:
        following = range(verb.i + 1, min(verb.i + 3, len(verb.doc)))
        tokens += [i for i in following if verb.doc[i].lower_ == form.particle][:1]
    return tuple(tokens)


def _negated(verb: Token, lexicon: Lexicon) -> bool:
    negative = lexicon.words.phrases.negative
    chain = [verb]
    if verb.dep_ in lexicon.words.grammar.open_clause:
        chain.append(verb.head)
    if any(child.lower_ in negative for token in chain for child in token.children):
        return True
    return len(chain) > 1 and any(chain[1].lower_.startswith(word[:-1]) for word in lexicon.words.phrases.refusing)


def _according(layout: Layout, lexicon: Lexicon, token: Token) -> Iterator[Cue]:
    """'according to a person familiar with the matter'."""
    doc, grammar = layout.tokens, lexicon.words.grammar
    if token.i + 2 > len(doc) - 1 or doc[token.i + 1].lower_ != lexicon.according[1]:
        return
    to = doc[token.i + 1]
    objects = [c for c in to.children if c.dep_ in grammar.preposition_object] or [
        c for c in token.children if c.dep_ in grammar.preposition_object
    ]
    named = objects[0] if objects else doc[token.i + 2]
    source = mention_of(layout, lexicon, _giver(lexicon, named) or named)
    yield _phrase(layout, lexicon, (token.i, to.i), source, objects[:1])


def _giver(lexicon: Lexicon, noun: Token) -> Token | None:
    """'according to a speech the mayor gave in June': whose words they are."""
    words = lexicon.words
    if noun.lower_ not in words.phrases.carriers:
        return None
    clauses = [c for c in noun.children if c.dep_ in words.grammar.modifier_clause]
    subjects = [c for clause in clauses for c in clause.children if c.dep_ in words.grammar.subject]
    return next((c for c in subjects if c.lower_ not in words.pronouns.relative), None)


def _per(layout: Layout, lexicon: Lexicon, token: Token) -> Iterator[Cue]:
    """'“…,” per the party's rules', 'Per a spokesman, …': behind a comma or a mark, and no 'per cent'."""
    doc, grammar = layout.tokens, lexicon.words.grammar
    start, _ = layout.sentences[layout.sentence_of[token.i]]
    if token.tag_ not in grammar.preposition_tags or (token.i > start and not doc[token.i - 1].is_punct):
        return
    objects = [c for c in token.children if c.dep_ in grammar.preposition_object]
    source = mention_of(layout, lexicon, objects[0]) if objects else None
    known = source and any(
        t.tag_ in grammar.name_tags or t.dep_ in grammar.determiner for t in doc[source[0] : source[1]]
    )
    if source and known and is_sourcelike(layout, lexicon, objects[0], source):
        yield _phrase(layout, lexicon, (token.i,), source, objects)


def _phrase(
    layout: Layout, lexicon: Lexicon, tokens: tuple[int, ...], source: Range | None, objects: Sequence[Token]
) -> Cue:
    """A phrase that names the source of its sentence: what stands before it, and behind it where that has a verb."""
    first, (start, end) = tokens[0], layout.sentences[layout.sentence_of[tokens[0]]]
    behind = objects[0].right_edge.i + 1 if objects else tokens[-1] + 2
    last = min(max(behind, tokens[-1] + 1, source[1] if source else 0), end)
    content = trimmed(layout, (start, first)) if first - start > 2 else ()
    if not content or has_verb(layout, lexicon, last, end):
        content += trimmed(layout, (last, end))
    return Cue(tokens, first, lexicon.words.phrases.according, frozenset({"say"}), "phrase", source, content)


def _view(layout: Layout, lexicon: Lexicon, noun: Token) -> Iterator[Cue]:
    """'In his view, the money …', '…, in the words of Soir': a phrase that names the source of its sentence."""
    grammar, phrases, link = lexicon.words.grammar, lexicon.words.phrases, noun.head
    if link.lower_ not in phrases.view_preposition:
        return
    of = [c for child in noun.children if child.lower_ in phrases.view_link for c in child.children]
    owner = next(iter(owners_of(noun, lexicon) + [c for c in of if c.dep_ in grammar.preposition_object]), None)
    source = mention_of(layout, lexicon, owner) if owner is not None else None
    start, end = layout.sentences[layout.sentence_of[noun.i]]
    last = min(int(noun.right_edge.i) + 1, end)
    content = trimmed(layout, (start, link.i)) if link.i - start > 2 else trimmed(layout, (last, end))
    if source and content:
        yield Cue((link.i, noun.i), noun.i, f"in the {noun.lower_} of", frozenset({"say"}), "phrase", source, content)


def _noun_cue(layout: Layout, lexicon: Lexicon, noun: Token) -> Iterator[Cue]:
    """'Soir's claim that …', 'a warning by Soir of …', 'in his statement': a noun that reports."""
    grammar = lexicon.words.grammar
    owner = next(iter(owners_of(noun, lexicon) + makers_of(noun, lexicon)), None)
    source = mention_of(layout, lexicon, owner) if owner is not None else None
    said = [c for c in noun.children if c.i > noun.i and (c.dep_ in grammar.clause | grammar.modifier_clause)]
    said += [
        c
        for c in noun.children
        if c.i > noun.i and c.dep_ in grammar.preposition and c.lower_ in lexicon.words.nouns.links
    ]
    if not said or source is None:
        return
    first = min(said, key=lambda c: c.left_edge.i)
    content = trimmed(layout, (first.left_edge.i, first.right_edge.i + 1))
    noun_form = lexicon.noun_forms[noun.lower_]
    yield Cue((noun.i,), noun.i, noun_form, frozenset({"noun"}), "noun", source, without(content, source))
