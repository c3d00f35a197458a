"""Status, schema, refresh, terms, evidence and the reserved two: objects that say what they are."""

from __future__ import annotations

import pytest

from credstone.ports import Json, JsonObject
from credstone.securing.secured import STRICT
from tests.core.conforming.trial import assert_conforms, assert_refused, plain
from tests.core.verifying.world import World

TYPE = "https://x.example/types#Thing"
THING: JsonObject = {"id": "https://x.example/1", "type": TYPE}
OTHER: JsonObject = {"id": "https://x.example/2", "type": [TYPE]}
POINTS = [
    pytest.param(
        "credentialStatus",
        marks=pytest.mark.conforms("vcdm2-4.10-status-id", "vcdm2-4.10-status-type"),
    ),
    pytest.param(
        "credentialSchema",
        marks=pytest.mark.conforms("vcdm2-4.11-schema-values", "vcdm2-4.11-schema-type-and-id"),
    ),
    pytest.param(
        "refreshService",
        marks=pytest.mark.conforms("vcdm2-5.4-refresh-values", "vcdm2-5.4-refresh-type"),
    ),
    pytest.param(
        "termsOfUse",
        marks=pytest.mark.conforms("vcdm2-5.5-terms-values", "vcdm2-5.5-terms-type"),
    ),
    pytest.param(
        "evidence",
        marks=pytest.mark.conforms(
            "vcdm2-5.6-evidence-objects", "vcdm2-5.6-evidence-id", "vcdm2-5.6-evidence-type"
        ),
    ),
    pytest.param("confidenceMethod", marks=pytest.mark.conforms("vcdm2-5.10-reserved-type")),
    pytest.param("renderMethod", marks=pytest.mark.conforms("vcdm2-5.10-reserved-type")),
]


@pytest.mark.conforms("vcdm2-4.5-typed-objects")
@pytest.mark.parametrize("point", POINTS)
def test_one_or_several_objects_say_what_they_are(point: str) -> None:
    for value in (THING, [THING], [THING, OTHER]):
        assert_conforms(**{point: value})


@pytest.mark.conforms("vcdm2-4.5-typed-objects")
@pytest.mark.parametrize("point", POINTS)
def test_an_object_that_does_not_say_what_it_is_is_refused(point: str) -> None:
    for types in (..., None, "", [], 7, [""]):
        changed = {**THING, "type": types}
        untyped: Json = {name: value for name, value in changed.items() if value is not ...}
        assert_refused(f"/{point}/type", **{point: untyped})
        assert_refused(f"/{point}/1/type", **{point: [OTHER, untyped]})


@pytest.mark.parametrize("point", POINTS)
def test_what_is_no_object_is_refused(point: str) -> None:
    for value in ("https://x.example/1", 7, None, True):
        assert_refused(f"/{point}", **{point: value})
        assert_refused(f"/{point}/0", **{point: [value]})
    assert_refused(f"/{point}", **{point: []})


@pytest.mark.parametrize("point", POINTS)
def test_an_id_that_is_no_address_is_refused(point: str) -> None:
    for name in ("not-an-address", "", None, 7, ["https://x.example/1", "https://x.example/2"]):
        assert_refused(f"/{point}/id", **{point: {**THING, "id": name}})


@pytest.mark.conforms("vcdm2-4.11-schema-type-and-id")
def test_a_schema_says_where_it_stands_and_the_others_need_not() -> None:
    assert_refused("/credentialSchema/id", credentialSchema={"type": "JsonSchema"})
    for point in ("credentialStatus", "refreshService", "termsOfUse", "evidence", "renderMethod"):
        assert_conforms(**{point: {"type": TYPE}})


@pytest.mark.conforms("vcdm2-5.10-reserved-vocabulary")
@pytest.mark.parametrize("point", ["confidenceMethod", "renderMethod"])
def test_the_reserved_names_mean_what_the_data_model_says(point: str) -> None:
    document = plain(World().did_key(), **{point: {"type": TYPE}})
    assert f"<https://www.w3.org/2018/credentials#{point}>".encode() in STRICT.canonical(document)
