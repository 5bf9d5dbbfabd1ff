"""What outlets of other styles write: who says it, by sentence, on recorded parses."""

from __future__ import annotations

import pytest

from quotes.extraction.lexicon import load_lexicon
from quotes.extraction.parse.frame import DATELINE
from quotes.extraction.pipeline import analyse, read_article
from tests.parses import doc

SAID = [
    # A verb of manner next to the marks, and its subject.
    ("“I just hit it,” grinned Femi Ade. He scored late.", "I just hit it,", "Femi Ade"),
    ("“I just hit it,” grinned the 19-year-old, who scored late.", "I just hit it,", "19-year-old"),
    # A description in small letters before the name belongs to it.
    ("“They drew lines on a map,” almond grower Bruce Toller says.", "They drew lines on a map,", "Bruce Toller"),
    ("The firm would cut 900 jobs, chief executive Priya Raman said.", "The firm would cut 900 jobs", "Priya Raman"),
    # The place where an article was filed says nothing.
    (
        "OSLO (Meridian) – Prime Minister Ida Holm has attacked the plan, saying that it was “a disaster”.",
        "a disaster",
        "Ida Holm",
    ),
    # Of two cues by one speaker, the outer one names him.
    ("Ida Holm said she hoped “the storm would pass” soon.", "the storm would pass", "Ida Holm"),
    # The person addressed is not the speaker.
    ("“It was theirs,” Ida Holm told him. He left.", "It was theirs,", "Ida Holm"),
]


@pytest.mark.parametrize(("text", "words", "speaker"), SAID)
def test_who_says_it(text: str, words: str, speaker: str) -> None:
    found = [quote for quote in analyse(doc(text), load_lexicon()) if words in quote.text]
    assert [quote.speaker for quote in found] == [speaker]


@pytest.mark.parametrize(
    ("text", "lemma", "said"),
    [
        ("Ida Marlow committed to building three homes.", "commit", "to building three homes"),
        ("Oskar Vane commits to mend the dam.", "commit", "to mend the dam"),
        ("The ministry undertook to repay every loan.", "undertake", "to repay every loan"),
        ("The union committed itself to ending the strike.", "commit", "to ending the strike"),
        ("Testimonies by Oskar Vane that the dam leaked filled two shelves.", "testimony", "that the dam leaked"),
    ],
)
def test_what_a_cue_reports(text: str, lemma: str, said: str) -> None:
    parsed = doc(text)
    cues = {cue.lemma: cue.content for cue in read_article(parsed, load_lexicon()).cues}
    assert [parsed[start:end].text for start, end in cues[lemma]] == [said]


@pytest.mark.parametrize(
    "text",
    [
        "The match was called off on Friday morning.",
        "His supposed “friends” were at the door.",
        "The officer declined to say which teams were affected.",
        "A witness, who asked not to be named, left early.",
        # Who is bound to a deed promises it; who commits a thing says nothing, and neither does a state of mind.
        "Oskar Vane committed a robbery in the harbour.",
        "Oskar Vane was committed to building a wall around his garden.",
    ],
)
def test_nothing_is_reported(text: str) -> None:
    assert [quote.text for quote in analyse(doc(text), load_lexicon()) if quote.kind == "indirect"] == []


def test_a_subject_is_looked_up_once_however_many_ask() -> None:
    context = read_article(doc("Ida Holm said she hoped “the storm would pass” soon."), load_lexicon())
    verb = context.layout.tokens[2]
    assert [token.text for token in context.subjects_of(verb)] == ["Holm"]
    assert context.subjects_of(verb) is context.subjects_of(verb)


def test_a_frame_of_a_quotation_is_no_report_of_its_own() -> None:
    text = "Ida Holm told colleagues that she could “no longer in good conscience” defend the scheme."
    assert [quote.kind for quote in analyse(doc(text), load_lexicon())] == ["mixed"]


@pytest.mark.parametrize(
    ("text", "dateline"),
    [
        ("LONDON (Reuters) - The ferry sailed.", "LONDON (Reuters) - "),
        ("Varn (NLW) – Ida Holm spoke.", "Varn (NLW) – "),
        ("KELSTAD, Norland — The ferry sailed.", "KELSTAD, Norland — "),
        ("VARN, Ohio, June 3 /NewsLine/ -- The plant opened.", "VARN, Ohio, June 3 /NewsLine/ -- "),
        ("(NLW) -- He spoke.", "(NLW) -- "),
        ("VARN, Ohio, June 3, 2021 /NewsLine/ -- The plant opened.", "VARN, Ohio, June 3, 2021 /NewsLine/ -- "),
        (
            "KELSTAD, Norland, March 3, 2021 (NEWS LINE) -- Brix opened.",
            "KELSTAD, Norland, March 3, 2021 (NEWS LINE) -- ",
        ),
        ("VARN, ON / NEWSLINE / June 3, 2021 / The plant opened.", "VARN, ON / NEWSLINE / June 3, 2021 / "),
        ("VARN--(NEWS LINE)--Brix opened a plant.", "VARN--(NEWS LINE)--"),
        ("MPs — who had waited — left.", None),
        ("Holm – who had waited – left.", None),
        ("HOLM: I waited.", None),
    ],
)
def test_datelines(text: str, dateline: str | None) -> None:
    found = DATELINE.match(text)
    assert (found.group() if found else None) == dateline
