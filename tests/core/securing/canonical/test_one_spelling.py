"""One claim, one spelling: what a reader looks for cannot be hidden under another name.

RDF does not record how a member was written. Without these rules someone could take a signed
credential, respell `validUntil` or `credentialStatus` so that no reader finds it, and the
signature would still hold.
"""

from __future__ import annotations

import pytest

from credstone.contexts import FROZEN
from credstone.ports import Json, JsonObject
from credstone.securing.canonical import canonical_nquads, quads
from credstone.securing.canonical.reference import reference_nquads
from tests.core.securing.canonical.documents import (
    OB,
    SCHEMA,
    V2,
    XSD,
    badge,
    node,
    refused,
)

CREDENTIALS = "https://www.w3.org/2018/credentials#"
STATUS: JsonObject = {
    "id": "urn:status",
    "type": "BitstringStatusListEntry",
    "statusPurpose": "revocation",
    "statusListIndex": "7",
    "statusListCredential": "urn:list",
}
RESPELT: list[tuple[str, JsonObject, str, str]] = [
    (
        "validUntil in full",
        badge(**{f"{CREDENTIALS}validUntil": {"@value": "2026", "type": f"{XSD}dateTime"}}),
        "/https:~1~1www.w3.org~12018~1credentials#validUntil",
        "`validUntil`",
    ),
    (
        "credentialStatus in full",
        badge(**{f"{CREDENTIALS}credentialStatus": STATUS}),
        "/https:~1~1www.w3.org~12018~1credentials#credentialStatus",
        "`credentialStatus`",
    ),
    (
        "type in full",
        badge(type=[f"{CREDENTIALS}VerifiableCredential", "OpenBadgeCredential"]),
        "/type/0",
        "`VerifiableCredential`",
    ),
    ("@id", {k: v for k, v in badge(**{"@id": "urn:uuid:1"}).items() if k != "id"}, "/@id", "`id`"),
    ("@type", node(**{"@type": "Profile"}), "/@type", "`type`"),
    (
        "@type of a value",
        badge(name={"@value": "x", "@type": "urn:t"}),
        "/name/@type",
        "`type`",
    ),
    (
        "a class name as member",
        badge(credentialSubject={"type": "Achievement", "Criteria": {"narrative": "x"}}),
        "/credentialSubject/Criteria",
        "`criteria`",
    ),
    (
        "a member's name as class",
        {"@context": [V2, OB.replace("3.0.3", "3.0.2")], "type": "image"},
        "/type",
        "`Image`",
    ),
    ("a value object for plain text", badge(name={"@value": "x"}), "/name", "plain value"),
    (
        "a value object for a typed text",
        badge(validFrom={"@value": "2026", "type": f"{XSD}dateTime"}),
        "/validFrom",
        "plain value",
    ),
    ("the same value twice", badge(name=["x", "x"]), "/name", "twice"),
    ("the same type twice", badge(type=["VerifiableCredential"] * 2), "/type", "twice"),
    (
        "one node in two parts",
        badge(evidence=[{"id": "urn:e", "name": "x"}, {"id": "urn:e", "narrative": "y"}]),
        "/evidence",
        "twice",
    ),
    (
        "the document described inside itself",
        badge(evidence={"id": "urn:uuid:1", "type": "VerifiableCredential", "name": "x"}),
        "/evidence/name",
        "at the top",
    ),
    (
        "the document's status moved inside it",
        badge(evidence={"id": "urn:uuid:1", f"{CREDENTIALS}credentialStatus": STATUS}),
        "/evidence/https:~1~1www.w3.org~12018~1credentials#credentialStatus",
        "at the top",
    ),
    (
        "a list object where a list is meant",
        badge(
            credentialSubject={
                "type": "ResultDescription",
                "allowedValue": {"@list": ["A"]},
            }
        ),
        "/credentialSubject/allowedValue",
        "how the list is written",
    ),
]


@pytest.mark.parametrize(
    ("document", "where", "why"), [c[1:] for c in RESPELT], ids=[c[0] for c in RESPELT]
)
def test_another_spelling_is_refused(document: JsonObject, where: str, why: str) -> None:
    with refused(where, why):
        quads(document)


@pytest.mark.parametrize(
    ("value", "datatype", "fix"),
    [
        ("3", "float", "without quotes"),
        ("-12", "integer", "without quotes"),
        ("2.5E0", "double", "without quotes"),
        ("1.0E-7", "decimal", "without quotes"),
        ("true", "boolean", "without quotes"),
        ("false", "boolean", "without quotes"),
        (3, "string", "JSON string"),
        (3, "dateTime", "JSON string"),
        (True, "string", "JSON string"),
        (True, "integer", "JSON string"),
        (1, "boolean", "JSON string"),
        (0.5, "anyURI", "JSON string"),
    ],
)
@pytest.mark.parametrize("space", [XSD, XSD.replace("http:", "https:"), "xsd:"])
def test_a_number_and_the_same_in_quotes_are_not_both_read(
    value: Json, datatype: str, fix: str, space: str
) -> None:
    document = node(**{"urn:p": {"@value": value, "type": space + datatype}})
    with refused("/urn:p", "not tell") as refusal:
        quads(document)
    assert fix in refusal.value.fix


@pytest.mark.parametrize(
    ("value", "datatype", "literal"),
    [
        ("0.6", "decimal", '"0.6"'),
        ("007", "integer", '"007"'),
        ("2026-01-01", "date", '"2026-01-01"'),
        (3, "float", '"3"'),
        (2.5, "float", '"2.5E0"'),
        (3, "double", '"3.0E0"'),
    ],
)
def test_the_only_spelling_is_read(value: Json, datatype: str, literal: str) -> None:
    document = node(**{"urn:p": {"@value": value, "type": XSD + datatype}})
    assert quads(document)[0][2] == f"{literal}^^<{XSD}{datatype}>"


def test_text_that_a_context_types_as_number_is_refused_where_it_stands() -> None:
    subject: JsonObject = {"type": "AchievementSubject", "creditsEarned": "3"}
    with refused("/credentialSubject/creditsEarned", "tell this text from the number"):
        quads(badge(credentialSubject=subject))


class TestAbbreviatedIris:
    """No frozen context has prefixes that matter; one that has them is brought along."""

    contexts = FROZEN.bringing(
        {
            "urn:ctx": {
                "@context": {"ex": "https://ex.example/", "at": {"@id": "ex:at", "@type": "@id"}}
            }
        }
    )

    def document(self, **members: Json) -> JsonObject:
        return {"@context": "urn:ctx", **members}

    def test_the_context_itself_may_abbreviate(self) -> None:
        ((_, predicate, value, _),) = quads(self.document(at="urn:x"), self.contexts)
        assert (predicate, value) == ("<https://ex.example/at>", "<urn:x>")

    @pytest.mark.parametrize(
        ("members", "where"),
        [
            ({"ex:p": "x"}, "/ex:p"),
            ({"at": "ex:o"}, "/at"),
            ({"@type": "ex:T"}, "/@type"),
            ({"@id": "ex:s", "at": "urn:x"}, "/@id"),
        ],
    )
    def test_the_document_may_not(self, members: JsonObject, where: str) -> None:
        with refused(where, "abbreviates") as refusal:
            quads(self.document(**members), self.contexts)
        assert "https://ex.example/" in refusal.value.fix


def test_under_a_catch_all_the_vocabulary_is_not_spelt_out() -> None:
    contexts = FROZEN.bringing({"urn:ctx": {"@context": {"@vocab": "https://v.example/#"}}})
    document: JsonObject = {"@context": [V2, "urn:ctx"], "https://v.example/#motto": "x"}
    with refused("/https:~1~1v.example~1#motto", "`motto`"):
        quads(document, contexts, catch_all=True)


def test_an_iri_in_full_is_read_where_no_term_stands_for_it() -> None:
    """`email` belongs to the context of the type Profile and means nothing at the top."""
    predicates = {quad[1] for quad in quads(badge(**{f"{SCHEMA}email": "a@b.example"}))}
    assert f"<{SCHEMA}email>" in predicates
    with refused("/issuer/https:~1~1schema.org~1email", "`email`"):
        quads(badge(issuer={"id": "urn:i", "type": "Profile", f"{SCHEMA}email": "a@b.example"}))


def test_an_endorsement_inside_a_credential_may_speak_of_the_credential() -> None:
    endorsement: JsonObject = {
        "id": "urn:uuid:9",
        "type": ["VerifiableCredential", "EndorsementCredential"],
        "issuer": "did:example:other",
        "credentialSubject": {
            "id": "urn:uuid:1",
            "type": ["EndorsementSubject"],
            "endorsementComment": "Well earned.",
        },
    }
    document = badge(endorsement=[endorsement])
    assert canonical_nquads(document) == reference_nquads(document)
