"""Kept counts are what counting would give, whatever happens to quotations."""

from __future__ import annotations

import random

import pytest
from sqlite_utils import Database

from quotes.store.schema import migrations

COUNTED = {
    "speaker_counts": "select speaker, count(*), count(distinct article) from quotes where speaker > 0 group by 1",
    "speaker_months": """select speaker, substr(published, 1, 7), count(*) from quotes
        where speaker > 0 and published is not null group by 1, 2""",
    "outlet_counts": "select coalesce(outlet, ''), count(*) from quotes group by 1",
}
DAYS, OUTLETS, SPEAKERS = ("2026-03-01", "2026-03-09", "2026-04", None), ("Tarn Post", None), (1, 2, None)
INSERT = """
insert into quotes (text, kind, article, key, speaker, published, outlet) values ('x', 'direct', ?, ?, ?, ?, ?)
"""
UPDATES = ("update quotes set {} = ? where id % 7 = ?", "update quotes set {} = ? where article = ?")


@pytest.mark.parametrize("seed", range(8))
def test_counts_follow_every_change(seed: int) -> None:
    luck = random.Random(seed)
    db = Database(memory=True)
    migrations.apply(db)
    for number in (1, 2):
        db.execute("insert into speakers (id, name, kind, key) values (?, 'a', 'person', 'a')", [number])
        db.execute("insert into articles (id, key, text) values (?, ?, '')", [number, str(number)])
    for step in range(60):
        change = luck.random()
        if change < 0.6:
            row = [luck.choice((1, 2)), str(step), luck.choice(SPEAKERS), luck.choice(DAYS), luck.choice(OUTLETS)]
            db.execute(INSERT, row)
        elif change < 0.8:
            column, values = luck.choice((("speaker", SPEAKERS), ("published", DAYS), ("outlet", OUTLETS)))
            db.execute(luck.choice(UPDATES).format(column), [luck.choice(values), luck.choice((1, 2))])
        else:
            db.execute("delete from quotes where id % 5 = ?", [luck.randrange(5)])
        for table, sql in COUNTED.items():
            assert set(db.execute(f"select * from {table}")) == set(db.execute(sql)), (step, table)
