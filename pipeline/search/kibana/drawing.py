"""Draws panels over the data views of one prefix, and collects what it has drawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipeline.search.kibana import lens
from pipeline.search.kibana.boards import Row, make_dashboard
from pipeline.search.kibana.fields import View
from pipeline.search.kibana.lens import Column, Panel, Shape, make_lens
from pipeline.search.kibana.objects import SavedObject

ROWS: Mapping[str, Column] = {
    "articles": lens.count("Articles"),
    "alerts": lens.count("Alerts"),
    "trail": lens.count("Steps"),
    "feeds": lens.count("Feeds"),
}


class Drawing:
    """The panels of one data view. `drawn` is shared with the drawings of the other views."""

    def __init__(self, kind: str, view: View, *, prefix: str, drawn: list[SavedObject]) -> None:
        self._kind = kind
        self._view = view
        self._prefix = prefix
        self._drawn = drawn
        self.rows = ROWS[kind]

    def panel(self, shape: Shape, title: str, *, query: str = "", **columns: Column) -> SavedObject:
        """Draw columns in a shape."""
        key = f"{self._prefix}-panel-{self._kind}-{to_slug(title)}"
        panel = Panel(key=key, title=title, view=self._view.id, shape=shape, columns=columns, query=query)
        self._drawn.append(make_lens(panel))
        return self._drawn[-1]

    def number(self, title: str, column: Column, *, query: str = "") -> SavedObject:
        """Draw one number."""
        return self.panel("number", title, query=query, number=column)

    def bars(self, title: str, field: str, *, query: str = "") -> SavedObject:
        """Draw how many rows have each value of a field, the most frequent first."""
        cut = lens.top(field, title, size=15, by="rows")
        return self.panel("bar_horizontal", title, query=query, cut=cut, rows=self.rows)

    def donut(self, title: str, field: str) -> SavedObject:
        """Draw the shares of a field's values."""
        return self.panel("donut", title, cut=lens.top(field, title, size=8, by="rows"), rows=self.rows)

    def over_time(self, title: str, field: str, *, rows: Column | None = None) -> SavedObject:
        """Draw how many rows there are of a field's values over time."""
        split, time = lens.top(field, title, by="rows"), lens.over_time(self._view.time, "Time")
        return self.panel("bar_stacked", title, split=split, time=time, rows=rows or self.rows)

    def lines(self, title: str, *, query: str, **columns: Column) -> SavedObject:
        """Draw numbers over time."""
        return self.panel("line", title, query=query, time=lens.over_time(self._view.time, "Time"), **columns)


def make_board(prefix: str, name: str, *, description: str, rows: Sequence[Row], since: str) -> SavedObject:
    """Make a dashboard of the prefix."""
    key, title = f"{prefix}-board-{to_slug(name)}", f"Wirewatch: {name}"
    return make_dashboard(key, title, rows, description=description, since=since)


def to_slug(title: str) -> str:
    """Make a part of an id out of a title."""
    return "-".join("".join(c if c.isalnum() else " " for c in title.lower()).split())
