"""What a name stands for, by all the articles of a database that have it."""

from __future__ import annotations

import pytest
from sqlite_utils import Database

from quotes.models import Article
from quotes.people import listing
from quotes.people.kind.outlets import squashed
from quotes.store import correct, profiles, save


def article(
    key: str, name: str, *, kind: str = "person", outlet: str = "Moor Times", text: str = "Yes, yes."
) -> Article:
    said = {"text": "Y", "kind": "direct", "spans": [(0, 1)], "rule": "test", "confidence": 0.9}
    quote = said | {"speaker": name, "speaker_kind": kind}
    return Article.model_validate({"id": key, "source": outlet, "text": text, "quotes": [quote]})


#: name and kind in each article, with what stands around it; and the kind that all of them make.
VOTES = [
    ("person", [("Sannis Krall", "person")] * 3 + [("Sannis Krall", "organisation")]),
    ("organisation", [("Orm Rising", "organisation")] * 2 + [("Orm Rising", "person")]),
    ("organisation", [("Orm Rising", "organisation"), ("Orm Rising", "person")]),
    ("person", [("Ida Krall", "organisation"), ("Ida Krall", "person")]),
]


@pytest.mark.parametrize(("kind", "named"), VOTES)
def test_most_articles_decide_and_the_name_is_one_row(db: Database, kind: str, named: list[tuple[str, str]]) -> None:
    for number, (name, of) in enumerate(named):
        save.save(db, article(f"a{number}", name, kind=of))
    correct.rejoin(db)
    assert [tuple(row) for row in db.execute("select kind from speakers").fetchall()] == [(kind,)]


#: a name that an article takes for a person's, the text, and the kind that this makes.
WRITTEN = [
    ("organisation", "Orm Eye", "The Orm Eye was first. The Orm Eye said so."),
    ("organisation", "Breswick", "An analyst at Breswick said so."),
    ("document", "Tarn Drowned", "In “Tarn Drowned,” it rains. It says so."),
    ("group", "Wardens", "Wardens said so, though other wardens did not."),
    ("person", "Krell Osvik", "Mr. Osvik, 41, met the Osviks. Krell Osvik, who sat in Breswick, said so."),
    ("person", "Krell Osvik", "Krell Osvik said so."),
    ("person", "Krell Osvik", "The Krell Osvik Foundation paid. Krell Osvik said so."),
    ("organisation", "Breswick", "An analyst at Breswick, who knows it, said so."),
    ("document", "Ida Drowned", "It rains in “Ida Drowned”. It says so."),
    ("document", "Utterly Drowned", "In “Utterly Drowned: A Life at Sea” it says so."),
    ("unknown", "Harbour Scout", "Harbour Scouts met. The Harbour Scout Leaders and the Harbour Scout Band said so."),
    ("unknown", "Orman", "Another Orman, who was there, said so."),
    ("person", "Orman", "A Orman poll came. Mr Orman said so."),
    ("group", "Krells", "Ida Krell and her husband came. The Krells were there. The Krells said so."),
    ("group", "Politikos", "Politikos call it a game."),
    ("organisation", "Grace Rising", "Grace Rising, a political committee based in Breswick, said so."),
    ("organisation", "Grace Coal", "The mine was of Grace Coal, one of the country's largest coal companies, it said."),
    ("organisation", "Morgan Hale", "She asked Morgan Hale CEO Nils Lund. Morgan Hale said so."),
    ("organisation", "Morgan Hale", "Shares rose. Morgan Hale's shareholders had hoped so. Morgan Hale said so."),
    ("organisation", "Grace Links", "At the resort, now called Grace Links, the candidate said so."),
    ("organisation", "Grace Hale", "A documentary by the production company Grace Hale. Grace Hale said so."),
    ("organisation", "ORM TODAY", "An ORM TODAY investigation came. ORM TODAY reported so."),
    ("organisation", "Ormeye", "Breswick has rain again. [Ormeye.]"),
    ("organisation", "Paula Reeve", "The magazine Paula Reeve said so."),
    ("organisation", "Paula Reeve", "The magazine Paula Reeve said he was finished."),
    ("organisation", "BINCO", "BINCO said so. Its vans came late."),
    ("document", "Martha Song", "As the book Martha Song says, it rains."),
    ("document", "Grace Cash", "Vane’s book Grace Cash, which sold well. Grace Cash says so."),
    ("unknown", "Ida Krell", "The crew of the trawler Ida Krell, which sank, said so."),
    (
        "unknown",
        "Will Air Spots Urging",
        "Top Moor Group Will Air Spots Urging Breswick To Act\nIt will air spots urging so.",
    ),
    ("person", "Ida Krell", "She had agreed to play Ida Krell, and said so."),
    ("person", "Grace Rising", "Grace Rising, a teacher, founded a committee. Grace Rising shares said so."),
    ("person", "Grace Rising", "Grace Rising said she runs a company. Grace Rising's employees said so."),
    ("person", "Grace Rising", "The chair of the committee, Grace Rising, said so."),
    ("person", "GRACE RISING", "A GRACE RISING interview."),
    ("organisation", "Breswick", "Breswick reports that it rains."),
    ("organisation", "Osvik Tarn", "Shares in Osvik Tarn, Norland's only listed football club, fell. It said so."),
    ("organisation", "Osvik Tarn", "Nils Lund - Osvik Tarn's largest investor - agreed. Osvik Tarn said so."),
    (
        "organisation",
        "Charlotte Terns",
        "It rains in Charlotte. The league's Charlotte Terns played. They said so.",
    ),
    ("person", "Charlotte Terns", "It rains in Charlotte. Charlotte Terns played there. Terns said so."),
    ("organisation", "Charlotte Terns", "Charlotte Terns lost. Terns, who have lost often, said so."),
    ("organisation", "Osvik Tarn", "Analysts at Osvik Tarn said so."),
    ("person", "Ida Tarn", "An aide at Ida Tarn's office said so. Ida Tarn said so."),
    ("organisation", "Ida Tarn", "Ida Tarn Ltd was fined. Ida Tarn said so."),
    ("person", "Ida Tarn", "Ida Tarn Ltd was fined. Tarn said he was sorry. Ida Tarn said so."),
    ("unknown", "Ida", "Ida, the company's chatbot, said so."),
    ("organisation", "Breswick", "Breswick said on Monday that its ships would sail."),
    ("organisation", "Osvik al-Tarn", "A coalition known as Osvik al-Tarn, which took the port, said so."),
    ("person", "Ida Tarn", "It was founded by Osvik, which helped. They picked Ida Tarn, which surprised many."),
    (
        "organisation",
        "Grace Osvik",
        "The Moor-based Grace Osvik consultancy said so. According to Grace Osvik, 12 out of 20.",
    ),
    ("person", "Grace Osvik", "A Grace Osvik hotel opened. Grace Osvik said so."),
]


@pytest.mark.parametrize(("kind", "name", "text"), WRITTEN)
def test_how_texts_write_a_name_that_nothing_personal_is_said_of(db: Database, kind: str, name: str, text: str) -> None:
    save.save(db, article("a", name, text=text))
    correct.rejoin(db)
    assert [tuple(row) for row in db.execute("select kind from speakers").fetchall()] == [(kind,)]


#: a name that an article takes for a body's, the text, and the kind that this makes.
BODIES = [
    ("person", "Osvik", "“I like it there,” Osvik said. “It rains.”"),
    ("organisation", "Osvik", "“We like it there,” Osvik said. “It rains.”"),
    ("person", "Osvik", "Ida Marlow came. Marlow and Osvik both said so."),
    ("organisation", "Osvik", "The Marlow and Osvik both said so."),
    ("person", "Krell Sind Osvik", "Krell Sind Osvik, hotelier and singer, said so."),
    ("organisation", "Krell Sind Osvik", "Krell Sind Osvik, twice, said so."),
    ("person", "Krell Osvik", "Krell Osvik, from Tarn's laboratory, said so."),
    ("person", "Krell Osvik", "Krell Osvik came. Osvik pleaded guilty; indeed, he said so."),
    ("organisation", "Krell Osvik", "Krell Osvik won. An Osvik manager said he thought so."),
    ("person", "Krell Osvik", "It rains.\n― Krell Osvik\nIt said so."),
    ("person", "Krell Osvik", "Krell Osvik argues at The Orm Eye that it rains."),
    ("person", "Krell O’Vane", "The author Krell O’Vane was there."),
    ("anonymous", "Texan", "The Texan said so."),
    ("organisation", "Texan", "Texan shares fell. Texan said so."),
    ("anonymous", "Son", "Marlow’s Son Says So"),
    ("group", "Orms", "Many Orms live there. The Orms said so."),
    ("anonymous", "Tongan", "It rained. The Tongan, who has lost, was there."),
    ("anonymous", "Tongan", "Nobody saw it, the Tongan added."),
    ("organisation", "Tongan", "The Tongan report was read. Tongan said so."),
    ("organisation", "Canadian", "The Canadian reported it. Canadian said so."),
    ("person", "Orvey", "Robert Orvy came. “So it is,” Orvey said."),
    ("organisation", "Orvey", "Robert Orvell came. “So it is,” Orvey said."),
    ("organisation", "Orvey", "Robert Orvy came. Orvey rose. Orvey fell. Orvey said so."),
    ("person", "Krell d’Orme", "The author Krell d’Orme was there."),
    ("person", "Krell Osvik", "Krell Osvik, co-founder of the port, said so."),
    ("person", "Krell Osvik", "Krell Osvik, CEO of the port, said so."),
    ("organisation", "Krell Osvik", "Krell Osvik, Breswick and the port said so."),
    ("person", "Krell Osvik", "Moor Radio's Krell Osvik, reporting from Breswick, said so."),
    ("person", "Krell Osvik", "“It rains,” wrote Krell Osvik of the Moor-based Harbour Defence Council."),
    ("organisation", "Krell Osvik", "“It rains,” wrote Krell Osvik of the rain in Breswick."),
    ("person", "Osvik", "“It rains,”-Krell Osvik, a lawyer at the port, told us. Osvik said so."),
    ("person", "Osvik", "“It rains,” says Krei-en Osvik, as he hauls in his nets."),
    ("organisation", "Osvik", "The new Osvik harbour, a wonder of the port. Osvik said so."),
]


@pytest.mark.parametrize(("kind", "name", "text"), BODIES)
def test_how_texts_write_a_name_that_is_taken_for_a_body_s(db: Database, kind: str, name: str, text: str) -> None:
    save.save(db, article("a", name, kind="organisation", text=text))
    correct.rejoin(db)
    assert [tuple(row) for row in db.execute("select kind from speakers").fetchall()] == [(kind,)]


#: a name by which nobody is called, whatever else an article says.
FORMS = [
    ("organisation", "Orm Fact-Check"),
    ("organisation", "Team Marlow"),
    ("organisation", "Osvik Galena Street"),
    ("organisation", "Agence Orm-Presse"),
    ("organisation", "Der Ormbote"),
    ("organisation", "Norway"),
    ("group", "Harbour Republicans"),
    ("group", "Rabbis"),
    ("group", "Norwegians"),
    ("unknown", "Will Orm Be Next"),
    ("unknown", "Column Explains Why She Sees"),
    ("unknown", "Did Harbour Lose"),
    ("unknown", "Navy Capt"),
    ("unknown", "Orm Gov."),
    ("unknown", "TomShareLikeReplyIda Marlow"),
    ("unknown", "US-UK"),
    ("document", "Harbour Safety Act"),
    ("document", "Orm Poll"),
    ("anonymous", "Presenter"),
    ("anonymous", "Presiding Officer"),
    ("organisation", "Ida Club"),
    ("organisation", "Ida Marlow Library"),
    ("organisation", "Federación de Transportes"),
    ("organisation", "Orm-eye.info"),
    ("organisation", "Orm & Orm"),
    ("organisation", "O&M Orm"),
    ("organisation", "US Department of Justice"),
    ("organisation", "Aston Orm China"),
    ("organisation", "Pacific Command"),
    ("organisation", "Tarn Festival"),
    ("anonymous", "First Deputy Director"),
    ("anonymous", "Attacker"),
    ("person", "Margaret Court"),
    ("person", "Ida England"),
    ("organisation", "Centre for Harbours and Ports"),
    ("organisation", "Warm Feet Foundation Orm"),
    ("organisation", "Norway Shipping"),
    ("organisation", "UN Harbours"),
    ("organisation", "OrmPost Live"),
    ("organisation", "TarnX"),
    ("organisation", "Orm Cruises"),
    ("document", "Housing White Paper"),
    ("document", "Annex 3"),
    ("organisation", "Kyiv"),
    ("anonymous", "Harbour Development Minister"),
    ("group", "Serbs"),
    ("person", "Les Krell"),
    ("person", "RoseAnn Krell"),
    ("person", "Krell VanderOrm"),
    ("person", "DeMarco DiOrmio"),
    ("person", "Norway Ida Krell"),
    ("person", "Will Part"),
    ("person", "Ida Baker"),
    ("person", "Will Poll"),
    ("person", "Anne-Marie Krell"),
    ("person", "Fiona Hill"),
    ("person", "Ida Street"),
    ("person", "Judge Hill"),
    ("person", "Duncan McDonald-MacLeod"),
    ("person", "George Will"),
    ("person", "Ida Fellows"),
    ("person", "Jordan"),
]


@pytest.mark.parametrize("taken_for", ["person", "organisation"])
@pytest.mark.parametrize(("kind", "name"), FORMS)
def test_what_a_name_itself_says(db: Database, kind: str, name: str, taken_for: str) -> None:
    save.save(db, article("a", name, kind=taken_for))
    correct.rejoin(db)
    expected = taken_for if kind == "person" else kind
    assert [tuple(row) for row in db.execute("select kind from speakers").fetchall()] == [(expected,)]


#: a name that an article takes for an organisation's, the text, and the kind that this makes.
BODIES = [
    ("person", "Krell Osvik", "Krell Osvik came, and “yes,” said Osvik."),
    ("person", "Krell Osvik", "Krell Osvik came. Osvik added that it rained."),
    ("person", "Krell Osvik", "Krell Osvik, 41, came."),
    ("person", "Osvik", "Ms. Osvik said so."),
    ("organisation", "Osvik", "Osvik said so. Osvik, who came, said so."),
    ("organisation", "Krell Osvik", "Krell Osvik came. The Osvik said so."),
    ("organisation", "Krell Osvik", "Krell Osvik came with Ida Osvik. Osvik said so."),
    ("organisation", "Krell Hill", "Krell Hill came. Hill said so."),
    ("organisation", "Krell Doctor", "Krell Doctor came. Doctor said so."),
    ("group", "Krells", "Ida Krell came with her husband. The Krells said so."),
    ("organisation", "Krells", "Ida Brandt came. The Krells said so."),
]

#: a name of which an article does not say what it stands for, the text, and the kind that this makes.
OPEN = [
    ("person", "Ida Brandt", "-Ida Brandt, Breswick"),
    ("person", "Krell Osvik", "Krell Osvik, 41, came."),
    ("organisation", "OrmPost", "It rains. [OrmPost.]"),
    ("organisation", "Tarnbek", "Tarnbek, the mining company, says so."),
    ("unknown", "Tarnbek", "Tarnbek says so."),
    ("unknown", "VP", "Its VP then said so."),
    ("unknown", "Grace Supporter", "A Grace Supporter said so."),
]


@pytest.mark.parametrize(("kind", "name", "text"), OPEN)
def test_a_name_that_may_stand_for_anything(db: Database, kind: str, name: str, text: str) -> None:
    save.save(db, article("a", name, kind="unknown", text=text))
    correct.rejoin(db)
    assert [tuple(row) for row in db.execute("select kind from speakers").fetchall()] == [(kind,)]


@pytest.mark.parametrize(("kind", "name", "text"), BODIES)
def test_a_person_taken_for_an_organisation(db: Database, kind: str, name: str, text: str) -> None:
    save.save(db, article("a", name, kind="organisation", text=text))
    correct.rejoin(db)
    assert [tuple(row) for row in db.execute("select kind from speakers").fetchall()] == [(kind,)]


def test_one_of_two_articles_that_disagree_may_show_a_person(db: Database) -> None:
    save.save(
        db, article("a", "Krell Osvik", kind="organisation", text="Krell Osvik, reporting from Breswick, said so.")
    )
    save.save(db, article("b", "Krell Osvik", text="Krell Osvik said so."))
    correct.rejoin(db)
    assert [tuple(row) for row in db.execute("select kind from speakers").fetchall()] == [("person",)]


def test_a_surname_that_an_article_takes_for_a_body_is_somebodys_who_is_known(db: Database) -> None:
    save.save(db, article("a", "Krell Osvik"))
    save.save(db, article("b", "Osvik", kind="organisation", text="Osvik came. Osvik said he was glad."))
    correct.rejoin(db)
    assert {kind for (kind,) in db.execute("select kind from speakers").fetchall()} == {"person"}


def test_a_surname_is_a_persons_where_the_text_has_the_full_name(db: Database) -> None:
    save.save(db, article("a", "Krell", text="Ida Krell came. On Krell. At Krell. As Krell said: “Yes.”"))
    correct.rejoin(db)
    assert [tuple(row) for row in db.execute("select name, kind from speakers")] == [("Ida Krell", "person")]


def test_an_outlet_of_the_database_is_no_person(db: Database) -> None:
    save.save(db, article("a", "Ida Brandt", outlet="orm-gazette"))
    save.save(db, article("b", "Orm Gazette", outlet="Tarn Post"))
    save.save(db, article("c", "Breswick", outlet="www.breswick.com"))
    correct.rejoin(db)
    kinds = dict(db.execute("select name, kind from speakers").fetchall())
    assert kinds == {"Ida Brandt": "person", "Orm Gazette": "organisation", "Breswick": "organisation"}


@pytest.mark.parametrize("outlet", ["The Tarn Post", "tarn-post", "www.tarnpost.com", "tarnpost.co.uk", "TARN POST"])
def test_the_ways_to_write_an_outlet(outlet: str) -> None:
    assert squashed(outlet) == "tarnpost"


def test_words_of_no_name_are_one_row_that_is_shown_as_inside_a_sentence(db: Database) -> None:
    for number, (words, kind) in enumerate([("Her campaign", "organisation"), ("her campaign", "organisation")]):
        save.save(db, article(f"a{number}", words, kind=kind))
    correct.rejoin(db)
    assert [tuple(row) for row in db.execute("select name, kind from speakers")] == [("her campaign", "organisation")]


def test_a_body_shows_no_role(db: Database) -> None:
    one = article("a", "Ida Tarn", text="Ida Tarn Ltd was fined. Ida Tarn said so.")
    save.save(db, one.model_copy(update={"quotes": [one.quotes[0].model_copy(update={"role": "chief designer"})]}))
    correct.rejoin(db)
    (who,) = listing.people(db.conn)
    assert (who.kind, who.role, profiles.speaker(db.conn, who.id).roles) == ("organisation", None, [])


def test_a_body_with_the_surname_of_two_people_is_one_row(db: Database) -> None:
    save.save(db, article("a", "Ida Orm"))
    save.save(db, article("b", "Karl Orm"))
    save.save(db, article("c", "Orm", kind="organisation", text="The Orm said so."))
    save.save(db, article("d", "Orm", text="The Orm said so, via Orm."))
    correct.rejoin(db)
    rows = db.execute("select name, kind from speakers").fetchall()
    assert sorted(map(tuple, rows)) == [("Ida Orm", "person"), ("Karl Orm", "person"), ("Orm", "organisation")]


def test_words_that_an_article_takes_for_a_body_s_name_are_one_row_with_the_words(db: Database) -> None:
    save.save(db, article("a", "Wardens", kind="group"))
    save.save(db, article("b", "Wardens", text="Wardens said so, though other wardens did not."))
    save.settle(db)
    assert [tuple(row) for row in db.execute("select name, kind from speakers")] == [("Wardens", "group")]
    correct.rejoin(db)
    assert [tuple(row) for row in db.execute("select name, kind from speakers")] == [("Wardens", "group")]
    save.save(db, article("b", "Wardens", text="Ida Wardens came. Wardens, 41, said so."))
    save.save(db, article("c", "wardens", kind="group"))
    save.settle(db)
    correct.rejoin(db)
    shown = sorted(tuple(row) for row in db.execute("select name, kind from speakers"))
    assert shown == [("Ida Wardens", "person"), ("wardens", "group")]


def test_words_for_a_body_are_one_row_whether_an_article_takes_them_for_a_name_or_not(db: Database) -> None:
    save.save(db, article("a", "central bank", kind="organisation"))
    save.save(db, article("b", "Central Bank", kind="organisation"))
    save.settle(db)
    correct.rejoin(db)
    assert [tuple(row) for row in db.execute("select name, kind from speakers")] == [("central bank", "organisation")]
