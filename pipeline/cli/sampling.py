"""The sample site as a source: serve it, and let the guarded client reach it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from ipaddress import ip_network

from pipeline.app import read_clock
from pipeline.cli.sample import SampleFeed, open_sample_site
from pipeline.config import Settings, find_data
from pipeline.types import FeedSpec, Source

_LOOPBACK = ip_network("127.0.0.0/8")
# The site publishes an article every few seconds: somebody who watches it wants to see that.
_INTERVAL_SECONDS = 5
_GAP_SECONDS = 0.05


@contextmanager
def serve_sample(port: int = 0) -> Iterator[tuple[FeedSpec, ...]]:
    """Serve the sample site on loopback and give its feeds."""
    with open_sample_site(find_data("seeds") / "sample", port=port, clock=read_clock) as site:
        yield to_specs(site.feeds)


def to_specs(feeds: Iterable[SampleFeed]) -> tuple[FeedSpec, ...]:
    """The sample site's feeds as sources to watch."""
    return tuple(
        FeedSpec(
            id=f"sample-{feed.id}",
            url=feed.url,
            name=feed.name,
            source=Source(id=feed.id, name=feed.name, domain="127.0.0.1"),
            tags=("sample",),
            interval_seconds=_INTERVAL_SECONDS,
        )
        for feed in feeds
    )


def allow_loopback(settings: Settings) -> Settings:
    """The settings with loopback allowed, and without a pause between two requests to it."""
    net = settings.net.model_copy(
        update={"allow": (*settings.net.allow, _LOOPBACK), "gap_seconds": min(settings.net.gap_seconds, _GAP_SECONDS)}
    )
    return settings.model_copy(update={"net": net})
