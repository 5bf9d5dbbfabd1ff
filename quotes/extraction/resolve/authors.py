"""Whose words a document has: 'the letter said' after 'Tyrell wrote in a letter to the board'."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace
from itertools import takewhile
from operator import itemgetter

from quotes.extraction.cues.subject import agent_of, subject_of
from quotes.extraction.joint import partners
from quotes.extraction.lexicon import Lexicon
from quotes.extraction.mentions import is_new, makers_of, mention_of, noun_head, owners_of
from quotes.extraction.resolve.discourse import Discourse, ResolvedSource, as_speaker, last_spoken
from quotes.extraction.resolve.reference import Reference
from quotes.extraction.tokens import Token

EARLIER = 6  # uses of the noun before a document that are asked for who made it
LONG, BRIEF = 200, 8  # sentences back to where a letter, or a statement, was told of
SENTENCES_SINCE = 3  # from 'tweeted' to 'the tweet'
NEXT_SENTENCES = 1  # after it in which its author may be told: '…,” the letter said. The letter, signed by …'
ABLE = frozenset(("person", "organisation", "group"))


def author_of(discourse: Discourse, reference: Reference) -> ResolvedSource | None:
    """Who made the document that speaks, if the article says so before, next to or right after it."""
    words, layout = discourse.lexicon.words, discourse.layout
    carrier = reference.word in words.phrases.carriers and reference.word not in words.roles.organisation
    if not carrier or reference.plural:
        return None
    if not reference.definite:
        after_words = (
            layout.run_of[reference.mention[0] - 1] >= 0
        )  # '…,” | a statement read', but not 'A note read: “…”'
        return _body_before(discourse, reference, NEXT_SENTENCES) if after_words else None
    for i in _uses(discourse, reference):
        noun = (
            layout.tokens[i] if i == reference.head else noun_head(layout, words.grammar, i)
        )  # 'sent an email | appeal'
        other = i > reference.head and is_new(noun, discourse.lexicon)  # '…,” a statement from his union said'
        if layout.hidden[i] or noun.tag_ not in words.grammar.common_noun_tags or other:
            continue
        makers = list(_makers(discourse, noun))
        maker = next((one for token in makers if (one := with_others(discourse, token))), None)
        if makers and maker is None:
            return None  # 'the letter, signed by seven physicians'
        maker = maker or _spoke_in(discourse, noun)
        if maker is not None:
            return replace(maker, how="role", written=True)
        if i < reference.head and is_new(noun, discourse.lexicon):
            return None
    return _who_did_so(discourse, reference) or _body_before(discourse, reference, SENTENCES_SINCE)


def _body_before(discourse: Discourse, reference: Reference, sentences: int) -> ResolvedSource | None:
    """'The Orm Club said Berg had gone. “We wish him well,” the statement added', '…,” a statement read': the body that
    has just said so, where no such text was told of before, and nothing is told of this one.
    """
    layout, words = discourse.layout, discourse.lexicon.words
    first = layout.sentences[max(layout.sentence_of[reference.head] - BRIEF, 0)][0]
    places = discourse.places_of(reference.word)
    known = reference.definite and bisect_left(places, first) < bisect_left(places, reference.head)
    told = any(child.i > reference.head for child in layout.tokens[reference.head].children)
    if reference.word not in words.phrases.brief or known or told:
        return None
    last = last_spoken(discourse, reference.head, {"organisation", "person", "group", "unknown"}, sentences)
    if last is None or last[1].written or not _is_body(discourse, last[1]):
        return None
    return replace(last[1], how="role", written=True)


def _is_body(discourse: Discourse, speaker: ResolvedSource) -> bool:
    """'Orm Rovers', and 'the ministry' which the article does not name."""
    if speaker.character is not None:
        return speaker.kind == "organisation"
    last = (speaker.name or "").lower().split()[-1:]
    return speaker.how == "words" and not discourse.lexicon.words.roles.organisation.isdisjoint(last)


def _who_did_so(discourse: Discourse, reference: Reference) -> ResolvedSource | None:
    """'Soir tweeted on Sunday. “…,” the tweet said', 'Soir wrote to the board. The letter said': who has just done what
    makes such a document.
    """
    layout, phrases = discourse.layout, discourse.lexicon.words.phrases
    written = reference.word in phrases.letters
    before = bisect_left(discourse.spoken, reference.head, key=itemgetter(0))
    for verb, speaker in reversed(discourse.spoken[max(before - EARLIER, 0) : before]):
        if layout.sentence_of[reference.head] - layout.sentence_of[verb] > SENTENCES_SINCE:
            return None
        lemmas = {form.lemma for form in discourse.lexicon.cue_forms.get(layout.lowers[verb], ())}
        made = reference.word in lemmas or (written and lemmas & phrases.writing)
        if made and speaker.kind in ABLE and not speaker.written:
            return replace(speaker, how="role", written=True)
    return None


def _uses(discourse: Discourse, reference: Reference) -> Iterator[int]:
    """The document itself, the same noun before it, last first, and the next one right after it."""
    places, head, sentence_of = discourse.places_of(reference.word), reference.head, discourse.layout.sentence_of
    at, far = bisect_left(places, head), LONG
    yield head
    if reference.word in discourse.lexicon.words.phrases.brief:
        far = BRIEF  # of which an article may have many
    yield from (i for i in reversed(places[max(at - EARLIER, 0) : at]) if sentence_of[head] - sentence_of[i] <= far)
    yield from (i for i in places[at + 1 : at + 2] if sentence_of[i] - sentence_of[head] <= NEXT_SENTENCES)


def _makers(discourse: Discourse, noun: Token) -> Iterator[Token]:
    """'Tull's report', 'a note by Tull', 'the letter, signed by Tull', 'Tull wrote in a letter', 'sent a letter'."""
    lexicon, layout = discourse.lexicon, discourse.layout
    grammar, making = lexicon.words.grammar, lexicon.words.phrases.making
    yield from owners_of(noun, lexicon)
    yield from makers_of(noun, lexicon)
    yield from signers_of(noun, lexicon)
    if noun.dep_ in grammar.passive_subject and noun.head.lower_ in making:
        agent = agent_of(noun.head, grammar)
        yield from [agent] if agent is not None else []
    verb = _made_by(discourse, noun)
    subject = subject_of(layout, lexicon, verb) if verb is not None else None
    if subject is not None and not _is_addressed(noun, subject.text):
        yield subject


def signers_of(noun: Token, lexicon: Lexicon) -> list[Token]:
    """'The paper, written by Tull, argues', 'the letter, signed by Tull'."""
    grammar, making = lexicon.words.grammar, lexicon.words.phrases.making
    clauses = (c for c in noun.children if c.dep_ in grammar.modifier_clause and c.lower_ in making)
    return [agent for clause in clauses if (agent := agent_of(clause, grammar)) is not None]


def _is_addressed(noun: Token, word: str) -> bool:
    """'In a letter to Vane, who was …, wrote': a person named after the document is its reader, not its author."""
    after = (noun.doc[i] for i in range(noun.i + 1, noun.right_edge.i + 1))
    return any(token.text == word for token in takewhile(lambda token: token.text != ",", after))


def _made_by(discourse: Discourse, noun: Token) -> Token | None:
    """The verb of 'Tull wrote in a letter' and of 'Tull sent a letter'."""
    words, verb = discourse.lexicon.words, noun.head
    if noun.dep_ in words.grammar.preposition_object and verb.lower_ in words.phrases.written_in:
        verb = verb.head
        told = verb.lower_ in discourse.lexicon.saying
        if told and noun.lower_ in words.phrases.letters | words.phrases.brief:
            return verb  # 'In a letter, Tull asked the board to go'
    elif noun.dep_ not in words.grammar.object:
        return None
    return verb if verb.lower_ in words.phrases.making else None


def _spoke_in(discourse: Discourse, noun: Token) -> ResolvedSource | None:
    """Who was found to say what stands in a document, where the parse shows no subject."""
    verb = _made_by(discourse, noun)
    spoken = discourse.spoken[bisect_left(discourse.spoken, verb.i, key=itemgetter(0)) :] if verb is not None else ()
    found = next((one for at, one in spoken[:1] if verb is not None and at == verb.i and one.kind in ABLE), None)
    return None if found is None or not found.name or _is_addressed(noun, found.name.split()[-1]) else found


def with_others(discourse: Discourse, maker: Token) -> ResolvedSource | None:
    """'the letter, signed by Tull and Vane': with whoever made it, too."""
    one, mention = _settled(discourse, maker), mention_of(discourse.layout, discourse.lexicon, maker)
    if one is None or mention is None:
        return one
    heads = [discourse.layout.head(place) for place in partners(discourse.layout, discourse.lexicon, mention)]
    joined = sorted(
        [(maker.i, one), *((head.i, other) for head in heads if (other := _settled(discourse, head)))],
        key=itemgetter(0),
    )
    first, *others = (other for _, other in joined)
    return replace(first, others=tuple(others)) if others else one


def _settled(discourse: Discourse, maker: Token) -> ResolvedSource | None:
    """Whom a maker stands for: a name, or a mention that has been resolved where it spoke."""
    if maker.i in discourse.cast.at:
        return as_speaker(discourse, discourse.cast.at[maker.i], "role")
    mention = mention_of(discourse.layout, discourse.lexicon, maker)
    speaker = discourse.settled.get(mention) if mention else None
    return speaker if speaker and speaker.name and speaker.kind in ABLE else None
