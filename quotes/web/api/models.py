"""The models of what the API takes and gives; `openapi` makes its document from them."""

from __future__ import annotations

import re
from functools import partial
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, ConfigDict, Field

from quotes.models import Act, QuoteKind, Record, Said, SpeakerKind
from quotes.store.filters import Day, Evidence, Filter, Gender, RowId, Share, written
from quotes.web.show.framing import LOWEST, NARROWEST

MOST = 200
Order = Literal["newest", "oldest", "relevant", "best"]
Text = Annotated[str, Field(min_length=1, max_length=300)]
Size = Annotated[int, Field(ge=1, le=MOST), BeforeValidator(partial(written, re.compile("[0-9]{1,9}")))]
Wide = Annotated[int, Field(ge=NARROWEST, le=10_000), BeforeValidator(partial(written, re.compile("[0-9]{1,9}")))]
High = Annotated[int, Field(ge=LOWEST, le=10_000), BeforeValidator(partial(written, re.compile("[0-9]{1,9}")))]
# [start, end) as a list of two, because client generators do not know tuples.
Place = Annotated[tuple[Annotated[int, Field(ge=0)], ...], Field(min_length=2, max_length=2)]
Cursor = Annotated[str, Field(min_length=1, max_length=2000)]

ORDER: Any = Field(
    "newest",
    description="newest or oldest first; relevant: the best matches of the words; best: the highest confidence first",
)
SIZE = Field(20, description="how many on a page; a stream has all")
AFTER = Field(None, description="where the page begins, from `next` of the page before")
SPEAKER = Field(None, description="the id of a speaker")
NAME = Field(None, description="words of a speaker's name; case and accents do not matter")
OUTLET = Field(None, description="the outlet, as it is written")
KIND = Field(None, description="direct: all words are between quotation marks; mixed: some are; indirect: none are")
ACT = Field(None, description="what the speaker does: states, denies, asks, promises, demands or accuses")
SOURCE = Field(None, description="person, organisation, group, document, anonymous or unknown")
ROLE = Field(None, description="how the article describes the speaker, as it is written")
GENDER = Field(
    None, description="said by a named person who is female, male or other; unknown: the gender is not known"
)
TOLD_BY = Field(
    None,
    description="said by a named person whose gender is known best by this: list, title, pronoun, role or first name",
)
RULE = Field(None, description="the rule that decided who said it")
SINCE = Field(None, description="the first day (2026-03-01), month or year")
UNTIL = Field(None, description="the last day (2026-03-31), month or year")
CONFIDENCE = Field(None, description="the lowest probability that the speaker is right")
ARTICLE = Field(None, description="the id of an article")
WORDS = (
    'all of these words; "words in double marks" must follow each other, -word must be absent, OR stands between words'
)


class Nothing(Record):
    """No parameters."""


class Paged(Record):
    """Which page."""

    size: Size = SIZE
    after: Cursor | None = AFTER


class OfSpeaker(Paged):
    """The filters for the quotations of one speaker."""

    words: Text | None = Field(None, description=WORDS)
    outlet: Text | None = OUTLET
    kind: QuoteKind | None = KIND
    act: Act | None = ACT
    speaker_kind: SpeakerKind | None = SOURCE
    role: Text | None = ROLE
    rule: Text | None = RULE
    since: Day | None = SINCE
    until: Day | None = UNTIL
    min_confidence: Share | None = CONFIDENCE
    article: RowId | None = ARTICLE
    order: Order = ORDER


class Asking(OfSpeaker):
    """The filters of the search page."""

    speaker: RowId | None = SPEAKER
    name: Text | None = NAME
    gender: Gender | None = GENDER
    told_by: Evidence | None = TOLD_BY


class WhoSaid(Paged):
    """The words, and filters of who said them."""

    q: Text = Field(description=WORDS)
    speaker: RowId | None = SPEAKER
    name: Text | None = NAME
    outlet: Text | None = OUTLET
    kind: QuoteKind | None = KIND
    act: Act | None = ACT
    since: Day | None = SINCE
    until: Day | None = UNTIL
    order: Order = ORDER


class Naming(Paged):
    """Which speakers."""

    name: Text | None = NAME
    kind: SpeakerKind | None = SOURCE
    gender: Gender | None = Field(
        None, description="female, male or other; unknown: there is no evidence, or it conflicts"
    )
    order: Literal["quotes", "name"] = Field("quotes", description="quotes: the most quoted first; name: by name")


class Quotations(Record):
    """A page of quotations."""

    items: tuple[Said, ...]
    next: str | None = Field(description="the address of the next page; null on the last one")
    searched: int | None = Field(
        description="if the words are very common, how many of their quotations (those loaded last) were searched;"
        " null if all were. A stream has all."
    )


class Quotation(Said):
    """A quotation with its places in the text of its article, as [start, end) in characters."""

    spans: tuple[Place, ...]
    mention_spans: tuple[Place, ...]
    cue_spans: tuple[Place, ...]


class Speaker(Record):
    """A speaker in a list."""

    id: int
    name: str
    kind: SpeakerKind
    gender: str | None = Field(description="female, male or other; null if there is no evidence, or if it conflicts")
    gender_by: str | None = Field(
        description="the best evidence: list (of known people), title, pronoun, role or first name"
    )
    gender_for: int | None = Field(description="how many titles, pronouns, roles and first names in articles say so")
    gender_against: int | None = Field(description="how many of them say something else")
    quotes: int
    first: str | None = Field(description="when the first quotation appeared")
    last: str | None = Field(description="when the last quotation appeared")


class Speakers(Record):
    """A page of speakers."""

    items: tuple[Speaker, ...]
    next: str | None = Field(description="the address of the next page; null on the last one")


class Called(Record):
    """A name or a role that articles give a speaker."""

    text: str
    articles: int = Field(description="how many articles have it; for a name, among the 2000 loaded last")
    first: str | None
    last: str | None


class Counted(Record):
    """A name and how many quotations it has."""

    name: str
    quotes: int


class Month(Record):
    """How many quotations a month has."""

    month: str = Field(description="2026-03")
    quotes: int


class SpeakerRecord(Speaker):
    """All that is known of a speaker."""

    model_config = ConfigDict(populate_by_name=True, serialize_by_alias=True)

    same_as: tuple[str, ...] = Field(alias="sameAs", description="the same person elsewhere: the item of Wikidata")
    articles: int
    names: tuple[Called, ...]
    roles: tuple[Called, ...]
    outlets: tuple[Counted, ...] = Field(description="the outlets that quote them, among their newest 2000 quotations")
    months: tuple[Month, ...]
    topics: tuple[str, ...] = Field(description="key terms of the articles that quote them, the strongest first")


class ArticleRecord(Record):
    """An article with its text and its quotations, in the order in which they stand there."""

    id: int
    key: str = Field(description="the article's own id")
    title: str | None
    outlet: str | None
    author: str | None
    url: str | None
    published: str | None
    language: str | None
    section: str | None = Field(description="the section and page, as an archive gives them")
    length: int | None = Field(description="the number of words, as an archive counts them")
    notes: tuple[str, ...] = Field(description="what was mended in the text as it was read, and what is missing")
    text: str
    topics: tuple[str, ...]
    quotes: tuple[Quotation, ...]


class Wrong(Record):
    """A parameter that cannot be used, and the reason."""

    parameter: str
    detail: str


class Extracting(Record):
    """An article to find the quotations of."""

    text: Annotated[str, Field(min_length=1, pattern=r"\S")]
    id: Text | None = None
    title: Annotated[str, Field(max_length=1000)] | None = None
    source: Annotated[str, Field(max_length=300)] | None = Field(None, description="the outlet")
    author: Annotated[str, Field(max_length=300)] | None = None
    url: Annotated[str, Field(max_length=2000)] | None = None
    published: Annotated[str, Field(max_length=60)] | None = None


class Embedding(Record):
    """The page to show, and how much room there is for it."""

    url: str = Field(min_length=1, max_length=4000, description="the address of a quotation, a speaker or a search")
    maxwidth: Wide | None = Field(None, description="the widest frame there is room for")
    maxheight: High | None = Field(None, description="the highest frame there is room for")
    format: Literal["json", "xml"] = Field("json", description="json or xml")


class Embedded(Record):
    """How other programs show a page of ours, by oEmbed 1.0."""

    version: Literal["1.0"] = "1.0"
    type: Literal["rich"] = "rich"
    title: str
    author_name: str | None = Field(description="the speaker, if there is only one")
    author_url: str | None
    provider_name: str
    provider_url: str
    cache_age: int = 3600
    html: str = Field(description="a frame to put into a page")
    width: int
    height: int


class Problem(Record):
    """A problem document (RFC 9457)."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    errors: tuple[Wrong, ...] = ()


def as_filter(asked: OfSpeaker | WhoSaid) -> Filter:
    """The filter that a request asks for."""
    given = {name: getattr(asked, name) for name in type(asked).model_fields if name in Filter.model_fields}
    return Filter(**given | ({"words": asked.q} if isinstance(asked, WhoSaid) else {}))
