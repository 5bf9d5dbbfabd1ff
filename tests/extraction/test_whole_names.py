"""A speaker's name is the whole name, and nothing but the name."""

from __future__ import annotations

import pytest

from quotes.extraction.lexicon import load_lexicon
from quotes.extraction.pipeline import read_article
from tests.parses import doc

NAMES = [
    (
        "The Joint Committee on Harbours and Fisheries said the plan was late.",
        "Joint Committee on Harbours and Fisheries",
    ),
    ("The Northern Embassy in Orm said the road was shut.", "Northern Embassy in Orm"),
    ("The law firm Lund & Parr said it would sue.", "Lund & Parr"),
    ("A spokesman for the Bakers' Union said bread was dear.", "A spokesman for the Bakers' Union"),
    ("A spokesman for Petra Vail said she was ill.", "A spokesman for Petra Vail"),
    ("Siti binti Rahman said the market was shut.", "Siti binti Rahman"),
    ("Juan Carlos Vega y Prado, the governor, said she was right.", "Juan Carlos Vega y Prado"),
    ("On Tuesday Mr Aker said it was not.", "Aker"),
    ("Minister for Roads and Bridges Petra Vail said the road was shut.", "Petra Vail"),
    ("Special envoy to Norland Nils Aker said it was open.", "Nils Aker"),
    ("Director of Harbour and Coast Studies Ida Vestergaard said the sand was gone.", "Ida Vestergaard"),
    ("Local poet and baker Petra Vail said bread was verse.", "Petra Vail"),
    ("The ruling Farmers' National Renewal Party said it would not.", "Farmers' National Renewal Party"),
    ("The ORP(M) said it would boycott the poll.", "ORP(M)"),
]


@pytest.mark.parametrize(("text", "name"), NAMES)
def test_the_source_of_a_cue_is_named_whole(text: str, name: str) -> None:
    context = read_article(doc(text), load_lexicon())
    assert [context.who(cue.source).name for cue in context.cues] == [name]
