"""Take a name apart: titles, given names, surname with its particles, suffix; degrees after it are left out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from quotes.names.first_names import is_first_name
from quotes.names.name_key import fold, name_key
from quotes.names.words import name_words

ELISION = re.compile(r"(?:^|\s)['’‘]\w+\s")
WORD = re.compile(r"\w+")
SURNAME_FIRST = re.compile(r"\w [^\W\d_]+-[^\W\d_A-Z]\w+$")  # 'Seo Dae-ho'
FAMILY_FIRST = 3  # words of a name whose surname stands first, at most
LOWER = 2  # words without a capital that make a description of a name


@dataclass(frozen=True)
class Name:
    """A name, ready to be compared.

    Attributes:
        text: the name as it was written.
        key: its words, folded; two names with one key are the same string.
        given: words before the surname; empty for a bare surname or an organisation.
        surname: the last word with its particles ('deblasio'); an organisation's core.
        suffix: 'jr', 'iii' or ''.
        kind: 'person', 'organisation', or 'label' for a description that names nobody.
        titles: the titles before it, in plain letters ('sir').
        sure: False if the article leaves open whether it is a person's.
    """

    text: str
    key: str
    given: tuple[str, ...]
    surname: str
    suffix: str
    kind: str
    sure: bool = True
    titles: tuple[str, ...] = ()

    def __hash__(self) -> int:
        return hash(self.text)  # names are counted by the million

    @property
    def family_first(self) -> bool:
        """Does the surname stand first?"""
        return bool(self.given) and self.key.startswith(f"{self.surname} ") and self.kind == "person"

    @property
    def may_be_family_first(self) -> bool:
        """May the first word be the surname, as in 'Yang Cheng', so that it tells no gender?"""
        known, words = name_words(), self.key.split()
        if not self.given or self.kind != "person" or words[0] not in known.family_names:
            return False
        return all(known.syllables.issuperset(_syllables(word)) for word in words[1:])

    @property
    def bare(self) -> bool:
        return self.kind == "person" and not self.given


@lru_cache(maxsize=65536)
def parse(text: str, kind: str) -> Name:
    """Parse a name of a speaker kind: 'person', 'organisation' or 'unknown'; the other kinds are labels.

    >>> parse("Bill de Blasio", "person").surname, parse("The Tarn Bank Ltd.", "organisation").key
    ('deblasio', 'tarn bank')
    """
    capital = any(char.isupper() or (char.isalpha() and char == char.swapcase()) for char in text)
    described = (kind == "unknown" and _describes(text)) or _is_opened(text)
    if kind in ("group", "document", "anonymous") or not capital or described:
        return Name(text, name_key(text) or text, (), name_key(text) or text, "", "label")
    if kind == "organisation":
        return _organisation(text)
    return _person(text, kind == "person")


def _is_opened(text: str) -> bool:
    """Is the capital only that of a sentence, as in 'Her campaign' and 'One company'?"""
    first, _, rest = text.partition(" ")
    return bool(rest) and rest.islower() and first.istitle() and first.lower() in name_words().openers


def _describes(text: str) -> bool:
    """Are they not a name but contain one, as 'half of those asked by the Tarn Post', 'base chief known as Bob'?"""
    known, words = name_words(), re.findall(r"[^\W\d_]+", text)
    plain = [word for word in words if word.islower() and word not in known.small | known.particles | known.articles]
    return len(plain) >= LOWER


def _person(text: str, sure: bool) -> Name:
    titles, parts, suffix = _taken_off(_unelided(text), sure)
    if not parts:
        return Name(text, text, (), text, "", "label")
    if len(parts) == 1 and len(parts[0]) > 1 and parts[0].upper() == parts[0].lower():
        return Name(text, parts[0], (parts[0],), parts[0], suffix, "person", sure)  # a script that writes names as one
    if _is_family_first(text, parts):
        return Name(text, " ".join(parts), tuple(parts[1:]), parts[0], suffix, "person", sure, titles)
    cut = len(parts) - 1
    while cut > 1 and parts[cut - 1] in name_words().surname_particles:
        cut -= 1
    if cut == 1 and _leads_surname(parts, text):
        cut = 0
    given, surname = tuple(parts[:cut]), "".join(parts[cut:])
    key = " ".join([*parts, *([suffix] if suffix else [])])
    return Name(text, key, given, surname, suffix, "person", sure, titles)


def _is_family_first(text: str, parts: list[str]) -> bool:
    """'Seo Dae-ho', 'Tan Wei Ming': a surname that stands first, before a given name of two syllables."""
    known, words = name_words(), text.split()[-len(parts) :]
    if len(words) != len(parts) or not 1 < len(parts) <= FAMILY_FIRST or parts[0] in known.surname_particles:
        return False
    if len(parts) == 2 and SURNAME_FIRST.search(text) and words[1].split("-")[0].lower() not in known.particles:
        return parts[0] in known.family_names or not is_first_name(parts[0])
    given = parts[1:] if len(parts) > 2 else _syllables(parts[1])
    return parts[0] in known.family_names and len(given) == 2 and known.syllables.issuperset(given)


def _syllables(given: str) -> list[str]:
    """'jian' and 'guo' of 'jianguo'; the word itself if it is not two syllables."""
    known = name_words().syllables
    cuts = (at for at in range(1, len(given)) if given[:at] in known and given[at:] in known)
    at = next(cuts, None)
    return [given[:at], given[at:]] if at else [given]


def _unelided(text: str) -> str:
    """'Marit intzand' for 'Marit in 't Zand', whose surname has three words."""
    if not ELISION.search(text):
        return text
    words, known = text.split(), name_words()
    for at in range(len(words) - 1):
        if words[at].strip("'’‘").lower() in known.elided and words[at][0] in "'’‘":
            led = at > 0 and words[at - 1].lower() in known.before_elided
            return " ".join(
                [*words[: at - led], "".join(words[at - led : at + 2]).replace(words[at][0], ""), *words[at + 2 :]]
            )
    return text


def _taken_off(text: str, sure: bool) -> tuple[tuple[str, ...], list[str], str]:
    """The titles before a name, its words without them and without degrees, and its 'Jr'.

    If it may not be a person's, only titles of address are taken off, so 'Justice Department' stays whole.
    """
    known = name_words().titles
    parts = fold(_without_degrees(text))
    suffix = parts.pop() if len(parts) > 1 and parts[-1] in known.plain_suffixes else ""
    begins = 0
    while begins < len(parts) - 1 and _is_title(parts[begins], text, sure):
        begins += 1
    titles = tuple(word for word in parts[:begins] if word not in name_words().articles)
    return titles, parts[begins:], suffix


def _is_title(word: str, text: str, sure: bool) -> bool:
    known = name_words().titles
    if word in name_words().articles or word in known.address:
        return True
    shouted = word.upper() in known.shouted and not text.isupper() and word.upper() in WORD.findall(text)
    return sure and (word in known.plain or shouted or word in known.epithets)


def _without_degrees(text: str) -> str:
    """'Ida Marlow' for 'Ida Marlow, KC, PhD'; degrees are recognised by their capitals, for 'San' may be a surname."""
    words, known = text.split(), name_words().titles.after
    while len(words) > 1 and words[-1].strip(",") in known and not text.isupper():
        words.pop()
    return " ".join(words).rstrip(",")


def _leads_surname(parts: list[str], text: str) -> bool:
    """'de Blasio' and 'Van der Bellen' are surnames; 'Al Gore' and 'Van Morrison' begin with a given name."""
    first = parts[0]
    if first not in name_words().surname_particles:
        return False
    return first in re.findall(r"\w+", text) or len(parts) > 2 or first in name_words().surname_begins


def _organisation(text: str) -> Name:
    known = name_words()
    parts = fold(text)
    while len(parts) > 1 and parts[0] in known.articles:
        parts.pop(0)
    while len(parts) > 1 and parts[-1] in known.legal | {"and"}:
        parts.pop()
    if text.replace(".", "").isupper() and all(len(part) == 1 for part in parts):
        parts = ["".join(parts)]
    core = " ".join(known.acronyms.get(parts[0], parts) if len(parts) == 1 and parts else parts) or text
    return Name(text, core, (), core, "", "organisation")
