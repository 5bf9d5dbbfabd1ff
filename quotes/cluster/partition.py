"""Cut the articles of a source into partitions, limited in number and bytes and named by their content."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from quotes.models import Article

MOST_ARTICLES = 200
MOST_BYTES = 2_000_000  # as JSON; a larger article is a partition by itself


class Partition(NamedTuple):
    """Some successive articles of a source.

    Attributes:
        id: 20 hex digits, the same for the same articles in the same order.
        first, last: the numbers of its first and last article in the source, from 1.
        ids: the ids of the first and the last article.
        payload: the articles, one a line as JSON in ASCII.
    """

    id: str
    source: str
    first: int
    last: int
    ids: tuple[str, str]
    payload: bytes

    @property
    def articles(self) -> int:
        return self.last - self.first + 1


def cut(
    articles: Iterable[Article], source: str, *, most_articles: int = MOST_ARTICLES, most_bytes: int = MOST_BYTES
) -> Iterator[Partition]:
    """Yield the articles as partitions, in order; only one partition is in memory at a time."""
    lines: list[bytes] = []
    ids: list[str] = []
    size, first = 0, 1
    for article in articles:
        line = json.dumps(article.model_dump(exclude={"quotes"}), separators=(",", ":")).encode("ascii")
        if lines and (len(lines) >= most_articles or size + len(line) > most_bytes):
            yield _partition(source, first, ids, lines)
            first, size, lines, ids = first + len(lines), 0, [], []
        lines.append(line)
        ids.append(article.id)
        size += len(line)
    if lines:
        yield _partition(source, first, ids, lines)


def _partition(source: str, first: int, ids: list[str], lines: list[bytes]) -> Partition:
    payload = b"\n".join(lines)
    name = hashlib.sha256(payload).hexdigest()[:20]
    return Partition(name, source, first, first + len(lines) - 1, (ids[0], ids[-1]), payload)


def articles_of(payload: bytes) -> list[Article]:
    """The articles of a partition."""
    return [Article.model_validate(json.loads(line)) for line in payload.split(b"\n")]
