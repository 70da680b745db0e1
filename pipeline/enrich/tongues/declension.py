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
_LONGEST_ENDING = 5
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


def to_nominative(words: list[str], gender: str, *, given: str = "") -> list[str]:
    """Bring a name in another case into the nominative; `given` is its given name where that is known.

    What follows no simple pattern stays as it is.
    """
    first = words[0]
    woman = gender == "f" or (len(words) > 1 and first.endswith(("ы", "и")) and gender != "m")
    change = _of_woman if woman else _of_man
    if len(words) == 1:
        return [change(first)]
    named = given.capitalize() if given else (_given_of_woman if woman else _given_of_man)(first)
    return [named, *(change(word) for word in words[1:])]


def _given_of_woman(word: str) -> str:
    if word.endswith("ии"):
        return word[:-1] + "я"
    if word.endswith("ы") or (word.endswith("и") and word[-2:-1] in _SIBILANTS):
        return word[:-1] + "а"
    return word[:-1] + "я" if word.endswith("ьи") else word


def _given_of_man(word: str) -> str:
    if word.endswith(("ея", "ия", "ая")):
        return word[:-1] + "й"
    if word.endswith(("ря", "ля")):
        return word[:-1] + "ь"
    if word.endswith("а"):
        fleeting = _FLEETING.get(word[:-1].lower())
        return fleeting.capitalize() if fleeting else word[:-1]
    return word[:-1] + "а" if word.endswith(("иты", "мы")) else word


_WOMEN = {
    "ской": "ская",
    "скую": "ская",
    "цкой": "цкая",
    "цкую": "цкая",
    "вны": "вна",
    "вне": "вна",
    "вну": "вна",
    "вной": "вна",
} | {stem + end: stem + "а" for stem in ("ов", "ев", "ёв", "ин", "ын") for end in ("ой", "у", "ою")}
_MEN = {stem + end: stem + "ий" for stem in ("ск", "цк") for end in ("ого", "ому", "им", "ом")} | {
    stem + end: stem for stem in ("ов", "ев", "ёв", "ин", "ын", "ич") for end in ("а", "у", "ым", "ом", "ем", "е")
}


def _of_woman(word: str) -> str:
    return _exchange(word, _WOMEN)


def _of_man(word: str) -> str:
    changed = _exchange(word, _MEN)
    if changed != word:
        return changed
    if word.endswith("ого"):
        return word[:-3] + "ый"
    if word.endswith("а") and word[-2:-1] not in "аеиоуыэюя":
        return word[:-1]
    return word


def _exchange(word: str, endings: dict[str, str]) -> str:
    """Put the nominative ending in the place of the longest one that fits."""
    for length in range(_LONGEST_ENDING, 1, -1):
        if word[-length:] in endings:
            return word[:-length] + endings[word[-length:]]
    return word
