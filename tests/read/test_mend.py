"""What was mended in a text: it is read as meant, and the article says what was done."""

from __future__ import annotations

import pytest

from quotes.models import Article
from quotes.read.mend import HYPHENS, INVISIBLE, MOJIBAKE, WRAPPED, mended

SAID = "“We won’t sail,” said Zoë Lind."
WRAP = (
    "The crews of the outer islands have waited for an answer\n"
    "since the spring, and nobody has come to give them one,\nsaid Ida Marlow."
)


@pytest.mark.parametrize(
    ("text", "meant", "notes"),
    [
        (SAID, SAID, ()),
        ("Ça va, Ñandú, “Ïle” 👩\u200d👩 می\u200cخواهم", "Ça va, Ñandú, “Ïle” 👩\u200d👩 می\u200cخواهم", ()),
        (SAID.encode().decode("cp1252", "ignore"), SAID, (MOJIBAKE,)),
        (SAID.encode().decode("latin-1"), SAID, (MOJIBAKE,)),
        (SAID.encode().decode("mac_roman"), SAID, (MOJIBAKE,)),
        ("said Fran\u0041\u0303\u00a7ois Aas", "said François Aas", (MOJIBAKE,)),
        ("said Zoe\u0308 A\u0303o", "said Zoe\u0308 A\u0303o", ()),
        ("â€œWe were stretched,â€ said Ida.", "“We were stretched,” said Ida.", (MOJIBAKE,)),
        ("The har\u00adbour mas\u00ad\nter said no.", "The harbour master said no.", (HYPHENS,)),
        ("The har\u200bbour\ufeff said\u200e no.", "The harbour said no.", (INVISIBLE,)),
        (f"{WRAP}\n\n{WRAP}", "\n\n".join([WRAP.replace("\n", " ")] * 2), (WRAPPED,)),
    ],
)
def test_a_text_as_it_was_meant(text: str, meant: str, notes: tuple[str, ...]) -> None:
    article = mended(Article(id="1", title="Zoë", text=text))
    assert (article.text, article.notes) == (meant, notes)


@pytest.mark.parametrize(
    "text", ["Roses are red\nViolets are blue\nSugar is sweet\nAnd so are you", "- one\n- two\n- three"]
)
def test_lines_that_stand_alone_stay(text: str) -> None:
    assert mended(Article(id="1", text=text)).text == text
