"""Files of each format, made with the libraries that make them, or as the archives of news write them."""

from __future__ import annotations

import io
import plistlib
import tarfile
import zipfile
from collections.abc import Sequence
from datetime import datetime

SAID = "“We were stretched,” said Ida Marlow, a union secretary."
WOULD = "She said the ferry would sail on Friday. “After that, nobody knows,” Marlow added."
FIRE = "“It was like a second sun,” said Oskar Vane, the baker."
FERRY, MILL = (SAID, WOULD), (FIRE, "Fire chief Petra Vail said nobody was hurt.")


def docx(paragraphs: Sequence[str] = FERRY, title: str = "Ferry talks end", author: str = "Orla Finch") -> bytes:
    from docx import Document

    document = Document()
    document.core_properties.title, document.core_properties.author = title, author
    document.core_properties.created = datetime(2026, 3, 1, 9, 0)
    for paragraph in paragraphs:
        heading = paragraph.removeprefix("# ")
        if heading != paragraph:
            document.add_heading(heading, 1)
        else:
            document.add_paragraph(paragraph)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def odt(paragraphs: Sequence[str] = FERRY, title: str = "Ferry talks end", author: str = "Orla Finch") -> bytes:
    from odf import dc, meta
    from odf.opendocument import OpenDocumentText
    from odf.text import P

    document = OpenDocumentText()
    document.meta.addElement(dc.Title(text=title))
    document.meta.addElement(meta.InitialCreator(text=author))
    document.meta.addElement(meta.CreationDate(text="2026-03-01T09:00:00"))
    for paragraph in paragraphs:
        document.text.addElement(P(text=paragraph))
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def epub(chapters: Sequence[Sequence[str]] = (FERRY,), title: str = "Ferry talks end") -> bytes:
    from ebooklib import epub as library

    book = library.EpubBook()
    book.set_title(title)
    book.set_language("en")
    book.add_author("Orla Finch")
    pages = []
    for number, paragraphs in enumerate(chapters):
        page = library.EpubHtml(title=title, file_name=f"c{number}.xhtml")
        page.content = f"<h1>{title}</h1>" + "".join(f"<p>{one}</p>" for one in paragraphs)
        book.add_item(page)
        pages.append(page)
    book.toc, book.spine = pages, ["nav", *pages]
    book.add_item(library.EpubNcx())
    book.add_item(library.EpubNav())
    file = io.BytesIO()
    library.write_epub(file, book)
    return file.getvalue()


def xlsx(rows: Sequence[Sequence[object]] = (("id", "Headline", "Body"), (1, "Ferry talks end", SAID))) -> bytes:
    from openpyxl import Workbook

    book = Workbook()
    for row in rows:
        book.active.append(list(row))
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def pdf(paragraphs: Sequence[str] = FERRY, title: str = "Ferry talks end", author: str = "Orla Finch") -> bytes:
    from reportlab.lib.styles import getSampleStyleSheet
    from reportlab.platypus import Paragraph, SimpleDocTemplate

    file = io.BytesIO()
    styles = getSampleStyleSheet()
    document = SimpleDocTemplate(file, title=title, author=author)
    document.build([Paragraph(title, styles["Title"]), *(Paragraph(one, styles["Normal"]) for one in paragraphs)])
    return file.getvalue()


RTF = (
    rb"{\rtf1\ansi\ansicpg1252{\info{\title Ferry talks end}{\author Orla Finch}{\creatim\yr2026\mo3\dy1}}"
    rb"\pard \ldblquote We were stretched,\rdblquote  said Ida Marlow, a union secretary.\par "
    rb"She said the ferry would sail on Friday. \u8220?After that, nobody knows,\'94 Marlow added.\par}"
)
EML = (
    b"From: Skerry Lantern <news@lantern.example>\r\nTo: reader@x.example\r\nSubject: Ferry talks end\r\n"
    b"Date: Sun, 01 Mar 2026 09:00:00 +0000\r\nMessage-ID: <1@lantern.example>\r\nMIME-Version: 1.0\r\n"
    b"List-Unsubscribe: <https://lantern.example/off>\r\nContent-Type: text/plain; charset=utf-8\r\n"
    b"Content-Transfer-Encoding: quoted-printable\r\n\r\n"
    b"=E2=80=9CWe were stretched,=E2=80=9D said Ida Marlow, a union sec=\r\nretary.\r\n\r\n"
    b"She said the ferry would sail.\r\n"
)
MBOX = b"".join(
    b"From news@lantern.example Sun Mar  1 09:00:00 2026\n" + EML.replace(b"\r\n", b"\n") + b"\n" for _ in "ab"
)
MHT = (
    b"From: <Saved by Blink>\r\nSnapshot-Content-Location: https://lantern.example/a\r\nSubject: Ferry talks end\r\n"
    b'MIME-Version: 1.0\r\nContent-Type: multipart/related; type="text/html"; boundary="--b"\r\n\r\n----b\r\n'
    b"Content-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n"
    b"Content-Location: https://lantern.example/a\r\n\r\n"
    b"<html><body><article><h1>Ferry talks end</h1><p>=E2=80=9CWe were stretched,=E2=80=9D said Ida Marlow, a uni=\r\n"
    b"on secretary.</p><p>She said the ferry would sail on Friday, and that the crews had slept.</p>\r\n"
    b"</article></body></html>\r\n"
    b"----b--\r\n"
)
LEXIS = f"""
                               1 of 2 DOCUMENTS


                               The Skerry Lantern

                             March 1, 2026 Sunday

Ferry talks end

BYLINE: Orla Finch

LENGTH: 61 words

{SAID}

LOAD-DATE: March 2, 2026


                               2 of 2 DOCUMENTS


                                 The Tarn Post

                             March 2, 2026 Monday

Mill burns in Holm

LENGTH: 49 words

{FIRE}

LANGUAGE: ENGLISH
"""
SRT = (
    "1\n00:00:01,000 --> 00:00:04,000\nIDA MARLOW: We were stretched.\n\n"
    "2\n00:00:05,000 --> 00:00:07,000\nAnd hungry.\n"
)
MARKDOWN = (
    "---\ntitle: Ferry talks end\ndate: 2026-03-01\n---\n\n# Ferry talks end\n\n"
    f"{SAID}\n\n> After that, nobody knows.\n"
)
NITF = (
    "<?xml version='1.0'?><nitf><head><title>Ferry talks end</title></head><body><body.content>"
    f"<p>{SAID}</p><p>{WOULD}</p></body.content></body></nitf>"
)


def zipped(files: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in files.items():
            package.writestr(name, content)
    return file.getvalue()


def tarred(files: dict[str, bytes], how: str = "w") -> bytes:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode=how) as package:
        for name, content in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            package.addfile(info, io.BytesIO(content))
    return file.getvalue()


def small(document: bytes) -> bytes:
    """A DOCX without the styles that its library puts in, so that it is damaged where it matters."""
    kept = ("[Content_Types].xml", "_rels/.rels", "word/document.xml", "docProps/core.xml")
    with zipfile.ZipFile(io.BytesIO(document)) as package:
        return zipped({name: package.read(name) for name in kept})


FILES = {"a.txt": SAID.encode(), "b/c.md": MARKDOWN.encode(), "b/d.docx": small(docx())}


def webarchive(
    page: str = f"<html><head><title>Ferry talks end</title></head><body><p>{SAID}<p>{WOULD}</body>", **of: object
) -> bytes:
    """What Safari saves of a page."""
    main = {
        "WebResourceData": page.encode(),
        "WebResourceMIMEType": "text/html",
        "WebResourceTextEncodingName": "UTF-8",
        "WebResourceURL": "https://herald.example/2026/03/01/ferry",
    }
    picture = {"WebResourceData": b"\x89PNG", "WebResourceMIMEType": "image/png", "WebResourceURL": "a.png"}
    return plistlib.dumps({"WebMainResource": main | of, "WebSubresources": [picture]}, fmt=plistlib.FMT_BINARY)


SEEDS: dict[str, bytes] = {
    "export": LEXIS.encode(),
    "markdown": MARKDOWN.encode(),
    "xlsx": xlsx(),
    "xml": NITF.encode(),
    "eml": EML,
    "mbox": MBOX,
    "mht": MHT,
    "webarchive": webarchive(),
    "subtitles": SRT.encode(),
    "docx": small(docx()),
    "odt": odt(),
    "rtf": RTF,
    "epub": epub(),
    "pdf": pdf(),
    "zip": zipped(FILES),
    "tar": tarred(FILES),
    "ole": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512) + "EncryptedPackage".encode("utf-16-le"),
    "ods": zipped({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}),
    "pptx": zipped({"ppt/presentation.xml": b"<a/>"}),
}
