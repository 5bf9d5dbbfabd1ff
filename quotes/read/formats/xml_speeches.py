"""Read debates in the XML of parliaments, whatever its schema: each speech with the name of its speaker."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from quotes.read.dates import iso_date

SPEECHES = ("speech", "sp", "u", "utterance", "intervention", "contribution", "statement", "talk.start", "turn")
# These count inside a speech, or if they name the speaker.
TURNS = ("question", "answer", "interjection", "continue", "pointoforder", "petition")
INNER = ("p", "para", "paratext")
CONTAINERS = ("content", "text", "speechtext", "blockquote")  # they contain paragraphs, or are paragraphs
HEADINGS = (
    "heading",
    "major-heading",
    "minor-heading",
    "head",
    "title",
    "debate-title",
    "subdebateinfo",
    "subjectofbusinesstitle",
)
SPEAKERS = ("from", "speaker", "member", "talker", "personspeaking", "name", "attribution", "speakername")
NAMED = ("speakername", "speaker", "name", "person", "member", "showas")
REFERRED = ("by", "who", "speaker", "person_id", "speakerid", "personid", "member")
PARAGRAPHS = ("p", "para", "paratext", "text", "seg", "content", "line", "s", "speechtext", "quote", "blockquote")
HIDDEN = (
    "from",
    "speaker",
    "talker",
    "personspeaking",
    "attribution",
    "num",
    "speakername",
    "note",
    "vocal",
    "kinesic",
    "incident",
    "desc",
)
IDS = ("{http://www.w3.org/XML/1998/namespace}id", "id", "eId", "refersTo")
DAY = re.compile(r"(?<!\d)\d{4}-\d\d-\d\d(?!\d)")
TITLED = re.compile(r"^(?:the )?(?:rt\.?|right)? ?hon(?:ou?rable|\.)? (?=[^\W\d_])", re.IGNORECASE)
LETTERS = re.compile(r"(?:, (?:[A-Z]{2,4}|Dr|Hon))+$")  # after a name: 'Marlow, Ida, MP'
AFTER = re.compile(r"\s*[:.–—-]*\s*$")


def debates(root: Any) -> Iterator[tuple[str | None, str | None, str]]:
    """The title, the date and the text of each debate; each paragraph begins with the name of its speaker.

    If there is only one speaker, the words are in marks, because a single label may be anything.
    """
    people = _people(root)
    published = _date(root)
    title: str | None = None
    lines: list[tuple[str, str]] = []
    spoken = False
    inside: Any = None
    for element in root.iter():
        tag = _local(element)
        if inside is not None and any(up is inside for up in element.iterancestors()):
            continue
        inside = None
        if is_speech(element):
            lines += _speech(element, people)
            spoken, inside = True, element
        elif tag in HEADINGS and (words := _words(element)) and len(words) < 300:
            if spoken:
                yield title, published, labelled(lines)
                title, lines, spoken = None, [], False
            title = words
            inside = element
    if lines:
        yield title, published, labelled(lines)


def is_speech(element: Any) -> bool:
    """Whether an element is a speech."""
    tag = _local(element)
    if tag not in TURNS:
        return tag in SPEECHES
    return any(element.get(key) for key in REFERRED) or any(_local(child) in SPEAKERS for child in element)


def _local(element: Any) -> str:
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""


def _words(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())


def _date(root: Any) -> str | None:
    """The day of the sitting, from the first element or attribute that gives one."""
    for element in root.iter():
        dated = element.get("Name") or ""
        if _local(element) in ("date", "frbrdate", "sittingdate", "session.header") or dated.endswith("Date"):
            for value in (*element.attrib.values(), element.text or ""):
                if day := iso_date(value):
                    return day
        if match := DAY.search(element.get("id") or ""):
            return match[0]
    return next(
        (day for name, value in root.attrib.items() if "date" in name.lower() and (day := iso_date(value))), None
    )


def _people(root: Any) -> dict[str, str]:
    """The names of people, by their ids."""
    found: dict[str, str] = {}
    for element in root.iter():
        if _local(element) not in ("tlcperson", "person", "member", "mp"):
            continue
        name = element.get("showAs") or element.get("name") or _name_in(element)
        keys = [element.get(key) for key in IDS if element.get(key)]
        found.update({key.lstrip("#"): name for key in keys if key and name})
    return found


def _name_in(element: Any) -> str:
    """The name inside an element about a person, the given name before the surname."""
    parts = {_local(child): _words(child) for child in element.iter() if child is not element}
    if "forename" in parts and "surname" in parts:
        return f"{parts['forename']} {parts['surname']}"
    if "firstname" in parts and "lastname" in parts:
        return f"{parts['firstname']} {parts['lastname']}"
    return parts.get("persname") or parts.get("name") or ""


def labelled(lines: Sequence[tuple[str, str]]) -> str:
    """Paragraphs with the names of their speakers ('' for nobody) as a text.

    >>> labelled([("Ida Marlow", "We were stretched."), ("", "Question put.")])
    'Ida Marlow: “We were stretched.”\\n\\nQuestion put.'
    """
    alone = len({name for name, _ in lines if name}) == 1
    said = ((name, f"“{text}”" if alone and "“" not in text else text) for name, text in lines)
    return "\n\n".join(
        f"{name}: {text}" if name else plain for (name, text), (_, plain) in zip(said, lines, strict=True)
    )


def _speech(speech: Any, people: dict[str, str]) -> list[tuple[str, str]]:
    """The paragraphs of a speech, each with the name of its speaker."""
    names: dict[Any, str] = {}

    def who(paragraph: Any) -> str:
        for one in paragraph.iterancestors():
            if one is speech or _local(one) in TURNS or _local(one) in SPEECHES:
                if one not in names:
                    names[one] = _speaker(one, people)
                if names[one] or one is speech:
                    return names[one]
        return ""

    found = [(who(paragraph), _said(paragraph)) for paragraph in _paragraphs(speech)]
    return [(name, text) for name, text in found or [(_speaker(speech, people), _said(speech))] if text]


def _speaker(speech: Any, people: dict[str, str]) -> str:
    low = {key.rpartition("}")[2].lower(): value for key, value in speech.attrib.items()}
    name = next(
        (low[key] for key in NAMED if low.get(key) and not low[key].startswith("#") and not low[key].isdigit()), ""
    )
    if not name or name in people:
        keys = [low[key].split()[0].lstrip("#") for key in REFERRED if low.get(key, "").strip()]
        name = next((people[key] for key in keys if key in people), people.get(name, name))
    if not name:
        there = [child for child in speech.iter() if _local(child) in SPEAKERS and child is not speech]
        there = [child for child in there if child.get("role") == "metadata"] or there
        name = (_name_in(there[0]) or _words(there[0])) if there else ""
    return plain_name(name)


def plain_name(name: str) -> str:
    """'The Minister for Ports (Halvard Brekke):' → 'Halvard Brekke'; 'Ida Marlow (Skerry) (Lab)' → 'Ida Marlow'.

    >>> plain_name("The Minister for Ports (Halvard Brekke):"), plain_name("Ida Marlow (Skerry) (Lab)")
    ('Halvard Brekke', 'Ida Marlow')
    """
    before, bracket, rest = AFTER.sub("", name).partition("(")
    within = rest.partition(")")[0].strip()
    office = len(before.split()) > 2 and before.lower().startswith("the ")
    chosen = within if bracket and office and len(within.split()) > 1 else before
    plain = LETTERS.sub("", TITLED.sub("", AFTER.sub("", " ".join(chosen.replace(":", " ").split()))))
    surname, comma, given = plain.partition(", ")
    return f"{given} {surname}" if comma and "," not in given and len(given.split()) < 4 and given.istitle() else plain


def _paragraphs(speech: Any) -> list[Any]:
    found = [
        element
        for element in speech.iter()
        if _local(element) in PARAGRAPHS and element is not speech and not _holds_paragraphs(element)
    ]
    inner = {id(one) for element in found for one in element.iterdescendants()}
    hidden = {id(one) for element in speech.iter() if _local(element) in HIDDEN for one in element.iter()}
    return [element for element in found if id(element) not in inner | hidden]


def _holds_paragraphs(element: Any) -> bool:
    return _local(element) in CONTAINERS and any(_local(one) in INNER for one in element.iterdescendants())


def _said(element: Any) -> str:
    """The words of an element without those that name the speaker."""
    parts: list[str] = []

    def walk(one: Any) -> None:
        parts.append(one.text or "")
        for child in one:
            if _local(child) and _local(child) not in HIDDEN:
                walk(child)
            parts.append(child.tail or "")

    walk(element)
    return " ".join("".join(parts).split())
