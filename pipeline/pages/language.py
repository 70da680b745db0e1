"""Which language a text is in: what is detected when that is sure, else what is declared."""

from __future__ import annotations

from functools import cache
from typing import Any

# More is slower and no surer: a text of this length is told apart as well as a whole article.
_SAMPLE = 500
_LEAST = 40
_SURE = 0.95
_LIKELY = 0.5


@cache
def _identifier() -> Any:  # noqa: ANN401 - the library is untyped
    from py3langid.langid import MODEL_DIR, MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_modelpath(MODEL_DIR / MODEL_FILE, norm_probs=True)


def decide_language(text: str, *, declared: str | None) -> str | None:
    """The ISO 639-1 code of a text; None when neither the text nor the page says enough."""
    sample = text[:_SAMPLE]
    if len(sample) < _LEAST:
        return declared
    language, probability = _identifier().classify(sample)
    if probability >= _SURE or declared is None:
        return str(language) if probability >= _LIKELY else declared
    return declared
