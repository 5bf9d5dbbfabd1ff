"""Make views over parts in a DuckDB file, for more rows than one SQLite file can hold well.

The file holds no rows: `articles`, `quotes`, `topics` and `said` read the Parquet parts where they are.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from quotes.cluster.checks import Tell
from quotes.cluster.collect import Collected, check_parts, find_parts
from quotes.cluster.manifest import MANIFEST
from quotes.cluster.parts import FOLDER
from quotes.errors import ClusterError, StoreError

if TYPE_CHECKING:
    import duckdb

WORDS = """list_aggregate(list_transform({column}, lambda passage:
    substring(article_text, passage[1] + 1, passage[2] - passage[1])), 'string_agg', ' … ')"""
VIEWS = {
    "articles": """
select id, title, source as outlet, author, url, published, language, section, length,
  array_to_string(notes, '; ') as notes, text from read_parquet({files})""",
    "quotes": """
select q.text, q.kind, q.spans, q.cue as cue_spans, q.speaker_mention as mention_spans, q.speaker, q.speakers,
  q.speaker_kind, q.role, q.act, q.reported_by, q.rule, q.confidence, id as article_id, title, source as outlet,
  author, url, published, language, article_text
from (select unnest(quotes) as q, id, title, source, author, url, published, language, text as article_text
  from read_parquet({files}))""",
    "topics": """
select id as article_id, t.term, t.score from (select id, unnest(topics) as t from read_parquet({files}))""",
    "said": f"""
select published, speaker, role, act, text, kind, outlet, title, url, reported_by, rule, confidence,
  {WORDS.format(column="mention_spans")} as mention, {WORDS.format(column="cue_spans")} as cue,
  speaker as speaker_name, speaker_kind, article_id, author, language
from quotes""",
}


def attach(database: str | Path, given: Iterable[str], tell: Tell) -> Collected:
    """Make or replace the views over all parts. Speakers are not joined across articles.

    The views of a folder also include parts that are added later.

    Raises:
        ClusterError: something given is not a part, or has a schema that this version does not know.
        StoreError: DuckDB is not installed, or the file is not a DuckDB database.
    """
    given = list(given)
    collected = Collected()
    whole = check_parts(find_parts(given, collected, tell), collected, tell)
    if not whole:
        raise ClusterError(f"{', '.join(given)}: no part to make views over; run `quotes load-many` first")
    collected.parts = len(whole)
    conn = _open(database)
    try:
        files = ", ".join(_quoted(pattern) for pattern in _patterns(given))
        for name, sql in VIEWS.items():
            conn.execute(f"create or replace view {name} as {sql.format(files=f'[{files}]')}")
        rows = conn.execute("select count(*), count(distinct id) from articles").fetchone() or (0, 0)
    finally:
        conn.close()
    collected.saved["new"] = rows[0]
    if twice := rows[0] - rows[1]:
        tell(f"{twice:,} articles have an id that another has; the views have both")
    return collected


def _open(database: str | Path) -> duckdb.DuckDBPyConnection:
    try:
        import duckdb
    except ImportError as error:
        raise StoreError("DuckDB is not installed; install it with: pip install 'newsquotes[duckdb]'") from error
    try:
        return duckdb.connect(str(database))
    except duckdb.Error as error:
        reason = str(error).splitlines()[0]
        raise StoreError(f"{database}: cannot be opened as a DuckDB file ({reason}); give a new name") from error


def _patterns(given: Iterable[str]) -> list[str]:
    """The patterns for DuckDB to read: all parts of a folder, present and future, or single files."""
    paths = [Path(name).absolute() for name in given]
    return [str(path / FOLDER / "*.parquet") if (path / MANIFEST).is_file() else str(path) for path in paths]


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
