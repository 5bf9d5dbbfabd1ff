"""Print a benchmark as a table in plain text."""

from __future__ import annotations

from quotes.bench.result import Bench


def report(bench: Bench) -> str:
    """The table of a benchmark in plain text."""
    lines = [
        bench.machine,
        f"{bench.articles} articles, {bench.characters:,} characters, {bench.rounds} rounds; medians",
        "",
        "CPU seconds, as a ratio                                       median   lowest  highest",
    ]
    lines += [f"{r.what:60}  {r.median:6.2f}   {r.lowest:6.2f}   {r.highest:6.2f}" for r in bench.ratios]
    speed = bench.speedup
    lines += ["", f"the clock, {bench.processes} processes"]
    lines += [f"{speed.what:68}  {speed.median:6.2f}   {speed.lowest:6.2f}   {speed.highest:6.2f}"]
    lines += ["", "job                                 CPU ms an article   peak MB"]
    lines += [f"{c.what:36}  {c.per_article_ms:16.1f}   {c.peak_mb:7.0f}" for c in bench.costs]
    lines += ["", "whole commands                      CPU seconds"]
    lines += [f"{s.command:36}  {s.seconds:10.2f}" for s in bench.startup]
    return "\n".join(lines)
