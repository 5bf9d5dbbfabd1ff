"""Pages as scrapers save them, in many layouts: each gives its articles, whole and alone. All is invented."""

# ruff: noqa: E501 (a page on one line is easier to compare with the next)

from __future__ import annotations

import json
import re

import pytest

from quotes.read.page.split import split_page
from tests.source_tree import ROOT

SHARED = ROOT.parent / "shared"

FERRY = "Ferry strike ends after night of talks"
FERRY_BODY = (
    "The strike that has kept the Norwick ferries in harbour for nine days is over, both sides said on Friday. "
    '"We have a deal that our members can live with," said Ida Brandt, who led the talks for the seamen\'s union. '
    "The company, Sund Line, said the first boat would sail at six on Saturday morning, and that tickets bought "
    "for the lost days would be honoured until the end of September."
)
DAM = "Engineers find new cracks in Tarn dam"
DAM_BODY = (
    "Inspectors have found three more cracks in the wall of the Tarn dam, the water board said on Thursday. "
    "'They are small and they are shallow, but we would rather see none,' said its chief engineer, Tomas Reyk. "
    "The lake will be lowered by four metres before the autumn rain, which will leave the mills at Ostby without power "
    "for some weeks. The mills' owners said they had not been asked."
)
VOTE = "Council puts off vote on harbour tolls"
VOTE_BODY = (
    "The council of Karsholm has put off its vote on harbour tolls until October, the third delay this year. "
    "Mayor Elin Sorrel said she lacked two votes and would not go into the hall without them. “I can count,” she said. "
    "Her deputy, Aksel Dahl, told reporters that the tolls would come in any case, because the harbour “does not pay "
    "for itself and never has”."
)
BODIES = {"ferry": (FERRY, FERRY_BODY), "dam": (DAM, DAM_BODY), "vote": (VOTE, VOTE_BODY)}
ENDING = "Hashtags\n\n#Norwick #Ferry\n\nTry Our AI Features\nExplore what Newsly AI can do for you:\nComments\nNo comments yet...\nRelated Articles\n"


def fill(page: str) -> str:
    for name, (title, body) in BODIES.items():
        first, second, rest = re.split(r"(?<=[.\"'”]) (?=[A-Z\"'“])", body, maxsplit=2)
        page = page.replace(f"<{name}>", title).replace(f"<{name} body>", body)
        page = page.replace(f"<{name} paragraphs>", "\n\n".join((first, second, rest)))
        page = page.replace(f"<{name} lines>", "\n".join((first, second, rest)))
    return page.replace("<ending>", ENDING)


# what the page is, the page, its articles as (name, outlet)
PAGES = [
    (
        "outlet, age, dash outlet, headline, one-line body that repeats it",
        "\n<ferry>\n<ferry lines>\n<ending>\nTarn Post\n3 hours ago\n- Tarn Post\n<dam>\n<dam> <dam body>\n\n\n"
        "The Karsholm Bee\na day ago\n- The Karsholm Bee\n<vote>\n* <vote> <vote body>\n&w=3840&q=75)",
        [("ferry", None), ("dam", "Tarn Post"), ("vote", "The Karsholm Bee")],
    ),
    (
        "the same without blank lines, ages of other kinds",
        "<ferry>\n<ferry lines>\nHashtags\nComments\nNo comments yet...\nRelated Articles\nTarn Post\nJust now\n- Tarn Post\n<dam>\n"
        "<dam lines>\nKarsholm Bee\nYesterday\n- Karsholm Bee\n<vote>\n<vote lines>",
        [("ferry", None), ("dam", "Tarn Post"), ("vote", "Karsholm Bee")],
    ),
    (
        "outlet · age on one line",
        "Tarn Post · 5h\n<dam>\n<dam paragraphs>\n\nSund Wire · 2 days ago\n<ferry>\n<ferry paragraphs>\n\n"
        "Karsholm Bee · Jul 4, 2025\n<vote>\n<vote paragraphs>",
        [("dam", "Tarn Post"), ("ferry", "Sund Wire"), ("vote", "Karsholm Bee")],
    ),
    (
        "headline first, then outlet and age",
        "<dam>\nTarn Post\n2 hours ago\n\n<dam paragraphs>\n\n<ferry>\nSund Wire\n5 hours ago\n\n<ferry paragraphs>\n\n"
        "<vote>\nKarsholm Bee\n1 day ago\n\n<vote paragraphs>",
        [("dam", "Tarn Post"), ("ferry", "Sund Wire"), ("vote", "Karsholm Bee")],
    ),
    (
        "headline, then outlet | age on one line",
        "<dam>\nTarn Post | 2 hours ago\n<dam body>\nShare\nSave\n\n<vote>\nKarsholm Bee | 9 hours ago\n<vote body>\nShare\nSave",
        [("dam", "Tarn Post"), ("vote", "Karsholm Bee")],
    ),
    (
        "age before the outlet",
        "4 hours ago\nTarn Post\n<dam>\n<dam body>\n\n6 hours ago\nSund Wire\n<ferry>\n<ferry body>",
        [("dam", "Tarn Post"), ("ferry", "Sund Wire")],
    ),
    (
        "bylines and dates under each headline",
        "<dam>\nBy Mara Lind, Tarn Post\nJuly 4, 2025\n\n<dam paragraphs>\n\nRead more\n\n<ferry>\nBy Ole Vik\nSund Wire\n"
        "3 hours ago\n\n<ferry paragraphs>",
        [("dam", None), ("ferry", "Sund Wire")],
    ),
    (
        "navigation before one article, links and a footer after it",
        "Skip to main content\nHome\nWorld\nSport\nSubscribe\nSign in\n\n<ferry>\nBy Mara Lind\nUpdated 10:42 GMT\nShare\nSave\n\n"
        "<ferry paragraphs>\n\nAdvertisement\n\nMost read\nTen walks for a wet weekend\nWhere the herring went\n\n"
        "© 2025 Norwick Echo. All rights reserved.\nPrivacy Policy\nTerms of Service",
        [("ferry", None)],
    ),
    (
        "links in the middle of an article, which goes on",
        "<ferry>\n\nThe harbour was full of people when the news came, and some of them sang.\n\nRelated Articles\n"
        "Who pays for the boats\nThe long summer of 1974\n\n<ferry paragraphs>",
        [("ferry", None)],
    ),
    (
        "readers' comments with names and ages, then more articles",
        "<ferry>\n<ferry paragraphs>\n\n3 Comments\n\nPer Holt\n2 hours ago\nAbout time too, and I hope that they get their money.\n"
        "Reply\n\nAnna Ris\n1 hour ago\nMy mother has waited nine days for her medicine.\nReply\n\nRelated Articles\n\n"
        "Tarn Post\n3 hours ago\n<dam>\n<dam body>",
        [("ferry", None), ("dam", "Tarn Post")],
    ),
    (
        "related headlines without bodies between the articles",
        "<ferry>\n<ferry paragraphs>\n<ending>\nOstby Star\n3 hours ago\nThe mill that would not stop\n\nTarn Post\n"
        "4 hours ago\n<dam>\n<dam body>\n\nOstby Star\n5 hours ago\nSeven ways to smoke an eel",
        [("ferry", None), ("dam", "Tarn Post")],
    ),
    (
        "no ages at all after the end of the first article",
        "<ferry>\n<ferry paragraphs>\n<ending>\n<dam>\n<dam body>\n\n<vote>\n<vote body>",
        [("ferry", None), ("dam", None), ("vote", None)],
    ),
    (
        "dates in full before each headline",
        "Tarn Post\nFriday, July 4, 2025 at 10:15 AM\n<dam>\n<dam body>\nShare this article\n\nSund Wire\n4 July 2025, 08:30\n"
        "<ferry>\n<ferry body>\nShare this article",
        [("dam", "Tarn Post"), ("ferry", "Sund Wire")],
    ),
    (
        "outlets that are web addresses, and a reading time",
        "tarnpost.example\n12 min ago\n3 min read\n<dam>\n<dam body>\n\nkarsholm-bee.example\n47 min ago\n5 min read\n<vote>\n<vote body>",
        [("dam", "tarnpost.example"), ("vote", "karsholm-bee.example")],
    ),
    (
        "cookies, a newsletter and advertisements inside the text",
        "We use cookies to make this site better.\nAccept all cookies\n<vote>\n<vote paragraphs>\nAdvertisement\n"
        "Sign up for our morning newsletter\nStory continues below\nThe harbour was opened in 1911 by the king.\nRead more: "
        "Tolls explained in five minutes",
        [("vote", None)],
    ),
    (
        "datelines and subheads in the bodies",
        "Tarn Post\n2h ago\n<dam>\nOSTBY, July 3 (Sund Wire) — It began with a wet stone in the gallery under the wall.\n"
        "What next\n<dam lines>\n\nSund Wire\n3h ago\n<ferry>\n<ferry lines>",
        [("dam", "Tarn Post"), ("ferry", "Sund Wire")],
    ),
    (
        "paragraphs cut at a width",
        "Karsholm harbour tolls put off again\n\n"
        "The council of Karsholm has put off its vote on harbour tolls until\nOctober, the third delay this year. Mayor Elin Sorrel said she\n"
        "lacked two votes and would not go into the hall without them. She\nsaid nothing else.\n\nHer deputy, Aksel Dahl, told reporters "
        "that the tolls would come in\nany case, because the harbour does not pay for itself and never has\ndone so in his time.",
        [(None, None)],
    ),
]


@pytest.mark.parametrize(("page", "wanted"), [page[1:] for page in PAGES], ids=[page[0] for page in PAGES])
def test_a_page_gives_its_articles(page: str, wanted: list[tuple[str | None, str | None]]) -> None:
    found = split_page(fill(page))
    names = [next((n for n, (title, _) in BODIES.items() if title == piece.title), None) for piece in found]
    assert names == [name for name, _ in wanted]
    assert [piece.source for piece in found if piece.source] == [outlet for _, outlet in wanted if outlet]
    for piece, (name, _) in zip(found, wanted, strict=True):
        if name:
            assert _holds(piece.text, BODIES[name][1])
            assert not any(other[1][:60] in piece.text for key, other in BODIES.items() if key != name)
        assert not re.search(
            r"Hashtags|Comments?$|No comments|Related Art|Try Our|Explore what|Advertis|cookies|newsletter|&w=|\d+ (?:hours|min) ago"
            r"|Reply|medicine|Subscribe|Privacy|rights reserved|herring|smoke an eel|would not stop|Share|Save$|Read more",
            piece.text,
            re.MULTILINE,
        )


def _holds(text: str, body: str) -> bool:
    """Every word of the body, in its order."""
    words = iter(text.split())
    return all(word in words for word in body.split())


# what must come through as it is: the lines of one article
PLAIN = [
    ("a title and paragraphs", f"{FERRY}\n\n{FERRY_BODY}\n\n{DAM_BODY}"),
    ("no title", f"{FERRY_BODY}\n\n{DAM_BODY}"),
    ("short quoted paragraphs", f'{FERRY}\n\n{FERRY_BODY}\n\n"No," he said.\n\n"Never?"\n\n"Never."\n\n{DAM_BODY}'),
    ("subheads of one word", f"{FERRY}\n\n{FERRY_BODY}\n\nComments\n\n{DAM_BODY}\n\nHealth\n\n{VOTE_BODY}\n\nMoney\n\n{FERRY_BODY}"),
    ("questions and answers", f"An evening with Ida Brandt\n\n{FERRY_BODY}\n\nQ: Were you afraid?\n\nA: Of what?\n\nQ: Of losing.\n\nA: No."),
    ("a transcript", "BRANDT: Good evening.\nREYK: Good evening. You are late, and the boat is gone.\nBRANDT: I know it.\nREYK: Then go home."),
    ("a list", f"{VOTE}\n\n{VOTE_BODY}\n\n- a toll of two crowns a ton\n- a toll of one crown a head\n- none for boats of Karsholm\n\n{DAM_BODY}"),
    ("a chronicle", f"{DAM}\n\n{DAM_BODY}\n\nMarch 3, 2025\n\nA diver sees the first crack.\n\nApril 9, 2025\n\nThe board is told, and says nothing about it.\n\nMay 1\n\n{VOTE_BODY}"),
    ("a press release", f"FOR IMMEDIATE RELEASE\n\n{FERRY}\n\n{FERRY_BODY}\n\n“We are glad.”\n— Ida Brandt, chair\n\nContact: Ole Vik, 555 0134\n\n###"),
    ("live entries", f"{FERRY}\n\n{FERRY_BODY}\n\n10:42\n\nThe first lorry is on board, says the harbour master.\n\n10:58\n\n{VOTE_BODY}"),
    ("a letter", "Dear reader,\n\nThis is only a letter.\n\nYours\nMara"),
    ("one line", "Nothing happened in Norwick today."),
    ("short lines alone", "Norwick\nin the rain\nagain"),
]  # fmt: skip


@pytest.mark.parametrize("page", [page for _, page in PLAIN], ids=[name for name, _ in PLAIN])
def test_an_ordinary_article_comes_out_whole(page: str) -> None:
    (piece,) = split_page(page)
    kept = " ".join(filter(None, (piece.title, piece.text)))
    assert kept.split() == page.removeprefix("FOR IMMEDIATE RELEASE").removesuffix("###").split()


@pytest.mark.skipif(not SHARED.is_dir(), reason="the real page is not here")
def test_the_real_page() -> None:
    page = (SHARED / "pages/aggregator-page.txt").read_text(encoding="utf-8")
    gold = json.loads((SHARED / "pages/aggregator-page.gold.json").read_text(encoding="utf-8"))
    found = split_page(page)
    assert [(piece.title, piece.source) for piece in found] == [(want["title"], want["source"]) for want in gold]
    for piece, want in zip(found, gold, strict=True):
        assert f"{piece.title} {piece.text}".startswith(want["starts"]) and piece.text.endswith(want["ends"])
        assert not any(other["starts"] in piece.text for other in gold)


def test_a_blank_page_has_no_article() -> None:
    assert split_page(" \n\n ") == []


def test_a_number_sign_in_a_sentence_stays() -> None:
    text = "She was ranked # 1 in the county, and # 4 in the whole of the country, for a second year."
    assert [piece.text for piece in split_page(text)] == [text]
