"""Encodings: each is read to the letter, or refused by the name of its file; a page may lie about its own."""

from __future__ import annotations

import codecs
import json
from pathlib import Path
from random import Random

import pytest

from quotes.errors import SourceError
from quotes.read import read


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("« Le café est fermé », a déclaré le maire d'Évreux. « Nous n'avons rien décidé. » ", "cp1252"),
        ("The mayor said the bridge would stay shut. “We’ve not decided,” she said – and that was all. ", "cp1252"),
        ("Burmistrz Łodzi powiedział we wtorek, że most pozostanie zamknięty. „Nic”, dodał po posiedzeniu. ", "cp1250"),
        ("Министр заявил во вторник, что паром не будет работать. «Мы ничего не решили», — сказал он. ", "cp1251"),
    ],
)
@pytest.mark.parametrize("times", [1, 12])
def test_what_news_was_written_in_before_utf8(tmp_path: Path, text: str, encoding: str, times: int) -> None:
    (tmp_path / "a.txt").write_bytes((text * times).encode(encoding))
    assert text.strip() in next(read(tmp_path / "a.txt")).text


@pytest.mark.parametrize("times", [1, 30])
@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("「橋は閉鎖されたままだ」と市長は述べた。港湾労働者は金曜日に戻ると彼女は語った。\n", "shift_jis"),
        ("「橋は閉鎖されたままだ」と市長は述べた。港湾労働者は金曜日に戻ると彼女は語った。\n", "euc_jp"),
        ("The mayor said it in Japanese, on Friday: 「橋は閉鎖されたままだ」と市長は述べた。\n", "shift_jis"),
        ("“다리는 닫혀 있습니다”라고 시장은 말했다. 항만 노동자들은 금요일에 돌아올 것이라고 했다.\n", "euc_kr"),
        ("市长说：“桥仍然关闭。”她说，港口工人将在星期五返回，没有人被问及。\n", "gb18030"),
        ("市長說：「橋仍然關閉。」她說，港口工人將在星期五返回，沒有人被問及。\n", "big5"),
        ("“It’s shut,” the mayor said. Nobody was asked, and that was all that she had to say for now.\n", "gbk"),
        ("“It’s shut,” the mayor said. Nobody was asked, and that was all that she had to say for now.\n", "shift_jis"),
        ("“It’s shut,” the mayor said. Nobody was asked, and that was all that she had to say for now.\n", "euc_jp"),
        ("“It’s shut,” the mayor said. Nobody was asked, and that was all that she had to say for now.\n", "euc_kr"),
        ("“It’s shut,” the mayor said. Nobody was asked, and that was all that she had to say for now.\n", "big5"),
        ("「橋は閉鎖されたままだ」と市長は述べた。\n", "iso2022_jp"),
        ("“The bridge is shut,” the mayor of Łódź said – and that was all.\n", "utf-32"),
        ("“The bridge is shut,” the mayor of Łódź said – and that was all.\n", "utf-16"),
    ],
)
def test_characters_of_two_bytes_and_of_four(tmp_path: Path, text: str, encoding: str, times: int) -> None:
    (tmp_path / "a.txt").write_bytes((text * times).encode(encoding))
    assert "".join(next(read(tmp_path / "a.txt")).text.split()) == "".join((text * times).split())


def test_marks_of_east_asia_among_bytes_that_are_not_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("“It’s shut,” she said of the café. “No.”".encode("shift_jisx0213"))
    with pytest.raises(SourceError, match="neither UTF-8 nor any encoding"):
        list(read(tmp_path / "a.txt"))


@pytest.mark.parametrize("bom", [codecs.BOM_UTF32_BE, codecs.BOM_UTF32_LE])
def test_the_mark_of_utf_32_is_not_taken_for_that_of_utf_16(tmp_path: Path, bom: bytes) -> None:
    encoding = "utf-32-be" if bom == codecs.BOM_UTF32_BE else "utf-32-le"
    (tmp_path / "a.txt").write_bytes(bom + "“No,” she said.".encode(encoding))
    assert next(read(tmp_path / "a.txt")).text == "“No,” she said."


@pytest.mark.parametrize("size", [4, 10, 30, 100, 200, 1000])
@pytest.mark.parametrize("seed", range(9))
def test_noise_is_no_exotic_alphabet(tmp_path: Path, size: int, seed: int) -> None:
    noise = Random(seed)
    (tmp_path / "a.txt").write_bytes(
        bytes(noise.randrange(128, 256) if noise.random() < 0.85 else 32 for _ in range(size))
    )
    with pytest.raises(SourceError, match=r"encoding|binary"):
        list(read(tmp_path / "a.txt"))


MARKED = (
    "Ida Márquez, who owns the café at the pier, says the naïve plan has to go. “The ferry can’t run at night,” "
    "she said. The mayor, René Holm, put its price at £3,000 a week.\n"
)
BARE = MARKED.translate(str.maketrans("“”’", '""\''))
RUSSIAN = "Паром не будет ходить ночью, сказал мэр Иван Петров. Мы потеряем половину торговли.\nЯ знаю, заявила она.\n"
CHINESE = "渡轮将在周末停运。\n“渡轮不会在晚上运行，”市长李明说。居民王芳表示，计划必须改变。\n"
JAPANESE = "フェリーは週末に運休。\n「フェリーは夜は運航しません」と市長の田中健は述べた。\n"


@pytest.mark.parametrize("ending", ["le", "be"])
@pytest.mark.parametrize("width", [16, 32])
@pytest.mark.parametrize("text", [MARKED, BARE, RUSSIAN, CHINESE, JAPANESE])
@pytest.mark.parametrize("times", [1, 600])
def test_wide_characters_without_a_mark(tmp_path: Path, text: str, width: int, ending: str, times: int) -> None:
    (tmp_path / "a.txt").write_bytes((text * times).encode(f"utf-{width}-{ending}"))
    assert "".join(next(read(tmp_path / "a.txt")).text.split()) == "".join((text * times).split())


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (BARE, "cp850"),
        (BARE, "cp437"),
        (BARE, "cp1252"),
        (BARE, "mac_roman"),
        (BARE, "iso8859-15"),
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8_r"),
        (RUSSIAN, "mac_cyrillic"),
        (CHINESE, "hz"),
        (CHINESE, "gb18030"),
        ("She paid £3,000 for Zoë’s café – “no more than that”, as she said on Monday in the market hall.\n", "cp1252"),
    ],
)
def test_older_encodings_are_read_to_the_letter(tmp_path: Path, text: str, encoding: str) -> None:
    (tmp_path / "a.txt").write_bytes(text.encode(encoding))
    assert "".join(next(read(tmp_path / "a.txt")).text.split()) == "".join(text.split())


@pytest.mark.parametrize(
    ("claimed", "encoding"),
    [
        *(
            (claimed, "cp1252")
            for claimed in ("utf-8", "koi8-r", "gb2312", "big5", "macintosh", "ibm850", "iso-8859-15")
        ),
        *((claimed, "cp1252") for claimed in ("cp037", "utf-16", "utf-7", "x-none", "iso-8859-5", "shift_jis", "idna")),
        *((claimed, "utf-8") for claimed in ("iso-8859-1", "windows-1252", "utf-16", "koi8-r", "cp037")),
        ("utf-8", "utf-16-le"),
        ("macintosh", "mac_roman"),
        ("koi8-r", "utf-16"),
    ],
)
def test_a_page_that_lies_about_its_encoding(tmp_path: Path, claimed: str, encoding: str) -> None:
    page = (
        f'<html><head><meta charset="{claimed}"></head><body><article><p>{MARKED}</p><p>{MARKED}</p></article></body>'
    )
    (tmp_path / "a.html").write_bytes(page.encode(encoding))
    assert MARKED.strip() in next(read(tmp_path / "a.html")).text


@pytest.mark.parametrize("encoding", ["koi8-r", "windows-1251", "iso-8859-5", "x-mac-cyrillic", "ibm866"])
def test_a_page_that_tells_its_encoding_is_believed(tmp_path: Path, encoding: str) -> None:
    page = (
        f'<html><head><meta charset="{encoding}"></head><body><p>{RUSSIAN * 3}</p><p>SMSка, iPhoneов.</p></body></html>'
    )
    known = {"x-mac-cyrillic": "mac_cyrillic"}.get(encoding, encoding)
    (tmp_path / "a.html").write_bytes(page.encode(known))
    assert RUSSIAN.partition("\n")[0] in next(read(tmp_path / "a.html")).text


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (MARKED.encode("utf-7"), "is in UTF-7, which is not read; save it as UTF-8"),
        (json.dumps({"text": MARKED}, ensure_ascii=False).encode("utf-7"), "is in UTF-7"),
        *((BARE.encode(ebcdic), "neither UTF-8 nor any encoding") for ebcdic in ("cp037", "cp500", "cp1140")),
        (MARKED.encode() + MARKED.encode("cp1252"), "a broken encoding"),
        (MARKED.encode("cp1252") + MARKED.encode(), "a broken encoding"),
        (BARE.encode("ascii", "ignore") * 600 + MARKED.encode("cp1252"), "a broken encoding"),
        (MARKED.encode().replace(b" ", b"\0"), "a binary file"),
        (MARKED.encode() + b"\0" * 4096, "a binary file"),
        (MARKED.encode().replace(b"f", b"\xc1\xa6"), "encoding"),
    ],
)
def test_what_is_no_text_in_one_encoding_is_refused_by_name(tmp_path: Path, content: bytes, problem: str) -> None:
    (tmp_path / "a.txt").write_bytes(content)
    with pytest.raises(SourceError, match=problem) as raised:
        list(read(tmp_path / "a.txt"))
    assert str(raised.value).startswith(str(tmp_path / "a.txt"))


@pytest.mark.parametrize("text", ["Call +1555-0100 or +44 20 7946 0018; C++ and A+B+C.", "1+IBw, 2+ABC, a+b-c: +Ibx-"])
def test_a_plus_is_no_utf_7(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.txt").write_text(text)
    assert next(read(tmp_path / "a.txt")).text == text


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32-be", "cp1252"])
def test_tables_and_json_lines_in_the_encodings_of_spreadsheets(tmp_path: Path, encoding: str) -> None:
    cells = ["id\ttitle\ttext", *(f'{n}\tCafé {n}\t"{MARKED.strip()}"' for n in (1, 2))]
    (tmp_path / "a.csv").write_bytes("\r\n".join(cells).encode(encoding))
    lines = [json.dumps({"id": n, "title": f"Café {n}", "text": MARKED.strip()}, ensure_ascii=False) for n in (1, 2)]
    (tmp_path / "a.jsonl").write_bytes("\n".join(lines).encode(encoding))
    for name in ("a.csv", "a.jsonl"):
        found = [(article.title, article.text) for article in read(tmp_path / name)]
        assert found == [("Café 1", MARKED.strip()), ("Café 2", MARKED.strip())]
