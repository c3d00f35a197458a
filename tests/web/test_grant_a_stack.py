"""A stack is granted once, with its uses and its credential, or not at all."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from credstone.errors import Conflict, Refused
from credstone.formats import registry
from credstone.issuing.request import from_json
from credstone.model.enrolment import AwardUse
from credstone.model.requirement import All
from credstone.model.stack import StackAward
from credstone.ports import KeyType
from credstone.securing import strict_json
from credstone.stacking.allocate import allocate
from credstone.stacking.grant import grant
from credstone.transparency.leaf import LeafKind
from credstone.verifying.report import Verdict
from credstone.web.accounts import queries as accounts
from credstone.web.pathways import commands, orders, queries
from credstone.web.pathways.models import GrantedUse, GrantState, StackGrant
from credstone.web.records import award_run
from credstone.web.records import commands as register
from credstone.web.records import queries as records
from credstone.web.records.models import Award
from tests.web.granting import TARGET, School, a_stack, take
from tests.web.office import Office, now


def test_a_met_stack_is_granted_with_its_uses_and_its_credential(office: Office) -> None:
    school = School.opened(office)
    parts = school.parts()
    granted = school.grant(a_stack(office), school.record(parts))
    row = StackGrant.objects.get()
    assert row == granted.row
    assert (row.stack, row.version, row.number, row.state) == ("cert", "2026", 1, "granted")
    assert {(use.award, use.requirement) for use in row.uses.all()} == {
        (f"urn:uuid:{parts[0].award_id}", "first"),
        (f"urn:uuid:{parts[1].award_id}", "second"),
    }
    credential = queries.credential_of(row)
    assert credential is not None
    report = office.verify(credential)
    assert report.verdict is Verdict.VALID
    assert report.document is not None
    award = registry.read(report.document).award
    assert award is not None
    assert award.achievement.code == TARGET
    assert {part.credential_id for part in award.parts} == {f"urn:uuid:{one.pk}" for one in parts}
    told = award.narrative.best("en")
    assert "Certificate, version 2026" in told
    assert "(MC-A)" in told
    assert award.learner.full_name == "Zoë García Márquez 1"


def test_as_a_learner_record_it_holds_the_parts_as_they_were_signed(office: Office) -> None:
    school = School.opened(office)
    granted = school.grant(a_stack(office), school.record(school.parts()), "clr/eddsa-rdfc-2022")
    credential = records.credential(str(granted.credentials[0]))
    report = office.verify(credential)
    assert report.verdict is Verdict.VALID
    counted = report.check("parts")
    assert counted is not None
    assert counted.reason == "2 of 2 credentials in it are authentic and current."


def test_an_issuer_of_tokens_makes_a_record_of_tokens(office: Office) -> None:
    office.add("ub", KeyType.P256)
    school = School(office)
    for code in ("MC-A", "MC-B", TARGET):
        school.versions[code] = office.publish(office.definition(code=code))
    granted = school.grant(a_stack(office), school.record(school.parts()), "clr/vc-jwt")
    report = office.verify(records.credential(str(granted.credentials[0])))
    counted = report.check("parts")
    assert counted is not None
    assert counted.reason == "2 of 2 credentials in it are authentic and current."


def test_a_corrected_learner_record_holds_its_parts_again(office: Office) -> None:
    school = School.opened(office)
    made = "clr/eddsa-rdfc-2022"
    granted = school.grant(a_stack(office), school.record(school.parts()), made)
    row = records.credential(str(granted.credentials[0]))
    content = strict_json.loads(row.award.content.encode())
    assert isinstance(content, dict)
    known = from_json(content)
    right = replace(known, learner=replace(known.learner, full_name="Zoë Ó Laoi"))
    register.reserve_replacement(school.order(made), row, right, now())
    [finished] = award_run.resume(accounts.organisation("ub"), office.signer)
    [new] = finished.issued
    report = office.verify(records.credential(str(new)))
    counted = report.check("parts")
    assert counted is not None
    assert counted.reason == "2 of 2 credentials in it are authentic and current."


def test_granted_again_it_is_the_same_award(office: Office) -> None:
    school = School.opened(office)
    record = school.record(school.parts())
    first = school.grant(a_stack(office), record)
    second = school.grant(a_stack(office), record)
    assert (first.is_new, second.is_new) == (True, False)
    assert (first.row, first.credentials) == (second.row, second.credentials)
    assert Award.objects.filter(achievement__code=TARGET).count() == 1


def test_with_another_part_besides_it_is_still_the_same_award(office: Office) -> None:
    school = School.opened(office)
    parts = school.parts()
    first = school.grant(a_stack(office), school.record(parts))
    more = school.record([*parts, school.part("MC-C")])
    second = school.grant(a_stack(office), more)
    assert (second.is_new, second.row) == (False, first.row)


def test_in_another_format_it_is_the_same_award_with_one_credential_more(office: Office) -> None:
    school = School.opened(office)
    record = school.record(school.parts())
    badge = school.grant(a_stack(office), record)
    clr = school.grant(a_stack(office), record, "clr/eddsa-rdfc-2022")
    assert badge.row == clr.row
    assert badge.credentials != clr.credentials
    assert Award.objects.filter(achievement__code=TARGET).count() == 1


def test_what_is_not_met_leaves_nothing_behind(office: Office) -> None:
    school = School.opened(office)
    with pytest.raises(Refused, match="is not met"):
        school.grant(a_stack(office), school.record(school.parts("MC-A")))
    assert not StackGrant.objects.exists()
    assert not Award.objects.filter(achievement__code=TARGET).exists()


def test_where_the_credential_cannot_be_made_nothing_is_granted(office: Office) -> None:
    """One transaction: the uses go with the credential that was not reserved."""
    school = School.opened(office)
    record = school.record(school.parts())
    order = school.order("clr/eddsa-rdfc-2022")
    stack = a_stack(office)
    asked, ledger = orders.with_ledger(school.question(stack, record), "ub")
    given = grant(asked, allocate(asked), decided_on=asked.at)
    nameless = orders.request_for(given, stack, record, school.versions[TARGET], {})
    with pytest.raises(Refused, match="holds the credentials"):
        commands.grant_stack(order, stack, given, nameless, judged=ledger, now=now())
    assert not StackGrant.objects.exists()
    assert not GrantedUse.objects.exists()
    assert not Award.objects.filter(achievement__code=TARGET).exists()


def test_killed_before_signing_it_is_finished_from_the_same_bytes(office: Office) -> None:
    school = School.opened(office)
    record = school.record(school.parts())
    killed = school.grant(a_stack(office), record, finished=False)
    assert StackGrant.objects.count() == 1
    assert set(records.unfinished("ub")) == set(killed.credentials)
    again = school.grant(a_stack(office), record)
    assert (again.row, again.credentials, again.is_new) == (killed.row, killed.credentials, False)
    assert records.unfinished("ub") == []


def test_resume_finishes_it_as_well(office: Office) -> None:
    school = School.opened(office)
    killed = school.grant(a_stack(office), school.record(school.parts()), finished=False)
    [finished] = award_run.resume(accounts.organisation("ub"), office.signer)
    assert finished.issued == frozenset(killed.credentials)


def test_another_version_of_the_same_stack_is_a_contradiction(office: Office) -> None:
    school = School.opened(office)
    record = school.record(school.parts())
    school.grant(a_stack(office), record)
    with pytest.raises(Conflict, match="in version 2026"):
        school.grant(a_stack(office, version="2027"), record)


def test_each_learner_has_a_grant_of_their_own(office: Office) -> None:
    school = School.opened(office)
    for learner in (1, 2):
        school.grant(a_stack(office), school.record(school.parts(learner=learner)))
    assert StackGrant.objects.count() == 2
    assert GrantedUse.objects.values("award").distinct().count() == 4


def test_granted_uses_are_told_to_whoever_asks_about_another_stack(office: Office) -> None:
    school = School.opened(office)
    record = school.record(school.parts())
    school.grant(a_stack(office), record)
    other = a_stack(office, stack_id="other")
    asked, ledger = orders.with_ledger(school.question(other, record), "ub")
    assert {(use.stack, use.requirement) for use in ledger} == {
        ("cert", "first"),
        ("cert", "second"),
    }
    assert asked.enrolment.granted == ledger


def test_decided_on_an_older_ledger_it_is_refused(office: Office) -> None:
    """Two stacks that may share no credits: whoever comes second has to ask again."""
    school = School.opened(office)
    record = school.record(school.parts())
    school.grant(a_stack(office), record)
    with pytest.raises(Conflict, match="another grant was written down"):
        school.grant(a_stack(office, stack_id="other"), record, judged=())


def test_uses_that_others_granted_do_not_stand_in_the_way(office: Office) -> None:
    school = School.opened(office)
    record = school.record(school.parts())
    award = record.awards[0].award.id
    elsewhere = AwardUse(award, "abroad", "x", Decimal(2), date(2026, 1, 1))
    assert school.grant(a_stack(office), record, judged=(elsewhere,)).is_new


def test_the_rules_of_the_day_are_kept_whole(office: Office) -> None:
    school = School.opened(office)
    stack = a_stack(office)
    granted = school.grant(stack, school.record(school.parts()))
    assert queries.granted_rules(granted.row) == stack


def test_a_part_that_was_revoked_since_the_record_was_made_is_noticed(office: Office) -> None:
    school = School.opened(office)
    parts = school.parts()
    record = school.record(parts)
    office.change(parts[0], LeafKind.REVOKE)
    with pytest.raises(Refused, match="is revoked by now"):
        school.grant(a_stack(office), record)


def test_a_stack_without_a_target_awards_nothing(office: Office) -> None:
    School.opened(office)
    with pytest.raises(Refused, match="names no target"):
        orders.target_of(a_stack(office, target=""))


def test_a_target_by_address_is_the_definition_that_was_published_there(office: Office) -> None:
    school = School.opened(office)
    version = school.versions[TARGET]
    assert orders.target_of(a_stack(office, target=version.uri)) == version
    with pytest.raises(Refused, match="nobody here has published"):
        orders.target_of(a_stack(office, target="https://elsewhere.example/cert"))


def test_replaced_grants_are_no_uses_any_more(office: Office) -> None:
    school = School.opened(office)
    granted = school.grant(a_stack(office), school.record(school.parts()))
    StackGrant.objects.update(state=GrantState.REPLACED.value)
    awards = [use.award for use in granted.row.uses.all()]
    assert queries.uses_of("ub", awards) == ()


def test_a_decision_is_kept_with_the_name_of_who_decided(office: Office) -> None:
    school = School.opened(office)
    stack = a_stack(office, award=StackAward())
    with pytest.raises(Refused, match="nobody is named"):
        school.grant(stack, school.record(school.parts()))


def test_one_award_counts_once_however_the_rules_are_written(office: Office) -> None:
    school = School.opened(office)
    rules = All(id="all", of=(take("first", "MC-A"), take("second", "MC-A")))
    with pytest.raises(Refused, match="is not met"):
        school.grant(replace(a_stack(office), rules=rules), school.record(school.parts("MC-A")))
