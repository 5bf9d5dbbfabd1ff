"""Damaged gzip files: each part that is lost is named, and what comes after it is read where a format allows that."""

from __future__ import annotations

import gzip
import io
import json
import random
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from quotes.read.gzip_members import GzipMembers, LostError
from tests.read.formats.sources import FERRY, PAGE, URL, both, record

PAGES = [record(URL.format(n), PAGE.format(f"Ferry {n}").encode()) for n in range(7)]
LINES = [json.dumps({"id": str(n), "text": FERRY}).encode() + b"\n" for n in range(7)]
HEADER = 10  # bytes before what is compressed
DAMAGE: dict[str, Callable[[bytes], bytes]] = {
    "broken at its beginning": lambda member: b"\x1f\x8b" + b"\xff" * HEADER + member[HEADER:],
    "broken in the middle": lambda member: member[: len(member) // 2] + b"\xff" * 8 + member[len(member) // 2 + 8 :],
    "a wrong checksum": lambda member: member[:-8] + b"\x00\x01\x02\x03" + member[-4:],
    "a wrong length": lambda member: member[:-4] + b"\x00\x01\x02\x03",
    "cut short in the middle": lambda member: member[: len(member) // 2],
    "cut short by a byte": lambda member: member[:-1],
    "without its checksum": lambda member: member[:-8],
    "only its header": lambda member: member[:HEADER],
    "rubbish": lambda member: b"\x1f\x8b" + random.Random("r").randbytes(5_000),
    "the word that begins each member": lambda member: b"\x1f\x8b\x08\x00" * 500,
}


@pytest.mark.parametrize("what", DAMAGE)
@pytest.mark.parametrize("place", [0, 3, 6])
@pytest.mark.parametrize(("name", "parts"), [("a.warc.gz", PAGES), ("a.jsonl.gz", LINES)])
def test_a_damaged_member_costs_itself_alone(
    tmp_path: Path, what: str, place: int, name: str, parts: list[bytes]
) -> None:
    members = [gzip.compress(part) for part in parts]
    start = sum(map(len, members[:place]))
    members[place] = DAMAGE[what](members[place])
    (tmp_path / name).write_bytes(b"".join(members))
    articles, said = both(tmp_path / name)
    found = {int(re.sub(r"\D", "", article.title or article.id)) for article in articles}
    whole = what in ("a wrong checksum", "a wrong length", "cut short by a byte", "without its checksum")
    assert found - {place} == set(range(7)) - {place}
    assert place not in found or (whole and name == "a.jsonl.gz")  # a line is read before its checksum
    named = [line for line in said if f": bytes {start:,} to " in line]
    assert len(named) == 1 and "of the gzip file are damaged (" in named[0]
    assert len(said) <= 2 and all(line.startswith(name) for line in said)


def test_rubbish_between_members_costs_nothing(tmp_path: Path) -> None:
    members = [gzip.compress(page) for page in PAGES]
    first = len(members[0]) + len(members[1])
    members[1:2] = [members[1], b"rubbish"]
    (tmp_path / "a.warc.gz").write_bytes(b"".join(members) + b"\x00" * 999)
    articles, said = both(tmp_path / "a.warc.gz")
    assert [article.title for article in articles] == [f"Ferry {n}" for n in range(7)]
    assert said == [
        f"a.warc.gz, after record 2: bytes {first:,} to {first + 7:,} of the gzip file are damaged (something else than"
        " gzip); they are left out, and what comes after them is read; fetch it again"
    ]


@pytest.mark.parametrize("damaged", [2, 3, 4, 6])
@pytest.mark.parametrize("more", [10**9, 3000])
def test_a_length_that_lies_before_a_damaged_member(tmp_path: Path, damaged: int, more: int) -> None:
    lying = re.sub(rb"Content-Length: (\d+)", lambda found: b"Content-Length: %d" % (int(found[1]) + more), PAGES[1])
    members = [gzip.compress(page) for page in (PAGES[0], lying, *PAGES[2:])]
    members[damaged] = DAMAGE["broken in the middle"](members[damaged])
    (tmp_path / "a.warc.gz").write_bytes(b"".join(members))
    articles, said = both(tmp_path / "a.warc.gz")
    assert [article.title for article in articles] == [f"Ferry {n}" for n in range(7) if n not in (1, damaged)]
    assert said[0].startswith("a.warc.gz, record 2: a damaged record (it is ")
    assert sum("of the gzip file are damaged" in line for line in said) == 1


@pytest.mark.parametrize(
    "name, content", [("a.csv.gz", b"id,text\n" + b"1,%b\n" % FERRY.encode()), ("a.txt.gz", FERRY.encode())]
)
def test_what_is_read_as_a_whole_is_told_to_break_off(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(gzip.compress(content)[:-1] + gzip.compress("2,“No,” said Olaf Stein.\n".encode()))
    articles, said = both(tmp_path / name)
    assert len(said) == 1 and said[0].startswith(f"{name}: a damaged gzip file (a wrong length in its bytes 0 to ")
    assert said[0].endswith("what was read from it may be wrong, and the rest is not read; fetch it again")
    assert all(article.text == FERRY for article in articles)


def test_a_damaged_beginning_of_what_is_read_as_a_whole(tmp_path: Path) -> None:
    (tmp_path / "a.txt.gz").write_bytes(gzip.compress(FERRY.encode())[:HEADER] + gzip.compress(FERRY.encode()))
    articles, said = both(tmp_path / "a.txt.gz")
    assert not articles and len(said) == 1 and "a damaged gzip file" in said[0]


@pytest.mark.parametrize("content", [b"\x1f\x8b" * 9, b"\x1f\x8b\x07" + b"x" * 99, b"\x1f\x8b\x08"])
def test_nothing_but_a_beginning(tmp_path: Path, content: bytes) -> None:
    for name in ("a.warc.gz", "a.jsonl.gz", "a.txt.gz"):
        (tmp_path / name).write_bytes(content)
        articles, said = both(tmp_path / name)
        assert not articles and len(said) == 1 and "gzip" in said[0]


def members_of(content: bytes) -> tuple[bytes, list[LostError]]:
    """All that can be read, and what is lost."""
    stream, buffer = GzipMembers(io.BufferedReader(io.BytesIO(content)), "it"), bytearray(50_000)  # type: ignore[arg-type]
    read, lost = bytearray(), []
    while True:
        try:
            if not (count := stream.readinto1(buffer)):
                return bytes(read), lost
            read += buffer[:count]
        except LostError as error:
            lost.append(error)


@pytest.mark.parametrize("seed", range(20))
def test_members_that_are_whole_are_read_to_the_byte(seed: int) -> None:
    luck = random.Random(seed)
    content = [luck.randbytes(luck.choice((0, 1, 700, 70_000))) * luck.randint(1, 9) for _ in range(12)]
    members = [gzip.compress(part, luck.randint(0, 9)) for part in content]
    assert members_of(b"".join(members)) == (b"".join(content), [])
    cut = luck.randrange(12)
    until = luck.randrange(1, len(members[cut]))
    read, lost = members_of(b"".join([*members[:cut], members[cut][:until], *members[cut + 1 :]]))
    assert read.startswith(b"".join(content[:cut])) and read.endswith(b"".join(content[cut + 1 :]))
    assert [error.where for error in lost] == ["it"]


@pytest.mark.parametrize("size", [100, 60_000, 70_000, 200_000, 3_000_000])
def test_members_that_shrink_much_are_read_to_the_byte(size: int) -> None:
    content = [f"ferry {number} ".encode() * (size // 8) for number in range(9)]
    assert members_of(b"".join(map(gzip.compress, content))) == (b"".join(content), [])


def test_long_pages_of_a_warc_file_are_all_read(tmp_path: Path) -> None:
    pages = [record(URL.format(n), PAGE.format(f"Ferry {n}").encode() + b"<!-- -->\n" * 20_000) for n in range(7)]
    (tmp_path / "a.warc.gz").write_bytes(b"".join(map(gzip.compress, pages)))
    articles, said = both(tmp_path / "a.warc.gz")
    assert [article.title for article in articles] == [f"Ferry {n}" for n in range(7)] and said == []


def test_what_looks_like_members_inside_a_damaged_one_takes_time_in_proportion() -> None:
    """Each of 40,000 beginnings goes on for a while before it fails, and would be followed from each anew."""
    stored = b"\x1f\x8b\x08" + b"\x00" * 7 + b"\x00\xff\xff\x00\x00"
    read = [len(members_of(stored * count)[0]) for count in (20_000, 40_000)]
    assert read[1] < 100 * len(stored) * 40_000
