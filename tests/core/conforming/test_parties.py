"""Issuer and subjects: who says it, and of whom (VC Data Model 2.0, 4.7 and 4.8)."""

from __future__ import annotations

import pytest

from credstone.ports import Json
from tests.core.conforming.trial import SUBJECT, assert_conforms, assert_refused, plain
from tests.core.verifying.world import World


@pytest.mark.conforms("vcdm2-4.7-issuer-present", "vcdm2-4.7-issuer-url")
def test_the_issuer_is_an_address_or_an_object_with_one() -> None:
    world = World()
    issuer = world.did_web()
    objects: list[Json] = [{"id": issuer.id}, {"id": issuer.id, "type": "urn:t:1", "name": "Uni"}]
    for value in [issuer.id, *objects]:
        report = world.verify(world.sign(issuer, plain(issuer, issuer=value)))
        assert (report.verdict, report.issuer.id) == ("valid", issuer.id)


@pytest.mark.conforms("vcdm2-4.7-issuer-present")
@pytest.mark.parametrize("value", [..., None])
def test_a_credential_that_nobody_issued_is_refused(value: Json) -> None:
    assert_refused("/issuer", issuer=value)


@pytest.mark.conforms("vcdm2-4.7-issuer-url")
@pytest.mark.parametrize(
    "value",
    [
        "the university",
        "",
        7,
        [],
        {},
        ["https://uni.example"],
        [{"id": "https://uni.example"}],
        {"name": "the university"},
        {"id": None},
        {"id": 7},
        {"id": "the university"},
        {"id": ["https://uni.example"]},
        {"id": {"id": "https://uni.example"}},
    ],
)
def test_an_issuer_without_one_address_is_refused(value: Json) -> None:
    assert_refused("/issuer", issuer=value)


@pytest.mark.conforms("vcdm2-4.8-subject-present", "vcdm2-4.8-subject-claims")
@pytest.mark.parametrize(
    "value",
    [
        {"id": "did:example:subject"},
        {"name": "Jane"},
        SUBJECT,
        [SUBJECT],
        [SUBJECT, {"name": "Joe"}],
        {"type": "urn:t:1", "https://x.example/degree": {"name": "Bachelor"}},
    ],
)
def test_one_subject_or_several_have_claims(value: Json) -> None:
    assert_conforms(credentialSubject=value)


@pytest.mark.conforms("vcdm2-4.8-subject-present")
@pytest.mark.parametrize("value", [..., None, []])
def test_a_credential_about_nobody_is_refused(value: Json) -> None:
    assert_refused("/credentialSubject", credentialSubject=value)


@pytest.mark.conforms("vcdm2-4.8-subject-claims", "vcdm2-4.8-subject-inside")
@pytest.mark.parametrize("value", [{}, "did:example:subject", 7, True])
def test_a_subject_that_says_nothing_is_refused(value: Json) -> None:
    assert_refused("/credentialSubject", credentialSubject=value)
    assert_refused("/credentialSubject/1", credentialSubject=[SUBJECT, value])


@pytest.mark.conforms("vcdm2-4.8-subject-claims")
def test_a_list_of_subjects_is_no_subject() -> None:
    """JSON-LD reads ``@list``; whoever looks for the subject's claims finds none."""
    assert_refused("/credentialSubject", credentialSubject={"@list": [SUBJECT]})
