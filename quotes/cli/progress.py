"""How far it is: the articles done, how many a second, and about how long it still takes; all on stderr."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from quotes.cli.output import say

EVERY = 30.0  # seconds from one line to the next, where stderr is no terminal
RECENT = 60.0  # seconds that the rate is taken over, as far as there were so many

Share = Callable[[], float | None]
Advance = Callable[[], None]


@contextmanager
def progress(share: Share) -> Iterator[Advance]:
    """Call what it gives for each article that is done.

    Args:
        share: how much of the work is done, from 0 to 1; None where that cannot be told.
    """
    if not sys.stderr.isatty():
        yield _lines(share)
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn()
    with Progress(*columns, console=Console(stderr=True), transient=True) as shown:
        task = shown.add_task(_wording(0, 0.0, None), total=None)
        pace = Pace(share)

        def advance() -> None:
            pace.count()
            shown.update(task, description=pace.wording())

        yield advance


def _lines(share: Share) -> Advance:
    """A line every so often, for logs."""
    pace, last = Pace(share), time.monotonic()

    def advance() -> None:
        nonlocal last
        pace.count()
        if time.monotonic() - last >= EVERY:
            last = time.monotonic()
            say(pace.wording())

    return advance


class Pace:
    """How many articles were done when, of late."""

    def __init__(self, share: Share) -> None:
        self.share = share
        self.done = 0
        self.start = time.monotonic()
        self.seen = [(self.start, 0)]

    def count(self) -> None:
        """One more is done."""
        self.done += 1
        now = time.monotonic()
        if now - self.seen[-1][0] >= 1.0:
            while len(self.seen) > 1 and now - self.seen[1][0] > RECENT:
                self.seen.pop(0)
            self.seen.append((now, self.done))

    def wording(self) -> str:
        """'1,234 articles, 12.3 a second, about 5 min left'."""
        now = time.monotonic()
        since, before = self.seen[0]
        rate = (self.done - before) / max(now - since, 1.0)
        part = self.share()
        return _wording(self.done, rate, (now - self.start) * (1 - part) / part if part else None)


def _wording(done: int, rate: float, left: float | None) -> str:
    parts = [f"{done:,} article{'' if done == 1 else 's'}"]
    if rate:
        parts.append(f"{rate:.1f} a second")
    if left is not None:
        parts.append(f"about {_duration(left)} left")
    return ", ".join(parts)


def _duration(seconds: float) -> str:
    """'40 s', '5 min', '2 h 10 min'."""
    minutes = round(seconds / 60)
    if seconds < 90:
        return f"{max(round(seconds), 1)} s"
    return f"{minutes} min" if minutes < 90 else f"{minutes // 60} h {minutes % 60} min"
