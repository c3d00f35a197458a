"""What a genuine document is further asked, where no award or no replacement is to be read."""

from __future__ import annotations

from credstone.formats import openbadges
from credstone.model.credential import StatusPurpose
from credstone.ports import JsonObject
from credstone.verifying.policy import Policy
from credstone.verifying.report import Outcome, ReasonCode, TrustLevel, Verdict
from tests.core.verifying.awards import an_award, body
from tests.core.verifying.test_trust import Ministry, the_list
from tests.core.verifying.world import (
    CREDENTIAL_ID,
    SUBJECT_ID,
    V2,
    Issuer,
    World,
    badge,
    status_entry,
)

LICENCE: JsonObject = {
    "id": "a-1",
    "type": "programme-licence",
    "body_name": {"en": "Agency"},
    "fields": ["0421"],
}


def plain(issuer: Issuer) -> JsonObject:
    """A credential that states no award."""
    return {
        "@context": [V2],
        "type": ["VerifiableCredential"],
        "issuer": issuer.id,
        "validFrom": "2026-11-01T00:00:00Z",
        "credentialSubject": {"id": SUBJECT_ID},
    }


def test_both_accounts_of_our_own_credentials_are_compared() -> None:
    world = World()
    issuer = world.did_web()
    document = openbadges.export(an_award(body(issuer)), credential_id=CREDENTIAL_ID).document
    check = world.verify(world.sign(issuer, document, suite="vc-jwt")).check("agreement")
    assert check is not None
    assert check.outcome is Outcome.PASSED


def test_a_credential_without_an_award_is_weighed_by_its_first_day_and_no_field() -> None:
    world = World()
    issuer = world.did_web()
    data = world.sign(issuer, plain(issuer), suite="eddsa-jcs-2022")
    everything = Policy(trust=Ministry().publish(the_list(valid_from="2026-11-01")))
    assert world.verify(data, everything).issuer.trust is TrustLevel.ACCREDITED
    later = Policy(trust=Ministry().publish(the_list(valid_from="2026-11-02")))
    assert "only for awards from 2026-11-02" in world.verify(data, later).issuer.trust_reason
    one_field = Policy(trust=Ministry().publish(the_list(accreditations=[LICENCE])))
    assert "not for field unstated" in world.verify(data, one_field).issuer.trust_reason


def test_where_trust_is_demanded_an_award_needs_it_and_a_status_list_has_none() -> None:
    world = World()
    issuer = world.did_web()
    policy = Policy(trust=Ministry().publish(the_list()), require_trusted=True)
    data = world.sign(issuer, plain(issuer), suite="eddsa-jcs-2022")
    assert world.verify(data, policy).verdict is Verdict.VALID
    published = world.lists[world.publish(issuer, StatusPurpose.REVOCATION)]
    report = world.verify(published, policy)
    check = report.check("trusted")
    assert check is not None
    assert (check.outcome, check.reason) == (
        Outcome.FAILED,
        "It is no award, so there is no right to award it.",
    )
    assert (report.verdict, report.reasons) == (Verdict.INVALID, (ReasonCode.NOT_AN_AWARD,))


def test_a_credential_that_is_replaced_says_by_which() -> None:
    world = World()
    issuer = world.did_key()
    replacements = {CREDENTIAL_ID: "urn:new:1"}
    world.publish(issuer, StatusPurpose.REVOCATION, [4711], replacements=replacements)
    entry = status_entry(StatusPurpose.REVOCATION)
    data = world.sign(issuer, badge(issuer, credentialStatus=entry), suite="eddsa-jcs-2022")
    report = world.verify(data)
    check = report.check("status:revocation")
    assert check is not None
    assert check.reason == "The issuer has revoked it. It was replaced by urn:new:1."
    assert report.credential.replaced_by == "urn:new:1"


def test_a_credential_that_is_not_replaced_names_no_replacement() -> None:
    world = World()
    issuer = world.did_key()
    world.publish(issuer, StatusPurpose.REVOCATION, [4711])
    entry = status_entry(StatusPurpose.REVOCATION)
    data = world.sign(issuer, badge(issuer, credentialStatus=entry), suite="eddsa-jcs-2022")
    report = world.verify(data)
    assert report.reasons[0] is ReasonCode.REVOKED
    assert report.credential.replaced_by == ""
