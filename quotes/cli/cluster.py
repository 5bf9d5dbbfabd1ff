"""The commands for many machines: load-many and collect."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from quotes.cli.extract import INTERRUPTED, counted, how_found
from quotes.cli.output import explains_errors, put_json, say
from quotes.cli.progress import progress
from quotes.cli.sources import Intake, read_chosen, source_options
from quotes.errors import SourceError
from quotes.models import Article

if TYPE_CHECKING:
    from distributed import Client

    from quotes.cluster.collect import Collected
    from quotes.cluster.manifest import Manifest
    from quotes.cluster.recipe import Recipe
    from quotes.cluster.run import ClusterRun, Summary

ONE_RECORD = re.compile(r"(:\d+|, article \d+)$")  # the place of a line or an article in a source


@dataclass
class Accounts(Intake):
    """A tally that also writes to the manifest what could not be read.

    Attributes:
        broken: whether a source could not be read to its end.
    """

    manifest: Manifest | None = None
    broken: bool = False

    def skip(self, error: SourceError) -> None:
        super().skip(error)
        self.broken |= not ONE_RECORD.search(error.where)
        if self.manifest and (error.where, str(error.problem)) not in self.manifest.skipped:
            self.manifest.add("skipped", where=error.where, problem=str(error.problem))


@click.command("load-many")
@click.argument("out", metavar="OUT", type=click.Path(path_type=Path))
@source_options
@click.option(
    "--scheduler", metavar="ADDRESS", help="A Dask scheduler (tcp://host:8786); by default one is started here."
)
@click.option(
    "--workers", type=click.IntRange(min=1), help="Workers to start here, of one thread; by default the cores."
)
@click.option(
    "--memory-limit", default="2GB", show_default=True, help="Most memory of each worker that is started here."
)
@click.option("--partition-size", type=click.IntRange(min=1), help="Most articles of a part; by default 200.")
@click.option("--retry-failed", is_flag=True, help="Do partitions again in which articles failed.")
@click.option("--json", "as_json", is_flag=True, help="Print the summary as JSON on stdout.")
@explains_errors
def load_many(out: Path, sources: tuple[str, ...], as_json: bool, **options: Any) -> None:
    """Find quotations on many processes or machines, into Parquet parts.

    OUT is a folder that all workers see under the same path. Run again, the same command makes only the parts
    that are missing or damaged. `quotes collect` brings the parts into a database.

    Example:

    \b
        quotes load-many parts/ news-*.jsonl.gz --workers 8
        quotes load-many /shared/parts /shared/news/ --scheduler tcp://10.0.0.5:8786
        quotes collect news.db /shared/parts
    """
    from quotes.cluster import checks

    checks.need_dask()
    accounts = Accounts()
    checks.check_out(out, say, expected=checks.source_bytes(sources))
    try:
        with ExitStack() as stack:
            summary = _carry_out(out, sources, options, accounts, stack)
    except KeyboardInterrupt:
        say(f"stopped; what is done is in {out}. Run the same command again to go on.")
        sys.exit(INTERRUPTED)
    _tell(out, summary, accounts, as_json)
    sys.exit(1 if accounts.skipped or summary.failed or summary.noted or summary.undone else 0)


def _carry_out(
    out: Path, sources: tuple[str, ...], options: dict[str, Any], accounts: Accounts, stack: ExitStack
) -> Summary:
    from quotes.cluster import manifest
    from quotes.cluster.run import ClusterRun, carry_out

    accounts.manifest = stack.enter_context(manifest.writing(out))
    client = _client(options, stack)
    weights = _share_weights(out, options["weights"])
    recipe = _recipe(client, out, options, weights)
    manifest.keep_recipe(out, recipe)
    advance = stack.enter_context(progress(lambda: None))
    run = ClusterRun(client, accounts.manifest, recipe, weights, tell=say, advance=advance)
    run.retry_failed = options["retry_failed"]
    return carry_out(run, ((source, _read(source, run, options, accounts)) for source in sources))


def _client(options: dict[str, Any], stack: ExitStack) -> Client:
    from quotes.cluster import checks
    from quotes.parallel.pool import cores

    if options["scheduler"]:
        return stack.enter_context(checks.connect(options["scheduler"]))
    workers = options["workers"] or cores()
    say(f"starting {counted(workers, 'worker')} here, of one thread and at most {options['memory_limit']} each")
    return stack.enter_context(checks.start_here(workers, options["memory_limit"]))


def _share_weights(out: Path, given: str | None) -> Path | None:
    """Copy the weights to the shared folder, where every worker finds them."""
    from quotes.cluster.parts import replace_file
    from quotes.cluster.recipe import weights_digest
    from quotes.extraction.weights import load_weights

    if given is None:
        return None
    load_weights("en", given)  # raises if they are invalid
    shared = out / f"weights-{weights_digest(given)}.json"
    replace_file(shared, Path(given).read_bytes())
    return shared


def _recipe(client: Client, out: Path, options: dict[str, Any], weights: Path | None) -> Recipe:
    """How this run finds quotations, according to the workers; an earlier run in the folder sets the partition size."""
    from quotes.cluster import checks, manifest
    from quotes.cluster.partition import MOST_ARTICLES
    from quotes.cluster.recipe import Recipe
    from quotes.extraction.rules_version import VERSION

    before = manifest.read_recipe(out)
    found = checks.check_workers(client, out, options["model"], weights, say)
    return Recipe(
        **found,
        model=options["model"] or "default",
        min_confidence=options["min_confidence"],
        partition_size=options["partition_size"] or (before.partition_size if before else MOST_ARTICLES),
        saved_as=how_found(options, VERSION)[1],
    )


def _read(source: str, run: ClusterRun, options: dict[str, Any], accounts: Accounts) -> Iterator[Article]:
    """Yield the chosen articles of one source, and note if it was not read whole, so that its old parts are kept."""
    limit = options["limit"]
    left = None if limit is None else limit - run.summary.articles
    if left == 0:
        return
    accounts.broken = False
    yield from read_chosen([source], options | {"limit": left}, accounts)
    if accounts.broken or limit or options["since"] or options["where"]:
        run.unread.add(source)


def _tell(out: Path, summary: Summary, accounts: Accounts, as_json: bool) -> None:
    if as_json:
        put_json({**vars(summary), "skipped": accounts.skipped})
        return
    noted = f", {summary.noted:,} without quotations" if summary.noted else ""
    undone = f", {summary.undone:,} left undone" if summary.undone else ""
    apart = f"{noted}{undone}; {accounts.skipped:,} inputs skipped"
    say(
        f"{counted(summary.articles, 'article')} read: {summary.found:,} found in {counted(summary.parts, 'part')},"
        f" {summary.kept:,} there already, {summary.failed:,} failed{apart}"
    )
    if accounts.left_out.by:
        say(accounts.left_out)
    say(f"next: quotes collect DB {out}")


# No --processes: every worker is a process, and --workers or the scheduler says how many there are.
load_many.params = [parameter for parameter in load_many.params if parameter.name != "processes"]


@click.command()
@click.argument("database", metavar="DB", type=click.Path())
@click.argument("given", nargs=-1, required=True, metavar="PARTS...", type=click.Path())
@click.option(
    "--duckdb", is_flag=True, help="Make DB a DuckDB file with views over the parts, which stay where they are."
)
@click.option("--json", "as_json", is_flag=True, help="Print the summary as JSON on stdout.")
@explains_errors
def collect(database: str, given: tuple[str, ...], duckdb: bool, as_json: bool) -> None:
    """Bring the parts of load-many into a database.

    PARTS are folders that load-many made, or single Parquet files of them. Run again, it goes on; articles that
    are there already are passed over. People are joined across articles, as `quotes load` does.

    Example:

    \b
        quotes collect news.db parts/
        quotes collect news.duckdb parts/ --duckdb
    """
    try:
        collected = _collect(database, given, duckdb)
    except KeyboardInterrupt:
        say(f"stopped; what is saved is in {database}. Run the same command again to go on.")
        sys.exit(INTERRUPTED)
    totals = {**collected.saved, "parts": collected.parts, "bad_parts": collected.bad, "failed": collected.failed}
    if as_json:
        put_json(totals)
    elif duckdb:
        say(f"{database} has the views {', '.join(_views())} over {counted(collected.saved['new'], 'article')}")
    else:
        saved = ", ".join(f"{count:,} {outcome}" for outcome, count in collected.saved.items())
        say(f"{counted(collected.parts, 'part')}: {saved}")
    sys.exit(1 if collected.bad else 0)


def _collect(database: str, given: tuple[str, ...], duckdb: bool) -> Collected:
    from quotes.cluster.checks import need_dask

    need_dask()
    if duckdb:
        from quotes.cluster.duck import attach

        return attach(database, given, say)
    from quotes.cluster.collect import collect as save_all

    with progress(lambda: None) as advance:
        return save_all(database, given, say, advance=advance)


def _views() -> tuple[str, ...]:
    from quotes.cluster.duck import VIEWS

    return tuple(VIEWS)
