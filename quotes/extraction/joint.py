"""Joint speakers: 'Marlow and Vane said in a statement' names two, and both said it."""

from __future__ import annotations

from quotes.extraction.layout import Layout, Range
from quotes.extraction.lexicon import Lexicon
from quotes.extraction.mentions import mention_of, name_head, noun_head, phrase_start, source_at
from quotes.extraction.tokens import Token

LONGEST_LINK = 3  # words that join who speaks with somebody else: 'as well as'
MOST = 6  # who speak jointly; a longer list is a group


def partners(layout: Layout, lexicon: Lexicon, source: Range) -> list[Range]:
    """The mentions that are joined to a source by 'and', in text order; none after 'neither', 'or' or 'not'."""
    if first := joined_before(layout, lexicon, source):
        return [first]
    if accompanied := _accompanying(layout, lexicon, source):
        return [accompanied]
    found = _listed(layout, lexicon, source)
    if found:
        return found
    before, after = _listed_before(layout, lexicon, source), _joined_after(layout, lexicon, source)
    return [*before, *after] if after or layout.texts[source[0] - 1] != "," else []


def _joined_after(layout: Layout, lexicon: Lexicon, source: Range) -> list[Range]:
    """The 'Vane' of 'Marlow and Vane said', by the parse."""
    grammar, small = lexicon.words.grammar, lexicon.words.small
    found: list[Range] = []
    token: Token | None = layout.head(source)
    while token is not None and len(found) < MOST:
        joined = [c for c in token.children if c.dep_ in grammar.conjunct and c.i > token.i]
        if second_role(lexicon, token) is not None:
            return []
        links = {c.lower_ for c in token.children if c.dep_ in grammar.coordination}
        if links - small.joint or any(c.lower_ in lexicon.words.unmade.negative for c in token.children):
            return []
        token = joined[0] if joined else _beside(layout, lexicon, source) if not found else None
        place = _named(layout, lexicon, token) if token is not None else None
        if token is not None and (place is None or layout.sentence_of[place[0]] != layout.sentence_of[source[0]]):
            return []
        if place and (_parted(layout, source[1], place) or _is_of_same(layout, lexicon, source, place)):
            return []
        if place and place[0] >= source[1]:
            found.append(place)
    return found


def second_role(lexicon: Lexicon, noun: Token) -> Token | None:
    """The 'prosecutor' of 'the Orm governor and former prosecutor said', one person with one article, and the
    'champion' of 'Football club and former champion Orm Rovers said'; none in 'the husband and wife', 'the president
    and vice president', 'the coach and captain said they would stay'.
    """
    grammar, roles = lexicon.words.grammar, lexicon.words.roles
    other = next((child for child in noun.children_as(grammar.conjunct) if child.i > noun.i), None)
    if other is None or not {noun.tag_, other.tag_} <= grammar.common_noun_tags - grammar.plural_tags:
        return None
    words = {noun.lower_, other.lower_}
    persons = len(words) == 2 and words <= lexicon.persons and words.isdisjoint(roles.organisation)
    articles = [bool(one.children_as(grammar.determiner)) for one in (noun, other)]
    named = articles == [False, False] and other.lower_ in lexicon.persons and _is_before_name(lexicon, other)
    joint = {child.lower_ for child in noun.children_as(grammar.coordination)} == {lexicon.words.small.last_joint}
    one = (persons and articles == [True, False]) or named
    related = words <= roles.relation
    return other if one and joint and not related and not _is_of_several(lexicon, noun.head) else None


def _is_before_name(lexicon: Lexicon, noun: Token) -> bool:
    return noun.i + 1 < len(noun.doc) and noun.nbor().tag_ in lexicon.words.grammar.name_tags


def _is_of_several(lexicon: Lexicon, verb: Token) -> bool:
    """'say', 'have said', 'said they would': is a verb's subject more than one, or does it report what 'they' do?"""
    grammar, pronouns = lexicon.words.grammar, lexicon.words.pronouns
    several = any(one.tag_ in grammar.many_tags for one in (verb, *verb.children_as(grammar.auxiliary)))
    subjects = (one for clause in verb.children_as(grammar.clause) for one in clause.children_as(grammar.subject))
    return several or any(one.lower_ in pronouns.plural for one in subjects)


def joined_before(layout: Layout, lexicon: Lexicon, source: Range) -> Range | None:
    """'“We agree,” the Dockers' Federation and the Port Board said': the first, which the parse may hang elsewhere."""
    link = source[0] - 1
    if link < 2 or layout.lowers[link] not in lexicon.words.small.joint:
        return None
    place = source_at(layout, lexicon, layout.tokens[link - 1])
    quoted = place is not None and place[0] > 0 and layout.run_of[place[0] - 1] >= 0
    return place if place and quoted and place[1] == link and not layout.hidden[place[0]] else None


def _beside(layout: Layout, lexicon: Lexicon, source: Range) -> Token | None:
    """The 'Vane' of 'Marlow and Vane wrote' where the parse gives the verb two subjects side by side."""
    grammar, at = lexicon.words.grammar, source[1]
    if at + 1 >= len(layout.texts) or layout.lowers[at] not in lexicon.words.small.joint:
        return None
    one, other = layout.head(source), name_head(layout.tokens[at + 1], grammar)
    subjects = one.dep_ in grammar.subject and other.dep_ in grammar.subject and one.head.i == other.head.i
    return other if subjects else None


def _listed(layout: Layout, lexicon: Lexicon, source: Range) -> list[Range]:
    """The 'Vane' and 'Per Lund' of 'Marlow, Vane and Per Lund told', which the parse takes for what Marlow is."""
    grammar, texts, found, at = lexicon.words.grammar, layout.texts, list[Range](), source[1]
    if layout.head(source).tag_ not in grammar.name_tags:
        return []
    while at + 1 < len(texts) and len(found) < MOST:
        last = layout.lowers[at] == lexicon.words.small.last_joint
        if not last and texts[at] != ",":
            return []
        name = name_head(layout.tokens[at + 1], grammar)
        place = mention_of(layout, lexicon, name) if name.tag_ in grammar.name_tags else None
        if place is None or place[0] != at + 1:
            return []
        found.append(place)
        if last:
            ends = place[1] < len(texts) and layout.tags[place[1]] in grammar.finite_tags
            return found if ends and len(found) > 1 else []
        at = place[1]
    return []


def _listed_before(layout: Layout, lexicon: Lexicon, source: Range) -> list[Range]:
    """The 'Norvik' of 'Norvik, Soir Bank and Halden Group said', from the second or the last; not the place of 'Orm,
    Marlow and Vane said'.
    """
    grammar, texts, start = lexicon.words.grammar, layout.texts, source[0]
    label, found = layout.head(source).ent_type_, list[Range]()
    links = {",", lexicon.words.small.last_joint}
    while start > 1 and layout.lowers[start - 1] in links and layout.run_of[start - 1] < 0 and len(found) < MOST:
        name = layout.tokens[start - 2]
        place = mention_of(layout, lexicon, name) if texts[start - 2][:1].isupper() else None
        same = name.ent_type_ == label or name.ent_type_ not in grammar.silent_labels
        able = name.tag_ in grammar.noun_tags and name.lower_ not in lexicon.persons  # 'Founder and chief Ida Soir'
        if place is None or place[1] != start - 1 or not same or not able:
            return []
        found.insert(0, place)
        start, links = place[0], {","}
    first = layout.sentences[layout.sentence_of[source[0]]][0]
    begins = start <= first or layout.run_of[start - 1] >= 0
    return found if begins and start >= first else []


def _accompanying(layout: Layout, lexicon: Lexicon, source: Range) -> Range | None:
    """'Marlow, together with Vane, said', 'the union as well as the guild said': who says it, too."""
    at, small, grammar = source[1], lexicon.words.small, lexicon.words.grammar
    at += at < len(layout.texts) and layout.texts[at] == ","
    ends = (at + n for n in range(1, LONGEST_LINK + 1) if " ".join(layout.lowers[at : at + n]) in small.joint_phrases)
    first = next(ends, len(layout.texts))
    if first >= len(layout.texts):
        return None
    noun, the = noun_head(layout, grammar, first), layout.lowers[first] in lexicon.words.resolving.the
    place = (mention_of if the else source_at)(layout, lexicon, noun)
    if place is None or not phrase_start(layout, grammar, place) <= first < place[1]:
        return None
    known = the or layout.head(place).tag_ in grammar.name_tags
    return place if known and noun.tag_ not in grammar.plural_tags else None


def _is_of_same(layout: Layout, lexicon: Lexicon, source: Range, place: Range) -> bool:
    """'said Soir, of Orm Bank, and a Conservative who led it': what else the first is."""
    grammar, head = lexicon.words.grammar, layout.head(source)
    role = any(c.dep_ in grammar.apposition and source[1] <= c.i < place[0] for c in head.children)
    vague = layout.lowers[place[0]] in lexicon.words.small.indefinite
    return head.tag_ in grammar.name_tags and role and vague


def _parted(layout: Layout, end: int, place: Range) -> bool:
    """'“No,” said Marlow, and Vane: “No.”', 'Marlow called it “mad”; Vane, “bold”': the second has words of its own."""
    after = layout.texts[place[1]] if place[1] < len(layout.texts) else ""
    return after in LEADS or any(layout.texts[i] in PARTS or layout.run_of[i] >= 0 for i in range(end, place[0]))


PARTS, LEADS = frozenset(";"), frozenset(":")


def _named(layout: Layout, lexicon: Lexicon, token: Token) -> Range | None:
    """Who can speak, or a noun with an article ('the botanist Sir Piers Holm'), or several of a kind ('doctors and
    porters'); not 'head of sales and revenue'.
    """
    if (name := _after_comma(layout, lexicon, token)) is not None:
        return name
    grammar, first = lexicon.words.grammar, _first(token, lexicon)
    subjects = (
        first.dep_ in grammar.subject and {first.tag_, token.tag_} <= grammar.common_noun_tags & grammar.plural_tags
    )
    if subjects or any(child.dep_ in grammar.determiner for child in token.children):
        return mention_of(layout, lexicon, token)
    return source_at(layout, lexicon, token)


def _first(token: Token, lexicon: Lexicon) -> Token:
    """The 'doctors' of 'doctors, nurses and porters', from any of them."""
    while token.dep_ in lexicon.words.grammar.conjunct and token.head.i < token.i:
        token = token.head
    return token


def _after_comma(layout: Layout, lexicon: Lexicon, noun: Token) -> Range | None:
    """'Marlow and her co-author, | Hamish Noon, said': the name of somebody who is first called by a common noun."""
    grammar, texts, i = lexicon.words.grammar, layout.texts, noun.i + 1
    if noun.tag_ not in grammar.common_noun_tags:
        return None
    while i + 1 < len(texts) and (i in layout.hyphens or i - 1 in layout.hyphens):
        i += 1
    if i + 1 >= len(texts) or texts[i] != "," or layout.tokens[i + 1].ent_type_ not in grammar.person_labels:
        return None
    name = name_head(layout.tokens[i + 1], grammar)
    return mention_of(layout, lexicon, name) if name.dep_ in grammar.apposition else None


def wording(lexicon: Lexicon, names: list[str]) -> str:
    """'Ida Marlow, Oskar Vane and Per Lund'."""
    *most, last = names
    return f"{', '.join(most)} {lexicon.words.small.last_joint} {last}" if most else last
