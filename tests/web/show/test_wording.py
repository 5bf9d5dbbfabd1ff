"""How values read on a page: dates, counts, cut and cleaned text, addresses that may be linked."""

from __future__ import annotations

import pytest

from quotes.web.show import wording


@pytest.mark.parametrize(
    ("value", "read"),
    [
        ("2026-03-13T08:30:00Z", "13 March 2026"),
        ("2026-03-13", "13 March 2026"),
        ("2026-03", "March 2026"),
        ("2026", "2026"),
        ("soon\0", "soon "),
        (None, ""),
    ],
)
def test_day(value: str | None, read: str) -> None:
    assert wording.day(value) == read


@pytest.mark.parametrize(
    ("first", "last", "read"),
    [
        ("2026-03-02", "2026-03-13T08:00:00Z", "2 to 13 March 2026"),
        ("2026-02-02", "2026-03-13", "2 February 2026 to 13 March 2026"),
        ("2026-03-02", "2026-03-02T09:00:00Z", "2 March 2026"),
        (None, "2026-03-02", "2 March 2026"),
        (None, None, ""),
    ],
)
def test_period(first: str | None, last: str | None, read: str) -> None:
    assert wording.period(first, last) == read


@pytest.mark.parametrize(
    ("names", "read"),
    [([], ""), (["Ida"], "Ida"), (["Ida", "Olaf"], "Ida and Olaf"), (["Ida", "Olaf", "Per"], "Ida, Olaf and Per")],
)
def test_enumerated(names: list[str], read: str) -> None:
    assert wording.enumerated(names) == read


@pytest.mark.parametrize(
    ("title", "text", "read"),
    [
        ("Mill sold", "Mill sold\n\nIt was.", "Mill sold"),
        (None, "The mill is sold.\n\nIt was.", "The mill is sold …"),
        (" ", "\n\nMill sold to a neighbour\nYes", "Mill sold to a …"),
        (None, "  ", "Article without a title"),
        (None, None, "Article without a title"),
    ],
)
def test_an_article_without_a_title_is_called_by_how_it_begins(title: str | None, text: str | None, read: str) -> None:
    assert wording.titled(title, text, 18) == read


def test_counts_agree_with_their_nouns() -> None:
    assert (wording.count(1, "quotation"), wording.count(1234, "quotation")) == ("1 quotation", "1,234 quotations")
    assert wording.count(0, "person", "people") == "0 people"


def test_text_is_cut_at_a_word_and_cleaned() -> None:
    assert wording.shown("a\0b\x1b\ud800c") == "a b  c"
    assert wording.shown("one two three four", 14) == "one two three…"
    assert len(wording.shown("x" * 100_000)) == 301
    assert wording.shown(None) == ""


def test_a_label_cannot_turn_what_follows() -> None:
    assert wording.plain("Ada \u202ehcniF\u202c \u2067x\u2069") == "Ada hcniF x"


@pytest.mark.parametrize(
    ("url", "linked"),
    [
        ("https://tarn.example/1", True),
        ("http://tarn.example", True),
        ("javascript:alert(1)", False),
        (" javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("http://[", False),
        ("//tarn.example", False),
        (None, False),
    ],
)
def test_only_web_addresses_are_linked(url: str | None, linked: bool) -> None:
    assert bool(wording.outside(url)) == linked


def test_hits_are_marked_and_everything_else_is_escaped() -> None:
    assert wording.lit("<b> sail & sail", [(4, 8), (11, 15)]) == "&lt;b&gt; <mark>sail</mark> &amp; <mark>sail</mark>"


def test_a_long_text_is_cut_about_its_first_hit() -> None:
    text = "word " * 200 + "sail" + " word" * 200
    shown = str(wording.lit(text, [(1000, 1004)], 100))
    assert "<mark>sail</mark>" in shown and shown.startswith("…word") and shown.endswith("…") and len(shown) < 130
