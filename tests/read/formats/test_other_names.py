"""Files that are not what their names say: read as what they are, or refused; never an article of what is no text."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from quotes.errors import SourceError
from quotes.models import Article
from quotes.read import read

NOISE = random.Random(1).randbytes(3000)
PROSE = "“We were stretched,” said Ida Marlow, a union secretary.\n"
PACKED = ("xlsx", "docx", "odt", "epub", "pdf", "parquet", "webarchive", "zip", "tar", "tgz")


def found(path: Path) -> list[Article]:
    return list(read(path))


@pytest.mark.parametrize("content", [NOISE, b'{"a": ', PROSE.encode()], ids=["noise", "cut short", "text"])
@pytest.mark.parametrize("ending", PACKED)
def test_what_is_named_as_no_text_ever_is_and_is_not_that_is_refused(
    tmp_path: Path, ending: str, content: bytes
) -> None:
    (tmp_path / f"it.{ending}").write_bytes(content)
    with pytest.raises(SourceError, match="it"):
        found(tmp_path / f"it.{ending}")


@pytest.mark.parametrize("ending", ["eml", "mht", "mbox", "doc", "xls", "txt", "md"])
def test_noise_is_no_article_whatever_its_name(tmp_path: Path, ending: str) -> None:
    (tmp_path / f"it.{ending}").write_bytes(NOISE)
    with pytest.raises(SourceError, match="it"):
        found(tmp_path / f"it.{ending}")


def test_mail_with_one_header_is_mail_and_text_that_is_named_as_mail_is_text(tmp_path: Path) -> None:
    (tmp_path / "it.eml").write_text(f"Subject: Ferries\n\n{PROSE}", encoding="utf-8")
    (tmp_path / "text.eml").write_text(PROSE, encoding="utf-8")
    (tmp_path / "old.doc").write_text(PROSE, encoding="utf-8")
    (mail,), (text,), (old,) = (found(tmp_path / name) for name in ("it.eml", "text.eml", "old.doc"))
    assert (mail.title, text.title, old.title) == ("Ferries", None, None)
    assert text.text.strip() == old.text.strip() == PROSE.strip()
