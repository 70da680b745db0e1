"""The web pages."""

from __future__ import annotations

import ipaddress

from pipeline.app import App
from pipeline.errors import ConfigError


def serve(app: App, *, host: str, port: int) -> None:
    """Serve the pages until told to stop; ConfigError when they are for others and nobody could log in."""
    try:
        import uvicorn

        from pipeline.web.site import create_site
    except ImportError as error:
        raise ConfigError("the web pages need more packages: pip install 'wirewatch[web]'") from error
    web = app.settings.web
    known = web.token.get_secret_value() or web.proxy_header or app.store.accounts.has_users()
    if not is_loopback(host) and not known:
        message = f"nobody could log in on {host}: set WIREWATCH_WEB__TOKEN, add a user with `wirewatch users add`"
        raise ConfigError(f"{message}, or listen on 127.0.0.1", host=host)
    uvicorn.run(
        create_site(app, host=host), host=host, port=port, log_level="warning", server_header=False, proxy_headers=False
    )


def is_loopback(host: str) -> bool:
    """Tell whether an address to listen on is reachable from this machine alone."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
