"""Connections: how many there may be, how long one may wait, under which names they are answered, and the log."""

from __future__ import annotations

import asyncio
import logging
import select
import socket
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from contextvars import ContextVar
from typing import Any

import pytest
import uvicorn

from quotes.web import connections, hosts, serve
from tests import STUCK

HALF = b"GET / HTTP/1.1\r\nHost: localhost\r\nX-A: "
WHOLE = b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"
SENT = b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\nhalf"


MANY = b"GET /many HTTP/1.1\r\nHost: localhost\r\n\r\n"
seen: ContextVar[bool] = ContextVar("seen", default=False)
SLOW = b"GET /slow HTTP/1.1\r\nHost: localhost\r\n\r\n"


async def app(scope: Any, receive: Any, send: Any) -> None:
    """Reads what is sent, and answers with many bytes, or after a long time."""
    if scope["type"] == "http":
        if scope["path"] == "/slow":
            await asyncio.sleep(STUCK)
        if scope["path"] == "/many":
            told = b"seen" if seen.get() else b"first"
            seen.set(True)
            await send({"type": "http.response.start", "status": 200, "headers": []})
            await send({"type": "http.response.body", "body": told})
            return
        while (await receive()).get("more_body"):
            pass
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"50000000")]})
        await send({"type": "http.response.body", "body": b"a" * 50_000_000})


MOST = 5


@pytest.fixture
def port(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Iterator[int]:
    """Of a server with few connections and little patience, unless a test gives it more; it has to end in time."""
    monkeypatch.setattr(connections.Bounded, "most_open", MOST)
    for name in ("HEADER_SECONDS", "BODY_SECONDS", "WRITE_SECONDS"):
        monkeypatch.setattr(connections, name, getattr(request, "param", 0.5))
    listening = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(app, log_level="warning", lifespan="off", http=connections.Bounded)
    config.timeout_graceful_shutdown = 1
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    yield listening.getsockname()[1]
    server.should_exit = True
    thread.join(STUCK)
    assert not thread.is_alive()


@contextmanager
def connected(port: int, sent: bytes, of: str = "127.0.0.1") -> Iterator[socket.socket]:
    with socket.create_connection(("127.0.0.1", port), timeout=STUCK, source_address=(of, 0)) as it:
        it.sendall(sent)
        yield it


def ended(it: socket.socket) -> bool:
    """Wait until the server ends a connection."""
    try:
        while it.recv(1_000_000):
            pass
    except ConnectionError:
        pass
    return True


@pytest.mark.parametrize("sent", [b"", HALF, SENT], ids=["nothing", "half a header", "half of what is sent"])
def test_who_does_not_finish_is_not_waited_for(port: int, sent: bytes) -> None:
    with connected(port, sent) as it:
        assert ended(it)


def test_a_header_that_comes_byte_by_byte_is_not_waited_for(port: int) -> None:
    with connected(port, HALF) as it, pytest.raises(ConnectionError):
        for _ in range(int(STUCK * 20)):
            it.sendall(b"a")
            time.sleep(0.05)


def test_who_takes_nothing_of_an_answer_is_not_waited_for(port: int) -> None:
    with connected(port, WHOLE) as it:
        time.sleep(4)
        taken = 0
        try:
            while part := it.recv(1_000_000):
                taken += len(part)
        except ConnectionError:
            pass
        assert taken < 50_000_000


@pytest.mark.parametrize("port", [10 * STUCK], indirect=True)
@pytest.mark.parametrize("sent", [b"", HALF, SENT], ids=["nothing", "half a header", "half of what is sent"])
def test_of_many_that_keep_waiting_the_oldest_are_ended(port: int, sent: bytes) -> None:
    with ExitStack() as stack:
        idle = []
        for _ in range(20):
            idle.append(stack.enter_context(connected(port, sent)))
            time.sleep(0.02)  # so that the server has read what was sent before the next one comes
        asking = stack.enter_context(connected(port, WHOLE))
        assert asking.recv(20).startswith(b"HTTP/1.1 200")
        assert all(ended(one) for one in idle[: -MOST + 1])
        assert not select.select(idle[-MOST + 1 :], [], [], 0)[0]


@pytest.mark.skipif(sys.platform != "linux", reason="only there is all of 127.0.0.0/8 this machine")
@pytest.mark.parametrize("port", [10 * STUCK], indirect=True)
@pytest.mark.parametrize("sent", [SLOW, SENT, WHOLE], ids=["asks", "half of what is sent", "takes nothing"])
def test_a_client_with_all_connections_gives_one_up_for_another_client(port: int, sent: bytes) -> None:
    """Also where the server itself keeps all of them waiting, and where the other one is slow."""
    with ExitStack() as stack:
        slow = stack.enter_context(connected(port, SENT, of="127.0.0.3"))
        time.sleep(0.1)
        for _ in range(3 * MOST):
            stack.enter_context(connected(port, sent, of="127.0.0.2"))
            time.sleep(0.02)
        asking = stack.enter_context(connected(port, WHOLE))
        assert asking.recv(20).startswith(b"HTTP/1.1 200")
        assert not select.select([slow], [], [], 0)[0]


@pytest.mark.parametrize("port", [10 * STUCK], indirect=True)
def test_of_many_that_take_nothing_of_their_answers_the_oldest_are_ended(port: int) -> None:
    with ExitStack() as stack:
        for _ in range(20):
            asking = stack.enter_context(connected(port, WHOLE))
            assert asking.recv(20).startswith(b"HTTP/1.1 200")


@pytest.mark.parametrize("port", [10 * STUCK], indirect=True)
def test_what_was_asked_before_an_answer_has_nothing_of_that(port: int) -> None:
    """Such as its turn, or what its client may see: a proxy sends requests of many clients together."""
    with connected(port, MANY * 5) as it:
        said = b""
        while said.count(b"HTTP/1.1 200") < 5 or not said.endswith(b"0\r\n\r\n"):
            said += it.recv(10_000)
    assert (said.count(b"first"), said.count(b"seen")) == (5, 0)


def test_a_slow_client_does_not_keep_the_server_up(port: int) -> None:
    """The fixture waits for the end of the server."""
    it = socket.create_connection(("127.0.0.1", port), timeout=STUCK)
    it.sendall(WHOLE)
    time.sleep(0.1)


def test_fewer_connections_where_few_files_may_be_open(monkeypatch: pytest.MonkeyPatch) -> None:
    resource = pytest.importorskip("resource")
    for files, wanted in ((1024, 448), (256, 64), (40, 8), (1_000_000, connections.MOST)):
        monkeypatch.setattr(resource, "getrlimit", lambda _, files=files: (files, files))
        assert connections.most() == wanted


def test_a_problem_is_told_once_a_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    clock = [0.0]
    monkeypatch.setattr(time, "monotonic", lambda: clock[0])
    once = connections.OnceAMinute()
    for second in range(130):
        clock[0] = second
        for problem in ("no files", "bad request %d"):
            record = logging.LogRecord("x", logging.WARNING, "", 0, problem, (7,) if "%" in problem else (), None)
            if once.filter(record):
                told.append(record.getMessage())
    assert told == [
        *("no files", "bad request 7"),
        *("no files (59 times more before)", "bad request 7 (59 times more before)") * 2,
    ]


def test_answers_that_are_cut_off_at_the_end_are_no_problem() -> None:
    once, error = connections.OnceAMinute(), asyncio.CancelledError()
    left = type("ClientDisconnect", (Exception,), {})()
    for raised, told in ((error, False), (left, False), (OSError(), True)):
        record = logging.LogRecord("x", logging.ERROR, "", 0, "failed", (), (type(raised), raised, None))
        assert once.filter(record) is told


def test_what_any_package_logs_again_and_again_is_told_once(capfd: pytest.CaptureFixture[str]) -> None:
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    root.handlers = []
    try:
        serve._quiet_log()
        for number in range(100):
            logging.getLogger("mcp.server.streamable_http").error("cannot do %d", number)
    finally:
        root.handlers = before
        root.setLevel(level)
    assert capfd.readouterr().err == "ERROR: cannot do 0\n"


NAMES = hosts.ours("0.0.0.0", ["News.Example"])


@pytest.mark.parametrize(
    ("method", "path", "host", "origin", "status"),
    [
        ("GET", "/", "evil.example", None, 421),
        ("GET", "/-/mcp", "evil.example:8001", None, 421),
        ("GET", "/", "evil.example@localhost", None, 200),  # the name is what follows the '@', as in browsers
        ("GET", "/", "localhost.evil.example", None, 421),
        ("GET", "/", "127.0.0.1.evil.example", None, 421),
        ("GET", "/", "", None, 421),
        ("GET", "/", "[::1", None, 421),
        ("GET", "/", "localhost:8001", None, 200),
        ("GET", "/", "LOCALHOST.", None, 200),
        ("GET", "/", "192.168.1.7:8001", None, 200),
        ("GET", "/", "[fe80::1]:80", None, 200),
        ("GET", "/", "news.example", None, 200),
        ("GET", "/", "a.news.example", None, 421),
        ("GET", "/", "localhost", "https://evil.example", 200),
        ("POST", "/-/quotes/review", "localhost", "https://evil.example", 403),
        ("POST", "/-/quotes/review", "localhost", "null", 403),
        ("POST", "/-/quotes/review", "news.example", "https://news.example", 200),
        ("POST", "/-/mcp", "localhost", "https://evil.example", 403),
        ("GET", "/-/mcp", "localhost", "https://evil.example", 403),
        ("GET", "/base/-/mcp/", "localhost", "https://evil.example", 403),
        ("POST", "/-/mcp", "localhost", "http://localhost:6274", 200),
        ("POST", "/-/mcp", "localhost", None, 200),
    ],
)
def test_names_that_are_ours(method: str, path: str, host: str, origin: str | None, status: int) -> None:
    given = [(b"host", host.encode()), *([(b"origin", origin.encode())] if origin is not None else [])]
    answers: list[Any] = []

    async def served(scope: Any, receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})

    async def send(message: Any) -> None:
        answers.append(message)

    scope = {"type": "http", "method": method, "path": path, "headers": given}
    asyncio.run(hosts.only(served, NAMES)(scope, None, send))
    assert answers[0]["status"] == status
