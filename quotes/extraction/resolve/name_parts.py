"""What of a run of capital words is the name: without titles, roles and degrees, with its hyphens closed up."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from quotes.extraction.layout import Layout, Range
from quotes.extraction.lexicon import Gender, Lexicon
from quotes.extraction.mentions import is_field, is_initial
from quotes.extraction.name_run import ELISIONS, closes_name, elided, patronymic
from quotes.extraction.parse.frame import DATELINE
from quotes.extraction.resolve.name_openings import is_opening, is_title_here
from quotes.extraction.tokens import Token

DATELINE_TOKENS = 14  # at most
LEADING = "-–—"  # glued to a name: '-Geert Almasy'
NOTE = re.compile(r"(?<=[^\W\d_]{2})\.\d{1,2}$")  # the number of a note: 'Orm Starting Line.2'
TICKER = re.compile(r"[A-Z0-9]{2,6}\.[A-Z]{1,3}")
OFFICE_TOKENS = 8  # before a name in which its office may stand
ABBREVIATION_LETTERS = 5  # at most


@dataclass
class Trimmed:
    """A name without what stands around it.

    Attributes:
        place: the tokens of the name.
        whole: the same with titles and degrees.
        cut: the words before it that are no part of it, articles left out: ('Sir',), ('Founder',).
        gender: what the titles say.
    """

    place: Range
    whole: Range
    cut: list[str] = field(default_factory=list)
    gender: Gender | None = None


def trim(layout: Layout, lexicon: Lexicon, place: Range) -> Trimmed | None:
    """The name in a run of name words; None if there is no name ('the Premier')."""
    doc, titles = layout.tokens, lexicon.titles
    start, end = place
    while (
        start > 0
        and doc[start - 1].text in lexicon.titles.before_names
        and layout.sentence_of[start - 1] == layout.sentence_of[start]
    ):
        start -= 1
    place = start, end
    while end > start and (_is_end(layout, lexicon, end - 1) or _is_day_after(lexicon, doc[end - 1], end - start)):
        end -= 1
    whole = start, end
    while end - start > 1 and doc[end - 1].text in titles.after:
        end -= 1 + (doc[end - 2].text == "," and end - start > 2)
    found = Trimmed((start, end), whole)
    if (of := _of_body(layout, lexicon, (start, end))) is not None:
        end = of
        found.place = found.whole = (start, end)
    seated = not lexicon.words.names.seated.isdisjoint(layout.texts[start:end])
    if seated or (
        doc[end - 1].text in lexicon.words.organisations.endings and not is_surname(layout, lexicon, found.place)
    ):  # 'the Justice Department' is no Justice
        led = doc[start].lower_ in lexicon.words.resolving.leading_articles
        led = led or (end - start > 2 and _is_day(lexicon, doc[start], doc[start + 1]))
        found.place = (start + led, end)
        return found if found.place[0] < end else None
    start = _inner_title(layout, lexicon, (_after_office(layout, lexicon, (start, end)), end))
    found.cut += [doc[i].text for i in range(place[0], start)]
    while start < end and (
        doc[start].lower_ in lexicon.words.resolving.leading_articles or _leads(layout, lexicon, (start, end))
    ):
        if not _is_loose(layout, lexicon, (start, end)):
            found.cut.append(doc[start].text)
        start += 1
    found.gender = next((gender for title in found.cut if (gender := title_gender(title, lexicon))), None)
    found.place = (start, end)
    return found if start < end else None


def _of_body(layout: Layout, lexicon: Lexicon, place: Range) -> int | None:
    """Where the name of somebody with a title ends: 'Superintendent Owain Rhys | of Orm Police'."""
    start, end = place
    if layout.texts[start] not in lexicon.titles.of_office:
        return None
    of = next((i for i in range(start + 1, end) if layout.lowers[i] in lexicon.words.resolving.of), None)
    if of is None or of - start <= FULL_NAME or not lexicon.persons.isdisjoint(layout.lowers[start + 1 : of]):
        return None
    bodies = lexicon.words.organisations.endings
    return of if bodies.isdisjoint(layout.texts[start + 1 : of]) else None


FULL_NAME = 2  # words at least


def is_surname(layout: Layout, lexicon: Lexicon, place: Range) -> bool:
    """'Fiona Hill', 'Senator the Hon. Aubyn Hill': is the last word, which may end a body's name, a surname here?"""
    start, end = place
    if layout.texts[end - 1] not in lexicon.words.names.also_surnames:
        return False
    if end - start < 2:
        return layout.tokens[start].ent_type_ in lexicon.words.resolving.person_labels
    first, labels = layout.lowers[end - 2], lexicon.words.resolving.person_labels
    person = layout.tokens[end - 1].ent_type_ in labels or layout.texts[start] in lexicon.titles.before_names
    titled = layout.texts[end - 2] in lexicon.titles.male | lexicon.titles.female  # 'Ms. Park'
    alone = end - start == FULL_NAME and layout.texts[start] in lexicon.titles.before_names
    titled = titled or (alone and layout.tokens[end - 1].ent_type_ not in lexicon.words.resolving.body_labels)
    return person and (titled or first in lexicon.first_names or layout.tokens[end - 2].ent_type_ in labels)


def _is_given_name(layout: Layout, lexicon: Lexicon, place: Range) -> bool:
    """'its president, Duke Hanley', 'Coach Prince Amadi': a title that is a given name too, after what somebody is."""
    start, end = place
    noble = lexicon.titles.male | lexicon.titles.female  # not 'Chief Judge Soir'
    given = layout.texts[start] in noble and layout.lowers[start] in lexicon.first_names
    if end - start != FULL_NAME or start < 2 or not given:
        return False
    role = start - 1 - (layout.texts[start - 1] == ",")
    return layout.lowers[role] in lexicon.persons or layout.texts[role] in lexicon.titles.before_names


def _is_end(layout: Layout, lexicon: Lexicon, i: int) -> bool:
    token = layout.tokens[i]
    if closes_name(layout, i):
        return False
    if i > 0 and TICKER.fullmatch(token.text) and layout.texts[i - 1][:1].isupper():
        return True  # 'Halden Group Plc HLDN.L'
    return token.lower_ in lexicon.words.resolving.genitive_ends or (token.is_punct and token.text != ".")


def _leads(layout: Layout, lexicon: Lexicon, place: Range) -> bool:
    """Is the first word a title, or a role or an abbreviation before a full name ('Founder', 'TD')?"""
    doc, words = layout.tokens, lexicon.words
    start, end = place
    word = doc[start]
    second = doc[start + 1].lower_ if end - start > 1 else ""
    if second in words.names.links and second not in lexicon.particles:
        return False  # 'Duke of Orm'
    if end - start > 1 and doc[start + 1].tag_ in words.resolving.genitive_tags:
        return False  # 'Attorney's Office'
    if end - start > 2 and _begins_body(layout, lexicon, start + 1):
        return False  # 'Royal College of Nursing'
    if word.text.lstrip(LEADING) in lexicon.titles.before_names:
        return not _is_given_name(layout, lexicon, place)
    if end - start > 2 and word.text in words.names.before_honours and doc[start + 1].text in lexicon.honours:
        return True  # 'Tan Sri Rashid Yunus'
    if is_title_here(layout, lexicon, place) or is_opening(layout, lexicon, place):
        return True
    if end - start > 1 and (_is_day(lexicon, word, doc[start + 1]) or _is_verb(layout, lexicon, start)):
        return True
    if start + 1 in layout.hyphens or end - start < 3 or not word.is_alpha:
        return word.text in ("-", ".") and end - start > 1
    if doc[start + 1].text in lexicon.particles:
        return False
    if word.lower_ in lexicon.persons and word.text.istitle():
        return not (word.lower_ in lexicon.first_names and word.lower_ in words.gender.male | words.gender.female)
    if _trade(layout, lexicon, start) or _is_demonym(layout, lexicon, start):
        return True
    shouted = word.text.isupper() and 1 < len(word) <= ABBREVIATION_LETTERS
    body = any(doc[i].text in lexicon.words.organisations.endings for i in range(start + 1, end - 1))
    return (
        shouted
        and not body
        and doc[start + 1].is_alpha
        and not any(_is_shouted(lexicon, doc[i].text) for i in range(start + 1, end))
    )


def _is_loose(layout: Layout, lexicon: Lexicon, place: Range) -> bool:
    """'The Orm Post', 'On Monday Orm Steel': is the first word no part of the name, and nothing that somebody is?"""
    word = layout.tokens[place[0]]
    if word.lower_ in lexicon.words.resolving.leading_articles or is_opening(layout, lexicon, place):
        return True
    return place[1] - place[0] > 1 and _is_day(lexicon, word, layout.tokens[place[0] + 1])


def _begins_body(layout: Layout, lexicon: Lexicon, i: int) -> bool:
    """The 'Administration of' of 'General Administration of Ports', which is no general's name."""
    words = lexicon.words
    body = layout.texts[i] in words.organisations.endings - words.names.also_surnames
    return body and layout.lowers[i + 1] in words.names.field_links


def _is_shouted(lexicon: Lexicon, word: str) -> bool:
    """'BRANDT', but not the 'II' of 'Ole Brandt II'."""
    return word.isupper() and len(word) > 1 and word not in lexicon.titles.suffixes


def _is_day(lexicon: Lexicon, word: Token, after: Token) -> bool:
    """'On Tuesday Mr Marlow said', 'proclaimed Saturday Danner's Day': a day before a title or another name."""
    days = lexicon.words.resolving.day_labels
    if word.text in lexicon.words.time.words and word.ent_type_ in days and after.ent_type_ not in days:
        return True
    named = after.text in lexicon.titles.before_names or after.lower_ in lexicon.first_names
    named = named or (word.i > 0 and word.doc[word.i - 1].lower_ in lexicon.cue_forms)  # 'said | Monday Orm Steel will'
    return word.text in lexicon.words.time.words and word.lower_ not in lexicon.first_names and named


def _is_day_after(lexicon: Lexicon, word: Token, size: int) -> bool:
    """'asked Marlow Friday how': a day after a name, not a surname."""
    day = word.text in lexicon.words.time.words and word.ent_type_ in lexicon.words.resolving.day_labels
    return day and size > 1 and word.doc[word.i - 1].ent_type_ not in lexicon.words.resolving.day_labels


def _is_verb(layout: Layout, lexicon: Lexicon, i: int) -> bool:
    """'Said Marlow: “No.”', 'Trusting Ida Marlow with it': a verb with a capital where a sentence begins."""
    word, grammar = layout.tokens[i], lexicon.words.grammar
    if i != layout.sentences[layout.sentence_of[i]][0]:
        return False
    named = word.lower_ in lexicon.first_names and word.tag_ not in grammar.past_tags
    forms = lexicon.cue_forms.get(word.lower_, ())
    said = (
        bool(forms) and not word.text.isupper() and all(form.lemma != word.lower_ for form in forms)
    )  # not 'Radio Nord'
    return not named and (said or word.tag_ in grammar.participle_tags)


def _after_office(layout: Layout, lexicon: Lexicon, place: Range) -> int:
    """Where the name begins after what an office is for: 'Secretary of State for Work and Pensions | Ola Brandt'."""
    doc, (start, end) = layout.tokens, place
    if end - start < 3:
        return start
    joins = [i for i in range(start + 1, end - 3) if doc[i].lower_ in lexicon.words.names.body_joins]
    known = (i for i in range(start + 1, end - 1) if doc[i].lower_ in lexicon.first_names or is_initial(doc[i].text))
    joins += [start - 1] if end - start == 3 and doc[start - 1].lower_ in lexicon.words.names.body_joins else []
    field = next((i + 1 for i in (start, start + 2) if i == end - 3 and is_field(layout, lexicon, i)), None)
    first = next(known, joins[-1] + 2 if joins and joins[-1] == end - 4 else field)
    begun = doc[start].lower_ in lexicon.first_names or doc[start].text in lexicon.titles.before_names
    begun = (begun and field is None) or (
        doc[start].lower_ in lexicon.words.names.before_given and start + 2 in layout.hyphens
    )
    if first is None or begun or first - 1 in layout.hyphens or doc[end - 1].lower_ in lexicon.persons:
        return start
    sentence = layout.sentences[layout.sentence_of[start]][0]
    before = range(max(sentence, start - OFFICE_TOKENS), first)
    links = lexicon.words.names.office_links
    link = next((i for i in before if doc[i].lower_ in links and doc[i - 1].lower_ in lexicon.persons), None)
    listed = any(i < first for i in joins)  # 'Secretary for Ports, Ferries and Bridges Ida Lund'
    parted = link is not None and not listed and any(doc[i].text == "," for i in range(link, start))  # '…, Abu Yusuf'
    return first if link is not None and link > sentence and not parted else start


def _is_demonym(layout: Layout, lexicon: Lexicon, start: int) -> bool:
    """'beat American Tyler Fritsch': where somebody is from, before a first name."""
    word, after = layout.tokens[start], layout.tokens[start + 1]
    return word.lower_ in lexicon.words.names.demonyms and after.lower_ in lexicon.first_names


def _trade(layout: Layout, lexicon: Lexicon, start: int) -> bool:
    """'Harbourmaster Ole Brandvik said': a trade where a sentence begins, by its ending, before a first name."""
    word, after = layout.tokens[start], layout.tokens[start + 1]
    begins = start == layout.sentences[layout.sentence_of[start]][0] or not layout.tokens[start - 1].is_alpha
    trade = word.lower_.endswith(tuple(lexicon.words.names.trade_endings)) and word.lower_ not in lexicon.first_names
    sure = word.lower_.endswith(tuple(lexicon.words.names.sure_trade_endings))
    return trade and word.text.istitle() and (sure or (begins and after.lower_ in lexicon.first_names))


def _inner_title(layout: Layout, lexicon: Lexicon, place: Range) -> int:
    """Where the name begins after the last title inside it: 'Northern Party MP | Ida Marlow'."""
    doc, titles = layout.tokens, lexicon.titles
    start, end = place
    if end - start < 3:
        return start
    begun = doc[start].lower_ in lexicon.first_names  # 'Charlotte Mayor | Ida Marlow' is somebody, too
    bodies, surnames = lexicon.words.organisations.endings, lexicon.words.names.also_surnames
    inside = [
        i + 1
        for i in range(start + 1, end - 2)
        if (doc[i].text in titles.of_office or _is_post(doc[i]))
        and doc[i].lower_ not in lexicon.first_names
        and i + 1 not in layout.hyphens
        and doc[i + 1].text[:1].isupper()
        and doc[i + 1].text not in bodies - surnames  # 'the Defence Ministry of Norland'
        and (doc[i + 1].lower_ in lexicon.first_names or (not begun and doc[i].text in titles.of_office))
    ]
    if begun:
        return max(inside, default=start)
    inside += [  # 'Speaker Orm Assembly | Malik Soir'
        i + 1
        for i in range(start, end - 2)
        if doc[i + 1].lower_ in lexicon.first_names and doc[i].text in bodies and doc[i].text not in surnames
    ]
    return max(inside, default=start)


def _is_post(word: Token) -> bool:
    """The 'DL' of 'Panthers DL Ole Brandvik': what somebody is, in letters."""
    return word.is_alpha and word.text.isupper() and 1 < len(word) <= POST_LETTERS


POST_LETTERS = 3  # at most


def dateline_tokens(layout: Layout, lexicon: Lexicon) -> set[int]:
    """The words before the dash that begin a report: 'LINDHOLM, March 3 (Northern Wire) - Sund Line said …'."""
    found: set[int] = set()
    for start, end in layout.paragraphs:
        near = range(start, min(start + DATELINE_TOKENS, end))
        dash = next((i for i in near if layout.texts[i] in DASHES and i not in layout.hyphens), None)
        words = [layout.tokens[i] for i in range(start, dash)] if dash else []
        if end > start:
            found.update(range(start, _after_filed(layout, (start, end))))
            found.update(range(start, _after_agency(layout, lexicon, (start, end))))
        if any(w.text.isupper() and len(w) > 2 for w in words[:2]) and not any(
            w.text.islower() and w.is_alpha for w in words
        ):
            found.update(range(start, dash or start))
    return found


def _after_filed(layout: Layout, paragraph: Range) -> int:
    """Where a report begins after 'VARN, Ohio, June 3, 2021 /NewsLine/ --' or 'VARN--(NEWSLINE)--'."""
    start, end = paragraph
    filed = DATELINE.match(layout.text, layout.tokens[start].idx) if layout.texts[start].isupper() else None
    if filed is None or filed.group().rstrip().endswith(":"):
        return start
    return next((i for i in range(start, end) if layout.tokens[i].idx >= filed.end()), start)


def _after_agency(layout: Layout, lexicon: Lexicon, paragraph: Range) -> int:
    """Where a report begins after 'Orm (NW) –' or 'Orm, 3 may (dpa).-', by an abbreviation in brackets and a dash."""
    start, end = paragraph
    offset = layout.tokens[start].idx
    found = AGENCY.match(layout.text[offset : min(offset + DATELINE_CHARACTERS, layout.offsets(paragraph)[1])])
    if found is None or layout.lowers[start] in lexicon.first_names:
        return start
    return next((i for i in range(start, end) if layout.tokens[i].idx >= offset + found.end()), start)


AGENCY = re.compile(r"[^\W\d_][^()\n]{1,40}\((?:[A-Z]{2,6}|[a-z]{3})\)\.?\s?[-–—]+\s")
DATELINE_CHARACTERS = 70  # at most


DASHES = frozenset(("–", "—", "-", "--", ":"))


BEFORE_PARTY = frozenset(",([")


def is_party(layout: Layout, lexicon: Lexicon, i: int) -> bool:
    """The 'D' of 'D-Ohio': the letter of a party before the place whose seat it is."""
    after = i + 2 < len(layout.tokens) and i + 1 in layout.hyphens and layout.texts[i + 2][:1].isupper()
    return after and layout.texts[i] in lexicon.words.parties


def is_people(layout: Layout, lexicon: Lexicon, i: int) -> bool:
    """'the Dutchman', 'the Brazilian': somebody of a country, who has a name elsewhere."""
    doc, names = layout.tokens, lexicon.words.names
    word = doc[i].lower_
    alone = (
        i > 0
        and doc[i - 1].lower_ in lexicon.words.resolving.the
        and doc[i].text[:1].isupper()
        and doc[i].tag_ not in lexicon.words.grammar.plural_tags
    )
    return alone and word not in names.no_people and word.endswith(tuple(names.people_endings))


def title_gender(title: str, lexicon: Lexicon) -> Gender | None:
    """What a title says of who bears it.

    >>> from quotes.extraction.lexicon import load_lexicon
    >>> title_gender("Dame", load_lexicon())
    'female'
    """
    if title in lexicon.titles.male:
        return "male"
    return "female" if title in lexicon.titles.female else None


def name_words(layout: Layout, lexicon: Lexicon, place: Range) -> tuple[str, ...]:
    """The words of a name, as people write them: 'Ainsley-Cooke' is one; a nickname in marks does not count."""
    doc = layout.tokens
    outside, genitive = layout.run_of[place[0]], lexicon.words.resolving.genitive_tags
    found: list[str] = []
    for i in range(*place):
        token = doc[i]
        if layout.run_of[i] != outside or _no_word(layout, lexicon, i):
            continue
        glued = found and (i in layout.hyphens or i - 1 in layout.hyphens or token.tag_ in genitive) and i > place[0]
        if glued or (found and _goes_on(layout, lexicon, i)):
            found[-1] += token.text
        else:
            found.append(token.text.lstrip(LEADING) or token.text)
    if found:
        found[-1] = NOTE.sub("", found[-1])
    return tuple(found)


def _goes_on(layout: Layout, lexicon: Lexicon, i: int) -> bool:
    """The '/' and the 'l' of 'a/l', the ')' of 'CPI(M)', the 't' of 'in ’t Zand'."""
    both = patronymic(layout, lexicon, i) and patronymic(layout, lexicon, i - 1)
    return closes_name(layout, i) or both or (layout.texts[i - 1] in ELISIONS and elided(layout, lexicon, i))


def _no_word(layout: Layout, lexicon: Lexicon, i: int) -> bool:
    if patronymic(layout, lexicon, i) or closes_name(layout, i) or elided(layout, lexicon, i):
        return False
    token = layout.tokens[i]
    genitive = token.tag_ in lexicon.words.resolving.genitive_tags
    closing = token.is_punct and not genitive and token.text not in ("-", "&") and i not in layout.hyphens
    return token.is_space or closing
