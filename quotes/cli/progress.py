"""Show progress on stderr: the articles done, how many a second, and about how much time is left."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from quotes.cli.output import say

if TYPE_CHECKING:
    from rich.progress import Progress, Task

LOG_SECONDS = 30.0  # between two lines if stderr is not a terminal
RECENT_SECONDS = 60.0  # the period from which the rate and the time left are estimated

ShareDone = Callable[[], float | None]
Advance = Callable[[], None]


@contextmanager
def progress(share: ShareDone) -> Iterator[Advance]:
    """Yield a function to call after each article.

    Args:
        share: gives how much of the work is done, from 0 to 1; None if that is unknown.
    """
    shown = _progress(visible=sys.stderr.isatty())
    with shown:
        yield _live(shown, share) if sys.stderr.isatty() else _logged(shown, share)


def _progress(*, visible: bool) -> Progress:
    """An empty display, which estimates rates even when it is not visible."""
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    return Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        TimeElapsedColumn(),
        console=Console(stderr=True),
        transient=True,
        speed_estimate_period=RECENT_SECONDS,
        disable=not visible,
    )


def _live(shown: Progress, share: ShareDone) -> Advance:
    """A line that changes in place."""
    count = _counter(shown, share)

    def advance() -> None:
        articles, work = count()
        shown.update(articles.id, description=wording(articles, work))

    return advance


def _logged(shown: Progress, share: ShareDone) -> Advance:
    """A new line at intervals, for logs."""
    count, last = _counter(shown, share), time.monotonic()

    def advance() -> None:
        nonlocal last
        articles, work = count()
        if time.monotonic() - last >= LOG_SECONDS:
            last = time.monotonic()
            say(wording(articles, work))

    return advance


def _counter(shown: Progress, share: ShareDone) -> Callable[[], tuple[Task, Task]]:
    """A function that counts one article and returns two tasks: the articles, and the share of the work."""
    articles = shown.add_task("0 articles", total=None)
    work = shown.add_task("", total=1.0, visible=False)

    def count() -> tuple[Task, Task]:
        shown.advance(articles)
        done = share()
        if done is not None:
            shown.update(work, completed=done)
        by_id = {task.id: task for task in shown.tasks}
        return by_id[articles], by_id[work]

    return count


def wording(articles: Task, work: Task) -> str:
    """'1,234 articles, 12.3 a second, about 5 min left'."""
    done = int(articles.completed)
    parts = [f"{done:,} article{'' if done == 1 else 's'}"]
    if articles.speed:
        parts.append(f"{articles.speed:.1f} a second")
    if work.time_remaining is not None:
        parts.append(f"about {_duration(work.time_remaining)} left")
    return ", ".join(parts)


def _duration(seconds: float) -> str:
    """'40 s', '5 min', '2 h 10 min'."""
    minutes = round(seconds / 60)
    if seconds < 90:
        return f"{max(round(seconds), 1)} s"
    return f"{minutes} min" if minutes < 90 else f"{minutes // 60} h {minutes % 60} min"
