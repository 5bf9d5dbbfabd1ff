"""Where a name begins and ends: the words around a name that belong to it, with its particles and links.

'Ursula von der Leyen', 'Society for the Protection of Owls', 'Orm County Sheriff's Department', 'S. Ganesan a/l Muthu'.
"""

from __future__ import annotations

from itertools import takewhile

from quotes.extraction.layout import HYPHENS, Layout, Range
from quotes.extraction.lexicon import Lexicon

MARK_LINKS = frozenset("&-")
ELISIONS = frozenset("'’‘")
BODY_TOKENS = 4  # from a genitive in the name of a body to the word that says which
LONGEST_BODY = 50  # tokens to either side of an "and" in the name of a body


def name_around(layout: Layout, lexicon: Lexicon, i: int) -> Range:
    """The run of name words around token `i`, joined over 'of' and 'de' inside one entity."""
    start, end = i, i + 1
    growing = True
    while growing:
        before, after = _beyond_nickname(layout, start - 1, -1), _beyond_nickname(layout, end, 1)
        growing = False
        if before >= 0 and _belongs(layout, lexicon, before, i):
            start, growing = before, True
        if after < len(layout.texts) and _belongs(layout, lexicon, after, i):
            end, growing = after + 1, True
    while end > i + 1 and _is_open(layout, lexicon, end - 1):
        end -= 1
    if (
        start > 0
        and layout.lowers[start - 1] in lexicon.words.names.articles
        and layout.sentence_of[start - 1] == layout.sentence_of[i]
    ):
        start -= 1
    return start, end


def _is_open(layout: Layout, lexicon: Lexicon, k: int) -> bool:
    """'Institute for', 'Office of the': no name ends in a small word that joins it to another."""
    names = lexicon.words.names
    small = layout.lowers[k] in names.links or layout.lowers[k] in names.articles
    return small and layout.texts[k].islower()


def _belongs(layout: Layout, lexicon: Lexicon, k: int, i: int) -> bool:
    """Does token `k`, beside a run of name words around token `i`, belong to it?"""
    word = layout.lowers[k]
    if _is_part(layout, lexicon, k, i) or _glued(layout, lexicon, k) or _is_genitive(layout, lexicon, k, i):
        return True
    if closes_name(layout, k) or _has_plain_field(layout, lexicon, k):
        return True
    if word not in lexicon.joins_in_names and word not in MARK_LINKS:
        return elided(layout, lexicon, k)
    if _joins_body(layout, lexicon, k) or _seats_body(layout, lexicon, k) or _joins_fields(layout, lexicon, k):
        return True
    if elided(layout, lexicon, k):
        return True
    if patronymic(layout, lexicon, k) or joins_seats(layout, lexicon, k):
        return True
    names = lexicon.words.names
    if _tells_field(layout, lexicon, k) or (word in names.articles and _tells_field(layout, lexicon, k - 1)):
        return True
    if word not in names.links and word not in MARK_LINKS and word not in lexicon.particles:
        return False
    return _linked(layout, lexicon, k) or _particle(layout, lexicon, k)


def _is_part(layout: Layout, lexicon: Lexicon, k: int, i: int) -> bool:
    """Is token `k` a name word in the sentence of token `i`?"""
    if layout.sentence_of[k] != layout.sentence_of[i] or layout.hidden[k] or not layout.texts[k][:1].isupper():
        return False
    if opens_clause(lexicon, layout.texts[k]):
        return False
    grammar, label = lexicon.words.grammar, layout.tokens[k].ent_type_
    # 'Sanders Vows To': every word of a headline has a capital, so it tells nothing
    if layout.paragraph_of[i] in layout.titled and label != layout.tokens[i].ent_type_:
        return False
    named = layout.tags[k] in grammar.name_tags or label in grammar.name_labels
    named = named or (k < i and _before_particle(layout, lexicon, k))
    named = named or (layout.texts[k] in lexicon.words.organisations.endings and _tells_field(layout, lexicon, k + 1))
    return named or (k == i - 1 and _given(layout, lexicon, k))


def opens_clause(lexicon: Lexicon, word: str) -> bool:
    """The 'Though' of 'Though Marlow insisted', which the tagger takes for a name."""
    return word.istitle() and word.lower() in lexicon.clause_openers


def _before_particle(layout: Layout, lexicon: Lexicon, k: int) -> bool:
    """The 'Siti' of 'Siti binti Rahman', the 'Johannes' of 'Johannes van Beek', taken for common nouns."""
    particle = layout.lowers[k + 1] in lexicon.particles and layout.lowers[k] not in lexicon.words.roles.group
    return particle and layout.tags[k] in lexicon.words.grammar.noun_tags and layout.texts[k].istitle()


def patronymic(layout: Layout, lexicon: Lexicon, k: int) -> bool:
    """Any of the three tokens of the 'a/l' in 'S. Ganesan a/l Muthu'."""
    if layout.lowers[k] not in lexicon.patronymic_parts:
        return False
    texts, last = layout.texts, len(layout.texts) - 3
    for start in range(max(k - 2, 1), min(k, last - 1) + 1):
        named = texts[start - 1][:1].isupper() and texts[start + 3][:1].isupper()
        if named and "".join(texts[start : start + 3]).lower() in lexicon.words.names.patronymics:
            return True
    return False


def closes_name(layout: Layout, k: int) -> bool:
    """The ')' of 'CPI(M)', which tokenizers part from it."""
    return k > 0 and layout.texts[k] == ")" and "(" in layout.texts[k - 1][1:]


def joins_seats(layout: Layout, lexicon: Lexicon, k: int) -> bool:
    """The 'and' of 'the Earl of Orm and Lisk'."""
    names, texts = lexicon.words.names, layout.texts
    if layout.lowers[k] not in names.body_joins or not 2 < k < len(texts) - 1:
        return False
    capitals = texts[k - 1][:1].isupper() and texts[k + 1][:1].isupper()
    return capitals and layout.lowers[k - 2] in lexicon.words.resolving.of and texts[k - 3] in names.seat_titles


def _is_genitive(layout: Layout, lexicon: Lexicon, k: int, i: int) -> bool:
    """The 's of 'Road Users' Union', 'Orm Women's Institute', 'Orm Sheriff's Office': between words of a name, one of
    which makes a body.
    """
    grammar, names = lexicon.words.grammar, lexicon.words.names
    if layout.tags[k] not in grammar.genitive_tags or not 0 < k < len(layout.texts) - 1:
        return False
    parts = _is_part(layout, lexicon, k - 1, i) and _is_part(layout, lexicon, k + 1, i)
    owner = layout.lowers[k - 1]
    whose = owner[-1:] in names.genitive_endings or owner in lexicon.persons or owner in names.owners
    after = range(k + 1, min(k + 1 + BODY_TOKENS, len(layout.texts)))
    name = takewhile(lambda j: layout.texts[j][:1].isupper(), after)
    made = any(layout.texts[j] in lexicon.words.organisations.endings for j in name)
    return parts and made and whose


def _beyond_nickname(layout: Layout, i: int, way: int) -> int:
    """Past a nickname between marks: from 'Marcia' to the 'Prine' of 'Marcia “Cia” Prine'."""
    if not 0 <= i < len(layout.tokens) or layout.run_of[i] < 0:
        return i
    run = layout.runs[layout.run_of[i]]
    if run.hidden or run.end - run.start > 2 or i not in (run.open, run.close - 1):
        return i
    return run.open - 1 if way < 0 else run.close


def _given(layout: Layout, lexicon: Lexicon, i: int) -> bool:
    """The 'Per' of 'its finance chief, Per Lindgaard': a first name that the tagger takes for another word."""
    token = layout.tokens[i]
    first = i == 0 or layout.tokens[i - 1].text == "," or layout.tokens[i - 1].text.islower()
    first = first or _after_title(layout, lexicon, i)
    inside = i > layout.sentences[layout.sentence_of[i]][0] and len(token) > 2
    return inside and first and token.text.istitle() and token.lower_ in lexicon.first_names


def _after_title(layout: Layout, lexicon: Lexicon, i: int) -> bool:
    """The 'Segun' of 'Rt. Hon. Segun Bello'."""
    dot = i > 1 and layout.texts[i - 1] == "."
    before = layout.texts[i - 2] + "." if dot else layout.texts[i - 1]
    return i > 0 and before in lexicon.titles.before_names and layout.sentence_of[i] == layout.sentence_of[i - 1]


def _glued(layout: Layout, lexicon: Lexicon, i: int) -> bool:
    """The '-' and the 'jae' of 'Seo Min-jae', the 'al-' of 'al-Harthi'; not '-like' and 'anti-'."""
    hyphens = layout.hyphens
    hyphen = i if i in hyphens else i - 1 if i - 1 in hyphens else i + 1
    if hyphen not in hyphens:
        return False
    before, after = layout.tokens[hyphen - 1], layout.tokens[hyphen + 1]
    names = lexicon.words.names
    if before.text[:1].isupper() and after.text[:1].isupper():
        return before.text.isalpha() and after.text.isalpha()
    if after.text[:1].isupper():
        return before.lower_ in lexicon.particles
    given = hyphen > 1 and layout.tokens[hyphen - 2].text[:1].isupper() and before.text[:1].isupper()
    return given and after.text.isalpha() and len(after) < 6 and after.text not in names.compounds


def _particle(layout: Layout, lexicon: Lexicon, i: int) -> bool:
    """The 'van der' of 'Pieter van der Meulen' and before a bare 'Meulen'."""
    doc = layout.tokens
    particles = lexicon.particles
    if doc[i].lower_ not in particles or doc[i].is_punct or (len(doc[i]) == 1 and doc[i].text.isupper()):
        return False
    after = i + 1
    while after < len(doc) and doc[after].lower_ in particles:
        after += 1
    return after < len(doc) and doc[after].text[:1].isupper() and doc[after].tag_ in lexicon.words.grammar.name_tags


def _linked(layout: Layout, lexicon: Lexicon, i: int) -> bool:
    """Inside one named entity: 'Ministry of Defence', 'Ursula von der Leyen'."""
    doc, names = layout.tokens, lexicon.words.names
    if not 0 < i < len(doc) - 1 or (doc[i].is_punct and doc[i].text not in ("-", "&", ".")):
        return False
    if doc[i].text in HYPHENS and i not in layout.hyphens:
        return False  # 'Ida Marlow - Norvik's founder'
    if not _may_link(layout, lexicon, i) or _joins_people(layout, lexicon, i):
        return False
    inside = doc[i].ent_iob_ == "I" and doc[i + 1].ent_iob_ == "I"
    link = doc[i].lower_ in names.links or doc[i].text in MARK_LINKS
    return (inside and doc[i].ent_type_ != "" and link) or (
        link
        and doc[i + 1].text[:1].isupper()
        and doc[i - 1].text[:1].isupper()
        and doc[i].lower_ not in names.weak_links
        and doc[i].ent_type_ != ""
        and inside
    )


def _joins_people(layout: Layout, lexicon: Lexicon, i: int) -> bool:
    """The '&' of 'Anna Fell & Jon Marr': between two full names, not inside the one of a firm ('Soir & Vane')."""
    if layout.texts[i] not in MARK_LINKS or i in layout.hyphens or not 1 < i < len(layout.texts) - 2:
        return False
    full = layout.texts[i - 1][:1].isupper() and layout.texts[i + 2][:1].isupper()
    return full and {layout.lowers[i - 2], layout.lowers[i + 1]} <= lexicon.first_names.keys()


def _may_link(layout: Layout, lexicon: Lexicon, i: int) -> bool:
    """Not 'Ida Marlow | on Channel Six': a person's name has particles alone inside, and 'on' stands after a body."""
    names, before, link, word = lexicon.words.names, layout.tokens[i - 1], layout.tokens[i], layout.lowers[i]
    if word in names.body_links and word not in lexicon.particles:
        return before.text in lexicon.words.organisations.endings
    first = i > 1 and layout.lowers[i - 2] not in names.articles
    full = (
        first and before.ent_iob_ == "I" and link.ent_type_ in lexicon.words.resolving.person_labels
    )  # not 'Earl of Orm'
    return not (full and link.is_alpha and word not in lexicon.particles)


def _joins_body(layout: Layout, lexicon: Lexicon, i: int) -> bool:
    """The 'and' of 'Committee on Trade and Ports' and of 'Coast and Harbour Authority': inside one body."""
    doc, words = layout.tokens, lexicon.words
    if layout.lowers[i] not in words.names.body_joins or not 0 < i < len(doc) - 1:
        return False
    whole = doc[i].ent_type_ in words.grammar.organisation_labels and doc[i + 1].ent_iob_ == doc[i].ent_iob_ == "I"
    if not whole or not doc[i + 1].text[:1].isupper():
        return False
    start, end = i, i + 1
    while doc[start].ent_iob_ == "I" and i - start < LONGEST_BODY:
        start -= 1
    while end < len(doc) and doc[end].ent_iob_ == "I" and end - i < LONGEST_BODY:
        end += 1
    linked = any(layout.lowers[k] in words.names.links for k in range(start, i))
    return linked or doc[end - 1].text in words.organisations.endings | words.names.joined_endings


def _joins_fields(layout: Layout, lexicon: Lexicon, i: int) -> bool:
    """The 'and' of 'the Mines and Quarries Executive', which the recogniser does not know: two fields, then a body.

    What stands before it is one word that is no body or place by itself.
    """
    names, endings = lexicon.words.names, lexicon.words.organisations.endings
    texts, tokens = layout.texts, layout.tokens
    if layout.lowers[i] not in names.body_joins or not 1 < i < len(texts) - 2:
        return False
    one, before = texts[i - 1], layout.lowers[i - 2]
    if not one.istitle() or one in endings or tokens[i - 1].ent_type_ or before not in names.articles:
        return False
    named = list(takewhile(str.istitle, texts[i + 1 : i + 1 + FIELD_TOKENS]))
    plain = all(word.lower() not in lexicon.first_names for word in named[:1])
    return len(named) > 1 and plain and named[0] not in endings and named[-1] in endings | names.joined_endings


def elided(layout: Layout, lexicon: Lexicon, k: int) -> bool:
    """Any of the three tokens of the 'in ’t' in 'Marit in ’t Zand'."""
    names, lowers = lexicon.words.names, layout.lowers
    if lowers[k] not in names.before_elided | names.elided and layout.texts[k] not in ELISIONS:
        return False
    for mark in range(max(k - 1, 0), min(k + 2, len(lowers) - 2)):
        whole = lowers[mark + 1] in names.elided and layout.texts[mark + 2][:1].isupper()
        if whole and layout.texts[mark] in ELISIONS:
            return k > mark - 1 or lowers[k] in names.before_elided
    return False


def _tells_field(layout: Layout, lexicon: Lexicon, k: int) -> bool:
    """The 'for' and the 'of' of 'Society for the Protection of Owls', the 'of' of 'Office of the Ombudsman': what a
    body is for, whatever the recogniser makes of it.
    """
    doc, words = layout.tokens, lexicon.words
    if layout.lowers[k] not in words.names.field_links or not 0 < k < len(doc) - 1:
        return False
    the = layout.texts[k + 1] in words.resolving.the
    field = k + 1 + the
    if field >= len(doc) or layout.sentence_of[field] != layout.sentence_of[k - 1] or layout.hidden[field]:
        return False
    name = doc[field]
    inside = name.ent_iob_ == "I" and name.ent_type_ in words.grammar.organisation_labels
    named = name.text[:1].isupper() and (inside or name.tag_ in words.grammar.name_tags)
    if not named or name.ent_type_ in words.resolving.person_labels:
        return False
    titled = name.text in lexicon.titles.before_names and not the and not inside
    day = name.text in words.time.words or name.ent_type_ in words.resolving.day_labels
    return not titled and not day and _follows_body(layout, lexicon, k)


def _has_plain_field(layout: Layout, lexicon: Lexicon, k: int) -> bool:
    """The last four words of 'the Orm Commission on air and health found': a field in small letters, before a verb."""
    names, grammar, texts = lexicon.words.names, lexicon.words.grammar, layout.texts
    if not texts[k].islower() or names.body_links.isdisjoint(layout.lowers[max(k - FIELD_TOKENS + 1, 1) : k + 1]):
        return False
    on = next((i for i in range(k, max(k - FIELD_TOKENS, 0), -1) if layout.lowers[i] in names.body_links), None)
    if on is None or texts[on - 1] not in names.with_field:
        return False
    end = on + 1
    while end < len(texts) and end <= on + FIELD_TOKENS and _is_field_word(layout, lexicon, end):
        end += 1
    noun = layout.tags[end - 1] in grammar.common_noun_tags
    verb = end < len(texts) and layout.tags[end] in grammar.finite_tags
    return noun and verb and k < end and layout.tokens[on].head.i == on - 1


def _is_field_word(layout: Layout, lexicon: Lexicon, i: int) -> bool:
    names = lexicon.words.names
    plain = layout.tags[i] in lexicon.words.grammar.common_noun_tags | lexicon.words.grammar.adjective_tags
    return (plain and layout.texts[i].islower()) or layout.lowers[i] in names.body_joins | names.seats


def _follows_body(layout: Layout, lexicon: Lexicon, k: int) -> bool:
    """Does a word that ends the names of bodies stand before, with nothing but words of a name between?"""
    names = lexicon.words.names
    for i in range(k - 1, max(k - 1 - FIELD_TOKENS, -1), -1):
        if layout.texts[i] in lexicon.words.organisations.endings:
            return layout.texts[i] not in names.also_surnames
        joins = layout.lowers[i] in names.field_links or layout.lowers[i] in names.articles
        if layout.lowers[i] in lexicon.persons:  # 'Chief Financial Officer of Super Value'
            return False
        if not layout.texts[i][:1].isupper() and (i == k - 1 or not joins):
            return False
    return False


FIELD_TOKENS = 5  # between a body's word and the last link of its name: 'Committee on the Rights | of the Child'


def _seats_body(layout: Layout, lexicon: Lexicon, i: int) -> bool:
    """The 'in' of 'the Ostrian Embassy in Orm'."""
    doc, names = layout.tokens, lexicon.words.names
    if layout.lowers[i] not in names.seats or not 0 < i < len(doc) - 1:
        return False
    place = doc[i + 1]
    return doc[i - 1].text in names.seated and place.ent_type_ in lexicon.words.resolving.place_labels
