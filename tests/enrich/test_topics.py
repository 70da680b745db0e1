from __future__ import annotations

import pickle
import re
from pathlib import Path

import pytest

from pipeline.enrich.topics import Taxonomy, parse_taxonomy, tag_topics
from pipeline.types import Outside, Topic

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
    assert len(taxonomy.subjects) >= 600
    assert {len(taxonomy.line_of(code)) for code in taxonomy.subjects} == {1, 2, 3, 4}


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
    assert found[0].outside == (Outside(field="section", text="Politics"),)


@pytest.mark.parametrize("section", ["Arts & Culture", "arts-and-culture", "ARTS AND  CULTURE", "News / Arts"])
def test_a_section_may_be_spelt_in_many_ways(taxonomy: Taxonomy, section: str) -> None:
    assert tag(taxonomy, "Nothing.", "", section)[0].code == "medtop:01000000"


@pytest.mark.parametrize("section", ["News", "World", "Home", "Latest", "Top stories", "International", "Local", ""])
def test_a_section_that_names_no_topic_says_nothing(taxonomy: Taxonomy, section: str) -> None:
    assert tag(taxonomy, "Nothing.", "", section) == ()


def test_a_section_is_also_read_by_the_terms_in_it(taxonomy: Taxonomy) -> None:
    assert tag(taxonomy, "Nothing.", "", "Premier League highlights")[0].code == "medtop:15000000"


def test_keywords_count_and_the_same_ones_again_only_a_little(taxonomy: Taxonomy) -> None:
    one, many = (tag(taxonomy, "Nothing.", "", None, *["measles", "vaccines", "hospitals"][:n])[0] for n in (1, 3))
    assert (one.code, many.code) == ("medtop:07000000", "medtop:07000000")
    assert one.outside == (Outside(field="keywords", text="measles"),)
    assert one.score < many.score < 2 * one.score


def tag_path(taxonomy: Taxonomy, url: str, section: str | None = None) -> list[tuple[str, tuple[Outside, ...]]]:
    found = tag_topics("Nothing.", title="", section=section, keywords=(), taxonomy=taxonomy, language="en", url=url)
    return [(topic.code, topic.outside) for topic in found]


def test_the_path_of_the_url_stands_in_for_a_section(taxonomy: Taxonomy) -> None:
    assert tag_path(taxonomy, "https://a.example/news/politics/2030/04/a-football-story") == [
        ("medtop:11000000", (Outside(field="url", text="politics"),))
    ]


@pytest.mark.parametrize(
    "url",
    [
        "https://a.example/sport",
        "https://a.example/news/world/sport.html",
        "https://a.example/",
        "",
        "http://[",
        "sport",
    ],
)
def test_only_the_folders_of_a_path_are_read(taxonomy: Taxonomy, url: str) -> None:
    assert tag_path(taxonomy, url) == []


def test_the_path_is_not_read_where_a_section_is_given(taxonomy: Taxonomy) -> None:
    assert [code for code, _ in tag_path(taxonomy, "https://a.example/sport/x", "Weather")] == ["medtop:17000000"]


def test_the_title_is_shown_as_evidence_outside_the_text(taxonomy: Taxonomy) -> None:
    topic = tag(taxonomy, "Nothing.", "Measles in two Hospitals")[0]
    assert topic.evidence == ()
    assert topic.outside == (Outside(field="title", text="Measles"), Outside(field="title", text="Hospitals"))


def test_a_word_met_once_far_down_is_no_topic_of_a_long_article(taxonomy: Taxonomy) -> None:
    text = "The central bank raised its interest rate as inflation and consumer prices rose. " * 30
    found = tag(taxonomy, text + "A football player listened.")
    assert {topic.code[:11] for topic in found if topic.code.endswith("000000")} == {"medtop:0400"}


def test_weak_words_are_shown_only_where_there_are_no_better_ones(taxonomy: Taxonomy) -> None:
    text = "The court met. The murder trial opened in court."
    crime = next(topic for topic in tag(taxonomy, text) if topic.code == "medtop:02000000")
    assert "murder trial" in {text[span.start : span.end] for span in crime.evidence}
    assert all(len(topic.evidence) <= 10 for topic in tag(taxonomy, text * 20))


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


def test_a_singular_stands_for_the_plural_but_not_the_other_way_round() -> None:
    data = '[[topic]]\ncode="a"\nlabel="ice"\nstrong=["floe"]\n[[topic]]\ncode="b"\nlabel="press"\nstrong=["news"]\n'
    assert tag_own("Floes.", data) == ["a"]
    assert tag_own("New.", data) == []
    assert tag_own("News.", data) == ["b"]


def test_what_a_topic_says_of_a_term_itself_goes_before_what_it_is_handed() -> None:
    data = '[[topic]]\ncode="a"\nlabel="sea"\n{}\n[[topic]]\ncode="b"\nlabel="ice"\nparent="a"\nstrong=["floe"]\n'
    handed, own = (
        parse_taxonomy({"own.toml": data.format(line).encode()}).indexes["en"].terms[("floe",)]
        for line in ("", 'weak=["floe"]')
    )
    assert dict(handed)["a"] == dict(handed)["b"] == 3.0
    assert dict(own)["a"] < 1 < dict(own)["b"]


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
    ("text", "code", "words"),
    [
        ("Firefighters fought the blaze; the wildfire burned ten acres.", "20000150", {"Firefighters", "wildfire"}),
        ("A robber with a mask stole rings: the third robbery of the week.", "20000104", {"robber", "robbery"}),
        ("The goalkeeper saved a penalty kick in the Champions League.", "20001065", {"goalkeeper", "penalty kick"}),
        ("She won at Wimbledon; the tennis player dropped one set.", "20001085", {"Wimbledon", "tennis player"}),
        ("Inflation rose and the central bank raised interest rates.", "20000346", {"Inflation", "central bank"}),
        ("The quake and an aftershock shook the town.", "20000153", {"quake", "aftershock"}),
        ("The derailment closed the line: no train crash is worse.", "20000146", {"derailment", "train crash"}),
        ("Oil prices fell; Brent crude cost less a barrel.", "20000386", {"Oil prices", "Brent crude"}),
        ("Astronomers saw an asteroid through the telescope.", "20000718", {"Astronomers", "asteroid", "telescope"}),
        ("The chemotherapy helped: the tumour of the cancer patient shrank.", "20000447", {"chemotherapy", "tumour"}),
        ("Jurors heard the defendant; the judge passed a prison sentence.", "20000107", {"defendant", "Jurors"}),
        ("Shells fell as the ceasefire ended and peace talks broke down.", "20000076", {"peace talks"}),
        ("The pope said Mass; the pontiff blessed the crowd in the Vatican.", "20000704", {"pope", "pontiff"}),
        ("The strikers held the picket line on the second day of the walkout.", "20000529", {"picket line", "walkout"}),
    ],
    ids=lambda value: value if isinstance(value, str) and value.isdigit() else "",
)
def test_topics_deep_down_are_given_with_their_words(taxonomy: Taxonomy, text: str, code: str, words: set[str]) -> None:
    found = {topic.code: topic for topic in tag(taxonomy, text)}
    topic = found[f"medtop:{code}"]
    assert words <= {text[span.start : span.end] for span in topic.evidence}
    assert taxonomy.line_of(topic.code)[-1] in found


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
        (b'[[topic]]\nlabel="a"\n', "line 1: a topic needs code = a code"),
        (b'[[topic]]\ncode=7\nlabel="a"\n', "found 7"),
        (b'[[topic]]\ncode="a"\nlabel=" "\n', "needs label"),
        (b'[topic]\ncode="a"\n', "two brackets"),
        (b'[[topic]]\ncode="a"\nlabel="a"\nstrong=["b", " "]\n', "a term without a word, ' '; take it out"),
        (b'[[topic]]\ncode="a"\nlabel="a"\nstrong=["a b c d e f g"]\n', "more than 6 words"),
        (b'[[topic]]\ncode="a"\nlabel="a"\nstrong=[]\n', "nothing speaks for a, nor for a topic below it"),
        (b'# own\n\n[[topic]]\ncode="a"\nlabel="a\n', "line 5, column 9"),
        (b'[[topic]]\ncode="ice"\nlabel="a"\nstrong=["b"]\n\n[[more]]\ncode="ices"\n', "line 6: .* mean 'ice'"),
        (b'topic = [{code="a", label="a", colour="red"}]\n', "own.toml: a topic has no 'colour'"),
        (b'[[topic]]\ncode="a"\nlabel="a"\ncolour="red"\n', "has no 'colour'"),
        (b'[[topic]]\ncode="a"\nlabel="a"\nstrong="red"\n', "must be a list of strings"),
        (b'[[more]]\ncode="a"\nstrong=["red"]\n', "adds terms to a topic that exists"),
        (b'[[topic]]\ncode="a"\nlabel="a"\nlanguage="FR"\n', "must be a code such as"),
        (b'[[topic]]\ncode="a"\nlabel="a"\nterms=["ab*"]\n', "needs 3 letters or more"),
        (b'[[topic]]\ncode="a"\nlabel="a"\nparent="b"\n', "parent of a is not a topic above it, found 'b'"),
        (b'[[topic]]\ncode="a"\nlabel="a"\nparent="a"\n', "parent a is not a topic above a, but itself"),
        (b'[[topic]]\ncode="a"\nlabel="a"\n[[topic]]\ncode="a"\nlabel="b"\n', "line 4: the topic a is defined twice"),
    ],
)
def test_a_wrong_file_gets_one_clear_error(data: bytes, message: str) -> None:
    (problem,) = parse_taxonomy({"own.toml": data}).problems
    assert re.search(message, problem.message)


def test_a_broken_file_keeps_no_other_topic_from_being_given() -> None:
    good = b'[[topic]]\ncode = "own:ice"\nlabel = "ice"\nstrong = ["pack ice"]\n'
    taxonomy = parse_taxonomy({"a.toml": b"[[topic", "b.toml": good, "c.toml": b'[[more]]\ncode = "own:is"\n'})
    assert list(taxonomy.subjects) == ["own:ice"]
    assert [problem.subject["file"] for problem in taxonomy.problems] == ["a.toml", "c.toml"]
    assert list(pickle.loads(pickle.dumps(taxonomy)).subjects) == ["own:ice"]


def test_a_taxonomy_travels_as_its_files_and_is_read_once() -> None:
    files = {"t.toml": b'[[topic]]\ncode = "medtop:11000000"\nlabel = "politics"\nstrong = ["parliament"]\n'}
    taxonomy = parse_taxonomy(files)
    first, second = (pickle.loads(pickle.dumps(taxonomy)) for _ in range(2))
    assert first is second
    assert (first.subjects, first.sections) == (taxonomy.subjects, taxonomy.sections)
