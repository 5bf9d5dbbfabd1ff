"""What is kept of somebody as a role: whole, of that person, and the usual one first."""

from __future__ import annotations

from pathlib import Path

import pytest

from quotes.models import Article, Quote
from quotes.people import listing
from quotes.people.whole_role import whole_role
from quotes.store import open_to_write, save


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Tarn mayor", "Tarn mayor"),
        ("bank employee and one of the thousands", "bank employee"),
        ("teacher and one of several hundred", "teacher"),
        ("formally backing billionaire", "billionaire"),
        ("mayoral candidate Tarn Senator", "mayoral candidate"),
        ("aide to Senator", "aide to Senator"),
        ("Who comes next?- Majority Leader", "Majority Leader"),
        ("imminently,-Tarn sheriff", "Tarn sheriff"),
        ("the-court president", "court president"),
        ("Tarn's-interior minister", "Tarn's interior minister"),
        ("director and co", "director"),
        ("director of Orm & Co", "director of Orm & Co"),
        ("husband rapper", "rapper"),
        ("woman driver", "woman driver"),
        ("front-runner and former host of the reality", "front-runner and former host"),
        ("new wife", None),
        ("safety and spotlight daughter", None),
        ("devoted mother and wife", "devoted mother and wife"),
        ("new wife of the mayor", "new wife of the mayor"),
        ("mother", None),
        ("mother of three", "mother of three"),
        ("So despite President", "President"),
        ("Meanwhile former Senator", "former Senator"),
        ("On the trial of former banker", "former banker"),
        ("Under Secretary of State", "Under Secretary of State"),
        ("Latest on the mayoral race", None),
        ("former film star and", "former film star"),
        ("“deputy harbour master”", "deputy harbour master"),
        ("spokesman for Per Lund", "spokesman for Per Lund"),
        ("Per Lund's chief rival", "Per Lund's chief rival"),
        ("French President", "French President"),
        ("chief of staff", "chief of staff"),
        ("retired beekeeper", "retired beekeeper"),
        ("his campaign manager", "campaign manager"),
        (">One former mayor who lost", "former mayor"),
        ("Harbour Party chair Ida", "Harbour Party chair"),
        ("One Nation leader", "One Nation leader"),
        ("Harbour Party Chair Ida", "Harbour Party Chair"),
        ("rival", None),
        ("rival of Per Lund", "rival of Per Lund"),
        ("native sons", None),
        ("presidential hopefuls", None),
        ("boss of the ferry line", "boss of the ferry line"),
        ("stronger leader than Per Lund", None),
        ("Per Lund and House Speaker", None),
        ("digital consultant Phil Moser", None),
        ("businessman in Tarn", None),
        ("Virginia Governor", "Virginia Governor"),
        ("Congress", None),
        ("Finance Minister Per Lund", None),
        ("Hanna Lund and Per Lund", None),
        ("contrite", None),
        ("a visibly shaken", None),
        ("Calif.", None),
        ("D-Tarn", None),
        ("Tarn Post's", None),
        ("both", None),
        ("said Harbour spokesman", "Harbour spokesman"),
        ("perhaps the best-known graduate of the school", "best-known graduate of the school"),
        ("harbour master known", "harbour master"),
        ("ferry company executive arrested and charged with fraud", "ferry company executive"),
        ("only sitting mayor running for the assembly this year", "only sitting mayor"),
        ("leader of the party next year", "leader of the party"),
        ("Tarn operative currently working for the mayor's campaign", "Tarn operative"),
        ("chief operating officer", "chief operating officer"),
        ("director of advertising", "director of advertising"),
        ("deputy mayor under Per Lund", "deputy mayor under Per Lund"),
        ("University of Tarn science professor", "University of Tarn science professor"),
        ("editor-in-chief", "editor-in-chief"),
        ("runner-up to Per Lund", "runner-up to Per Lund"),
        ("owner and one of the founders of the ferry line", "owner and one of the founders of the ferry line"),
        ("author of ''Salt", "author of Salt"),
        ("It’s over,” councillor", "councillor"),
        ("“It’s over,” councillor", "councillor"),
        ("harbour ''fixer''", "harbour fixer"),
        ("author of the book", "author"),
        ("host of TV Tarn’s", "host"),
        ("friend of Per Lund's", "friend of Per Lund's"),
        ("security editor Dr.", "security editor"),
        ("Tarn economist Chandok", "Tarn economist"),
        ("woman - not me", None),
        ("-author of Salt", "author of Salt"),
        ("Minister for Roads Nils Lund", None),
        ("aide to Senator Nils Lund", "aide to Senator Nils Lund"),
        ("spokesman for Nils Lund", "spokesman for Nils Lund"),
        ("whose husband", None),
        ("Fishing nets Some old ideas do come to pass", None),
        ("car pulled up to the corner and began scanning the crowd", None),
        ("conservative political action committee", None),
        ("Tarn stirs 'ugliness'", None),
        ("African women", None),
        ("Republican South Tarn", None),
        ("mayor-bashing", None),
        ("Jonas", None),
        ("latest on President", "President"),
        ("One of the central claims of Vice President", "Vice President"),
        ("And from Chairwoman", "Chairwoman"),
        ("But Attorney General", "Attorney General"),
        ("heir apparent", "heir apparent"),
        ("Patron Lady", "Patron"),
        ("First Lady", "First Lady"),
        ("Lund and business associate", "business associate"),
        ("harbour lawyer now at the Tarn Institute", "harbour lawyer now at the Tarn Institute"),
        ("chief rival", None),
        ("Tarn's chief rival", "Tarn's chief rival"),
        ("Labour presidential", None),
        ("Twitter account", None),
        ("This Big-Name Senator", None),
        ("councillor or another crook", None),
        ('id="7">Responsible candidate', None),
        (">Tarn aide", "Tarn aide"),
        ("Justice Per G. Lund", None),
        ("Former Secretary of State Per Lund", None),
        ("Republican Per Lund and Democrat", None),
        ("head of the office of the President", "head of the office of the President"),
        ("Ministry of Trade official", "Ministry of Trade official"),
        ("director of the Harbour Board and Nils Lund", "director of the Harbour Board"),
        ("director of Lund and Berg", "director of Lund and Berg"),
        ("member of the reform caucus member", "member of the reform caucus"),
        ("navy veteran herself and the wife of a sailor", "navy veteran"),
        ("One Republican hopeful", "Republican hopeful"),
        ("Present: A. Krell (chair)", None),
        ("[Mother", None),
        ("", None),
        (None, None),
    ],
)
def test_a_role_is_whole_and_of_the_person(text: str | None, kept: str | None) -> None:
    role = whole_role(text, "Ida Marlow")
    assert (role.text if role else None) == kept


def test_a_first_name_before_a_surname_is_no_part_of_a_role() -> None:
    role = whole_role("Harbour Minister Gen", "Nakamori")
    assert role and role.text == "Harbour Minister"


def test_the_usual_role_is_shown_and_a_quotation_shows_its_own(tmp_path: Path) -> None:
    db = open_to_write.connect(tmp_path / "news.db")
    said = {
        "text": "Yes",
        "kind": "direct",
        "spans": [(0, 3)],
        "rule": "test",
        "confidence": 0.9,
        "speaker_kind": "person",
    }
    for number, role in enumerate(("contrite", "former film star and", "president", "president", "Minister Per Lund")):
        quotes = (Quote.model_validate(said | {"speaker": "Ida Marlow", "role": role}),)
        about = {"id": str(number), "source": "Tarn Post", "published": f"2026-03-0{number + 1}", "text": "Yes"}
        save.save(db, Article.model_validate(about | {"quotes": quotes}))
    (one,) = listing.people(db.conn)
    roles = [(row["role"], row["articles"], row["first"]) for row in listing.person(db.conn, one.id)["roles"]]
    assert one.role == "president"
    assert roles == [("president", 2, "2026-03-03"), ("former film star", 1, "2026-03-02")]
    told = [role for (role,) in db.execute("select role from quotes order by id").fetchall()]
    assert told == [None, "former film star", "president", "president", None]
    db.close()
