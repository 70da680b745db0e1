"""What kind of page it is: an article, the beginning of one, a list, a wall, an error; with the evidence."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pipeline.query.words import UNSPACED
from pipeline.types import Verdict


def _compile(*phrases: str) -> re.Pattern[str]:
    return re.compile("|".join(phrases), re.IGNORECASE)


_CUT = _compile(
    r"subscribe (?:now )?(?:to|and) (?:read|continue|keep reading|see)",
    r"(?:read|continue reading) the (?:full|whole|rest of the) (?:story|article)",
    r"(?:log ?in|sign ?in|register|create a free account) to (?:read|continue)",
    r"subscribers? (?:only|can read)|already a subscriber|for subscribers only|this article is for subscribers",
    r"jetzt (?:weiterlesen|abonnieren)|weiterlesen mit|nur für abonnenten|mit .{0,20}abo (?:weiter)?lesen",
    r"(?:article )?réservé aux abonnés|abonnez-vous pour lire|il vous reste \d+|la suite est réservée",
    r"suscríba(?:se|te) para|solo para suscriptores|contenido exclusivo para suscriptores|hazte suscriptor",
    r"оформите подписку|доступно (?:только )?(?:по подписке|подписчикам)|читать (?:далее|полностью) по подписке",
    r"материал доступен (?:только )?подписчикам",
    r"contenuto riservato agli abbonati|abbonati per (?:leggere|continuare)",
    r"conteúdo exclusivo para assinantes|assine para (?:ler|continuar)",
    r"有料会員限定|会員限定記事|残り\s?\d+文字|订阅后(?:阅读|继续)|登录后阅读全文",
)
_CONSENT = _compile(
    r"(?:we|our partners|our \d+ partners) .{0,60}(?:use|store|access).{0,40}cookies|accept (?:all )?cookies",
    r"manage (?:your )?(?:consent|privacy|cookie)|(?:cookie|privacy) (?:settings|preferences|policy|choices)",
    r"before you continue|legitimate interest|consent to the (?:use|processing)",
    r"wir (?:und unsere partner )?verwenden cookies|cookies akzeptieren|alle akzeptieren|datenschutzeinstellungen",
    r"zustimmung|nous (?:et nos partenaires )?utilisons des cookies|accepter (?:et continuer|les cookies|tout)",
    r"votre consentement|vos préférences|utilizamos cookies|aceptar (?:las |todas las )?cookies|política de cookies",
    r"utilizziamo (?:i )?cookie|accetta (?:tutti )?(?:i )?cookie|informativa sui cookie",
    r"su consentimiento|мы используем (?:файлы )?cookie|файлы cookie|согласие на обработку|принять все",
)
_ERROR = _compile(
    r"(?:404|page) not found|error 404|enable javascript|javascript is (?:disabled|required|not enabled)",
    r"checking your browser|verify (?:that )?you are (?:a )?human|just a moment\.\.\.|attention required",
    r"access (?:to this page has been )?denied|unusual traffic|are you a robot|captcha|error 5\d\d",
    r"temporarily unavailable|seite (?:wurde )?nicht gefunden|javascript aktivieren|page introuvable",
    r"activer javascript|página no encontrada|habilit[ae]r? javascript|страница не найдена|включите javascript",
    r"pagina non trovata|ページが見つかりません|页面不存在",
)
# Said of a page in its title or heading; in a text it may be said of anything.
_ERROR_TITLE = _compile(
    r"\b404\b|\b(?:page|story|article|content)\b.{0,30}\b(?:not (?:be )?found|can(?:no|')t be found|no longer|removed)",
    r"not found$|doesn.t exist|are you a robot|not a robot|access denied|just a moment|security check",
    r"unusual (?:traffic|activity)|verify (?:that )?you|pardon our interruption|nicht gefunden|gibt es nicht",
    r"introuvable|n.existe (?:pas|plus)|no (?:se )?(?:ha sido )?encontrad[ao]|no existe|не найден|не существует",
    r"non trovata|não encontrada|robot check|browser check|доступ (?:ограничен|запрещ[её]н)",
)
_UNSPACED = re.compile(f"[{UNSPACED}]")
_ERROR_WORDS = 300
_LEADS = 5
_WORDS_A_LEAD = 15
_SHORT_WORDS = 120
_PAID_WORDS = 150
_WALL_WORDS = 220
_FEW_WORDS = 30
_TAIL = 600


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What a page is judged by, beside its text."""

    titles: tuple[str, ...]
    visible: str  # all that a page with little text shows
    linked: Mapping[str, Any]
    summary: str  # the feed's
    article: bool  # it calls itself one
    leads: int  # headlines that are linked to other pages of the site


def judge(text: str, evidence: Evidence) -> tuple[Verdict, str]:
    """Judge a page by its extracted text, all its visible text, and what it says of itself; with the evidence."""
    words, visible = count_words(text), evidence.visible
    free = str(evidence.linked.get("isAccessibleForFree", "")).lower()
    searched = "" if free == "true" or words > _SHORT_WORDS * 2 else visible
    cut = _CUT.search(text[-_TAIL:]) or _CUT.search(searched)
    return (
        _judge_wall(text, words, evidence)
        or (_judge_emptiness(words, visible, paid=free == "false" or cut is not None) if words < _FEW_WORDS else None)
        or _judge_cut(text, words, cut=cut[0] if cut else "", paid=free == "false", summary=evidence.summary)
        or ("full", f"{words} words")
    )


def _judge_wall(text: str, words: int, evidence: Evidence) -> tuple[Verdict, str] | None:
    wall = _count(_CONSENT, text) if words <= _WALL_WORDS else 0
    if wall >= 2 and wall * 60 >= words:
        return "consent", f"{wall} phrases of a consent wall in {words} words"
    titles = " | ".join(evidence.titles)
    found = _ERROR.search(f"{titles} {text}") if words <= _SHORT_WORDS else None
    if found is None and words <= _ERROR_WORDS and not evidence.article:
        found = _ERROR_TITLE.search(titles)
    if found:
        return "error", f"the page says {found[0]!r}"
    leads = evidence.leads
    if leads >= _LEADS and words <= min(_SHORT_WORDS, _WORDS_A_LEAD * leads) and not evidence.article:
        return "index", f"{leads} headlines of other articles beside {words} words, and no article"
    return None


def _judge_emptiness(words: int, visible: str, *, paid: bool) -> tuple[Verdict, str]:
    if paid:
        return "paywall", "hardly any text, and the page asks for a subscription"
    if _count(_CONSENT, visible) >= 2 and count_words(visible) <= _WALL_WORDS:
        return "consent", "hardly any text but a consent wall"
    return ("teaser", "only a summary is given") if words else ("error", "no text was found")


def _judge_cut(text: str, words: int, *, cut: str, paid: bool, summary: str) -> tuple[Verdict, str] | None:
    if cut:
        return "teaser", f"the page says {cut!r}"
    if paid and words <= _PAID_WORDS:
        return "teaser", "the page says that it is not free, and the text is short"
    if words <= _SHORT_WORDS // 2 and text.rstrip().endswith(("…", "...", "[…]")):
        return "teaser", "the text breaks off"
    if words < count_words(summary) * 0.8:
        return "teaser", "the feed's summary is longer than the page's text"
    return None


def count_words(text: str) -> int:
    """About how many words a text has; in scripts without spaces, two characters are one."""
    spaced = len(text.split())
    return spaced if text.isascii() else max(spaced, len(_UNSPACED.findall(text)) // 2)


def _count(pattern: re.Pattern[str], text: str) -> int:
    return len({found[0].lower() for found in pattern.finditer(text[:20_000])})
