"""How much of any input is read. Input past a bound is refused by name, and reading goes on after it.

Sizes are characters of text or bytes; `docs/limits.md` says what each is for.
"""

from __future__ import annotations

MB = 1024 * 1024

LONGEST_LINE = 64 * MB  # of JSON Lines or CSV
LONGEST_JSON = 256 * MB  # a document of JSON other than JSON Lines
LONGEST_PAGE = 16 * MB  # a text, a web page, a feed, a page in a WARC file, a page that is fetched
MOST_LINES = 100_000  # of one text
MOST_ELEMENTS = 20_000  # of one web page
SMALL_PAGE = 200_000  # characters of a web page that is parsed in this process
PAGE_SECONDS, PAGE_MEMORY = 30.0, 2048 * MB  # to parse a larger page: CPU seconds, bytes
LONGEST_DOCUMENT = 256 * MB  # a file of Word, PDF and the like
SMALL_DOCUMENT = 2 * MB  # unpacked, of a document other than PDF that is taken apart in this process
DOCUMENT_SECONDS = 300.0  # CPU seconds to take apart a larger one
LONGEST_PART = 256 * MB  # all parts of a document or spreadsheet that is a ZIP file, unpacked
MOST_MEMBERS = 100_000  # files in a ZIP or TAR file
DEEPEST = 3  # archives inside each other
LONGEST_MEMBER = 256 * MB  # a file in a ZIP or TAR file that has to be in memory to be read
LONGEST_XML = 64 * MB  # a file of news items or debates
LONGEST_MESSAGE = 64 * MB  # one message of mail, with its attachments
MOST_PARTS = 1_000  # of one message
MOST_COLUMNS = 1_000  # of a spreadsheet; columns further to the right are not read
MOST_ROWS = 2**20  # of a sheet, as in Excel
MOST_SHEETS = 1_000  # of a spreadsheet
MOST_FEEDS = 5_000  # of a list of feeds
MOST_ENTRIES = 10_000  # of one feed
LONGEST_HEADERS = 256 * 1024  # of one WARC record

PACKED = 200  # times a packed file may grow …
PACKED_FREE = 16 * MB  # … past this size

MOST_REDIRECTS = 5
LONGEST_ADDRESS = 2_000
LONGEST_ROBOTS = 512 * 1024
CONNECT_SECONDS, READ_SECONDS, TOTAL_SECONDS = 10.0, 20.0, 60.0
PAUSE_SECONDS, LONGEST_PAUSE = 1.0, 60.0  # between two requests to one host; the most that robots.txt may ask for
