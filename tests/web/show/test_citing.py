"""An article in lists of references."""

from __future__ import annotations

import json
from types import SimpleNamespace
from typing import Any

import pytest

from quotes.web.show.citing import citations, source_of

HERE = "https://desk.example/-/quotes/5"
FULL: dict[str, Any] = {"title": "Fog & Ferries: 5 % more", "outlet": "Tarn Post", "published": "2026-09-03T08:30:00Z"}
FULL |= {"url": "https://tarn.example/fog", "speaker": "Ida Marlow", "author": "Mona Tarn", "paraphrase": None}
BARE: dict[str, Any] = dict.fromkeys(FULL)


def cited(**values: Any) -> dict[str, str]:
    author = values.pop("author")
    return citations(source_of(SimpleNamespace(id=5, **values), author, HERE))


@pytest.mark.parametrize(
    ("values", "style", "exp"),
    [
        (FULL, "APA", "Mona Tarn. (2026, September 3). Fog & Ferries: 5 % more. Tarn Post. https://tarn.example/fog"),
        (FULL, "Chicago", "Mona Tarn. “Fog & Ferries: 5 % more.” Tarn Post, September 3, 2026. https://tarn.example/fog."),
        (FULL, "MLA", "Mona Tarn. “Fog & Ferries: 5 % more.” Tarn Post, 3 Sept. 2026. https://tarn.example/fog."),
        (FULL | {"published": "2026-05"}, "APA", "Mona Tarn. (2026, May). Fog & Ferries: 5 % more. Tarn Post. https://tarn.example/fog"),
        (FULL | {"published": "2026-05"}, "MLA", "Mona Tarn. “Fog & Ferries: 5 % more.” Tarn Post, May 2026. https://tarn.example/fog."),
        (FULL | {"author": None, "title": "Who?"}, "APA", "Who? (2026, September 3). Tarn Post. https://tarn.example/fog"),
        (FULL | {"author": None, "title": "Who?"}, "Chicago", "“Who?” Tarn Post, September 3, 2026. https://tarn.example/fog."),
        (BARE, "APA", f"Article without a title. (n.d.). {HERE}"),
        (BARE, "Chicago", f"“Article without a title.” {HERE}."),
        (BARE | {"url": "javascript:x", "published": "soon"}, "MLA", f"“Article without a title.” {HERE}."),
    ],
)  # fmt: skip
def test_styles(values: dict[str, Any], style: str, exp: str) -> None:
    assert cited(**values)[style] == exp


def test_bibtex_escapes_what_it_would_read() -> None:
    text = cited(**FULL | {"title": r"A_b {c} \d ~ 5 %"})["BibTeX"]
    assert r"title = {{A\_b \{c\} \textbackslash{}d \textasciitilde{} 5 \%}}," in text
    assert text.startswith("@misc{quotation5,\n  author = {{Mona Tarn}},") and "  day = {{3}},\n" in text
    assert text.count("{") - text.count(r"\{") == text.count("}") - text.count(r"\}")


def test_csl_is_json_for_managers_of_references() -> None:
    (entry,) = json.loads(cited(**FULL)["CSL-JSON"])
    assert entry["issued"] == {"date-parts": [[2026, 9, 3]]} and entry["author"] == [{"literal": "Mona Tarn"}]
    assert entry["URL"] == "https://tarn.example/fog" and HERE in entry["note"]
    (bare,) = json.loads(cited(**BARE)["CSL-JSON"])
    assert bare.keys() == {"id", "type", "title", "URL", "note"}


@pytest.mark.parametrize(
    ("values", "exp"),
    [
        (FULL, "Quotation by Ida Marlow"),
        (FULL | {"paraphrase": "paraphrase, by Tarn Post"}, "Words of Ida Marlow (paraphrase, by Tarn Post)"),
        (BARE | {"paraphrase": "paraphrase, by it"}, "Words of a source that is not named (paraphrase, by it)"),
        (BARE, "Quotation"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("style", ["BibTeX", "CSL-JSON"])
def test_words_of_the_reporter_are_not_called_a_quotation(style: str, values: dict[str, Any], exp: str) -> None:
    assert f"{exp}: " in cited(**values)[style]
