"""Of whom 'some', 'others' and 'another' are: 'Residents were angry. Some said …', 'One user wrote so. Another said …'.

Such a word tells how many, and not who. Who is told by the noun for several people that the sentences before it are
about, or, for 'another', by the one that spoke before it. Where there is none, the words stand as they are.
"""

from __future__ import annotations

from collections.abc import Iterator

from quotes.extraction.joint import partners
from quotes.extraction.layout import Range
from quotes.extraction.mentions import mention_of
from quotes.extraction.resolve.discourse import Discourse, ResolvedSource
from quotes.extraction.resolve.kind_of_words import kind_of_one
from quotes.extraction.resolve.reference import Reference
from quotes.extraction.tokens import Token

SENTENCES = 2  # before it that can be about them
MOST_TOKENS = 120  # that it looks back, in case sentences are endless
LONGEST = 4  # tokens that tell how many: 'a few of them'
LONGEST_NOUN = 9  # tokens of a phrase that is shown whole


def some_of(discourse: Discourse, reference: Reference) -> ResolvedSource | None:
    """'Some said …' after 'Residents were angry', as 'some residents'."""
    standing = discourse.lexicon.words.standing
    start, end = reference.mention
    if reference.word not in standing or end - start > LONGEST or not _tells_number(discourse, reference):
        return None
    if not _is_told(discourse, reference.head):
        return None
    noun = _one_before(discourse, reference) or _several_before(discourse, reference.head)
    name = _named(discourse, reference, noun) if noun is not None else None
    if noun is None or name is None:
        return None
    one = noun.tag_ not in discourse.lexicon.words.grammar.plural_tags or " " in standing[reference.word]
    kind = kind_of_one(discourse, noun) if one else "group"
    return ResolvedSource(name, kind, None, "words")


def _tells_number(discourse: Discourse, reference: Reference) -> bool:
    """'some', 'a few', 'two others', 'many of them': words for how many alone, and not the 'two' of 'two-thirds'."""
    words, (start, end) = discourse.lexicon.words, reference.mention
    if end in discourse.layout.hyphens or _has_name(discourse, end):
        return False
    small = words.resolving.articles | words.resolving.of | words.pronouns.plural | words.standing.keys()
    number = words.resolving.number_tags
    return all(discourse.layout.lowers[i] in small or discourse.layout.tags[i] in number for i in range(start, end))


def _has_name(discourse: Discourse, end: int) -> bool:
    """'One, Quiet Lakes, said': a name follows after a comma."""
    texts = discourse.layout.texts
    return texts[end : end + 1] == [","] and end + 1 in discourse.cast.at


def _is_told(discourse: Discourse, at: int) -> bool:
    """'some said', 'others have warned', but not 'as some have argued', 'which many say' and 'few would argue',
    'caused many to say'.
    """
    layout, words = discourse.layout, discourse.lexicon.words
    subject, verb = layout.tokens[at], layout.tokens[at].head
    if subject.dep_ not in words.grammar.subject or verb.dep_ in words.grammar.modifier_clause:
        return False
    if any(child.tag_ in words.grammar.modal_tags | words.grammar.infinitive_tags for child in verb.children):
        return False
    if verb.dep_ not in words.grammar.adverbial:
        return True
    return any(child.lower_ in words.small.beside for child in verb.children if child.i < at)


def _one_before(discourse: Discourse, reference: Reference) -> Token | None:
    """'“Never,” one user wrote. Another said …': the noun that has 'one', 'a' or 'another' and spoke before."""
    words = discourse.lexicon.words
    if not discourse.spoken or " " not in words.standing[reference.word]:
        return None
    first = words.resolving.indefinite | words.standing.keys()
    for noun in _before(discourse, reference.head):
        told = noun.dep_ in words.grammar.subject and noun.head.lower_ in discourse.lexicon.cue_forms
        single = noun.tag_ in words.resolving.common_noun_tags and noun.tag_ not in words.grammar.plural_tags
        if told and single and noun.lower_ not in words.standing:
            return noun if any(c.lower_ in first for c in noun.children if c.i < noun.i) else None
    return None


def _several_before(discourse: Discourse, at: int) -> Token | None:
    """The nearest sentence's noun for several people that is its subject, else one that somebody met or asked."""
    layout = discourse.layout
    best: tuple[float, Token] | None = None
    for noun in _before(discourse, at):
        part = _part(discourse, noun)
        if not _are_several(discourse, noun):
            if part == 1 and noun.tag_ in discourse.lexicon.words.grammar.plural_tags:
                break  # 'The justices said so. Groups were dismayed. Some …'
            continue
        if part < 1 and layout.paragraph_of[noun.i] != layout.paragraph_of[at]:
            continue  # 'It cost those who signed dear.' and, in a new paragraph, 'Others …'
        far = layout.sentence_of[at] - layout.sentence_of[noun.i]
        if part and (best is None or part - far > best[0]):
            best = part - far, noun
    return best[1] if best and best[0] > -SENTENCES else None


def _are_several(discourse: Discourse, noun: Token) -> bool:
    """'residents', 'loggers', 'Ukrainians', and 'doctors' of 'doctors and nurses': a word for several people."""
    words, word = discourse.lexicon.words, noun.lower_
    if noun.dep_ in words.grammar.conjunct and noun.head.tag_ in words.grammar.plural_tags:
        return False
    if word in words.roles.group:
        return True
    if noun.tag_ not in words.grammar.plural_tags:
        return False
    single = word.removesuffix("s")
    trade = single.endswith(tuple(words.names.trade_endings)) and single not in words.names.no_trades
    known = single in discourse.lexicon.persons or (trade and single != word and word not in words.standing)
    return known or noun.ent_type_ in words.resolving.people_labels


def _before(discourse: Discourse, at: int) -> Iterator[Token]:
    """The words before a token and outside marks, nearest first."""
    layout = discourse.layout
    first = layout.sentences[max(layout.sentence_of[at] - SENTENCES, 0)][0]
    for i in range(at - 1, max(first, at - MOST_TOKENS) - 1, -1):
        if not layout.hidden[i] and layout.run_of[i] < 0:
            yield layout.tokens[i]


def _part(discourse: Discourse, noun: Token) -> float:
    """How much the sentence of a noun is about it; 0 where it is not, nor of whom a statement is told."""
    grammar, resolving = discourse.lexicon.words.grammar, discourse.lexicon.words.resolving
    if noun.dep_ in grammar.preposition_object and noun.head.lower_ in resolving.of:
        several = noun.head.head  # 'dozens of residents'
        noun = noun if several.lower_ in discourse.lexicon.persons or several.i in discourse.cast.at else several
    verb = noun.head
    main = verb.head.i == verb.i or verb.dep_ in grammar.conjunct
    main = main or (verb.dep_ in grammar.clause and verb.i < verb.head.i)  # 'She met three lawyers; one told her'
    if noun.dep_ in grammar.subject:
        reported = verb.dep_ in grammar.clause and verb.i > verb.head.i  # 'They said customers would leave. Several …'
        return 1.0 if main else 0.0 if reported else 0.5
    if noun.dep_ in grammar.object:
        return 0.5 if main and not _tells(discourse, verb) else 0.0
    return 0.3 if noun.dep_ in grammar.preposition_object and verb.head.head.i == verb.head.i else 0.0


def _tells(discourse: Discourse, verb: Token) -> bool:
    """'told reporters', who are not whom 'one' is of."""
    addressing = discourse.lexicon.words.cues.addressing
    return any(form.lemma in addressing for form in discourse.lexicon.cue_forms.get(verb.lower_, ()))


def _named(discourse: Discourse, reference: Reference, noun: Token) -> str | None:
    """'some residents', 'other residents of Orm', 'many of the officers', 'several of her supporters'."""
    layout, words = discourse.layout, discourse.lexicon.words
    whole = mention_of(layout, discourse.lexicon, noun)
    if whole is None:
        return None
    start, end = _first_word(discourse, noun, whole), whole[1]
    others = partners(layout, discourse.lexicon, whole) if noun.tag_ in words.grammar.plural_tags else []
    end = others[-1][1] if others and others[-1][0] >= end else end
    if end - start > LONGEST_NOUN:
        end = noun.i + 1
    how = _how_many(discourse, reference, noun, whole)
    phrase = layout.words((start, end)).strip()
    begins = (
        start == layout.sentences[layout.sentence_of[start]][0] and layout.tags[start] not in words.grammar.name_tags
    )
    plain = begins or (start == noun.i and not noun.ent_type_)  # 'Rescuers', but 'Ostrians'
    return f"{how} {phrase[:1].lower() + phrase[1:] if plain else phrase}"


def _first_word(discourse: Discourse, noun: Token, whole: Range) -> int:
    """The first word of a phrase that is no article and tells no number."""
    words, layout, (start, _) = discourse.lexicon.words, discourse.layout, whole
    small = words.resolving.articles | words.resolving.definite | words.standing.keys()
    while start < noun.i and (layout.lowers[start] in small or layout.tags[start] in words.resolving.number_tags):
        start += 1
    return start


def _how_many(discourse: Discourse, reference: Reference, noun: Token, whole: Range) -> str:
    """'some', 'another', 'another of the', 'many of the', 'two other'."""
    layout, words = discourse.layout, discourse.lexicon.words
    before = layout.lowers[reference.mention[0] : reference.head]
    how, last = words.standing[reference.word].split(), layout.lowers[reference.mention[1] - 1]
    if noun.tag_ not in words.grammar.plural_tags:
        return " ".join([*before, how[0]])
    if any(child.dep_ in words.grammar.owner for child in noun.children if child.i >= whole[0]):
        return " ".join([*before, how[0], *words.resolving.of])
    return " ".join([*before, how[0], words.standing[last]] if last in words.pronouns.plural else [*before, *how])
