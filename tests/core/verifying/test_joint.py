"""Joint awards: every body that is named consents by a signature, or is claimed, not confirmed."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from credstone.formats import openbadges
from credstone.formats.endorsement import DEFINITION_SHA256, ISSUING_BODY, consent_document
from credstone.formats.extension import CONSENTS, literal, without_extension
from credstone.model.award import Award
from credstone.model.text import Text
from credstone.ports import JsonObject
from credstone.transparency.content_hash import content_hash
from credstone.verifying.headline import headline
from credstone.verifying.report import Check, Outcome, ReasonCode, Verdict
from tests.core.verifying.awards import an_award, body
from tests.core.verifying.world import CREDENTIAL_ID, Issuer, World

SINCE = datetime(2026, 1, 1, tzinfo=UTC)


class Partnership:
    """A university and a hub that award together; the university signs."""

    def __init__(self) -> None:
        self.world = World()
        self.university = self.world.did_web("uni.example")
        self.hub = self.world.did_web("hub.example")
        self.award: Award = an_award(body(self.university), body(self.hub, "hub", "Example Hub"))

    def consent(
        self,
        change: Callable[[JsonObject], object] = lambda document: None,
        signer: Issuer | None = None,
    ) -> JsonObject:
        achievement = self.award.achievement
        document = consent_document(
            achievement.awarding_bodies[1],
            achievement,
            credential_id="urn:uuid:77777777-0000-4000-8000-000000000001",
            digest=content_hash(achievement),
            valid_from=SINCE,
            valid_until=datetime(2027, 1, 1, tzinfo=UTC),
        )
        change(document)
        secured: JsonObject = json.loads(self.world.sign(signer or self.hub, document))
        return secured

    def credential(self, *consents: JsonObject) -> JsonObject:
        return openbadges.export(
            self.award, credential_id=CREDENTIAL_ID, endorsements=consents
        ).document

    def check(self, document: JsonObject) -> Check:
        report = self.world.verify(self.world.sign(self.university, document))
        # A missing consent is told, and does not make the credential invalid.
        assert report.verdict is Verdict.VALID
        check = report.check(f"joint:{self.hub.id}")
        assert check is not None
        assert report.check(f"joint:{self.university.id}") is None
        return check


def subject(document: JsonObject) -> JsonObject:
    value = document["credentialSubject"]
    assert isinstance(value, dict)
    return value


def test_a_body_that_signed_its_consent_is_confirmed() -> None:
    partners = Partnership()
    check = partners.check(partners.credential(partners.consent()))
    assert check.outcome is Outcome.PASSED
    # Who signed comes first; the name is what the credential calls it.
    assert (
        check.reason
        == "hub.example (here called Example Hub) confirms that it awards this jointly."
    )


def test_a_body_that_is_only_named_is_claimed() -> None:
    partners = Partnership()
    check = partners.check(partners.credential())
    assert check.outcome is Outcome.FAILED
    assert "claimed, not confirmed" in check.reason


def test_a_consent_may_have_a_second_signer_but_not_a_forged_one() -> None:
    partners = Partnership()
    notary = partners.world.did_key()
    twice = json.loads(partners.world.sign(notary, partners.consent()))
    assert partners.check(partners.credential(twice)).outcome is Outcome.PASSED
    twice["proof"][1]["nonce"] = "added"
    check = partners.check(partners.credential(twice))
    assert check.outcome is Outcome.FAILED
    assert "not genuine" in check.reason


def test_a_consent_with_a_crowd_of_signatures_is_left_open() -> None:
    partners = Partnership()
    crowd = partners.consent()
    for _ in range(2):
        crowd = json.loads(partners.world.sign(partners.world.did_key(), crowd))
    check = partners.check(partners.credential(crowd))
    assert check.outcome is Outcome.UNDETERMINED
    assert "more signatures" in check.reason


def test_two_strangers_do_not_make_a_consent() -> None:
    partners = Partnership()
    first = partners.consent(signer=partners.world.did_key())
    twice = json.loads(partners.world.sign(partners.world.did_key(), first))
    assert partners.check(partners.credential(twice)).outcome is Outcome.FAILED


def test_one_good_consent_is_enough() -> None:
    partners = Partnership()
    ended: JsonObject = {"id": "urn:uuid:earlier", "validUntil": "2026-02-01T00:00:00Z"}
    stale = partners.consent(lambda document: document.update(ended))
    check = partners.check(partners.credential(stale, partners.consent()))
    assert check.outcome is Outcome.PASSED


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda d: subject(d).update(id="urn:uuid:another"), "for another achievement"),
        (
            lambda d: subject(d).update({ISSUING_BODY: {"id": "did:web:other.example"}}),
            "for another issuer",
        ),
        (lambda d: subject(d).update({DEFINITION_SHA256: "0" * 64}), "for another definition"),
        (lambda d: d.update(validUntil="2026-11-01T00:00:00Z"), "for another time"),
        (lambda d: d.update(validFrom="2026-11-03T00:00:00Z"), "for another time"),
        (lambda d: subject(d).pop(ISSUING_BODY), "does not say all"),
    ],
)
def test_a_consent_to_something_else_is_none(
    change: Callable[[JsonObject], object], why: str
) -> None:
    partners = Partnership()
    check = partners.check(partners.credential(partners.consent(change)))
    assert check.outcome is Outcome.FAILED
    assert why in check.reason


def test_the_issuer_cannot_consent_in_the_bodys_name() -> None:
    partners = Partnership()
    forged = partners.consent(signer=partners.university)
    check = partners.check(partners.credential(forged))
    assert check.outcome is Outcome.FAILED
    assert "not genuine" in check.reason


def test_a_consent_that_was_changed_is_none() -> None:
    partners = Partnership()
    consent = partners.consent()
    consent["name"] = "Something else"
    check = partners.check(partners.credential(consent))
    assert "not genuine" in check.reason


def test_a_consent_of_a_third_body_confirms_nobody_else() -> None:
    partners = Partnership()
    third = partners.world.did_web("third.example")

    def change(document: JsonObject) -> None:
        issuer = document["issuer"]
        assert isinstance(issuer, dict)
        issuer["id"] = third.id

    check = partners.check(partners.credential(partners.consent(change, third)))
    assert check.outcome is Outcome.FAILED


def test_a_consent_whose_key_is_out_of_reach_is_left_open() -> None:
    partners = Partnership()
    document = partners.credential(partners.consent())
    del partners.world.methods[partners.hub.method_id]
    check = partners.check(document)
    assert check.outcome is Outcome.UNDETERMINED
    assert "could not be checked" in check.reason


def test_without_the_definition_there_is_nothing_to_compare() -> None:
    partners = Partnership()
    consent = partners.consent()
    document = without_extension(partners.credential())
    assert isinstance(document, dict)
    achievement = subject(document)["achievement"]
    assert isinstance(achievement, dict)
    achievement["endorsement"] = [consent]
    check = partners.check(document)
    assert check.outcome is Outcome.UNDETERMINED


def test_a_mill_that_awards_a_universitys_achievement_names_it_in_vain() -> None:
    partners = Partnership()
    mill = partners.world.did_web("mill.example")
    achievement = partners.award.achievement
    alone = replace(achievement, awarding_bodies=achievement.awarding_bodies[:1])
    document = openbadges.export(
        replace(partners.award, achievement=alone), credential_id=CREDENTIAL_ID
    ).document
    document["issuer"] = {"id": mill.id, "type": ["Profile"], "name": "Example University"}
    report = partners.world.verify(partners.world.sign(mill, document))
    check = report.check(f"joint:{partners.university.id}")
    assert check is not None
    assert check.outcome is Outcome.FAILED
    assert report.issuer.id == mill.id


def test_a_credential_that_says_two_things_is_told_as_such() -> None:
    partners = Partnership()
    document = partners.credential()
    report = partners.world.verify(partners.world.sign(partners.university, document))
    check = report.check("agreement")
    assert check is not None
    assert check.outcome is Outcome.PASSED

    achievement = subject(document)["achievement"]
    assert isinstance(achievement, dict)
    achievement["name"] = "Doctor of data"
    report = partners.world.verify(partners.world.sign(partners.university, document))
    check = report.check("agreement")
    assert check is not None
    assert check.outcome is Outcome.FAILED
    assert "differ about" in check.reason
    assert report.verdict is Verdict.VALID


@pytest.mark.parametrize(
    "text",
    [
        '{"issuer": "did:web:hub.example", "a": NaN}',
        '{"issuer": "did:web:hub.example", "a": 1e999}',
        '{"issuer": "did:web:hub.example", "a": "\\ud800"}',
        '{"issuer": "did:web:hub.example", "a": ' + "[" * 900 + "]" * 900 + "}",
    ],
)
def test_a_consent_that_strict_json_cannot_hold_is_an_answer(text: str) -> None:
    partners = Partnership()
    document = {**partners.credential(), CONSENTS: literal([text])}
    check = partners.check(document)
    assert check.outcome is Outcome.FAILED
    assert "claimed, not confirmed" in check.reason


def test_a_famous_name_under_the_issuers_own_id_is_claimed() -> None:
    partners = Partnership()
    borrowed = body(partners.university, "famous", "Famous University")
    award = an_award(body(partners.university), borrowed)
    consent = json.loads(
        partners.world.sign(
            partners.university,
            consent_document(
                borrowed,
                award.achievement,
                credential_id="urn:uuid:77777777-0000-4000-8000-000000000002",
                digest=content_hash(award.achievement),
                valid_from=SINCE,
            ),
        )
    )
    document = openbadges.export(
        award, credential_id=CREDENTIAL_ID, endorsements=[consent]
    ).document
    report = partners.world.verify(partners.world.sign(partners.university, document))
    check = report.check(f"joint:{partners.university.id}")
    assert check is not None
    assert check.outcome is Outcome.FAILED
    assert "Famous University as an awarding body: claimed, not confirmed" in check.reason


def test_a_credential_that_names_a_crowd_is_answered_in_time() -> None:
    partners = Partnership()
    hosts = [body(partners.world.did_web(f"h{n}.example"), f"h{n}", f"Host {n}") for n in range(60)]
    award = an_award(body(partners.university), *hosts)
    consents = [{"issuer": host.id, "n": n} for n in range(40) for host in hosts]
    document = openbadges.export(award, credential_id=CREDENTIAL_ID, endorsements=consents).document
    signed = partners.world.sign(partners.university, document, suite="vc-jwt")
    report = partners.world.verify(signed)
    assert sum(check.id.startswith("joint:") for check in report.checks) == 16
    rest = report.check("joint")
    assert rest is not None
    assert rest.outcome is Outcome.UNDETERMINED


def test_a_consent_that_was_signed_after_the_moment_asked_about_is_none() -> None:
    partners = Partnership()
    consent = partners.consent()
    consent.pop("proof")
    later = partners.world.at + timedelta(hours=1)
    signed: JsonObject = json.loads(partners.world.sign(partners.hub, consent, created=later))
    check = partners.check(partners.credential(signed))
    assert check.outcome is Outcome.FAILED
    assert "after the moment asked about" in check.reason


def test_a_consent_is_genuine_and_no_award() -> None:
    partners = Partnership()
    report = partners.world.verify(json.dumps(partners.consent()).encode())
    assert report.verdict is Verdict.VALID
    assert report.reasons[0] is ReasonCode.NOT_AN_AWARD
    assert headline(report) == "This is a signed endorsement, not an award"


def test_an_expired_consent_is_not_told_as_an_award_that_expired() -> None:
    partners = Partnership()
    data = json.dumps(partners.consent()).encode()
    partners.world.at = datetime(2027, 6, 1, tzinfo=UTC)
    report = partners.world.verify(data)
    assert report.reasons[:2] == (ReasonCode.NOT_AN_AWARD, ReasonCode.EXPIRED)


def test_a_body_without_a_name_confirms_by_its_domain() -> None:
    partners = Partnership()
    nameless = replace(body(partners.hub, "hub"), name=Text())
    partners.award = an_award(body(partners.university), nameless)
    document = partners.credential(partners.consent())
    # An Open Badge names everybody, so this one is incomplete; who consented is told all the same.
    report = partners.world.verify(partners.world.sign(partners.university, document))
    check = report.check(f"joint:{partners.hub.id}")
    assert check is not None
    assert check.reason == "hub.example confirms that it awards this jointly."
