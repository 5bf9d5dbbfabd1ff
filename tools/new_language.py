"""Begin a language: `python -m tools.new_language de` writes `quotes/lang/de.toml` without words, and `de_forms.toml`.

The comments of the English file stay, and so do the labels of its parser, which are to be replaced by those of the
model that parses the language. Words can be filled in bit by bit: what has none is not found.
"""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path
from typing import get_origin, get_type_hints

from quotes.extraction.lexicon import FOLDER, WordFile

MODEL = "en"
# A key with its words, on one line or many.
WORDS = re.compile(r'^(\w+) = (?:"""\n.*?\n"""|"[^"\n]*")(?=\n)', re.M | re.S)
TABLES = {name for name, kind in get_type_hints(WordFile).items() if get_origin(kind) is dict}
HEADER = "# Forms of the verbs and nouns in {}.toml: each by its base form, with all others.\n\n[verbs]\n\n[nouns]\n"


def without_words(text: str, language: str) -> str:
    """A word file with empty lists of words, named as another language."""
    head, *sections = re.split(r"^(?=\[)", text, flags=re.M)
    named = {"language": language, "called": language}
    head = WORDS.sub(lambda found: f'{found[1]} = "{named[found[1]]}"', head.partition("\n\n")[2])
    return head + "".join(_emptied(section) for section in sections)


def _emptied(section: str) -> str:
    name, _, body = section.partition("\n")
    if name.strip("[]") in TABLES:
        comments = [line for line in body.splitlines() if line.startswith("#")]
        return "\n".join([name, *comments, "", ""])
    return f"{name}\n" + WORDS.sub(lambda found: f'{found[1]} = ""', body)


def write(folder: Path, language: str) -> list[Path]:
    """Write the two files of a new language, and return their paths.

    Raises:
        FileExistsError: one of them is there already.
    """
    texts = {
        f"{language}.toml": without_words((FOLDER / f"{MODEL}.toml").read_text(encoding="utf-8"), language),
        f"{language}_forms.toml": HEADER.format(language),
    }
    for name, text in texts.items():
        with (folder / name).open("x", encoding="utf-8") as file:
            file.write(text)
    return [folder / name for name in texts]


def main() -> None:
    """Write the files, and say which."""
    parser = argparse.ArgumentParser(prog="python -m tools.new_language", description=__doc__)
    parser.add_argument("language", help="its code of two letters")
    language = parser.parse_args().language
    if not re.fullmatch("[a-z]{2}", language):
        parser.error(f"{language!r} is no code of two letters, such as 'de'")
    try:
        written = write(FOLDER, language)
    except FileExistsError as error:
        parser.error(f"{error.filename} is there already")
    sys.stdout.write("".join(f"wrote {file}\n" for file in written))


if __name__ == "__main__":
    main()
