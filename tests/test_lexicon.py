"""The lexicon of a language: its words, their forms, and which article has which."""

from __future__ import annotations

from pathlib import Path

import pytest

from quotes.errors import LexiconError
from quotes.extraction.lexicon import FOLDER, load_lexicon, read_words


@pytest.mark.parametrize(
    ("form", "lemma"),
    [
        ("said", "say"),
        ("says", "say"),
        ("submits", "submit"),
        ("submitted", "submit"),
        ("marvelled", "marvel"),
        ("emphasised", "emphasise"),
        ("referring", "refer"),
        ("proven", "prove"),
        ("deadpanned", "deadpan"),
        ("pointed", "point out"),
    ],
)
def test_forms_of_verbs_are_cues(form: str, lemma: str) -> None:
    assert lemma in {cue.lemma for cue in load_lexicon().cue_forms[form]}


@pytest.mark.parametrize("form", ["submited", "cooes", "tared", "chidded"])
def test_misspelt_forms_are_none(form: str) -> None:
    assert form not in load_lexicon().cue_words


@pytest.mark.parametrize(
    ("form", "noun"), [("claims", "claim"), ("testimonies", "testimony"), ("testimony", "testimony")]
)
def test_forms_of_nouns_are_cues(form: str, noun: str) -> None:
    assert load_lexicon().noun_forms[form] == noun


def test_no_noun_has_a_form_made_by_hand() -> None:
    assert "testimonys" not in load_lexicon().cue_words


@pytest.mark.parametrize(
    ("verb", "forms"),
    [
        ("commit", ["commits", "committed", "committing"]),
        ("marvel", ["marveled", "marvelled", "marvels"]),
        ("put", ["puts", "putting"]),
        ("emphasise", ["emphasised", "emphasises", "emphasising"]),
    ],
)
def test_the_build_takes_forms_from_a_library(verb: str, forms: list[str]) -> None:
    pytest.importorskip("lemminflect")
    from tools.build_language import VERBS, forms_of

    assert set(forms) <= set(forms_of(verb, *VERBS))


def test_the_file_of_forms_is_what_the_build_makes() -> None:
    pytest.importorskip("lemminflect")
    from tools.build_language import forms_file

    made = forms_file(read_words(FOLDER / "en.toml"))
    assert (FOLDER / "en_forms.toml").read_text(encoding="utf-8") == made, "run: python -m tools.build_language en"


def test_a_verb_without_forms_is_named(tmp_path: Path) -> None:
    words = (FOLDER / "en.toml").read_text(encoding="utf-8")
    file = tmp_path / "own.toml"
    file.write_text(words.replace("beam bellow", "wibble beam bellow"), encoding="utf-8")
    with pytest.raises(LexiconError, match="no forms of 'wibble' are known; give them under \\[irregular\\]"):
        load_lexicon(path=file)


def test_a_file_of_ones_own_uses_the_forms_of_its_language(tmp_path: Path) -> None:
    file = tmp_path / "own.toml"
    file.write_text((FOLDER / "en.toml").read_text(encoding="utf-8"), encoding="utf-8")
    assert load_lexicon(path=file).cue_forms == load_lexicon().cue_forms
