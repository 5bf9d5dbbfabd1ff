"""Errors of the API: problem documents (RFC 9457), each with a sentence that says what to do."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from pydantic import ValidationError

from quotes.web.api.models import Problem, Wrong
from quotes.web.pages.request import ADVICE

MEDIA_TYPE = "application/problem+json"


class ApiError(Exception):
    """A request that gets a problem document.

    Attributes:
        problem: the document.
    """

    def __init__(self, status: int, detail: str, errors: tuple[Wrong, ...] = ()) -> None:
        self.problem = Problem(title=HTTPStatus(status).phrase, status=status, detail=detail, errors=errors)
        super().__init__(detail)


def missing(what: str) -> ApiError:
    """The error for something that is not there."""
    return ApiError(404, what)


def unusable(error: ValidationError, known: list[str]) -> ApiError:
    """The error for parameters that are unknown, missing or wrong; it names all of them."""
    wrong = tuple(_wrong(one, known) for one in error.errors(include_url=False))
    return ApiError(400, "; ".join(one.detail for one in wrong) + ".", wrong)


def bad(parameter: str, detail: str) -> ApiError:
    """One parameter that cannot be used."""
    return ApiError(400, f"{detail}.", (Wrong(parameter=parameter, detail=detail),))


def _wrong(error: Any, known: list[str]) -> Wrong:
    name = str(error["loc"][0])[:60] if error["loc"] else ""
    if error["type"] == "extra_forbidden":
        allowed = f"the parameters here are {', '.join(known)}" if known else "there are none here"
        return Wrong(parameter=name, detail=f"there is no parameter {name!r}; {allowed}")
    if error["type"] == "missing":
        return Wrong(parameter=name, detail=f"the parameter {name!r} is missing")
    if error["input"] == "":
        return Wrong(parameter=name, detail=f"{name} is empty; give it a value or leave it out")
    problem = error["msg"].removeprefix("Value error, ")
    if name in ADVICE and "or equal" not in problem:
        problem = f"give {ADVICE[name]}"
    return Wrong(parameter=name, detail=f"{name} is {str(error['input'])[:60]!r}: {problem[:1].lower() + problem[1:]}")
