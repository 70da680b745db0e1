from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from pipeline.enrich.topics import Taxonomy, parse_taxonomy, tag_topics
from pipeline.errors import ConfigError
from pipeline.types import Topic

SEEDS = Path(__file__).parents[2] / "seeds" / "topics"
TOPS = {f"medtop:{number:02d}000000" for number in range(1, 18)}


@pytest.fixture(scope="module")
def taxonomy() -> Taxonomy:
    return parse_taxonomy({path.name: path.read_bytes() for path in SEEDS.glob("*.toml")})


def tag(
    taxonomy: Taxonomy, text: str, title: str = "", section: str | None = None, *keywords: str
) -> tuple[Topic, ...]:
    return tag_topics(text, title=title, section=section, keywords=keywords, taxonomy=taxonomy, language="en")


def test_the_starter_taxonomy_has_all_top_levels_and_second_levels(taxonomy: Taxonomy) -> None:
    tops = {code for code, subject in taxonomy.subjects.items() if subject.parent is None}
    assert tops == TOPS
    assert len(taxonomy.subjects) - len(tops) >= 40


def test_every_seed_file_names_the_iptc() -> None:
    for path in SEEDS.glob("*.toml"):
        assert "International Press" in path.read_text()
        assert "CC BY 4.0" in path.read_text()


@pytest.mark.parametrize(
    ("text", "top", "below"),
    [
        ("The foreign minister met the ambassador of the alliance about sanctions.", "11000000", "20000638"),
        ("The striker scored twice and the goalkeeper saved a penalty in the cup match.", "15000000", "20000822"),
        ("The central bank raised its interest rate as inflation rose.", "04000000", "20000344"),
        ("Doctors at the hospital treated patients with measles.", "07000000", "20000446"),
        ("Police arrested a gunman after the robbery.", "02000000", "20000082"),
        ("Airstrikes and shelling broke the ceasefire, the army said.", "16000000", "20000056"),
        ("A magnitude six earthquake and a tsunami hit the coast.", "03000000", "20000148"),
    ],
)
def test_an_article_gets_its_topic_and_the_one_below(taxonomy: Taxonomy, text: str, top: str, below: str) -> None:
    codes = [topic.code for topic in tag(taxonomy, text)]
    assert codes[0] == f"medtop:{top}"
    assert f"medtop:{below}" in codes


def test_the_evidence_is_in_the_text(taxonomy: Taxonomy) -> None:
    text = "The central bank raised its interest rate."
    topic = tag(taxonomy, text)[0]
    assert {text[span.start : span.end] for span in topic.evidence} == {"central bank", "interest rate"}


def test_at_most_five_topics_best_first(taxonomy: Taxonomy) -> None:
    text = "election football vaccine murder film church war inflation school storm climate change strike recipe racism"
    topics = tag(taxonomy, text)
    assert 1 <= len(topics) <= 5
    assert all(0 <= topic.score <= 1 for topic in topics)


def test_the_section_of_the_source_counts_in_any_language(taxonomy: Taxonomy) -> None:
    found = tag_topics("Дождь.", title="", section="Politics", keywords=(), taxonomy=taxonomy, language="ru")
    assert found[0].code == "medtop:11000000"
    assert found[0].evidence == ()


def test_nothing_is_tagged_without_evidence(taxonomy: Taxonomy) -> None:
    assert tag(taxonomy, "Lorem ipsum dolor sit amet.") == ()
    assert tag(taxonomy, "") == ()


def test_a_user_adds_a_topic_below_an_iptc_one() -> None:
    own = parse_taxonomy({"own.toml": b'[[topic]]\ncode="own:ice"\nlabel="ice"\nstrong=["pack ice"]\n'})
    found = tag_topics("Pack ice again.", title="", section=None, keywords=(), taxonomy=own, language="en")
    assert [topic.code for topic in found] == ["own:ice"]


def tag_own(text: str, data: str, language: str = "en") -> list[str]:
    own = parse_taxonomy({"own.toml": data.encode()})
    topics = tag_topics(text, title="", section=None, keywords=(), taxonomy=own, language=language)
    return [topic.code for topic in topics]


def test_a_stem_stands_for_every_ending() -> None:
    data = '[[topic]]\ncode="own:ice"\nlabel="ice"\nstrong=["pack* ice*", "floe*"]\n'
    assert tag_own("Packed icebergs.", data) == ["own:ice"]
    assert tag_own("Floes.", data) == ["own:ice"]
    assert tag_own("Packed lunches.", data) == []


def test_a_longer_term_hides_those_inside_it() -> None:
    data = '[[topic]]\ncode="a"\nlabel="war"\nstrong=["war"]\n[[topic]]\ncode="b"\nlabel="film"\nstrong=["star wars"]\n'
    assert tag_own("Star Wars again.", data) == ["b"]


def test_a_term_against_a_topic_takes_weight_away() -> None:
    data = '[[topic]]\ncode="a"\nlabel="ice"\nterms=["ice"]\nnot=["dessert"]\n'
    assert tag_own("Ice.", data) == ["a"]
    assert tag_own("Ice for dessert.", data) == []


def test_terms_count_in_their_language_only() -> None:
    data = '[[topic]]\ncode="a"\nlabel="ice"\n[[more]]\ncode="a"\nlanguage="fr"\nstrong=["glace"]\n'
    assert tag_own("L'orage et d'glace.", data, "fr-CA") == ["a"]
    assert tag_own("Glace.", data, "en") == []


def test_the_third_level_is_reached(taxonomy: Taxonomy) -> None:
    text = "The ambassador was summoned to the foreign ministry. Diplomats left the embassy after the summit."
    assert "medtop:20000639" in [topic.code for topic in tag(taxonomy, text)]


@pytest.mark.parametrize(
    ("language", "text", "top"),
    [
        ("fr", "Le premier ministre a reçu l'ambassadeur après le vote de l'assemblée nationale.", "11000000"),
        ("fr", "Le buteur a offert la victoire à l'équipe de France en coupe du monde.", "15000000"),
        ("de", "Der Außenminister sprach im Bundestag über die Sanktionen.", "11000000"),
        ("de", "Die Zentralbank hob den Leitzins wegen der Inflation an.", "04000000"),
        ("es", "El delantero marcó un gol en el estadio y el árbitro pitó un penalti.", "15000000"),
        ("ru", "Посол прибыл в МИД, заявили дипломаты после саммита.", "11000000"),
    ],
)
def test_other_languages_have_the_topics_at_the_top(taxonomy: Taxonomy, language: str, text: str, top: str) -> None:
    found = tag_topics(text, title="", section=None, keywords=(), taxonomy=taxonomy, language=language)
    assert found[0].code == f"medtop:{top}"
    assert found[0].evidence


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"[[topic", "expected a TOML file"),
        (b"x = 1", r"expected \[\[topic\]\] tables"),
        (b'[[topic]]\nlabel="a"\n', "needs a code and a label"),
        (b'[[topic]]\ncode="a"\nlabel="a"\ncolour="red"\n', "has no 'colour'"),
        (b'[[topic]]\ncode="a"\nlabel="a"\nstrong="red"\n', "must be a list of strings"),
        (b'[[more]]\ncode="a"\nstrong=["red"]\n', "adds terms to a topic that exists"),
        (b'[[topic]]\ncode="a"\nlabel="a"\nlanguage="FR"\n', "must be a code such as"),
        (b'[[topic]]\ncode="a"\nlabel="a"\nterms=["ab*"]\n', "needs 3 letters or more"),
        (b'[[topic]]\ncode="a"\nlabel="a"\nparent="b"\n', "parent b is not a topic"),
        (b'[[topic]]\ncode="a"\nlabel="a"\nparent="a"\n', "parent a is not a topic"),
        (b'[[topic]]\ncode="a"\nlabel="a"\n[[topic]]\ncode="a"\nlabel="b"\n', "defined twice"),
    ],
)
def test_a_wrong_file_gets_one_clear_error(data: bytes, message: str) -> None:
    with pytest.raises(ConfigError, match=message):
        parse_taxonomy({"own.toml": data})


def test_a_taxonomy_travels_as_its_files_and_is_read_once() -> None:
    files = {"t.toml": b'[[topic]]\ncode = "medtop:11000000"\nlabel = "politics"\nstrong = ["parliament"]\n'}
    taxonomy = parse_taxonomy(files)
    first, second = (pickle.loads(pickle.dumps(taxonomy)) for _ in range(2))
    assert first is second
    assert (first.subjects, first.sections) == (taxonomy.subjects, taxonomy.sections)
