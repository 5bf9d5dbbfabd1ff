"""Find where a report ends although the parse goes on: what the writer adds, and what the speaker does next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from quotes.extraction.cues.around import COMMAS, COMMAS_AND_CLOSERS, PARTS
from quotes.extraction.cues.clauses import clause_head
from quotes.extraction.cues.closes import closing
from quotes.extraction.cues.cue import Cue
from quotes.extraction.cues.outside import as_somebody, comments, does_next, told_by, turns_to
from quotes.extraction.cues.ranges import has_verb
from quotes.extraction.layout import Content, Layout, Range
from quotes.extraction.lexicon import Lexicon
from quotes.extraction.mentions import is_sourcelike, mention_of, phrase_start
from quotes.extraction.tokens import Token

REACH_TOKENS = 150  # of a sentence in which the end of a report is looked for
LINKS = 2  # words before a clause that join it ('and later called')
APPOSED = 5  # tokens from a comma to the noun that says what the writer thinks of it all
BREAKS = COMMAS | COMMAS_AND_CLOSERS
LEADING = ("clause", "infinitive", "object", "noun")


class Ending(NamedTuple):
    """The first token after a report, and the speaker's own verbs from there on: 'stressing', 'urged'."""

    at: int
    verbs: tuple[int, ...]


def ending_of(layout: Layout, lexicon: Lexicon, cue: Cue, cues: Sequence[Cue]) -> Ending | None:
    """Where the report of a cue is over, by the first of the signs; None if none is seen.

    Args:
        cues: those near it.
    """
    if cue.shape not in LEADING or not cue.content or cue.content[0][0] < cue.verb:
        return None
    joined = own_verb(layout, lexicon, cue)
    verbs = [] if joined is None else [joined.i]
    places = [*(_link(layout, lexicon, verb) for verb in verbs), *_after_marks(layout, lexicon, cue, cues)]
    next_one = _next_participle(layout, lexicon, cue)
    others = (closing(layout, lexicon, cue), None if next_one is None else next_one - 1)
    places += [place for place in others if place is not None]
    if not places:
        return None
    end = min(places)
    first = next(i for i in range(end, len(layout.texts)) if layout.texts[i] not in COMMAS_AND_CLOSERS)
    verbs += [first] if adds(layout, lexicon, cue, first) else []
    verbs += [] if (deed := does_next(layout, lexicon, cue, first)) is None else [deed]
    verbs += [] if next_one is None else [next_one]
    return Ending(end, tuple(verbs))


def _next_participle(layout: Layout, lexicon: Lexicon, cue: Cue) -> int | None:
    """'admitting that it had failed | but warning that …', 'adding that he had lost | and praising Vane': two
    participles of who speaks, with a clause between them.
    """
    grammar = lexicon.words.grammar
    start, end = cue.content[0][0], layout.sentences[layout.sentence_of[cue.verb]][1]
    if layout.tags[cue.verb] not in grammar.participle_tags or cue.shape != "clause":
        return None
    for i in range(start + 1, min(end, start + REACH_TOKENS) - 1):
        if layout.hidden[i] or layout.tags[i] in grammar.participle_tags:
            return None
        if layout.labels[i] in grammar.coordination and layout.tags[i + 1] in grammar.participle_tags:
            return i + 1 if has_verb(layout, lexicon, start, i) else None
    return None


def _after_marks(layout: Layout, lexicon: Lexicon, cue: Cue, cues: Sequence[Cue]) -> Iterator[int]:
    """The commas and semicolons of the sentence of a cue after which something begins that it does not report."""
    start, (_, end) = cue.content[0][0], layout.sentences[layout.sentence_of[cue.verb]]
    last = _moved_on(layout, lexicon, cue, min(end, start + REACH_TOKENS))
    for i in range(start + 1, last):
        before = layout.texts[i - 1]
        if layout.hidden[i] or _opens_marks(layout, i - 1):
            continue
        if before in PARTS and leads_next(layout, lexicon, cue, cues, i):
            yield i - 1
        elif before in BREAKS and _is_after(layout, lexicon, cue, cues, (i, last)):
            yield i - 1 if before in COMMAS else i
        elif turns_to(layout, lexicon, i):
            yield i - 1


def _opens_marks(layout: Layout, i: int) -> bool:
    """'accused them of spreading a " | false report" that he had left': a straight mark that opens is no closer."""
    return layout.run_of[i] >= 0 and layout.runs[layout.run_of[i]].open == i


def _moved_on(layout: Layout, lexicon: Lexicon, cue: Cue, end: int) -> int:
    """'letters that name them, he | gave a reason, saying …': where another clause has its verb, after a thing."""
    if cue.shape != "object":
        return end
    rest, finite = range(cue.content[-1][1], end), lexicon.words.grammar.finite_tags
    return next((i for i in rest if layout.tags[i] in finite and not layout.hidden[i]), end)


def _is_after(layout: Layout, lexicon: Lexicon, cue: Cue, cues: Sequence[Cue], rest: Range) -> bool:
    """Does something begin at a comma that, to the end of the sentence, no longer belongs to the report before it?"""
    i, _ = rest
    if told_by(layout, lexicon, i, layout.sentences[layout.sentence_of[cue.verb]][1]):
        return True
    if comments(layout, lexicon, cue, i) or as_somebody(layout, lexicon, i):
        return True
    if does_next(layout, lexicon, cue, i) is not None:
        return True
    if adds(layout, lexicon, cue, i) or _is_set_beside(layout, lexicon, cue, i) or _is_outside(layout, lexicon, cue, i):
        return True
    if _is_asked(layout, lexicon, i) or _refers(layout, lexicon, i) or compares_shares(layout, lexicon, cue, i):
        return True
    if _is_told_with(layout, lexicon, cues, i) or _is_denied(layout, lexicon, i) or _points(layout, lexicon, i):
        return True
    put = _tells_nothing(layout, lexicon, i) or layout.lowers[i] in lexicon.words.small.against
    put = put and layout.lowers[i - 2] not in lexicon.words.small.that  # 'noting that | , contrary to her claims, …'
    put = put or _apposed(layout, lexicon, i) or _received(layout, lexicon, rest)
    return put and not _goes_on(layout, lexicon, rest)


def _is_asked(layout: Layout, lexicon: Lexicon, i: int) -> bool:
    """'said he had not seen it, | and when asked about the others, he left'."""
    grammar, words = lexicon.words.grammar, lexicon.words
    if layout.labels[i] not in grammar.coordination or i + 1 == len(layout.texts):
        return False
    asked = min(i + 1 + (layout.lowers[i + 1] in words.small.fronted), len(layout.texts) - 1)
    lemmas = {form.lemma for form in lexicon.cue_forms.get(layout.lowers[asked], ())}
    return layout.tags[asked] in grammar.past_participle_tags | grammar.past_tags and bool(lemmas & words.cues.asked)


def _is_told_with(layout: Layout, lexicon: Lexicon, cues: Sequence[Cue], i: int) -> bool:
    """'said it was pleased, | with its director calling it a gift': what somebody else says."""
    grammar, link = lexicon.words.grammar, layout.tokens[i]
    if link.lower_ not in lexicon.words.phrases.set_beside or link.dep_ not in grammar.preposition:
        return False
    deeds = {deed.i for deed in link.children_as(grammar.preposition_clause) if deed.children_as(grammar.subject)}
    said = (cue for cue in cues if cue.verb in deeds and cue.groups & TELLING and layout.run_of[cue.verb] < 0)
    return any(cue.shape == "clause" or "describe" in cue.groups for cue in said)


def _is_denied(layout: Layout, lexicon: Lexicon, i: int) -> bool:
    """'said they had leaned on the ministry, | which it denies'."""
    verb, words = layout.tokens[i].head, lexicon.words
    relative = layout.lowers[i] in words.pronouns.relative and layout.texts[i - 1] in COMMAS and verb.i > i
    denies = {form.lemma for form in lexicon.cue_forms.get(verb.lower_, ())} & (
        words.acts.denies | words.acts.denies_clause
    )
    return relative and bool(denies) and verb.dep_ in words.grammar.modifier_clause


def _points(layout: Layout, lexicon: Lexicon, i: int) -> bool:
    """'said he would not be beaten, | a swipe at Vane', '…, | in an apparent reference to Vane': how it is read."""
    grammar, small = lexicon.words.grammar, lexicon.words.small
    for k in range(i, min(i + APPOSED, len(layout.texts) - 1)):
        if layout.lowers[k] in small.allusions:
            return k > i and layout.lowers[k + 1] in small.alluding_to
        leads = layout.labels[k] in grammar.before_noun | grammar.preposition and layout.run_of[k] < 0
        if not leads:
            return False
    return False


def _refers(layout: Layout, lexicon: Lexicon, i: int) -> bool:
    """'said the dam was sound, | citing a test in May', '…, | pointing to a test in May': what who speaks goes by."""
    small, following = lexicon.words.small, layout.lowers[i + 1 : i + 2]
    points = layout.lowers[i] in small.pointing and not small.pointed_to.isdisjoint(following)
    return points or layout.lowers[i] in small.citing


def compares_shares(layout: Layout, lexicon: Lexicon, cue: Cue, i: int) -> bool:
    """'45 percent said they would vote, | compared with 39 percent in May': how many said so, and how many others."""
    small, source = lexicon.words.small, cue.source
    compared = (
        layout.lowers[i] in small.comparing and layout.lowers[min(i + 1, len(layout.lowers) - 1)] in small.compared_to
    )
    shares = lexicon.words.phrases.shares
    return compared and source is not None and not shares.isdisjoint(layout.lowers[source[0] : source[1]])


def _goes_on(layout: Layout, lexicon: Lexicon, rest: Range) -> bool:
    """'said it would sail, something the owners oppose, | and that it would pay': the report goes on after it."""
    that, grammar = lexicon.words.small.that, lexicon.words.grammar
    return any(
        layout.lowers[k] in that and layout.labels[k - 1] in grammar.coordination for k in range(rest[0] + 1, rest[1])
    )


def _is_outside(layout: Layout, lexicon: Lexicon, cue: Cue, i: int) -> bool:
    """'The bridge, which the council insists is safe, | was shut', 'passed what she said was a test, | but it fell'."""
    verb_after = layout.tags[i] in lexicon.words.grammar.finite_tags
    joined = layout.labels[i] in lexicon.words.grammar.coordination
    if cue.source is None or not (verb_after or joined) or not lacks_subject(layout, lexicon, cue, cue.content):
        return False
    before = layout.lowers[phrase_start(layout, lexicon.words.grammar, cue.source) - 1]
    if joined:
        return before in lexicon.words.small.free_relative
    return before in lexicon.words.pronouns.relative


def lacks_subject(layout: Layout, lexicon: Lexicon, cue: Cue, content: Content) -> bool:
    """'The bridge, which the council insists | is safe, …': what is said begins with its verb, right after the cue."""
    start = content[0][0]
    return start == cue.verb + 1 and layout.tags[start] in lexicon.words.grammar.finite_tags


def _received(layout: Layout, lexicon: Lexicon, rest: Range) -> bool:
    """'said he would resign, | drawing applause', '…, | to loud laughter'."""
    (i, end), small = rest, lexicon.words.small
    begins = layout.lowers[i] in small.drawing
    return begins and any(layout.lowers[k] in small.reactions for k in range(i + 1, min(i + APPOSED, end)))


def _is_set_beside(layout: Layout, lexicon: Lexicon, cue: Cue, i: int) -> bool:
    """'said she was hopeful, | while the ministry declined to comment', '…, | as critics urged her to go', in the tense
    of the cue; '…, | while hinting at a curfew'.
    """
    grammar, small = lexicon.words.grammar, lexicon.words.small
    mark = i + (layout.lowers[i] in small.even)
    if mark + 1 >= len(layout.texts) or layout.lowers[mark] not in small.beside_telling:
        return False
    if layout.tags[mark + 1] in grammar.participle_tags:
        comma = {layout.texts[i - 1], layout.texts[i - 2]} & COMMAS  # 'said it was “over,” | while trying to leave'
        quoted = bool(comma) and layout.run_of[min(i - 1, i - 2)] >= 0 and layout.run_of[i] < 0
        return quoted or layout.lowers[mark + 1] in lexicon.cue_forms
    verb = layout.tokens[mark].head
    told = verb.lower_ in lexicon.cue_forms or verb.lower_ in lexicon.refusing
    helps = [c for c in verb.children if c.dep_ in grammar.auxiliary and c.i < verb.i]
    finite = helps[0] if helps and helps[0].lower_ in lexicon.words.unmade.turned else verb  # 'though she did not say'
    same = finite.tag_ == layout.tags[cue.verb] and finite.tag_ in grammar.finite_tags
    return told and (same or _is_today(layout, lexicon, cue, verb)) and verb.i > mark and layout.run_of[verb.i] < 0


def _is_today(layout: Layout, lexicon: Lexicon, cue: Cue, verb: Token) -> bool:
    """'said it would cost 40m, | though ministers have since said …': no report in the past has such a tense."""
    grammar = lexicon.words.grammar
    if layout.tags[cue.verb] not in grammar.past_tags or not verb.children_as(grammar.subject):
        return False
    helps = [c for c in verb.children if c.dep_ in grammar.auxiliary and c.i < verb.i]
    return (helps[0] if helps else verb).tag_ in grammar.present_tags


def adds(layout: Layout, lexicon: Lexicon, cue: Cue, i: int) -> bool:
    """'said it would sail, | stressing that …': the speaker goes on; 'said it was dead, | calling it “absurd”'."""
    if layout.tags[i] not in lexicon.words.grammar.participle_tags:
        return False
    forms = lexicon.cue_forms.get(layout.lowers[i], ())
    following = layout.lowers[min(i + 1, len(layout.lowers) - 1)]
    lemmas = {form.lemma for form in forms if form.particle in (None, "", following)}
    words = lexicon.words.cues
    if lemmas & words.adding:
        return True
    return bool(lemmas & words.going_on) and _says_nothing(layout, lexicon, layout.tokens[cue.verb])


def _says_nothing(layout: Layout, lexicon: Lexicon, cue: Token) -> bool:
    """'said the deal was dead', 'said she had been careful', 'said they would stay away', 'denied stealing it': nobody
    has said anything in it who could go on.
    """
    grammar = lexicon.words.grammar
    clause = clause_head(grammar, cue)
    if clause is None or clause.tag_ in grammar.participle_tags or clause.lower_ in lexicon.words.small.being:
        return True
    to_come = any(c.tag_ in grammar.modal_tags for c in clause.children)
    return to_come or _speechless_clause(layout, lexicon, cue)


def _tells_nothing(layout: Layout, lexicon: Lexicon, i: int) -> bool:
    """'said it would sail, | without giving details'."""
    words = lexicon.words.small
    return layout.lowers[i] in words.without and layout.lowers[min(i + 1, len(layout.lowers) - 1)] in words.detailing


def _apposed(layout: Layout, lexicon: Lexicon, i: int) -> bool:
    """'said that it drew water, | a charge the company rejected', '…, | something the industry opposes'."""
    grammar, small, tokens = lexicon.words.grammar, lexicon.words.small, layout.tokens
    for noun in tokens[i : i + APPOSED]:
        if noun.dep_ in grammar.before_noun:
            continue
        says = noun.lower_ in lexicon.noun_forms and noun.i > i
        vague = noun.lower_ in small.whole or layout.lowers[i] in small.indefinite
        if not says and not (vague and noun.tag_ in grammar.common_noun_tags):
            return False
        return any(_of_others(lexicon, clause, says) for clause in noun.children if clause.i > noun.i)
    return False


def _of_others(lexicon: Lexicon, clause: Token, says: bool) -> bool:
    """'a charge | the company faces', 'something | the industry opposes', but not 'something that would help'."""
    grammar = lexicon.words.grammar
    if clause.dep_ not in grammar.modifier_clause:
        return False
    if says:
        return True
    relative = lexicon.words.pronouns.relative
    subject = any(c.lower_ not in relative for c in clause.children_as(grammar.subject))
    return subject and (clause.lower_ in lexicon.cue_forms or clause.lower_ in lexicon.words.small.opposing)


def leads_next(layout: Layout, lexicon: Lexicon, cue: Cue, cues: Sequence[Cue], i: int) -> bool:
    """'Marlow said it would sail; | Vane said it would not'."""
    for other in cues:
        if other.source and cue.verb < i <= other.source[0] < other.verb and other.shape != "after":
            return phrase_start(layout, lexicon.words.grammar, other.source) <= i + LINKS
    return False


def own_verb(layout: Layout, lexicon: Lexicon, cue: Cue) -> Token | None:
    """'argued that the proof was thin and | urged the jury …': a verb that the parser hung on the clause before it, or
    its 'did' of 'said it would help | but did not say when'.

    It is in the tense of the cue, has no subject or 'had' of its own, and has the cue's subject alone.
    """
    grammar, verb = lexicon.words.grammar, layout.tokens[cue.verb]
    next_deed = _after_infinitive(layout, lexicon, verb) or _beside_cue(layout, lexicon, cue, verb)
    if next_deed is not None:
        return next_deed
    clause = _deed_or_clause(lexicon, verb) if cue.shape == "clause" else None
    if clause is not None and (agreeing := _agreeing(layout, lexicon, verb, clause)) is not None:
        return agreeing
    if clause is None or verb.tag_ not in grammar.past_tags:
        return None
    joined = (_misread(lexicon, clause, c) for c in clause.children_as(grammar.conjunct))
    for token in (c for c in joined if layout.run_of[c.i] < 0):
        undone = _did_not(lexicon, token)
        past = token.tag_ == verb.tag_ or bool(undone) or _may_be_past(lexicon, clause, token)
        first = undone[0].i if undone else token.i
        linked = any(layout.labels[i] in grammar.coordination for i in range(first - LINKS, first))
        own = any(c not in undone for c in token.children_as(grammar.subject | grammar.auxiliary))
        if past and linked and not own and _not_shared(layout, lexicon, verb, clause, token):
            return undone[0] if undone else token
    return None


def _beside_cue(layout: Layout, lexicon: Lexicon, cue: Cue, verb: Token) -> Token | None:
    """'said the dam was sound | but declined to say more', where the parser hangs both verbs where they belong."""
    grammar = lexicon.words.grammar
    if cue.shape != "clause" or verb.tag_ not in grammar.finite_tags:
        return None
    for token in (c for c in verb.children_as(grammar.conjunct) if c.lower_ not in lexicon.words.small.stative):
        joined = token.i > cue.content[0][0] and token.tag_ == verb.tag_
        linked = any(layout.labels[i] in grammar.coordination for i in range(token.i - LINKS, token.i))
        if joined and linked and not token.children_as(grammar.subject) and layout.run_of[token.i] < 0:
            return token
    return None


def _after_infinitive(layout: Layout, lexicon: Lexicon, cue: Token) -> Token | None:
    """'called on the firm to come back | and accused it of lying': a verb in the past goes with no infinitive."""
    grammar = lexicon.words.grammar
    to_do = next((c for c in cue.children if c.dep_ in grammar.open_clause and c.tag_ in grammar.base_tags), None)
    if to_do is None or cue.tag_ not in grammar.past_tags:
        return None
    for token in to_do.children:
        past = token.tag_ in grammar.past_tags | grammar.past_participle_tags and token.dep_ in grammar.conjunct
        linked = any(layout.labels[i] in grammar.coordination for i in range(token.i - LINKS, token.i))
        own = any(c.dep_ in grammar.subject | grammar.auxiliary for c in token.children)
        passive = any(c.dep_ in grammar.passive_auxiliary for c in to_do.children)
        if past and linked and not own and not passive and layout.run_of[token.i] < 0:
            return token
    return None


def _agreeing(layout: Layout, lexicon: Lexicon, cue: Token, clause: Token) -> Token | None:
    """'insists his players are fit and | has dismissed the talk': one does, where of several it is said."""
    grammar = lexicon.words.grammar
    plural = [t for t in (clause, *clause.children) if t.i <= clause.i and t.tag_ in grammar.many_tags]
    if cue.tag_ not in grammar.one_tags or not plural:
        return None
    for token in clause.children:
        first = min((c for c in token.children if c.dep_ in grammar.auxiliary), key=lambda c: c.i, default=token)
        linked = any(layout.labels[i] in grammar.coordination for i in range(token.i - LINKS, first.i))
        joined = token.dep_ in grammar.conjunct and first.tag_ in grammar.one_tags and layout.run_of[token.i] < 0
        if joined and linked and not token.children_as(grammar.subject):
            return token
    return None


def _did_not(lexicon: Lexicon, verb: Token) -> list[Token]:
    """The 'did' and 'not' of 'said it would pray for him | but did not suggest that it would be him'."""
    grammar, before = lexicon.words.grammar, [child for child in verb.children if child.i < verb.i]
    helps = [c for c in before if c.dep_ in grammar.auxiliary and c.tag_ in grammar.past_tags]
    if verb.lower_ in lexicon.cue_forms:  # 'hinted that he might run | but would not confirm it'
        helps += [c for c in before if c.lower_ in lexicon.words.unmade.conditional]
    no = [c for c in before if c.dep_ in grammar.negation]
    return [*helps, *no] if len(helps) == 1 and no and verb.tag_ in grammar.base_tags else []


def _deed_or_clause(lexicon: Lexicon, cue: Token) -> Token | None:
    """The 'sail' of 'said it would sail', the 'taking' of 'admitted taking it'."""
    grammar = lexicon.words.grammar
    deeds = (c for c in cue.children if c.dep_ in grammar.open_clause and c.tag_ in grammar.participle_tags)
    return clause_head(grammar, cue) or next((deed for deed in deeds if deed.i > cue.i), None)


def _may_be_past(lexicon: Lexicon, clause: Token, token: Token) -> bool:
    """'said its vessel had acted well | and blamed them', which the tagger takes for 'had blamed'."""
    grammar = lexicon.words.grammar
    perfect = any(child.dep_ in grammar.auxiliary and child.tag_ in grammar.past_tags for child in clause.children)
    passive = any(child.dep_ in grammar.passive_auxiliary for child in clause.children)
    passive = passive and token.nbor(-1).lower_ not in lexicon.words.small.turning
    bare = clause.tag_ in grammar.base_tags  # 'said it would sail, | and lambasted those who stayed'
    return (perfect or bare) and not passive and token.tag_ in grammar.past_participle_tags


def _misread(lexicon: Lexicon, clause: Token, token: Token) -> Token:
    """'said it would pay | and castigated managers': the verb in what the tagger takes for managers whom somebody
    castigated; else the token itself.
    """
    grammar, first = lexicon.words.grammar, token.left_edge
    noun = token.tag_ in grammar.noun_tags and clause.tag_ in grammar.base_tags
    verb = first.tag_ in grammar.past_participle_tags and first.lower_ in lexicon.cue_forms
    return first if noun and verb else token


def _not_shared(layout: Layout, lexicon: Lexicon, cue: Token, clause: Token, token: Token) -> bool:
    """'there had been a failure | and recorded', 'it would close | and moved', 'the proof was thin | and urged',
    'admitted taking it | but denied'."""
    grammar = lexicon.words.grammar
    if token.lower_ in lexicon.words.small.stative:
        return False
    before = [child for child in clause.children if child.i < clause.i]
    if any(child.dep_ in grammar.clause_subject for child in before):
        return True  # 'said scoring the winner was “the best feeling” | and dedicated it to her'
    if any(child.dep_ in grammar.empty_subject or child.tag_ in grammar.modal_tags for child in before):
        return True
    if clause.tag_ in grammar.participle_tags and not any(c.dep_ in grammar.auxiliary for c in before):
        return True
    if clause.tag_ in grammar.finite_tags and clause.tag_ not in grammar.past_tags:
        return True
    if token.lower_ in lexicon.refusing and _speechless_clause(layout, lexicon, cue):
        return True
    if token.lower_ in lexicon.words.small.ruling and not _judges(layout, lexicon, clause):
        return True
    groups = {group for form in lexicon.cue_forms.get(token.lower_, ()) for group in form.groups}
    if token.lower_ == cue.lower_ or (groups & TELLING and _takes_up(lexicon, clause, token)):
        return True
    perfect = any(child.dep_ in grammar.auxiliary and child.tag_ in grammar.past_tags for child in before)
    told = clause_head(grammar, token) is not None and token.nbor(-1).lower_ in lexicon.words.small.turning
    if perfect and told and "say" in groups and token.tag_ in grammar.past_tags:
        return True  # 'one letter had gone unread | but denied that anyone had hidden it'
    saying = "say" in groups or ("describe" in groups and (perfect or clause.lower_ in lexicon.words.small.being))
    turned = layout.lowers[token.i - 1] in lexicon.words.small.turning  # 'shots had been fired | but denied'
    quoted = layout.run_of[clause.i] >= 0 and layout.run_of[token.i] < 0  # 'that it “was safe” | and vowed to stay'
    nobody = clause.lower_ in lexicon.words.small.being or _speechless_clause(
        layout, lexicon, cue, turned, clause_head(grammar, token) is not None
    )
    return saying and (nobody or quoted)


def _judges(layout: Layout, lexicon: Lexicon, clause: Token) -> bool:
    """'said the court was unfair and jailed him': is it a court or several that a clause is about?"""
    grammar, words = lexicon.words.grammar, lexicon.words
    for subject in (child for child in clause.children if child.dep_ in grammar.subject):
        mention = mention_of(layout, lexicon, subject) or (subject.i, subject.i + 1)
        first = phrase_start(layout, grammar, mention)
        several = subject.tag_ in grammar.plural_tags or subject.lower_ in words.roles.organisation | words.roles.group
        return several or not words.small.judging.isdisjoint(layout.lowers[first : mention[1]])
    return False


TELLING = frozenset(("say", "describe"))


def _takes_up(lexicon: Lexicon, clause: Token, token: Token) -> bool:
    """'said the agency was late and | accused it of lying': who is 'it' there is not who does it."""
    grammar, pronouns = lexicon.words.grammar, lexicon.words.pronouns
    subject = next((c for c in clause.children_as(grammar.subject) if c.i < clause.i), None)
    if subject is None or subject.tag_ not in grammar.noun_tags:
        return False
    plural = subject.tag_ in grammar.plural_tags
    same = pronouns.plural if plural else pronouns.male | pronouns.female | pronouns.neuter
    objects = (c for c in token.children if c.dep_ in grammar.object and c.tag_ in grammar.pronoun_tags)
    return any(c.lower_ in same - lexicon.words.pronouns.reflexive for c in objects)


def _speechless_clause(layout: Layout, lexicon: Lexicon, cue: Token, turned: bool = False, told: bool = False) -> bool:
    """'argued that the evidence was thin': is the subject of what is said one that says nothing?

    Who was arrested is most likely somebody, unless what follows is `turned` against it, or a thing that is `told` of.
    """
    grammar = lexicon.words.grammar
    clause = clause_head(grammar, cue)
    subject = next(iter(clause.children_as(grammar.subject)), None) if clause is not None else None
    if subject is None:
        return False
    if subject.dep_ in grammar.empty_subject:
        return True
    mention = mention_of(layout, lexicon, subject)
    somebody = subject.lower_ in lexicon.persons or subject.lower_.endswith(tuple(lexicon.words.names.trade_endings))
    passive = subject.dep_ in grammar.passive_subject and not turned and (somebody or not told)
    common = subject.tag_ in grammar.common_noun_tags and not passive
    return common and mention is not None and not is_sourcelike(layout, lexicon, subject, mention)


def _link(layout: Layout, lexicon: Lexicon, verb: int) -> int:
    """The 'and' before a verb."""
    grammar = lexicon.words.grammar
    return next(i for i in range(verb - LINKS, verb) if layout.labels[i] in grammar.coordination)
