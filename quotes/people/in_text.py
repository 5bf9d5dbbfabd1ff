"""Find the full names that an article's text has for a surname, though nobody is quoted under them there."""

from __future__ import annotations

import re

from quotes.names.first_names import is_first_name
from quotes.names.name import Name, parse
from quotes.names.name_key import name_key
from quotes.names.words import name_words
from quotes.people.role_words import role_words

BEFORE = re.compile(r"(?<!\w)(?:[^\W\d_][\w’'-]*[ \u00a0]|[^\W\d_]\.[ \u00a0]?){1,3}\Z")
LOOK_AHEAD = 200  # characters after a surname in which a question ends
LOOK_BACK = 60  # characters before a surname that may hold the rest of the name
TITLE = re.compile(r"[A-Z][^\W\d_A-Z]+(?:[-’'][^\W\d_]+)*\.?")  # 'Ida', 'Zen-ei', not 'NBC'
QUESTION = re.compile(r"[ \u00a0][a-z][^.!?\n]*\?")
INSIDE = re.compile(r"(?:[\w,;]|,[\"”])[ \u00a0]-?$|,[\"”]-$")  # what stands before a word inside a sentence


def full_names(text: str, surname: str) -> list[Name]:
    """'Mona Tarn' in an article that quotes 'Tarn'; each name once, in order.

    >>> [name.text for name in full_names("If you’re Mona Tarn, all is well, Tarn said. When Tarn left …", "Tarn")]
    ['Mona Tarn']
    >>> [name.text for name in full_names("Will Tarn come down? Will Tarn said “No.”", "Tarn")]
    ['Will Tarn']
    >>> full_names("Will Tarn come down? Tarn said “No.”", "Tarn")
    []
    """
    found: dict[str, Name] = {}
    for place in re.finditer(rf"(?<!\w){re.escape(surname)}(?!\w)", text):
        first = max(place.start() - LOOK_BACK, 0)
        words = BEFORE.search(text[first : place.start()])
        if not words or _asks(words[0], text[place.end() : place.end() + LOOK_AHEAD]):
            continue
        if name := _cut(text, first + words.start(), words[0], surname):
            found.setdefault(name.key, name)
    return list(found.values())


def _asks(words: str, after: str) -> bool:
    """'Will' of 'Will Tarn come down?', which is no first name."""
    return words.strip().lower() in role_words().auxiliaries and QUESTION.match(after) is not None


def _cut(text: str, at: int, words: str, surname: str) -> Name | None:
    """The words before the surname from a first name on: 'Ida' of 'When Ida'; if none is listed, the last word.

    An unlisted word counts as a first name if it stands inside a sentence, has a capital wherever the text uses it, and
    is not a title or role.
    """
    parts = list(re.finditer(r"\S+", words))
    titles = [at for at, part in enumerate(parts[:-1], start=1) if name_key(part[0]) in name_words().titles.plain]
    parts = parts[max(titles, default=0) :]  # 'Josh' of 'Press Secretary Josh'
    runs = [[part[0] for part in parts[begin:]] for begin in range(len(parts))]
    listed = next((run for run in runs if _begins_name(run[0]) and all(word[0].isupper() for word in run)), None)
    last, word = at + parts[-1].start(), parts[-1][0]
    unlisted = TITLE.fullmatch(word) and INSIDE.search(text, max(last - 4, 0), last) and not _describes(word)
    run = listed or (runs[-1] if unlisted and not re.search(rf"\b{re.escape(word.lower())}\b", text) else None)
    name = parse(" ".join([*run, surname]), "person") if run else None
    return name if name and name.given and len(name.given[0]) > 1 else None


def _begins_name(word: str) -> bool:
    """Is it listed as a first name, and not the 'As' or 'In' that begins a sentence?"""
    return is_first_name(word) and word.lower() not in role_words().dangling


def _describes(word: str) -> bool:
    """Is it a word for a role, a party or a place?"""
    known, key = role_words(), name_key(word).replace(".", "")
    return (
        key in known.fields or key in known.places or key in known.parties | known.neutral | known.single | known.empty
    )
