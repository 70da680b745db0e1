"""Promise 1: whatever is killed at whatever moment, running again leaves what an undisturbed run leaves."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from pipeline.app import App, open_app
from pipeline.cli.sample import ServedSite, open_sample_site
from pipeline.cli.sampling import to_specs
from pipeline.config import find_data, read_settings
from pipeline.query import parse_query
from pipeline.types import Document, Selection

KILLS = 20
SAMPLE = find_data("seeds") / "sample"
COMMAND = [sys.executable, "-c", "from pipeline.cli import main; main()", "run", "--once", "--poll-all"]


class Hand:
    """The site's clock: where the hand is put."""

    def __init__(self) -> None:
        self.start = datetime.now(UTC) - timedelta(minutes=30)
        self.second = 0.0

    def __call__(self) -> datetime:
        return self.start + timedelta(seconds=self.second)


def _environment(home: Path) -> dict[str, str]:
    return {
        **os.environ,
        "WIREWATCH_HOME": str(home),
        "WIREWATCH_NET__ALLOW": "127.0.0.0/8",
        "WIREWATCH_WORK__BATCH": "8",
        # So many kills are no accident: with fewer attempts an entry might rightly be taken for what kills its workers.
        "WIREWATCH_WORK__ATTEMPTS": str(KILLS),
    }


def _start(home: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        COMMAND, env=_environment(home), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, start_new_session=True
    )


def _finish(home: Path) -> None:
    process = _start(home)
    _, errors = process.communicate(timeout=180)
    assert process.returncode == 0, errors.decode()[-2000:]


def _kill(process: subprocess.Popen[bytes]) -> None:
    """Kill the process alone, as the system would; its workers have to notice by themselves."""
    process.send_signal(signal.SIGKILL)
    process.communicate(timeout=30)


def _disturb(home: Path, chance: random.Random, duration: float, *, kills: int) -> int:
    """Start the program again and again and kill it at a random moment of its work; how often that succeeded."""
    killed = 0
    for _ in range(6 * kills):
        process, begun = _start(home), time.monotonic()
        try:
            process.communicate(timeout=chance.uniform(0.2, duration))
        except subprocess.TimeoutExpired:
            killed += 1
            _kill(process)
        else:
            # With less and less left to do a run gets shorter: the next one is killed within its time.
            duration = min(duration, time.monotonic() - begun)
        if killed == kills:
            break
    return killed


def _prepare(home: Path, site: ServedSite) -> None:
    subprocess.run([*COMMAND[:3], "init"], env=_environment(home), check=True, stdout=subprocess.DEVNULL, timeout=60)
    with open_app(read_settings(home)) as app:
        app.store.add_feeds(to_specs(site.feeds), now=app.clock())


def read_state(home: Path) -> dict[str, Any]:
    """Everything that has to be equal, without the moments at which it happened."""
    with open_app(read_settings(home)) as app:
        entries = list(app.store.entries(Selection()))
        alerts = app.store.alerts()
        return {
            "entries": sorted(
                (entry.id, str(entry.status), entry.revision, entry.quiet, entry.reason, entry.story)
                for entry in entries
            ),
            "documents": {entry.id: _outline(app.store.document(entry.id)) for entry in entries},
            "index": {document.id: _outline(document) for document in _read_index(app)},
            "archive": sorted(
                (
                    document.id,
                    document.archive.file,
                    document.archive.sha256,
                    len(app.archive.read(document.archive).body),
                )
                for document in _read_index(app)
            ),
            "alerts": sorted((alert.id, alert.rule, alert.entry, alert.story, alert.evidence) for alert in alerts),
            "delivered": sorted(
                (alert.id, delivery.channel, delivery.status) for alert in alerts for delivery in alert.deliveries
            ),
        }


def _read_index(app: App) -> tuple[Document, ...]:
    return app.index.search(parse_query(""), limit=500).documents


def _outline(document: Document | None) -> tuple[Any, ...] | None:
    if document is None:
        return None
    return (
        document.canonical_url,
        document.text_hash,
        document.revision,
        document.story,
        document.quotes,
        document.topics,
    )


@pytest.fixture(scope="module")
def site_and_hand() -> Any:
    hand = Hand()
    with open_sample_site(SAMPLE, clock=hand) as site:
        yield site, hand


@pytest.mark.timeout(600)
def test_twenty_kills_leave_what_an_undisturbed_run_leaves(
    tmp_path: Path, site_and_hand: tuple[ServedSite, Hand]
) -> None:
    site, hand = site_and_hand
    calm, disturbed = tmp_path / "calm", tmp_path / "disturbed"
    seed = random.randrange(1 << 32)
    sys.stdout.write(f"seed {seed}\n")  # shown by pytest when the test fails
    chance = random.Random(seed)

    _prepare(calm, site)
    durations = []
    for hand.second in (0.0, 200.0):
        begun = time.monotonic()
        _finish(calm)
        durations.append(time.monotonic() - begun)

    _prepare(disturbed, site)
    killed = 0
    for hand.second, duration in zip((0.0, 200.0), durations, strict=True):
        killed += _disturb(disturbed, chance, duration, kills=KILLS // 2)
        _finish(disturbed)

    assert killed == KILLS, "the run was too quick to be killed so often"
    assert read_state(calm)["alerts"], "without an alert nothing is compared"
    assert read_state(disturbed) == read_state(calm)
