"""Canned queries about a period, on invented quotations of three years: kept counts equal fresh counts."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from quotes.web.serve import make_datasette
from tools.generate import generate

Ask = Callable[..., list[dict[str, Any]]]

PERIODS = [
    ("", ""),
    ("2024", ""),
    ("", "2024"),
    ("2024-05", "2024-05"),
    ("2024-05-03", "2024-05-20"),
    ("2024-05-03", "2025-08-12"),
    ("2024-05", "2025-08-12"),
    ("2024-05-03", "2025"),
    ("2024-05-03T10", ""),
    ("", "2023-01-09"),
    ("2025-08-12", "2024-05-03"),
    ("soon", "never"),
]
COUNTED = """
select speaker, count(*), count(distinct article), count(distinct outlet) from quotes
where speaker is not null and (:since = '' or published >= :since)
  and (:until = '' or substr(published, 1, length(:until)) <= :until)
group by speaker
"""
NEWEST = """
select id from quotes
where (:since = '' or published >= :since) and (:until = '' or substr(published, 1, length(:until)) <= :until)
order by published desc, article desc, start, id limit 100
"""


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("periods") / "quotes.db"
    generate(str(made), 3000)
    return made


@pytest.fixture(scope="module")
def ask(path: Path) -> Ask:
    datasette = make_datasette(path)

    def asked(query: str, **params: str) -> list[dict[str, Any]]:
        answer = asyncio.run(datasette.client.get(f"/quotes/{query}.json", params={"_shape": "array"} | params))
        assert answer.status_code == 200, answer.text
        return list(answer.json())

    return asked


@pytest.mark.parametrize(("since", "until"), PERIODS)
def test_most_quoted(path: Path, ask: Ask, since: str, until: str) -> None:
    with closing(sqlite3.connect(path)) as db:
        counted = {row[0]: row[1:] for row in db.execute(COUNTED, {"since": since, "until": until})}
    found = ask("most_quoted", since=since, until=until)
    assert {one["speaker_id"]: (one["quotes"], one["articles"], one["outlets"]) for one in found} == counted
    assert [one["quotes"] for one in found] == sorted((one["quotes"] for one in found), reverse=True)


@pytest.mark.parametrize(("since", "until"), PERIODS)
def test_quotes_between(path: Path, ask: Ask, since: str, until: str) -> None:
    with closing(sqlite3.connect(path)) as db:
        newest = db.execute(NEWEST, {"since": since, "until": until}).fetchall()
    assert [one["id"] for one in ask("quotes_between", since=since, until=until)] == [row[0] for row in newest]
