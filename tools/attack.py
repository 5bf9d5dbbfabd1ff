"""Send hostile requests to every address: `python -m tools.attack [--requests 100000] [--seed S]`.

A fifth of them come from the OpenAPI document (schemathesis); the others put strings that break careless programs into
paths, parameters, names of parameters, headers and bodies. No answer may be a server error, repeat markup as it came,
carry a header that the request smuggled in, show a file of this machine or come without its policy; and nothing may be
written. Request N of a seed is always the same.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import logging
import random
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import quote

from quotes.web.api.openapi import document
from quotes.web.serve import make_datasette, metadata
from tools.versions import LATEST, dump, old_database

STRINGS = (
    *("<script>pwn()</script>", '"><img src=x onerror=pwn()>', "'><svg onload=pwn()>", "javascript:pwn()", "{{7*7}}"),
    *("'; drop table quotes; --", "1 or 1=1", "1' union select sql from sqlite_master --", "\\'", "%27", ")))((("),
    *('"', '""', "'", "*", "NEAR(", "a NEAR b", "text:x", "-", "^", "AND", "OR NOT", '"a" "', "a*b*", "{x y}:z", "(a"),
    *("../../../etc/passwd", "..%2f..%2fetc%2fpasswd", "/etc/passwd", "....//", "%00", "\0", "file:///etc/passwd"),
    *("a\r\nX-Evil: 1", "%0d%0aX-Evil:%201", "a\nSet-Cookie: ds_actor=1", "\u2028", "\ud7ff", "\U0010ffff", "\u202e"),
    *("-1", "0", "1", "2", "99999999999999999999", "1e309", "nan", "inf", "0x1", "1.5", "٣", "²", "true", "null", "[]"),
    *(
        "2026-02-30",
        "2026",
        "0000-00-00",
        "9999-12-31",
        "2026-03-01T25:00",
        "",
        " ",
        "x" * 10_000,
        "“" * 3_000,
        "😀" * 99,
    ),
    *(
        "http://169.254.169.254/",
        "//evil.example",
        "\\\\evil.example",
        "eyJhIjoxfQ==",
        "!!!",
        "a" * 300 + "*",
        "%",
        "%zz",
    ),
    *("a " * 2_000, "a OR " * 500 + "a", "(" * 1_000, '"' * 999, "NEAR(a b, 999999999)", "the", "ferries", "Moor", "_"),
)
PAGES = (
    *(
        "/",
        "/-/quotes",
        "/-/quotes/{}",
        "/-/quotes/people",
        "/-/quotes/compare",
        "/-/quotes/insights",
        "/-/quotes/insights.csv",
        "/-/quotes/oembed",
        "/-/quotes/speakers/{}",
        "/-/quotes/speakers/{}/timeline",
    ),
    *(
        "/-/quotes/articles/{}",
        "/-/quotes/api",
        "/-/quotes/feed.atom",
        "/-/quotes/review",
        "/-/quotes/add",
        "/-/quotes/add/{}",
        "/-/quotes/suggest",
        "/-/quotes/report",
        "/-/quotes/embed",
        "/-/quotes/embed/{}",
        "/-/quotes/embed/speakers/{}",
        "/-/quotes/api/openapi.json",
    ),
    *("/-/quotes/api/v1/quotes.csv", "/-/quotes/api/v1/quotes.ndjson", "/-/quotes/api/v1/speakers.csv", "/-/{}"),
    *(
        "/-/quotes/api/{}",
        "/-/quotes/{}/{}",
        "/-/static/{}",
        "/-/static-plugins/newsquotes/{}",
        "/{}",
        "/quotes",
        "/quotes/{}",
    ),
    *("/quotes/quotes", "/quotes/said", "/quotes/speakers", "/quotes/articles", "/quotes/quotes/{}", "/quotes/{}.json"),
    *(
        "/quotes/quotes.json",
        "/quotes/said.csv",
        "/quotes/quotes.csv",
        "/quotes/spoken.csv",
        "/quotes.json",
        "/quotes.db",
        "/-/actor",
        "/-/auth-token",
        "/-/logout",
    ),
)
PARAMETERS = (
    *("words", "speaker", "name", "outlet", "kind", "rule", "since", "until", "min_confidence", "article", "order"),
    *("act", "gender", "told_by", "split", "and_since", "and_until", "and_act", "page"),
    *("after", "size", "q", "queue", "skip", "quote", "person", "said", "sql", "_facet", "_search", "_sort", "_where"),
    *("_size", "_next", "_shape", "_col", "_nocol", "_labels", "_extra", "_trace", "_json", "_through", "_stream"),
    *("text__contains", "id__in", "published__date", "_facet_array", "_facet_date", "term", "token", "csrftoken"),
    *("url", "format", "maxwidth", "maxheight", "what", "who", "note", "plain"),
)
HEADERS = (
    "cookie",
    "accept",
    "if-none-match",
    "host",
    "referer",
    "origin",
    "authorization",
    "content-type",
    "x-forwarded-host",
)
METHODS = ("GET",) * 16 + ("POST", "HEAD", "PUT", "DELETE", "OPTIONS", "PATCH")
ECHOES = ("<script>pwn", "<img src=x", "<svg onload", 'href="javascript:', "root:x:0")
Request = tuple[str, str, dict[str, str], bytes]


def routes() -> list[str]:
    """All addresses: ours, the API's, the stock pages and the canned queries."""
    canned = metadata()["databases"]["quotes"]["queries"]
    api = [path.replace("{id}", "{}") for path in document("")["paths"]]
    return [*PAGES, *api, *(f"/quotes/{name}{ending}" for name in canned for ending in ("", ".json", ".csv"))]


def requests(seed: str, count: int) -> Iterator[Request]:
    """Yield hostile requests: method, address, headers and body."""
    addresses = routes()
    for number in range(count):
        luck = random.Random(f"{seed}/{number}")
        yield _request(luck, addresses[number % len(addresses)])


def _request(luck: random.Random, address: str) -> Request:
    path = address
    while "{}" in path:
        path = path.replace("{}", quote(_string(luck), safe=luck.choice(("", "/", "/%"))), 1)
    pairs = [f"{_name(luck)}={_encoded(luck)}" for _ in range(luck.choice((0, 1, 1, 2, 3, 6)))]
    if not luck.randrange(200):
        pairs *= 300
    headers = {name: _header(luck) for name in luck.sample(HEADERS, luck.choice((0, 0, 0, 1, 2)))}
    method = luck.choice(METHODS)
    body = "&".join(pairs).encode() if method in ("POST", "PUT", "PATCH") else b""
    if body and luck.randrange(3):
        headers["content-type"] = "application/x-www-form-urlencoded"
    return method, (path + "?" + "&".join(pairs) if pairs else path)[:60_000], headers, body


def _string(luck: random.Random) -> str:
    one = luck.choice(STRINGS)
    if not luck.randrange(4):
        one += luck.choice(STRINGS)
    return one if luck.randrange(6) else one[: luck.randint(0, 20)]


def _name(luck: random.Random) -> str:
    return luck.choice(PARAMETERS) if luck.randrange(12) else quote(_string(luck)[:300], safe="")


def _encoded(luck: random.Random) -> str:
    return quote(_string(luck), safe=luck.choice(("", "", "/%", "+;,'()*")))


def _header(luck: random.Random) -> str:
    """A value as a server passes it on: in HTTP itself a header has no control characters."""
    return "".join(letter for letter in _string(luck) if letter.isprintable())[:4_000]


async def answer(datasette: Any, request: Request) -> Any:
    """The response of the application itself, without a network."""
    method, address, headers, body = request
    encoded = [(name.encode(), value.encode("utf-8")) for name, value in headers.items()]
    return await datasette.client.request(method, address, headers=encoded, content=body)


def problem(response: Any) -> str | None:
    """What is wrong with an answer, or None."""
    if response.status_code >= 500:
        return f"status {response.status_code}"
    if any(name.lower() == "x-evil" for name in response.headers) or "ds_actor=1" in response.headers.get(
        "set-cookie", ""
    ):
        return f"smuggled headers {dict(response.headers)}"
    kind = response.headers.get("content-type", "")
    if kind.startswith("text/html"):
        if "content-security-policy" not in response.headers:
            return "no content-security-policy"
        if found := [echo for echo in ECHOES if echo in response.text]:
            return f"repeats {found}"
    return "shows /etc/passwd" if "root:x:0" in response.text else None


async def attack(datasette: Any, wanted: Iterator[Request], met: Counter[int]) -> list[str]:
    """Sends the requests and counts the answers by status; what went wrong, with its request."""
    wrong = []
    for request in wanted:
        try:
            response = await answer(datasette, request)
            met[response.status_code] += 1
            found = problem(response)
        except Exception as error:
            found = f"{type(error).__name__}: {error}"
        if found:
            wrong.append(f"{found}: {request!r}"[:1_500])
        if not sum(met.values()) % 1_000:
            sys.stderr.write(f"{sum(met.values()):,} answers, {len(wrong)} problems\n")
    return wrong


def from_document(datasette: Any, count: int, met: Counter[int]) -> list[str]:
    """Send so many requests that schemathesis makes from the OpenAPI document, valid and invalid."""
    import schemathesis
    from hypothesis import HealthCheck, given, seed, settings
    from schemathesis import GenerationMode

    schema = schemathesis.openapi.from_asgi("/-/quotes/api/openapi.json", datasette.app())
    wrong: list[str] = []
    places = [
        (path, method, mode)
        for path, route in document("")["paths"].items()
        for method in ("GET", "POST")
        if method.lower() in route
        for mode in GenerationMode
    ]
    for place, (path, method, mode) in enumerate(places):

        @seed(place)
        @settings(
            max_examples=max(count // len(places), 1),
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
        )
        @given(case=schema[path][method].as_strategy(generation_mode=mode))
        def send(case: Any) -> None:
            response = case.call()
            met[response.status_code] += 1
            if response.status_code >= 500:
                wrong.append(f"status {response.status_code}: {case!r}"[:1_500])

        send()
    return wrong


def content(path: Path) -> str:
    """All rows."""
    with closing(sqlite3.connect(path)) as db:
        return dump(db)


def main() -> int:
    """Attack a small database, and report the result."""
    parser = argparse.ArgumentParser(prog="python -m tools.attack", description=__doc__)
    parser.add_argument("--requests", type=int, default=100_000)
    parser.add_argument("--seed", default="1")
    given = parser.parse_args()
    logging.getLogger("httpx").setLevel(logging.WARNING)  # it would log each request, where an extra sets up a log
    with tempfile.TemporaryDirectory() as folder:
        path, met, began = Path(folder, "quotes.db"), Counter[int](), time.monotonic()
        old_database(path, LATEST)
        datasette = make_datasette(path, open_reports=True)
        before = content(path)
        wrong = from_document(datasette, given.requests // 5, met)
        wrong += asyncio.run(attack(datasette, requests(given.seed, given.requests - sum(met.values())), met))
        changed = content(path) != before
    for one in wrong:
        sys.stdout.write(f"{one}\n")
    statuses = json.dumps(dict(sorted(met.items())))
    sys.stdout.write(f"{sum(met.values()):,} answers in {time.monotonic() - began:.0f} s by status: {statuses}\n")
    sys.stdout.write(f"{len(wrong)} problems; the database was {'CHANGED' if changed else 'not changed'}\n")
    return 1 if wrong or changed else 0


if __name__ == "__main__":
    sys.exit(main())
