"""Whose: 'Its lawyers said' are the council's lawyers, 'a spokeswoman for the company' is one for Kestrel Foods.

Whoever has no name is shown by the article's words; a pronoun or a description in them that stands for somebody with a
name gives way to that name.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from quotes.extraction.layout import Range
from quotes.extraction.mentions import mention_of
from quotes.extraction.resolve.candidates import is_doubtful
from quotes.extraction.resolve.discourse import Discourse, ResolvedSource, shown
from quotes.extraction.resolve.reference import Reference

Resolve = Callable[[Discourse, Range], ResolvedSource]
MOST_WORDS = 4  # of a group whose lawyer somebody is
NEAR_SENTENCES = 3  # before somebody of theirs, in which they are named


def named_owner(
    discourse: Discourse, reference: Reference, speaker: ResolvedSource, resolve: Resolve
) -> ResolvedSource:
    """A speaker shown by words, with the name of whose it is or whom it speaks for, where the article tells it."""
    if speaker.how != "words" or reference.mention[1] - reference.mention[0] < 2:
        return speaker
    owner = _owner(discourse, reference, resolve)
    if owner is not None and owner.name:
        if _is_written(discourse, reference) and owner.character is not None:
            return replace(owner, how="role", written=True)
        thing = discourse.layout.words((reference.mention[0] + 1, reference.mention[1])).strip()
        return replace(speaker, name=discourse.lexicon.owned(owner.name, thing))
    name = _for_body(discourse, reference, resolve)
    return replace(speaker, name=name) if name else speaker


def _is_written(discourse: Discourse, reference: Reference) -> bool:
    """'her statement', 'its report': a document, which speaks for whoever made it."""
    words = discourse.lexicon.words
    unwritten = words.roles.organisation | words.phrases.unwritten
    return reference.word in words.phrases.carriers - unwritten and not reference.plural


def _owner(discourse: Discourse, reference: Reference, resolve: Resolve) -> ResolvedSource | None:
    """Whose 'Its lawyers' are, where the text leaves no doubt."""
    layout, words, start = discourse.layout, discourse.lexicon.words, reference.mention[0]
    joined = start > 0 and layout.lowers[start - 1] in words.small.joint  # 'Vane and her team'
    if joined or layout.tags[start] not in words.resolving.owner_tags:
        return None
    owner = resolve(discourse, (start, start + 1))
    if not owner.name or owner.others or is_doubtful(owner.margin):
        return None
    if owner.character is None:  # 'His lawyer said so. His wife …' is hardly the lawyer's
        return owner if owner.kind == "group" and len(owner.name.split()) <= MOST_WORDS else None
    first = layout.sentences[max(layout.sentence_of[start] - NEAR_SENTENCES, 0)][0]
    return owner if discourse.cast.characters[owner.character].places_between(first, start) else None


def _for_body(discourse: Discourse, reference: Reference, resolve: Resolve) -> str | None:
    """'a spokeswoman for the company' as 'a spokeswoman for Kestrel Foods'."""
    layout, words = discourse.layout, discourse.lexicon.words
    (start, end), head = reference.mention, layout.tokens[reference.head]
    if reference.word not in words.roles.agent:
        return None
    links = [child for child in head.children if child.i == head.i + 1 and child.lower_ in words.names.office_links]
    bodies = [c for link in links for c in link.children if c.lower_ in words.roles.organisation and c.i < end]
    place = mention_of(layout, discourse.lexicon, bodies[0]) if bodies else None
    if place is None or layout.lowers[place[0]] not in words.resolving.the or place[1] != end:
        return None
    body = resolve(discourse, place)
    named = body.name if body.character is not None and body.kind == "organisation" else None
    if body.character is None or not named:
        return None
    first = discourse.cast.characters[body.character].places[0][0]
    the = first > 0 and layout.lowers[first - 1] in words.resolving.the  # 'the Department for Energy'
    return f"{shown(discourse, (start, place[0] + the))} {named}"
