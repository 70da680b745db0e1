from __future__ import annotations

import pytest

from pipeline.pages.extract import extract_article
from pipeline.types import Verdict
from tests.pages.making import PARAGRAPHS, make_html, make_linked, make_page


def verdict_of(html: str, *, summary: str = "") -> Verdict:
    return extract_article(make_page(html, summary=summary)).verdict


@pytest.mark.parametrize(
    "wall",
    [
        "Subscribe to read the full story.",
        "Dieser Artikel ist nur für Abonnenten. Jetzt weiterlesen.",
        "Article réservé aux abonnés.",
        "Contenido exclusivo para suscriptores.",
        "Материал доступен только подписчикам.",
    ],
)
def test_a_text_that_ends_at_a_wall_is_a_teaser(wall: str) -> None:
    assert verdict_of(make_html(paragraphs=(*PARAGRAPHS[:3], wall))) == "teaser"


@pytest.mark.parametrize("free", [False, "False", "false"])
def test_a_short_text_that_is_not_free_is_a_teaser(free: object) -> None:
    assert verdict_of(make_html(head=make_linked(isAccessibleForFree=free), paragraphs=PARAGRAPHS[:3])) == "teaser"


def test_a_long_text_is_full_even_where_the_page_says_that_it_is_not_free() -> None:
    varied = tuple(f"{paragraph} This is part {n} of the report." for n in range(5) for paragraph in PARAGRAPHS)

    assert verdict_of(make_html(head=make_linked(isAccessibleForFree=False), paragraphs=varied)) == "full"


def test_a_text_shorter_than_the_feeds_summary_is_a_teaser() -> None:
    assert verdict_of(make_html(paragraphs=PARAGRAPHS[:2]), summary=" ".join(PARAGRAPHS)) == "teaser"


def test_no_text_but_a_price_is_a_paywall() -> None:
    offer = "<section><p>Already a subscriber? Log in.</p><button>1 euro a month</button></section>"

    assert verdict_of(make_html(paragraphs=(), below=offer)) == "paywall"


@pytest.mark.parametrize(
    "lines",
    [
        (
            "Before you continue",
            "We and our 800 partners store and access cookies on your device.",
            "Accept all cookies",
        ),
        ("Wir und unsere Partner verwenden Cookies.", "Alle akzeptieren", "Datenschutzeinstellungen"),
        ("Nous et nos partenaires utilisons des cookies.", "Accepter et continuer", "Votre consentement compte."),
        ("Utilizamos cookies propias y de terceros.", "Aceptar todas las cookies", "Lea nuestra política de cookies."),
        ("Мы используем файлы cookie.", "Принять все", "Нажимая, вы даёте согласие на обработку данных."),
    ],
    ids=["en", "de", "fr", "es", "ru"],
)
def test_a_consent_wall_is_no_article(lines: tuple[str, ...]) -> None:
    assert verdict_of(make_html(paragraphs=lines, heading="", title="Example Times")) == "consent"


@pytest.mark.parametrize(
    ("title", "line"),
    [
        ("404 Page not found", "The page you asked for does not exist on this server any more, or has moved."),
        ("Just a moment...", "Checking your browser before you can go on to the site that you wanted to see."),
        ("Example Times", "Please enable JavaScript to view this page, it does not work without, we are sorry."),
        ("Seite nicht gefunden", "Die gewünschte Seite gibt es hier leider nicht, vielleicht hilft die Suche weiter."),
        ("Страница не найдена", "Такой страницы нет на сайте, попробуйте начать с главной страницы или с поиска."),
    ],
)
def test_an_error_page_is_no_article(title: str, line: str) -> None:
    assert verdict_of(make_html(title=title, heading=title, paragraphs=(line,))) == "error"


def test_an_article_about_errors_is_an_article() -> None:
    about = ("The regulator said that the message “page not found” had cost shops millions.", *PARAGRAPHS * 2)

    assert verdict_of(make_html(paragraphs=about)) == "full"


def test_the_reason_names_the_evidence() -> None:
    article = extract_article(make_page(make_html(paragraphs=(*PARAGRAPHS[:3], "Subscribe to read more."))))

    assert "Subscribe to read" in article.verdict_reason


@pytest.mark.parametrize(
    "wall",
    [
        "Contenuto riservato agli abbonati.",
        "Conteúdo exclusivo para assinantes.",
        "この記事は有料会員限定です。残り1200文字",
        "登录后阅读全文",
    ],
    ids=["it", "pt", "ja", "zh"],
)
def test_walls_are_known_in_more_languages(wall: str) -> None:
    assert verdict_of(make_html(paragraphs=(*PARAGRAPHS[:3], wall))) == "teaser"


def test_a_page_without_any_text_is_an_error() -> None:
    assert verdict_of("<html><body><div></div></body></html>") == "error"


@pytest.mark.parametrize(
    "title",
    ["Page not found", "Are you a robot?", "Seite nicht gefunden (404)", "Just a moment...", "Page introuvable"],
)
def test_an_error_is_told_by_its_title_however_many_words_follow(title: str) -> None:
    assert verdict_of(make_html(title=f"{title} | Paper", heading="Sorry")) == "error"


def test_an_article_about_what_was_not_found_is_one() -> None:
    title = "Page of the charter not found"

    assert verdict_of(make_html(head=make_linked(headline=title), title=title, heading=title)) == "full"


def test_a_page_of_headlines_is_an_index_unless_it_calls_itself_an_article() -> None:
    card = "<div class='card'><h3><a href='/{0}'>Headline {0} of another article</a></h3><p>In a line.</p></div>"
    cards = "".join(card.format(number) for number in range(8))
    plain = make_html(paragraphs=(), below=cards)

    assert verdict_of(plain) == "index"
    assert verdict_of(plain.replace("</head>", make_linked(headline="x") + "</head>")) != "index"
