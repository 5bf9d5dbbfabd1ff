"""The labels at the beginning of lines that may say who speaks: 'Q:', 'SOIR:', '[00:05] Soir:', 'Mr. SOIR.'."""

from __future__ import annotations

import re
from dataclasses import dataclass

from quotes.extraction.layout import Layout, Range
from quotes.extraction.lexicon import Lexicon

TIME = r"(?P<time>[\[(]?\d{1,2}:\d\d(?::\d\d)?(?:[.,]\d+)?[\])]?:?\s+)?"
WORD = r"[^\W\d_][\w.'’\-]*"
BESIDE = r"(?: ?[\[(][^()\[\]\n]{1,40}[\])]){0,2}"
ROLE = r"(?:, (?P<role>[^\W\d_][^:\n]{1,60}))?"
LABEL = re.compile(
    rf"[\s“\"‘'«„*_]*{TIME}(?P<name>{WORD}(?: {WORD}){{0,4}}?(?: \d{{1,2}})?){ROLE}{BESIDE}[*_]*"
    r"(?:\s?(?P<end>[:.])|\s(?P<dash>[-–—]))[*_]*(?:\s|(?<=[^\W\d_]:)(?=[A-Z]))"
)
LETTER = re.compile(r"[*_]*(?P<name>[^\W\d_])(?P<end>[:.])[*_]*\s(?P<role>(?!))?")  # 'Q. Why?', 'A. The next one.'
SPEAKER = re.compile(r"(?P<name>[^\W\d_]\w*\.? [A-Z][\w'’-]+(?: [A-Z][\w'’-]+)?)(?P<end>\.)\s+(?=[A-Z])")
BRACKETED = re.compile(rf"{TIME}[\[(](?P<name>{WORD}(?: {WORD}){{0,3}})[\])]:?\s+(?=\S)")
RECORD = re.compile(
    rf"(?P<name>[^\W\d_]\w*\.? (?:[A-Z][\w'’]*[A-Z][\w'’]* ?){{1,4}}(?:(?<= )[a-z]+ [A-Z]\w+)?){BESIDE}(?P<end>\.)\s"
)
OCCUPATION = r"(?P<role>, [^\W\d_][^:.!?\n]{1,60})?"
LINE = re.compile(
    rf"{TIME}(?P<name>{WORD}(?: {WORD}){{0,3}}){OCCUPATION}{BESIDE}(?:\s+[\[(]?\d{{1,2}}:\d\d(?::\d\d)?[\])]?)?"
)
ROLE_WORDS = 2  # of a label that is no name, at most
LABEL_CHARACTERS = 120  # at the beginning of a line, at most


@dataclass(frozen=True)
class Label:
    """What stands before what is said in a line.

    Attributes:
        place: its tokens.
        name: its words.
        begins: the token at which what is said begins; after the line where the label has it to itself.
        sure: its shape alone says that somebody speaks ('[00:05] Soir:', 'SOIR, HOST:').
        weak: it is one only of somebody whom other labels name too ('Soir - We were stretched').
        alone: it has the line to itself.
    """

    place: Range
    name: str
    begins: int
    sure: bool = False
    weak: bool = False
    alone: bool = False


def find_labels(layout: Layout, lexicon: Lexicon) -> dict[int, Label]:
    """The labels of an article, each by its paragraph."""
    found = ((k, label_of(layout, lexicon, k)) for k in range(len(layout.paragraphs)))
    return {k: label for k, label in found if label}


def label_of(layout: Layout, lexicon: Lexicon, paragraph: int) -> Label | None:
    """The label at the beginning of a paragraph, or in a line of its own."""
    start, end = layout.paragraphs[paragraph]
    if start == end:
        return None
    offset, last = layout.tokens[start].idx, layout.offsets((start, end))[1]
    line = layout.text[offset : min(offset + LABEL_CHARACTERS, last)]
    if (match := LETTER.match(line)) and _is_label(lexicon, match):
        return _placed(layout, (start, end), match)
    if (match := RECORD.match(line)) and is_titled(lexicon, match["name"]):
        return _placed(layout, (start, end), match)
    if (match := SPEAKER.match(line)) and is_titled(lexicon, match["name"]):
        return _placed(layout, (start, end), match)
    match = LABEL.match(line)
    if match and _is_label(lexicon, match):
        return _placed(layout, (start, end), match)
    if (match := BRACKETED.match(line)) and _has_capitals(match["name"]):
        return _placed(layout, (start, end), match)
    alone = LINE.fullmatch(line)
    if alone and _has_capitals(alone["name"]):
        return _placed(layout, (start, end), alone)
    return None


def is_titled(lexicon: Lexicon, name: str) -> bool:
    """'Mr. SOIR', 'Senator Soir', 'The PRESIDENT': a title before a name, or an office in capitals."""
    first, _, rest = name.partition(" ")
    if not rest or rest.isdigit():
        return False
    return not lexicon.titles.before_names.isdisjoint((first, first.title())) or (
        first.lower() in lexicon.words.names.articles and rest.isupper()
    )


def _is_label(lexicon: Lexicon, match: re.Match[str]) -> bool:
    """'Q:', 'Q.', 'Julien Soir:', 'SOIR, HOST:'; a longer word with a full stop is a sentence."""
    name, role = match["name"], match["role"]
    asks_or_answers = name in lexicon.words.resolving.asks | lexicon.words.resolving.answers
    if match["end"] == ".":
        return asks_or_answers and len(name) == 1
    if role and not (name.isupper() and role.isupper()):
        return False
    return asks_or_answers or _has_capitals(name) or speaks_by_role(lexicon, name)


def _has_capitals(name: str) -> bool:
    """'Julien Soir', 'Speaker 2'."""
    return all(word[0].isupper() or word.isdigit() for word in name.split())


def speaks_by_role(lexicon: Lexicon, name: str) -> bool:
    """'Opposition senators', 'Presenter': the last word is what somebody does."""
    words = name.split()
    last = words[-1].lower()
    return (
        name[0].isupper()
        and len(words) <= ROLE_WORDS
        and (last in lexicon.words.roles.group or last in lexicon.persons)
    )


def _placed(layout: Layout, paragraph: Range, match: re.Match[str]) -> Label:
    """The label of a match at the first token of a paragraph."""
    start, end = paragraph
    doc, offset = layout.tokens, layout.tokens[start].idx
    given = match.groupdict()
    alone = match.re is LINE
    first = next(i for i in range(start, end) if doc[i].idx + len(doc[i]) > offset + match.start("name"))
    after = next((i for i in range(first, end) if doc[i].idx >= offset + match.end("name")), end)
    begins = next((i for i in range(start, end) if doc[i].idx >= offset + match.end() - 1), end)
    return Label(
        place=(first, after),
        name=match["name"].strip(),
        begins=end if alone else begins,
        sure=given.get("time") is not None or (given.get("role") is not None and not alone),
        weak=match.re is LABEL and given["end"] is None,
        alone=alone,
    )
