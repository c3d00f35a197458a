"""Awarding together: the other body consents by its signature, or is claimed, not confirmed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from credstone.errors import Refused
from credstone.ports import KeyType
from credstone.verifying.report import Check, Outcome, Verdict
from credstone.web.accounts import queries as accounts
from credstone.web.records import commands, orders, rotation
from credstone.web.records.models import AchievementVersion, Consent, Credential
from tests.web.office import Office, now, result


def joint(office: Office, version: str = "1") -> AchievementVersion:
    for code in ("ub", "hub"):
        office.add(code)
    return office.publish(office.definition("ub", "hub", version=version))


def consent(office: Office, version: AchievementVersion) -> bytes:
    return orders.consent(office.place, version, accounts.organisation("hub"), now())


def about_the_hub(office: Office, row: Credential) -> Check:
    report = office.verify(row)
    assert report.verdict is Verdict.VALID  # a missing consent is told, and spoils nothing
    check = report.check(f"joint:{accounts.organisation('hub').did}")
    assert check is not None
    return check


@pytest.mark.parametrize(
    "name", ["openbadges/eddsa-rdfc-2022", "openbadges/vc-jwt", "vcdm/eddsa-rdfc-2022"]
)
def test_a_body_that_consented_is_confirmed(office: Office, name: str) -> None:
    version = joint(office)
    consent(office, version)
    assert orders.missing_consents(office.order(version)) == []
    check = about_the_hub(office, office.one(version, result(1), name))
    assert check.outcome is Outcome.PASSED
    assert "confirms" in check.reason


def test_a_body_that_did_not_is_claimed(office: Office) -> None:
    version = joint(office)
    assert orders.missing_consents(office.order(version)) == ["hub"]
    check = about_the_hub(office, office.one(version))
    assert check.outcome is Outcome.FAILED
    assert "claimed, not confirmed" in check.reason


def test_a_consent_counts_from_then_on(office: Office) -> None:
    version = joint(office)
    before = office.one(version, result(1))
    consent(office, version)
    after = office.one(version, result(2))
    assert about_the_hub(office, before).outcome is Outcome.FAILED
    assert about_the_hub(office, after).outcome is Outcome.PASSED


def test_consenting_again_replaces_the_consent(office: Office) -> None:
    version = joint(office)
    first, second = consent(office, version), consent(office, version)
    assert first != second
    assert [bytes(one.document) for one in Consent.objects.all()] == [second]


def test_consent_to_one_version_is_none_to_the_next(office: Office) -> None:
    first = joint(office)
    signed = consent(office, first)
    definition = office.definition("ub", "hub", version="2")
    second = office.publish(replace(definition, tags=("new",)))
    assert orders.missing_consents(office.order(second)) == ["hub"]

    # Even if somebody files the old consent under the new version.
    commands.keep_consent(second, accounts.organisation("hub"), signed, now())
    check = about_the_hub(office, office.one(second))
    assert check.outcome is Outcome.FAILED
    assert "another achievement" in check.reason


def test_consent_to_one_issuer_is_none_to_another(office: Office) -> None:
    ours = joint(office)
    signed = consent(office, ours)
    office.add("mill")
    theirs = office.publish(office.definition("mill", "hub"))
    commands.keep_consent(theirs, accounts.organisation("hub"), signed, now())
    check = about_the_hub(office, office.one(theirs))
    assert check.outcome is Outcome.FAILED
    assert "another issuer" in check.reason


def test_nobody_consents_who_is_not_named(office: Office) -> None:
    version = joint(office)
    office.add("third")
    for code in ("third", "ub"):
        with pytest.raises(Refused, match=rf"does not name {code} .*It names: hub"):
            orders.consent(office.place, version, accounts.organisation(code), now())


def test_a_body_that_is_somebody_else_by_now_does_not_consent(office: Office) -> None:
    # Its did:key changed with its key: a consent under the old name would not be genuine.
    version = joint(office)
    rotation.rotate_key(office.place, accounts.organisation("hub"))
    with pytest.raises(Refused, match=r"when hub had another key.*new version"):
        consent(office, version)
    assert not Consent.objects.exists()


def test_a_consent_that_was_given_survives_a_new_key(office: Office) -> None:
    version = joint(office)
    consent(office, version)
    named = accounts.organisation("hub").did
    rotation.rotate_key(office.place, accounts.organisation("hub"))
    check = office.verify(office.one(version)).check(f"joint:{named}")
    assert check is not None
    assert check.outcome is Outcome.PASSED


@pytest.mark.parametrize("key_type", list(KeyType))
def test_a_body_consents_with_whatever_key_it_has(office: Office, key_type: KeyType) -> None:
    office.add("ub")
    office.add("hub", key_type)
    version = office.publish(office.definition("ub", "hub"))
    consent(office, version)
    check = about_the_hub(office, office.one(version))
    assert check.outcome is Outcome.PASSED
