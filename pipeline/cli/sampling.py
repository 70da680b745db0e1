"""The sample site as a source: serve it, watch it, and let the guarded client reach it."""

from __future__ import annotations

import errno
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from functools import partial
from ipaddress import ip_network

from pipeline.app import App, Clock
from pipeline.cli.sample import SampleFeed, ServedSite, open_sample_site
from pipeline.config import Settings, find_data
from pipeline.types import Feed, FeedSpec, Source

# The same port every time, so that what a second start finds has the addresses that it had.
PORT = 8095
_HOST = "127.0.0.1"
_LOOPBACK = ip_network("127.0.0.0/8")
# The site publishes an article every few seconds: somebody who watches it wants to see that.
_INTERVAL_SECONDS = 5
# Everything is out after 75 seconds, so that under Airflow the last alert has rung within two minutes.
_PACE = 0.75
_AGE = timedelta(minutes=2)  # by then it has published everything


@contextmanager
def serve_sample(clock: Clock, *, held: bool = False) -> Iterator[ServedSite]:
    """Serve the sample site on its port, or on a free one when that is taken.

    `held`: what it was to publish comes all at once, when it may `go_on`.
    """
    root = find_data("seeds") / "sample"
    until, age = (0.0, _AGE) if held else (None, timedelta(0))
    serve = partial(open_sample_site, root, clock=clock, pace=_PACE, published_until=until, age=age)
    with ExitStack() as stack:
        try:
            site = stack.enter_context(serve(port=PORT))
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise
            site = stack.enter_context(serve())
        yield site


def watch_sample(app: App, site: ServedSite) -> tuple[FeedSpec, ...]:
    """Watch the site's feeds, due now; feeds of an earlier site on another port give way."""
    specs = to_specs(site.feeds)
    _remove(app, [feed for feed in app.store.feeds() if is_sample(feed) and feed.spec not in specs])
    app.store.add_feeds(specs, now=app.clock())
    return specs


def forget_sample(app: App) -> None:
    """Stop watching a site that is not served now; its articles stay."""
    _remove(app, [feed for feed in app.store.feeds() if is_sample(feed)])


def is_sample(feed: Feed) -> bool:
    """Tell whether a feed is one of the sample site's."""
    return "sample" in feed.spec.tags and feed.spec.source.domain == _HOST


def _remove(app: App, feeds: Iterable[Feed]) -> None:
    for feed in feeds:
        app.store.remove_feed(feed.spec.id)


def to_specs(feeds: Iterable[SampleFeed]) -> tuple[FeedSpec, ...]:
    """The sample site's feeds as sources to watch."""
    return tuple(
        FeedSpec(
            id=f"sample-{feed.id}",
            url=feed.url,
            name=feed.name,
            source=Source(id=feed.id, name=feed.name, domain=_HOST),
            tags=("sample",),
            interval_seconds=_INTERVAL_SECONDS,
        )
        for feed in feeds
    )


def allow_loopback(settings: Settings) -> Settings:
    """The settings with loopback allowed."""
    net = settings.net.model_copy(update={"allow": (*settings.net.allow, _LOOPBACK)})
    return settings.model_copy(update={"net": net})
