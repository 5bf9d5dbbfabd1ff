"""What is reported, and where it begins and ends: sentences of each kind, on recorded parses."""

from __future__ import annotations

import pytest

from quotes.extraction.acts import is_made
from quotes.extraction.attribute.context import Context
from quotes.extraction.indirect.options import options
from quotes.extraction.lexicon import load_lexicon
from quotes.extraction.pipeline import analyse, read_article
from tests.parses import doc

# a sentence, a cue in it, who is its source, and what it reports
REPORTED = [
    (
        "Vane's view is that the bridge should be closed at once.",
        "view",
        "Vane",
        "that the bridge should be closed at once",
    ),
    (
        "Ida Marlow made the claim that the bridge had never been safe.",
        "claim",
        "Ida Marlow",
        "that the bridge had never been safe",
    ),
    (
        "The lab found that 23 percent of the fish had lead in them.",
        "find",
        "The lab",
        "that 23 percent of the fish had lead in them",
    ),
    ("Bladow suggests soaking the nets in cool water.", "suggest", "Bladow", "soaking the nets in cool water"),
    ("On Thursday the party challenged Mr Marlow to stand down.", "challenge", "the party", "to stand down"),
    (
        "The guild made it clear that it would not pay for a new one.",
        "make clear",
        "The guild",
        "that it would not pay for a new one",
    ),
    ("She didn’t give a date, but said the firm would sail in May.", "say", "She", "the firm would sail in May"),
    (
        "Smoke is near, with forecasters warning that the air will be bad on Monday.",
        "warn",
        "forecasters",
        "that the air will be bad on Monday",
    ),
    (
        "Marlow says the league should have a break - but insists that the clubs are rich.",
        "insist",
        "Marlow",
        "that the clubs are rich",
    ),
    (
        "Marlow says the league should have a break - but insists that the clubs are rich.",
        "say",
        "Marlow",
        "the league should have a break",
    ),
    (
        "The strike — a move that Amnesty Watch said could amount to a crime — went on.",
        "say",
        "Amnesty Watch",
        "could amount to a crime",
    ),
    (
        "Trade leader Roger Knapp said he would “break open the wine”, adding: “It was nice knowing him.”",
        "say",
        "Roger Knapp",
        "he would “break open the wine”",
    ),
    ("Vane said the crew had left and Marlow said she would stay.", "say", "Vane", "the crew had left"),
    ("We shall see. Ebeling said he had no plans.", "say", "Ebeling", "he had no plans"),
    ("The bridge, said Ida Marlow, a retired plumber, was unsafe.", "say", "Ida Marlow", "The bridge … was unsafe"),
    (
        "Part of the problem with leaks, say builders like Per Lund, a retired plumber, is the ground.",
        "say",
        "builders like Per Lund",
        "Part of the problem with leaks … is the ground",
    ),
    (
        "Trains, as Radio Nord recently explained, are slow in winter.",
        "explain",
        "Radio Nord",
        "Trains … are slow in winter",
    ),
    (
        "That contradicts her claim in the same letter that the two were friends.",
        "claim",
        "her",
        "that the two were friends",
    ),
    (
        "The lead is nine points, per Radio Nord's daily tracker, and Vane is third.",
        "according to",
        "Radio Nord",
        "The lead is nine points … and Vane is third",
    ),
    (
        "Ola Vane - the largest owner of the line - said he would only pay if he got a seat.",
        "say",
        "Ola Vane",
        "he would only pay if he got a seat",
    ),
    (
        "Granting fishers a formal title to the bay is key to slowing the loss of cod, the paper states.",
        "state",
        "the paper",
        "Granting fishers a formal title to the bay is key to slowing the loss of cod",
    ),
    ("The council instructed the crews to wait for the tide.", "instruct", "The council", "to wait for the tide"),
]


def cues_of(text: str) -> tuple[Context, dict[str, list[tuple[str, str]]]]:
    """The article read, and by the base form of each cue its source and what it reports."""
    context = read_article(doc(text), load_lexicon())
    found: dict[str, list[tuple[str, str]]] = {}
    for cue in context.cues:
        said = " … ".join(map(context.layout.words, cue.content))
        found.setdefault(cue.lemma, []).append((context.layout.words(cue.source) if cue.source else "", said))
    return context, found


@pytest.mark.parametrize(
    ("text", "cue", "source", "said"), REPORTED, ids=[f"{cue}-{text[:30]}" for text, cue, *_ in REPORTED]
)
def test_a_cue_has_its_source_and_reports_what_it_tells(text: str, cue: str, source: str, said: str) -> None:
    assert (source, said) in cues_of(text)[1][cue]


# a sentence, a cue in it, a range that may be what it reports, and one that may not
OFFERED = [
    (
        "Vane's warnings that the dam would break were ignored by the ministry.",
        "warning",
        "that the dam would break",
        "that the dam would break were ignored by the ministry",
    ),
    (
        "Ida Marlow announced the newest milestone in the development of the ferry.",
        "announce",
        "",
        "the newest milestone in the development of the ferry",
    ),
    (
        "The hospital said it had treated 12 people, while the fire service said it had rescued four.",
        "say",
        "it had treated 12 people",
        "it had treated 12 people, while the fire service said it had rescued four",
    ),
    (
        "The guild described the delay of the ferry as a gift to the rail.",
        "describe",
        "a gift to the rail",
        "the delay of the ferry",
    ),
    (
        "Vane told the man to remove the nets from his home the first time they met.",
        "tell",
        "to remove the nets from his home the first time they met",
        "",
    ),
    (
        "Former chief Ida Marlow has denied claims that she knew of the hole in the hull.",
        "deny",
        "she knew of the hole in the hull",
        "",
    ),
    (
        "The guild criticised him so hard that nobody would speak to him.",
        "criticise",
        "",
        "that nobody would speak to him",
    ),
    (
        "Asked about the aid that came in on Friday, Holm sighed.",
        "sigh",
        "",
        "Asked about the aid that came in on Friday",
    ),
    (
        "The mayor told councillors the bridge, built by Anna Orme in 1984, was safe.",
        "tell",
        "the bridge, built by Anna Orme in 1984, was safe",
        "councillors the bridge, built by Anna Orme in 1984, was safe",
    ),
    (
        "Vane says the dam will hold but insists that nobody asked him.",
        "say",
        "the dam will hold",
        "that nobody asked him",
    ),
]


@pytest.mark.parametrize(("text", "lemma", "may", "may_not"), OFFERED, ids=[text[:40] for text, *_ in OFFERED])
def test_ranges_begin_where_the_report_does(text: str, lemma: str, may: str, may_not: str) -> None:
    context, _ = cues_of(text)
    cue = next(cue for cue in context.cues if cue.lemma == lemma)
    offered = {" … ".join(map(context.layout.words, content)) for _, content in options(context, cue)}
    assert not may or may in offered
    assert may_not not in offered


# words between marks inside a report, and the one row that they are part of
PARTLY_QUOTED = [
    ("Making the plan was “a bit like a jigsaw,” Ida Marlow said.", "Making the plan was “a bit like a jigsaw,”"),
    (
        "The new ferry will be “the quietest on the fjord”, according to Sundal Lines.",
        "The new ferry will be “the quietest on the fjord”",
    ),
    ("The ministry rejected the report as “patently false,” and the council knew.", "“patently false,”"),
    ("Ida Marlow called the plan “stunning,” but seemed changed by it.", "“stunning,”"),
    ("Ida Marlow slammed the hearing as a “disgrace”.", "a “disgrace”"),
    (
        "Marlow called the fall a “crisis of trust” within the guild of bakers, and left.",
        "a “crisis of trust” within the guild of bakers",
    ),
]


@pytest.mark.parametrize(("text", "row"), PARTLY_QUOTED, ids=[text[:40] for text, _ in PARTLY_QUOTED])
def test_words_in_marks_inside_a_report_are_one_row_with_it(text: str, row: str) -> None:
    found = analyse(doc(text), load_lexicon())
    assert [(quote.kind, quote.text) for quote in found] == [("mixed", row)]


MADE = [
    ("The council does not deny that the law is flawed, but is demanding that it be passed.", "demand", True),
    ("The council does not deny that the law is flawed, but is demanding that it be passed.", "deny", False),
    ("Vane should stay at home and says that he will.", "say", True),
    ("Vane declined to name the ships but said one was a tanker and he was not sure.", "say", True),
    ("Yet the owners said that the ferry would sail.", "say", True),
    ("The owners have yet to say whether the ferry will sail.", "say", False),
]


@pytest.mark.parametrize(("text", "lemma", "made"), MADE, ids=[f"{lemma}-{text[:30]}" for text, lemma, _ in MADE])
def test_what_undoes_a_verb_does_not_undo_one_with_its_own_auxiliary(text: str, lemma: str, made: bool) -> None:
    context, _ = cues_of(text)
    cue = next(cue for cue in context.cues if cue.lemma == lemma)
    assert is_made(context.layout, context.lexicon, cue) is made


NOT_SAID = [
    "Ida Marlow had read that there were fires in the hills.",
    "And if there was any sign of trouble, Ida Marlow can’t remember.",
]


@pytest.mark.parametrize("text", NOT_SAID)
def test_what_is_learned_or_forgotten_is_not_said(text: str) -> None:
    assert analyse(doc(text), load_lexicon()) == []


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Another man, known to everyone as “the Deacon,” said the victim had been asking for money.", "Another man"),
        (
            "The dam, built in 1950 and known in the valley as “the Wall,” was shut on Friday, Ida Marlow said.",
            "Ida Marlow",
        ),
    ],
)
def test_what_something_is_known_as_is_a_name_for_it(text: str, speaker: str) -> None:
    assert [quote.speaker for quote in analyse(doc(text), load_lexicon())] == [speaker]


WHOLE = [
    (
        "The ministry announced Friday it will start loading the fuel next week.",
        "it will start loading the fuel next week",
    ),
    ("Ida Marlow said that the ferry would sail.", "the ferry would sail"),
    ("Ida Marlow said that’s a good thing for the town.", "that’s a good thing for the town"),
]


@pytest.mark.parametrize(("text", "row"), WHOLE, ids=[text[:40] for text, _ in WHOLE])
def test_a_report_begins_with_its_first_word(text: str, row: str) -> None:
    assert [quote.text for quote in analyse(doc(text), load_lexicon())] == [row]
