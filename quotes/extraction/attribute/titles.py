"""Words between marks that nobody says: titles of works, by what stands before and after them."""

from __future__ import annotations

from quotes.extraction.attribute.context import NEAR_TOKENS, Context
from quotes.extraction.layout import QuotedRun

CITED = 8  # tokens from the mark after a title to the bracket that closes its citation
OPEN, CLOSED = frozenset("(["), frozenset(")]")


def is_title(context: Context, index: int) -> bool:
    """'sang “The Long Road”', '(“Ban the bikes”, 4 May)': the title of a work."""
    passage = context.passages[index]
    run = context.layout.runs[passage.runs[0]]
    if len(passage.runs) > 1:
        return False
    return any(kind(context, run) for kind in KINDS)


def _is_nickname(context: Context, run: QuotedRun) -> bool:
    """'J.T. “Bo” Larkin': a word with a capital in the middle of a name."""
    layout, names = context.layout, context.lexicon.words.grammar.name_tags
    if run.end - run.start > NICKNAME or not run.open or run.close >= len(layout.texts):
        return False
    around = (layout.tokens[run.open - 1], layout.tokens[run.close])
    named = all(token.tag_ in names and token.text[:1].isupper() for token in around)
    same = layout.paragraph_of[run.open - 1] == layout.paragraph_of[run.close]
    return named and same and all(layout.texts[i][:1].isupper() for i in range(run.start, run.end))


NICKNAME = 2  # tokens


def _is_figure(context: Context, run: QuotedRun) -> bool:
    """'following the “2+2” talks': a term of figures before a noun."""
    layout = context.layout
    wordless = not any(char.isalpha() for i in range(run.start, run.end) for char in layout.texts[i])
    return (
        wordless and run.close < len(layout.texts) and layout.tags[run.close] in context.lexicon.words.grammar.noun_tags
    )


def _is_byname(context: Context, run: QuotedRun) -> bool:
    """'known to his neighbours as “the Mayor”': what everybody calls somebody."""
    layout, words = context.layout, context.lexicon.words
    before = range(max(run.open - BYNAME, 0), run.open - 1)
    linked = run.open > 0 and layout.lowers[run.open - 1] in words.resolving.in_role
    return linked and any(layout.lowers[i] in words.terms.byname for i in before)


def _is_own_name(context: Context, run: QuotedRun) -> bool:
    """'a man who calls himself “Citizen Joe”': the name that somebody goes by."""
    layout, words = context.layout, context.lexicon.words
    at = run.open - 1
    if at < 1 or layout.lowers[at] not in words.pronouns.reflexive or not _is_high(context, _words(context, run)):
        return False
    return any("describe" in form.groups for form in context.lexicon.cue_forms.get(layout.lowers[at - 1], ()))


def _is_motto(context: Context, run: QuotedRun) -> bool:
    """'The firm's motto is “build first”', '“Do no harm” is our oath': what stands on a coat of arms."""
    layout, words = context.layout, context.lexicon.words
    before, after = run.open - 1, run.close
    if before > 0 and layout.lowers[before] in words.small.being and layout.lowers[before - 1] in words.terms.mottos:
        return True
    is_told = after < len(layout.texts) and layout.lowers[after] in words.small.being
    near = layout.lowers[after + 1 : after + 1 + MOTTO]
    return is_told and not words.terms.mottos.isdisjoint(near)


MOTTO = 3  # tokens from 'is' to the noun: 'is our oath'
BYNAME = 7  # tokens from 'known' to the mark


def _is_performed(context: Context, run: QuotedRun) -> bool:
    """'sang “The Long Road”': a title in capitals after what is done with works, outside headlines; and after a work:
    'in her memoir, “Salt,” Soir writes'.
    """
    layout, words = context.layout, context.lexicon.words
    before = run.open - 1
    work = before > 0 and layout.lowers[before - (layout.texts[before] == ",")] in words.terms.works
    performed = before >= 0 and layout.lowers[before] in words.terms.performing
    if not (work or performed) or run.paragraph in layout.headlines:
        return False
    spoken = _words(context, run)
    several = len(spoken) > 1
    ends = layout.texts[run.end - 1] in ENDS and not (work and several and layout.texts[run.end - 1] == ".")
    return _is_high(context, spoken) and (work or several) and not ends


def _words(context: Context, run: QuotedRun) -> list[int]:
    return [i for i in range(run.start, run.end) if context.layout.texts[i][0].isalpha()]


def _is_high(context: Context, spoken: list[int]) -> bool:
    """'The Long Road': has every word its capital, but for those that have none in titles?"""
    layout, small = context.layout, context.lexicon.words.small.in_titles
    return all(layout.texts[i][0].isupper() or layout.lowers[i] in small for i in spoken)


def _is_shown(context: Context, run: QuotedRun) -> bool:
    """'said on “Meet the Mayor”', 'on Radio Nord's “Early Bird”': what it is said in has a title in capitals."""
    layout, words = context.layout, context.lexicon.words
    before = run.open - 1
    if before < 1 or run.paragraph in layout.headlines or layout.texts[run.end - 1] in "?!":
        return False
    if layout.tags[before] in words.grammar.genitive_tags:
        name = layout.tokens[before - 1]
        if name.tag_ not in words.grammar.name_tags:
            return False
        before = min(name.left_edge.i, before - 1) - 1
    spoken = _words(context, run)
    high = [i for i in spoken if layout.texts[i][0].isupper()]
    return len(high) > 1 and _is_high(context, spoken) and layout.lowers[max(before, 0)] in words.terms.shown_on


def _is_beside(context: Context, run: QuotedRun) -> bool:
    """'“…,” said Soir, a banker who has a “sell” rating': a word that describes the speaker and reports nothing."""
    layout, grammar = context.layout, context.lexicon.words.grammar
    near = (c for c in context.cues_in(run.open - BESIDE, run.open) if c.shape == "after" and c.source)
    for cue in near:
        assert cue.source is not None
        asides = (c for c in layout.head(cue.source).children if c.dep_ in grammar.apposition | grammar.modifier_clause)
        for aside in asides:
            first = int(aside.left_edge.i)
            if cue.verb < cue.source[0] <= first <= run.open and run.close <= aside.right_edge.i + 2:
                return not any(c.groups & REPORTING for c in context.cues_in(first, run.open))
    return False


BESIDE = 40  # tokens from a verb after a quotation to a word in what tells who said it
REPORTING = frozenset(("say", "describe", "think", "noun"))


ENDS = frozenset(".!?")


def _is_cited(context: Context, run: QuotedRun) -> bool:
    """'(“Ban the bikes”, 4 May)': in brackets with the day or the page on which it stood."""
    texts = context.layout.texts
    if not run.open or texts[run.open - 1] not in OPEN:
        return False
    after = range(run.close, min(run.close + CITED, len(texts)))
    closing = next((i for i in after if texts[i] in CLOSED), None)
    return closing is not None and any(texts[i][0].isdigit() for i in range(run.close, closing))


def _is_explained(context: Context, run: QuotedRun) -> bool:
    """'“Harbour Lights,” the police drama that …, is worth millions': a title, and what it is."""
    layout, spoken = context.layout, _words(context, run)
    after = run.close
    if (
        len(spoken) < 2
        or layout.texts[run.end - 1] != ","
        or after >= len(layout.texts)
        or not _is_high(context, spoken)
    ):
        return False
    told = layout.labels[after] in context.lexicon.words.grammar.determiner
    said = any(c.source for c in context.cues_in(after, after + EXPLAINED) if c.shape in ("after", "none", "around"))
    return told and not said


EXPLAINED = 12  # tokens after a title in which no verb says who spoke it


def _is_made(context: Context, run: QuotedRun) -> bool:
    """'a co-author of “The Long Road”', 'an advert titled “Dangerous”', 'the subject line “bravo”'."""
    layout, terms = context.layout, context.lexicon.words.terms
    before = run.open - 1 - (run.open > 1 and layout.texts[run.open - 1] == ",")
    if before < 1:
        return False
    last, both = layout.lowers[before], " ".join(layout.lowers[before - 1 : before + 1])
    if last in terms.titled or both in terms.title_places:
        return True
    of = last in context.lexicon.words.phrases.view_link and layout.lowers[before - 1] in terms.makers
    return of and _is_high(context, _words(context, run))


def _is_called(context: Context, run: QuotedRun) -> bool:
    """'a book by the comedian Tamm called “Huge: 30 Years”': a title after a verb without a thing to describe."""
    layout, words, at = context.layout, context.lexicon.words, run.open - 1
    spoken = _words(context, run)
    if at < 1 or len(spoken) < 2 or not _is_high(context, spoken) or run.paragraph in layout.titled:
        return False
    verb = layout.tokens[at]
    names = any(form.lemma in words.cues.naming for form in context.lexicon.cue_forms.get(verb.lower_, ()))
    past = verb.tag_ in words.grammar.past_tags | words.grammar.past_participle_tags
    to_be = at > 1 and layout.tags[at - 2] in words.grammar.infinitive_tags  # 'a book, to be called “The Long Lie”'
    to_be = to_be and layout.lowers[at - 1] in words.small.being
    if not names or not past or not (to_be or layout.tags[at - 1] in words.grammar.noun_tags):
        return False
    gap = words.grammar.question_tags  # 'what Tamm called “The Long Lie”'
    near = range(max(at - CALLED, layout.sentences[layout.sentence_of[at]][0]), at)
    return gap.isdisjoint(layout.tags[i] for i in near) and words.pronouns.relative.isdisjoint(
        layout.lowers[near.start : at]
    )


CALLED = 10  # tokens before 'called' in which 'what' or 'which' leaves a gap after it


def _acts(context: Context, run: QuotedRun) -> bool:
    """'“The Long Tide” follows a keeper', '“The Long Tide” is no classic': a title does or is something."""
    layout, lexicon, after = context.layout, context.lexicon, run.close
    if after + 1 >= len(layout.texts) or layout.paragraph_of[after] != run.paragraph or run.paragraph in layout.titled:
        return False
    spoken = _words(context, run)
    plain = layout.texts[run.end - 1][-1].isalnum() and len(spoken) > 1 and _is_high(context, spoken)
    verb = layout.tags[after] in lexicon.words.grammar.finite_tags and layout.lowers[after] not in lexicon.cue_forms
    return plain and verb and not _tells(context, run)


def _is_only_there(context: Context, run: QuotedRun) -> bool:
    """'There is nothing new about a “fresh start”': words of nobody, in a sentence that reports nothing."""
    layout, grammar = context.layout, context.lexicon.words.grammar
    start, _ = layout.sentences[layout.sentence_of[run.start]]
    there = range(max(start, run.open - THERE), run.open)
    if run.hidden or not any(layout.labels[i] in grammar.empty_subject for i in there):
        return False
    return not _tells(context, run)


def _tells(context: Context, run: QuotedRun) -> bool:
    """Does anything report in the sentence of a run, as far as it is looked through?"""
    start, end = context.layout.sentences[context.layout.sentence_of[run.start]]
    return bool(context.cues_in(max(start, run.open - NEAR_TOKENS), min(end, run.close + NEAR_TOKENS)))


THERE = 12  # tokens from 'there' to the marks


def _is_by_somebody(context: Context, run: QuotedRun) -> bool:
    """'a novel, “The Long Road,” by Ida Soir, is out', 'NOW OPEN – “A gallery opens,” by Ida Soir': who wrote it."""
    layout, words, after = context.layout, context.lexicon.words, run.close
    if after + 1 >= len(layout.texts) or layout.texts[run.end - 1] != "," or run.paragraph in layout.headlines:
        return False
    if layout.lowers[after] not in words.small.agent_links or layout.paragraph_of[after] != run.paragraph:
        return False
    name = layout.texts[after + 1][:1].isupper() or layout.lowers[after + 1] in words.names.articles
    start = layout.sentences[layout.sentence_of[run.open]][0]
    told = any(
        cue.passive or cue.groups & REPORTING for cue in context.cues_in(max(start, run.open - BESIDE), run.open)
    )
    spoken = _words(context, run)
    return name and not told and len(spoken) > 1 and (_is_high(context, spoken) or layout.texts[run.open - 1] in DASHES)


DASHES = frozenset("–—") | {"--"}


def _is_glossed(context: Context, run: QuotedRun) -> bool:
    """'“Salus,” Latin for “welfare”', '“Salus” means “welfare”': what words of another language mean."""
    layout, terms, at = context.layout, context.lexicon.words.terms, run.open - 1
    if at < 1:
        return False
    if layout.lowers[at] in terms.gloss_links and layout.lowers[at - 1] in terms.tongues:
        return True
    return layout.lowers[at] in terms.meaning and layout.run_of[at - 1] >= 0


def _is_listed(context: Context, run: QuotedRun) -> bool:
    """'roles in “The Fox,” “Night Rain” and “Comet 13”': one of several titles in a row."""
    layout, runs = context.layout, context.layout.runs
    number = layout.run_of[run.start]
    first, last = number, number
    while first > max(number - MOST_LISTED, 0) and _joined(context, runs[first - 1], runs[first]):
        first -= 1
    while last + 1 < min(len(runs), number + MOST_LISTED) and _joined(context, runs[last], runs[last + 1]):
        last += 1
    row = [_words(context, runs[i]) for i in range(first, last + 1)]
    titles = all(words and _is_high(context, words) for words in row) and sum(len(words) > 1 for words in row) > 1
    return (
        titles
        and len(row) >= FEWEST_LISTED
        and not any(runs[i].hidden and _says(context, runs[i]) for i in (first, last))
    )


FEWEST_LISTED, MOST_LISTED = 3, 12  # titles in a row; on each side of one that are looked at


def _joined(context: Context, one: QuotedRun, other: QuotedRun) -> bool:
    """Do only commas and 'and' stand between two runs of a sentence?"""
    layout, parts = context.layout, context.lexicon.words.small.parts
    between = range(one.close, other.open)
    return len(between) <= LINKS and all(layout.texts[i] == "," or layout.lowers[i] in parts for i in between)


LINKS = 3  # tokens between two titles: ', and'


def _says(context: Context, run: QuotedRun) -> bool:
    """Does a verb of saying touch the run?"""
    return bool(context.cues_in(run.open - 2, run.open) or context.cues_in(run.close, run.close + 2))


def _is_term(context: Context, run: QuotedRun) -> bool:
    """'“Top secret” is the highest level of all': a word or two that a sentence tells of, but not '… was her reply'."""
    layout, lexicon = context.layout, context.lexicon
    long, after = run.end - run.start > TERM_TOKENS or layout.texts[run.end - 1] in TERM_ENDS, run.close
    if long or after + 1 >= len(layout.texts):
        return False
    after += layout.tags[after] in lexicon.words.grammar.modal_tags  # '“Come home” | may | be the phrase of the year'
    if layout.lowers[after] not in lexicon.words.small.being:
        return False
    start, end = layout.sentences[layout.sentence_of[run.close]]
    if run.open != start:
        return False
    said = lexicon.words.nouns.voices | lexicon.noun_forms.keys()
    spoken = any(layout.lowers[i] in said for i in range(run.close, end))
    return not spoken and not context.cues_in(start, end)


TERM_TOKENS, TERM_ENDS = 3, frozenset(",.?!…")


KINDS = (
    _is_figure,
    _is_term,
    _is_made,
    _is_called,
    _is_listed,
    _acts,
    _is_only_there,
    _is_by_somebody,
    _is_glossed,
    _is_explained,
    _is_performed,
    _is_cited,
    _is_byname,
    _is_motto,
    _is_own_name,
    _is_nickname,
    _is_shown,
    _is_beside,
)
