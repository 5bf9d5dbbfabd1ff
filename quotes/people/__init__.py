"""One person across many articles: whom a name means, who holds an office, and what a human says of it.

`join` runs when an article is saved; the rest is for `quotes people`, `quotes correct` and the review page.
"""

from quotes.people import joint
from quotes.people.corrections.quotations import apply as corrected
from quotes.people.join import Context, Joined, Named, join, settle
from quotes.people.office import RULE, SURE
from quotes.people.rejoin import join_again
from quotes.people.rows import role_key

__all__ = [
    "RULE",
    "SURE",
    "Context",
    "Joined",
    "Named",
    "corrected",
    "join",
    "join_again",
    "joint",
    "role_key",
    "settle",
]
