"""What a person said in articles, and as what that person was introduced. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from pipeline.types import Document, Quote


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A statement and the article that it stands in."""

    quote: Quote
    document: Document


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """A role (of an organisation, where it speaks for one), and from when to when articles used it."""

    role: str
    organisation: str | None
    first: datetime
    last: datetime
    articles: int


def list_statements(name: str, documents: Iterable[Document]) -> tuple[Statement, ...]:
    """All that the person says in these articles, in their order."""
    return tuple(
        Statement(quote=quote, document=document)
        for document in documents
        for quote in document.quotes
        if is_said_by(name, quote)
    )


def list_offices(statements: Iterable[Statement]) -> tuple[Office, ...]:
    """The roles that the person was given, the latest first."""
    met: dict[tuple[str, str | None], dict[str, datetime]] = {}
    for one in statements:
        speaker = one.quote.speaker
        if speaker is not None and (speaker.role or speaker.organisation):
            articles = met.setdefault((speaker.role or "", speaker.organisation), {})
            articles[one.document.id] = one.document.published_at or one.document.first_seen_at
    offices = (
        Office(role=role, organisation=whom, first=min(at.values()), last=max(at.values()), articles=len(at))
        for (role, whom), at in met.items()
    )
    return tuple(sorted(offices, key=lambda office: (office.last, office.articles), reverse=True))


def is_said_by(name: str, quote: Quote) -> bool:
    """Whether a quotation is that person's, under the name that the article settled on."""
    speaker = quote.speaker
    return speaker is not None and (speaker.name or "").casefold() == name.casefold()
