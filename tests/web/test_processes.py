"""Several processes that answer on one port, as `web.processes` says: one login, one limit, and none is missed."""

from __future__ import annotations

import http.client
import signal
import socket
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from urllib.parse import urlencode, urlsplit

import psutil  # type: ignore[import-untyped]  # a part of Airflow, without stubs
import pytest

from benchmarks.bench_load import serve
from pipeline.accounts import add_user
from pipeline.app import App
from pipeline.config import read_settings
from pipeline.errors import PipelineError
from pipeline.home import make_home
from pipeline.web import serve as serve_pages
from tests.dags.processes import wait_for
from tests.web.people import change

PASSWORD = "a long word of no meaning"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, psutil.Process]]:
    home = tmp_path_factory.mktemp("home")
    settings = read_settings(home)
    make_home(settings)
    with closing(App(settings)) as app:
        add_user(app, "anna", role="reader", password=PASSWORD)
    with serve(home, processes=2) as (base, process):
        first = psutil.Process(process.pid)
        wait_for(lambda: len(find_workers(first)) == 2, seconds=90, what="two processes")
        yield base, first
        children = first.children(recursive=True)
    assert process.returncode == 0
    wait_for(lambda: not any(map(psutil.Process.is_running, children)), seconds=30, what=f"the end of {children}")


def find_workers(first: psutil.Process) -> list[psutil.Process]:
    """Those that listen beside the first: the one that keeps them does not answer."""
    return [child for child in first.children(recursive=True) if is_listening(child)]


def is_listening(process: psutil.Process) -> bool:
    try:
        return bool(process.net_connections("tcp"))
    except psutil.Error:  # it ended meanwhile
        return False


def read_work(first: psutil.Process) -> dict[int, float]:
    """The processor time of each process that listens; an answer takes longer than its clock's step."""
    return {worker.pid: sum(worker.cpu_times()[:2]) for worker in find_workers(first)}


def ask(base: str, path: str, *, cookie: str = "", form: dict[str, str] | None = None) -> tuple[int, str]:
    """Ask on a connection of its own, which any of the processes may take; the status and the cookie that is set."""
    connection = http.client.HTTPConnection(urlsplit(base).netloc, timeout=30)
    with closing(connection):
        headers = {"Cookie": cookie, "Origin": base, **FORM}
        connection.request("POST" if form else "GET", path, urlencode(form or {}), headers)
        answer = connection.getresponse()
        answer.read()
        return answer.status, (answer.headers["Set-Cookie"] or "").partition(";")[0]


def test_a_login_holds_with_each_process(served: tuple[str, psutil.Process]) -> None:
    base, first = served
    status, cookie = ask(base, "/login", form={"name": "anna", "password": PASSWORD})
    assert (status, bool(cookie)) == (303, True)
    before = read_work(first)

    def have_both_worked() -> bool:
        assert Counter(ask(base, "/rules", cookie=cookie)[0] for _ in range(40)) == {200: 40}
        return all(worked > before[pid] for pid, worked in read_work(first).items())

    wait_for(have_both_worked, seconds=90, what="an answer of each process")
    assert Counter(ask(base, "/rules")[0] for _ in range(10)) == {401: 10}


def test_a_process_that_is_lost_is_replaced(served: tuple[str, psutil.Process]) -> None:
    base, first = served
    lost, kept = find_workers(first)
    lost.send_signal(signal.SIGKILL)
    wait_for(
        lambda: len({worker.pid for worker in find_workers(first)} - {lost.pid}) == 2,
        seconds=90,
        what="another process",
    )
    assert kept.pid in {worker.pid for worker in find_workers(first)}
    assert {ask(base, "/login")[0] for _ in range(20)} == {200}


def test_who_guesses_has_no_more_tries_with_two_processes(served: tuple[str, psutil.Process]) -> None:
    base, _ = served
    begun = time.monotonic()
    answers = Counter(ask(base, "/login", form={"name": "bert", "password": "guess"})[0] for _ in range(40))
    # Ten at once by both together, and six a minute for as long as this takes.
    assert answers[401] <= 10 + 6 * (time.monotonic() - begun) / 60 + 2
    assert answers[401] + answers[429] == 40


@pytest.mark.parametrize("processes", [1, 2])
def test_an_address_that_is_taken_is_one_clear_error(app: App, monkeypatch: pytest.MonkeyPatch, processes: int) -> None:
    change(app, monkeypatch, processes=processes)
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(PipelineError, match=f"127.0.0.1, port {port}: .*choose another"):
            serve_pages(app, host="127.0.0.1", port=port)
