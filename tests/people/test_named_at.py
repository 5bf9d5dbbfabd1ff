"""The paragraph that says who 'she' is."""

from __future__ import annotations

import pytest

from quotes.people.corrections.review_queue import named_at

LED = "Mona Vester leads the choir."
ASKED = "Ida Marlow asked Vester about it."
SHE = "“Yes,” she said."
OTHER = "Nothing else was said."


def shown(text: str, paragraph: str) -> tuple[int, int]:
    start = text.index(paragraph)
    return start, start + len(paragraph)


@pytest.mark.parametrize(
    ("paragraphs", "names", "exp"),
    [
        ([LED, SHE], ["Mona Vester"], "*Mona Vester* leads the choir."),
        ([LED, OTHER, SHE], ["Mona Vester"], "*Mona Vester* leads the choir."),
        ([LED, ASKED, SHE], ["Mona Vester"], "Ida Marlow asked *Vester* about it."),
        ([SHE, OTHER, LED], ["Mona Vester"], "*Mona Vester* leads the choir."),
        ([SHE, OTHER], ["Mona Vester"], ""),
        ([LED, SHE], [], ""),
        ([LED, "“Yes,” said Mona Vester."], ["Mona Vester"], ""),
        ([LED, "“Yes,” Vester said."], ["Mona Vester"], "*Mona Vester* leads the choir."),
        (["Vesterholm is far.", SHE], ["Mona Vester"], ""),
        ([LED, SHE], ["M. (Vester) [x"], ""),
    ],
)
def test_it_is_the_last_before_the_quotation_that_names_them(paragraphs: list[str], names: list[str], exp: str) -> None:
    text = "\n\n".join(paragraphs)
    quoted = next(one for one in paragraphs if "Yes" in one)
    found = named_at(text, shown(text, quoted), names)
    assert "".join(f"*{words}*" if is_name else words for is_name, words in found) == exp
