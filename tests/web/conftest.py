"""A program that has watched the sample site, for the tests of the pages."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from pipeline.app import App
from pipeline.cli.sample import open_sample_site
from pipeline.cli.sampling import allow_loopback, to_specs
from pipeline.config import find_data, read_settings
from pipeline.home import make_home
from pipeline.types import FeedSpec, Mute, Role, Source
from tests.watch import Watch
from tests.web.people import add_people, give_up
from tests.web.serving import open_browser, serve_app


@pytest.fixture(scope="session")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """The whole sample site watched from baseline to end, and one feed with a hostile name."""
    settings = allow_loopback(read_settings(tmp_path_factory.mktemp("home")))
    make_home(settings)
    watch = Watch()
    app = App(settings, clock=watch)
    with open_sample_site(find_data("seeds") / "sample", clock=watch) as site:
        app.store.add_feeds(to_specs(site.feeds), now=watch())
        hostile = FeedSpec(
            id="hostile",
            url=f"{site.base_url}/nowhere",
            name="<script>alert(1)</script>\"'",
            source=Source(id="hostile", name="<b>x", domain="127.0.0.1"),
        )
        app.store.add_feeds([hostile], now=watch())
        for _ in range(3):
            app.store.poll_now(now=watch())
            list(app.run_pass(app.pace()))
            watch.advance(60)
    yield app
    app.close()


@pytest.fixture
def people(app: App) -> Iterator[dict[Role, str]]:
    """A user and a token for each role."""
    with add_people(app) as values:
        yield values


@pytest.fixture
def busy(app: App, tmp_path: Path) -> Iterator[App]:
    """A copy of the sample home that forms may change, with people, and with something for each button to do."""
    home = app.settings.home
    for database in home.glob("*.db"):
        with closing(sqlite3.connect(database)) as connection:
            connection.execute("VACUUM INTO ?", (str(tmp_path / database.name),))
    for folder in ("archive", "names", "topics", "rules"):
        shutil.copytree(home / folder, tmp_path / folder)
    settings = allow_loopback(read_settings(tmp_path))
    copy = App(
        settings.model_copy(update={"web": settings.web.model_copy(update={"burst": 10_000})}), clock=Watch(app.clock())
    )
    give_up(copy)
    alerts, now = copy.store.alerts(limit=3), copy.clock()
    copy.store.accounts.acknowledge(alerts[0].id, by="ada", now=now)
    mute = Mute(kind="story", subject=alerts[1].story, until=now + timedelta(hours=1), by="ada", at=now)
    copy.store.accounts.mute(mute)
    with add_people(copy):
        yield copy
    copy.close()


@pytest.fixture(scope="module")
def base_url(app: App) -> Iterator[str]:
    with serve_app(app) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with open_browser() as browser:
        yield browser
