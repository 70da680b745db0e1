"""Settings: what is read from where, and what a wrong one says."""

from __future__ import annotations

from datetime import UTC, datetime
from ipaddress import ip_network
from pathlib import Path

import pytest
from pydantic import BaseModel

from pipeline.archive.warc import WarcArchive
from pipeline.config import Settings, find_data, read_settings
from pipeline.errors import ConfigError
from pipeline.types import Fetched, Request
from pipeline.variables import IN_FILE


def write(home: Path, text: str) -> None:
    home.mkdir(parents=True, exist_ok=True)
    (home / "wirewatch.toml").write_text(text)


def test_every_setting_has_a_default(home: Path) -> None:
    settings = read_settings()
    assert settings.home == home
    assert settings.store_url.startswith("sqlite:///")
    assert settings.net.allow == ()


def test_the_environment_wins_over_the_file(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(home, "[net]\ngap_seconds = 5\ntimeout_seconds = 7\n")
    monkeypatch.setenv("WIREWATCH_NET__GAP_SECONDS", "2")
    settings = read_settings()
    assert (settings.net.gap_seconds, settings.net.timeout_seconds) == (2, 7)


def test_a_list_may_be_written_with_commas(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WIREWATCH_NET__ALLOW", "127.0.0.0/8, 10.0.0.0/8")
    assert read_settings().net.allow == (ip_network("127.0.0.0/8"), ip_network("10.0.0.0/8"))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[net]\nalow = 1\n", ("net.alow", "did you mean 'allow'")),
        ("[nett]\na = 1\n", ("nett", "did you mean 'net'")),
        ('[net]\ntimeout_seconds = "soon"\n', ("net.timeout_seconds", "WIREWATCH_NET__TIMEOUT_SECONDS", "number")),
        ("[net\n", ("not TOML", "line 1")),
        ("[web]\nport = 70000\n", ("web.port", "65535")),
        ('[net]\nallow = ["somewhere"]\n', ("net.allow", "IPv4")),
        ('[templates.desk]\nsubject = "$titel"\n', ("templates.desk.subject", "there is no $titel", "$title")),
        ('[templates.desk]\nbodi = "$title"\n', ("templates.desk.bodi",)),
        ('[signing]\ndesk = "whsec_*"\n', ("signing.desk", "base64")),
        ('[web]\npublic_url = "watch.example"\n', ("web.public_url",)),
    ],
)
def test_a_wrong_setting_is_one_line_that_says_what_to_do(home: Path, text: str, words: tuple[str, ...]) -> None:
    write(home, text)
    with pytest.raises(ConfigError) as caught:
        read_settings()
    assert all(word in caught.value.message for word in words), caught.value.message
    assert "\n" not in caught.value.message


def test_secrets_are_not_shown(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WIREWATCH_CHANNELS__DESK", "mailto://me:canary@mail.example")
    monkeypatch.setenv("WIREWATCH_STORE__URL", "postgresql://u:canary@db/x")
    settings = read_settings()
    assert "canary" not in repr(settings)
    assert "canary" not in settings.model_dump_json()
    assert "canary" in (settings.channel_url("desk") or "")


@pytest.mark.parametrize(("section", "key"), [("STORE", "URL"), ("CHANNELS", "DESK")])
def test_a_secret_may_be_in_a_file(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, section: str, key: str
) -> None:
    (tmp_path / "secret").write_text("postgresql://u:canary@db/x\n")
    monkeypatch.setenv(f"WIREWATCH_{section}__{key}_FILE", str(tmp_path / "secret"))
    settings = read_settings()
    found = settings.store_url if section == "STORE" else settings.channel_url("desk")
    assert found == "postgresql://u:canary@db/x"
    assert "canary" not in repr(settings)


def test_a_secret_file_that_is_not_there_is_one_clear_error(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WIREWATCH_WEB__TOKEN_FILE", str(home / "nowhere"))
    with pytest.raises(ConfigError, match=r"WIREWATCH_WEB__TOKEN_FILE names a file that cannot be read.*check"):
        read_settings()


def test_a_secret_in_a_file_and_in_a_variable_is_refused(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "secret").write_text("one")
    monkeypatch.setenv("WIREWATCH_WEB__TOKEN_FILE", str(tmp_path / "secret"))
    monkeypatch.setenv("WIREWATCH_WEB__TOKEN", "two")
    with pytest.raises(ConfigError, match="both WIREWATCH_WEB__TOKEN and WIREWATCH_WEB__TOKEN_FILE are set"):
        read_settings()


def test_a_secret_file_of_no_setting_is_an_error_with_a_suggestion(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "secret").write_text("one")
    monkeypatch.setenv("WIREWATCH_WEB__TOKKEN_FILE", str(tmp_path / "secret"))
    with pytest.raises(ConfigError, match=r"unknown setting 'web\.tokken'.*did you mean 'token'"):
        read_settings()


def test_no_setting_has_a_name_that_would_mean_a_file() -> None:
    sections = [field.annotation for field in Settings.model_fields.values()]
    models = [kind for kind in sections if isinstance(kind, type) and issubclass(kind, BaseModel)]
    assert [key for model in models for key in model.model_fields if key.endswith(IN_FILE)] == []


def test_the_seeds_are_found_in_a_checkout() -> None:
    assert (find_data("seeds") / "sample" / "site.toml").is_file()


def test_the_archive_of_a_home_with_spaces_and_letters_is_in_that_home(tmp_path: Path) -> None:
    home = tmp_path / "my höme #1"
    archive = WarcArchive(read_settings(home).archive_url)
    now, url = datetime(2026, 4, 3, tzinfo=UTC), "http://news.example/a"
    answer = Fetched(request=Request(url=url), url=url, status=200, headers={}, body=b"x", fetched_at=now)
    archive.write(answer, key="0123456789abcdef", seen_at=now)
    assert [path.suffix for path in home.rglob("*.gz")] == [".gz"]
