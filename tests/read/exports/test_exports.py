"""Exports of news archives: an article each, with what the archive says of it, and nothing else in its text."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.read.exports import sources
from tests.read.exports.sources import KEYS, LEDGER, OUTLETS, TITLES
from tests.read.formats.sources import both

FILES = sources.exports()


@pytest.mark.parametrize("name", FILES)
def test_the_articles_of_an_export(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(FILES[name])
    articles, said = both(tmp_path / name)
    assert said == []
    assert [article.title for article in articles] == [*TITLES]
    assert [article.source for article in articles] == [*OUTLETS]
    assert [(article.published or "")[:10] for article in articles] == ["2026-03-03", "2026-03-06"]
    assert [article.text.split("\n\n") for article in articles] == [[*KEYS], [*LEDGER]]
    assert articles[0].author == "Marta Quist"
    assert (articles[1].author or "").startswith("Per Aas")
    if "proquest" not in name:
        assert [article.length for article in articles] == [1061, 44]


SECTIONS = {
    "lexis.txt": "BUSINESS; Pg. 12",
    "uni.docx": "BUSINESS; Pg. 12",
    "factiva.txt": "Business",
    "proquest.txt": "Business",
}


@pytest.mark.parametrize("name", SECTIONS)
def test_sections(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(FILES[name])
    assert both(tmp_path / name)[0][0].section == SECTIONS[name]


@pytest.mark.parametrize(
    "name", ["lexis.txt", "uni.txt", "uni.rtf", "factiva.txt", "factiva_coded.txt", "proquest.txt"]
)
def test_an_article_that_is_cut_off_is_left_out_by_name(tmp_path: Path, name: str) -> None:
    content = FILES[name]
    place = content.rindex(b"reads that much")
    (tmp_path / name).write_bytes(content[:place] if name != "uni.rtf" else content[:place] + b"}")
    articles, said = both(tmp_path / name)
    assert [article.title for article in articles] == [TITLES[0]]
    problem = "cut off in the middle of the article, which is left out"
    assert said == [f"{name}, document 2: {problem}; export it again, or in smaller parts"]


def test_a_record_without_its_text_is_named(tmp_path: Path) -> None:
    content = sources.proquest().replace("Full text: " + "\n\n".join(LEDGER), "Full text: Not available.")
    (tmp_path / "a.txt").write_text(content)
    articles, said = both(tmp_path / "a.txt")
    assert len(articles) == 1
    assert said == ["a.txt, document 2: a document without its text; export it with the full text"]


def test_an_archive_gives_the_ids_that_it_has(tmp_path: Path) -> None:
    for name in ("factiva.txt", "proquest.txt"):
        (tmp_path / name).write_bytes(FILES[name])
    assert both(tmp_path / "factiva.txt")[0][0].id == "factiva-TRNPO00020260303em330000k"
    assert [one.id for one in both(tmp_path / "proquest.txt")[0]] == ["proquest-30300000", "proquest-30300001"]


def test_a_broadcast(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(
        "                               1 of 1 DOCUMENTS\n\n\n                     Copyright 2026 Skerry Radio\n"
        "                              All Rights Reserved\n\n                              Skerry Radio\n\n"
        "                             SHOW: THE MORNING HOUR\n\n                             March 5, 2026 Thursday\n\n"
        "HEADLINE: A clerk and her keys\n\nGUESTS: Ines Holloway\n\nLENGTH: 40 words\n\n"
        "PER AAS, HOST: Where were the keys?\n\nINES HOLLOWAY, CLERK: Not in the drawer.\n\nLOAD-DATE: March 6, 2026\n"
    )
    ((article,), said) = both(tmp_path / "a.txt")
    assert (article.title, article.source, article.published) == ("A clerk and her keys", "Skerry Radio", "2026-03-05")
    assert article.text.startswith("PER AAS, HOST: Where") and "SHOW" not in article.text and said == []


PROSE = (
    "The board met. Length: two hours.\n\nBody\n\nThe ledger was read aloud, and nobody spoke.\n",
    "Subject: herring\n\nThe auditor wrote to the board: 44 words\n\nThe board wrote back on Friday.\n",
    "She sold 300 words\n\n3 March 2026\n\nThat was the price of a poem, said Ines Holloway, who had written it.\n",
)


@pytest.mark.parametrize("text", PROSE)
def test_prose_is_no_export(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.txt").write_text(text)
    ((article,), _) = both(tmp_path / "a.txt")
    assert article.length is None and article.section is None
