"""Documents, mail, subtitles and archives of files: their text and what they say of themselves, found by content."""

from __future__ import annotations

import bz2
import io
import lzma
import plistlib
from collections.abc import Callable
from pathlib import Path

import pytest

from quotes.errors import SourceError
from quotes.read import read
from tests.read.formats import made
from tests.read.formats.made import FERRY, FIRE, SAID, WOULD
from tests.read.formats.sources import both

DOCUMENTS: dict[str, bytes] = {
    "a.docx": made.docx(),
    "a.odt": made.odt(),
    "a.rtf": made.RTF,
    "a.epub": made.epub(),
    "a.pdf": made.pdf(),
}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_text_and_properties_of_a_document(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(DOCUMENTS[name])
    ((article,), said) = both(tmp_path / name)
    assert (article.title, article.author, said) == ("Ferry talks end", "Orla Finch", [])
    assert article.text.split("\n\n") == [*FERRY]
    if name not in ("a.epub", "a.pdf"):  # which have no date, and that of today
        assert article.published == "2026-03-01"


WRONG = {name: f"x{other[1:]}" for name, other in zip(DOCUMENTS, [*list(DOCUMENTS)[1:], "a.txt"], strict=True)}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_content_counts_before_the_name(tmp_path: Path, name: str) -> None:
    (tmp_path / WRONG[name]).write_bytes(DOCUMENTS[name])
    ((article,), said) = both(tmp_path / WRONG[name])
    assert SAID in article.text and said == []


def test_a_word_file_with_all_that_it_may_hold(tmp_path: Path) -> None:
    from docx import Document

    document = Document()
    document.add_heading("Ferry talks end", 0)
    paragraph = document.add_paragraph("“We were ")
    paragraph.add_run("stretched").bold = True
    paragraph.add_run(",” said Ida Marlow, a union secretary.")
    document.add_table(1, 1).cell(0, 0).text = FIRE
    document.sections[0].header.paragraphs[0].text = "RUNNING HEAD"
    document.save(str(tmp_path / "a.docx"))
    ((article,), _) = both(tmp_path / "a.docx")
    assert article.title == "Ferry talks end" and article.text == f"{SAID}\n\n{FIRE}"


CUT = [(name, content[: len(content) * 2 // 3]) for name, content in {**DOCUMENTS, "a.xlsx": made.xlsx()}.items()]
OLE = made.SEEDS["ole"]
BAD: list[tuple[str, bytes, str]] = [
    *((name, content, "fetch it again") for name, content in CUT),
    *((name, b"", "the file is empty; leave it out") for name in [*DOCUMENTS, "a.zip", "a.eml", "a.srt", "a.xml"]),
    ("a.docx", OLE, "is protected with a password; save a copy without one"),
    ("a.xlsx", OLE, "is protected with a password; save a copy without one"),
    ("a.xls", OLE[:200], "a file of old Word, Excel or PowerPoint, which is not read; save it as DOCX or XLSX"),
    ("a.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "a binary file of a kind that is not read"),
    ("a.zip", made.zipped({"a.png": b"x"}), "no readable file in this archive"),
    ("a.zip", made.zipped({"a.txt": b"x"})[:-40], "was not fetched to its end"),
    ("a.srt", b"1\n00:00:01,000 --> 00:00:02,000\n\n", "no subtitle found"),
    ("a.xml", b"<?xml version='1.0'?><articles><article>", "broken or was not fetched to its end"),
    ("a.eml", b"From: a@b.c\nTo: d@e.f\nSubject: x\nDate: x\nMIME-Version: 1.0\n\n", "a message without text"),
    (
        "a.xlsx",
        made.xlsx([("who", "what"), ("me", 1)]),
        "no column 'text', 'body', 'content', 'article'; there are who, what;",
    ),
    ("a.opml", b"<?xml version='1.0'?><opml><body><outline xmlUrl='x'/></body></opml>", "give it to 'quotes watch'"),
]


@pytest.mark.parametrize(("name", "content", "said"), BAD, ids=lambda value: str(value)[:30])
def test_bad_input_is_one_line_that_says_what_to_do(tmp_path: Path, name: str, content: bytes, said: str) -> None:
    (tmp_path / name).write_bytes(content)
    articles, told = both(tmp_path / name)
    assert articles == [] and len(told) == 1
    assert told[0].startswith(f"{name}: ") and said in told[0] and ";" in told[0]


def _locked(path: Path) -> None:
    from fpdf import FPDF

    document = FPDF()
    document.set_encryption(owner_password="a", user_password="b")
    document.add_page()
    document.set_font("Helvetica")
    document.cell(text="Words.")
    document.output(str(path))


def _scanned(path: Path) -> None:
    from fpdf import FPDF
    from PIL import Image

    picture = io.BytesIO()
    Image.new("L", (60, 80), 128).save(picture, "png")
    document = FPDF()
    document.add_page()
    document.image(picture, 0, 0, 200)
    document.output(str(path))


@pytest.mark.parametrize(
    ("make", "said"), [(_locked, "is protected with a password"), (_scanned, "run OCR over it first")]
)
def test_a_pdf_that_cannot_be_read(tmp_path: Path, make: Callable[[Path], None], said: str) -> None:
    make(tmp_path / "a.pdf")
    articles, told = both(tmp_path / "a.pdf")
    assert articles == [] and len(told) == 1 and said in told[0]


def test_a_member_with_a_password_and_one_that_bursts(tmp_path: Path) -> None:
    content = bytearray(made.zipped({"a.txt": SAID.encode(), "b.txt": SAID.encode(), "c.txt": b"a" * 20_000_000}))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(mark) + offset] |= 1
    (tmp_path / "a.zip").write_bytes(bytes(content))
    ((article,), told) = both(tmp_path / "a.zip")
    assert article.text == SAID
    assert told == [
        "a.zip/a.txt: is protected with a password; unpack it first",
        "a.zip/c.txt: grows to more than 200 times its size; it is not read",
    ]


@pytest.mark.parametrize("name", ["a.docx", "a.xlsx"])
def test_a_document_that_bursts_is_refused(tmp_path: Path, name: str) -> None:
    kind = {"a.docx": "word/document.xml", "a.xlsx": "xl/workbook.xml"}[name]
    (tmp_path / name).write_bytes(made.zipped({kind: b" " * 20_000_000}))
    assert both(tmp_path / name) == (
        [],
        [f"{name}: holds a file that grows to more than 200 times its size; it is not read"],
    )


PACKED = {
    "a.zip": made.zipped(made.FILES | {"__MACOSX/._a.txt": b"x", "in.zip": made.zipped({"e.eml": made.EML})}),
    "a.tar": made.tarred(made.FILES | {"in.zip": made.zipped({"e.eml": made.EML})}),
    "a.tar.gz": made.tarred(made.FILES | {"e.eml": made.EML}, "w:gz"),
    "a.tar.xz": made.tarred(made.FILES | {"e.eml": made.EML}, "w:xz"),
}


@pytest.mark.parametrize("name", PACKED)
def test_each_member_of_an_archive(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(PACKED[name])
    articles, said = both(tmp_path / name)
    assert said == [] and len(articles) == 4 and all(SAID in article.text for article in articles)


@pytest.mark.parametrize(("name", "pack"), [("a.txt.bz2", bz2.compress), ("a.txt.xz", lzma.compress)])
def test_packed_text(tmp_path: Path, name: str, pack: Callable[[bytes], bytes]) -> None:
    (tmp_path / name).write_bytes(pack(SAID.encode()))
    ((article,), said) = both(tmp_path / name)
    assert (article.text, said) == (SAID, [])


def test_mail(tmp_path: Path) -> None:
    (tmp_path / "a.mbox").write_bytes(made.MBOX)
    articles, said = both(tmp_path / "a.mbox")
    assert said == [] and len(articles) == 2
    assert (articles[0].title, articles[0].source, articles[0].published) == (
        "Ferry talks end",
        "Skerry Lantern",
        "2026-03-01T09:00:00+00:00",
    )
    assert articles[0].text == f"{SAID}\n\nShe said the ferry would sail."


def test_a_day_beyond_all_numbers_costs_one_message(tmp_path: Path) -> None:
    mails = (
        f"From a@b.c Mon Mar  2 10:00:00 2026\nSubject: {day}\nDate: Mon, {day} Mar 2026 10:00:00 +0000\n\nWe know.\n"
        for day in (9**20, 2)
    )
    (tmp_path / "a.mbox").write_text("\n".join(mails))
    articles, (said,) = both(tmp_path / "a.mbox")
    assert [article.title for article in articles] == ["2"]
    assert said.startswith("a.mbox, message 1: a damaged message (OverflowError")


def test_a_saved_page(tmp_path: Path) -> None:
    (tmp_path / "a.mht").write_bytes(made.MHT)
    ((article,), _) = both(tmp_path / "a.mht")
    assert (article.title, article.url) == ("Ferry talks end", "https://lantern.example/a") and SAID in article.text


@pytest.mark.parametrize("layout", [plistlib.FMT_BINARY, plistlib.FMT_XML])
def test_a_page_that_safari_saved(tmp_path: Path, layout: plistlib.PlistFormat) -> None:
    archive = plistlib.loads(made.webarchive())
    (tmp_path / "a").write_bytes(plistlib.dumps(archive, fmt=layout))
    ((article,), _) = both(tmp_path / "a")
    assert (article.title, article.url) == ("Ferry talks end", "https://herald.example/2026/03/01/ferry")
    assert SAID in article.text and WOULD in article.text


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (made.webarchive(WebResourceMIMEType="application/pdf"), "a property list without a page"),
        (plistlib.dumps(["no", "archive"], fmt=plistlib.FMT_BINARY), "a property list without a page"),
        (plistlib.dumps({"WebMainResource": "none"}), "a property list without a page"),
        (made.webarchive()[:300], "a damaged web archive"),
        (b"bplist00", "a damaged web archive"),
        (made.webarchive(page=" "), "no article text found"),
    ],
)
def test_a_web_archive_without_an_article(tmp_path: Path, content: bytes, problem: str) -> None:
    (tmp_path / "a.webarchive").write_bytes(content)
    articles, (said,) = both(tmp_path / "a.webarchive")
    assert articles == [] and problem in said


def test_a_web_archive_in_an_encoding_that_nobody_knows(tmp_path: Path) -> None:
    (tmp_path / "a.webarchive").write_bytes(made.webarchive(WebResourceTextEncodingName="x-none"))
    ((article,), _) = both(tmp_path / "a.webarchive")
    assert SAID in article.text


VTT = "WEBVTT\n\n00:01.000 --> 00:04.000\n<v Ida Marlow>We were <i>stretched</i>,\nand tired.</v>\n\n"
VTT += "00:05.000 --> 00:07.000\n[door slams]\n\n00:08.000 --> 00:09.000\n<v Oskar Vane>And hungry.\n"
SRT = (
    "1\n00:00:01,000 --> 00:00:04,000\n>> IDA MARLOW: We were\nstretched.\n\n2\n00:00:05,000 --> 00:00:06,000\nVery.\n"
)


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (VTT, "[00:01] Ida Marlow: We were stretched, and tired.\n\n[00:08] Oskar Vane: And hungry."),
        (SRT, "[00:00:01] IDA MARLOW: “We were stretched. Very.”"),
        ("1\n00:00:01,000 --> 00:00:04,000\nNo name\nhere.\n", "No name here."),
    ],
)
def test_subtitles(tmp_path: Path, content: str, text: str) -> None:
    (tmp_path / "a.txt").write_text(content)
    assert [article.text for article in both(tmp_path / "a.txt")[0]] == [text]


def test_front_matter_and_what_is_set_off(tmp_path: Path) -> None:
    block = (
        f"---\ntitle: Ferry talks end\nauthor: [Orla Finch]\ndate: 2026-03-01\n---\n\n# Ferry talks end\n\n{WOULD}\n\n"
    )
    (tmp_path / "a.md").write_text(block + "> After that, nobody knows.\n>\n> — Oskar Vane, baker\n")
    ((article,), _) = both(tmp_path / "a.md")
    assert (article.title, article.author, article.published) == ("Ferry talks end", "Orla Finch", "2026-03-01")
    assert article.text == f"{WOULD}\n\n“After that, nobody knows.” — Oskar Vane, baker"


@pytest.mark.parametrize("kept", [0, 100])
@pytest.mark.parametrize("name", ["a.docx", "a.odt", "a.epub", "a.xlsx"])
def test_a_document_of_which_only_the_end_is_there_is_told(tmp_path: Path, name: str, kept: int) -> None:
    whole = (DOCUMENTS | {"a.xlsx": made.xlsx()})[name]
    (tmp_path / name).write_bytes(whole[whole.index(b"PK\x01\x02") - kept :])
    with pytest.raises(SourceError, match="damaged"):
        list(read(tmp_path / name, format=name[2:]))
