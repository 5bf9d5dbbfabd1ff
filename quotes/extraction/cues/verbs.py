"""Verbs that report: 'X said that …', '…, she said', 'adding that …'."""

from __future__ import annotations

from quotes.extraction.cues.around import COMMAS
from quotes.extraction.cues.behind_aside import subject_behind_aside
from quotes.extraction.cues.content import reported
from quotes.extraction.cues.cue import Cue
from quotes.extraction.cues.deeds import names_deed
from quotes.extraction.cues.interrupted import Interruption, interruption, is_put, put_so
from quotes.extraction.cues.named_last import named_last
from quotes.extraction.cues.ranges import has_verb, trimmed, without
from quotes.extraction.cues.reporting_verb import Verb
from quotes.extraction.cues.source import (
    aged_source,
    author,
    closer_subject,
    inserted_subject,
    inverted_subject,
    neighbour_source,
    parted_subject,
    speaking_object,
)
from quotes.extraction.cues.subject import able_subject, agent_of
from quotes.extraction.layout import Content, Layout, Range
from quotes.extraction.lexicon import CueForm, Lexicon
from quotes.extraction.mentions import mention_of, noun_head, phrase_start, source_at
from quotes.extraction.tokens import Token

PARTICLE_TOKENS = 3  # a particle is the first or the second word after its verb


def verb_cue(layout: Layout, lexicon: Lexicon, verb: Token, forms: tuple[CueForm, ...]) -> Cue | None:
    """'Soir said that …': the cue that a verb is, if it is one here."""
    form = _reporting_form(layout, lexicon, verb, forms)
    if form is None or _quotes_saying(lexicon, verb, form):
        return None
    if (parted := interruption(layout, lexicon, verb, form)) is not None:
        return _parted_cue(layout, lexicon, verb, form, parted)
    passive = _is_passive(lexicon, verb, form) or is_set_off(layout, lexicon, verb, form)
    named = _named_source(layout, lexicon, verb, form, passive)
    phrase = (phrase_start(layout, lexicon.words.grammar, named), named[1]) if named else None
    put = put_so(layout, lexicon, verb, form, phrase)
    shape, content = put or reported(Verb(layout, lexicon, verb, form.groups, phrase))
    if form.groups == {"binding"} and (passive or shape != "infinitive"):
        return None  # 'committed a crime', 'is committed to building'
    if named is None and not passive:
        named = aged_source(layout, lexicon, verb)
    source = named or (None if passive else neighbour_source(layout, lexicon, verb, form))
    tokens = _cue_tokens(verb, form)
    content = _after_particle(_without_source(content, phrase or source), tokens)
    said = _before_hearer(layout, lexicon, verb, content) if passive else content
    return Cue(
        tokens=tokens,
        verb=verb.i,
        lemma=form.lemma,
        groups=form.groups,
        shape=shape,
        source=source,
        content=_after_hearer(layout, lexicon, tokens, said),
        negated=_negated(layout, lexicon, verb),
        passive=passive,
        settled=put is not None or said != content,
        joined=_joined(layout, lexicon, verb, source),
        hearer=_hearer(lexicon, verb, said),
    )


def _joined(layout: Layout, lexicon: Lexicon, verb: Token, source: Range | None) -> int:
    """'Soir | and Vane both | said': how many tokens name others who say it, between a source and its verb."""
    if source is None or source[1] > verb.i:
        return 0
    head = layout.head(source)
    last = int(head.right_edge.i) + 1
    several = bool(head.children_as(lexicon.words.grammar.conjunct)) and head.head.i == verb.i
    return last - source[1] if several and source[1] < last <= verb.i else 0


def _hearer(lexicon: Lexicon, verb: Token, content: Content) -> int:
    """'acknowledged | to supervisors | that …': how many tokens name whom it is said to."""
    links = (c for c in verb.children if c.i == verb.i + 1 and c.lower_ in lexicon.words.small.bound_to)
    ends = (int(link.right_edge.i) + 1 for link in links)
    return next((end - verb.i - 1 for end in ends if content and content[0][0] == end), 0)


def _parted_cue(layout: Layout, lexicon: Lexicon, verb: Token, form: CueForm, parted: Interruption) -> Cue:
    """'The bridge, he said on Friday, is unsafe'."""
    (source, content), negated = parted, _negated(layout, lexicon, verb)
    tokens, groups = _cue_tokens(verb, form), form.groups
    return Cue(tokens, verb.i, form.lemma, groups, "around", source, content, negated, settled=True)


def _quotes_saying(lexicon: Lexicon, verb: Token, form: CueForm) -> bool:
    """'quoted the treasurer as saying that the fund was empty': 'saying' reports it, and 'quoted' nothing more."""
    clause = lexicon.words.grammar.clause
    return any(any(c.dep_ in clause for c in deed.children) for deed in as_saying(lexicon, verb, form))


def as_saying(lexicon: Lexicon, verb: Token, form: CueForm) -> list[Token]:
    """The 'saying' of 'quoted the treasurer as saying'."""
    grammar = lexicon.words.grammar
    if "describe" not in form.groups:
        return []
    links = [c for c in verb.children if c.lower_ in lexicon.words.cues.as_described and c.i > verb.i]
    deeds = [c for link in links for c in link.children if c.dep_ in grammar.preposition_clause]
    return [d for d in deeds if any("say" in other.groups for other in lexicon.cue_forms.get(d.lower_, ()))]


def closing_verb(layout: Layout, lexicon: Lexicon, verb: Token, forms: tuple[CueForm, ...]) -> Cue | None:
    """'…, the report states.': a cue after a noun at the end of its sentence, which the tagger takes for one, too."""
    grammar = lexicon.words.grammar
    start, end = layout.sentences[layout.sentence_of[verb.i]]
    if (
        layout.tags[verb.i] not in grammar.plural_tags
        or end - verb.i > CLOSERS
        or layout.texts[min(verb.i + 1, end - 1)] != "."
    ):
        return None
    form = next((form for form in forms if form.lemma in lexicon.words.cues.plain and not form.particle), None)
    comma = next(
        (i for i in range(verb.i - 2, max(verb.i - CLOSING_NOUN, start), -1) if layout.texts[i] in COMMAS), None
    )
    if form is None or comma is None or layout.tags[verb.i - 1] not in grammar.common_noun_tags:
        return None
    if layout.lowers[comma + 1] not in lexicon.words.names.articles or not has_verb(layout, lexicon, start, comma):
        return None
    source, content = (comma + 1, verb.i), trimmed(layout, (start, comma))
    return Cue((verb.i,), verb.i, form.lemma, form.groups, "after", source, content)


def plural_inverted(layout: Layout, lexicon: Lexicon, verb: Token, forms: tuple[CueForm, ...]) -> Cue | None:
    """'The forests are shrinking, warn ecologists.': a plain form and those who say it, after a whole sentence.

    The tagger takes many such a verb for a noun, and the parser those who speak for its object.
    """
    grammar, i = lexicon.words.grammar, verb.i
    start, end = layout.sentences[layout.sentence_of[i]]
    if i - 2 <= start or i + 1 >= end or layout.texts[i - 1] not in COMMAS:
        return None
    form = next((form for form in forms if form.lemma == verb.lower_ and "say" in form.groups), None)
    if form is None:
        return None
    noun = noun_head(layout, grammar, i + 1)
    source = source_at(layout, lexicon, noun) if noun.tag_ in grammar.plural_tags else None
    if source is None or not phrase_start(layout, grammar, source) <= i + 1 < source[1]:
        return None
    if source[1] < end and layout.texts[source[1]] != "," and has_verb(layout, lexicon, source[1], end):
        return None
    if layout.run_of[i - 2] >= 0 or layout.hidden[i] or not has_verb(layout, lexicon, start, i):
        return None
    return Cue((i,), i, form.lemma, form.groups, "after", source, trimmed(layout, (start, i - 1)))


CLOSERS = 3  # tokens from the last verb of a sentence to its end: the verb, its mark, and a mark after it
CLOSING_NOUN = 6  # tokens from that verb back to the comma before who says it


def _reporting_form(layout: Layout, lexicon: Lexicon, verb: Token, forms: tuple[CueForm, ...]) -> CueForm | None:
    """The cue verb that a word is here; none in 'his supposed “lies”' and 'so-called'."""
    grammar = lexicon.words.grammar
    if verb.tag_ not in grammar.verb_tags and not (_beside_mark(layout, verb) or does_as_noun(lexicon, verb)):
        return None
    if verb.tag_ not in grammar.verb_tags and _is_of_subject(lexicon, verb):
        return None
    run = layout.runs[layout.run_of[verb.i]] if layout.run_of[verb.i] >= 0 else None
    if run is not None and run.end - run.start == 1:
        return None  # 'cut its rating to “hold” from “buy”'
    if verb.dep_ in grammar.object and verb.lower_ in lexicon.words.denials.nouns:
        return None  # 'laughed off | claims she was late'
    aged = verb.dep_ in grammar.adjectival and aged_source(layout, lexicon, verb, ("before",))
    if (verb.dep_ in grammar.adjectival and not aged) or (verb.i and verb.i - 1 in layout.hyphens):
        return None  # but '“…,” the 47-year-old | told reporters'
    return _fitting_form(verb, forms, lexicon)


def _is_of_subject(lexicon: Lexicon, word: Token) -> bool:
    """“We won,” | state television quoted a minister as saying. – a part of the subject of the verb that follows."""
    grammar, noun = lexicon.words.grammar, word.head
    part = word.dep_ in grammar.before_noun and noun.i > word.i and noun.dep_ in grammar.subject
    return part and noun.head.i > noun.i and noun.head.tag_ in grammar.finite_tags


def does_as_noun(lexicon: Lexicon, word: Token) -> bool:
    """'They are denouncing the plan and vow to fight it', 'many in the community note the dam is old': nouns to the
    tagger, and verbs to the parser, by what hangs on them.
    """
    grammar = lexicon.words.grammar
    if word.tag_ not in grammar.common_noun_tags or word.children_as(grammar.determiner | grammar.preposition):
        return False
    clauses = [c for c in word.children_as(grammar.clause) if c.i > word.i]
    subjects = [c for c in word.children_as(grammar.subject) if c.i < word.i]
    joined = word.dep_ in grammar.conjunct and word.head.tag_ in grammar.verb_tags
    following = word.doc[min(word.i + 1, len(word.doc) - 1)]
    return bool(clauses and subjects) or (joined and following.tag_ in grammar.infinitive_tags)


def only_begins(layout: Layout, lexicon: Lexicon, cue: Cue) -> bool:
    """'began “building bridges”', 'continued to “fight” it', 'began speaking': that a deed begins or goes on."""
    grammar, after = lexicon.words.grammar, cue.verb + 1
    if cue.lemma not in lexicon.words.cues.aspect or after >= len(layout.texts):
        return False
    after += layout.run_of[after] >= 0 and layout.runs[layout.run_of[after]].open == after and not layout.hidden[after]
    return not (grammar.participle_tags | grammar.infinitive_tags).isdisjoint(layout.tags[after : after + 1])


def _named_source(layout: Layout, lexicon: Lexicon, verb: Token, form: CueForm, passive: bool) -> Range | None:
    """The mention of the subject of a verb, or of the agent of a passive one."""
    if verb.dep_ in lexicon.words.grammar.adjectival:
        return aged_source(layout, lexicon, verb, ("before",))
    subject = agent_of(verb, lexicon.words.grammar) if passive else able_subject(layout, lexicon, verb)
    behind = None if passive else subject_behind_aside(layout, lexicon, verb, subject)
    behind = behind or (None if passive else named_last(layout, lexicon, verb))
    if behind is not None:
        subject = behind
    elif subject is not None:
        other = closer_subject(layout, lexicon, verb, subject) or inverted_subject(layout, lexicon, verb, form, subject)
        other = other or speaking_object(layout, lexicon, verb, subject)
        subject = other or author(layout, lexicon, subject) or _first_of_named(lexicon, subject) or subject
    elif not passive:
        subject = parted_subject(layout, lexicon, verb) or inserted_subject(layout, lexicon, verb)
    if subject is None or subject.lower_ in lexicon.words.small.letting:
        return None
    mention = mention_of(layout, lexicon, subject)
    if mention and mention[0] < verb.i < mention[1]:
        return mention[0], verb.i  # 'forecasters | warning that …'
    return _without_deed(lexicon, subject, mention) if passive and mention else mention


def _first_of_named(lexicon: Lexicon, subject: Token) -> Token | None:
    """'doctors | Ida Soir | and Per Lund told the board': the first of several who are named after what they are."""
    grammar = lexicon.words.grammar
    if subject.tag_ not in grammar.plural_tags & grammar.common_noun_tags:
        return None
    names = (c for c in subject.children if c.dep_ in grammar.apposition and c.tag_ in grammar.name_tags)
    joined = (name for name in names if name.left_edge.i == subject.i + 1 and name.children_as(grammar.conjunct))
    return next(joined, None)


def _without_deed(lexicon: Lexicon, agent: Token, mention: Range) -> Range:
    """'was accused by prosecutors | of taking money': the mention of an agent without what hangs on the verb."""
    deeds = (child.i for child in agent.children if child.i > agent.i and names_deed(child, lexicon.words.grammar))
    return mention[0], min([mention[1], *deeds])


def _without_source(content: Content, source: Range | None) -> Content:
    """'…, Soir said': what is reported, without who reports it."""
    overlaps = source and any(start < source[1] and source[0] < end for start, end in content)
    return without(content, source) if source and overlaps else content


def _before_hearer(layout: Layout, lexicon: Lexicon, verb: Token, content: Content) -> Content:
    """'“You have to go,” | he was told by the mayor': what is said, without whom it is said to."""
    subjects = verb.children_as(lexicon.words.grammar.passive_subject)
    first = min((subject.left_edge.i for subject in subjects if subject.i < verb.i), default=None)
    if first is None or not content or content[0][0] >= first or content[-1][1] > verb.i:
        return content
    parts = (trimmed(layout, (start, min(end, first))) for start, end in content if start < first)
    return tuple(place for part in parts for place in part)


def _after_particle(content: Content, cue: tuple[int, ...]) -> Content:
    """'made it clear | that …': nothing up to the last word of the cue."""
    last = cue[-1]
    return tuple((last + 1, end) if start <= last < end - 1 else (start, end) for start, end in content)


def _after_hearer(layout: Layout, lexicon: Lexicon, cue: tuple[int, ...], content: Content) -> Content:
    """'made it clear to the tenants on Monday | that she would stay': whom and when do not belong to what is said."""
    grammar = lexicon.words.grammar
    if len(content) != 1 or content[0][0] <= cue[-1] or layout.labels[content[0][0]] not in grammar.preposition:
        return content
    start, end = content[0]
    last = next((i for i in range(start, end) if layout.tags[i] in grammar.finite_tags), end)
    thats = (i for i in range(start + 2, last) if layout.lowers[i] in lexicon.words.small.that)
    first = next((i for i in thats if layout.labels[i] in grammar.clause_marks), start)
    return ((first, end),)


def _is_passive(lexicon: Lexicon, verb: Token, form: CueForm) -> bool:
    """'was told', and 'Asked whether …, Brekke said': who is asked is not who asks."""
    grammar = lexicon.words.grammar
    if verb.children_as(grammar.passive_subject):
        return True
    if verb.tag_ in grammar.past_participle_tags and verb.children_as(grammar.passive_auxiliary):
        return True  # 'was himself branded a “liar”'
    if _is_done_by(lexicon, verb) or _has_nobody_for(lexicon, verb, form):
        return True
    if verb.children_as(grammar.auxiliary | grammar.subject):
        return False
    if _is_opened(lexicon, verb):
        return True
    if verb.tag_ in grammar.past_participle_tags and is_put(lexicon, verb) and agent_of(verb, grammar) is not None:
        return True  # 'as reported by the Herald'
    first = verb.head if verb.dep_ in grammar.conjunct else verb  # 'built in 1950 and known as …'
    of_text = first.dep_ in grammar.modifier_clause and first.head.lower_ in lexicon.words.phrases.carriers
    told = any(child.dep_ in grammar.clause for child in verb.children)
    if (
        of_text and not told and verb.tag_ in grammar.past_participle_tags
    ):  # 'a statement | posted on the site of the union'
        return True
    if first.dep_ in grammar.modifier_clause:  # 'a series called “Moor”', but not 'one of them, called him “a fool”'
        following = verb.doc[min(verb.i + 1, len(verb.doc) - 1)]
        named = following.is_quote or following.lower_ in lexicon.words.small.naming_links
        led = following.dep_ in grammar.determiner and verb.doc[min(verb.i + 2, len(verb.doc) - 1)].is_quote
        if led and form.lemma in lexicon.words.cues.naming:  # 'a formula called the “chained rate”'
            return verb.tag_ in grammar.past_participle_tags | grammar.past_tags
        named = named or "think" in form.groups  # 'a man known to all as “the Deacon”'
        deed = following.lower_ in lexicon.words.cues.of_deed and following.dep_ in grammar.preposition
        named = named or (deed and "describe" in form.groups)  # 'the officers accused of beating him'
        return verb.tag_ in grammar.past_participle_tags and named
    past = grammar.past_participle_tags | grammar.finite_tags  # the tagger often takes 'Asked' for the other
    joined = verb.i > 0 and verb.doc[verb.i - 1].dep_ in grammar.coordination  # 'denied it and | asked why he had come'
    return (
        form.lemma in lexicon.words.cues.asked and verb.dep_ in grammar.adverbial and verb.tag_ in past and not joined
    )


def _is_done_by(lexicon: Lexicon, verb: Token) -> bool:
    """'was suspected of arson, and accused by the papers of lying': whoever does it stands after 'by'."""
    grammar = lexicon.words.grammar
    helps = (c for c in verb.children if c.dep_ in grammar.auxiliary and c.i < verb.i)
    return not any(helps) and any(c.dep_ in grammar.agent for c in verb.children)


def _has_nobody_for(lexicon: Lexicon, verb: Token, form: CueForm) -> bool:
    """'Vane accused of hiding a leak': who describes, describes somebody; but 'the man police accused of it'."""
    grammar, cues = lexicon.words.grammar, lexicon.words.cues
    following = verb.doc[min(verb.i + 1, len(verb.doc) - 1)]
    deed = following.lower_ in cues.of_deed and following.dep_ in grammar.preposition and "describe" in form.groups
    if not deed or verb.tag_ not in grammar.past_tags | grammar.past_participle_tags:
        return False
    helps = any(c.dep_ in grammar.auxiliary | grammar.object for c in verb.children)
    return form.lemma in lexicon.words.acts.accuses and not helps and verb.dep_ not in grammar.modifier_clause


def _is_opened(lexicon: Lexicon, verb: Token) -> bool:
    """'Vane, when later asked what he knew, said', 'once told to go': a participle right after 'when'."""
    grammar, small, doc = lexicon.words.grammar, lexicon.words.small, verb.doc
    if verb.i == 0 or verb.tag_ not in grammar.past_tags | grammar.past_participle_tags:
        return False
    at = verb.i - 1
    while (
        at > 0
        and doc[at].head is verb
        and doc[at].dep_ in grammar.verb_modifiers
        and doc[at].lower_ not in small.fronted
    ):
        at -= 1
    parted = at <= 0 or doc[at - 1].is_punct or doc[at - 1].is_space  # 'as many say it is better | as said it is worse'
    return doc[at].lower_ in small.fronted or (parted and doc[at].lower_ in small.beside_telling)


def is_set_off(layout: Layout, lexicon: Lexicon, verb: Token, form: CueForm) -> bool:
    """'Krahl, once described as “a liar”, runs a bank', 'Hailed as “a saint”, Krahl left': without an object."""
    grammar, texts, at = lexicon.words.grammar, layout.texts, verb.i - 1
    if form.groups != {"describe"} or verb.tag_ not in grammar.past_participle_tags | grammar.past_tags:
        return False
    start, end = layout.sentences[layout.sentence_of[verb.i]]
    while at >= start and layout.labels[at] in grammar.clause_marks:
        at -= 1
    parted = at < start or (at > start and texts[at] == "," and layout.tags[at - 1] in grammar.noun_tags)
    first = next((i for i in range(verb.i + 1, min(verb.i + LABEL_TOKENS, end)) if layout.run_of[i] >= 0), None)
    if not parted or first is None or any(layout.labels[i] in grammar.object for i in range(verb.i + 1, first)):
        return False
    close = layout.runs[layout.run_of[first]].close
    led = first == verb.i + 1 or layout.lowers[first - 1] in lexicon.words.cues.as_described
    shifted = close < end and layout.tags[close] not in grammar.preposition_tags and texts[close] not in COMMAS
    return led and not (shifted and layout.lowers[close] not in lexicon.words.time.before and texts[close] != ".")


LABEL_TOKENS = 8  # from a verb that describes to the mark that opens its word for somebody


def _beside_mark(layout: Layout, verb: Token) -> bool:
    """Right after a quotation ('“…,” quips Soir') even a verb that the tagger took for a noun is a cue."""
    before = verb.i - 1
    while before >= 0 and layout.tokens[before].is_punct and layout.run_of[before] < 0:
        before -= 1
    return before >= 0 and layout.run_of[before] >= 0 and layout.runs[layout.run_of[before]].close == before + 1


def _fitting_form(verb: Token, forms: tuple[CueForm, ...], lexicon: Lexicon) -> CueForm | None:
    """The cue verb this form is here: one with a particle only beside that particle, 'called off' no 'called'."""
    near = {verb.doc[i].lower_ for i in range(verb.i + 1, min(verb.i + PARTICLE_TOKENS, len(verb.doc)))}
    with_particle = [form for form in forms if form.particle and form.particle in near]
    following = verb.doc[min(verb.i + 2, len(verb.doc) - 1)].lower_
    if following in lexicon.words.small.placing:  # 'put it into the file', but 'put it to the board', 'put it bluntly'
        with_particle = [form for form in with_particle if form.particle not in lexicon.words.pronouns.neuter]
    parted = any(child.dep_ in lexicon.words.grammar.particle and child.i > verb.i for child in verb.children)
    without = [form for form in forms if not form.particle and not parted]
    return next(iter(with_particle + without), None)


def _cue_tokens(verb: Token, form: CueForm) -> tuple[int, ...]:
    tokens = [verb.i]
    if form.particle:
        following = range(verb.i + 1, min(verb.i + PARTICLE_TOKENS, len(verb.doc)))
        tokens += [i for i in following if verb.doc[i].lower_ == form.particle][:1]
    return tuple(tokens)


def _negated(layout: Layout, lexicon: Lexicon, verb: Token) -> bool:
    """'did not say', 'refused to say'; not 'saying, “No, we will not”'."""
    negative = lexicon.words.unmade.negative | lexicon.words.unmade.no
    chain = [verb]
    if verb.dep_ in lexicon.words.grammar.open_clause:
        chain.append(verb.head)
    if any(child.lower_ in negative and not layout.hidden[child.i] for token in chain for child in token.children):
        return True
    return len(chain) > 1 and chain[1].lower_ in lexicon.refusing
