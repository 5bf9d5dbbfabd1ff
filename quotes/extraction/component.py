"""nlp.add_pipe("quotes"): find, attribute and resolve, in this order; the only file that writes to a Doc."""

from __future__ import annotations

from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from quotes.extraction.lexicon import Lexicon, load_lexicon
from quotes.extraction.pipeline import analyse
from quotes.extraction.weights import fitted_for, load_weights
from quotes.models import Quote

KEY = "quotes"


@Language.factory(
    KEY,
    assigns=["doc._.quotes"],
    requires=["token.tag", "token.dep", "token.head", "doc.ents"],
)
def make_quotes(nlp: Language, name: str) -> Quotes:
    """The component's factory."""
    return Quotes(name, weights=fitted_for(nlp))


class Quotes:
    """Finds the quotations of a Doc and stores them as plain dicts: `doc._.quotes`.

    Raises:
        LexiconError: the file of weights is not there, or holds none.

    Attributes:
        weights: a file that `quotes fit` made; None for the weights that come with the language.
    """

    def __init__(self, name: str = "quotes", *, weights: str | None = None) -> None:
        self.name = name
        self.weights = weights
        load_weights(load_lexicon().words.language, weights)  # an invalid file is reported now, not with every article
        if not Doc.has_extension(KEY):
            Doc.set_extension(KEY, getter=lambda doc: doc.user_data.get(KEY, []))

    def __call__(self, doc: Doc) -> Doc:
        found: list[dict[str, Any]] = [quote.model_dump() for quote in self.find(doc, load_lexicon(doc.lang_))]
        doc.user_data[KEY] = found
        return doc

    def find(self, doc: Doc, lexicon: Lexicon) -> list[Quote]:
        """The quotations of a Doc, by the words of a language."""
        return analyse(doc, lexicon, self.weights)
