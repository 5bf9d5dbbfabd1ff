"""One table of rules: each that a row may name has its sentence for readers, and no sentence is of another."""

from __future__ import annotations

from typing import get_args

import pytest

from quotes.extraction.attribute.rules import LAYOUT, RULES, Rule
from quotes.extraction.attribute.rules.surroundings import lead_in
from quotes.extraction.cues.cue import Shape
from quotes.extraction.lexicon import load_lexicon
from quotes.extraction.pipeline import read_article
from quotes.extraction.reasons import REPORT, UNSETTLED, reason, sentences
from quotes.people import RULE as KNOWN_ROLE
from quotes.people.corrections.quotations import RULE as CORRECTION
from tests.parses import doc

ATTRIBUTION = (*LAYOUT, *RULES)


def test_each_rule_that_a_row_may_name_has_a_sentence() -> None:
    attribution = {rule.name for rule in ATTRIBUTION}
    reports = {REPORT + shape for shape in get_args(Shape)}
    assert set(sentences()) == attribution | reports | {UNSETTLED, KNOWN_ROLE, CORRECTION}


@pytest.mark.parametrize("rule", ATTRIBUTION, ids=lambda rule: rule.name)
def test_the_docstring_of_a_rule_is_the_sentence_it_handles(rule: Rule) -> None:
    assert rule.function.__doc__ and rule.sentence == sentences()[rule.name]


def test_a_rule_of_an_older_version_is_named() -> None:
    assert reason("beside_verb") == "By the rule “beside verb”."


def test_of_two_subjects_before_a_colon_that_of_the_main_clause_leads_in() -> None:
    text = "When Wallis died in May, President Hanlon released a statement:\n\n“We mourn with the family of a friend.”"
    context = read_article(doc(text), load_lexicon())
    assert [context.layout.words(source) for source, _ in lead_in(context, 0) if source] == ["President Hanlon"]
