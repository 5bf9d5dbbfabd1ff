"""Learn from gold the weights that decide, and measure them on outlets and corpora that had no part in fitting."""

from quotes.fit.crossval import Fold, corpus_table, corpus_validation, cross_validation, cross_validation_table
from quotes.fit.fitting import fit, fit_finding, fit_parsed

__all__ = [
    "Fold",
    "corpus_table",
    "corpus_validation",
    "cross_validation",
    "cross_validation_table",
    "fit",
    "fit_finding",
    "fit_parsed",
]
