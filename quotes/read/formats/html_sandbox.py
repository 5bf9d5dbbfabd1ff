"""Parse large web pages in a process of their own, which is killed if one takes too much time or memory.

The libraries that read HTML are compiled and cannot be interrupted, and a hostile page keeps some of them busy for
hours, for example with a hundred thousand attributes of one element. A small page cannot do that, and is parsed here.
"""

from __future__ import annotations

import atexit
from collections.abc import Iterator
from functools import cache

from quotes.errors import SourceError
from quotes.models import Article
from quotes.processes.child import Handler, limit_cpu, limit_memory
from quotes.processes.child import serve as serve_messages
from quotes.processes.protocol import read_in, value_in
from quotes.processes.supervisor import Child, ChildDiedError, NoStartError
from quotes.read.bounds import MB, PAGE_MEMORY, PAGE_SECONDS, SMALL_PAGE
from quotes.read.decode import Stream
from quotes.read.fields import Fields

CLOCK_SECONDS = 20  # for each second of the processor that a page may take, because a machine may be busy
KILLED, OUT_OF_TIME = -9, -24  # exit statuses
START = "from quotes.read.formats.html_sandbox import serve; serve()"
ADVICE = "save the text of its article"


def read_html(stream: Stream, name: str, fields: Fields) -> Iterator[Article | SourceError]:
    """The article of a saved web page, with headline, author, date and outlet; or its several articles."""
    yield from page_articles(stream.text(), name, url=stream.url)


def page_articles(
    source: str, name: str, *, url: str | None = None, seconds: float = PAGE_SECONDS
) -> Iterator[Article | SourceError]:
    """The articles of a page in HTML, or what is wrong with it.

    Args:
        url: the address of the page; None to take the one that the page gives itself.
        seconds: how much time of the processor a page may take if it is not small.
    """
    from quotes.read.formats.html import articles_here

    if len(source) <= SMALL_PAGE:
        yield from articles_here(source, name, url=url)
        return
    yield from _ask(source, name, url, seconds)


def _ask(source: str, name: str, url: str | None, seconds: float) -> list[Article | SourceError]:
    page = {"source": source, "name": name, "url": url, "seconds": seconds}
    try:
        return read_in(_child().ask(page, seconds * CLOCK_SECONDS))
    except ChildDiedError as death:
        late = death.late or death.status in (KILLED, OUT_OF_TIME)
        why = f"{seconds:.0f} seconds" if late else f"{PAGE_MEMORY // MB:,} MB"
        return [SourceError(name, f"HTML that takes more than {why} to take apart", ADVICE)]
    except NoStartError as error:
        return [SourceError(name, f"HTML that cannot be taken apart, because {error}", ADVICE)]


@cache
def _child() -> Child:
    """The process for large pages, which this process shares among its threads."""
    child = Child(START, PAGE_MEMORY, quiet=True)
    atexit.register(child.close)
    return child


def serve() -> None:
    """Answer every page with its articles; the first message is the memory to use at most, in bytes."""
    serve_messages(prepare)


def prepare(message: bytes) -> Handler:
    """Load the libraries, and limit the memory to the bytes that the message says."""
    from quotes.read.formats.html import articles_here

    limit_memory(value_in(message))

    def answer(line: bytes) -> list[Article | SourceError]:
        page = value_in(line)
        limit_cpu(page["seconds"])
        return list(articles_here(page["source"], page["name"], url=page["url"]))

    return answer
