"""Find and load the lexicon of a language: `lang/xx.toml` with the other files of the language."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from pathlib import Path

from quotes.errors import LexiconError
from quotes.extraction.lexicon.forms import all_forms, cue_forms, denial_forms, noun_forms
from quotes.extraction.lexicon.lexicon import Lexicon
from quotes.extraction.lexicon.tables import Forms, Gender, read_table, read_words
from quotes.names.words import FILE, NameWords, name_words

FOLDER = Path(__file__).parents[2] / "lang"
DEFAULT = "en"  # of an article that names no language
LONGEST_NAME = 40  # characters of the name of a language that a message repeats


def load_lexicon(language: str | None = None, path: str | Path | None = None) -> Lexicon:
    """The lexicon of a language, or of a word file of your own.

    Args:
        language: as an article names it: 'en', 'en-GB', 'en_us', 'English'; None or '' for English.

    Raises:
        LexiconError: there is no such file, or a key in it is unknown or missing.
    """
    return _load(Path(path) if path else _file_of(language))


@lru_cache(maxsize=256)
def _file_of(language: str | None) -> Path:
    """The word file of the language that a name or a tag begins with."""
    name = re.match(r"[^\W\d_]*", (language or DEFAULT).strip().lower())
    called = name.group() if name else ""
    files = sorted(FOLDER.glob("??.toml"))
    for file in files:
        if called in read_words(file).called:
            return file
    raise LexiconError(
        f"no lexicon for language {(language or '')[:LONGEST_NAME]!r}; there are {[file.stem for file in files]}. "
        f"Pass path='path/to.toml' or add quotes/lang/{called if len(called) == 2 else 'xx'}.toml"
    )


@lru_cache(maxsize=8)
def _load(file: Path) -> Lexicon:
    words, names = read_words(file), _names(file)
    own = file.with_name(f"{file.stem}_forms.toml")
    forms = read_table(own if own.is_file() else FOLDER / f"{words.language}_forms.toml", Forms)
    return Lexicon(
        words=words,
        noun_forms=noun_forms(words, forms, file),
        cue_forms=cue_forms(words, forms, file),
        denying=denial_forms(words, forms, file),
        causing=all_forms(words.phrases.causing, words, forms, file),
        voicing=all_forms(words.phrases.voicing, words, forms, file),
        refusing=all_forms(words.unmade.refusing, words, forms, file),
        naming_deeds=all_forms(words.cues.naming_deeds, words, forms, file),
        making=all_forms(words.nouns.made, words, forms, file),
        unmaking=all_forms(words.unmade.refusing | words.unmade.planning, words, forms, file) | words.unmade.unready,
        first_names=_first_names(file),
        titles=names.titles,
        particles=names.particles,
    )


def _first_names(file: Path) -> dict[str, Gender]:
    names = file.with_name(f"{file.stem}_first_names.toml")
    if not names.is_file():
        return {}
    table = tomllib.loads(names.read_text(encoding="utf-8"))
    found: dict[str, Gender] = {name.lower(): "male" for name in table["male"].split()}
    found.update({name.lower(): "female" for name in table["female"].split()})
    return found


def _names(file: Path) -> NameWords:
    """The names file of a word file's language; the English one if there is none."""
    names = file.with_name(f"{file.stem}_names.toml")
    return name_words(names if names.is_file() else FILE)
