"""Cues and what they report: 'X said that …', '…, she said', 'according to Y', 'adding that …'."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Token

from quotes.content import has_verb, reported, trimmed, without
from quotes.lexicon import ACCORDING, PER, CueForm, Grammar, Lexicon
from quotes.mentions import is_sourcelike, makers_of, mention_of, noun_head, owners_of, phrase_start
from quotes.spans import Cue, Layout, Range

LONGEST = 150  # tokens of a sentence in which a cue is looked for behind another
ASKING = "ask"
FARTHEST = 6  # steps up the tree from a verb to the subject it shares


def find_cues(layout: Layout, lexicon: Lexicon) -> list[Cue]:
    """Every cue outside hidden quotations, in text order."""
    cues: list[Cue] = []
    for i, word in enumerate(layout.lowers):
        if word not in lexicon.cue_words or layout.hidden[i]:
            continue
        token = layout.tokens[i]
        if word == ACCORDING:
            cues += _according(layout, lexicon, token)
        elif word == PER:
            cues += _per(layout, lexicon, token)
        elif word in lexicon.words.phrases.views and token.dep_ in lexicon.words.grammar.preposition_object:
            cues += _view(layout, lexicon, token)
        elif word in lexicon.noun_forms and token.tag_ in ("NN", "NNS"):
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
    passive = _is_passive(verb, form, grammar)
    subject = agent_of(verb, grammar) if passive else subject_of(layout, lexicon, verb)
    if subject is not None:
        subject = _closer_subject(layout, lexicon, verb, subject) or _author(layout, lexicon, subject) or subject
    elif not passive:
        subject = _parted_subject(layout, lexicon, verb)
    if subject is not None and subject.lower_ in LETS:
        subject = None
    source = mention_of(layout, lexicon, subject) if subject is not None else None
    phrase = (phrase_start(layout, grammar, source), source[1]) if source else None
    shape, content = reported(layout, lexicon, verb, form, phrase)
    if source is None and not passive:
        source = _neighbour_source(layout, lexicon, verb, form)
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


def _is_passive(verb: Token, form: CueForm, grammar: Grammar) -> bool:
    """'was told', and 'Asked whether …, Brekke said': who is asked is not who asks."""
    if any(child.dep_ in grammar.passive_subject for child in verb.children):
        return True
    if any(child.dep_ in ("aux", "auxpass") or child.dep_ in grammar.subject for child in verb.children):
        return False
    if verb.dep_ in grammar.modifier_clause:  # 'a series called “Moor”', but not 'one of them, called him “a fool”'
        following = verb.doc[min(verb.i + 1, len(verb.doc) - 1)]
        named = following.is_quote or following.lower_ in NAMED_AS
        return verb.tag_ in grammar.past_participle_tags and named
    past = grammar.past_participle_tags | grammar.finite_tags  # the tagger often takes 'Asked' for the other
    return form.lemma == ASKING and verb.dep_ in grammar.adverbial and verb.tag_ in past


NAMED_AS = frozenset(("as", "by"))


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


def subject_of(layout: Layout, lexicon: Lexicon, verb: Token) -> Token | None:
    """The subject of a verb: its own, or the one it shares with the verb it hangs on."""
    grammar = lexicon.words.grammar
    token = verb
    for _ in range(FARTHEST):
        own = [c for c in token.children if c.dep_ in grammar.subject and c.dep_ != "expl" and _seen(layout, verb, c)]
        if own:
            return next((c for c in own if c.tag_ in grammar.name_tags), max(own, key=lambda c: (c.i < token.i, c.i)))
        head = token.head
        if head.i == token.i:
            return None
        if (shown := _shown_saying(lexicon, token)) is not None:
            return shown
        if token.dep_ in grammar.modifier_clause and head.tag_ in grammar.noun_tags:
            return head
        if token.dep_ in grammar.clause and token.tag_ not in grammar.participle_tags:
            return None
        if token.dep_ in grammar.open_clause and (made := _made_to(lexicon, head)):
            return made
        token = head
    return None


def _shown_saying(lexicon: Lexicon, verb: Token) -> Token | None:
    """'The ad uses footage of the mayor asking …': who speaks in what is shown."""
    grammar, before = lexicon.words.grammar, verb.doc[max(verb.i - 1, 0)]
    if verb.tag_ not in grammar.participle_tags or before.dep_ not in grammar.preposition_object:
        return None
    shown = before.head.lower_ == "of" and before.head.head.lower_ in lexicon.words.phrases.carriers
    return before if shown else None


def _seen(layout: Layout, verb: Token, subject: Token) -> bool:
    """'After saying it was “so swollen I could not walk,” she …': no words in marks have a verb outside."""
    return layout.run_of[subject.i] < 0 or layout.run_of[verb.i] >= 0


def _made_to(lexicon: Lexicon, verb: Token) -> Token | None:
    """'This led the historian Dainis Orn to speak of …': who is made to."""
    if verb.lower_ not in lexicon.words.phrases.causing:
        return None
    objects = [c for c in verb.children if c.dep_ in lexicon.words.grammar.object and c.i > verb.i]
    return next((name for o in objects for name in _named_by(o, lexicon.words.grammar)), None)


def _named_by(noun: Token, grammar: Grammar) -> list[Token]:
    """The name in apposition to a noun, or the noun."""
    return [c for c in noun.children if c.dep_ == "appos" and c.tag_ in grammar.name_tags][:1] or [noun]


def agent_of(verb: Token, grammar: Grammar) -> Token | None:
    """'by Soir' of a passive verb."""
    for child in verb.children:
        if child.dep_ in grammar.agent:
            return next((c for c in child.children if c.dep_ in grammar.preposition_object), None)
    return None


LETS = frozenset(("'s", "’s"))  # "let's say" says nothing


def _closer_subject(layout: Layout, lexicon: Lexicon, verb: Token, subject: Token) -> Token | None:
    """'Voters, Soir suggested, will return': the noun at the verb, where the parse took one behind a comma."""
    grammar, doc = lexicon.words.grammar, layout.tokens
    at = verb.i - 1
    while at > 0 and doc[at].dep_ in ("aux", "advmod", "neg"):
        at -= 1
    near = doc[at]
    if verb.tag_ not in grammar.finite_tags or subject.i >= at or near in subject.subtree or layout.hidden[at]:
        return None
    parted = any(doc[i].text == "," for i in range(subject.i, at))
    if not parted or near.tag_ not in grammar.noun_tags | {"PRP"} or layout.run_of[at] >= 0:
        return None
    mention = mention_of(layout, lexicon, near)
    return near if mention and is_sourcelike(layout, lexicon, near, mention) else None


def _parted_subject(layout: Layout, lexicon: Lexicon, verb: Token) -> Token | None:
    """'Trump, appearing after Clinton at the forum, cited …': the noun before the first of two commas."""
    grammar, doc = lexicon.words.grammar, layout.tokens
    start, _ = layout.sentences[layout.sentence_of[verb.i]]
    if verb.tag_ not in grammar.finite_tags or verb.i - start < 4 or doc[verb.i - 1].text != ",":
        return None
    comma = next((i for i in range(start + 1, verb.i - 1) if doc[i].text == "," and layout.run_of[i] < 0), None)
    if comma is None:
        return None
    noun = doc[comma - 1]
    mention = mention_of(layout, lexicon, noun)
    begins = mention is not None and (mention[0] == start or doc[mention[0] - 1].tag_ in ("IN", "CC", "WRB"))
    return noun if mention and begins and is_sourcelike(layout, lexicon, noun, mention) else None


def _author(layout: Layout, lexicon: Lexicon, subject: Token) -> Token | None:
    """'The union put out a statement saying …', 'made a comment that described …': who made the words that speak."""
    grammar = lexicon.words.grammar
    noun = subject
    if subject.lower_ in lexicon.words.pronouns.relative:
        clause = next((t for t in subject.ancestors if t.dep_ in grammar.modifier_clause), None)
        noun = clause.head if clause is not None else subject
    if noun.lower_ not in lexicon.words.phrases.carriers or noun.dep_ not in grammar.object or noun.head is noun:
        return None
    maker = next(iter(makers_of(noun, grammar)), None) or subject_of(layout, lexicon, noun.head)
    return maker if maker is not None and maker.lower_ not in lexicon.words.pronouns.relative else None


def _neighbour_source(layout: Layout, lexicon: Lexicon, verb: Token, form: CueForm) -> Range | None:
    """Where the parse shows no subject: the noun phrase that touches the verb ('…,” quips Soir', 'Soir: says')."""
    doc, grammar = layout.tokens, lexicon.words.grammar
    for i in (verb.i + 1, verb.i - 1):
        if not 0 <= i < len(doc) or layout.hidden[i]:
            continue
        token = noun_head(doc[i], grammar)
        if i < verb.i and token.dep_ in grammar.conjunct and token.head.tag_ in grammar.name_tags:
            token, i = token.head, token.head.i  # the first of 'Brandt and Dorn call', as where the parse shows it
        if i > verb.i and _is_other(lexicon, form, token):
            continue
        mention = mention_of(layout, lexicon, token)
        if not mention or not phrase_start(layout, grammar, mention) <= i < mention[1]:
            continue
        if is_sourcelike(layout, lexicon, token, mention):
            return mention
    return None


def _is_other(lexicon: Lexicon, form: CueForm, token: Token) -> bool:
    """Behind a verb: the subject of the next ('said she wanted'), or whom it is said to ('told reporters')."""
    grammar = lexicon.words.grammar
    if token.dep_ in grammar.subject and token.head.i > token.i:
        return True
    addressed = form.lemma in lexicon.words.cues.addressing or token.tag_ == "PRP"
    return addressed and token.dep_ in grammar.object


def _according(layout: Layout, lexicon: Lexicon, token: Token) -> Iterator[Cue]:
    """'according to a person familiar with the matter'."""
    doc, grammar = layout.tokens, lexicon.words.grammar
    if token.i + 2 > len(doc) - 1 or doc[token.i + 1].lower_ != "to":
        return
    to = doc[token.i + 1]
    objects = [c for c in to.children if c.dep_ in grammar.preposition_object] or [
        c for c in token.children if c.dep_ in grammar.preposition_object
    ]
    named = objects[0] if objects else doc[token.i + 2]
    source = mention_of(layout, lexicon, _giver(lexicon, named) or named)
    yield _phrase(layout, (token.i, to.i), "according to", source, objects[:1])


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
    if token.tag_ != "IN" or (token.i > start and not doc[token.i - 1].is_punct):
        return
    objects = [c for c in token.children if c.dep_ in grammar.preposition_object]
    source = mention_of(layout, lexicon, objects[0]) if objects else None
    known = source and any(
        t.tag_ in grammar.name_tags or t.dep_ in grammar.determiner for t in doc[source[0] : source[1]]
    )
    if source and known and is_sourcelike(layout, lexicon, objects[0], source):
        yield _phrase(layout, (token.i,), "according to", source, objects)


def _phrase(layout: Layout, tokens: tuple[int, ...], lemma: str, source: Range | None, objects: Sequence[Token]) -> Cue:
    """A phrase that names the source of its sentence: what stands before it, and behind it where that has a verb."""
    first, (start, end) = tokens[0], layout.sentences[layout.sentence_of[tokens[0]]]
    last = max(objects[0].right_edge.i + 1 if objects else tokens[-1] + 2, source[1] if source else 0)
    last = min(last, end)
    content = trimmed(layout, (start, first)) if first - start > 2 else ()
    if not content or has_verb(layout, last, end):
        content += trimmed(layout, (last, end))
    return Cue(tokens, first, lemma, frozenset({"say"}), "phrase", source, content)


def _view(layout: Layout, lexicon: Lexicon, noun: Token) -> Iterator[Cue]:
    """'In his view, the money …', '…, in the words of Soir': a phrase that names the source of its sentence."""
    grammar, link = lexicon.words.grammar, noun.head
    if link.lower_ != "in":
        return
    of = [c for child in noun.children if child.lower_ == "of" for c in child.children]
    owner = next(iter(owners_of(noun) + [c for c in of if c.dep_ in grammar.preposition_object]), None)
    source = mention_of(layout, lexicon, owner) if owner is not None else None
    start, end = layout.sentences[layout.sentence_of[noun.i]]
    last = min(int(noun.right_edge.i) + 1, end)
    content = trimmed(layout, (start, link.i)) if link.i - start > 2 else trimmed(layout, (last, end))
    if source and content:
        yield Cue((link.i, noun.i), noun.i, f"in the {noun.lower_} of", frozenset({"say"}), "phrase", source, content)


def _noun_cue(layout: Layout, lexicon: Lexicon, noun: Token) -> Iterator[Cue]:
    """'Soir's claim that …', 'a warning by Soir of …', 'in his statement': a noun that reports."""
    grammar = lexicon.words.grammar
    owner = next(iter(owners_of(noun) + makers_of(noun, grammar)), None)
    source = mention_of(layout, lexicon, owner) if owner is not None else None
    said = [c for c in noun.children if c.i > noun.i and (c.dep_ in grammar.clause | grammar.modifier_clause)]
    said += [c for c in noun.children if c.i > noun.i and c.dep_ in grammar.preposition and c.lower_ in NOUN_LINKS]
    if not said or source is None:
        return
    first = min(said, key=lambda c: c.left_edge.i)
    content = trimmed(layout, (first.left_edge.i, first.right_edge.i + 1))
    noun_form = lexicon.noun_forms[noun.lower_]
    yield Cue((noun.i,), noun.i, noun_form, frozenset({"noun"}), "noun", source, without(content, source))


NOUN_LINKS = frozenset(("of", "for", "about", "on", "to", "as", "against"))
