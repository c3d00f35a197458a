"""Stacks that contradict themselves: each slip has its place, its reason and its remedy."""

from __future__ import annotations

import copy

import pytest

from credstone.formats.stack import read_stack
from credstone.ports import Json, JsonObject
from tests.core.formats.test_findings import put

GOOD: JsonObject = {
    "id": "data",
    "version": "2026",
    "title": {"en": "Data"},
    "effective": {"from": "2026-01-01", "until": "2027-12-31"},
    "issuers": {"ub": "did:web:ub.example"},
    "schemes": [{"id": "de"}],
    "rules": {
        "id": "all",
        "kind": "all",
        "of": [
            {"id": "first", "kind": "take", "select": {"issuer": ["ub"], "level": {"eqf_min": 6}}},
            {
                "id": "two",
                "kind": "n_of",
                "n": 2,
                "of": [
                    {"id": "a", "kind": "take", "select": {}, "counts_up_to": 2, "min_count": 1},
                    {"id": "b", "kind": "attest", "role": "tutor", "statement": "A talk."},
                ],
            },
            {"id": "c", "kind": "outcomes", "outcomes": [{"id": "urn:o:1"}], "cover": 1},
            {
                "id": "d",
                "kind": "cond",
                "if": {"declared": "law"},
                "then": {"id": "e", "kind": "take", "select": {"tag": "law"}},
            },
        ],
    },
    "constraints": {
        "no_double_count": {"scope": "group", "except": [["first", "two"]]},
        "residency": {"min_credits": 5, "issuer": ["ub"]},
        "level": {"min_credits_at": {"7": 10}},
        "age": {"max": "P6Y"},
        "overlap": [{"set": ["MC-1", "MC-2"], "count_at_most": 1}],
        "caps": [{"select": {"mode": "online"}, "max_credits": 5, "within": "two"}],
        "compensation": {
            "scheme": "de",
            "avg_min": "3.0",
            "fail_floor": "5.0",
            "max_compensated_credits": 5,
        },
        "capstone": {"id": "thesis", "kind": "take", "select": {"tag": "thesis"}},
        "order": [["first", "two"]],
        "grade_average": {"scheme": "de", "min": "2.5"},
        "cross_stack": {"other": "*", "max_shared_credits": 5},
    },
    "award": {"credits": 30, "level": 6},
    "renewal": {"months": 12, "requirement": "two"},
    "retirement": {"on": "2030-01-01", "teach_out_until": "2031-01-01"},
}
TAKE: JsonObject = {"id": "first", "kind": "take", "select": {}}
FIRST = "/rules/of/0"

ERRORS: list[tuple[str, Json, str, str]] = [
    ("/id", "", "/id", "id is missing"),
    ("/version", None, "/version", "version is missing"),
    ("/title", None, "/title", "title is missing"),
    ("/rules", None, "/rules", "rules is missing"),
    ("/rules", [], "/rules", "a requirement is expected"),
    ("/requirements", [], "/requirements", "not known"),
    ("/effective", {"from": "2026-02-01", "until": "2026-01-01"}, "/effective", "ends before"),
    ("/effective", {}, "/effective", "neither from nor until"),
    ("/issuers/ub", None, "/issuers/ub", "no id"),
    ("/schemes", [{"id": "de"}, {"id": "de"}], "/schemes/1/id", "twice"),
    ("/rules/kind", None, "/rules/kind", "kind is missing"),
    ("/rules/kind", "some", "/rules/kind", "no such kind"),
    ("/rules/of", [], "/rules/of", "no parts"),
    ("/rules/of", None, "/rules/of", "no parts"),
    ("/rules/n", 2, "/rules/n", "n is for n_of, not for all"),
    (FIRST + "/id", None, FIRST + "/id", "id is missing"),
    (FIRST + "/id", "*", FIRST + "/id", "no good name"),
    (FIRST + "/id", "thesis", FIRST + "/id", "/constraints/capstone has the same id"),
    (FIRST + "/id", "thesis", "/constraints/capstone/id", "/rules/of/0 has the same id"),
    (FIRST + "/weight", 0, FIRST + "/weight", "less than 1"),
    (FIRST + "/label", 3, FIRST + "/label", "which language"),
    (FIRST + "/min_count", -1, FIRST + "/min_count", "less than 0"),
    (FIRST + "/min_count", "some", FIRST + "/min_count", "whole number"),
    (FIRST, {**TAKE, "min_count": 3, "max_count": 2}, FIRST + "/max_count", "below min_count"),
    (FIRST, {**TAKE, "min_credits": 3, "max_credits": 2}, FIRST + "/max_credits", "below"),
    (FIRST + "/min_credits", "-1", FIRST + "/min_credits", "negative"),
    (FIRST + "/min_credits", "2.125", FIRST + "/min_credits", "more than two decimals"),
    (FIRST + "/min_credits", 10**9, FIRST + "/min_credits", "more than 1000000"),
    (FIRST + "/distinct_by", "teacher", FIRST + "/distinct_by", "not in the list"),
    (
        FIRST,
        {**TAKE, "max_count": 1, "distinct_by": {"by": "provider", "at_least": 2}},
        FIRST + "/distinct_by",
        "more different values",
    ),
    (FIRST + "/counts_up_to", 2, FIRST + "/counts_up_to", "no part of one"),
    (FIRST + "/grade", {"scheme": "de"}, FIRST + "/grade", "neither min nor avg_min"),
    (FIRST + "/grade", {"min": "1.0"}, FIRST + "/grade/scheme", "scheme is missing"),
    (FIRST + "/select", None, FIRST + "/select", "select is missing"),
    (FIRST + "/select", {"tag": []}, FIRST + "/select/tag", "list is empty"),
    (FIRST + "/select", {"tag": 3}, FIRST + "/select/tag", "text is expected"),
    (FIRST + "/select", {"not": {}}, FIRST + "/select/not", "excludes everything"),
    (FIRST + "/select", {"any": {}}, FIRST + "/select/any", "list is expected"),
    (FIRST + "/select", {"ects": 3}, FIRST + "/select/ects", "not known"),
    (FIRST + "/select", {"subject": "IT"}, FIRST + "/select/subject", "ISCED-F"),
    (FIRST + "/select", {"definition": "@1.x"}, FIRST + "/select/definition", "no definition"),
    (FIRST + "/select", {"supervised": False}, FIRST + "/select/supervised", "two things"),
    (FIRST + "/select", {"max_age": "5 years"}, FIRST + "/select/max_age", "not a period"),
    (FIRST + "/select", {"min_confidence": 70}, FIRST + "/select/min_confidence", "0 and 1"),
    (FIRST + "/select", {"qa_min": "good"}, FIRST + "/select/qa_min", "not in the list"),
    (FIRST + "/select/level", {"eqf_min": 9}, FIRST + "/select/level/eqf_min", "1 to 8"),
    (FIRST + "/select/level", {"eqf_min": 7, "eqf_max": 6}, FIRST + "/select/level", "above"),
    (
        FIRST + "/select",
        {"grade": {"scheme": "de", "avg_min": "2.0"}},
        FIRST + "/select/grade/avg_min",
        "no average",
    ),
    ("/rules/of/1/n", None, "/rules/of/1/n", "n is missing"),
    ("/rules/of/1/n", 4, "/rules/of/1/n", "stand for 3 at most"),
    ("/rules/of/1/max_items", 4, "/rules/of/1/max_items", "not known"),
    ("/rules/of/1/of/1/max_count", 4, "/rules/of/1/of/1/max_count", "max_count is for all"),
    ("/rules/of/1/of/1/role", None, "/rules/of/1/of/1/role", "role is missing"),
    ("/rules/of/2/outcomes", [], "/rules/of/2/outcomes", "list is empty"),
    ("/rules/of/2/outcomes", None, "/rules/of/2/outcomes", "no outcomes"),
    ("/rules/of/2/cover", 2, "/rules/of/2/cover", "2 of 1 cannot be covered"),
    ("/rules/of/2/cover", "most", "/rules/of/2/cover", "whole number"),
    ("/rules/of/2/cover", {"weight": 9}, "/rules/of/2/cover", "9 of 1"),
    ("/rules/of/3/if", None, "/rules/of/3/if", "if is missing"),
    ("/rules/of/3/if", {"major": "law"}, "/rules/of/3/if/major", "not known"),
    ("/rules/of/3/then", None, "/rules/of/3/then", "then is missing"),
    (
        "/constraints/no_double_count",
        {"except": [["first", "nowhere"]]},
        "/constraints/no_double_count/except/0",
        "no requirement has the id nowhere",
    ),
    (
        "/constraints/no_double_count",
        {"except": ["first"]},
        "/constraints/no_double_count/except/0",
        "no pair",
    ),
    (
        "/constraints/no_double_count",
        {"scope": "none", "except": [["first", "two"]]},
        "/constraints/no_double_count/except",
        "everything may be shared",
    ),
    (
        "/constraints/residency",
        {"min_share": 1.5, "issuer": "ub"},
        "/constraints/residency/min_share",
        "between 0 and 1",
    ),
    ("/constraints/residency", {"issuer": "ub"}, "/constraints/residency", "neither"),
    ("/constraints/residency", {"min_credits": 1}, "/constraints/residency/issuer", "missing"),
    (
        "/constraints/level",
        {"min_credits_at": {"9": 4}},
        "/constraints/level/min_credits_at/9",
        "8",
    ),
    ("/constraints/age", {"clock": "issued"}, "/constraints/age/max", "max is missing"),
    ("/constraints/overlap", [{"set": ["MC-1"]}], "/constraints/overlap/0", "neither"),
    ("/constraints/caps/0/within", "nowhere", "/constraints/caps/0/within", "nowhere"),
    ("/constraints/caps/0/max_credits", None, "/constraints/caps/0", "neither"),
    ("/constraints/compensation/scheme", None, "/constraints/compensation/scheme", "missing"),
    ("/constraints/capstone", "thesis", "/constraints/capstone", "a requirement is expected"),
    ("/constraints/order", [["first", "all"]], "/constraints/order/0", "stands in the other"),
    ("/constraints/order", ["first<first"], "/constraints/order/0", "stands in the other"),
    (
        "/constraints/order",
        [["first", "two"], ["two", "c"], ["c", "first"]],
        "/constraints/order/2",
        "circle",
    ),
    ("/constraints/order", ["first<second"], "/constraints/order/0", "no requirement has the id"),
    ("/constraints/grade_average/min", None, "/constraints/grade_average/min", "min is missing"),
    ("/constraints/cross_stack/other", None, "/constraints/cross_stack/other", "missing"),
    ("/award/level", 9, "/award/level", "1 to 8"),
    ("/renewal/requirement", "nowhere", "/renewal/requirement", "nowhere"),
    ("/renewal/months", 0, "/renewal/months", "less than 1"),
    ("/retirement/teach_out_until", "2029-01-01", "/retirement/teach_out_until", "before"),
]


def test_the_sample_is_good() -> None:
    stack, findings = read_stack(GOOD)
    assert findings == ()
    assert stack is not None


@pytest.mark.parametrize(("pointer", "value", "place", "why"), ERRORS)
def test_a_slip_is_told_where_it_stands(pointer: str, value: Json, place: str, why: str) -> None:
    changed = put(copy.deepcopy(GOOD), pointer, value)
    stack, findings = read_stack(changed)
    assert stack is None
    told = [one for one in findings if one.pointer == place and why in one.why]
    assert told, [(one.pointer, one.why) for one in findings]
    assert all(one.fix for one in findings)


def test_an_issuer_that_nobody_names_is_a_warning() -> None:
    stack, [found] = read_stack(put(copy.deepcopy(GOOD), FIRST + "/select/issuer", ["hub"]))
    assert stack is not None
    assert not found.is_error
    assert found.pointer == FIRST + "/select/issuer"


def test_sharing_with_the_capstone_is_a_warning() -> None:
    pair: list[Json] = [["first", "thesis"]]
    pointer = "/constraints/no_double_count/except"
    stack, [found] = read_stack(put(copy.deepcopy(GOOD), pointer, pair))
    assert stack is not None
    assert "shares with nothing" in found.why


@pytest.mark.parametrize("value", [None, [], "stack", 3, [GOOD]])
def test_what_has_no_fields_is_no_stack(value: Json) -> None:
    stack, [found] = read_stack(value)
    assert stack is None
    assert "fields" in found.why


def test_a_kind_that_cannot_be_read_is_told_alone() -> None:
    stack, findings = read_stack(put(copy.deepcopy(GOOD), "/rules/kind", "every"))
    assert stack is None
    assert [one.pointer for one in findings] == ["/rules/kind"]


def test_a_share_has_five_decimals_at_most() -> None:
    stack = put(
        copy.deepcopy(GOOD), "/constraints/residency", {"min_share": "0.333333", "issuer": "ub"}
    )
    _, findings = read_stack(stack)
    [found] = [one for one in findings if one.is_error]
    assert found.pointer == "/constraints/residency/min_share"
    assert found.why == "min_share has more than 5 decimals"
    assert "0.33333" in found.fix


def test_more_requirements_than_anybody_writes_are_refused_where_they_begin() -> None:
    leaves: list[Json] = [{"id": f"r{at}", "kind": "take", "select": {}} for at in range(501)]
    stack = put(put(copy.deepcopy(GOOD), "/constraints", {}), "/renewal", {"months": 12})
    stack = put(stack, "/rules", {"id": "all", "kind": "all", "of": leaves})
    [found] = [one for one in read_stack(stack)[1] if one.is_error]
    assert found.pointer == "/rules/of/499"
    assert found.why == "the stack has 502 requirements, and at most 500 are read"
    assert read_stack(put(stack, "/rules/of", leaves[:499]))[0] is not None
