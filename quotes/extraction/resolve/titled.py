"""The name after a role: 'The President of the Forum, Comrade Tunde Afolayan, …'."""

from __future__ import annotations

from quotes.extraction.resolve.cast import Character
from quotes.extraction.resolve.discourse import Discourse

TITLE_TOKENS = 5  # at most between a role and the name after it


def name_after_role(discourse: Discourse, head: int) -> Character | None:
    """The person named after a role and a comma, if the name ends where the phrase does."""
    layout, grammar = discourse.layout, discourse.lexicon.words.grammar
    if layout.lowers[head] not in discourse.lexicon.offices or layout.tags[head] in grammar.plural_tags:
        return None
    comma = _comma_after(discourse, head)
    name = _name_after(discourse, comma) if comma is not None else None
    if name is None or layout.sentence_of[name] != layout.sentence_of[head]:
        return None
    character = discourse.cast.at[name]
    return character if character.kind == "person" and _is_closed(discourse, character, name) else None


def _comma_after(discourse: Discourse, head: int) -> int | None:
    """The comma after 'The President of the Forum'."""
    tokens, labels = discourse.layout.tokens, discourse.lexicon.words.grammar.preposition
    links = [child for child in tokens[head].children if child.i > head and child.dep_ in labels]
    end = max((link.right_edge.i for link in links), default=head) + 1
    return next((i for i in range(head + 1, min(end + 1, len(tokens))) if tokens[i].text == ","), None)


def _name_after(discourse: Discourse, comma: int) -> int | None:
    """The first token of a name that only titles part from a comma: ', Comrade | Tunde Afolayan'."""
    tags, before = discourse.layout.tags, discourse.lexicon.words.resolving.title_tags
    near = range(comma + 1, min(comma + TITLE_TOKENS, len(tags)))
    name = next((i for i in near if i in discourse.cast.at), None)
    if name is None or any(tags[i] not in before for i in range(comma + 1, name)):
        return None
    return name


def _is_closed(discourse: Discourse, character: Character, name: int) -> bool:
    """Does a mark or a verb follow the name and its degrees: 'Afolayan KC, …', 'Afolayan said'?"""
    tokens, lexicon = discourse.layout.tokens, discourse.lexicon
    places = character.places_between(name - TITLE_TOKENS, name + TITLE_TOKENS)  # a title before it is of the name, too
    after = next((end for _, end in places if end > name), name + 1)
    while after < len(tokens) and tokens[after].text in lexicon.titles.after:
        after += 1
    return after < len(tokens) and (tokens[after].is_punct or tokens[after].tag_ in lexicon.words.grammar.finite_tags)
