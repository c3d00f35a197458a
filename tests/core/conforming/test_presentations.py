"""Presentations: type, holder, and credentials that are objects (VC Data Model 2.0, 4.13)."""

from __future__ import annotations

import pytest

from credstone.conforming.presentation import presentation
from credstone.ports import Json, JsonObject
from credstone.verifying.checks.structure import presentation_structure
from credstone.verifying.report import Outcome
from tests.core.verifying.world import OB3, V2

HOLDER = "did:example:holder"
SECURED: JsonObject = {"@context": [V2], "type": ["VerifiableCredential"], "proof": {}}
ENVELOPE: JsonObject = {
    "@context": V2,
    "id": "data:application/vc+jwt,eyJhbGciOiJFZERTQSJ9.e30.c2ln",
    "type": "EnvelopedVerifiableCredential",
}
OWN: JsonObject = {
    "@context": [V2],
    "type": ["VerifiableCredential"],
    "issuer": HOLDER,
    "credentialSubject": {"name": "Jane"},
}


def presented(**changes: Json) -> JsonObject:
    document: JsonObject = {"@context": [V2], "type": ["VerifiablePresentation"]}
    changed = {**document, **changes}
    return {name: value for name, value in changed.items() if value is not ...}


def assert_broken(where: str, clause: str = "", **changes: Json) -> None:
    check = presentation_structure(presented(**changes))
    assert check.outcome is Outcome.FAILED
    assert check.reason.startswith(f"{where}: ")
    assert check.clause.endswith(clause)


@pytest.mark.conforms(
    "vcdm2-4.13-presentation-id",
    "vcdm2-4.13-presentation-type",
    "vcdm2-4.13-credentials",
    "vcdm2-4.13-holder",
    "vcdm2-4.13.1-enveloped-context",
    "vcdm2-4.13.1-enveloped-id",
    "vcdm2-4.13.1-enveloped-type",
)
@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"@context": [V2, OB3]},
        {"id": "urn:uuid:3978344f-8596-4c3a-a978-8fcaba3903c5"},
        {"type": "VerifiablePresentation"},
        {"type": ["https://x.example/types#Application", "VerifiablePresentation"]},
        {"holder": HOLDER},
        {"holder": {"id": HOLDER, "name": "Jane"}},
        {"verifiableCredential": SECURED},
        {"verifiableCredential": [SECURED, ENVELOPE, SECURED]},
        {"verifiableCredential": {**ENVELOPE, "@context": [V2], "type": [ENVELOPE["type"]]}},
        {"verifiableCredential": [OWN], "holder": {"id": HOLDER}},
        {"termsOfUse": [{"type": "urn:terms:1"}]},
    ],
)
def test_a_presentation_may_be_written_in_many_ways(changes: JsonObject) -> None:
    assert list(presentation(presented(**changes))) == []


@pytest.mark.conforms("vcdm2-4.3-context-present", "vcdm2-4.3-context-first")
@pytest.mark.parametrize("contexts", [..., None, V2, [], [OB3, V2]])
def test_a_presentation_names_the_same_first_context(contexts: Json) -> None:
    assert_broken("/@context", "4.3", **{"@context": contexts})


@pytest.mark.conforms("vcdm2-4.13-presentation-id")
@pytest.mark.parametrize("name", ["presentation", "", None, 7, ["urn:a:1"]])
def test_an_id_that_is_no_address_is_refused(name: Json) -> None:
    assert_broken("/id", "4.4", id=name)


@pytest.mark.conforms("vcdm2-4.13-presentation-type", "vcdm2-4.5-presentation-type")
@pytest.mark.parametrize("types", [..., None, [], "", ["VerifiableCredential"], [7], {"a": "b"}])
def test_a_presentation_says_that_it_is_one(types: Json) -> None:
    assert_broken("/type", "4.5", type=types)


@pytest.mark.conforms("vcdm2-4.13-holder")
@pytest.mark.parametrize(
    "holder",
    [None, 7, "", "Jane", [], [HOLDER], {}, {"name": "Jane"}, {"id": "Jane"}, {"id": None}],
)
def test_a_holder_without_one_address_is_refused(holder: Json) -> None:
    assert_broken("/holder", "4.13", holder=holder)


@pytest.mark.conforms("vcdm2-4.13-credentials", "jose-vp-enveloped-vc")
@pytest.mark.parametrize("value", [7, True, None, "", "https://uni.example/1", "eyJ.e30.c2ln"])
def test_what_is_presented_is_an_object(value: Json) -> None:
    assert_broken("/verifiableCredential", "4.13", verifiableCredential=value)
    assert_broken("/verifiableCredential/1", "4.13", verifiableCredential=[SECURED, value])


@pytest.mark.conforms("vcdm2-4.13-credentials")
def test_an_empty_hand_presents_nothing() -> None:
    assert_broken("/verifiableCredential", "4.13", verifiableCredential=[])
    assert_broken("/verifiableCredential/0", "4.13", verifiableCredential=[[SECURED]])


@pytest.mark.conforms("vcdm2-4.13.1-enveloped-context")
@pytest.mark.parametrize("contexts", [..., None, [], OB3, [OB3], {"id": V2}])
def test_an_envelope_names_a_context_that_knows_envelopes(contexts: Json) -> None:
    changed = {**ENVELOPE, "@context": contexts}
    bare: Json = {name: value for name, value in changed.items() if value is not ...}
    assert_broken("/verifiableCredential/@context", "4.13.1", verifiableCredential=bare)


@pytest.mark.conforms("vcdm2-4.13.1-enveloped-id")
@pytest.mark.parametrize(
    "name", [..., None, 7, "", "https://uni.example/1.jwt", "eyJ.e30.c2ln", []]
)
def test_an_envelope_holds_what_it_says_in_a_data_address(name: Json) -> None:
    changed = {**ENVELOPE, "id": name}
    bare: Json = {member: value for member, value in changed.items() if value is not ...}
    assert_broken("/verifiableCredential/id", "4.13.1", verifiableCredential=bare)


@pytest.mark.conforms("vcdm2-4.13.1-enveloped-type")
def test_an_envelope_is_nothing_else_and_says_nothing_else() -> None:
    both: Json = {**ENVELOPE, "type": ["EnvelopedVerifiableCredential", "VerifiableCredential"]}
    assert_broken("/verifiableCredential/type", "4.13.1", verifiableCredential=both)
    more: Json = {**ENVELOPE, "name": "Master of everything"}
    assert_broken("/verifiableCredential", "4.13.1", verifiableCredential=more)


@pytest.mark.conforms(
    "vcdm2-4.13-credentials-secured", "vcdm2-4.13.4-holder", "jose-vp-credentials-secured"
)
def test_what_nobody_secured_is_the_holders_own_or_refused() -> None:
    assert_broken("/verifiableCredential/0", "4.13.4", verifiableCredential=[OWN])
    assert_broken(
        "/verifiableCredential", "4.13.4", verifiableCredential=OWN, holder="did:example:other"
    )


@pytest.mark.conforms("vcdm2-4.13.4-same-requirements")
def test_the_holders_own_statements_are_built_as_credentials_must_be() -> None:
    for where, broken in [
        ("/credentialSubject", {**OWN, "credentialSubject": {}}),
        ("/type", {**OWN, "type": ["urn:t:1"]}),
        ("/validFrom", {**OWN, "validFrom": "yesterday"}),
    ]:
        own: Json = [broken]
        assert_broken(f"/verifiableCredential/0{where}", verifiableCredential=own, holder=HOLDER)
