"""Decide whether a predicted speaker is right, by the mention and by the name."""

from __future__ import annotations

import re
from collections.abc import Sequence

from quotes.evaluate.gold import GoldArticle, GoldQuote
from quotes.evaluate.units import letters
from quotes.models import Quote

HONORIFICS = ("mr", "mrs", "ms", "miss", "dr", "sir", "the", "jr", "sr")
OFFICES = ("president", "senator", "sen", "rep", "gov", "governor")
TITLES = frozenset((*HONORIFICS, *OFFICES))


def name_words(name: str) -> list[str]:
    """The words of a name in lower case, without titles and genitives.

    >>> name_words("President Obama’s")
    ['obama']
    """
    bare = re.sub(r"['’]s\b", "", name.lower())
    return [word for word in re.findall(r"\w+", bare) if word not in TITLES]


def same_name(predicted: str, accepted: str) -> bool:
    """Do two names have the same words, or the same last word and no conflicting first name?

    >>> [same_name(name, "Anna Smith") for name in ("Smith", "A. Smith", "Bob Smith")]
    [True, True, False]
    """
    p, a = name_words(predicted), name_words(accepted)
    if not p or not a or p[-1] != a[-1]:
        return False
    first_p, first_a = p[:-1], a[:-1]
    if not first_p or not first_a:
        return True
    return bool(set(first_p) & set(first_a)) or first_p[0][0] == first_a[0][0]


def entity_right(accepted: Sequence[str], predicted: str | None) -> bool:
    """Is the predicted name one of the accepted names? A pronoun is not."""
    return bool(predicted) and any(same_name(str(predicted), name) for name in accepted)


def mention_right(article: GoldArticle, gold: GoldQuote, predicted: Quote) -> bool:
    """Does the predicted mention overlap gold's, or does a named gold mention contain the predicted surname?"""
    if not gold.speaker_mention:
        return predicted.speaker_mention is None and not predicted.speaker
    wanted = letters(article.text, gold.speaker_mention)
    if wanted & letters(article.text, predicted.speaker_mention):
        return True
    shown = gold.speaker_text or article.words_at(gold.speaker_mention)
    named = any(word[0].isupper() for word in shown.split())
    last = name_words(predicted.speaker or "")[-1:]
    return named and bool(last) and last[0] in name_words(shown)
