"""A name typed for a speaker: one known person, several to choose from, or somebody new, who has to be asked for."""

from __future__ import annotations

import asyncio
import csv
import io
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from sqlite_utils import Database

from quotes.cli import cli
from quotes.models import Article, Quote
from quotes.people.meant import told
from quotes.store import correct, open_to_write, save
from quotes.store.correct import By, UnclearError
from quotes.web.serve import make_datasette
from tests.web.review.asking import ask

ME = By("ida")
TEXT = "“Yes,” said Jenna Palmgren. “No,” said Brent Holm. Nils Ferrow was silent, Palmgren was not."
#: Who is quoted in which article, in what role. The first one is corrected.
SPEAKERS = [
    ("a", "Jenna Palmgren", "press officer"),
    ("a", "Brent Holm", None),
    ("b", "Jenna Palmgren", "press officer"),
    ("c", "Anders Palmgren", "mayor of Tarn"),
    ("d", "Palmgren", None),
    ("e", "Nils Ferrow", None),
    ("f", "Ida Brandt", "Tarn mayor"),
    ("g", "Ida Brandt", "Holm United striker"),
    ("h", "Lumo", None),
    ("i", "Ester Lind", None),
]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    db = open_to_write.connect(tmp_path / "quotes.db")
    for key in dict.fromkeys(key for key, _, _ in SPEAKERS):
        quotes = []
        for place, (_, name, role) in enumerate(row for row in SPEAKERS if row[0] == key):
            span = ((1, 5), (29, 32))[place]
            said = {"text": TEXT[slice(*span)], "kind": "direct", "spans": [span], "rule": "test", "confidence": 0.7}
            said |= {"speaker": name, "speaker_kind": "person", "role": role, "speaker_mention": [(0, 3)]}
            quotes.append(Quote.model_validate(said))
        about = {"id": key, "title": key, "source": f"Outlet {key}", "published": "2026-03-01", "text": TEXT}
        save.save(db, Article.model_validate(about | {"quotes": quotes}))
    db.close()
    return tmp_path / "quotes.db"


def speakers(db: Database) -> list[tuple[Any, ...]]:
    return [row[:] for row in db.execute("select id, name from speakers order by id")]


def who_said(db: Database, quote: int) -> str | None:
    (row,) = db.execute("select speaker from said where id = ?", [quote]).fetchall()
    return None if row[0] is None else str(row[0])


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Anders Palmgren", "Anders Palmgren"),
        ("jenna  PALMGREN", "Jenna Palmgren"),
        ("Dr Anders Palmgren", "Anders Palmgren"),
        ("Lumo", "Lumo"),
        ("3", "Anders Palmgren"),
    ],
)
def test_the_full_name_of_one_is_enough(db: Database, typed: str, name: str) -> None:
    before = speakers(db)
    correct.correct(db, 2, ME, speaker=typed)
    assert (who_said(db, 2), speakers(db)) == (name, before)


def test_of_two_of_a_name_the_one_of_the_article_is_meant(db: Database) -> None:
    (quote,) = db.execute("select id from quotes where article = 6").fetchone()
    (brandt,) = db.execute("select speaker from quotes where id = ?", [quote]).fetchone()
    correct.correct(db, quote, ME, speaker=None)
    correct.undo(db, 1)
    correct.correct(db, quote, ME, speaker="Ida Brandt")
    assert db.execute("select speaker from quotes where id = ?", [quote]).fetchone()[:] == (brandt,)


CHOICES = [
    # typed, whom it can mean in order; of the article's: with its mark
    (
        "Palmgren",
        [
            "Jenna Palmgren, press officer, 2 quotations, in this article",
            "Anders Palmgren, mayor of Tarn, 1 quotation",
            "Palmgren, 1 quotation",
        ],
    ),
    ("J. Palmgren", ["Jenna Palmgren, press officer, 2 quotations, in this article"]),
    ("Nils", ["Nils Ferrow, 1 quotation, in this article"]),
    ("Lind", ["Ester Lind, 1 quotation"]),
    ("Ida Brandt", ["Ida Brandt, Tarn mayor, 1 quotation", "Ida Brandt, Holm United striker, 1 quotation"]),
]


@pytest.mark.parametrize(("typed", "expected"), CHOICES, ids=[typed for typed, _ in CHOICES])
def test_whom_it_can_mean_is_said_and_nothing_changes(db: Database, typed: str, expected: list[str]) -> None:
    before = speakers(db)
    with pytest.raises(UnclearError, match=f"{typed}' is not the full name of one .* somebody new") as error:
        correct.correct(db, 2, ME, speaker=typed)
    assert [told(one) for one in error.value.found.several] == expected
    assert (speakers(db), who_said(db, 2), correct.listed(db)) == (before, "Brent Holm", [])


@pytest.mark.parametrize("typed", ["Vera Lund", "Lundqvist", '"NEAR(', "x" * 300, "Ib\u202e Moor", "the 'O\"Neils'"])
def test_of_somebody_unknown_those_of_the_article_are_offered(db: Database, typed: str) -> None:
    with pytest.raises(UnclearError, match="nobody known is called") as error:
        correct.correct(db, 2, ME, speaker=typed)
    assert [one.who.name for one in error.value.found.several] == ["Jenna Palmgren", "Brent Holm"]


def test_somebody_new_is_made_where_that_is_asked_for(db: Database) -> None:
    correct.correct(db, 2, ME, speaker="Palmgren", new=True)
    assert [name for _, name in speakers(db)].count("Palmgren") == 2 and who_said(db, 2) == "Palmgren"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(cli, [str(argument) for argument in arguments])


def test_the_command_line_lists_them_with_the_option_for_each(db: Database, path: Path) -> None:
    before = speakers(db)
    unclear = run("correct", path, 2, "--speaker", "Palmgren")
    assert (unclear.exit_code, unclear.stdout) == (1, "")
    assert [" ".join(line.split()) for line in unclear.stderr.splitlines()] == [
        "Error: 'Palmgren' is not the full name of one known speaker; nothing was changed. Say who is meant:",
        "--speaker-id 1 Jenna Palmgren, press officer, 2 quotations, in this article",
        "--speaker-id 3 Anders Palmgren, mayor of Tarn, 1 quotation",
        "--speaker-id 4 Palmgren, 1 quotation",
        "--speaker Palmgren --new somebody new",
    ]
    assert (speakers(db), who_said(db, 2)) == (before, "Brent Holm")
    assert run("correct", path, 2, "--speaker-id", 3).exit_code == 0 and who_said(db, 2) == "Anders Palmgren"
    assert "nobody known is called 'Vera Lund'" in run("correct", path, 2, "--speaker", "Vera Lund").stderr
    assert run("correct", path, 2, "--speaker", "Vera Lund", "--new").exit_code == 0 and who_said(db, 2) == "Vera Lund"


@pytest.mark.parametrize(
    ("options", "problem"),
    [
        (["--new"], "give one of --speaker WHO, --speaker-id N, --nobody and --not-a-quotation"),
        (["--speaker-id", "3", "--new"], "--new needs the name of somebody new"),
        (["--speaker", "Lumo", "--speaker-id", "3"], "give one of"),
        (["--speaker-id", "99"], "there is no speaker 99"),
    ],
)
def test_options_that_do_not_go_together(db: Database, path: Path, options: list[str], problem: str) -> None:
    result = run("correct", path, 2, *options)
    assert result.exit_code != 0 and problem in result.stderr and correct.listed(db) == []


def test_the_role_goes_with_the_speaker(db: Database) -> None:
    def roles() -> list[Any]:
        return [role for (role,) in db.execute("select role from quotes where article = 1 order by id").fetchall()]

    correct.correct(db, 2, ME, speaker="Jenna Palmgren")
    assert roles() == ["press officer", "press officer"]
    correct.correct(db, 1, ME, speaker="Anders Palmgren")
    assert roles() == [None, "press officer"]
    correct.correct(db, 2, ME, speaker=None)
    assert roles() == [None, None]


@cache
def served(path: Path) -> Any:
    return make_datasette(path)


def get(path: Path, address: str, actor: str | None = None) -> Any:
    datasette = served(path)
    cookies = {"ds_actor": datasette.sign({"a": {"id": actor}}, "actor")} if actor else {}
    return asyncio.run(datasette.client.get(address, cookies=cookies))


def test_of_nobody_there_is_no_confidence_that_the_speaker_is_right(db: Database, path: Path) -> None:
    correct.correct(db, 2, ME, speaker=None)
    api = "/-/quotes/api/v1/quotes"
    assert get(path, f"{api}/2").json()["confidence"] is None
    (row,) = [
        row
        for row in csv.DictReader(io.StringIO(get(path, f"{api}.csv").text.removeprefix("\ufeff")))
        if row["id"] == "2"
    ]
    assert (row["speaker"], row["confidence"]) == ("", "")
    assert '"confidence":null' in get(path, f"{api}.ndjson?article=1&rule=correction").text
    assert [quote["id"] for quote in get(path, f"{api}?article=1&min_confidence=0").json()["items"]] == [1]
    first = get(path, f"{api}?order=best&size=9").json()
    assert [quote["id"] for quote in get(path, first["next"]).json()["items"]] == [2], "the least sure comes last"
    for address in ("/-/quotes/2", "/-/quotes/articles/1", "/-/quotes?article=1", "/-/quotes/feed.atom?article=1"):
        assert not re.search("100.?%", get(path, address).text.replace("max-width: 100%", "")), address
    page = get(path, "/-/quotes/2").text
    assert "that the speaker is right" not in page and "An editor has set this right." in page
    assert "Named as" not in page, "what was taken for a name was wrong"
    assert "set right by an editor" in get(path, "/-/quotes/review?quote=2", "ida").text


def test_of_a_corrected_speaker_there_is(db: Database, path: Path) -> None:
    correct.correct(db, 2, ME, speaker="Lumo")
    assert get(path, "/-/quotes/api/v1/quotes/2").json()["confidence"] == 1.0
    assert "100\u202f%" in get(path, "/-/quotes/2").text


def test_the_page_asks_who_is_meant_and_keeps_what_was_typed(db: Database, path: Path) -> None:
    datasette, before = make_datasette(path), speakers(db)
    typed = {"name": "Palmgren", "why": "see “below”", "kind": "organisation", "queue": "doubtful", "skip": "3"}
    page = ask(datasette, form={"action": "speaker", "quote": "2", "back": "/-/quotes/articles/1#q2"} | typed)
    assert page.status_code == 200 and "Choose who is meant" in page.text and "<mark>No,</mark>" in page.text
    for kept in ('name="why" value="see “below”"', 'name="name" value="Palmgren"', 'value="organisation" selected'):
        assert kept in page.text
    for hidden in ('name="skip" value="3"', 'name="back" value="/-/quotes/articles/1#q2"', 'name="quote" value="2"'):
        assert hidden in page.text
    assert [
        page.text.index(f'name="choice" value="{number}"') for number in (1, 3, 4)
    ] and "press officer" in page.text.lower()
    assert (speakers(db), who_said(db, 2)) == (before, "Brent Holm")
    chosen = ask(datasette, form={"action": "speaker", "quote": "2", "choice": "3"} | typed)
    assert chosen.status_code == 303 and who_said(db, 2) == "Anders Palmgren"
    assert correct.listed(db)[0].why == "see “below”"
    new = ask(datasette, form={"action": "speaker", "quote": "2", "new": "1"} | typed)
    assert new.status_code == 303 and who_said(db, 2) == "Palmgren" and speakers(db)[:-1] == before


BACK = [
    ("/-/quotes/articles/1#q2", "/-/quotes/articles/1#q2"),
    ("/-/quotes?words=yes&after=20#q2", "/-/quotes?words=yes&after=20#q2"),
    ("/-/quotes/review?quote=2", "/-/quotes/review?quote=2"),
    ("", "/-/quotes/review?queue=doubtful&skip=1&said=nobody&done=1"),
]
ELSEWHERE = [
    "//evil.example/", "/\\evil.example", "\\\\evil.example", "https://evil.example/", "javascript:alert(1)", "evil",
    "/\t/evil.example", "/\n/evil.example", "/ok\r\nset-cookie: a=b", "/é", "/" + "a" * 3000,
]  # fmt: skip


@pytest.mark.parametrize(("back", "location"), BACK + [(back, BACK[-1][1]) for back in ELSEWHERE])
def test_a_correction_leads_back_but_never_to_another_server(path: Path, back: str, location: str) -> None:
    form = {"action": "nobody", "quote": "2", "article": "1", "queue": "doubtful", "skip": "1", "back": back}
    answer = ask(make_datasette(path), form=form)
    assert (answer.status_code, answer.headers["location"]) == (303, location)


@pytest.mark.parametrize("back", ELSEWHERE)
def test_no_page_links_to_where_a_link_to_it_says(path: Path, back: str) -> None:
    datasette = make_datasette(path)
    cookies = {"ds_actor": datasette.sign({"a": {"id": "ida"}}, "actor")}
    params = {"quote": "2", "back": back}
    html = asyncio.run(datasette.client.get("/-/quotes/review", params=params, cookies=cookies)).text
    assert 'name="back"' not in html and "Back to where you were" not in html


@pytest.mark.parametrize("back", ["/-/quotes/2", "/-/quotes/2#q2", "/-/quotes/review?quote=2"])
def test_from_the_page_of_what_is_no_quotation_one_is_led_to_its_article(path: Path, back: str) -> None:
    form = {"action": "no_quotation", "quote": "2", "article": "1", "back": back}
    assert ask(make_datasette(path), form=form).headers["location"] == "/-/quotes/articles/1"


def test_links_to_set_it_right_say_where_to_return(path: Path) -> None:
    for address, back in [
        ("/-/quotes/articles/1", "%2F-%2Fquotes%2Farticles%2F1%23q2"),
        ("/-/quotes?article=1&order=best", "%2F-%2Fquotes%3Farticle%3D1%26order%3Dbest%23q2"),
        ("/-/quotes/2", "%2F-%2Fquotes%2F2"),
    ]:
        link = f"/-/quotes/review?quote=2&amp;back={back.replace('%2F', '/')}"
        assert f'href="{link}"' in get(path, address, "ida").text, address
        assert "Set it right" not in get(path, address).text, "strangers are not offered it"
