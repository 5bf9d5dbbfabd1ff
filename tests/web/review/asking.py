"""How the review pages are asked: in this process, by somebody who is signed in or not."""

from __future__ import annotations

import asyncio
import re
from typing import Any

PATH = "/-/quotes/review"


def token_in(page: str) -> str:
    """The token of the first form of a page; '' if it has no form."""
    found = re.search(r'name="csrftoken" value="([^"]*)"', page)
    return found[1] if found else ""


def ask(datasette: Any, query: str = "", form: dict[str, Any] | None = None, actor: str | None = "ida") -> Any:
    """GET a review page or POST a form, with the token of a page got before."""

    async def talk() -> Any:
        cookies = {"ds_actor": datasette.sign({"a": {"id": actor}}, "actor")} if actor else {}
        if form is None:
            return await datasette.client.get(f"{PATH}{query}", cookies=cookies)
        page = await datasette.client.get(PATH, cookies=cookies)
        fields = {**form, "csrftoken": token_in(page.text)}
        return await datasette.client.post(PATH, data=fields, cookies=cookies)

    return asyncio.run(talk())
