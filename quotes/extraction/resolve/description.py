"""A description taken apart: of 'the 34-year-old Ostrian deputy governor' the noun, the names, the rank and the age."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from quotes.extraction.layout import Range
from quotes.extraction.lexicon import Gender
from quotes.extraction.resolve.discourse import Discourse
from quotes.extraction.resolve.name_parts import is_people
from quotes.extraction.resolve.reference import Reference, is_owned_by_name
from quotes.extraction.tokens import Token

About = Literal["age", "person", "body", "either"]


@dataclass(frozen=True)
class Description:
    """A noun phrase that names nobody, taken apart.

    Attributes:
        at: the token of its noun.
        word: its noun, in lower case.
        about: what it is made of: an age, a noun for a person, a noun that may also be a body's, or another noun.
        names: its other words with a capital: 'Ostrian' of 'the Ostrian president'.
        plain: its other words: 'deputy' of 'the deputy governor'.
        of: those of the plain words that are nouns before it: 'treasury' of 'the treasury chief'.
        told: a clause after it, without a comma, says which one ('the paper published by Fa').
        belongs: it is of something: 'the FBI director', 'the chair of the DNC', 'the band leader'.
        whose: the names in what it is of: 'Marsh' of 'the aide to President Marsh'.
        owned: it begins with 'his', 'their', 'Marsh's' …
        bare: nothing but 'the' and the noun.
        compared: it tells one from another: 'the bigger company', 'the other man'.
        high: its noun is written with a capital inside a sentence: 'the Commissioner'.
        gender: what its noun says.
        says: the gender of the pronoun that its report begins with, which most likely stands for it.
        age: in years.
    """

    at: int
    word: str
    about: About
    names: frozenset[str]
    plain: frozenset[str]
    of: frozenset[str]
    told: bool
    belongs: bool
    whose: frozenset[str]
    owned: bool
    bare: bool
    compared: bool
    high: bool
    gender: Gender | None
    says: Gender | None
    age: int | None


def describe(discourse: Discourse, reference: Reference) -> Description:
    """The description that a mention is."""
    layout, lexicon = discourse.layout, discourse.lexicon
    labels = lexicon.words.resolving
    (start, end), head, word = reference.mention, reference.head, reference.word
    before = [token for token in layout.tokens[start:head] if token.dep_ not in labels.no_part_labels]
    before = before[_after_home(discourse, before) :]
    gender = lexicon.noun_gender(word) or _gender_of_self(discourse, end)
    age, of_name = _age(discourse, reference.mention), is_owned_by_name(discourse, reference)
    return Description(
        at=head,
        word=word,
        about=_about(discourse, head, age),
        names=frozenset(t.text for t in before if _is_high(t) and (of_name or t.ent_type_ not in labels.person_labels)),
        plain=frozenset(t.lower_ for t in before if not _is_high(t)),
        of=frozenset(t.lower_ for t in before if t.tag_ in labels.common_noun_tags and not _is_high(t)),
        told=any(_picks_out(discourse, child) for child in layout.tokens[head].children),
        belongs=_names_owner(discourse, before, head) or (not gender and _of_kind(discourse, before, word)),
        whose=_whose(discourse, head),
        owned=layout.tags[start] in labels.owner_tags or (of_name and not _is_somewhere(discourse, start)),
        bare=end - start == 2,
        compared=any(_is_compared(discourse, token) for token in before),
        high=_is_high(layout.tokens[head]),
        gender=gender,
        says=_says_of_self(discourse, head),
        age=age,
    )


def _after_home(discourse: Discourse, before: list[Token]) -> int:
    """How many words before a noun only tell where it is at home: 'Orm-based' of 'the Orm-based lender'."""
    based = next((k for k, token in enumerate(before) if token.i - 1 in discourse.layout.hyphens), None)
    home = based is not None and before[based].lower_ in discourse.lexicon.words.names.homes
    return based + 1 if based is not None and home else 0


def _is_somewhere(discourse: Discourse, owner: int) -> bool:
    """'Marisol's president' is whoever is president where the article tells of one; 'Marsh's lawyer' is not."""
    return discourse.layout.tokens[owner].ent_type_ in discourse.lexicon.words.resolving.no_body_labels


def _picks_out(discourse: Discourse, clause: Token) -> bool:
    """'the paper published by Fa', but not 'the paper, which is based in Orm'."""
    apart = clause.left_edge.i > 0 and discourse.layout.texts[clause.left_edge.i - 1] == ","
    return clause.dep_ in discourse.lexicon.words.grammar.modifier_clause and not apart


def _gender_of_self(discourse: Discourse, end: int) -> Gender | None:
    """'The forward himself said': what the pronoun right after a mention says."""
    layout, pronouns = discourse.layout, discourse.lexicon.words.pronouns
    after = layout.lowers[end] if end < len(layout.lowers) else ""
    if layout.labels[end : end + 1] and layout.labels[end] not in discourse.lexicon.words.grammar.apposition:
        return None
    return "male" if after in pronouns.male else "female" if after in pronouns.female else None


def _says_of_self(discourse: Discourse, head: int) -> Gender | None:
    """'The mayor said she would wait': a 'she' that begins a report is most likely the speaker."""
    layout, lexicon, noun = discourse.layout, discourse.lexicon, discourse.layout.tokens[head]
    grammar, pronouns, verb = lexicon.words.grammar, lexicon.words.pronouns, noun.head
    if noun.dep_ not in grammar.subject or verb.lower_ not in lexicon.cue_forms or verb.i < head:
        return None
    first = next((i for i in range(verb.i + 1, min(verb.i + OWN, len(layout.texts))) if _is_own(discourse, i)), None)
    if first is None or layout.run_of[first] >= 0:
        return None
    return "male" if layout.lowers[first] in pronouns.male else "female"


def _is_own(discourse: Discourse, i: int) -> bool:
    grammar, pronouns = discourse.lexicon.words.grammar, discourse.lexicon.words.pronouns
    subject = discourse.layout.labels[i] in grammar.subject
    return subject and discourse.layout.lowers[i] in pronouns.male | pronouns.female


OWN = 4  # tokens from a verb to the pronoun that its report begins with


def _about(discourse: Discourse, head: int, age: int | None) -> About:
    if age is not None:
        return "age"
    word = discourse.layout.lowers[head]
    if word in discourse.lexicon.persons and word in discourse.lexicon.words.roles.organisation:
        return "either"
    person = word in discourse.lexicon.persons or is_trade(discourse, head)
    return "person" if person or is_people(discourse.layout, discourse.lexicon, head) else "body"


def is_trade(discourse: Discourse, head: int) -> bool:
    """'the bassoonist', 'the ferryman': it has an ending that only words for occupations have."""
    words, word = discourse.lexicon.words, discourse.layout.lowers[head]
    others = (words.names.no_trades, words.roles.organisation, words.phrases.carriers, words.phrases.speechless)
    common = discourse.layout.tags[head] in words.resolving.common_noun_tags
    return common and word.endswith(tuple(words.names.trade_endings)) and not any(word in kind for kind in others)


def _age(discourse: Discourse, mention: Range) -> int | None:
    """The 34 of 'the 34-year-old'."""
    found = discourse.lexicon.aged.search(discourse.layout.words(mention).lower())
    return int(found[1]) if found else None


def _names_owner(discourse: Discourse, before: list[Token], head: int) -> bool:
    """'the FBI director', 'the chair of the DNC', 'the mayor's office': does it tell whose it is?"""
    labels, noun = discourse.lexicon.words.resolving, discourse.layout.tokens[head]
    if any(token.ent_type_ in labels.owner_labels or token.tag_ in labels.genitive_tags for token in before):
        return True
    links = [child for child in noun.children if child.lower_ in labels.of and child.i > head]
    return any(_is_high(word) for link in links for owner in link.children for word in (owner, *owner.lefts))


def _whose(discourse: Discourse, head: int) -> frozenset[str]:
    """The 'Marsh' of 'the aide to President Marsh' and the 'Orm' of 'the mayor of Orm'."""
    links = discourse.lexicon.words.names.office_links
    after = (child for child in discourse.layout.tokens[head].children if child.i > head and child.lower_ in links)
    owners = (owner for link in after for owner in link.children)
    return frozenset(word.text for owner in owners for word in (owner, *owner.lefts) if _is_high(word))


def _of_kind(discourse: Discourse, before: list[Token], word: str) -> bool:
    """'the band leader': is it a person by a noun for something else?"""
    words = discourse.lexicon.words
    nouns = [token.lower_ for token in before if token.tag_ in words.resolving.common_noun_tags and not _is_high(token)]
    return word in words.roles.person and not set(nouns) <= words.roles.person


def _is_compared(discourse: Discourse, token: Token) -> bool:
    """The 'bigger' of 'the bigger company', the 'other' of 'the other man'."""
    words = discourse.lexicon.words
    return token.tag_ in words.grammar.comparative_tags or token.lower_ in words.roles.other


def _is_high(token: Token) -> bool:
    """Is it written with a capital?"""
    return token.text[:1].isupper()
