"""Saved pages: what a browser only shows is in the text, what adorns a page or leads elsewhere is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.read.formats.sources import both

PAGE = (
    "<!DOCTYPE html><html lang='en'><head><title>Ferry talks end</title></head><body>{before}<main><article>"
    "<h1>Ferry talks end</h1><p>Talks on the ferries to the outer islands ended on Sunday without a deal, and "
    "the crews "
    "went home to sleep after nineteen hours at the table.</p>{0}<p>The ministry said it would wait for an answer from "
    "the company, which has not commented since the talks began last week.</p></article></main></body></html>"
)
POST = (
    "<blockquote class='twitter-tweet'><p lang='en'>Not one biscuit.</p>&mdash; Oskar Vane (@vane) "
    "<a href='https://x.example/1'>March 1, 2026</a></blockquote>"
)
SHOWN: list[tuple[str, list[str]]] = [
    ("<p><q>We were stretched,</q> said Ida Marlow.</p>", ["“We were stretched,” said Ida Marlow."]),
    ("<p>He said: <q>She told me <q>no</q> twice.</q></p>", ["He said: “She told me ‘no’ twice.”"]),
    (
        "<p>Marlow wrote:</p><blockquote><p>We were stretched.</p></blockquote>",
        ["Marlow wrote:", "“We were stretched.”"],
    ),
    ("<p>Marlow wrote:</p><blockquote><p>“We sail.”</p></blockquote>", ["Marlow wrote:", "“We sail.”"]),
    (
        "<p>Marlow wrote:</p><blockquote>\x03We&#3;were stretched.\ufffe</blockquote>",
        ["Marlow wrote:", "“We were stretched.”"],
    ),
    ("<blockquote>We sail at dawn.<cite>Ida Marlow</cite></blockquote>", ["“We sail at dawn.” — Ida Marlow"]),
    (
        "<blockquote><p>We sail.</p><footer>— Ida Marlow, captain</footer></blockquote>",
        ["“We sail.” — Ida Marlow, captain"],
    ),
    ("<blockquote><p>This article was updated on Monday.</p></blockquote>", ["This article was updated on Monday."]),
    (POST, ["“Not one biscuit.” — Oskar Vane"]),
    ("<p><strong>Read more:</strong> <a href='x'>Vane: “I never sold it”</a></p>", []),
    (
        "<p>“We were stretched,” he said.</p><aside class='pullquote'><p>We were stretched</p></aside>",
        ["“We were stretched,” he said."],
    ),
    (
        "<p><strong>Why?</strong></p><p>Never mind.</p><p>I sleep.</p><p><b>And now?</b></p><p>Ask me later.</p>",
        ["Q: Why?", "A: Never mind.", "A: I sleep.", "Q: And now?", "A: Ask me later."],
    ),
    ("<p><strong>Who pays?</strong></p><p>Nobody said.</p>", ["Who pays?", "Nobody said."]),
]


@pytest.mark.parametrize(("inner", "shown"), SHOWN)
def test_what_a_page_shows(tmp_path: Path, inner: str, shown: list[str]) -> None:
    (tmp_path / "a.html").write_text(PAGE.format(inner, before=""))
    ((article,), said) = both(tmp_path / "a.html")
    lines = article.text.split("\n")
    assert lines[0].startswith("Talks on") and lines[-1].startswith("The ministry") and said == []
    assert lines[1:-1] == shown


def test_the_toolbar_of_a_web_archive_is_no_text(tmp_path: Path) -> None:
    bar = "<div id='wm-ipp-base'><div id='wm-ipp'><p>12 captures</p><p>“Data crawled” for the Lantern</p></div></div>"
    (tmp_path / "a.html").write_text(PAGE.format("<p>“We sail,” she said.</p>", before=bar))
    ((article,), _) = both(tmp_path / "a.html")
    assert "crawled" not in article.text


NEWS = (
    "<?xml version='1.0'?><newsMessage xmlns='http://iptc.org/std/nar/2006-10-01/'><itemSet>"
    "<newsItem guid='u1' xml:lang='en'>"
    "<itemMeta><provider literal='Skerry Press'/><versionCreated>2026-03-01</versionCreated></itemMeta>"
    "<contentMeta><creator>"
    "<name>Orla Finch</name></creator><headline>Ferry talks end</headline><infoSource><name>Skerry Press</name>"
    "</infoSource>"
    "</contentMeta><contentSet><inlineXML><html xmlns='http://www.w3.org/1999/xhtml'><body><p>“We sail,” said "
    "<b>Ida Marlow</b>.</p></body></html></inlineXML></contentSet></newsItem></itemSet></newsMessage>"
)
NITF = (
    "<?xml version='1.0'?><nitf><head><docdata><date.issue norm='20260301T0900Z'/></docdata></head><body>"
    "<body.head><hedline>"
    "<hl1>Ferry talks end</hl1></hedline><byline>By <person>Orla Finch</person></byline></body.head>"
    "<body.content><p>“We sail,” "
    "said <person>Ida Marlow</person>.</p><media><media-caption>A boat</media-caption></media></body.content>"
    "</body></nitf>"
)


@pytest.mark.parametrize("content", [NEWS, NITF])
def test_items_of_agencies(tmp_path: Path, content: str) -> None:
    (tmp_path / "a.xml").write_text(content)
    ((article,), said) = both(tmp_path / "a.xml")
    assert (article.title, article.author, article.published, said) == (
        "Ferry talks end",
        "Orla Finch",
        "2026-03-01",
        [],
    )
    assert article.text == "“We sail,” said Ida Marlow."


SAID = "Ida Marlow: Who pays?\n\nHalvard Brekke: We listen.\n\nHalvard Brekke: We pay."
DEBATES = {
    "attributes": "<publicwhip><major-heading>Ferries</major-heading><speech speakername='Ida Marlow'><p>"
    "Who pays?</p></speech>"
    "<speech speakername='Halvard Brekke'><p>We listen.</p><p>We pay.</p></speech></publicwhip>",
    "references": "<akomaNtoso><TLCPerson eId='m' showAs='Ida Marlow'/>"
    "<TLCPerson eId='b' showAs='Halvard Brekke'/><debateSection>"
    "<heading>Ferries</heading><speech by='#m'><from>Mrs Marlow</from><p>Who pays?</p></speech><speech by='#b'>"
    "<p>We listen.</p>"
    "<p>We pay.</p></speech></debateSection></akomaNtoso>",
    "utterances": "<TEI><person xml:id='M'><persName><surname>Marlow</surname><forename>Ida</forename>"
    "</persName></person>"
    "<person xml:id='B'><persName><surname>Brekke</surname><forename>Halvard</forename></persName></person>"
    "<head>Ferries</head>"
    "<u who='#M'><seg>Who pays?</seg></u><u who='#B'><seg>We listen.</seg><seg>We pay.</seg></u></TEI>",
    "offices": "<Hansard><Title>Ferries</Title><Speech><Member>Ida Marlow (Skerry) (Lab)</Member><p>"
    "Who pays?</p></Speech><Speech>"
    "<Member>The Minister for Ports (Halvard Brekke)</Member><p>We listen.</p><p>We pay.</p></Speech></Hansard>",
}


@pytest.mark.parametrize("schema", DEBATES)
def test_speeches_have_their_speakers(tmp_path: Path, schema: str) -> None:
    (tmp_path / "a.xml").write_text(f"<?xml version='1.0'?>{DEBATES[schema]}")
    ((article,), said) = both(tmp_path / "a.xml")
    assert (article.title, article.text, said) == ("Ferries", SAID, [])


def test_an_entry_that_was_escaped_twice(tmp_path: Path) -> None:
    twice = "&amp;lt;p&amp;gt;&amp;amp;ldquo;We sail,&amp;amp;rdquo; she said.&amp;lt;/p&amp;gt;"
    (tmp_path / "a.rss").write_text(
        f"<rss version='2.0'><channel><item><description>{twice}</description></item></channel></rss>"
    )
    assert [article.text for article in both(tmp_path / "a.rss")[0]] == ["“We sail,” she said."]
