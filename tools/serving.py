"""Serve a database on a port of its own, and open a browser for it."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import uvicorn

from quotes.models import Article, Quote
from quotes.store import correct, open_to_write, save
from quotes.web.serve import listen, make_datasette

#: A name that turns the writing direction, one that is markup, and one that is far too long.
TURNED, MARKUP, LONG = "Ada \u202eretsbew\u202c Finch", "<img src=x onerror=alert(1)> Moor", "Ib" + "n" * 100_000
SCRIPT = "<script>alert('it')</script>"
REVIEWED = "“Yes,” <b>said</b> Ida Brandt, \u202ethe mayor. “No,” said Olaf Stein."
MONTHS = ("2025-11-03", "2026-01-20", "2026-02-02T07:00:00Z", "2026-04-09")


def browser() -> str | None:
    """The path of a Chromium, if this machine has one."""
    return next(
        (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None
    )


def hostile() -> Iterator[Article]:
    """Hostile articles: markup, scripts as addresses, control characters, endless names, overlapping spans."""
    for number, (speaker, day) in enumerate(zip((TURNED, MARKUP, LONG, TURNED), MONTHS, strict=True)):
        words = f"{SCRIPT} & \u202eturned “{'a' * 400}” \0 \x1b[31m"
        text = f"{speaker[:90]} said: “{words}”, and javascript:alert(1) was added.\n\n\u202e{words}\n{'m' * 3000}"
        start = text.index(words)
        spans = ([(start, start + len(words))], [(start, start + 8), (start + 4, start + 20)], [(3, 10**9)])
        quotes = tuple(
            Quote.model_validate(
                {
                    "text": words,
                    "kind": ("direct", "mixed", "indirect")[place],
                    "spans": span,
                    "speaker": speaker,
                    "speaker_kind": "person",
                    "role": f"<b onmouseover=alert(2)>{'r' * 300}",
                    "reported_by": "\u202e</blockquote>",
                    "cue": [(len(speaker[:90]) + 1, len(speaker[:90]) + 5)],
                    "speaker_mention": [(0, 3)],
                    "rule": "<i>rule",
                    "confidence": 0.5,
                }
            )
            for place, span in enumerate(spans)
        )
        yield Article(
            id=f"hostile-{number}",
            title=f"</title><script>alert(3)</script> \u202eeltit {number}",
            source='Tarn "Post" <b>',
            author="<u>Nobody</u>",
            url="javascript:alert(4)",
            published=day,
            text=text,
            quotes=quotes,
        )


def to_review() -> Iterator[Article]:
    """Articles with a name that may mean two people, and with two names that may mean one person."""
    said = {"kind": "direct", "speaker_kind": "person", "rule": "test"}
    people = [
        ("Ida Brandt", "Tarn mayor", "Tarn Post"),
        ("Ida Brandt", "Holm United striker", "Holm Echo"),
        ("Ida Brandt", None, "Far Away News"),
        ("Olaf Vikbergson", None, "Tarn Post"),
        ("Olof Vikbergson", None, "Moor Times"),
    ]
    for number, (name, role, outlet) in enumerate(people):
        yes = {"text": "Yes,", "spans": [(1, 5)], "speaker": name, "role": role, "confidence": 0.5}
        no = {"text": "No,", "spans": [(47, 50)], "speaker": "Olaf Stein", "confidence": 0.9}
        quotes = [Quote.model_validate(said | one) for one in (yes, no)]
        about = {"id": str(number), "title": "<i>T</i>", "source": outlet, "text": REVIEWED, "published": "2026-03-01"}
        yield Article.model_validate(about | {"quotes": quotes})


def make_samples(path: Path, *, hostile_too: bool = True) -> None:
    """The sample articles, and hostile ones after them."""
    from click.testing import CliRunner

    from quotes.cli import cli

    result = CliRunner().invoke(cli, ["demo", str(path)], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    db = open_to_write.connect(path)
    for article in hostile() if hostile_too else ():
        save.save(db, article, topics=[("<b>bridge", 0.5), ("\u202eyrref", 0.4)])
    for article in to_review() if hostile_too else ():
        save.save(db, article)
    if hostile_too:
        correct.rename(db, "Vera Lund", "Vera Lund-Moe", correct.By("<b>ida", why="\u202e<script>alert(5)</script>"))
    db.close()


@contextmanager
def served(path: Path, datasette: Any = None) -> Iterator[str]:
    """Serve a database within this context, with a new Datasette if none is given; yield the address."""
    listening = listen("127.0.0.1", 0)
    server = uvicorn.Server(uvicorn.Config((datasette or make_datasette(path)).app(), log_level="error", lifespan="on"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(timeout=10)


@contextmanager
def chromium() -> Iterator[Any]:
    """Run an installed Chromium under Playwright; nothing is downloaded."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=browser(), args=["--no-sandbox", "--disable-gpu"])
        try:
            yield opened
        finally:
            opened.close()
