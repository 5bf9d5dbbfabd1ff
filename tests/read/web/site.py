"""A web server inside a test: each path answers with the bytes that the test chose, also wrong ones."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

Answer = bytes | Callable[[socket.socket], None]
MISSING = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"


@dataclass
class Site:
    """A server on 127.0.0.1.

    Attributes:
        answers: by path, the bytes of an answer or a function that talks to the socket.
        asked: the requests as they came, in order.
        names: the names that TLS clients asked for.
    """

    port: int
    answers: dict[str, Answer] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    names: list[str | None] = field(default_factory=list)

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"

    def paths(self) -> list[str]:
        return [request.split()[1] for request in self.asked]


def ok(content: bytes | str, kind: str = "text/html; charset=utf-8", *headers: str) -> bytes:
    """A good answer."""
    body = content.encode() if isinstance(content, str) else content
    lines = ["HTTP/1.1 200 OK", f"Content-Type: {kind}", f"Content-Length: {len(body)}", *headers]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def to(location: str, status: int = 302) -> bytes:
    """A redirect."""
    return f"HTTP/1.1 {status} Found\r\nLocation: {location}\r\nContent-Length: 0\r\n\r\n".encode()


def endless(beginning: bytes, piece: bytes) -> Callable[[socket.socket], None]:
    """An answer that goes on until the client hangs up."""

    def talk(client: socket.socket) -> None:
        client.sendall(beginning)
        while True:
            client.sendall(piece)

    return talk


@contextmanager
def serving(tls: ssl.SSLContext | None = None) -> Iterator[Site]:
    """A site until the end of the block."""
    server = socket.create_server(("127.0.0.1", 0))
    site = Site(server.getsockname()[1])
    if tls is not None:
        tls.sni_callback = lambda _socket, name, _context: site.names.append(name)

    def work() -> None:
        while True:
            try:
                client, _ = server.accept()
            except OSError:
                return
            threading.Thread(target=talk, args=(client,), daemon=True).start()

    def talk(client: socket.socket) -> None:
        with suppress(OSError), client:
            client.settimeout(10)
            safe = tls.wrap_socket(client, server_side=True) if tls else client
            request = b""
            while b"\r\n\r\n" not in request:
                if not (piece := safe.recv(65536)):
                    return
                request += piece
            site.asked.append(request.decode("latin-1"))
            answer = site.answers.get(request.split()[1].decode("latin-1"), MISSING)
            if callable(answer):
                answer(safe)
            else:
                safe.sendall(answer)

    threading.Thread(target=work, daemon=True).start()
    try:
        yield site
    finally:
        server.close()
