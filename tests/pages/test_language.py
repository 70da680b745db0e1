from __future__ import annotations

import pytest

from pipeline.pages.language import decide_language

SENTENCES = {
    "en": "The ministers will meet again next week and discuss the security of merchant ships in the strait.",
    "de": "Die Minister treffen sich nächste Woche wieder und sprechen über die Sicherheit der Handelsschiffe.",
    "fr": "Les ministres se réuniront de nouveau la semaine prochaine pour parler de la sécurité des navires.",
    "ru": "Министры снова встретятся на следующей неделе и обсудят безопасность торговых судов в проливе.",
    "es": "Los ministros se reunirán de nuevo la próxima semana para hablar de la seguridad de los barcos.",
    "ja": "大臣たちは来週再び会合を開き、海峡における商船の安全と観測員の交換について話し合う予定であると発表した。",
}


@pytest.mark.parametrize("language", SENTENCES)
def test_a_sentence_tells_its_language_whatever_is_declared(language: str) -> None:
    assert decide_language(SENTENCES[language], declared="pl") == language
    assert decide_language(SENTENCES[language], declared=None) == language


def test_a_few_words_tell_nothing() -> None:
    assert decide_language("Council meets", declared=None) is None
    assert decide_language("Council meets", declared="nl") == "nl"


def test_what_is_no_language_leaves_the_declared_one() -> None:
    assert decide_language("404 503 77 1,204 9.5 11:30 2026 " * 3, declared="sv") == "sv"
