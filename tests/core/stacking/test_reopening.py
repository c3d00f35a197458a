"""A grant looked at again: what ended, what the policy makes of it, and what stays granted."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from credstone.model.enrolment import AwardUse, Enrolment
from credstone.model.learning import Standing
from credstone.model.stack import PartEnds, StackAward
from credstone.stacking.allocate import allocate
from credstone.stacking.grant import grant
from credstone.stacking.reopening import asked_again, parts_today, reopening
from tests.core.stacking.credentials import TODAY, holding, question
from tests.core.stacking.test_grant import BY_RULE, met, two

KEEP, REOPEN = PartEnds.KEEP, PartEnds.REOPEN


def granted() -> tuple[AwardUse, ...]:
    asked = met()
    return grant(asked, allocate(asked), decided_on=TODAY).uses


def test_while_all_parts_hold_it_stands() -> None:
    today = parts_today(granted(), met().holdings, two(), TODAY)
    assert [(one.holding, one.ended) for one in today] == [("eth", False), ("law", False)]
    assert reopening(granted(), met().holdings, two(), TODAY) is None


@pytest.mark.parametrize(
    ("standing", "field", "word"),
    [
        (Standing.REVOKED, "revoked", "was revoked"),
        (Standing.SUSPENDED, "suspended", "is suspended"),
        (Standing.EXPIRED, "expired", "expired"),
    ],
)
@pytest.mark.parametrize("policy", [KEEP, REOPEN])
def test_a_part_that_ended_re_opens_it_as_the_stack_says(
    standing: Standing, field: str, word: str, policy: PartEnds
) -> None:
    of = two(award=StackAward(**{field: policy}))
    law = holding("LAW", standing=standing, standing_reason="told by its issuer")
    found = reopening(granted(), (holding("ETH"), law), of, TODAY)
    [_, part] = parts_today(granted(), (holding("ETH"), law), of, TODAY)
    assert word in part.reason
    assert (part.ended, part.reopens) == (True, policy is REOPEN)
    if policy is KEEP:
        assert found is None
        return
    assert found is not None
    assert [one.holding for one in found.because] == ["law"]
    assert [use.award for use in found.kept] == ["eth"]


def test_what_was_verified_long_ago_may_have_expired_since() -> None:
    of = two(award=StackAward(expired=REOPEN))
    law = holding("LAW", valid_until=date(2026, 6, 30))
    on_the_day = reopening(granted(), (law,), of, date(2026, 6, 30))
    the_next = reopening(granted(), (law,), of, date(2026, 7, 1))
    assert on_the_day is None
    assert the_next is not None
    assert "expired on 2026-06-30" in the_next.because[0].reason


@pytest.mark.parametrize(
    "standing",
    [Standing.SUPERSEDED, Standing.NOT_GENUINE, Standing.UNVERIFIABLE, Standing.SOMEONE_ELSES],
)
def test_what_cannot_be_relied_on_today_ends_nothing(standing: Standing) -> None:
    everything = two(award=StackAward(revoked=REOPEN, suspended=REOPEN, expired=REOPEN))
    law = holding("LAW", standing=standing)
    assert reopening(granted(), (holding("ETH"), law), everything, TODAY) is None


def test_a_part_that_is_not_in_the_record_ends_nothing() -> None:
    [eth, law] = parts_today(granted(), (holding("ETH"),), two(), TODAY)
    assert not law.ended
    assert "not in the record" in law.reason
    assert eth.reason == "ETH holds."


def test_asked_again_the_ended_part_counts_no_longer_and_the_others_stay() -> None:
    law = holding("LAW", standing=Standing.REVOKED)
    of = two(award=BY_RULE)
    found = reopening(granted(), (holding("ETH"), law), of, TODAY)
    assert found is not None
    elsewhere = AwardUse("eth", "other", "x", Decimal(5), TODAY)
    before = question(of, holding("ETH"), law, enrolment=Enrolment(granted=(*granted(), elsewhere)))
    assert allocate(before).met  # granted uses stay, whatever became of them
    again = asked_again(before, found.kept)
    assert elsewhere in again.enrolment.granted
    answer = allocate(again)
    assert not answer.met
    assert [use.holding for use in answer.uses] == ["eth"]


def test_another_credential_can_take_the_place_of_the_ended_one() -> None:
    of = two(award=BY_RULE)
    gone = holding("LAW", standing=Standing.REVOKED)
    new = holding("LAW", id="law-2", awarded_on=date(2026, 10, 1))
    found = reopening(granted(), (holding("ETH"), gone), of, TODAY)
    assert found is not None
    again = asked_again(question(of, holding("ETH"), gone, new), found.kept)
    given = grant(again, allocate(again), decided_on=TODAY)
    assert [use.award for use in given.uses] == ["eth", "law-2"]
