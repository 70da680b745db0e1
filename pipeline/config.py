"""Settings: one `wirewatch.toml` in the home folder, `WIREWATCH_SECTION__KEY` over it, a default for everything else.

Only this module reads settings and the environment; `seeds` reads the seed folders. Secrets come from the environment
or an Airflow connection and are `SecretStr`, so that no log or error shows them.
"""

from __future__ import annotations

import difflib
import os
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any, ClassVar, Literal
from urllib.parse import parse_qs, unquote, urlsplit

from pydantic import BaseModel, Field, SecretStr, ValidationError
from pydantic_settings import (
    BaseSettings,
    EnvSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from pipeline.errors import ConfigError
from pipeline.sections import (
    AirflowSettings,
    AlertSettings,
    ArchiveSettings,
    FeedSettings,
    KibanaSettings,
    LogSettings,
    NetSettings,
    SearchSettings,
    StoreSettings,
    TemplateSettings,
    WebSettings,
    WorkSettings,
)
from pipeline.variables import check_sections, read_secret_files

FILE = "wirewatch.toml"


class Settings(BaseSettings):
    """All settings, after file, environment and defaults.

    `channels` maps names to Apprise URLs or `airflow:<id>`; `signing` maps the names of webhooks to their secrets, and
    `templates` the names of channels to their own words (docs/alerts.md).
    """

    model_config = SettingsConfigDict(
        env_prefix="WIREWATCH_",
        env_nested_delimiter="__",
        extra="forbid",
        frozen=True,
        nested_model_default_partial_update=True,
    )
    file: ClassVar[Path | None] = None

    home: Path
    store: StoreSettings = StoreSettings()
    search: SearchSettings = SearchSettings()
    kibana: KibanaSettings = KibanaSettings()
    archive: ArchiveSettings = ArchiveSettings()
    net: NetSettings = NetSettings()
    feeds: FeedSettings = FeedSettings()
    work: WorkSettings = WorkSettings()
    alerts: AlertSettings = AlertSettings()
    web: WebSettings = WebSettings()
    airflow: AirflowSettings = AirflowSettings()
    log: LogSettings = LogSettings()
    channels: dict[str, SecretStr] = Field(default_factory=dict)
    signing: dict[str, SecretStr] = Field(default_factory=dict)
    templates: dict[str, TemplateSettings] = Field(default_factory=dict)

    @classmethod
    def settings_customise_sources(  # noqa: PLR0917 - the signature is pydantic-settings'
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - named by pydantic-settings
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - named by pydantic-settings
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Let the environment win over the file, and a caller over both."""
        assert isinstance(env_settings, EnvSettingsSource)
        env_settings.env_vars = read_secret_files(env_settings.env_vars)
        return (init_settings, env_settings, TomlConfigSettingsSource(settings_cls, cls.file))

    @property
    def store_url(self) -> str:
        """The ledger's URL."""
        if self.store.airflow_connection:
            return _airflow_uri(self.store.airflow_connection).replace("postgres://", "postgresql://", 1)
        return self.store.url.get_secret_value() or f"sqlite:///{self.home / 'ledger.db'}"

    @property
    def search_url(self) -> str:
        """The index's URL; of an Airflow connection, https unless its extra says `"scheme": "http"`."""
        if self.search.airflow_connection:
            parts = urlsplit(_airflow_uri(self.search.airflow_connection))
            scheme = parse_qs(parts.query).get("scheme", ["https"])[0]
            return f"{scheme}://{parts.hostname}:{parts.port or 9200}"
        return self.search.url or f"sqlite:///{self.home / 'search.db'}"

    @property
    def search_login(self) -> tuple[str | None, str | None]:
        """User and password of the index, from the settings or the Airflow connection."""
        if self.search.airflow_connection:
            parts = urlsplit(_airflow_uri(self.search.airflow_connection))
            return unquote(parts.username or "") or None, unquote(parts.password or "") or None
        return self.search.username or None, self.search.password.get_secret_value() or None

    @property
    def archive_url(self) -> str:
        """The archive's URL."""
        # Not `as_uri`: fsspec takes the path as it is, and `%20` would name another folder.
        return self.archive.url or f"file://{self.home / 'archive'}"

    def channel_url(self, name: str) -> str | None:
        """The Apprise URL of a channel; None when the settings do not name it."""
        if name not in self.channels:
            return None
        value = self.channels[name].get_secret_value()
        return _airflow_uri(value.removeprefix("airflow:")) if value.startswith("airflow:") else value

    def channel_secret(self, name: str) -> str | None:
        """The secrets that a channel's webhook is signed with; None without any."""
        return self.signing[name].get_secret_value() if name in self.signing else None


def _airflow_uri(connection: str) -> str:
    try:
        from airflow.sdk import Connection
    except ImportError as error:
        message = f"the settings name the Airflow connection {connection!r}: install wirewatch[airflow]"
        raise ConfigError(message, connection=connection) from error
    try:
        return str(Connection.get(connection).get_uri())
    except Exception as error:  # Airflow raises many kinds here, all meaning the same to the reader
        message = (
            f"Airflow has no readable connection {connection!r}: add it with `airflow connections add {connection}`"
        )
        raise ConfigError(message, connection=connection) from error


def find_home() -> Path:
    """Where everything lives: WIREWATCH_HOME, else ~/.wirewatch."""
    return Path(os.environ.get("WIREWATCH_HOME") or "~/.wirewatch").expanduser().absolute()


def read_settings(home: Path | None = None, **overrides: Any) -> Settings:  # noqa: ANN401 - pydantic validates them
    """Read all settings; ConfigError names the key, what was expected, and the nearest known key."""
    home = home or find_home()
    path = home / FILE

    class Located(Settings):
        """The settings with the file's place."""

        file: ClassVar[Path | None] = path

    check_sections(os.environ, known=list(Settings.model_fields))
    try:
        return _check_channels(Located(home=home, **overrides))
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{path}: not TOML: {error}; mend the line or move the file away", file=str(path)) from error
    except ValidationError as error:
        raise ConfigError(_explain(error, path), file=str(path)) from error
    except (OSError, UnicodeDecodeError, ValueError) as error:
        raise ConfigError(f"{path}: cannot be read: {error}", file=str(path)) from error


def _check_channels(settings: Settings) -> Settings:
    """Refuse a template or a secret that a message could not be made with, before there is one to send."""
    if settings.templates or settings.signing:
        from pipeline.notify import parse_template, read_secrets

        for name, template in settings.templates.items():
            parse_template(name, subject=template.subject, body=template.body)
        for name, secret in settings.signing.items():
            read_secrets(name, secret.get_secret_value())
    return settings


def _explain(error: ValidationError, path: Path) -> str:
    first = error.errors(include_url=False, include_input=False)[0]
    where = ".".join(str(part) for part in first["loc"])
    if first["type"] == "extra_forbidden":
        near = difflib.get_close_matches(str(first["loc"][-1]), _known_keys(first["loc"][:-1]), n=1)
        hint = f"; did you mean {near[0]!r}?" if near else ""
        return f"unknown setting {where!r} in {path} or the environment{hint}"
    variable = "WIREWATCH_" + "__".join(str(part).upper() for part in first["loc"])
    return f"setting {where!r} (in {path} or {variable}): {first['msg']}"


def _known_keys(location: Iterable[object]) -> list[str]:
    model: type[BaseModel] = Settings
    for part in location:
        kind = model.model_fields[str(part)].annotation
        if not (isinstance(kind, type) and issubclass(kind, BaseModel)):
            return []
        model = kind
    return list(model.model_fields)


def find_data(name: Literal["seeds", "schemas", "dags"]) -> Path:
    """The folder of that name: inside an installed wheel, else beside the package in a checkout."""
    package = Path(__file__).parent
    packed = package / "_data" / name
    return packed if packed.is_dir() else package.parent / name
