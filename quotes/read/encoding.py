"""Guess the encoding of a text by its first bytes, and refuse bytes that are no text in any that is known."""

from __future__ import annotations

import base64
import codecs
import re
import unicodedata

from quotes.errors import SourceError

HEAD_BYTES = 64 * 1024
# The encodings of news before UTF-8. With more encodings, noise is more often taken for an exotic alphabet.
ENCODINGS = ["cp1252", "cp1250", "cp1251", "koi8_r", "cp1253", "cp1254", "cp1255", "cp1256"]
MOSTLY_ASCII, LIKE_WORDS = 4, 0.35
# Encodings with two bytes a character; chosen only if a text is full of such characters and valid to its end.
EASTERN = ["cp932", "euc_jp", "cp949", "gb18030", "big5"]
LEAST_EASTERN = 20  # characters; a few bytes of noise are valid in one of these encodings
# Three syllables of Japanese, by which a text that is mostly in ASCII is recognised, too.
KANA = (
    ("cp932", re.compile(rb"(?:\x82[\x9f-\xf1]|\x83[\x40-\x96]){3}")),
    ("euc_jp", re.compile(rb"(?:\xa4[\xa1-\xf3]){3}")),
)
# Marks of English text as East Asia writes them, with two bytes each: “ before a word, ” after one, ’ within one.
EASTERN_MARKS = tuple(
    (
        encoding,
        re.compile(
            rb"(?<![a-zA-Z])%b(?=[a-zA-Z])|(?<=[a-zA-Z.,?!])%b(?![a-zA-Z])|(?<=[a-z])%b(?=[a-z])"
            % tuple(map(re.escape, ("“".encode(encoding), "”".encode(encoding), "’".encode(encoding))))
        ),
    )
    for encoding in ("gb18030", "cp932", "euc_jp", "big5")
)
# Encodings that turn to another alphabet by an escape, so that all their bytes are ASCII.
ESCAPES = (
    ("iso2022_jp", re.compile(rb"\x1b\$[B@]")),
    ("iso2022_kr", re.compile(rb"\x1b\$\)C")),
    ("hz", re.compile(rb"~\{(?:[!-w][!-~]){2,}~\}")),
)
# What may be characters of UTF-7, and which ones news has.
SEVEN_BITS = re.compile(rb"\+([A-Za-z0-9+/]{3,200})(?=-|[^A-Za-z0-9+/])")
OF_NEWS = re.compile("[\u00a0-\u017f\u2010-\u203a\u20ac]+")
# UTF-32 comes first, because its marks begin like those of UTF-16.
BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
WIDE = ("utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be")
META = re.compile(rb"<meta[^>]{1,200}?charset\s*=\s*[\"']?([\w-]{2,30})", re.IGNORECASE)
# “ before a word and ” after one, an apostrophe within one, and é in one.
MAC_MARKS = re.compile(
    rb"(?<![a-zA-Z])\xd2(?=[a-zA-Z])|(?<=[a-zA-Z.,?!])\xd3(?![a-zA-Z])|(?<=[a-z])\xd5(?=[a-z])|(?<=[a-z])\x8e"
)
WINDOWS_OPENING = re.compile(rb"(?<![a-zA-Z])\x93(?=[a-zA-Z])")
WINDOWS_MARKS = re.compile(WINDOWS_OPENING.pattern + rb"|(?<=[a-zA-Z.,?!])\x94(?![a-zA-Z])|(?<=[a-z])\x92(?=[a-z])")
# ü, ä and ö within a word, é after a letter, £ before a number, as MS-DOS had them.
DOS_LETTERS = re.compile(rb"(?<=[a-z])[\x81\x84\x94](?=[a-z])|(?<=[a-zA-Z])\x82|\x9c(?=[0-9])")
POUNDS = re.compile(rb"\xa3(?=[0-9])")
# Letters of no Latin alphabet, and pieces of boxes, which stand where a wrong encoding has its letters.
FOREIGN = re.compile("[\u0370-\u1dff\u2320-\u23ff\u2500-\u25ff\u2e80-\ud7ff\uf900-\ufdff]+")
FEW = 2  # of them beside a Latin letter are no word
CONTROLS = re.compile("[\x80-\x84\x86-\x9f]")
# Я within a word, which is я where a Mac wrote it.
CYRILLIC_OF_MACS = re.compile("(?<=[а-ю])Я")
# Encodings that Python knows but no file has: for its string literals and for domain names.
NO_FILES = {"unicode_escape", "raw_unicode_escape", "idna", "punycode", "undefined", "utf_7"}


def stated(charset: str | None, head: bytes) -> str | None:
    """The encoding of that name, if Python knows it and the first bytes of a text are text in it."""
    name = _known(charset, head)
    return name if name and not _is_odd(name, head) else None


def guessed(head: bytes, name: str) -> str:
    """The encoding in which the first bytes of a file are text.

    Args:
        name: of the file, for messages.

    Raises:
        SourceError: they are not text, or in no encoding that is recognised.
    """
    for bom, encoding in BOMS:
        if head.startswith(bom):
            return encoding
    if b"\x00" in head:
        return _with_nul(head, name)
    if escaped := [encoding for encoding, escape in ESCAPES if escape.search(head) and _known(encoding, head)]:
        return escaped[0]
    if _is_seven_bits(head):
        raise SourceError(name, "is in UTF-7, which is not read", "save it as UTF-8")
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)
        return "utf-8"
    except UnicodeDecodeError:
        pass
    return _by_meta(head) or _by_marks(head, name)


def _known(charset: str | None, head: bytes) -> str | None:
    """The encoding of that name, if Python knows it and the bytes are valid in it."""
    try:
        "".encode(charset or "")
        found = codecs.lookup(charset or "")
        found.incrementaldecoder().decode(head)
    except (LookupError, ValueError):
        return None
    # The web calls Windows-1252 Latin-1.
    name = "cp1252" if found.name in ("iso8859-1", "ascii") else found.name
    return None if name.replace("-", "_") in NO_FILES else name


def _is_odd(encoding: str, head: bytes) -> bool:
    """Whether bytes that are valid in an encoding are no text in it: controls, other letters and boxes within words."""
    text = codecs.getincrementaldecoder(encoding)("replace").decode(head)
    if CONTROLS.search(text):
        return True
    mark = b"\x93".decode(encoding, "replace")
    if mark not in "“\ufffd" and not FOREIGN.match(mark) and len(WINDOWS_OPENING.findall(head)) > 1:
        return True
    words = odd = 0
    for found in FOREIGN.finditer(text):
        around = text[max(found.start() - 1, 0) : found.start()] + text[found.end() : found.end() + 1]
        alone = len(found[0]) > FEW or not any(char.isascii() and char.isalpha() for char in around)
        words, odd = words + alone, odd + (not alone)
    return odd > words


def _by_meta(head: bytes) -> str | None:
    """The encoding that a web page names, if that may be true."""
    found = META.search(head)
    encoding = stated(found[1].decode(), head) if found else None
    return encoding if encoding and b"<meta".decode(encoding, "replace") == "<meta" else None


def _by_marks(head: bytes, name: str) -> str:
    """The encoding in which marks and letters are where they belong.

    Raises:
        SourceError: there is none.
    """
    marks = {encoding: count for encoding, mark in EASTERN_MARKS if (count := len(mark.findall(head))) > 1}
    if marks:
        found = _known(max(marks, key=marks.__getitem__), head)
    elif _is_mangled(head) and not head.isascii():
        return "utf-8"  # so that the lines with invalid bytes are reported
    elif _is_full_of(MAC_MARKS, head):
        found = "mac_roman"
    else:
        found = _recognised(head)
    if found is None:
        raise SourceError(name, "neither UTF-8 nor any encoding that is recognised", "save it as UTF-8")
    return found


def _is_mangled(head: bytes) -> bool:
    """Whether bytes are UTF-8 with invalid ones among them, or not text in any language."""
    text = head.decode("utf-8", "surrogateescape")
    wrong = len(re.findall("[\udc80-\udcff]", text))
    right = sum(not char.isascii() for char in text) - wrong
    odd = re.findall("(?<![a-zA-Z])[\udc80-\udcff]{2,}(?![a-zA-Z])", text)
    few = wrong * 10 < len(head)
    return right >= wrong or (few and sum(map(len, odd)) * 2 > wrong)


def _with_nul(head: bytes, name: str) -> str:
    """The encoding of bytes that contain NUL: UTF-16 or UTF-32 without its mark, or a text with a few stray NULs.

    Raises:
        SourceError: they are not text.
    """
    for first, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        half, other = head[first::2], head[1 - first :: 2]
        if half.count(0) > 0.4 * len(half) and other.count(0) < 0.05 * len(other):
            return encoding
    if wide := {encoding: count for encoding in WIDE if (count := _in_ascii(head, encoding))}:
        return max(wide, key=wide.__getitem__)
    rest = head.replace(b"\x00", b"")
    controls = sum(byte < 32 and byte not in b"\t\n\r\f\x1b" for byte in rest)
    if len(rest) > 0.99 * len(head) - 8 and controls * 100 <= len(rest) and len(rest) > 32:
        return guessed(rest, name)
    raise SourceError(
        name, "a binary file of a kind that is not read", "give text, a document, a table or an archive of them"
    )


def _in_ascii(head: bytes, encoding: str) -> int:
    """How many characters are in ASCII if bytes are text in an encoding of wide characters; 0 if they are not."""
    try:
        text = codecs.getincrementaldecoder(encoding)().decode(head[: len(head) // 4 * 4])
    except UnicodeDecodeError:
        return 0
    if len(text) < LEAST_EASTERN or not all(
        char in "\t\n\r\f" or unicodedata.category(char)[0] != "C" for char in text
    ):
        return 0
    return sum(map(str.isascii, text)) if _letters(text) * 2 > len(text) and re.search("[ \n]", text) else 0


def _is_seven_bits(head: bytes) -> bool:
    """Whether marks or letters of news are written in UTF-7: '+IBw-Yes,+IB0-'."""
    if not head.isascii() or b"+" not in head:
        return False
    found = [_of_seven_bits(match[1]) for match in SEVEN_BITS.finditer(head)]
    return sum(bool(OF_NEWS.fullmatch(text)) for text in found) > 1


def _of_seven_bits(code: bytes) -> str:
    """The characters of a piece of UTF-7; '' if it is none."""
    try:
        return base64.b64decode(code + b"A" * (-len(code) % 4))[: len(code) * 6 // 16 * 2].decode("utf-16-be")
    except ValueError:
        return ""


def _is_full_of(marks: re.Pattern[bytes], head: bytes) -> bool:
    """Whether marks and letters are in the right places in another encoding, and not as Windows has them."""
    count = len(marks.findall(head))
    return (
        count > 0
        and count > 2 * len(WINDOWS_MARKS.findall(head))
        and count * 3 > len(re.findall(rb"[\x80-\xff]+", head))
    )


def _recognised(head: bytes) -> str | None:
    """The encoding in which the bytes look like words of some language, or None.

    Western European wins over Central European where both give letters: charset-normalizer cannot tell 'è' from 'č'.
    """
    from charset_normalizer import from_bytes

    high = sum(byte >= 0x80 for byte in head)
    dense = high * MOSTLY_ASCII > len(head)
    if wanted := [encoding for encoding, kana in KANA if kana.search(head)][:1] or (EASTERN if dense else []):
        eastern = from_bytes(_to_line_end(head), cp_isolation=wanted).best()
        if eastern and sum(not character.isascii() for character in str(eastern)) >= LEAST_EASTERN:
            return eastern.encoding
    if _is_full_of(DOS_LETTERS, head):
        return "cp850"
    matches = from_bytes(head, cp_isolation=ENCODINGS)
    best = matches.best()
    if best is None or (best.coherence < LIKE_WORDS and dense):
        return None
    if best.encoding == "cp1250":
        western = next((match for match in matches if "cp1252" in match.could_be_from_charset), None)
        pounds = len(POUNDS.findall(head))
        if western and western.coherence > best.coherence - 0.05 and _letters(western) + pounds >= _letters(best):
            return "cp1252"
    if best.encoding == "cp1251" and len(CYRILLIC_OF_MACS.findall(str(best))) > str(best).count("я"):
        return "mac_cyrillic"
    return best.encoding


def _to_line_end(head: bytes) -> bytes:
    """Bytes up to their last line end, as the last character may be cut; no character contains a line end."""
    return head if len(head) < HEAD_BYTES else head[: head.rfind(b"\n") + 1] or head


def _letters(text: object) -> int:
    return sum(map(str.isalpha, str(text)))
