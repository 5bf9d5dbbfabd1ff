"""The SQL of migration m016: statements that several articles carry.

`repeats` has a row for each quotation whose words, or nearly the same words, another quotation has too; those of one
`statement` belong together. `repeat_keys` are hashes of runs of words, to find quotations that may be alike; those of
the latest quotations are in `repeat_latest` (migration m026), until there are enough to be written in one go.
`store.repeats` fills both. Most quotations have no row in `repeats`.
"""

from __future__ import annotations

STATEMENTS = (
    """create table repeats (
  quote integer primary key references quotes(id), statement integer not null)""",
    "create index idx_repeats_statement on repeats (statement)",
    "create table repeat_keys (key integer not null, quote integer not null, primary key (key, quote)) without rowid",
    "create trigger quotes_repeats_bd before delete on quotes begin delete from repeats where quote = old.id; end",
    # Most quotations are of persons, so this index is only of the others.
    """create index idx_quotes_source on quotes (speaker_kind, published)
  where speaker_kind <> 'person'""",
)
LATEST = """create table repeat_latest (
  key integer not null, quote integer not null, primary key (key, quote)) without rowid"""
