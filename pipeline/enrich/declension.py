"""Russian names in their cases: one key for all forms, and the nominative where the pattern is regular."""

from __future__ import annotations

from functools import lru_cache

_ENDINGS = sorted(
    [
        "ского",
        "скому",
        "ским",
        "ском",
        "ская",
        "скую",
        "ской",
        "ский",
        "ому",
        "ему",
        "ого",
        "его",
        "ыми",
        "ими",
        "ями",
        "ами",
        "ой",
        "ей",
        "ою",
        "ым",
        "им",
        "ом",
        "ем",
        "ый",
        "ий",
        "ая",
        "яя",
        "ую",
        "ии",
        "ию",
        "ия",
        "ие",
        "а",
        "я",
        "у",
        "ю",
        "е",
        "и",
        "ы",
        "о",
        "ь",
        "й",
    ],
    key=len,
    reverse=True,
)
_LEAST = 3
_LONGEST = 40
_FLEETING = {"павл": "павел", "петр": "пётр", "льв": "лев"}
_SIBILANTS = "гкхжчшщ"


@lru_cache(maxsize=4096)
def to_key(word: str) -> str:
    """Give what all cases of a folded name share; short words stay as they are."""
    word = word[:_LONGEST].replace("ё", "е")
    adjective = next((end for end in _ENDINGS if end.startswith("ск") and word.endswith(end)), "")
    if adjective and len(word) - len(adjective) >= _LEAST:
        return word[: -len(adjective)] + "ск"
    for end in _ENDINGS:
        if word.endswith(end) and len(word) - len(end) >= _LEAST:
            word = word[: -len(end)]
            break
    while len(word) > _LEAST and word[-1] in "аеиоуыюяйь":
        word = word[:-1]
    return {"павл": "павел", "льв": "лев"}.get(word, word)


def to_nominative(words: list[str], gender: str) -> list[str]:
    """Bring a name in the genitive into the nominative; what follows no simple pattern stays."""
    first = words[0]
    woman = gender == "f" or (len(words) > 1 and first.endswith(("ы", "и")) and gender != "m")
    if woman:
        return [*(_given_of_woman(word) for word in words[:1]), *(_surname_of_woman(word) for word in words[1:])]
    given = [_given_of_man(first)] if len(words) > 1 else []
    return [*given, *(_surname_of_man(word) for word in words[len(given) :])]


def _given_of_woman(word: str) -> str:
    if word.endswith("ии"):
        return word[:-1] + "я"
    if word.endswith("ы") or (word.endswith("и") and word[-2:-1] in _SIBILANTS):
        return word[:-1] + "а"
    return word[:-1] + "я" if word.endswith("ьи") else word


def _surname_of_woman(word: str) -> str:
    if word.endswith("ской"):
        return word[:-2] + "ая"
    if word.endswith(("овой", "евой", "ёвой", "иной", "ыной")):
        return word[:-2] + "а"
    return word[:-1] + "а" if word.endswith("вны") else word


def _given_of_man(word: str) -> str:
    if word.endswith(("ея", "ия", "ая")):
        return word[:-1] + "й"
    if word.endswith(("ря", "ля")):
        return word[:-1] + "ь"
    if word.endswith("а"):
        fleeting = _FLEETING.get(word[:-1].lower())
        return fleeting.capitalize() if fleeting else word[:-1]
    return word[:-1] + "а" if word.endswith(("иты", "мы")) else word


def _surname_of_man(word: str) -> str:
    if word.endswith("ского"):
        return word[:-3] + "ий"
    if word.endswith("ого"):
        return word[:-3] + "ый"
    if word.endswith("а") and word[-2:-1] not in "аеиоуыэюя":
        return word[:-1]
    return word
