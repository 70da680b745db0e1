"""Every error that Wirewatch raises on purpose.

PipelineError
|-- ConfigError              a setting, seed or option is wrong
|   `-- ChangedError         a file was changed by somebody else since it was read
|-- QueryError               a query cannot be read; points at the character
|-- RuleError                a rule file is wrong or its examples fail
|-- CatalogueError           a list of feeds (OPML, TOML) cannot be read
|-- FeedError                bytes that should be a feed are not
|-- PageError                bytes that should be a page are not, or are too much
|-- BudgetError              work was ended because it used up its time or memory
|-- FetchError               the network refused or failed (values carry it across the port)
|-- ArchiveError             an archived page cannot be written or read (transient)
|-- StoreError               the ledger's database cannot do what was asked
|   |-- StoreBusyError       ... just now (transient)
|   |-- SchemaError          ... because it is older or newer than the program
|   `-- NotFoundError        there is no such feed, entry, rule or alert
|-- SearchError              the search index cannot do what was asked
|   `-- SearchUnavailableError   ... just now (transient)
`-- DeliveryError            a channel refused an alert

Expected results (not modified, gone, duplicate) are values, not errors.
"""

from __future__ import annotations

from typing import Any, ClassVar


class PipelineError(Exception):
    """Say what was expected, what was found and what to do, with the subject as attributes.

    `reason` is the snake_case word that the trail, the log and the metrics use for it;
    `transient` tells whether the same call may succeed later. Survives pickling.
    """

    reason: ClassVar[str] = "pipeline_error"
    transient: ClassVar[bool] = False

    def __init__(self, message: str, **subject: Any) -> None:  # noqa: ANN401 - any picklable subject
        super().__init__(message)
        self.message = message
        self.subject = subject

    def __reduce__(self) -> tuple[Any, ...]:
        return _rebuild, (type(self), self.message, self.subject)


def _rebuild(kind: type[PipelineError], message: str, subject: dict[str, Any]) -> PipelineError:
    return kind(message, **subject)


class ConfigError(PipelineError):
    """A setting, seed or option is wrong."""

    reason = "config_invalid"


class ChangedError(ConfigError):
    """A file was changed by somebody else since it was read; subject `found` is what it holds now, None when gone."""

    reason = "changed_meanwhile"


class QueryError(PipelineError):
    """A query cannot be read; `position` counts code points from 0."""

    reason = "query_invalid"

    def __init__(self, message: str, *, query: str, position: int) -> None:
        super().__init__(message, query=query, position=position)
        self.query = query
        self.position = position

    def pointed(self) -> str:
        """Show the query with a caret under the character that is wrong."""
        return f"{self.message}\n  {self.query}\n  {' ' * self.position}^"


class RuleError(PipelineError):
    """A rule file is wrong or its examples fail."""

    reason = "rule_invalid"


class CatalogueError(PipelineError):
    """A list of feeds cannot be read."""

    reason = "catalogue_invalid"


class FeedError(PipelineError):
    """The bytes are not a feed that can be read."""

    reason = "not_a_feed"


class PageError(PipelineError):
    """The bytes are not a page that can be read; subject `reason` names the cause."""

    reason = "page_unreadable"


class BudgetError(PipelineError):
    """Work was ended because it used up its time or memory."""

    reason = "budget_exceeded"


class FetchError(PipelineError):
    """The network refused or failed."""

    reason = "fetch_failed"
    transient = True


class ArchiveError(PipelineError):
    """An archived page cannot be written or read."""

    reason = "archive_failed"
    transient = True


class StoreError(PipelineError):
    """The ledger's database cannot do what was asked."""

    reason = "store_failed"


class StoreBusyError(StoreError):
    """The ledger's database cannot do it just now."""

    reason = "store_busy"
    transient = True


class SchemaError(StoreError):
    """The ledger's tables are older or newer than the program."""

    reason = "schema_mismatch"


class NotFoundError(StoreError):
    """There is no such feed, entry, rule or alert."""

    reason = "not_found"


class SearchError(PipelineError):
    """The search index cannot do what was asked."""

    reason = "search_failed"


class SearchUnavailableError(SearchError):
    """The search index cannot do it just now."""

    reason = "search_unavailable"
    transient = True


class DeliveryError(PipelineError):
    """A channel refused an alert."""

    reason = "delivery_failed"
    transient = True
