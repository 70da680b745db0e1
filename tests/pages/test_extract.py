from __future__ import annotations

import hashlib
import pickle
import subprocess
import sys
import unicodedata
from dataclasses import replace

import pytest

from pipeline.pages.extract import extract_article
from pipeline.types import Image
from tests.pages.making import PARAGRAPHS, URL, make_html, make_linked, make_page


def test_the_text_is_the_articles_paragraphs_and_nothing_around_them() -> None:
    article = extract_article(make_page(make_html()))

    assert article.text == "\n\n".join(PARAGRAPHS)
    assert article.verdict == "full"


def test_a_headline_and_byline_over_the_text_are_not_text() -> None:
    head = '<meta name="author" content="Jane Doe">'
    above = "<p>Council meets again</p><p>By Jane Doe</p>"

    article = extract_article(make_page(make_html(head=head, above=above)))

    assert article.text.startswith("GENEVA")
    assert article.byline == ("Jane Doe",)


def test_the_text_is_nfc_without_soft_hyphens_and_turned_writing() -> None:
    decomposed = (
        unicodedata.normalize("NFD", "Der Präsi\u00addent der Schwei\u00adz \u202etraf am Montag in Zürich ein. ") * 4
    )

    article = extract_article(make_page(make_html(paragraphs=(decomposed, *PARAGRAPHS))))

    assert article.text.startswith("Der Präsident der Schweiz traf am Montag in Zürich ein.")
    assert unicodedata.is_normalized("NFC", article.text)


def test_no_line_ends_in_a_space() -> None:
    spaced = tuple(f"  {paragraph}  \n " for paragraph in PARAGRAPHS)

    text = extract_article(make_page(make_html(paragraphs=spaced))).text

    assert all(line == line.strip() for line in text.split("\n"))


@pytest.mark.parametrize("name", ["article:section", "og:article:section", "parsely-section"])
def test_a_page_names_its_section(name: str) -> None:
    html = make_html(head=f'<meta property="{name}" content="Local politics">')
    assert extract_article(make_page(html)).section == "Local politics"


def test_the_categories_of_the_feed_item_become_keywords() -> None:
    page = replace(make_page(make_html()), item_categories=("Harbours",))
    assert extract_article(page).keywords == ("Harbours",)


def test_what_the_page_says_of_itself_is_kept() -> None:
    head = (
        make_linked(
            headline="Council meets again",
            author={"@type": "Person", "name": "Jane Doe"},
            publisher={"name": "Example Times"},
            articleSection="World",
            keywords="diplomacy, security",
        )
        + '<meta property="og:image" content="/pictures/hall.jpg"><meta name="description" content="The  lead.">'
    )
    figure = '<figure><img src="/pictures/berg.jpg"><figcaption>Anna Berg in Geneva</figcaption></figure>'

    article = extract_article(make_page(make_html(head=head, above=figure)))

    assert (article.title, article.site, article.section) == ("Council meets again", "Example Times", "World")
    assert article.keywords == ("diplomacy", "security")
    assert article.lead == "The lead."
    assert article.agency == "Reuters"
    assert article.images == (
        Image(url="https://www.example.com/pictures/hall.jpg"),
        Image(url="https://www.example.com/pictures/berg.jpg", caption="Anna Berg in Geneva"),
    )


def test_without_a_description_the_first_paragraph_leads() -> None:
    assert extract_article(make_page(make_html())).lead == PARAGRAPHS[0]


def test_the_hash_does_not_see_white_space() -> None:
    article = extract_article(make_page(make_html()))

    assert article.text_hash == hashlib.sha256(" ".join(PARAGRAPHS).encode()).hexdigest()


def test_the_detected_language_wins_when_it_is_sure() -> None:
    russian = (
        "Министр иностранных дел заявил в понедельник, что заседание совета состоится на следующей неделе. ",
    ) * 5

    article = extract_article(make_page(make_html(paragraphs=russian, language="en-US")))

    assert article.language == "ru"


def test_too_little_text_leaves_the_declared_language() -> None:
    article = extract_article(make_page(make_html(paragraphs=("Kort.",), title="Kort", heading="Kort", language="sv")))

    assert article.language == "sv"


def test_the_body_of_linked_data_adds_nothing_that_cannot_be_seen() -> None:
    hidden = make_linked(headline="Council meets again", articleBody="Hidden words for an alert. " * 40)

    assert "Hidden" not in extract_article(make_page(make_html(head=hidden))).text


def test_a_page_and_its_article_survive_the_way_to_a_worker_and_back() -> None:
    page = make_page(make_html())

    copy = pickle.loads(pickle.dumps(page))

    assert extract_article(copy) == extract_article(page)
    assert extract_article(page).url == URL


def test_extracting_prints_and_logs_nothing() -> None:
    code = (
        "from pipeline.pages.extract import extract_article\n"
        "from tests.pages.making import make_page\n"
        "extract_article(make_page('<html><head></head><body><p>x</p></body></html>'))"
    )
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert shown.stdout + shown.stderr == ""


@pytest.mark.parametrize(
    "hidden",
    [
        '<p style="display: none">{}</p>',
        '<p style="visibility:hidden">{}</p>',
        '<p style="font-size: 0px; color: red">{}</p>',
        "<div hidden><p>{}</p></div>",
        "<noscript><p>{}</p></noscript>",
        "<template><p>{}</p></template>",
        "<!-- <p>{}</p> -->",
    ],
)
def test_words_that_no_reader_sees_are_not_text(hidden: str) -> None:
    stuffed = hidden.format("Watchwords for an alert that stand here for machines and in so many words at that.")

    assert extract_article(make_page(make_html(above=stuffed))).text == "\n\n".join(PARAGRAPHS)


def test_small_print_and_an_article_that_waits_for_a_script_are_text() -> None:
    small = '<p style="font-size: 0.9em">Small print that every reader of this page can see, if with an effort.</p>'
    waiting = make_html(above=small).replace("<main>", "<main hidden>")

    assert extract_article(make_page(waiting)).text.startswith("Small print")


def test_a_headline_and_byline_under_the_summary_are_not_text_either() -> None:
    above = "<p>A summary of what was agreed on, in a sentence of its own.</p><p>Jane Doe,</p>"

    text = extract_article(make_page(make_html(head='<meta name="author" content="Jane Doe">', above=above))).text

    assert text.split("\n\n")[1] == PARAGRAPHS[0]
