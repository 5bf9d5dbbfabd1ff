"""Who is 'she', 'Smith', 'the minister'? From a mention to the speaker, within one article.

A name goes to the character it can be; a pronoun or a role to the best of those it agrees with; what agrees with nobody
keeps its own words ('several migrants', 'a person familiar with the matter') or is left open. An answer depends on the
discourse alone, never on what was asked before.
"""

from __future__ import annotations

from quotes.extraction.layout import Range
from quotes.extraction.resolve.discourse import OPEN, Discourse, ResolvedSource
from quotes.extraction.resolve.nouns import NOUNS
from quotes.extraction.resolve.pronouns import PRONOUNS
from quotes.extraction.resolve.reference import refer
from quotes.extraction.resolve.whose import named_owner

RESOLVERS = (*PRONOUNS, *NOUNS)


def resolve(discourse: Discourse, mention: Range | None) -> ResolvedSource:
    """The speaker a mention stands for: of the resolvers in their order, the first answer."""
    if mention is None:
        return OPEN
    if mention in discourse.settled:
        return discourse.settled[mention]
    reference = refer(discourse, mention)
    speaker = next(one for resolver in RESOLVERS if (one := resolver(discourse, reference)) is not None)
    return named_owner(discourse, reference, speaker, resolve)
