"""Statements that several articles carry, in SQL: what migration m016 does.

`repeats` has a row for each quotation whose words another one has too, nearly or in full; those of one `statement`
belong together. `repeat_keys` are hashes of runs of words, by which quotations that may be alike are found.
`store.repeats` fills both. Most quotations have no row in `repeats`.
"""

from __future__ import annotations

STATEMENTS = (
    """create table repeats (
  quote integer primary key references quotes(id), statement integer not null)""",
    "create index idx_repeats_statement on repeats (statement)",
    "create table repeat_keys (key integer not null, quote integer not null, primary key (key, quote)) without rowid",
    "create trigger quotes_repeats_bd before delete on quotes begin delete from repeats where quote = old.id; end",
    # As most are of persons, an index of the others alone.
    """create index idx_quotes_source on quotes (speaker_kind, published)
  where speaker_kind <> 'person'""",
)
