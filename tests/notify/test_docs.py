"""docs/alerts.md is true: its code runs, its settings are read, its lists are complete."""

from __future__ import annotations

import re
import time
import tomllib
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from pipeline.cli.alerts import alerts
from pipeline.notify import parse_template, read_secrets
from pipeline.notify.events import EVENT_TYPE, ONE, TEST_TYPE, encode_events, sign
from pipeline.notify.template import PLACEHOLDERS
from pipeline.store.deliveries import DIGEST_ALERTS
from tests.notify.making import make_alert

PAGE = (Path(__file__).parents[2] / "docs" / "alerts.md").read_text()


def read_code(language: str) -> str:
    (code,) = re.findall(rf"^```{language}\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
    return str(code)


@pytest.fixture
def is_ours() -> Callable[..., bool]:
    names: dict[str, Any] = {}
    exec(read_code("python"), names)
    found: Callable[..., bool] = names["is_ours"]
    return found


@pytest.mark.parametrize("secret", ["plain-words", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"])
def test_a_receiver_can_check_a_signature(is_ours: Callable[..., bool], secret: str) -> None:
    body, _ = encode_events([make_alert()], "desk", source="urn:wirewatch", digest=False)
    secrets = read_secrets("desk", f"another {secret}")
    headers = dict(sign(secrets, body, key="k", at=datetime.now(UTC)))
    assert is_ours(headers, body, secret)
    assert is_ours(headers, body, "another")
    assert not is_ours(headers, body, "wrong")
    assert not is_ours(headers, body + b" ", secret)
    old = datetime.fromtimestamp(time.time() - 600, UTC)
    assert not is_ours(dict(sign(secrets, body, key="k", at=old)), body, secret)


def test_a_signature_is_that_of_the_specifications_example() -> None:
    """The example of the Standard Webhooks libraries: the same secret, id, time and body give the same signature."""
    headers = sign(
        read_secrets("desk", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"),
        b'{"test": 2432232314}',
        key="msg_p5jXN8AQM9LWM0D4loKWxJek",
        at=datetime.fromtimestamp(1614265330, UTC),
    )
    assert headers["webhook-signature"] == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_the_template_is_read_and_all_placeholders_are_explained() -> None:
    told = tomllib.loads(read_code("toml"))["templates"]["desk"]
    parse_template("desk", subject=told["subject"], body=told["body"])
    table = PAGE.partition("| placeholder |")[2].partition("## For programs")[0]
    assert sorted(re.findall(r"`\$(\w+)`", table)) == sorted(PLACEHOLDERS)


def test_names_and_numbers_are_those_of_the_program() -> None:
    for name in (EVENT_TYPE, TEST_TYPE, ONE, f"more than {DIGEST_ALERTS} alerts"):
        assert name in PAGE
    for command in alerts.commands:
        assert f"`wirewatch alerts {command}" in PAGE
