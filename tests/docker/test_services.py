"""Every command of every service of ours, run here with the service's own variables against real servers."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from email.message import Message
from io import BytesIO
from pathlib import Path

import pytest

from docker.set_up_search import be_patient
from tests.dags.processes import wait_for
from tests.docker.machine import Machine, open_machine
from tests.docker.test_kubernetes import VALUES

STAYING = ("web", "airflow-api-server", "airflow-scheduler", "airflow-dag-processor", "airflow-triggerer")


@pytest.fixture(scope="module")
def machine(tmp_path_factory: pytest.TempPathFactory, postgres_server: str) -> Iterator[Machine]:
    """The services in the order of their dependencies, until each one's health check is content."""
    with open_machine(tmp_path_factory.mktemp("machine"), postgres_server) as made:
        for name in ("search-users", "init"):
            done = made.run(name)
            assert done.returncode == 0, f"{name}: {done.stdout[-2000:]}{done.stderr[-3000:]}"
        for name in STAYING[:2]:
            made.start(name)
        wait_until_healthy(made, *STAYING[:2])
        for name in STAYING[2:]:
            made.start(name)
        wait_until_healthy(made, *STAYING[2:])
        yield made


def wait_until_healthy(machine: Machine, *names: str) -> None:
    for name in names:
        wait_for(lambda name=name: machine.is_healthy(name), seconds=150, what=f"{name}: {machine.log(name)[-2000:]}")  # type: ignore[misc]


def ask(url: str, *, body: object = None, bearer: str = "") -> tuple[int, bytes]:
    headers = {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {bearer}"} if bearer else {})
    data = None if body is None else json.dumps(body).encode()
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(urllib.request.Request(url, data=data, headers=headers), timeout=20) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, error.read()


@pytest.mark.timeout(400)
def test_every_service_is_well_by_its_own_health_check(machine: Machine) -> None:
    """An engine too calls a service ill only after several checks in a row."""
    wait_until_healthy(machine, *STAYING)


def test_setting_up_again_and_twice_at_once_changes_nothing(machine: Machine) -> None:
    init = ["wirewatch", "init"]
    with ThreadPoolExecutor() as pool:
        done = list(pool.map(machine.run, ("init", "init", "search-users"), (init, init, None)))
    assert [(one.returncode, one.stderr) for one in done] == [(0, "")] * 3


def test_an_index_that_knows_no_user_yet_is_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("time.sleep", lambda _: None)
    answers = [401, 503, 200]

    def send(method: str, path: str, body: object) -> None:
        if (code := answers.pop(0)) != 200:
            raise urllib.error.HTTPError(path, code, method, Message(), BytesIO())

    be_patient(send)("PUT", "/", {})
    assert answers == []
    answers[:] = [401, 200]
    with pytest.raises(urllib.error.HTTPError):
        be_patient(send, seconds=-1)("PUT", "/", {})


def test_our_user_of_the_index_may_touch_nothing_else(machine: Machine) -> None:
    status = machine.run("web", ["wirewatch", "search", "anything", "--json"])
    assert status.returncode == 0, status.stderr
    script = (
        "from pipeline.app import open_app\nwith open_app() as app: app.index._client.indices.create(index='other')"
    )
    refused = machine.run("web", ["python", "-c", script])
    assert "security_exception" in refused.stderr


def test_the_index_is_not_trusted_without_its_authority(machine: Machine) -> None:
    variables = ["env", "-u", "WIREWATCH_SEARCH__CA_CERTS", "wirewatch", "search", "anything"]
    refused = machine.run("web", variables)
    assert refused.returncode == 1
    assert "TlsError" in refused.stderr or "certificate" in refused.stderr.lower()


def test_the_pages_want_the_token_of_the_file(machine: Machine) -> None:
    url = f"http://127.0.0.1:{machine.ports[8090]}/"
    token = (machine.folder / "secrets" / "web_token").read_text()
    assert ask(url)[0] in (401, 403)
    assert ask(url, bearer=token)[0] == 200


def test_airflow_lets_in_who_has_the_password_of_the_file(machine: Machine) -> None:
    url = f"http://127.0.0.1:{machine.ports[8080]}"
    password = json.loads((machine.folder / "secrets" / "airflow_logins").read_text())["admin"]
    assert ask(f"{url}/auth/token", body={"username": "admin", "password": "wrong"})[0] == 401
    status, answer = ask(f"{url}/auth/token", body={"username": "admin", "password": password})
    assert status == 201
    bearer = json.loads(answer)["access_token"]
    dags = json.loads(ask(f"{url}/api/v2/dags", bearer=bearer)[1])["dags"]
    assert {dag["dag_id"] for dag in dags} == {"deliver", "ingest", "maintain", "mirror", "reprocess"}


def test_a_task_runs_to_its_end(machine: Machine) -> None:
    url = f"http://127.0.0.1:{machine.ports[8080]}"
    password = json.loads((machine.folder / "secrets" / "airflow_logins").read_text())["admin"]
    bearer = json.loads(ask(f"{url}/auth/token", body={"username": "admin", "password": password})[1])["access_token"]
    body = {"logical_date": None}
    status, answer = ask(f"{url}/api/v2/dags/maintain/dagRuns", body=body, bearer=bearer)
    assert status == 200, answer
    run = json.loads(answer)["dag_run_id"]

    def is_over() -> bool:
        state = json.loads(ask(f"{url}/api/v2/dags/maintain/dagRuns/{run}", bearer=bearer)[1])["state"]
        assert state != "failed", machine.log("airflow-scheduler")[-3000:]
        return bool(state == "success")

    wait_for(is_over, seconds=90, what="the run of `maintain`")


def test_no_secret_is_in_what_they_print(machine: Machine) -> None:
    values = [path.read_text() for path in (machine.folder / "secrets").iterdir()]
    for name in STAYING:
        assert [value for value in values if value in machine.log(name)] == []


def test_a_part_that_is_not_well_is_said(machine: Machine, tmp_path: Path) -> None:
    check = ["python", "/opt/wirewatch/libexec/check_health.py"]
    sick = machine.run("web", [*check, "http://airflow-api-server:8080/api/v2/monitor/health", "nothing"])
    assert sick.returncode == 1
    assert machine.run("web", [*check, "http://127.0.0.1:1/"]).returncode == 1


def test_airflow_shows_the_state_of_the_ledger_and_links_to_the_pages(machine: Machine) -> None:
    url = f"http://127.0.0.1:{machine.ports[8080]}"
    password = json.loads((machine.folder / "secrets" / "airflow_logins").read_text())["admin"]
    bearer = json.loads(ask(f"{url}/auth/token", body={"username": "admin", "password": password})[1])["access_token"]
    status, page = ask(f"{url}/wirewatch/", bearer=bearer)
    assert status == 200
    assert b"<h2>Queues</h2>" in page
    assert f'href="http://127.0.0.1:{machine.ports[8090]}/alerts"'.encode() in page


@pytest.mark.parametrize(
    ("part", "service"),
    [("scheduler", "airflow-scheduler"), ("dagProcessor", "airflow-dag-processor"), ("triggerer", "airflow-triggerer")],
)
def test_the_probes_of_the_chart_find_each_part_well(machine: Machine, part: str, service: str) -> None:
    probe = VALUES[part]["livenessProbe"]["command"]
    wait_for(lambda: machine.run(service, probe).returncode == 0, seconds=120, what=f"{part}, by {probe},")


def test_a_probe_of_the_chart_finds_a_part_that_is_not_there(machine: Machine) -> None:
    """A part of another host is not this one."""
    elsewhere = ["env", "AIRFLOW__CORE__HOSTNAME_CALLABLE=platform.machine"]
    assert machine.run("airflow-triggerer", [*elsewhere, *VALUES["triggerer"]["livenessProbe"]["command"]]).returncode
