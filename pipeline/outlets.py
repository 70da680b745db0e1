"""Puts the channels together: a part of `app` in a file of its own."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from pipeline.config import Settings
from pipeline.net.post import guard_process, post_json
from pipeline.notify import ChannelNotifier, ChannelSettings, parse_template
from pipeline.ports import Notifier, Workers
from pipeline.workers.process import ProcessWorkers

if TYPE_CHECKING:
    from pipeline.app import App


def open_notifier(app: App) -> Notifier:
    """The channels of the settings."""
    settings = app.settings
    templates = {
        name: parse_template(name, subject=own.subject, body=own.body) for name, own in settings.templates.items()
    }
    return ChannelNotifier(
        ChannelSettings(
            find_url=settings.channel_url,
            find_secret=settings.channel_secret,
            find_template=templates.get,
            public_url=settings.web.public_url,
            as_json=settings.alerts.stdout == "json",
        ),
        post=lambda url, body, headers: post_json(url, body, headers=headers, policy=app.policy),
        workers=lambda: app.mailers,
        guard=partial(guard_process, app.policy),
        find_document=app.find_document,
        clock=app.clock,
    )


def open_mailers(settings: Settings) -> Workers:
    """Processes for Apprise; a receiver that hangs may use `net.timeout_seconds` of one."""
    # A process may use three times its seconds while it waits.
    return ProcessWorkers(
        count=1,
        seconds=settings.net.timeout_seconds / 3,
        memory_bytes=settings.work.memory_mb << 20,
        preload=("apprise", "pipeline.notify.mail"),
    )
