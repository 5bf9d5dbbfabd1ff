"""The SQL of the migrations m003, m007 and m010: the tables of people.

`speakers` holds one row for each person or organisation; namesakes have a row each. `names` says who is meant by each
name of an article. `aliases` are the names of a speaker, and `blocks` say where to look for candidates. `roles` and
`outlets` sum up `names`, by triggers. `offices` come from a list of known people, `corrections` from humans; `fixed` is
what humans decided about one name of one article, and `apart` are pairs of speakers who must never be joined.
`former_speakers` keeps the ids of removed speakers, with the one that each `became` (who may be removed as well): old
addresses lead there, and no id is given twice. `names.place` is the group in which a name is joined, and `stirred` are
the groups that have got new names since they were joined.
"""

from __future__ import annotations

#: Adds one row of `names` to the sums, or takes it out.
ADD = """
insert into roles (speaker, key, role, first, last, articles)
  select {row}.speaker, {row}.role_key, {row}.role, published, published, 1 from articles
  where id = {row}.article and {row}.role_key is not null
  on conflict (speaker, key) do update set articles = articles + 1,
    first = min(coalesce(first, excluded.first), coalesce(excluded.first, first)),
    last = max(coalesce(last, excluded.last), coalesce(excluded.last, last));
insert into outlets (speaker, outlet, first, last, articles)
  select {row}.speaker, coalesce(outlet, ''), published, published, 1 from articles where id = {row}.article
  on conflict (speaker, outlet) do update set articles = articles + 1,
    first = min(coalesce(first, excluded.first), coalesce(excluded.first, first)),
    last = max(coalesce(last, excluded.last), coalesce(excluded.last, last));
""".format(row="new")
TAKE = """
update roles set articles = articles - 1 where speaker = old.speaker and key = old.role_key;
delete from roles where speaker = old.speaker and key = old.role_key and articles < 1;
update outlets set articles = articles - 1 where speaker = old.speaker
  and outlet = (select coalesce(outlet, '') from articles where id = old.article);
delete from outlets where speaker = old.speaker and articles < 1;
"""

STATEMENTS = (
    "drop index if exists idx_speakers_key_kind",
    "create index idx_speakers_key on speakers (key, kind)",
    "alter table speakers add column gender text",
    "alter table speakers add column wikidata text",
    "alter table speakers add column pinned integer not null default 0",
    "create unique index idx_speakers_wikidata on speakers (wikidata) where wikidata is not null",
    "alter table quotes add column found_rule text",
    "alter table quotes add column found_confidence float",
    "create index idx_quotes_confidence on quotes (confidence)",
    "alter table names add column role_key text",
    "alter table names add column why text",
    "create index idx_names_undecided on names (speaker) where why = 'undecided'",
    """create table aliases (
  speaker integer not null references speakers(id) on delete cascade, key text not null, name text not null,
  kind text not null, source text not null, primary key (speaker, key, kind)) without rowid""",
    "create index idx_aliases_key on aliases (key)",
    """create table blocks (
  block text not null, speaker integer not null references speakers(id) on delete cascade,
  primary key (block, speaker)) without rowid""",
    "create index idx_blocks_speaker on blocks (speaker)",
    """create table roles (
  speaker integer not null references speakers(id) on delete cascade, key text not null, role text not null,
  first text, last text, articles integer not null, primary key (speaker, key)) without rowid""",
    "create index idx_roles_key on roles (key)",
    """create table outlets (
  speaker integer not null references speakers(id) on delete cascade, outlet text not null,
  first text, last text, articles integer not null, primary key (speaker, outlet)) without rowid""",
    """create table offices (
  id integer primary key, speaker integer not null references speakers(id) on delete cascade,
  key text not null, role text not null, first text, last text)""",
    "create unique index idx_offices_same on offices (speaker, key, coalesce(first, ''))",
    "create index idx_offices_key on offices (key)",
    """create table corrections (
  id integer primary key, made text not null, who text not null, action text not null, why text,
  article text, quote text, speaker integer, other integer, before text not null, after text not null, undone text)""",
    "create index idx_corrections_article on corrections (article)",
    "create index idx_corrections_speaker on corrections (speaker)",
    """create table fixed (
  article text not null, key text not null, kind text not null, speaker integer not null references speakers(id),
  correction integer not null references corrections(id), primary key (article, key, kind)) without rowid""",
    "create index idx_fixed_speaker on fixed (speaker)",
    """create table apart (
  one integer not null, other integer not null, correction integer not null references corrections(id),
  primary key (one, other)) without rowid""",
    f"create trigger names_join_ai after insert on names begin {ADD} end",
    f"create trigger names_join_ad after delete on names begin {TAKE} end",
    f"create trigger names_join_au after update of speaker, role_key on names begin {TAKE} {ADD} end",
)

#: Speakers that were removed before this table existed, as the log of corrections names them.
FORMER = (
    """insert into former_speakers (id, became)
  select gone.id, coalesce(
    (select speaker from corrections where action = 'merge' and other = gone.id and undone is null
      order by id desc limit 1),
    (select speaker from corrections where action = 'split' and other = gone.id and undone is not null
      order by id desc limit 1))
  from (select speaker as id from corrections union select other from corrections) as gone
  where gone.id is not null and gone.id not in (select id from speakers)""",
    """create trigger speakers_former_ad after delete on speakers begin
  insert into former_speakers (id, name) values (old.id, old.name); end""",
    """create trigger speakers_former_ai after insert on speakers begin
  delete from former_speakers where id = new.id; end""",
    "update quotes set confidence = null where rule = 'correction' and speaker is null",
)

#: Adds groups of names that are joined together, probabilities, and corrections that are part of another one.
TOGETHER = (
    "alter table names add column place text",
    "alter table names add column probability float",
    "create index idx_speakers_pinned on speakers (id) where pinned",
    "create index idx_names_place on names (place) where place is not null",
    "create table stirred (place text primary key, mentions integer not null) without rowid",
    "alter table corrections add column part_of integer references corrections(id)",
)
