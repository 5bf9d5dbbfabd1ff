"""What each line of a saved page is: prose, a short line, or one of the things that stand around articles.

The words are in `pages.toml`; here is only how they are put together.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from quotes.errors import LexiconError
from quotes.read.dates import MONTHS, WEEKDAYS, iso_date
from quotes.read.page.bullets import bare

Kind = Literal["prose", "short", "age", "stamp", "byline", "dash", "furniture", "weak", "label", "section"]

FILE = Path(__file__).with_name("pages.toml")
PROSE_WORDS, LONG, LONGEST = 8, 160, 1_000
SEPARATOR = re.compile(r"\s*[|·•∙⋅]\s*|\s+[-–—/]\s+")
DEBRIS = re.compile(
    r"[^\w]*|\S*[?&]\w+=\S*|\S*\.(?:jpe?g|png|gif|webp|svg)\S*|!\[.*?\](?:\(.*?\))?|<[^>]*>|https?://\S+"
)
SPACES = dict.fromkeys(map(ord, "\u00a0\u2007\u2009\u202f\t"), " ")
LONG_DEBRIS = re.compile(r"\W*|!\[[^\]]*\](?:\([^()]*\))?")
ENDS_SENTENCE = re.compile(r"[.!?…][\"'”’»“)\]*]*$")
ABBREVIATION_ENDS = re.compile(r"(?:\b[A-Za-z]\.){2,}$|\b(?:Inc|Corp|Ltd|Co|Jr|Sr|No)\.$|\.\.\.$|…$")
NAME_WORD = re.compile(r"[A-Z0-9À-ÞŁŠŽ'’][\w'’.&+-]*|of|the|and|de|la|le|el|der|van|von|du|da|al|in|on|for|&|\+")
DOMAIN = re.compile(r"[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}")


class Section(BaseModel):
    """A table of the file; an unknown key is refused by name."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Age(Section):
    relative: list[str]
    absolute: list[str]
    clock: list[str]
    prefixes: list[str]
    asides: list[str]


class Byline(Section):
    lines: list[str]


class Outlet(Section):
    lines: list[str]
    words: str


class Furniture(Section):
    always: list[str]
    links: list[str]
    weak: list[str]
    labels: list[str]
    lead_ins: list[str]


class Sections(Section):
    tags: list[str]
    comments: list[str]
    links: list[str]
    unsure: list[str]


class PageFile(Section):
    """`pages.toml`, table by table."""

    age: Age
    byline: Byline
    outlet: Outlet
    furniture: Furniture
    sections: Sections


@dataclass(frozen=True)
class Line:
    """A line of a page that is not blank.

    Attributes:
        gap: whether a blank line stands before it.
        name: of a section ('comments'), or the kind of an age ('relative', 'absolute', 'clock').
        unsure: it may be a subhead as well.
    """

    text: str
    kind: Kind
    gap: bool = False
    name: str = ""
    unsure: bool = False
    outlet: str | None = None
    author: str | None = None
    published: str | None = None

    @property
    def is_meta(self) -> bool:
        """Whether it tells about an article: its age, its author, its outlet again."""
        return self.kind in ("age", "stamp", "byline", "dash")

    @property
    def is_furniture(self) -> bool:
        return self.kind in ("furniture", "section", "weak")


@dataclass(frozen=True)
class Words:
    """The file with its expressions compiled."""

    ages: dict[str, re.Pattern[str]]
    tail_age: re.Pattern[str]
    aside: re.Pattern[str]
    bylines: re.Pattern[str]
    outlet: re.Pattern[str]
    outlet_words: frozenset[str]
    always: re.Pattern[str]
    link: re.Pattern[str]
    weak: re.Pattern[str]
    label: re.Pattern[str]
    sections: dict[str, re.Pattern[str]]
    unsure: re.Pattern[str]
    lead_in: re.Pattern[str]
    file: PageFile = field(repr=False)


@lru_cache(maxsize=4)
def load_words(path: Path = FILE) -> Words:
    """The words of pages, compiled.

    Raises:
        LexiconError: the file is not valid TOML, or a key is unknown or missing, or an expression is wrong.
    """
    try:
        return _compile(PageFile.model_validate(tomllib.loads(path.read_text(encoding="utf-8"))))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise LexiconError(f"{path}: cannot be read: {error}") from error
    except ValidationError as error:
        first = error.errors()[0]
        raise LexiconError(f"{path}: {'.'.join(map(str, first['loc']))}: {first['msg']}") from error
    except re.error as error:
        raise LexiconError(f"{path}: {error.pattern!r} is no regular expression: {error}") from error


def _compile(file: PageFile) -> Words:
    age = file.age
    before = rf"(?:{_either(age.prefixes)}(?: ?:|\b) ?)?"
    # Without a mark between them ('Tarn Post 3 hours ago') only an age that can be nothing else counts.
    tail = _either([*age.absolute[:2], *(pattern for pattern in age.relative if pattern.endswith("ago"))])
    return Words(
        ages={name: _pattern([before + _either(getattr(age, name))]) for name in ("relative", "absolute", "clock")},
        tail_age=_pattern([rf"(?P<outlet>.{{2,45}}?)(?:,| -)? (?P<age>{before}{tail})"]),
        aside=_pattern(age.asides),
        bylines=_pattern(file.byline.lines),
        outlet=_pattern(file.outlet.lines),
        outlet_words=frozenset(file.outlet.words.split()),
        always=_pattern(file.furniture.always),
        link=_pattern([rf"{_either(file.furniture.links)} ?[:|»>] ?.*"]),
        weak=_pattern(file.furniture.weak),
        label=_pattern(file.furniture.labels),
        sections={name: _pattern(getattr(file.sections, name)) for name in ("tags", "comments", "links")},
        unsure=_pattern(file.sections.unsure),
        lead_in=re.compile(rf"\s*{_either(file.furniture.lead_ins)}(?=\s)", re.IGNORECASE),
        file=file,
    )


def _either(patterns: list[str]) -> str:
    return "(?:" + "|".join(f"(?:{pattern})" for pattern in patterns) + ")"


def _pattern(patterns: list[str]) -> re.Pattern[str]:
    """One expression of all, with {n}, {month} … filled in."""
    zone = r"(?: ?\(?[a-z]{2,4}\)?|z|[+-]\d\d:?\d\d)?"
    clock = rf"\d{{1,2}}[:.]\d{{2}}(?:[:.]\d{{2}})?(?: ?[ap]\.?m\.?)?{zone}|\d{{1,2}} ?[ap]\.?m\.?"
    names = {"n": r"\d{1,4}", "year": r"\d{4}", "clock": f"(?:{clock})"}
    names |= {"month": f"(?:{MONTHS})\\.?", "weekday": f"(?:{WEEKDAYS})\\.?"}
    whole = _either(patterns)
    for name, pattern in names.items():
        whole = whole.replace("{" + name + "}", pattern)
    return re.compile(whole, re.IGNORECASE)


def classify(text: str, *, gap: bool = False) -> Line:
    """What one line is, by itself."""
    plain = text.translate(SPACES)
    return _classify(text, gap) if plain == text else replace(_classify(plain, gap), text=text)


def _classify(text: str, gap: bool) -> Line:
    if len(text) > LONGEST:
        return Line(text, "furniture" if LONG_DEBRIS.fullmatch(text) else "prose", gap)
    words = load_words()
    plain = bare(text)
    if DEBRIS.fullmatch(text):
        return Line(text, "furniture", gap)
    if line := _about(text, plain, gap, words):
        return line
    for name, pattern in words.sections.items():
        if pattern.fullmatch(plain) or pattern.fullmatch(text):
            return Line(text, "section", gap, name, bool(words.unsure.fullmatch(plain)))
    if words.always.fullmatch(plain) or (words.link.fullmatch(text) and not text.endswith(".")):
        return Line(text, "furniture", gap)
    if words.label.fullmatch(plain):
        return Line(text, "label", gap)
    if words.weak.fullmatch(plain):
        return Line(text, "weak", gap)
    if (match := re.fullmatch(r"[-–—] ?(.{2,45})", text)) and is_name(match[1]):
        return Line(text, "dash", gap, outlet=match[1])
    return Line(text, "prose" if is_prose(text) else "short", gap)


def _about(text: str, bare: str, gap: bool, words: Words) -> Line | None:
    """The line as an age, a byline, or several of these with an outlet ('Tarn Post · 3h')."""
    if len(text) > 140:
        return None
    if name := age_of(bare, words):
        return Line(text, "age", gap, name, published=iso_date(bare))
    if author := _author(bare, words):
        return Line(text, "byline", gap, author=author)
    if (match := words.outlet.fullmatch(bare)) and is_name(match[1]):
        return Line(text, "dash", gap, outlet=match[1])
    parts = [part for part in SEPARATOR.split(bare) if part]
    match = words.tail_age.fullmatch(bare)
    if len(parts) == 1 and match and is_name(match["outlet"]) and len(match["outlet"].split()) <= 5:
        parts = [match["outlet"], match["age"]]
    return _stamp(text, parts, gap, words) if 1 < len(parts) <= 6 else None


def _stamp(text: str, parts: list[str], gap: bool, words: Words) -> Line | None:
    """A line whose parts are an age and names; None where a part is anything else."""
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
    kind: Kind = "stamp" if ages else "byline"
    name = ages[0][0] if ages else ""
    return Line(text, kind, gap, name, outlet=outlet, author=next(iter(authors), None), published=published)


def age_of(text: str, words: Words) -> str:
    """relative, absolute or clock, or '' for a text that is no age."""
    return next((name for name, pattern in words.ages.items() if pattern.fullmatch(text.strip(" ()"))), "")


def _author(text: str, words: Words) -> str | None:
    match = words.bylines.fullmatch(text)
    name = next((group for group in match.groups() if group), "") if match else ""
    name = re.split(r", | for | in ", name)[0].strip()
    return name if len(name.split()) >= 2 and is_name(name) and name[0].isupper() else None


def is_name(text: str) -> bool:
    """Whether a short text could be the name of an outlet: few words, capitals, no full stop."""
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
    return len(text) >= LONG or (len(text.split()) >= PROSE_WORDS and ends_sentence(text))


def is_headline(text: str) -> bool:
    """Whether a line could be a headline: two words or more, not long, no full stop at its end."""
    if not 2 <= len(text.split()) <= 40 or len(text) > 220 or re.match(r"[-–—•*]\s|[QA]:|\w+:$", text):
        return False
    stopped = re.search(r"\.[\"'”’»)]*$|[:;,]$", text)
    return not stopped or bool(ABBREVIATION_ENDS.search(text))
