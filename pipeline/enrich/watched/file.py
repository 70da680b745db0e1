"""What a file of watched names may hold. The wire form: it never leaves this package."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

Slug = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]*$", max_length=100)]
Phrase = Annotated[str, Field(min_length=1, max_length=200)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class VariantEntry(_Strict):
    """One way of writing a name, with conditions."""

    text: Phrase
    case: bool = False
    guard: tuple[Phrase, ...] = ()
    unless: tuple[Phrase, ...] = ()


class NameEntry(_Strict):
    """A watched name and the ways of writing it."""

    id: Slug
    label: str = Field(min_length=1, max_length=200)
    language: str | None = None
    variants: tuple[Phrase | VariantEntry, ...] = Field(min_length=1, max_length=1000)
