"""Many readers at once on a real server, while articles keep coming in: everybody is answered."""

from __future__ import annotations

from pathlib import Path

from benchmarks.bench_load import measure

READERS, REQUESTS = 12, 240


def test_many_readers_are_all_answered_while_articles_come_in(tmp_path: Path) -> None:
    (load,) = measure(tmp_path, 400, readers=(READERS,), requests=REQUESTS, processes=(2,))
    assert not load.answers.failures
    assert sum(map(len, load.answers.seconds.values())) == REQUESTS
