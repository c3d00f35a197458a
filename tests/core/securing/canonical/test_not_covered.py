"""Whatever a signature would not cover is refused, with its place and the reason."""

from __future__ import annotations

import pytest

from credstone.errors import TooComplex, UnknownContext
from credstone.ports import Json, JsonObject
from credstone.securing.canonical import quads
from tests.core.securing.canonical.documents import (
    OB,
    UNDEFINED_TERMS,
    V2,
    VOCABULARY,
    XSD,
    badge,
    node,
    refused,
)

CASES: list[tuple[str, JsonObject, str, str]] = [
    # words
    ("undefined term", badge(motto="x"), "/motto", "defines `motto`"),
    (
        "undefined term inside",
        badge(credentialSubject={"id": "urn:s", "grade": "A"}),
        "/credentialSubject/grade",
        "defines `grade`",
    ),
    (
        "a term of another type's context",
        badge(issuer={"id": "urn:i", "type": "Profile", "narrative ": "x"}),
        "/issuer/narrative ",
        "defines",
    ),
    (
        "a term in a later item",
        badge(evidence=[{"type": "Evidence", "genre": "x"}, {"genre": "x"}]),
        "/evidence/1/genre",
        "defines `genre`",
    ),
    ("undefined type", badge(type=["VerifiableCredential", "Diploma"]), "/type/1", "`Diploma`"),
    ("the only type undefined", node(type="Diploma"), "/type", "`Diploma`"),
    ("unknown keyword", badge(**{"@foo": "x"}), "/@foo", "looks like a keyword"),
    ("keyword as type", node(type="@json"), "/type", "keyword"),
    ("empty name", badge(**{"": "x"}), "/", "defines ``"),
    ("relative IRI as name", badge(**{"a/b": "x"}), "/a~1b", "defines"),
    ("blank node as name", badge(**{"_:p": "x"}), "/_:p", "defines"),
    ("IRI with a space as name", badge(**{"urn:a b": "x"}), "/urn:a b", "defines"),
    # ids
    ("relative id", badge(id="credential/1"), "/id", "no absolute IRI"),
    ("empty id", badge(id=""), "/id", "no absolute IRI"),
    ("relative id inside", badge(issuer={"id": "issuer"}), "/issuer/id", "no absolute IRI"),
    ("relative value of an id", badge(issuer="issuer"), "/issuer", "no absolute IRI"),
    ("blank node id", badge(id="_:b0"), "/id", "name of a blank node"),
    ("id with a space", badge(id="urn:a b"), "/id", "no absolute IRI"),
    ("id with two fragments", badge(id="urn:a#b#c"), "/id", "no absolute IRI"),
    ("id that is no text", badge(id=7), "/id", "An id is an absolute IRI"),
    ("null id", badge(id=None), "/id", "An id is an absolute IRI"),
    ("two ids in a list of ids", badge(issuer=["urn:a", "b"]), "/issuer/1", "no absolute IRI"),
    # types
    ("relative type", node(type="a/b"), "/type", "defines the type"),
    ("type that is no text", badge(type=["VerifiableCredential", 7]), "/type/1", "A type is"),
    ("type that is an object", node(type={"id": "urn:t"}), "/type", "A type is"),
    ("null type", node(type=None), "/type", "A type is"),
    ("no type in the array", node(type=[]), "/type", "empty array"),
    # nothing
    ("null", badge(name=None), "/name", "null"),
    ("null inside", badge(issuer={"id": "urn:i", "name": None}), "/issuer/name", "null"),
    ("null in an array", badge(evidence=[None]), "/evidence/0", "null"),
    ("empty array", badge(evidence=[]), "/evidence", "empty array"),
    ("array in an array", badge(name=[["x"]]), "/name/0", "array inside an array"),
    ("a document that says nothing", node(), "", "says nothing"),
    ("a proof that says nothing", badge(proof={}), "/proof", "says nothing"),
    ("a proof by reference", badge(proof="urn:p"), "/proof", "a mere reference"),
    ("a proof with only an id", badge(proof=[{"id": "urn:p"}]), "/proof/0", "says nothing"),
    # values
    ("null value", badge(name={"@value": None}), "/name", "no text, number or truth"),
    ("array as value", badge(name={"@value": ["x"]}), "/name", "no text, number or truth"),
    ("bad language", badge(name={"@value": "x", "@language": "e n"}), "/name", "language tag"),
    ("null language", badge(name={"@value": "x", "@language": None}), "/name/@language", "one str"),
    ("language of a number", badge(name={"@value": 7, "@language": "en"}), "/name", "either"),
    (
        "language and type",
        badge(name={"@value": "x", "@language": "en", "type": "urn:t"}),
        "/name",
        "either",
    ),
    (
        "direction",
        badge(name={"@value": "x", "@direction": "rtl"}),
        "/name/@direction",
        "direction",
    ),
    ("index", badge(name={"@value": "x", "@index": "i"}), "/name/@index", "beside a value"),
    ("member beside a value", badge(name={"@value": "x", "name": "y"}), "/name/name", "beside"),
    ("undefined beside a value", badge(name={"@value": "x", "no": "y"}), "/name/no", "defines"),
    ("relative datatype", badge(name={"@value": "x", "type": "t"}), "/name", "defines the type"),
    ("datatypes", badge(name={"@value": "x", "type": ["urn:t"]}), "/name/type", "one string"),
    (
        "datatype langString",
        badge(
            name={"@value": "x", "type": "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"}
        ),
        "/name",
        "datatype",
    ),
    ("17 digits", badge(name=0.30000000000000004), "/name", "16th digit"),
    ("NaN", badge(name=float("nan")), "/name", "NaN"),
    ("infinity", badge(name=float("-inf")), "/name", "NaN and infinities"),
    ("integer beyond doubles", badge(name=2**53), "/name", r"2\^53"),
    ("huge integer", badge(name=10**400), "/name", r"2\^53"),
    ("whole number beyond", badge(name=1e20), "/name", r"2\^53"),
    (
        "negative zero",
        node(**{"urn:p": {"@value": -0.0, "type": f"{XSD}double"}}),
        "/urn:p",
        "16th",
    ),
    ("lone surrogate", badge(name="\ud800"), "/name", "surrogate"),
    # forms we do not read
    ("@graph", badge(**{"@graph": [{"name": "x"}]}), "/@graph", "@graph is not read"),
    ("@included", badge(**{"@included": [{"name": "x"}]}), "/@included", "not read"),
    ("@reverse", badge(**{"@reverse": {"name": {}}}), "/@reverse", "not read"),
    ("@nest", badge(**{"@nest": {"name": "x"}}), "/@nest", "not read"),
    ("@index", badge(**{"@index": "i"}), "/@index", "not read"),
    ("@set", badge(name={"@set": ["x"]}), "/name/@set", "not read"),
    ("@language alone", badge(name={"@language": "en"}), "/name/@language", "not read"),
    ("a value as document", {"@context": V2, "@value": "x"}, "/@value", "not read"),
    ("member beside a list", badge(name={"@list": [], "name": "x"}), "/name", "list is written"),
    (
        "list under a word that a type brought",
        badge(issuer={"@list": ["urn:x:y"]}),
        "/issuer",
        "something else than outside",
    ),
]


@pytest.mark.conforms("di-no-data-loss", "di-no-base")
@pytest.mark.parametrize(
    ("document", "where", "why"), [c[1:] for c in CASES], ids=[c[0] for c in CASES]
)
def test_it_is_refused(document: JsonObject, where: str, why: str) -> None:
    with refused(where, why) as refusal:
        quads(document)
    assert str(refusal.value).isprintable()


def test_the_plain_documents_are_not() -> None:
    assert quads(badge())
    assert quads(node(name="x"))


@pytest.mark.parametrize("document", [[], [{}], "x", 7, None])
def test_a_document_is_an_object(document: Json) -> None:
    with refused("", "no JSON object"):
        quads(document)  # type: ignore[arg-type]


def test_the_fix_tells_what_to_do() -> None:
    with refused("/motto", "defines") as refusal:
        quads(badge(motto="x"))
    assert "absolute IRI" in refusal.value.fix
    with refused("/name", "null") as refusal:
        quads(badge(name=None))
    assert refusal.value.fix == "Leave the member out."


def test_null_is_covered_inside_a_json_literal() -> None:
    schema: JsonObject = {"id": "urn:s", "type": "JsonSchema", "jsonSchema": {"enum": [None]}}
    literals = [quad[2] for quad in quads(badge(credentialSchema=schema))]
    assert any('{\\"enum\\":[null]}' in literal for literal in literals)


class TestContexts:
    @pytest.mark.parametrize(
        ("context", "where", "why"),
        [
            ("https://example.org/v1", "/@context", "not known"),
            ([V2, "https://example.org/v1"], "/@context/1", "not known"),
            ([V2, {"name": "urn:other"}], "/@context/1", "inline"),
            ({"name": "urn:other"}, "/@context", "inline"),
            ([V2, None], "/@context/1", "inline"),
            (None, "/@context", "inline"),
            ([], "/@context", "0 contexts"),
            ([V2] * 17, "/@context", "17 contexts"),
            ([[V2]], "/@context/0", "inline"),
            (7, "/@context", "inline"),
        ],
    )
    def test_only_frozen_addresses_are_read(self, context: Json, where: str, why: str) -> None:
        with refused(where, why, UnknownContext):
            quads({"@context": context, "id": "urn:x", "type": "VerifiableCredential"})

    def test_a_protected_term_keeps_its_meaning(self) -> None:
        """Open Badges 3.0.1 types `name`, which VC 2.0 protects."""
        ob_3_0_1 = OB.replace("3.0.3", "3.0.1")
        with refused("/@context/1", "protected term", UnknownContext):
            quads({"@context": [V2, ob_3_0_1], "id": "urn:x", "name": "x"})

    def test_a_context_that_gives_any_word_a_meaning_is_refused_unless_asked_for(self) -> None:
        document = badge(motto="x") | {"@context": [V2, OB, UNDEFINED_TERMS]}
        with refused("/@context", "a meaning to every word"):
            quads(document)
        predicates = {quad[1] for quad in quads(document, catch_all=True)}
        assert "<https://www.w3.org/ns/credentials/undefined-term#motto>" in predicates

    @pytest.mark.parametrize(
        ("member", "where"),
        [
            ({"issuer": {"@context": V2, "id": "urn:i"}}, "/issuer/@context"),
            (
                {"credentialStatus": {"@context": [V2], "type": "BitstringStatusListEntry"}},
                "/credentialStatus/@context",
            ),
            (
                {"issuer": {"@context": V2, "id": "urn:i", "type": f"{VOCABULARY}Profile"}},
                "/issuer/@context",
            ),
        ],
    )
    def test_only_credentials_inside_have_contexts_of_their_own(
        self, member: JsonObject, where: str
    ) -> None:
        with refused(where, "credentials and presentations", UnknownContext):
            quads(badge(**member))


def test_depth_is_limited() -> None:
    value: Json = "x"
    for _ in range(70):
        value = {"urn:p": value}
    with pytest.raises(TooComplex, match="deeper than 64"):
        quads({"urn:p": value})
    lists: Json = "x"
    for _ in range(70):
        lists = [lists]
    with pytest.raises(TooComplex, match="deeper than 64"):
        quads({"urn:p": {"@list": lists}})


def test_sixty_four_levels_are_read() -> None:
    value: Json = "x"
    for _ in range(64):
        value = {"urn:p": value}
    assert len(quads({"urn:p": value})) == 65
