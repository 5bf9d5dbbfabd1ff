"""Whom a name or a noun phrase stands for: 'Soir', 'the minister', 'several migrants', 'a letter by Soir'.

Each resolver gives one candidate or None; the first that gives one is right. The last of them keeps the words.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import replace

from quotes.extraction.joint import second_role
from quotes.extraction.layout import Range
from quotes.extraction.mentions import hosts_of, makers_of, mention_of, owners_of
from quotes.extraction.resolve.authors import author_of, signers_of, with_others
from quotes.extraction.resolve.cast import Character
from quotes.extraction.resolve.descriptions import described
from quotes.extraction.resolve.discourse import Discourse, ResolvedSource, as_speaker, last_spoken, shown
from quotes.extraction.resolve.kind_of_words import finer_kind, kind_of_words
from quotes.extraction.resolve.name_kind import SURE, is_given_as
from quotes.extraction.resolve.name_parts import TICKER, title_gender
from quotes.extraction.resolve.reference import Reference, is_owned_by_name, refer
from quotes.extraction.resolve.some_of import some_of
from quotes.extraction.resolve.support import of_name, of_role
from quotes.extraction.resolve.teams import team
from quotes.extraction.resolve.titled import name_after_role
from quotes.extraction.tokens import Token

LATER = 3  # uses of a noun after a description in which its name may come
NEXT_SENTENCES = 2  # since whoever has the surname has spoken
CLAUSE_TOKENS = 14  # of a clause that gives a name
SAME_NOUN_SENTENCES = 4  # for which the same noun means the same

BESIDE = 5  # tokens from a noun to the name after it, with a comma and an article between them

MAKERS = (owners_of, makers_of, signers_of, hosts_of)

DASHES = frozenset(("-", "–", "—"))

Resolver = Callable[[Discourse, Reference], ResolvedSource | None]


def resolve_noun(discourse: Discourse, mention: Range, head: int | None = None) -> ResolvedSource:
    """The speaker that a mention stands for that is no pronoun."""
    if head is None and mention in discourse.settled:
        return discourse.settled[mention]
    reference = refer(discourse, mention, head)
    found = (resolver(discourse, reference) for resolver in NOUNS)
    return next(speaker for speaker in found if speaker is not None)


def _name(discourse: Discourse, reference: Reference) -> ResolvedSource | None:
    """A name of the cast; of 'Sund Line Chairman Ola Brandt' the one it ends in, whatever its head is by the parse."""
    at, (start, _) = discourse.cast.at, reference.mention
    end = _before_honours(discourse, reference.mention)
    character, last = at.get(min(reference.head, end - 1)), at.get(end - 1)
    if last and last.kind == "person" and _is_whole_mention(discourse, reference, character, last, (start, end)):
        character = last
    if character is None:
        return None
    if _is_office_with_name(discourse, reference, character):
        return None
    character = _by_title(discourse, reference, character) or _of_same_surname(discourse, reference, character)
    return as_speaker(discourse, character, "name", of_name(discourse, reference, character))


def _is_office_with_name(discourse: Discourse, reference: Reference, character: Character) -> bool:
    """'A second Northern MP, Will Soir, said': is what looks like a name what somebody is, whose name follows?"""
    layout, grammar, end = discourse.layout, discourse.lexicon.words.grammar, reference.mention[1]
    if character.kind == "person" or reference.word not in discourse.lexicon.persons:
        return False
    beside = [c for c in layout.tokens[reference.head].children_as(grammar.apposition) if c.i > end]
    named = (discourse.cast.at.get(child.i) for child in beside)
    return layout.texts[end : end + 1] == [","] and any(one is not None and one.kind == "person" for one in named)


def _is_whole_mention(
    discourse: Discourse, reference: Reference, character: Character | None, last: Character, mention: Range
) -> bool:
    """Is a mention somebody's name with what he is before it?"""
    if _has_role(discourse, last, mention):
        return True
    names = character is not None or _is_titled(discourse, (reference.head, mention[1]))
    return names and (_is_after_role(discourse, last, mention[1]) or _are_names(discourse, mention))


def _surname(discourse: Discourse, reference: Reference) -> ResolvedSource | None:
    """'“…,” Lind notes', where the tagger sees no name: who alone of the article's people has it for a surname."""
    (start, end), text = reference.mention, reference.text
    if end - start > 1 or not text.istitle() or text.lower() in discourse.lexicon.persons:
        return None
    called = (c for c in discourse.cast.called.get(reference.word, ()) if c.kind == "person")
    found = [c for c in called if any(len(name) > 1 and name[-1] == text for name in c.names)]
    return as_speaker(discourse, found[0], "name") if len(found) == 1 else None


def _are_names(discourse: Discourse, mention: Range) -> bool:
    return all(i in discourse.cast.at for i in range(*mention))


def _is_after_role(discourse: Discourse, character: Character, end: int) -> bool:
    """'Coils to Locs Founder Ida Soir', where every word has a capital: does a role stand right before the name?"""
    places = character.places_between(max(end - CLAUSE_TOKENS, 0), end)
    role = places[-1][0] - 1 if places else -1
    return role >= 0 and discourse.layout.lowers[role] in discourse.lexicon.persons


def _has_role(discourse: Discourse, character: Character, mention: Range) -> bool:
    """'The deputy ambassador to the UN Ri Song Ho': is all that stands before the name what somebody is?"""
    start, end = mention
    places = character.places_between(start, end)
    role = shown(discourse, (start, places[0][0])) if places and places[0][0] > start else ""
    return role in character.roles


def _is_titled(discourse: Discourse, place: Range) -> bool:
    """'Managing Editor Ida Soir', whose head is 'Editor' by the parse: a role, and no 'for' between it and the name."""
    layout, (head, end) = discourse.layout, place
    plain = layout.tags[head:end]
    return layout.lowers[head] in discourse.lexicon.persons and all(
        tag in discourse.lexicon.words.grammar.name_tags for tag in plain
    )


def _by_title(discourse: Discourse, reference: Reference, character: Character) -> Character | None:
    """'CP Ida Soir … The CP added', 'Home Minister Ida Soir … the Home Minister': who has what looks like a name for a
    title.
    """
    title, (start, end) = character.full_name, reference.mention
    if not reference.definite or end - start != len(title.split()) + 1:
        return None
    near = discourse.cast.called.get(title.split()[0].lower(), ())
    known = [one for one in near if title in one.roles or title.lower() in one.offices]
    titled = [one for one in known if one.places[0][0] < start]
    return titled[0] if len(titled) == 1 else None


def _before_honours(discourse: Discourse, mention: Range) -> int:
    """Where the name ends in 'Judge Imran Sheikh KC', 'Norvik Steel NVS.OL'."""
    texts, after = discourse.layout.texts, discourse.lexicon.titles.after
    start, end = mention
    end -= end - start > 1 and TICKER.fullmatch(texts[end - 1]) is not None
    while end - start > 2 and texts[end - 1] in after:
        end -= 1 + (texts[end - 2] == ",")
    return end


def _of_same_surname(discourse: Discourse, reference: Reference, character: Character) -> Character:
    """'Ida Brekke, his mother, said she ran. “He called,” Brekke said.', 'Mr Brekke said': of two of a surname, who has
    just spoken in the same paragraph.
    """
    layout, (start, end) = discourse.layout, reference.mention
    alone = all(text in discourse.lexicon.honours for text in layout.texts[start : end - 1])
    last = last_spoken(discourse, start, {"person"}, NEXT_SENTENCES) if alone else None
    if last is None or last[1].character in (None, character.number) or not last[1].name:
        return character
    other = discourse.cast.characters[last[1].character]
    same_paragraph = layout.paragraph_of[last[0]] == layout.paragraph_of[start]
    surname = last[1].name.split()[-1] == layout.texts[end - 1] and character.kind == "person"
    gender = title_gender(layout.texts[start], discourse.lexicon)
    able = gender is None or discourse.gender(other) in (gender, None)
    return other if same_paragraph and surname and able else character


def _apposition(discourse: Discourse, reference: Reference) -> ResolvedSource | None:
    """'the mayor, Ida Marlow, said': the person whose name stands next to the noun; both of 'The students, Ida Marlow
    and Per Aas, said'.
    """
    if reference.plural:
        return _both_beside(discourse, reference)
    head, apposition = discourse.layout.tokens[reference.head], discourse.lexicon.words.grammar.apposition
    named = [child for child in head.children if child.dep_ in apposition and child.i in discourse.cast.at]
    named = [child for child in named if not _is_of_other_gender(discourse, reference, discourse.cast.at[child.i])]
    if head.dep_ in apposition and head.head.i in discourse.cast.at and _is_closed(discourse, reference):
        named.append(head.head)
    character = discourse.cast.at[named[0].i] if named else _right_after(discourse, reference)
    body = character is not None and reference.word in discourse.lexicon.words.roles.organisation
    if body and character is not None and character.kind == "person" and _is_of_somebody(discourse, reference):
        return None  # 'The family of one of the victims, Arun Das, said'
    if character is None or character.kind != "organisation" or (body and reference.definite):
        return as_speaker(discourse, character, "name") if character else None
    before = body and character.places[0][0] < reference.mention[0] and head.head.i in discourse.cast.at
    if _is_sure_body(discourse, reference, character) or (before and head.dep_ in apposition):
        return as_speaker(discourse, character, "name")  # 'Orm Watch, a Lindholm-based group, said'
    if _is_body_right_after(discourse, reference, named[0].i):
        return as_speaker(discourse, character, "name")
    person = _is_person(discourse, reference, character)
    return replace(as_speaker(discourse, character, "name"), kind="person") if person else None


def _is_of_somebody(discourse: Discourse, reference: Reference) -> bool:
    """'The family of one of the victims', but not 'the head of the office'."""
    of, children = discourse.lexicon.words.resolving.of, discourse.layout.tokens[reference.head].children
    return reference.word not in discourse.lexicon.persons and any(child.lower_ in of for child in children)


def _both_beside(discourse: Discourse, reference: Reference) -> ResolvedSource | None:
    """'The students, Ida Marlow and Per Aas, said', 'Students Ida Marlow and Per Aas said': two persons or more between
    commas, or right after the noun, who are what it says.
    """
    layout, grammar = discourse.layout, discourse.lexicon.words.grammar
    head = layout.tokens[reference.head]
    beside = [c for c in head.children_as(grammar.apposition) if c.i > head.i and c.i in discourse.cast.at]
    if len(beside) != 1:
        return None
    touches = beside[0].left_edge.i == head.i + 1
    if not touches and not (reference.definite and layout.texts[reference.mention[1]] == ","):
        return None
    both = with_others(discourse, beside[0])
    people = both is not None and both.others and all(one.kind == "person" for one in (both, *both.others))
    return replace(both, how="name") if both is not None and people else None


def _is_of_other_gender(discourse: Discourse, reference: Reference, character: Character) -> bool:
    """'The husband of the victim, Ida Soir, said': she is the victim."""
    of = any(
        child.lower_ in discourse.lexicon.words.resolving.of
        for child in discourse.layout.tokens[reference.head].children
    )
    return of and discourse.is_of_other_gender(character, reference.word)


def _named_second(discourse: Discourse, reference: Reference) -> ResolvedSource | None:
    """'Ostrian football club and former champion Orm Rovers has warned': who has both roles, the second right before
    the name, whatever the parse says.
    """
    layout, lexicon = discourse.layout, discourse.lexicon
    grammar, noun, link = lexicon.words.grammar, layout.tokens[reference.head], reference.head + 1
    new = lexicon.words.resolving.articles - lexicon.words.resolving.the  # 'a doctor and nurse Ida Soir' may be two
    if noun.tag_ not in grammar.common_noun_tags - grammar.plural_tags or layout.lowers[reference.mention[0]] in new:
        return None
    if link >= len(layout.texts) or layout.lowers[link] != lexicon.words.small.last_joint:
        return None
    end = link + 1
    while (
        end < min(link + SECOND_ROLE, len(layout.texts))
        and layout.tags[end] in grammar.noun_tags | grammar.adjective_tags
    ):
        end += 1
    character = discourse.cast.at.get(end - 1)
    places = character.places_between(link, end) if character is not None else ()
    role = layout.tokens[places[-1][0] - 1] if places else noun
    told = role.i > link and role.lower_ in lexicon.persons and role.tag_ in grammar.common_noun_tags
    alike = noun.lower_ in lexicon.persons or not noun.children_as(grammar.determiner)
    several = end < len(layout.texts) and layout.tags[end] in grammar.many_tags
    return as_speaker(discourse, character, "name") if character and told and alike and not several else None


SECOND_ROLE = 9  # tokens from 'and' to where the name after it ends


def _is_closed(discourse: Discourse, reference: Reference) -> bool:
    """'Ida Marlow, the mayor, said', but not 'In a letter to Ida Marlow, the mayor | said': does its aside end?"""
    layout, (start, end) = discourse.layout, reference.mention
    grammar = discourse.lexicon.words.grammar
    verbs = grammar.finite_tags | grammar.past_participle_tags
    goes_on = end < len(layout.texts) and layout.tags[end] in verbs
    return not (goes_on and start > 0 and layout.texts[start - 1] == ",")


def _is_sure_body(discourse: Discourse, reference: Reference, body: Character) -> bool:
    """'the Front's rival, the Farmers' Union, said', 'An environmental group, Quiet Lakes, which sued, said'."""
    after = body.places_between(reference.head, reference.head + BESIDE)
    beside = bool(after) and discourse.layout.texts[reference.head + 1] == ","
    roles = discourse.lexicon.words.roles
    holder = reference.word in roles.office | roles.relation
    return beside and not holder and body.kinds.get("organisation", 0) >= SURE


def _right_after(discourse: Discourse, reference: Reference) -> Character | None:
    """'her brother Will', whose name the parse takes for another word: it stands right after the noun; and 'Ida Soir -
    Norvik's largest owner - said', where it stands before a dash.
    """
    layout, (start, end) = discourse.layout, reference.mention
    dash = next((i for i in range(start + 1, reference.head) if layout.texts[i] in DASHES), None)
    named = discourse.cast.at.get(dash - 1) if dash is not None and dash not in layout.hyphens else None
    if named is not None and named.kind == "person":
        return named
    character = discourse.cast.at.get(end) if end == reference.head + 1 else None
    known = reference.word in discourse.lexicon.persons and not reference.pronoun
    return character if known and character and character.kind == "person" else None


def _is_body_right_after(discourse: Discourse, reference: Reference, named: int) -> bool:
    """'the news site Orm Info': a noun for a body, and its name with nothing between."""
    body, after = reference.word in discourse.lexicon.bodies, range(reference.head + 1, named)
    return body and named > reference.head and all(i in discourse.cast.at for i in after)


def _is_person(discourse: Discourse, reference: Reference, character: Character) -> bool:
    """'the county governor, Eli Brandvik': who has a role and two names is a person, if not to the recogniser."""
    words, names = discourse.lexicon.words, character.full_name.split()
    role = reference.word in discourse.lexicon.persons and reference.word not in words.roles.organisation
    return role and len(names) > 1 and not words.organisations.endings.intersection(names)


def _name_after_role(discourse: Discourse, reference: Reference) -> ResolvedSource | None:
    """'The President of the Forum, Comrade Tunde Afolayan, said': the name after a role, whatever the parse says."""
    character = name_after_role(discourse, reference.head)
    return replace(as_speaker(discourse, character, "name"), kind="person") if character else None


def _named_as(discourse: Discourse, reference: Reference) -> ResolvedSource | None:
    """'A resident, who simply identified himself as Baba Ijesha, said', 'One customer, who gave his name as Rufus,'."""
    layout, lexicon = discourse.layout, discourse.lexicon
    if reference.plural or reference.pronoun:
        return None
    start = reference.head + 1
    end = min(start + CLAUSE_TOKENS, layout.sentences[layout.sentence_of[reference.head]][1])
    for i in range(start + 2, end):
        if is_given_as(layout, lexicon, i):
            named = discourse.cast.at.get(i)
            return as_speaker(discourse, named, "name") if named is not None and named.kind == "person" else None
    return None


def _maker(discourse: Discourse, reference: Reference) -> ResolvedSource | None:
    """'a note by Corbel Bank', 'Soir's letter': a document speaks for who made it, where that is named."""
    noun, words = discourse.layout.tokens[reference.head], discourse.lexicon.words
    if reference.word not in words.phrases.carriers:
        return None
    makers = [maker for of in MAKERS for maker in of(noun, discourse.lexicon)]
    named = next((maker for maker in makers if maker.i in discourse.cast.at), None)
    if named is not None and (speaker := with_others(discourse, named)) is not None:
        return replace(speaker, written=True)
    return author_of(discourse, reference) or _unnamed_maker(discourse, reference, makers)


def _unnamed_maker(discourse: Discourse, reference: Reference, makers: Sequence[Token]) -> ResolvedSource | None:
    """'the union's letter', 'a report by the auditor general': a body or a holder of an office that has no name."""
    layout, words = discourse.layout, discourse.lexicon.words
    if reference.word in words.roles.organisation | words.phrases.unwritten:
        return None
    for maker in makers:
        mention = mention_of(layout, discourse.lexicon, maker)
        able = maker.lower_ in discourse.lexicon.persons | words.roles.organisation
        if mention is not None:
            mention = _before_participle(discourse, maker, mention)
        if able and mention is not None and layout.lowers[mention[0]] in words.resolving.the:
            return replace(resolve_noun(discourse, mention), how="role", written=True)
    return None


def _before_participle(discourse: Discourse, maker: Token, mention: Range) -> Range:
    """'a statement by the government | released on Monday', in which it is the statement that was released."""
    grammar = discourse.lexicon.words.grammar
    clauses = maker.children_as(grammar.modifier_clause)
    done = next((c.i for c in clauses if c.i > maker.i and c.tag_ in grammar.past_participle_tags), mention[1])
    return mention[0], min(mention[1], done)


def _described_before(discourse: Discourse, reference: Reference) -> ResolvedSource | None:
    """'The foreign secretary' again: the speaker that the same description stood for before."""
    words = shown(discourse, reference.mention).lower()
    return discourse.roles.get(words) if reference.definite and " " in words else None


def _said_before(discourse: Discourse, reference: Reference) -> ResolvedSource | None:
    """'The embassy' after 'The Chinese embassy said', but not after 'An embassy spokesman said': the same words, when
    no name has them.
    """
    if not reference.definite:
        return None
    layout, head = discourse.layout, reference.head
    kinds = {"organisation", "group", "document", "anonymous", "unknown"}
    last = last_spoken(discourse, head, kinds, SAME_NOUN_SENTENCES)
    if last is None or last[1].character is not None or layout.sentence_of[last[0]] == layout.sentence_of[head]:
        return None
    article = discourse.lexicon.words.resolving.article_labels
    if any(token.text[:1].isupper() and token.dep_ not in article for token in layout.tokens[head].lefts):
        return None  # 'the Northern leaders' are not 'Southern leaders'
    if reference.word in discourse.lexicon.words.roles.organisation and last[1].kind != "organisation":
        return None
    said = (last[1].name or "").lower().split()
    same = len(said) > 1 and reference.word in (said[-1], *said[1:2])
    return replace(last[1], how="role") if same else None


def _light_group(discourse: Discourse, reference: Reference) -> ResolvedSource | None:
    """'The men said …' after 'Two loggers told': whoever spoke together last, where the noun tells nothing new."""
    if not reference.definite or reference.word not in discourse.lexicon.words.pronouns.light:
        return None
    last = last_spoken(discourse, reference.head, {"group"}, SAME_NOUN_SENTENCES)
    before = discourse.layout.tokens[reference.head].lefts
    bare = all(token.dep_ in discourse.lexicon.words.resolving.article_labels for token in before)
    return replace(last[1], how="role") if last and bare else None


def _described(discourse: Discourse, reference: Reference) -> ResolvedSource | None:
    """'The minister insisted': the person that the article describes so, or that it is about."""
    definite = reference.definite or is_owned_by_name(discourse, reference)
    found = described(discourse, reference) if definite else None
    if found is None:
        return None
    character, way = found
    return as_speaker(discourse, character, "role", of_role(discourse, reference, character, way))


def _named_later(discourse: Discourse, reference: Reference) -> ResolvedSource | None:
    """'a programmer said … The programmer, Jarek Wolny, …': who is named only when the noun comes again."""
    layout, resolving = discourse.layout, discourse.lexicon.words.resolving
    new = layout.lowers[reference.mention[0]] in resolving.articles - resolving.the
    if not new or reference.plural or reference.word not in discourse.lexicon.persons:
        return None
    places = discourse.places_of(reference.word)
    at = bisect_right(places, reference.head)
    for i in places[at : at + LATER]:
        if layout.hidden[i]:
            continue
        known = any(child.lower_ in resolving.the for child in layout.tokens[i].children)
        character = name_after_role(discourse, i) if known else None
        if not known or character is not None:
            return as_speaker(discourse, character, "role") if character else None
    return None


def _own_words(discourse: Discourse, reference: Reference) -> ResolvedSource:
    """'several migrants', 'a person familiar with the matter': whoever has no name keeps these words."""
    told = _with_aside(discourse, reference)
    kind, finer = kind_of_words(discourse, reference), finer_kind(discourse, reference)
    return ResolvedSource(shown(discourse, told), kind, None, "words", finer=finer)


def _with_aside(discourse: Discourse, reference: Reference) -> Range:
    """'A team of divers, from the University of Orm, said', 'a publicist for Soir's son, Robin, said': with what stands
    between commas and tells which one it is; and 'the governor and former prosecutor' with the second role.
    """
    layout, grammar, (start, end) = discourse.layout, discourse.lexicon.words.grammar, reference.mention
    if end == reference.head + 1 and (role := second_role(discourse.lexicon, layout.tokens[reference.head])):
        return start, role.i + 1
    if end + 1 >= len(layout.texts) or layout.texts[end] != ",":
        return start, end
    last = layout.tokens[end - 1]
    home = layout.lowers[end + 1] in discourse.lexicon.words.resolving.home_links
    link = layout.tokens[end + 1] if home else None
    named = [c for c in last.children if c.dep_ in grammar.apposition and c.i > end] if last.i > reference.head else []
    of_it = link is not None and link.head.i == reference.head
    if not of_it and not any(one.ent_type_ in grammar.person_labels for one in named):
        return start, end
    after = next(
        (i for i in range(end + 2, min(end + ASIDE, len(layout.texts))) if layout.texts[i] in ASIDE_ENDS), None
    )
    return (start, after) if after is not None else (start, end)


ASIDE = 12  # tokens between commas, at most
ASIDE_ENDS = frozenset(",(")


NOUNS: tuple[Resolver, ...] = (
    _name,
    _surname,
    _apposition,
    _named_second,
    _name_after_role,
    _named_as,
    _maker,
    some_of,
    team,
    _described_before,
    _said_before,
    _light_group,
    _described,
    _named_later,
    _own_words,
)
