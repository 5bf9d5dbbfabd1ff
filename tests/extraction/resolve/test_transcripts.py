"""Interviews and transcripts: who speaks in paragraphs that begin with a label."""

from __future__ import annotations

import pytest

from quotes.extraction.lexicon import load_lexicon
from quotes.extraction.pipeline import analyse, read_article
from quotes.models import Quote
from tests.parses import doc

INTERVIEW = """Ida Marlow, who leads the seafarers' union, spoke to us in Skerry.

Q: Will the ferries sail on Friday?

A: Not one of them. The crews have decided.

Q: And the week after?

A: Ask the ministry."""
TRANSCRIPT = """Ida Marlow met Halvard Brekke on Channel Six.

“BREKKE: You had the offer in May.

“MARLOW: We had a page of it.

“And the page had no figure on it.

“(LAUGHTER.)

“BREKKE: It had a date.”"""
NAMED = """A talk with Samira Holt and Ludo Marek about the telescope.

Samira Holt: We open in March.

Ludo Marek: I would not have bought it.

Samira Holt: He says so every year."""


def quotes(text: str) -> list[Quote]:
    return analyse(doc(text), load_lexicon())


def test_an_interview_has_one_who_answers_and_one_who_asks_but_is_not_named() -> None:
    said = [(quote.text, quote.speaker, quote.rule) for quote in quotes(INTERVIEW)]
    assert said == [
        ("Will the ferries sail on Friday?", None, "speaker_label"),
        ("Not one of them. The crews have decided.", "Ida Marlow", "speaker_label"),
        ("And the week after?", None, "speaker_label"),
        ("Ask the ministry.", "Ida Marlow", "speaker_label"),
    ]


def test_labels_in_capitals_inside_the_marks_are_people_of_the_article() -> None:
    assert [(quote.text, quote.speaker) for quote in quotes(TRANSCRIPT)] == [
        ("You had the offer in May.", "Halvard Brekke"),
        ("We had a page of it. And the page had no figure on it.", "Ida Marlow"),
        ("It had a date.", "Halvard Brekke"),
    ]


def test_names_with_a_colon_begin_turns_without_marks() -> None:
    assert [(quote.text, quote.speaker) for quote in quotes(NAMED)] == [
        ("We open in March.", "Samira Holt"),
        ("I would not have bought it.", "Ludo Marek"),
        ("He says so every year.", "Samira Holt"),
    ]


@pytest.mark.parametrize("text", ["Note: the office is closed.\n\nPhotos: A. Finch.", "Q: Is it open?"])
def test_a_label_alone_makes_no_transcript(text: str) -> None:
    assert [quote for quote in quotes(text) if quote.rule == "speaker_label"] == []


@pytest.mark.parametrize("text", ["“\n“MARLOW: But, Minister, I", "‚\n\nA: Every day.\n\nQ: So?"])
def test_a_mark_alone_on_a_line_is_no_part_of_the_label_below(text: str) -> None:
    assert all(0 <= start < end <= len(text) for quote in quotes(text) for start, end in quote.spans)


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        (
            "Petra Vail talks to Nils Aker.\n\n[01:10] Petra Vail: You built it?\n\n[01:15] Nils Aker: I built it.",
            ["Petra Vail", "Nils Aker"],
        ),
        (
            "PETRA VAIL, HOST: The crane is back.\n\nNILS AKER, HARBOUR MASTER: It never left.\n\nVAIL: Who paid?",
            ["Petra Vail", "Nils Aker", "Petra Vail"],
        ),
        (
            "Petra Vail met Nils Aker.\n\nPetra Vail\nYou never asked.\n\n"
            "Nils Aker\nWe asked.\n\nPetra Vail\nYou did not.",
            ["Petra Vail", "Nils Aker", "Petra Vail"],
        ),
        (
            "The PRESIDENT. The board will come to order.\n\nMs. DE LA ROCA (in her seat). I object to it.",
            ["President", "De La Roca"],
        ),
        ("Petra Vail met Ola Berg.\n\nVail: We are agreed.\n\nBerg - I never saw it.", ["Petra Vail", "Ola Berg"]),
    ],
)
def test_transcripts_give_times_roles_titles_and_lines_of_their_own(text: str, speakers: list[str]) -> None:
    context = read_article(doc(text), load_lexicon())
    assert [context.who(turn.label).name for turn in context.turns] == speakers


@pytest.mark.parametrize(
    "text",
    [
        "ORM: Holm; Vane, Lund.\n\nTARN: Aas; Dahl.\n\nORM: goals, Holm 2.\n\nTARN: none.",
        "SERVES: 4\n\nMETHOD: Chop the onion.\n\nSERVES: 6\n\nMETHOD: Wait.",
    ],
)
def test_a_list_of_names_and_numbers_does_not_speak(text: str) -> None:
    assert read_article(doc(text), load_lexicon()).turns == []


@pytest.mark.parametrize(
    ("signature", "name"),
    [
        ("-Petra Vail", "Petra Vail"),
        ("-Councillor Petra Vail", "Petra Vail"),
        ("(Petra Vail, baker)", "Petra Vail"),
        ("— Petra Vail, baker", "Petra Vail"),
    ],
)
def test_a_quotation_is_signed(signature: str, name: str) -> None:
    text = f"The firm opened a pier.\n\n“The pier is long and cold, and I like it.” {signature}\n\nIt rained.\n"
    assert [(quote.speaker, quote.rule) for quote in quotes(text)] == [(name, "press_release")]
