"""The name after a role: 'The President of the Forum, Comrade Tunde Afolayan, …'."""

from __future__ import annotations

from collections.abc import Iterator

from quotes.extraction.layout import Layout
from quotes.extraction.resolve.cast import Character
from quotes.extraction.resolve.discourse import Discourse
from quotes.extraction.resolve.name_kind import LIKELY

TITLE_TOKENS = 5  # at most between a comma and the name after it, where no role stands there
NAME_TOKENS, OFFICE_TOKENS = 16, 12  # from a comma to where a name ends, and from a role to its last comma


def name_after_role(discourse: Discourse, head: int) -> Character | None:
    """The person named after a role and a comma, if the name ends where the phrase does; and after 'Mother of two'."""
    layout, grammar = discourse.layout, discourse.lexicon.words.grammar
    if (parent := _of_so_many(discourse, head)) is not None:
        return parent
    if layout.tags[head] in grammar.plural_tags:
        return None
    if layout.lowers[head] not in discourse.lexicon.offices:
        return _named_before_verb(discourse, head) if layout.lowers[head] in discourse.lexicon.persons else None
    for comma in _commas_after(discourse, head):
        character = _named_between(discourse, comma)
        if character is not None:
            return character
        if not _is_list(discourse, comma):
            break
    return _named_before_verb(discourse, head)


def _named_before_verb(discourse: Discourse, head: int) -> Character | None:
    """'The secretary of the Union of Millers (UM), Tom Birch, says', 'The prime minister who fell in May, Bo Ulufa, has
    told': the name between two commas right before the verb of a role, whatever the parse hangs it on.
    """
    layout, grammar = discourse.layout, discourse.lexicon.words.grammar
    token = layout.tokens[head]
    verb = token.head
    if token.dep_ not in grammar.subject or verb.i < head or layout.hidden[head]:
        return None
    helpers = [c.i for c in verb.children if c.dep_ in grammar.auxiliary and head < c.i < verb.i]
    end = min([verb.i, *helpers]) - 1
    if end - 1 <= head or layout.texts[end] != ",":
        return None
    character = discourse.cast.at.get(end - 1)
    if character is None or len(character.full_name.split()) < NAMES:
        return None
    (start, _), *_ = character.places_between(max(end - NAME_TOKENS, head), end)
    torn = layout.tokens[start].ent_iob_ == "I"  # an entity that goes on over the comma tells nothing
    known = torn or layout.lowers[start] in discourse.lexicon.first_names
    if not known and not _is_somebody(discourse, character):
        return None
    other = discourse.is_of_other_gender(character, layout.lowers[head])  # 'The husband of the victim, Ida Soir, says'
    return character if layout.texts[start - 1] == "," and not other else None


NAMES = 2  # words of a name at least


def _of_so_many(discourse: Discourse, head: int) -> Character | None:
    """'Mother of two | Gemma Lacey said': whose name stands right after the number of the children."""
    layout, words = discourse.layout, discourse.lexicon.words
    if layout.lowers[head] not in words.roles.relation or head + 3 >= len(layout.texts):
        return None
    of, number, name = range(head + 1, head + 4)
    counted = layout.lowers[of] in words.resolving.of and layout.tags[number] in words.resolving.number_tags
    character = discourse.cast.at.get(name) if counted else None
    return character if character is not None and _is_somebody(discourse, character) else None


def _commas_after(discourse: Discourse, head: int) -> Iterator[int]:
    """The commas after 'The Minister of Roads, Ports and Rivers': the first after what the role is of, and more."""
    tokens, layout = discourse.layout.tokens, discourse.layout
    of = discourse.lexicon.words.grammar.preposition
    links = [child for child in tokens[head].children if child.i > head and child.dep_ in of]
    end = max((link.right_edge.i for link in links), default=head) + 1
    last = min(end + OFFICE_TOKENS, len(tokens), layout.sentences[layout.sentence_of[head]][1])
    begun = False
    for i in range(head + 1, last):
        if tokens[i].text == ",":
            begun = True
            yield i
        elif not begun and (i > end or tokens[i].tag_ in discourse.lexicon.words.grammar.finite_tags):
            return


def _named_between(discourse: Discourse, comma: int) -> Character | None:
    """The person who ends what stands between a comma and the next mark or verb: ', former envoy Karl Voss,'."""
    layout, grammar, at = discourse.layout, discourse.lexicon.words.grammar, discourse.cast.at
    end = comma + 1
    last = min(comma + NAME_TOKENS, len(layout.tokens), layout.sentences[layout.sentence_of[comma]][1])
    while end < last and not _closes(discourse, end):
        if layout.tags[end] in grammar.verb_tags | grammar.pronoun_tags | grammar.question_tags:
            return None
        end += 1
    if end == last:
        return None
    name = end - 1
    while name > comma and layout.texts[name] in discourse.lexicon.titles.after:
        name -= 1
    character = at.get(name)
    if character is None or not _is_somebody(discourse, character):
        return None
    start = next(place[0] for place in character.places_between(comma, end) if name < place[1] + 1)
    return character if _is_told(discourse, comma + 1, start) else None


def _is_somebody(discourse: Discourse, character: Character) -> bool:
    """A person, or a name of two words that hardly looks like a body's: 'the engineer in charge, Torvik Aas'."""
    words = discourse.lexicon.words
    names, votes = character.full_name.split(), character.kinds.get("organisation", 0)
    named = len(names) > 1 and votes < LIKELY and not words.organisations.endings.intersection(names)
    return character.kind == "person" or (named and character.label not in words.resolving.body_labels)


def _closes(discourse: Discourse, i: int) -> bool:
    """A comma or another mark, or a verb: 'Afolayan KC, …', 'Afolayan said'."""
    layout, grammar = discourse.layout, discourse.lexicon.words.grammar
    token, end = layout.tokens[i], layout.sentences[layout.sentence_of[i]][1]
    mark = token.is_punct and i not in layout.hyphens and (token.text != "." or _ends(layout, i, end))
    return mark or token.tag_ in grammar.finite_tags


def _ends(layout: Layout, i: int, end: int) -> bool:
    """Is it the last mark of its sentence, but for white space?"""
    return all(layout.tokens[k].is_space for k in range(i + 1, end))


def _is_told(discourse: Discourse, start: int, name: int) -> bool:
    """Nothing, titles, or a role before a name: 'former special envoy to Lisk'."""
    layout, lexicon = discourse.layout, discourse.lexicon
    words = range(start, name)
    plain = all(layout.tags[i] in lexicon.words.resolving.title_tags for i in words)
    role = any(layout.lowers[i] in lexicon.offices for i in words)
    return (plain and len(words) < TITLE_TOKENS) or role


def _is_list(discourse: Discourse, comma: int) -> bool:
    """Does an office go on after a comma: 'Minister of Roads, Ports and Rivers'?"""
    texts = discourse.layout.texts
    return comma + 1 < len(texts) and texts[comma - 1][:1].isupper() and texts[comma + 1][:1].isupper()
