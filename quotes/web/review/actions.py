"""Do what the forms of the review page ask: each is one correction, written in a thread of its own."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from quotes.store import reported
from quotes.web import forms, links
from quotes.web.files import file_of

Form = dict[str, str]


async def act(datasette: Any, request: Any, form: Form, chosen: list[int]) -> int:
    """Do what a form asks for.

    Returns:
        The number of the correction; 0 for an undo.

    Raises:
        QuotesError: it cannot be done; nothing was changed.
    """
    from quotes.store.correct import By

    by = By(str((request.actor or {}).get("id") or "somebody"), form.get("why") or None)
    return await asyncio.to_thread(_write, file_of(datasette), form, chosen, by)


def following(path: str, form: Form, number: int) -> str:
    """The address of the next page of a queue, with what was done; `path` is the review page's."""
    asked = {name: form[name] for name in ("queue", "skip") if form.get(name)}
    asked |= {"said": form["action"]} | ({"done": str(number)} if number else {})
    return f"{path}?{urlencode(asked)}"


def back(datasette: Any, path: str, form: Form) -> str:
    """The page that the form was reached from; '' if that is the queue.

    A row that is no longer a quotation has no page, so this leads to its article.
    """
    to = links.local(form.get("back"))
    quote, article = form.get("quote", ""), form.get("article", "")
    if form.get("action") == "no_quotation" and quote.isdecimal() and article.isdecimal():
        gone = (links.quotation(datasette, int(quote)), f"{path}?quote={quote}")
        return links.article(datasette, int(article)) if to.partition("#")[0] in gone else to
    return to


def read_form(body: bytes) -> tuple[Form, list[int]]:
    """The fields, and the ticked places."""
    fields = forms.fields(body)
    places = [int(value) for name, value in fields if name == "place" and value.isascii() and value.isdecimal()]
    return {name: value.replace("\0", "").strip() for name, value in fields}, places


def _write(file: Path, form: Form, chosen: list[int], by: Any) -> int:
    """Do one action, and return the number of the correction, or 0 for none."""
    from quotes.errors import CorrectionError
    from quotes.store import open_to_write

    action = ACTIONS.get(form.get("action", ""))
    if action is None:
        raise CorrectionError(f"there is no action {form.get('action', '')!r}; use the buttons of the page")
    db = open_to_write.connect(file)
    try:
        number = action(db, form, chosen, by)
        _settle(db, form, by.who)
        return number
    finally:
        db.close()


def _right(db: Any, form: Form, chosen: list[int], by: Any) -> int:
    from quotes.store import correct

    speaker = form.get("speaker") or None
    return correct.correct(db, _row(form, "quote"), by, speaker=speaker)


def _speaker(db: Any, form: Form, chosen: list[int], by: Any) -> int:
    from quotes.store import correct

    who = form.get("choice") or form.get("name") or ""
    kind = "organisation" if form.get("kind") == "organisation" else "person"
    return correct.correct(db, _row(form, "quote"), by, speaker=who, kind=kind, new="new" in form)


def _nobody(db: Any, form: Form, chosen: list[int], by: Any) -> int:
    from quotes.store import correct

    return correct.correct(db, _row(form, "quote"), by, speaker=None)


def _no_quotation(db: Any, form: Form, chosen: list[int], by: Any) -> int:
    from quotes.store import correct

    return correct.not_a_quotation(db, _row(form, "quote"), by)


def _merge(db: Any, form: Form, chosen: list[int], by: Any) -> int:
    from quotes.store import correct

    return correct.merge(db, form.get("keep", ""), form.get("other", ""), by, shown=form.get("shown") or None)


def _apart(db: Any, form: Form, chosen: list[int], by: Any) -> int:
    from quotes.store import correct

    return correct.keep_apart(db, form.get("keep", ""), form.get("other", ""), by)


def _merge_all(db: Any, form: Form, chosen: list[int], by: Any) -> int:
    from quotes.store import correct

    return correct.merge_all(db, form.get("keep", ""), chosen, by)


def _apart_all(db: Any, form: Form, chosen: list[int], by: Any) -> int:
    from quotes.store import correct

    return correct.apart_from_all(db, form.get("keep", ""), chosen, by)


def _rename(db: Any, form: Form, chosen: list[int], by: Any) -> int:
    from quotes.store import correct

    return correct.rename(db, _row(form, "keep"), form.get("name", ""), by)


def _split(db: Any, form: Form, chosen: list[int], by: Any) -> int:
    from quotes.store import correct

    return correct.split(db, _row(form, "keep"), chosen, by, name=form.get("name") or None)


def _undo(db: Any, form: Form, chosen: list[int], by: Any) -> int:
    from quotes.store import correct

    correct.undo(db, _row(form, "correction"))
    return 0


def _dismiss(db: Any, form: Form, chosen: list[int], by: Any) -> int:
    """Leave the quotation as it is; this settles its reports, as any correction of it does."""
    return 0


def _settle(db: Any, form: Form, who: str) -> None:
    """Settle the reports that were shown with the quotation."""
    numbers = [int(one) for one in form.get("reports", "").split(",") if one.isascii() and one.isdecimal()]
    if numbers and form["action"] in SETTLING:
        reported.settle(db, numbers[: reported.MOST_OF_ONE], who, SETTLING[form["action"]])


def _row(form: Form, field: str) -> int:
    from quotes.errors import CorrectionError

    text = form.get(field, "")
    if not (text.isascii() and text.isdecimal() and len(text) < 16):
        raise CorrectionError(f"{field} is {text!r}, which is not a number; use the buttons of the page")
    return int(text)


Action = Callable[[Any, Form, list[int], Any], int]
ACTIONS: dict[str, Action] = {
    "right": _right,
    "speaker": _speaker,
    "nobody": _nobody,
    "no_quotation": _no_quotation,
    "merge": _merge,
    "apart": _apart,
    "merge_all": _merge_all,
    "apart_all": _apart_all,
    "rename": _rename,
    "split": _split,
    "undo": _undo,
    "dismiss": _dismiss,
}
#: The actions that settle the reports of a quotation, and what came of them.
SETTLING = dict.fromkeys(("speaker", "nobody", "no_quotation"), reported.CORRECTED) | {
    "right": reported.RIGHT,
    "dismiss": reported.DISMISSED,
}
