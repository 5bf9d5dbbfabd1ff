"""Kept counts are what counting would give, whatever happens to quotations."""

from __future__ import annotations

import random

import pytest
from sqlite_utils import Database

from quotes.store.schema import migrations

#: Each quotation once for each who says it, alone or with others.
BY_ALL = """
select id, article, published, speaker as who from quotes union
select id, quotes.article, published, joint_speakers.speaker from joint_speakers join quotes on id = quote
"""
COUNTED = {
    "speaker_counts": f"select who, count(*), count(distinct article) from ({BY_ALL}) where who > 0 group by 1",
    "speaker_months": f"""select who, substr(published, 1, 7), count(*) from ({BY_ALL})
        where who > 0 and published is not null group by 1, 2""",
    "outlet_counts": "select coalesce(outlet, ''), count(*) from quotes group by 1",
}
DAYS, OUTLETS, SPEAKERS = ("2026-03-01", "2026-03-09", "2026-04", None), ("Tarn Post", None), (1, 2, 3, None)
INSERT = """
insert into quotes (text, kind, article, key, speaker, published, outlet) values ('x', 'direct', ?, ?, ?, ?, ?)
"""
JOIN = """
insert or ignore into joint_speakers (quote, place, article, name, kind, speaker)
select id, ?, article, 'a', 'person', ? from quotes where id % 3 = ?
"""
UPDATES = ("update quotes set {} = ? where id % 7 = ?", "update quotes set {} = ? where article = ?")


@pytest.mark.parametrize("seed", range(8))
def test_counts_follow_every_change(seed: int) -> None:
    luck = random.Random(seed)
    db = Database(memory=True)
    migrations.apply(db)
    for number in (1, 2, 3):
        db.execute("insert into speakers (id, name, kind, key) values (?, 'a', 'person', 'a')", [number])
        db.execute("insert into articles (id, key, text) values (?, ?, '')", [number, str(number)])
    for step in range(80):
        change = luck.random()
        if change < 0.6:
            row = [luck.choice((1, 2)), str(step), luck.choice(SPEAKERS), luck.choice(DAYS), luck.choice(OUTLETS)]
            db.execute(INSERT, row)
        elif change < 0.8:
            column, values = luck.choice((("speaker", SPEAKERS), ("published", DAYS), ("outlet", OUTLETS)))
            db.execute(luck.choice(UPDATES).format(column), [luck.choice(values), luck.choice((1, 2))])
        elif change < 0.9:
            join(db, luck)
        else:
            db.execute("delete from quotes where id % 5 = ?", [luck.randrange(5)])
        for table, sql in COUNTED.items():
            assert set(db.execute(f"select * from {table}")) == set(db.execute(sql)), (step, table)
        assert set(db.execute("select id, article, published, by from spoken")) == set(db.execute(BY_ALL))
        assert len(list(db.execute("select 1 from spoken"))) == len(list(db.execute(BY_ALL)))


def join(db: Database, luck: random.Random) -> None:
    """Somebody says some quotations too, is somebody else, or does not."""
    who, some = luck.choice((1, 2, 3)), luck.randrange(3)
    sql, values = luck.choice(
        [
            (JOIN, [luck.choice((1, 2)), who, some]),
            (JOIN, [luck.choice((1, 2)), who, some]),
            ("update joint_speakers set speaker = ? where quote % 3 = ?", [who, some]),
            ("delete from joint_speakers where quote % 3 = ? and place = ?", [some, luck.choice((1, 2))]),
        ]
    )
    db.execute(sql, values)
