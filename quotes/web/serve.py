"""Serve a database with Datasette, with `metadata.json` and settings that suit it."""

from __future__ import annotations

import asyncio
import gc
import json
import logging
import os
import socket
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import quotes
from quotes.errors import StoreError
from quotes.store import open_read_only
from quotes.web import DATABASE
from quotes.web.stock.inspect_file import inspect
from quotes.web.stock.sql_bounds import bound_memory

LARGE = 200_000  # quotations
SETTINGS = {
    "suggest_facets": False,  # facets cost a second a page with a million quotations
    "sql_time_limit_ms": 3000,
    "default_page_size": 50,
    "truncate_cells_html": 400,
    "allow_download": False,
    "max_csv_mb": 0,  # no bound: past one, Datasette would end a file as if it was whole
}


def metadata() -> dict[str, Any]:
    """Read titles, facets and canned queries: from the package once installed, or next to the package in a checkout."""
    package = Path(quotes.__file__).parent
    for path in (package / "metadata.json", package.parent / "metadata.json"):
        if path.is_file():
            return dict(json.loads(path.read_text(encoding="utf-8")))
    raise StoreError(f"{package}: metadata.json is missing; install quotes again")


def make_datasette(
    path: str | Path,
    *,
    sql: bool = True,
    cors: bool = False,
    open_extract: bool = False,
    open_reports: bool = False,
    tell: Callable[[str], object] | None = None,
) -> Any:
    """A Datasette over this file, as the database `quotes` whatever the file's name, with its inspect file.

    The file may be loaded into and corrected while it is served; if this process may not write to it, then by others.

    Args:
        sql: whether anybody may write SQL; the queries of `metadata.json` can always be run.
        cors: whether pages of other sites may read what is served without signing in.
        open_extract: whether anybody may have quotations found in a text, a few texts a minute.
        open_reports: whether readers may report errors to those who review, a few an hour.
        tell: called with a message when articles of an older version are about to be brought up to date.

    Raises:
        StoreError: the file is missing or not ours.
    """
    from datasette.app import Datasette

    from quotes.web.stock import in_order, tables
    from quotes.web.stock.counts import ServedDatabase

    tables.defuse()
    in_order.settle()
    path = Path(path)
    writable = _settle(path, tell)
    inspected = inspect(path)
    described = _described(path, open_extract=open_extract, open_reports=open_reports)
    settings = SETTINGS | {"default_allow_sql": sql}
    datasette = Datasette(metadata=described, settings=settings, inspect_data={DATABASE: inspected}, cors=cors)
    datasette.remove_database("_memory")
    datasette.add_database(ServedDatabase(datasette, path, inspected, writable=writable), name=DATABASE)
    return datasette


def _described(path: Path, **opened: bool) -> dict[str, Any]:
    """The metadata of this file, with what is open to everybody as the settings of our plugin."""
    described = metadata()
    if _is_large(path):
        _without_facets(described)
    settings = {name: True for name, is_open in opened.items() if is_open}
    return described | {"plugins": described.get("plugins", {}) | {DATABASE: settings}}


def _is_large(path: Path) -> bool:
    """Are there so many quotations that counting them by speaker, outlet, kind and rule takes long?"""
    with closing(open_read_only.connect(path, older=True)) as db:
        return int(db.execute("select coalesce(max(id), 0) from quotes").fetchone()[0]) > LARGE


def _without_facets(described: dict[str, Any]) -> None:
    """Count facets of a large database only if somebody asks for them, because they cost a second a page."""
    for table in described["databases"][DATABASE]["tables"].values():
        table.pop("facets", None)


def listen(host: str, port: int) -> socket.socket:
    """A socket at this address; port 0 for any that is free.

    Raises:
        StoreError: the address is taken or not ours.
    """
    try:
        family, *_, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listening = socket.create_server(address, family=family)
    except (OSError, OverflowError) as error:
        problem = getattr(error, "strerror", None) or error
        raise StoreError(f"cannot listen at {host}:{port}: {problem}; choose another --port") from error
    return listening


def run(datasette: Any, listening: socket.socket, names: frozenset[str]) -> None:
    """Answer requests until interrupted.

    Args:
        names: the host names that requests may use (`hosts.ours`).
    """
    import uvicorn

    from quotes.web import connections, hosts

    _quiet_log()
    bound_memory()
    app = hosts.only(datasette.app(), names)
    _keep_no_sessions(datasette)
    connections.Bounded.most_open = connections.most()
    config = uvicorn.Config(
        app,
        log_level="warning",
        lifespan="on",
        http=connections.Bounded,
        backlog=connections.BACKLOG,
        timeout_graceful_shutdown=connections.SHUTDOWN_SECONDS,
    )
    logging.getLogger("uvicorn.error").addFilter(connections.OnceAMinute())
    server = uvicorn.Server(config)
    gc.collect()
    gc.freeze()  # do not collect objects that live as long as the server: that delayed an answer by 100 ms
    with asyncio.Runner() as runner:
        runner.get_loop().set_exception_handler(connections.told_briefly)
        runner.run(server.serve(sockets=[listening]))


def _quiet_log() -> None:
    """Set up a plain log handler instead of one that an extra brings, which must import something to log a problem.

    What strangers can cause without end, in whichever package, is logged once a minute.
    """
    from quotes.web import connections

    handler = logging.StreamHandler()
    handler.addFilter(connections.OnceAMinute())
    plain = "%(levelname)s: %(message)s"
    logging.basicConfig(format=plain, level=logging.WARNING, handlers=[handler], force=True)
    logging.getLogger("mcp").setLevel(logging.WARNING)  # it logs every session


def _keep_no_sessions(datasette: Any) -> None:
    """Let the extra `mcp` keep no sessions: it would keep each for half an hour, and none of its tools needs that."""
    try:
        from datasette_mcp import _get_state
    except ImportError:
        return
    _get_state(datasette).server.session_manager.stateless = True


def _settle(path: Path, tell: Callable[[str], object] | None) -> bool:
    """Bring the file up to date and move its write-ahead log into it. Returns whether it can be written."""
    open_read_only.connect(path, older=True).close()
    if not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)):
        return False
    from quotes.store import open_to_write

    try:
        db = open_to_write.connect(path, tell=tell)
        open_to_write.checkpoint(db)
        db.close()
    except StoreError as error:  # a full disk, for example; the file can still be read
        if tell:
            tell(f"{error}; it is read-only until it is served again")
        return False
    return True
