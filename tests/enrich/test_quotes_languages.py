from __future__ import annotations

import pytest

from pipeline.enrich.quotes import attribute


@pytest.mark.parametrize(
    ("language", "text", "content", "name"),
    [
        ("fr", "« Le pont tient », a déclaré la maire Anne Duval.", "« Le pont tient »", "Anne Duval"),
        ("fr", "Selon Mme Duval, le pont tient encore.", "le pont tient encore.", "Duval"),
        ("fr", "Anne Duval a affirmé que le pont tenait.", "que le pont tenait.", "Anne Duval"),
        ("de", "„Die Brücke hält“, sagte Bürgermeisterin Petra Kolb.", "„Die Brücke hält“", "Petra Kolb"),
        ("de", "Petra Kolb erklärte, dass die Brücke hält.", "dass die Brücke hält.", "Petra Kolb"),
        ("de", "Laut Petra Kolb hält die Brücke noch.", "hält die Brücke noch.", "Petra Kolb"),
        ("es", "«El puente aguanta», dijo la alcaldesa Ana Ruiz.", "«El puente aguanta»", "Ana Ruiz"),
        ("es", "Ana Ruiz aseguró que el puente aguanta.", "que el puente aguanta.", "Ana Ruiz"),
        ("es", "Según Ana Ruiz, el puente aguanta.", "el puente aguanta.", "Ana Ruiz"),
        ("ru", "«Мост стоит», - заявил министр Иван Петров.", "«Мост стоит»", "Иван Петров"),
        ("ru", "По словам Игната Ветлугина, мост ещё стоит.", "мост ещё стоит.", "Игнат Ветлугин"),
        ("ru", "Анна Белова отметила, что мост стоит.", "что мост стоит.", "Анна Белова"),
    ],
)
def test_one_statement_is_found_with_its_speaker(language: str, text: str, content: str, name: str) -> None:
    found = [(quote.text, quote.speaker.name) for quote in attribute(text, language=language).quotes if quote.speaker]
    assert found == [(content, name)]
