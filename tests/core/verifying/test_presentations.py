"""A learner shows what an employer asked for, by every mechanism and in every wrapping."""

from __future__ import annotations

import json
from datetime import datetime

import pytest

from credstone.model.credential import StatusPurpose
from credstone.ports import KeyType
from credstone.securing import vc_jwt, vp_jwt
from credstone.securing.mechanism import CRYPTOSUITES, MECHANISMS
from credstone.verifying.policy import Policy
from credstone.verifying.presentation import is_presentation, verify_presentation
from credstone.verifying.presentation_report import PresentationReason
from credstone.verifying.report import Outcome, Verdict
from tests.core.verifying.presenting import (
    CHALLENGE,
    DOMAIN,
    Holder,
    award_to,
    listed,
    look_at,
    presentation,
)
from tests.core.verifying.world import NOW, Issuer, World, badge, status_entry
from tests.fakes import MemoryResolver, MemoryStatusSource

WAYS = [
    (suite, key_type)
    for suite in (*CRYPTOSUITES, "vp-jwt")
    for key_type in sorted(MECHANISMS[suite].KEY_TYPES)
]


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
def issuer(world: World) -> Issuer:
    return world.did_web()


@pytest.mark.conforms("jose-verify-vp", "jose-vp-enveloped-vc")
@pytest.mark.parametrize(("suite", "key_type"), WAYS, ids=lambda value: str(value))
def test_what_a_learner_presents_is_valid_by_every_mechanism(
    world: World, issuer: Issuer, suite: str, key_type: KeyType
) -> None:
    learner = Holder.of(key_type)
    data = learner.present(award_to(world, issuer, learner), suite=suite)

    report = look_at(world, data)

    assert (report.verdict, report.reasons) == (Verdict.VALID, ())
    assert (report.holder, report.named, report.mechanism) == (learner.id, True, suite)
    assert all(check.passed for check in report.checks)
    assert [one.verdict for one in report.credentials] == [Verdict.VALID]


def test_each_credential_is_answered_as_if_it_had_come_alone(world: World, issuer: Issuer) -> None:
    learner = Holder()
    credential = award_to(world, issuer, learner)
    report = look_at(world, learner.present(credential), at=world.at)
    assert report.credentials == (world.verify(credential),)


@pytest.mark.parametrize("suite", ["eddsa-jcs-2022", "eddsa-rdfc-2022", "vp-jwt"])
def test_credentials_of_all_kinds_may_stand_side_by_side(
    world: World, issuer: Issuer, suite: str
) -> None:
    learner = Holder()
    embedded = [
        award_to(world, issuer, learner, one) for one in ("eddsa-rdfc-2022", "eddsa-jcs-2022")
    ]
    enveloped = vc_jwt.envelope(award_to(world, issuer, learner, "vc-jwt"))

    report = look_at(world, learner.present(*embedded, enveloped, suite=suite))

    assert report.verdict is Verdict.VALID
    mechanisms = [one.credential.mechanism for one in report.credentials]
    assert mechanisms == ["eddsa-rdfc-2022", "eddsa-jcs-2022", "vc-jwt"]


@pytest.mark.parametrize("suite", ["eddsa-rdfc-2022", "vp-jwt"])
def test_one_credential_needs_no_array(world: World, issuer: Issuer, suite: str) -> None:
    learner = Holder()
    document = presentation(learner.id)
    document["verifiableCredential"] = json.loads(award_to(world, issuer, learner))
    data = learner.sign(document, suite=suite, challenge=CHALLENGE, domains=(DOMAIN,))
    assert look_at(world, data).verdict is Verdict.VALID


def test_the_enveloped_presentation_is_the_same_one(world: World, issuer: Issuer) -> None:
    learner = Holder()
    token = learner.present(award_to(world, issuer, learner), suite="vp-jwt")
    assert look_at(world, vp_jwt.envelope(token)) == look_at(world, token)


@pytest.mark.parametrize("suite", ["eddsa-jcs-2022", "vp-jwt"])
def test_nobody_has_to_name_a_holder(world: World, issuer: Issuer, suite: str) -> None:
    learner = Holder()
    data = learner.present(award_to(world, issuer, learner), suite=suite, changes={"holder": None})
    report = look_at(world, data)
    assert (report.verdict, report.reasons) == (Verdict.VALID, ())
    assert (report.holder, report.named) == (learner.id, False)


def test_a_holder_may_be_an_object_with_an_id(world: World, issuer: Issuer) -> None:
    learner = Holder()
    data = learner.present(award_to(world, issuer, learner), changes={"holder": {"id": learner.id}})
    assert (look_at(world, data).verdict, look_at(world, data).holder) == (
        Verdict.VALID,
        learner.id,
    )


def test_a_presentation_may_present_nothing(world: World) -> None:
    learner = Holder()
    report = look_at(world, learner.present(changes={"verifiableCredential": None}))
    assert (report.verdict, report.credentials) == (Verdict.VALID, ())


def test_a_holder_with_a_domain_uses_a_key_for_showing_who_they_are(
    world: World, issuer: Issuer
) -> None:
    company = Holder(method="did:web:company.example#key-1")
    listed(world, company, "authentication")
    report = look_at(world, company.present(award_to(world, issuer, company)))
    assert report.verdict is Verdict.VALID


def test_somebody_elses_credential_is_named_as_such(world: World, issuer: Issuer) -> None:
    """A copy of it proves nothing about who shows it; a parent may show it all the same."""
    learner, stranger = Holder(), Holder()
    report = look_at(world, stranger.present(award_to(world, issuer, learner)))
    assert report.verdict is Verdict.VALID
    assert report.reasons == (PresentationReason.HOLDER_NOT_SUBJECT,)
    remark = report.check("holder_binding:1")
    assert remark is not None
    assert learner.id in remark.reason
    assert stranger.id in remark.reason


def test_a_credential_that_names_nobody_says_nothing_about_who_shows_it(
    world: World, issuer: Issuer
) -> None:
    subject = dict(badge(issuer)["credentialSubject"])  # type: ignore[arg-type]
    identity = {
        "type": "IdentityObject",
        "hashed": False,
        "identityHash": "Ana",
        "identityType": "name",
    }
    del subject["id"]
    document = badge(issuer, credentialSubject={**subject, "identifier": [identity]})
    report = look_at(world, Holder().present(world.sign(issuer, document)))
    remark = report.check("holder_binding:1")
    assert remark is not None
    assert remark.outcome is Outcome.UNDETERMINED
    assert (report.verdict, report.reasons) == (Verdict.VALID, ())


def test_a_revoked_credential_makes_the_presentation_invalid(world: World, issuer: Issuer) -> None:
    learner = Holder()
    world.publish(issuer, StatusPurpose.REVOCATION, [4711])
    revoked = badge(issuer, credentialStatus=status_entry(StatusPurpose.REVOCATION))
    data = learner.present(award_to(world, issuer, learner), world.sign(issuer, revoked))
    report = look_at(world, data)
    assert report.verdict is Verdict.INVALID
    assert report.reasons[0] is PresentationReason.CREDENTIAL_NOT_VALID
    assert [one.verdict for one in report.credentials] == [Verdict.VALID, Verdict.INVALID]


def test_a_credential_that_could_not_be_checked_leaves_the_presentation_open(
    world: World, issuer: Issuer
) -> None:
    learner = Holder()
    document = badge(issuer, credentialStatus=status_entry(StatusPurpose.REVOCATION))
    report = look_at(world, learner.present(world.sign(issuer, document)))
    assert report.verdict is Verdict.UNDETERMINED
    assert report.reasons[0] is PresentationReason.NOT_FOUND_OUT


def test_a_holders_key_out_of_reach_leaves_the_presentation_open(
    world: World, issuer: Issuer
) -> None:
    """Its credentials are looked at all the same; that they hold says nothing about who shows."""
    company = Holder(method="did:web:company.example#key-1")
    report = look_at(world, company.present(award_to(world, issuer, company)))
    assert report.verdict is Verdict.UNDETERMINED
    assert report.reasons == (PresentationReason.NOT_FOUND_OUT,)
    assert [one.verdict for one in report.credentials] == [Verdict.VALID]


def test_a_policy_that_demands_trusted_issuers_demands_them_of_each_credential(
    world: World, issuer: Issuer
) -> None:
    learner = Holder()
    data = learner.present(award_to(world, issuer, learner))
    report = look_at(world, data, policy=Policy(require_trusted=True))
    assert report.verdict is Verdict.INVALID


@pytest.mark.parametrize("suite", ["eddsa-jcs-2022", "vp-jwt"])
def test_what_calls_itself_a_presentation_is_told_from_a_credential(
    world: World, issuer: Issuer, suite: str
) -> None:
    learner = Holder()
    credential = award_to(world, issuer, learner)
    presented = learner.present(credential, suite=suite)
    assert is_presentation(presented)
    assert is_presentation(json.dumps(presentation(learner.id, credential)).encode())
    assert not any(map(is_presentation, (credential, b"", b"{}", b"[1]", b"a.b.c")))


def test_a_moment_without_a_time_zone_is_the_callers_mistake() -> None:
    with pytest.raises(ValueError, match="time zone"):
        verify_presentation(
            b"",
            at=datetime(2026, 11, 21),  # noqa: DTZ001
            keys=MemoryResolver(),
            statuses=MemoryStatusSource(),
        )


def test_the_moment_is_the_one_that_was_asked_about(world: World) -> None:
    assert look_at(world, b"", at=NOW).at == NOW
