"""What runs on a worker: report its versions, and find the quotations of a partition."""

from __future__ import annotations

import errno
import shutil
import threading
import time
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from quotes.cluster import doing, parts
from quotes.cluster.partition import articles_of
from quotes.cluster.recipe import Recipe, weights_digest
from quotes.errors import LexiconError, ModelError, SourceError
from quotes.models import Article

if TYPE_CHECKING:
    from quotes.models import Found

BATCH = 16
DIED = "its worker died {} times while it was analysing only this article"
FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
ONE_AT_A_TIME = threading.Lock()  # a pipeline is not thread-safe, and threads would not make it faster

Message = dict[str, Any]


@lru_cache(maxsize=2)
def have(model: str | None, weights: str | None) -> Message:
    """The versions that this worker finds quotations with; loads the model once.

    Raises:
        ModelError: the model is missing.
        LexiconError: the weights are missing.
    """
    from importlib.metadata import version as version_of

    from quotes.extraction.lexicon import load_lexicon
    from quotes.extraction.parse.parser import load_pipeline
    from quotes.extraction.rules_version import VERSION
    from quotes.extraction.weights import file_of, fitted_for

    nlp = load_pipeline(model)
    meta = nlp.meta
    file = file_of(load_lexicon().words.language, weights or fitted_for(nlp))
    return {
        "package": version_of("newsquotes"),
        "version": VERSION,
        "pipeline": f"{meta['lang']}_{meta['name']} {meta['version']}",
        "weights": weights_digest(file) if file else "none",
    }


def look_here(model: str | None, weights: str | None, out: str, probe: str) -> Message:
    """The versions that this worker has, or its `problem` in one line.

    Args:
        probe: the name of a file that the client made in `out`, to check that the folder is shared.
    """
    import pyarrow.parquet  # noqa: F401

    import quotes.extraction.engine  # noqa: F401 (pyarrow and spaCy must be there)

    folder = Path(out)
    try:
        if not (folder / probe).exists():
            return {"problem": f"does not see the folder {out}: it must be shared by all workers, under one path"}
        parts.replace_file(folder / f"{probe}.{threading.get_native_id()}.seen", b"")
        return {**have(model, weights), "free": shutil.disk_usage(folder).free}
    except OSError as error:
        return {"problem": f"cannot write to {out} ({error.strerror or error})"}
    except (ModelError, LexiconError) as error:
        return {"problem": str(error)}


def work(partition: str, payload: bytes, first: int, out: str, recipe: Recipe, weights: str | None) -> Message:
    """Find the quotations of a partition and write its part.

    Args:
        first: the number of the first article in its source, from 1.
        weights: a file of weights in the shared folder, or None.

    Returns:
        `outcome` 'done' with the counts, the failed articles, those `noted` because their language has no lexicon,
        and the file written; 'full' if the disk is full; 'unfit' with the `problem` if this worker's results would
        differ from those of the others.
    """
    began = time.monotonic()
    with ONE_AT_A_TIME:
        try:
            if problem := _unfit(recipe, weights):
                return {"outcome": "unfit", "problem": problem}
            return _work(partition, articles_of(payload), first, Path(out), recipe, weights) | {
                "outcome": "done",
                "seconds": round(time.monotonic() - began, 3),
            }
        except OSError as error:
            if error.errno not in FULL:
                raise
            return {"outcome": "full", "problem": error.strerror}


def _unfit(recipe: Recipe, weights: str | None) -> str | None:
    """The problem of a worker that joined later and differs from the others, or None."""
    try:
        here = have(_model(recipe), weights)
    except (ModelError, LexiconError, ImportError) as error:
        return str(error)
    differing = [name for name in ("version", "pipeline", "weights") if here[name] != getattr(recipe, name)]
    return ", ".join(f"{name} {here[name]}, not {getattr(recipe, name)}" for name in differing) or None


def _model(recipe: Recipe) -> str | None:
    return None if recipe.model == "default" else recipe.model


def _work(
    partition: str, articles: list[Article], first: int, out: Path, recipe: Recipe, weights: str | None
) -> Message:
    file = doing.file_of(out, partition)
    state = doing.take_up(file)
    failed = [
        {"id": articles[index].id, "record": first + index, "reason": DIED.format(state.deaths[index])}
        for index in state.lost()
    ]
    kept: list[parts.Kept] = []
    noted: list[dict[str, Any]] = []
    for start, end in state.batches(len(articles), BATCH):
        state.now = (start, end)
        doing.note(file, state)
        for index, (found, reason) in enumerate(_find(articles[start:end], recipe, weights), start):
            if reason:
                told = {"id": articles[index].id, "record": first + index, "reason": reason}
                (noted if found else failed).append(told)
            if found:
                kept.append(parts.Kept(_sure(found.article, recipe), tuple(found.topics), first + index))
    state.now = None
    doing.note(file, state)
    written = parts.write(out / parts.part_name(partition), kept, partition=partition, recipe=recipe)
    file.unlink(missing_ok=True)
    return {
        "articles": len(articles),
        "found": len(kept),
        "quotes": sum(len(item.article.quotes) for item in kept),
        "failed": sorted(failed, key=lambda failure: int(failure["record"])),
        "noted": noted,
        **written._asdict(),
    }


def _find(articles: list[Article], recipe: Recipe, weights: str | None) -> list[tuple[Found | None, str | None]]:
    """What was found in each article, and what to report about it: why it failed, or why it has no quotations.

    If a batch fails, each of its articles is done alone to find out which.
    """
    from quotes.extraction.engine import find_many

    errors: list[SourceError] = []
    try:
        found = list(find_many(articles, model=_model(recipe), weights=weights, on_error=errors.append))
    except (ModelError, LexiconError, OSError):
        raise
    except Exception as error:
        if len(articles) == 1:
            return [(None, f"{type(error).__name__}: {error}")]
        return _one_by_one(articles, recipe, weights)
    if len(found) == len(articles):
        told = {error.where: f"{error.problem}; {error.advice}" for error in errors}
        return [(one, told.get(f"article {one.article.id}")) for one in found]
    return [(None, str(errors[0].problem))] if len(articles) == 1 else _one_by_one(articles, recipe, weights)


def _one_by_one(articles: list[Article], recipe: Recipe, weights: str | None) -> list[tuple[Found | None, str | None]]:
    return [found for article in articles for found in _find([article], recipe, weights)]


def _sure(article: Article, recipe: Recipe) -> Article:
    """The article with only the quotes whose confidence is high enough."""
    least = recipe.min_confidence
    return article.model_copy(update={"quotes": tuple(q for q in article.quotes if q.confidence >= least)})
