"""Which rules found the quotations of a database: articles of another version are analysed again by `load`."""

from __future__ import annotations

# To be raised with each change after which the same text may give other quotations, speakers or topics.
VERSION = "14"
