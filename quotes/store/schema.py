"""The tables, by numbered migrations, and the view `said`.

`articles`, `speakers`, `names`, `quotes` and `topics` are tables; `said` is the view that everything reads:
one row for each quotation with its speaker and its article. A row has an INTEGER id and a content key, so that
saving the same article again changes nothing, and links to its quotations last. `quotes` repeats the date and
outlet of its article, so that an index can sort by them. `names` keeps what each article calls a speaker.

A new migration is a new function at the end, and its name in `open_read_only.SCHEMA`.
"""

from __future__ import annotations

from typing import Any

from sqlite_utils import Database, Migrations

from quotes.people.gender import told_by_name
from quotes.people.whole_role import whole
from quotes.store import count_tables, gender_tables, joint_tables, people_tables, repeat_tables, repeats

migrations = Migrations("quotes")

ARTICLE_FIELDS = ("title", "outlet", "author", "url", "published", "language")
# Subqueries, not joins: SQLite would carry out joins just to count the rows of a view, which takes a second a page.
SAID_BY = """
select quotes.id, quotes.published, (select name from speakers where id = quotes.speaker){together} as speaker,
  quotes.role, quotes.act, quotes.text, quotes.kind, quotes.outlet,
  (select title from articles where id = quotes.article) as title,
  (select url from articles where id = quotes.article) as url, quotes.reported_by, quotes.rule, quotes.confidence,
  quotes.mention, quotes.cue, {name} as speaker_name, {kind} as speaker_kind, quotes.speaker as speaker_id,
  quotes.article as article_id, (select author from articles where id = quotes.article) as author,
  (select language from articles where id = quotes.article) as language
from quotes
"""
SAID = SAID_BY.format(together="", name="quotes.speaker_name", kind="quotes.speaker_kind")
#: The joint wording, for several who speak together.
SAID_TOGETHER = SAID_BY.format(
    together=f" || {joint_tables.TOGETHER_TODAY}",
    name=f"quotes.speaker_name || {joint_tables.TOGETHER_HERE}",
    kind="iif(exists (select 1 from joint_speakers where quote = quotes.id), 'group', quotes.speaker_kind)",
)


@migrations()
def m001_initial(db: Database) -> None:
    """Every table, index and search index of the first release, and the view `said`."""
    _make_articles(db)
    _make_speakers(db)
    _make_quotes(db)
    _make_topics(db)
    _index_words(db, "quotes", ["text"], "porter unicode61 remove_diacritics 2")
    _index_words(db, "articles", ["title", "text"], "porter unicode61 remove_diacritics 2")
    _index_words(db, "speakers", ["name"], "unicode61 remove_diacritics 2")
    db.create_view("said", SAID)


@migrations()
def m003_people(db: Database) -> None:
    """Add people: their names, roles and blocking keys, and the corrections that humans made."""
    for statement in people_tables.STATEMENTS:
        db.execute(statement)


@migrations()
def m004_counts(db: Database) -> None:
    """Add stored counts of speakers, months and outlets, and indexes for look-ups."""
    for statement in count_tables.STATEMENTS:
        db.execute(statement)


@migrations()
def m005_view(db: Database) -> None:
    """Define the view `said` in such a way that counting its rows is fast."""
    db.create_view("said", SAID, replace=True)


@migrations()
def m006_days(db: Database) -> None:
    """Add an index that counts the speakers of a period without reading their quotations."""
    db.table("quotes").create_index(["published", "speaker"])


@migrations()
def m007_former(db: Database) -> None:
    """Add the table of where the ids of removed speakers lead; clear the confidence of quotations without a speaker."""
    db.table("former_speakers").create({"id": int, "name": str, "became": int}, pk="id")
    for statement in people_tables.FORMER:
        db.execute(statement)


@migrations()
def m008_act(db: Database) -> None:
    """Add the act of a quotation (states, denies, asks, promises, demands, accuses), and an index of roles."""
    db.execute("alter table quotes add column act text not null default 'states'")
    db.table("quotes").create_index(["act", "published"])
    db.execute("create index idx_quotes_role on quotes (role, published) where role is not null")
    db.create_view("said", SAID, replace=True)


@migrations()
def m009_joint(db: Database) -> None:
    """Add joint speakers: several people who say the same words; the quotation is each one's."""
    for statement in joint_tables.STATEMENTS:
        db.execute(statement)
    db.create_view("said", SAID_TOGETHER, replace=True)


@migrations()
def m010_together(db: Database) -> None:
    """Add groups of names that are joined together, probabilities, and corrections of several people at once."""
    for statement in people_tables.TOGETHER:
        db.execute(statement)


@migrations()
def m013_rare_acts(db: Database) -> None:
    """Leave statements, which nearly all quotations are, out of the index of acts: there it cost more than it saved."""
    db.execute("drop index if exists idx_quotes_act_published")
    db.execute("create index idx_quotes_rare_act on quotes (act, published) where act <> 'states'")


@migrations()
def m014_gender(db: Database) -> None:
    """Add the gender of speakers, from titles, pronouns, roles and first names, with the evidence for and against."""
    gender_tables.make(db)


@migrations()
def m015_archive(db: Database) -> None:
    """Add section and length of articles, as an archive gives them, and notes on what was mended or is missing."""
    for column in ("section text", "length integer", "notes text"):
        db.execute(f"alter table articles add column {column}")


@migrations()
def m016_repeats(db: Database) -> None:
    """Add statements that several articles carry, found in all that is stored; index sources that are not persons."""
    for statement in repeat_tables.STATEMENTS:
        db.execute(statement)
    repeats.make(db)


@migrations()
def m017_reports(db: Database) -> None:
    """Add the errors that readers report, which wait until an editor has settled them."""
    reports = db.table("reports")
    told = dict.fromkeys(("made", "article", "quote", "words", "what", "who", "note"), str)
    settled = dict.fromkeys(("settled", "settled_by", "outcome"), str)
    reports.create({"id": int} | told | settled, pk="id", not_null=set(told))
    db.execute("create index idx_reports_waiting on reports (article, quote) where settled is null")


@migrations()
def m018_waiting(db: Database) -> None:
    """Add the day since when a group of names has waited to be joined; join people again by today's kinds and roles."""
    db.execute("alter table stirred add column since text")


@migrations()
def m019_undated(db: Database) -> None:
    """Index quotations of articles without a day, which lists show last, article by article."""
    db.execute("create index idx_quotes_undated on quotes (article, start) where published is null")


@migrations()
def m020_kinds(db: Database) -> None:
    """Weigh the gender of a speaker with one look at the evidence; join people again by today's kinds and roles."""
    gender_tables.renew_triggers(db)


@migrations()
def m021_figures(db: Database) -> None:
    """Index all that figures count by day, so that nothing else is read however few quotations meet a filter."""
    counted = ("published", "kind", "speaker_kind", "confidence", "speaker", "outlet", "act")
    db.table("quotes").create_index(counted, index_name="idx_quotes_figures")


@migrations()
def m023_names(db: Database) -> None:
    """Join people again by today's kinds and roles."""


@migrations()
def m024_all_filters(db: Database) -> None:
    """Index all columns that filters ask for by day, in place of the day alone, so that any of them can be combined."""
    columns = ("published", "kind", "speaker_kind", "confidence", "speaker", "outlet", "act", "role", "rule")
    for name in ("figures", "published"):
        db.execute(f"drop index if exists idx_quotes_{name}")
    db.table("quotes").create_index(columns, index_name="idx_quotes_filters")


@migrations()
def m025_kinds(db: Database) -> None:
    """Join people again by today's kinds and roles."""


@migrations()
def m026_latest(db: Database) -> None:
    """Add a table of the latest hashes of words, which keeps saving cheap; leave out what is no role; join again."""
    db.execute(repeat_tables.LATEST)
    db.conn.create_function("whole_role", 3, whole, deterministic=True)
    told = "whole_role(role, speaker_name, speaker_kind)"
    db.execute(f"update quotes set role = {told} where role is not null and role is not {told}")


@migrations()
def m027_surnames(db: Database) -> None:
    """Join people again by today's kinds, roles and surnames, of which some stand first ('Seo Dae-ho')."""
    db.execute("update names set place = null where name like '% %'")


@migrations()
def m028_kinds(db: Database) -> None:
    """Join people again by today's kinds, roles and first names; a surname that may stand first tells no gender."""
    db.execute("update names set place = null where name like '% %'")
    db.conn.create_function("told_by_name", 2, told_by_name, deterministic=True)
    db.execute("update names set tells = told_by_name(name, kind) where tells is not told_by_name(name, kind)")
    db.conn.create_function("whole_role", 3, whole, deterministic=True)
    told = "whole_role(role, speaker_name, speaker_kind)"
    db.execute(f"update quotes set role = {told} where role is not null and role is not {told}")


def _make_articles(db: Database) -> None:
    columns = dict.fromkeys(("key", *ARTICLE_FIELDS, "text"), str)
    hashes = dict.fromkeys(("content_hash", "quotes_hash", "version", "model", "saved"), str)
    articles = db.table("articles")
    articles.create({"id": int} | columns | hashes, pk="id", not_null={"key", "text"})
    articles.create_index(["key"], unique=True)
    articles.create_index(["published"])


def _make_speakers(db: Database) -> None:
    speakers = db.table("speakers")
    speakers.create({"id": int, "name": str, "kind": str, "key": str}, pk="id", not_null={"name", "kind", "key"})
    speakers.create_index(["key", "kind"], unique=True)
    names = db.table("names")
    names.create(
        {"id": int, "article": int, "name": str, "kind": str, "role": str, "speaker": int},
        pk="id",
        not_null={"article", "name", "kind", "speaker"},
        foreign_keys=[("article", "articles", "id"), ("speaker", "speakers", "id")],
    )
    names.create_index(["article", "name", "kind"], unique=True)
    names.create_index(["speaker"])


def _make_quotes(db: Database) -> None:
    ids: dict[str, Any] = {"id": int, "text": str, "kind": str, "speaker": int, "article": int}
    described = dict.fromkeys(("published", "outlet", "speaker_name", "speaker_kind", "role", "reported_by"), str)
    reason = {"mention": str, "cue": str, "rule": str, "confidence": float}
    places = {"start": int, "spans": str, "mention_spans": str, "cue_spans": str, "key": str}
    quotes = db.table("quotes")
    quotes.create(
        ids | described | reason | places,
        pk="id",
        not_null={"text", "kind", "article", "key"},
        foreign_keys=[("speaker", "speakers", "id"), ("article", "articles", "id")],
    )
    quotes.create_index(["article", "key"], unique=True)
    for columns in (["speaker", "published"], ["outlet", "published"], ["published"]):
        quotes.create_index(columns)


def _make_topics(db: Database) -> None:
    topics = db.table("topics")
    topics.create(
        {"article": int, "term": str, "score": float},
        pk=("article", "term"),
        foreign_keys=[("article", "articles", "id")],
    )
    topics.create_index(["term"])


def _index_words(db: Database, table: str, columns: list[str], tokenize: str) -> None:
    """Add full-text search that triggers keep up to date; updates of other columns do not touch the index."""
    indexed = db.table(table)
    indexed.enable_fts(columns, create_triggers=True, tokenize=tokenize)
    (trigger,) = (trigger for trigger in indexed.triggers if trigger.name == f"{table}_au")
    db.execute(f"drop trigger {table}_au")
    db.execute(trigger.sql.replace("AFTER UPDATE ON", f"AFTER UPDATE OF {', '.join(columns)} ON", 1))
