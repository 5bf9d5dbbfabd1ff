"""Our recogniser finds the same entities as the one of spaCy that it replaces."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

import quotes
from quotes.extraction.parse.fast_ner import NAME, Entities, is_known, speed_up
from quotes.extraction.parse.parser import DEFAULT_MODEL, UNUSED, load_pipeline
from quotes.read import read

SAMPLES = Path(quotes.__file__).with_name("samples")
AWKWARD = (
    "",
    " ",
    "\n\n",
    "Sund County",
    "On Monday, Port Lindholm\n\nCity  officials in the Northern   Isles said so. Port",
    "U.N. envoy Ida Brandt met 3,000 people in the\nNorthern Isles\nRepublic on 5 May 2026 for $3 million in New",
    "Marlow Brandt Vester Lindqvist Holm Tarn 12 per cent The Moor",
)


@pytest.fixture(scope="module")
def stock() -> Language:
    load_pipeline()  # so that both multiply by the same kernel
    return spacy.load(DEFAULT_MODEL, exclude=UNUSED)


def entities(doc: Doc) -> Any:
    return [(token.ent_iob_, token.ent_type_) for token in doc], [(e.start, e.end, e.label_) for e in doc.ents]


def texts() -> list[str]:
    samples = [article.text for article in read(str(SAMPLES))]
    luck = random.Random(5)
    spoilt = [" ".join(luck.sample(text.split(" "), len(text.split(" ")))) for text in samples]
    return [*samples, *spoilt, *AWKWARD]


@pytest.mark.parametrize("size", [1, 5])
def test_they_are_the_same(stock: Language, size: int) -> None:
    ours = load_pipeline()
    assert NAME in ours.pipe_names and "ner" not in ours.pipe_names
    found = list(ours.pipe(texts(), batch_size=size))
    wanted = list(stock.pipe(texts(), batch_size=size))
    assert sum(len(doc.ents) for doc in wanted) > 300
    assert list(map(entities, found)) == list(map(entities, wanted))


def test_sentences_that_are_known_before_part_entities(stock: Language) -> None:
    def doc(nlp: Language) -> Doc:
        words = ["Ida", "van", "der", "Holm", "met", "Jon", "Marlow", "in", "The", "Northern", "Isles", "on", "Monday"]
        return Doc(nlp.vocab, words=words, sent_starts=[i in (0, 2, 6, 9) for i in range(13)])

    ours = load_pipeline()
    assert entities(ours(doc(ours))) == entities(stock(doc(stock)))


def test_one_of_another_make_stays(stock: Language) -> None:
    nlp = spacy.blank("en")
    other = nlp.add_pipe("beam_ner")
    assert not is_known(other)
    ruler = spacy.blank("en")
    ruler.add_pipe("entity_ruler", name="ner")
    speed_up(ruler)
    assert ruler.pipe_names == ["ner"]
    assert is_known(stock.get_pipe("ner"))


def test_it_works_alone(stock: Language) -> None:
    text = "Ida Brandt came to Sund County on Monday."
    found = Entities(stock.get_pipe("ner"))(stock.make_doc(text)).ents
    assert found[0].text == "Ida Brandt"
