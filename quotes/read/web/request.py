"""Request one page and read the answer within bounds; redirects are not followed here. Needs the extra `web`."""

from __future__ import annotations

import ssl
import time
from typing import NamedTuple

import httpcore

from quotes.read.bounds import CONNECT_SECONDS, LONGEST_HEADERS, MB, READ_SECONDS, TOTAL_SECONDS
from quotes.read.unzip import unpacked
from quotes.read.web.addresses import Address, RefusedError, Resolve
from quotes.read.web.connect import Budget, Checked

REDIRECTS = (301, 302, 303, 307, 308)
ACCEPT = (
    "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, "
    "application/xml;q=0.9, text/plain;q=0.8"
)


class Seconds(NamedTuple):
    """The seconds a request may take: to connect, between two pieces of the answer, and in total."""

    connect: float = CONNECT_SECONDS
    read: float = READ_SECONDS
    total: float = TOTAL_SECONDS


class Manner(NamedTuple):
    """The settings of all requests.

    Attributes:
        agent: the User-Agent.
        allow_loopback_for_tests: see `Checked`.
    """

    agent: str
    resolve: Resolve
    seconds: Seconds
    tls: ssl.SSLContext
    allow_loopback_for_tests: bool


class Response(NamedTuple):
    """The answer of a server, with the names of headers in lower case and the content decompressed."""

    status: int
    headers: dict[str, str]
    content: bytes


def ask(
    address: Address, manner: Manner, most: int, *, cut: bool = False, conditions: dict[str, str] | None = None
) -> Response:
    """Request an address and return the answer.

    Args:
        most: the bytes that the content may have, compressed and decompressed.
        cut: cut longer content instead of refusing it.
        conditions: headers under which the content is wanted, such as `If-None-Match`.

    Raises:
        RefusedError: the server does not answer, the answer breaks off, or a bound is exceeded.
    """
    budget = Budget(time.monotonic() + manner.seconds.total, most + LONGEST_HEADERS)
    backend = Checked(budget, manner.resolve, allow_loopback_for_tests=manner.allow_loopback_for_tests)
    headers: list[tuple[bytes | str, bytes | str]] = [
        ("User-Agent", manner.agent),
        ("Accept", ACCEPT),
        ("Accept-Encoding", "gzip, deflate"),
        ("Connection", "close"),
        *(conditions or {}).items(),
    ]
    waits = {"connect": manner.seconds.connect, "read": manner.seconds.read, "write": manner.seconds.read}
    try:
        with (
            httpcore.ConnectionPool(ssl_context=manner.tls, network_backend=backend, retries=0) as pool,
            pool.stream("GET", address.url, headers=headers, extensions={"timeout": waits}) as response,
        ):
            return _answer(response, most, cut)
    except httpcore.TimeoutException as error:
        raise RefusedError(
            f"{address.host} did not answer in time ({error or type(error).__name__})", "try later"
        ) from error
    except httpcore.RemoteProtocolError as error:
        raise RefusedError(f"{address.host} broke off, or its answer is not HTTP ({error})", "try later") from error
    except (httpcore.NetworkError, httpcore.ProtocolError, OSError, ValueError) as error:
        raise RefusedError(
            f"{address.host} cannot be reached ({error or type(error).__name__})", "try later"
        ) from error


def _answer(response: httpcore.Response, most: int, cut: bool) -> Response:
    headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in response.headers}
    if response.status != 200:
        return Response(response.status, headers, b"")
    if not cut and int(headers.get("content-length") or 0) > most:
        raise RefusedError(_long(most))
    parts, count = [], 0
    for part in response.iter_stream():
        parts.append(part)
        count += len(part)
        if count > most:
            break
    packed = b"".join(parts)
    if count > most and not cut:
        raise RefusedError(_long(most))
    try:
        content = unpacked(packed, headers.get("content-encoding", "").strip().lower(), most)
    except ValueError as error:
        raise RefusedError(f"an answer that cannot be unpacked: {error}") from error
    if len(content) > most and not cut:
        raise RefusedError(_long(most))
    return Response(200, headers, content[:most])


def _long(most: int) -> str:
    return f"a page of more than {most / MB:g} MB"
