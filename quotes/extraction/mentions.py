"""Mentions: the words that name a source, from the token the parse points to."""

from __future__ import annotations

from quotes.extraction.layout import Layout, Range
from quotes.extraction.lexicon import Grammar, Lexicon
from quotes.extraction.name_run import closes_name, name_around
from quotes.extraction.tokens import Token
from quotes.names.words import name_words

ADDRESS = "://"  # of a page
OFFICE_TOKENS = 9  # from an office to the first name of who holds it


def mention_of(layout: Layout, lexicon: Lexicon, token: Token) -> Range | None:
    """The noun phrase around a head: 'Julien Soir', 'a person familiar with the matter', 'she'.

    Appositions and relative clauses stay outside; a name takes its whole run of name words.
    """
    if token.i not in layout.mentions:
        layout.mentions[token.i] = _mention_of(layout, lexicon, token)
    return layout.mentions[token.i]


def _mention_of(layout: Layout, lexicon: Lexicon, token: Token) -> Range | None:
    mark = token.is_punct and token.tag_ not in lexicon.words.grammar.noun_tags  # but '42 | %'
    nobody = lexicon.words.grammar.negation | lexicon.words.grammar.empty_subject  # 'There is a “line” of them'
    if layout.hidden[token.i] or mark or token.is_space or token.dep_ in nobody or ADDRESS in token.text:
        return None
    if token.lower_ in lexicon.words.unmade.negative and not token.text.isalpha():
        return None
    if token.lower_ in lexicon.persons and (name := _office_holder(layout, lexicon, token)) is not None:
        return _held(layout, lexicon, token, name_around(layout, lexicon, name))
    grammar = lexicon.words.grammar
    named = token.ent_type_ in grammar.name_labels and token.text[:1].isupper()
    bracketed = token.i + 1 < len(layout.texts) and closes_name(layout, token.i + 1)
    name = named or bracketed or (token.tag_ in grammar.name_tags and not token.text.islower())
    if name and not _is_noun_with_capital(lexicon, token):
        mention = name_around(layout, lexicon, token.i)
        office = _office_before(layout, lexicon, mention)
        return _held(layout, lexicon, office, mention) if office is not None else mention
    start, end = token.i, token.i + 1
    for child in token.children:
        if layout.hidden[child.i] or layout.sentence_of[child.i] != layout.sentence_of[token.i]:
            continue
        if child.i < token.i and child.dep_ not in grammar.outside_mention:
            start = min(start, child.left_edge.i)
        elif (
            child.i == end
            and child.dep_ in grammar.after_noun
            and child.text != ","
            and not _is_outside(lexicon, child)
        ):
            end = _right_edge(layout, lexicon, child, token)
        elif child.i == end and child.tag_ in lexicon.words.resolving.number_tags and token.text[:1].isupper():
            end = child.i + 1  # 'Number 10'
    if end == token.i + 1 and (shared := _of_both(layout, lexicon, token)) is not None:
        end = _right_edge(layout, lexicon, shared, token)
    while start < token.i and layout.tokens[start].is_punct:
        start += 1
    return start, end


def _is_noun_with_capital(lexicon: Lexicon, token: Token) -> bool:
    """'The moderate Republican', 'the veteran Liberal': a noun for somebody, with small words after the article."""
    before = [child for child in token.children if child.i < token.i]
    led = bool(before) and before[0].lower_ in lexicon.words.names.articles and token.lower_ in lexicon.persons
    plain = lexicon.words.grammar.adjective_tags | lexicon.words.grammar.common_noun_tags
    small = all(word.text.islower() and word.tag_ in plain for word in before[1:])
    return led and len(before) > 1 and small and not token.text.isupper()


def _of_both(layout: Layout, lexicon: Lexicon, noun: Token) -> Token | None:
    """The 'from' of 'Marlow and officials | from the port', which the parse hangs on Marlow."""
    grammar, head = lexicon.words.grammar, noun.head
    if noun.dep_ not in grammar.conjunct or noun.tag_ not in grammar.common_noun_tags or head.i > noun.i:
        return None
    after = (c for c in head.children if c.i == noun.i + 1 and c.dep_ in grammar.preposition)
    return next((c for c in after if not layout.hidden[c.i]), None)


def _is_outside(lexicon: Lexicon, child: Token) -> bool:
    """Does what hangs on a noun, right after it, say nothing of who it is?"""
    return _says(lexicon, child) or _is_of_text(lexicon, child)


def _is_of_text(lexicon: Lexicon, deed: Token) -> bool:
    """'a statement by the Orm police | released on Monday': what is told of the text, not of its author."""
    grammar, phrases, maker = lexicon.words.grammar, lexicon.words.phrases, deed.head
    if deed.tag_ not in grammar.past_participle_tags or deed.lower_ not in phrases.making:
        return False
    link = maker.head
    by = maker.dep_ in grammar.preposition_object and link.dep_ in grammar.preposition | grammar.agent
    texts = (phrases.carriers, phrases.written, phrases.written_one)
    return by and any(link.head.lower_ in kind for kind in texts)


def _says(lexicon: Lexicon, clause: Token) -> bool:
    """'forecasters | warning that …', 'the crowd | in chanting': what somebody says is no part of who it is."""
    grammar = lexicon.words.grammar
    deed = next((c for c in clause.children if c.dep_ in grammar.preposition_clause), None)
    if deed is not None and clause.lower_ in lexicon.words.phrases.view_preposition:
        return deed.lower_ in lexicon.saying
    told = clause.tag_ in grammar.participle_tags and any(c.dep_ in grammar.clause for c in clause.children)
    return told and clause.lower_ in lexicon.saying


def _office_holder(layout: Layout, lexicon: Lexicon, office: Token) -> int | None:
    """The last name in 'Minister for Roads and Bridges Petra Vail' and in 'Norwegian novelist and critic Petra Vail'.

    Not in 'a spokesman for Ida Marlow', nor where a title stands before the first name.
    """
    grammar, names, texts = lexicon.words.grammar, lexicon.words.names, layout.texts
    if any(layout.lowers[child.i] in names.articles for child in office.children if child.i < office.i):
        return None
    both = [c for c in office.children if c.dep_ in grammar.conjunct and c.tag_ in grammar.name_tags]
    if (
        both
        and both[0].lower_ not in lexicon.persons
        and any(c.lower_ in lexicon.persons and c.dep_ in grammar.name_parts for c in both[0].children)
    ):
        return both[0].i
    small = names.office_links | names.body_joins | names.articles
    last = min(office.i + OFFICE_TOKENS, len(texts) - 1)
    for i in range(office.i + 1, last):
        if layout.lowers[i - 1] in names.office_links and _is_land(layout, i):
            continue
        if texts[i][:1].isupper() and _begins_person(layout, lexicon, i):
            return i if _is_of_office(layout, lexicon, office, i) else None
        noun = layout.lowers[i - 1] in names.office_links and layout.tags[i] in grammar.common_noun_tags
        owner = layout.tags[i] in grammar.genitive_tags
        if not texts[i][:1].isupper() and layout.lowers[i] not in small and not noun and not owner:
            return None
    return None


def _office_before(layout: Layout, lexicon: Lexicon, mention: Range) -> Token | None:
    """The 'Minister' of 'Minister for Ports, Ferries and | Bridges Petra Vail': whose name the mention is."""
    names, start = lexicon.words.names, mention[0]
    small = names.office_links | names.body_joins
    if start < 2 or layout.lowers[start - 1] not in small:
        return None
    for i in range(start - 1, max(start - OFFICE_TOKENS, 0), -1):
        if layout.lowers[i] in names.office_links and layout.lowers[i - 1] in lexicon.persons:
            office = layout.tokens[i - 1]
            holder = _office_holder(layout, lexicon, office)
            return office if holder is not None and mention[0] < holder < mention[1] else None
        if layout.lowers[i] not in small and layout.texts[i] != "," and not layout.texts[i][:1].isupper():
            return None
    return None


def _held(layout: Layout, lexicon: Lexicon, office: Token, mention: Range) -> Range:
    """The name of whoever holds an office, with whose words the phrase begins."""
    begins = phrase_start(layout, lexicon.words.grammar, mention)
    layout.phrase_starts[mention] = min(begins, _office_start(layout, office))
    return mention


def _office_start(layout: Layout, office: Token) -> int:
    """'Russian' of 'Russian Ambassador to Norland Petra Vail'."""
    start = office.i
    while start > office.left_edge.i and not layout.hidden[start - 1] and not layout.tokens[start - 1].is_punct:
        start -= 1
    return start


def _is_land(layout: Layout, i: int) -> bool:
    """'Norway', 'South Korea' by its last word."""
    lands = name_words().bodies.lands
    return layout.lowers[i] in lands or " ".join(layout.lowers[max(i - 1, 0) : i + 1]) in lands


def _is_of_office(layout: Layout, lexicon: Lexicon, office: Token, first: int) -> bool:
    """'Minister for Justice | Petra Vail', 'chair of governors | Petra Vail', 'Head of Budget Dr | Petra Vail'."""
    names, grammar, at = lexicon.words.names, lexicon.words.grammar, first - 1
    while at > office.i + 2 and layout.texts[at] in lexicon.titles.before_names:
        at -= 1
    before, of = layout.tokens[at], layout.lowers[at - 1] in names.office_links
    plain = before.lower_ not in lexicon.persons and before.text not in lexicon.titles.before_names
    plain = plain or (before.lower_ in names.departments and office.lower_ in lexicon.words.roles.office)
    high = before.text[:1].isupper() or (of and before.tag_ in grammar.common_noun_tags)
    return plain and high and at > office.i + 1 and layout.tags[first + 1] in grammar.name_tags


def _begins_person(layout: Layout, lexicon: Lexicon, i: int) -> bool:
    """A first name, the first word of a person, or the first of two words after 'Roads and Bridges'."""
    texts, token = layout.texts, layout.tokens[i]
    if i + 1 >= len(texts) or not texts[i + 1][:1].isupper():
        return False
    if layout.lowers[i + 1] in lexicon.persons:
        return False
    person = token.ent_type_ in lexicon.words.resolving.person_labels and token.ent_iob_ == "B"
    joined = i > 1 and layout.lowers[i - 2] in lexicon.words.names.body_joins and texts[i - 1][:1].isupper()
    two = i + 2 >= len(texts) or not texts[i + 2][:1].isupper()
    field = two and is_field(layout, lexicon, i - 1)
    return layout.lowers[i] in lexicon.first_names or person or (joined and two) or field or is_initial(texts[i])


def is_field(layout: Layout, lexicon: Lexicon, i: int) -> bool:
    """The 'Ports' of 'Minister for Ports Ida Soir', the 'Opposition' of 'Leader of Opposition Ida Soir'."""
    names, plural = lexicon.words.names, lexicon.words.grammar.plural_tags
    links, office = names.office_links, i - 2
    if office > 1 and layout.lowers[office] not in lexicon.offices and layout.lowers[office - 1] in links:
        office -= 2  # 'Secretary of State for Ports'
    of = office >= 0 and layout.lowers[i - 1] in links and layout.lowers[office] in lexicon.offices
    place = layout.tokens[i].ent_type_ in lexicon.words.resolving.no_body_labels  # 'Ambassador to Norland Ida Soir'
    return of and (layout.lowers[i] in names.departments or layout.tags[i] in plural or place or _is_land(layout, i))


def is_initial(word: str) -> bool:
    """'R.'"""
    return len(word) == 2 and word[0].isupper() and word[1] == "."


def _right_edge(layout: Layout, lexicon: Lexicon, child: Token, head: Token) -> int:
    """Up to where a modifier after the head belongs to the mention: to the first comma or quotation mark."""
    end = child.i
    genitive = lexicon.words.grammar.genitive_tags  # 'a spokesman for the Bakers' Union'
    while end <= child.right_edge.i and layout.run_of[end] == layout.run_of[head.i]:
        joins = layout.lowers[end] in lexicon.words.small.joint  # 'analysts at Brewer & Holt'
        inside = joins or layout.tags[end] in genitive or end in layout.hyphens
        inside = inside or _parts_words(layout, lexicon, end) or _parts_places(layout, lexicon, end, head)
        if layout.tokens[end].is_punct and not inside:
            break
        end += 1
    return end


def _parts_words(layout: Layout, lexicon: Lexicon, comma: int) -> bool:
    """'officials from local, state and federal agencies': a comma between words that all belong to the next noun."""
    grammar, word = lexicon.words.grammar, layout.tokens[comma].head
    return word.i < comma and word.dep_ in grammar.before_noun and word.head.i > comma


def _parts_places(layout: Layout, lexicon: Lexicon, comma: int, head: Token) -> bool:
    """'Police from Orm, Lisk and Harrow': a comma of a list of names, after a word for several people."""
    grammar, first = lexicon.words.grammar, layout.tokens[comma].head
    several = head.tag_ in grammar.plural_tags or head.lower_ in lexicon.words.roles.group
    if not several or first.tag_ not in grammar.name_tags or first.i > comma:
        return False
    following = layout.tokens[min(comma + 1, len(layout.tokens) - 1)]
    rest = [c for c in first.children if c.dep_ in grammar.conjunct and c.left_edge.i == comma + 1]
    joined = any(c.dep_ in grammar.coordination for one in rest for c in one.children)
    return joined and following.tag_ in grammar.name_tags


def is_sourcelike(layout: Layout, lexicon: Lexicon, token: Token, mention: Range) -> bool:
    """Could this phrase say something: a name, a pronoun of a person, a role, a group, an organisation?"""
    words = lexicon.words
    if token.tag_ in words.grammar.name_tags:
        return token.text not in words.time.words
    if token.lower_ in lexicon.able_to_say or token.text in words.pronouns.first_subject:
        return True
    return any(layout.words(mention).lower().endswith(age) for age in words.phrases.aged)


def source_at(layout: Layout, lexicon: Lexicon, token: Token) -> Range | None:
    """The mention around a token, if it could say something."""
    mention = mention_of(layout, lexicon, token)
    return mention if mention and is_sourcelike(layout, lexicon, token, mention) else None


def phrase_noun(noun: Token, grammar: Grammar) -> Token:
    """The 'chief' of 'Soir's chief of | staff', by the last noun: what the phrase is about."""
    link = noun.head
    told = noun.dep_ in grammar.preposition_object and link.dep_ in grammar.preposition
    return link.head if told and link.head.tag_ in grammar.noun_tags and link.head.i < noun.i else noun


def phrase_start(layout: Layout, grammar: Grammar, mention: Range) -> int:
    """Where the noun phrase of a mention begins: 'chief executive' before 'Priya Raman'."""
    if mention not in layout.phrase_starts:
        layout.phrase_starts[mention] = _phrase_start(layout, grammar, mention)
    return layout.phrase_starts[mention]


def _phrase_start(layout: Layout, grammar: Grammar, mention: Range) -> int:
    start = mention[0]
    for child in (child for i in range(*mention) for child in layout.tokens[i].children):
        if child.i < start and child.dep_ in grammar.before_noun:
            left = int(child.left_edge.i)
            inside = range(left, start)
            if not any(layout.hidden[i] or layout.run_of[i] >= 0 or layout.tokens[i].text == "," for i in inside):
                start = left
    return start


def name_head(token: Token, grammar: Grammar) -> Token:
    """The last word of a name, from any of its words: from 'Julien' to 'Soir'."""
    while token.dep_ in grammar.name_parts and token.head.i > token.i:
        token = token.head
    return token


def noun_head(layout: Layout, grammar: Grammar, i: int) -> Token:
    """The noun that a word before it belongs to: from 'the' to 'minister' in 'the former minister'."""
    passed, before = [], grammar.before_noun | grammar.measure
    while i not in layout.noun_heads and layout.labels[i] in before and layout.tokens[i].head.i > i:
        passed.append(i)
        i = int(layout.tokens[i].head.i)
    head = layout.noun_heads.get(i, i)
    layout.noun_heads.update(dict.fromkeys(passed, head))
    return layout.tokens[head]


def past_partners(layout: Layout, lexicon: Lexicon, at: int) -> int:
    """The token after the 'and others' of 'said Soir and others, …', from the one after 'Soir'."""
    last = min(at + JOINED_TOKENS, len(layout.texts) - 1)
    if at >= last or layout.labels[at] not in lexicon.words.grammar.coordination:
        return min(at, last)
    at += 1
    while at < last and layout.tags[at] in lexicon.words.grammar.noun_tags:
        at += 1
    return at


JOINED_TOKENS = 4  # 'and Brandt', 'and others'


def is_new(noun: Token, lexicon: Lexicon) -> bool:
    """'a letter', 'a man': another one than those before, by its article."""
    articles = lexicon.words.resolving.articles - lexicon.words.resolving.the
    return any(child.lower_ in articles for child in noun.children)


def owners_of(noun: Token, lexicon: Lexicon) -> list[Token]:
    """'Soir's' before a noun."""
    return [c for c in noun.children if c.dep_ in lexicon.words.grammar.owner]


def hosts_of(noun: Token, lexicon: Lexicon) -> list[Token]:
    """'on Soir's website', 'posted on the Orm Bank website' after a noun; not 'on a Chatter page'."""
    nouns, grammar = lexicon.words.nouns, lexicon.words.grammar
    clauses = [c for c in noun.children_as(grammar.modifier_clause) if c.i > noun.i]
    links = (link for token in (noun, *clauses) for link in token.children if link.i > noun.i)
    hosts = [host for link in links if link.lower_ in nouns.host_links for host in link.children]
    owners = [c for host in hosts if host.lower_ in nouns.hosts for c in host.children_as(grammar.owner)]
    sites = (host for host in hosts if host.lower_ in lexicon.words.names.sites)
    return owners or [c for site in sites for c in site.children_as(grammar.name_parts)]


def makers_of(noun: Token, lexicon: Lexicon) -> list[Token]:
    """'by Soir', 'from Soir' after a noun."""
    makers, grammar = lexicon.words.nouns.makers, lexicon.words.grammar
    links = [c for c in noun.children if c.i > noun.i and c.lower_ in makers]
    if not links and (link := noun.doc[min(noun.i + 2, len(noun.doc) - 1)]).lower_ in makers:
        links = [link] if noun.doc[noun.i + 1].text == "," else []  # 'The report, | by Soir, says'
    return [c for link in links for c in link.children if c.dep_ in grammar.preposition_object]
