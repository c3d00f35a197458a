"""Cases of a stack: what a registrar writes, and the slips that would make a case say nothing."""

from __future__ import annotations

import copy
from datetime import date
from decimal import Decimal

import pytest

from credstone.formats.catalogue import read_catalogue
from credstone.formats.stack import read_stack
from credstone.formats.stack_cases import read_cases, read_cases_head
from credstone.model.learning import Catalogue, Holding, Standing
from credstone.model.stack import Stack
from credstone.model.stack_case import StackCase
from credstone.ports import Json, JsonObject
from tests.core.formats.test_findings import put

STACK: JsonObject = {
    "id": "data",
    "version": "2026",
    "title": "Data",
    "rules": {"id": "law", "kind": "take", "select": {"definition": "LAW"}},
}
CATALOGUE: JsonObject = {
    "id": "offers",
    "version": "2026",
    "issuers": {"ub": "did:web:ub.example", "hub": "did:web:hub.example"},
    "offers": [
        {"code": "LAW", "version": "1.0", "title": "Law", "issuer": "ub", "credits": 4},
        {"code": "SQL", "version": "1.0", "title": "SQL", "issuer": "hub", "recognised": ["ub"]},
    ],
}
GOOD: JsonObject = {
    "on": "2026-11-22",
    "usually": {"awarded": "2026-05-01", "grade": "1.0"},
    "cases": [
        {
            "case": "Law is met by law.",
            "holds": ["LAW", {"SQL": {"awarded": "2026-06-01", "credits": 2}}],
            "then": {"stack": "met", "law": "met"},
            "counts": {"LAW": "law", "SQL": "nothing"},
            "because": {"law": ["1 of 1"]},
            "plan": {"credentials": 0},
        }
    ],
}


def the_stack() -> Stack:
    stack, _ = read_stack(STACK)
    assert stack is not None
    return stack


def the_catalogue() -> Catalogue:
    catalogue, _ = read_catalogue(CATALOGUE)
    assert catalogue is not None
    return catalogue


def case(**changes: Json) -> StackCase:
    first: Json = {"case": "A sentence.", "then": {"stack": "met"}, **changes}
    value: JsonObject = {**GOOD, "cases": [first]}
    cases, findings = read_cases(value, (the_stack(),), the_catalogue())
    assert findings == ()
    assert cases is not None
    return cases[0]


def held(*holds: Json) -> tuple[Holding, ...]:
    return case(holds=list(holds)).holdings


def test_a_code_brings_what_the_catalogue_says() -> None:
    [law, sql] = held("LAW", "SQL")
    assert law.learning == the_catalogue().offers[0].learning
    assert (law.id, law.awarded_on, law.grade) == ("LAW", date(2026, 5, 1), "1.0")
    assert [one.by for one in sql.recognised] == ["did:web:ub.example"]


def test_what_a_case_says_goes_before_the_catalogue() -> None:
    said: Json = {
        "SQL": {
            "awarded": "2020-01-01",
            "issuer": "ub",
            "credits": "2.5",
            "standing": "revoked",
            "reason": "By mistake",
            "trusted": False,
            "recognised": [],
        }
    }
    [sql] = held(said)
    assert sql.awarded_on == date(2020, 1, 1)
    assert sql.learning.issuers == ("did:web:ub.example",)
    assert sql.learning.credits == Decimal("2.5")
    assert (sql.standing, sql.standing_reason) == (Standing.REVOKED, "By mistake")
    assert not sql.trusted
    assert sql.recognised == ()


def test_the_same_code_twice_is_two_credentials() -> None:
    assert [one.id for one in held("LAW", {"LAW": {"version": "2.0"}})] == ["LAW", "LAW#2"]


def test_a_case_has_its_day_or_that_of_the_file() -> None:
    assert case().on == date(2026, 11, 22)
    assert case(on="2027-01-01").on == date(2027, 1, 1)


def test_the_files_have_usual_names() -> None:
    assert read_cases_head({}).stacks == ("stack.yaml",)
    head = read_cases_head({"stack": ["stack-1.yaml", "stack-2.yaml"], "catalogue": "c.yaml"})
    assert (head.stacks, head.catalogue) == (("stack-1.yaml", "stack-2.yaml"), "c.yaml")


FIRST = "/cases/0"
ERRORS: list[tuple[str, Json, str, str]] = [
    ("/cases", [], "/cases", "cases is missing"),
    ("/on", None, FIRST, "no day"),
    ("/usually", {}, FIRST + "/holds/0/awarded", "awarded is missing"),
    ("/usually", {"credit": 3}, "/usually/credit", "not known"),
    (FIRST + "/case", "", FIRST + "/case", "case is missing"),
    (FIRST, {"case": "Nothing."}, FIRST, "expects nothing"),
    (FIRST + "/holds", ["LAWS"], FIRST + "/holds/0", "no such credential"),
    (FIRST + "/holds", [{"LAW": {"ects": 3}}], FIRST + "/holds/0/LAW/ects", "not known"),
    (FIRST + "/holds", [{"LAW": {"credits": -3}}], FIRST + "/holds/0/LAW/credits", "negative"),
    (FIRST + "/holds", [{"LAW": {"standing": "lost"}}], FIRST + "/holds/0/LAW/standing", "list"),
    (FIRST + "/then/laws", "met", FIRST + "/then/laws", "nothing here is called laws"),
    (FIRST + "/then/law", "done", FIRST + "/then/law", "no such state"),
    (FIRST + "/counts", {"LAX": "law"}, FIRST + "/counts/LAX", "called LAX"),
    (FIRST + "/counts", {"LAW": "laws"}, FIRST + "/counts/LAW", "called laws"),
    (FIRST + "/counts", {"LAW": None}, FIRST + "/counts/LAW", "LAW is missing"),
    (FIRST + "/because", {"lax": "x"}, FIRST + "/because/lax", "called lax"),
    (FIRST + "/because", {"law": ""}, FIRST + "/because/law", "law is missing"),
    (FIRST + "/plan", {"takes": ["LAX"]}, FIRST + "/plan/takes", "called LAX"),
    (FIRST + "/binds", "2027", FIRST + "/binds", "called 2027"),
    (
        FIRST + "/enrolment",
        {"pins": [{"award": "LAW", "requirement": "lawn"}]},
        FIRST + "/enrolment/pins/0/requirement",
        "no requirement lawn",
    ),
    (FIRST + "/enrolment", {"waivers": [{}]}, FIRST + "/enrolment/waivers/0/role", "missing"),
]


@pytest.mark.parametrize(("pointer", "value", "place", "why"), ERRORS)
def test_a_slip_is_told_where_it_stands(pointer: str, value: Json, place: str, why: str) -> None:
    changed = put(copy.deepcopy(GOOD), pointer, value)
    cases, findings = read_cases(changed, (the_stack(),), the_catalogue())
    assert cases is None
    told = [one for one in findings if one.pointer == place and why in one.why]
    assert told, [(one.pointer, one.why) for one in findings]


def test_the_sample_is_good() -> None:
    cases, findings = read_cases(GOOD, (the_stack(),), the_catalogue())
    assert findings == ()
    assert cases is not None
    assert cases[0].counts == (("LAW", ("law",)), ("SQL", ()))


@pytest.mark.parametrize("value", [None, [], "cases"])
def test_what_has_no_fields_holds_no_cases(value: Json) -> None:
    cases, [found] = read_cases(value, (the_stack(),), the_catalogue())
    assert cases is None
    assert "fields" in found.why
