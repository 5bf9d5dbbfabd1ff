"""Fold names so that they can be compared."""

from __future__ import annotations

import re
import unicodedata

LETTERS = str.maketrans({"ø": "o", "ł": "l", "ß": "ss", "æ": "ae", "œ": "oe", "đ": "d", "ð": "d", "þ": "th", "ı": "i"})


def name_key(name: str) -> str:
    """The name without case, accents and spacing: 'Zoë  LINDQVIST' and 'zoe lindqvist' are the same."""
    if name.isascii():
        return " ".join(name.lower().split())
    decomposed = unicodedata.normalize("NFKD", name.casefold())
    plain = "".join(char for char in decomposed if not unicodedata.combining(char))
    return " ".join(plain.split())


def fold(text: str) -> list[str]:
    """The words of a name in plain lower-case letters, without possessive, full stops and hyphens."""
    bare = re.sub(r"['’]s?(?=\s|$)", "", re.sub(r"\s+([-‐‑])\s+", r"\1", text))
    plain = name_key(bare).translate(LETTERS).replace("&", " and ")
    plain = re.sub(r"['’ʼʹ`.\-‐‑]", lambda found: " " if found[0] == "." else "", plain)
    return re.findall(r"\w+", re.sub(r'["“”(][^"“”()]*["“”)]', " ", plain)) or re.findall(r"\w+", plain)
