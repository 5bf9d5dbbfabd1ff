"""Score predictions against gold: figures, errors, rewritten gold, and another system for comparison.

gold = read_gold("gold.jsonl")
result = evaluate(gold, predict(gold, extract_many))
"""

from quotes.evaluate.baseline import Baseline, textacy_baseline
from quotes.evaluate.calibration import calibrate, draw_curve
from quotes.evaluate.gold import GoldArticle, GoldQuote, read_gold
from quotes.evaluate.people import evaluate_people
from quotes.evaluate.predict import evaluate_stress, predict
from quotes.evaluate.result import Calibration, Group, Judgement, PeopleResult, Result, WhoResult
from quotes.evaluate.score import evaluate
from quotes.evaluate.stress import STRESS, rewrite
from quotes.evaluate.table import error_report, people_report, report, stress_report, who_report
from quotes.evaluate.who import evaluate_who, read_who

__all__ = [
    "STRESS",
    "Baseline",
    "Calibration",
    "GoldArticle",
    "GoldQuote",
    "Group",
    "Judgement",
    "PeopleResult",
    "Result",
    "WhoResult",
    "calibrate",
    "draw_curve",
    "error_report",
    "evaluate",
    "evaluate_people",
    "evaluate_stress",
    "evaluate_who",
    "people_report",
    "predict",
    "read_gold",
    "read_who",
    "report",
    "rewrite",
    "stress_report",
    "textacy_baseline",
    "who_report",
]
