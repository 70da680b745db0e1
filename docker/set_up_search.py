"""Give Elasticsearch the users of a deployment: Kibana's password, and a user of our own for our indices only.

Run once by the service `search-users`, as `elastic`; doing it again changes nothing but passwords that were changed.
Standard library only: it runs before anything of ours does.

Usage: `set_up_search.py URL` with ELASTIC_PASSWORD_FILE, KIBANA_PASSWORD_FILE, WIREWATCH_SEARCH__PASSWORD_FILE,
and, for https, WIREWATCH_SEARCH__CA_CERTS.
"""

from __future__ import annotations

import base64
import json
import os
import ssl
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from pathlib import Path

Send = Callable[[str, str, object], None]
# Elasticsearch answers before it has read its state, and knows no user until then: its answer is 401 like any other.
PATIENCE_SECONDS = 60
_NOT_YET = (401, 503)


def make_role(prefix: str) -> dict[str, object]:
    """What our user may: see how the cluster is, keep its templates, and do all to the indices of its prefix."""
    return {
        "cluster": ["monitor", "manage_index_templates", "manage_ilm"],
        "indices": [{"names": [f"{prefix}-*"], "privileges": ["all"]}],
    }


def set_up(send: Send, *, prefix: str, kibana_password: str, password: str) -> None:
    """Send the three requests."""
    send("POST", "/_security/user/kibana_system/_password", {"password": kibana_password})
    send("PUT", "/_security/role/wirewatch", make_role(prefix))
    send("PUT", "/_security/user/wirewatch", {"password": password, "roles": ["wirewatch"]})


def be_patient(send: Send, *, seconds: float = PATIENCE_SECONDS) -> Send:
    """Make what sends a request again for a while when Elasticsearch is not ready for it."""
    deadline = time.monotonic() + seconds

    def send_again(method: str, path: str, body: object) -> None:
        while True:
            try:
                return send(method, path, body)
            except urllib.error.HTTPError as error:
                if error.code not in _NOT_YET or time.monotonic() > deadline:
                    raise
            time.sleep(1)

    return send_again


def make_send(url: str, *, user: str, password: str, ca_certs: str | None) -> Send:
    """Make what sends one request; any answer but success is raised."""
    handlers: list[urllib.request.BaseHandler] = [urllib.request.ProxyHandler({})]
    if ca_certs:
        handlers.append(urllib.request.HTTPSHandler(context=ssl.create_default_context(cafile=ca_certs)))
    opener = urllib.request.build_opener(*handlers)
    login = base64.b64encode(f"{user}:{password}".encode()).decode()

    def send(method: str, path: str, body: object) -> None:
        request = urllib.request.Request(  # noqa: S310 - the operator's own address
            url.rstrip("/") + path,
            method=method,
            data=json.dumps(body).encode(),
            headers={"Authorization": f"Basic {login}", "Content-Type": "application/json"},
        )
        with opener.open(request, timeout=30):
            pass

    return send


def main(url: str, variables: Mapping[str, str]) -> str | None:
    """Set everything up; gives what went wrong."""

    def read(name: str) -> str:
        return Path(variables[name]).read_text(encoding="utf-8").strip()

    send = make_send(
        url,
        user=variables.get("ELASTIC_USERNAME", "elastic"),
        password=read("ELASTIC_PASSWORD_FILE"),
        ca_certs=variables.get("WIREWATCH_SEARCH__CA_CERTS"),
    )
    try:
        set_up(
            be_patient(send),
            prefix=variables.get("WIREWATCH_SEARCH__PREFIX", "wirewatch"),
            kibana_password=read("KIBANA_PASSWORD_FILE"),
            password=read("WIREWATCH_SEARCH__PASSWORD_FILE"),
        )
    except urllib.error.HTTPError as error:
        return f"Elasticsearch answered {error.code} to {error.url}: {error.read().decode(errors='replace')[:500]}"
    except OSError as error:
        return f"Elasticsearch cannot be reached at {url}: {error}"
    return None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], os.environ))
