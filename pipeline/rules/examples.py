"""Runs the examples of a rule: what it must match and what it must not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from pipeline.rules.load import Example, Rule
from pipeline.rules.match import find_evidence, matches
from pipeline.types import Document, Evidence


class EnrichExample(Protocol):
    """Makes the document that an example would become."""

    def __call__(self, text: str, *, title: str = "", language: str | None = None) -> Document:
        """Enrich a text."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class ExampleResult:
    """What became of one example; `message` says what was expected and found."""

    example: Example
    ok: bool
    message: str
    evidence: tuple[Evidence, ...]


def run_examples(rule: Rule, enrich: EnrichExample) -> tuple[ExampleResult, ...]:
    """Run every example in the order of the file, must-match first."""
    return tuple(_run(rule, example, enrich) for example in rule.examples)


def _run(rule: Rule, example: Example, enrich: EnrichExample) -> ExampleResult:
    document = enrich(example.text, title=example.title, language=example.language)
    found = matches(rule.node, document)
    evidence = find_evidence(rule.node, document, query=rule.query)
    return ExampleResult(
        example=example, ok=found == example.expected, message=_describe(example, found, evidence), evidence=evidence
    )


def _describe(example: Example, found: bool, evidence: tuple[Evidence, ...]) -> str:  # noqa: FBT001 - one outcome
    shown = " ".join((example.title or example.text).split())[:60]
    expected = "must match" if example.expected else "must not match"
    because = ", ".join(dict.fromkeys(piece.variant for piece in evidence))
    outcome = f"matches ({because})" if because else "matches" if found else "does not match"
    return f"{expected}, {outcome}: {shown}"
