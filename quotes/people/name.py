"""A name taken apart, and whether two names can be one person's or one organisation's."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from quotes.people.name_key import name_key
from quotes.people.words import words

Level = Literal["same", "near", "far", "bare"]
LETTERS = str.maketrans({"ø": "o", "ł": "l", "ß": "ss", "æ": "ae", "œ": "oe", "đ": "d", "ð": "d", "þ": "th", "ı": "i"})
LONG = 7  # letters of a surname that two people of one given name hardly share by chance


@dataclass(frozen=True)
class Name:
    """A name, ready to be compared.

    Attributes:
        text: as it was written.
        key: its words, folded; what makes two names the same string.
        given: words before the surname; empty for a bare surname or an organisation.
        surname: the last word with its particles ('deblasio'); an organisation's core.
        suffix: 'jr', 'iii' or ''.
        kind: 'person', 'organisation', or 'label' for a description that names nobody.
        sure: False where the article leaves open whether it is a person's.
    """

    text: str
    key: str
    given: tuple[str, ...]
    surname: str
    suffix: str
    kind: str
    sure: bool = True

    @property
    def bare(self) -> bool:
        return self.kind == "person" and not self.given


@lru_cache(maxsize=65536)
def parse(text: str, kind: str) -> Name:
    """A name of a speaker kind: 'person', 'organisation', 'unknown'; the other kinds are labels.

    >>> parse("Bill de Blasio", "person").surname, parse("The Tarn Bank Ltd.", "organisation").key
    ('deblasio', 'tarn bank')
    """
    capital = any(char.isupper() or (char.isalpha() and char == char.swapcase()) for char in text)
    if kind in ("group", "anonymous") or not capital:
        return Name(text, name_key(text) or text, (), name_key(text) or text, "", "label")
    if kind == "organisation":
        return _organisation(text)
    return _person(text, kind == "person")


def fold(text: str) -> list[str]:
    """The words of a name in plain lower-case letters, without possessive, full stops and hyphens."""
    bare = re.sub(r"['’]s?(?=\s|$)", "", re.sub(r"\s+([-‐‑])\s+", r"\1", text))
    plain = name_key(bare).translate(LETTERS).replace("&", " and ")
    plain = re.sub(r"['’ʼʹ`.\-‐‑]", lambda found: " " if found[0] == "." else "", plain)
    return re.findall(r"\w+", re.sub(r'["“”(][^"“”()]*["“”)]', " ", plain)) or re.findall(r"\w+", plain)


def _person(text: str, sure: bool) -> Name:
    known = words()
    parts = [word for word in fold(text) if word not in known.qualifications] or fold(text)
    suffix = parts.pop() if len(parts) > 1 and parts[-1] in known.suffixes else ""
    while len(parts) > 1 and parts[0] in known.titles | {"the"}:
        parts.pop(0)
    if not parts:
        return Name(text, text, (), text, "", "label")
    if len(parts) == 1 and len(parts[0]) > 1 and parts[0].upper() == parts[0].lower():
        return Name(text, parts[0], (parts[0],), parts[0], suffix, "person", sure)  # a script that writes names as one
    cut = len(parts) - 1
    while cut > 1 and parts[cut - 1] in known.particles:
        cut -= 1
    if cut == 1 and _leads_surname(parts, text):
        cut = 0
    given, surname = tuple(parts[:cut]), "".join(parts[cut:])
    return Name(text, " ".join([*parts, *([suffix] if suffix else [])]), given, surname, suffix, "person", sure)


def _leads_surname(parts: list[str], text: str) -> bool:
    """'de Blasio' and 'Van der Bellen' are surnames; 'Al Gore' and 'Van Morrison' begin with a given name."""
    first = parts[0]
    if first not in words().particles:
        return False
    return first in re.findall(r"\w+", text) or len(parts) > 2 or first in ("de", "von", "du")


def _organisation(text: str) -> Name:
    known = words()
    parts = fold(text)
    while len(parts) > 1 and parts[0] == "the":
        parts.pop(0)
    while len(parts) > 1 and parts[-1] in known.legal | {"and"}:
        parts.pop()
    if text.replace(".", "").isupper() and all(len(part) == 1 for part in parts):
        parts = ["".join(parts)]
    core = " ".join(known.acronyms.get(parts[0], parts) if len(parts) == 1 and parts else parts) or text
    return Name(text, core, (), core, "", "organisation")


@lru_cache(maxsize=65536)
def skeleton(word: str) -> str:
    """A word as its sound: 'zelenskiy', 'zelensky' and 'zelenskyy' are one.

    >>> {skeleton(word) for word in ("zelenskiy", "zelensky", "zelenskyy", "zelenskii")}
    {'zelenski'}
    """
    out, at = "", 0
    while at < len(word):
        pair = next((pair for pair in words().spellings if word.startswith(pair[0], at)), (word[at], word[at]))
        out, at = out + pair[1], at + len(pair[0])
    return re.sub(r"(.)\1+", r"\1", out)


def wanted(name: Name) -> tuple[str, ...]:
    """Where to look for those a name can mean: few keys, each shared by few people."""
    if name.kind == "label":
        return (f"l:{name.key}",)
    if name.kind == "organisation":
        last = [f"p:{skeleton(name.key.split()[-1])}"] if " " in name.key else []
        return tuple(dict.fromkeys((f"o:{name.key}", f"a:{initials(name)}", *last)))
    if not name.given:
        return (f"p:{skeleton(name.surname)}",)
    firsts = {name.given[0][0]} | {form[0] for form in _forms(name.given[0])}
    return tuple(f"p:{word}:{first}" for word in _sounds(name) for first in sorted(firsts))


def offered(name: Name) -> tuple[str, ...]:
    """Where somebody of this name is to be found."""
    if name.kind != "person" or not name.given:
        return wanted(name)
    return tuple(f"p:{word}{first}" for word in _sounds(name) for first in ("", f":{name.given[0][0]}"))


def _sounds(name: Name) -> tuple[str, ...]:
    """The surname, and what stands where another would end the name."""
    middle = [word for word in name.given[1:] if len(word) > 2]
    return tuple(dict.fromkeys(skeleton(word) for word in (name.surname, *middle)))


@lru_cache(maxsize=4096)
def _forms(given: str) -> frozenset[str]:
    """The nicknames and other forms of a given name."""
    nicknames = words().nicknames
    lines = nicknames.get(given, frozenset())
    return frozenset(form for form, others in nicknames.items() if lines & others)


def initials(name: Name) -> str:
    """'iaea' of the International Atomic Energy Agency; a single word is its own."""
    parts = name.key.split()
    if len(parts) == 1:
        return parts[0]
    return "".join(part[0] for part in parts if part not in words().small)


def compare(one: Name, other: Name) -> Level | None:
    """Can these be one? None for no.

    'same': the same name but for middle names, spelling and signs. 'near': a nickname or a spelling from another
    script. 'far': initials, a dropped surname, an acronym: true of several. 'bare': a surname without given name.
    """
    if "label" in (one.kind, other.kind):
        return "same" if one.kind == other.kind and one.key == other.key else None
    if one.kind != other.kind:
        return ("far" if one.sure and other.sure else "same") if one.key == other.key else None
    return _organisations(one, other) if one.kind == "organisation" else _persons(one, other)


def _organisations(one: Name, other: Name) -> Level | None:
    if one.key == other.key:
        return "same"
    short, long = sorted((one, other), key=lambda name: len(name.key))
    acronym = " " not in short.key and " " in long.key and len(short.key) > 2
    return "far" if acronym and short.text.replace(".", "")[:3].isupper() and initials(long) == short.key else None


def _persons(one: Name, other: Name) -> Level | None:
    if one.suffix != other.suffix and one.suffix and other.suffix:
        return None
    if one.suffix != other.suffix and one.given and other.given and "jr" in one.suffix + other.suffix:
        return None
    if not one.given or not other.given:
        return "bare" if skeleton(one.surname) == skeleton(other.surname) else None
    if one.surname != other.surname:
        return _other_surname(one, other)
    return _given(one.given, other.given)


def _given(one: tuple[str, ...], other: tuple[str, ...]) -> Level | None:
    if not _middles(one[1:], other[1:]):
        return None
    if one == other and len(one) > 1:
        return "same"
    return _first(one[0], other[0])


def _first(one: str, other: str) -> Level | None:
    if one == other:
        return "same" if len(one) > 1 else "far"
    if len(one) == 1 or len(other) == 1:
        initial, given = sorted((one, other), key=len)
        return "far" if initial in {given[0], *(form[0] for form in _forms(given))} else None
    nicknames = words().nicknames
    if skeleton(one) == skeleton(other) or nicknames.get(one, frozenset()) & nicknames.get(other, frozenset()):
        return "near"
    return None


def _middles(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """'J.' against 'John' agrees, 'A.' against 'B.' does not; a middle name may be left out."""
    if not one or not other:
        return True
    short, long = sorted((one, other), key=len)
    return all(any(word[0] == known[0] and _starts(word, known) for known in long) for word in short)


def _starts(one: str, other: str) -> bool:
    return one.startswith(other) or other.startswith(one) if min(len(one), len(other)) == 1 else one == other


def _other_surname(one: Name, other: Name) -> Level | None:
    if skeleton(one.surname) == skeleton(other.surname):
        level = _given(one.given, other.given)
        if level in ("same", "near"):
            return "near" if min(len(one.surname), len(other.surname)) >= LONG else "far"
        return None
    short, long = sorted((one, other), key=lambda name: len(name.given))
    dropped = (*short.given, short.surname)
    return "far" if len(dropped) > 1 and long.given[: len(dropped)] == dropped and len(short.surname) > 1 else None


def fuller(name: Name, than: Name) -> bool:
    """Does it say more? A given name against a bare surname or an initial, words against an acronym."""
    if name.kind == "organisation":
        return " " in name.key and " " not in than.key
    return bool(name.given) and len(name.given[0]) > 1 and (not than.given or len(than.given[0]) == 1)


def fullness(name: Name) -> tuple[int, bool]:
    """How much of somebody the name shows; better not in capitals."""
    return (2 if name.given and len(name.given[0]) > 1 else int(" " in name.key)), not name.text.isupper()
