"""How a name is compared."""

from __future__ import annotations

import unicodedata


def name_key(name: str) -> str:
    """The name without its case, accents and spacing: 'Zoë  LINDQVIST' and 'zoe lindqvist' are one."""
    decomposed = unicodedata.normalize("NFKD", name.casefold())
    plain = "".join(char for char in decomposed if not unicodedata.combining(char))
    return " ".join(plain.split())
