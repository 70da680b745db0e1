"""Which news agency a page credits: at the head of its text, in its linked data, under its text, or as its author."""

from __future__ import annotations

import re

from pipeline.pages.linked import Head, read_names

_SURE = (
    r"AP|(?:The )?Associated Press|AFP|Agence France-Presse|Reuters|REUTERS|dpa(?:-AFX|-infocom)?|EFE|Europa Press|ANSA"
    r"|Adnkronos|Xinhua|UPI|PTI|Kyodo(?: News)?|Jiji Press|Yonhap|TASS|ТАСС|РИА Новости|Interfax|Интерфакс|БелТА"
    r"|Укринформ|Ukrinform|Anadolu|APA|Ritzau|Belga|Lusa|Keystone-SDA|PA Media|Press Association"
    r"|(?:The )?Canadian Press|Bernama"
)
# What these letters also stand for: in a bracket within a sentence they are something else.
_KNOWN = rf"{_SURE}|ANI|IANS|AGI|ANP|NTB|TT|STT|PAP|ČTK|SDA|MTI|AAP|Antara|epd|KNA|SID|Jiji"
_NAME = r"[A-ZÀ-ÞА-ЯЁ][^()/\n.,]{1,30}"
# "/TASS/" and "(Reuters) -" set off the head of a text.
_HEAD = re.compile(
    rf"^[^\n/(]{{2,80}}\s/(?P<slashes>{_NAME})/|^[^\n()]{{2,60}}\((?P<set_off>{_NAME}|{_KNOWN})\)\s*\.?\s*[-–—]"
    rf"|\((?P<known>{_SURE})\)|/(?P<known_slashes>{_SURE})/"
)
_HEAD_CHARACTERS = 300
_TAIL = re.compile(
    r"(?:[Ww]ith (?:files|reporting|reports|additional reporting) (?:from|by)|[Ss]ource|Quelle|[Ff]uente|Источник"
    r"|[Mm]it Material (?:von|der)|[Cc]on información de|[Aa]vec|©|\()\s*:?\s*"
    rf"(?P<name>{_KNOWN})(?![^\W_])"
)
_TAIL_CHARACTERS = 300
_CREDIT = re.compile(rf"(?:^|[,;/|(–-]\s*|\b(?:for|of|von|avec|mit|und|and|et|y)\s+)(?P<name>{_KNOWN})$")


def find_agency(head: Head, text: str, bylines: tuple[str, ...], *, site: str | None) -> str | None:
    """The agency as it is written; None where none is credited. `bylines` are as they stand on the page."""
    found = _HEAD.search(text[:_HEAD_CHARACTERS])
    if found:
        return next(filter(None, found.groups()), "").strip() or None
    source = next((name.strip() for name in read_names(head.linked.get("sourceOrganization")) if name.strip()), "")
    if source and source != site:
        return source[:100]
    credited = next(filter(None, map(_CREDIT.search, bylines)), None) or _TAIL.search(text[-_TAIL_CHARACTERS:])
    return credited["name"] if credited else None
