"""Proposes the id of a rule from its title. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from itertools import count

_LONGEST = 60
# Letters that do not come apart into a Latin one and its marks.
_SPELT = str.maketrans(
    dict(zip("абвгдезийклмнопрстуфыэіїєґ", "abvgdezijklmnoprstufyeiieg", strict=True))
    | {"ж": "zh", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ю": "yu", "я": "ya", "ё": "yo"}
    | {"ъ": "", "ь": "", "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}
)


def propose_id(title: str, taken: Collection[str] = ()) -> str:
    """Small letters, digits and hyphens of a title; numbered when the id is taken, `rule` when nothing is left."""
    spelt = title.lower().translate(_SPELT)
    ascii_only = unicodedata.normalize("NFKD", spelt).encode("ascii", "ignore").decode()
    words = re.sub(r"[^a-z0-9]+", "-", ascii_only).strip("-")
    if len(words) > _LONGEST:
        words = words[:_LONGEST].rsplit("-", 1)[0]
    base = words or "rule"
    return next(
        each for each in (base if number == 1 else f"{base}-{number}" for number in count(1)) if each not in taken
    )
