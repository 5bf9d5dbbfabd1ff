"""Sources of each format, good and damaged, and what is read from them."""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import Any

from quotes.errors import SourceError
from quotes.models import Article
from quotes.read import read

FERRY = "“The ferry will sail,” said Ida Brandt, the harbour master of Norwick."
PAGE = (
    "<html><head><title>{0}</title><meta property='og:site_name' content='Tarn Post'></head><body><article><h1>{0}</h1>"
    f"<p>{FERRY} She said the crews would come back on Friday, and that nobody had been asked.</p>"
    "<p>The harbour had been closed for weeks before that, and the crews were tired of it, she said.</p>"
    "</article></body></html>"
)


def both(path: Path, **how: Any) -> tuple[list[Article], list[str]]:
    """The articles of a source, and what is said of the rest, without its folder."""
    errors: list[SourceError] = []
    articles = list(read(path, on_error=errors.append, **how))
    return articles, [str(error).replace(f"{path.parent}/", "") for error in errors]


def record(url: str, page: bytes, *headers: str, kind: str = "response", status: str = "200 OK") -> bytes:
    """A record with the answer of a server."""
    given = [header for header in headers if header.lower().startswith("content-type")] or ["Content-Type: text/html"]
    rest = [header for header in headers if header not in given]
    body = "\r\n".join([f"HTTP/1.1 {status}", *given, *rest]).encode() + b"\r\n\r\n" + page
    lines = ["WARC/1.0", f"WARC-Type: {kind}", f"WARC-Target-URI: {url}", f"Content-Length: {len(body)}"]
    return (
        "\r\n".join([*lines, "Content-Type: application/http; msgtype=response"]).encode()
        + b"\r\n\r\n"
        + body
        + b"\r\n\r\n"
    )


URL = "https://tarn.example/{}"
ONE, TWO, CAFE = (PAGE.format(title) for title in ("Ferry one", "Ferry two", "Café"))
CHUNKED = b"%x\r\n" % len(TWO.encode()) + TWO.encode() + b"\r\n0\r\n\r\n"
RECORDS = [
    record(URL.format(1), ONE.encode()),
    record(URL.format("robots.txt"), b"User-agent: *", "Content-Type: text/plain"),
    b"rubbish\r\nmore of it\r\n\r\n",
    record(URL.format(2), gzip.compress(TWO.encode()), "Content-Encoding: gzip"),
    record(URL.format(3), TWO.encode(), "Content-Encoding: gzip"),
    record(URL.format(4), CHUNKED, "Transfer-Encoding: chunked"),
    record(URL.format(5), b"<html><body></body></html>"),
    record(URL.format(6), ONE.encode(), status="404 Not Found"),
    record(URL.format(7), ONE.encode(), kind="request"),
    record(URL.format(8), gzip.compress(TWO.encode())[:99], "Content-Encoding: gzip"),
    b"WARC/9.9\r\n\r\n",
    b"WARC/1.0\r\nWARC-Type: response\r\n\r\n",
    b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://x.example/\r\nContent-Length: many\r\n\r\n",
    record(URL.format(9), CAFE.encode("cp1252"), "Content-Type: text/html; charset=iso-8859-1"),
]
TITLES = ["Ferry one", "Ferry two", "Ferry two", "Ferry two", "Café"]
RSS = """<?xml version="1.0"?><!-- a --><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel><title>Tarn Post</title><language>en-gb</language>
<item><title>Ferry &amp;amp; more</title><link>https://tarn.example/1</link><guid isPermaLink="false">g1</guid>
<author>Mara Lind</author><pubDate>Fri, 04 Jul 2025 10:00:00 +0200</pubDate><description>Short.</description>
<content:encoded><![CDATA[<p>“Yes,” said <b>Ida</b> Marlow.</p><script>x()</script><p>Two.</p>]]></content:encoded>
</item>
<item><title>Nothing</title></item>
<item><link>javascript:alert(1)</link><description>Words.</description></item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Karsholm Bee</title><entry><id>urn:1</id>
<title type="html">A &lt;i&gt;b&lt;/i&gt;</title><updated>2026-02-03T04:05:06Z</updated><author><name>Ole Vik</name>
</author><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">
<p>“No,” he said.</p><p>Two.</p></div></content></entry>
</feed>"""
