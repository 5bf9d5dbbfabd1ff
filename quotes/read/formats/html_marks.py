"""Put into the text of a page what a browser only shows: marks around quotations, who signs them, who asks and answers.

Each function changes the tree of a page. Words that the page sets off as a quotation get quotation marks; words of the
article that the page repeats as decoration are taken out, and so is what the archive that saved the page added.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from quotes.read.page.words import load_words

MARKS = "“”\"'‘’«»„‟"
POST = re.compile(
    r"(?:^|[\s_-])(?:twitter|tweet|instagram|bluesky|mastodon|tiktok|fb|facebook|threads|truthsocial|reddit|embed)",
    re.IGNORECASE,
)
PULLED = re.compile(
    r"(?:^|[\s_-])pull-?_?(?:quote|ed)|(?:^|\s)(?:quote-?callout|callout-?quote|blockquote--pull)", re.IGNORECASE
)
ARCHIVED = ("wm-ipp-base", "wm-ipp-print", "wm-ipp", "donato", "HEADER_archive", "hashtags_archive")
CAPTURE = re.compile(r"webpage capture|saved from", re.IGNORECASE)
PICTURE = re.compile(r"(?:https?://)?(?:pic\.twitter\.com|t\.co)/\S+")
SIGNED = re.compile(
    r"\s*(?:—|–|―|--|-)\s*(?P<name>[^\W\d_][^,(@\n|]{1,60}?)\s*(?P<role>,[^\n(@|]{1,80}?)?\s*(?:[(@|].{0,100})?",
    re.DOTALL,
)
LEADS = re.compile(
    r"(?:\b(?:wrote|writes|said|says|posted|tweeted|added|replied|reads?|statement|message|letter|post|tweet)\b[^.?!]{0,80})?:\s*$",
    re.IGNORECASE,
)
BLOCKS = {"p", "div", "li", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "section", "article", "td", "figure"}
ASKED_CHARACTERS = 400
FEWEST_QUESTIONS = 2
OF_ONESELF = re.compile(r"\b(?:I|[Ww]e|[Mm]y|[Oo]ur|[Mm]e|us|[Yy]ou)\b")
EMBEDDED = re.compile(
    r"view (?:this|more|full) .{0,20}\b(?:on|in) \S+(?: \S+)?|(?:a|un) (?:post|photo|video) shared by .{1,80}",
    re.IGNORECASE,
)
LAST = re.compile(
    r"(?:this|the) (?:interview|conversation|transcript|q&a)\b.*\b(?:edited|condensed|conducted|translated|shortened)",
    re.IGNORECASE,
)


#: Characters that a page may have and that lxml does not let anybody write.
UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def prepare(page: Any) -> bool:
    """Change a page as above, and return whether anything was put into its text."""
    for element in page.iter():
        if UNWRITABLE.search(element.text or ""):
            element.text = UNWRITABLE.sub(" ", element.text)
        if UNWRITABLE.search(element.tail or ""):
            element.tail = UNWRITABLE.sub(" ", element.tail)
    for element in list(_archived(page)):
        _remove(element)
    for element in [one for one in page.iter("p", "a", "div") if EMBEDDED.fullmatch(words_of(one)[:150])]:
        _remove(element)
    _without_pulled(page)
    _without_links(page)
    changed = False
    for element in list(page.iter("q")):
        changed = _in_marks(element, nested=any(True for _ in element.iterancestors("q"))) or changed
    for element in list(page.iter("q")):
        element.tag = "span"  # or the reader of the page would make it a paragraph
    for block in list(page.iter("blockquote")):
        for link in [one for one in block.iter("a") if PICTURE.fullmatch(words_of(one))]:
            _remove(link)
        changed = _set_off(block) or changed
    _part_questions(page)
    return _interview(page) or changed


def words_of(element: Any) -> str:
    """The text of an element, with single spaces."""
    return " ".join("".join(element.itertext()).split())


def _archived(page: Any) -> Iterator[Any]:
    """The toolbars of web archives."""
    for element in page.iter("div", "table", "section"):
        if element.get("id") in ARCHIVED or (element.get("id") == "HEADER" and CAPTURE.search(words_of(element)[:300])):
            yield element


def _remove(element: Any) -> None:
    """Take an element out of a page, and leave what follows it."""
    if element.getparent() is not None:
        element.drop_tree() if hasattr(element, "drop_tree") else element.getparent().remove(element)


def _without_pulled(page: Any) -> None:
    """Take out pull quotes, which repeat words of the article."""
    pulled = [one for one in page.iter("aside", "blockquote", "div", "figure", "section", "p") if _is_pulled(one)]
    if not pulled:
        return
    inside = {id(inner) for one in pulled for inner in one.iter()}
    rest = _folded(" ".join(part for one in page.iter() if id(one) not in inside for part in (one.text or "",)))
    for element in pulled:
        quoted = next(iter(element.iter("blockquote", "q", "p")), element)
        if _folded(words_of(quoted)) in rest or element.tag == "aside":
            _remove(element)


def _is_pulled(element: Any) -> bool:
    return bool(PULLED.search(element.get("class") or ""))


def _folded(text: str) -> str:
    return re.sub(r"\W+", " ", text.lower()).strip()


def _without_links(page: Any) -> None:
    """Take out lines within the text that only lead to another article: 'Read more: X: “…”'."""
    link = load_words().link
    for element in list(page.iter("p", "div", "li", "aside", "h3", "h4", "h5")):
        if len(element) > 4 or not any(True for _ in element.iter("a", "strong", "b", "em", "span")):
            continue
        text = words_of(element)
        if len(text) < 300 and link.fullmatch(text) and (":" in text or "|" in text) and not text.endswith("."):
            linked = sum(len(words_of(one)) for one in element.iter("a"))
            if 2 * linked >= len(text) or element.tag != "div":
                _remove(element)


def _is_marked(text: str) -> bool:
    return text[:1] in MARKS and text.rstrip(".,;:!? ")[-1:] in MARKS


def _in_marks(element: Any, *, nested: bool = False) -> bool:
    """Put marks around the content of an element, unless it has marks already."""
    text = words_of(element)
    if not text or _is_marked(text) or (element.tag == "q" and text[0] in MARKS):
        return False
    opening, closing = ("‘", "’") if nested else ("“", "”")
    element.text = opening + (element.text or "").lstrip()
    _append(element, closing)
    return True


def _set_off(block: Any) -> bool:
    """Put marks around a block quotation: one with a signature, a post, or one that the line before announces."""
    paragraphs = [one for one in block.iter("p", "div") if not any(True for _ in one.iter("p", "div") if _ is not one)]
    if not paragraphs or (block.text or "").strip():
        paragraphs = [block]
    signature = _signature(block, paragraphs)
    said = [one for one in paragraphs if one is not signature and words_of(one)]
    if signature is None and not LEADS.search(_before(block)):
        return False
    name = _signed_name(signature)
    said = [one for one in said if words_of(one)]
    if not said:
        return False
    if not any(mark in words_of(one)[:1] for one in said for mark in '“"«„'):
        for number, paragraph in enumerate(said):
            _open_and_close(paragraph, closes=number == len(said) - 1)
    elif not name:
        return False
    if name:
        _append(said[-1], f" — {name}")
    return True


def _open_and_close(paragraph: Any, *, closes: bool) -> None:
    """Put marks around a quotation of several paragraphs: each has an opening mark, the last also a closing one."""
    if closes:
        _in_marks(paragraph)
    else:
        paragraph.text = "“" + (paragraph.text or "").lstrip()


def _signature(block: Any, paragraphs: list[Any]) -> Any:
    """The element that names who is quoted, or None; what follows the text of a post becomes one."""
    for element in block.iter("cite", "footer", "figcaption"):
        if words_of(element):
            return element
    if len(paragraphs) > 1 and SIGNED.fullmatch(words_of(paragraphs[-1])):
        return paragraphs[-1]
    tail = _after(paragraphs[-1]) if paragraphs and paragraphs[-1] is not block else ""
    post = bool(POST.search(block.get("class") or ""))
    return _tail_element(block, paragraphs[-1], tail) if (post or tail) and SIGNED.fullmatch(tail) else None


def _after(paragraph: Any) -> str:
    """The words after the last paragraph of a block."""
    parts = [paragraph.tail or ""]
    for other in paragraph.itersiblings():
        parts += [words_of(other), other.tail or ""]
    return " ".join(" ".join(parts).split())


def _tail_element(block: Any, paragraph: Any, tail: str) -> Any:
    """What follows the last paragraph of a block, as an element."""
    from lxml import etree

    element = etree.SubElement(block, "cite")
    match = SIGNED.fullmatch(tail)
    element.text = match["name"].strip() + (match["role"] or "") if match else ""
    for other in list(paragraph.itersiblings()):
        if other is not element:
            block.remove(other)
    paragraph.tail = None
    return element


def _signed_name(signature: Any) -> str:
    """The name in a signature, with the role; the signature is taken out of the page, to be put after what it signs."""
    if signature is None:
        return ""
    words = words_of(signature)
    match = SIGNED.fullmatch(words if words[:1] in "—–―-" else f"— {words}")
    _remove(signature)
    return f"{match['name'].strip()}{match['role'] or ''}" if match else words


def _append(element: Any, words: str) -> None:
    """Put words at the end of an element."""
    if len(element):
        element[-1].tail = (element[-1].tail or "").rstrip() + words
    else:
        element.text = (element.text or "").rstrip() + words


def _before(block: Any) -> str:
    """The words right before a block."""
    element = block
    while element is not None:
        previous = element.getprevious()
        if previous is not None:
            return str(previous.tail) if (previous.tail or "").strip() else words_of(previous)
        element = element.getparent()
        if element is not None and (element.text or "").strip():
            return str(element.text)
    return ""


def _part_questions(page: Any) -> None:
    """Make a paragraph of each question in bold that only a line end separates from its answer."""
    from lxml import etree

    for paragraph in list(page.iter("p")):
        if len(paragraph) < 2 or paragraph[0].tag not in ("strong", "b") or paragraph[1].tag != "br":
            continue
        bold = paragraph[0]
        beside = (paragraph.text or "").strip() or (bold.tail or "").strip()
        if beside or not words_of(bold).endswith(("?", "?”", '?"')):
            continue
        question = etree.Element("p")
        paragraph.addprevious(question)
        line_end = paragraph[1]
        paragraph.text = line_end.tail
        paragraph.remove(line_end)
        question.append(bold)


def _interview(page: Any) -> bool:
    """Begin the questions in bold of an interview with 'Q:', and what follows each with 'A:'."""
    blocks = [one for one in page.iter("p", "h2", "h3", "h4", "h5") if words_of(one)]
    asked = [at for at, one in enumerate(blocks) if _is_question(one)]
    turns = [at for at in asked if at + 1 < len(blocks) and at + 1 not in asked]
    if len(turns) < FEWEST_QUESTIONS or any(_has_label(blocks[at]) or _has_label(blocks[at + 1]) for at in turns):
        return False
    lengths = [after - at - 1 for at, after in pairwise(asked)]
    for number, at in enumerate(asked):
        _label(blocks[at], "Q: ")
        last = number + 1 == len(asked)
        stop = min(len(blocks), at + 1 + max([1, *lengths])) if last else asked[number + 1]
        for answer in blocks[at + 1 : stop]:
            if answer.tag != "p" or LAST.search(words_of(answer)) or (last and _is_aside(answer)):
                break
            if last and answer is not blocks[at + 1] and not OF_ONESELF.search(words_of(answer)):
                break  # what follows the last answer may be anything else on the page
            _label(answer, "A: ")
    return True


def _is_question(block: Any) -> bool:
    text = words_of(block)
    if not text.endswith(("?", "?”", '?"')) or len(text) > ASKED_CHARACTERS or text[:1] in '“"':
        return False
    if block.tag != "p":
        return True
    bold = sum(
        len(words_of(one))
        for one in block.iter("strong", "b")
        if not any(up.tag in ("strong", "b") for up in one.iterancestors())
    )
    return bold >= len(text) - 2


def _is_aside(block: Any) -> bool:
    """Whether a paragraph is all in italics, as what is said about an interview is."""
    return sum(len(words_of(one)) for one in block.iter("em", "i")) >= len(words_of(block)) - 1


def _has_label(block: Any) -> bool:
    return bool(re.match(r"[QA][.:]\s|[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){0,3}\s*:\s", words_of(block)[:60]))


def _label(block: Any, label: str) -> None:
    block.text = label + (block.text or "").lstrip()
