"""Recorded parses: `doc("Some sentence.")` is the Doc that the stages see, from a file, not a live model.

So a test says what the rules make of a parse, and no new model or machine can change its answer. A sentence
that is not on record: `pytest --record` parses it and adds it. All afresh: `python -m tests.record_parses`.
"""

from __future__ import annotations

import json
import os
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import spacy
from spacy.attrs import DEP, ENT_IOB, ENT_TYPE, HEAD, TAG
from spacy.tokens import Doc
from spacy.vocab import Vocab

FILE = Path(__file__).with_name("parses") / "en.jsonl"
RECORDING = "QUOTES_RECORD"
NOTHING = "_"
IOB = {"I": 1, "O": 2, "B": 3}

Parse = dict[str, Any]


class NotRecordedError(AssertionError):
    """A test asks for a parse that nobody recorded."""


def doc(text: str) -> Doc:
    """The Doc of a text, a new one each time."""
    recorded = parses()
    if text not in recorded:
        if not os.environ.get(RECORDING):
            raise NotRecordedError(f"not recorded: run pytest --record, which parses {text!r}")
        recorded[text] = record(text)
    return thaw(text, recorded[text])


@cache
def parses() -> dict[str, Parse]:
    """Every recorded parse by its text."""
    lines = FILE.read_text(encoding="utf-8").split("\n") if FILE.exists() else []
    return {parse["text"]: parse for parse in map(json.loads, filter(None, lines))}


def record(text: str) -> Parse:
    """Parse a text with the live pipeline and add it to the file."""
    from quotes.extraction.parse.parser import parse

    live = parse(text)
    frozen = freeze(live)
    assert freeze(thaw(text, frozen)) == frozen, f"the record does not give back the parse of {text!r}"
    FILE.parent.mkdir(exist_ok=True)
    with FILE.open("a", encoding="utf-8") as file:
        file.write(json.dumps(frozen, ensure_ascii=False, separators=(",", ":")) + "\n")
    return frozen


def freeze(doc: Doc) -> Parse:
    """A Doc as a line of JSON: words, and what the pipeline says of each."""
    return {
        "text": doc.text,
        "words": [token.text for token in doc],
        "tags": " ".join(token.tag_ or NOTHING for token in doc),
        "heads": " ".join(str(token.head.i - token.i) for token in doc),
        "deps": " ".join(token.dep_ or NOTHING for token in doc),
        "ents": " ".join(
            f"{token.ent_iob_}-{token.ent_type_}" if token.ent_type_ else token.ent_iob_ or NOTHING for token in doc
        ),
        "sents": " ".join(str(sent.start) for sent in doc.sents),
    }


def thaw(text: str, parse: Parse) -> Doc:
    """The Doc of a recorded parse."""
    made = Doc(vocab(), words=parse["words"], spaces=_spaces(text, parse["words"]))
    ents = [ent.partition("-") for ent in parse["ents"].split()]
    columns = [
        [_id(tag) for tag in parse["tags"].split()],
        [_id(dep) for dep in parse["deps"].split()],
        [int(head) for head in parse["heads"].split()],
        [IOB.get(iob, 0) for iob, _, _ in ents],
        [_id(label or NOTHING) for _, _, label in ents],
    ]
    # Heads to the left are negative; spaCy wants them wrapped round.
    wrapped = [[number % 2**64 for number in column] for column in columns]
    table = np.array(wrapped, dtype="uint64").T
    made.from_array([TAG, DEP, HEAD, ENT_IOB, ENT_TYPE], table)
    return made


@cache
def vocab() -> Vocab:
    return spacy.blank("en").vocab


def _id(name: str) -> int:
    """A label's number; of no label, 0."""
    return 0 if name == NOTHING else vocab().strings.add(name)


def _spaces(text: str, words: list[str]) -> list[bool]:
    """For each word, whether a space follows."""
    spaces, at = [], 0
    for word in words:
        at += len(word)
        spaces.append(text[at : at + 1] == " ")
        at += spaces[-1]
    return spaces
