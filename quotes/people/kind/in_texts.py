"""Find what a name stands for by how the texts of articles write it, if the mentions leave it open."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence

from quotes.names.first_names import is_first_name
from quotes.names.name import Name
from quotes.names.name_key import fold, name_key
from quotes.names.words import name_words
from quotes.people.in_text import full_names
from quotes.people.kind.occurrences import SPACES, Occurrence, has_word, occurrences
from quotes.people.kind.of_name import form_of
from quotes.people.kind.shown import NAMED, is_of_headline, is_person_here, shown_kind
from quotes.people.role_words import is_role, role_words
from quotes.people.someone import Entry
from quotes.people.whole_role import is_noun, whole_role

Text = Callable[[int], str]

MISSPELT_LETTERS, SLIPS = 5, 2  # of a surname of which one more, less or other is a slip; and how often it is made
FULL = re.compile(r"\b(?=([A-Z][\w’'-]+) (?:[A-Z]\. )?([A-Z][\w’'-]{3,}))")
LOOKED_AT = 5  # articles that are searched for how a name is written, and places beside others in each
GOES_ON = re.compile(r"[’']?s?[ -][A-Z]|-\w|s\b")  # the name before another one: 'the Tarn Foundation', 'Orm Scouts'
ALONE = re.compile(r"[.,;:]| (?:who|and|or|said|says)\b")  # a noun by itself: 'another Muslim said', not 'a Tarn poll'
OPENING = ("“", '"', "''")
LONGER, MOSTLY = re.compile(r"s\b|[ -][A-Z]"), 3
GENITIVE = ("’s", "'s")
ELIDED = re.compile(r"^[dl][’'](?=[A-Z])")  # 'd’Orme', 'l’Orme'
INITIALS = re.compile(r"(?:[A-Z]\.?){1,2}")
SAID_I = re.compile(r"\bI(?:[’']\w+)? [^“”\"]*[,.!?][”\"] (\w+ )?$")
JOINED = re.compile(r"\b([A-Z][\w’-]+) and $")
WRITES_IN = re.compile(r" (?:argues|argued|writes|wrote|explains|explained) (?:at|for|in) (?:[Tt]he )?[A-Z]")
INTRODUCED = re.compile(r", (?:reporting |speaking |writing )?from (?:the )?[A-Z]")
OF_BODY = re.compile(
    r" of (?:the )?((?:(?:[A-Z]\.?)+[\w-]*[ -]|[a-z]+[ -]){0,3}?(?:[A-Z][\w’'-]*[ ,.:;]?(?:(?:for|of|and) )?){1,6})"
)
TOLD_OF = re.compile(r",? (?:as|while|when|before|after) (?:he|she)\b")
SIGNED, SIGNED_AFTER = re.compile(r"(?:^|\n|[”\"] )[–—―]\s?$"), re.compile(r"\s*(?:\n|$)")
TRADE = re.compile(r", ([A-Za-z]+(?:-[a-z]+)*)(?=[,.;)]| (?:and|of|for|at|who)\b)")
ITS = re.compile(r" \w+(?: on [A-Z]\w+)?(?: that)? its\b")
PERSONAL = re.compile(r" [a-z]+(?:[,;]? [a-z]+){0,12}?[,;]? (?:he|she|his|her|him)\b")


LEGAL_CHARACTERS = 14  # after a name, in which the end of a company's name stands


def written_kind(entries: Sequence[Entry], text: Text) -> str:
    """The kind that the texts show; not a person for 'the Orm Eye', 'in North Vale', “Tarn Drowned” or 'aides'."""
    told = Counter[str]()
    for written in _texts(entries, text):
        told.update(kind for name in _names(entries, "person") for kind in _told(name, written))
    first = all(entry.mention.name.bare and is_first_name(entry.mention.name.surname) for entry in entries)
    if not told or told["person"] or (first and not told["group"]):
        return "person"
    return told.most_common(1)[0][0]


def shown_by_texts(entries: Sequence[Entry], names: Sequence[Name], text: Text, *, shouted: bool = True) -> str | None:
    """The kind that the texts show for certain of a name, unless one shows a person.

    Args:
        shouted: whether a name in capitals, which is in none that small letters write, is taken for a body's.
    """
    every = {entry.text for entry in entries} | {name.text for name in names}
    full = sorted(name for name in every if " " in name) or sorted(every)
    texts = _texts(entries, text)
    told = [shown_kind(full, written, shouted=shouted) for written in texts]
    if "person" in told:
        return None
    if any(told):
        return Counter(kind for kind in told if kind).most_common(1)[0][0]
    return "unknown" if all(is_of_headline(name, written) for written in texts for name in full) else None


def written_of_many(entries: Sequence[Entry], text: Text) -> str | None:
    """'group' for 'the Vanes' and 'many Orms', 'anonymous' for 'the Orman said' and 'Tarn’s Son', taken for a body."""
    for written in _texts(entries, text):
        for name in _names(entries, "organisation"):
            for place in occurrences(name, written):
                if _is_family(name, place, written) or _is_of_many(name, place):
                    return "group"
                if _is_one_of_many(name, place):
                    return "anonymous"
    return None


def _is_of_many(name: str, place: Occurrence) -> bool:
    return name.endswith("s") and " " not in name and place.word_before in role_words().before_many


def _is_one_of_many(name: str, place: Occurrence) -> bool:
    """'the Orman said', 'Tarn’s Son says'."""
    known, low = role_words(), name.lower()
    if " " in name or is_first_name(name):
        return False
    one = low in known.crowds and place.word_before in known.before_one and ALONE.match(place.after) is not None
    return one or (low in known.relations and place.word_before.endswith(GENITIVE))


def is_written_as_person(entries: Sequence[Entry], known: Iterable[Name], text: Text) -> bool:
    """Do the texts show that a name is a person's: a first name with the surname alone elsewhere, or a title?"""
    every = {name for kind in ("organisation", "unknown") for name in _names(entries, kind)}
    every |= {name.text for name in known if " " in name.text}
    names = sorted(filter(_may_be_a_person, every))
    return bool(names) and any(_is_a_person(name, written) for written in _texts(entries, text) for name in names)


def is_one_of_a_people(entries: Sequence[Entry], text: Text) -> bool:
    """'the Tongan said', 'the Samoan, who has lost', whatever the articles take it for: somebody with another name."""
    known = role_words()
    names = sorted({entry.text for entry in entries if _is_demonym(entry.text)})
    if not names or any(entry.mention.name.titles for entry in entries):
        return False
    return any(
        place.word_before in known.before_one and (place.aged or _stands_alone(place))
        for written in _texts(entries, text)
        for name in names
        for place in occurrences(name, written)
    )


def _stands_alone(place: Occurrence) -> bool:
    """'the Tongan said'; 'The Scotsman said' is a newspaper's, 'The Scotsman said he' is not."""
    known = role_words()
    if place.before.endswith("The "):
        words = place.after.lower().split()[:3]
        return place.word_after in known.sayings and not known.personal.isdisjoint(words[1:])
    return ALONE.match(place.after) is not None or place.word_after in known.sayings


def _is_demonym(name: str) -> bool:
    return " " not in name and name_key(name) in role_words().demonyms


def is_misspelt(entries: Sequence[Entry], text: Text) -> bool:
    """'Orvey said' in an article that names Ida Orvy: a surname with one letter more, less or other."""
    texts, names = _texts(entries, text), _names(entries, "organisation")
    return any(
        _is_nearly(name, other)
        for name in names
        if name.isalpha() and name.istitle() and len(name) >= MISSPELT_LETTERS
        for written in texts
        if written.count(name) <= SLIPS
        for first, other in FULL.findall(written)
        if other != name and is_first_name(first)
    )


def _is_nearly(one: str, other: str) -> bool:
    """Does one letter tell two surnames apart, but not the first, and no 's' at the end, as of 'the Krells'?"""
    if one[:1] != other[:1] or one.rstrip("s") == other.rstrip("s") or abs(len(one) - len(other)) > 1:
        return False
    at = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return one[at + 1 :] in (other[at + 1 :], other[at:]) or one[at:] == other[at + 1 :]


def _texts(entries: Sequence[Entry], text: Text) -> list[str]:
    articles = dict[int, None]()
    for entry in entries:
        articles[entry.article] = None
        if len(articles) == LOOKED_AT:
            break
    return [text(article) for article in articles]


def _names(entries: Sequence[Entry], kind: str) -> list[str]:
    """The names that mentions of a kind have, without descriptions."""
    return sorted({entry.text for entry in entries if entry.mention.kind == kind})


def is_always_marked(entries: Sequence[Entry], text: Text) -> bool:
    """Does a name of several words stand only in quotation marks, as a title does: “Orm Shrugged”?"""
    marked = [
        place.marked
        for written in _texts(entries, text)
        for name in _names(entries, "person")
        if " " in name and any(f"{mark}{name}" in written for mark in OPENING)
        for place in occurrences(name, written)
    ]
    return bool(marked) and all(marked)


def _told(name: str, text: str) -> Iterable[str]:
    """What each place of a name in a text says of its kind."""
    if " " not in name and has_word(name.lower(), text):
        yield "group" if name.lower().endswith("s") else "unknown"
    for place in occurrences(name, text, plural=True):
        if told := _told_here(name, place):
            yield "group" if told == "organisation" and _is_family(name, place, text) else told
    if _mostly_goes_on(name, text):
        yield from ("unknown",) * MOSTLY


def is_firm(entries: Sequence[Entry], text: Text) -> bool:
    """Do the texts have 'Ida Marlow Ltd', and call nobody by the surname alone?"""
    names = [name for name in _names(entries, "person") if " " in name]
    return any(
        _has_firm(name, written) and not any(map(_is_surname, _alone(name.split()[-1], written)))
        for written in _texts(entries, text)
        for name in names
    )


def _has_firm(name: str, text: str) -> bool:
    """Is the name followed by 'Ltd' somewhere? No pattern is made for it, as most names are followed by none."""
    at, legal = text.find(name), name_words().legal
    while at >= 0:
        end = at + len(name)
        after = text[end : end + LEGAL_CHARACTERS].split()
        if text[end : end + 1] in SPACES and after and after[0].strip(".,").lower() in legal:
            return True
        at = text.find(name, end)
    return False


def _alone(surname: str, text: str) -> Iterator[Occurrence]:
    """The places of a surname with no other name right before."""
    return (place for place in occurrences(surname, text) if not NAMED.search(place.before))


def speaks_of_itself(entries: Sequence[Entry], text: Text) -> bool:
    """'Tarn said on Monday that its ships …', of a single word."""
    names = [name for name in _names(entries, "person") if " " not in name]
    sayings = role_words().sayings
    return any(
        place.word_after in sayings and ITS.match(place.after) is not None
        for written in _texts(entries, text)
        for name in names
        for place in occurrences(name, written)
    )


def is_only_begun(entries: Sequence[Entry], text: Text) -> bool:
    """Is it the beginning of longer names, whatever the article takes it for: 'Orm Scout' where 'Orm Scouts' meet?"""
    texts, names = _texts(entries, text), [name for name in _names(entries, "person") if " " in name]
    return any(_mostly_goes_on(name, written) for written in texts for name in names)


def _mostly_goes_on(name: str, text: str) -> bool:
    """Does a longer name nearly always follow, as in 'Orm Scouts' and 'Orm Scout Leaders'?"""
    if text.count(name) < MOSTLY:
        return False
    after = [text[place.end() :][:2] for place in re.finditer(rf"(?<!\w){re.escape(name)}", text)]
    longer = sum(bool(LONGER.match(one)) for one in after)
    return longer >= MOSTLY and longer >= 0.75 * len(after)


def _told_here(name: str, place: Occurrence) -> str | None:
    """What the words before and after one place of a name say of its kind; None if they say nothing."""
    known, word = role_words(), place.word_before
    if place.titled:
        return "person"
    if name.endswith("s") and place.word_after in known.plural_verbs:
        return "group"
    if name and " " not in name and place.word_after in known.reporting:
        return "organisation"
    if place.before.endswith(tuple(SPACES)) and not GOES_ON.match(place.after):
        if word in known.before_bodies:
            return "organisation"
        if word in known.before_kinds and ALONE.match(place.after):
            return "unknown"
    if place.aged:
        return "person"
    return "document" if place.marked and " " in name else None


def _is_family(name: str, place: Occurrence, text: str) -> bool:
    """Are they 'the Vanes' in a text that names a Vane?"""
    one = name.removesuffix("s")
    return place.word_before == "the" and one != name and re.search(rf"\b[A-Z]\w+ {re.escape(one)}\b", text) is not None


def is_like_a_name(name: str) -> bool:
    """Are they two to four words with capitals, none of which a role or only a body has?"""
    words = name.split()
    described = whole_role(words[-1].lower(), "") is not None or words[-1].lower() in role_words().crowds
    return len(words) > 1 and not described and _may_be_a_person(name)


def _may_be_a_person(name: str) -> bool:
    """Can the name be somebody's: one to four capitalised words, none of which only bodies have?"""
    words = name.split()
    like = all(_is_like_part(word, inside=0 < at < len(words) - 1) for at, word in enumerate(words))
    long = sum(word.lower() not in name_words().particles for word in words) > 4
    return like and not long and form_of(name) is None and words[0].lower() not in name_words().bodies.articles


def _is_like_part(word: str, *, inside: bool) -> bool:
    """'Ida', 'O’Vane', 'de', and inside a name initials: 'WA'."""
    word = ELIDED.sub("", word)
    capital = word[:1].isupper() and any(map(str.islower, word[1:]))
    return capital or word.lower() in name_words().particles or (inside and bool(INITIALS.fullmatch(word)))


def _is_a_person(name: str, text: str) -> bool:
    """Does a text write the name as a person's: 'Ms Marlow', 'Ida Marlow, 41,', or 'said Marlow' after 'Ida Marlow'?"""
    words = name.split()
    around = list(occurrences(name, text))
    if any(place.word_before.strip(".") in name_words().titles.address for place in around):
        return True
    if any(map(_says_i, around)) or any(_is_beside_person(place, text) for place in around[:LOOKED_AT]):
        return True
    bodies = name_words().bodies
    if len(words) == 1 or (bodies.words | bodies.also_surnames) & set(fold(name)) or whole_role(words[-1], ""):
        return False
    if any(full.key != name_key(name) and not _is_end_of(name, full.text) for full in full_names(text, words[-1])):
        return False
    short = [place for place in occurrences(words[-1], text) if not NAMED.search(place.before)]
    return any(place.aged or _is_introduced(place) for place in around) or any(map(_is_surname, short))


def _says_i(place: Occurrence) -> bool:
    """“I like it,” Vane said: bodies never say 'I'."""
    said = role_words().sayings
    before = SAID_I.search(place.before)
    return before is not None and ((before[1] or "").strip() in said if before[1] else place.word_after in said)


def _is_beside_person(place: Occurrence, text: str) -> bool:
    """'Marlow and Vane both said' in a text that names Ida Marlow."""
    before = JOINED.search(place.before)
    if before is None or place.word_after not in role_words().two_do or is_first_name(before[1]):
        return False
    return any(name.given and is_first_name(name.given[0]) for name in full_names(text, before[1]))


def _is_introduced(place: Occurrence) -> bool:
    """'Krell Osvik, hotelier and singer', 'Krell Osvik, from Orm’s college', 'author Krell Osvik', 'Krell Osvik argues
    at The Orm Eye'; '– Krell Osvik' below a quotation.
    """
    if place.word_before in role_words().before_people or WRITES_IN.match(place.after):
        return True
    if (
        INTRODUCED.match(place.after)
        or _is_of_body(place)
        or (SIGNED.search(place.before) and SIGNED_AFTER.match(place.after))
    ):
        return True
    trade = TRADE.match(place.after)
    return trade is not None and (is_noun(trade[1]) if trade[1].islower() else is_role(trade[1].lower()))


def _is_of_body(place: Occurrence) -> bool:
    """'wrote Krell Osvik of the Harbour Defence Council': somebody of a body."""
    of = OF_BODY.match(place.after)
    bodies = name_words().bodies
    if of is None or place.word_before not in role_words().sayings:
        return False
    words = of[1].split()
    return not (bodies.words - bodies.lands).isdisjoint(map(str.lower, (word.strip(",.:;") for word in words)))


def is_surname_of_somebody(entries: Sequence[Entry], text: Text) -> bool:
    """'Osvik said' in an article that has 'Krell Osvik, a lawyer': a surname that an article takes for a body."""
    names = _names(entries, "organisation")
    texts = _texts(entries, text)
    return bool(texts) and all(any(_is_introduced_in_full(name, written) for name in names) for written in texts)


def _is_introduced_in_full(name: str, text: str) -> bool:
    said = role_words().sayings
    return any(
        is_person_here(place)
        or _is_introduced(place)
        or (place.word_before in said and TOLD_OF.match(place.after) is not None)
        for full in full_names(text, name)
        for place in occurrences(full.text, text, plural=True)
    )


def _is_end_of(one: str, other: str) -> bool:
    """Does one of two names end in the other: 'Orm Times' Ida Marlow' in 'Ida Marlow'?"""
    return one.endswith(other) or other.endswith(one)


def is_told_as_person(entries: Sequence[Entry], text: Text) -> bool:
    """'Osvik said he was there': do the words around a name show somebody?"""
    names = _names(entries, "organisation")
    return any(
        is_person_here(place)
        for written in _texts(entries, text)
        for name in names
        for place in occurrences(name, written)
    )


def _is_surname(place: Occurrence) -> bool:
    """Does a word alone stand as a surname does: 'Mr Vane', 'Vane, 41,', 'said Vane', 'Vane added'?"""
    said, known = role_words().sayings, role_words().before_bodies
    personal = PERSONAL.match(place.after)
    if personal and not any(map(is_role, personal[0].split())):
        return True
    if _told_here("", place) == "person" or (place.word_before in said and not GOES_ON.match(place.after)):
        return True
    return place.word_after in said and place.word_before not in known
