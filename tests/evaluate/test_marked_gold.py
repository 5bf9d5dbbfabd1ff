"""Our own gold: its offsets are of the words it names, and it has what the floors are for."""

from __future__ import annotations

from collections import Counter

import pytest

from quotes.evaluate import GoldArticle, evaluate
from quotes.models import Quote
from tools.marked_gold import MarkError, read_all, read_marked

STORY = """### ferry
Ferry stops
The mayor, Ida Brandt, said the ferry would stop. “It is a pity,” she said, “and it is late.” “We tried.”

Lars Holm and she denied that it was a “disgrace”.
"""
MARKED = (
    STORY
    + """
= the ferry would stop | said | The mayor, Ida Brandt | Ida Brandt
= It is a pity, // and it .. late. | said | she | Ida Brandt
& We tried.
= it was a “disgrace | denied | Lars Holm and she | Lars Holm + Ida Brandt | denies
"""
)


def told(article: GoldArticle) -> list[tuple[str, str, str, str]]:
    """Each attribution as its kind and the words at its offsets."""
    at = article.words_at
    return [(quote.kind, at(quote.spans), at(quote.cue), at(quote.speaker_mention)) for quote in article.quotes]


def test_offsets_are_worked_out_from_the_words() -> None:
    (article,) = read_marked(MARKED)
    assert article.title == "Ferry stops" and article.text.endswith("“disgrace”.")
    assert told(article) == [
        ("indirect", "the ferry would stop", "said", "The mayor, Ida Brandt"),
        ("direct", "It is a pity, and it is late.", "said", "she"),
        ("direct", "We tried.", "said", "she"),
        ("mixed", "it was a “disgrace", "denied", "Lars Holm and she"),
    ]
    joint = article.quotes[-1]
    assert (joint.joint, joint.speakers, joint.act) == (True, ("Lars Holm", "Ida Brandt"), "denies")
    assert article.quotes[1].cue == ((article.text.index("said,"), article.text.index("said,") + 4),), "the nearest"


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("= the boat | said | she | Ida Brandt", "'the boat' is not in the article"),
        ("= We tried. | said | he | Ida Brandt", "'he' is not beside the content"),
        ("= We tried. | said | she", "content, cue, mention and names are needed"),
        ("= We tried. | said | she | Ida Brandt | sings", "sings is not one of denies"),
        ("& We tried.", "'&' belongs to the line above"),
    ],
)
def test_a_wrong_line_is_named(line: str, message: str) -> None:
    with pytest.raises(MarkError, match=message):
        read_marked(f"{STORY}\n{line}\n")


GOLD = read_all()


def test_lines_of_an_article_are_no_part_of_its_text() -> None:
    assert [article.id for article in GOLD if {"= ", "& "} & {line[:2] for line in article.text.split("\n")}] == []
    assert max(Counter(article.id for article in GOLD).values()) == 1


def test_it_has_articles_of_many_kinds_and_the_hard_constructions() -> None:
    quotes = [quote for article in GOLD for quote in article.quotes]
    assert len(GOLD) >= 20 and len(quotes) >= 150
    assert {quote.kind for quote in quotes} == {"direct", "mixed", "indirect"}
    assert {quote.act for quote in quotes} == {"states", "denies", "asks", "promises", "demands", "accuses"}
    assert sum(quote.joint for quote in quotes) >= 5


@pytest.mark.parametrize("article", GOLD, ids=lambda article: article.id)
def test_whoever_predicts_what_is_annotated_is_right(article: GoldArticle) -> None:
    """A cue or mention within the content, marks around it, or a second quote of the same words would show here."""
    predicted = [
        Quote.model_validate(
            {
                "text": article.words_at(quote.spans),
                **quote.model_dump(include={"kind", "spans", "cue", "speaker_mention"}),
                "speaker": (quote.speaker_entity or (None,))[0],
                "role": None,
                "reported_by": None,
                "rule": "gold",
                "confidence": 1.0,
            }
        )
        for quote in article.quotes
    ]
    result = evaluate([article], {article.id: predicted})
    assert (result.rows.all.p, result.rows.all.r, result.all.f1) == (1.0, 1.0, 1.0)
    assert result.quoted.found.f1 in (0.0, 1.0) and result.indirect.found.r in (0.0, 1.0)
    for quote, words in zip(article.quotes, told(article), strict=True):
        assert words[1] == words[1].strip(' “”"\n'), words[1]
        assert quote.speaker_text in (None, words[3])
