"""The addresses of the API, each with its parameters, its answer and its look-up."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from quotes.models import Record, Said
from quotes.store import profiles, records, search, stream
from quotes.store.filters import Filter, of_speaker
from quotes.store.orders import Place
from quotes.store.search import Batch
from quotes.web import links
from quotes.web.api import models as models
from quotes.web.api.problems import missing

ROOT = f"{links.ROOT}/api"
V1 = f"{ROOT}/v1"
LookUp = Callable[..., Record]
List = Callable[..., Batch]


@dataclass(frozen=True)
class Route:
    """An address under V1: one record (`look_up`), or a list that can be paged and streamed (`rows`)."""

    path: str
    summary: str
    asks: type[Record]
    gives: type[Record]
    look_up: LookUp | None = None
    rows: List | None = None
    streams: List | None = None
    row: type[Record] = Said

    def match(self, path: str) -> re.Match[str] | None:
        """The id in a path of this address, and the ending (csv, ndjson) if it has one."""
        pattern = re.escape(self.path).replace(r"\{id\}", "(?P<id>[0-9]{1,18})")
        return re.fullmatch(pattern + (r"(\.(?P<ending>csv|ndjson))?" if self.rows else ""), path)


def quotation(db: sqlite3.Connection, asked: Any, number: int) -> models.Quotation:
    """One quotation, with its places in the article."""
    found = records.quotation(db, number)
    if found is None:
        raise missing(f"There is no quotation {number} in this database.")
    return models.Quotation.model_validate(found.model_dump() | records.places(db, number))


def speaker(db: sqlite3.Connection, asked: Any, number: int) -> models.SpeakerRecord:
    """One speaker, with all that is known."""
    found = profiles.speaker(db, number)
    if found is None:
        raise missing(f"There is no speaker {number} in this database.")
    months = profiles.timeline(db, of_speaker(number))
    values = vars(found) | {
        "sameAs": (f"http://www.wikidata.org/entity/{found.wikidata}",) if found.wikidata else (),
        "names": [_called(name, "name") for name in found.names],
        "roles": [_called(role, "role") for role in found.roles],
        "outlets": [vars(outlet) for outlet in found.outlets],
        "months": [{"month": month, "quotes": quotes} for month, quotes in months.items()],
        "topics": [term.term for term in profiles.topics_of(db, number)],
    }
    values.pop("wikidata")
    return models.SpeakerRecord(**values)


def article(db: sqlite3.Connection, asked: Any, number: int) -> models.ArticleRecord:
    """One article, with its text and its quotations."""
    found = records.article(db, number)
    if found is None:
        raise missing(f"There is no article {number} in this database.")
    values = {name: value for name, value in vars(found).items() if name in models.ArticleRecord.model_fields}
    return models.ArticleRecord(**values | {"quotes": [models.Quotation(**vars(quote)) for quote in found.quotes]})


def _quotations(db: sqlite3.Connection, asked: Any, number: int, size: int, place: Place | None) -> Batch:
    return search.quotations(db, _filter(asked, number), asked.order, size, place)


def _all_quotations(db: sqlite3.Connection, asked: Any, number: int, size: int, place: Place | None) -> Batch:
    return stream.every_quotation(db, _filter(asked, number), asked.order, size, place)


def _quotations_of(db: sqlite3.Connection, asked: Any, number: int, size: int, place: Place | None) -> Batch:
    _known(db, number)
    return _quotations(db, asked, number, size, place)


def _all_quotations_of(db: sqlite3.Connection, asked: Any, number: int, size: int, place: Place | None) -> Batch:
    _known(db, number)
    return _all_quotations(db, asked, number, size, place)


def _speakers(db: sqlite3.Connection, asked: Any, number: int, size: int, place: Place | None) -> Batch:
    which = {"name": asked.name, "kind": asked.kind, "gender": asked.gender, "order": asked.order}
    batch = profiles.speakers(db, **which, size=size, place=place)
    return batch._replace(items=[models.Speaker(**vars(one)) for one in batch.items])


def _known(db: sqlite3.Connection, number: int) -> None:
    if not profiles.is_there(db, number):
        raise missing(f"There is no speaker {number} in this database.")


def _filter(asked: Any, number: int) -> Filter:
    wanted = models.as_filter(asked)
    return wanted.model_copy(update={"speaker": number}) if number >= 0 else wanted


def _called(found: Any, what: str) -> dict[str, Any]:
    return {"text": getattr(found, what), "articles": found.articles, "first": found.first, "last": found.last}


ROUTES = (
    Route(
        f"{V1}/who-said", "Who said these words", models.WhoSaid, models.Quotations, None, _quotations, _all_quotations
    ),
    Route(
        f"{V1}/quotes",
        "Quotations, by every filter of the search",
        models.Asking,
        models.Quotations,
        None,
        _quotations,
        _all_quotations,
    ),
    Route(f"{V1}/quotes/{{id}}", "One quotation", models.Nothing, models.Quotation, quotation),
    Route(
        f"{V1}/speakers",
        "Speakers, by name",
        models.Naming,
        models.Speakers,
        None,
        _speakers,
        _speakers,
        models.Speaker,
    ),
    Route(f"{V1}/speakers/{{id}}", "One speaker", models.Nothing, models.SpeakerRecord, speaker),
    Route(
        f"{V1}/speakers/{{id}}/quotes",
        "What one speaker said",
        models.OfSpeaker,
        models.Quotations,
        None,
        _quotations_of,
        _all_quotations_of,
    ),
    Route(f"{V1}/articles/{{id}}", "One article with its quotations", models.Nothing, models.ArticleRecord, article),
)
#: This address is not under V1 and is answered by `oembed`, but described with the others.
OEMBED = Route(links.OEMBED, "How other pages show a page of this site", models.Embedding, models.Embedded)
