"""What crosses our borders: articles, quotes, speakers. Frozen models; their JSON Schema is the contract.

All offsets are code points into `Article.text`; a passage is `[start, end)`.
"""

from __future__ import annotations

import hashlib
import re
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

QuoteKind = Literal["direct", "mixed", "indirect"]
SpeakerKind = Literal["person", "organisation", "group", "document", "anonymous", "unknown"]
Act = Literal["states", "denies", "asks", "promises", "demands", "accuses"]
LONGEST_ARTICLE = 2_000_000  # characters that quotations are found in; a long novel has one million
SURROGATE = re.compile("[\ud800-\udfff]")


def without_lone_surrogates(text: str) -> str:
    """What no file, parser or database takes, replaced by a character of the same length, so that offsets stay."""
    return text if text.isascii() else SURROGATE.sub("\ufffd", text)


Text = Annotated[str, AfterValidator(without_lone_surrogates)]
Passage = tuple[Annotated[int, Field(ge=0)], Annotated[int, Field(ge=0)]]


class Record(BaseModel):
    """A value that never changes once it is made."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Quote(Record):
    """Words the article attributes to somebody, and who that is."""

    text: str = Field(description="the words attributed, without outer marks; parts joined by a space")
    kind: QuoteKind = Field(description="direct: all between marks; mixed: some; indirect: none")
    spans: tuple[Passage, ...] = Field(min_length=1, description="one [start, end) per part")
    cue: tuple[Passage, ...] | None = Field(None, description="the words that report ('said')")
    speaker_mention: tuple[Passage, ...] | None = Field(None, description="the words that name the source")
    speaker: str | None = Field(None, description="the resolved name, or null where the text does not settle it")
    speakers: tuple[str, ...] = Field(
        (), description="all who said it jointly, in the order of the text; one name otherwise"
    )
    speaker_kinds: tuple[SpeakerKind, ...] = Field((), description="the kind of each of `speakers`")
    speaker_kind: SpeakerKind = "unknown"
    role: str | None = Field(None, description="how the article describes the speaker")
    act: Act = Field("states", description="what the speaker does with the words")
    reported_by: str | None = Field(None, description="who passes the report on, if it is a report in a report")
    rule: str = Field(description="the rule that decided")
    confidence: float = Field(ge=0, le=1, description="probability that the speaker is right")


class Article(Record):
    """One article, as read; with its quotes once they are found."""

    id: str
    title: Text | None = None
    source: str | None = Field(None, description="the outlet")
    author: str | None = None
    url: str | None = None
    published: str | None = Field(None, description="ISO 8601 date or time")
    language: str | None = None
    section: str | None = Field(None, description="the section and page, as an archive gives them")
    length: int | None = Field(None, ge=0, description="the words of the article, as an archive counts them")
    notes: tuple[str, ...] = Field((), description="what was mended in the text as it was read, and what is missing")
    text: Text
    quotes: tuple[Quote, ...] = ()


class Found(NamedTuple):
    """What an article holds: itself with its quotes, and its key terms with their scores."""

    article: Article
    topics: tuple[tuple[str, float], ...]


def content_id(text: str, *, title: str | None = None, source: str | None = None) -> str:
    """The id of an article that brought none: 16 hex digits, the same for the same title, outlet and text."""
    content = "\x1f".join((source or "", title or "", text))
    return hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()[:16]


class Named(Record):
    """One of those who say something together."""

    id: int
    name: str
    kind: SpeakerKind


class Said(Record):
    """A quotation as a look-up gives it: who said what, where and when, and why we think so."""

    id: int
    text: str
    kind: QuoteKind
    speaker: str | None
    speakers: tuple[Named, ...] = Field((), description="each of those who say it together; one otherwise")
    speaker_id: int | None = Field(description="of several, that of the first")
    speaker_kind: SpeakerKind
    speaker_name: str | None = Field(description="the name the article uses in full")
    role: str | None
    act: Act = Field("states", description="what the speaker does with the words")
    reported_by: str | None
    published: str | None
    outlet: str | None
    title: str | None
    url: str | None
    article_id: int
    mention: str | None = Field(description="the words that name the source ('she')")
    cue: str | None = Field(description="the words that report ('said')")
    rule: str
    confidence: float | None = Field(
        description="probability that the speaker is right; null where a reader found that the article does not tell"
    )
    checked: str | None = Field(None, description="the day on which an editor set the speaker, as an ISO 8601 date")
    wording: str = Field("", description="who, the verb and the words as one sentence, a report in the article's order")
    paraphrase: str | None = Field(None, description="'paraphrase, by Tarn Post' of reported speech, else null")
    sentence: tuple[Any, ...] = Field((), exclude=True, description="the pieces of `wording`, of a report")


class SpeakerCount(Record):
    """A speaker in a database, and how many quotes there are."""

    id: int
    name: str
    kind: SpeakerKind
    quotes: int
