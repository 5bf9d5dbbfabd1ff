"""One person across many articles: who is meant by a name, who holds an office, and what humans correct.

`join` runs when an article is saved; the rest is for `quotes people`, `quotes correct` and the review page.
"""

from quotes.people import joint
from quotes.people.corrections.quotations import apply as corrected
from quotes.people.join import ArticleContext, Joined, NameRow, join, mention_of
from quotes.people.match import Mention
from quotes.people.office import RULE, SURE
from quotes.people.place import place_of, stir, stirs
from quotes.people.rejoin import join_again, join_stirred
from quotes.people.rows import role_key

__all__ = [
    "RULE",
    "SURE",
    "ArticleContext",
    "Joined",
    "Mention",
    "NameRow",
    "corrected",
    "join",
    "join_again",
    "join_stirred",
    "joint",
    "mention_of",
    "place_of",
    "role_key",
    "stir",
    "stirs",
]
