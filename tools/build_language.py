"""Make `quotes/lang/xx_forms.toml`: the inflected forms of the verbs and nouns in a word file, by lemminflect.

Run it after you add a verb or a noun to `quotes/lang/xx.toml`. It needs lemminflect, which comes with the extra `dev`
and knows only English.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import get_args

from quotes.errors import LexiconError
from quotes.extraction.lexicon import FOLDER, CueGroup, WordFile, read_words

HEADER = """# Forms of the verbs and nouns in {language}.toml, by lemminflect; not to be edited. What it gets wrong
# stands in {language}.toml under [irregular]. Made by: python -m tools.build_language {language}
"""
VERBS, NOUNS = ("VERB", {"VBD", "VBG", "VBZ"}), ("NOUN", {"NNS"})  # a part of speech, and the forms that each word has


def forms_file(words: WordFile) -> str:
    """The text of the file of forms that belongs to a word file."""
    lemmas = words.denials.verbs.union(*(getattr(words.cues, group) for group in get_args(CueGroup)))
    heads = {lemma.split()[0] for lemma in lemmas}
    verbs = heads | words.phrases.causing | words.phrases.voicing | words.nouns.made
    verbs |= words.unmade.refusing | words.unmade.planning
    tables = {"verbs": _table(verbs, words, *VERBS), "nouns": _table(words.nouns.cues, words, *NOUNS)}
    body = "".join(f"\n[{name}]\n{lines}" for name, lines in tables.items())
    return HEADER.format(language=words.language) + body


def _table(bases: Iterable[str], words: WordFile, part: str, tags: set[str]) -> str:
    regular = sorted(set(bases) - set(words.irregular))
    return "".join(f'{base} = "{" ".join(forms_of(base, part, tags))}"\n' for base in regular)


def forms_of(base: str, part: str, tags: set[str]) -> list[str]:
    """The other forms of a word: those in lemminflect's list or, if some are missing, those by its rules.

    >>> forms_of("commit", *VERBS)
    ['committed', 'commits', 'committing']
    """
    from lemminflect import getAllInflections, getAllInflectionsOOV

    known = getAllInflections(base, part)
    if not tags <= set(known):
        known = getAllInflectionsOOV(base, part)
    return sorted({form for forms in known.values() for form in forms} - {base})


def main() -> None:
    """Write the file."""
    parser = argparse.ArgumentParser(prog="python -m tools.build_language", description=__doc__)
    parser.add_argument("language", nargs="?", default="en", help="of quotes/lang/LANGUAGE.toml; en by default")
    language = parser.parse_args().language
    file = Path(FOLDER / f"{language}_forms.toml")
    try:
        words = read_words(FOLDER / f"{language}.toml")
    except LexiconError as error:
        parser.error(str(error))
    file.write_text(forms_file(words), encoding="utf-8")
    sys.stdout.write(f"wrote {file}\n")


if __name__ == "__main__":
    main()
