"""Learn from gold: the weights that decide, and what they are worth on outlets that had no part in them."""

from quotes.fit.crossval import Fold, cross_validation, cross_validation_table
from quotes.fit.fitting import fit, fit_finding, fit_parsed

__all__ = ["Fold", "cross_validation", "cross_validation_table", "fit", "fit_finding", "fit_parsed"]
