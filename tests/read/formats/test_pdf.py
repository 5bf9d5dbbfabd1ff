"""PDF in the order of reading: columns, running heads, divided words, and an article for each bookmark."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle, getSampleStyleSheet
from reportlab.platypus import (
    BaseDocTemplate,
    Frame,
    FrameBreak,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
    Paragraph,
    SimpleDocTemplate,
)

from tests.read.formats.sources import both

STYLES = getSampleStyleSheet()
TEXT = ParagraphStyle("text", parent=STYLES["Normal"], alignment=4, spaceAfter=6)
BODY = [
    "“We were stretched to the end of our strength,” said Ida Marlow, a secretary who leads the crews since 2019.",
    "She said the ferry would sail on Friday. “After that, nobody knows what the company will do,” Marlow added.",
    "Halvard Brekke, the transport minister, said: “The money was always there, and it will be there in the spring.”",
]


def _margins(canvas: Any, document: Any) -> None:
    canvas.saveState()
    canvas.setFont("Times-Roman", 8)
    canvas.drawString(50, 815, "Skerry Lantern")
    canvas.drawRightString(545, 815, "Sunday, March 1, 2026")
    canvas.drawCentredString(297, 20, str(document.page))
    canvas.restoreState()


def test_two_columns_under_a_headline(tmp_path: Path) -> None:
    columns = [Frame(50, 50, 240, 640), Frame(305, 50, 240, 640)]
    first = PageTemplate("first", [Frame(50, 690, 495, 110), *columns], onPage=_margins)
    later = PageTemplate("later", [Frame(50, 50, 240, 740), Frame(305, 50, 240, 740)], onPage=_margins)
    document = BaseDocTemplate(str(tmp_path / "a.pdf"), pagesize=A4, pageTemplates=[first, later])
    title = "Ferry talks end without a deal and the crews of the islands go home"
    body = [paragraph.replace("Friday", f"Friday {number}") for number in range(16) for paragraph in BODY]
    story = [
        Paragraph(title, STYLES["Title"]),
        Paragraph("By Orla Finch", TEXT),
        NextPageTemplate("later"),
        FrameBreak(),
    ]
    document.build([*story, *(Paragraph(paragraph, TEXT) for paragraph in body)])
    ((article,), said) = both(tmp_path / "a.pdf")
    assert (article.title, article.source, article.author, said) == (title, "Skerry Lantern", "Orla Finch", [])
    assert article.published == "2026-03-01"
    assert article.text.split("\n\n") == body


class _Marked(SimpleDocTemplate):  # type: ignore[misc]
    def afterFlowable(self, flowable: Any) -> None:  # noqa: N802  as reportlab names it
        if getattr(flowable, "style", None) is STYLES["Heading1"]:
            self.canv.bookmarkPage(str(id(flowable)))
            self.canv.addOutlineEntry(flowable.getPlainText(), str(id(flowable)), 0)


def test_an_article_for_each_bookmark(tmp_path: Path) -> None:
    story: list[Any] = []
    for title in ("Ferry talks end", "Mill burns in Holm"):
        heading = Paragraph(title, STYLES["Heading1"])
        story += [heading, *(Paragraph(paragraph, TEXT) for paragraph in BODY), PageBreak()]
    _Marked(str(tmp_path / "a.pdf"), title="Press review").build(story)
    articles, _ = both(tmp_path / "a.pdf")
    assert [article.title for article in articles] == ["Ferry talks end", "Mill burns in Holm"]
    assert all(article.text.split("\n\n") == BODY for article in articles)


def test_divided_words_are_whole_and_a_hyphen_of_their_own_stays(tmp_path: Path) -> None:
    lines = ["The well-known master of the har-", "bour gave the keys to a well-", "known auditor, who took them."]
    style = ParagraphStyle("raw", parent=STYLES["Normal"], leading=12)
    SimpleDocTemplate(str(tmp_path / "a.pdf")).build([Paragraph("<br/>".join(lines), style)])
    ((article,), _) = both(tmp_path / "a.pdf")
    assert article.text == "The well-known master of the harbour gave the keys to a well-known auditor, who took them."
