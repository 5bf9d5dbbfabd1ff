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
    (
        "The Norland Society for the Protection of Owls said they were few.",
        "Norland Society for the Protection of Owls",
    ),
    ("The Committee on the Rights of the Child warned that schools were shut.", "Committee on the Rights of the Child"),
    ("The Office of the Ombudsman said it was late.", "Office of the Ombudsman"),
    ("The Campaign for Real Bread said it would rise.", "Campaign for Real Bread"),
    ("The Council for the Defence of the Forest said they were back.", "Council for the Defence of the Forest"),
    ("The Ministry of the Interior said it was late.", "Ministry of the Interior"),
    ("Kofi Brand of the Norland Institute for Ports said it was late.", "Kofi Brand"),
    ("The Orm Council on Monday said the road was shut.", "Orm Council"),
    ("The Foreign Office for its part said it was late.", "Foreign Office"),
    ("Bank of Norland Governor Anders Roe said rates would rise.", "Anders Roe"),
    ("Chief Financial Officer of Orm Value Debra Roe said rates would rise.", "Debra Roe"),
    ("The Orm Prosecutor's Office said they were few.", "Orm Prosecutor's Office"),
    ("Orm County Sheriff's Department said they were few.", "Orm County Sheriff's Department"),
    (
        "The U.S. Attorney's Office for the Western District of Orm said it was late.",
        "U.S. Attorney's Office for the Western District of Orm",
    ),
    ("The Orm Children’s Hospital said wards were full.", "Orm Children’s Hospital"),
    ("The Orm Women's Institute said it was late.", "Orm Women's Institute"),
    ("Norland's Office for National Statistics said it was late.", "Office for National Statistics"),
    ("The ORP(M) said it would boycott the poll.", "ORP(M)"),
    ("Charlotte Mayor Petra Vail said the road was shut.", "Petra Vail"),
    ("Supervisor Alfredo Vail said the road was shut.", "Alfredo Vail"),
    ("Orm Panthers DL Nils Aker said the road was shut.", "Nils Aker"),
    ("The pro-Vail Harbour Action said the road was shut. Vail waved.", "Harbour Action"),
    ("Will Vail come down? Vail said she would.", "Vail"),
    ("Will Vail, come down. Will Vail said he would.", "Will Vail"),
    ("Hacker Lindqvist told us it was open. Lindqvist waved, and Lindqvist left.", "Lindqvist"),
    ("Young Lindqvist told us it was open to the young. Lindqvist waved, and Lindqvist left.", "Lindqvist"),
    ("Lonely Lindqvist told us it was open. Lindqvist waved, and Lindqvist left.", "Lindqvist"),
    ("AG Vail, the attorney general, said it was open.", "Vail"),
    ("AG Vail said it was open.", "AG Vail"),
]


@pytest.mark.parametrize(("text", "name"), NAMES)
def test_the_source_of_a_cue_is_named_whole(text: str, name: str) -> None:
    context = read_article(doc(text), load_lexicon())
    assert [context.who(cue.source).name for cue in context.cues] == [name]


#: a source without a name, and the kind that its row shows.
KINDS = [
    ("Exit polls showed that the bridge would fall.", "document"),
    ("Court records say that the bridge fell.", "document"),
    ("Experts say that the bridge fell.", "group"),
    ("Half of the voters said that the bridge would fall.", "group"),
    ("A man said that the bridge fell.", "anonymous"),
    ("A harbour official said that the bridge fell.", "anonymous"),
]


@pytest.mark.parametrize(("text", "kind"), KINDS)
def test_the_kind_of_a_source_without_a_name(text: str, kind: str) -> None:
    context = read_article(doc(text), load_lexicon())
    assert [context.who(cue.source).shown_kind for cue in context.cues] == [kind]
