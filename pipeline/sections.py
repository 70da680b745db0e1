"""The sections of the settings: a part of `config` in a file of its own. Values only; nothing is read here."""

from __future__ import annotations

from ipaddress import IPv4Network, IPv6Network, ip_network
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, SecretStr
from pydantic_settings import NoDecode


def _read_list(value: object) -> object:
    return [part for part in value.replace(",", " ").split() if part] if isinstance(value, str) else value


def _read_networks(value: object) -> object:
    parts = _read_list(value)
    return [ip_network(part, strict=False) for part in parts] if isinstance(parts, list) else parts


Networks = Annotated[tuple[IPv4Network | IPv6Network, ...], NoDecode, BeforeValidator(_read_networks)]
Ports = Annotated[frozenset[int], NoDecode, BeforeValidator(_read_list)]


class Section(BaseModel):
    """What all sections share: no unknown keys, no change after reading."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class StoreSettings(Section):
    """The ledger: `sqlite:///...` or `postgresql://...`; empty means a file in the home folder."""

    url: SecretStr = SecretStr("")
    airflow_connection: str = ""


class SearchSettings(Section):
    """The index: `sqlite:///...` or `http(s)://...` of Elasticsearch; empty means a file in the home folder."""

    url: str = ""
    prefix: str = "wirewatch"
    username: str = ""
    password: SecretStr = SecretStr("")
    api_key: SecretStr = SecretStr("")
    ca_certs: str = ""
    airflow_connection: str = ""
    trail_days: float = Field(default=90, gt=0)  # for how long Kibana shows the trail; the ledger keeps all of it


class KibanaSettings(Section):
    """Where `wirewatch kibana import` goes; without a login or an authority of its own, those of the index are used."""

    url: str = ""
    space: str = ""
    username: str = ""
    password: SecretStr = SecretStr("")
    api_key: SecretStr = SecretStr("")
    ca_certs: str = ""


class ArchiveSettings(Section):
    """The archive: any fsspec URL; empty means a folder in the home folder."""

    url: str = ""


class NetSettings(Section):
    """Manners and limits of the one HTTP client."""

    allow: Networks = ()
    ports: Ports = frozenset({80, 443, 8080, 8443})
    user_agent: str = "Wirewatch/0.1 (news monitor)"
    timeout_seconds: float = Field(default=30, gt=0, le=600)
    gap_seconds: float = Field(default=1, ge=0, le=3600)
    own_gap_seconds: float = Field(default=0, ge=0, le=3600)  # for addresses inside `allow`: the operator's own
    concurrency: int = Field(default=32, ge=1, le=1000)
    redirects: int = Field(default=5, ge=0, le=20)


class FeedSettings(Section):
    """How often a feed is polled."""

    min_interval_seconds: int = Field(default=120, ge=1)
    max_interval_seconds: int = Field(default=6 * 3600, ge=1)


class WorkSettings(Section):
    """How much is done at once and when it is ended."""

    processes: int = Field(default=2, ge=1, le=64)
    seconds: float = Field(default=10, gt=0)
    memory_mb: int = Field(default=1024, ge=128)
    batch: int = Field(default=40, ge=1, le=1000)
    lease_seconds: int = Field(default=600, ge=1)
    attempts: int = Field(default=5, ge=1, le=50)
    shards: int = Field(default=4, ge=1, le=64)


class AlertSettings(Section):
    """When an alert is late, how long its delivery is tried, and what the channel `stdout` writes."""

    late_after_hours: float = Field(default=24, gt=0)
    retry_days: float = Field(default=7, gt=0)
    stdout: Literal["text", "json"] = "text"  # for people, or an object a line


class WebSettings(Section):
    """The web pages; users or a token are required when they listen beyond loopback (docs/web-access.md).

    `public_url` is how people reach them. The proxy headers are believed from `trusted_proxies` alone.
    """

    host: str = "127.0.0.1"
    port: int = Field(default=8090, ge=0, le=65535)
    processes: int = Field(default=1, ge=1, le=64)  # that answer; each takes about 150 MB
    token: SecretStr = SecretStr("")
    public_url: str = Field(default="", pattern=r"^(https?://[^\s/?#]+[^\s?#]*)?$")
    session_hours: float = Field(default=12, gt=0, le=24 * 365)
    proxy_header: str = Field(default="", pattern=r"^[A-Za-z0-9-]*$")
    proxy_groups_header: str = Field(default="", pattern=r"^[A-Za-z0-9-]*$")
    trusted_proxies: Networks = ()
    proxy_roles: dict[str, Literal["reader", "editor", "admin"]] = Field(default_factory=dict)
    requests_per_minute: float = Field(default=600, gt=0)  # searches and API calls of one visitor
    burst: int = Field(default=200, ge=1)
    export_limit: int = Field(default=10_000, ge=1, le=1_000_000)


class TemplateSettings(Section):
    """A channel's own subject and body; empty means the usual one."""

    subject: str = ""
    body: str = ""


class AirflowSettings(Section):
    """The Airflow that `wirewatch up` starts; empty home means a folder in the home folder."""

    home: str = ""
    port: int = Field(default=8080, ge=0, le=65535)
    parallelism: int = Field(default=4, ge=1)


class LogSettings(Section):
    """What is logged, and how."""

    level: Literal["debug", "info", "warning", "error"] = "warning"
    json_lines: bool = False
