"""The web pages."""

from __future__ import annotations

import ipaddress

from pipeline.app import App
from pipeline.errors import ConfigError


def serve(app: App, *, host: str, port: int) -> None:
    """Serve the pages until told to stop; ConfigError when others could read them without a token."""
    if not is_loopback(host) and not app.settings.web.token.get_secret_value():
        message = f"the pages would be open to everybody on {host}: set WIREWATCH_WEB__TOKEN, or listen on 127.0.0.1"
        raise ConfigError(message, host=host)
    try:
        import uvicorn

        from pipeline.web.site import create_site
    except ImportError as error:
        raise ConfigError("the web pages need more packages: pip install 'wirewatch[web]'") from error
    uvicorn.run(create_site(app, host=host), host=host, port=port, log_level="warning", server_header=False)


def is_loopback(host: str) -> bool:
    """Tell whether an address to listen on is reachable from this machine alone."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
