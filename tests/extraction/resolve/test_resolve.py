"""Who is meant does not depend on who asks, nor on what was asked before."""

from __future__ import annotations

from dataclasses import FrozenInstanceError
from functools import cache
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quotes.extraction.cues.find import find_cues
from quotes.extraction.layout import Range, lay_out
from quotes.extraction.lexicon import load_lexicon
from quotes.extraction.mentions import mention_of
from quotes.extraction.resolve.discourse import Discourse, ResolvedSource
from quotes.extraction.resolve.labels import find_labels
from quotes.extraction.resolve.reading import read_discourse, with_labels
from quotes.extraction.resolve.resolve import resolve
from quotes.extraction.resolve.transcripts import find_turns
from tests.extraction.resolve.test_transcripts import INTERVIEW, TRANSCRIPT
from tests.extraction.test_speakers import ARTICLES
from tests.parses import doc

# Two people of whom only the pronouns tell whether they are men or women.
NEIGHBOURS = """Ondrel Tarn met Ishvel Brandvik at the mill. Her house is old. His boat is new.

Tarn said the river was high. She said the gate had to stay shut, because his boat had sunk there.

Brandvik disagreed. He said that she worried too much, and his sister said so as well.

“It is a gate,” she said. “They open,” he replied. The keeper said that it would stay open."""
# Whoever lets an answer tell the next one gives the boat to another when it is asked after first.
BOAT = "Ondrel Tarn met Ishvel Brandvik at the mill. Her house is old. His boat is new. The keeper waved."
TEXTS = [*(told.text for told in ARTICLES), INTERVIEW, TRANSCRIPT, NEIGHBOURS, BOAT]


def discourse_of(text: str) -> Discourse:
    lexicon = load_lexicon()
    layout = lay_out(doc(text), lexicon.words.elisions)
    discourse = read_discourse(layout, lexicon, find_cues(layout, lexicon))
    return with_labels(discourse, find_turns(layout, lexicon, discourse.cast, find_labels(layout, lexicon)))


def questions(discourse: Discourse) -> list[Range]:
    """Every mention that could be asked after: what the parse shows around each token, and what is settled."""
    layout, lexicon = discourse.layout, discourse.lexicon
    found = {mention for token in layout.tokens if (mention := mention_of(layout, lexicon, token))}
    return sorted(found | set(discourse.settled))


@cache
def in_order(text: str) -> dict[Range, ResolvedSource]:
    discourse = discourse_of(text)
    return {mention: resolve(discourse, mention) for mention in questions(discourse)}


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(TEXTS), st.randoms(use_true_random=False))
def test_the_order_of_the_questions_changes_no_answer(text: str, random: Random) -> None:
    discourse = discourse_of(text)
    asked = questions(discourse)
    random.shuffle(asked)
    assert {mention: resolve(discourse, mention) for mention in asked} == in_order(text)


@pytest.mark.parametrize("first", ["Her", "His"])
def test_what_is_asked_first_tells_nothing_of_the_next(first: str) -> None:
    discourse = discourse_of(BOAT)
    places = {word: (i, i + 1) for i, word in enumerate(discourse.layout.texts) if word in ("Her", "His")}
    asked = sorted(places, key=lambda word: word != first)
    assert {word: resolve(discourse, places[word]).name for word in asked} == dict.fromkeys(places, "Ondrel Tarn")


def test_the_reading_learns_genders_from_pronouns() -> None:
    discourse = discourse_of(NEIGHBOURS)
    told = {character.full_name: discourse.gender(character) for character in discourse.cast.characters}
    assert (told["Ondrel Tarn"], told["Ishvel Brandvik"]) == ("female", "male")


def test_a_resolver_cannot_change_a_character() -> None:
    character = discourse_of(NEIGHBOURS).cast.characters[0]
    with pytest.raises(FrozenInstanceError):
        character.age = 7  # type: ignore[misc]
    with pytest.raises(TypeError):
        character.genders["male"] = 7  # type: ignore[index]
