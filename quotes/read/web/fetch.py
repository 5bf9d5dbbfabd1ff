"""Fetch web pages politely: public ones only, as robots.txt allows, one at a time and slowly.

Needs the extra `web`.
"""

from __future__ import annotations

import ssl
import threading
import time
from collections.abc import Callable
from http import HTTPStatus
from typing import NamedTuple
from urllib.parse import urljoin

import httpcore
from protego import Protego

from quotes.errors import SourceError
from quotes.read.bounds import LONGEST_PAGE, LONGEST_PAUSE, LONGEST_ROBOTS, MOST_REDIRECTS, PAUSE_SECONDS
from quotes.read.web.addresses import Address, RefusedError, Resolve, address_of, resolve
from quotes.read.web.request import REDIRECTS, Manner, Response, Seconds, ask

ROBOT = "quotes"
AGENT = "quotes/0.1 (reads articles for the quotations in them)"
KINDS = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "text/plain": "text",
    "application/rss+xml": "feed",
    "application/atom+xml": "feed",
    "application/rdf+xml": "feed",
    "application/xml": "feed",
    "text/xml": "feed",
    "text/x-opml": "feed",
    "text/x-opml+xml": "feed",
}
BUSY = (429, 503)
UNCHANGED = 304
ROBOTS_SECONDS = 24 * 60 * 60.0  # how long a robots.txt is remembered


class Version(NamedTuple):
    """How a server names a state of a page: its ETag and its Last-Modified, each '' if the server gives none."""

    etag: str = ""
    modified: str = ""

    def conditions(self) -> dict[str, str]:
        """The headers that ask for the page only if it has changed since."""
        asked = {"If-None-Match": self.etag, "If-Modified-Since": self.modified}
        return {name: value for name, value in asked.items() if value and value.isascii() and value.isprintable()}


class FetchedPage(NamedTuple):
    """A page that was fetched.

    Attributes:
        url: its address, after redirects.
        kind: html, text or feed, as the server says.
        charset: the encoding that the server names, or ''.
        version: how the server names this state of the page, to ask later whether it changed.
    """

    url: str
    kind: str
    charset: str
    content: bytes
    version: Version = Version()


class Fetcher:
    """Fetches pages one at a time, and remembers the robots.txt of each site.

    Args:
        agent: the User-Agent, preferably with a contact. In robots.txt the name is always `quotes`.
        pause: seconds between two requests to one host; more if robots.txt asks for it.
        seconds: how long a request may take.
        resolve: gives the addresses of a host; the system's resolver by default.
        tls: the certificates to trust; the usual ones by default.
        sleep: waits for so many seconds.
        allow_loopback_for_tests: let 127.0.0.1 and ::1 pass, for a server inside a test. NEVER set it otherwise: the
            pages of this machine would be open to anybody who writes a link.
    """

    def __init__(
        self,
        *,
        agent: str = AGENT,
        pause: float = PAUSE_SECONDS,
        seconds: Seconds | None = None,
        resolve: Resolve = resolve,
        tls: ssl.SSLContext | None = None,
        sleep: Callable[[float], None] = time.sleep,
        allow_loopback_for_tests: bool = False,
    ) -> None:
        context = tls or httpcore.default_ssl_context()
        self._manner = Manner(agent, resolve, seconds or Seconds(), context, allow_loopback_for_tests)
        self._pause = pause
        self._sleep = sleep
        self._alone = threading.Lock()
        self._rules: dict[tuple[str, str, int], Protego | RefusedError] = {}
        self._asked_rules: dict[tuple[str, str, int], float] = {}
        self._asked: dict[str, float] = {}
        self._busy: dict[str, RefusedError] = {}

    def get(self, url: str) -> FetchedPage:
        """Fetch a page, following redirects.

        Raises:
            SourceError: the page is not public, not allowed, missing, too large, too slow, or not a page.
        """
        page = self.get_changed(url, Version())
        if page is None:
            raise SourceError(url, f"the server answered {_named(UNCHANGED)} although it was not asked for changes")
        return page

    def get_changed(self, url: str, version: Version) -> FetchedPage | None:
        """Fetch a page if it differs from the known version; return None if it is still the same.

        Raises:
            SourceError: as `get`.
        """
        with self._alone:
            try:
                return self._page(url, version)
            except RefusedError as refusal:
                raise SourceError(url, refusal.problem, refusal.advice) from refusal

    def try_again(self) -> None:
        """Ask hosts again that were overloaded, and for each robots.txt that is older than a day."""
        with self._alone:
            self._busy.clear()
            old = time.monotonic() - ROBOTS_SECONDS
            refused = {site for site, rules in self._rules.items() if isinstance(rules, RefusedError)}
            for site in [site for site, since in self._asked_rules.items() if since < old or site in refused]:
                del self._rules[site], self._asked_rules[site]

    def _page(self, url: str, version: Version) -> FetchedPage | None:
        address, answer = self._follow(url, LONGEST_PAGE, polite=True, conditions=version.conditions())
        if answer.status == UNCHANGED and version.conditions():
            return None
        if answer.status != 200:
            raise RefusedError(f"the server answered {_named(answer.status)}")
        kind, _, rest = answer.headers.get("content-type", "").partition(";")
        kind = kind.strip().lower()
        if kind and kind not in KINDS:
            raise RefusedError(f"not a page but {kind[:60]}", "web pages, plain text and feeds are read")
        charset = rest.lower().partition("charset=")[2].partition(";")[0].strip(" \"'")
        now = Version(answer.headers.get("etag", ""), answer.headers.get("last-modified", ""))
        return FetchedPage(address.url, KINDS.get(kind, "html"), charset, answer.content, now)

    def _follow(
        self, url: str, most: int, *, polite: bool, conditions: dict[str, str] | None = None
    ) -> tuple[Address, Response]:
        """Follow redirects to their end, and check each address on the way.

        Args:
            polite: obey robots.txt; False for robots.txt itself, which is cut if it is too long.
        """
        for _ in range(MOST_REDIRECTS + 1):
            address = address_of(url)
            self._wait(address, self._delay(address) if polite else self._pause)
            try:
                answer = ask(address, self._manner, most, cut=not polite, conditions=conditions)
            finally:
                self._asked[address.host] = time.monotonic()
            if answer.status in BUSY:
                problem = f"{address.host} answered {_named(answer.status)}"
                self._busy[address.host] = RefusedError(problem, "it gets no more requests now; try later")
                raise self._busy[address.host]
            if answer.status not in REDIRECTS or not answer.headers.get("location"):
                return address, answer
            url = urljoin(address.url, answer.headers["location"])
        raise RefusedError(f"more than {MOST_REDIRECTS} redirects")

    def _delay(self, address: Address) -> float:
        """The pause that a site asks for.

        Raises:
            RefusedError: robots.txt does not allow this page, or asks for too long a pause.
        """
        rules = self._rules_of(address)
        if not rules.can_fetch(address.url, ROBOT):
            raise RefusedError(
                f"the robots.txt of {address.host} does not allow this page", "the site does not want programs there"
            )
        rate = rules.request_rate(ROBOT)
        asked = max(rules.crawl_delay(ROBOT) or 0.0, rate.seconds / rate.requests if rate and rate.requests else 0.0)
        if asked > LONGEST_PAUSE:
            problem = f"the robots.txt of {address.host} asks for {asked:,.0f} seconds between pages"
            raise RefusedError(problem, f"quotes waits at most {LONGEST_PAUSE:.0f}")
        return max(self._pause, asked)

    def _rules_of(self, address: Address) -> Protego:
        """The rules of a site's robots.txt, which is fetched once."""
        site = address.scheme, address.host, address.port
        if site not in self._rules:
            self._asked_rules[site] = time.monotonic()
            try:
                self._rules[site] = self._ask_rules(address)
            except RefusedError as refusal:
                problem = f"no page without the robots.txt of {address.host}, and {refusal.problem}"
                self._rules[site] = RefusedError(problem, refusal.advice)
        rules = self._rules[site]
        if isinstance(rules, RefusedError):
            raise rules
        return rules

    def _ask_rules(self, address: Address) -> Protego:
        _, answer = self._follow(urljoin(address.url, "/robots.txt"), LONGEST_ROBOTS, polite=False)
        if answer.status >= 500:
            raise RefusedError(f"the server answered {_named(answer.status)}", "try later")
        text = answer.content.decode("utf-8", "replace") if answer.status == 200 else ""
        try:
            return Protego.parse(text)
        except Exception as error:  # the file may contain anything
            raise RefusedError(f"it cannot be understood ({type(error).__name__})") from error

    def _wait(self, address: Address, pause: float) -> None:
        """Wait until the pause since the last request to a host is over.

        Raises:
            RefusedError: the host answered that it is overloaded.
        """
        if address.host in self._busy:
            raise self._busy[address.host]
        asked = self._asked.get(address.host)
        left = 0.0 if asked is None else asked + pause - time.monotonic()
        if left > 0:
            self._sleep(left)


def _named(status: int) -> str:
    """A status with its name: '404 Not Found'."""
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return str(status)
