"""Asks robots.txt, as RFC 9309 says, through the same guarded client as everything else.

4xx and endless redirects: everything is allowed. 5xx, 429 and no answer: nothing is allowed for now. Rules are kept
for a day, also on disk, because every task of a scheduler is a new process and would ask again.
Protego matches wildcards in linear time, so a hostile file costs its size and no more.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import os
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from protego import Protego

from pipeline.net.answer import Answer, Failure, clean
from pipeline.net.guard import ParsedUrl, Refusal, check_url

KEPT_SECONDS = 86400.0
FAILED_SECONDS = 300.0
ORIGINS = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What one origin allows, until when we believe it."""

    until: float
    parsed: Protego | None = None
    failure: Failure | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """May this URL be asked for, and how many seconds apart does its host want requests?"""

    failure: Failure | None
    delay: float


class Robots:
    """Keeps the rules of the last origins. `load` fetches a URL with all guards, redirects followed."""

    def __init__(
        self,
        *,
        agent: str,
        folder: Path | None,
        now: Callable[[], float],
        load: Callable[[ParsedUrl], Awaitable[Answer | Failure]],
    ) -> None:
        self._agent = agent
        self._folder = folder
        self._now = now
        self._load = load
        self._rules: dict[str, asyncio.Task[Rules]] = {}

    async def judge(self, url: ParsedUrl) -> Ruling:
        """Ask the rules of a URL's origin."""
        rules = await self._of(url)
        if rules.failure is not None or rules.parsed is None:
            return Ruling(failure=rules.failure, delay=0.0)
        delay = rules.parsed.crawl_delay(self._agent) or 0.0
        failure = None
        if not rules.parsed.can_fetch(str(url), self._agent):
            failure = Failure(reason="robots_disallowed", detail=f"{url.origin}/robots.txt", transient=False)
        return Ruling(failure=failure, delay=delay)

    async def _of(self, url: ParsedUrl) -> Rules:
        """Share one look-up among all who wait for it."""
        task = self._rules.get(url.origin)
        if task is not None and task.done() and (task.cancelled() or task.result().until <= self._now()):
            task = None
        if task is None:
            while len(self._rules) >= ORIGINS:
                del self._rules[next(iter(self._rules))]
            task = self._rules[url.origin] = asyncio.create_task(self._find(url))
        return await asyncio.shield(task)

    async def _find(self, url: ParsedUrl) -> Rules:
        file = self._folder / hashlib.sha256(url.origin.encode()).hexdigest()[:32] if self._folder else None
        kept = _read(file, now=self._now()) if file else None
        if kept is not None:
            return await self._parse(kept[1], until=kept[0])
        place = check_url(f"{url.origin}/robots.txt")
        assert not isinstance(place, Refusal), "the origin of a checked URL is a checked URL"
        answer = await self._load(place)
        text = _rules_of(answer, url)
        if isinstance(text, Failure):
            kept_for = 0.0 if text.reason == "host_paused" else FAILED_SECONDS
            return Rules(until=self._now() + kept_for, failure=text)
        until = self._now() + KEPT_SECONDS
        if file is not None:
            _write(file, until=until, text=text)
        return await self._parse(text, until=until)

    async def _parse(self, text: str, *, until: float) -> Rules:
        try:
            return Rules(until=until, parsed=await asyncio.to_thread(Protego.parse, text))
        except Exception as error:  # noqa: BLE001 - whatever a stranger's text does to the parser
            failure = Failure(reason="robots_unreachable", detail=clean(f"robots.txt: {error}"), transient=True)
            return Rules(until=self._now() + FAILED_SECONDS, failure=failure)


def _rules_of(answer: Answer | Failure, url: ParsedUrl) -> str | Failure:
    """Turn robots.txt's answer into rules; no rules allow everything."""
    if isinstance(answer, Answer):
        return answer.body.decode("utf-8", "replace")
    if answer.reason in {"egress_denied", "invalid_url", "host_paused"}:
        return answer  # what is true of robots.txt is true of the page
    unavailable = answer.status is not None and 400 <= answer.status < 500 and answer.status != 429
    if unavailable or answer.reason in {"too_many_redirects", "redirect_loop"}:
        return ""
    return Failure(
        reason="robots_unreachable",
        detail=f"{url.origin}/robots.txt: {answer.reason}",
        transient=True,
        retry_after=answer.retry_after,
    )


def _read(file: Path, *, now: float) -> tuple[float, str] | None:
    try:
        kept = json.loads(file.read_text("utf-8"))
        until, text = float(kept["until"]), str(kept["text"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return (until, text) if now < until <= now + KEPT_SECONDS else None


def _write(file: Path, *, until: float, text: str) -> None:
    """Keep rules on disk; a full disk only means that they are asked for again."""
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        draft = file.with_name(f"{file.name}.{os.getpid()}.tmp")
        draft.write_text(json.dumps({"until": until, "text": text}), "utf-8")
        draft.replace(file)
