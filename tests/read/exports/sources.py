"""Exports of news archives in their layouts, about the same two invented articles."""

from __future__ import annotations

from tests.read.formats.made import docx, pdf

KEYS = (
    "“The keys were never in the drawer,” said Ines Holloway, the harbour clerk.",
    "She said the auditors would come back in April. “They always do,” Holloway added.",
)
LEDGER = (
    "Bram Osterman, the auditor, said the board had been warned.",
    "Length: the report ran to 300 pages, he said.",
    "“Nobody reads that much,” Osterman said.",
)
TITLES = ("Herring ledger does not add up", "Board meets again")
OUTLETS = ("The Tarn Post", "Skerry Lantern")
DAYS = ("March 3, 2026 Tuesday", "March 6, 2026 Friday 9:00 AM GMT")


def lexisnexis(*, cover: bool = True) -> str:
    """As LexisNexis Academic wrote text: numbered, centred, wrapped."""
    request = "Download Request: Selected Items: 1-2\nTime Of Request: Friday, March 20, 2026\n\nTerms: (herring)\n\n\n"
    return (
        (request if cover else "")
        + f"""
                               1 of 2 DOCUMENTS


                                 {OUTLETS[0]}

                          {DAYS[0]}
                                 First Edition;
                                    North

{TITLES[0]}

BYLINE: By Marta Quist

SECTION: BUSINESS; Pg. 12

LENGTH: 1,061 words

DATELINE: KARSHOLM

“The keys were never in the drawer,” said Ines
Holloway, the harbour clerk.

She said the auditors would come back in April. “They
always do,” Holloway added.

GRAPHIC: Photo: the ledger

LOAD-DATE: March 4, 2026

LANGUAGE: ENGLISH

PUBLICATION-TYPE: Newspaper


                    Copyright 2026 Tarn Press Ltd
                              All Rights Reserved

                               2 of 2 DOCUMENTS


                     Copyright 2026 Skerry Press
                              All Rights Reserved

                               {OUTLETS[1]}

                             {DAYS[1]}

{TITLES[1]}

BYLINE: Per Aas

LENGTH: 44 words

"""
        + "\n\n".join(LEDGER)
        + "\n\nLOAD-DATE: March 7, 2026\n\nLANGUAGE: ENGLISH\n"
    )


def _uni(number: int, section: str, length: int, author: str, body: tuple[str, ...]) -> list[str]:
    outlet = OUTLETS[number]
    head = [TITLES[number], outlet, DAYS[number], f"Copyright 2026 {outlet} All Rights Reserved", f"Section: {section}"]
    after = [
        "Classification",
        "Language: ENGLISH",
        "Subject: FISHERIES (90%)",
        "Load-Date: March 8, 2026",
        "End of Document",
    ]
    return [*head, f"Length: {length} words", f"Byline: {author}", "Dateline: KARSHOLM", "Body", *body, *after]


def nexis_uni() -> list[str]:
    """The paragraphs of an export of Nexis Uni, with the page before the articles."""
    cover = [
        "User Name: p.aas@lantern.example",
        "Date and Time: Friday, March 20, 2026 4:51:00 PM CET",
        "Job Number: 1",
    ]
    cover += ["Documents (2)", f"1. {TITLES[0]}", "Client/Matter: -None-", "Search Terms: herring", f"2. {TITLES[1]}"]
    first = _uni(0, "BUSINESS; Pg. 12", 1061, "Marta Quist", KEYS)
    return [*cover, *first, *_uni(1, "NEWS", 44, "Per Aas", LEDGER)]


def rtf(lines: list[str]) -> str:
    escaped = ("".join(c if c.isascii() else f"\\u{ord(c)}?" for c in line) for line in lines)
    return "{\\rtf1\\ansi " + "\\par ".join(escaped) + "\\par}"


def html(lines: list[str]) -> str:
    return (
        "<html><head><title>Export</title></head><body>"
        + "".join(f"<p>{line}</p>" for line in lines)
        + "</body></html>"
    )


def factiva_shown() -> str:
    """As Factiva's pages show articles."""
    first = [
        "Business",
        TITLES[0],
        "",
        "By Marta Quist",
        "1,061 words",
        "3 March 2026",
        OUTLETS[0],
        "TRNPO",
        "12",
        "English",
    ]
    second = [TITLES[1], "", "Per Aas, Fisheries Editor", "44 words", "6 March 2026", "10:15 GMT", OUTLETS[1], "SKLAN"]
    rest = ["English", f"(c) 2026 {OUTLETS[1]}", "", "\n\n".join(LEDGER), "", "Document SKLAN00020260306em360001b", ""]
    first += [f"© 2026 {OUTLETS[0]}", "", "\n\n".join(KEYS), "", "Document TRNPO00020260303em330000k", ""]
    return "\n".join([*first, *second, *rest, "Search Summary", "Text herring", "Results Found 2", ""])


def _codes(number: int, author: str, words: str, day: str, body: tuple[str, ...], key: str) -> list[tuple[str, str]]:
    rest = [("LP", body[0]), ("TD", "\n\n".join(body[1:])), ("NS", "gcat : News"), ("PUB", "Tarn Press Ltd")]
    head = [("SE", "News"), ("HD", TITLES[number]), ("BY", author), ("WC", words), ("PD", day), ("ET", "10:15")]
    return [
        *head,
        ("SN", OUTLETS[number]),
        ("SC", "TRNPO"),
        ("LA", "English"),
        ("CY", "(c) 2026"),
        *rest,
        ("AN", f"Document {key}"),
    ]


CODED = [
    _codes(0, "By Marta Quist", "1,061 words", "3 March 2026", KEYS, "TRNPO00020260303em330000k"),
    _codes(1, "Per Aas", "44 words", "6 March 2026", LEDGER, "SKLAN00020260306em360001b"),
]


def factiva_coded() -> str:
    return "\n\n".join("\n".join(f"{code:3} {value}" for code, value in fields) for fields in CODED) + "\n"


def factiva_table() -> str:
    """The same in the tables of its HTML."""
    row = "<tr><td><b>{0}</b></td><td>{1}</td></tr>".format
    tables = (
        "".join(row(code, "".join(f"<p>{part}</p>" for part in value.split("\n\n"))) for code, value in fields)
        for fields in CODED
    )
    return (
        "<html><body>"
        + "".join(f"<div class='article'><table>{table}</table></div>" for table in tables)
        + "</body></html>"
    )


def proquest() -> str:
    """As ProQuest writes text today."""
    line = "_" * 60
    records = []
    for number, (author, day, body) in enumerate(
        (("Quist, Marta", "Mar 3, 2026", KEYS), ("Aas, Per", "Mar 6, 2026", LEDGER))
    ):
        fields = [
            f"Document {number + 1} of 2",
            TITLES[number],
            f"Author: {author}",
            "Abstract: “Keys,” says a clerk.",
            "Links: x",
        ]
        fields += ["Full text: " + "\n\n".join(body), f"CREDIT: {author}; Staff", "Subject: Audits; Fisheries"]
        fields += [
            "Company / organization: Name: Fishery Board",
            f"Title: {TITLES[number]}",
            f"Publication title: {OUTLETS[number]}; Karsholm",
        ]
        fields += ["Publication year: 2026", f"Publication date: {day}", "Section: Business", "Source type: Newspaper"]
        fields += [
            "Language of publication: English",
            "Document type: News",
            f"ProQuest document ID: 3030000{number}",
            "Database: Newsstream",
        ]
        records.append(f"{line}\n\n" + "\n\n".join(fields) + "\n\n")
    return (
        "".join(records)
        + f"{line}\n\nContact us at: http://www.proquest.example\n\n"
        + "Database copyright © 2026 ProQuest LLC. All rights reserved.\n"
    )


def exports() -> dict[str, bytes]:
    """The files, by name."""
    uni = nexis_uni()
    return {
        "lexis.txt": lexisnexis().encode(),
        "lexis_1252.txt": lexisnexis(cover=False).encode("cp1252"),
        "uni.txt": "\n\n".join(uni).encode(),
        "uni.docx": docx(uni, title=""),
        "uni.rtf": rtf(uni).encode(),
        "uni.doc": rtf(uni).encode(),
        "uni.html": html(uni).encode(),
        "uni.pdf": pdf(uni, title="x"),
        "factiva.txt": factiva_shown().encode(),
        "factiva.rtf": rtf(factiva_shown().split("\n")).encode(),
        "factiva_coded.txt": factiva_coded().encode(),
        "factiva.html": factiva_table().encode(),
        "proquest.txt": ("\ufeff" + proquest()).replace("\n", "\r\n").encode(),
    }
