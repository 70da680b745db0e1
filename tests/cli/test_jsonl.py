"""`extract --jsonl` and `enrich --jsonl` as filters: a caller that waits, bytes of every kind, and a cap on memory."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.pages.making import PARAGRAPHS, make_html

MEMORY = 3 << 30
SECONDS = 120
ENTRY = f"""
import resource
resource.setrlimit(resource.RLIMIT_AS, ({MEMORY}, {MEMORY}))
from pipeline.cli import main
main()
"""


def start(command: str, home: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-c", ENTRY, command, "--jsonl"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "WIREWATCH_HOME": str(home), "WIREWATCH_WORK__PROCESSES": "2"},
    )


def answer_all(command: str, home: Path, lines: list[bytes]) -> list[dict[str, Any]]:
    with start(command, home) as process:
        written, _ = process.communicate(b"\n".join(lines) + b"\n", timeout=SECONDS)
    assert process.returncode == 0
    return [json.loads(line) for line in written.splitlines()]


@pytest.mark.parametrize("command", ["extract", "enrich"])
def test_a_caller_that_waits_is_answered_line_by_line(command: str, tmp_path: Path) -> None:
    with start(command, tmp_path) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for number in range(3):
            line = {"id": number, "html": make_html(), "text": PARAGRAPHS[0]}
            process.stdin.write(json.dumps(line).encode() + b"\n")
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["id"] == number
        process.stdin.close()
        assert process.wait(SECONDS) == 0


def test_a_caller_that_goes_away_ends_it_without_a_crash(tmp_path: Path) -> None:
    with start("extract", tmp_path) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        line = json.dumps({"id": 1, "html": make_html()}).encode() + b"\n"
        process.stdin.write(line)
        process.stdin.flush()
        process.stdout.readline()
        process.stdout.close()
        process.stdin.write(line)
        process.stdin.flush()
        assert process.wait(SECONDS) >= 0


def damage(page: bytes, chance: random.Random) -> bytes:
    """A page with bytes changed, parts repeated, or its end gone."""
    found = bytearray(page)
    for _ in range(chance.randrange(1, 60)):
        place = chance.randrange(len(found))
        found[place] = chance.choice((0, 0xFF, 0x80, ord("<"), ord('"'), ord("&"), chance.randrange(256)))
    start, end = sorted((chance.randrange(len(found)), chance.randrange(len(found))))
    kind = chance.randrange(4)
    if kind == 0:
        return bytes(found[:end])
    if kind == 1:
        return bytes(found[:start] + found[start:end] * chance.randrange(2, 200) + found[end:])
    return bytes(found)


def test_whatever_a_page_is_made_of_every_line_is_answered_with_its_id(tmp_path: Path) -> None:
    chance = random.Random(2030)
    pages = {f"fuzzed-{number}": damage(make_html().encode(), chance) for number in range(150)}
    story = make_html().encode()
    pages |= {
        "nested": make_html(above="<div>" * 100_000).encode(),
        "attributes": make_html(above="<p " + " ".join(f"a{n}=1" for n in range(50_000)) + ">x</p>").encode(),
        "one_line": make_html(paragraphs=("word " * 2_000_000,)).encode(),
        "nulls": b"\x00" * 100 + story,
        "nulls_within": story.replace(b" ", b"\x00 "),
        "wrong_charset": make_html().replace("utf-8", "utf-16").encode("cp1252", "replace"),
        "mixed": story + "Привет, мир. ".encode("cp1251") * 50 + "Добрый день. ".encode() * 50,
        "shift_jis": b"<html><body><p>" + "日本語の記事です。".encode("shift_jis") * 50,
        "wide": make_html().encode("utf-16"),
        "binary": bytes(chance.randrange(256) for _ in range(100_000)),
    }
    for name, page in pages.items():
        (tmp_path / name).write_bytes(page)

    answers = answer_all(
        "extract", tmp_path, [json.dumps({"id": name, "path": str(tmp_path / name)}).encode() for name in pages]
    )

    assert [answer["id"] for answer in answers] == list(pages)
    assert all(answer.get("verdict_reason") or answer["error"]["reason"] for answer in answers)
    found = {answer["id"]: answer for answer in answers}
    assert PARAGRAPHS[2] in found["nested"]["text"]
    assert "10 MB" in found["one_line"]["verdict_reason"] or len(found["one_line"]["text"]) > 900_000
    assert found["attributes"]["error"]["reason"] == "oversize_structure"


@pytest.mark.parametrize("command", ["extract", "enrich"])
def test_whatever_a_line_is_made_of_it_is_answered_in_its_place(command: str, tmp_path: Path) -> None:
    chance = random.Random(7)
    good = json.dumps({"id": "good", "html": make_html(), "text": PARAGRAPHS[0]}).encode()
    broken = [damage(good, chance).replace(b"\n", b" ").replace(b"\r", b" ") or b"x" for _ in range(80)]
    broken += [
        b"[" * 100_000,
        b'{"id": "x", "html": ' + b'"a' * 1_000,
        b"\xff\xfe\x00",
        b'{"id": "\\ud800", "text": 1}',
    ]
    lines = [line for one in broken for line in (one, good) if line.strip()]

    answers = answer_all(command, tmp_path, lines)

    assert len(answers) == len(lines)
    assert all(answer["id"] == "good" for answer, line in zip(answers, lines, strict=True) if line == good)
