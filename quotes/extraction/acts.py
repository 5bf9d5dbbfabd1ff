"""What the speaker does with the words: states, denies, asks, promises, demands or accuses; or no statement at all.

This depends on the cue: its word, the form of its content, and the words around it ('did not', 'if', 'refused to').
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from quotes.extraction.cues.cue import Cue
from quotes.extraction.layout import Layout, Range
from quotes.extraction.lexicon import Lexicon
from quotes.extraction.tokens import Token
from quotes.extraction.unreal import is_unreal
from quotes.models import Act

STEPS_UP = 6  # of the parse, from a cue to what makes it hypothetical
TOLD = 12  # tokens after 'asked' or 'told' in which what is to be done begins


def act_of(layout: Layout, lexicon: Lexicon, cue: Cue | None, content: Sequence[Range]) -> Act:
    """'Vane denied that …' denies, 'asked whether …' asks, 'asked the minister to resign' demands."""
    if cue is None:
        return "states"
    acts = lexicon.words.acts
    if cue.lemma in acts.asks | acts.tells and _is_to_be_done(layout, lexicon, cue, content):
        return "demands"
    if cue.lemma in acts.denies_clause and cue.shape == "clause" and layout.run_of[content[0][0]] < 0:
        return "denies"
    by_word: tuple[tuple[Act, frozenset[str]], ...] = (
        ("denies", acts.denies),
        ("asks", acts.asks),
        ("promises", acts.promises),
        ("demands", acts.demands),
        ("accuses", acts.accuses),
    )
    act: Act = next((act for act, words in by_word if cue.lemma in words), "states")
    return "states" if act == "promises" and _is_over(layout, lexicon, cue, content) else act


def _is_over(layout: Layout, lexicon: Lexicon, cue: Cue, content: Sequence[Range]) -> bool:
    """'swore that she had never met him': a clause of what is past promises nothing."""
    grammar, head = lexicon.words.grammar, layout.head(content[0])
    tags = {word.tag_ for word in (head, *head.children) if word is head or word.dep_ in grammar.auxiliary}
    return cue.shape == "clause" and tags.isdisjoint(grammar.modal_tags) and not tags.isdisjoint(grammar.past_tags)


def _is_to_be_done(layout: Layout, lexicon: Lexicon, cue: Cue, content: Sequence[Range]) -> bool:
    """'told the crews to wait': an infinitive right after whoever is addressed."""
    start, end = content[0]
    grammar = lexicon.words.grammar
    if start < cue.verb or any(layout.run_of[i] >= 0 for i in (start, end - 1)):
        return False
    if (
        layout.labels[cue.verb + 1] in grammar.preposition
        and layout.lowers[cue.verb + 1] in lexicon.words.small.leading
    ):
        return False  # 'told of seeing a boat that tried to land'
    for i in range(cue.verb + 1, min(end - 1, cue.verb + TOLD)):
        if layout.tags[i] in grammar.infinitive_tags:
            return layout.tags[i + 1] in grammar.base_tags
        if layout.tags[i] in grammar.finite_tags or layout.lowers[i] in lexicon.words.unmade.marks:
            return False
    return False


def only_asks(layout: Layout, lexicon: Lexicon, cue: Cue) -> bool:
    """'who asked not to be named', 'requesting anonymity', 'Asked about her plans', 'Raman, asked whether …, said':
    these report no words.
    """
    if cue.lemma in lexicon.words.acts.asks | lexicon.words.acts.demands and _hides(layout, lexicon, cue):
        return True
    if cue.lemma not in lexicon.words.cues.asked:
        return False
    negative = lexicon.words.unmade.negative
    if cue.shape == "infinitive" and (cue.negated or (cue.content and layout.lowers[cue.content[0][0]] in negative)):
        return True
    if cue.source is None:
        return cue.shape != "clause"
    active = layout.tags[cue.verb] in lexicon.words.grammar.participle_tags  # 'called the owners, asking them to pay'
    return layout.texts[cue.verb - 1] == "," and not active and not _asks_somebody(layout, lexicon, cue)


def _asks_somebody(layout: Layout, lexicon: Lexicon, cue: Cue) -> bool:
    """'Ida Soir, who writes for the Herald, asked Vane if …': with a subject of its own and whom it asks."""
    grammar, verb = lexicon.words.grammar, layout.tokens[cue.verb]
    whom = (c for c in verb.children if c.dep_ in grammar.object and c.i == verb.i + 1)
    named = any(c.tag_ in grammar.name_tags | grammar.pronoun_tags or c.lower_ in lexicon.persons for c in whom)
    return named and bool(verb.children_as(grammar.subject)) and verb.head.i == verb.i


def _hides(layout: Layout, lexicon: Lexicon, cue: Cue) -> bool:
    """'requesting anonymity', 'asked for anonymity'."""
    return not lexicon.words.unmade.hiding.isdisjoint(layout.lowers[cue.verb + 1 : cue.verb + 1 + HIDING])


HIDING = 3  # tokens after 'asked' in which 'anonymity' stands


def is_made(layout: Layout, lexicon: Lexicon, cue: Cue) -> bool:
    """Was it said at all? Not in 'did not say', 'refused to say', 'if she says' and 'could have said'."""
    unmade = lexicon.words.unmade
    if cue.source and not unmade.subjects.isdisjoint(layout.lowers[max(cue.source[0] - 1, 0) : cue.source[0] + 1]):
        return False
    if _is_asked(layout, lexicon, cue) or is_unreal(layout, lexicon, cue) or _is_by_nobody(layout, lexicon, cue):
        return False
    if _is_demanded(layout, lexicon, cue):
        return False
    return not any(_undoes(lexicon, verb, governs) for verb, governs in _chain(layout, lexicon, cue))


def _is_by_nobody(layout: Layout, lexicon: Lexicon, cue: Cue) -> bool:
    """'Nobody dared to say “no”', 'Few have reason to say …': whose subject, further up, is nobody."""
    grammar, token = lexicon.words.grammar, layout.tokens[cue.verb]
    for _ in range(NOBODY_STEPS):
        if token.tag_ not in grammar.base_tags and token.tag_ not in grammar.noun_tags:
            break
        token = token.head
    subjects = (c.lower_ for c in token.children if c.dep_ in grammar.subject and c.i < token.i)
    return not lexicon.words.unmade.subjects.isdisjoint(subjects)


NOBODY_STEPS = 3  # up the tree from 'say' to the verb whose subject says it


def _is_demanded(layout: Layout, lexicon: Lexicon, cue: Cue) -> bool:
    """'despite calls for both to say “sorry”', 'pressure on her to admit that …': what somebody is to say."""
    grammar, verb = lexicon.words.grammar, layout.tokens[cue.verb]
    if verb.tag_ not in grammar.base_tags or not _is_infinitive(lexicon, verb) or verb.head.i > verb.i:
        return False
    above = verb.head.lower_
    wanted = any(c.lower_ in lexicon.words.small.asked_for and c.dep_ in grammar.clause_marks for c in verb.children)
    return above in lexicon.words.unmade.pressing or (wanted and above in lexicon.noun_forms)


def _is_asked(layout: Layout, lexicon: Lexicon, cue: Cue) -> bool:
    """'Did Marlow say that …?' asks it; 'To say that … would be wrong' only thinks of it."""
    grammar = lexicon.words.grammar
    if layout.labels[cue.verb] in grammar.clause_subject:
        return True
    if cue.source is None or cue.source[0] > cue.verb:
        return False
    start, end = layout.sentences[layout.sentence_of[cue.verb]]
    first = max(cue.source[0] - 1, start)
    turned = not lexicon.words.unmade.turned.isdisjoint(layout.lowers[first : cue.source[0] + 1])
    asks = ASKED in layout.texts[max(end - CLOSERS, cue.verb) : end]
    return turned and asks and not any(tag in grammar.question_tags for tag in layout.tags[start:first])


ASKED = "?"
CLOSERS = 3  # the last tokens of a sentence: its mark, and marks and spaces after it


def _chain(layout: Layout, lexicon: Lexicon, cue: Cue) -> Iterator[tuple[Token, bool]]:
    """The cue, the verbs above it and whether they govern it: 'refused | to go on | to say'.

    In 'did not stay but said' and 'refused to stay but said' none does.
    """
    grammar = lexicon.words.grammar
    token, governs = layout.tokens[cue.verb], False
    for _ in range(STEPS_UP):
        yield token, governs
        governed = token.dep_ in grammar.open_clause or token.dep_ in grammar.preposition_clause
        governed = governed or (token.dep_ in grammar.clause and _is_infinitive(lexicon, token))
        own = _is_of_other_form(lexicon, token) or bool(token.children_as(grammar.subject | grammar.auxiliary))
        joined = token.dep_ in grammar.conjunct and (not own or _is_alternative(lexicon, token))
        if token.dep_ in grammar.adverbial and token.head.lower_ in lexicon.words.unmade.extent:
            token, governed = token.head, True  # 'did not go so | far | as to say'
        if not (governed or joined) or token.head.i == token.i:
            return
        token, governs = token.head, governed


def _is_alternative(lexicon: Lexicon, verb: Token) -> bool:
    """'has neither confirmed | nor denied', 'has not confirmed | or denied', whatever the tagger takes the form for."""
    before = verb.doc[verb.i - 1]
    return before.lower_ in lexicon.words.unmade.alternatives and before.dep_ in lexicon.words.grammar.coordination


def _is_infinitive(lexicon: Lexicon, verb: Token) -> bool:
    """'want the mayor to say', where the mayor is the subject of 'say'."""
    return any(child.tag_ in lexicon.words.grammar.infinitive_tags and child.i < verb.i for child in verb.children)


def _is_of_other_form(lexicon: Lexicon, verb: Token) -> bool:
    """'declined to name them but | said': a verb whose form cannot depend on what governs the verb before it."""
    grammar = lexicon.words.grammar
    if verb.tag_ in grammar.finite_tags:
        return verb.head.tag_ not in grammar.finite_tags
    return verb.head.tag_ in grammar.base_tags and verb.tag_ not in grammar.base_tags


def _in_name(word: Token) -> bool:
    """The 'Will' of 'City captain Will Froome added', which the tagger takes for a verb."""
    return word.i > 0 and word.text[:1].isupper() and word.text[1:].islower() and word.doc[word.i - 1].is_alpha


def _barely(lexicon: Lexicon, verb: Token) -> set[str]:
    """The 'yet' of 'has yet to say'; none in 'Yet the owners said …', where it stands before who says it."""
    subject = min((child.i for child in verb.children_as(lexicon.words.grammar.subject)), default=0)
    return {child.lower_ for child in verb.children if subject <= child.i < verb.i} & lexicon.words.unmade.barely


def _undoes(lexicon: Lexicon, verb: Token, governs: bool) -> bool:
    """Does a verb, or a small word that depends on it, say that what follows was not stated?"""
    unmade = lexicon.words.unmade
    before = {child.lower_ for child in verb.children if child.i < verb.i and not _in_name(child)}
    after = {child.lower_ for child in verb.children if verb.i < child.i <= verb.i + 2}
    modal = before & unmade.modals and not before & unmade.only  # 'could say', but 'could only say'
    modal = modal and verb.tag_ not in lexicon.words.grammar.past_tags  # 'May said', who is no modal
    if modal or before & (unmade.negative | unmade.marks) or _barely(lexicon, verb):
        return True
    if before & unmade.conditional and before & unmade.perfect:  # 'would have said', but 'would later say'
        return True
    if verb.dep_ in lexicon.words.grammar.preposition_clause and verb.head.lower_ in unmade.without:
        return True
    return governs and (verb.lower_ in lexicon.unmaking or bool(after & (unmade.negative | unmade.barely)))
