"""The lexicon of a language: its words, their forms, and which article has which."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner

from quotes.cli import cli
from quotes.errors import LexiconError, SourceError
from quotes.extraction.engine import extract_many
from quotes.extraction.lexicon import FOLDER, load_lexicon, read_words
from quotes.models import Article, Found
from quotes.parallel.worker import results

THERE = sorted(file.stem for file in FOLDER.glob("??.toml"))  # languages with words


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
        ("commits", "commit"),
        ("committed", "commit"),
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


@pytest.mark.parametrize(
    "language", [None, "", "en", "EN", "en-GB", "en-us", "en_GB", " eng", "English", "English (UK)", "und"]
)
def test_the_language_of_an_article_chooses_the_lexicon(language: str | None) -> None:
    assert load_lexicon(language).words.language == "en"


@pytest.mark.parametrize(
    ("language", "file"), [("zz", "zz"), ("zz-ZZ", "zz"), ("Zzish", "xx"), ("42", "xx"), ("engine", "xx")]
)
def test_an_unknown_language_is_named(language: str, file: str) -> None:
    with pytest.raises(LexiconError) as raised:
        load_lexicon(language)
    advice = f"Pass path='path/to.toml' or add quotes/lang/{file}.toml"
    assert str(raised.value) == f"no lexicon for language {language!r}; there are {THERE}. {advice}"


def articles(*languages: str | None) -> list[Article]:
    text = "“We are ready,” said Ida Brandt."
    return [Article(id=str(i), text=text, language=language) for i, language in enumerate(languages)]


def test_an_article_in_an_unknown_language_is_kept_without_quotations() -> None:
    errors: list[SourceError] = []
    found = list(extract_many(articles("en-GB", "zz", None), on_error=errors.append))
    assert [(article.id, len(article.quotes)) for article in found] == [("0", 1), ("1", 0), ("2", 1)]
    (error,) = errors
    assert str(error).startswith(
        f"article 1: kept without quotations: no lexicon for language 'zz'; there are {THERE}."
    )


def test_without_anybody_to_tell_an_unknown_language_raises() -> None:
    with pytest.raises(SourceError, match="no lexicon for language 'zz'"):
        list(extract_many(articles("zz")))


def test_a_worker_sends_the_problem_and_the_article() -> None:
    how = {"model": None, "weights": None, "topics": False}
    problem, found = results(articles("zz"), how)
    assert isinstance(problem, SourceError) and isinstance(found, Found)
    assert found.article == articles("zz")[0]


def test_a_load_keeps_such_an_article_and_says_so_in_one_line(tmp_path: Path) -> None:
    lines = "\n".join(article.model_dump_json(exclude={"quotes"}) for article in articles("zz", "en"))
    (tmp_path / "news.jsonl").write_text(lines, encoding="utf-8")
    database = tmp_path / "news.db"
    run = CliRunner().invoke(cli, ["load", str(database), str(tmp_path / "news.jsonl"), "--json"])
    assert run.exit_code == 1
    assert [line for line in run.stderr.splitlines() if "lexicon" in line] == [
        f"article 0: kept without quotations: no lexicon for language 'zz'; there are {THERE}. "
        "Pass path='path/to.toml' or add quotes/lang/zz.toml; if that is not its language, correct it"
    ]
    with closing(sqlite3.connect(database)) as db:
        kept = "select key, (select count(*) from quotes where article = articles.id) from articles order by key"
        assert db.execute(kept).fetchall() == [("0", 0), ("1", 1)]
