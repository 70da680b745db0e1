from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.enrich.quotes import attribute
from tests.growth import grows_within


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


TURNS = [
    ("fr", "« On a perdu », a lâché, amer, le président du club, Jean Morel.", "« On a perdu »", "Jean Morel"),
    ("fr", "Jean Morel est là. « On verra », lui répond le maire Luc Roy.", "« On verra »", "Luc Roy"),
    (
        "fr",
        "Jean Morel a parlé du pont. Et d'ajouter : « Il faudra deux ans. »",
        "« Il faudra deux ans. »",
        "Jean Morel",
    ),
    ("fr", "Le maire, Jean Morel, a, lui, estimé que le pont tiendrait.", "que le pont tiendrait.", "Jean Morel"),
    ("fr", "Deux ponts ont cédé, a-t-on appris auprès de la préfecture.", "Deux ponts ont cédé", "préfecture"),
    ("fr", "De source policière, on indique que le pont a cédé.", "que le pont a cédé.", "source policière"),
    ("fr", "« Le pont, explique Jean Morel, est fini. »", "« Le pont, explique Jean Morel, est fini. »", "Jean Morel"),
    ("fr", "« C'est cher », peste un client du marché.", "« C'est cher »", "un client du marché"),
    ("fr", "À la mairie, on assure que le pont tient.", "que le pont tient.", "mairie"),
    ("de", "Jens Müller ist da. Er habe das Gutachten gelesen.", "Er habe das Gutachten gelesen.", "Jens Müller"),
    ("de", "Die Brücke ist alt, wie Minister Jens Müller am Montag sagte.", "Die Brücke ist alt", "Jens Müller"),
    ("de", "Wie die Polizei mitteilte, ist die Brücke alt.", "ist die Brücke alt.", "die Polizei"),
    ("de", "Aus Sicht von Eva Kern ist die Brücke zu alt.", "ist die Brücke zu alt.", "Eva Kern"),
    ("de", "„Die Brücke ist alt“, heißt es in dem Bericht.", "„Die Brücke ist alt“", "Bericht"),
    ("de", "Die Brücke wird gesperrt. Das teilte Ministerin Eva Kern mit.", "Die Brücke wird gesperrt.", "Eva Kern"),
    ("es", "El puente cierra. Así lo ha anunciado la ministra Ana Ruiz.", "El puente cierra.", "Ana Ruiz"),
    ("es", "El puente es seguro, tal y como ha explicado Ana Ruiz.", "El puente es seguro", "Ana Ruiz"),
    ("es", "Ana Ruiz habló del puente. Y añadió: «Hacen falta dos años».", "«Hacen falta dos años»", "Ana Ruiz"),
    ("es", "Para la ministra Ana Ruiz, el puente es «una vergüenza nacional».", "", "Ana Ruiz"),
    (
        "es",
        "Un vecino que no dio su nombre aseguró que el puente cae.",
        "que el puente cae.",
        "Un vecino",
    ),
    ("ru", "Мост закроют. Об этом сообщил министр Иван Белов.", "Мост закроют.", "Иван Белов"),
    ("ru", "Как отмечает эксперт Иван Белов, мост стар.", "мост стар.", "Иван Белов"),
    ("ru", "В пресс-службе мэрии заявили, что мост закроют.", "что мост закроют.", "пресс-службе мэрии"),
    ("ru", "— Когда закроют мост? — спросил Иван Белов.", "Когда закроют мост?", "Иван Белов"),
    ("ru", "Тренер «Маяка» Иван Белов отметил, что команда устала.", "что команда устала.", "Иван Белов"),
]


@pytest.mark.parametrize(("language", "text", "content", "name"), TURNS)
def test_every_turn_of_reported_speech_gives_its_speaker(language: str, text: str, content: str, name: str) -> None:
    last = attribute(text, language=language).quotes[-1]
    assert last.speaker is not None
    assert last.speaker.name == name
    assert last.text == content or not content


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Le roman « Basse mer » a été publié en mai. « Merci Max », scandait la tribune."),
        ("de", "Das Schiff „Möwe“ liegt im Hafen. Die Leute auf dem Fahrzeuge riefen nicht."),
        ("es", "El periodista publicó “La sal” en mayo y una nota breve."),
        ("ru", "Команда «Маяк» сыграла вничью с «Кристаллом»."),
    ],
)
def test_titles_teams_and_chants_are_no_statements(language: str, text: str) -> None:
    assert attribute(text, language=language).quotes == ()


@pytest.mark.parametrize(
    ("language", "text", "names"),
    [
        ("fr", "À 34 ans, Xylia Marsan publie un album.", ["Xylia Marsan"]),
        ("es", "El interventor Xulo Manrique falleció ayer.", ["Xulo Manrique"]),
        ("es", "Álvaro García Ortiz habló. García Ortiz calló. Ortiz rio.", ["Álvaro García Ortiz"]),
        ("de", "Volker Brühl vom Institut sprach. Brühl schwieg.", ["Volker Brühl"]),
        (
            "ru",
            "Суд осудил бухгалтера Тамару Зуеву. С Антоном Дерюгиным она не знакома.",
            ["Тамара Зуева", "Антон Дерюгин"],
        ),
        ("ru", "Клуб уволил тренера Геннадия Ильича Лобача. Лобач молчит.", ["Геннадий Ильич Лобач"]),
    ],
)
def test_people_have_their_full_names_in_the_nominative(language: str, text: str, names: list[str]) -> None:
    assert [person.name for person in attribute(text, language=language).people] == names


SEED = {
    "fr": (
        "« Aucune date n'est fixée », a déclaré mardi le vice-ministre des Affaires étrangères Anatole Berquin.\n\n"
        "« Nous avons écrit trois fois », a-t-il dit. « Nous attendons encore », a relevé le diplomate.\n\n"
        "« Les inspecteurs ne viendront pas, a souligné Berquin.\n\n"
        "Selon lui, les neuf navires sont en mer. Le vice-ministre a ajouté que les tarifs resteraient stables."
    ),
    "de": (
        "„Ein Termin steht nicht fest“, sagte Vizeaußenminister Anton Berger am Dienstag.\n\n"
        "„Wir haben dreimal geschrieben“, sagte er. „Wir warten noch“, betonte der Diplomat.\n\n"
        "„Inspektoren werden nicht kommen, unterstrich Berger.\n\n"
        "Ihm zufolge sind neun Schiffe auf See. Der Vizeminister fügte hinzu, dass die Gebühren gleich blieben."
    ),
    "es": (
        "«No hay fecha», dijo el martes el viceministro de Exteriores Leandro Buendía.\n\n"
        "«Hemos escrito tres veces», dijo. «Seguimos esperando», apuntó el diplomático.\n\n"
        "«Los inspectores no vendrán, subrayó Buendía.\n\n"
        "A su juicio, los nueve barcos están en el mar. El viceministro añadió que las tarifas no cambiarán."
    ),
    "ru": (
        "«Дата пока не назначена», - сообщил во вторник замминистра иностранных дел Павел Сорокин.\n\n"
        "«Мы трижды писали», - сказал он. «Мы всё ещё ждём», - отметил дипломат.\n\n"
        "«Инспекторы не приедут, - подчеркнул Сорокин.\n\n"
        "По его словам, девять судов в море. Замминистра добавил, что сборы не изменятся."
    ),
}
SURNAMES = {"fr": "Berquin", "de": "Berger", "es": "Buendía", "ru": "Сорокин"}
MARKS = {
    "fr": ("«\N{NO-BREAK SPACE}X\N{NO-BREAK SPACE}»", "«X»", "“X”", '"X"'),
    "de": ("„X“", "»X«", "«X»", '"X"', "“X”"),
    "es": ("«X»", "“X”", '"X"'),
    "ru": ("«X»", "„X“", '"X"', "“X”"),
}
UNITS = (
    "« ",
    "« a » ",
    "„a“ ",
    "— ",
    "— a, — ",
    "Anna ",
    "Анна Белова ",
    ", qui dit",
    "y y ",
    "et dit que ",
    "die sagte, ",
)


@pytest.mark.parametrize("language", SEED)
def test_one_deputy_minister_says_everything_though_a_mark_is_missing(language: str) -> None:
    found = attribute(SEED[language], language=language)
    assert [quote.speaker.name.split()[-1] for quote in found.quotes if quote.speaker and quote.speaker.name] == [
        SURNAMES[language]
    ] * 6
    assert [len(person.name.split()) for person in found.people] == [2]


@pytest.mark.parametrize("language", SEED)
def test_other_marks_of_the_language_give_the_same_tags(language: str) -> None:
    first, *others = (_tags(language, marks) for marks in MARKS[language])
    assert all(tags == first for tags in others)


def _tags(language: str, marks: str) -> list[tuple[str, str | None, bool]]:
    before, after = marks.split("X")
    text = SEED[language].replace("« ", "«").replace(" »", "»")
    for old in "«„":
        text = text.replace(old, before)
    for old in "»“":
        text = text.replace(old, after) if old not in before else text
    quotes = attribute(text, language=language).quotes
    edges = before + after + " "
    return [(one.text.strip(edges), one.speaker.name if one.speaker else None, one.direct) for one in quotes]


@pytest.mark.parametrize("language", SEED)
def test_every_span_is_the_text_that_it_names(language: str) -> None:
    text = SEED[language]
    for quote in attribute(text, language=language).quotes:
        assert text[quote.start : quote.end] == quote.text
        assert (
            quote.speaker is None
            or quote.speaker.start is None
            or quote.speaker.text == text[quote.speaker.start : quote.speaker.end]
        )
        assert quote.cue is None or text[quote.cue.start : quote.cue.end] == quote.cue.text


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("language", SEED)
def test_much_of_one_thing_costs_linear_time(language: str, unit: str) -> None:
    short, long = (unit * (size // len(unit)) for size in (10_000, 80_000))
    assert grows_within(24, lambda: attribute(short, language=language), lambda: attribute(long, language=language))


@settings(max_examples=60, deadline=None)
@given(
    language=st.sampled_from(sorted(SEED)),
    pieces=st.lists(st.sampled_from([*' ,.:?\n«»„“”"—-', *SEED["fr"].split(), *SEED["ru"].split()]), max_size=60),
)
def test_no_text_raises(language: str, pieces: list[str]) -> None:
    text = " ".join(pieces)
    for quote in attribute(text, language=language).quotes:
        assert text[quote.start : quote.end] == quote.text
