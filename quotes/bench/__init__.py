"""What it costs: CPU seconds of the whole job against the parser alone and against textacy, as ratios."""

from quotes.bench.result import Bench
from quotes.bench.run import bench, enough
from quotes.bench.table import report

__all__ = ["Bench", "bench", "enough", "report"]
