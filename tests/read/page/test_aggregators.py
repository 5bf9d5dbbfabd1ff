"""Aggregators' pages of many layouts, with the marks of many countries: their articles whole, and nothing between them.

Each page names its articles as `<key>` (headline) and `<key>: body`; all people, places and outlets are invented.
"""

# ruff: noqa: E501 (a page on one line is easier to compare with the next)

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape

import pytest

from quotes.read.formats.html import parsed, several
from quotes.read.page.split import ArticlePiece, split_page


@dataclass(frozen=True)
class Story:
    title: str
    paragraphs: tuple[str, ...]

    @property
    def words(self) -> list[str]:
        return " ".join(self.paragraphs).split()


STORIES = {
    "quay": Story(
        "Brenlow's old quay ‘will not see another winter'",
        (
            "The old quay at Brenlow ‘will not see another winter', the county's engineer told the council on Tuesday.",
            "'I've walked it twice a year since 2009, and I've never seen it move like this,' Oonagh Tasker said.",
            "She asked for £4.2m. The leader, Piers Hallam, said the council did not have it. 'We can't print it,' he said.",
            "'Then close it,' she answered.",
        ),
    ),
    "well": Story(
        "Villagers of Sarro refuse water from the new well",
        (
            "« L'eau a un goût de fer », a dit une femme; others in Sarro would not touch it, the mayor's office said.",
            "«We drink from the river, as our fathers did», said Dario Menk, 71, who keeps bees above the village.",
            "The company that dug it, Aquaval, said in a statement that the well was «safe by every test we know».",
        ),
    ),
    "vote": Story(
        "Teachers vote to strike over pay as term nears",
        (
            'Teachers in Ostmark voted on Friday to strike from September, their union said. "Nobody wants this," said Greta Solheim, its president.',
            'The minister, Anders Quill, called the vote "a gift to nobody" and asked both sides to come back on Monday.',
            'According to the union, 71 per cent took part. "That is no small number," Solheim said. "He should count again."',
        ),
    ),
    "bank": Story(
        "Harrow Bank cuts 900 jobs, blames branches nobody visits",
        (
            "Harrow Bank will close 41 branches and cut 900 jobs by the spring, it said on Thursday, its third round in as many years.",
            "“Nobody comes,” its chief executive, Lavinia Stroud, told analysts. “I sat in one for a day. Two people came, and one was lost.”",
            "Shares rose 3.1%. The union Counter said staff “heard it on the radio”.",
        ),
    ),
    "film": Story(
        "Film about the lighthouse twins wins at Corvane",
        (
            "„Wir haben nicht damit gerechnet“, said Jutta Lenz, who made the film with her brother for less than the price of a car.",
            "The jury's chair, Emeka Nwosu, said it had been the shortest meeting of his life. He would not say who voted against.",
        ),
    ),
    "mill": Story(
        "Was the Tollgate mill set on fire? Police think so.",
        (
            "A man of 41 was held on Monday over the fire at the Tollgate mill. 'He is helping us,' said Inspector Rhona Blake.",
        ),
    ),
    "corn": Story(
        "Grain traders, millers, bakers and the two biggest grocers in the county meet behind closed doors for a third time in a month to talk about what one of them called the worst summer for wheat since their grandfathers' days",
        ('Grain rose 2 per cent on the Selby exchange. "It is the rain," said a trader, Ivo Marsh.',),
    ),
    "held": Story("'He is helping us': man held over mill fire", ("'He is helping us,' police said.",)),
}
PILE = (
    "\n<quay>\n<quay: lines>\nHashtags\n#Brenlow\nHarbour\n\nSummarize\nTranslate\nComments\n3 comments\nRelated Articles\n\nMint\n1 day ago\n- Mint\n<mill>\n<mill: line>\n\n\n"
    "NDTX\n17 hours ago\n- NDTX\nWatch: flood takes the bridge\n\n\nAl Marsad\n2 weeks ago\n- Al Marsad\n<corn>\n<corn> | Watch Source: <corn: line>\n\n\nThe Vale\na few seconds ago\n- The Vale\n<held>\n<held: line>"
)
PILED: list[tuple[str, str | None, str | None]] = [
    ("quay", None, None),
    ("mill", "Mint", None),
    ("corn", "Al Marsad", None),
    ("held", "The Vale", None),
]


def page(text: str) -> str:
    """The page with its headlines and bodies filled in: `<key>: line` on one line, `lines`, or `paragraphs`."""
    for key, story in STORIES.items():
        text = text.replace(f"<{key}: line>", " ".join(story.paragraphs))
        text = text.replace(f"<{key}: lines>", "\n".join(story.paragraphs))
        text = text.replace(f"<{key}: paragraphs>", "\n\n".join(story.paragraphs))
        text = text.replace(
            f"<{key}: half, advertisement, half>",
            "\n".join((*story.paragraphs[:1], "Advertisement", "Story continues below", *story.paragraphs[1:])),
        )
        text = text.replace(f"<{key}>", story.title)
    return text


# layout, page, and what comes of it: (story, outlet, day)
PAGES: list[tuple[str, str, list[tuple[str, str | None, str | None]]]] = [
    (
        "a lead with its tags and comments, then one-line bodies under outlet and age",
        "\n<quay>\n<quay: lines>\nWith assistance from Tom Ferris.\nHashtags\n#Brenlow\n#Harbour\n\nTry Our AI Features\nExplore what Digestly AI can do for you:\n"
        "Comments\nNo comments yet...\nRelated Articles\n\nSarro Courier\n37 minutes ago\n- Sarro Courier\n<well>\n<well> | Watch Source: <well: line>\n\n\n"
        "The Ostmark Times\n37 minutes ago\n- The Ostmark Times\n<vote>\n* <vote> <vote: line>\n&w=3840&q=100)\n\nFin Desk\n2 hours ago\n- Fin Desk\n<bank>\n<bank: line>",
        [
            ("quay", None, None),
            ("well", "Sarro Courier", None),
            ("vote", "The Ostmark Times", None),
            ("bank", "Fin Desk", None),
        ],
    ),
    (
        "the name of the site and a cookie notice first; boxes for a newsletter and for sharing between",
        "Digestly\nWe use cookies and similar technologies to run this site, to measure how it is used and to show you advertisements. By clicking Accept you agree to this.\n"
        "Accept all\nReject all\nManage preferences\n\n<vote>\nThe Ostmark Times | 3h\n<vote: paragraphs>\n\nShare\nCopy link\nSave\n\n"
        "Get the day's headlines in your inbox\nSign up for our newsletter and never miss a story. You can unsubscribe at any time.\nEnter your email\nSubscribe\n\n"
        "<film>\nCorvane Abendblatt | Yesterday\n<film: paragraphs>\n\nShare\nCopy link\nSave",
        [("vote", "The Ostmark Times", None), ("film", "Corvane Abendblatt", None)],
    ),
    (
        "dates in full under the headline, with advertisements in the bodies",
        "<bank>\nFin Desk\n12 May 2026\n<bank: half, advertisement, half>\nRead more\n\n<quay>\nBrenlow Mercury\n11 May 2026\n<quay: half, advertisement, half>\nRead more\n\n"
        "<well>\nSarro Courier\n9 May 2026\n<well: half, advertisement, half>\nRead more",
        [
            ("bank", "Fin Desk", "2026-05-12"),
            ("quay", "Brenlow Mercury", "2026-05-11"),
            ("well", "Sarro Courier", "2026-05-09"),
        ],
    ),
    (
        "labelled lines before each headline",
        "Source: Fin Desk\nPublished: May 12, 2026\n<bank>\n<bank: line>\nCategory: Business\n\nSource: Sarro Courier\nPublished: May 10, 2026\n<well>\n<well: line>\nCategory: World",
        [("bank", "Fin Desk", "2026-05-12"), ("well", "Sarro Courier", "2026-05-10")],
    ),
    (
        "outlet, author and the hour of yesterday, each on a line",
        "Top stories\n\nBrenlow Mercury\nBy Nell Ashby\nYesterday at 14:02\n<quay>\n<quay: paragraphs>\nLike\nComment\nShare\n\nFin Desk\nBy Rob Stanning\nYesterday at 11:40\n<bank>\n<bank: paragraphs>\nLike\nComment\nShare",
        [("quay", "Brenlow Mercury", None), ("bank", "Fin Desk", None)],
    ),
    (
        "rules between articles that have nothing but a headline",
        "<vote>\n\n<vote: paragraphs>\n\n-----\n\n<film>\n\n<film: paragraphs>\n\n-----\n\n<bank>\n\n<bank: paragraphs>",
        [("vote", None, None), ("film", None, None), ("bank", None, None)],
    ),
    (
        "headlines as Markdown has them",
        "# Morning digest\n\n## <well>\n*Sarro Courier · 5 hours ago*\n\n<well: paragraphs>\n\n## <quay>\n*Brenlow Mercury · 6 hours ago*\n\n<quay: paragraphs>\n",
        [("well", "Sarro Courier", None), ("quay", "Brenlow Mercury", None)],
    ),
    (
        "age, bullet, outlet after the headline; teasers of other stories after each body",
        "<film>\n5h • Corvane Abendblatt\n<film: line>\nYou may also like\nTen films to see before the rain\nWho was the second twin?\n\n<vote>\n8h • The Ostmark Times\n<vote: line>\nYou may also like\nWhat teachers earn, in one chart\n\n"
        "<quay>\n1d • Brenlow Mercury\n<quay: line>\nMost read\n1\nHow to mend a net\n2\nThe cat that took the bus",
        [("film", "Corvane Abendblatt", None), ("vote", "The Ostmark Times", None), ("quay", "Brenlow Mercury", None)],
    ),
    (
        "readers' comments in sentences after the lead, then more articles",
        "<bank>\nFin Desk\n4 hours ago\n\n<bank: paragraphs>\n\nComments (2)\nLog in to comment\nSort by newest\nolaf_77\n2 hours ago\nMy branch went last year and I have not been to the town since.\nReply\nMrs Gale\n1 hour ago\nTotal nonsense\nThey blame us, of course, as they always do, and nobody asks who closed the car park.\nReply\n\n"
        "More from Fin Desk\n\nSarro Courier\n6 hours ago\n<well>\n<well: paragraphs>",
        [("bank", "Fin Desk", None), ("well", "Sarro Courier", None)],
    ),
    (
        "an outlet in capitals, times with a date, links to the source after each body",
        "BRENLOW MERCURY\n2026-05-12 08:30\n<quay>\n<quay: lines>\nRead the full story at Brenlow Mercury\n\nCORVANE ABENDBLATT\n2026-05-12 07:15\n<film>\n<film: lines>\nRead the full story at Corvane Abendblatt",
        [("quay", "BRENLOW MERCURY", "2026-05-12"), ("film", "CORVANE ABENDBLATT", "2026-05-12")],
    ),
    (
        "a lead with its author and a caption, then the same outlet twice",
        "<well>\nBy Ines Carvo\nSarro Courier\nUpdated 12 May 2026, 09:12\nShare on Facebook\nShare on X\nPhoto: A. Brandt/Sarro Courier\n<well: paragraphs>\n\nMore stories\n\nFin Desk\n3 hours ago\n<bank>\n<bank: lines>\n\nFin Desk\n5 hours ago\n<vote>\n<vote: lines>",
        [("well", "Sarro Courier", "2026-05-12"), ("bank", "Fin Desk", None), ("vote", "Fin Desk", None)],
    ),
    (
        "nothing but the outlet over each headline",
        "The Ostmark Times\n<vote>\n<vote: line>\n\nBrenlow Mercury\n<quay>\n<quay: line>\n\nSarro Courier\n<well>\n<well: line>",
        [("vote", "The Ostmark Times", None), ("quay", "Brenlow Mercury", None), ("well", "Sarro Courier", None)],
    ),
    (
        "names of fields, and the outlet behind the headline",
        "title: <vote>\nsource: The Ostmark Times\ndate: 2026-05-12\n<vote: paragraphs>\n\n<quay> - Brenlow Mercury\n3 hours ago\n<quay: paragraphs>\n\n<bank> (Daily Ledger)\n4 hours ago\n<bank: paragraphs>\n\n<well>\nvia Sarro Courier\n4h ago\n<well: line>",
        [
            ("vote", "The Ostmark Times", "2026-05-12"),
            ("quay", "Brenlow Mercury", None),
            ("bank", "Daily Ledger", None),
            ("well", "Sarro Courier", None),
        ],
    ),
    (
        "consent first, a newsletter's box of sentences in the text, small print last",
        "Before you continue\nWe and our 842 partners store and access personal data, like browsing data or unique identifiers, on your device.\nMore options\n"
        "<quay>\nBrenlow Mercury\n3 hours ago\n<quay: half, advertisement, half>\nSign up to First Tide, our free daily newsletter.\nFree daily newsletter\nOur morning email breaks down the key stories of the day, telling you what is happening.\n"
        "Privacy Notice: Newsletters may contain information about charities, online ads, and content funded by outside parties.\nafter newsletter promotion\n\n"
        "Fin Desk\n4 hours ago\n<bank>\n<bank: line>\nThis site is protected by reCAPTCHA and the Terms of Service apply.\n© 2026 Digestly",
        [("quay", "Brenlow Mercury", None), ("bank", "Fin Desk", None)],
    ),
    ("headlines that are sentences or long, a body of five words, a card without one", PILE, PILED),
    ("the same with a blank line after each line", PILE.replace("\n", "\n\n"), PILED),
    (
        "the same from another system, with tabs and hard spaces",
        PILE.replace("\n", "\r\n\t").replace(" ago", "\u00a0ago"),
        PILED,
    ),
    ("the same without the first article", PILE.partition("Related Articles\n")[2], PILED[1:]),
]
FURNITURE = re.compile(
    r"Hashtags|#Brenlow|Comments?\b.*$|No comments|Related|AI Features|Digestly|&w=|minutes ago|hours? ago|cookies|Accept|Reject|Manage pref|Copy link|inbox|newsletter|Subscribe"
    r"|Advertisement|Story continues|Read more|Read the full|Category:|^Like$|^Share\b|^Save\b|-----|##|Morning digest|You may|Ten films|second twin|teachers earn|mend a net|cat that|Log in|Sort by"
    r"|My branch|They blame|Total nonsense|Total nonsense|Reply|More from|More stories|Photo:|Facebook|Top stories|Published:|Yesterday|Summarize|Translate|^Harbour$|flood takes|partners|Privacy|reCAPTCHA|morning email",
    re.MULTILINE,
)


@pytest.mark.parametrize(("text", "wanted"), [case[1:] for case in PAGES], ids=[case[0] for case in PAGES])
def test_a_page_gives_its_articles(text: str, wanted: list[tuple[str, str | None, str | None]]) -> None:
    found = split_page(page(text))
    assert [piece.title for piece in found] == [STORIES[key].title for key, _, _ in wanted]
    assert [piece.source for piece in found] == [outlet for _, outlet, _ in wanted]
    assert [(piece.published or "")[:10] or None for piece in found] == [day for _, _, day in wanted]
    for piece, (key, _, _) in zip(found, wanted, strict=True):
        _holds_only(piece, STORIES[key])


@pytest.mark.parametrize(("text", "wanted"), [case[1:] for case in PAGES if "mill" not in {key for key, *_ in case[2]}])
def test_the_same_page_in_html(text: str, wanted: list[tuple[str, str | None, str | None]]) -> None:
    lines = "".join(f"<div><span>{escape(line)}</span></div>\n" for line in page(text).splitlines())
    found = several(parsed(f"<html><head><title>Digest</title></head><body><nav>Home</nav>{lines}</body></html>"))
    assert [(piece.title, piece.source) for piece in found] == [
        (STORIES[key].title, outlet) for key, outlet, _ in wanted
    ]
    for piece, (key, _, _) in zip(found, wanted, strict=True):
        _holds_only(piece, STORIES[key])


def _holds_only(piece: ArticlePiece, story: Story) -> None:
    """All words of the story in their order, few others, and nothing that stands around articles."""
    assert not FURNITURE.search(piece.text)
    words = piece.text.split()
    rest = iter(words)
    assert all(word in rest for word in story.words), "a word is lost"
    assert len(words) <= len(story.words) + 8
