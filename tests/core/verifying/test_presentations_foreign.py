"""Whose key, for which purpose: presentations and credentials signed by the wrong one."""

from __future__ import annotations

import json

import pytest

from credstone.ports import JsonObject, KeyType
from credstone.securing import vc_jwt, vp_jwt
from credstone.verifying.presentation_report import PresentationReason
from credstone.verifying.profiles import VC_API
from credstone.verifying.report import TrustLevel, Verdict
from tests.core.verifying.presenting import (
    CHALLENGE,
    DOMAIN,
    Holder,
    award_to,
    listed,
    look_at,
    presentation,
)
from tests.core.verifying.world import Issuer, World, badge

SUITES = pytest.mark.parametrize("suite", ["eddsa-rdfc-2022", "eddsa-jcs-2022", "vp-jwt"])
EMBEDDED = pytest.mark.parametrize("suite", ["eddsa-rdfc-2022", "eddsa-jcs-2022"])
POLICIES = pytest.mark.parametrize("policy", [None, VC_API], ids=["product", "VC-API"])


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
def issuer(world: World) -> Issuer:
    return world.did_web()


@pytest.fixture
def learner() -> Holder:
    return Holder()


@pytest.mark.conforms("di-verify-purpose")
@pytest.mark.conforms("di-verify-purpose")
@EMBEDDED
@pytest.mark.parametrize("purpose", ["assertionMethod", "keyAgreement", "capabilityInvocation"])
def test_a_presentation_signed_for_another_purpose_is_refused(
    world: World, issuer: Issuer, learner: Holder, suite: str, purpose: str
) -> None:
    data = learner.present(award_to(world, issuer, learner), suite=suite, purpose=purpose)
    report = look_at(world, data)
    assert (report.verdict, report.credentials) == (Verdict.INVALID, ())
    assert [check.id for check in report.checks if not check.passed] == ["purpose"]


@EMBEDDED
def test_a_credential_signed_to_show_who_presents_is_refused(
    world: World, learner: Holder, suite: str
) -> None:
    document = badge(Issuer(learner.id, learner.method_id))
    data = learner.sign(document, suite=suite)
    assert world.verify(data).verdict is Verdict.INVALID
    report = look_at(world, learner.present(data))
    assert report.verdict is Verdict.INVALID
    assert PresentationReason.CREDENTIAL_NOT_VALID in report.reasons


@pytest.mark.conforms("cid-retrieve-relationship")
@SUITES
@pytest.mark.parametrize("relationship", ["assertionMethod", "keyAgreement"])
def test_a_key_that_is_not_listed_for_showing_who_one_is_does_not_show_it(
    world: World, issuer: Issuer, suite: str, relationship: str
) -> None:
    company = Holder(method="did:web:company.example#key-1")
    listed(world, company, relationship)
    report = look_at(world, company.present(award_to(world, issuer, company), suite=suite))
    assert report.verdict is Verdict.INVALID
    assert [check.id for check in report.checks if not check.passed] == ["purpose"]


@pytest.mark.conforms("jose-kid-url")
@SUITES
@POLICIES
def test_nobody_presents_in_another_holders_name(
    world: World, issuer: Issuer, learner: Holder, suite: str, policy: object
) -> None:
    stranger = Holder()
    data = stranger.present(
        award_to(world, issuer, learner), suite=suite, changes={"holder": learner.id}
    )
    report = look_at(world, data, policy=policy)  # type: ignore[arg-type]
    assert report.verdict is Verdict.INVALID
    assert [check.id for check in report.checks if not check.passed] == ["controller"]


@SUITES
def test_a_key_of_another_type_under_the_same_name_is_refused(
    world: World, issuer: Issuer, suite: str
) -> None:
    company = Holder(method="did:web:company.example#key-1")
    listed(world, Holder(Holder.of(KeyType.P256).key, company.method), "authentication")
    report = look_at(world, company.present(award_to(world, issuer, company), suite=suite))
    assert report.verdict is Verdict.INVALID


@POLICIES
@SUITES
def test_a_holder_may_state_something_of_their_own(
    world: World, learner: Holder, suite: str, policy: object
) -> None:
    """VCDM 2.0, 4.13.4: what only the presentation secures is the holder's own."""
    report = look_at(world, own_statement(learner, suite), policy=policy)  # type: ignore[arg-type]
    assert report.verdict is Verdict.VALID
    (credential,) = report.credentials
    assert credential.issuer.id == learner.id
    assert credential.issuer.trust is TrustLevel.UNKNOWN
    assert credential.credential.mechanism == suite


@pytest.mark.conforms("vcdm2-4.13.4-holder")
@pytest.mark.conforms("jose-vp-credentials-secured")
@POLICIES
@SUITES
@pytest.mark.parametrize(
    "change",
    [
        {"holder": None},
        {"holder": "did:example:acme"},
        {"issuer": "did:example:acme"},
        {"issuer": "did:example:acme", "holder": "did:example:acme"},
    ],
    ids=str,
)
def test_nobody_states_something_in_anothers_name(
    world: World, learner: Holder, suite: str, policy: object, change: JsonObject
) -> None:
    report = look_at(world, own_statement(learner, suite, **change), policy=policy)  # type: ignore[arg-type]
    assert report.verdict is Verdict.INVALID


@SUITES
def test_an_own_statement_needs_a_key_to_state_things(world: World, suite: str) -> None:
    company = Holder(method="did:web:company.example#key-1")
    data = own_statement(company, suite)
    listed(world, company, "authentication", "assertionMethod")
    assert look_at(world, data).verdict is Verdict.VALID
    listed(world, company, "authentication")
    report = look_at(world, data)
    assert report.verdict is Verdict.INVALID
    assert report.reasons[0] is PresentationReason.CREDENTIAL_NOT_VALID


def test_an_own_statement_that_nobody_signed_is_nothing(world: World, learner: Holder) -> None:
    document = presentation(learner.id)
    document["verifiableCredential"] = [badge(Issuer(learner.id, learner.method_id))]
    report = look_at(world, json.dumps(document).encode())
    assert report.reasons == (
        PresentationReason.UNSIGNED,
        PresentationReason.CREDENTIAL_NOT_VALID,
    )


@SUITES
def test_a_credential_is_no_presentation(
    world: World, issuer: Issuer, learner: Holder, suite: str
) -> None:
    suite = "vc-jwt" if suite == "vp-jwt" else suite
    data = award_to(world, issuer, learner, suite)
    for one in (data, vc_jwt.envelope(data)) if suite == "vc-jwt" else (data,):
        report = look_at(world, one)
        assert report.verdict is Verdict.INVALID
        assert [check.id for check in report.checks if not check.passed] == ["structure"]


@SUITES
def test_a_presentation_is_no_credential(
    world: World, issuer: Issuer, learner: Holder, suite: str
) -> None:
    data = learner.present(award_to(world, issuer, learner), suite=suite)
    for one in (data, vp_jwt.envelope(data)) if suite == "vp-jwt" else (data,):
        report = world.verify(one)
        assert report.verdict is Verdict.INVALID
        assert report.reasons


@SUITES
def test_one_document_is_not_both(world: World, learner: Holder, suite: str) -> None:
    both = badge(Issuer(learner.id, learner.method_id))
    both["type"] = [*both["type"], "VerifiablePresentation"]  # type: ignore[misc]
    data = learner.sign(
        {**both, "holder": learner.id}, suite=suite, challenge=CHALLENGE, domains=(DOMAIN,)
    )
    assert look_at(world, data).verdict is Verdict.INVALID


def own_statement(holder: Holder, suite: str, /, **changes: object) -> bytes:
    """A presentation of a credential without a proof, issued by its holder."""
    statement = badge(Issuer(holder.id, holder.method_id))
    if "issuer" in changes:
        statement["issuer"] = changes["issuer"]  # type: ignore[assignment]
    document = presentation(
        holder.id, **{name: value for name, value in changes.items() if name != "issuer"}
    )
    document["verifiableCredential"] = [statement]
    return holder.sign(document, suite=suite, challenge=CHALLENGE, domains=(DOMAIN,))
