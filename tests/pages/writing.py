"""Small pages in the shapes of real sites, for the tests of this folder."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from lxml.html import HtmlElement, document_fromstring

from pipeline.pages.extract import extract_article
from pipeline.pages.linked import Head, read_head
from pipeline.pages.page import Page
from pipeline.types import Article

FETCHED = datetime(2024, 5, 17, 12, 0, tzinfo=UTC)
SEEN = datetime(2024, 5, 17, 11, 0, tzinfo=UTC)
URL = "https://www.courier.example/news/harbour-opens"
STORY = (
    "The new harbour at Port Arden opened on Friday after six years of work, and the first ferry left before noon "
    "with four hundred passengers who had queued since dawn.",
    "Mayor Nora Quist said the town had waited long enough. She thanked the divers who cleared the old wreck from the "
    "channel and the bakers who fed them through two winters.",
    "Fishermen were less pleased. Their boats must now berth behind the grain terminal, where the water is shallow "
    "and the ice stays longest, and several have asked for a lower fee.",
    "The port authority expects two hundred ships a year. It will publish the first figures in autumn, together with "
    "a report on noise that neighbours had demanded at a meeting in March.",
)
# What each page says is invented; the second value is a phrase that must be found in the text.
LANGUAGES = {
    "ru": (
        "Новая гавань открылась в пятницу после шести лет работы. Мэр города поблагодарила водолазов и пекарей, "
        "которые помогали строителям две зимы подряд, а первый паром вышел в море ещё до полудня.",
        "поблагодарила водолазов",
    ),
    "zh": (
        "新港口在六年的建设之后于星期五开放，第一艘渡轮在中午之前载着四百名乘客离开。市长感谢清理航道的潜水员，"
        "也感谢两个冬天里给他们送面包的面包师。渔民们并不高兴，因为他们的船必须停在粮食码头后面。",
        "感谢清理航道的潜水员",
    ),
    "ja": (
        "新しい港は六年間の工事を経て金曜日に開港し、最初のフェリーは正午前に四百人の乗客を乗せて出発した。"
        "市長は航路を片付けた潜水士と、二度の冬に彼らを支えたパン職人に感謝の言葉を述べた。漁師たちは喜んでいない。",
        "潜水士と、二度の冬",
    ),
    "ko": (
        "새 항구가 육 년의 공사 끝에 금요일에 문을 열었고 첫 여객선은 정오 전에 승객 사백 명을 태우고 떠났다. "
        "시장은 항로를 치운 잠수부들과 두 번의 겨울 동안 그들을 먹인 제빵사들에게 감사했다.",
        "잠수부들과 두 번의 겨울",
    ),
}


def write_html(body: str | None = None, *, head: str = "", title: str = "Harbour opens after six years") -> str:
    """Write a page with a heading over its body; without a body it tells the harbour's story."""
    story = body if body is not None else to_paragraphs(STORY)
    return (
        f'<!doctype html><html lang="en"><head><title>{title}</title>{head}</head>'
        f"<body><header><nav><a href='/'>Home</a></nav></header><main><article><h1>{title}</h1>{story}</article></main>"
        f"<footer>Imprint</footer></body></html>"
    )


def to_paragraphs(texts: Iterable[str]) -> str:
    """Put each text into a paragraph."""
    return "".join(f"<p>{text}</p>" for text in texts)


def to_page(html: str | bytes, **changes: Any) -> Page:
    """Make a fetched page of some markup."""
    known: dict[str, Any] = {
        "url": URL,
        "final_url": URL,
        "media_type": "text/html",
        "charset": None,
        "first_seen_at": SEEN,
        "fetched_at": FETCHED,
    }
    return Page(html=html.encode() if isinstance(html, str) else html, **{**known, **changes})


def extract(html: str | bytes, **changes: Any) -> Article:
    """Extract the article of some markup."""
    return extract_article(to_page(html, **changes))


def parse(html: str) -> tuple[Head, HtmlElement]:
    """Parse some markup, and read its head."""
    tree = document_fromstring(html)
    return read_head(tree), tree
