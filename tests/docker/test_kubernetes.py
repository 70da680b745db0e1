"""The values of the Airflow chart and the resources of Elastic's operator, as far as one can tell without a cluster."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import yaml

from docker.set_up_search import make_role
from pipeline.config import read_settings
from tests.docker.compose import DOCKER, read_compose

VALUES: dict[str, Any] = yaml.safe_load((DOCKER / "kubernetes" / "airflow-values.yaml").read_text())
RESOURCES = list(yaml.safe_load_all((DOCKER / "kubernetes" / "elastic.yaml").read_text()))
OURS = {one["kind"]: one for one in yaml.safe_load_all((DOCKER / "kubernetes" / "wirewatch.yaml").read_text())}
PODS = {kind: OURS[kind]["spec"]["template"]["spec"] for kind in ("Deployment", "Job")}
# The keys that we use of the values of the official Airflow chart. Read there as of Airflow 3.1.3 (between the releases
# 1.18 and 1.19, the newest whole file that could be read), with the release notes of 1.20 to 1.22, which move keys of
# `workers` alone. Helm passes over a key that it does not know in silence, so each new one is looked up and added here.
_PARTS = ("logGroomerSidecar.enabled", "resources.requests.cpu", "resources.requests.memory", "resources.limits.memory")
KEYS = {
    *(
        "useStandardNaming",
        "airflowVersion",
        "defaultAirflowRepository",
        "defaultAirflowTag",
        "airflowHome",
        "uid",
        "gid",
    ),
    *("executor", "data.metadataSecretName", "fernetKeySecretName", "apiSecretKeySecretName", "jwtSecretName"),
    *("postgresql.enabled", "redis.enabled", "statsd.enabled", "createUserJob.enabled"),
    *("env", "secret", "volumes", "volumeMounts", "apiServer.args", "triggerer.persistence.enabled"),
    *("migrateDatabaseJob.args", "migrateDatabaseJob.resources.requests.cpu"),
    *("migrateDatabaseJob.resources.requests.memory", "migrateDatabaseJob.resources.limits.memory"),
    *(f"{part}.livenessProbe.command" for part in ("scheduler", "dagProcessor", "triggerer")),
    *("scheduler.startupProbe.command", "scheduler.startupProbe.failureThreshold"),
    *("apiServer.startupProbe.failureThreshold", "scheduler.terminationGracePeriodSeconds"),
    *("logs.persistence.enabled", "logs.persistence.size"),
    *(f"{part}.{key}" for part in ("apiServer", "scheduler", "dagProcessor", "triggerer") for key in _PARTS),
}


def find_paths(value: Any, path: str = "") -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from find_paths(inner, f"{path}.{key}" if path else key)
    else:
        yield path


def test_the_chart_knows_every_value() -> None:
    assert set(find_paths(VALUES)) - KEYS == set()


def test_the_variables_are_settings(home: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in VALUES["env"]:
        if variable["name"].startswith("WIREWATCH_") and not variable["name"].endswith("_FILE"):
            monkeypatch.setenv(variable["name"], variable["value"])
    assert read_settings().search_url == "https://wirewatch-es-http:9200"


def test_every_file_that_a_variable_names_is_in_a_mount_and_every_mount_in_a_volume() -> None:
    mounts = {mount["mountPath"] for mount in VALUES["volumeMounts"]}
    for variable in VALUES["env"]:
        if variable["value"].startswith("/run/"):
            assert variable["value"].rpartition("/")[0] in mounts
    assert {mount["name"] for mount in VALUES["volumeMounts"]} == {volume["name"] for volume in VALUES["volumes"]}


def test_no_secret_is_in_the_values() -> None:
    for variable in VALUES["env"]:
        if any(word in variable["name"] for word in ("PASSWORD", "TOKEN", "STORE__URL")):
            assert variable["name"].endswith("_FILE")


def test_what_a_part_runs_is_in_our_image_and_needs_no_script_of_the_official_one() -> None:
    """The chart's own probes and groomers call scripts of the official image: each is replaced or switched off."""
    for part in ("scheduler", "dagProcessor", "triggerer"):
        assert VALUES[part]["livenessProbe"]["command"]
        assert not VALUES[part]["logGroomerSidecar"]["enabled"]
    assert VALUES["scheduler"]["startupProbe"]["command"]
    programs = {"airflow", "bash", "python", "wirewatch"}
    for words in find_commands(VALUES):
        assert words[0] in programs
        for path in (word for word in words if word.startswith("/opt/wirewatch/libexec/")):
            assert (DOCKER / path.rpartition("/")[2]).is_file()


def find_commands(value: Any) -> Iterator[list[str]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            if key in {"command", "args"}:
                yield inner
            else:
                yield from find_commands(inner)


def test_logs_are_written_where_the_chart_mounts_their_volume() -> None:
    given = {variable["name"]: variable["value"] for variable in VALUES["env"]}
    folder = f"{VALUES['airflowHome']}/logs"
    assert VALUES["logs"]["persistence"]["enabled"]
    assert given["AIRFLOW__LOGGING__BASE_LOG_FOLDER"] == folder
    assert given["AIRFLOW__LOGGING__DAG_PROCESSOR_CHILD_PROCESS_LOG_DIRECTORY"].startswith(f"{folder}/")


def test_airflow_is_told_the_same_as_in_compose() -> None:
    """What Compose says of Airflow, the chart says too, by a variable, a secret or a value of its own."""
    compose = read_compose("compose.yaml")["services"]["airflow-scheduler"]["environment"]
    asked = {name.removesuffix("_CMD") for name in compose if name.startswith("AIRFLOW__")}
    given = {one["name"] for one in VALUES["env"]} | {one["envName"] for one in VALUES["secret"]}
    by_the_chart = {
        "AIRFLOW__CORE__EXECUTOR": VALUES["executor"],
        "AIRFLOW__CORE__FERNET_KEY": VALUES["fernetKeySecretName"],
        "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN": VALUES["data"]["metadataSecretName"],
        "AIRFLOW__API__SECRET_KEY": VALUES["apiSecretKeySecretName"],
        "AIRFLOW__API_AUTH__JWT_SECRET": VALUES["jwtSecretName"],
        # Airflow's own defaults are right in a pod.
        "AIRFLOW__API__HOST": "0.0.0.0",
        "AIRFLOW__API__PORT": "8080",
    }
    assert asked - given - by_the_chart.keys() == set()
    assert all(by_the_chart.values())


def test_tables_are_made_once_by_the_hook_of_the_chart() -> None:
    init = read_compose("compose.yaml")["services"]["init"]["command"][-1]
    assert VALUES["migrateDatabaseJob"]["args"][-1].replace("exec ", "") == init
    assert not [words for pod in PODS.values() for words in find_commands(pod["containers"][0]) if "init" in words]


@pytest.mark.parametrize("kind", PODS)
def test_a_pod_of_ours_is_as_closed_as_its_service_and_mounts_what_it_reads(kind: str) -> None:
    pod = PODS[kind]
    (container,) = pod["containers"]
    assert pod["securityContext"] == {"runAsNonRoot": True, "runAsUser": 50000, "runAsGroup": 0, "fsGroup": 0}
    assert container["securityContext"] == {
        "readOnlyRootFilesystem": True,
        "allowPrivilegeEscalation": False,
        "capabilities": {"drop": ["ALL"]},
    }
    mounts = {mount["mountPath"]: mount["name"] for mount in container["volumeMounts"]}
    assert sorted(mounts.values()) == sorted(volume["name"] for volume in pod["volumes"])
    assert {"/tmp", "/var/lib/wirewatch"} <= mounts.keys()
    for variable in container["env"]:
        if variable["value"].startswith("/run/"):
            assert variable["value"].rpartition("/")[0] in mounts
    assert container["image"] == f"{VALUES['defaultAirflowRepository']}:{VALUES['defaultAirflowTag']}"


@pytest.mark.parametrize(("kind", "service"), [("Deployment", "web"), ("Job", "kibana-import")])
def test_a_pod_is_told_what_its_service_is_told(
    kind: str, service: str, home: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    compose = read_compose("compose.yaml")["services"][service]
    (container,) = PODS[kind]["containers"]
    given = {variable["name"]: variable["value"] for variable in container["env"]}
    own = {"WIREWATCH_HOME", "WIREWATCH_KIBANA__CA_CERTS", "WIREWATCH_SEARCH__PREFIX"}
    knobs = {"WIREWATCH_NET__USER_AGENT", "WIREWATCH_NET__ALLOW", "WIREWATCH_LOG__LEVEL", "WIREWATCH_WORK__"}
    asked = {name for name in compose["environment"] if not name.startswith(tuple(knobs))}
    assert asked ^ given.keys() <= own
    assert container["command"] == compose["command"]
    for name, value in given.items():
        if not name.endswith("_FILE"):
            monkeypatch.setenv(name, value)
    read_settings()


def test_the_pages_are_reached_through_their_service() -> None:
    pod = OURS["Deployment"]["spec"]["template"]
    assert OURS["Service"]["spec"]["selector"] == pod["metadata"]["labels"]
    assert OURS["Deployment"]["spec"]["selector"]["matchLabels"] == pod["metadata"]["labels"]
    (port,) = OURS["Service"]["spec"]["ports"]
    (opened,) = pod["spec"]["containers"][0]["ports"]
    assert port["targetPort"] == opened["name"]


def test_tasks_and_pages_share_one_home() -> None:
    claim = OURS["PersistentVolumeClaim"]["metadata"]["name"]
    for volumes in (VALUES["volumes"], PODS["Deployment"]["volumes"]):
        claims = [one["persistentVolumeClaim"]["claimName"] for one in volumes if "persistentVolumeClaim" in one]
        assert claims == [claim]
    assert OURS["PersistentVolumeClaim"]["spec"]["accessModes"] == ["ReadWriteMany"]


def test_versions_are_those_of_compose() -> None:
    services = read_compose("compose.yaml")["services"]
    assert services["web"]["image"] == f"{VALUES['defaultAirflowRepository']}:{VALUES['defaultAirflowTag']}"
    for kind in ("Elasticsearch", "Kibana"):
        version = next(one["spec"]["version"] for one in RESOURCES if one["kind"] == kind)
        assert services[kind.lower()]["image"] == f"{kind.lower()}:{version}"


def test_each_resource_has_its_version_kind_and_name() -> None:
    assert [(one["apiVersion"], one["kind"]) for one in RESOURCES] == [
        ("elasticsearch.k8s.elastic.co/v1", "Elasticsearch"),
        ("v1", "Secret"),
        ("kibana.k8s.elastic.co/v1", "Kibana"),
    ]
    elasticsearch, role, kibana = RESOURCES
    spec = elasticsearch["spec"]
    assert kibana["spec"]["elasticsearchRef"]["name"] == elasticsearch["metadata"]["name"]
    assert {"secretName": role["metadata"]["name"]} in spec["auth"]["roles"]
    # The operator looks for the volume and the container by these names.
    node = spec["nodeSets"][0]
    # With more than one node Elasticsearch ends itself where the kernel allows few maps.
    assert node["config"]["node.store.allow_mmap"] is False
    assert node["volumeClaimTemplates"][0]["metadata"]["name"] == "elasticsearch-data"
    assert node["podTemplate"]["spec"]["containers"][0]["name"] == "elasticsearch"


def test_our_user_may_the_same_under_the_operator_and_in_compose() -> None:
    role = yaml.safe_load(RESOURCES[1]["stringData"]["roles.yml"])["wirewatch"]
    indices = role.pop("indices")
    expected = make_role("wirewatch")
    assert indices == expected.pop("indices")
    assert role == expected
