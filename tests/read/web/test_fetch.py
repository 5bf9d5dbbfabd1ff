"""Web addresses: what is fetched, how politely, and what is refused; against a server inside the test."""

from __future__ import annotations

import gzip
import shutil
import socket
import ssl
import subprocess
import time
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from quotes.errors import SourceError
from quotes.read import read
from quotes.read.bounds import LONGEST_PAGE
from quotes.read.web.addresses import RefusedError, address_of, is_public
from quotes.read.web.fetch import Fetcher
from quotes.read.web.request import Seconds
from tests.read.web.site import Site, endless, ok, serving, to

PAGE = (
    "<html><head><title>{0}</title><meta property='og:site_name' content='Tarn Post'></head><body><article>"
    "<h1>{0}</h1><p>“We were stretched,” said Ida Marlow, a union secretary in the harbour of Norwick. She said the "
    "ferry would sail on Friday.</p>"
    "<p>The harbour had been closed for weeks before that, and the crews were tired of it, she said.</p>"
    "</article></body></html>"
)
BEGIN = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
QUICK = Seconds(connect=2.0, read=0.3, total=1.0)


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as made:
        yield made


def fetcher(**how: Any) -> Fetcher:
    return Fetcher(**{"pause": 0.0, "allow_loopback_for_tests": True} | how)


def problem(url: str, fetch: Fetcher | None = None) -> str:
    """What is said of an address that gives no page."""
    with pytest.raises(SourceError) as caught:
        (fetch or fetcher()).get(url)
    assert str(caught.value).startswith(f"{url}: ")
    return str(caught.value)


def test_a_page_gives_its_article(site: Site) -> None:
    site.answers["/a"] = ok(PAGE.format("Ferry to sail"))
    (article,) = read(site.url("/a#top"), fetcher=fetcher())
    assert article.text.startswith("“We were stretched,” said Ida Marlow")
    assert (article.title, article.source) == ("Ferry to sail", "Tarn Post")
    assert article.id == article.url == site.url("/a")


def test_a_page_that_changed_is_the_same_article(site: Site) -> None:
    found = []
    for title in ("Ferry to sail", "Ferry sailed"):
        site.answers["/a"] = ok(PAGE.format(title))
        found += read(site.url("/a"), fetcher=fetcher())
    assert found[0].id == found[1].id and found[0].text != found[1].title


def test_none_is_fetched_unasked(site: Site) -> None:
    with pytest.raises(SourceError, match="which is not fetched by default; add --fetch"):
        list(read(site.url("/a")))
    assert site.asked == []


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (PAGE.format("Café").encode("cp1252"), "text/html; charset=windows-1252"),
        (PAGE.format("Café").encode("cp1252"), "text/html; charset=ISO-8859-1"),
        (PAGE.format("Café").replace("<head>", "<head><meta charset=windows-1252>").encode("cp1252"), "text/html"),
        (PAGE.format("Café").encode() + b"<!-- \xff -->", "text/html; charset=utf-8"),
        (PAGE.format("Café").encode(), "text/html; charset=no-such-thing"),
        (PAGE.format("Café").encode(), "text/html; charset=unicode_escape"),
        (PAGE.format("Café").encode(), "text/html; charset=hex"),
    ],
)
def test_the_encoding_is_the_one_of_the_header_if_it_fits(site: Site, body: bytes, kind: str) -> None:
    site.answers["/a"] = ok(body, kind)
    (article,) = read(site.url("/a"), fetcher=fetcher())
    assert article.title == "Café" and "“We were stretched,”" in article.text


@pytest.mark.parametrize(
    ("packed", "how"),
    [
        (gzip.compress, "gzip"),
        (gzip.compress, "x-gzip"),
        (zlib.compress, "deflate"),
        (lambda body: zlib.compress(body, wbits=-15), "deflate"),
        (bytes, "identity"),
    ],
)
def test_packed_answers_are_unpacked(site: Site, packed: Callable[[bytes], bytes], how: str) -> None:
    site.answers["/a"] = ok(packed(PAGE.format("Ferry").encode()), "text/html", f"Content-Encoding: {how}")
    assert fetcher().get(site.url("/a")).content == PAGE.format("Ferry").encode()


# Of addresses.


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://127.1/",
        "http://2130706433/",
        "http://0x7f.0.0.1/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://0.0.0.0/",
        "http://10.1.2.3/",
        "http://172.16.0.1/",
        "http://192.168.1.1/",
        "http://100.64.0.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://[fe80::1]/",
        "http://[fd00::1]/",
        "http://[64:ff9b::7f00:1]/",
        "http://[2002:7f00:1::]/",
        "http://224.0.0.1/",
        "http://255.255.255.255/",
        "http://192.0.0.192/opc/v1/",
        "http://168.63.129.16/",
        "http://192.88.99.1/",
        "http://[::ffff:168.63.129.16]/",
        "http://[fec0::1]/",
        "http://[5f00::1]/",
        "http://localhost/",
    ],
)
def test_private_addresses_are_refused_however_they_are_written(url: str) -> None:
    assert "not on the public internet" in problem(url, Fetcher(pause=0.0))


@pytest.mark.parametrize("address", ["93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c", "64:ff9b::5db8:d70e"])
def test_public_addresses_are_not(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("file:///etc/passwd", "only http and https"),
        ("ftp://tarn.example/a", "only http and https"),
        ("gopher://tarn.example/a", "only http and https"),
        ("https://ida:secret@tarn.example/", "name or password"),
        ("https://tarn.example:25/", "port 25"),
        ("https://tarn.example:99999/", "not a web address"),
        ("https:///a", "without a host"),
        ("https://[::1/", "not a web address"),
        ("https://" + "a" * 70 + ".example/", "not a web address"),
        ("https://tarn.example/" + "a" * 2000, "more than 2,000 characters"),
    ],
)
def test_other_addresses_are_refused_unasked(url: str, said: str) -> None:
    def never(host: str, port: int) -> list[str]:
        raise AssertionError("asked for an address")

    assert said in problem(url, fetcher(resolve=never))


def test_addresses_are_written_in_ascii() -> None:
    assert address_of("HTTPS://Bücher.example:443/ä b?q=ü&r=%20#x").url == (
        "https://xn--bcher-kva.example/%C3%A4%20b?q=%C3%BC&r=%20"
    )


@pytest.mark.parametrize("text", ["http://a\r\nHost: b/", "http://a /", "http://\x00/"])
def test_no_line_is_smuggled_into_a_request(text: str) -> None:
    try:
        assert address_of(text).url.isprintable() and " " not in address_of(text).url
    except RefusedError as refused:
        assert refused.problem


def test_every_address_of_a_name_must_be_public(site: Site) -> None:
    names = {"tarn.example": ["127.0.0.1", "10.0.0.7"]}
    said = problem(site.url("/a", "tarn.example"), fetcher(resolve=lambda host, _: names[host]))
    assert "tarn.example has the address 10.0.0.7, which is not on the public internet" in said
    assert site.asked == []


def test_a_name_that_changes_its_answer_leads_nowhere(site: Site) -> None:
    """The first answer is let pass, a second would be private: none is asked for twice in one connection."""
    site.answers["/a"] = ok(PAGE.format("Ferry"))
    asked: list[str] = []

    def resolve(host: str, port: int) -> list[str]:
        asked.append(host)
        return ["127.0.0.1"] if len(asked) % 3 else ["169.254.169.254"]

    fetch = fetcher(resolve=resolve)
    assert fetch.get(site.url("/a", "tarn.example")).kind == "html"
    assert len(asked) == len(site.asked) == 2  # robots.txt and the page, each resolved once
    assert "169.254.169.254" in problem(site.url("/a", "tarn.example"), fetch)
    assert len(site.asked) == 2


def test_the_host_is_named_though_the_connection_goes_to_its_number(site: Site) -> None:
    site.answers["/a"] = ok(PAGE.format("Ferry"))
    fetcher(resolve=lambda *_: ["127.0.0.1"]).get(site.url("/a", "tarn.example"))
    assert all(f"Host: tarn.example:{site.port}\r\n" in request for request in site.asked)
    assert all("User-Agent: quotes/" in request for request in site.asked)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate of tarn.example, with its key."""
    if shutil.which("openssl") is None:
        pytest.skip("openssl is not installed")
    path = tmp_path_factory.mktemp("tls") / "both.pem"
    command = "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=tarn.example -addext"
    made = [*command.split(), "subjectAltName=DNS:tarn.example", "-keyout", str(path), "-out", f"{path}.crt"]
    subprocess.run(made, check=True, capture_output=True)
    path.write_text(path.read_text() + Path(f"{path}.crt").read_text())
    return path


@pytest.mark.parametrize(("host", "said"), [("tarn.example", ""), ("karsholm.example", "certificate")])
def test_tls_is_for_the_name(certificate: Path, host: str, said: str) -> None:
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(certificate)
    with serving(server) as site:
        site.answers["/a"] = ok(PAGE.format("Ferry"))
        trusted = ssl.create_default_context(cafile=str(certificate))
        fetch = fetcher(tls=trusted, resolve=lambda *_: ["127.0.0.1"])
        url = f"https://{host}:{site.port}/a"
        if said:
            assert said in problem(url, fetch)
        else:
            assert fetch.get(url).kind == "html"
        assert set(site.names) == {host}


# Of redirects.


def test_redirects_are_followed(site: Site) -> None:
    site.answers |= {"/a": to("/b", 301), "/b": to(site.url("/c"), 308), "/c": ok(PAGE.format("Ferry"))}
    assert fetcher().get(site.url("/a")).url == site.url("/c")


@pytest.mark.parametrize(
    ("location", "said"),
    [
        ("http://169.254.169.254/latest", "169.254.169.254, which is not on the public internet"),
        ("http://10.0.0.1:8080/", "10.0.0.1, which is not on the public internet"),
        ("//192.168.0.1/", "192.168.0.1, which is not on the public internet"),
        ("file:///etc/passwd", "only http and https"),
        ("http://tarn.example:22/", "port 22"),
        ("/a", "more than 5 redirects"),
    ],
)
def test_redirects_are_judged_like_addresses(site: Site, location: str, said: str) -> None:
    site.answers["/a"] = to(location)
    assert said in problem(site.url("/a"))


def test_the_robots_txt_leads_to_no_private_address_either(site: Site) -> None:
    site.answers |= {"/robots.txt": to("http://10.0.0.1/"), "/a": ok(PAGE.format("Ferry"))}
    assert "10.0.0.1, which is not on the public internet" in problem(site.url("/a"))
    assert site.paths() == ["/robots.txt"]


# Of answers.

BOMB = gzip.compress(bytes(LONGEST_PAGE + 1))
HUGE = str(LONGEST_PAGE + 1)


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (ok("x", "application/pdf"), "not a page but application/pdf"),
        (b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n", "answered 404 Not Found"),
        (b"HTTP/1.1 503 No\r\nContent-Length: 0\r\n\r\n", "answered 503 Service Unavailable"),
        (b"HTTP/1.1 799 No\r\nContent-Length: 0\r\n\r\n", "answered 799"),
        (BEGIN + b"Content-Length: 100\r\n\r\nshort", "broke off"),
        (BEGIN + b"Content-Length: -1\r\n\r\nx", "broke off"),
        (BEGIN + b"Content-Length: many\r\n\r\nx", "broke off"),
        (BEGIN + b"Content-Length: 1\r\nContent-Length: 2\r\n\r\nx", "broke off"),
        (BEGIN + b"Transfer-Encoding: chunked\r\n\r\nzz\r\nx\r\n0\r\n\r\n", "broke off"),
        (BEGIN + b"Transfer-Encoding: chunked\r\n\r\n5\r\nabc", "broke off"),
        (BEGIN + f"Content-Length: {HUGE}\r\n\r\n".encode(), "more than 16 MB"),
        (ok(BOMB, "text/html", "Content-Encoding: gzip"), "more than 16 MB"),
        (
            ok(gzip.compress(b"x" * 999, mtime=0)[:-9], "text/html", "Content-Encoding: gzip"),
            "cannot be unpacked: damaged gzip",
        ),
        (ok(b"\x1f\x8bx", "text/html", "Content-Encoding: gzip"), "cannot be unpacked: damaged gzip"),
        (ok(b"x", "text/html", "Content-Encoding: br"), "cannot be unpacked: packed as 'br'"),
        (b"SSH-2.0-OpenSSH_9.2\r\n", "not HTTP"),
        (b"", "broke off"),
        (lambda client: client.close(), "broke off"),
        (endless(BEGIN + b"\r\n", b"x" * 65536), "more than 16 MB"),
        (
            endless(BEGIN + b"Transfer-Encoding: chunked\r\n\r\n", b"10000\r\n" + b"x" * 65536 + b"\r\n"),
            "more than 16 MB",
        ),
        (endless(BEGIN, b"X-More: yes\r\n" * 999), "broke off"),
        (lambda client: time.sleep(5), "did not answer in time"),
    ],
)
def test_a_bad_answer_is_one_clear_line(site: Site, answer: Any, said: str) -> None:
    site.answers["/a"] = answer
    assert said in problem(site.url("/a"), fetcher(seconds=Seconds(connect=5.0, read=1.0, total=20.0)))


def test_what_follows_the_stated_length_is_not_the_page(site: Site) -> None:
    page = PAGE.format("Ferry").encode()
    site.answers["/a"] = ok(page) + b"HTTP/1.1 200 OK\r\n\r\nsmuggled"
    fetch = fetcher()
    assert [fetch.get(site.url("/a")).content for _ in range(2)] == [page, page]


def trickle(client: socket.socket) -> None:
    client.sendall(BEGIN + b"\r\n")
    for _ in range(100):
        client.sendall(b"x")
        time.sleep(0.1)


PLEASE = b"HTTP/1.1 100 Continue\r\n\r\n"


@pytest.mark.parametrize("answer", [trickle, endless(PLEASE, PLEASE * 99)])
def test_an_answer_that_never_comes_ends_with_the_time(site: Site, answer: Any) -> None:
    site.answers["/a"] = answer
    assert "did not answer in time" in problem(site.url("/a"), fetcher(seconds=QUICK))


def test_a_silent_resolver_ends_with_the_time() -> None:
    def slow(host: str, port: int) -> list[str]:
        time.sleep(3)
        return []

    assert "cannot be found" in problem("http://tarn.example/", fetcher(seconds=QUICK, resolve=slow))


# Of manners.


@pytest.mark.parametrize(
    ("robots", "allowed"),
    [
        (ok("User-agent: *\nDisallow: /private/", "text/plain"), True),
        (ok("User-agent: *\nDisallow: /", "text/plain"), False),
        (ok("User-agent: *\nDisallow: /\n\nUser-agent: quotes\nAllow: /", "text/plain"), True),
        (ok("User-agent: quotes\nDisallow: /*a$", "text/plain"), False),
        (ok(b"\xff\xfe\x00" * 99 + b"\n<html>", "text/plain"), True),
        (ok("User-agent: *\nDisallow: /\n" + "#" * 2_000_000, "text/plain"), False),
        (b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n", True),
        (b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n", True),
        (b"HTTP/1.1 500 No\r\nContent-Length: 0\r\n\r\n", False),
        (b"HTTP/1.1 429 Slow\r\nContent-Length: 0\r\n\r\n", False),
        (b"nonsense", False),
    ],
)
def test_robots_txt_is_asked_once_and_heeded(site: Site, robots: bytes, allowed: bool) -> None:
    site.answers |= {"/robots.txt": robots, "/a": ok(PAGE.format("Ferry"))}
    fetch = fetcher()
    for _ in range(2):
        if allowed:
            fetch.get(site.url("/a"))
        else:
            assert "robots.txt" in problem(site.url("/a"), fetch) or "429" in problem(site.url("/a"), fetch)
    assert site.paths() == ["/robots.txt"] + ["/a"] * 2 * allowed


def test_where_a_redirect_leads_has_its_own_robots_txt(site: Site) -> None:
    with serving() as other:
        other.answers |= {"/robots.txt": ok("User-agent: *\nDisallow: /", "text/plain"), "/b": ok(PAGE.format("Ferry"))}
        site.answers["/a"] = to(other.url("/b"))
        assert "robots.txt of 127.0.0.1 does not allow" in problem(site.url("/a"))
        assert other.paths() == ["/robots.txt"]


@pytest.mark.parametrize(("robots", "least"), [("", 1.0), ("Crawl-delay: 7", 7.0), ("Request-rate: 1/9", 9.0)])
def test_a_host_is_left_alone_between_two_requests(site: Site, robots: str, least: float) -> None:
    site.answers |= {"/robots.txt": ok(f"User-agent: *\n{robots}\n", "text/plain"), "/a": ok(PAGE.format("Ferry"))}
    pauses: list[float] = []
    fetch = fetcher(pause=1.0, sleep=pauses.append)
    for _ in range(3):
        fetch.get(site.url("/a"))
    assert len(pauses) == 3
    assert all(least - 0.9 < pause <= least for pause in pauses)


def test_a_site_that_asks_for_more_patience_than_we_have(site: Site) -> None:
    site.answers["/robots.txt"] = ok("User-agent: *\nCrawl-delay: 3600\n", "text/plain")
    assert "asks for 3,600 seconds between pages" in problem(site.url("/a"))


def test_a_busy_host_is_asked_for_nothing_more(site: Site) -> None:
    site.answers |= {"/a": b"HTTP/1.1 429 Slow\r\nContent-Length: 0\r\n\r\n", "/b": ok(PAGE.format("Ferry"))}
    fetch = fetcher()
    assert "429 Too Many Requests; it gets no more requests" in problem(site.url("/a"), fetch)
    assert "429 Too Many Requests" in problem(site.url("/b"), fetch)
    assert site.paths() == ["/robots.txt", "/a"]


# Of feeds.

FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>Karsholm Bee</title><language>en</language>
<item><title>One</title><link>{0}/one</link><guid>g1</guid><pubDate>Fri, 04 Jul 2025 10:00:00 GMT</pubDate>
<description>&lt;p&gt;“Yes,” said &lt;b&gt;Ida&lt;/b&gt; Marlow.&lt;/p&gt;</description></item>
<item><title>Two</title><link>{0}/two</link><description>“No,” said Ib Moor.</description></item>
<item><title>Three</title><link>http://10.0.0.1/</link><description>Words.</description></item>
</channel></rss>"""


@pytest.mark.parametrize("kind", ["application/rss+xml", "text/xml; charset=utf-8", "text/html"])
def test_a_feed_gives_its_own_texts(site: Site, kind: str) -> None:
    site.answers["/feed"] = ok(FEED.format(site.url("")), kind)
    found = list(read(site.url("/feed"), fetcher=fetcher()))
    assert [article.text for article in found] == ["“Yes,” said Ida Marlow.", "“No,” said Ib Moor.", "Words."]
    assert (found[0].id, found[0].published, found[0].source) == ("g1", "2025-07-04T10:00:00+00:00", "Karsholm Bee")
    assert (found[1].id, found[1].url) == (site.url("/two"), site.url("/two"))
    assert site.paths() == ["/robots.txt", "/feed"]


@pytest.mark.parametrize("saved", [False, True])
def test_the_pages_of_its_entries_are_read_where_that_is_asked_for(site: Site, tmp_path: Path, saved: bool) -> None:
    feed = FEED.format(site.url(""))
    (tmp_path / "a.rss").write_text(feed)
    site.answers |= {"/feed": ok(feed, "application/rss+xml"), "/one": ok(PAGE.format("One"))}
    source = tmp_path / "a.rss" if saved else site.url("/feed")
    errors: list[SourceError] = []
    (article,) = read(source, fetcher=fetcher(), follow=True, on_error=errors.append)
    assert article.text.startswith("“We were stretched,”")
    assert (article.url, article.source) == (site.url("/one"), "Tarn Post")
    assert (article.published, article.language) == ("2025-07-04T10:00:00+00:00", "en")
    assert [error.where for error in errors] == [site.url("/two"), "http://10.0.0.1/"]
    assert "404 Not Found" in str(errors[0]) and "not on the public internet" in str(errors[1])
