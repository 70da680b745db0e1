"""The Compose files: their form, that what they name exists, and that they are as safe as they say."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from docker.make_secrets import make_secrets
from pipeline.cli.main import COMMANDS, cli
from pipeline.config import find_data, read_settings
from tests.docker.compose import DOCKER, FILES, SECRETS, find_knobs, read_compose, read_knobs
from tests.docker.schema import COMPOSE

WAYS = {"laptop": FILES[:1], "scale": FILES}
MERGED = {way: read_compose(*names) for way, names in WAYS.items()}
SERVICES = [(way, name) for way, merged in MERGED.items() for name in merged["services"]]
EACH = pytest.mark.parametrize(("way", "name"), SERVICES, ids=[f"{way}-{name}" for way, name in SERVICES])
EACH_WAY = pytest.mark.parametrize("way", WAYS)
ONCE = {"certs", "search-users", "init", "kibana-import"}
PUBLISHED = {"web", "airflow-api-server", "kibana"}
# What each image has to check its health with.
TOOLS = {
    "wirewatch": {"python", "celery"},
    "postgres": {"pg_isready"},
    "elasticsearch": {"curl"},
    "kibana": {"curl"},
    "valkey/valkey": {"valkey-cli"},
}


def service(way: str, name: str) -> dict[str, Any]:
    found: dict[str, Any] = MERGED[way]["services"][name]
    return found


@EACH_WAY
def test_it_has_the_form_that_compose_expects(way: str) -> None:
    errors = jsonschema.Draft202012Validator(COMPOSE).iter_errors(MERGED[way])
    assert [f"{'.'.join(map(str, error.absolute_path))}: {error.message}" for error in errors] == []


def test_a_misspelt_key_is_found() -> None:
    broken = read_compose("compose.yaml")
    broken["services"]["web"]["helthcheck"] = {}
    assert list(jsonschema.Draft202012Validator(COMPOSE).iter_errors(broken))


@EACH
def test_what_a_service_names_exists(way: str, name: str) -> None:
    merged, one = MERGED[way], service(way, name)
    assert set(one.get("networks", [])) <= set(merged["networks"])
    assert set(one.get("secrets", [])) <= set(merged["secrets"])
    for volume in one.get("volumes", []):
        source = volume.split(":")[0]
        assert (DOCKER / source).is_file() if source.startswith(".") else source in merged["volumes"]
    for other, wish in one.get("depends_on", {}).items():
        health = service(way, other).get("healthcheck", {})
        assert (wish["condition"] == "service_completed_successfully") == (other in ONCE)
        assert other in ONCE or "test" in health


@EACH
def test_a_service_can_reach_whom_it_names(way: str, name: str) -> None:
    one = service(way, name)
    text = str({key: one.get(key) for key in ("environment", "command", "healthcheck")})
    for other in re.findall(r"https?://([a-z-]+):", text):
        assert other == "localhost" or set(one["networks"]) & set(service(way, other)["networks"])


@EACH
def test_a_secret_that_a_service_reads_is_given_to_it_and_no_other(way: str, name: str) -> None:
    one = service(way, name)
    text = str(one)
    for mounted in one.get("volumes", []):
        text += (DOCKER / mounted.split(":")[0]).read_text() if mounted.startswith(".") else ""
    text = text.replace(
        "postgres_${name}_password", "/run/secrets/postgres_airflow_password /run/secrets/postgres_wirewatch_password"
    )
    assert set(re.findall(r"/run/secrets/([a-z_]+)", text)) == set(one.get("secrets", []))


@EACH
def test_no_secret_is_in_a_variable(way: str, name: str) -> None:
    for variable, value in service(way, name).get("environment", {}).items():
        if re.search("PASSWORD|TOKEN|SECRET|_KEY|CONN|BROKER|STORE__URL", variable):
            assert variable.endswith(("_FILE", "_CMD")), variable
            assert re.fullmatch(r"(cat )?/run/secrets/[a-z_]+|/opt/airflow/logins.json", value), variable


@EACH
def test_nobody_is_root_but_the_maker_of_the_certificates_who_has_no_network(way: str, name: str) -> None:
    one = service(way, name)
    is_root = one["user"].split(":")[0] in {"0", "root"}
    assert is_root == (name == "certs")
    assert one.get("network_mode") == ("none" if is_root else None)
    if one["image"].startswith("wirewatch:"):
        assert one["read_only"]


@EACH
def test_ports_are_open_on_this_machine_only_and_for_three_services(way: str, name: str) -> None:
    one = service(way, name)
    assert bool(one.get("ports")) == (name in PUBLISHED)
    assert all(port.startswith("127.0.0.1:") for port in one.get("ports", []))
    assert not one.get("ports") or "outside" in one["networks"]


@EACH_WAY
def test_databases_have_no_way_out(way: str) -> None:
    networks = MERGED[way]["networks"]
    for name in ("postgres", "elasticsearch", "broker"):
        for network in MERGED[way]["services"].get(name, {}).get("networks", []):
            assert networks[network]["internal"], name


@EACH
def test_every_service_that_stays_has_a_health_check_that_its_image_can_run(way: str, name: str) -> None:
    one = service(way, name)
    if name in ONCE:
        assert one["restart"] == "no"
        return
    kind, *words = one["healthcheck"]["test"]
    words = words if kind == "CMD" else re.sub(r"\w+=\$\([^)]*\) ", "", words[0]).split()
    assert words[0] in TOOLS[one["image"].partition(":")[0]]
    for path in (word for word in words if word.startswith("/opt/wirewatch/")):
        assert (DOCKER / Path(path).name).is_file()


@EACH
def test_every_variable_of_ours_is_a_setting(
    way: str, name: str, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_secrets(tmp_path)
    for variable, value in service(way, name).get("environment", {}).items():
        if variable.startswith("WIREWATCH_"):
            monkeypatch.setenv(variable, str(value or "").replace("/run/secrets", str(tmp_path)))
    settings = read_settings()
    if "WIREWATCH_STORE__URL_FILE" in os.environ:
        assert settings.store_url == (tmp_path / "store_url").read_text()
    if "WIREWATCH_SEARCH__USERNAME" in os.environ:
        assert settings.search_login == ("wirewatch", (tmp_path / "search_password").read_text())


@EACH_WAY
def test_every_variable_of_airflow_is_one_of_its_options(way: str) -> None:
    import yaml

    airflow = next(Path(path) for path in _find_airflow() if (Path(path) / "config_templates").is_dir())
    options = yaml.safe_load((airflow / "config_templates" / "config.yml").read_text())
    for one in MERGED[way]["services"].values():
        for variable in one.get("environment", {}):
            if variable.startswith("AIRFLOW__") and not variable.startswith("AIRFLOW__CELERY__"):
                _, section, key = variable.lower().split("__")
                assert key.removesuffix("_cmd") in options[section]["options"], variable


def test_airflow_keeps_no_logs_in_its_home_which_is_in_memory() -> None:
    """They would grow until the container is ended for its memory."""
    import yaml

    airflow = next(Path(path) for path in _find_airflow() if (Path(path) / "config_templates").is_dir())
    options = yaml.safe_load((airflow / "config_templates" / "config.yml").read_text())["logging"]["options"]
    inside = {key for key, option in options.items() if "{AIRFLOW_HOME}" in str(option["default"])}
    dockerfile = (DOCKER / "Dockerfile").read_text()
    assert inside
    for key in inside:
        assert f"AIRFLOW__LOGGING__{key.upper()}=/var/log/airflow" in dockerfile, key


@EACH_WAY
def test_the_page_inside_of_airflow_is_told_where_the_ledger_the_home_and_the_pages_are(way: str) -> None:
    given, web = service(way, "airflow-api-server"), service(way, "web")
    for name in ("WIREWATCH_STORE__URL_FILE", "WIREWATCH_WEB__PUBLIC_URL"):
        assert given["environment"][name] == web["environment"][name]
    assert "home:/var/lib/wirewatch:ro" in given["volumes"]
    assert given["environment"]["WIREWATCH_WEB__PUBLIC_URL"] == read_knobs()["WEB_URL"]


def _find_airflow() -> list[str]:
    import importlib.util

    spec = importlib.util.find_spec("airflow")
    assert spec is not None
    return list(spec.submodule_search_locations or [])


@EACH
def test_every_command_of_ours_is_one(way: str, name: str) -> None:
    words = service(way, name).get("command", [])
    if words[:2] == ["wirewatch", "kibana"]:
        files = list((find_data("schemas") / "kibana").glob("*.ndjson"))
        # The command comes with the files that it imports: without them there is nothing to import.
        assert bool(files) == ("kibana" in COMMANDS)
        return
    for command in re.findall(r"wirewatch ([a-z]+)", " ".join(words)):
        assert cli.get_command(None, command) is not None  # type: ignore[arg-type]  # it needs no context


def test_the_example_has_every_knob_at_its_default() -> None:
    text = (DOCKER / "compose.yaml").read_text()
    more = (DOCKER / "compose.scale.yaml").read_text()
    # The number of tasks at once is the one knob that means another default where there are workers.
    assert read_knobs() == find_knobs(more) | find_knobs(text)


def test_the_secrets_are_those_that_are_made_once_and_nobody_else_may_enter(tmp_path: Path) -> None:
    folder = tmp_path / "secrets"
    assert set(make_secrets(folder)) == SECRETS
    before = {path.name: path.read_text() for path in folder.iterdir()}
    assert make_secrets(folder) == []
    assert {path.name: path.read_text() for path in folder.iterdir()} == before
    assert folder.stat().st_mode & 0o077 == 0
    assert len(set(before.values())) == len(before)
