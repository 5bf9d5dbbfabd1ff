"""Read Markdown: the front matter as fields, the rest as the text that it shows."""

from __future__ import annotations

import json
import re
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

NESTED = ("params", "extra", "metadata", "meta")  # tables of front matter whose fields count as its own
PAIR = re.compile(r"^(?P<key>[\w-]+) *[:=] *(?P<value>\S.*?) *$", re.MULTILINE)
# What site generators put between the words: '{% include x %}', '{{< figure >}}', and notes '[^1]'.
DIRECTIVE = re.compile(r"\{%.{0,300}?%\}|\{\{[<%].{0,300}?[>%]\}\}|\{:[^}\n]{0,100}\}")
NOTE = re.compile(r"^\[\^[^\]\n]{1,30}\]: *(?P<words>)|\[\^[^\]\n]{1,30}\](?!:)", re.MULTILINE)
MARKED = re.compile(r"==(\S(?:[^=\n]*\S)?)==")
WIKI = re.compile(r"\[\[(?:[^|\]]*\|([^\]]*)|([^\]]*))\]\]")


def read_markdown(stream: Stream, name: str, fields: Fields) -> Iterator[Article | SourceError]:
    """Yield the article of a Markdown file, or the several of a page that was saved as Markdown."""
    text = without_halves(stream.text().replace("\x00", "")).lstrip("\ufeff")
    if text.count("\n") > MOST_LINES:
        yield SourceError(name, f"a text of more than {MOST_LINES:,} lines", "split it")
        return
    match = MATTER.match(text)
    if not match and text.startswith("{") and (found := _json_matter(text)):
        yield _article(found[0], text[found[1] :], name)
        return
    if not match:
        yield from _without_matter(text, name)
        return
    try:
        matter = _matter(match[0])
    except ImportError:
        yield missing(name, "the front matter of Markdown", "archives")
        return
    except ValueError as error:
        matter = {found["key"]: found["value"].strip("\"'") for found in PAIR.finditer(match[0])}
        if not matter:
            problem = f"front matter that cannot be read ({' '.join(str(error).split())[:150]})"
            yield SourceError(name, problem, "correct it there")
    yield _article(matter, text[match.end() :], name)


def _article(matter: dict[str, Any], rest: str, name: str) -> Article | SourceError:
    """Yield the article of front matter and the text after it."""
    fields = {str(key): value for key, value in matter.items()}
    for inner in [value for key, value in fields.items() if key in NESTED and isinstance(value, dict)]:
        fields = {**inner, **fields}
    if str(fields.get("source") or "").startswith(("http://", "https://")):  # as web clippers write it
        fields["url"] = fields.get("url") or fields.pop("source")
    article = to_article({**fields, "text": _text(rest)}, Fields(text="text"), name)
    if isinstance(article, SourceError):
        return article
    author = WIKI.sub(lambda link: link[1] or link[2], article.author) if article.author else None
    return _headed(article.model_copy(update={"author": author}))


def _json_matter(text: str) -> tuple[dict[str, Any], int] | None:
    """Fields in JSON before a text, and where they end."""
    try:
        found, end = json.JSONDecoder().raw_decode(text)
    except (ValueError, RecursionError):
        return None
    return (found, end) if isinstance(found, dict) and text[end:].strip() else None


def _matter(block: str) -> dict[str, Any]:
    """The fields of front matter in YAML or TOML.

    Raises:
        ValueError: it is neither.
        ImportError: the package for YAML is not installed.
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
    """The text that Markdown shows, with marks around what it sets off as a quotation."""
    from markdown_it import MarkdownIt

    source = NOTE.sub(r"\g<words>", DIRECTIVE.sub("", source))
    reader = MarkdownIt("commonmark", {"html": True, "maxNesting": 40}).enable(["table", "strikethrough"])
    return lines_of(reader.render(MARKED.sub(r"\1", source)))


def _headed(article: Article) -> Article:
    """Take a headline from the first line of an article: it becomes the title, or is dropped if it repeats it."""
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
