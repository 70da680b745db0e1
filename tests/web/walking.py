"""Goes through the pages as somebody with a browser does: follows every link and sends every form that is shown."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, TypeAlias
from urllib.parse import urljoin, urlsplit

from fastapi import FastAPI
from fastapi.testclient import TestClient
from lxml.html import FormElement, fromstring
from starlette.routing import Match

Answer: TypeAlias = Any  # of the test client, whose library depends on its version
_INSTANCES = 3  # of a route: the third article is a page as the first two are
_REFUSED = frozenset({401, 403, 429})


@dataclass(frozen=True)
class Form:
    """A form as it is sent by one of its buttons."""

    method: str
    path: str
    fields: tuple[tuple[str, str], ...]


@dataclass
class Walk:
    """What somebody has been shown: answers that refuse or fail, and the routes of the forms."""

    site: FastAPI
    client: TestClient
    headers: dict[str, str]
    problems: list[str] = field(default_factory=list)
    sent: Counter[str] = field(default_factory=Counter)

    def go(self, start: str = "/") -> None:
        """Follow the links, then send the forms, the logout at last."""
        forms, asked = dict.fromkeys(self._read(start)), 0
        waiting = deque(forms)
        while waiting:
            form = waiting.popleft()
            if form.path == "/logout" and any(other.path != "/logout" for other in waiting):
                waiting.append(form)
                continue
            asked += 1
            assert asked < 2_000
            name, button = self.name(form.method, form.path), dict(form.fields).get("action", "")
            self.sent[f"{name} {button}"] += 1
            if self.sent[f"{name} {button}"] > _INSTANCES:
                continue
            answer = self._ask(form.method, form.path, dict(form.fields))
            shown = find_forms(answer, form.path) if is_page(answer) else ()
            waiting.extend(one for one in shown if one not in forms)
            forms |= dict.fromkeys(shown)

    def name(self, method: str, path: str) -> str:
        """The name of the route that answers."""
        scope = {"type": "http", "method": method, "path": urlsplit(path).path, "root_path": "", "headers": []}
        found = (route for route in self.site.routes if route.matches(scope)[0] is Match.FULL)
        return getattr(next(found, None), "name", "") or "none"

    def shown(self) -> frozenset[str]:
        """The names of the routes whose forms were shown."""
        return frozenset(key.partition(" ")[0] for key in self.sent)

    def _read(self, start: str) -> Iterator[Form]:
        known, visits = {start}, Counter[str]()
        waiting = deque([start])
        while waiting:
            path = waiting.popleft()
            name = self.name("GET", path)
            visits[name] += 1
            if visits[name] > _INSTANCES:
                continue
            answer = self._ask("GET", path, {})
            if answer.status_code >= 400:
                self.problems.append(f"{path}: {answer.status_code}")
            if not is_page(answer):
                continue
            yield from find_forms(answer, path)
            fresh = [link for link in find_links(answer, path) if link not in known]
            known.update(fresh)
            waiting.extend(fresh)

    def _ask(self, method: str, path: str, fields: dict[str, str]) -> Answer:
        given = {"params": fields} if method == "GET" and fields else {"data": fields} if fields else {}
        content = {"content": b""} if method == "POST" and not fields else {}
        answer = self.client.request(method, path, headers=self.headers, **given, **content)  # type: ignore[arg-type] # one of the two
        if answer.status_code in _REFUSED or answer.status_code >= 500:
            self.problems.append(f"{method} {path} {fields}: {answer.status_code}")
        return answer


def is_page(answer: Answer) -> bool:
    """Whether an answer is a page of ours, and not what somebody else wrote."""
    policy = answer.headers.get("content-security-policy", "")
    return answer.headers.get("content-type", "").startswith("text/html") and "sandbox" not in policy


def find_links(answer: Answer, path: str) -> Iterator[str]:
    """Where a page leads on this site."""
    for link in fromstring(answer.text).iter("a", "iframe"):
        parts = urlsplit(urljoin(path, link.get("href") or link.get("src") or ""))
        if not parts.netloc and not parts.scheme:
            yield f"{parts.path}?{parts.query}" if parts.query else parts.path


def find_forms(answer: Answer, path: str) -> tuple[Form, ...]:
    """The forms of a page, once for each button."""
    found = []
    for form in fromstring(answer.text).iter("form"):
        assert isinstance(form, FormElement)
        filled = tuple((name, str(value or "")) for name, value in form.fields.items() if value is not None)
        for button in form.iter("button"):
            pressed = ((button.get("name"), button.get("value", "")),) if button.get("name") else ()
            action = button.get("formaction") or form.action or path
            found.append(Form(method=form.method.upper(), path=action, fields=(*filled, *pressed)))
    return tuple(found)
