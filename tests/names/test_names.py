"""Names taken apart, and whether two of one article are the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from quotes.errors import LexiconError
from quotes.names.name import parse
from quotes.names.within_article import may_be_same
from quotes.names.words import FILE, name_words


@pytest.mark.parametrize(
    ("text", "titles", "given", "surname", "suffix"),
    [
        ("Ida Marlow", (), ("ida",), "marlow", ""),
        ("Dr. Ida Marlow", ("dr",), ("ida",), "marlow", ""),
        ("Cllr Ida Marlow", ("cllr",), ("ida",), "marlow", ""),
        ("Deputy Prime Minister Ida Marlow", ("deputy", "prime", "minister"), ("ida",), "marlow", ""),
        ("the Ex-President Ida Marlow", ("expresident",), ("ida",), "marlow", ""),
        ("DI Ida Marlow", ("di",), ("ida",), "marlow", ""),
        ("Di Marlow", (), ("di",), "marlow", ""),  # a given name, no inspector
        ("Duke Marlow", (), ("duke",), "marlow", ""),
        ("Sir Marlow", ("sir",), (), "marlow", ""),
        ("Ida Marlow, KC, PhD", (), ("ida",), "marlow", ""),
        ("Tuva San", (), ("tuva",), "san", ""),  # a surname, no degree
        ("Ida van der Marlow", (), ("ida",), "vandermarlow", ""),
        ("Nils Marlow Jr.", (), ("nils",), "marlow", "jr"),
        ("Ida in 't Marlow", (), ("ida",), "intmarlow", ""),
        ("Van ’t Marlow", (), (), "vantmarlow", ""),
        ("Seo Dae-ho", (), ("daeho",), "seo", ""),
        ("Tan Wei Ming", (), ("wei", "ming"), "tan", ""),
        ("Zhao Jianguo", (), ("jianguo",), "zhao", ""),
        ("Ida Smith-marlow", (), ("ida",), "smithmarlow", ""),
        ("Lee Ann Marlow", (), ("lee", "ann"), "marlow", ""),
        ("Wei Ling Tan", (), ("wei", "ling"), "tan", ""),
        ("Mao Wenzhuang", (), ("wenzhuang",), "mao", ""),
        ("Ida T. Marlow", (), ("ida", "t"), "marlow", ""),
        ("Embattled Marlow", ("embattled",), (), "marlow", ""),
    ],
)
def test_the_parts_of_a_name(
    text: str, titles: tuple[str, ...], given: tuple[str, ...], surname: str, suffix: str
) -> None:
    name = parse(text, "person")
    assert (name.titles, name.given, name.surname, name.suffix) == (titles, given, surname, suffix)


def test_a_name_that_may_be_a_bodys_keeps_its_words() -> None:
    assert parse("Justice Department", "unknown").key == "justice department"


@pytest.mark.parametrize(
    ("known", "mentioned", "kind", "same"),
    [
        ("Julien Soir", "Soir", "person", True),
        ("Julien Soir", "Julien", "person", True),
        ("Julien Soir", "J. Soir", "person", False),  # 'J.' comes first or not at all
        ("J. Soir", "Julien Soir", "person", True),
        ("Ida Rosa Soir", "Ida Soir", "person", True),
        ("Nils Soir Jr", "Nils Soir", "person", True),
        ("Julien Soir", "Ida Soir", "person", False),
        ("Zhi Tao", "Zhi", "person", True),
        ("Tarn Tao", "Tarn", "person", False),
        ("Qassim al-Hadri", "Hadri", "person", True),
        ("Ida Soir-Hadri", "Hadri", "person", False),
        ("Tarn Ferry Authority", "TFA", "organisation", True),
        ("Tarn Ferry Authority", "Tarn Ferry", "organisation", True),
        ("Tarn Ferry Authority", "Sund Ferry Authority", "organisation", False),
    ],
)
def test_two_names_of_one_article(known: str, mentioned: str, kind: str, same: bool) -> None:
    found = may_be_same(
        tuple(known.split()),
        tuple(mentioned.split()),
        kind=kind,
        surely_body=kind == "organisation",
        mentioned_kind=kind,
        first_names={"julien", "ida"},
        particles={"al"},
        suffixes=name_words().titles.suffixes,
    )
    assert found is same


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [("given_too =", "given_to =", "titles.given_to: unknown key"), ("\nsmall =", "\nsmaller =", "small: missing")],
)
def test_a_wrong_key_in_a_file_of_names_is_told(tmp_path: Path, old: str, new: str, told: str) -> None:
    file = tmp_path / "en_names.toml"
    file.write_text(FILE.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    with pytest.raises(LexiconError, match=told):
        name_words(file)
