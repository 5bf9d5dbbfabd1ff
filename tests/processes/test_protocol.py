"""Lines between processes: whatever goes in comes out as it was, and stays one line."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quotes import errors
from quotes.errors import QuotesError, SourceError, StoreError
from quotes.models import Article, Found, Quote
from quotes.processes.protocol import ERRORS, articles_in, error_in, line_of, read_in, results_in, value_in

QUOTE = Quote(
    text="Yes,", kind="direct", spans=((1, 5), (7, 9)), cue=((7, 11),), speaker="Bo Kettle", rule="turn", confidence=0.1
)
ANY_TEXT = st.text(st.characters() | st.characters(categories=("Cs", "Cc")))


def same(found: QuotesError, error: QuotesError) -> bool:
    return (type(found), found.args, vars(found)) == (type(error), error.args, vars(error))


@settings(max_examples=200, deadline=None)
@given(ANY_TEXT, ANY_TEXT, st.floats(0, 1))
def test_any_text_and_number_pass(text: str, other: str, number: float) -> None:
    article = Article(id=other, title=text, source=other, text=text)
    found = Found(article.model_copy(update={"quotes": (QUOTE, QUOTE)}), ((other, number), ("quota", 1.0)))
    error = SourceError(other, text, other)
    line = line_of([article])
    assert articles_in(line) == [article]
    assert line.count(b"\n") == 1 and line.endswith(b"\n")
    (again, problem) = results_in(line_of([found, error]))
    assert again == found and isinstance(again, Found) and isinstance(again.topics[0], tuple)
    assert isinstance(problem, SourceError) and same(problem, error)
    (whole, problem) = read_in(line_of([article, error]))
    assert whole == article and isinstance(problem, SourceError) and same(problem, error)


@pytest.mark.parametrize("kind", [kind for kind in ERRORS.values() if kind is not SourceError])
def test_an_error_is_what_it_was(kind: type[QuotesError]) -> None:
    error = kind("no such model 'x'; there are 'a' and 'b'")
    found = error_in(line_of(error))
    assert found and same(found, error)


def test_every_error_of_the_package_is_in_the_table() -> None:
    there = {kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, QuotesError)}
    assert there == set(ERRORS.values())


def test_an_error_of_another_kind_comes_as_its_nearest() -> None:
    class MineError(StoreError):
        """Of somebody else."""

    assert type(error_in(line_of(MineError("full")))) is StoreError


def test_what_is_no_error_is_told_apart() -> None:
    assert error_in(line_of(True)) is None
    assert error_in(line_of([])) is None


def test_options_may_be_paths() -> None:
    how = {"model": None, "weights": Path("mine\udcff.json"), "topics": True}
    assert value_in(line_of(how)) == {"model": None, "weights": "mine\udcff.json", "topics": True}


def test_an_unknown_thing_is_not_sent() -> None:
    with pytest.raises(TypeError, match="object cannot be sent to another process"):
        line_of(object())


@pytest.mark.parametrize("name", ["Article", "os.system", "KeyboardInterrupt"])
def test_no_other_class_is_made(name: str) -> None:
    with pytest.raises(KeyError):
        error_in(line_of({"error": name, "parts": ["x"]}))
