"""For whom a spokesperson speaks: "foreign ministry spokesman", "a spokeswoman for the Harbour Board"."""

from __future__ import annotations

import re

_SPOKES = r"(?:spokes(?:man|woman|person)|press secretary|porte-parole|portavoz|sprecher(?:in)?|пресс-секретарь)"
_SMALL = r"(?:(?:the|its|their|his|her|la|le|les|l['’]|el|los|las|der|die|des|dem)\s*)?"
# "for the Harbour Board", "du ministère", "des Rathauses"; what goes on behind a comma is somebody's own matter.
_BEHIND = re.compile(
    rf"\b{_SPOKES}\s+(?:for|of|at|de|del|du|des|der|von|vom)\s+{_SMALL}(?P<office>[^,;:()]+)", re.IGNORECASE
)
_BEFORE = re.compile(rf"^(?P<office>.+?)\s+{_SPOKES}\b", re.IGNORECASE)
_RANKS = re.compile(
    r"^(?:(?:a|an|the|another|one|its|their|his|her|chief|senior|deputy|former|lead|top|official|acting)\s+)+|['’]s?$",
    re.IGNORECASE,
)


def find_office(role: str | None) -> str | None:
    """Find whom a role speaks for; None for a role that is no spokesperson's or names nobody."""
    if not role:
        return None
    behind = _BEHIND.search(role)
    if behind:
        return behind["office"].strip()
    before = _BEFORE.match(role)
    office = _RANKS.sub("", before["office"] + " ").strip() if before else ""
    return office.removesuffix("'s").removesuffix("’s").strip() or None
