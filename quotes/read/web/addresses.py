"""Check which web addresses may be read: http and https on the public internet, judged by IP address."""

from __future__ import annotations

import queue
import socket
import threading
from collections.abc import Callable
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network
from typing import NamedTuple
from urllib.parse import quote, urlsplit, urlunsplit

from quotes.read.bounds import LONGEST_ADDRESS

Resolve = Callable[[str, int], list[str]]
PORTS = {"http": 80, "https": 443}
FIRST_FREE_PORT = 1024
KEPT = "/%:@!$&'()*+,;=~-._?"
NAT64 = IPv6Network("64:ff9b::/96")
#: What `ipaddress` takes for public in some of its versions: places of protocols
#: (https://www.iana.org/assignments/iana-ipv4-special-registry, and -ipv6-), among which clouds have the secrets of a
#: machine, and 168.63.129.16, where Azure has them.
NOT_PUBLIC = tuple(
    map(
        ip_network,
        (
            *("192.0.0.0/24", "192.88.99.0/24", "168.63.129.16/32"),
            *("fec0::/10", "100::/63", "3fff::/20", "5f00::/16"),
        ),
    )
)


class RefusedError(Exception):
    """An address is not read.

    Attributes:
        problem: what is wrong.
        advice: what to do about it, or ''.
    """

    def __init__(self, problem: str, advice: str = "") -> None:
        self.problem = problem
        self.advice = advice
        super().__init__(problem)


class Address(NamedTuple):
    """A web address and its parts; `url` is in ASCII and has no fragment."""

    url: str
    scheme: str
    host: str
    port: int


def address_of(url: str) -> Address:
    """Check a web address as far as possible without the network.

    >>> address_of("https://Tarn.Example/a b#c").url
    'https://tarn.example/a%20b'

    Raises:
        RefusedError: not http or https, a password, an unusual port below 1024, or not an address at all.
    """
    if len(url) > LONGEST_ADDRESS:
        raise RefusedError(f"an address of more than {LONGEST_ADDRESS:,} characters")
    try:
        parts = urlsplit(url.strip())
        host, port = parts.hostname or "", parts.port
        host = host if ":" in host else host.encode("idna").decode("ascii").rstrip(".")
    except ValueError as error:
        raise RefusedError(f"not a web address ({error})", "check it") from error
    scheme = parts.scheme.lower()
    if scheme not in PORTS:
        raise RefusedError(f"an address of {scheme or 'no'!r} kind", "only http and https are read")
    if not host or not host.isprintable() or " " in host:
        raise RefusedError("an address without a host", "check it")
    if parts.username is not None or parts.password is not None:
        raise RefusedError("an address with a name or password in it", "leave them out")
    port = PORTS[scheme] if port is None else port
    if port < FIRST_FREE_PORT and port not in PORTS.values():
        raise RefusedError(
            f"port {port} is not one of web pages", f"80, 443 and those from {FIRST_FREE_PORT} on are read"
        )
    place = (f"[{host}]" if ":" in host else host) + ("" if port == PORTS[scheme] else f":{port}")
    path, query = quote(parts.path or "/", safe=KEPT.rstrip("?")), quote(parts.query, safe=KEPT)
    return Address(urlunsplit((scheme, place, path, query, "")), scheme, host, port)


def resolve(host: str, port: int) -> list[str]:
    """The addresses of a host, as the machine's resolver gives them.

    Raises:
        OSError: there are none.
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(place[0]) for *_, place in found))


def within(seconds: float, ask: Resolve, host: str, port: int) -> list[str]:
    """Call a resolver with a deadline, because the system's own has none.

    Raises:
        OSError: the name cannot be resolved.
        TimeoutError: the deadline has passed.
    """
    answers: queue.SimpleQueue[list[str] | OSError] = queue.SimpleQueue()

    def work() -> None:
        try:
            answers.put(ask(host, port))
        except (OSError, UnicodeError) as error:
            answers.put(error if isinstance(error, OSError) else OSError(str(error)))

    threading.Thread(target=work, daemon=True).start()
    try:
        answer = answers.get(timeout=max(seconds, 0.0))
    except queue.Empty:
        raise TimeoutError(f"no address for {host} within {seconds:.0f} seconds") from None
    if isinstance(answer, OSError):
        raise answer
    return answer


def is_public(address: str) -> bool:
    """Whether an IP address, and any other embedded in it, belongs to the public internet.

    >>> [is_public(text) for text in ("93.184.215.14", "169.254.169.254", "::ffff:127.0.0.1", "64:ff9b::a00:1")]
    [True, False, False, False]
    """
    try:
        ip = ip_address(address)
    except ValueError:
        return False
    if isinstance(ip, IPv4Address):
        return _is_global(ip)
    if ip in NAT64:
        return _is_global(IPv4Address(int(ip) & 0xFFFF_FFFF))
    carried = [found for found in (ip.ipv4_mapped, ip.sixtofour, *(ip.teredo or ())) if found is not None]
    return not ip.scope_id and _is_global(ip) and all(map(_is_global, carried))


def _is_global(ip: IPv4Address | IPv6Address) -> bool:
    special = ip.is_multicast or ip.is_reserved or ip.is_unspecified or ip.is_loopback
    return ip.is_global and not special and not any(ip in network for network in NOT_PUBLIC)
