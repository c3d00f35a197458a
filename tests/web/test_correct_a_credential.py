"""Superseding: a corrected credential takes the old one's place, and the old one leads to it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from credstone.errors import Conflict, NotCovered, Refused
from credstone.issuing.request import AwardRequest
from credstone.model.achievement import Validity
from credstone.model.credential import CredentialState
from credstone.model.identifier import Identifier, IdentifierType
from credstone.model.outcome import GradingScheme
from credstone.model.text import Text
from credstone.transparency.leaf import LeafKind
from credstone.verifying.award import award_in
from credstone.verifying.report import ReasonCode, Verdict
from credstone.web.records import commands, orders, queries
from credstone.web.records.award_run import Status
from credstone.web.records.models import Credential
from tests.core.verifying.awards import an_achievement
from tests.web.office import Office, now, result

TODAY = date(2026, 11, 21)
WRONG, RIGHT = result(1, name="Zoe Garcia"), result(1, name="Zoë García")


def test_the_old_credential_leads_to_the_corrected_one(office: Office) -> None:
    old = office.one(office.opened(), WRONG)
    new = office.correct(old, RIGHT)

    report = office.verify(old)
    assert report.verdict is Verdict.INVALID
    assert report.reasons[0] is ReasonCode.SUPERSEDED
    assert report.credential.replaced_by == f"urn:uuid:{new.pk}"
    good = office.verify(new)
    assert good.verdict is Verdict.VALID
    award = award_in(good)
    assert award is not None
    assert award.learner.full_name == "Zoë García"
    assert award.learner_id == report.credential.subject


def test_a_suspended_credential_can_be_replaced(office: Office) -> None:
    old = office.one(office.opened(), WRONG)
    office.change(old, LeafKind.SUSPEND)
    new = office.correct(old, RIGHT)
    assert office.verify(old).credential.replaced_by == f"urn:uuid:{new.pk}"


def test_a_correction_can_be_corrected(office: Office) -> None:
    first = office.one(office.opened(), WRONG)
    second = office.correct(first, RIGHT)
    third = office.correct(second, result(1, name="Zoë García Márquez"))

    assert office.verify(first).credential.replaced_by == f"urn:uuid:{second.pk}"
    assert office.verify(second).credential.replaced_by == f"urn:uuid:{third.pk}"
    assert office.verify(third).verdict is Verdict.VALID
    assert [one.version for one in (first, second, third)] == [1, 2, 3]


def test_the_corrected_list_finds_what_was_corrected(office: Office) -> None:
    version = office.opened()
    new = office.correct(office.one(version, WRONG), RIGHT)
    [right] = office.award(version, RIGHT)
    [wrong] = office.award(version, WRONG)
    assert (right.status, right.credential_ids) == (Status.ALREADY, (f"urn:uuid:{new.pk}",))
    assert wrong.status is Status.DIFFERS


def test_what_is_revoked_is_not_given_a_valid_successor(office: Office) -> None:
    version = office.opened()
    old = office.one(version, WRONG)
    office.change(old, LeafKind.REVOKE)
    with pytest.raises(Conflict, match="is revoked, so it cannot be replaced"):
        commands.reserve_replacement(office.order(version), old, RIGHT, now())
    assert Credential.objects.count() == 1


def test_only_the_newest_one_is_corrected(office: Office) -> None:
    version = office.opened()
    old = office.one(version, WRONG)
    new = office.correct(old, RIGHT)
    with pytest.raises(Conflict, match=rf"was replaced by urn:uuid:{new.pk}"):
        commands.reserve_replacement(office.order(version), old, result(1), now())
    assert Credential.objects.count() == 2


@pytest.mark.parametrize("signed", [False, True], ids=["reserved", "signed"])
def test_an_interrupted_correction_is_taken_up(office: Office, signed: bool) -> None:
    version = office.opened()
    old = office.one(version, WRONG)
    new = commands.reserve_replacement(office.order(version), old, RIGHT, now())
    if signed:
        commands.finish([new], office.signer)

    # Here the process was killed; the same correction is asked for again.
    assert office.correct(old, RIGHT).pk == new
    assert Credential.objects.count() == 2
    assert office.verify(old).reasons[0] is ReasonCode.SUPERSEDED


def test_another_correction_does_not_slip_into_an_interrupted_one(office: Office) -> None:
    version = office.opened()
    old = office.one(version, WRONG)
    commands.reserve_replacement(office.order(version), old, RIGHT, now())
    with pytest.raises(Conflict, match=r"another correction .* was begun"):
        commands.reserve_replacement(office.order(version), old, result(1, grade="1.0"), now())


def test_a_reserved_credential_has_no_successor(office: Office) -> None:
    order = office.order(office.opened())
    [reserved] = commands.reserve(order, [WRONG], now())
    row = queries.credential(str(reserved.credentials[0]))
    with pytest.raises(Conflict, match="is reserved, so it cannot be replaced"):
        commands.reserve_replacement(order, row, RIGHT, now())


def test_a_credential_is_replaced_by_a_signed_one_of_its_own_award(office: Office) -> None:
    version = office.opened()
    old, stranger = office.one(version, WRONG), office.one(version, result(2))
    unsigned = queries.credential(
        str(commands.reserve_replacement(office.order(version), old, RIGHT, now()))
    )
    for wrong in (stranger, unsigned, old, None):
        with pytest.raises(Conflict, match="no issued replacement"):
            commands.change_status(
                old, LeafKind.SUPERSEDE, reason="data-corrected", now=now(), replacement=wrong
            )
    assert queries.credential(str(old.pk)).state == CredentialState.ISSUED.value


def test_a_correction_that_no_credential_can_carry_is_refused(office: Office) -> None:
    version = office.opened()
    old = office.one(version, WRONG)
    with pytest.raises(NotCovered):
        commands.reserve_replacement(office.order(version), old, result(1, name="\x01"), now())
    assert Credential.objects.count() == 1


def corrected(request: AwardRequest, **changes: str) -> AwardRequest:
    """``request`` with these changes, for an achievement that holds for two years."""
    achievement = replace(an_achievement(), validity=Validity(24))
    return orders.corrected(request, changes, achievement, TODAY)


def test_fields_are_corrected_as_cells_of_a_list_are_read() -> None:
    assert corrected(WRONG, full_name="  Zoë \u200bGarcía ").learner == RIGHT.learner
    assert corrected(WRONG, grade="1.0").grade == "1.0"
    assert corrected(WRONG, awarded_on="15.07.2026").awarded_on == date(2026, 7, 15)
    assert corrected(WRONG, email="zoe@uni.example").learner.identifiers[1].value == (
        "zoe@uni.example"
    )


def test_the_full_name_follows_its_parts() -> None:
    request = replace(
        WRONG,
        learner=replace(
            WRONG.learner, full_name="Zoe Garcia", given_name="Zoe", family_name="Garcia"
        ),
    )
    assert corrected(request, given_name="Zoë").learner.full_name == "Zoë Garcia"
    assert corrected(request, given_name="Zoë", family_name="García").learner.full_name == (
        "Zoë García"
    )


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"birth_date": "2000-01-01"}, "cannot be corrected"),
        ({"awarded_on": "2026-11-22"}, "in the future"),
        ({"awarded_on": "soon"}, "awarded_on"),
        ({"email": "nobody"}, "is not an e-mail address"),
        ({"full_name": "=1+1"}, "full_name"),
        ({"full_name": ""}, "is empty"),
        ({"full_name": "Zo? García"}, "question mark"),
        ({"awarded_on": "1926-07-14"}, "too long ago"),
    ],
)
def test_what_a_list_would_not_get_past_is_refused(changes: dict[str, str], words: str) -> None:
    with pytest.raises(Refused, match=words):
        corrected(WRONG, **changes)


GERMAN = GradingScheme(
    "german-grade",
    Text.of({"en": "1.0 to 5.0"}),
    minimum="1.0",
    maximum="5.0",
    pass_mark="4.0",
    lower_is_better=True,
)


@pytest.mark.parametrize(("grade", "words"), [("5,0", "is not a pass"), ("6", "scheme")])
def test_nobody_is_corrected_into_a_grade_that_does_not_pass(grade: str, words: str) -> None:
    achievement = replace(an_achievement(), grading=GERMAN)
    with pytest.raises(Refused, match=words):
        orders.corrected(WRONG, {"grade": grade}, achievement, TODAY)
    assert orders.corrected(WRONG, {"grade": "4,0"}, achievement, TODAY).grade == "4.0"


def test_the_end_of_validity_follows_the_day_of_the_award() -> None:
    ends = datetime(2028, 7, 14, 23, 59, 59, tzinfo=UTC)
    followed = corrected(replace(WRONG, valid_until=ends), awarded_on="2026-08-31")
    assert followed.valid_until == datetime(2028, 8, 31, 23, 59, 59, tzinfo=UTC)
    own = datetime(2030, 1, 1, 23, 59, 59, tzinfo=UTC)
    kept = corrected(replace(WRONG, valid_until=own), awarded_on="2026-08-31")
    assert kept.valid_until == own


def test_what_tells_the_learner_apart_is_not_corrected() -> None:
    # The award is found by it: the corrected list would find nothing and award a second time.
    address = Identifier(IdentifierType.EMAIL, "zoe@uni.example")
    only_mail = replace(WRONG, learner=replace(WRONG.learner, identifiers=(address,)))
    with pytest.raises(Refused, match=r"cannot be corrected.*Revoke"):
        corrected(only_mail, email="zoe.garcia@uni.example")
