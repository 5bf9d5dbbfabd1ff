"""How the review pages are asked: in this process, by somebody who is signed in or not."""

from __future__ import annotations

import asyncio
from typing import Any

PATH = "/-/quotes/review"


def ask(datasette: Any, query: str = "", form: dict[str, Any] | None = None, actor: str | None = "ida") -> Any:
    """GET a review page or POST a form, with the token of a page got before."""

    async def talk() -> Any:
        cookies = {"ds_actor": datasette.sign({"a": {"id": actor}}, "actor")} if actor else {}
        if form is None:
            return await datasette.client.get(f"{PATH}{query}", cookies=cookies)
        page = await datasette.client.get(PATH, cookies=cookies)
        token = page.cookies.get("ds_csrftoken", "")
        fields = {**form, "csrftoken": token}
        return await datasette.client.post(PATH, data=fields, cookies=cookies | {"ds_csrftoken": token})

    return asyncio.run(talk())
