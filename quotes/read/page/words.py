"""The phrases of `pages.toml`, which stand around articles, compiled to regular expressions."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from quotes.errors import LexiconError
from quotes.read.dates import MONTHS, WEEKDAYS

FILE = Path(__file__).with_name("pages.toml")


class Section(BaseModel):
    """A table of the file. An unknown key is an error that names it."""

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
class PagePhrases:
    """The phrases of the file as regular expressions."""

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
def load_words(path: Path = FILE) -> PagePhrases:
    """Load and compile the phrases.

    Raises:
        LexiconError: the file is not valid TOML, a key is unknown or missing, or a regular expression is invalid.
    """
    try:
        return _compile(PageFile.model_validate(tomllib.loads(path.read_text(encoding="utf-8"))))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise LexiconError(f"{path}: cannot be read: {error}") from error
    except ValidationError as error:
        first = error.errors()[0]
        raise LexiconError(f"{path}: {'.'.join(map(str, first['loc']))}: {first['msg']}") from error
    except re.error as error:
        raise LexiconError(f"{path}: {error.pattern!r} is not a regular expression: {error}") from error


def _compile(file: PageFile) -> PagePhrases:
    age = file.age
    before = rf"(?:{_either(age.prefixes)}(?: ?:|\b) ?)?"
    # Without punctuation between outlet and age ('Tarn Post 3 hours ago'), only an unmistakable age counts.
    tail = _either([*age.absolute[:2], *(pattern for pattern in age.relative if pattern.endswith("ago"))])
    return PagePhrases(
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
    """One regular expression for all the patterns, with {n}, {month} … filled in."""
    zone = r"(?: ?\(?[a-z]{2,4}\)?|z|[+-]\d\d:?\d\d)?"
    clock = rf"\d{{1,2}}[:.]\d{{2}}(?:[:.]\d{{2}})?(?: ?[ap]\.?m\.?)?{zone}|\d{{1,2}} ?[ap]\.?m\.?"
    names = {"n": r"\d{1,4}", "year": r"\d{4}", "clock": f"(?:{clock})"}
    names |= {"month": f"(?:{MONTHS})\\.?", "weekday": f"(?:{WEEKDAYS})\\.?"}
    whole = _either(patterns)
    for name, pattern in names.items():
        whole = whole.replace("{" + name + "}", pattern)
    return re.compile(whole, re.IGNORECASE)
