"""Phrases and nouns that report: 'according to Soir', 'per the rules', 'in his view', 'Soir's claim that …'."""

from __future__ import annotations

from collections.abc import Sequence

from quotes.extraction.cues.around import COMMAS
from quotes.extraction.cues.clauses import is_that_clause
from quotes.extraction.cues.cue import Cue
from quotes.extraction.cues.ranges import has_verb, trimmed, without
from quotes.extraction.cues.subject import subject_of
from quotes.extraction.cues.subject_head import named_after_firm
from quotes.extraction.layout import Layout, Range
from quotes.extraction.lexicon import Grammar, Lexicon
from quotes.extraction.mentions import is_sourcelike, makers_of, mention_of, owners_of, source_at
from quotes.extraction.tokens import Token

SHORTEST_BEFORE = 2  # tokens; no more of them before a phrase are no report
SAYING, REPORTING_NOUN = frozenset({"say"}), frozenset({"noun"})  # groups of cues


def according(layout: Layout, lexicon: Lexicon, token: Token) -> Cue | None:
    """'according to a person familiar with the matter'."""
    doc, grammar = layout.tokens, lexicon.words.grammar
    if token.i + 2 > len(doc) - 1 or doc[token.i + 1].lower_ != lexicon.according[1]:
        return None
    to = doc[token.i + 1]
    objects = _objects(to, grammar) or _objects(token, grammar)
    named = objects[0] if objects else doc[token.i + 2]
    named = _giver(lexicon, named) or named_after_firm(layout, lexicon, named) or named
    source = mention_of(layout, lexicon, named)
    return _phrase(layout, lexicon, (token.i, to.i), source, objects[:1])


def _objects(preposition: Token, grammar: Grammar) -> list[Token]:
    return [child for child in preposition.children if child.dep_ in grammar.preposition_object]


def _giver(lexicon: Lexicon, noun: Token) -> Token | None:
    """'according to a speech the mayor gave in June': whose words they are."""
    words = lexicon.words
    if noun.lower_ not in words.phrases.carriers:
        return None
    clauses = [c for c in noun.children if c.dep_ in words.grammar.modifier_clause]
    subjects = [c for clause in clauses for c in clause.children_as(words.grammar.subject)]
    return next((c for c in subjects if c.lower_ not in words.pronouns.relative), None)


def per(layout: Layout, lexicon: Lexicon, token: Token) -> Cue | None:
    """'“…,” per the party's rules', 'Per a spokesman, …': after a comma or a mark, and no 'per cent'."""
    doc, grammar = layout.tokens, lexicon.words.grammar
    start, _ = layout.sentences[layout.sentence_of[token.i]]
    if token.tag_ not in grammar.preposition_tags or (token.i > start and not doc[token.i - 1].is_punct):
        return None
    if token.i > start and token.text[0].isupper() and layout.run_of[token.i - 1] < 0:
        return None  # 'the coach, Per Lindgaard'
    objects = _objects(token, grammar)
    makers = [one for noun in objects[:1] for one in owners_of(noun, lexicon) + makers_of(noun, lexicon)]
    for giver in objects[:1] + makers:  # 'per Soir's daily count': Soir
        source = mention_of(layout, lexicon, giver)
        words = doc[source[0] : source[1]] if source else []
        known = any(word.tag_ in grammar.name_tags or word.dep_ in grammar.determiner for word in words)
        if token.i == start and source and source[0] == start + 1 and doc[source[1]].text != ",":
            return None  # 'Per Lindgaard | is a coach'
        if source and known and is_sourcelike(layout, lexicon, giver, source):
            return _phrase(layout, lexicon, (token.i,), source, objects)
    return None


def _phrase(
    layout: Layout, lexicon: Lexicon, tokens: tuple[int, ...], source: Range | None, objects: Sequence[Token]
) -> Cue:
    """A phrase that names the source of its sentence: what stands before it, and after it where that has a verb."""
    first, (start, end) = tokens[0], layout.sentences[layout.sentence_of[tokens[0]]]
    after = _object_ends(layout, lexicon, objects[0]) if objects else tokens[-1] + 2
    last = min(max(after, tokens[-1] + 1, source[1] if source else 0), end)
    content = trimmed(layout, (start, first)) if first - start > SHORTEST_BEFORE else ()
    if _only_points(layout, lexicon, start, first):
        return Cue(tokens, first, lexicon.words.phrases.according, SAYING, "phrase", source)
    if not content or (has_verb(layout, lexicon, last, end) and not _only_follows(layout, lexicon, (last, end))):
        content += trimmed(layout, (last, end))
    return Cue(tokens, first, lexicon.words.phrases.according, SAYING, "phrase", source, content)


def _only_follows(layout: Layout, lexicon: Lexicon, rest: Range) -> bool:
    """'…, according to two aides, | adding to the problems that the firm had': what comes of it, for the writer."""
    first = next((i for i in range(*rest) if layout.texts[i] not in COMMAS), rest[1])
    return first < rest[1] and layout.tags[first] in lexicon.words.grammar.participle_tags


def _only_points(layout: Layout, lexicon: Lexicon, start: int, first: int) -> bool:
    """'That's according to accounts that …': what is said stands in the sentences before."""
    words = lexicon.words.small
    both = first - start == SHORTEST_BEFORE and layout.labels[start] in lexicon.words.grammar.subject
    return both and layout.lowers[start + 1] in words.being | words.being_short


def _object_ends(layout: Layout, lexicon: Lexicon, noun: Token) -> int:
    """'According to a post for Orm Watch, | the institute predicts …': up to a subject that the parser takes for one
    name more in the phrase.
    """
    grammar = lexicon.words.grammar
    beside = (c for one in noun.subtree for c in one.children if c.dep_ in grammar.conjunct | grammar.apposition)
    parted = (c for c in beside if layout.texts[c.left_edge.i - 1] == "," and _is_subject_of_next(layout, grammar, c))
    return min((int(c.left_edge.i) - 1 for c in parted), default=int(noun.right_edge.i) + 1)


def _is_subject_of_next(layout: Layout, grammar: Grammar, name: Token) -> bool:
    """Does a finite verb without a subject of its own follow right after a name?"""
    after = int(name.right_edge.i) + 1
    if after >= len(layout.texts) or layout.tags[after] not in grammar.finite_tags - grammar.modal_tags:
        return False
    return not layout.tokens[after].children_as(grammar.subject)


def view(layout: Layout, lexicon: Lexicon, noun: Token) -> Cue | None:
    """'In his view, the money …', '…, in the words of Soir': a phrase that names the source of its sentence."""
    grammar, phrases, link = lexicon.words.grammar, lexicon.words.phrases, noun.head
    if link.lower_ not in phrases.view_preposition:
        return None
    of = [c for child in noun.children if child.lower_ in phrases.view_link for c in child.children]
    owner = next(iter(owners_of(noun, lexicon) + [c for c in of if c.dep_ in grammar.preposition_object]), None)
    source = mention_of(layout, lexicon, owner) if owner is not None else None
    start, end = layout.sentences[layout.sentence_of[noun.i]]
    last = min(int(noun.right_edge.i) + 1, end)
    content = trimmed(layout, (start, link.i)) if link.i - start > SHORTEST_BEFORE else trimmed(layout, (last, end))
    if not source or not content:
        return None
    return Cue((link.i, noun.i), noun.i, phrases.view_name.format(noun.lower_), SAYING, "phrase", source, content)


def noun_cue(layout: Layout, lexicon: Lexicon, noun: Token) -> Cue | None:
    """'Soir's claim that …', 'a warning by Soir of …', 'made the claim that …', 'Soir's view is that …'."""
    said = _said_of(lexicon, noun)
    owner = next(iter(owners_of(noun, lexicon) + makers_of(noun, lexicon)), None) or _maker(layout, lexicon, noun)
    source = mention_of(layout, lexicon, owner) if owner is not None and said else None
    if source is None:
        return None
    first = min(said, key=lambda c: c.left_edge.i)
    content = trimmed(layout, (first.left_edge.i, first.right_edge.i + 1))
    noun_form = lexicon.noun_forms[noun.lower_]
    return Cue((noun.i,), noun.i, noun_form, REPORTING_NOUN, "noun", source, without(content, source))


def put_shortly(layout: Layout, lexicon: Lexicon, noun: Token) -> Cue | None:
    """'Her message was simple: the tax must go', 'The advice from doctors is blunt: stay at home', 'His answer: …'."""
    grammar, verb = lexicon.words.grammar, noun.head
    owner = next(iter(owners_of(noun, lexicon) + makers_of(noun, lexicon)), None)
    source = source_at(layout, lexicon, owner) if owner is not None else None
    is_so = noun.dep_ in grammar.subject and verb.lower_ in lexicon.words.small.being and verb.i > noun.i
    first = verb.i + 1 if is_so else noun.i + 1
    _, end = layout.sentences[layout.sentence_of[noun.i]]
    colon = next((i for i in range(first, min(first + PUT_TOKENS, end)) if layout.texts[i] == ":"), None)
    if source is None or colon is None or (not is_so and colon != first):
        return None
    content = trimmed(layout, (colon + 1, end))
    if not content or layout.run_of[content[0][0]] >= 0 or has_verb(layout, lexicon, first, colon):
        return None
    return Cue((noun.i,), noun.i, lexicon.words.phrases.according, SAYING, "phrase", source, content, settled=True)


PUT_TOKENS = 5  # from a verb to the colon after 'is blunt'


def _said_of(lexicon: Lexicon, noun: Token) -> list[Token]:
    """What hangs on a noun that reports: 'that …', 'of …', or the clause that it is said to be ('is that …')."""
    grammar, links, after = lexicon.words.grammar, lexicon.words.nouns.links, [c for c in noun.children if c.i > noun.i]
    to_do = lexicon.noun_forms[noun.lower_] in lexicon.words.nouns.to_do
    clauses = [c for c in after if c.dep_ in grammar.clause | grammar.modifier_clause]
    said = [c for c in clauses if to_do or c.left_edge.tag_ not in grammar.infinitive_tags]
    said = said or clauses_beyond(lexicon, noun)
    said += [c for c in after if c.dep_ in grammar.preposition and c.lower_ in links]
    if said or noun.dep_ not in grammar.subject or noun.head.lower_ not in lexicon.words.small.stative:
        return said
    return [c for c in noun.head.children if c.i > noun.head.i and c.dep_ in grammar.clause]


def clauses_beyond(lexicon: Lexicon, noun: Token) -> list[Token]:
    """'her claim in the letter | that they were friends': a clause that the parser hung on a nearer noun."""
    grammar = lexicon.words.grammar
    link = noun.doc[min(noun.i + 1, len(noun.doc) - 1)]
    if link.dep_ not in grammar.preposition:
        return []
    clauses = (c for name in link.children for c in name.children if c.dep_ in grammar.modifier_clause and c.i > name.i)
    return [c for c in clauses if is_that_clause(lexicon, c)][:1]


def _maker(layout: Layout, lexicon: Lexicon, noun: Token) -> Token | None:
    """'Soir made the claim that …': the subject of a verb that says nothing by itself, nor hears of it."""
    grammar, verb = lexicon.words.grammar, noun.head
    says = any(not form.particle for form in lexicon.cue_forms.get(verb.lower_, ()))
    made = verb.lower_ in lexicon.making and verb.tag_ in grammar.verb_tags
    if noun.dep_ not in grammar.object or says or not made:
        return None
    subject = subject_of(layout, lexicon, verb)
    return subject if subject is not None and source_at(layout, lexicon, subject) else None
