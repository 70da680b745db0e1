"""Which earlier revision one is compared with."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pipeline.stages.again import find_before
from pipeline.store import SqlStore, open_store, upgrade
from tests.store.world import World, make_id, make_intent

FEEDS = "long enough; the text is the feed's, as the page could not be had (http_403)"


@pytest.fixture
def bring(tmp_path: Path) -> Callable[..., SqlStore]:
    """Bring an entry through once a revision; each is given as fields of its article."""
    url = f"sqlite:///{tmp_path / 'ledger.db'}"
    upgrade(url)
    world = World(open_store(url))

    def bring_all(*revisions: dict[str, Any]) -> SqlStore:
        for number, fields in enumerate(revisions, start=1):
            world.poll(make_intent("a", fingerprint=str(number)))
            world.bring(text=f"Text {number}.", **fields)
        assert isinstance(world.store, SqlStore)
        return world.store

    return bring_all


@pytest.mark.parametrize(
    ("revisions", "expected"),
    [
        ([{}, {}], 1),
        ([{}, {}, {}], 2),
        ([{}, {"verdict": "consent"}, {}], 1),
        ([{"verdict": "teaser"}, {}], None),
        ([{}, {"verdict_reason": FEEDS}], None),
        ([{"verdict_reason": FEEDS}, {}, {"verdict_reason": FEEDS}], 1),
        ([{}], None),
    ],
    ids=["before", "newest", "wall between", "teaser", "feed's text", "feed's text twice", "first"],
)
def test_a_revision_is_compared_with_one_that_was_read_alike(
    bring: Callable[..., SqlStore], revisions: list[dict[str, Any]], expected: int | None
) -> None:
    store = bring(*revisions)
    document = store.document(make_id("a"))
    assert document is not None
    before = find_before(store, document)
    assert (before and before.revision) == expected
    store.close()
