"""Exports as other versions of the archives write them, and in other languages, about the same article."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.read.formats.sources import both

TITLE, OUTLET = "Dredging halted; survey was never done", "The Skerry Guardian (Karsholm)"
BODY = (
    "Work on the harbour stopped on Wednesday after a diver found cables that appear on no map.",
    "“Nobody told us there was anything down there,” said Ines Holloway, the harbour clerk.",
    "Language: the council's notice was in Danish only, which Holloway called “an odd choice.”",
    "Graphic evidence of the damage would be published next week, she said.",
)


def numbered(first: str, day: str, labels: str, *, after: str) -> str:
    """Two documents as LexisNexis numbers them; the labels are those of author, section, length."""
    author, section, length = labels.split("|")
    parts = []
    for number in (1, 2):
        head = [first.format(number), OUTLET, day, TITLE, f"{author}: Marta Quist", f"{section}: NEWS; S. 4", length]
        parts += [*head, *BODY, *after.split("|")]
    return "\n\n".join(parts)


def of_uni(words: str = "Section|Length|Byline|Body|Classification|End of Document", day: str = "March 5, 2026") -> str:
    """One paragraph a line, without blank lines."""
    section, length, byline, body, classification, end = words.split("|")
    fields = [f"{section}: NEWS; S. 4", f"{length}: 512 words", f"{byline}: Marta Quist", body]
    rest = [classification, "Language: ENGLISH", "Load-Date: March 6, 2026", end]
    one = [TITLE, OUTLET, day, "Copyright 2026 Skerry Media All Rights Reserved", *fields, *BODY, *rest]
    return "\n".join([*one, *one])


def html_of_classes() -> str:
    def line(kind: str, words: str) -> str:
        return f'<BR><DIV CLASS="{kind}"><P CLASS="c6"><SPAN CLASS="c2">{words}</SPAN></P>\n</DIV>'

    parts = []
    for number in (1, 2):
        parts += ["<!-- Hide XML section from browser\n<DOC NUMBER=1>\n<DOCFULL> -->"]
        parts += [line("c0", f"{number} of 2 DOCUMENTS"), line("c0", OUTLET)]
        parts += [line("c3", "March 5, 2026</SPAN><SPAN> Thursday</SPAN><SPAN>&nbsp;<BR>Late Edition - Final")]
        parts += [line("c5", TITLE), line("c5", "BYLINE: By Marta Quist"), line("c5", "SECTION: NEWS; S. 4")]
        parts += [line("c5", "LENGTH: 512 words"), *(line("c5", one) for one in BODY)]
        parts += [line("c5", "LOAD-DATE: March 6, 2026"), line("c5", "LANGUAGE: ENGLISH")]
    return "<HTML><BODY>" + "\n".join(parts) + "</BODY></HTML>"


def factiva(space: str, *, publisher: str = "") -> str:
    """With codes, or as it is shown where the space is ''."""
    key = "Document SKGUA00020260305em350001x"
    if space:
        fields = [
            ("SE", "NEWS; S. 4"),
            ("HD", TITLE),
            ("BY", "By Marta Quist"),
            ("WC", "512 words"),
            ("PD", "5 March 2026"),
        ]
        fields += [("SN", OUTLET), ("LA", "English"), ("LP", BODY[0]), ("TD", "\n\n".join(BODY[1:])), ("AN", key)]
        return "\n\n".join([f"{code}{space}{value}" for code, value in fields] * 2)
    head = ["NEWS; S. 4", TITLE, "By Marta Quist", "512 words", "5 March 2026", "16:51", OUTLET, "SKGUA", "English"]
    return "\n".join([*head, "Copyright 2026. Skerry Media.", "", "\n\n".join(BODY), "", publisher, "", key, ""] * 2)


def proquest(full: str, line: str) -> str:
    parts = []
    for number in (1, 2):
        parts += [line, f"Document {number} of 40", TITLE, "Author: Quist, Marta", "Abstract: A diver found cables."]
        parts += [full + "\n\n".join(BODY), "Subject: Harbors; Dredging", f"Publication title: {OUTLET}; Karsholm"]
        parts += ["Publication date: Mar 5, 2026", "Section: NEWS; S. 4", "Document type: News"]
        parts += [f"ProQuest document ID: 24400{number}"]
    return "\n\n".join(part for part in parts if part)


GERMAN = "UPDATE: 6. März 2026|SPRACHE: ENGLISH; ENGLISCH|PUBLICATION-TYPE: Zeitung|Alle Rechte vorbehalten"
FRENCH = "DATE-CHARGEMENT: 6 mars 2026|LANGUE: ENGLISH; ANGLAIS|TYPE-PUBLICATION: Journal|Tous droits réservés"
ENGLISH = "LOAD-DATE: March 6, 2026|LANGUAGE: ENGLISH|Copyright 2026 Skerry Media|All Rights Reserved"
DAY = "March 5, 2026 Thursday"
FILES = {
    "document_1_of.txt": numbered("Document {} of 50", DAY, "BYLINE|SECTION|LENGTH: 512 words", after=ENGLISH),
    "caps.txt": numbered("{} of 50 DOCUMENTS", DAY, "BYLINE|SECTION|LENGTH: 512 words", after=ENGLISH),
    "german.txt": numbered(
        "Dokument {} von 2", "Donnerstag 5. März 2026", "AUTOR|RUBRIK|LÄNGE: 512 Wörter", after=GERMAN
    ),
    "french.txt": numbered("Document {} de 2", "jeudi 5 mars 2026", "AUTEUR|RUBRIQUE|LONGUEUR: 512 mots", after=FRENCH),
    "uni.txt": of_uni(),
    "uni_german.txt": of_uni("Rubrik|Länge|Autor|Body|Classification|Ende des Dokuments", "5. März 2026 Donnerstag"),
    "classes.HTML": html_of_classes(),
    "factiva_two_spaces.txt": factiva("  "),
    "factiva_tab.txt": factiva("\t"),
    "factiva_one_space.txt": factiva(" "),
    "factiva_shown.txt": factiva("", publisher="Skerry Media Ltd."),
    "proquest_lined.txt": proquest("Full text: ", "_" * 60),
    "proquest_numbered.txt": proquest("Full Text\n\n", ""),
}


@pytest.mark.parametrize("name", FILES)
def test_the_articles_are_whole_and_nothing_else_is(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(FILES[name], encoding="utf-8")
    articles, said = both(tmp_path / name)
    assert said == [] and len(articles) == 2
    for article in articles:
        about = (article.title, article.source, article.author, (article.published or "")[:10], article.section)
        assert about == (TITLE, OUTLET, "Marta Quist", "2026-03-05", "NEWS; S. 4")
        assert article.text.split("\n\n") == [*BODY]
        assert article.length == (None if "proquest" in name else 512)


def test_a_broadcast_of_nexis_uni_has_a_turn_a_paragraph(tmp_path: Path) -> None:
    turns = ["MONA TARN, ANCHOR: Why is it shut?", "INES HOLLOWAY, CLERK: Because of the cables.", "TARN: Whose?"]
    head = [
        "Harbour dispute deepens",
        "Skerry Network",
        "SHOW: THE MORNING HOUR",
        DAY,
        "Length: 32 words",
        "Byline: Mona Tarn",
    ]
    (tmp_path / "a.txt").write_text("\n".join([*head, "Body", *turns, "Load-Date: March 5, 2026", "End of Document"]))
    ((article,), said) = both(tmp_path / "a.txt")
    assert (article.title, article.source, said) == (head[0], head[1], [])
    assert article.text.split("\n\n") == turns


@pytest.mark.parametrize("name", ["factiva_shown.txt", "proquest_numbered.txt"])
def test_a_document_of_which_the_head_alone_is_there_is_told(tmp_path: Path, name: str) -> None:
    content = FILES[name]
    place = content.rindex("Marta Quist") if "factiva" in name else content.rindex("A diver")
    (tmp_path / name).write_text(content[:place], encoding="utf-8")
    articles, said = both(tmp_path / name)
    assert len(articles) == 1 and len(said) == 1 and "document 2: cut off" in said[0]
