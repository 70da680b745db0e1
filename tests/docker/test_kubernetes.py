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
# The keys that we use of the values of the official Airflow chart (1.22), written down from excerpts of its reference:
# a misspelt key is found here, one that the chart has renamed is not.
# Helm passes over a key that it does not know in silence, so each new one is looked up there and written down here.
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
    *("env", "volumes", "volumeMounts", "apiServer.args", "triggerer.persistence.enabled"),
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
    assert node["volumeClaimTemplates"][0]["metadata"]["name"] == "elasticsearch-data"
    assert node["podTemplate"]["spec"]["containers"][0]["name"] == "elasticsearch"


def test_our_user_may_the_same_under_the_operator_and_in_compose() -> None:
    role = yaml.safe_load(RESOURCES[1]["stringData"]["roles.yml"])["wirewatch"]
    indices = role.pop("indices")
    expected = make_role("wirewatch")
    assert indices == expected.pop("indices")
    assert role == expected
