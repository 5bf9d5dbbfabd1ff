"""Take large web pages apart in a process of its own, which is ended where one takes too long or too much memory.

The libraries that read HTML are compiled and cannot be interrupted; a hostile page keeps some of them busy for
hours, such as by a hundred thousand attributes of one element. A small page cannot, and is taken apart here.
"""

from __future__ import annotations

import atexit
import json
import math
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from typing import Any

from quotes.errors import SourceError
from quotes.models import Article
from quotes.read.bounds import MB, PAGE_MEMORY, PAGE_SECONDS, SMALL_PAGE
from quotes.read.decode import Stream
from quotes.read.fields import Fields

PATIENCE = 20
SIGNALS = (-9, -24)  # killed, or out of its time
ADVICE = "save the text of its article"


def read_html(stream: Stream, name: str, fields: Fields) -> Iterator[Article | SourceError]:
    """A saved web page: its article, with headline, author, date and outlet; or its articles, where there are more."""
    yield from page_articles(stream.text(), name, url=stream.url)


def page_articles(
    source: str, name: str, *, url: str | None = None, seconds: float = PAGE_SECONDS
) -> Iterator[Article | SourceError]:
    """The articles of a page in HTML, or what is wrong with it.

    Args:
        url: the address of the page; None for the one that it gives itself.
        seconds: of the processor, how many a page may take that is not small.
    """
    from quotes.read.formats.html import articles_here

    if len(source) <= SMALL_PAGE:
        yield from articles_here(source, name, url=url)
        return
    for found in _other().ask({"source": source, "name": name, "url": url}, seconds):
        if "text" in found:
            yield Article.model_validate(found)
        else:
            yield SourceError(name, found["problem"], found["advice"])


class Other:
    """The other process; started when it is first asked for, and again after it was ended."""

    def __init__(self) -> None:
        self.process: subprocess.Popen[bytes] | None = None
        self.alone = threading.Lock()

    def ask(self, page: dict[str, Any], seconds: float) -> list[dict[str, Any]]:
        """The articles of a page, each as a dict, and what is wrong with it as `problem` and `advice`."""
        with self.alone:
            process = self._started()
            # A busy machine needs patience, but a process that waits for ever is ended, too.
            timer = threading.Timer(seconds * PATIENCE, process.kill)
            timer.start()
            try:
                answer = _exchange(process, json.dumps(page | {"seconds": seconds}).encode() + b"\n")
            finally:
                timer.cancel()
            if answer.endswith(b"\n"):
                found: list[dict[str, Any]] = json.loads(answer)
                return found
            late = process.wait() in SIGNALS
            self.end()
        why = f"{seconds:.0f} seconds" if late else f"{PAGE_MEMORY // MB:,} MB"
        return [{"problem": f"HTML that takes more than {why} to take apart", "advice": ADVICE}]

    def _started(self) -> subprocess.Popen[bytes]:
        if self.process is None or self.process.poll() is not None:
            command = [sys.executable, "-m", "quotes.read.formats.html_sandbox"]
            pipe = subprocess.PIPE
            self.process = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL)
        return self.process

    def end(self) -> None:
        """End the process, if there is one."""
        if self.process is not None:
            self.process.kill()
            self.process.communicate()
            self.process = None


def _exchange(process: subprocess.Popen[bytes], question: bytes) -> bytes:
    """What the process answers; not a whole line where it ended."""
    assert process.stdin is not None and process.stdout is not None
    try:
        process.stdin.write(question)
        process.stdin.flush()
        return process.stdout.readline()
    except OSError:
        return b""


@cache
def _other() -> Other:
    other = Other()
    atexit.register(other.end)
    return other


def serve() -> None:
    """Answer one page a line until there are no more."""
    from quotes.read.formats.html import articles_here

    out = sys.stdout.buffer
    for line in sys.stdin.buffer:
        page = json.loads(line)
        _bound(page["seconds"])
        found = list(articles_here(page["source"], page["name"], url=page["url"]))
        out.write(json.dumps([_plain(one) for one in found]).encode() + b"\n")
        out.flush()


def _plain(found: Article | SourceError) -> dict[str, Any]:
    if isinstance(found, SourceError):
        return {"problem": found.problem, "advice": found.advice}
    return found.model_dump()


def _bound(seconds: float) -> None:
    """Let this process have so much memory and so much more time, where the system knows such bounds."""
    try:
        import resource
    except ImportError:
        return
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (PAGE_MEMORY, PAGE_MEMORY))
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (math.ceil(time.process_time() + seconds), hard))


if __name__ == "__main__":
    serve()
