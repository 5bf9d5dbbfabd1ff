"""Read gold: articles whose quotations people have marked, one JSON object a line."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Self

from pydantic import BaseModel, ConfigDict, ValidationError, model_validator

from quotes.errors import SourceError
from quotes.models import Act, Article, Passage, QuoteKind


class GoldQuote(BaseModel):
    """A quotation as people marked it. A field that is missing is not scored.

    Attributes:
        speaker_text: the words of the mention, as they stand in the article.
        speaker_entity: the accepted names of the real speaker, or None where nobody wrote them down.
        joint: True if several speak together; any of them is then an accepted name.
        speakers: the names of all who speak, one each, or None if gold does not tell them apart.
        act: what the speaker does in saying it, or None if gold does not say.
        mention_known: False if gold names a speaker but not the words that mention him.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    spans: tuple[Passage, ...]
    kind: QuoteKind
    cue: tuple[Passage, ...] | None = None
    speaker_mention: tuple[Passage, ...] | None = None
    speaker_text: str | None = None
    speaker_entity: tuple[str, ...] | None = None
    joint: bool = False
    speakers: tuple[str, ...] | None = None
    act: Act | None = None
    mention_known: bool = True

    @model_validator(mode="before")
    @classmethod
    def _read_own_form(cls, data: Any) -> Any:
        """Accept one name as a list of one, and `speaker` and `speakers` of our own articles as the accepted names."""
        if not isinstance(data, dict):
            return data
        entity, speaker, several = data.get("speaker_entity"), data.get("speaker"), data.get("speakers")
        if isinstance(several, list) and len(several) > 1:
            data = {"joint": True} | data
        if isinstance(entity, str):
            return data | {"speaker_entity": [entity]}
        if "speaker_entity" not in data and speaker:
            names = [speaker, *several] if data.get("joint") and isinstance(several, list) else [speaker]
            return data | {"speaker_entity": names, "mention_known": bool(data.get("speaker_mention"))}
        return data


class GoldArticle(BaseModel):
    """An article with the quotations people found in it."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    id: str
    text: str
    title: str | None = None
    source: str | None = None
    language: str | None = None
    quotes: tuple[GoldQuote, ...]

    @model_validator(mode="after")
    def _offsets_lie_in_the_text(self) -> Self:
        for number, quote in enumerate(self.quotes, start=1):
            for name in ("spans", "cue", "speaker_mention"):
                for start, end in getattr(quote, name) or ():
                    if not start < end <= len(self.text):
                        problem = f"[{start}, {end}) is not a passage of a text of {len(self.text)} characters"
                        raise ValueError(f"quote {number}: {name}: {problem}")
        return self

    def article(self) -> Article:
        """The article without its quotations, for `extract`."""
        return Article.model_validate(self.model_dump(include={"id", "title", "source", "language", "text"}))

    def words_at(self, passages: Iterable[Passage] | None) -> str:
        """The words of passages, joined by a space."""
        return " ".join(self.text[start:end] for start, end in passages or ())


def read_gold(path: str | Path) -> list[GoldArticle]:
    """Read the articles of a gold file: JSON Lines, gzipped or not.

    Raises:
        SourceError: the file cannot be read, or a line is invalid; the message names the line and the problem.
    """
    path = Path(path)
    articles: dict[str, GoldArticle] = {}
    for number, line in _lines(path):
        article = _parse_line(line, f"{path}:{number}")
        if article.id in articles:
            raise SourceError(f"{path}:{number}", f"the id {article.id!r} was there before", "ids tell apart")
        articles[article.id] = article
    if not articles:
        raise SourceError(path, "no articles in it", "give a file with one JSON object a line")
    return list(articles.values())


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    """The lines that are not blank, with their numbers."""
    try:
        data = path.read_bytes()
        text = (gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data).decode("utf-8-sig")
    except OSError as error:
        raise SourceError(path, f"cannot be read ({error.strerror or error})") from error
    except (UnicodeDecodeError, EOFError) as error:
        raise SourceError(path, "is not UTF-8 text", "gold is JSON Lines in UTF-8") from error
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            yield number, line


def _parse_line(line: str, where: str) -> GoldArticle:
    """Parse one line, or raise an error that names the line and the problem."""
    try:
        return GoldArticle.model_validate(json.loads(line))
    except json.JSONDecodeError as error:
        raise SourceError(where, f"invalid JSON ({error.msg}, column {error.colno})") from error
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        field = ".".join(map(str, first["loc"]))
        problem = f"{field}: {first['msg']}" if field else first["msg"]
        raise SourceError(where, problem, "gold needs id, text and quotes with spans and kind") from error
