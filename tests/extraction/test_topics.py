"""Topics: the key terms of an article, on recorded parses."""

from __future__ import annotations

import subprocess
import sys

import pytest

from quotes.extraction.topics import key_terms
from tests.parses import doc
from tests.source_tree import ROOT

QUOTA = (
    "The fishing quota for Karsund Sound will be cut by half, the Harbour Board said on Monday. "
    "“A fishing quota is a promise,” said Ida Brandt, the board's director. Boats from Karsund took their "
    "whole quota in three weeks. Brandt said several boats had landed cod at the Port of Karsund after dark. "
    "The minister, Halvard Moe, was not at the meeting. Last year two boats lost their licences."
)
ROLES = {"director", "minister"}
BODIES = {"board"}


def terms(text: str = QUOTA, **known: object) -> list[str]:
    given = {"roles": ROLES, "bodies": BODIES, "people": ["Ida Brandt"]} | known
    return [term for term, _ in key_terms(doc(text), "en", **given)]  # type: ignore[arg-type]


@pytest.mark.parametrize("term", ["fishing quota", "Port of Karsund", "Harbour Board", "boats", "Halvard Moe"])
def test_things_that_an_article_is_about(term: str) -> None:
    assert term in terms()


@pytest.mark.parametrize(
    "word", ["Brandt", "Monday", "Last", "minister", "director", "board", "meeting", "weeks", "his"]
)
def test_speakers_days_roles_and_general_words_are_none(word: str) -> None:
    assert not any(word in term.split() for term in terms())


def test_a_speaker_is_a_topic_where_somebody_else_speaks() -> None:
    assert "Ida Brandt" in terms(people=["Halvard Moe"])
    assert "Halvard Moe" not in terms(people=["Halvard Moe"])


def test_at_most_eight_the_best_first_from_one_down() -> None:
    found = key_terms(doc(QUOTA), "en")
    scores = [score for _, score in found]
    assert 3 <= len(found) <= 8
    assert scores == sorted(scores, reverse=True) and scores[0] == 1.0


def test_a_term_in_the_headline_weighs_more() -> None:
    plain, named = (
        dict(key_terms(doc(QUOTA), "en", title=title)) for title in (None, "Boats' night at the ‘cod’ port")
    )
    assert "cod" not in plain and "cod" in named
    assert named["boats"] > plain["boats"]


def test_the_words_of_a_quotation_count() -> None:
    once = dict(key_terms(doc("The toll bridge reopened.  The mill stands."), "en"))
    twice = dict(
        key_terms(doc("The toll bridge reopened. “The toll bridge is ours,” said Ib Moe. The old mill stands."), "en")
    )
    assert "toll bridge" in once and next(iter(twice)) == "toll bridge"


@pytest.mark.parametrize("text", ["", " \n", "He said so.", "“"])
def test_a_text_about_nothing(text: str) -> None:
    assert key_terms(doc(text), "en") == ()


def test_the_samples_have_topics_and_extract_does_without_textacy() -> None:
    script = (
        "import sys; from quotes.extraction.engine import find_many; from quotes.read import read\n"
        "articles = [article for article in read(sys.argv[1]) if article.title]\n"
        "assert [f.topics for f in find_many(articles[:1], topics=False)] == [()] and 'textacy' not in sys.modules\n"
        "print(*(len(f.topics) for f in find_many(articles)))"
    )
    samples = ROOT / "quotes" / "samples"
    run = subprocess.run([sys.executable, "-c", script, samples], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    counts = [int(count) for count in run.stdout.split()]
    assert len(counts) >= 8 and max(counts) <= 8 and sum(map(bool, counts)) >= len(counts) - 1
