"""The web pages."""

from __future__ import annotations

import ipaddress
import os
import socket
from importlib.util import find_spec
from typing import Any

from pipeline.app import App
from pipeline.errors import ConfigError, PipelineError

# Seconds without a sign of life after which one of several processes is replaced; a large export may hold it for some.
_SILENCE = 60


def serve(app: App, *, host: str, port: int) -> None:
    """Serve the pages until told to stop; ConfigError when they are for others and nobody could log in.

    PipelineError when the address is taken or is none of this machine.

    With several `web.processes`, each opens the program for itself, and they share the port.
    """
    if missing := find_missing():
        raise ConfigError(f"the web pages need {', '.join(missing)}: pip install 'wirewatch[web]'")
    import uvicorn

    web = app.settings.web
    known = web.token.get_secret_value() or web.proxy_header or app.store.accounts.has_users()
    if not is_loopback(host) and not known:
        message = f"nobody could log in on {host}: set WIREWATCH_WEB__TOKEN, add a user with `wirewatch users add`"
        raise ConfigError(f"{message}, or listen on 127.0.0.1", host=host)
    _try_address(host, port)
    how: Any = {"host": host, "port": port, "log_level": "warning", "server_header": False, "proxy_headers": False}
    if web.processes == 1:
        from pipeline.web.site import create_site

        uvicorn.run(create_site(app, host=host), **how)
        return
    # They read the settings themselves; what the command line said goes the way of every setting.
    os.environ |= {"WIREWATCH_HOME": str(app.settings.home), "WIREWATCH_WEB__HOST": host}
    uvicorn.run(
        "pipeline.web.site:open_site", factory=True, workers=web.processes, timeout_worker_healthcheck=_SILENCE, **how
    )


def _try_address(host: str, port: int) -> None:
    """Say what is wrong with an address in one line; the server would log it, and end with a code of its own."""
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        what = f"the pages cannot listen on {host}, port {port}: {error.strerror or error}"
        raise PipelineError(f"{what}; end what is there, or choose another with --host and --port") from error


def find_missing() -> list[str]:
    """The packages that the pages need and this Python lacks."""
    return [name for name in ("fastapi", "jinja2", "uvicorn") if find_spec(name) is None]


def is_loopback(host: str) -> bool:
    """Tell whether an address to listen on is reachable from this machine alone."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
