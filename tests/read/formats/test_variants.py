"""Files as other programs write them: the same quotation in each, with what the file says of it, and nothing else."""

from __future__ import annotations

import base64
import json
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from tests.read.formats import made
from tests.read.formats.sources import both

SAID = "“Nobody told us there was anything down there,” said Ines Holloway, the harbour clerk."
AFTER = "Oskar Vane said his crew had been sent home. “We wait,” Vane added."
TITLE, AUTHOR, OUTLET, DAY = "Dredging halted at Holm", "Marta Quist", "Skerry Guardian", "2026-03-05"
BOTH = f"<p>{SAID}</p><p>{AFTER}</p>"
HEADING = "Headline;Body;Pub date;Source;Byline"
ROW = f"{TITLE};{SAID};05/03/2026;{OUTLET};{AUTHOR}"
TELLING = f"Bread;{AFTER};13/03/2026;Tarn Post;"

TABLES = {
    "bars.csv": "\n".join((HEADING, ROW, TELLING)).replace(";", "|"),
    "titled.csv": "\n".join(("Export of 5 March 2026;;;;", ";;;;", HEADING, ROW, TELLING)),
    "german.csv": "\n".join(("Überschrift;Volltext;Datum;Medium;Autor", ROW.replace("05/03/", "05.03."))),
    "american.csv": "\n".join((HEADING, ROW.replace("05/03", "3/5"), TELLING.replace("13/03", "3/13"))),
    "authors.csv": "\n".join((HEADING, ROW.replace(AUTHOR, f"['{AUTHOR}']").replace("05/03/2026", DAY))),
}
ABOUT: dict[str, Any] = {"title": TITLE, "author": AUTHOR, "source": OUTLET, "date": DAY}
BLOCKS = [{"type": "p", "content": SAID}, {"type": "p", "content": AFTER}]
VALUES: dict[str, Any] = {
    "guardian": {"response": {"results": [{"webTitle": TITLE, "webPublicationDate": DAY, "fields": {
        "byline": AUTHOR, "publication": OUTLET, "bodyText": SAID}}]}},
    "nyt": {"response": {"docs": [{"headline": {"main": TITLE}, "byline": {"original": f"By {AUTHOR}"},
        "source": OUTLET, "pub_date": DAY, "lead_paragraph": SAID}]}},
    "newsapi": {"articles": [{"source": {"id": None, "name": OUTLET}, "author": AUTHOR, "title": f"{TITLE} - {OUTLET}",
        "publishedAt": DAY, "content": f"{SAID} [+2219 chars]"}]},
    "event registry": {"articles": {"results": [{"title": TITLE, "body": SAID, "date": DAY, "source": {"title": OUTLET},
        "authors": [{"uri": "x", "name": AUTHOR}]}]}},
    "json-ld": {"@type": "NewsArticle", "headline": TITLE, "datePublished": DAY, "author": [{"name": AUTHOR}],
        "publisher": {"name": OUTLET, "logo": {"url": "x"}}, "articleBody": SAID},
    "news-please": {"title": TITLE, "authors": [AUTHOR], "source_domain": OUTLET, "date_publish": f"{DAY} 10:00:00",
        "maintext": SAID, "text": None},
    "under ids": {"result": {"items": {"a": {"meta": ABOUT, "body": {"text": SAID}},
        "b": {"meta": {"headline": "x"}, "body": {"text": AFTER}}}}},
    "blocks": {"data": {"stories": [{**ABOUT, "body": {"blocks": BLOCKS}}]}},
    "mongo": [{**ABOUT, "_id": {"$oid": "65"}, "text": SAID, "date": {"$date": f"{DAY}T10:00:00Z"}}],
}  # fmt: skip
NITF = f"<nitf><body><body.head/><body.content>{BOTH}</body.content></body></nitf>"
NEWSML = (
    "<NewsML Version='1.1'><NewsItem><NewsManagement><ThisRevisionCreated>20260305T101000Z</ThisRevisionCreated>"
    f"</NewsManagement><NewsComponent><NewsLines><HeadLine>{TITLE}</HeadLine><ByLine>By {AUTHOR}</ByLine></NewsLines>"
    f"<AdministrativeMetadata><Source><Party FormalName='{OUTLET}'/></Source></AdministrativeMetadata>"
    "<ContentItem><DataContent>{}</DataContent></ContentItem></NewsComponent></NewsItem></NewsML>"
)
CORPUS = (
    f"<nitf><head><docdata><doc-id id-string='1815718'/><identified-content><person>Torp, Mia</person>"
    f"</identified-content></docdata><pubdata date.publication='20260305T000000' name='{OUTLET}' item-length='812'/>"
    f"</head><body><body.head><hedline><hl1>{TITLE}</hl1></hedline><byline>By {AUTHOR}</byline></body.head>"
    f"<body.content><block class='lead_paragraph'><p>{SAID}</p></block><block class='full_text'><p>LEAD: {SAID}</p>"
    f"{BOTH}</block></body.content></body></nitf>"
)
ITEMS = {
    "paragraphs": NEWSML.format(BOTH),
    "nitf": NEWSML.format(NITF),
    "escaped": NEWSML.format(f"<![CDATA[{BOTH}]]>"),
    "plain": NEWSML.format(f"\n  {SAID}\n\n  {AFTER}\n"),
    "corpus": CORPUS,
}


def told(article: Any) -> tuple[Any, ...]:
    return article.title, article.author, article.source, (article.published or "")[:10]


@pytest.mark.parametrize("name", TABLES)
def test_tables(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(TABLES[name], encoding="utf-8")
    articles, said = both(tmp_path / name)
    assert told(articles[0]) == (TITLE, AUTHOR, OUTLET, DAY)
    assert (articles[0].text, said) == (SAID, [])
    assert [article.published for article in articles[1:]] in ([], ["2026-03-13"])


def test_no_row_tells_which_part_of_a_date_is_the_day(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(f"{HEADING}\n{ROW}", encoding="utf-8")
    assert both(tmp_path / "a.csv")[0][0].published is None


def test_days_in_a_sheet_without_their_format_and_a_sheet_of_remarks(tmp_path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    for row in (["Press review"], ["Headline", "Full text", "Publication date"], [TITLE, SAID, 46086]):
        book.active.append(row)
    book.create_sheet("Notes").append(["About this file"])
    book.save(tmp_path / "a.xlsx")
    ((article,), said) = both(tmp_path / "a.xlsx")
    assert (article.title, article.text, article.published, said) == (TITLE, SAID, DAY, [])


@pytest.mark.parametrize("name", VALUES)
def test_json(tmp_path: Path, name: str) -> None:
    (tmp_path / "a.json").write_text(json.dumps(VALUES[name]), encoding="utf-8")
    articles, said = both(tmp_path / "a.json")
    assert told(articles[0]) == (TITLE, AUTHOR, OUTLET, DAY)
    assert articles[0].text.split("\n\n")[0] == SAID and len(articles) == (2 if name == "under ids" else 1)
    cut = {"nyt": ("cut: the first paragraph alone is there",), "newsapi": ("cut: 2,219 characters are missing",)}
    assert (articles[0].notes, said) == (cut.get(name, ()), [])


@pytest.mark.parametrize("name", ITEMS)
def test_items_of_agencies(tmp_path: Path, name: str) -> None:
    (tmp_path / "a.xml").write_text(f"<?xml version='1.0'?>{ITEMS[name]}", encoding="utf-8")
    ((article,), said) = both(tmp_path / "a.xml")
    assert told(article) == (TITLE, AUTHOR, OUTLET, DAY)
    assert (article.text.split("\n\n"), said) == ([SAID, AFTER], [])
    assert (article.length, article.id) == (812, "1815718") or name != "corpus"


DEBATES = {
    "akn": "<debate><speech by='#h'><from>Ines Holloway</from><p>We were not told.</p></speech>"
    "<question by='#h'><from>Ines Holloway</from><p>When?</p></question>"
    "<answer by='#v'><from>The Minister for Ports (Oskar Vane)</from><p>On Monday.</p></answer></debate>",
    "australian": "<hansard><speech><talk.start><talker><name role='metadata'>Holloway, Ines, MP</name></talker>"
    "<para>We were not told.</para></talk.start><para>When?</para><interjection><talk.start><talker>"
    "<name role='metadata'>Vane, Oskar, MP</name></talker><para>On Monday.</para></talk.start></interjection>"
    "</speech></hansard>",
    "canadian": "<Hansard><Intervention><PersonSpeaking><Affiliation>Ines Holloway (Holm, Lib.)</Affiliation>"
    "</PersonSpeaking><Content><ParaText>We were not told.</ParaText><ParaText>When?</ParaText></Content>"
    "</Intervention><Intervention><PersonSpeaking><Affiliation>Hon. Oskar Vane (Minister)</Affiliation>"
    "</PersonSpeaking><Content><ParaText>On Monday.</ParaText></Content></Intervention></Hansard>",
}


@pytest.mark.parametrize("name", DEBATES)
def test_debates(tmp_path: Path, name: str) -> None:
    (tmp_path / "a.xml").write_text(f"<?xml version='1.0'?>{DEBATES[name]}", encoding="utf-8")
    ((article,), said) = both(tmp_path / "a.xml")
    turns = ["Ines Holloway: We were not told.", "Ines Holloway: When?", "Oskar Vane: On Monday."]
    assert (article.text.split("\n\n"), said) == (turns, [])


TURNS = ("Nobody told us there was anything.", "We did tell you, twice.", "Not in writing.", "In writing.")
NAMES = ("Ines Holloway", "Oskar Vane") * 2
PAIRS = list(zip(NAMES, TURNS, strict=True))
SPOKEN = {
    "time behind": "\n\n".join(f"{name} 0:0{at}\n{turn}" for at, (name, turn) in enumerate(PAIRS)),
    "time in brackets": "\n\n".join(f"{name} (0:0{at}):\n{turn}" for at, (name, turn) in enumerate(PAIRS)),
    "capitals alone": "\n\n".join(f"{name.upper()}\n\n{turn}" for name, turn in PAIRS),
}


@pytest.mark.parametrize("name", SPOKEN)
def test_names_on_lines_of_their_own(tmp_path: Path, name: str) -> None:
    (tmp_path / "a.txt").write_text(f"Talk at Holm\n\n{SPOKEN[name]}\n", encoding="utf-8")
    ((article,), _) = both(tmp_path / "a.txt")
    lines = [line.partition("] ")[2] or line for line in article.text.split("\n\n")]
    assert [line.lower() for line in lines[-4:]] == [
        f"{who}: {turn}".lower() for who, turn in zip(NAMES, TURNS, strict=True)
    ]
    assert article.notes == ("names on lines of their own set before what they say",)


def test_a_text_with_two_subheads_has_no_speakers(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"What Happened\n\n{SAID}\n\nWhat Next\n\n{AFTER}\n", encoding="utf-8")
    assert both(tmp_path / "a.txt")[0][0].notes == ()


def test_captions_that_roll_are_read_once(tmp_path: Path) -> None:
    cues = ["nobody<00:00:00.400><c> told</c>\n", "nobody told\nus<00:00:02.700><c> it</c>\n", "us it\n"]
    times = [f"00:00:0{at}.000 --> 00:00:0{at + 1}.000\n{cue}" for at, cue in enumerate(cues)]
    (tmp_path / "a.vtt").write_text("WEBVTT\n\n" + "\n".join(times), encoding="utf-8")
    assert both(tmp_path / "a.vtt")[0][0].text == "nobody told us it"


MATTERS = {
    "hugo": f"+++\ntitle = '{TITLE}'\ndate = {DAY}\nauthors = ['{AUTHOR}']\n[params]\n  source = '{OUTLET}'\n+++\n\n",
    "jekyll": f'---\ntitle: "{TITLE}"\ndate: {DAY}\nauthor: {AUTHOR}\nsource: {OUTLET}\n---\n\n{{% x %}}\n\n',
    "not valid": f"---\ntitle: {TITLE}\nauthor: {AUTHOR}\nsource: {OUTLET}\ndate: {DAY}\nnote: a: b: c\n---\n\n",
    "json": json.dumps({"title": TITLE, "author": AUTHOR, "source": OUTLET, "date": DAY}, indent=1) + "\n\n",
    "clipping": f'---\nsource: {OUTLET}\nurl: x\nauthor:\n  - "[[{AUTHOR}]]"\npublished: {DAY}\n---\n# {TITLE}\n\n',
}  # fmt: skip


@pytest.mark.parametrize("name", MATTERS)
def test_front_matter(tmp_path: Path, name: str) -> None:
    (tmp_path / "a.md").write_text(f"{MATTERS[name]}{SAID}[^1]\n\n[^1]: {AFTER}\n", encoding="utf-8")
    ((article,), said) = both(tmp_path / "a.md")
    assert told(article) == (TITLE, AUTHOR, OUTLET, DAY)
    assert (article.text.split("\n\n"), said) == ([SAID, AFTER], [])


def page(body: str) -> str:
    return (
        f"<html><head><title>{TITLE}</title></head><body><article><h1>{TITLE}</h1><p>{SAID} She has been the clerk of "
        f"Holm for seven years.</p>{body}<p>{AFTER}</p></article></body></html>"
    )


SHOWN = {
    "<blockquote class='bluesky-embed'><p>I told them so.</p>&mdash; <a>Mia Torp (@mia)</a> <a>2026</a></blockquote>": (
        "“I told them so.” — Mia Torp"
    ),
    "<p><b>What now?</b><br>I wait, and so do you.</p><p><b>For whom?</b><br>I do not know.</p>": (
        "Q: What now?\nA: I wait, and so do you.\nQ: For whom?\nA: I do not know."
    ),
    "<div id='HEADER'><table><tr><td>webpage capture</td><td>Saved from</td></tr></table></div>": "",
}


@pytest.mark.parametrize("body", SHOWN)
def test_what_a_page_only_shows(tmp_path: Path, body: str) -> None:
    (tmp_path / "a.html").write_text(page(body), encoding="utf-8")
    ((article,), _) = both(tmp_path / "a.html")
    middle = article.text.partition("seven years.\n")[2].rpartition(AFTER)[0].strip()
    assert middle == SHOWN[body]


# Wrapped at a width, with paragraphs set in, and as it was meant.
WIRE = (
    "The council of Holm will wait for the divers, its spokes-\nwoman, Mia Torp, said on Friday. She said that the\n"
    "crews would not be paid for it, and that the well-\nknown cables had to be seen first.\n"
    "   Vane said nothing. His crew had been waiting for\nthree days by then.\n"
)
MEANT = (
    "The council of Holm will wait for the divers, its spokeswoman, Mia Torp, said on Friday. She said that the crews "
    "would not be paid for it, and that the well-known cables had to be seen first.\n\n"
    "Vane said nothing. His crew had been waiting for three days by then."
)
TEXTS = {
    "&ldquo;We wait,&rdquo; said Vane.": "“We wait,” said Vane.",
    "â€œWe wait,â€? said Vane. â€œLong.â€?": "“We wait,” said Vane. “Long.”",
    "“We wait,” said Os\u00ad\nkar Vane.": "“We wait,” said Oskar Vane.",
    WIRE: MEANT,
}


@pytest.mark.parametrize("text", TEXTS)
def test_what_befell_a_text(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    ((article,), _) = both(tmp_path / "a.txt")
    assert article.text == TEXTS[text] and article.notes


def calibre(*, locked: bool = False) -> bytes:
    """A newspaper as Calibre makes it: a page of each section, each article between menus."""
    menu = "<div>| <a>Next</a> | <a>Section menu</a> | <a>Main menu</a> |</div>"
    fetched = "<p>This article was downloaded by <b>calibre</b> from <a>https://skerry.example/{}</a></p>"
    pages = {"feed_0/index.html": f"<h2>News</h2><ul><li>{TITLE}</li><li>Bread is short</li></ul>"}
    for number, (title, body) in enumerate(((TITLE, BOTH), ("Bread is short", f"<p>{AFTER}</p>"))):
        pages[f"feed_0/article_{number}/index.html"] = f"{menu}<h1>{title}</h1>{body}{fetched.format(number)}{menu}"
    items = "".join(f"<item id='i{at}' href='{path}' media-type='text/html'/>" for at, path in enumerate(pages))
    spine = "".join(f"<itemref idref='i{at}'/>" for at in range(len(pages)))
    dublin = "xmlns:dc='http://purl.org/dc/elements/1.1/'"
    title = f"<dc:title>{OUTLET} [Thu, 05 Mar 2026]</dc:title>"
    book = f"<package><metadata {dublin}>{title}<dc:date>{DAY}</dc:date></metadata>"
    files = {"META-INF/container.xml": "<container><rootfile full-path='content.opf'/></container>"}
    files |= {path: f"<html><body>{body}</body></html>" for path, body in pages.items()}
    files["content.opf"] = f"{book}<manifest>{items}</manifest><spine>{spine}</spine></package>"
    if locked:
        references = "".join(f"<CipherReference URI='{path}'/>" for path in pages)
        files["META-INF/encryption.xml"] = f"<encryption>{references}</encryption>"
    return made.zipped({"mimetype": b"application/epub+zip", **{name: text.encode() for name, text in files.items()}})


def test_a_newspaper_of_calibre(tmp_path: Path) -> None:
    (tmp_path / "a.epub").write_bytes(calibre())
    articles, said = both(tmp_path / "a.epub")
    assert [(one.title, one.source, one.published, one.url, one.text.split("\n\n")) for one in articles] == [
        (TITLE, OUTLET, DAY, "https://skerry.example/0", [SAID, AFTER]),
        ("Bread is short", OUTLET, DAY, "https://skerry.example/1", [AFTER]),
    ]
    assert said == []


def test_a_digest_has_an_article_a_chapter_and_a_novel_is_one(tmp_path: Path) -> None:
    chapters = [[f"By {AUTHOR}", SAID, AFTER], ["By Mia Torp", AFTER, SAID]]
    (tmp_path / "a.epub").write_bytes(made.epub(chapters))
    (tmp_path / "b.epub").write_bytes(made.epub([[SAID, AFTER], [AFTER, SAID]]))
    assert [one.author for one in both(tmp_path / "a.epub")[0]] == [AUTHOR, "Mia Torp"]
    assert len(both(tmp_path / "b.epub")[0]) == 1


RTF = (
    rb"{\rtf1\ansi\ansicpg1252 \'93We wait,\'94 said {\deleted Hollowman}{\revised Holloway}{\super\chftn}"
    rb"{\footnote {\super\chftn} She took office in 2019.}, the clerk.{\v hidden}\par Vane left.\par}"
)


def test_rtf_without_what_is_deleted_and_with_its_notes_at_the_end(tmp_path: Path) -> None:
    (tmp_path / "a.rtf").write_bytes(RTF)
    ((article,), _) = both(tmp_path / "a.rtf")
    assert article.text.split("\n\n") == [
        "“We wait,” said Holloway, the clerk.",
        "Vane left.",
        "She took office in 2019.",
    ]


def odt_locked() -> bytes:
    """As LibreOffice locks a document: its parts encrypted one by one."""
    written, file = zipfile.ZipFile(BytesIO(made.odt())), BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        for name in written.namelist():
            content = written.read(name)
            if name == "META-INF/manifest.xml":
                content = content.replace(b"</manifest:manifest>", b"<manifest:encryption-data/></manifest:manifest>")
            package.writestr(name, bytes(255 - byte for byte in content) if name == "content.xml" else content)
    return file.getvalue()


def mail(text: bytes, how: str, kind: str = "text/html") -> bytes:
    head = f"From: {OUTLET} <n@x.example>\r\nSubject: {TITLE}\r\nDate: Thu, 5 Mar 2026 10:00:00 +0000"
    kinds = f"MIME-Version: 1.0\r\nContent-Type: {kind}; charset=utf-8\r\nContent-Transfer-Encoding: {how}"
    return f"{head}\r\n{kinds}\r\n\r\n".encode() + text


NEWSLETTER = (
    f"<div style='display:none'>Preheader</div><p><a>View this email in your browser</a></p><h1>{TITLE}</h1>"
    f"<p>By {AUTHOR}</p>{BOTH}<p><a>Unsubscribe</a></p>"
)


def test_a_newsletter_without_its_frame(tmp_path: Path) -> None:
    (tmp_path / "a.eml").write_bytes(mail(base64.encodebytes(NEWSLETTER.encode()), "base64"))
    ((article,), said) = both(tmp_path / "a.eml")
    assert (article.title, article.author, article.text.split("\n\n"), said) == (TITLE, AUTHOR, [SAID, AFTER], [])


def test_a_wrapped_letter_and_what_it_answers(tmp_path: Path) -> None:
    text = SAID.replace("Ines ", "Ines\n") + "\n\n> “We wait,”\n> said Vane.\n"
    (tmp_path / "a.eml").write_bytes(mail(text.encode(), "8bit", "text/plain"))
    assert both(tmp_path / "a.eml")[0][0].text.split("\n\n") == [SAID, "“We wait,” said Vane."]


REFUSED = {
    "a.odt": (odt_locked(), "is protected with a password; save a copy without one"),
    "a.epub": (calibre(locked=True), "is protected by its publisher (DRM); only books without protection are read"),
    "a.csv": (f"{HEADING}\n{ROW[:-20]}".encode(), ":2: a file that breaks off in this row, which is left out"),
    "a.jsonl": (b"\n\n", "has no line with an article; leave it out"),
    "a.eml": (mail(base64.b64encode(NEWSLETTER.encode())[:-7], "base64"), "a message that breaks off inside its text"),
    "b.eml": (mail(b"\xff\xfe\xff=" * 9, "base64"), "a damaged message, whose text cannot be decoded"),
    "a.mht": (
        made.MHT[: made.MHT.index(b"slept")],
        "a web archive that breaks off inside its text; save the page again",
    ),
    "a.rss": (
        f"<rss version='2.0'><channel><title>x</title><item><description>{SAID}".encode(),
        "a feed that breaks off, without its last entry; what comes before is read; fetch it again",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_one_line_says_what_is_wrong(tmp_path: Path, name: str) -> None:
    content, problem = REFUSED[name]
    (tmp_path / name).write_bytes(content)
    articles, said = both(tmp_path / name)
    assert articles == [] and len(said) == 1 and problem in said[0]


def test_a_file_without_a_name_in_a_zip_file_is_passed_over(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "it.zip", "w") as package:
        package.writestr("0.txt", "Nothing.")
        package.writestr("a.txt", "“We sail,” said Ida Marlow.")
    content = (tmp_path / "it.zip").read_bytes()
    (tmp_path / "it.zip").write_bytes(content.replace(b"0.txt", b"\0.txt"))  # a name ends at such a byte
    articles, said = both(tmp_path / "it.zip")
    assert [article.text for article in articles] == ["“We sail,” said Ida Marlow."] and not said


def test_a_link_in_a_zip_file_is_no_article(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "it.zip", "w") as package:
        package.writestr("a.txt", "“We sail,” said Ida Marlow.")
        link = zipfile.ZipInfo("b.txt")
        link.external_attr = 0o120777 << 16
        package.writestr(link, "/etc/passwd")
    articles, said = both(tmp_path / "it.zip")
    assert [article.text for article in articles] == ["“We sail,” said Ida Marlow."] and not said


def test_a_control_character_in_a_quotation_of_markdown_is_a_space(tmp_path: Path) -> None:
    (tmp_path / "it.md").write_text("Marlow wrote:\n\n> We\x03sail.\n")
    articles, said = both(tmp_path / "it.md")
    assert [article.text for article in articles] == ["Marlow wrote:\n\n“We sail.”"] and not said
