"""`wirewatch alerts` and what `doctor` and `status` say of deliveries."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import structlog

from pipeline.app import App
from pipeline.cli.doctor.run import run_checks
from pipeline.cli.main import run
from pipeline.config import read_settings
from pipeline.home import make_home
from pipeline.store import SqlStore, open_store
from pipeline.types import ChannelHold
from tests.notify.making import RUNG_AT
from tests.notify.receivers import WebReceiver, open_web_receiver
from tests.outbox import read_statuses, ring

NOW = RUNG_AT + timedelta(hours=1)
Call = Callable[..., str]


@pytest.fixture
def store(home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[SqlStore]:
    monkeypatch.setenv("WIREWATCH_NET__ALLOW", "127.0.0.0/8")
    settings = read_settings()
    make_home(settings)
    store = open_store(settings.store_url)
    yield store
    store.close()


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str]) -> Iterator[Call]:
    """Run the command in this process; its output, after the exit status was as expected."""

    def call(*arguments: str, code: int = 0) -> str:
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            run(list(arguments))
        shown = capsys.readouterr()
        assert ended.value.code == code, shown.err
        return shown.err if code else shown.out

    yield call
    structlog.reset_defaults()  # the command logs to the standard error of this test, which is closed now


@pytest.fixture
def hook(store: SqlStore, monkeypatch: pytest.MonkeyPatch) -> Iterator[WebReceiver]:
    with open_web_receiver() as receiver:
        monkeypatch.setenv("WIREWATCH_CHANNELS__HOOK", receiver.url)
        yield receiver


def fail(store: SqlStore, channel: str, *, final: bool) -> None:
    (job,) = store.claim_deliveries(now=NOW, limit=1, lease=timedelta(minutes=1), channel=channel)
    if final:
        store.finish_delivery(job, now=NOW, error="http_413: too \x1b big")
    else:
        store.hold_channel(job, ChannelHold(wait=timedelta(days=9999)), now=NOW, error="http_503: away")


def test_without_a_command_alerts_lists_what_rang(store: SqlStore, call: Call) -> None:
    assert call("alerts") == "no alert has rung\n"
    ring(store, 1, "hook")
    (line,) = call("alerts", "--json", "--since", "2026-11-24", "--limit", "9").splitlines()
    alert = json.loads(line)
    assert (alert["id"], alert["deliveries"][0]["channel"]) == ("a1", "hook")
    assert "hook pending" in call("alerts")
    assert call("alerts", "--json", "--since", "2027-01-01") == ""


def test_what_was_given_up_is_listed_with_its_error_and_sent_again(store: SqlStore, call: Call) -> None:
    assert call("alerts", "dead") == "no delivery was given up\n"
    (key,) = ring(store, 1, "hook")
    fail(store, "hook", final=True)
    (letter,) = map(json.loads, call("alerts", "dead", "--json").splitlines())
    assert (letter["id"], letter["alert"], letter["channel"]) == (key, "a1", "hook")
    shown = call("alerts", "dead", "--channel", "hook")
    assert (key[:8] in shown, "http_413: too big" in shown, "\x1b" in shown) == (True, True, False)
    assert call("alerts", "dead", "--channel", "press", "--json") == ""
    assert call("alerts", "retry", key[:8]).startswith("1 deliveries wait again")
    assert read_statuses(store, "hook") == ["pending"]


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        ((), 2, "one of them"),
        (("--all", "--channel", "hook"), 2, "one of them"),
        (("00000000",), 1, "nothing dead has the id"),
    ],
)
def test_retry_says_what_it_needs(
    store: SqlStore, call: Call, arguments: tuple[str, ...], code: int, told: str
) -> None:
    assert told in call("alerts", "retry", *arguments, code=code)


def test_a_test_message_is_marked_and_lets_go_what_waits(store: SqlStore, call: Call, hook: WebReceiver) -> None:
    ring(store, 1, "hook")
    fail(store, "hook", final=False)
    call("alerts", "test", "hook")
    event = json.loads(hook.received[0][1])
    assert (event["type"], event["subject"]) == ("org.wirewatch.channel.tested", "wirewatch-test")
    assert event["data"]["title"].startswith("TEST")
    app = App(read_settings())
    app.run_deliver(app.pace())
    app.close()
    assert read_statuses(store, "hook") == ["delivered"]


def test_a_test_of_a_channel_that_fails_says_why(store: SqlStore, call: Call, hook: WebReceiver) -> None:
    hook.then = 404
    assert "http_404" in call("alerts", "test", "hook", code=1)
    assert "WIREWATCH_CHANNELS__PRESS" in call("alerts", "test", "press", code=1)


def test_doctor_says_which_channel_fails_and_what_to_do(store: SqlStore, hook: WebReceiver) -> None:
    def check() -> tuple[bool, str, str]:
        found = next(check for check in run_checks() if check.part == "deliveries")
        return found.ok, found.detail, found.remedy

    assert check() == (True, "0 wait, none given up", "")
    ring(store, 1, "hook")
    fail(store, "hook", final=True)
    assert check() == (
        False,
        "channel hook: 0 wait, 1 given up",
        "`wirewatch alerts dead`, then `wirewatch alerts retry --channel hook`",
    )
    ring(store, 2, "hook", "gone")
    fail(store, "hook", final=False)
    ok, detail, remedy = check()
    assert not ok
    assert "channel hook fails since 2026-11-24 11:00, next try" in detail
    assert "(http_503: away): 1 wait, 1 given up" in detail
    assert "`wirewatch alerts test hook`" in remedy
    assert "channel gone is in no settings: 1 wait, 0 given up" in detail
    assert "WIREWATCH_CHANNELS__GONE" in remedy


def test_status_shows_the_outbox_by_channel(store: SqlStore, call: Call) -> None:
    ring(store, 1, "hook")
    ring(store, 2, "hook")
    fail(store, "hook", final=True)
    fail(store, "hook", final=False)
    outbox = json.loads(call("status", "--json"))["outbox"]["hook"]
    assert {key: outbox[key] for key in ("due", "waiting", "dead", "failures", "error")} == {
        "due": 1,
        "waiting": 1,
        "dead": 1,
        "failures": 1,
        "error": "http_503: away",
    }
    told = call("status")
    assert "hook: 1 given up" in told
    assert "hook fails: " in told
