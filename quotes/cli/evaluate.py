"""The commands that measure and learn: evaluate (accuracy), fit (learn from gold) and bench (speed)."""

from __future__ import annotations

import json
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from quotes.cli.output import explains_errors, put, say

if TYPE_CHECKING:
    from quotes.evaluate import GoldArticle, Result
    from quotes.models import Article, Quote

SAMPLES = Path(__file__).parents[1] / "samples"


@click.command()
@click.argument("gold_file", metavar="GOLD", type=click.Path())
@click.option("--model", metavar="NAME", help="A spaCy model that is installed.")
@click.option("--weights", metavar="FILE", help="Weights that `quotes fit` made from your own gold.")
@click.option(
    "--errors",
    type=click.IntRange(min=1),
    is_flag=False,
    flag_value=100,
    metavar="[N]",
    help="Show the first N errors, by default 100, with gold and prediction side by side.",
)
@click.option(
    "--baseline", type=click.Choice(["textacy"]), help="Score another system on the same gold, for comparison."
)
@click.option(
    "--stress", is_flag=True, help="Score the same gold also with other quotation marks and without paragraphs."
)
@click.option("--people", is_flag=True, help="Score who is taken for one person across the articles.")
@click.option(
    "--database",
    metavar="DB",
    type=click.Path(),
    help="With --people: score this database. GOLD is then a CSV with the columns article, name and person: an "
    "article's id, a name as the article has it, and a word that is the same for all names of one person.",
)
@click.option(
    "--curve",
    metavar="FILE.png",
    help="Draw how many rows remain and how many of them are right, at each confidence; needs matplotlib.",
)
@click.option("--json", "as_json", is_flag=True, help="Print all figures as JSON.")
@explains_errors
def evaluate(
    gold_file: str,
    model: str | None,
    weights: str | None,
    errors: int | None,
    baseline: str | None,
    stress: bool,
    people: bool,
    database: str | None,
    curve: str | None,
    as_json: bool,
) -> None:
    """Score the quotations that are found against those that people marked.

    GOLD is JSON Lines as `quotes extract` prints them, with what should have been found: one article on each line,
    with id, text and quotes, each with spans, kind and speaker.

    Example:

    \b
        quotes evaluate gold.jsonl
        quotes evaluate gold.jsonl --errors 20 --baseline textacy
        quotes evaluate who.csv --people --database news.db
    """
    from quotes import evaluate as scoring
    from quotes.extraction.engine import extract_many

    if database:
        return _score_database(database, gold_file, people=people, as_json=as_json)
    gold = scoring.read_gold(gold_file)
    extract = partial(extract_many, model=model, weights=weights, on_error=say)
    predicted = scoring.predict(gold, extract)
    if people:
        return _score_people(gold, predicted, as_json=as_json)
    result = scoring.evaluate(gold, predicted)
    others = {baseline: _textacy(gold, model)} if baseline else {}
    stressed = scoring.evaluate_stress(gold, extract) if stress else {}
    if curve:
        scoring.draw_curve(result.confidence, curve)
    return (_put_json if as_json else _put_reports)(result, errors, others, stressed)


def _score_database(database: str, gold_file: str, *, people: bool, as_json: bool) -> None:
    """Score how a database joins the names of a gold of who is who."""
    from quotes import evaluate as scoring
    from quotes.store.open_read_only import connect, explained

    if not people:
        raise click.UsageError("--database needs --people")
    who = scoring.read_who(gold_file)
    db = connect(database)
    with explained(database):
        joined = scoring.evaluate_who(db, who)
    put(joined.model_dump_json() if as_json else scoring.who_report(joined))


def _score_people(gold: list[GoldArticle], predicted: dict[str, tuple[Quote, ...]], *, as_json: bool) -> None:
    """Score who is taken for one person across the articles."""
    from quotes import evaluate as scoring

    joined = scoring.evaluate_people(gold, predicted)
    put(joined.model_dump_json() if as_json else scoring.people_report(joined))


def _put_reports(result: Result, errors: int | None, others: dict[str, Result], stressed: dict[str, Result]) -> None:
    from quotes import evaluate as scoring

    put(scoring.report(result, beside=others))
    if stressed:
        put("\n" + scoring.stress_report(result, stressed))
    if errors:
        put("\n" + scoring.error_report(result.errors, limit=errors))


@click.command()
@click.argument("gold_files", metavar="GOLD...", nargs=-1, required=True)
@click.option("--model", metavar="NAME", help="A spaCy model that is installed.")
@click.option("-o", "--output", metavar="FILE", help="Where the weights go; by default to stdout.")
@click.option(
    "--cross-validate",
    is_flag=True,
    help="Fit on all outlets but one, score on that one, in turn; of several GOLD files, on all files but one.",
)
@explains_errors
def fit(gold_files: tuple[str, ...], model: str | None, output: str | None, cross_validate: bool) -> None:
    """Learn from articles in which people marked the quotations.

    GOLD is what `quotes evaluate` reads; fewer than a hundred articles are too few to learn from. Give the gold of
    the weights that ship too, if you have it, or the new weights know only yours. Where files differ in what counts as
    a quotation, the last one decides: what all agree on is learned together, and each file also has weights of its own.

    --cross-validate prints how much rules, weights and both together are worth, and writes no weights. With one GOLD
    file each outlet is held out in turn; with several, each file, which shows how weights do on articles of another
    kind than they were fitted on. All articles are parsed once; each outlet or file then costs two fits on the
    rest. Two files, of 840 and 62 articles, take four minutes of one core and a gigabyte of memory.

    Example:

    \b
        quotes fit gold.jsonl my_gold.jsonl -o my_weights.json
        quotes evaluate other_gold.jsonl --weights my_weights.json
    """
    from quotes.evaluate import read_gold
    from quotes.fit import corpus_table, corpus_validation, cross_validation, cross_validation_table
    from quotes.fit import fit as learn

    corpora = {gold_file: read_gold(gold_file) for gold_file in gold_files}
    gold = [article for corpus in corpora.values() for article in corpus]
    if cross_validate and len(corpora) > 1:
        put(corpus_table(corpus_validation(corpora, model=model)))
        return
    if cross_validate:
        put(cross_validation_table(cross_validation(gold, model=model)))
        return
    table = json.dumps(learn(*corpora.values(), model=model), ensure_ascii=False, indent=0)
    if output:
        Path(output).write_text(table + "\n", encoding="utf-8")
        say(f"weights from {len(gold)} articles are in {output}")
    else:
        put(table)


def _textacy(gold: list[GoldArticle], model: str | None) -> Result:
    """Score textacy; an article that it refuses counts as one without quotations."""
    import spacy

    from quotes import evaluate as scoring
    from quotes.extraction.parse.parser import load_pipeline

    full = spacy.load(load_pipeline(model).path)
    baseline = scoring.textacy_baseline((article.article() for article in gold), full)
    if baseline.refused:
        say(f"textacy refused {baseline.refused} of {len(gold)} articles")
    return scoring.evaluate(gold, baseline.predictions)


def _put_json(result: Result, errors: int | None, others: dict[str, Result], stressed: dict[str, Result]) -> None:
    """Print the figures with the errors that were asked for, and other results by name."""
    shown: dict[str, Any] = result.model_dump(mode="json", exclude={"errors"})
    if errors:
        shown["errors"] = [error.model_dump(mode="json") for error in result.errors[:errors]]
    for name, results in (("baseline", others), ("stress", stressed)):
        if results:
            shown[name] = {key: other.model_dump(mode="json", exclude={"errors"}) for key, other in results.items()}
    put(json.dumps(shown, ensure_ascii=False))


@click.command()
@click.argument("sources", metavar="[SOURCE]...", nargs=-1)
@click.option("--model", metavar="NAME", help="A spaCy model that is installed.")
@click.option("--rounds", type=click.IntRange(min=1), default=3, show_default=True, help="Runs of each job.")
@click.option("--json", "as_json", is_flag=True, help="Print all measurements as JSON.")
@explains_errors
def bench(sources: tuple[str, ...], model: str | None, rounds: int, as_json: bool) -> None:
    """Measure the cost: CPU seconds of the whole job, against plain spaCy and textacy.

    SOURCE is articles in any form that `quotes load` reads; by default the sample articles, many times.

    Example:

    \b
        quotes bench
        quotes bench news.jsonl --rounds 5
    """
    from quotes.bench import bench as measure
    from quotes.bench import enough
    from quotes.bench import report as table

    articles = _articles(sources) if sources else enough(_articles((str(SAMPLES),)))
    result = measure(articles, model=model, rounds=rounds, on_round=_progress)
    put(result.model_dump_json() if as_json else table(result))


def _articles(sources: tuple[str, ...]) -> list[Article]:
    """The articles of the sources; what cannot be read is reported and skipped."""
    from quotes.read import read

    return [article for source in sources for article in read(source, on_error=say)]


def _progress(done: int, of: int) -> None:
    """Show a count on stderr if that is a terminal."""
    if sys.stderr.isatty():
        click.echo(f"\r{done} of {of} runs" + ("\n" if done == of else ""), nl=False, err=True)
