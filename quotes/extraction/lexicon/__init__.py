"""The words of one language, loaded from `lang/xx.toml` and validated: what a native speaker may correct."""

from quotes.extraction.lexicon.forms import CueForm
from quotes.extraction.lexicon.labels import Grammar
from quotes.extraction.lexicon.lexicon import Lexicon
from quotes.extraction.lexicon.loading import FOLDER, load_lexicon
from quotes.extraction.lexicon.section import Words
from quotes.extraction.lexicon.tables import CueGroup, Elisions, Gender, WordFile, read_words

__all__ = [
    "FOLDER",
    "CueForm",
    "CueGroup",
    "Elisions",
    "Gender",
    "Grammar",
    "Lexicon",
    "WordFile",
    "Words",
    "load_lexicon",
    "read_words",
]
