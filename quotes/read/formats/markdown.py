"""Read Markdown: the front matter as fields, the rest as the text that it shows."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from typing import Any

from quotes.errors import SourceError
from quotes.models import Article, content_id
from quotes.read.bounds import MOST_LINES
from quotes.read.decode import Stream
from quotes.read.fields import Fields, without_halves
from quotes.read.formats.extras import missing
from quotes.read.formats.guess import MATTER
from quotes.read.formats.row import to_article
from quotes.read.formats.sandbox import lines_of
from quotes.read.formats.text import split_text
from quotes.read.page.titles import fold


def read_markdown(stream: Stream, name: str, fields: Fields) -> Iterator[Article | SourceError]:
    """Yield the article of a Markdown file, or the several of a page that was saved as Markdown."""
    text = without_halves(stream.text().replace("\x00", "")).lstrip("\ufeff")
    if text.count("\n") > MOST_LINES:
        yield SourceError(name, f"a text of more than {MOST_LINES:,} lines", "split it")
        return
    match = MATTER.match(text)
    if not match:
        yield from _without_matter(text, name)
        return
    try:
        matter = _matter(match[0])
    except ImportError:
        yield missing(name, "the front matter of Markdown", "archives")
        return
    except ValueError as error:
        yield SourceError(
            name, f"front matter that cannot be read ({' '.join(str(error).split())[:150]})", "correct it there"
        )
        matter = {}
    body = _text(text[match.end() :])
    row = {str(key): value for key, value in matter.items()} | {"text": body}
    article = to_article(row, Fields(text="text"), name)
    yield article if isinstance(article, SourceError) else _headed(article)


def _matter(block: str) -> dict[str, Any]:
    """The fields of front matter in YAML or TOML.

    Raises:
        ValueError: it is neither.
        ImportError: there is no YAML.
    """
    inner = block.strip().strip("-+").strip()
    if block.startswith("+++"):
        found: Any = tomllib.loads(inner)
    else:
        import yaml

        try:
            found = yaml.safe_load(inner)
        except (yaml.YAMLError, RecursionError) as error:
            raise ValueError(str(error)) from error
    return found if isinstance(found, dict) else {}


def _without_matter(text: str, name: str) -> Iterator[Article | SourceError]:
    found = split_text(_text(text))
    if not found:
        yield SourceError(name, "an article with no text", "leave it out")
    yield from found


def _text(source: str) -> str:
    """The text that Markdown shows, with marks around what is set off as said."""
    from markdown_it import MarkdownIt

    return lines_of(MarkdownIt("commonmark", {"html": True, "maxNesting": 40}).render(source))


def _headed(article: Article) -> Article:
    """An article whose first line is its headline: as its title, or away if it repeats the title."""
    first, _, rest = article.text.partition("\n\n")
    if article.title and rest and fold(first) == fold(article.title):
        return article.model_copy(update={"text": rest})
    return article if article.title else article.model_copy(update=_titled(article, first, rest))


def _titled(article: Article, first: str, rest: str) -> dict[str, str]:
    pieces = split_text(article.text)
    if len(pieces) != 1 or not rest:
        return {}
    title = pieces[0].title
    if not title:
        return {}
    key = content_id(pieces[0].text, title=title, source=article.source)
    return {"title": title, "text": pieces[0].text} | (
        {} if article.id != content_id(article.text, source=article.source) else {"id": key}
    )
