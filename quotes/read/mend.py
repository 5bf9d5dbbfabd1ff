"""Mend damage that a text brings with it: mojibake, invisible characters, lines wrapped at a width.

The notes of the article say what was mended. Offsets count in the mended text, which is the one that we print.
"""

from __future__ import annotations

import html
import re
import unicodedata
from typing import Any

from quotes.models import Article
from quotes.read.unwrap import is_wrapped, unwrapped

# What UTF-8 looks like when it was read as Windows-1252, Latin-1, Mac Roman or Windows-1251.
SUSPECT = re.compile("[ÂÃâÐÑÎÏ√‚Â\x80-\x9f]|вЂ|Рѕ")
# The same where each accent became a sign of its own.
APART = re.compile("[AE][\u0300-\u0303\u0308\u030a]")
# A closing mark whose last byte was dropped, because it is not a character, or became '?'.
LOST = re.compile(r"â€(?:\?(?=[\s,.;:)\]]|$)|(?=[\s,.;:?!)\]]|$))")
ENTITY = re.compile(
    r"&(?:[lr][sd]quo|quot|apos|hellip|[mn]dash|nbsp|#8[0-9]{3}|#x20[0-9a-f]{2}|#0?3[49]);", re.IGNORECASE
)
SOFT_HYPHEN = "\u00ad"
UNSEEN = re.compile("[\u200b\u2060\ufeff\u180e\u200e\u200f\u202a-\u202e\u2066-\u2069]")
JOINER = re.compile("(?<![^\x00-\u024f\u2000-\u206f])[\u200c\u200d](?![^\x00-\u024f\u2000-\u206f])")
FIELDS = ("title", "source", "author", "section")

MOJIBAKE = "mojibake mended"
HYPHENS = "soft hyphens taken out"
ENTITIES = "HTML in the text read as text"
INVISIBLE = "characters of no width taken out"
WRAPPED = "lines wrapped at a width joined"


def mended(article: Article) -> Article:
    """The article as it was meant, with notes of what was mended; the same article if nothing was."""
    notes: list[str] = []
    changes: dict[str, Any] = {}
    for field in (*FIELDS, "text"):
        value = getattr(article, field)
        if value and (new := _plain(value, notes)) != value:
            changes[field] = new
    text = changes.get("text", article.text)
    if is_wrapped(lines := text.split("\n")):
        changes["text"] = "\n".join(unwrapped(lines))
        notes.append(WRAPPED)
    if not changes or not changes.get("text", article.text).strip():
        return article
    return article.model_copy(update=changes | {"notes": tuple(dict.fromkeys((*article.notes, *notes)))})


def _plain(text: str, notes: list[str]) -> str:
    if ENTITY.search(text):
        notes.append(ENTITIES)
        text = html.unescape(text)
    if text.isascii():
        return text
    text = _together(text)
    if SUSPECT.search(text) and (decoded := decode_again(text)) != text:
        notes.append(MOJIBAKE)
        text = decoded
    if SOFT_HYPHEN in text:
        notes.append(HYPHENS)
        text = re.sub(f"{SOFT_HYPHEN}\n?", "", text)
    if UNSEEN.search(text) or JOINER.search(text):
        notes.append(INVISIBLE)
        text = JOINER.sub("", UNSEEN.sub("", text))
    return text


def _together(text: str) -> str:
    """The text with accents and letters in one in the lines that are mojibake only so: “FranÃ§ois”, the tilde apart."""
    if not APART.search(text):
        return text
    lines = text.split("\n")
    for at, line in enumerate(lines):
        if APART.search(line) and decode_again(whole := unicodedata.normalize("NFC", line)) != whole:
            lines[at] = whole
    return "\n".join(lines)


def decode_again(text: str) -> str:
    """A text in which each line that is mojibake is decoded correctly.

    >>> decode_again("â€œWe wonâ€™t,â€ she said.")
    '“We won’t,” she said.'
    """
    return "\n".join(map(_line, text.split("\n")))


def _line(line: str) -> str:
    if not SUSPECT.search(line):
        return line
    import ftfy

    return ftfy.fix_encoding(LOST.sub("”", line) if "â€œ" in line else line)
