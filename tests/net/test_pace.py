from __future__ import annotations

import fcntl
import os
from datetime import timedelta
from ipaddress import ip_address, ip_network
from pathlib import Path

import pytest

from pipeline.net.pace import Pace, Turn
from pipeline.net.policy import NetPolicy


class Clock:
    def __init__(self) -> None:
        self.time = 1_000_000.0

    def __call__(self) -> float:
        return self.time


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(params=["shared", "own"])
def pace(request: pytest.FixtureRequest, tmp_path: Path, clock: Clock) -> Pace:
    folder = tmp_path / "pace" if request.param == "shared" else None
    return Pace(folder, longest=86400.0, now=clock)


def _wait(pace: Pace, host: str = "a.example", *, gap: float = 1.0, patience: float = 60.0) -> float:
    turn = pace.reserve(host, gap=gap, patience=patience)
    assert turn.granted
    return turn.wait


def test_requests_to_one_host_are_a_gap_apart(pace: Pace, clock: Clock) -> None:
    assert [_wait(pace) for _ in range(3)] == [0.0, 1.0, 2.0]
    clock.time += 10
    assert _wait(pace) == 0.0


def test_hosts_do_not_wait_for_each_other(pace: Pace) -> None:
    assert [_wait(pace, host) for host in ("a.example", "b.example")] == [0.0, 0.0]


def test_a_turn_beyond_the_patience_is_not_taken(pace: Pace) -> None:
    _wait(pace, gap=30)

    assert pace.reserve("a.example", gap=30, patience=5) == Turn(wait=30.0, granted=False)
    assert _wait(pace) == 30.0


def test_a_push_silences_a_host_even_without_a_gap_and_never_shortens(pace: Pace) -> None:
    pace.push("a.example", wait=100)
    pace.push("a.example", wait=10)

    assert not pace.reserve("a.example", gap=0, patience=60).granted


def test_without_a_gap_nobody_waits(pace: Pace) -> None:
    assert [_wait(pace, gap=0) for _ in range(3)] == [0.0, 0.0, 0.0]


def test_a_clock_that_was_set_back_does_not_silence_a_host_for_ever(pace: Pace, clock: Clock) -> None:
    _wait(pace, gap=60)
    clock.time -= 10 * 86400

    assert pace.reserve("a.example", gap=1, patience=60).wait <= 86400


def test_two_processes_share_the_turns_of_a_host(tmp_path: Path, clock: Clock) -> None:
    one, two = (Pace(tmp_path, longest=86400.0, now=clock) for _ in range(2))

    assert [_wait(pace) for pace in (one, two, one, two)] == [0.0, 1.0, 2.0, 3.0]


@pytest.mark.parametrize("content", [b"", b"nan\n", b"-5", b"inf", b"not a time at all" * 10])
def test_a_spoilt_file_is_no_reason_to_wait_for_ever(tmp_path: Path, clock: Clock, content: bytes) -> None:
    pace = Pace(tmp_path, longest=60.0, now=clock)
    _wait(pace)
    (file,) = tmp_path.iterdir()
    file.write_bytes(content)

    assert pace.reserve("a.example", gap=1, patience=60).wait <= 60.0


def test_a_file_that_another_process_holds_is_not_waited_for(tmp_path: Path, clock: Clock) -> None:
    pace = Pace(tmp_path, longest=60.0, now=clock)
    _wait(pace)
    (file,) = tmp_path.iterdir()
    handle = os.open(file, os.O_RDWR)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        with pytest.raises(BlockingIOError):
            pace.reserve("a.example", gap=1, patience=60)
    finally:
        os.close(handle)


def test_a_folder_that_cannot_be_made_leaves_the_times_in_memory(tmp_path: Path, clock: Clock) -> None:
    (tmp_path / "file").write_text("")
    pace = Pace(tmp_path / "file" / "pace", longest=60.0, now=clock)

    assert [_wait(pace) for _ in range(2)] == [0.0, 1.0]


def test_files_of_hosts_long_gone_are_removed(tmp_path: Path, clock: Clock) -> None:
    pace = Pace(tmp_path, longest=60.0, now=clock)
    _wait(pace, "old.example")
    (file,) = tmp_path.iterdir()
    os.utime(file, (clock.time - 10 * 86400,) * 2)

    Pace(tmp_path, longest=60.0, now=clock)

    assert list(tmp_path.iterdir()) == []


def test_an_address_of_our_own_has_its_own_gap_and_everybody_else_theirs() -> None:
    policy = NetPolicy(allow=(ip_network("127.0.0.0/8"),), own_gap=timedelta(0))
    assert policy.find_gap(ip_address("127.0.0.1")) == timedelta(0)
    assert policy.find_gap(ip_address("192.0.2.1")) == policy.limits.gap
    assert policy.find_gap(None) == policy.limits.gap
    assert NetPolicy(allow=policy.allow).find_gap(ip_address("127.0.0.1")) == policy.limits.gap
