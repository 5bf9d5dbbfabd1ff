"""Whose words a verb reports, as the parse shows it: its own subject, or that of a verb it hangs on."""

from __future__ import annotations

from quotes.extraction.cues.subject_head import bearer_of_age, beside_setting, described_in, is_dateline
from quotes.extraction.layout import Layout
from quotes.extraction.lexicon import Grammar, Lexicon
from quotes.extraction.mentions import (
    is_sourcelike,
    mention_of,
)
from quotes.extraction.tokens import Token

FARTHEST = 6  # steps up the tree from a verb to the subject it shares


def subject_of(layout: Layout, lexicon: Lexicon, verb: Token) -> Token | None:
    """The subject of a verb: its own, or the one it shares with the verb it hangs on."""
    token, unlikely = verb, None
    for _ in range(FARTHEST):
        own = _subjects_seen(layout, lexicon, verb, token)
        if own and (doer := _doer(layout, lexicon, verb, token)) is not None:
            return doer
        if own:
            own = [
                c for subject in own for c in bearer_of_age(layout, lexicon, subject) if not is_dateline(layout, c, own)
            ]
            own = [described_in(layout, lexicon, subject, token) or subject for subject in own]
            found = _nearest_able(layout, lexicon, token, own) if own else None
            if found is None or not _only_meanwhile(layout, lexicon, verb, token, found):
                return found or unlikely
            unlikely = unlikely or found
        if token.head.i == token.i:
            return unlikely
        if (other := _named_beside(layout, lexicon, token)) is not None:
            return other
        if _attacks(layout, lexicon, token):
            token = token.head.head
        elif (giver := _given_to(lexicon, token)) is not None:
            if giver.tag_ in lexicon.words.grammar.noun_tags:
                return giver
            token = giver
        elif (other := _hung_on(layout, lexicon, verb, token)) is not None:
            return other
        elif token.dep_ in lexicon.words.grammar.clause and token.tag_ not in lexicon.words.grammar.participle_tags:
            return unlikely
        else:
            token = token.head
    return unlikely


def _subjects_seen(layout: Layout, lexicon: Lexicon, verb: Token, token: Token) -> list[Token]:
    """The subjects that hang on a word, as a verb that shares them may see them."""
    subjects = lexicon.words.grammar.subject - lexicon.words.grammar.empty_subject
    negative = lexicon.words.unmade.negative  # the parser takes the 'n’t' of 'She didn’t' for a subject
    named = [c for c in token.children if c.dep_ in subjects or is_named_as_modal(lexicon.words.grammar, c)]
    own = (c for c in named if c.lower_ not in negative and _seen(layout, verb, c))
    return [c for subject in own for c in beside_setting(lexicon, subject)]


def _named_beside(layout: Layout, lexicon: Lexicon, token: Token) -> Token | None:
    """Who speaks though it is no subject: who is shown saying it, spoken of, or set beside it."""
    shown = _shown_saying(lexicon, token)
    return shown or _spoken_of(layout, lexicon, token) or _set_beside(layout, lexicon, token)


def _hung_on(layout: Layout, lexicon: Lexicon, verb: Token, token: Token) -> Token | None:
    """Who speaks by what the parse has a clause hang on: a noun, or whom somebody has do it."""
    grammar, head = lexicon.words.grammar, token.head
    of_noun = token.dep_ in grammar.modifier_clause and head.tag_ in grammar.noun_tags
    if of_noun and not _is_elsewhere(layout, lexicon, verb, token):
        return head
    led = lexicon.words.phrases.view_preposition
    if token.dep_ in grammar.preposition_clause and head.lower_ in led:  # 'led the crowd | in chanting'
        return _made_to(lexicon, head.head.head if head.head.dep_ in grammar.object else head.head)
    return _made_to(lexicon, head) if token.dep_ in grammar.open_clause else None


def _is_elsewhere(layout: Layout, lexicon: Lexicon, verb: Token, clause: Token) -> bool:
    """Is the noun that a clause hangs on none that says it, by what stands between, or by what it is?"""
    noun = clause.head
    return (
        _is_beyond(layout, lexicon, verb, clause, noun)
        or _is_aimed_at(layout, lexicon, clause, noun)
        or _is_moment(layout, lexicon, clause, noun)
        or _is_way(layout, lexicon, clause, noun)
    )


def _only_meanwhile(layout: Layout, lexicon: Lexicon, verb: Token, above: Token, subject: Token) -> bool:
    """'sent a note as the meeting began | vowing to fight': a thing that only tells when somebody else says it."""
    grammar = lexicon.words.grammar
    if verb is above or verb.tag_ not in grammar.participle_tags or above.dep_ not in grammar.adverbial:
        return False
    unable = not can_speak(layout, lexicon, subject) and subject.lower_ not in lexicon.words.phrases.one_of_many
    told = subject.dep_ in grammar.passive_subject and subject.lower_ in lexicon.words.phrases.carriers
    return subject.tag_ in grammar.noun_tags and (unable or told)


def _doer(layout: Layout, lexicon: Lexicon, verb: Token, passive: Token) -> Token | None:
    """'The photo was denied by Vane, hinting that it was a fake': who did what the participle belongs to."""
    grammar = lexicon.words.grammar
    beside = verb.head.i == passive.i and verb.i > passive.i and verb.tag_ in grammar.participle_tags
    things = passive.children_as(grammar.passive_subject) if beside and layout.texts[verb.i - 1] == "," else []
    if not things or any(can_speak(layout, lexicon, thing) for thing in things):
        return None
    agent = agent_of(passive, grammar)
    return agent if agent is not None and can_speak(layout, lexicon, agent) else None


def able_subject(layout: Layout, lexicon: Lexicon, verb: Token) -> Token | None:
    """'They asked how fast the oil would break down and concluded that …': they, where the oil cannot."""
    subject, grammar = subject_of(layout, lexicon, verb), lexicon.words.grammar
    if (speaker := _goes_on(layout, lexicon, verb, subject)) is not None:
        return speaker
    if subject is None or subject.tag_ not in grammar.common_noun_tags or not verb.i > subject.head.i > subject.i:
        return subject
    clause = subject.head
    if verb.head.i != clause.i or clause.dep_ not in grammar.clause or can_speak(layout, lexicon, subject):
        return subject
    above = subject_of(layout, lexicon, clause.head)
    return above if above is not None and can_speak(layout, lexicon, above) else subject


def _goes_on(layout: Layout, lexicon: Lexicon, verb: Token, subject: Token | None) -> Token | None:
    """'Soir added no proof showed it, | saying that …': who says what the participle hangs on, where nobody in it can
    speak.
    """
    grammar, token = lexicon.words.grammar, verb.head
    if (
        verb.tag_ not in grammar.participle_tags
        or verb.dep_ not in grammar.adverbial
        or layout.texts[verb.i - 1] != ","
    ):
        return None
    if subject is not None and (
        can_speak(layout, lexicon, subject) or subject.lower_ in lexicon.words.phrases.carriers
    ):
        return None
    for _ in range(FARTHEST):
        if token.dep_ not in grammar.clause or token.head.i >= token.i:
            return None
        token = token.head
        says = token.lower_ in lexicon.saying
        above = next((c for c in token.children_as(grammar.subject) if c.i < token.i), None)
        if says and above is not None:
            return above
    return None


def _is_way(layout: Layout, lexicon: Lexicon, clause: Token, noun: Token) -> bool:
    """'went out of his way to say', 'took pains to say': a noun with what somebody does, and nobody who speaks."""
    grammar = lexicon.words.grammar
    to = any(child.tag_ in grammar.infinitive_tags and child.i < clause.i for child in clause.children)
    common = noun.tag_ in grammar.common_noun_tags and noun.lower_ not in lexicon.words.phrases.carriers
    return to and common and not can_speak(layout, lexicon, noun)


def is_named_as_modal(grammar: Grammar, word: Token) -> bool:
    """The 'May' of 'May said', which the parse takes for an auxiliary."""
    past = word.head.tag_ in grammar.past_tags and word.head.i == word.i + 1
    return past and word.dep_ in grammar.auxiliary and word.tag_ in grammar.name_tags | grammar.modal_tags


def _is_beyond(layout: Layout, lexicon: Lexicon, verb: Token, clause: Token, noun: Token) -> bool:
    """'dropped the case of two men accused of arson, | saying it was weak': what the parser hung on others."""
    grammar = lexicon.words.grammar
    added = verb.i != clause.i and verb.tag_ in grammar.participle_tags and layout.texts[verb.i - 1] == ","
    done = noun.dep_ in grammar.object | grammar.preposition_object
    return added and done and noun.lower_ not in lexicon.words.phrases.carriers


def _is_aimed_at(layout: Layout, lexicon: Lexicon, clause: Token, noun: Token) -> bool:
    """'The editor defended the campaign against thieves | saying it helped': what the noun belongs to is judged, and
    whoever judges it goes on.
    """
    grammar, forms = lexicon.words.grammar, lexicon.cue_forms
    if noun.dep_ not in grammar.preposition_object or clause.tag_ not in grammar.participle_tags:
        return False
    thing = noun.head.head
    judges = any("describe" in form.groups for form in forms.get(thing.head.lower_, ()))
    if thing.dep_ not in grammar.object or not judges or clause.i != noun.i + 1:
        return False
    return any(can_speak(layout, lexicon, one) for one in thing.head.children_as(grammar.subject))


def _is_moment(layout: Layout, lexicon: Lexicon, clause: Token, noun: Token) -> bool:
    """'has fought with her, at one point | calling her a “liar”': a participle after where or when it was said."""
    grammar = lexicon.words.grammar
    scene = noun.dep_ in grammar.preposition_object and noun.head.lower_ in lexicon.words.time.before
    touches = scene and clause.tag_ in grammar.participle_tags and clause.i == noun.i + 1
    return touches and layout.texts[noun.head.i - 1] == "," and not can_speak(layout, lexicon, noun)


def _nearest_able(layout: Layout, lexicon: Lexicon, verb: Token, subjects: list[Token]) -> Token:
    """Of several subjects of a verb a name, then the nearest before it; 'a spokesman who … because of policy said': who
    can speak.
    """
    names = [c for c in subjects if c.tag_ in lexicon.words.grammar.name_tags]
    named = next((c for c in names if c.ent_type_ in lexicon.words.grammar.person_labels), next(iter(names), None))
    if named is not None or len(subjects) == 1:
        return named or subjects[0]
    able = [c for c in subjects if can_speak(layout, lexicon, c)]
    return max(able or subjects, key=lambda c: (c.i < verb.i, c.i))


def _shown_saying(lexicon: Lexicon, verb: Token) -> Token | None:
    """'The ad uses footage of the mayor asking …': the speaker in what is shown."""
    grammar, before = lexicon.words.grammar, verb.doc[max(verb.i - 1, 0)]
    if verb.tag_ not in grammar.participle_tags or before.dep_ not in grammar.preposition_object:
        return None
    shown = (
        before.head.lower_ in lexicon.words.phrases.view_link
        and before.head.head.lower_ in lexicon.words.phrases.carriers
    )
    return before if shown else None


def _given_to(lexicon: Lexicon, verb: Token) -> Token | None:
    """'sent a letter to its clubs stating …': the letter; 'made a pitch to voters saying …': whoever made it."""
    grammar, hearers = lexicon.words.grammar, verb.head
    to_them = verb.tag_ in grammar.participle_tags and verb.dep_ in grammar.modifier_clause
    if not to_them or hearers.dep_ not in grammar.preposition_object:
        return None
    link, giver = hearers.head, hearers.head.head
    given = [giver, *(c for c in giver.children if c.dep_ in grammar.object and c.i < hearers.i)]
    nouns = [noun for noun in given if noun.tag_ in grammar.noun_tags]
    carrier = next((noun for noun in nouns if noun.lower_ in lexicon.words.phrases.carriers), None)
    if carrier is not None or link.lower_ not in lexicon.words.small.bound_to or not nouns:
        return carrier
    doing = giver.head if giver in nouns and giver.dep_ in grammar.object else giver
    return doing if doing.tag_ in grammar.verb_tags else None


def _attacks(layout: Layout, lexicon: Lexicon, verb: Token) -> bool:
    """'Airlines attacked the law | saying it would ruin them': a law that is described says nothing."""
    grammar, noun = lexicon.words.grammar, verb.head
    if verb.tag_ not in grammar.participle_tags or verb.dep_ not in grammar.modifier_clause:
        return False
    described = any("describe" in form.groups for form in lexicon.cue_forms.get(noun.head.lower_, ()))
    return described and noun.dep_ in grammar.object and verb.i > noun.i and not can_speak(layout, lexicon, noun)


def _spoken_of(layout: Layout, lexicon: Lexicon, verb: Token) -> Token | None:
    """'The crowd booed Vane for saying …', 'was upset with Vane for saying …', 'caught Vane saying …': who said it."""
    grammar, phrases, head = lexicon.words.grammar, lexicon.words.phrases, verb.head
    if verb.tag_ not in grammar.participle_tags:
        return None
    if verb.dep_ in grammar.preposition_clause and head.lower_ in phrases.blaming:
        found = [c for c in head.head.children if c.dep_ in grammar.object and c.i < head.i]
        at = [c for c in head.head.children if c.lower_ in phrases.blamed and c.i < head.i]
        found += [c for link in at for c in link.children if c.dep_ in grammar.preposition_object]
    elif head.lower_ in phrases.catching:
        found = [c for c in head.children if c.dep_ in grammar.object and head.i < c.i < verb.i]
    else:
        return None
    named = [name for noun in found for name in _named_by(noun, grammar)]
    return next((noun for noun in named if can_speak(layout, lexicon, noun)), None)


def _set_beside(layout: Layout, lexicon: Lexicon, verb: Token) -> Token | None:
    """'It passed the plan, with the leader, Ida Soir, telling members that …': who stands after 'with' and a comma."""
    grammar = lexicon.words.grammar
    if verb.tag_ not in grammar.participle_tags or verb.i < 2:
        return None
    last = verb.i - 1 - (layout.texts[verb.i - 1] == ",")
    for link in verb.head.children:
        beside = link.lower_ in lexicon.words.phrases.set_beside and 0 < link.i < last == link.right_edge.i
        if beside and layout.texts[link.i - 1] == ",":
            nouns = (c for c in link.children if c.dep_ in grammar.preposition_object)
            return next((c for c in nouns if can_speak(layout, lexicon, c)), None)
    return None


def can_speak(layout: Layout, lexicon: Lexicon, noun: Token) -> bool:
    mention = mention_of(layout, lexicon, noun)
    return mention is not None and is_sourcelike(layout, lexicon, noun, mention)


def _seen(layout: Layout, verb: Token, subject: Token) -> bool:
    """'After saying it was “so swollen I could not walk,” she …': no words in marks have a verb outside."""
    return layout.run_of[subject.i] < 0 or layout.run_of[verb.i] >= 0


def _made_to(lexicon: Lexicon, verb: Token) -> Token | None:
    """'This led the historian Dainis Orn to speak of …': who is made to."""
    if verb.lower_ not in lexicon.causing:
        return None
    objects = [c for c in verb.children if c.dep_ in lexicon.words.grammar.object and c.i > verb.i]
    return next((name for o in objects for name in _named_by(o, lexicon.words.grammar)), None)


def _named_by(noun: Token, grammar: Grammar) -> list[Token]:
    """The name in apposition to a noun, or the noun."""
    return [c for c in noun.children if c.dep_ in grammar.apposition and c.tag_ in grammar.name_tags][:1] or [noun]


def agent_of(verb: Token, grammar: Grammar) -> Token | None:
    """'by Soir' of a passive verb."""
    for child in verb.children:
        if child.dep_ in grammar.agent:
            return next((c for c in child.children if c.dep_ in grammar.preposition_object), None)
    return None
