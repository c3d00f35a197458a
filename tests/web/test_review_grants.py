"""Granted stacks are looked at again; what ended re-opens them as their own rules say."""

from __future__ import annotations

from credstone.model.stack import AwardedBy, PartEnds, Renewal, StackAward
from credstone.stacking.allocate import allocate
from credstone.stacking.grant import renewing
from credstone.stacking.reopening import asked_again, reopening
from credstone.transparency.leaf import LeafKind
from credstone.web.pathways import commands, orders, queries
from credstone.web.pathways.models import GrantState, StackGrant
from credstone.web.records.models import Credential
from tests.web.granting import School, a_stack
from tests.web.office import Office


def revoked_after_the_grant(office: Office) -> tuple[School, StackGrant, list[Credential]]:
    school = School.opened(office)
    parts = school.parts()
    granted = school.grant(a_stack(office), school.record(parts))
    office.change(parts[1], LeafKind.REVOKE)
    return school, granted.row, parts


def reopen(school: School, row: StackGrant, parts: list[Credential]) -> bool:
    record = school.record(parts)
    asked = school.question(queries.granted_rules(row), record)
    found = reopening(queries.uses_in(row), asked.holdings, asked.stack, asked.at)
    assert found is not None
    return commands.reopen(row, {one.holding: one.reason for one in found.because}, asked.at)


def test_a_revoked_part_re_opens_the_grant_and_keeps_the_other(office: Office) -> None:
    school, row, parts = revoked_after_the_grant(office)
    assert reopen(school, row, parts)
    row.refresh_from_db()
    assert row.state == GrantState.REOPENED.value
    [kept] = queries.uses_in(row)
    assert kept.award == f"urn:uuid:{parts[0].award_id}"
    [ended] = row.uses.filter(ended__isnull=False)
    assert "was revoked" in ended.why


def test_looked_at_twice_it_is_marked_once(office: Office) -> None:
    school, row, parts = revoked_after_the_grant(office)
    because = {f"urn:uuid:{parts[1].award_id}": "It was revoked."}
    day = school.question(a_stack(office), school.record(parts)).at
    assert commands.reopen(row, because, day)
    assert not commands.reopen(row, because, day)


def test_with_another_part_it_is_granted_anew_and_the_kept_use_stays(office: Office) -> None:
    school, row, parts = revoked_after_the_grant(office)
    reopen(school, row, parts)
    record = school.record([*parts, school.part("MC-C")])
    asked, _ = orders.with_ledger(school.question(a_stack(office), record), "ub")
    assert allocate(asked_again(asked, queries.uses_in(row))).met
    anew = school.grant(a_stack(office), record)
    assert anew.is_new
    assert anew.row.number == 2
    row.refresh_from_db()
    assert row.state == GrantState.REPLACED.value
    first = anew.row.uses.get(requirement="first")
    assert first.award == f"urn:uuid:{parts[0].award_id}"
    assert len(queries.uses_of("ub", [first.award])) == 1


def test_a_policy_that_keeps_it_leaves_the_grant_alone(office: Office) -> None:
    school = School.opened(office)
    parts = school.parts()
    keeps = a_stack(office, award=StackAward(by=AwardedBy.RULE, revoked=PartEnds.KEEP))
    row = school.grant(keeps, school.record(parts)).row
    office.change(parts[1], LeafKind.REVOKE)
    asked = school.question(queries.granted_rules(row), school.record(parts))
    assert reopening(queries.uses_in(row), asked.holdings, asked.stack, asked.at) is None


def test_a_renewed_grant_takes_the_place_of_the_one_before(office: Office) -> None:
    school = School.opened(office)
    renewable = a_stack(office, renewal=Renewal(24, "second"))
    record = school.record(school.parts())
    row = school.grant(renewable, record).row
    assert row.lapses_on is not None
    assert row.lapses_on > row.decided_on
    credential = queries.credential_of(row)
    assert credential is not None
    assert credential.valid_until is not None
    assert credential.valid_until.date() == row.lapses_on
    # The same parts again renew nothing; what was earned since would.
    anew = renewing(school.question(renewable, record), row.decided_on)
    assert anew is not None
    assert not allocate(anew).met
    renewed = school.grant(renewable, record, renews=row.pk)
    assert (renewed.is_new, renewed.row.number) == (True, 2)
    row.refresh_from_db()
    assert row.state == GrantState.REPLACED.value
