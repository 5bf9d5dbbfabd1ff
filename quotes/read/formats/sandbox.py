"""Take pages and documents apart in a separate process, which is killed if one takes too much time or memory.

The libraries that read them cannot be interrupted, and a hostile page keeps some of them busy for hours, for example
with a hundred thousand attributes of one element. A small one cannot do that, and is taken apart here unless it is PDF.
"""

from __future__ import annotations

import atexit
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from quotes.errors import SourceError
from quotes.processes.child import Handler, limit_cpu, limit_memory
from quotes.processes.child import serve as serve_messages
from quotes.processes.protocol import read_in, value_in
from quotes.processes.supervisor import Child, ChildDiedError, NoStartError
from quotes.read.bounds import (
    DOCUMENT_SECONDS,
    LONGEST_DOCUMENT,
    MB,
    PAGE_MEMORY,
    PAGE_SECONDS,
    SMALL_DOCUMENT,
    SMALL_PAGE,
)
from quotes.read.decode import Stream
from quotes.read.fields import Fields
from quotes.read.outcome import ArticleOrError
from quotes.read.unzip import PACKAGE, unpacked_size

CLOCK_SECONDS = 20  # for each CPU second that a page may take, because a machine may be busy
KILLED, OUT_OF_TIME = -9, -24  # exit statuses
START = "from quotes.read.formats.sandbox import serve; serve()"
ADVICE = "save the text of its article"
# The modules of `formats` that take a document apart, with `articles_here`, and what a document is called.
DOCUMENTS = {
    "docx": "DOCX",
    "odt": "ODT",
    "rtf": "RTF",
    "epub": "EPUB",
    "pdf": "PDF",
    "mht": "MHTML",
    "webarchive": "web archive",
}


def read_html(stream: Stream, name: str, fields: Fields) -> Iterator[ArticleOrError]:
    """The article of a saved web page, with headline, author, date and outlet; or its several articles."""
    yield from page_articles(stream.text(), name, url=stream.url)


def page_articles(
    source: str, name: str, *, url: str | None = None, seconds: float = PAGE_SECONDS
) -> Iterator[ArticleOrError]:
    """The articles of a page in HTML, or what is wrong with it.

    Args:
        url: the address of the page; None to take the one that the page gives itself.
        seconds: how much CPU time a page may take if it is not small.
    """
    from quotes.read.formats.html import articles_here

    if len(source) <= SMALL_PAGE:
        yield from articles_here(source, name, url=url)
        return
    page = {"source": source, "name": name, "url": url, "seconds": seconds}
    yield from _ask(page, "HTML", ADVICE)


def lines_of(source: str, *, seconds: float = PAGE_SECONDS) -> str:
    """The text that HTML shows, with each block on a line.

    Raises:
        ValueError: it is too large, too deep, or takes too long.
    """
    from quotes.read.formats.html import as_lines

    if len(source) <= SMALL_PAGE:
        return as_lines(source)
    try:
        found = value_in(_child().ask({"lines": source, "seconds": seconds}, seconds * CLOCK_SECONDS))
    except (ChildDiedError, NoStartError) as error:
        raise ValueError("HTML that cannot be taken apart in time") from error
    if "problem" in found:
        raise ValueError(found["problem"])
    return str(found["text"])


def read_document(
    kind: str, stream: Stream, name: str, *, seconds: float = DOCUMENT_SECONDS
) -> Iterator[ArticleOrError]:
    """The articles of a document, or what is wrong with it.

    Args:
        kind: one of `DOCUMENTS`.
        seconds: how much CPU time it may take if it is not small.
    """
    content = stream.content(LONGEST_DOCUMENT, f"a {DOCUMENTS[kind]}")
    size = unpacked_size(content, name) if content.startswith(PACKAGE) else len(content)
    if kind != "pdf" and size <= SMALL_DOCUMENT:
        yield from taken_apart(kind, content, name)
        return
    with TemporaryDirectory(prefix="quotes-") as folder:
        path = Path(folder) / "document"
        path.write_bytes(content)
        del content
        question = {"kind": kind, "path": str(path), "name": name, "seconds": seconds}
        yield from _ask(question, DOCUMENTS[kind], "save its text, or split it")


def taken_apart(kind: str, content: bytes, name: str) -> Iterator[ArticleOrError]:
    """The articles of a document, taken apart in this process."""
    with damaged(name, DOCUMENTS[kind]):
        yield from import_module(f"quotes.read.formats.{kind}").articles_here(content, name)


@contextmanager
def damaged(name: str, what: str) -> Iterator[None]:
    """Turn whatever a library raises for a damaged document into a SourceError."""
    try:
        yield
    except (SourceError, GeneratorExit, MemoryError):
        raise
    except Exception as error:  # a document may contain anything, and the libraries raise many kinds of error
        problem = " ".join(str(error).split())[:150] or "no details"
        advice = "fetch it again, or open it and save it again"
        raise SourceError(name, f"a damaged {what} ({type(error).__name__}: {problem})", advice) from error


def _ask(question: dict[str, Any], what: str, advice: str) -> list[ArticleOrError]:
    name, seconds = question["name"], question["seconds"]
    try:
        return read_in(_child().ask(question, seconds * CLOCK_SECONDS))
    except ChildDiedError as death:
        late = death.late or death.status in (KILLED, OUT_OF_TIME)
        why = f"{seconds:.0f} seconds" if late else f"{PAGE_MEMORY // MB:,} MB"
        return [SourceError(name, f"{what} that takes more than {why} to take apart", advice)]
    except NoStartError as error:
        return [SourceError(name, f"{what} that cannot be taken apart, because {error}", advice)]


@cache
def _child() -> Child:
    """The process for large pages and for documents, which this process shares among its threads."""
    child = Child(START, PAGE_MEMORY, quiet=True)
    atexit.register(child.close)
    return child


def serve() -> None:
    """Answer every page or document with its articles; the first message is the memory to use at most, in bytes."""
    serve_messages(prepare)


def prepare(message: bytes) -> Handler:
    """Load the libraries, and limit the memory to the bytes that the message says."""
    from quotes.read.formats.html import articles_here

    limit_memory(value_in(message))

    def answer(line: bytes) -> object:
        asked = value_in(line)
        limit_cpu(asked["seconds"])
        if "lines" in asked:
            return _lines(asked["lines"])
        if "kind" not in asked:
            return list(articles_here(asked["source"], asked["name"], url=asked["url"]))
        return _collected(asked["kind"], Path(asked["path"]).read_bytes(), asked["name"])

    return answer


def _lines(source: str) -> dict[str, str]:
    from quotes.read.formats.html import as_lines

    try:
        return {"text": as_lines(source)}
    except ValueError as error:
        return {"problem": str(error)}


def _collected(kind: str, content: bytes, name: str) -> list[ArticleOrError]:
    found: list[ArticleOrError] = []
    try:
        found.extend(taken_apart(kind, content, name))
    except SourceError as error:
        found.append(error)
    return found
