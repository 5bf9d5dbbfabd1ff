"""The words of a parsed Doc as plain objects, linked as the parse has them.

Rules ask a word for its labels, its head and its children many times over, and spaCy works out each answer again.
Here all are worked out once. The attributes have spaCy's names and mean what they mean there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, field

from spacy.attrs import DEP, ENT_IOB, ENT_TYPE, HEAD, IDX, IS_ALPHA, IS_PUNCT, IS_QUOTE, IS_SPACE, ORTH, TAG
from spacy.strings import StringStore
from spacy.tokens import Doc

ATTRIBUTES = [IDX, HEAD, ENT_IOB, ORTH, TAG, DEP, ENT_TYPE, IS_ALPHA, IS_PUNCT, IS_QUOTE, IS_SPACE]
FLAGS = ATTRIBUTES.index(IS_ALPHA)  # the first attribute that is true or not
ENTITY_MARKS = ("", "I", "O", "B")  # by spaCy's number


@dataclass(slots=True, eq=False, repr=False)
class Token:
    """A word of a parsed Doc.

    Attributes:
        i: its number in the Doc.
        idx: where it begins in the text, in code points.
        parent: the word it hangs on; the root of a sentence hangs on itself.
        head: the same, but a word that the parse has no label for is its own head.
        children: the words that hang on it, in text order.
        left_edge, right_edge: the first and the last word of its subtree (not always, where branches cross).
        doc: all words of the Doc.
    """

    i: int
    idx: int
    text: str
    lower_: str
    tag_: str
    dep_: str
    ent_type_: str
    ent_iob_: str
    is_alpha: bool
    is_punct: bool
    is_quote: bool
    is_space: bool
    children: Sequence[Token] = ()
    parent: Token = field(init=False)
    head: Token = field(init=False)
    left_edge: Token = field(init=False)
    right_edge: Token = field(init=False)
    doc: Sequence[Token] = field(init=False)

    def __len__(self) -> int:
        return len(self.text)

    def __str__(self) -> str:
        return self.text

    def nbor(self, distance: int = 1) -> Token:
        """The word so many after it, or before it; IndexError where there is none."""
        if self.i + distance < 0:
            raise IndexError(f"there is no word {-distance} before word {self.i}")
        return self.doc[self.i + distance]

    @property
    def lefts(self) -> list[Token]:
        """The children before it."""
        return [child for child in self.children if child.i < self.i]

    def children_as(self, labels: Set[str]) -> list[Token]:
        """The children with one of these dependency labels, such as the subjects of a verb."""
        return [child for child in self.children if child.dep_ in labels]

    @property
    def ancestors(self) -> Iterator[Token]:
        """The words above it, from the nearest to the root."""
        token = self
        while token.parent is not token:
            token = token.parent
            yield token

    @property
    def subtree(self) -> Iterator[Token]:
        """Itself and every word below it, in no order that counts."""
        waiting = [self]
        while waiting:
            token = waiting.pop()
            yield token
            waiting.extend(token.children)


def read_tokens(doc: Doc) -> list[Token]:
    """The words of a Doc that is parsed, with their entities."""
    if not len(doc):
        return []
    values = doc.to_array(ATTRIBUTES)
    at, _, iob, *strings = values[:, :FLAGS].T.tolist()
    texts, tags, labels, kinds = (_looked_up(doc.vocab.strings, column) for column in strings)
    lowered = {text: text.lower() for text in set(texts)}
    lowers, marks = map(lowered.__getitem__, texts), map(ENTITY_MARKS.__getitem__, iob)
    flags = (values[:, FLAGS:] != 0).T.tolist()
    tokens = list(map(Token, range(len(at)), at, texts, lowers, tags, labels, kinds, marks, *flags))
    _link(tokens, values[:, ATTRIBUTES.index(HEAD)].astype("int64").tolist())
    return tokens


def _looked_up(strings: StringStore, column: list[int]) -> list[str]:
    """What the numbers of a column stand for, each looked up once."""
    known = {number: strings[number] for number in set(column)}
    return list(map(known.__getitem__, column))


def _link(tokens: list[Token], offsets: Sequence[int]) -> None:
    """Tell each word what it hangs on, what hangs on it and how far that reaches."""
    children: defaultdict[Token, list[Token]] = defaultdict(list)
    for token, offset in zip(tokens, offsets, strict=True):
        token.doc = tokens
        token.parent = token.head = token.left_edge = token.right_edge = token
        if offset:
            token.parent = parent = tokens[token.i + offset]
            children[parent].append(token)
            if token.dep_:
                token.head = parent
    for parent, below in children.items():
        parent.children = below
    for token in (*tokens, *reversed(tokens)):
        parent = token.parent
        if token.left_edge.i < parent.left_edge.i:
            parent.left_edge = token.left_edge
        if token.right_edge.i > parent.right_edge.i:
            parent.right_edge = token.right_edge


def root_of(tokens: Sequence[Token]) -> Token:
    """The word of a range that the others hang on, as a span of spaCy has it.

    Where several have nothing above them in the range, it is the root of a sentence or else the least deep; a mark or a
    space without children is the last choice.
    """
    root = next((token for token in tokens if token.parent is token), None)
    if root is not None:
        return root
    inside = range(tokens[0].i, tokens[-1].i + 1)
    tops = [token for token in tokens if token.parent.i not in inside]
    return tops[0] if len(tops) == 1 else min(tops, key=_depth)


def _depth(token: Token) -> tuple[bool, int]:
    return not token.children and (token.is_punct or token.is_space), sum(1 for _ in token.ancestors)
