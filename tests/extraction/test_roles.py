"""What the article says a speaker is: the words for the role, without titles, and never those of somebody else."""

from __future__ import annotations

import pytest

from quotes.extraction.lexicon import load_lexicon
from quotes.extraction.pipeline import analyse
from tests.parses import doc

ROLES = [
    ("Davis Wang, CEO and co-founder of Mobi, said the deal will help.", "Davis Wang", "CEO and co-founder of Mobi"),
    (
        "Faiza Tarn, co-director of the Harbour Programme, said it would help.",
        "Faiza Tarn",
        "co-director of the Harbour Programme",
    ),
    (
        "Deputy Foreign Ministers Takeo Soir and Igor Morg met. “It is late,” Soir said.",
        "Takeo Soir",
        "Deputy Foreign Minister",
    ),
    ("A spokesperson for Taoiseach Enda Brandt spoke. “It is late,” Enda Brandt said.", "Enda Brandt", "Taoiseach"),
    ("The crowd cheered for “President Bernie Soir.” “It is late,” Bernie Soir said.", "Bernie Soir", None),
    ("Coroner Dr Fiona Lees said the ward was short of staff.", "Fiona Lees", "Coroner"),
    ("Police spokesman Lt. Col. Ivo Brandt said the road was shut.", "Ivo Brandt", "Police spokesman"),
    ("Deputy Prime Minister Lena Holt said it was open.", "Lena Holt", "Deputy Prime Minister"),
    ("Consultant Mr Ravi Menon said there was no bed.", "Ravi Menon", "Consultant"),
    ("Sen. Todd Barlow called the nominee “a lawyer who never set foot on a ship.”", "Todd Barlow", None),
    ("Ida Barlow called her rival “a gifted engineer”.", "Ida Barlow", None),
    ("Sue Lamb hailed Ed Voss as “the best captain of his time”.", "Sue Lamb", None),
    ("Leader of the Opposition R. Ashok Gowda said it was a show.", "R. Ashok Gowda", "Leader of the Opposition"),
    ("It was spite, said Eduardo Soir, a marine biologist and lead author of it.", "Eduardo Soir", "marine biologist"),
    ("Minister for Justice Helena Brannock said it would open.", "Helena Brannock", "Minister for Justice"),
    (
        "Commissioner for Trade Ilse van den Berg warned that it would hurt.",
        "Ilse van den Berg",
        "Commissioner for Trade",
    ),
    ("Controller of Budget Dr Margaret Aduba said it was unpaid.", "Margaret Aduba", "Controller of Budget"),
    ("The Minister of Roads, Engr. Dauda Okoro, said it was shut.", "Dauda Okoro", "Minister of Roads"),
    ("Food Minister Smt. Anuradha Menon said it was adequate.", "Anuradha Menon", "Food Minister"),
    ("Prime Minister the Honourable Marcia Holder says it is safe.", "Marcia Holder", "Prime Minister"),
    ("Fisheries Minister Ratu Semi Tuivaga said it was a joke.", "Semi Tuivaga", "Fisheries Minister"),
    ("Tan Sri Rashid Yunos, the chairman, said it was late.", "Rashid Yunos", "chairman"),
    (
        "Keiko Yamada, an ecologist at Orm Bay who was not involved, said it was small.",
        "Keiko Yamada",
        "ecologist at Orm Bay",
    ),
    ("Ida Quennell, who was elected mayor, said she was pleased.", "Ida Quennell", "mayor"),
    ("Republican Tom Vane and Democrat Ida Soir left. Soir said she was pleased.", "Ida Soir", None),
    ("Ida Quennell, who fired Karl Voss, the police chief, said she was pleased.", "Ida Quennell", None),
    ("Ida Quennell, who used Karl Voss as a consultant, said she was pleased.", "Ida Quennell", None),
    ("Ida Quennell, who took office with Karl Voss as her secretary, said she was pleased.", "Ida Quennell", None),
    ("Co-founder Karl Voss said she was pleased.", "Karl Voss", "Co-founder"),
    ("Ida Quennell, the candidate for governor, said she was pleased.", "Ida Quennell", "candidate for governor"),
    (
        "The Republican candidate for governor, Ida Quennell, said she was pleased.",
        "Ida Quennell",
        "Republican candidate for governor",
    ),
    ("After a meeting between an official and Ida Quennell she said she was pleased.", "Ida Quennell", None),
    (
        "Ida Quennell, leader of Norland’s far-left party, said she was pleased.",
        "Ida Quennell",
        "leader of Norland’s far-left party",
    ),
    ("Ida Quennell, who would be the first woman to serve as mayor, said she was pleased.", "Ida Quennell", None),
    ("It helps when Orvik is painted as a landlord. Nils Orvik said he was tired.", "Nils Orvik", None),
    (
        "In the letter - addressed to the attorney for the District of Orm, Pavel K. Dorn - the Tarn Republican asks "
        "for an inquiry. “We will see,” Pavel K. Dorn said.",
        "Pavel K. Dorn",
        None,
    ),
    (
        "Orm News Vice President and Managing Editor Ida Quennell said she was pleased.",
        "Ida Quennell",
        "Orm News Vice President and Managing Editor",
    ),
    (
        "Orm News Vice President and Managing Editor Ida Marlow said the show would go on.",
        "Ida Marlow",
        "Vice President and Managing Editor",
    ),
    (
        "Ida Quennell, assistant secretary of state for population, refugees, and migration, said she was pleased.",
        "Ida Quennell",
        "assistant secretary of state for population, refugees, and migration",
    ),
    (
        "“It works,” said Ida Quennell, a professor at the University of Norland, San Diego.",
        "Ida Quennell",
        "professor at the University of Norland, San Diego",
    ),
    (
        "Minister of Industry, Investment and Commerce Ida Lund said the fair would open.",
        "Ida Lund",
        "Minister of Industry, Investment and Commerce",
    ),
    (
        "Minister of Industry, Investment and Commerce, Senator the Hon. Aubyn Hale, told reporters it was late.",
        "Aubyn Hale",
        "Minister of Industry, Investment and Commerce",
    ),
    (
        "Minister in the Ministry of Finance Brian Soir said it was late.",
        "Brian Soir",
        "Minister in the Ministry of Finance",
    ),
    ("A critique of President Brekke's plans was heard. Ida Brekke said she was pleased.", "Ida Brekke", "President"),
    (
        "Jeb Brekke and his brother, George W. Brekke, spoke of President Brekke. Jeb Brekke said he was pleased.",
        "Jeb Brekke",
        None,
    ),
    (
        "Among the speakers were Ida Quennell, digital consultant Karl Voss and Mayor Per Dorn. Ida Quennell said she "
        "was pleased.",
        "Ida Quennell",
        None,
    ),
    ("In a talk with the host Karl Voss, the mayor said she was pleased. Ida Quennell waved.", "mayor", None),
    (
        "The fund would grow, said Su Baolan, an analyst at Sinolak Securities Co. suwen@paper.example",
        "Su Baolan",
        "analyst at Sinolak Securities Co.",
    ),
]


@pytest.mark.parametrize(("text", "name", "role"), ROLES)
def test_a_role_is_the_speakers_own(text: str, name: str, role: str | None) -> None:
    quotes = analyse(doc(text), load_lexicon())
    assert [(quote.speaker, quote.role) for quote in quotes] == [(name, role)]
