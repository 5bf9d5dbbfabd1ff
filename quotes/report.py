"""Cues and what they report: 'X said that …', '…, she said', 'according to Y', 'adding that …'."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Token

from quotes.lexicon import CueForm, Grammar, Lexicon
from quotes.mentions import is_sourcelike, mention_of
from quotes.spans import Cue, Layout, Range

FARTHEST = 6  # steps up the tree from a verb to the subject it shares


def find_cues(layout: Layout, lexicon: Lexicon) -> list[Cue]:
    """Every cue outside hidden quotations, in text order."""
    cues: list[Cue] = []
    for token in layout.doc:
        if layout.hidden(token.i):
            continue
        if token.lower_ == "according":
            cues += _according(layout, lexicon, token)
        elif token.lower_ in lexicon.noun_forms and token.tag_ in ("NN", "NNS"):
            cues += _noun_cue(layout, lexicon, token)
        elif forms := lexicon.cue_forms.get(token.lower_):
            cue = _verb_cue(layout, lexicon, token, forms)
            if cue:
                cues.append(cue)
    return [_cut_at_tail(cue, cues) for cue in cues]


def _cut_at_tail(cue: Cue, cues: list[Cue]) -> Cue:
    """'Brekke said … crews, Marlow added': what Brekke said ends before the cue behind the whole sentence."""
    for tail in cues:
        if tail.shape != "after" or tail.source is None or cue.shape != "clause" or tail is cue:
            continue
        first = min(tail.source[0], tail.verb)
        if not any(start <= cue.verb < end for start, end in tail.content) or cue.verb > first:
            continue
        content = tuple((start, min(end, first - 1)) for start, end in cue.content if start < first - 1)
        if content and any(start < first < end for start, end in cue.content):
            return replace(cue, content=content)
    return cue


def _verb_cue(layout: Layout, lexicon: Lexicon, verb: Token, forms: tuple[CueForm, ...]) -> Cue | None:
    grammar = lexicon.words.grammar
    if verb.tag_ not in grammar.verb_tags and not _beside_mark(layout, verb):
        return None
    form = _fitting_form(verb, forms)
    if form is None or (verb.i and layout.doc[verb.i - 1].text == "-"):  # so-called
        return None
    passive = any(child.dep_ in grammar.passive_subject for child in verb.children)
    subject = agent_of(verb, grammar) if passive else subject_of(verb, grammar)
    if subject is not None:
        subject = _author(subject, lexicon) or subject
    source = mention_of(layout, lexicon, subject) if subject is not None else None
    shape, content = _content(layout, lexicon, verb, form, source)
    if source is None and not passive:
        source = _neighbour_source(layout, lexicon, verb, content)
    if source and any(start < source[1] and source[0] < end for start, end in content):
        content = _without(content, source)
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


def _beside_mark(layout: Layout, verb: Token) -> bool:
    """Right after a quotation ('“…,” quips Soir') even a verb that the tagger took for a noun is a cue."""
    before = verb.i - 1
    while before >= 0 and layout.doc[before].is_punct and layout.run_of[before] < 0:
        before -= 1
    return before >= 0 and layout.run_of[before] >= 0 and layout.runs[layout.run_of[before]].close == before + 1


def _fitting_form(verb: Token, forms: tuple[CueForm, ...]) -> CueForm | None:
    """The cue verb this form is here: one with a particle only beside that particle."""
    near = {verb.doc[i].lower_ for i in range(verb.i + 1, min(verb.i + 3, len(verb.doc)))}
    with_particle = [form for form in forms if form.particle and form.particle in near]
    without = [form for form in forms if not form.particle]
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


def subject_of(verb: Token, grammar: Grammar) -> Token | None:
    """The subject of a verb: its own, or the one it shares with the verb it hangs on."""
    token = verb
    for _ in range(FARTHEST):
        own = [c for c in token.children if c.dep_ in grammar.subject and c.dep_ != "expl"]
        if own:
            return next((c for c in own if c.tag_ in grammar.name_tags), own[0])
        head = token.head
        if head is token:
            return None
        if token.dep_ in grammar.modifier_clause and head.tag_ in grammar.noun_tags:
            return head
        if token.dep_ in grammar.clause and token.tag_ not in grammar.participle_tags:
            return None
        token = head
    return None


def agent_of(verb: Token, grammar: Grammar) -> Token | None:
    """'by Soir' of a passive verb."""
    for child in verb.children:
        if child.dep_ in grammar.agent:
            return next((c for c in child.children if c.dep_ in grammar.preposition_object), None)
    return None


def _author(subject: Token, lexicon: Lexicon) -> Token | None:
    """'The union put out a statement saying …', 'made a comment that described …': who made the words that speak."""
    grammar = lexicon.words.grammar
    noun = subject
    if subject.lower_ in lexicon.words.pronouns.relative:
        clause = next((t for t in subject.ancestors if t.dep_ in grammar.modifier_clause), None)
        noun = clause.head if clause is not None else subject
    if noun.lower_ not in lexicon.words.phrases.carriers or noun.dep_ not in grammar.object or noun.head is noun:
        return None
    maker = _by(noun, grammar) or subject_of(noun.head, grammar)
    return maker if maker is not None and maker.lower_ not in lexicon.words.pronouns.relative else None


def _neighbour_source(layout: Layout, lexicon: Lexicon, verb: Token, content: tuple[Range, ...]) -> Range | None:
    """Where the parse shows no subject: the noun phrase that touches the verb ('…,” quips Soir', 'Soir: says')."""
    doc, grammar = layout.doc, lexicon.words.grammar
    for i in (verb.i + 1, verb.i - 1):
        if not 0 <= i < len(doc) or layout.hidden(i):
            continue
        token = doc[i]
        while token.dep_ in grammar.name_parts and token.head.i > token.i:
            token = token.head
        mention = mention_of(layout, lexicon, token)
        if mention and mention[0] <= i < mention[1] and is_sourcelike(layout, lexicon, token, mention):
            return mention
    return None


def _content(
    layout: Layout, lexicon: Lexicon, verb: Token, form: CueForm, source: Range | None
) -> tuple[str, tuple[Range, ...]]:
    """What the verb reports, and the shape in which it does."""
    grammar = lexicon.words.grammar
    clauses = [child for child in verb.children if child.dep_ in grammar.clause]
    after = [c for c in clauses if c.i > verb.i]
    before = [c for c in clauses if c.i < verb.i]
    if before and not after:
        return "after", _before_cue(layout, verb, source)
    if after:
        end = max(c.right_edge.i for c in after) + 1
        start = min(c.left_edge.i for c in after)
        return "clause", trimmed(layout, (max(start, verb.i + 1), end))
    if late := _late_clause(verb, grammar):
        return "clause", trimmed(layout, late)
    if parenthetical := _parenthetical(layout, verb, source, grammar):
        return "around", parenthetical
    if "infinitive" in form.groups and (open_ := [c for c in verb.children if c.dep_ in grammar.open_clause]):
        start, end = open_[0].left_edge.i, open_[0].right_edge.i + 1
        return "infinitive", trimmed(layout, (max(start, verb.i + 1), end))
    if _ends_sentence(layout, verb, source):
        return "after", _before_cue(layout, verb, source)
    objects = [c for c in verb.children if c.dep_ in grammar.object | grammar.preposition and c.i > verb.i]
    if objects:
        return "object", trimmed(layout, (objects[0].left_edge.i, objects[-1].right_edge.i + 1))
    return "none", ()


def _late_clause(verb: Token, grammar: Grammar) -> tuple[int, int] | None:
    """'… after the Pentagon announced this week it was pausing the transfer': a clause that the parser hung elsewhere.

    The word after the cue and its time words begins a clause of its own, which hangs on a time word or further up.
    """
    doc, start = verb.doc, verb.i + 1
    times = [c for c in verb.children if c.i > verb.i and c.dep_ == "npadvmod"]
    if times:
        start = times[0].i + 1
    subject = next((t for t in doc[start : start + 6] if t.dep_ in grammar.subject), None)
    if subject is None or subject.left_edge.i != start or subject.lower_ in RELATIVES:
        return None
    clause = subject.head
    hung_up = clause.dep_ in grammar.clause and clause.head in verb.ancestors
    hung_on_time = clause.dep_ in grammar.modifier_clause and clause.head in times
    return (start, int(clause.right_edge.i) + 1) if hung_up or hung_on_time else None


RELATIVES = frozenset(("that", "which", "who"))


def _before_cue(layout: Layout, verb: Token, source: Range | None) -> tuple[Range, ...]:
    """'There was no discussion of a meeting, he said': the sentence up to the cue."""
    start, end = layout.sentences[layout.sentence_of[verb.i]]
    first = verb.i
    if source and start < source[0] < verb.i and not _comma_between(layout, source[1], verb.i):
        first = source[0]
    content = trimmed(layout, (start, first))
    last = max(verb.i + 1, source[1] if source and source[1] <= end else 0)
    if content and last < end and layout.doc[last].text == "," and _has_verb(layout, last + 1, end):
        content += trimmed(layout, (last + 1, end))
    return content


def _comma_between(layout: Layout, start: int, end: int) -> bool:
    """Words between source and cue that are more than an apposition."""
    return end - start > 25


def _has_verb(layout: Layout, start: int, end: int) -> bool:
    return any(layout.doc[i].tag_ in ("VBD", "VBP", "VBZ", "MD") for i in range(start, end))


def _parenthetical(layout: Layout, verb: Token, source: Range | None, grammar: Grammar) -> tuple[Range, ...]:
    """'Prices, he said, will rise': the sentence around the cue."""
    if verb.dep_ not in ("parataxis", "ccomp") or verb.head.i == verb.i or source is None:
        return ()
    first, last = min(source[0], verb.i), max(source[1], verb.i + 1)
    doc, (start, end) = layout.doc, layout.sentences[layout.sentence_of[verb.i]]
    if first - 1 < start or doc[first - 1].text not in (",", "–", "—", "--"):
        return ()
    if last < end and not doc[last].is_punct:
        return ()
    return trimmed(layout, (start, first)) + trimmed(layout, (last, end))


def _ends_sentence(layout: Layout, verb: Token, source: Range | None) -> bool:
    """'…, he said.' and '…, said Soir.': a cue behind a comma near the end of a sentence that has another verb."""
    if source is None:
        return False
    start, _ = layout.sentences[layout.sentence_of[verb.i]]
    first = min(source[0], verb.i)
    behind_comma = first - 1 > start and layout.doc[first - 1].text in (",", "”", '"', "''", "'", "’")
    return behind_comma and abs(verb.i - source[1]) < 12 and _has_verb(layout, start, first)


def _according(layout: Layout, lexicon: Lexicon, token: Token) -> Iterator[Cue]:
    """'according to a person familiar with the matter'."""
    doc, grammar = layout.doc, lexicon.words.grammar
    if token.i + 2 > len(doc) - 1 or doc[token.i + 1].lower_ != "to":
        return
    to = doc[token.i + 1]
    objects = [c for c in to.children if c.dep_ in grammar.preposition_object] or [
        c for c in token.children if c.dep_ in grammar.preposition_object
    ]
    source = mention_of(layout, lexicon, objects[0] if objects else doc[token.i + 2])
    start, end = layout.sentences[layout.sentence_of[token.i]]
    last = max(objects[0].right_edge.i + 1 if objects else token.i + 3, source[1] if source else 0)
    last = min(last, end)
    content = trimmed(layout, (start, token.i)) if token.i - start > 2 else ()
    if not content or _has_verb(layout, last, end):
        content += trimmed(layout, (last, end))
    yield Cue((token.i, token.i + 1), token.i, "according to", frozenset({"say"}), "phrase", source, content)


def _noun_cue(layout: Layout, lexicon: Lexicon, noun: Token) -> Iterator[Cue]:
    """'Soir's claim that …', 'a warning by Soir of …', 'in his statement': a noun that reports."""
    grammar = lexicon.words.grammar
    owner = next((c for c in noun.children if c.dep_ == "poss"), None) or _by(noun, grammar)
    source = mention_of(layout, lexicon, owner) if owner is not None else None
    said = [c for c in noun.children if c.i > noun.i and (c.dep_ in grammar.clause | grammar.modifier_clause)]
    said += [c for c in noun.children if c.i > noun.i and c.dep_ in grammar.preposition and c.lower_ in NOUN_LINKS]
    if not said or source is None:
        return
    first = min(said, key=lambda c: c.left_edge.i)
    content = trimmed(layout, (first.left_edge.i, first.right_edge.i + 1))
    noun_form = lexicon.noun_forms[noun.lower_]
    yield Cue((noun.i,), noun.i, noun_form, frozenset({"noun"}), "noun", source, _without(content, source))


def _by(noun: Token, grammar: Grammar) -> Token | None:
    """'by Soir', 'from Soir' behind a noun."""
    links = [c for c in noun.children if c.i > noun.i and c.lower_ in ("by", "from")]
    return next((c for link in links for c in link.children if c.dep_ in grammar.preposition_object), None)


NOUN_LINKS = frozenset(("of", "for", "about", "on", "to", "as", "against"))


def _without(content: tuple[Range, ...], source: Range) -> tuple[Range, ...]:
    """The content without the words that name its source."""
    left: list[Range] = []
    for start, end in content:
        if source[0] <= start and end <= source[1]:
            continue
        if source[1] <= start or end <= source[0]:
            left.append((start, end))
        elif source[0] <= start:
            left.append((source[1], end))
        else:
            left.append((start, source[0]))
    return tuple(left)


EDGES = frozenset(",;:–—-")


def trimmed(layout: Layout, span: Range) -> tuple[Range, ...]:
    """The range without white space, marks and commas at its edges; nothing if nothing is left."""
    start, end = span
    doc = layout.doc
    while start < end and (doc[start].is_space or doc[start].text in EDGES):
        start += 1
    while start < end and (doc[end - 1].is_space or doc[end - 1].text in EDGES or doc[end - 1].text == "."):
        end -= 1
    return ((start, end),) if start < end else ()
