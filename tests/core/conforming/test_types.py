"""Types: terms of a context or absolute addresses, VerifiableCredential among them (4.5)."""

from __future__ import annotations

import pytest

from credstone.ports import Json
from tests.core.conforming.trial import assert_conforms, assert_not_covered, assert_refused

VC = "VerifiableCredential"
OWN = "https://uni.example/types#Award"


@pytest.mark.conforms("vcdm2-4.5-type-values", "vcdm2-4.5-credential-type")
@pytest.mark.parametrize(
    "types", [VC, [VC], [VC, OWN], [OWN, VC], [OWN, VC, "urn:type:1"], [VC, "JsonSchemaCredential"]]
)
def test_the_types_are_terms_or_addresses_in_any_order(types: Json) -> None:
    assert_conforms(type=types)


@pytest.mark.conforms("vcdm2-4.5-type-present", "vcdm2-4.5-type-values")
@pytest.mark.parametrize("types", [..., None, [], "", [""], 7, [VC, 7], [VC, None], {"a": VC}])
def test_a_credential_that_does_not_say_what_it_is_is_refused(types: Json) -> None:
    assert_refused("/type", type=types)


@pytest.mark.conforms("vcdm2-4.5-credential-type")
@pytest.mark.parametrize("types", [OWN, [OWN], "JsonSchemaCredential", ["verifiablecredential"]])
def test_a_credential_says_that_it_is_one(types: Json) -> None:
    assert_refused("/type", type=types)


@pytest.mark.conforms("vcdm2-4.5-type-values")
@pytest.mark.parametrize("name", ["Award", "types#Award", "/Award", "not an address", "x y:z"])
def test_a_type_that_no_context_maps_to_an_address_is_refused(name: str) -> None:
    assert_not_covered("/type/1", type=[VC, name])


@pytest.mark.conforms("vcdm2-4.5-type-values")
@pytest.mark.parametrize("types", [[], "", 7, [None]])
def test_the_types_of_issuer_and_subject_are_types_too(types: Json) -> None:
    assert_refused("/credentialSubject/type", credentialSubject={"type": types, "name": "Jane"})
    assert_refused("/issuer/type", issuer={"id": "did:example:1", "type": types})
