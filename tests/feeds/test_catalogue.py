from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import CatalogueError
from pipeline.feeds.catalogue import parse_catalogue, write_opml, write_toml
from pipeline.feeds.identity import make_spec, to_tags
from pipeline.types import FeedSpec, Source

SEEDS = Path(__file__).parents[2] / "seeds" / "feeds.toml"
OPML = b"""<?xml version="1.0"?><opml version="1.0"><body>
<outline text="World"><outline title="Wires">
<outline text="One" xmlUrl="https://one.example.org/feed" category="/news,/top"/></outline>
<outline text="Two" xmlurl="javascript:alert(1)"/>
<outline text="One again" xmlUrl="https://one.example.org/feed"/></outline>
<outline text="One" xmlUrl="https://two.example.org/feed" language="fr-FR"/>
</body></opml>"""

NAMES = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn"]), min_size=1, max_size=30)
SPECS = st.lists(
    st.builds(
        lambda name, path, tags, language, source: make_spec(
            f"https://example.org/{path}",
            name=name,
            language=language,
            tags=tags,
            source=Source(id=source, name=source, domain="example.org"),
        ),
        NAMES,
        st.integers(0, 50),
        st.lists(NAMES, max_size=3),
        st.none() | st.sampled_from(["en", "ru-RU"]),
        st.from_regex(r"[a-z]{1,5}(-[a-z0-9]{1,5})?", fullmatch=True),
    ),
    max_size=6,
)


def test_the_starter_catalogue_is_sound() -> None:
    catalogue = parse_catalogue(SEEDS.read_bytes(), name="seeds/feeds.toml")

    assert catalogue.warnings == ()
    assert len(catalogue.feeds) >= 25
    assert all(feed.language and feed.tags and "." in feed.source.domain for feed in catalogue.feeds)


def test_opml_folders_become_tags_and_what_cannot_be_watched_a_warning() -> None:
    catalogue = parse_catalogue(OPML, name="feeds.opml")

    first, second = catalogue.feeds
    assert (first.id, first.tags, first.source.domain) == ("one", ("world", "wires", "news", "top"), "example.org")
    assert (second.id, second.language) == ("one-2", "fr")
    assert len(catalogue.warnings) == 2
    assert "line 4" in catalogue.warnings[0]
    assert "javascript" in catalogue.warnings[0]


@given(SPECS)
def test_a_list_reads_back_as_it_was_written(specs: list[FeedSpec]) -> None:
    feeds = parse_catalogue(write_toml(specs), name="first").feeds

    assert parse_catalogue(write_opml(feeds), name="opml").feeds == feeds
    assert parse_catalogue(write_toml(feeds), name="toml").feeds == feeds


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[[feed]]\nurl = 'https://e.org/'\n\n[[feed]]\nname = 'x'", "line 4: expected url"),
        ("[[feed]]\nurl = 'ftp://e.org/'", "line 1: expected the http"),
        ("[[feed]]\nurl = 'https://e.org/'\ntag = ['x']", "did you mean 'tags'"),
        ("[[feed]]\nurl = 'https://e.org/'\ntags = 'x'", "expected tags = "),
        ("[[feed]]\nurl = 'https://e.org/'\nlanguage = 'klingon'", "expected a language"),
        ("[[feed]]\nurl = 'https://e.org/'\nsource = 3", "expected source"),
        ("[[feed]]\nurl = 'https://e.org/'\nsource = {nme = 'x'}", "did you mean 'name'"),
        ("[[feed]]\nurl = 1", "expected url = "),
        ("[[feeds]]\nurl = 'https://e.org/'", "did you mean 'feed'"),
        ("[feed]\nurl = 'https://e.org/'", "two brackets"),
        ("feed = [1]", "two brackets"),
        ("[[feed]\n", "line 1"),
        ("<opml><body>", "line 1: expected OPML"),
        ("<html/>", "expected <opml>"),
        ("<opml>" + "<outline>" * 10_000, "broken XML"),
        ("a = " + "[" * 5_000, "expected TOML"),
    ],
)
def test_a_wrong_list_says_where_and_what_to_do(text: str, message: str) -> None:
    with pytest.raises(CatalogueError) as caught:
        parse_catalogue(text.encode(), name="my feeds")

    assert caught.value.message.startswith("my feeds")
    assert message in caught.value.message


def test_other_encodings_and_sizes_are_refused_in_words() -> None:
    with pytest.raises(CatalogueError, match="UTF-8"):
        parse_catalogue(b"[[feed]]\nname = '\xff'", name="x")
    with pytest.raises(CatalogueError, match="10 MB"):
        parse_catalogue(b" " * 10_000_001, name="x")


def test_entities_of_opml_are_not_resolved() -> None:
    body = b'<!DOCTYPE o [<!ENTITY a SYSTEM "file:///etc/hostname">]><opml><body><outline text="&a;"/></body></opml>'

    with pytest.raises(CatalogueError, match="broken XML"):
        parse_catalogue(body, name="x")


def test_a_huge_list_is_capped_with_a_warning() -> None:
    outlines = "".join(f'<outline text="x" xmlUrl="https://e.org/{i}"/>' for i in range(10_050))

    catalogue = parse_catalogue(f"<opml><body>{outlines}</body></opml>".encode(), name="x")

    assert len(catalogue.feeds) == 10_000
    assert "left out" in catalogue.warnings[0]


def test_a_feed_is_completed_from_its_address() -> None:
    spec = make_spec("https://feeds.example.co.uk/world.xml")

    assert (spec.id, spec.name, spec.source.domain) == (
        "feeds-example-co-uk-world-xml",
        "example.co.uk",
        "example.co.uk",
    )
    assert to_tags(["A, b/c", "a b c", "", "x\ny"]) == ("a b c", "x y")
