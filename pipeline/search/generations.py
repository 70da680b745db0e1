"""The concrete Elasticsearch indices: one a year of first sight, in generations.

A document's index follows from `first_seen_at`, which never changes; so one id is never in two indices. Writers go
through the alias of the year, readers through the alias of all, and a rebuild moves both at once:

    wirewatch-articles, wirewatch-articles-2026  ->  wirewatch-articles-2026-<generation>
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from pipeline.errors import SearchError
from pipeline.search.connect import translated
from pipeline.search.mapping import document_properties, layout_meta, make_templates
from pipeline.types import Document

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch

FIRST = "first"


class Generations:
    """Makes, lists and switches the concrete indices of one prefix."""

    def __init__(self, client: Elasticsearch, prefix: str) -> None:
        self._client = client
        self._prefix = prefix
        self.alias = f"{prefix}-articles"
        self._known: set[str] = set()

    def year_alias(self, document: Document) -> str:
        """Name the alias that a document is written through."""
        return f"{self.alias}-{document.first_seen_at.year:04d}"

    def put_templates(self) -> None:
        """Install the templates, unless they are there in this layout."""
        if self.is_current():
            return
        with translated():
            templates = make_templates(self._prefix)
            cluster = self._client.cluster
            cluster.put_component_template(name=f"{self.alias}-mappings", **_renamed(templates["articles-mappings"]))
            if not cluster.exists_component_template(name=f"{self.alias}-lifecycle"):
                lifecycle = templates["articles-lifecycle"]
                cluster.put_component_template(name=f"{self.alias}-lifecycle", **_renamed(lifecycle))
            self._client.indices.put_index_template(name=self.alias, **_renamed(templates["articles"]))

    def is_current(self) -> bool:
        """Tell whether the templates are there in this layout."""
        with translated():
            path = "component_templates.component_template._meta"
            found = self._client.options(ignore_status=404).cluster.get_component_template(
                name=f"{self.alias}-mappings", filter_path=path
            )
            components = found.get("component_templates") or [{}]
            return components[0].get("component_template", {}).get("_meta") == layout_meta() and self.is_created()

    def has_every_field(self) -> bool:
        """Tell whether the indices that are read know every field: one older than the templates does not."""
        wanted = document_properties().keys()
        with translated():
            answer = self._client.options(ignore_status=404).indices.get_mapping(index=self.alias)
        found = answer.values() if answer.meta.status == 200 else ()
        return all(wanted <= about["mappings"].get("properties", {}).keys() for about in found)

    def is_created(self) -> bool:
        """Tell whether the templates are installed."""
        with translated():
            return bool(self._client.indices.exists_index_template(name=self.alias))

    def ensure(self, year_alias: str) -> None:
        """Make the first index of a year, unless there is one."""
        if year_alias in self._known:
            return
        with translated():
            if not self._client.indices.exists_alias(name=year_alias):
                self.make(f"{year_alias}-{FIRST}", year_alias=year_alias)
        self._known.add(year_alias)

    def recover(self, year_alias: str) -> None:
        """Make the index of a year again that somebody has deleted."""
        self._known.discard(year_alias)
        self.ensure(year_alias)

    def make(self, index: str, *, year_alias: str | None = None) -> None:
        """Make an index out of the template, at once under its aliases if a year's is given."""
        from elasticsearch import BadRequestError

        if not self.is_created():
            raise SearchError("the index templates are not installed; run `wirewatch init`")
        aliases = {self.alias: {}, year_alias: {"is_write_index": True}} if year_alias else {}
        with translated():
            try:
                self._client.indices.create(index=index, aliases=aliases)
            except BadRequestError:
                # Another process was faster: it made this index, or one that already has the year's alias.
                if year_alias is None or not self._client.indices.exists_alias(name=year_alias):
                    raise

    def current(self) -> tuple[str, ...]:
        """List the concrete indices that are read."""
        with translated():
            answer = self._client.options(ignore_status=404).indices.get_alias(name=self.alias)
        return tuple(sorted(answer)) if answer.meta.status == 200 else ()

    def switch(self, fresh: dict[str, str], old: tuple[str, ...]) -> None:
        """Put fresh indices (year alias to index) in the place of the old ones: one atomic step."""
        actions: list[dict[str, Any]] = [{"remove": {"index": index, "alias": "*"}} for index in old]
        for year_alias, index in fresh.items():
            actions.append({"add": {"index": index, "alias": self.alias}})
            actions.append({"add": {"index": index, "alias": year_alias, "is_write_index": True}})
        if actions:
            with translated():
                self._client.indices.update_aliases(actions=actions)
        self._known.clear()

    def drop(self, indices: tuple[str, ...]) -> None:
        """Delete indices."""
        if indices:
            with translated():
                self._client.indices.delete(index=list(indices), ignore_unavailable=True)

    def close_writes(self, indices: tuple[str, ...]) -> None:
        """Turn writers away; returns when no write is under way any more."""
        for index in indices:
            with translated():
                self._client.indices.add_block(index=index, block="write")

    def refresh(self, indices: tuple[str, ...]) -> None:
        """Make what was written to the indices findable."""
        if indices:
            with translated():
                self._client.indices.refresh(index=list(indices), ignore_unavailable=True)

    def new_suffix(self) -> str:
        """Make the last part of the names of a new generation."""
        return uuid4().hex[:12]

    def abandoned(self) -> tuple[str, ...]:
        """List what a rebuild that was killed has left: indices of exactly our names that nobody reads."""
        ours = re.compile(rf"{re.escape(self.alias)}-[0-9]{{4}}-[0-9a-f]{{12}}")
        with translated():
            found = self._client.indices.get(index=f"{self.alias}-*", features="aliases", allow_no_indices=True)
        return tuple(name for name, about in found.items() if ours.fullmatch(name) and not about["aliases"])


def _renamed(template: dict[str, Any]) -> dict[str, Any]:
    return {("meta" if key == "_meta" else key): value for key, value in template.items()}
