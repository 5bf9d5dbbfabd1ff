"""Make texts that nobody wrote: the invented samples, cut, mixed and damaged. Text N of a seed is always the same.

Long texts are made of paragraphs and have about 300 characters. Short ones are made of a sentence or two and have about
100 characters, at most 250; twice as many of them can be run in an hour.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

import quotes
from quotes.extraction.lexicon import load_lexicon
from quotes.read import read

SAMPLES = Path(quotes.__file__).parent / "samples"
MARKS = ("“", "”", '"', "‘", "’", "'", "«", "»", "„", "‹", "›", "``", "''", "＂", "‚", "〝", "〞", "`", "‟", "‛")
ODD = (
    *map(chr, range(32)),
    *("\x7f", "\x85", "\xa0", "\xad", "\u200b", "\u200d", "\u2028", "\u2029", "\u3000", "\ufeff", "\ufffd", "\uffff"),
    *("\u200e", "\u200f", "\u202a", "\u202e", "\u2066", "\u2067", "\u2069", "\ud7ff", "\ue000", "\U0010ffff"),
    *(
        "👩‍👩‍👧‍👦",
        "🐟",
        "🇳🇴",
        "👍🏽",
        "e\u0301",
        "\u0301" * 9,
        "ﷺ",
        "שלום",
        "سلام",
        "你好",
        "ß",
        "ŉ",
        "İ",
        "ǆ",
        "½",
        "٣",
    ),
)
PHRASES = (
    *(" said ", " he said, ", " according to ", " told reporters that ", " adding that ", ", she says", " asked: "),
    *("\nQ: ", "\nA: ", "\nMARLOW: ", "\n\n", "\r\n", "...", "…", " — ", " -- ", "- ", "(", ")", "[", "]", "6'4\" "),
    *("<b>", "&amp;", "https://x.example/?a=“b”", "@ida", "#", "$1.5bn", "Mr. ", "’s ", " n't", "said", "'90s", "\\"),
    *("The mayor ", "it ", "who ", "they ", "§", "1 2 3 ", "3 hours ago\n", "Share\n", "## ", "*", "_", "|", "0" * 40),
)
NAMES = (
    *("Ida Vane", "Ib Moor", "Vane", "Mr Moor", "Sen. Ida Vane (D-Tarn)", "Ida and Ib Moor", "the Tarn Post", "she"),
    *("he", "they", "it", "who", "I", "we", "you", "nobody", "the mayor", "the union", "police", "his lawyer"),
    *("a spokesman for Tarn", "one of them", "the report", "residents", "The Minister"),
)
WORDS = (
    "that whether if to of for about as by with in on at against not had has have been was were would will and or but"
    " so because when while what how why this those no yes never the a all both either though however"
)
SMALL = tuple(WORDS.split())
POINTS = (
    *(", ", "; ", ": ", ". ", "? ", "! ", " (", ") ", " – ", " — ", "… ", "\n", "\n\n", "- ", "• "),
    *MARKS[:6],
    "'s ",
)
SENTENCES = re.compile(r".+?(?:[.?!][”’\"']?(?=\s)|$)\s*", re.MULTILINE)  # good enough for pieces of texts
LONGEST_SHORT = 250
Mutation = Callable[[str, random.Random], str]


@cache
def fragments(short: bool = False) -> tuple[str, ...]:
    """The pieces of each sample article: one to four paragraphs, or single sentences."""
    found = []
    for article in read(SAMPLES):
        units, most = (SENTENCES.findall(article.text), 1) if short else (article.text.splitlines(keepends=True), 4)
        found += ["".join(units[at : at + 1 + at % most]).rstrip() for at, unit in enumerate(units) if unit.strip()]
    return tuple(found)


def text(number: int, seed: str = "1", *, short: bool = False) -> str:
    """One or two fragments of the samples with up to eight mutations; one text in twelve has none of their words."""
    luck = random.Random(f"{seed}/{number}")
    if not luck.randrange(12):
        return "".join(
            luck.choice(luck.choice((MARKS, ODD, PHRASES, ("Ida ", "a", " ", "\n")))) for _ in range(luck.randrange(60))
        )
    made = luck.choice(fragments(short))
    if not luck.randrange(4):
        made += luck.choice(("", " ", "\n", "\n\n")) + luck.choice(fragments(short))
    for _ in range(luck.randrange(9)):
        made = luck.choice(MUTATIONS)(made, luck)
    return made[:LONGEST_SHORT] if short else made


@cache
def verbs() -> tuple[str, ...]:
    """The verbs of saying of the lexicon, in all their forms."""
    return tuple(sorted(load_lexicon().cue_forms))


def text_of_words(number: int, seed: str = "1") -> str:
    """Verbs of saying, names, small words and points in any order: what no grammar allows, and a parser reads."""
    luck = random.Random(f"words/{seed}/{number}")
    kinds = (verbs(), ("said", "says", "told", "asked", "according to"), NAMES, NAMES, SMALL, SMALL, POINTS, POINTS)
    made = [luck.choice(luck.choice(kinds)) for _ in range(luck.randint(3, luck.choice((8, 16, 40))))]
    return (
        " ".join(made).replace("  ", " ").replace(" ; ", "; ").replace(" , ", ", ").replace(" . ", ". ").strip() or "x"
    )


def _place(made: str, luck: random.Random) -> int:
    return luck.randint(0, len(made))


def _insert(words: tuple[str, ...]) -> Mutation:
    def insert(made: str, luck: random.Random) -> str:
        at = _place(made, luck)
        return made[:at] + luck.choice(words) + made[at:]

    return insert


def _without_mark(made: str, luck: random.Random) -> str:
    places = [at for at, letter in enumerate(made) if letter in MARKS]
    at = luck.choice(places) if places else len(made)
    return made[:at] + made[at + 1 :]


def _other_mark(made: str, luck: random.Random) -> str:
    return made.replace(luck.choice(MARKS[:8]), luck.choice(MARKS))


def _swapped_marks(made: str, luck: random.Random) -> str:
    return made.translate(str.maketrans("“”‘’«»", "”“’‘»«"))


def _cut(made: str, luck: random.Random) -> str:
    one, other = sorted((_place(made, luck), _place(made, luck)))
    return made[:one] + made[other:]


def _twice(made: str, luck: random.Random) -> str:
    one, other = sorted((_place(made, luck), _place(made, luck)))
    return made[:other] + made[one:]


def _joined(made: str, luck: random.Random) -> str:
    return made.replace("\n", luck.choice(("", " ", "\t", "\r", "\u2028")))


def _broken(made: str, luck: random.Random) -> str:
    return made.replace(luck.choice((". ", " ", ", ")), luck.choice(("\n", "\n\n", ".\n")), luck.randint(1, 9))


def _shuffled(made: str, luck: random.Random) -> str:
    words = made.split(" ")
    one = luck.randrange(len(words))
    some = words[one : one + 8]
    luck.shuffle(some)
    return " ".join([*words[:one], *some, *words[one + 8 :]])


def _cased(made: str, luck: random.Random) -> str:
    return luck.choice((str.upper, str.lower, str.title, str.swapcase))(made)


def _unspaced(made: str, luck: random.Random) -> str:
    return made.replace(" ", luck.choice(("", "  ", "\xa0", "\u200b")))


def _long(made: str, luck: random.Random) -> str:
    at, what = (
        _place(made, luck),
        luck.choice(("x", "“", "'", "”’", "\u0301", "A.", "1", "-", " ", "said ", "🐟", "(", "he ")),
    )
    return made[:at] + what * luck.choice((3, 30, 300)) + made[at:]


def _reversed(made: str, luck: random.Random) -> str:
    return made[::-1]


#: Marks are our subject, so they are more frequent.
MUTATIONS: tuple[Mutation, ...] = (
    *(_insert(MARKS), _insert(MARKS), _without_mark, _without_mark, _other_mark, _swapped_marks),
    *(_insert(ODD), _insert(ODD), _insert(PHRASES), _insert(PHRASES)),
    *(_cut, _cut, _twice, _joined, _broken, _shuffled, _cased, _unspaced, _long, _reversed),
)
