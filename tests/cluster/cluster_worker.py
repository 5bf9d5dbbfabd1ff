"""Loaded into every worker of the tests' cluster, also after restarts: articles that kill it, or that raise."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

KILLS, RAISES = "Kills Its Worker", "Raises"
WAITS = "Waits Until There Is "  # a file


def dask_setup(worker: object) -> None:
    from quotes.extraction import engine

    really = engine.find_many

    def find_many(articles: Iterable[Any], **how: Any) -> Any:
        articles = list(articles)
        titles = [article.title for article in articles]
        if KILLS in titles:
            os.kill(os.getpid(), signal.SIGKILL)
        if RAISES in titles:
            raise MemoryError("no room for this article")
        for file in [title.removeprefix(WAITS) for title in titles if title.startswith(WAITS)]:
            while not Path(file).exists():
                time.sleep(0.02)
        return really(articles, **how)

    engine.find_many = find_many
