"""The SQL of migration m004: kept counts, and indexes for look-ups.

`speaker_counts`, `speaker_months` and `outlet_counts` sum up `quotes`, by triggers: counting a million rows for every
page would take a second.
"""

from __future__ import annotations

#: Adds one row of `quotes` to the counts, or takes it out.
ADD = """
insert into speaker_counts (speaker, quotes, articles) select new.speaker, 1, 1 where new.speaker is not null
  on conflict (speaker) do update set quotes = quotes + 1, articles = articles + {first};
insert into speaker_months (speaker, month, quotes) select new.speaker, substr(new.published, 1, 7), 1
  where new.speaker is not null and new.published is not null
  on conflict (speaker, month) do update set quotes = quotes + 1;
insert into outlet_counts (outlet, quotes) values (coalesce(new.outlet, ''), 1)
  on conflict (outlet) do update set quotes = quotes + 1;
"""
TAKE = """
update speaker_counts set quotes = quotes - 1, articles = articles - {last} where speaker = old.speaker;
delete from speaker_counts where speaker = old.speaker and quotes < 1;
update speaker_months set quotes = quotes - 1 where speaker = old.speaker and month = substr(old.published, 1, 7);
delete from speaker_months where speaker = old.speaker and month = substr(old.published, 1, 7) and quotes < 1;
update outlet_counts set quotes = quotes - 1 where outlet = coalesce(old.outlet, '');
delete from outlet_counts where outlet = coalesce(old.outlet, '') and quotes < 1;
"""
#: Whether it is, or was, the speaker's only quotation in that article.
FIRST = "((select count(*) from quotes where speaker = new.speaker and article = new.article) = 1)"
LAST = "((select count(*) from quotes where speaker = old.speaker and article = old.article) = 0)"
MOVED = "(new.speaker, new.article) is not (old.speaker, old.article)"
CHANGED = """(new.speaker, new.article, new.published, new.outlet)
  is not (old.speaker, old.article, old.published, old.outlet)"""

STATEMENTS = (
    "create table speaker_counts (speaker integer primary key, quotes integer not null, articles integer not null)",
    "create index idx_speaker_counts_quotes on speaker_counts (quotes)",
    """create table speaker_months (
  speaker integer not null, month text not null, quotes integer not null,
  primary key (speaker, month)) without rowid""",
    "create table outlet_counts (outlet text primary key, quotes integer not null) without rowid",
    """insert into speaker_counts select speaker, count(*), count(distinct article) from quotes
  where speaker is not null group by speaker""",
    """insert into speaker_months select speaker, substr(published, 1, 7), count(*) from quotes
  where speaker is not null and published is not null group by 1, 2""",
    "insert into outlet_counts select coalesce(outlet, ''), count(*) from quotes group by 1",
    f"create trigger quotes_count_ai after insert on quotes begin {ADD.format(first=FIRST)} end",
    f"create trigger quotes_count_ad after delete on quotes begin {TAKE.format(last=LAST)} end",
    f"""create trigger quotes_count_au after update of speaker, article, published, outlet on quotes when {CHANGED}
  begin {ADD.format(first=f"({MOVED} and {FIRST})")} {TAKE.format(last=f"({MOVED} and {LAST})")} end""",
    "drop index idx_quotes_confidence",
    "create index idx_quotes_confidence on quotes (confidence, published)",
    "create index idx_quotes_rule on quotes (rule, published)",
    "create index idx_quotes_speaker_article on quotes (speaker, article)",
    "create index idx_speakers_name on speakers (name)",
)
