"""What is said not to be so: 'debunked reports that …', 'called the claim that … false'."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from quotes.extraction.cues.clauses import is_that_clause
from quotes.extraction.cues.cue import Cue
from quotes.extraction.cues.phrases import clauses_beyond
from quotes.extraction.cues.ranges import trimmed
from quotes.extraction.cues.verbs import verb_cue
from quotes.extraction.layout import Content, Layout
from quotes.extraction.lexicon import CueForm, Lexicon
from quotes.extraction.tokens import Token


def denial(layout: Layout, lexicon: Lexicon, verb: Token) -> Cue | None:
    """'Soir debunked reports that it was unsafe': a cue as 'Soir denied that …' is."""
    marked = any(layout.run_of[word.i] >= 0 for word in _as_which(lexicon, verb))
    return None if marked else _denied(layout, lexicon, verb, lexicon.denying.get(verb.lower_, ()))


def _as_which(lexicon: Lexicon, verb: Token) -> Iterator[Token]:
    """'dismissed | as “nonsense” | claims that …', where what stands between marks is the speaker's."""
    return (word for link in verb.children if link.lower_ in lexicon.words.cues.as_described for word in link.subtree)


def judgement(layout: Layout, lexicon: Lexicon, verb: Token, forms: tuple[CueForm, ...]) -> Cue | None:
    """'Soir called claims that it was unsafe false': a verb that describes, with a word for what is not so."""
    describing = tuple(form for form in forms if "describe" in form.groups)
    words = (child for child in verb.subtree if child.i > verb.i and layout.run_of[child.i] < 0) if describing else ()
    judged = [word.i for word in words if word.lower_ in lexicon.words.denials.judged]
    cue = _denied(layout, lexicon, verb, describing) if judged else None
    return replace(cue, content=_cut(cue.content, set(judged))) if cue else None


def _cut(content: Content, judged: set[int]) -> Content:
    """'… that it was unsafe | false': what the parser took the judgement into, without it."""
    return tuple((start, next((i for i in range(start + 1, end) if i in judged), end)) for start, end in content)


def _denied(layout: Layout, lexicon: Lexicon, verb: Token, forms: tuple[CueForm, ...]) -> Cue | None:
    phrased = any(form.particle for form in forms)
    clause = next((clause for noun in _disputed(lexicon, verb, phrased) for clause in _clauses(lexicon, noun)), None)
    cue = verb_cue(layout, lexicon, verb, forms) if clause is not None else None
    if clause is None or cue is None or cue.source is None:
        return None
    first = int(clause.left_edge.i)
    first += layout.lowers[first] in lexicon.words.small.complementisers
    end = int(clause.right_edge.i) + 1
    while end > first + 1 and layout.labels[end - 1] in lexicon.words.grammar.coordination:
        end -= 1  # 'dismissed claims that it was unsafe and | asked why'
    content = trimmed(layout, (first, end + 2 if end in layout.hyphens else end))  # 'dating her co | -star'
    lemma = lexicon.words.denials.as_verb
    return replace(cue, lemma=lemma, groups=SAYING, shape="clause", content=content, settled=True)


SAYING = frozenset({"say"})


def _disputed(lexicon: Lexicon, verb: Token, phrased: bool) -> Iterator[Token]:
    """The 'claims' of 'dismissed claims that …', 'hit back at claims that …', 'Claims that … were dismissed'.

    Args:
        phrased: the verb is of a phrase, which has a word of its own after it: 'poured cold water | on claims that …'.
    """
    grammar, nouns = lexicon.words.grammar, lexicon.words.denials.nouns
    links, withs = lexicon.words.nouns.links, lexicon.words.phrases.blamed
    children = [*verb.children]
    for child in children + [c for one in children if phrased and one.i > verb.i for c in one.children]:
        if child.dep_ in grammar.object | grammar.passive_subject and child.lower_ in nouns:
            yield child
        if child.dep_ in grammar.preposition and child.i > verb.i and child.lower_ in links | withs:
            yield from (c for c in child.children if c.dep_ in grammar.preposition_object and c.lower_ in nouns)


def _clauses(lexicon: Lexicon, noun: Token) -> Iterator[Token]:
    """'claims | that it was unsafe', 'reports | it was unsafe', but not 'claims that were made', 'claims Soir made'."""
    grammar = lexicon.words.grammar
    for child in noun.children:
        if child.i < noun.i or child.dep_ not in grammar.modifier_clause | grammar.clause:
            continue
        marked = is_that_clause(lexicon, child)
        own = any(c.left_edge == child.left_edge for c in child.children_as(grammar.subject))
        if marked or (own and child.dep_ not in grammar.relative_clause):
            yield child
    yield from clauses_beyond(lexicon, noun)
