"""What an enrolment names in vain, told beside the stack and the record it is read with."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from credstone.formats.enrolment_checks import check_enrolment
from credstone.formats.finding import Finding
from credstone.formats.stack import read_stack
from credstone.model.enrolment import Attestation, AwardUse, Enrolment, Pin, Waiver
from credstone.model.stack import Stack
from credstone.ports import JsonObject

TODAY = date(2026, 11, 22)
WORDS: JsonObject = {
    "id": "electrician",
    "version": "2024",
    "title": "Electrician",
    "rules": {
        "id": "journeyman",
        "kind": "all",
        "of": [
            {"id": "school", "kind": "take", "select": {"tag": "school"}, "waivable_by": "chamber"},
            {"id": "wiring", "kind": "attest", "role": "trainer", "statement": "Wires a board."},
            {
                "id": "special",
                "kind": "cond",
                "if": {"declared": "solar"},
                "then": {"id": "solar", "kind": "take", "select": {"tag": "solar"}},
            },
        ],
    },
}
GOOD = Enrolment(
    stack="electrician",
    version="2024",
    declared=("solar",),
    attestations=(Attestation("wiring", "trainer", "T", TODAY),),
    waivers=(Waiver("school", "chamber", "C", TODAY),),
    pins=(Pin("A", "school"),),
    excluded=("A",),
    granted=(AwardUse("A", "electrician", "school", Decimal(3), TODAY),),
)


def stack() -> Stack:
    read, _ = read_stack(WORDS)
    assert read is not None
    return read


def told(enrolment: Enrolment) -> list[Finding]:
    return list(check_enrolment(enrolment, (stack(),), {"A"}, TODAY))


def test_an_enrolment_that_fits_has_no_findings() -> None:
    assert told(GOOD) == []


@pytest.mark.parametrize(
    ("slip", "place"),
    [
        (
            replace(GOOD, attestations=(Attestation("wirin", "trainer", "T", TODAY),)),
            "/attestations/0/requirement",
        ),
        (
            replace(GOOD, waivers=(Waiver("scool", "chamber", "C", TODAY),)),
            "/waivers/0/requirement",
        ),
        (replace(GOOD, pins=(Pin("A", "scool"),)), "/pins/0/requirement"),
        (
            replace(GOOD, granted=(replace(GOOD.granted[0], requirement="scool"),)),
            "/granted/0/requirement",
        ),
    ],
)
def test_a_requirement_that_the_stack_does_not_have_is_an_error(
    slip: Enrolment, place: str
) -> None:
    [found] = told(slip)
    assert found.is_error
    assert found.pointer == place
    assert "Did you mean" in found.fix


@pytest.mark.parametrize(
    ("vain", "place", "why"),
    [
        (
            replace(GOOD, attestations=(Attestation("wiring", "Trainer", "T", TODAY),)),
            "/attestations/0/role",
            "is asked of trainer",
        ),
        (
            replace(GOOD, attestations=(Attestation("school", "trainer", "T", TODAY),)),
            "/attestations/0/requirement",
            "school asks for no confirmation",
        ),
        (
            replace(GOOD, attestations=(Attestation("wiring", "trainer", "T", date(2030, 1, 1)),)),
            "/attestations/0/on",
            "does not count yet on 2026-11-22",
        ),
        (
            replace(GOOD, waivers=(Waiver("school", "king", "K", TODAY),)),
            "/waivers/0/role",
            "is asked of chamber",
        ),
        (replace(GOOD, pins=(Pin("B", "school"),)), "/pins/0/award", "no credential"),
        (replace(GOOD, excluded=("B",)), "/excluded/0", "no credential"),
        (
            replace(GOOD, granted=(replace(GOOD.granted[0], award="B"),)),
            "/granted/0/award",
            "no credential",
        ),
        (replace(GOOD, declared=("solr",)), "/declared/0", "no condition"),
        (replace(GOOD, version="1999"), "/version", "not given here"),
    ],
)
def test_what_changes_nothing_is_advice(vain: Enrolment, place: str, why: str) -> None:
    [found] = told(vain)
    assert not found.is_error
    assert found.pointer == place
    assert why in found.why


def test_uses_granted_elsewhere_are_not_looked_up_here() -> None:
    elsewhere = AwardUse("B", "welder", "seams", Decimal(3), TODAY)
    assert told(replace(GOOD, granted=(elsewhere,))) == []
