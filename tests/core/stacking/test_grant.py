"""The award of a stack: granted when it is met, refused with the reason when it is not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from credstone.errors import Refused
from credstone.model.enrolment import Attestation, AwardUse, Enrolment
from credstone.model.requirement import All, Take
from credstone.model.selector import DefinitionRef, Selector
from credstone.model.stack import (
    AwardedBy,
    Constraints,
    NoDoubleCount,
    Renewal,
    Retirement,
    SharingScope,
    Stack,
    StackAward,
)
from credstone.stacking.allocate import allocate
from credstone.stacking.allocation import Allocation, Stage, StageName, Use
from credstone.stacking.grant import grant, lapses_on, renewing
from credstone.stacking.question import Question
from tests.core.stacking.credentials import TODAY, holding, question, stack

BY_RULE = StackAward(by=AwardedBy.RULE)


def take(name: str, *codes: str, **more: object) -> Take:
    return Take(id=name, select=Selector(tuple(map(DefinitionRef, codes))), **more)


def two(**parts: object) -> Stack:
    rules = All(id="all", of=(take("ethics", "ETH"), take("law", "LAW", per_item_cap=Decimal(3))))
    return stack(rules, **{"award": BY_RULE, **parts})


def met(of: Stack | None = None, **parts: object) -> Question:
    return question(of or two(), holding("ETH"), holding("LAW"), holding("ART"), **parts)


def test_a_grant_lists_its_parts_and_what_each_contributes() -> None:
    asked = met()
    given = grant(asked, allocate(asked), decided_on=TODAY)
    assert [(use.award, use.requirement, use.credits) for use in given.uses] == [
        ("eth", "ethics", Decimal(5)),
        ("law", "law", Decimal(3)),
    ]
    assert {(use.stack, use.version, use.decided_on) for use in given.uses} == {
        ("data", "2026", TODAY)
    }
    assert [part.learning.code for part in given.parts] == ["ETH", "LAW"]
    assert given.credits == Decimal(8)
    assert (given.by, given.decided_by, given.lapses_on) == (AwardedBy.RULE, "", None)


def test_a_credential_that_counts_twice_is_one_part() -> None:
    rules = All(id="all", of=(take("a", "ETH"), take("b", "ETH", per_item_cap=Decimal(2))))
    free = Constraints(no_double_count=NoDoubleCount(SharingScope.NONE))
    asked = question(stack(rules, award=BY_RULE, constraints=free), holding("ETH"))
    given = grant(asked, allocate(asked), decided_on=TODAY)
    [part] = given.parts
    assert part.requirements == ("a", "b")
    assert (part.credits, given.credits) == (Decimal(5), Decimal(5))


def test_what_is_not_met_is_refused() -> None:
    asked = question(two(), holding("ETH"))
    with pytest.raises(Refused, match="is not met"):
        grant(asked, allocate(asked), decided_on=TODAY)


def test_an_unproven_answer_is_not_called_unmet() -> None:
    asked = question(two(), holding("ETH"))
    unproven = Allocation(False, (), (Stage(StageName.MET, 0, proven=False),))
    with pytest.raises(Refused, match="before it was certain"):
        grant(asked, unproven, decided_on=TODAY)


def test_an_unproven_answer_that_meets_it_is_enough() -> None:
    asked = met()
    best = allocate(asked)
    unproven = replace(best, stages=tuple(replace(one, proven=False) for one in best.stages))
    assert grant(asked, unproven, decided_on=TODAY).uses


def test_where_a_person_decides_one_has_to_be_named() -> None:
    asked = met(two(award=StackAward()))
    for nobody in ("", "  "):
        with pytest.raises(Refused, match="nobody is named"):
            grant(asked, allocate(asked), decided_on=TODAY, decided_by=nobody)
    given = grant(asked, allocate(asked), decided_on=TODAY, decided_by="A. Meyer")
    assert (given.by, given.decided_by) == (AwardedBy.DECISION, "A. Meyer")


def test_after_the_teach_out_nothing_is_awarded() -> None:
    closed = two(retirement=Retirement(date(2025, 1, 1), date(2026, 6, 30), "data-2"))
    asked = met(closed)
    with pytest.raises(Refused, match="taught out on 2026-06-30") as refusal:
        grant(asked, allocate(asked), decided_on=TODAY)
    assert "data-2" in refusal.value.fix


def test_within_the_teach_out_it_is_awarded() -> None:
    asked = met(two(retirement=Retirement(date(2025, 1, 1), TODAY)))
    assert grant(asked, allocate(asked), decided_on=TODAY).uses


def test_nothing_is_decided_before_the_day_it_was_judged_on() -> None:
    asked = met()
    with pytest.raises(Refused, match="judged on"):
        grant(asked, allocate(asked), decided_on=date(2026, 11, 21))


def test_the_answer_to_another_question_is_refused() -> None:
    asked = met()
    other = replace(allocate(asked), uses=(Use("art", "ethics"),))
    with pytest.raises(Refused):
        grant(asked, other, decided_on=TODAY)


def test_what_was_granted_before_stays_as_it_was_written_down() -> None:
    earlier = AwardUse("eth", "data", "ethics", Decimal("4.5"), date(2026, 4, 1), "2025")
    asked = met(enrolment=Enrolment(granted=(earlier,)))
    given = grant(asked, allocate(asked), decided_on=TODAY)
    assert earlier in given.uses
    assert given.credits == Decimal("7.5")


def test_a_grant_lapses_after_the_months_of_its_renewal() -> None:
    assert lapses_on(two(), TODAY) is None
    renewed = two(renewal=Renewal(24, "law"))
    assert lapses_on(renewed, date(2026, 2, 28)) == date(2028, 2, 28)
    asked = met(renewed)
    assert grant(asked, allocate(asked), decided_on=TODAY).lapses_on == date(2028, 11, 22)


def test_only_what_was_earned_since_renews_it() -> None:
    asked = met(two(renewal=Renewal(24, "law")))
    before, on = date(2026, 2, 1), date(2026, 3, 1)
    for granted_on, renewed in ((before, True), (on, False)):
        anew = renewing(asked, granted_on)
        assert anew is not None
        assert anew.stack.rules.id == "law"
        assert allocate(anew).met is renewed


def test_a_confirmation_from_before_renews_nothing() -> None:
    old = Attestation("law", "dean", "A. Meyer", date(2026, 1, 1))
    new = Attestation("law", "dean", "A. Meyer", date(2026, 8, 1))
    rules = All(id="all", of=(take("law", "LAW", attest="dean"),))
    of = stack(rules, award=BY_RULE, renewal=Renewal(12, "law"))
    for said, renewed in ((old, False), (new, True)):
        late = holding("LAW", awarded_on=date(2026, 9, 1))
        anew = renewing(
            question(of, late, enrolment=Enrolment(attestations=(said,))), date(2026, 5, 1)
        )
        assert anew is not None
        assert allocate(anew).met is renewed


def test_without_a_named_requirement_all_of_it_is_asked_anew() -> None:
    anew = renewing(met(two(renewal=Renewal(24))), date(2026, 5, 1))
    assert anew is not None
    assert anew.stack.rules.id == "all"
    assert not allocate(anew).met
    assert renewing(met(), TODAY) is None


def test_a_renewal_by_something_unknown_is_refused() -> None:
    with pytest.raises(Refused, match="does not have"):
        renewing(met(two(renewal=Renewal(24, "nothing"))), TODAY)
