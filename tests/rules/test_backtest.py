from __future__ import annotations

from datetime import timedelta

from pipeline.rules.backtest import backtest
from pipeline.types import Story
from tests.documents import SEEN_AT, make_document
from tests.rules.making import make_rule


def test_a_backtest_counts_days_stories_and_clauses() -> None:
    later = SEEN_AT + timedelta(days=1)
    documents = [
        make_document(title="One", text="NATO and the council", story=Story(id="s1", origin=True)),
        make_document(title="Reprint", text="NATO and the council", story=Story(id="s1", origin=False, reprint_of="x")),
        make_document(title="Two", text="the council", first_seen_at=later),
        make_document(title="Walled", text="NATO", verdict="consent"),
        make_document(title="Other", text="ferries"),
    ]
    result = backtest(make_rule("nato OR council"), iter(documents))
    assert (result.rule, result.looked_at, result.documents, result.stories) == ("r0", 5, 3, 2)
    assert dict(result.days) == {"2026-04-03": 2, "2026-04-04": 1}
    assert dict(result.clauses) == {"council": 3, "nato": 2}
    assert result.sample == ("One", "Reprint", "Two")
