"""A mention as the resolvers see it: where its head stands, and which kind of words it begins with."""

from __future__ import annotations

from typing import NamedTuple

from quotes.extraction.layout import Range
from quotes.extraction.lexicon import Gender
from quotes.extraction.resolve.discourse import Discourse


class Reference(NamedTuple):
    """A mention to be resolved.

    Attributes:
        mention: its tokens.
        head: the token that the others hang on.
        word: the head in lower case.
        text: the head as it is written.
        pronoun: it is one word, or begins with 'he', 'she' or one of their forms.
        definite: it begins with 'the', 'this', 'that', 'his' …: it points to something known.
        plural: the head is a plural noun.
    """

    mention: Range
    head: int
    word: str
    text: str
    pronoun: bool
    definite: bool
    plural: bool


def refer(discourse: Discourse, mention: Range, head: int | None = None) -> Reference:
    """The reference that a mention is; its head by the parse unless it is given."""
    layout, words = discourse.layout, discourse.lexicon.words
    at = int(layout.head(mention).i) if head is None else head
    first, pronouns = layout.lowers[mention[0]], words.pronouns
    gendered = first in pronouns.male or first in pronouns.female
    owned = gendered or first in pronouns.neuter or first in pronouns.plural
    return Reference(
        mention=mention,
        head=at,
        word=layout.lowers[at],
        text=layout.texts[at],
        pronoun=gendered or mention[1] - mention[0] == 1,
        definite=owned
        or first in words.resolving.definite
        or (first in words.resolving.bare and mention[1] - mention[0] == 1)
        or first in pronouns.first_plural
        or _leads_headline(discourse, mention, at),
        plural=layout.tags[at] in words.grammar.plural_tags,
    )


def pronoun_gender(discourse: Discourse, reference: Reference) -> Gender | None:
    """The gender that a mention says, if it is 'he' or 'she' or one of their forms."""
    pronouns = discourse.lexicon.words.pronouns
    if not reference.pronoun:
        return None
    if reference.word in pronouns.male:
        return "male"
    return "female" if reference.word in pronouns.female else None


def is_owned_by_name(discourse: Discourse, reference: Reference) -> bool:
    """'Norland's foreign minister': one of somebody's or something's that has a name."""
    layout, grammar = discourse.layout, discourse.lexicon.words.grammar
    first = reference.mention[0]
    owner = any(tag in discourse.lexicon.words.resolving.genitive_tags for tag in layout.tags[first : reference.head])
    return owner and layout.tags[first] in grammar.name_tags and not reference.plural


def _leads_headline(discourse: Discourse, mention: Range, head: int) -> bool:
    """'Governor says bridge is safe', 'Health chief: Masks to return': headlines leave out the article."""
    layout = discourse.layout
    paragraph = layout.paragraph_of[mention[0]]
    begins = paragraph in layout.headlines and layout.paragraphs[paragraph][0] == mention[0]
    return begins and layout.lowers[head] in discourse.lexicon.persons
