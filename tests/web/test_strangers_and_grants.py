"""Another organisation of the same home sees, uses and awards nothing that is not its own."""

from __future__ import annotations

from dataclasses import replace

import pytest

from credstone.errors import Refused
from credstone.web.pathways import orders, queries
from tests.web.granting import TARGET, School, a_stack
from tests.web.office import Office


def with_a_stranger(office: Office) -> School:
    """The hub has published a certificate of the same code."""
    school = School.opened(office)
    office.add("hub")
    office.publish(office.definition("hub", code=TARGET, version="9"))
    return school


def test_a_code_that_two_publish_awards_nothing_until_it_is_said_whose(office: Office) -> None:
    school = with_a_stranger(office)
    with pytest.raises(Refused, match="is published by hub, ub"):
        orders.target_of(a_stack(office))
    assert orders.target_of(a_stack(office), "ub") == school.versions[TARGET]


def test_an_address_that_another_claims_awards_nothing_until_it_is_said_whose(
    office: Office,
) -> None:
    school = with_a_stranger(office)
    uri = school.versions[TARGET].uri
    claimed = office.definition("hub", code="OTHER")
    office.publish(replace(claimed, id=uri))
    with pytest.raises(Refused, match="is published by hub, ub"):
        orders.target_of(a_stack(office, target=uri))
    assert orders.target_of(a_stack(office, target=uri), "ub") == school.versions[TARGET]


def test_what_one_organisation_granted_is_no_others_use(office: Office) -> None:
    school = with_a_stranger(office)
    record = school.record(school.parts())
    granted = school.grant(a_stack(office), record)
    awards = [use.award for use in granted.row.uses.all()]
    assert len(queries.uses_of("ub", awards)) == 2
    assert queries.uses_of("hub", awards) == ()
    assert queries.grants("hub") == []
    _, ledger = orders.with_ledger(school.question(a_stack(office), record), "hub")
    assert ledger == ()


def test_a_strangers_number_for_the_learner_is_not_taken_for_ours(office: Office) -> None:
    school = with_a_stranger(office)
    record = school.record(school.parts())
    own = orders.learner_of(record.awards, record.awards[0].issuer_id)
    assert [one.value for one in own.identifiers] == ["0000001", "s1@uni.example"]
    others = orders.learner_of(record.awards, "did:web:somebody.example")
    assert [one.value for one in others.identifiers] == ["s1@uni.example"]


def test_a_learner_whom_nothing_tells_apart_is_awarded_nothing(office: Office) -> None:
    school = School.opened(office)
    record = school.record(school.parts())
    nameless = tuple(
        replace(one, award=replace(one.award, learner=replace(one.award.learner, identifiers=())))
        for one in record.awards
    )
    with pytest.raises(Refused, match="tells this learner apart"):
        orders.learner_of(nameless, "did:web:x")
    with pytest.raises(Refused, match="nobody vouches"):
        orders.learner_of((), "did:web:x")
