"""The files in schemas/ are what the program uses."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest
from jsonschema import Draft202012Validator

from pipeline.search.dsl import FIELDS
from pipeline.search.mapping import document_properties
from pipeline.search.publish import document_schema, main, make_files
from pipeline.types import Claim, Document, Image, Outside, Passage, Quote, Span, SpeakerMention, Topic, encode_document
from pipeline.types.document import DateTag
from tests.documents import SEEN_AT, make_document

SCHEMAS = Path(__file__).parents[2] / "schemas"
DERIVED = {"sorted_at"}


@pytest.mark.parametrize(
    "path",
    [
        "document.schema.json",
        *(f"elasticsearch/{name}.json" for name in ("articles", "articles-lifecycle", "alerts", "trail", "feeds")),
    ],
)
def test_a_published_file_is_what_the_program_makes(path: str) -> None:
    made, published = make_files()[path], (SCHEMAS / path).read_text(encoding="utf-8")
    assert _without_unicode(made) == _without_unicode(published)


def test_the_published_kibana_objects_are_what_the_program_makes() -> None:
    path = "kibana/wirewatch.ndjson"
    assert (SCHEMAS / path).read_text(encoding="utf-8") == make_files()[path]


def test_the_published_mapping_is_what_the_program_makes() -> None:
    """Under another Unicode version a few characters more fold; the program always installs its own."""
    made = json.loads(make_files()["elasticsearch/articles-mappings.json"])
    published = json.loads((SCHEMAS / "elasticsearch/articles-mappings.json").read_text(encoding="utf-8"))
    if published["_meta"]["unicode"] == unicodedata.unidata_version:
        assert made == published
    assert _pop_folds(published) <= _pop_folds(made)
    del made["_meta"]["unicode"], published["_meta"]["unicode"]
    assert made == published


def test_the_generator_writes_every_file(tmp_path: Path) -> None:
    main(str(tmp_path))
    written = {str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*.*json")}
    published = {str(path.relative_to(SCHEMAS)) for path in SCHEMAS.glob("*/*.*json")}
    assert written == {*published, "document.schema.json"}


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(document_schema())


@pytest.mark.parametrize("document", [make_document(published_at=None), pytest.param("full", id="full")])
def test_documents_are_valid(document: Document | str) -> None:
    value = json.loads(encode_document(full_document() if isinstance(document, str) else document))
    Draft202012Validator(document_schema()).validate(value)


def test_the_mapping_knows_every_field_of_the_schema_and_no_other() -> None:
    mapped = set(_mapped(document_properties())) - DERIVED
    assert mapped == set(_described(document_schema()["$defs"], "Document"))


def test_the_query_fields_are_mapped_as_text() -> None:
    paths = {path for fields in FIELDS.values() for path in fields}
    assert {path: _type(document_properties(), path) for path in paths} == dict.fromkeys(paths, "text")


def full_document() -> Document:
    document = make_document(
        text="“We met,” he said on Friday.",
        people={"Grushko": ["the envoy"]},
        names=[("nato", "NATO")],
        title_names=[("nato", "NATO")],
        place="MOSCOW",
        agency="TASS",
    )
    who = SpeakerMention(start=10, end=12, text="he", name="Grushko", role="envoy", kind="person")
    cue = Passage(start=13, end=17, text="said")
    quote = Quote(start=0, end=9, text="“We met,”", direct=True, cue=cue, speaker=who, confidence=0.5)
    claim = Claim(origin="json-ld", text="2026-04-03", value=datetime(2026, 4, 3, tzinfo=UTC), precision="day")
    return msgspec.structs.replace(
        document,
        quotes=(quote,),
        byline=("A. Writer",),
        images=(Image(url="https://sample.example/x.jpg", caption="A picture"),),
        dates=(DateTag(start=0, end=1, text="Friday", type="DATE", value="2026-04-03", since="2026-04-03"),),
        dating=msgspec.structs.replace(document.dating, claims=(claim,)),
        topics=(
            Topic(
                code="medtop:1",
                label="x",
                score=0.5,
                evidence=(Span(start=0, end=1),),
                outside=(Outside(field="section", text="World"),),
            ),
        ),
        story=msgspec.structs.replace(document.story, reprint_of="b", likeness=0.9),
        indexed_at=SEEN_AT,
        section="World",
        keywords=("a", "b"),
    )


def _without_unicode(text: str) -> object:
    value = json.loads(text)
    value.get("_meta", {}).pop("unicode", None)
    return value


def _pop_folds(template: dict[str, Any]) -> set[str]:
    return set(template["template"]["settings"]["index"]["analysis"]["char_filter"].pop("wirewatch_fold")["mappings"])


def _mapped(properties: dict[str, Any], before: str = "") -> Iterator[str]:
    for name, field in properties.items():
        if "properties" in field:
            yield from _mapped(field["properties"], f"{before}{name}.")
        elif field["type"] != "alias":
            yield before + name


def _described(definitions: dict[str, Any], name: str, before: str = "") -> Iterator[str]:
    for key, field in definitions[name]["properties"].items():
        target = _find_reference(field)
        if target:
            yield from _described(definitions, target, f"{before}{key}.")
        else:
            yield before + key


def _find_reference(field: dict[str, Any]) -> str | None:
    choices = [field, field.get("items") or {}, *field.get("anyOf", ())]
    return next((one["$ref"].rsplit("/", 1)[1] for one in choices if "$ref" in one), None)


def _type(properties: dict[str, Any], path: str) -> str:
    first, _, rest = path.partition(".")
    field = properties[first]
    if not rest:
        return str(field["type"])
    return _type(field.get("properties") or field["fields"], rest)
