"""A worker process without a model: what its articles say is what happens to it."""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path
from types import SimpleNamespace

import quotes.parallel.worker
from quotes.errors import ModelError, SourceError
from quotes.models import Article, Found


def load_pipeline(model: str | None) -> None:
    if model == "missing":
        raise ModelError("no such model")
    if model and model.startswith("killed at start unless "):
        _once(model.removeprefix("killed at start unless "))
    if model == "exits":
        os._exit(3)
    if model == "fails":
        raise RuntimeError(model)
    if model == "hangs":
        time.sleep(600)


def _once(marker: str) -> None:
    """Die by SIGKILL, but the first time only."""
    if not Path(marker).exists():
        Path(marker).touch()
        os.kill(os.getpid(), signal.SIGKILL)


def find_many(articles, *, on_error=None, **how):  # type: ignore[no-untyped-def]
    for article in articles:
        what, _, argument = article.text.partition(" ")
        if what == "KILL":
            os.kill(os.getpid(), signal.SIGKILL)
        elif what == "EXIT":
            os._exit(int(argument))
        elif what == "ONCE":
            _once(argument)
        elif what == "SLOW":
            time.sleep(float(argument))
        elif what == "WAIT":
            while not Path(argument).exists():
                time.sleep(0.02)
        elif what == "PRINT":
            print(argument)
        if what == "WRONG":
            on_error(SourceError(f"article {article.id}", "could not be analysed", "look at it"))
        else:
            yield Found(article, ((f"by {os.getpid()}", 1.0),))


def work() -> None:
    sys.modules["quotes.extraction.engine"] = SimpleNamespace(find_many=find_many)  # type: ignore[assignment]
    parser = SimpleNamespace(load_pipeline=load_pipeline)
    sys.modules["quotes.extraction.parse.parser"] = parser  # type: ignore[assignment]
    quotes.parallel.worker.work()


def deaf() -> None:
    """Ready, but never reads an article."""
    sys.stdin.buffer.readline()
    os.write(1, b"true\n")
    time.sleep(600)


def article(number: int, text: str = "A short text.") -> Article:
    return Article(id=str(number), text=text)
