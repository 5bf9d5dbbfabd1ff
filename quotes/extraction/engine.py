"""Many articles through the pipeline: read text in, articles with their quotes out, in the same order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache, partial

from spacy.language import Language
from spacy.tokens import Doc

from quotes.errors import ErrorHandler, LexiconError, SourceError
from quotes.extraction.component import Quotes
from quotes.extraction.deadline import TooLongError, deadline, seconds_for
from quotes.extraction.lexicon import Lexicon, load_lexicon
from quotes.extraction.parse.parser import BATCH_SIZE, keep_for_good, load_pipeline, parse_many, room
from quotes.extraction.parse.pieces import batches, refuse_longer
from quotes.extraction.topics import Topic, key_terms, load_textacy
from quotes.extraction.weights import fitted_for
from quotes.models import Article, Found


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
        on_error: called for an article that cannot be analysed, which is then left out, and for one in a language that
            has no lexicon, which comes without quotes; None raises.
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
    nlp = _loaded(model, topics=topics)
    component = Quotes(weights=weights or fitted_for(nlp))
    find = partial(_found, component=component, parsed=load_lexicon(nlp.lang), topics=topics, on_error=on_error)
    for batch in batches(_of_bearable_length(articles, on_error), batch_size):
        with room(nlp):
            found = [
                find(article, doc)
                for article, doc in zip(batch, _parse_batch(nlp, batch, on_error), strict=True)
                if doc is not None
            ]
        yield from filter(None, found)


def _loaded(model: str | None, *, topics: bool) -> Language:
    """The pipeline; what topics are found with is loaded before the first article, too."""
    nlp = load_pipeline(model)  # which keeps pipelines itself: kept here, too, an old one would live beside a new one
    if topics:
        _ready_topics()
    return nlp


@cache
def _ready_topics() -> None:
    load_textacy()
    keep_for_good()


def _found(
    article: Article, doc: Doc, *, component: Quotes, parsed: Lexicon, topics: bool, on_error: ErrorHandler | None
) -> Found | None:
    """The quotes and topics of an article, neither if its language has no lexicon; None if it could not be analysed."""
    lexicon = _lexicon_of(article, parsed, on_error)
    if lexicon is None:
        return Found(article, ())
    try:
        with deadline(seconds_for(len(article.text))):
            article = article.model_copy(update={"quotes": tuple(component.find(doc, lexicon))})
            return Found(article, topics_of(article, doc, lexicon) if topics else ())
    except Exception as error:
        _report(article, error, on_error)
        return None


def _lexicon_of(article: Article, parsed: Lexicon, on_error: ErrorHandler | None) -> Lexicon | None:
    """The lexicon of an article's language, which must be the one that the model parses; that one if it names none."""
    try:
        lexicon = load_lexicon(article.language) if article.language else parsed
        if lexicon is parsed:
            return lexicon
        problem = f"it is in {lexicon.words.language!r}, and the model parses {parsed.words.language!r}"
        advice = "give --model the name of one that parses its language"
    except LexiconError as error:
        problem, advice = str(error), "if that is not its language, correct it"
    report = SourceError(f"article {article.id}", f"kept without quotations: {problem}", advice)
    if on_error is None:
        raise report
    on_error(report)
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
        docs = _parsed(nlp, batch)
    except Exception:
        for article in batch:
            try:
                doc = _parsed(nlp, [article])[0]
            except Exception as error:
                _report(article, error, on_error)
                yield None
            else:
                yield doc
    else:
        yield from docs


def _parsed(nlp: Language, batch: list[Article]) -> list[Doc]:
    texts = [article.text for article in batch]
    with deadline(seconds_for(sum(map(len, texts)))):
        return list(parse_many(nlp, texts, batch_size=len(batch)))


def _report(article: Article, error: Exception, on_error: ErrorHandler | None) -> None:
    if isinstance(error, TooLongError):
        problem = SourceError(f"article {article.id}", f"left out, because {error}", "cut it, or take out what repeats")
    else:
        problem = SourceError(f"article {article.id}", f"could not be analysed ({type(error).__name__}: {error})")
    if on_error is None:
        raise problem from error
    on_error(problem)


def topics_of(article: Article, doc: Doc, lexicon: Lexicon) -> tuple[Topic, ...]:
    """The key terms of a parsed article with its quotes; its speakers are left out."""
    roles = lexicon.words.roles
    people = (quote.speaker for quote in article.quotes if quote.speaker and quote.speaker_kind != "organisation")
    return key_terms(
        doc,
        lexicon.words.language,
        title=article.title,
        people=people,
        roles=roles.person,
        bodies=roles.group | roles.organisation,
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
