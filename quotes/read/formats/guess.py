"""Find out what kind of file a stream is: by its first bytes or, if these do not settle it, by its name."""

from __future__ import annotations

import csv
import re
from pathlib import PurePath

from quotes.read.decode import Stream
from quotes.read.exports import HEAD_LINES, archive_of
from quotes.read.fields import Fields, column
from quotes.read.unzip import PACKAGE

SUFFIXES = {
    ".txt": "text",
    ".text": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".json": "json",
    ".geojson": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "csv",
    ".tsv": "csv",
    ".tab": "csv",
    ".parquet": "parquet",
    ".warc": "warc",
    ".rss": "feed",
    ".atom": "feed",
    ".xml": "xml",
    ".nitf": "xml",
    ".newsml": "xml",
    ".docx": "docx",
    ".docm": "docx",
    ".odt": "odt",
    ".rtf": "rtf",
    ".epub": "epub",
    ".pdf": "pdf",
    ".xlsx": "xlsx",
    ".xlsm": "xlsx",
    ".eml": "eml",
    ".mbox": "mbox",
    ".mht": "mht",
    ".mhtml": "mht",
    ".webarchive": "webarchive",
    ".srt": "subtitles",
    ".vtt": "subtitles",
    ".zip": "zip",
    ".tar": "tar",
    ".tgz": "tar",
    ".tbz2": "tar",
    ".txz": "tar",
    ".doc": "ole",
    ".xls": "ole",
    ".msg": "ole",
}
PACKINGS = (".gz", ".bz2", ".xz")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# The root of XML, after declarations and comments.
ROOT = re.compile(
    r"(?>(?:<\?[^>]*>\s*|<!--(?>.*?-->)\s*|<!doctype[^>\[]*(?:\[.*?\]\s*)?>\s*)*)<(?:[\w.-]+:)?(?P<root>[\w.-]+)",
    re.DOTALL | re.IGNORECASE,
)
FEEDS = {"rss", "feed", "rdf"}
PAGES = {"html", "head", "body"}
PROPERTIES = "plist"
MEMBER = re.compile(rb"PK\x03\x04.{22}(..)(..)(.{1,80})", re.DOTALL)
HEADER = re.compile(r"(?:[A-Za-z][A-Za-z0-9-]{1,60}):(?: |\t|\r?\n)")
MAIL = ("from", "to", "subject", "date", "mime-version", "received", "message-id", "return-path", "delivered-to")
POSTED = re.compile(r"From \S+.{0,60}\d{4}\s*\n(?:>?[A-Za-z][A-Za-z0-9-]{1,60}:|\s)")
SRT = re.compile(r"\s*(?:\d+\s*\n)?\s*\d{1,2}:\d\d:\d\d[,.]\d{1,3} +--> +\d{1,2}:\d\d:\d\d[,.]\d{1,3}")
MATTER = re.compile(
    r"(?:---[ \t]*\n(?:[\w-]+ *:.*\n|[ \t#-].*\n|\s*\n)+?---[ \t]*\n"
    r"|\+\+\+[ \t]*\n(?:[ \t]*[\w.\"'-]+ *=.*\n|(?!\+\+\+).*\n){1,300}?\+\+\+)"
)
HEADING_LINES = 20  # among which the names of the columns are looked for
DELIMITERS = ("\t", ";", ",", "|")
#: Kinds of file that no plain text is, though somebody may have given it such a name.
PACKED = ("parquet", "docx", "odt", "epub", "pdf", "xlsx", "webarchive", "zip", "tar")
# Kinds of text that a file's name decides, because the content cannot contradict it.
NAMED = ("csv", "json", "jsonl", "markdown", "subtitles", "html", "xml", "eml", "mbox", "mht", "feed")


def format_of(path: PurePath) -> str | None:
    """The format according to a file's name, or None."""
    plain = path.with_suffix("") if path.suffix.lower() in PACKINGS else path
    return SUFFIXES.get(plain.suffix.lower())


def kind_of(stream: Stream, name: str | PurePath | None = None) -> str:
    """The format of a stream, one of `READERS`.

    Args:
        name: the name of its file, if it has one.
    """
    named = format_of(PurePath(name)) if name else None
    if sure := _by_bytes(stream.head, named):
        return sure
    start = stream.start.lstrip("\ufeff \t\r\n").replace("\r\n", "\n").replace("\r", "\n")
    return _by_text(start, named) or _by_name(named, start) or _plain(start, named)


def _by_bytes(head: bytes, named: str | None) -> str | None:
    if head.startswith(b"PAR1"):
        return "parquet"
    if head.lstrip()[:5].lower() == b"warc/":
        return "warc"
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith(b"{\\rtf"):
        return "rtf"
    if head.startswith(b"bplist"):
        return "webarchive"
    if head.startswith(OLE):
        return "ole"
    if head.startswith(PACKAGE) or head.startswith(b"PK\x05\x06"):
        return _package(head, named)
    return "tar" if head[257:262] == b"ustar" else None


def _package(head: bytes, named: str | None) -> str:
    """The format of a ZIP file, by the names of the first files in it."""
    members = []
    for match in MEMBER.finditer(head):
        size = int.from_bytes(match[1], "little")
        members.append(match[3][:size])
        if members[-1] == b"mimetype":
            rest = head[match.start(3) : match.start(3) + 200]
            if b"epub+zip" in rest:
                return "epub"
            if b"opendocument" in rest:
                return "odt" if b"opendocument.text" in rest else "ods"
    if b"META-INF/container.xml" in members or (b"mimetype" in members and named in ("epub", "odt")):
        return named if named == "odt" else "epub"
    for beginning, kind in ((b"word/", "docx"), (b"xl/", "xlsx"), (b"ppt/", "pptx")):
        if any(member.startswith(beginning) for member in members):
            return kind
    if members and members[0] in (b"[Content_Types].xml", b"_rels/.rels"):
        return named if named in ("docx", "xlsx") else "docx"
    return named if named in ("docx", "odt", "epub", "xlsx") and not members else "zip"


def _by_text(start: str, named: str | None) -> str | None:
    """The kind of a text by its content, whatever its name is."""
    if start.startswith("WEBVTT") or SRT.match(start):
        return "subtitles"
    if match := ROOT.match(start):
        root = match["root"].lower()
        if root in FEEDS:
            return "feed"
        if root in PAGES or start[:14].lower() == "<!doctype html":
            return "html"
        if root == PROPERTIES:
            return "webarchive"
        if start.startswith("<?xml") and named not in ("html", "feed"):
            return "xml"
    if POSTED.match(start):
        return "mbox"
    if kind := _mail(start):
        return kind
    if named in (None, "text") and _is_json(start):
        return _json(start)
    if named not in ("csv", "json", "jsonl", "html") and archive_of(start.split("\n")[:HEAD_LINES]):
        return "export"
    return None


def _mail(start: str) -> str | None:
    """'eml' or 'mht' for lines of headers of mail."""
    head = start.partition("\n\n")[0]
    names = []
    for line in head.split("\n")[:60]:
        if line[:1] in (" ", "\t"):
            continue
        if not HEADER.match(line + "\n"):
            return None
        names.append(line.partition(":")[0].lower())
    if sum(name in MAIL for name in names) < 2 or not {"mime-version", "message-id", "received", "content-type"} & set(
        names
    ):
        return None if not {"from", "subject", "date"} <= set(names) or len(names) < 4 else "eml"
    saved = re.search(r"^content-type: *(?:multipart/related|text/html)", head, re.IGNORECASE | re.MULTILINE)
    page = re.search(r"saved by|snapshot-content-location|^content-location:", head, re.IGNORECASE | re.MULTILINE)
    bare = "from" not in names and "multipart" in head.lower()
    return "mht" if saved and (page or bare) else "eml"


def _is_json(start: str) -> bool:
    return bool(re.match(r"\{\s*[\"}]|\[\s*[{\]\[]", start))


def _json(start: str) -> str:
    first, end, _ = start.partition("\n")
    if not start.startswith("{"):
        return "json"
    return "json" if end and not first.rstrip().endswith("}") else "jsonl"


def _by_name(named: str | None, start: str) -> str | None:
    if named in ("eml", "mht") and not HEADER.match(start):
        return None
    return named if named in NAMED else None


def _plain(start: str, named: str | None) -> str:
    """A table with names of columns that we know, Markdown with its front matter, or text.

    What is named as something that text never is, and is not, keeps its name: its reader refuses it.
    """
    if MATTER.match(start):
        return "markdown"
    if start.startswith("<") and re.match(r"<(?:!doctype html|html|head|body|p|div|article)\b", start, re.IGNORECASE):
        return "html"
    if is_table(start):
        return "csv"
    return named if named in PACKED else "text"


def is_table(start: str) -> bool:
    """Whether the first line names columns: one for the text, and another for a field that we know."""
    lines = start.split("\n", 2)
    heading = lines[1] if lines[0].lower().startswith("sep=") and len(lines) > 1 else lines[0]
    if len(heading) > 2000:
        return False
    columns = next(csv.reader([heading], delimiter=delimiter_of(heading)), [])
    known = [
        name
        for name in ("text", "title", "source", "published", "url", "id", "author")
        if column(name, Fields(), columns)
    ]
    return len(known) > 1 and "text" in known


def delimiter_of(heading: str) -> str:
    """The character between the columns of a heading line."""
    return max(DELIMITERS, key=heading.count)


def heading_of(start: str) -> int:
    """How many lines, such as the title of the table, come before the names of the columns; 0 if no line names them."""
    lines = start.split("\n")[:HEADING_LINES]
    return next((at for at, line in enumerate(lines) if line and is_table(line)), 0)
