"""Serve many clients at once: `python -m tools.load DB [--seconds 60] [--clients 64]`, with one of `tools.generate`.

It serves the database on loopback as `quotes serve` does, requests pages and API calls with wrk (Debian: apt install
wrk), and loads articles into it meanwhile; so give a copy. It prints requests, latencies, errors, and the server's
memory before and after.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tools.bench_web import cases
from tools.crash import write_sources

SCRIPT = """
local paths = {%s}
local at = 0
request = function()
  at = at + 1
  return wrk.format("GET", paths[at %% #paths + 1])
end
done = function(summary, latency)
  local wrong = summary.errors
  local function ms(share) return latency:percentile(share) / 1000 end
  io.write(string.format("| %%d | %%.0f | %%.0f | %%.0f | %%d | %%d |\\n", summary.requests, ms(50), ms(95), ms(99),
    wrong.status, wrong.connect + wrong.read + wrong.write + wrong.timeout))
end
"""
LEFT_OUT = "first byte"  # streams


def memory(pid: int, what: str) -> int:
    """MB of a process now (VmRSS) or at its peak (VmHWM)."""
    found = re.search(rf"{what}:\s+(\d+)", Path(f"/proc/{pid}/status").read_text(encoding="ascii"))
    assert found
    return int(found[1]) // 1024


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="python -m tools.load", description=__doc__)
    parser.add_argument("database")
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--clients", type=int, default=64)
    given = parser.parse_args()
    quotes = str(Path(sys.executable).with_name("quotes"))
    server = subprocess.Popen([quotes, "serve", given.database, "--port", "0"], stderr=subprocess.PIPE, text=True)
    with tempfile.TemporaryDirectory() as folder:
        try:
            assert server.stderr
            port = next(found[1] for line in server.stderr if (found := re.search(r":(\d+)/", line)))
            paths = [
                path for name, some in cases(given.database).items() if not name.startswith(LEFT_OUT) for path in some
            ]
            script = Path(folder, "paths.lua")
            script.write_text(SCRIPT % ",".join(f"[[{path}]]" for path in paths), encoding="utf-8")
            wrk = ["wrk", "-t2", "--timeout", "30s", "-s", str(script), f"http://127.0.0.1:{port}/"]
            subprocess.run([*wrk, "-c8", f"-d{max(given.seconds // 6, 2)}s"], check=True, stdout=subprocess.DEVNULL)
            before = memory(server.pid, "VmRSS")
            _, source = write_sources(Path(folder), 400)
            loading = subprocess.Popen([quotes, "load", given.database, str(source)], stderr=subprocess.DEVNULL)
            began = time.monotonic()
            sys.stdout.write(
                "| requests | p50 ms | p95 ms | p99 ms | status not 2xx | other errors |\n|--:|--:|--:|--:|--:|--:|\n"
            )
            sys.stdout.flush()
            asked = subprocess.run(
                [*wrk, f"-c{given.clients}", f"-d{given.seconds}s"], check=True, capture_output=True, text=True
            )
            sys.stdout.write("".join(line + "\n" for line in asked.stdout.splitlines() if line.startswith("|")))
            busy = "still ran" if loading.poll() is None else f"had ended with status {loading.returncode}"
            sys.stdout.write(f"after {time.monotonic() - began:.0f} s the load {busy}; ")
            loading.terminate()
            loading.wait()
            after, peak = memory(server.pid, "VmRSS"), memory(server.pid, "VmHWM")
            sys.stdout.write(f"the server's memory: {before} MB before, {after} MB after, {peak} MB at its peak\n")
        finally:
            server.terminate()
            server.wait()


if __name__ == "__main__":
    main()
