"""What a rule file may hold: the wire form of files and forms. `load` turns it into rules, `write` into files."""

from __future__ import annotations

import json
import zoneinfo
from functools import cache
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, TypeAdapter

_CLOCK = r"([01][0-9]|2[0-3]):[0-5][0-9]"


@cache
def _list_zones() -> frozenset[str]:
    """All zones: finding them takes as long as reading a hundred rules, so it is done once a process."""
    return frozenset(zoneinfo.available_timezones())


def _check_zone(zone: str) -> str:
    if zone not in _list_zones():
        raise ValueError("expected a time zone of the IANA list, such as Europe/Berlin")
    return zone


Slug = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]*$", max_length=100)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, str_max_length=100_000)


class ExampleEntry(_Strict):
    """An article, or a few sentences of one, that the rule must or must not match."""

    text: str = Field(min_length=1, description="The text of the article; it goes through the real enrichment.")
    title: str = Field(default="", description="The headline.")
    language: str | None = Field(default=None, description="ISO 639-1 code; found out when absent.")
    note: str = Field(default="", description="Why this example is here.")


class SpikeEntry(_Strict):
    """What counts as much more than usual, for rules with `spike` in `on`."""

    times: float = Field(default=5, gt=1, le=1000, description="So many times the usual.")
    window_minutes: int = Field(default=60, ge=5, le=10_080, description="Counted over so many minutes.")
    least: int = Field(default=5, ge=2, le=100_000, description="Never for fewer than this in a window.")
    counted: Literal["stories", "articles"] = Field(
        default="stories", description="Count a story once, or every article, reprints too."
    )


class RuleEntry(_Strict):
    """A query that rings when a new article matches it."""

    id: Slug = Field(description="Small letters, digits and hyphens; alerts refer to it, so it never changes.")
    title: str = Field(min_length=1, max_length=200, description="What people call the rule.")
    query: str = Field(min_length=1, description="The query language of docs/query.md.")
    channels: tuple[Slug, ...] = Field(
        default=("stdout",), min_length=1, description="Where alerts go: names of channels in the settings."
    )
    owner: str | None = Field(default=None, max_length=200, description="Whom to ask about the rule.")
    on: tuple[Literal["published", "phrase_added", "phrase_removed", "spike"], ...] = Field(
        default=("published",),
        min_length=1,
        description="What rings: an article that matches (once a story), a revision that begins to match, one that "
        "ceases to, many more matches than usual.",
    )
    spike: SpikeEntry = Field(default=SpikeEntry(), description="What counts as many more than usual.")
    schedule: str = Field(
        default="now",
        pattern=rf"^(now|hourly|daily {_CLOCK})$",
        description="When alerts are sent: `now`, `hourly` or `daily 07:30`; all of a digest in one message.",
    )
    zone: Annotated[str, AfterValidator(_check_zone)] = Field(
        default="UTC", description="The time zone of the owner (IANA), for `schedule`, `quiet_hours` and `cap`."
    )
    quiet_hours: tuple[Annotated[str, Field(pattern=rf"^{_CLOCK}-{_CLOCK}$")], ...] = Field(
        default=(), description="Spans such as `22:00-07:00`: what rings in them is sent when they end."
    )
    cap: Annotated[int, Field(ge=1, le=100_000)] | None = Field(
        default=None, description="At most so many messages a day; what rings above it comes in one message an hour."
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
