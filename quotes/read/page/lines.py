"""Classify each line of a saved page: prose, a short line, or something that stands around articles.

The phrases are in `pages.toml`; `RECOGNISERS` lists the kinds of line in the order in which they are tried.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

from quotes.read.dates import iso_date
from quotes.read.page.bullets import bare
from quotes.read.page.words import PagePhrases, load_words

LineKind = Literal["prose", "short", "age", "stamp", "byline", "dash", "furniture", "weak", "label", "section"]

PROSE_WORDS, PROSE_CHARACTERS = 8, 160
LONGEST_CHARACTERS = 1_000  # in a line that is compared with the phrases
ABOUT_CHARACTERS = 140  # in a line that gives age, author or outlet
SEPARATOR = re.compile(r"\s*[|·•∙⋅]\s*|\s+[-–—/]\s+")
DEBRIS = re.compile(
    r"[^\w]*|\S*[?&]\w+=\S*|\S*\.(?:jpe?g|png|gif|webp|svg)\S*|!\[.*?\](?:\(.*?\))?|<[^>]*>|https?://\S+"
)
SPACES = dict.fromkeys(map(ord, "\u00a0\u2007\u2009\u202f\t"), " ")
LONG_DEBRIS = re.compile(r"\W*|!\[[^\]]*\](?:\([^()]*\))?")
ENDS_SENTENCE = re.compile(r"[.!?…][\"'”’»“)\]*]*$")
ABBREVIATION_ENDS = re.compile(r"(?:\b[A-Za-z]\.){2,}$|\b(?:Inc|Corp|Ltd|Co|Jr|Sr|No)\.$|\.\.\.$|…$")
NAME_WORD = re.compile(r"[A-Z0-9À-ÞŁŠŽ'’][\w'’.&+-]*|of|the|and|de|la|le|el|der|van|von|du|da|al|in|on|for|&|\+")
IN_PLACE = re.compile(r"(?<=\w) \([A-Z][^()]{1,30}\)$")  # the place of an outlet: 'The Lantern (Tarn)'
DOMAIN = re.compile(r"[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}")


@dataclass(frozen=True)
class Line:
    """A line of a page that is not blank.

    Attributes:
        kind: `age` is a line with only an age, `stamp` one with more about the article; `dash` names the outlet.
        gap: whether a blank line stands before it.
        name: the name of a section ('comments'), or the kind of an age ('relative', 'absolute', 'clock').
        unsure: whether a section's name may be a subhead as well.
        published: ISO 8601, if the line gives a date.
    """

    text: str
    kind: LineKind
    gap: bool = False
    name: str = ""
    unsure: bool = False
    outlet: str | None = None
    author: str | None = None
    published: str | None = None

    @property
    def is_meta(self) -> bool:
        """Whether the line gives the age, the author or the outlet of an article."""
        return self.kind in ("age", "stamp", "byline", "dash")

    @property
    def is_furniture(self) -> bool:
        return self.kind in ("furniture", "section", "weak")


def classify(text: str, *, gap: bool = False) -> Line:
    """The line with its kind, judged by its own text alone.

    Args:
        gap: whether a blank line stands before it.
    """
    plain = text.translate(SPACES)
    if len(plain) > LONGEST_CHARACTERS:
        return Line(text, "furniture" if LONG_DEBRIS.fullmatch(plain) else "prose", gap)
    words, unmarked = load_words(), bare(plain)
    found = next(line for recognise in RECOGNISERS if (line := recognise(plain, unmarked, words)))
    return replace(found, text=text, gap=gap)


# Each recogniser takes the whole line, the line without the bullets and arrows around it, and the phrases.


def _debris(text: str, plain: str, words: PagePhrases) -> Line | None:
    """'&w=3840&q=75)', 'photo.jpg', '***'."""
    return Line(text, "furniture") if DEBRIS.fullmatch(text) else None


def _age(text: str, plain: str, words: PagePhrases) -> Line | None:
    """'3 hours ago', 'Published: May 12, 2026'."""
    name = age_of(plain, words) if len(text) <= ABOUT_CHARACTERS else ""
    return Line(text, "age", name=name, published=iso_date(plain)) if name else None


def _byline(text: str, plain: str, words: PagePhrases) -> Line | None:
    """'By Nell Ashby'."""
    author = _author(plain, words) if len(text) <= ABOUT_CHARACTERS else None
    return Line(text, "byline", author=author, published=iso_date(plain)) if author else None


def _named_outlet(text: str, plain: str, words: PagePhrases) -> Line | None:
    """'via Sarro Courier', 'Source: Fin Desk'."""
    match = words.outlet.fullmatch(plain) if len(text) <= ABOUT_CHARACTERS else None
    return Line(text, "dash", outlet=match[1]) if match and is_name(match[1]) else None


def _several(text: str, plain: str, words: PagePhrases) -> Line | None:
    """'Tarn Post · 3h', 'Tarn Post 3 hours ago', 'By Nell Ashby | Tarn Post'."""
    if len(text) > ABOUT_CHARACTERS:
        return None
    parts = [part for part in SEPARATOR.split(plain) if part]
    match = words.tail_age.fullmatch(plain)
    if len(parts) == 1 and match and is_name(match["outlet"]) and len(match["outlet"].split()) <= 5:
        parts = [match["outlet"], match["age"]]
    return _stamp(text, parts, words) if 1 < len(parts) <= 6 else None


def _section(text: str, plain: str, words: PagePhrases) -> Line | None:
    """'Related articles', 'Comments (2)'."""
    for name, pattern in words.sections.items():
        if pattern.fullmatch(plain) or pattern.fullmatch(text):
            return Line(text, "section", name=name, unsure=bool(words.unsure.fullmatch(plain)))
    return None


def _furniture(text: str, plain: str, words: PagePhrases) -> Line | None:
    """'Advertisement', 'Read more: Ten films to see before the rain'."""
    link = words.link.fullmatch(text) and not text.endswith(".")
    return Line(text, "furniture") if link or words.always.fullmatch(plain) else None


def _label(text: str, plain: str, words: PagePhrases) -> Line | None:
    """'EXCLUSIVE', over a headline."""
    return Line(text, "label") if words.label.fullmatch(plain) else None


def _weak(text: str, plain: str, words: PagePhrases) -> Line | None:
    """'Share', 'World'."""
    return Line(text, "weak") if words.weak.fullmatch(plain) else None


def _dash(text: str, plain: str, words: PagePhrases) -> Line | None:
    """'- Tarn Post', the outlet again."""
    match = re.fullmatch(r"[-–—] ?(.{2,45})", text)
    return Line(text, "dash", outlet=match[1]) if match and is_name(match[1]) else None


def _words(text: str, plain: str, words: PagePhrases) -> Line:
    """What is left: a paragraph or a short line."""
    return Line(text, "prose" if is_prose(text) else "short")


Recogniser = Callable[[str, str, PagePhrases], Line | None]
RECOGNISERS: tuple[Recogniser, ...] = (
    _debris,
    _age,
    _byline,
    _named_outlet,
    _several,
    _section,
    _furniture,
    _label,
    _weak,
    _dash,
    _words,
)


def _stamp(text: str, parts: list[str], words: PagePhrases) -> Line | None:
    """A line whose parts are an age or an author, and names; None if a part is anything else."""
    ages = [(name, part) for part in parts if (name := age_of(part, words))]
    authors = [author for part in parts if (author := _author(part, words))]
    rest = [
        part
        for part in parts
        if not age_of(part, words) and not _author(part, words) and not words.aside.fullmatch(part)
    ]
    if not (ages or authors) or len(rest) > 2 or not all(is_name(part) for part in rest):
        return None
    published = next((date for _, part in ages if (date := iso_date(part))), None)
    outlet = next((part for part in rest if has_outlet_word(part)), rest[0] if rest else None)
    kind: LineKind = "stamp" if ages else "byline"
    name = ages[0][0] if ages else ""
    return Line(text, kind, name=name, outlet=outlet, author=next(iter(authors), None), published=published)


def age_of(text: str, words: PagePhrases) -> str:
    """relative, absolute or clock, or '' if the text is not an age."""
    return next((name for name, pattern in words.ages.items() if pattern.fullmatch(text.strip(" ()"))), "")


def _author(text: str, words: PagePhrases) -> str | None:
    match = words.bylines.fullmatch(text)
    name = next((group for group in match.groups() if group), "") if match else ""
    name = re.split(r", | for | in ", name)[0].strip()
    return name if len(name.split()) >= 2 and is_name(name) and name[0].isupper() else None


def is_name(text: str) -> bool:
    """Whether a short text could be the name of an outlet: few words, capitals, no full stop."""
    text = IN_PLACE.sub("", text)
    words = text.split()
    if not 1 <= len(words) <= 6 or len(text) > 45:
        return False
    if DOMAIN.fullmatch(text):
        return True
    return not re.search(r"[.!?:;]$", text) and all(NAME_WORD.fullmatch(word.rstrip(",")) for word in words)


def has_outlet_word(text: str) -> bool:
    """Whether a name has a word that outlets have ('Post'), or is a web address."""
    found = {word.strip(",.").lower() for word in text.split()}
    return bool(found & load_words().outlet_words or DOMAIN.fullmatch(text))


def ends_sentence(text: str) -> bool:
    return bool(ENDS_SENTENCE.search(text))


def is_prose(text: str) -> bool:
    """Whether a line is a paragraph: a sentence of some words, or long."""
    return len(text) >= PROSE_CHARACTERS or (len(text.split()) >= PROSE_WORDS and ends_sentence(text))


def is_headline(text: str) -> bool:
    """Whether a line could be a headline: two words or more, not long, no full stop at its end."""
    if not 2 <= len(text.split()) <= 40 or len(text) > 220 or re.match(r"[-–—•*]\s|[QA]:|\w+:$", text):
        return False
    stopped = re.search(r"\.[\"'”’»)]*$|[:;,]$", text)
    return not stopped or bool(ABBREVIATION_ENDS.search(text))
