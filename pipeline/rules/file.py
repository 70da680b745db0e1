"""What a rule file may hold. The wire form: it never leaves this package; `load` turns it into rules."""

from __future__ import annotations

import json
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

Slug = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]*$", max_length=100)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, str_max_length=100_000)


class ExampleEntry(_Strict):
    """An article, or a few sentences of one, that the rule must or must not match."""

    text: str = Field(min_length=1, description="The text of the article; it goes through the real enrichment.")
    title: str = Field(default="", description="The headline.")
    language: str | None = Field(default=None, description="ISO 639-1 code; found out when absent.")
    note: str = Field(default="", description="Why this example is here.")


class RuleEntry(_Strict):
    """A query that rings when a new article matches it."""

    id: Slug = Field(description="Small letters, digits and hyphens; alerts refer to it, so it never changes.")
    title: str = Field(min_length=1, max_length=200, description="What people call the rule.")
    query: str = Field(min_length=1, description="The query language of docs/query.md.")
    channels: tuple[Slug, ...] = Field(
        default=("stdout",), min_length=1, description="Where alerts go: names of channels in the settings."
    )
    owner: str | None = Field(default=None, max_length=200, description="Whom to ask about the rule.")
    on: tuple[Literal["published", "phrase_added", "phrase_removed"], ...] = Field(
        default=("published",),
        min_length=1,
        description="What rings: an article that matches (once a story), a revision that begins to match, one that "
        "ceases to.",
    )
    enabled: bool = Field(default=True, description="A rule that is not enabled is checked and never rings.")
    languages: tuple[Annotated[str, Field(pattern=r"^[a-z]{2,3}$")], ...] = Field(
        default=(), description="Only articles in these languages (ISO 639); all when empty."
    )
    must_match: tuple[ExampleEntry, ...] = Field(default=(), description="Examples that the rule must match.")
    must_not_match: tuple[ExampleEntry, ...] = Field(default=(), description="Examples that it must not match.")


class RuleFile(_Strict):
    """Several rules in one file."""

    rule: tuple[RuleEntry, ...] = Field(description="The rules, each under [[rule]].")


def write_schema() -> str:
    """Write the JSON Schema of a rule file, as published in schemas/rule.schema.json."""
    schema = TypeAdapter(RuleEntry | RuleFile).json_schema()
    head = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Wirewatch rule file",
        "description": "One rule a file, or several under [[rule]]. TOML.",
    }
    return json.dumps({**head, **schema}, indent=2) + "\n"
