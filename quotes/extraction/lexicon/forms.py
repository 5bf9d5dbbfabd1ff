"""The forms of the words that report: 'said' of 'say', 'claims' of 'claim'."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import get_args

from quotes.errors import LexiconError
from quotes.extraction.lexicon.section import Words
from quotes.extraction.lexicon.tables import CueGroup, Forms, WordFile


@dataclass(frozen=True)
class CueForm:
    """A form of a cue verb: its base form, the particle it needs ('point' + 'out') and its groups."""

    lemma: str
    particle: str
    groups: frozenset[str]


def noun_forms(words: WordFile, forms: Forms, file: Path) -> dict[str, str]:
    """Each form of a noun that reports, to the noun."""
    nouns = sorted(words.nouns.cues)
    return {form: noun for noun in nouns for form in (noun, *_forms_of(noun, words.irregular, forms.nouns, file))}


def cue_forms(words: WordFile, forms: Forms, file: Path) -> dict[str, tuple[CueForm, ...]]:
    """Each form of a cue verb, to the verbs it can be of."""
    groups: dict[str, set[str]] = {}
    for group in get_args(CueGroup):
        for lemma in getattr(words.cues, group):
            groups.setdefault(lemma, set()).add(group)
    return _forms_to_verbs(groups, words, forms, file)


def denial_forms(words: WordFile, forms: Forms, file: Path) -> dict[str, tuple[CueForm, ...]]:
    """Each form of a verb that says that something is not so, to the verbs it can be of."""
    return _forms_to_verbs({lemma: {"say"} for lemma in words.denials.verbs}, words, forms, file)


def _forms_to_verbs(
    groups: dict[str, set[str]], words: WordFile, forms: Forms, file: Path
) -> dict[str, tuple[CueForm, ...]]:
    found: dict[str, dict[CueForm, None]] = {}
    for lemma, members in sorted(groups.items()):
        head, _, particle = lemma.partition(" ")
        cue = CueForm(lemma, particle, frozenset(members))
        for form in {head, *_forms_of(head, words.irregular, forms.verbs, file)}:
            found.setdefault(form, {})[cue] = None
    return {form: tuple(cues) for form, cues in found.items()}


def all_forms(verbs: Words, words: WordFile, forms: Forms, file: Path) -> frozenset[str]:
    """Some verbs in every form."""
    return verbs.union(*(_forms_of(verb, words.irregular, forms.verbs, file) for verb in verbs))


def _forms_of(base: str, irregular: dict[str, Words], regular: dict[str, Words], file: Path) -> Words:
    """The other forms of a word.

    Raises:
        LexiconError: none are known, so that the word would be missed in all of them.
    """
    found = irregular.get(base) or regular.get(base)
    if found is None:
        raise LexiconError(
            f"{file}: no forms of {base!r} are known; give them under [irregular], "
            f"or run: python -m tools.build_language {file.stem}"
        )
    return found
