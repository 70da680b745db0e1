"""People of every role, how they log in, and settings that a test changes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import pytest
from playwright.sync_api import Page
from sqlalchemy import select, update

from pipeline.app import App
from pipeline.passwords import hash_password, to_digest
from pipeline.store import SqlStore, tables
from pipeline.types import ROLES, ApiToken, Role, Selection

PASSWORD = "correct horse"  # not a secret


@contextmanager
def add_people(app: App) -> Iterator[dict[Role, str]]:
    """A user and a token for each role, while the block lasts; the values of the tokens."""
    accounts, now = app.store.accounts, app.clock()
    kept = hash_password(PASSWORD)
    for role in ROLES:
        accounts.add_user(role, password_hash=kept, role=role, now=now)
        token = ApiToken(id=role, user=role, role=role, label="", created_at=now, expires_at=None)
        accounts.add_token(token, digest=to_digest(f"value-{role}"))
    yield {role: f"value-{role}" for role in ROLES}
    for user in accounts.users():
        accounts.remove_user(user.name, last=True)


def change(app: App, monkeypatch: pytest.MonkeyPatch, **web: Any) -> None:
    """Change settings of the pages for a test."""
    changed = app.settings.web.model_copy(update=web)
    monkeypatch.setattr(app, "settings", app.settings.model_copy(update={"web": changed}))


def log_in(page: Page, name: str, *, password: str = PASSWORD) -> None:
    """Log in as people do."""
    page.goto("/login")
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password").fill(password)
    with page.expect_navigation():
        page.get_by_role("button", name="Log in").click()


def give_up(app: App) -> None:
    """One delivery and one entry that were given up."""
    deliveries, store = tables.deliveries, app.store
    assert isinstance(store, SqlStore)
    key = store.database.read(lambda c: c.execute(select(deliveries.c.key).limit(1)).scalar_one())
    dead = update(deliveries).where(deliveries.c.key == key).values(status="dead", error="refused")
    store.database.write(lambda c: c.execute(dead))
    set_aside(app, [("FAILED", "http_500")])


def set_aside(app: App, told: Sequence[tuple[str, str]]) -> None:
    """Let the newest entries have failed or been dropped, for these reasons."""
    entries, store = tables.entries, app.store
    assert isinstance(store, SqlStore)
    for entry, (status, reason) in zip(list(store.entries(Selection(limit=len(told)))), told, strict=True):
        aside = update(entries).where(entries.c.id == entry.id).values(status=status, reason=reason, detail="refused")
        store.database.write(lambda c, aside=aside: c.execute(aside))  # type: ignore[misc] # bound at once
