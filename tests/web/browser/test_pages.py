"""The pages in a real browser: paths through them, narrow and wide, light and dark, hostile text, accessibility."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.base import AxeResults
from axe_playwright_python.sync_playwright import Axe

from tests.web.browser.conftest import Open

NumberOf = Callable[[str], int]

AXE = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"],
    "resultTypes": ["violations"],
}
COLOURS = AXE | {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
# The samples come first: article 1 has eight quotations, speaker 2 is Ida Marlow. 13 is the first hostile article.
PAGES = {
    "home": "/",
    "search": "/-/quotes?words=crews",
    "search-person": "/-/quotes?words=Ida+Marlow+crews&order=oldest",
    "search-spelt": "/-/quotes?words=Idda+Marlov",
    "search-filters": "/-/quotes?kind=direct&since=2026-01-01&min_confidence=0.5&until=gestern",
    "search-outlet": "/-/quotes?outlet=Cairn&words=nothing+of+the+kind",
    "search-without": "/-/quotes?words=-crews&order=sideways",
    "people-odd": "/-/quotes/people?kind=cat&order=cat",
    "search-empty": "/-/quotes?words=nothing+of+the+kind",
    "speaker": "/-/quotes/speakers/2",
    "timeline": "/-/quotes/speakers/2/timeline",
    "timeline-two": "/-/quotes/speakers/2/timeline?words=crews&split=2026-03-05",
    "timeline-acts": "/-/quotes/speakers/2/timeline?act=promises&and_act=denies&split=x",
    "article": "/-/quotes/articles/1",
    "article-chosen": "/-/quotes/articles/1#q5",
    "quotation": "/-/quotes/5",
    "people": "/-/quotes/people",
    "insights": "/-/quotes/insights",
    "insights-words": "/-/quotes/insights?words=crews&until=2026",
    "compare-none": "/-/quotes/compare",
    "compare": "/-/quotes/compare?speaker=1&speaker=2&words=crews",
    "compare-which": "/-/quotes/compare?speaker=1&add=a",
    "data": "/quotes",
    "table": "/quotes/said?_size=3",
    "table-filtered": "/quotes/quotes?_search=crews&kind=direct",
    "row": "/quotes/quotes/1",
    "query": "/quotes/who_said?words=crews",
    "sql": "/quotes?sql=select+1+as+one",
    "api": "/-/quotes/api",
    "search-later": "/-/quotes?after=20",
    "speaker-hostile": "/-/quotes/people?name=Ada",
    "article-hostile": "/-/quotes/articles/13",
    "people-by-kind": "/-/quotes/people?kind=organisation&order=name",
    "table-articles": "/quotes/articles?_size=3",
    "table-speakers": "/quotes/speakers?_size=3",
    "row-article": "/quotes/articles/1",
    "query-empty": "/quotes/said_by",
    "query-most": "/quotes/most_quoted?since=2026-03&until=",
    "query-topics": "/quotes/topics_of?name=marlow",
    "settings": "/-/settings",
    "report": "/-/quotes/report?quote=5",
    "embed-quotation": "/-/quotes/embed/5",
    "embed-report": "/-/quotes/embed/2",
    "embed-speaker": "/-/quotes/embed/speakers/2",
    "embed-search": "/-/quotes/embed?words=crews&order=oldest",
    "embed-nothing": "/-/quotes/embed?words=nothing+of+the+kind",
}
MISSING = {
    "sql-error": "/quotes?sql=select+nothing",
    "no-quotation": "/-/quotes/999999",
    "no-page": "/nowhere",
    "not-signed-in": "/-/quotes/review",
    "nothing-to-report": "/-/quotes/report?quote=999999",
}
REVIEW = {
    "least-sure": "/-/quotes/review",
    "add": "/-/quotes/add",
    "reported": "/-/quotes/review?queue=reported",
    "undecided": "/-/quotes/review?queue=namesakes",
    "look-alike": "/-/quotes/review?queue=duplicates",
    "corrected": "/-/quotes/review?queue=done",
    "quotation": "/-/quotes/review?quote=5",
    "person": "/-/quotes/review?person=2",
    "nobody": "/-/quotes/review?quote=1&said=right&done=1",
    "speaker-signed-in": "/-/quotes/speakers/2",
    "quotation-signed-in": "/-/quotes/5",
}
SEARCH, SPEAKER = re.compile(r"/-/quotes\?words=crews$"), re.compile(r"/speakers/2$")
ARTICLE, QUOTATION = re.compile(r"/articles/1(#q\d+)?$"), re.compile(r"/-/quotes/\d+$")
HOSTILE = {
    "article": "/-/quotes/articles/13",
    "search": "/-/quotes?words=%3Cscript%3Ealert%28%27it%27%29%3C%2Fscript%3E",
    "syntax": "/-/quotes?words=%22+NEAR%28+*+%E2%80%AE%00+AND&name=%27%3B--&outlet=%3Cb%3E",
    "home": "/",
    "table": "/quotes/said",
    "review": "/-/quotes/review?quote=160",
    "corrected": "/-/quotes/review?queue=done",
    "people": "/-/quotes/people?name=Ada",
    "timeline": "/-/quotes/speakers/60/timeline?words=alert&split=%3Cscript%3E",
    "compare": "/-/quotes/compare?speaker=60&speaker=61&words=%3Cscript%3E",
    "embed": "/-/quotes/embed?words=%3Cscript%3Ealert%28%27it%27%29%3C%2Fscript%3E",
    "embed-quotation": "/-/quotes/embed/160",
    "report": "/-/quotes/report?quote=160",
    "api": "/-/quotes/api",
}


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
def test_every_page_fits_and_can_be_read_by_all(look_at: Open, path: str) -> None:
    fits_and_can_be_read(look_at(path, width=1600))


@pytest.mark.parametrize("path", MISSING.values(), ids=MISSING)
def test_so_do_pages_that_say_what_is_wrong(look_at: Open, path: str) -> None:
    page = look_at(path, width=1600, quiet=False)
    assert page.inner_text("main").strip() and page.locator(".brand").count() == 1
    fits_and_can_be_read(page)


@pytest.mark.parametrize("path", REVIEW.values(), ids=REVIEW)
def test_so_does_what_only_those_signed_in_see(look_at: Open, path: str) -> None:
    page = look_at(path, width=1600, actor="ida")
    assert "Signed in as ida" in page.inner_text("footer")
    fits_and_can_be_read(page)


def fits_and_can_be_read(page: Any) -> None:
    """Nothing is wider than the screen, and axe-core finds nothing, narrow and wide, light and dark.

    All but colours is the same in the dark. axe-core is half a megabyte, so it is put into a page once.
    """
    page.evaluate(Axe().axe_script)
    for width, scheme in itertools.product((1600, 360), ("light", "dark")):
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=scheme)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        found = AxeResults(page.evaluate("options => axe.run(options)", AXE if scheme == "light" else COLOURS))
        assert not found.violations_count, f"{width}, {scheme}: {found.generate_report()}"


def test_from_search_to_speaker_to_article_to_quotation_and_back_by_click(open_page: Open) -> None:
    page = open_page("/")
    page.fill("#words", "crews")
    page.click("main button >> nth=0")
    page.wait_for_url(SEARCH)
    page.click(".said :is(.name, .who) >> text=Ida Marlow >> nth=0")
    page.wait_for_url(SPEAKER)
    assert page.inner_text("h1") == "Ida Marlow"
    page.click(".where a >> text=Ferry Talks End >> nth=0")
    page.wait_for_url(ARTICLE)
    page.click(".why:visible >> text=This quotation >> nth=0")
    page.wait_for_url(QUOTATION)
    assert "Why we think so" in page.inner_text("main")
    for address in (ARTICLE, SPEAKER, SEARCH, re.compile("/$")):
        page.go_back()
        page.wait_for_url(address)


def test_her_statements_on_a_topic_by_date_before_and_after_a_day(open_page: Open) -> None:
    page = open_page("/", java_script_enabled=False)
    page.fill("#words", "ida marlow crews")
    page.press("#words", "Enter")
    page.wait_for_url(re.compile(r"words=ida\+marlow\+crews"))
    assert "Said by Ida Marlow about “crews”" in page.inner_text(".readings")
    page.click("text=Oldest first")
    page.wait_for_url(re.compile("order=oldest"))
    days = [time.get_attribute("datetime")[:10] for time in page.locator(".saids time").element_handles()]
    assert days == sorted(days) and len(set(days)) > 1
    page.click("text=By date, before and after")
    page.fill("[name=split]", days[-1])
    page.press("[name=split]", "Enter")
    page.wait_for_url(re.compile("split="))
    columns = page.locator(".column")
    before, after = (
        {time.get_attribute("datetime")[:10] for time in columns.nth(at).locator("time").element_handles()}
        for at in (0, 1)
    )
    assert before and max(before) < days[-1] and after == {days[-1]}


def test_figures_lead_to_their_rows(open_page: Open) -> None:
    page = open_page("/-/quotes/insights?words=crews")
    for heading in ("Quoted most", "Women and men among named people"):
        figure = page.locator("section", has=page.locator("h2", has_text=heading)).locator("td.n a >> nth=0")
        number = figure.inner_text()
        figure.click()
        page.wait_for_url(re.compile(r"/-/quotes\?"))
        assert page.inner_text("#found").startswith(f"{number} quotation")
        page.go_back()


def test_the_same_by_keyboard(open_page: Open, number_of: NumberOf) -> None:
    page = open_page("/")
    page.keyboard.press("/")
    page.keyboard.type("crews")
    page.keyboard.press("Enter")
    page.wait_for_url(SEARCH)
    follow(page, "Ida Marlow", within=".said")
    page.wait_for_url(SPEAKER)
    follow(page, "Ferry Talks End", within=".said")
    page.wait_for_url(ARTICLE)
    follow(page, "I came with a cheque", within=".text", press=None, key="ArrowUp")
    shown = f"#q{number_of('I came with a cheque')} + .why"
    assert page.is_visible(shown), "the reason shows beside a passage that has the focus"
    follow(page, "This quotation", within=".why")
    page.wait_for_url(QUOTATION)
    page.go_back()
    page.wait_for_url(ARTICLE)


def follow(page: Any, text: str, *, within: str, press: str | None = "Enter", key: str = "Tab") -> None:
    """Press Tab until a link of this text has the focus and can be seen to have it; then press a key.

    Args:
        key: with which to go on once the focus is within.
    """
    script = "inside => { const at = document.activeElement; return at.closest(inside) ? at.textContent : ''; }"
    for _ in range(90):
        page.keyboard.press(key if page.evaluate(script, within) else "Tab")
        if text in page.evaluate(script, within):
            break
    else:
        pytest.fail(f"Tab never reaches {text!r}")
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline != "none", f"{text!r} does not show that it has the focus"
    if press:
        page.keyboard.press(press)


def test_the_first_tab_skips_to_the_content(open_page: Open) -> None:
    page = open_page("/-/quotes/people")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_a_passage_says_why_on_hover_and_on_tap_without_scripts(open_page: Open, number_of: NumberOf) -> None:
    last, first = number_of("much too early"), number_of("I came with a cheque")
    page = open_page("/-/quotes/articles/1", java_script_enabled=False)
    assert not page.is_visible(".why >> nth=0")
    page.hover(f"#q{last}")
    page.wait_for_selector(f"#q{last} + .why", state="visible")
    said = page.inner_text(f"#q{last} + .why")
    assert "Halvard Brekke" in said and "“said”" in said and "Confidence" in said
    phone = open_page("/-/quotes/articles/1", width=360, java_script_enabled=False, has_touch=True, is_mobile=True)
    phone.tap(f"#q{first}")
    phone.wait_for_selector(f"#q{first} + .why", state="visible")
    phone.tap(f"#q{first} + .why .close")
    phone.wait_for_selector(f"#q{first} + .why", state="hidden")


def test_a_page_works_without_scripts(open_page: Open) -> None:
    page = open_page("/-/quotes/5", java_script_enabled=False)
    assert not page.is_visible("button[data-copy] >> nth=0")
    page.fill("#find", "crews")
    page.press("#find", "Enter")
    page.wait_for_url(SEARCH)


def test_the_citation_can_be_copied(open_page: Open, number_of: NumberOf) -> None:
    number = number_of("much too early")
    page = open_page(f"/-/quotes/{number}", permissions=["clipboard-read", "clipboard-write"])
    page.click("text=Copy the citation")
    page.wait_for_selector("text=Copied")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "Halvard Brekke" in copied and copied.endswith(f"/-/quotes/{number}")


@pytest.mark.parametrize("width", [360, 1600])
@pytest.mark.parametrize("path", HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_is_only_text(look_at: Open, path: str, width: int) -> None:
    page = look_at(path, width=width, actor="ida")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.locator("main script, main img, [onerror], [onmouseover], a[href^=javascript]").count() == 0
    assert page.locator("[style], style").count() == 0


def test_links_lead_through_hostile_articles(open_page: Open) -> None:
    page = open_page("/-/quotes/articles/13")
    for link in (".voices a.name", ".said blockquote a:not(.who) >> nth=0", "text=See it in the whole article"):
        page.click(link)
        page.wait_for_load_state()
        assert page.locator("main script, main img, [onerror], [onmouseover], a[href^=javascript]").count() == 0
    page.goto("/-/quotes/people?name=Ibn")
    assert len(page.inner_text("main")) < 2000


@pytest.mark.parametrize(
    "path", ["/-/quotes/add", "/-/quotes/report?quote=5", "/-/quotes/review", "/-/quotes/insights"]
)
def test_forms_have_the_same_policy_and_send_to_this_site_alone(open_page: Open, path: str) -> None:
    page = open_page(path, actor="ida")
    headers = page.request.get(path).headers
    policy = headers["content-security-policy"]
    assert "unsafe" not in policy and "form-action 'self'" in policy and "frame-ancestors 'none'" in policy
    assert (headers["x-frame-options"], headers["x-content-type-options"]) == ("DENY", "nosniff")
    assert "public" not in headers.get("cache-control", "")


def test_a_feed_can_be_read_in_a_browser(open_page: Open) -> None:
    page = open_page("/-/quotes/feed.atom?speaker=2")
    shown = page.evaluate("name => getComputedStyle(document.querySelector(name)).display", "entry")
    hidden = page.evaluate("name => getComputedStyle(document.querySelector(name)).display", "id")
    assert (shown, hidden) == ("block", "none") and "Ida Marlow" in page.evaluate(
        "document.documentElement.textContent"
    )


def test_a_policy_without_inline_code_is_sent_and_what_breaks_it_is_stopped(open_page: Open) -> None:
    page = open_page("/", quiet=False)
    for path in ("/", "/-/quotes", "/quotes", "/quotes/said", "/quotes/who_said"):
        policy = page.goto(path).headers["content-security-policy"]
        assert "unsafe-inline" not in policy and "default-src 'none'" in policy, path
    bad = "<p id=red style=color:red><img src=data: onerror=window.bad=1>"
    page.evaluate("html => document.body.insertAdjacentHTML('beforeend', html)", bad)
    page.wait_for_timeout(100)
    assert page.evaluate("window.bad") is None
    assert page.evaluate("document.getElementById('red').style.color") == ""
