from __future__ import annotations

import random

import pytest

from pipeline.errors import PageError
from pipeline.pages.extract import extract_article
from pipeline.pages.markup import decode_page
from tests.pages.making import PARAGRAPHS, make_html, make_page

RUSSIAN = "Министр заявил во вторник, что заседание Совета Россия - НАТО состоится на следующей неделе. " * 5
CHINESE = "外交部发言人周二表示,会议将于下周在日内瓦举行,双方将讨论安全问题。" * 8
JAPANESE = "外務大臣は火曜日に、来週ジュネーブで会議が開かれると述べた。安全保障について話し合う。" * 8
KOREAN = "외무장관은 화요일 다음 주 제네바에서 회의가 열릴 것이라고 말했다. 안보 문제를 논의한다. " * 8
THAI = "รัฐมนตรีต่างประเทศกล่าวเมื่อวันอังคารว่าการประชุมจะจัดขึ้นในสัปดาห์หน้าที่เจนีวา " * 8
FRENCH = "Le ministre a déclaré mardi que la réunion aurait lieu à Genève, où l’on évoquera la sécurité. " * 5
TEXTS = [
    (RUSSIAN, "cp1251"),
    (RUSSIAN, "koi8-r"),
    (RUSSIAN, "utf-8"),
    (RUSSIAN, "utf-16"),
    (RUSSIAN, "utf-16-le"),
    (RUSSIAN, "utf-16-be"),
    (CHINESE, "gb18030"),
    (JAPANESE, "shift_jis"),
    (JAPANESE, "euc-jp"),
    (KOREAN, "euc-kr"),
    (THAI, "cp874"),
    (FRENCH, "cp1252"),
]


@pytest.mark.parametrize(("text", "encoding"), TEXTS, ids=[encoding for _, encoding in TEXTS])
@pytest.mark.parametrize("declared", [None, "utf-8", "utf-7", "no-such-encoding", "right"])
def test_text_is_read_whatever_is_declared(text: str, encoding: str, declared: str | None) -> None:
    body = f"<!doctype html><html><head><title>x</title></head><body><p>{text}</p></body></html>".encode(encoding)

    decoded = decode_page(body, media_type="text/html", charset=encoding if declared == "right" else declared)

    assert text in decoded


def test_the_meta_element_says_what_the_header_does_not() -> None:
    body = f'<html><head><meta charset="iso-2022-jp"></head><p>{JAPANESE}</p></html>'.encode("iso2022_jp")

    assert JAPANESE in decode_page(body, media_type="text/html", charset=None)


def test_a_broken_byte_costs_one_character() -> None:
    accented = make_html(paragraphs=(FRENCH, *PARAGRAPHS))
    body = accented.encode() + b"\xff"

    assert PARAGRAPHS[1] in decode_page(body, media_type="text/html", charset="utf-8")


def test_zeros_and_lone_surrogates_are_gone() -> None:
    broken = make_html(paragraphs=("A\x00B &#xD800; &#0; \ud800 C " + PARAGRAPHS[0], *PARAGRAPHS))

    text = extract_article(make_page(broken.encode("utf-8", "surrogatepass"))).text

    assert "\x00" not in text
    text.encode()


@pytest.mark.parametrize(
    ("body", "media_type", "reason"),
    [
        (b"", "text/html", "empty_body"),
        (b" \r\n", "text/html", "empty_body"),
        (b"%PDF-1.7 ...", "text/html", "not_html"),
        (b"\x1f\x8b\x08\x00abc", "text/html", "not_html"),
        (random.Random(1).randbytes(100_000), "text/html", "not_html"),
        (b'{"items": []}', "application/json", "not_html"),
        (b"Only words.", "text/html", "not_html"),
    ],
    ids=["nothing", "blank", "pdf", "gzip", "random", "json", "words"],
)
def test_what_is_no_page_is_refused_with_the_reason(body: bytes, media_type: str, reason: str) -> None:
    with pytest.raises(PageError) as refused:
        extract_article(make_page(body, media_type=media_type))

    assert refused.value.subject["reason"] == reason
    assert "expected" in refused.value.message
    assert "found" in refused.value.message


def test_html_sent_under_a_wrong_type_is_html() -> None:
    assert extract_article(make_page(make_html(), media_type="application/octet-stream")).verdict == "full"
