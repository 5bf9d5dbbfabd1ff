"""Read the sources named on a command line, and count and report what goes wrong."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, Any, TypeVar

import click

from quotes.cli.article_options import LeftOut, choose, choosing_options
from quotes.cli.output import say
from quotes.errors import QuotesError, SourceError
from quotes.models import LONGEST_ARTICLE, Article

if TYPE_CHECKING:
    from quotes.models import Found
    from quotes.read import Meter
    from quotes.read.web.fetch import Fetcher

FIELDS = {
    "id": "the id",
    "text": "the text",
    "title": "the headline",
    "source": "the outlet",
    "author": "the author",
    "url": "the web address",
    "published": "the date",
    "language": "the language",
}
FORMATS = (
    *(
        "text",
        "export",
        "markdown",
        "html",
        "mht",
        "webarchive",
        "json",
        "jsonl",
        "csv",
        "xlsx",
        "parquet",
        "warc",
        "feed",
        "xml",
    ),
    *("docx", "odt", "rtf", "epub", "pdf", "eml", "mbox", "subtitles", "zip", "tar"),
)
Command = TypeVar("Command", bound=Callable[..., Any])


@dataclass
class Intake:
    """The outcome of the input of one run.

    Attributes:
        skipped: inputs that could not be read.
        failed: articles that were read but gave an error later.
        left_out: articles that were read but not asked for.
    """

    articles: int = 0
    skipped: int = 0
    failed: int = 0
    saved: dict[str, int] = field(default_factory=lambda: {"new": 0, "changed": 0, "unchanged": 0})
    left_out: LeftOut = field(default_factory=LeftOut)

    def skip(self, error: SourceError) -> None:
        self.skipped += 1
        say(error)

    def fail(self, error: SourceError) -> None:
        self.failed += 1
        say(error)

    def exit_status(self) -> int:
        return 1 if self.skipped or self.failed else 0


def source_options(command: Command) -> Command:
    """Add SOURCE… to a command, and the options for reading sources and keeping results."""
    return click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")(reading_options(command))


def reading_options(command: Command) -> Command:
    """Add the options for reading sources and keeping results to a command."""
    options: list[Callable[[Any], Any]] = [
        click.option("--input-format", type=click.Choice(FORMATS), help="Format of the sources; guessed by default."),
        *(_field_option(name) for name in FIELDS),
        click.option(
            "--language", metavar="CODE", help="Language of articles that name none; by default English (en)."
        ),
        click.option("--fetch", is_flag=True, help="Fetch sources that are web addresses, as robots.txt allows."),
        click.option(
            "--fetch-entries",
            is_flag=True,
            help="Fetch the page of each entry of a feed, not only the text in the feed; fetches addresses too.",
        ),
        click.option("--follow-links", is_flag=True, help="Follow links in a folder that lead out of it."),
        finding_options,
        choosing_options,
        click.option(
            "--processes",
            type=click.IntRange(min=1),
            metavar="N",
            help="Work with N processes; by default one for each core, and only one for few articles.",
        ),
    ]
    for option in reversed(options):
        command = option(command)
    return command


def finding_options(command: Command) -> Command:
    """Add the options for how quotations are found to a command."""
    options: list[Callable[[Any], Any]] = [
        click.option("--model", metavar="NAME", help="An installed spaCy model."),
        click.option("--weights", metavar="FILE", help="Weights that `quotes fit` made from your own gold."),
        click.option(
            "--min-confidence",
            type=click.FloatRange(0, 1),
            default=0.0,
            help="Leave out quotations with less confidence than this, from 0 to 1.",
        ),
    ]
    for option in reversed(options):
        command = option(command)
    return command


def _field_option(name: str) -> Callable[[Any], Any]:
    return click.option(
        f"--{name}-field",
        metavar="COLUMN",
        help=f"Where JSON, CSV and Parquet have {FIELDS[name]}, if the name is not a usual one.",
    )


def read_chosen(
    sources: Iterable[str], options: dict[str, Any], tally: Intake, meter: Meter | None = None
) -> Iterator[Article]:
    """Yield the articles that were asked for, and count those left out."""
    return choose(read_all(sources, options, tally, meter), options, tally.left_out)


def read_all(
    sources: Iterable[str], options: dict[str, Any], tally: Intake, meter: Meter | None = None
) -> Iterator[Article]:
    """Yield every article of every source; what cannot be read is reported, counted and skipped.

    Raises:
        QuotesError: nothing can be found in the language that articles are said to be in.
    """
    from quotes.read import Fields, read
    from quotes.store.open_read_only import belongs_to

    named = {name: options[f"{name}_field"] for name in FIELDS if options.get(f"{name}_field")}
    how = {"format": options["input_format"], "fields": Fields(**named), "meter": meter, "on_error": tally.skip}
    how |= {"links": options.get("follow_links", False), "longest": LONGEST_ARTICLE}
    if database := options.get("database"):
        how["refused"] = partial(belongs_to, path=database)
    if fetcher := fetcher_of(options):
        how |= {"fetcher": fetcher, "follow": options["fetch_entries"]}
    language = _language_of(options)
    for source in sources:
        try:
            for article in read(source, **how):
                tally.articles += 1
                yield article if article.language else article.model_copy(update={"language": language})
        except SourceError as error:
            tally.skip(error)


def _language_of(options: dict[str, Any]) -> str | None:
    """The language of articles that name none, if it was given; there must be words and a model of it."""
    language: str | None = options.get("language")
    if language and not options["model"]:
        from quotes.extraction.lexicon import load_lexicon

        if load_lexicon(language) is not load_lexicon():
            problem = f"--language {language}: the model that comes with quotes parses English"
            raise QuotesError(f"{problem}; give --model the name of one that parses that language")
    return language


def fetcher_of(options: dict[str, Any]) -> Fetcher | None:
    """The fetcher of web pages, if the options ask for one.

    Raises:
        QuotesError: the extra `web` is not installed.
    """
    if not (options.get("fetch") or options.get("fetch_entries")):
        return None
    try:
        from quotes.read.web.fetch import Fetcher
    except ImportError as error:
        problem = "--fetch needs the extra 'web'; install it with: pip install 'newsquotes[web]'"
        raise QuotesError(problem) from error
    return Fetcher()


def extract_all(articles: Iterable[Article], options: dict[str, Any], tally: Intake) -> Generator[Article, None, None]:
    """Yield the articles with their quotes, in order; one that gives an error is reported, counted and skipped."""
    return (found.article for found in find_all(articles, options, tally, topics=False))


def find_all(
    articles: Iterable[Article], options: dict[str, Any], tally: Intake, *, topics: bool = True
) -> Generator[Found, None, None]:
    """Yield the articles with their quotes and topics, like `extract_all`."""
    articles = iter(articles)
    first = next(articles, None)
    if first is None:  # nothing to do, so no model is loaded
        return
    from quotes.extraction.parse.model_digests import is_known
    from quotes.parallel.pool import find_many

    if options["model"] and not is_known(options["model"]):
        say(f"quotes does not know the weights of the model {options['model']!r}, so they are used unchecked")
    least = options["min_confidence"]
    how = {name: options.get(name) for name in ("model", "weights", "processes")}
    with closing(find_many(chain([first], articles), **how, topics=topics, on_error=tally.fail)) as results:
        for found in results:
            kept = tuple(quote for quote in found.article.quotes if quote.confidence >= least)
            yield found._replace(article=found.article.model_copy(update={"quotes": kept}))
