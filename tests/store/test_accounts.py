"""Accounts on both databases."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest

from pipeline.errors import ConfigError, NotFoundError
from pipeline.ports import AccountLedger
from pipeline.store import SqlStore
from pipeline.types import ApiToken, Mute, Role
from tests.store.world import NOW

LATER = NOW + timedelta(hours=1)


@pytest.fixture
def accounts(store: SqlStore) -> AccountLedger:
    store.accounts.add_user("ada", password_hash="hash", role="editor", now=NOW)
    return store.accounts


def make_token(role: Role = "admin", **changes: object) -> ApiToken:
    values = {"id": "t1", "user": "ada", "role": role, "label": "script", "created_at": NOW, "expires_at": LATER}
    return ApiToken(**{**values, **changes})  # type: ignore[arg-type] # the test says what


def test_a_ledger_begins_without_users(store: SqlStore) -> None:
    assert not store.accounts.has_users()


def test_a_user_is_there_once(accounts: AccountLedger) -> None:
    with pytest.raises(ConfigError, match="already"):
        accounts.add_user("ada", password_hash="other", role="admin", now=NOW)
    assert [(user.name, user.role) for user in accounts.users()] == [("ada", "editor")]
    assert accounts.password_hash("ada") == "hash"
    assert accounts.password_hash("eve") is None


def test_a_session_ends_when_it_has_run_out_or_is_closed(accounts: AccountLedger) -> None:
    for digest in ("one", "two"):
        accounts.open_session(digest, user="ada", now=NOW, until=LATER)
    accounts.close_session("two")
    assert accounts.find_session("two", now=NOW) is None
    assert accounts.find_session("one", now=LATER - timedelta(seconds=1)) is not None
    assert accounts.find_session("one", now=LATER) is None


def test_a_changed_role_holds_at_once_and_a_changed_password_ends_sessions(accounts: AccountLedger) -> None:
    accounts.open_session("one", user="ada", now=NOW, until=LATER)
    accounts.set_role("ada", "reader")
    found = accounts.find_session("one", now=NOW)
    assert found is not None
    assert found.role == "reader"
    accounts.set_password("ada", password_hash="new")
    assert accounts.find_session("one", now=NOW) is None


def test_the_last_admin_stays_until_there_is_another(accounts: AccountLedger) -> None:
    accounts.set_role("ada", "admin")
    accounts.add_user("bo", password_hash="hash", role="editor", now=NOW)
    with pytest.raises(ConfigError, match="last admin"):
        accounts.remove_user("ada")
    with pytest.raises(ConfigError, match="last admin"):
        accounts.set_role("ada", "editor")
    accounts.set_role("ada", "admin")
    accounts.set_role("bo", "admin")
    accounts.set_role("ada", "reader")
    accounts.remove_user("bo", last=True)
    accounts.remove_user("ada")
    assert not accounts.has_users()


def test_two_admins_who_remove_each_other_do_not_both_go(accounts: AccountLedger) -> None:
    accounts.set_role("ada", "admin")
    accounts.add_user("bo", password_hash="hash", role="admin", now=NOW)
    start = Barrier(2)

    def remove(name: str) -> bool:
        start.wait(timeout=10)
        try:
            accounts.remove_user(name)
        except ConfigError:
            return False
        return True

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(remove, ("ada", "bo"))) == [False, True]


def test_a_login_is_known_while_its_session_is(accounts: AccountLedger) -> None:
    assert accounts.last_logins() == {}
    for digest, at in (("one", NOW), ("two", NOW + timedelta(minutes=5))):
        accounts.open_session(digest, user="ada", now=at, until=LATER)
    assert accounts.last_logins() == {"ada": NOW + timedelta(minutes=5)}
    accounts.set_password("ada", password_hash="new")
    assert accounts.last_logins() == {}


def test_a_removed_user_leaves_neither_session_nor_token(accounts: AccountLedger) -> None:
    accounts.open_session("one", user="ada", now=NOW, until=LATER)
    accounts.add_token(make_token(), digest="d")
    accounts.remove_user("ada")
    accounts.add_user("ada", password_hash="hash", role="admin", now=NOW)
    assert accounts.find_session("one", now=NOW) is None
    assert accounts.find_token("d", now=NOW) is None


def test_a_token_may_no_more_than_its_user(accounts: AccountLedger) -> None:
    accounts.add_token(make_token("admin"), digest="high")
    accounts.add_token(make_token("reader", id="t2"), digest="low")
    roles = [found and found.role for found in (accounts.find_token(digest, now=NOW) for digest in ("high", "low"))]
    assert roles == ["editor", "reader"]


def test_a_token_ends_when_it_has_run_out_or_is_revoked(accounts: AccountLedger) -> None:
    accounts.add_token(make_token(), digest="d")
    assert accounts.find_token("d", now=LATER) is None
    accounts.revoke_token("t1", now=NOW)
    accounts.revoke_token("t1", now=LATER)
    assert accounts.find_token("d", now=NOW) is None
    assert accounts.tokens()[0].revoked_at == NOW


def test_what_is_not_there_is_said(accounts: AccountLedger) -> None:
    for call in (
        lambda: accounts.remove_user("eve"),
        lambda: accounts.set_role("eve", "admin"),
        lambda: accounts.set_password("eve", password_hash="x"),
        lambda: accounts.open_session("x", user="eve", now=NOW, until=LATER),
        lambda: accounts.add_token(make_token(user="eve"), digest="x"),
        lambda: accounts.revoke_token("nothing", now=NOW),
        lambda: accounts.acknowledge("nothing", by="ada", now=NOW),
    ):
        with pytest.raises(NotFoundError):
            call()


def test_a_mute_lasts_until_its_moment_and_the_last_word_counts(accounts: AccountLedger) -> None:
    mute = Mute(kind="rule", subject="council", until=LATER, by="ada", at=NOW)
    accounts.mute(mute)
    accounts.mute(Mute(kind="rule", subject="council", until=LATER + timedelta(hours=1), by="bo", at=NOW))
    assert [one.by for one in accounts.mutes(now=LATER)] == ["bo"]
    accounts.unmute(mute)
    assert accounts.mutes(now=NOW) == ()
