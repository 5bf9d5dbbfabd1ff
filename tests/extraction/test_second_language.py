"""A second language, made as CONTRIBUTING.md says: a file of words, a model that parses it, and no code.

The words are a handful of German ones, and the model knows just the sentences below, by a rule for each of its labels.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import spacy
from click.testing import CliRunner, Result
from spacy.language import Language
from spacy.tokens import Doc, Span

from quotes.cli import cli
from quotes.errors import LexiconError
from quotes.extraction.lexicon import load_lexicon, loading
from quotes.extraction.parse.parser import load_pipeline
from tools.new_language import write

WORDS = {
    "called": "de deu deutsch german",
    "say": "sagen erklären",
    "complementisers": "dass",
    "that": "dass",
    "the": "der die das Der Die Das",
    "male": "er",
    "female": "sie",
    "placeholder": ["Es", "ist", "so"],
}
FORMS = {"sagen": "sagt sagte gesagt", "erklären": "erklärt erklärte"}
TEXT = "„Die Fähre fährt am Montag“, sagte Ida Marlow. Oskar Vane erklärte, dass die Brücke offen ist.\n"
VERBS = {"sagte": "VVFIN", "erklärte": "VVFIN", "fährt": "VVFIN", "ist": "VAFIN"}


@Language.component("german_of_a_test")
def parsed(doc: Doc) -> Doc:
    """Tags from a list, the clause after 'dass' under the verb before it, and two capitalised words as a name."""
    for sentence in _sentences(doc):
        verbs = [token for token in sentence if token.text in VERBS]
        root = next((verb for verb in verbs if verb.text in ("sagte", "erklärte")), (verbs or [sentence[0]])[0])
        for token in sentence:
            token.head, token.dep_ = root, "dep"
            token.tag_ = VERBS.get(token.text, "NE" if token.text.istitle() else "$," if token.is_punct else "ART")
        root.dep_ = "ROOT"
        for verb in verbs:
            before = [token for token in sentence[: verb.i - sentence.start] if token.text.istitle()]
            after = [token for token in sentence[verb.i - sentence.start + 1 :] if token.text.istitle()]
            if subject := (before or after)[-1:]:
                subject[0].head, subject[0].dep_ = verb, "sb"
            if verb != root:
                verb.head, verb.dep_ = root, "oc"
        for token in (token for token in sentence if token.text == "dass"):
            token.head, token.dep_ = verbs[-1], "cp"
    names = [Span(doc, token.i, token.i + 2, label="PER") for token in doc[:-1] if token.text in ("Ida", "Oskar")]
    for name in names:
        name[0].head, name[0].dep_ = name[1], "pnc"
    doc.set_ents(names)
    return doc


def _sentences(doc: Doc) -> Iterator[Span]:
    starts = [0, *(token.i + 1 for token in doc[:-1] if token.text == ".")]
    return (doc[start:end] for start, end in zip(starts, [*starts[1:], len(doc)], strict=True))


@Language.component("nothing_of_a_test")
def nothing(doc: Doc) -> Doc:
    return doc


@pytest.fixture
def german(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The path of the model; `lang/` has the German words, too."""
    for file in loading.FOLDER.glob("en*.toml"):
        (tmp_path / file.name).write_bytes(file.read_bytes())
    words, forms = write(tmp_path, "de")
    fill(words, WORDS)
    forms.write_text(forms.read_text().replace("[verbs]\n", "[verbs]\n" + toml(FORMS)), encoding="utf-8")
    monkeypatch.setattr(loading, "FOLDER", tmp_path)
    nlp = spacy.blank("de")
    for part, component in (("tagger", "nothing"), ("parser", "german"), ("ner", "nothing")):
        nlp.add_pipe(f"{component}_of_a_test", name=part)
    nlp.to_disk(tmp_path / "model")
    loading._file_of.cache_clear()
    yield str(tmp_path / "model")
    loading._file_of.cache_clear()
    load_pipeline.cache_clear()


LABELS = {
    "subject": ["sb"],
    "clause": ["oc"],
    "name_parts": ["pnc"],
    "clause_marks": ["cp"],
    "verb_tags": ["VVFIN", "VAFIN"],
    "finite_tags": ["VVFIN", "VAFIN"],
    "name_tags": ["NE"],
    "name_labels": ["PER"],
    "person_labels": ["PER"],
    "source_labels": ["PER"],
    "owner_labels": ["PER"],
}


def fill(file: Path, words: dict[str, str | list[str]]) -> None:
    """Give keys of a word file their words and labels, as somebody would in an editor."""
    lines = file.read_text(encoding="utf-8").splitlines()
    given = {key: f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in (words | LABELS).items()}
    filled = [given.get(line.partition(" = ")[0], line) for line in lines]
    assert set(given.values()) <= set(filled)
    file.write_text("\n".join(filled) + "\n", encoding="utf-8")


def toml(table: dict[str, str]) -> str:
    return "".join(f'{json.dumps(key, ensure_ascii=False)} = "{value}"\n' for key, value in table.items())


def extract(tmp_path: Path, *options: str) -> Result:
    (tmp_path / "news.txt").write_text(TEXT, encoding="utf-8")
    return CliRunner().invoke(cli, ["extract", str(tmp_path / "news.txt"), *options])


def test_a_few_words_and_a_model_find_who_said_what(tmp_path: Path, german: str) -> None:
    result = extract(tmp_path, "--language", "de", "--model", german)
    assert result.exit_code == 0, result.output
    found = json.loads(result.stdout)
    assert found["language"] == "de"
    assert [(quote["kind"], quote["text"], quote["speaker"]) for quote in found["quotes"]] == [
        ("direct", "Die Fähre fährt am Montag", "Ida Marlow"),
        ("indirect", "die Brücke offen ist", "Oskar Vane"),
    ]


def test_who_names_no_language_is_in_that_of_the_model(tmp_path: Path, german: str) -> None:
    found = json.loads(extract(tmp_path, "--model", german).stdout)
    assert "Ida Marlow" in [quote["speaker"] for quote in found["quotes"]]


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (
            ["--language", "de"],
            "--language de: the model that comes with quotes parses English; give --model the name of",
        ),
        (["--language", "zz"], "no lexicon for language 'zz'; there are ['de', 'en']"),
    ],
)
def test_a_language_without_words_or_a_model_is_one_clear_line(
    tmp_path: Path, german: str, options: list[str], says: str
) -> None:
    result = extract(tmp_path, *options)
    assert (result.exit_code, result.stdout) == (1, "") and says in result.stderr and result.stderr.count("\n") == 1


def test_an_article_in_another_language_than_the_model_parses_is_kept_and_told(tmp_path: Path, german: str) -> None:
    result = extract(tmp_path, "--language", "en", "--model", german)
    told = "kept without quotations: it is in 'en', and the model parses 'de'; give --model the name of one that parses"
    assert result.exit_code == 1 and told in result.stderr and json.loads(result.stdout)["quotes"] == []


def test_a_language_begins_without_words_and_names_itself(tmp_path: Path) -> None:
    words, _ = write(tmp_path, "de")
    lexicon = load_lexicon(path=words)
    assert (lexicon.words.language, lexicon.words.called, lexicon.cue_forms) == ("de", {"de"}, {})
    assert lexicon.words.grammar == load_lexicon().words.grammar
    with pytest.raises(FileExistsError):
        write(tmp_path, "de")


@pytest.mark.parametrize(
    ("key", "problem"),
    [
        ("", r"cues\.describe: Field required"),
        ('describe = ""\ndescribes = ""\n', r"cues\.describes: unknown key"),
    ],
)
def test_a_key_that_is_missing_or_unknown_is_named(tmp_path: Path, key: str, problem: str) -> None:
    words, _ = write(tmp_path, "de")
    words.write_text(words.read_text(encoding="utf-8").replace('describe = ""\n', key), encoding="utf-8")
    with pytest.raises(LexiconError, match=rf"de\.toml: {problem}"):
        load_lexicon(path=words)
