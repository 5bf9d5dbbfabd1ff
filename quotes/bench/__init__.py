"""Measure the cost of the whole job in CPU seconds, as ratios to the parser alone and to textacy."""

from quotes.bench.result import Bench
from quotes.bench.run import bench, enough
from quotes.bench.table import report

__all__ = ["Bench", "bench", "enough", "report"]
