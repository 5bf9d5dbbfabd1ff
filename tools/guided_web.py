"""What `tools.guided` tries on the server: the search box, requests of all kinds, and the forms of a reviewer."""

from __future__ import annotations

import asyncio
import base64
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote_from_bytes

from tools.attack import PAGES, PARAMETERS, problem

Check = Callable[[bytes], None]
CURSOR = base64.urlsafe_b64encode(json.dumps([1, "2026-03-01", 2]).encode()).rstrip(b"=")
BOX = [
    *(b'bridge speaker:"Ida Marlow" before:2026-03', b"ferry OR boat -toll", b'outlet:"Tarn Post" said:denies'),
    *(b"Ida Marlow ferry", b"after:2026 kind:direct role:mayor", b'"a b" | c', b"\xe2\x80\x9cNo\xe2\x80\x9d"),
]
ADDRESSES = [path.replace("{}", "1").encode() for path in PAGES if path.startswith(("/-/quotes", "/quotes"))]
REQUESTS = [
    *(b"GET " + address for address in ADDRESSES),
    *(
        b"GET " + address + b"?" + name.encode() + b"=" + CURSOR
        for address in ADDRESSES[:3]
        for name in ("after", "words")
    ),
    *(b"GET /-/quotes/api/v1/quotes?" + name.encode() + b"=1" for name in PARAMETERS),
    b"GET /-/quotes/api/v1/quotes?after=" + CURSOR + b"&order=newest&size=1",
    b'POST /-/quotes/api/v1/extract\n{"text": "\\u201cNo,\\u201d said Ida Brandt."}',
    b"GET /quotes?sql=select+1",
]
#: Fields of the review page's forms, a form on each line.
FORMS = [
    b"action=speaker&quote=1&name=Ida+Vane&new=1\naction=undo&correction=1",
    b"action=nobody&quote=1\naction=no_quotation&quote=2\naction=right&quote=3&speaker=1",
    b"action=merge&keep=1&other=2&shown=2\naction=undo&correction=1",
    b"action=apart&keep=1&other=2\naction=apart_all&keep=1&person=2&person=3",
    b"action=merge_all&keep=1&person=2&person=3\naction=rename&keep=1&name=Ida+Vane&why=so&back=/-/quotes/1",
    b"action=split&keep=1&place=1&place=2&name=Ida\naction=settle&report=1&queue=people&skip=1",
]
SEEDS = {"search": BOX, "requests": REQUESTS, "forms": FORMS}


def checks(path: Path) -> dict[str, Check]:
    """The targets by name, on a small database that is made at this path."""
    loop = asyncio.new_event_loop()
    datasette = _served(path)
    for page in PAGES:  # imports what they need
        loop.run_until_complete(datasette.client.get(page.replace("{}", "1")))

    def search(content: bytes) -> None:
        words = quote_from_bytes(content, safe="")
        for page in (f"/-/quotes?words={words}", f"/-/quotes/suggest?q={words}", f"/-/quotes/people?name={words}"):
            _check(loop.run_until_complete(datasette.client.get(page[:60_000])))

    def requests(content: bytes) -> None:
        line, _, body = content.partition(b"\n")
        method, _, address = line.decode("utf-8", "replace").partition(" ")
        if method in ("GET", "POST", "HEAD", "PUT") and address.startswith("/") and "mcp" not in address:
            kind = {"content-type": "application/json"}
            sent = datasette.client.request(method, _printable(address), content=body, headers=kind)
            _check(loop.run_until_complete(sent))

    return {"search": search, "requests": requests, "forms": _forms(datasette, path, loop)}


def _served(path: Path) -> Any:
    from quotes.store import open_to_write, save
    from quotes.web.serve import make_datasette
    from tools.serving import to_review

    db = open_to_write.connect(path)
    for article in to_review():
        save.save(db, article)
    db.close()
    return make_datasette(path, open_reports=True)


def _forms(datasette: Any, path: Path, loop: asyncio.AbstractEventLoop) -> Check:
    """Send forms as a reviewer; afterwards the database has to be sound, with all corrections that were made."""
    from quotes.store import check as checking

    review = "/-/quotes/review"
    cookies = {"ds_actor": datasette.sign({"a": {"id": "ida"}}, "actor")}
    page = loop.run_until_complete(datasette.client.get(review, cookies=cookies))
    found = re.search(r'name="csrftoken" value="([^"]*)"', page.text)
    assert found
    token = f"&csrftoken={found[1]}".encode()
    kind = {"content-type": "application/x-www-form-urlencoded"}

    def forms(content: bytes) -> None:
        for form in content.split(b"\n")[:8]:
            sent = datasette.client.post(review, content=form + token, headers=kind, cookies=cookies)
            _check(loop.run_until_complete(sent))
        db = checking.connect(path)
        try:
            assert list(checking.problems(db)) == []
        finally:
            db.close()

    return forms


def _check(response: Any) -> None:
    found = problem(response)
    assert found is None, found


def _printable(address: str) -> str:
    return "".join(letter for letter in address if letter.isprintable() and letter != " ")[:20_000]
