"""Fit weights on gold, and cross-validate them on held-out outlets."""

from quotes.fit.crossval import Fold, cross_validation, cross_validation_table
from quotes.fit.fitting import fit, fit_finding, fit_parsed

__all__ = ["Fold", "cross_validation", "cross_validation_table", "fit", "fit_finding", "fit_parsed"]
