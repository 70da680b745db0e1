"""Prints what matching one article against many phrase rules costs beside raw Aho-Corasick over the same patterns."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from typing import TypeVar

from ahocorasick_rs import AhoCorasick
from trafilatura import bare_extraction

from benchmarks.material import Writer, make_document, make_page
from benchmarks.timing import compare, read_memory
from pipeline.query.words import read_words
from pipeline.rules.load import RuleSet, parse_rules
from pipeline.rules.match import Matcher

WORDS = 600
MATCHING = 5  # of the rules, so many are phrases of the article
TURNS = 40
GOALS_MS = {10_000: 0.3, 100_000: 1.0}
SIZES = tuple(GOALS_MS)
T = TypeVar("T")


def main(sizes: tuple[int, ...] = SIZES) -> int:
    """Print one line for each number of rules."""
    for size in sizes:
        print(measure(size))
    return 0


def measure(size: int) -> str:
    """The line for so many rules."""
    text = Writer(1).write_article(WORDS)
    phrases = _make_phrases(size, text)
    rules, reading_s, rules_memory = _take(lambda: _read(phrases))
    if rules.problems:
        raise rules.problems[0]
    matcher, building_s, memory = _take(lambda: Matcher(rules.rules))
    automaton, raw_building_s, raw_memory = _take(lambda: AhoCorasick([f" {phrase} " for phrase in phrases]))
    document = make_document(1, text)
    folded = f" {' '.join(read_words(text))} "
    page = make_page(document.title, text)
    unmatched = make_document(2, Writer(3).write_article(WORDS))
    found = len(matcher.match(document))
    cost = compare(
        {
            "ours": lambda: matcher.match(document),
            "none": lambda: matcher.match(unmatched),
            "raw": lambda: automaton.find_matches_as_indexes(folded, overlapping=True),
            "page": lambda: bare_extraction(page, with_metadata=True),
        },
        turns=TURNS,
    )
    return (
        f"rules.match {size}: {1000 * cost['ours']:.2f} ms an article ({found} match), "
        f"{1000 * cost['none']:.2f} ms where none matches (goal {GOALS_MS.get(size, '-')} ms); "
        f"{cost['ours'] / cost['raw']:.1f} x raw ahocorasick_rs on folded text, "
        f"{cost['ours'] / cost['page']:.2f} x bare_extraction of a page with the article alone; "
        f"memory {rules_memory >> 20} MB rules + {memory >> 20} MB matcher (goal 150; "
        f"raw automaton {raw_memory >> 20}); "
        f"rebuilt in {reading_s + building_s:.1f} s (goal 5): reading {reading_s:.1f}, compiling {building_s:.1f} "
        f"(raw {raw_building_s:.1f})"
    )


def _make_phrases(size: int, text: str) -> list[str]:
    words = text.lower().replace(".", "").split()
    phrases = dict.fromkeys(" ".join(words[at : at + 3]) for at in range(0, 40 * MATCHING, 40))
    writer = Writer(2)
    while len(phrases) < size:
        phrases[writer.write_phrase()] = None
    return list(phrases)


def _read(phrases: list[str]) -> RuleSet:
    """The rules as a person would have them: in a file."""
    file = "".join(
        f'[[rule]]\nid = "rule-{number}"\ntitle = "{phrase}"\nquery = \'"{phrase}"\'\n'
        for number, phrase in enumerate(phrases)
    )
    return parse_rules({"rules.toml": file.encode()}, names=())


def _take(make: Callable[[], T]) -> tuple[T, float, int]:
    memory, started = read_memory(), time.process_time()
    made = make()
    return made, time.process_time() - started, max(read_memory() - memory, 0)


if __name__ == "__main__":
    sys.exit(main())
