"""From credentials to quads: what each form of JSON-LD that credentials use comes to."""

from __future__ import annotations

from credstone.contexts import FROZEN
from credstone.ports import Json, JsonObject
from credstone.securing.canonical import canonical_nquads, quads
from credstone.securing.canonical.reference import reference_nquads
from tests.core.securing.canonical.documents import (
    CLR,
    DATA_INTEGRITY,
    OB,
    SCHEMA,
    V1,
    V2,
    VOCABULARY,
    badge,
    node,
)

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
CREDENTIALS = "https://www.w3.org/2018/credentials#"
SECURITY = "https://w3id.org/security#"


def lines(document: JsonObject) -> list[str]:
    return canonical_nquads(document).decode().splitlines()


def values(document: JsonObject, predicate: str) -> set[str]:
    return {quad[2] for quad in quads(document) if quad[1] == f"<{predicate}>"}


def test_a_badge_is_the_quads_that_the_reference_processor_sees() -> None:
    assert canonical_nquads(badge()) == reference_nquads(badge())
    assert lines(badge()) == sorted(lines(badge()))
    assert (
        "<did:example:learner> "
        "<https://purl.imsglobal.org/spec/vc/ob/vocab.html#achievement> <urn:uuid:2> ."
    ) in lines(badge())


def test_the_order_of_members_and_of_sets_changes_nothing() -> None:
    document = badge(name=["b", "a"])
    backwards = dict(reversed(badge(name=["a", "b"]).items()))
    assert canonical_nquads(document) == canonical_nquads(backwards)


def test_the_datatype_that_1edtech_left_unresolved_stays_as_published() -> None:
    (line,) = (
        line for line in lines(badge(awardedDate="2026-01-01T00:00:00Z")) if "awarded" in line
    )
    assert line.endswith('"2026-01-01T00:00:00Z"^^<xsd:dateTime> .')
    (valid,) = (line for line in lines(badge()) if "validFrom" in line)
    assert valid.endswith("^^<http://www.w3.org/2001/XMLSchema#dateTime> .")


def test_the_members_of_a_type_hold_for_its_node_alone() -> None:
    """`email` is a word of Profile; inside its image the words of Profile are gone."""
    image: JsonObject = {"id": "urn:image", "type": "Image", "caption": "A seal"}
    issuer: JsonObject = {"id": "urn:i", "type": "Profile", "email": "a@b.example", "image": image}
    assert values(badge(issuer=issuer), f"{SCHEMA}email") == {'"a@b.example"'}
    assert values(badge(issuer=issuer), f"{SCHEMA}caption") == {'"A seal"'}


def test_two_types_bring_both_their_words() -> None:
    document: JsonObject = {
        "@context": [V2, CLR, OB],
        "id": "urn:uuid:1",
        "type": ["VerifiableCredential", "ClrCredential"],
        "issuer": "did:example:issuer",
        "partial": True,
    }
    predicate = "https://purl.imsglobal.org/spec/vc/clr/vocab.html#partial"
    assert values(document, predicate) == {'"true"^^<xsd:boolean>'}
    assert canonical_nquads(document) == reference_nquads(document)


def test_numbers_are_written_as_json_ld_writes_them() -> None:
    subject: JsonObject = {"type": "AchievementSubject", "creditsEarned": 2.5}
    (credits,) = values(badge(credentialSubject=subject), f"{VOCABULARY}creditsEarned")
    assert credits == '"2.5E0"^^<https://www.w3.org/2001/XMLSchema#float>'
    numbers: list[Json] = [3, -4.0, 0.1, 1e21, True]
    xsd = "^^<http://www.w3.org/2001/XMLSchema#"
    assert values(node(**{"urn:p": numbers}), "urn:p") == {
        f'"3"{xsd}integer>',
        f'"-4"{xsd}integer>',
        f'"1.0E-1"{xsd}double>',
        f'"1.0E21"{xsd}double>',
        f'"true"{xsd}boolean>',
    }


def test_text_in_a_language_keeps_it_in_lower_case() -> None:
    texts: list[Json] = [
        {"@value": "Inga", "@language": "sv"},
        {"@value": "Nenhum", "@language": "pt-BR"},
    ]
    assert values(badge(name=texts), f"{SCHEMA}name") >= {'"Inga"@sv', '"Nenhum"@pt-br'}


def test_a_language_map_and_a_default_language() -> None:
    context: JsonObject = {
        "@language": "SV",
        "title": {"@id": "urn:title", "@container": "@language"},
        "plain": "urn:plain",
        "code": {"@id": "urn:code", "@language": None},
        "none": "@none",
    }
    contexts = FROZEN.bringing({"urn:c": {"@context": context}})
    document: JsonObject = {
        "@context": "urn:c",
        "title": {"en": ["One", "Two"], "none": "Three"},
        "plain": "Fyra",
        "code": "5",
    }
    assert {quad[2] for quad in quads(document, contexts)} == {
        '"One"@en',
        '"Two"@en',
        '"Three"',
        '"Fyra"@sv',
        '"5"',
    }
    assert canonical_nquads(document, contexts) == reference_nquads(document, contexts)


def test_a_list_keeps_order_and_repetition_and_may_be_empty() -> None:
    grades: JsonObject = {
        "id": "urn:r",
        "type": "ResultDescription",
        "allowedValue": ["B", "A", "B"],
    }
    found = quads(node(**{"urn:p": grades}))
    assert [quad[2] for quad in found if quad[1] == f"<{RDF}first>"] == ['"B"', '"A"', '"B"']
    assert sum(quad[1:3] == (f"<{RDF}rest>", f"<{RDF}nil>") for quad in found) == 1
    empty = node(**{"urn:p": grades | {"allowedValue": []}})
    assert values(empty, f"{VOCABULARY}allowedValue") == {f"<{RDF}nil>"}
    nested = node(**{"urn:p": {"@list": [["a"], [], "b"]}})
    assert canonical_nquads(nested) == reference_nquads(nested)


def test_an_empty_object_is_something_without_a_name() -> None:
    (quad,) = quads(node(**{"urn:p": {}}))
    assert quad[2].startswith("_:")


def test_one_node_may_be_mentioned_in_several_places() -> None:
    creator: JsonObject = {"id": "did:example:issuer", "type": ["Profile"], "url": "urn:u"}
    achievement: JsonObject = {"id": "urn:a", "type": "Achievement", "creator": creator}
    document = badge(credentialSubject={"type": "AchievementSubject", "achievement": achievement})
    assert values(document, f"{SCHEMA}url") == {
        '"urn:u"^^<https://www.w3.org/2001/XMLSchema#anyURI>'
    }
    assert canonical_nquads(document) == reference_nquads(document)


PROOF: JsonObject = {
    "type": "DataIntegrityProof",
    "cryptosuite": "eddsa-rdfc-2022",
    "proofPurpose": "assertionMethod",
    "verificationMethod": "did:example:issuer#key",
    "proofValue": "z1",
}


def test_a_proof_is_a_graph_of_its_own() -> None:
    document = badge(proof=[PROOF, PROOF | {"proofPurpose": "authentication"}])
    graphs = {quad[2] for quad in quads(document) if quad[1] == f"<{SECURITY}proof>"}
    assert len(graphs) == 2
    assert {quad[3] for quad in quads(document)} == {"", *graphs}
    assert values(document, f"{SECURITY}proofPurpose") == {
        f"<{SECURITY}assertionMethod>",
        f"<{SECURITY}authenticationMethod>",
    }
    assert canonical_nquads(document) == reference_nquads(document)


def test_proof_options_are_a_document_too() -> None:
    for context in (V2, [V1, DATA_INTEGRITY]):
        options = PROOF | {"@context": context}
        assert canonical_nquads(options) == reference_nquads(options)


def test_a_presentation_holds_credentials_under_their_own_contexts() -> None:
    enveloped: JsonObject = {
        "@context": V2,
        "id": "data:application/vc+jwt,e30.e30.c2ln",
        "type": "EnvelopedVerifiableCredential",
    }
    document: JsonObject = {
        "@context": [V2],
        "type": "VerifiablePresentation",
        "holder": "did:example:learner",
        "verifiableCredential": [badge(proof=PROOF), enveloped],
    }
    assert canonical_nquads(document) == reference_nquads(document)
    assert any(f"{VOCABULARY}achievement>" in line for line in lines(document))


def test_a_clr_holds_credentials_beside_the_transcript() -> None:
    document: JsonObject = {
        "@context": [V2, CLR, OB],
        "id": "urn:uuid:9",
        "type": ["VerifiableCredential", "ClrCredential"],
        "issuer": "did:example:issuer",
        "credentialSubject": {"type": "ClrSubject", "verifiableCredential": [badge()]},
    }
    assert canonical_nquads(document) == reference_nquads(document)


def test_vc_1_1_is_read() -> None:
    document: JsonObject = {
        "@context": [V1],
        "id": "urn:uuid:1",
        "type": ["VerifiableCredential"],
        "issuer": "did:example:issuer",
        "issuanceDate": "2020-01-01T00:00:00Z",
        "credentialSchema": {"id": "urn:s", "type": "JsonSchemaValidator2018"},
    }
    assert f"{CREDENTIALS}JsonSchemaValidator2018" in canonical_nquads(document).decode()
    assert canonical_nquads(document) == reference_nquads(document)


def test_text_is_escaped_as_the_recommendation_says() -> None:
    text = '"\\\t\n\r\b\f\x00\x0b\x7f\ufffe\uffff\x80\u2028é🎓'
    (found,) = values(node(name=text), f"{SCHEMA}name")
    assert found == (r'"\"\\\t\n\r\b\f\u0000\u000B\u007F\uFFFE\uFFFF' + '\x80\u2028é🎓"')
