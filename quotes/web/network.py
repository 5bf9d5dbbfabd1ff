"""Tell who a client is by its network address, as far as that can be told."""

from __future__ import annotations

from ipaddress import IPv4Address, ip_address, ip_network
from typing import Any

HOUSEHOLD = 64  # bits of an IPv6 address that a household or a company shares


def network(host: str) -> str:
    """The address; of IPv6, only the part of a household or a company, because that has as many others as it likes.

    >>> network("192.0.2.7"), network("::ffff:192.0.2.7"), network("2001:db8::7"), network("2001:db8:0:0:8::9%eth0")
    ('192.0.2.7', '192.0.2.7', '2001:db8::/64', '2001:db8::/64')
    """
    try:
        ip = ip_address(host.partition("%")[0])
    except ValueError:  # a socket of Unix, or a test
        return host
    if isinstance(ip, IPv4Address):
        return str(ip)
    return str(ip.ipv4_mapped or ip_network((int(ip), HOUSEHOLD), strict=False))


def of_request(scope: Any) -> str:
    """The network from which a request comes."""
    return network(str((scope.get("client") or ("?",))[0]))
