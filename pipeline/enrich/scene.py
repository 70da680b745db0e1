"""All that the rules look at in one text: its tokens, its layout, and who is named where."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.enrich.entities import Cast, Entity
from pipeline.enrich.roles import NameMention
from pipeline.enrich.sentences import Layout
from pipeline.enrich.tokens import Tokens


@dataclass(slots=True)
class Scene:
    """`named_from` and `named_to` give the name that starts or ends with a token, its role included at the start."""

    layout: Layout
    cast: Cast
    tokens: Tokens = field(init=False)
    low: list[str] = field(init=False)
    words: list[str] = field(init=False)
    stretch_at: list[int] = field(init=False)
    named_from: dict[int, tuple[NameMention, Entity]] = field(init=False)
    named_to: dict[int, tuple[NameMention, Entity]] = field(init=False)

    def __post_init__(self) -> None:
        self.tokens = self.layout.tokens
        self.low, self.words = self.tokens.low, self.tokens.words
        self.stretch_at = self.layout.stretch_at
        self.named_from, self.named_to = self.cast.starts, self.cast.at

    def near(self, index: int) -> str:
        """Give the folded word at an index, or an empty string outside of the text."""
        return self.tokens.near(index)
