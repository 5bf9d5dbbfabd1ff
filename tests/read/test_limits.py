"""Input that is too large, too deep or packed to burst: read in time, or refused with a line that says so."""

from __future__ import annotations

import gzip
import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from quotes.errors import SourceError
from quotes.extraction import deadline
from quotes.parallel import pool
from quotes.read import bounds, read
from quotes.read.formats.sandbox import page_articles
from quotes.read.page.split import split_page
from tests.read.formats import made
from tests.source_tree import ROOT

MB = 1_000_000
LIMITS = ROOT / "docs" / "limits.md"
SAID = "“The ferry will sail,” said Ida Brandt, the harbour master of Norwick. She said the crews would come back. "


def page(body: str) -> bytes:
    return f"<html><body><article>{body}</article></body></html>".encode()


READ: dict[str, tuple[str, Callable[[], bytes]]] = {
    "a text of 10 MB": ("a.txt", lambda: (SAID * 50 + "\n").encode() * 1900),
    "a text without a space": ("a.txt", lambda: b"a" * 10 * MB),
    "100,000 marks in a paragraph": ("a.txt", lambda: "“a” ".encode() * 50_000),
    "marks that close nothing": ("a.txt", lambda: b'"' * 100_000),
    "spaces in a line": ("a.txt", lambda: b"a" + b" " * MB + b"b"),
    "dots in a line": ("a.txt", lambda: b"a" + b". " * MB + b"b"),
    "wrapped lines": ("a.txt", lambda: b"x\n\n" + b"word " * 3 + b"\n" + (b"word " * 14 + b"w\n") * 90_000),
    "a web page with marks": ("a.html", lambda: page("<p>" + "“a” " * 50_000 + "</p>")),
    "a web page without a space": ("a.html", lambda: page("<p>" + "a" * MB + "</p>")),
    "a web page of scripts": (
        "a.html",
        lambda: page("<script>" + "a = '<p>';\n" * 9_000 + f"</script><p>{SAID * 9}"),
    ),
    "a row of 10 MB": ("a.jsonl", lambda: json.dumps({"text": SAID * 99_000}).encode()),
    "a cell of 10 MB": ("a.csv", lambda: f'text\n"{SAID * 99_000}"\n'.encode()),
}


@pytest.mark.parametrize("what", READ)
def test_large_input_is_read(tmp_path: Path, what: str) -> None:
    name, make = READ[what]
    (tmp_path / name).write_bytes(make())
    (article,) = read(tmp_path / name)
    assert len(article.text) > 50_000 or "scripts" in what


BLANK = (b" " * 9_999 + b"\n") * 100  # 1 MB
REFUSED: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "a long text": ("a.txt", lambda: b"a " * 9 * MB, "more than 16 MB in one piece"),
    "many lines": ("a.txt", lambda: b"a\n" * 100_001, "a text of more than 100,000 lines"),
    "a long page": ("a.html", lambda: page("a " * 9 * MB), "more than 16 MB in one piece"),
    "deep HTML": ("a.html", lambda: page("<div>" * 100_000 + SAID), "nested more than 255 deep"),
    "deep HTML, closed": ("a.html", lambda: page("<i>" * 9_000 + SAID + "</i>" * 9_000), "nested more than 255 deep"),
    "a broad page": ("a.html", lambda: page("<p>a</p>" * 20_001), "HTML with more than 20,000 elements"),
    "a page in one text": ("a.html", lambda: page("a" * 11 * MB), "HTML with a text of more than 10 MB"),
    "deep JSON": ("a.json", lambda: b'{"a":' * 100_000, "not valid JSON: nested too deep"),
    "deep JSON Lines": ("a.jsonl", lambda: b"[" * 100_000 + b"\n", "a.jsonl:1: not valid JSON: nested too deep"),
    "long numbers": (
        "a.jsonl",
        lambda: b'{"text": "a", "id": ' + b"1" * 9_000 + b"}",
        "a.jsonl:1: not valid JSON: a number of more than 4,300 digits; write",
    ),
    "a mark that is not closed": ("a.csv", lambda: b'text\n"' + BLANK * 68, "a.csv:"),
    "a packed text": ("a.txt.gz", lambda: gzip.compress(b"a" * 30 * MB), "16 MB"),
    "packed lines": ("a.jsonl.gz", lambda: gzip.compress(BLANK * 30), "grows to more than 200 times its size"),
    "a packed archive": (
        "a.warc.gz",
        lambda: gzip.compress(b"WARC/1.0\r\nContent-Length: 0\r\n\r\n" + BLANK * 30),
        "200 times its size",
    ),
    "many sheets": (
        "a.xlsx",
        lambda: changed(made.xlsx(), "workbook.xml", lambda text: re.sub("<sheet .*?/>", r"\g<0>" * 1_001, text)),
        "a spreadsheet of more than 1,000 sheets",
    ),
    "headers without end": ("a.warc", lambda: b"WARC/1.0\r\n" + b"a: b\r\n" * 99_000, "more than 256 kB of headers"),
    "a header without end": ("a.warc", lambda: b"WARC/1.0\r\n" + b"a" * MB, "more than 256 kB of headers"),
    "a deep feed": ("a.rss", lambda: b"<rss version='2.0'><channel>" + b"<a>" * 100_000, "no entry of RSS or Atom"),
    "a long feed": ("a.rss", lambda: b"<rss>" + b" " * 17 * MB, "a feed of more than 16 MB"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_past_a_bound_there_is_one_clear_line(tmp_path: Path, what: str) -> None:
    name, make, said = REFUSED[what]
    (tmp_path / name).write_bytes(make())
    errors: list[SourceError] = []
    assert list(read(tmp_path / name, on_error=errors.append)) == []
    assert said in str(errors[0]) and len(str(errors[0])) < 600


def changed(content: bytes, part: str, change: Callable[[str], str]) -> bytes:
    """A ZIP file with one of its parts changed."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            text = before.read(name)
            after.writestr(name, change(text.decode()).encode() if name.endswith(part) else text)
    return file.getvalue()


def test_what_a_book_or_a_spreadsheet_names_over_and_over_is_read_once(tmp_path: Path) -> None:
    def often(text: str) -> str:
        return re.sub(r"<(itemref|sheet) .*?/>", lambda found: found[0] * 900, text)

    (tmp_path / "a.epub").write_bytes(changed(made.epub(), ".opf", often))
    (tmp_path / "a.xlsx").write_bytes(changed(made.xlsx(), "workbook.xml", often))
    (book,), (row,) = read(tmp_path / "a.epub"), read(tmp_path / "a.xlsx")
    assert book.text.count(made.FERRY[0]) == 1 and made.SAID in row.text


def test_a_row_that_no_spreadsheet_has_ends_it(tmp_path: Path) -> None:
    def far(text: str) -> str:
        return re.sub(r'r="([A-C]?)3"', r'r="\g<1>99999999999"', text)

    rows = made.xlsx([("id", "text"), (1, SAID), (2, SAID)])
    (tmp_path / "a.xlsx").write_bytes(changed(rows, "sheet1.xml", far))
    errors: list[SourceError] = []
    assert [article.id for article in read(tmp_path / "a.xlsx", on_error=errors.append)] == ["1"]
    assert [error.problem for error in errors] == ["a row after the 1,048,576th, which no spreadsheet has"]


def test_what_stands_after_a_line_that_is_too_long_is_read(tmp_path: Path) -> None:
    with (tmp_path / "a.jsonl").open("w") as file:
        file.write('{"text": "' + "a" * bounds.LONGEST_LINE + '"}\n{"text": "Two."}\n')
    errors: list[SourceError] = []
    assert [article.text for article in read(tmp_path / "a.jsonl", on_error=errors.append)] == ["Two."]
    assert [str(error).rpartition("/")[2] for error in errors] == [
        "a.jsonl:1: a line of more than 64 MB; write one article on each line"
    ]


def test_a_feed_that_names_itself_over_and_over_does_not_grow(tmp_path: Path) -> None:
    names = "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 12))
    feed = f"<!DOCTYPE x [<!ENTITY a0 'ha'>{names}]><rss version='2.0'><channel><item><description>&a11; Words."
    (tmp_path / "a.rss").write_text(feed + "</description></item></channel></rss>")
    assert sum(len(article.text) for article in read(tmp_path / "a.rss", on_error=lambda error: None)) < 1000


def test_a_page_that_keeps_a_library_busy_is_given_up() -> None:
    """So many attributes of one element take it minutes, in which it hears no signal."""
    source = "<p " + " ".join(f"a{number}" for number in range(300_000)) + ">"
    (error,) = page_articles(source, "a.html", seconds=2.0)
    assert str(error) == "a.html: HTML that takes more than 2 seconds to take apart; save the text of its article"
    paragraphs = "".join(f"<p>{number}. {SAID}</p>" for number in range(2000))
    (article,) = page_articles(f"<article>{paragraphs}</article>", "b.html")
    assert SAID.strip() in getattr(article, "text", "")


BLOCKS = (
    "Tarn Post\n3 hours ago\n",
    "Tarn Post\n- Tarn Post\n",
    "Tarn Post\n",
    f"{SAID}\n3 hours ago\n",
    f"Related\n{SAID}\n",
)


@pytest.mark.parametrize("block", BLOCKS)
def test_a_page_is_not_read_over_and_over(block: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Twice the page looks at twice the lines: counted, not timed."""
    monkeypatch.setattr("quotes.read.page.split._lines", lambda text: ((line, False) for line in text.splitlines()))
    looks = [_looks(block * times, monkeypatch) for times in (200, 400)]
    assert looks[1] < 2.2 * looks[0]


def _looks(text: str, monkeypatch: pytest.MonkeyPatch) -> int:
    """How often the kind of a line is asked for while a page is split."""
    from quotes.read.page import lines, split

    count = 0

    class Seen(lines.Line):
        def __getattribute__(self, name: str) -> object:
            nonlocal count
            count += name == "kind"
            return super().__getattribute__(name)

    def classify(text: str, *, gap: bool = False) -> lines.Line:
        line = lines.classify(text, gap=gap)
        return Seen(**{name: getattr(line, name) for name in lines.Line.__dataclass_fields__})

    monkeypatch.setattr(split, "classify", classify)
    split_page(text)
    return count


def _told() -> Iterator[tuple[str, float]]:
    """The bounds that the document gives, in its units."""
    units = {"MB": 1024 * 1024, "kB": 1024, "": 1}
    for name, number, unit in re.findall(r"^\| `(\w+)` \| ([\d,]+) ?(MB|kB|) \|", LIMITS.read_text(), re.M):
        yield name, int(number.replace(",", "")) * units[unit]


def test_the_document_tells_every_bound() -> None:
    there = {name: value for name, value in vars(bounds).items() if name.isupper() and name != "MB"}
    of_workers = {name: getattr(deadline, name) for name in ("LEAST_SECONDS", "CHARACTERS_A_SECOND")}
    of_workers["START_SECONDS"] = pool.START_SECONDS
    assert dict(_told()) == there | of_workers
