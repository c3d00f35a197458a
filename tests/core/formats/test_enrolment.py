"""Enrolments: what is known of a learner beside their credentials."""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from credstone.formats.enrolment import enrolment_to_json, read_enrolment
from credstone.model.enrolment import Attestation, AwardUse, Enrolment, Pin, Waiver
from credstone.ports import Json, JsonObject
from tests.core.formats.strategies import blank_or_words, days, local_ids, words

many = settings(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck))
some_ids = st.lists(local_ids, max_size=2).map(tuple)
enrolments = st.builds(
    Enrolment,
    stack=st.just("") | local_ids,
    version=st.just("") | local_ids,
    enrolled_on=st.none() | days,
    declared=some_ids,
    attributes=st.dictionaries(local_ids, words, max_size=2).map(lambda one: tuple(one.items())),
    attestations=st.lists(
        st.builds(Attestation, local_ids, words, words, days, st.booleans(), blank_or_words),
        max_size=2,
    ).map(tuple),
    waivers=st.lists(
        st.builds(Waiver, local_ids, words, words, days, blank_or_words), max_size=2
    ).map(tuple),
    pins=st.lists(st.builds(Pin, local_ids, local_ids), max_size=2).map(tuple),
    excluded=some_ids,
    granted=st.lists(
        st.builds(
            AwardUse,
            local_ids,
            local_ids,
            local_ids,
            st.decimals(min_value=0, max_value=30, places=2),
            days,
            st.just("") | local_ids,
        ),
        max_size=2,
    ).map(tuple),
)


@many
@given(enrolments)
def test_reading_what_was_written_gives_an_equal_enrolment(one: Enrolment) -> None:
    assert read_enrolment(json.loads(json.dumps(enrolment_to_json(one)))) == (one, ())


def test_an_enrolment_is_read() -> None:
    enrolment, findings = read_enrolment(
        {
            "enrolled_on": "2026-05-02",
            "declared": "law",
            "learner": {"mode": "part-time", "first": True},
            "attestations": [
                {"requirement": "talk", "role": "tutor", "by": "A. B.", "on": "2026-06-01"}
            ],
        }
    )
    assert findings == ()
    assert enrolment is not None
    assert enrolment.declared == ("law",)
    assert enrolment.attributes == (("mode", "part-time"), ("first", "true"))
    assert enrolment.attestations == (Attestation("talk", "tutor", "A. B.", date(2026, 6, 1)),)


@pytest.mark.parametrize(
    ("value", "place", "why"),
    [
        ([], "", "named fields"),
        ({"enrolled": "2026-01-01"}, "/enrolled", "not known"),
        ({"enrolled_on": "spring"}, "/enrolled_on", "not a day"),
        ({"waivers": [{"requirement": "law"}]}, "/waivers/0/role", "role is missing"),
        ({"waivers": [{"requirement": "law"}]}, "/waivers/0/by", "by is missing"),
        ({"attestations": [{"role": "tutor"}]}, "/attestations/0/requirement", "missing"),
        ({"pins": [{"award": "a"}]}, "/pins/0/requirement", "missing"),
        ({"granted": [{"award": "a"}]}, "/granted/0/stack", "missing"),
    ],
)
def test_a_slip_is_told_where_it_stands(value: Json, place: str, why: str) -> None:
    enrolment, findings = read_enrolment(value)
    assert enrolment is None
    assert [one for one in findings if one.pointer == place and why in one.why]


def test_nothing_said_is_an_empty_enrolment() -> None:
    empty: JsonObject = {}
    assert read_enrolment(empty) == (Enrolment(), ())
