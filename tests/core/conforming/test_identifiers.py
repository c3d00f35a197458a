"""Identifiers: one absolute address each, of whatever scheme (VC Data Model 2.0, 4.4)."""

from __future__ import annotations

import pytest

from credstone.ports import Json
from tests.core.conforming.trial import assert_conforms, assert_not_covered, assert_refused

ADDRESSES = [
    "urn:uuid:0c07c1ce-57cb-41af-bef2-1b932b986873",
    "https://id.example/things#123",
    "http://id.example/a?b=c",
    "did:example:1234abcd",
    "did:web:uni.example:people:7",
    "tag:uni.example,2026:7",
    "mailto:jane@uni.example",
    "ni:///sha-256;f4OxZX_x_FO5LcGBSKHWXfwtSx-j1ncoSt3SABJtkGk",
    "https://uni.example/größe",
    "data:text/plain,jane",
]
NONE: list[Json] = [
    "not-an-address",
    "",
    "/people/7",
    "//uni.example/7",
    "#7",
    "https://uni.example/a b",
    "https://uni.example/<7>",
    "urn:\n",
    "_:b0",
    None,
    7,
    True,
    [],
    {},
    ["urn:a:1"],
    ["urn:a:1", "urn:a:2"],
    {"id": "urn:a:1"},
]


@pytest.mark.conforms("vcdm2-4.4-id-url")
@pytest.mark.parametrize("name", ADDRESSES)
def test_an_address_of_any_scheme_names_credential_and_subject(name: str) -> None:
    assert_conforms(id=name)
    assert_conforms(credentialSubject={"id": name, "name": "Jane"})


@pytest.mark.conforms("vcdm2-4.4-id-url")
def test_a_credential_and_its_subject_may_be_without_a_name() -> None:
    assert_conforms(id=..., credentialSubject={"name": "Jane"})


@pytest.mark.conforms("vcdm2-4.4-id-url")
@pytest.mark.parametrize("name", NONE)
def test_what_is_not_one_address_names_nothing(name: Json) -> None:
    assert_refused("/id", id=name)
    assert_refused("/credentialSubject/id", credentialSubject={"id": name, "name": "Jane"})
    assert_refused(
        "/credentialSubject/1/id",
        credentialSubject=[{"name": "Jane"}, {"id": name, "name": "Joe"}],
    )


@pytest.mark.conforms("vcdm2-4.4-id-url")
@pytest.mark.parametrize("name", ["not-an-address", "/people/7", "_:b0", None, 7])
def test_an_identifier_deep_inside_is_an_address_too(name: Json) -> None:
    deep: Json = {"https://x.example/degree": {"id": name, "name": "Bachelor"}}
    assert_not_covered("/credentialSubject/https:~1~1x.example~1degree/id", credentialSubject=deep)
