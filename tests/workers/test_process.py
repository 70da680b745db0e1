from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from itertools import islice

import pytest

from pipeline.errors import BudgetError, FeedError, PipelineError
from pipeline.workers.process import ProcessWorkers
from tests.workers import jobs

MB = 1024 * 1024


@pytest.fixture
def workers() -> Iterator[ProcessWorkers]:
    made = ProcessWorkers(count=2, seconds=1, memory_bytes=128 * MB)
    yield made
    made.close()


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def _gone_within(seconds: float, pids: list[int]) -> bool:
    """Wait for processes that are not our children, which only polling can do."""
    end = time.monotonic() + seconds
    while any(map(_lives, pids)):
        if time.monotonic() > end:
            return False
        threading.Event().wait(0.05)
    return True


def test_results_come_in_order(workers: ProcessWorkers) -> None:
    assert list(workers.map(jobs.double, range(500))) == list(range(0, 1000, 2))


def test_nothing_to_do_starts_no_process(workers: ProcessWorkers) -> None:
    assert list(workers.map(jobs.double, [])) == []
    assert workers.pids == ()


def test_two_workers_share_the_work_and_are_kept_for_the_next_call(workers: ProcessWorkers) -> None:
    first = set(workers.map(jobs.own_pid, range(200)))
    second = set(workers.map(jobs.own_pid, range(200)))

    assert len(first) == 2
    assert first == second == set(workers.pids)


@pytest.mark.parametrize(
    ("how", "limit"),
    [
        ("loop", "seconds"),
        ("sleep", "seconds"),
        ("memory", "memory"),
        ("slow memory", "memory"),
        ("segfault", "signal"),
        ("exit", "signal"),
        ("kill", "signal"),
    ],
)
def test_a_unit_that_exceeds_its_budget_fails_alone(workers: ProcessWorkers, how: str, limit: str) -> None:
    results = list(workers.map(jobs.misbehave, ["a", "b", how, "c", "d", how, "e"]))

    assert [result for result in results if isinstance(result, str)] == ["a", "b", "c", "d", "e"]
    for failed in (results[2], results[5]):
        assert isinstance(failed, BudgetError)
        assert failed.subject["limit"] == limit


@pytest.mark.parametrize("how", ["value", "recursion", "system exit"])
def test_an_unforeseen_error_comes_back_with_its_type_and_text(workers: ProcessWorkers, how: str) -> None:
    kinds = {"value": "ValueError", "recursion": "RecursionError", "system exit": "SystemExit"}

    failed, fine = workers.map(jobs.misbehave, [how, "fine"])

    assert fine == "fine"
    assert type(failed) is PipelineError
    assert failed.subject["kind"] == kinds[how]
    assert kinds[how] in failed.message


def test_an_error_of_ours_comes_back_as_it_was(workers: ProcessWorkers) -> None:
    failed, stripped = workers.map(jobs.misbehave, ["feed", "local subject"])

    assert type(failed) is FeedError
    assert failed.subject == {"url": "http://a.example/"}
    assert type(stripped) is PipelineError
    assert "expected a feed" in stripped.message


def test_what_cannot_be_pickled_fails_alone(workers: ProcessWorkers) -> None:
    arguments: list[object] = [1, lambda: None, 2]

    results = list(workers.map(jobs.own_pid, arguments))

    assert isinstance(results[1], PipelineError)
    assert isinstance(results[0], int)
    assert isinstance(results[2], int)
    assert isinstance(next(workers.map(jobs.unpicklable, [1])), PipelineError)


def test_large_arguments_and_results_pass(workers: ProcessWorkers) -> None:
    assert list(workers.map(jobs.size, [bytes(20 * MB)] * 3)) == [20 * MB] * 3
    results = list(workers.map(jobs.grow, [20 * MB] * 3))
    assert [len(result) for result in results if isinstance(result, bytes)] == [20 * MB] * 3


def test_what_a_library_prints_does_not_disturb_the_answers(workers: ProcessWorkers) -> None:
    assert list(workers.map(jobs.chatter, ["one", "two"])) == ["one", "two"]


def test_what_ends_a_service_is_no_fault_of_the_unit_at_work(workers: ProcessWorkers) -> None:
    assert list(workers.map(jobs.interrupted, [1, 2])) == [1, 2]


def test_workers_see_no_secrets(workers: ProcessWorkers, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WIREWATCH_STORE__URL", "postgresql://user:canary@db/")

    (seen,) = workers.map(jobs.environment, [None])

    assert isinstance(seen, dict)
    assert "canary" not in str(seen)


def test_a_caller_that_takes_its_time_costs_no_worker(workers: ProcessWorkers) -> None:
    workers = ProcessWorkers(count=1, seconds=0.1, memory_bytes=128 * MB)
    results = workers.map(jobs.grow, [MB] * 8)
    try:
        first = next(results)
        threading.Event().wait(0.6)  # longer than the wall time of a unit
        rest = list(results)
    finally:
        workers.close()

    assert all(isinstance(result, bytes) for result in (first, *rest))


def test_an_abandoned_map_leaves_the_workers_usable(workers: ProcessWorkers) -> None:
    results = workers.map(jobs.misbehave, ["fine", "sleep", "sleep"])
    assert list(islice(results, 1)) == ["fine"]
    results.close()  # type: ignore[attr-defined]  # the port promises an iterator, ours is a generator

    assert list(workers.map(jobs.double, [1, 2])) == [2, 4]


def test_a_worker_is_replaced_after_its_share() -> None:
    workers = ProcessWorkers(count=1, seconds=5, memory_bytes=128 * MB, recycle_after=2)
    try:
        apart = [next(workers.map(jobs.own_pid, [None])) for _ in range(4)]
        together = list(workers.map(jobs.own_pid, [None] * 4))
    finally:
        workers.close()

    for pids in (apart, together):
        assert pids[0] == pids[1]
        assert pids[2] == pids[3]
        assert pids[0] != pids[2]


def test_modules_are_loaded_beforehand() -> None:
    workers = ProcessWorkers(count=1, seconds=5, memory_bytes=128 * MB, preload=("wave",))
    try:
        assert list(workers.map(jobs.loaded, ["wave"])) == [True]
    finally:
        workers.close()


def test_a_worker_that_cannot_start_is_one_clear_error() -> None:
    workers = ProcessWorkers(count=1, seconds=5, memory_bytes=128 * MB, preload=("no_such_module",))
    try:
        with pytest.raises(PipelineError, match="no_such_module"):
            list(workers.map(jobs.double, [1]))
    finally:
        workers.close()


def test_close_leaves_no_process_and_may_be_called_twice(workers: ProcessWorkers) -> None:
    list(workers.map(jobs.double, range(10)))
    pids = list(workers.pids)

    workers.close()
    workers.close()

    assert len(pids) == 2
    assert not any(map(_lives, pids))


def test_close_ends_what_another_thread_is_waiting_for(workers: ProcessWorkers) -> None:
    results: list[object] = []
    started = threading.Event()

    def work() -> None:
        for result in workers.map(jobs.misbehave, ["fine", *["sleep"] * 20]):
            results.append(result)
            started.set()

    thread = threading.Thread(target=work)
    thread.start()
    assert started.wait(20)
    workers.close()
    thread.join(20)

    assert results[0] == "fine"
    assert len(results) == 21
    assert all(isinstance(result, PipelineError) for result in results[1:])
    assert workers.pids == ()


def test_threads_may_share_the_workers(workers: ProcessWorkers) -> None:
    sums: list[int] = []

    def work() -> None:
        sums.append(sum(result for result in workers.map(jobs.double, range(100)) if isinstance(result, int)))

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sums == [9900] * 4
    assert len(workers.pids) <= 2


PARENT = """
import sys
from pipeline.workers.process import ProcessWorkers
from tests.workers import jobs

workers = ProcessWorkers(count=2, seconds=600, memory_bytes=1 << 28)
results = workers.map(jobs.misbehave, ["fine", "fine", sys.argv[1], sys.argv[1]])
print(next(results), next(results), *workers.pids, flush=True)
next(results)
"""


@pytest.mark.parametrize("how", ["loop", "sleep"])
def test_workers_end_when_their_parent_is_killed(how: str) -> None:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    with subprocess.Popen(
        [sys.executable, "-c", PARENT, how], stdout=subprocess.PIPE, text=True, env=environment
    ) as parent:
        assert parent.stdout is not None
        words = parent.stdout.readline().split()
        parent.send_signal(signal.SIGKILL)

    pids = [int(word) for word in words[2:]]
    assert len(pids) == 2
    assert _gone_within(20, pids)


FORK = """
import os
from pipeline.workers.process import ProcessWorkers
from tests.workers import jobs

workers = ProcessWorkers(count=2, seconds=60, memory_bytes=1 << 28)
mine = set(workers.map(jobs.own_pid, range(50)))
child = os.fork()
if child == 0:
    theirs = set(workers.map(jobs.own_pid, range(50)))
    workers.close()
    os._exit(0 if theirs and not theirs & mine else 1)
print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), set(workers.map(jobs.own_pid, range(50))) <= mine)
workers.close()
"""


def test_a_process_that_was_forked_off_has_workers_of_its_own() -> None:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-c", FORK]

    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment, timeout=60)

    assert done.stdout.split() == ["0", "True"]


def test_a_storm_of_hostile_units_ends(workers: ProcessWorkers) -> None:
    hows = ["segfault", "exit", "kill", "value", "memory"] * 4

    assert all(isinstance(result, PipelineError) for result in workers.map(jobs.misbehave, hows))
