"""Decide whether two names of different articles can be one person's or organisation's, and where to look for them."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from quotes.names.first_names import gender_of, is_first_name
from quotes.names.name import Name
from quotes.names.words import name_words

Level = Literal["same", "near", "far", "bare"]
SHORT_GIVEN, LONG_GIVEN = 3, 6  # letters of a first name in which a slip is seen; of one that swapped letters show
LONG_LETTERS = 7  # letters of a surname that two people with the same given name hardly share by chance


@lru_cache(maxsize=65536)
def skeleton(word: str) -> str:
    """The sound of a word: 'zelenskiy', 'zelensky' and 'zelenskyy' are the same.

    >>> {skeleton(word) for word in ("zelenskiy", "zelensky", "zelenskyy", "zelenskii")}
    {'zelenski'}
    """
    out, at = "", 0
    while at < len(word):
        pair = next((pair for pair in name_words().spellings if word.startswith(pair[0], at)), (word[at], word[at]))
        out, at = out + pair[1], at + len(pair[0])
    return re.sub(r"(.)\1+", r"\1", out)


def wanted(name: Name) -> tuple[str, ...]:
    """The keys under which to look for those a name can mean: few keys, each shared by few people."""
    if name.kind == "label":
        return (f"l:{name.key}",)
    if name.kind == "organisation":
        last = [f"p:{skeleton(name.key.split()[-1])}"] if " " in name.key else []
        return tuple(dict.fromkeys((f"o:{name.key}", f"a:{initials(name)}", *last)))
    if not name.given:
        return (f"p:{skeleton(name.surname)}",)
    firsts = {name.given[0][0]} | {form[0] for form in forms(name.given[0])}
    return tuple(f"p:{word}:{first}" for word in _sounds(name) for first in sorted(firsts))


def offered(name: Name) -> tuple[str, ...]:
    """The keys under which somebody of this name is found."""
    if name.kind != "person" or not name.given:
        return wanted(name)
    return tuple(f"p:{word}{first}" for word in _sounds(name) for first in ("", f":{name.given[0][0]}"))


def _sounds(name: Name) -> tuple[str, ...]:
    """The surname, and whatever stands in the place where another surname would be."""
    middle = [word for word in name.given[1:] if len(word) > 2]
    return tuple(dict.fromkeys(skeleton(word) for word in (name.surname, *middle)))


@lru_cache(maxsize=4096)
def forms(given: str) -> frozenset[str]:
    """The nicknames and other forms of a given name."""
    nicknames = name_words().nicknames
    lines = nicknames.get(given, frozenset())
    return frozenset(form for form, others in nicknames.items() if lines & others)


def initials(name: Name) -> str:
    """'iaea' for the International Atomic Energy Agency; a single word stays as it is."""
    parts = name.key.split()
    if len(parts) == 1:
        return parts[0]
    return "".join(part[0] for part in parts if part not in name_words().small)


def compare(one: Name, other: Name) -> Level | None:
    """How close two names are; None if they cannot be the same one's.

    'same': the same name apart from middle names, spelling and signs. 'near': a nickname, or a spelling from another
    script. 'far': initials, a dropped surname or an acronym, which fit several. 'bare': a surname without given name.
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
        return "far" if _formally(*sorted((one, other), key=lambda name: len(name.suffix))) else None
    if not one.given or not other.given:
        return "bare" if skeleton(one.surname) == skeleton(other.surname) else None
    if one.surname != other.surname:
        return _other_surname(one, other)
    return (
        "bare"
        if _both_surnames(*sorted((one, other), key=lambda name: len(name.given)))
        else _given(one.given, other.given)
    )


def _formally(plain: Name, junior: Name) -> bool:
    """'Ivo F. Brandt Jr.' may be Ivo Brandt in full; 'Ivo Brandt Jr.' is somebody else."""
    return plain.surname == junior.surname and len(junior.given) > 1 and _given(plain.given, junior.given) is not None


def _both_surnames(short: Name, long: Name) -> bool:
    """Is it two surnames without a first name, as 'Moral Costa' for Ines Moral Costa?"""
    return (
        len(long.given) > len(short.given) == 1
        and long.given[-1] == short.given[0]
        and not is_first_name(short.given[0])
    )


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
        return "far" if initial in {given[0], *(form[0] for form in forms(given))} else None
    nicknames = name_words().nicknames
    if skeleton(one) == skeleton(other) or nicknames.get(one, frozenset()) & nicknames.get(other, frozenset()):
        return "near"
    return None


def _middles(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Do the middle names agree? 'J.' and 'John' do, 'A.' and 'B.' do not; a middle name may be left out."""
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
            return "near" if min(len(one.surname), len(other.surname)) >= LONG_LETTERS else "far"
        return None
    short, long = sorted((one, other), key=lambda name: len(name.given))
    dropped = (*short.given, short.surname)
    return "far" if len(dropped) > 1 and long.given[: len(dropped)] == dropped and len(short.surname) > 1 else None


def slip(one: Name, other: Name) -> Literal["sure", "likely"] | None:
    """Is one full name the other with a slip in the first name, as 'Rence Priebel' for Reince Priebel?

    'sure': one of the first names is listed and the other is none, or two letters are swapped in a long one.
    """
    if not one.given or not other.given or one.surname != other.surname or one.suffix != other.suffix:
        return None
    if one.surname in name_words().common_surnames or not _middles(one.given[1:], other.given[1:]):
        return None
    first, second = one.given[0], other.given[0]
    swapped = _are_swapped(first, second)
    if not (swapped or one_letter_apart(first, second)) or {gender_of(first), gender_of(second)} == {"female", "male"}:
        return None
    sure = is_first_name(first) != is_first_name(second) or (swapped and len(first) >= LONG_GIVEN)
    return "sure" if sure else "likely"


def one_letter_apart(one: str, other: str) -> bool:
    """Does one letter tell two words of three letters or more apart, but not the first?"""
    short, long = sorted((one, other), key=len)
    if len(short) < SHORT_GIVEN - 1 or len(long) < SHORT_GIVEN or one == other or one[0] != other[0]:
        return False
    at = next((at for at, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    return (long[at + 1 :] == short[at + 1 :] and len(short) == len(long)) or long[at + 1 :] == short[at:]


def _are_swapped(one: str, other: str) -> bool:
    """'kirsten' and 'kristen'."""
    apart = [at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b]
    if len(one) != len(other) or len(apart) != 2 or apart[1] != apart[0] + 1:
        return False
    return one[apart[0]] == other[apart[1]] and one[apart[1]] == other[apart[0]]


def fuller(name: Name, than: Name) -> bool:
    """Does it say more than the other, as a given name beside a surname or initial, or words beside an acronym?"""
    if name.kind == "organisation":
        return " " in name.key and " " not in than.key
    return bool(name.given) and len(name.given[0]) > 1 and (not than.given or len(than.given[0]) == 1)


def fullness(name: Name) -> tuple[int, bool]:
    """How full the name is; one in capitals ranks lower."""
    return (2 if name.given and len(name.given[0]) > 1 else int(" " in name.key)), not name.text.isupper()
