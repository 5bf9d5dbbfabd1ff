"""The extra `mcp`: an assistant that speaks the Model Context Protocol finds and asks the canned queries."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from quotes.models import Article, Quote
from quotes.store import open_to_write, save
from tests import STUCK

pytest.importorskip("datasette_mcp", reason="the extra mcp is not installed: pip install 'newsquotes[mcp]'")

HELLO = {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "test", "version": "1"}}
Call = Callable[..., Any]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of `quotes serve` with two quotations."""
    path = tmp_path_factory.mktemp("mcp") / "quotes.db"
    why = {"kind": "direct", "speaker_kind": "person", "rule": "cue_right_after", "confidence": 0.9}
    said = [
        {"text": "We sail", "spans": [(1, 8)], "speaker": "Ada Finch"},
        {"text": "Not in fog", "spans": [(28, 38)], "speaker": "Ib Moor"},
    ]
    quotes = tuple(Quote.model_validate(why | one) for one in said)
    db = open_to_write.connect(path)
    text = "“We sail,” said Ada Finch. “Not in fog,” said Ib Moor."
    save.save(db, Article(id="1", title="Fog", text=text, quotes=quotes))
    db.close()
    command = [sys.executable, "-m", "quotes", "serve", str(path), "--port", "0"]
    server = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, cwd=path.parent)
    try:
        assert server.stderr
        yield next(line for line in server.stderr if " is at " in line).split(" is at ")[1].split()[0]
    finally:
        os.kill(server.pid, signal.SIGINT)
    server.communicate(timeout=STUCK)


@pytest.fixture(scope="module")
def call(address: str) -> Call:
    """Calls a method of the server, as an assistant does that has said who it is."""
    ask(address, "initialize", HELLO)
    return lambda method, **params: ask(address, method, params)


def ask(address: str, method: str, params: dict[str, Any]) -> Any:
    """The result of one call."""
    with answer_to(address, method, params) as answer:
        return json.loads(answer.read())["result"]


def answer_to(address: str, method: str, params: dict[str, Any]) -> Any:
    body = json.dumps({"jsonrpc": "2.0", "id": 1, "method": method, "params": params}).encode()
    wanted = {"content-type": "application/json", "accept": "application/json, text/event-stream"}
    return urllib.request.urlopen(urllib.request.Request(f"{address}-/mcp", body, wanted), timeout=STUCK)


def test_no_session_is_kept_for_who_says_hello(address: str) -> None:
    with answer_to(address, "initialize", HELLO) as answer:
        assert "serverInfo" in json.loads(answer.read())["result"]
        assert answer.headers["mcp-session-id"] is None


def test_an_assistant_finds_every_canned_query_with_its_parameters(call: Call) -> None:
    found = call("tools/call", name="list_canned_queries", arguments={})["structuredContent"]["queries"]
    assert {query["name"]: query["parameters"] for query in found} == {
        "who_said": ["words", "limit"],
        "said_by": ["name", "limit"],
        "speakers_named": ["name", "limit"],
        "most_quoted": ["since", "until", "limit"],
        "quotes_between": ["since", "until", "limit"],
        "topics_of": ["name", "limit"],
    }
    assert all(query["description"] and not query["write"] for query in found)


@pytest.mark.parametrize(
    ("query", "parameters", "found"),
    [
        ("who_said", {"words": "sailing"}, ["We sail"]),
        ("who_said", {"words": 'sail" NEAR('}, []),
        ("said_by", {"name": "finch"}, ["We sail"]),
    ],
)
def test_it_asks_them(call: Call, query: str, parameters: dict[str, str], found: list[str]) -> None:
    asked = {"database": "quotes", "query": query, "parameters": parameters}
    result = call("tools/call", name="execute_canned_query", arguments=asked)
    assert not result["isError"], result
    assert [row["text"] for row in result["structuredContent"]["rows"]] == found


@pytest.mark.parametrize(("limit", "found", "more"), [(1, 1, True), (2, 2, False), ("", 2, False)])
def test_it_is_told_whether_there_are_more(call: Call, limit: int | str, found: int, more: bool) -> None:
    asked = {"database": "quotes", "query": "quotes_between", "parameters": {"limit": limit}}
    result = call("tools/call", name="execute_canned_query", arguments=asked)["structuredContent"]
    assert (len(result["rows"]), result["truncated"]) == (found, more)
