"""What the program reaches and who reaches it: sources, channels, deliveries, the web pages."""

from __future__ import annotations

import re

from pipeline.app import App
from pipeline.cli.doctor.check import Check, describe
from pipeline.errors import PipelineError
from pipeline.notify import clean
from pipeline.types import ChannelState

_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://\S")
_POSTED = ("json://", "jsons://", "http://", "https://")  # our own webhooks: nothing of Apprise is asked


def check_channels(app: App) -> Check:
    """Read every channel's address as sending would; nothing is sent."""
    names = sorted(app.settings.channels)
    troubles = [trouble for name in names if (trouble := _find_wrong_address(app, name))]
    return describe("channels", troubles, well=f"{len(names)} with an address that can be read (not sent to)")


def _find_wrong_address(app: App, name: str) -> tuple[str, str] | None:
    remedy = f"set WIREWATCH_CHANNELS__{name.upper()} to service://..., or airflow:<connection>"
    try:
        url = app.settings.channel_url(name) or ""
    except PipelineError as error:
        return f"channel {name}: {error.message}", remedy
    if not _ADDRESS.match(url):
        return f"channel {name}: its address is none", remedy
    if not url.lower().startswith(_POSTED):
        from pipeline.notify.letters import is_readable

        if not is_readable(url):
            return f"channel {name}: Apprise cannot read its address", remedy
    return None


def check_web(app: App) -> Check:
    """Tell whether the pages can be served, and only to those who may read them."""
    from pipeline.web import find_missing, is_loopback

    web = app.settings.web
    if missing := find_missing():
        detail = f"the pages need {', '.join(missing)}"
        return Check(part="web", ok=False, detail=detail, remedy="pip install 'wirewatch[web]'")
    guarded = bool(web.token.get_secret_value() or web.proxy_header) or app.store.accounts.has_users()
    if not is_loopback(web.host) and not guarded:
        detail = f"nobody could log in on {web.host}"
        remedy = "wirewatch users add NAME --role admin, or set WIREWATCH_WEB__TOKEN, or WIREWATCH_WEB__HOST=127.0.0.1"
        return Check(part="web", ok=False, detail=detail, remedy=remedy)
    who = "with a login" if guarded else "this machine alone, without a login"
    return Check(part="web", ok=True, detail=f"{web.host}:{web.port}, {who}")


def check_feeds(app: App) -> Check:
    """Tell which sources fail."""
    feeds = app.store.feeds()
    if not feeds:
        return Check(part="feeds", ok=False, detail="no feed is watched", remedy="wirewatch feeds import")
    broken = [feed.spec.id for feed in feeds if feed.failures >= 3]
    if broken:
        return Check(
            part="feeds",
            ok=True,
            detail=f"{len(broken)} of {len(feeds)} fail: {', '.join(broken[:5])}",
            remedy="wirewatch feeds health",
        )
    return Check(part="feeds", ok=True, detail=f"{len(feeds)} watched")


def check_deliveries(app: App) -> Check:
    """Tell which channels fail, and what was given up."""
    states = app.store.outbox(now=app.clock())
    known = {"stdout", *app.settings.channels}
    troubles = [trouble for state in states if (trouble := _find_trouble(state, is_known=state.channel in known))]
    waiting = sum(state.waiting for state in states)
    return describe("deliveries", troubles, well=f"{waiting} wait, none given up")


def _find_trouble(state: ChannelState, *, is_known: bool) -> tuple[str, str] | None:
    """What is wrong with a channel and what to do about it; None when nothing is."""
    name = state.channel
    held = f"{state.waiting} wait, {state.dead} given up"
    if not is_known:
        remedy = (
            f"set WIREWATCH_CHANNELS__{name.upper()} to its address, then `wirewatch alerts retry --channel {name}`"
        )
        return f"channel {name} is in no settings: {held}", remedy
    if state.failing_since is not None:
        since = f"{state.failing_since:%Y-%m-%d %H:%M}, next try {state.next_try_at:%Y-%m-%d %H:%M} UTC"
        detail = f"channel {name} fails since {since} ({clean(state.error or '')}): {held}"
        return detail, f"mend it, then `wirewatch alerts test {name}` lets go what waits"
    if state.dead:
        return f"channel {name}: {held}", f"`wirewatch alerts dead`, then `wirewatch alerts retry --channel {name}`"
    return None
