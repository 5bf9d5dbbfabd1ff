"""What words that name nobody stand for: 'exit polls', '42%', 'the official', 'a Trump fan', 'another company'."""

from __future__ import annotations

from quotes.extraction.resolve.discourse import Discourse
from quotes.extraction.resolve.reference import Reference
from quotes.extraction.tokens import Token
from quotes.models import SpeakerKind


def kind_of_words(discourse: Discourse, reference: Reference) -> SpeakerKind:
    """The kind by which such words are judged."""
    words = discourse.lexicon.words
    if reference.plural or reference.word in words.roles.group:
        return "group"
    if reference.word in words.phrases.anonymous and not reference.definite:
        return "anonymous"
    body = reference.word in words.roles.organisation
    if reference.word in words.phrases.carriers and not (body and reference.definite):
        return "document"  # but 'the paper' may be a newspaper
    if body:
        return "organisation"
    return "anonymous" if reference.word in words.roles.person and not reference.definite else "unknown"


def finer_kind(discourse: Discourse, reference: Reference) -> SpeakerKind | None:
    """The kind that rows show in its place: 'exit polls' are documents, '14 percent' is a group, and 'the official' is
    somebody without a name; 'the billionaire' is somebody named, whoever that is.
    """
    if _is_numbered(discourse, reference):
        phrases = discourse.lexicon.words.phrases
        return "document" if reference.word in phrases.carriers | phrases.rules else "organisation"
    if _is_written(discourse, reference):
        return "document"
    if _are_many(discourse, reference):
        return "group"
    return "anonymous" if _is_somebody(discourse, reference) else None


def kind_of_one(discourse: Discourse, noun: Token) -> SpeakerKind:
    """The kind of 'another user', 'one company', 'another sign'."""
    words = discourse.lexicon.words
    if noun.lower_ in words.roles.organisation:
        return "organisation"
    return "document" if noun.lower_ in words.phrases.carriers else "anonymous"


def _is_numbered(discourse: Discourse, reference: Reference) -> bool:
    """'Number 10', 'Local 12': what is called by a noun with a capital and a number."""
    last, number = reference.mention[1] - 1, discourse.lexicon.words.resolving.number_tags
    after = last == reference.head + 1 and discourse.layout.tags[last] in number
    return after and reference.text.istitle() and not reference.plural


def _is_written(discourse: Discourse, reference: Reference) -> bool:
    """'exit polls', 'the summary', 'an average of polls', 'figures'."""
    phrases, word = discourse.lexicon.words.phrases, reference.word
    if reference.plural:
        loose = discourse.lexicon.words.roles.loose if not reference.definite else frozenset[str]()
        single = word.removesuffix("s")
        things = word in phrases.telling_things and single not in loose
        return word in phrases.written or things
    return word in phrases.written_one


def _are_many(discourse: Discourse, reference: Reference) -> bool:
    """'some', 'those surveyed', '42%', 'six in 10', 'one in five', 'the crowd'."""
    words, layout, word = discourse.lexicon.words, discourse.layout, reference.word
    if word in words.phrases.shares or word in words.phrases.crowd:
        return True
    begins = layout.sentences[layout.sentence_of[reference.head]][0] == reference.head
    number = layout.tags[reference.head] in words.resolving.number_tags and (begins or reference.text == word)
    after = layout.lowers[reference.head + 1 : reference.head + 2]
    of_many = after != [] and after[0] in words.phrases.in_many
    one = word in words.standing and " " in words.standing[word]
    return (number or word in words.standing) and (of_many or not one)


def _is_somebody(discourse: Discourse, reference: Reference) -> bool:
    """'the official', 'a Trump supporter', 'one reader': one of many of a kind, and none of a few whom all know."""
    words, word = discourse.lexicon.words, reference.word
    if reference.plural:
        return False
    roles, phrases = words.roles, words.phrases
    plain = word in phrases.anonymous | phrases.one_of_many | roles.agent | roles.interviewer
    plain = plain or (f"{word}s" in roles.group and word not in roles.person)
    return plain or (not reference.definite and word in roles.person)
