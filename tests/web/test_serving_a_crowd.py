"""`quotes serve` itself, as it is started: few files, many connections, foreign names, and its end."""

from __future__ import annotations

import resource
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import pytest

from tests import STUCK
from tests.web.test_connections import HALF, SENT
from tools.versions import LATEST, old_database

FILES = 48  # so few that some connections cannot even be accepted


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Callable[..., subprocess.Popen[str]]]:
    started: list[subprocess.Popen[str]] = []

    def start(*options: str, files: int = 1024) -> subprocess.Popen[str]:
        path = old_database(tmp_path / "quotes.db", LATEST)
        server = subprocess.Popen(
            [sys.executable, "-m", "quotes", "serve", str(path), "--port", "0", *options],
            stderr=subprocess.PIPE,
            text=True,
            cwd=tmp_path,
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (files, files)),
        )
        started.append(server)
        return server

    yield start
    for server in started:
        server.kill()
        server.communicate()


def address_of(server: subprocess.Popen[str]) -> tuple[str, int]:
    assert server.stderr
    line = next(line for line in server.stderr if " is at " in line)
    port = int(line.split(" is at ")[1].split("/")[2].rpartition(":")[2])
    return "127.0.0.1", port


@contextmanager
def crowd(address: tuple[str, int], sent: bytes, number: int) -> Iterator[list[socket.socket]]:
    with ExitStack() as stack:
        yield [stack.enter_context(_one(address, sent)) for _ in range(number)]


@contextmanager
def _one(address: tuple[str, int], sent: bytes) -> Iterator[socket.socket]:
    with socket.create_connection(address, timeout=STUCK) as it:
        with suppress(ConnectionError):
            it.sendall(sent)
        yield it


@pytest.mark.parametrize("sent", [HALF, SENT], ids=["half a header", "half of what is sent"])
def test_a_crowd_that_finishes_nothing_keeps_nobody_out_and_ends_nothing(
    serve: Callable[..., subprocess.Popen[str]], sent: bytes
) -> None:
    server = serve(files=FILES)
    address = address_of(server)
    with ExitStack() as stack:
        server.send_signal(signal.SIGSTOP)
        stack.enter_context(crowd(address, sent, 60))  # more than there are files, all at once
        server.send_signal(signal.SIGCONT)
        stack.enter_context(crowd(address, sent, 240))
        with urllib.request.urlopen(f"http://127.0.0.1:{address[1]}/", timeout=STUCK) as page:
            assert page.status == 200
        server.send_signal(signal.SIGTERM)
        _, said = server.communicate(timeout=STUCK)
    lines = said.splitlines()
    assert 0 < len(lines) < 8 and all(line.startswith(("WARNING:", "ERROR:")) for line in lines), said[:2000]
    for problem in ("connections: those that keep the server waiting are ended", "Too many open files"):
        assert [problem in line for line in lines].count(True) == 1, said[:2000]
    assert server.returncode in (0, -signal.SIGTERM)


def test_only_names_that_are_ours(serve: Callable[..., subprocess.Popen[str]]) -> None:
    _, port = address_of(serve("--host-name", "News.example"))
    for host, wanted in (("news.example", 200), ("localhost", 200), ("evil.example", 421)):
        asked = urllib.request.Request(f"http://127.0.0.1:{port}/", headers={"Host": host})
        try:
            with urllib.request.urlopen(asked, timeout=STUCK) as page:
                status = page.status
        except urllib.error.HTTPError as error:
            status = error.code
        assert status == wanted


def test_a_problem_is_a_plain_line_whatever_an_extra_would_make_of_it(
    serve: Callable[..., subprocess.Popen[str]],
) -> None:
    server = serve()
    _, port = address_of(server)
    with pytest.raises(urllib.error.HTTPError, match="400"):
        urllib.request.urlopen(f"http://127.0.0.1:{port}/-/static/{'x' * 5000}", timeout=STUCK)
    server.send_signal(signal.SIGTERM)
    _, said = server.communicate(timeout=STUCK)
    assert said.startswith("WARNING: ") and said.count("\n") == 1, said


SETTINGS = """
import logging, sqlite3, sys, uvicorn
from quotes.web import connections
from quotes.web.serve import listen, make_datasette, run

async def serve(self, sockets):
    made = self.config
    db = sqlite3.connect(":memory:")
    print(made.timeout_graceful_shutdown, made.http.__name__, made.http.most_open == connections.most(),
        db.execute("pragma hard_heap_limit").fetchone()[0])

uvicorn.Server.serve = serve
run(make_datasette(sys.argv[1]), listen("127.0.0.1", 0), frozenset())
"""


def test_what_bounds_a_server_is_set(tmp_path: Path) -> None:
    path = old_database(tmp_path / "quotes.db", LATEST)
    ran = subprocess.run([sys.executable, "-c", SETTINGS, path], capture_output=True, text=True, check=True)
    assert ran.stdout == f"5 Bounded True {112 * 1024 * 1024}\n"
