"""Connect to checked addresses, within bounds of time and bytes. Needs the extra `web`.

The name of a host is resolved once, here, and the connection goes to the IP address that was checked. So a name
that resolves to another address a moment later gains nothing. TLS still requires a certificate for the name.
"""

from __future__ import annotations

import ssl
import time
from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Any

import httpcore

from quotes.read.bounds import CONNECT_SECONDS, MB
from quotes.read.web.addresses import RefusedError, Resolve, is_public, within

MOST_TRIED = 3


@dataclass
class Budget:
    """The time and bytes that one request may still use.

    Attributes:
        ends: when the time is over, on the clock of `time.monotonic`.
        bytes: how many more may arrive over the wire.
    """

    ends: float
    bytes: int

    def seconds(self, wanted: float | None) -> float:
        """The seconds that one step may take.

        Raises:
            httpcore.ReadTimeout: no time is left.
        """
        left = self.ends - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout("the time for this page is over")
        return left if wanted is None else min(wanted, left)

    def spend(self, count: int) -> None:
        """Count bytes that arrived.

        Raises:
            RefusedError: there are too many of them.
        """
        self.bytes -= count
        if self.bytes < 0:
            raise RefusedError("the answer does not end where it should", "it is left out")


class Checked(httpcore.NetworkBackend):
    """Connect to public addresses only.

    Args:
        allow_loopback_for_tests: let 127.0.0.1 and ::1 pass, for a server inside a test. Never set it otherwise.
    """

    def __init__(self, budget: Budget, resolve: Resolve, *, allow_loopback_for_tests: bool) -> None:
        self.budget = budget
        self.resolve = resolve
        self.allow_loopback_for_tests = allow_loopback_for_tests

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to a checked IP address of the host.

        Raises:
            RefusedError: one of its addresses is not public, or it has none.
            httpcore.ConnectError, httpcore.ConnectTimeout: none of its addresses answers.
        """
        failed: Exception = httpcore.ConnectError(f"{host} has no address")
        for address in self._addresses(host, port)[:MOST_TRIED]:
            try:
                stream = httpcore.SyncBackend().connect_tcp(address, port, timeout=self.budget.seconds(timeout))
                return Watched(stream, self.budget)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failed = error
        raise failed

    def _addresses(self, host: str, port: int) -> list[str]:
        try:
            found = within(self.budget.seconds(CONNECT_SECONDS), self.resolve, host, port)
        except OSError as error:
            raise RefusedError(f"{host} cannot be found ({error})", "check the address and the network") from error
        for address in found:
            if not is_public(address) and not (self.allow_loopback_for_tests and _is_loopback(address)):
                problem = f"{host} has the address {address}, which is not on the public internet"
                raise RefusedError(problem, "only public pages are read; save it as a file")
        return found


def _is_loopback(address: str) -> bool:
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return False


class Watched(httpcore.NetworkStream):
    """A connection with a budget of time and bytes."""

    def __init__(self, stream: httpcore.NetworkStream, budget: Budget) -> None:
        self.stream = stream
        self.budget = budget

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        found = self.stream.read(min(max_bytes, MB), self.budget.seconds(timeout))
        self.budget.spend(len(found))
        return found

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self.stream.write(buffer, self.budget.seconds(timeout))

    def close(self) -> None:
        self.stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        safe = self.stream.start_tls(ssl_context, server_hostname, self.budget.seconds(timeout))
        return Watched(safe, self.budget)

    def get_extra_info(self, info: str) -> Any:
        return self.stream.get_extra_info(info)
