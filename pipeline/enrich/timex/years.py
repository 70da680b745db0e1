"""Years, decades, centuries and business years: "since 1997", "the 1960s", "the 19th century", "fiscal 2030"."""

from __future__ import annotations

from datetime import date

from pipeline.enrich.lexicon import words as word_set
from pipeline.enrich.lexicon.calendar import CENTURIES, DECADES
from pipeline.enrich.timex.absolute import JOINERS, year_end
from pipeline.enrich.timex.periods import Period, period_of
from pipeline.enrich.timex.values import Match, Reading, to_match

_FIRST = 1500
_BEFORE_YEAR = word_set(
    "in since until till by from during of early late mid before after for to and through than around about circa "
    "between or ( , \u2013 - \u2014 entre zwischen между und et en desde hasta depuis jusqu'en bis seit im von ab "
    "в с до за к по ab and/or until "
    "throughout versus vs vs. late-"
)
_DETERMINERS = word_set(
    "the a its his her their our this that 's last next an s every early late spring summer autumn winter fall"
)
_BE = word_set("was is year were be")
_AFTER_BE = word_set(". , ; ) when and")
_ABOUT = word_set("rund etwa über als knapp fast mindestens gut circa")
_VERBS = word_set("was is will has had saw brought")
_EDGES_ABROAD = word_set("fin début mi courant mitte ende anfang année années jahr jahre jahren año años").union(
    word_set("лета весны осени зимы летом весной осенью зимой")
)
_COUNTED = word_set(
    "% percent per people jobs points km miles euros dollars pounds crowns francs yen rubles roubles pesos rupees "
    "tons tonnes men women children more other new "
    "series block blocks model room units seats copies feet metres meters kilometres acres hectares homes votes rpm "
    "words workers employees soldiers troops students shares fans spectators visitors passengers fittings"
)
_THINGS = word_set("series block building street road avenue club boeing airbus hotel suite")
_LABELS = word_set(
    "room flight route highway bus train unit platform chapter section page line number no box gate model lot"
)
_MONEY = frozenset("$\u20ac\u00a3#\u00a5")
_MARKS = frozenset("\"\u201c\u2018'.?!")
_LESS = word_set("more fewer less")
# Plural nouns that a year may stand before without counting them.
_OF_A_YEAR = word_set(
    "elections games olympics championships attacks finals playoffs results floods riots protests talks accounts sales "
    "figures earnings levels prices figures awards polls primaries midterms wildfires fires bombings accords sanctions "
    "revenues profits exports imports estimates negotiations"
)
_SAFE_S = word_set(
    "was is has its as this his us 's thus perhaps across less besides towards unless plus versus always"
)


def find_year(reading: Reading, index: int) -> Match | None:
    """Read a year alone; None where the number counts or names a thing."""
    tokens = reading.tokens
    year = reading.year(index)
    if year is None or year < _FIRST:
        return None
    after = tokens.near(index + 1)
    if after == "s" and tokens.glued(index + 1):
        return to_match(index, index + 2, period_of("decade", date(year, 1, 1)))
    if after in {"-", "/", "\u2013"} and tokens.glued(index + 1) and reading.year(index + 2) is None:
        return _pair(reading, index, year)
    if not (_is_named(reading, index) and not _is_counted(reading, index)):
        return None
    return to_match(index, year_end(reading, index + 1), Period("year", date(year, 1, 1)))


def _pair(reading: Reading, index: int, year: int) -> Match | None:
    """Read the first year of "2018-19", "1939/45"; the second one is no number of its own."""
    tokens = reading.tokens
    tail = tokens.near(index + 2)
    if len(tail) != 2 or not tail.isdigit() or not tokens.glued(index + 2) or int(tail) <= year % 100:
        return None
    if tokens.near(index + 3) in {"-", "/", "."} and tokens.glued(index + 3) and tokens.glued(index + 4):
        return None
    return to_match(index, index + 3, Period("year", date(year, 1, 1)))


def _is_named(reading: Reading, index: int) -> bool:
    tokens = reading.tokens
    before, after = tokens.near(index - 1), tokens.near(index + 1)
    if before in _MONEY or (before in _LABELS and before != "no"):
        return False
    if (before in JOINERS and reading.year(index - 2)) or (after in JOINERS and reading.year(index + 2)):
        return True
    if before in _BEFORE_YEAR or before in {"\n", ""} or after in {"\n", ""} or after == "'s":
        return True
    if reading.words and reading.words.code != "en":
        return _is_named_abroad(reading, index)
    at_head = before in _MARKS and after in _VERBS
    is_said = before in _BE and after in _AFTER_BE
    return at_head or is_said or (before in _DETERMINERS and (after.isalpha() or after in "-.,;"))


def _is_named_abroad(reading: Reading, index: int) -> bool:
    """Hear "fin 2031", "finales de 2031", "wurde 1898 gebaut", "2031 года"."""
    tokens, words = reading.tokens, reading.words
    before, after = tokens.near(index - 1), tokens.near(index + 1)
    if words is None or after in words.suffixes or before in _EDGES_ABROAD:
        return True
    if words.code == "de":
        return (
            before not in _ABOUT
            and before[:1].isalpha()
            and not after[:1].isdigit()
            and not tokens.words[index + 1][0].isupper()
        )
    return before in {"de", "del"} and words.code in {"es", "fr"}


def _is_counted(reading: Reading, index: int) -> bool:
    """Tell "the 2000 block", "more than 2000", "to 1500 customers" from years."""
    tokens = reading.tokens
    before, after = tokens.near(index - 1), tokens.near(index + 1)
    if after in JOINERS and reading.year(index + 2) and index + 3 < len(tokens):
        return _is_counted(reading, index + 2)
    if after in _COUNTED or after in _THINGS or (before == "than" and tokens.near(index - 2) in _LESS):
        return True
    word = tokens.words[index + 1] if index + 1 < len(tokens) else ""
    plural = word.islower() and word.endswith("s") and len(word) > 3 and word not in _SAFE_S
    fronted = before in {"in", "en", "im"} and tokens.near(index - 2) in {"\n", "", ".", ","}
    return plural and word not in _OF_A_YEAR and not fronted and before != "("


def find_era(reading: Reading, index: int) -> Match | None:
    """Read "the 60s", "the '90s", "the nineties", "the 19th century", "18th-century", "fiscal 2030", "FY30"."""
    tokens = reading.tokens
    word = tokens.low[index]
    return _century(reading, index, word) or _decade(reading, index, word) or _business_year(reading, index, word)


def _century(reading: Reading, index: int, word: str) -> Match | None:
    tokens = reading.tokens
    number: int | None = CENTURIES.get(word.removeprefix("mid-").removesuffix("-century"))
    if number is None:
        plain = word.removeprefix("mid-").removesuffix("-century")
        digits = plain[:-2] if plain[-2:] in {"st", "nd", "rd", "th"} else ""
        number = int(digits) if digits.isascii() and digits.isdigit() and len(digits) <= 2 else None
    if number is None or not 2 <= number <= 21:
        return None
    at = index + 1 + (tokens.near(index + 1) == "-")
    if word.endswith("-century"):
        at = index
    elif tokens.near(at) != "century":
        return None
    return to_match(index, at + 1, Period("century", date((number - 1) * 100, 1, 1)))


def _decade(reading: Reading, index: int, word: str) -> Match | None:
    tokens = reading.tokens
    tens, end = DECADES.get(word), index + 1
    if tens is None and len(word) == 2 and word.isascii() and word.isdigit() and word[1] == "0":
        tens = int(word) if tokens.near(end) == "s" and tokens.glued(end) else None
        end += 1
    if tens is None or tokens.near(index - 1) not in {"the", "'", "\u2019", "\u2018", "early", "late", "mid", "-"}:
        return None
    if tokens.near(index - 1) == "the" and tokens.near(index - 2) == "in" and tokens.near(end) in {"fahrenheit", "f"}:
        return None
    return to_match(index, end, Period("decade", date(1900 + tens if tens >= 30 else 2000 + tens, 1, 1)))


def _business_year(reading: Reading, index: int, word: str) -> Match | None:
    """Read a business year, whose first day nobody knows: it has no period."""
    tokens = reading.tokens
    if word[:2] == "fy" and word[2:].isascii() and word[2:].isdigit() and len(word) in {4, 6}:
        year = int(word[2:]) if len(word) == 6 else 2000 + int(word[2:])
        return Match(index, index + 1, "DATE", f"FY{year}")
    at = index + 1 + (tokens.near(index + 1) == "year")
    named = reading.year(at) if word in {"fiscal", "financial", "fy"} else None
    return Match(index, at + 1, "DATE", f"FY{named}") if named else None
