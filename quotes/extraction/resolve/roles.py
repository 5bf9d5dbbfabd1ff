"""What an article says somebody is: 'Kremlin foreign policy aide', 'a police union representative', 'elected mayor'."""

from __future__ import annotations

from collections.abc import Set

from quotes.extraction.cues.subject_head import named_after_firm
from quotes.extraction.layout import Layout, Range
from quotes.extraction.lexicon import Lexicon
from quotes.extraction.resolve.name_parts import is_party
from quotes.extraction.tokens import Token

LINKS = 2  # from what an office is of up to the office
ROLE_WORDS = 12  # a longer description is none
ROLE_ENDS = frozenset((",", ";", ":", "(", "—", "–", "“", '"'))
BREAKS = frozenset("-–—")
BRACKETED = 7  # tokens of a role in brackets, at most
ROLE_CHARACTERS = 2, 120  # more and less than these
AT = "@"  # in an address, with which no role goes on


def role_of(layout: Layout, lexicon: Lexicon, place: Range) -> str | None:
    """'Kremlin foreign policy aide Yuri Ushakov'; 'Julien Soir, a police union representative'.

    Not what those who are quoted call somebody: a crowd that chants “President Ida Soir”.
    """
    if layout.run_of[place[0]] >= 0:
        return None
    if told := _in_brackets(layout, lexicon, place[1]) or _office_for(layout, lexicon, place[0]):
        return told
    head = _head(layout, lexicon, place)
    if told := _right_before(layout, lexicon, head, place[0]):
        return told
    for child in head.children:
        if _is_beside(layout, lexicon, child, place[1]):
            return _up_to_break(layout, lexicon, child)
    found = _named_after(layout, lexicon, head, place[0]) or _made(layout, lexicon, head)
    return found or _begins_sentence(layout, lexicon, place[0]) or _before_comma(layout, lexicon, place)


def _right_before(layout: Layout, lexicon: Lexicon, head: Token, name: int) -> str | None:
    """'Kremlin foreign policy aide', right before a name; of 'the police spokesman, CSP Ida Soir' the spokesman."""
    labels = lexicon.words.resolving
    before = [c for c in head.children if c.i < name and c.dep_ in labels.before_name_labels]
    start = min((c.left_edge.i for c in before), default=name)
    start = _office_before(layout, lexicon, head, (start, name))
    start = _firm_before(layout, lexicon, start, head) if start < name else start
    start = _role_before(layout, lexicon, (start, name)) if start < name else start
    start -= 2 * (start < name and start - 1 in layout.hyphens)  # the 'Co' of 'Co-founder'
    start -= _is_rank(layout, lexicon, (start - 1, name))
    text = layout.words((start, name)).strip(" ,") if start < name else ""
    text = text.partition(")")[2].strip() if text.startswith("(") else text  # 'Samaj Dal (Secular) MP Ida Soir'
    one = _of_one(lexicon, text)
    several, text = one != text, one
    text = _without_honours(lexicon, text.rpartition(", ")[2])  # 'the President of the Guild, Comrade Ida Soir'
    if not text or layout.sentence_of[start] != layout.sentence_of[name] or not text[-1:].isalpha():
        return None
    if layout.tags[name - 1] in lexicon.words.grammar.closing_tags:
        return None  # 'between an official and Ida Soir'
    plain = without_article(text, labels.the | _owners(lexicon))
    nobody = not several and _is_no_role(layout, lexicon, (start, name))
    if len(plain.split()) >= ROLE_WORDS or nobody or _is_address(lexicon, plain):
        return None
    titled = all(word in lexicon.titles.before_names for word in plain.split())
    told = (_named_after(layout, lexicon, head, name) or _begins_sentence(layout, lexicon, name)) if titled else None
    return _own_title(lexicon, told) if told and not plain.startswith(told) else plain


def _own_title(lexicon: Lexicon, role: str) -> str:
    """The 'Taoiseach' of 'spokesperson for Taoiseach Ida Soir', whose title it is; 'Minister for Justice' is whole."""
    words = role.split()
    link = max((at for at, word in enumerate(words) if word in lexicon.words.names.office_links), default=0)
    titles, office = words[link + 1 :], words[link - 1].lower()
    titled = bool(titles) and all(word in lexicon.titles.of_office for word in titles)
    own = titled and link > 0 and titles[-1].lower() in lexicon.offices and words[link - 1].islower()
    return " ".join(titles) if own and office in lexicon.persons else role


def _of_one(lexicon: Lexicon, role: str) -> str:
    """'Deputy Foreign Minister' of 'Deputy Foreign Ministers Ida Soir and Per Aas'."""
    titles, last = lexicon.titles.before_names, role.rpartition(" ")[2]
    return role[:-1] if last.isalpha() and last in titles and last[:-1] in titles else role


def _is_rank(layout: Layout, lexicon: Lexicon, words: Range) -> bool:
    """The 'Vice' of 'Orm News Vice | President and Editor Ida Soir', whose head is not the name by the parse."""
    rank, name = words
    capital = 0 <= rank < name - 1 and layout.texts[rank].istitle() and layout.texts[rank + 1].istitle()
    return capital and layout.lowers[rank] in lexicon.words.roles.rank


def _is_address(lexicon: Lexicon, role: str) -> bool:
    """'Right Rev', 'Honourable', the 'Tan' of 'Tan Sri': only how somebody is addressed."""
    words = lexicon.words
    return all(word.lower() in words.resolving.no_roles or word in words.names.before_honours for word in role.split())


def _is_beside(layout: Layout, lexicon: Lexicon, noun: Token, end: int) -> bool:
    """The 'a police union representative' after 'Julien Soir', and no place or party."""
    grammar, first = lexicon.words.grammar, noun.left_edge.i
    after = noun.dep_ in grammar.apposition and noun.i >= end and noun.tag_ in grammar.noun_tags
    if not after or _is_place(layout, lexicon, noun) or noun.ent_type_ in lexicon.words.resolving.day_labels:
        return False
    named = noun.ent_type_ in lexicon.words.resolving.person_labels and noun.tag_ in grammar.name_tags
    if named and noun.lower_ not in lexicon.persons:
        return False  # 'Soir knew two of the men: Ahmed Katt, who …', 'Soir left four dead: Ambassador Ahmed Katt, …'
    if layout.texts[first - 1] in "([" or is_party(layout, lexicon, first):
        return False
    return not (_is_of_nearer(layout, lexicon, (end, first)) or _opens_clause(layout, lexicon, noun))


def _is_of_nearer(layout: Layout, lexicon: Lexicon, between: Range) -> bool:
    """The 'police chief' of 'Soir, who fired Vane, the police chief,': it stands right after another's name."""
    end, first = between
    before = first - 2
    person = before > end and layout.tokens[before].ent_type_ in lexicon.words.resolving.person_labels
    return person and layout.texts[first - 1] == "," and layout.texts[before][:1].isupper()


def _opens_clause(layout: Layout, lexicon: Lexicon, noun: Token) -> bool:
    """'In a talk with Ida Soir, the mayor said', 'a note to the judge, Ida Soir - the mayor asks': does the noun begin
    a clause, which is about somebody else?
    """
    after, grammar, name = noun.right_edge.i + 1, lexicon.words.grammar, noun.head
    for _ in range(LINKS):  # 'hosts Per Aas and Ida Soir', whose names hang on 'hosts'
        name = name.head if name.dep_ in grammar.apposition | grammar.conjunct else name
    listed = layout.texts[noun.head.left_edge.i - 1] == ","  # 'in Orland's Tarrin, Ida Soir, the mayor, said'
    inside = name.dep_ in grammar.preposition_object and not listed
    inside = inside or layout.texts[noun.left_edge.i - 1] in BREAKS
    return inside and after < len(layout.tags) and layout.tags[after] in grammar.finite_tags


def _office_for(layout: Layout, lexicon: Lexicon, name: int) -> str | None:
    """'Minister for Justice Ida Soir', 'Director of Elections Dr Ida Soir': an office and its field, by its words."""
    texts, lowers, names = layout.texts, layout.lowers, lexicon.words.names
    first = max(layout.sentences[layout.sentence_of[name]][0], name - ROLE_WORDS)
    end = link = _before_titles(layout, lexicon, (first, name))
    joined = False
    while link > first + 1 and (
        texts[link - 1][:1].isupper() or lowers[link - 1] in names.body_joins or (joined and texts[link - 1] == ",")
    ):
        link -= 1
        joined = joined or lowers[link] in names.body_joins
    office = link - 2
    if link == end or office < first or lowers[link - 1] not in names.office_links:
        return None
    begins = lowers[link] in lexicon.offices and lowers[link] not in names.departments
    if begins or lowers[office] not in lexicon.offices or not texts[office][:1].isupper():
        return None
    start = office
    while (
        start > first and texts[start - 1].istitle() and layout.labels[start - 1] in lexicon.words.grammar.before_noun
    ):
        start -= 1
    return layout.words((start, end))


def _before_titles(layout: Layout, lexicon: Lexicon, place: Range) -> int:
    """Where a name begins with the titles before it: before the 'Engr.' of 'Engr. Ida Soir'; an office is none."""
    first, at = place
    while at > first:
        dot = layout.texts[at - 1] == "."
        title = layout.texts[at - 1 - dot]
        known = title in lexicon.titles.before_names or _is_address(lexicon, title)
        if not known or layout.lowers[at - 1 - dot] in lexicon.persons or at - 1 - dot < first:
            return at
        at -= 1 + dot
    return at


def _head(layout: Layout, lexicon: Lexicon, place: Range) -> Token:
    """The word that the words before a name hang on: the 'IAS' of 'District Collector Anitha Soir IAS'."""
    head = layout.head(place)
    degree = head.head
    after = place[1] <= degree.i < place[1] + 2 and degree.text in lexicon.titles.after
    return degree if after and head.dep_ in lexicon.words.grammar.name_parts else head


def _owners(lexicon: Lexicon) -> frozenset[str]:
    """The 'Its' of 'Its analyst Nell Aas wrote', with and without its capital."""
    pronouns = lexicon.words.pronouns
    owners = pronouns.male | pronouns.female | pronouns.plural | pronouns.neuter
    return owners | {word.title() for word in owners}


def _office_before(layout: Layout, lexicon: Lexicon, head: Token, before: Range) -> int:
    """'Leader of the Opposition R. Soir': where the office begins that the words before a name are of."""
    start, end = before
    grammar, office = lexicon.words.grammar, head.head.head
    of = head.dep_ in grammar.preposition_object and office.i < start and office.lower_ in lexicon.offices
    the = start < end and layout.lowers[start] in lexicon.words.resolving.the
    plain = not any(
        t.lower_ in lexicon.offices or t.text in lexicon.titles.before_names for t in layout.tokens[start:end]
    )
    return int(office.left_edge.i) if of and the and plain else start


def _firm_before(layout: Layout, lexicon: Lexicon, start: int, head: Token) -> int:
    """'Curls and | Caps founder Ida Soir', 'Bolt & Barrel co- | founder Ida Soir': where the firm of a role begins."""
    if start < 1 or not (layout.lowers[start - 1] in lexicon.words.names.firm_links or start - 1 in layout.hyphens):
        return start
    for i in range(start - 2, max(start - FIRM_WORDS, layout.sentences[layout.sentence_of[start]][0]) - 1, -1):
        if layout.texts[i][:1].isupper() and named_after_firm(layout, lexicon, layout.tokens[i]) is head:
            return i
    return start


def _role_before(layout: Layout, lexicon: Lexicon, role: Range) -> int:
    """'the Orm senator and | presidential candidate Ida Soir': where the first of two roles begins."""
    grammar, noun = lexicon.words.grammar, layout.tokens[max(role[0] - 2, 0)]
    joined = noun.i == role[0] - 2 and layout.lowers[role[0] - 1] == lexicon.words.small.last_joint
    plain = noun.tag_ in grammar.common_noun_tags - grammar.plural_tags and noun.lower_ in lexicon.persons
    second = (
        layout.lowers[role[1] - 1] in lexicon.persons and layout.lowers[role[0]] not in lexicon.words.names.articles
    )
    first = min((c.i for c in noun.children_as(grammar.before_noun) if c.i < noun.i), default=noun.i)
    return first if joined and plain and second else role[0]


FIRM_WORDS = 5  # from the first word of a firm to where the parse has a role begin


def _begins_sentence(layout: Layout, lexicon: Lexicon, name: int) -> str | None:
    """'Norland's ambassador to Marisol, Per Aas, was summoned', 'Food Minister Smt. Ida Soir': what begins a sentence,
    whatever the parse says.
    """
    first, grammar = layout.sentences[layout.sentence_of[name]][0], lexicon.words.grammar
    first = _after_dash(layout, (first, name))
    end = _before_titles(layout, lexicon, (first, name))
    comma = end > first and layout.texts[end - 1] == ","
    end -= comma
    if end <= first or end - first > ROLE_WORDS or (not comma and layout.lowers[end - 1] not in lexicon.offices):
        return None
    words = range(first, end)
    office = any(layout.lowers[i] in lexicon.offices and layout.tags[i] not in grammar.plural_tags for i in words)
    whole = not any(layout.tags[i] in grammar.verb_tags or layout.texts[i] == "," or layout.hidden[i] for i in words)
    whole = whole and not _is_list(layout, lexicon, words)
    articles = lexicon.words.resolving.articles
    text = without_article(layout.words((first, end)), articles | {article.title() for article in articles})
    of_another = any(layout.lowers[i] in lexicon.words.names.office_links for i in words) and not _is_somebody(
        layout, lexicon, (first, end)
    )
    if not (office and whole) or of_another or layout.tags[first] in grammar.preposition_tags:
        return None
    return text if comma else _after_person(lexicon, text)


def _is_list(layout: Layout, lexicon: Lexicon, words: range) -> bool:
    """The 'Northerner Tom Vane and Southerner' before 'Ida Soir': somebody else is named in it."""
    joined = any(layout.lowers[i] == lexicon.words.small.last_joint for i in words)
    people = lexicon.words.resolving.person_labels
    return joined and any(layout.tokens[i].ent_type_ in people for i in words)


def _after_person(lexicon: Lexicon, role: str) -> str:
    """'missing boy' of 'Aunt of missing boy', before a name: the last person of it has the name."""
    words = role.split()
    links = [k for k, word in enumerate(words) if word in lexicon.words.names.office_links]
    named = bool(links) and _is_anybody(lexicon, words[-1].lower())
    return " ".join(words[links[-1] + 1 :]) if named else role


def _is_anybody(lexicon: Lexicon, word: str) -> bool:
    """'engineer', 'boy', 'girl': a noun for a person."""
    return word in lexicon.persons or word in lexicon.words.phrases.one_of_many


def _is_somebody(layout: Layout, lexicon: Lexicon, place: Range) -> bool:
    """Is what has an 'of' somebody, as in 'governor of Orm', not in 'critique of President'?"""
    start, end = place
    link = next((i for i in range(start, end) if layout.lowers[i] in lexicon.words.names.office_links), end)
    return any(layout.lowers[i] in lexicon.persons for i in range(start, link))


def _before_comma(layout: Layout, lexicon: Lexicon, place: Range) -> str | None:
    """'She thanked the vicar, Rev Ida Soir.': the noun with an article before a comma, whatever the parse says, where
    the name is no subject.
    """
    grammar, first = lexicon.words.grammar, layout.sentences[layout.sentence_of[place[0]]][0]
    comma = _before_titles(layout, lexicon, (first, place[0])) - 1
    if comma <= first or layout.texts[comma] != "," or layout.head(place).dep_ in grammar.subject:
        return None
    noun, closed = layout.tokens[comma - 1], place[1] >= len(layout.texts) or not layout.texts[place[1]].isalnum()
    plain = noun.tag_ in grammar.common_noun_tags - grammar.plural_tags and noun.lower_ in lexicon.persons
    articles = [child for child in noun.children_as(grammar.determiner) if child.i < noun.i]
    return layout.words((articles[0].i + 1, comma)) if closed and plain and articles else None


def _after_dash(layout: Layout, place: Range) -> int:
    """'ORM — The Minister of Works': where a sentence begins after the place it is from."""
    start, end = place
    return next((i + 1 for i in range(start, end) if layout.texts[i] in DASHES and i not in layout.hyphens), start)


DASHES = frozenset("–—")


def _without_honours(lexicon: Lexicon, role: str) -> str:
    """'Rear Admiral' of 'Rear Admiral Sir', 'Coroner' of 'Coroner Dr', 'spokesman' of 'spokesman Lt. Col.'."""
    words = role.split()
    if words[1:2] and words[0] in lexicon.titles.before_names and words[1] in lexicon.words.resolving.the:
        words = words[2:]  # 'HE the Minister of Roads'
    while len(words) > 1 and words[-1] in lexicon.honours and words[-1].lower() not in lexicon.persons:
        words.pop()
    end = len(words)
    links = lexicon.words.names.office_links
    while end > 1 and words[end - 2] not in links and _is_bare_title(lexicon, words[end - 2], words[end - 1]):
        end -= 1
    end -= end > 1 and words[end - 1] in lexicon.words.resolving.the  # 'Prime Minister the Honourable'
    told = any(part in lexicon.persons for word in words[:end] for part in word.lower().split("-"))
    return " ".join(words[:end] if told else words)


def _is_bare_title(lexicon: Lexicon, before: str, word: str) -> bool:
    """The 'Lt-Gen' of 'chief Lt-Gen', the 'Barrister' of 'leader Barrister'; not the 'Minister' of 'Prime Minister'."""
    if not all(part in lexicon.titles.before_names for part in word.split("-")):
        return False
    return word.lower() not in lexicon.persons or (before.islower() and before in lexicon.persons)


def _in_brackets(layout: Layout, lexicon: Lexicon, end: int) -> str | None:
    """'R. Soir (chair)', 'Mina Brekke (deputy mayor)'; not '(61)' nor '(Lab)'."""
    texts = layout.texts
    if end >= len(texts) or texts[end] != "(":
        return None
    closing = next((i for i in range(end + 1, min(end + BRACKETED, len(texts))) if texts[i] == ")"), None)
    if closing is None or closing == end + 1 or layout.lowers[closing - 1] not in lexicon.words.roles.person:
        return None
    return layout.words((end + 1, closing))


def _is_no_role(layout: Layout, lexicon: Lexicon, place: Range) -> bool:
    """Only a place, a day, an age or an owner before a name: 'envoy to | Lisk | Karl Voss', '17-year-old'."""
    words = [token for token in layout.tokens[place[0] : place[1]] if token.text[0].isalnum()]
    grammar, labels = lexicon.words.grammar, lexicon.words.resolving.place_labels
    last = place[1] - 1  # 'told police | Bardo had …', 'Said | Bardo: “No.”'
    owner = layout.tags[last] in grammar.genitive_tags | grammar.finite_tags
    owner = owner or layout.lowers[last] in lexicon.words.roles.group
    somewhere = all(token.ent_type_ in labels for token in words)
    aged = lexicon.aged.fullmatch(layout.words(place).lower().strip())
    addressed = all(token.text in lexicon.honours and token.lower_ not in lexicon.persons for token in words)
    person = any(token.lower_ in lexicon.offices for token in words)
    plain = layout.tags[last] in grammar.adjective_tags and not person  # 'top-seeded'
    return owner or somewhere or addressed or plain or aged is not None


def _is_place(layout: Layout, lexicon: Lexicon, noun: Token) -> bool:
    """'Tom Archer, Leeds': a name alone after a comma that is no office."""
    named = noun.tag_ in lexicon.words.grammar.name_tags and noun.lower_ not in lexicon.offices
    return named and noun.left_edge.i == noun.i and layout.texts[noun.i - 1] == ","


def _named_after(layout: Layout, lexicon: Lexicon, head: Token, name: int) -> str | None:
    """'his Ostrian counterpart, Helga Strand': the noun that a name stands after."""
    grammar, noun = lexicon.words.grammar, head.head
    if head.dep_ not in grammar.apposition:
        return None
    last = noun.i
    for _ in range(LINKS):  # 'the engineer in charge, Torvik Aas', whose name hangs on 'charge'
        of = noun.dep_ in grammar.preposition_object and (
            noun.lower_ not in lexicon.offices or _is_sought(lexicon, noun)
        )
        of = of and not (_is_anybody(lexicon, noun.lower_) and noun.i + 1 == name)  # 'Aunt of missing boy Kian Dale'
        noun = noun.head.head if of and noun.head.dep_ in grammar.preposition else noun
    if (noun.lower_ not in lexicon.offices and not _is_anybody(lexicon, noun.lower_)) or last >= head.i:
        return None
    while last + 1 < name and layout.texts[last + 1] != ",":
        last += 1
    last = min(_after_list(layout, lexicon, (noun.left_edge.i, last + 1)), name) - 1
    if layout.tags[last] in grammar.closing_tags and last + 1 == name:
        return None  # 'a meeting of an official and Ida Soir'
    start = noun.left_edge.i
    text = layout.words((start, last + 1))
    first, _, rest = text.partition(" ")
    pronouns = lexicon.words.pronouns
    articles = lexicon.words.resolving.articles
    owned = first.lower() in pronouns.male | pronouns.female | pronouns.plural | pronouns.neuter | articles
    return (rest if owned else text) or None if last - start < ROLE_WORDS else None


def _is_sought(lexicon: Lexicon, office: Token) -> bool:
    """The 'governor' of 'candidate for governor, Ida Soir': nobody's, and it has no article."""
    plain = not any(child.i < office.i for child in office.children)
    return plain and office.head.head.lower_ in lexicon.persons


def _made(layout: Layout, lexicon: Lexicon, head: Token) -> str | None:
    """'Ida Quennell, who was elected mayor', 'Penrose has resigned as transport secretary': what somebody is or was."""
    grammar, person = lexicon.words.grammar, lexicon.words.roles.person
    verbs = [c for c in head.children if c.dep_ in grammar.modifier_clause]
    if head.dep_ in grammar.subject:
        verbs.append(head.head)
    for verb in (verb for verb in verbs if not _is_of_another(lexicon, verb) and not _is_unreal(lexicon, verb)):
        nouns = [c for c in verb.children if c.i > verb.i and c.dep_ in grammar.object]
        nouns += [
            n
            for c in verb.children
            if c.i > verb.i
            and c.lower_ in lexicon.words.resolving.in_role
            and not _is_after_another(layout, lexicon, c.i)
            for n in c.children
        ]
        for noun in nouns:
            own = (
                noun.dep_ not in lexicon.words.resolving.done_to_labels
                and layout.run_of[noun.i] == layout.run_of[head.i]
            )
            if noun.lower_ in person and own:
                return _up_to_break(layout, lexicon, noun)
    return None


def _is_unreal(lexicon: Lexicon, verb: Token) -> bool:
    """'who would be the first mayor', 'Soir being a spy', 'when Soir was made out as a thief': what is only thought."""
    grammar, resolving = lexicon.words.grammar, lexicon.words.resolving
    is_said = verb.lower_ in resolving.taken_for | resolving.to_be
    modal = is_said and any(child.tag_ in grammar.modal_tags for child in verb.children)
    named = verb.tag_ in grammar.participle_tags and bool(verb.children_as(grammar.subject))
    alone = named and not any(child.tag_ in grammar.finite_tags for child in verb.children)
    return modal or alone or (verb.lower_ in resolving.taken_for and bool(verb.children_as(grammar.passive_subject)))


def _is_after_another(layout: Layout, lexicon: Lexicon, link: int) -> bool:
    """'took office with Vane as his secretary': does the 'as' stand right after another's name?"""
    return layout.tokens[link - 1].ent_type_ in lexicon.words.resolving.person_labels


def _is_of_another(lexicon: Lexicon, verb: Token) -> bool:
    """'Barlow called her “a lawyer”', 'Barlow hailed her as a captain': is what a verb says a word for its object?"""
    grammar, done_to = lexicon.words.grammar, lexicon.words.resolving.done_to_labels
    objects = any(child.dep_ in done_to for child in verb.children)
    people = lexicon.words.resolving.person_labels
    if any(child.dep_ in done_to and child.ent_type_ in people for child in verb.children):
        return True  # 'who used Vane as a consultant'
    if verb.children_as(lexicon.words.grammar.negation):
        return True  # 'is not the first candidate whose …'
    predicate = any(child.dep_ in grammar.predicate for child in verb.children)
    describing = any("describe" in form.groups for form in lexicon.cue_forms.get(verb.lower_, ()))
    passive = bool(verb.children_as(grammar.passive_subject))
    return (objects and predicate) or (describing and not passive)


def _up_to_break(layout: Layout, lexicon: Lexicon, child: Token) -> str | None:
    doc, start = layout.tokens, child.left_edge.i
    end, last = start, child.right_edge.i
    relative = lexicon.words.pronouns.relative
    while end <= last and doc[end].text not in ROLE_ENDS and not doc[end].is_space:
        if AT in doc[end].text:
            break  # 'an analyst at Orm Steel Co. | ida@example.com'
        if end > start and doc[end].lower_ in relative and doc[end].tag_ in lexicon.words.grammar.question_tags:
            break  # 'an ecologist at Orm Bay | who was not involved'
        after = end + 1 if end in layout.hyphens else end + 2
        if end == last and not layout.hyphens.isdisjoint((end, end + 1)) and after < len(doc):
            last = doc[after].right_edge.i  # 'chief and co- | founder of Orm', which the parse takes apart
        end += 1
    end = _after_list(layout, lexicon, (start, end))
    while end - start > 1 and layout.tags[end - 1] in lexicon.words.grammar.closing_tags:
        end -= 1  # 'a biologist and', where the parse goes wrong after it
    if end < len(doc) and end - start > 2 and layout.tags[end] in lexicon.words.resolving.genitive_tags:
        end = _after_owned(layout, lexicon, end)
    text = without_article(layout.words((start, end)).strip(), lexicon.words.resolving.articles)
    if text.lower() in lexicon.words.resolving.no_roles:
        return None  # 'Jason Pitt, mitigating, said'
    return text if ROLE_CHARACTERS[0] < len(text) < ROLE_CHARACTERS[1] else None


def _after_list(layout: Layout, lexicon: Lexicon, role: Range) -> int:
    """'secretary for ports, ferries and bridges', 'lecturer at the University of Orm, Tarn': where that ends which
    somebody is of, as a list and a place after it have commas.
    """
    grammar, tokens, (start, end) = lexicon.words.grammar, layout.tokens, role
    if end >= len(tokens) or tokens[end].text != "," or tokens[end - 1].tag_ not in grammar.noun_tags:
        return end
    last = tokens[end - 1]
    while last.head.i >= start and (last.dep_ in grammar.conjunct or last.dep_ in grammar.name_parts):
        last = last.head
    if last.dep_ not in grammar.preposition_object or last.head.i < start:
        return end
    place = _seat(layout, lexicon, (start, end))
    last = place or last
    while place is None and (more := [c for c in last.children if c.dep_ in grammar.conjunct and c.i > last.i]):
        last = more[-1]
    people = lexicon.words.resolving.person_labels
    after = tokens[end + 1 : last.i + 1]
    plain = not any(word.tag_ in grammar.verb_tags or word.ent_type_ in people for word in after)
    return last.i + 1 if after and plain else end


def _seat(layout: Layout, lexicon: Lexicon, role: Range) -> Token | None:
    """The 'Tarn' of 'lecturer at the University of Orm, Tarn'."""
    start, end = role
    if end + 1 >= len(layout.tokens):
        return None
    noun = layout.tokens[end + 1]
    while noun.head.i > noun.i and noun.head.left_edge.i == end + 1:
        noun = noun.head
    beside = noun.dep_ in lexicon.words.grammar.apposition and start <= noun.head.i < end
    return noun if beside and noun.ent_type_ in lexicon.words.resolving.place_labels else None


def _after_owned(layout: Layout, lexicon: Lexicon, genitive: int) -> int:
    """'leader of Norland's far-left party': where what an owner has ends, whatever the parse says."""
    grammar, end = lexicon.words.grammar, genitive + 1
    while end < len(layout.tags) and (
        layout.tags[end] in grammar.noun_tags | grammar.name_tags | grammar.adjective_tags
        or not layout.hyphens.isdisjoint((end - 1, end, end + 1))
    ):
        end += 1
    return end


def without_article(text: str, articles: Set[str]) -> str:
    """A phrase without the articles it begins with: 'mayor' of 'the mayor'."""
    first, _, rest = text.partition(" ")
    while rest and first in articles:
        text = rest
        first, _, rest = text.partition(" ")
    return text
