from __future__ import annotations

import pytest

from tests.quality import gate
from tests.quality.markup import Labelled, parse_article

HEAD = "outlet: wire\npublished: 2030-03-13\ntitle: T\nkinds: one\nV = Pavel Sorokhin\nO = @ Met Service\n---\n"


def read(body: str) -> Labelled:
    return parse_article("a", HEAD + body)


def test_labels_stand_around_their_words_and_leave_no_trace() -> None:
    article = read('{V:he|"Not before [2030-05|May],"} he said at the <iaea|IAEA> on [2030-03-12|Tuesday].')
    assert article.text == '"Not before May," he said at the IAEA on Tuesday.'
    (quote,) = article.quotations
    assert article.text[quote.start : quote.end] == quote.text == '"Not before May,"'
    assert quote.direct
    assert quote.mention_kind == "pronoun"
    assert quote.mention is not None
    assert article.text[slice(*quote.mention)] == "he"
    assert [(date.text, date.type, date.value) for date in article.dates] == [
        ("May", "DATE", "2030-05"),
        ("Tuesday", "DATE", "2030-03-12"),
    ]
    assert [(name.name, article.text[name.start : name.end]) for name in article.names] == [("iaea", "IAEA")]
    assert article.people == ("Pavel Sorokhin",)


@pytest.mark.parametrize(
    ("words", "direct"),
    [
        ('"All of it"', True),
        ('no opening mark,"', True),
        ('"no closing mark', True),
        ('it was "some of it"', False),
        ("it was all reported", False),
    ],
)
def test_a_quotation_is_direct_by_its_marks(words: str, direct: object) -> None:
    assert read(f"{{V|{words}}} he said.").quotations[0].direct is direct


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("{V:he|never closed", "is never closed"),
        ("nothing} open", "closes nothing"),
        ("{V:she|Nobody came}, he said.", "is not outside"),
        ("on [2030-03-12|Monday]", "which is no monday"),
        ("{V:he|one\n\ntwo} he said", "crosses a paragraph"),
        ("{X:he|one} he said", "'X'"),
        ("a | b", "not understood"),
    ],
)
def test_a_slip_of_the_hand_is_told_with_the_article(body: str, message: str) -> None:
    with pytest.raises(ValueError, match=f"the labelled article a: .*{message}"):
        read(body)


def test_people_and_watched_names_are_in_the_texts_that_are_said_to_name_them() -> None:
    for article in gate.labelled():
        for name in article.people:
            words = [word[:-1] if article.language == "ru" else word for word in name.split()]  # there in any case
            assert all(word in article.text for word in words), (article.id, name)
