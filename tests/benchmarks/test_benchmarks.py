"""The benchmarks still run and judge by ratios; small sizes, and no figure is judged here."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from benchmarks import (
    bench_backtest,
    bench_feeds,
    bench_likeness,
    bench_pipeline,
    bench_poll,
    bench_rules,
    bench_search,
    bench_search_page,
)
from benchmarks.material import Writer, make_vocabulary
from benchmarks.timing import compare, find_percentile

RATIO = re.compile(r"\d+\.?\d* (x|of) ")


def test_jobs_take_turns_and_each_gives_its_best_time() -> None:
    order: list[str] = []

    best = compare({"a": lambda: order.append("a"), "b": lambda: order.append("b")}, turns=3)

    assert order == ["a", "b"] * 3
    assert all(0 <= seconds < 1 for seconds in best.values())


@pytest.mark.parametrize(("percent", "expected"), [(0, 0.0), (50, 50.0), (95, 95.0), (100, 99.0)])
def test_a_percentile_is_one_of_the_values(percent: int, expected: float) -> None:
    assert find_percentile([float(number) for number in range(99, -1, -1)], percent) == expected


def test_made_up_texts_are_the_same_in_every_run() -> None:
    words = make_vocabulary(500)

    assert len(set(words)) == 500
    assert Writer(7).write_article(100) == Writer(7).write_article(100)
    assert len(Writer(7).write_article(100).split()) == 100


def test_rules_are_measured_against_the_raw_automaton(capsys: pytest.CaptureFixture[str]) -> None:
    assert bench_rules.main((200,)) == 0

    line = capsys.readouterr().out
    assert line.startswith("rules.match 200: ")
    assert RATIO.search(line)
    assert f"{bench_rules.MATCHING} match" in line


def test_feeds_are_measured_against_feedparser(capsys: pytest.CaptureFixture[str]) -> None:
    assert bench_feeds.main(1) == 0

    assert re.search(r"[\d.]+ x feedparser\.parse", capsys.readouterr().out)


def test_search_is_measured_against_raw_fts5(tmp_path: Path) -> None:
    write, find = bench_search.measure(60, tmp_path)

    assert "of the documents/s of a raw FTS5 table" in write
    assert re.search(r"[\d.]+ x a raw FTS5 MATCH at p95", find)


def test_polling_is_measured_against_bare_aiohttp(capsys: pytest.CaptureFixture[str]) -> None:
    assert bench_poll.main(5, 1) == 0

    assert re.search(r"as many hosts: [\d.]+ x the CPU of bare aiohttp", capsys.readouterr().out)


def test_the_pipeline_is_measured_stage_by_stage() -> None:
    line = bench_pipeline.measure(1)

    assert re.match(r"pipeline [\d.]+ x bare_extraction", line)
    assert all(f" {stage} " in line for stage in ("poll", "fetch", "extract", "dates", "speakers", "topics", "alert"))


def test_likeness_is_measured_against_reading_the_words(capsys: pytest.CaptureFixture[str]) -> None:
    assert bench_likeness.main(3) == 0

    assert re.search(r"[\d.]+ x read_words", capsys.readouterr().out)


def test_every_benchmark_is_started_by_make_bench() -> None:
    folder = Path(bench_feeds.__file__).parent
    names = sorted(path.name for path in folder.glob("bench_*.py"))

    assert "make bench" in (folder / "__main__.py").read_text().partition("\n")[0]
    assert names
    assert all('if __name__ == "__main__"' in (folder / name).read_text() for name in names)


def test_the_search_page_is_measured_beside_a_raw_count(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("ELASTICSEARCH_URL", raising=False)
    assert bench_search_page.main(120) == 0

    (line,) = capsys.readouterr().out.splitlines()
    assert "over 120 articles" in line
    assert "a bare FTS5 count" in line


def test_trying_a_rule_is_measured_against_a_raw_count(capsys: pytest.CaptureFixture[str]) -> None:
    assert bench_backtest.main(300) == 0

    narrow, broad, bad, _ = capsys.readouterr().out.splitlines()
    assert "over 300 articles, 30 match" in broad
    assert "over 300 articles, 180 match" in bad
    assert re.search(r"[\d.]+ x a raw FTS5 count", narrow)
