"""Odd values anywhere in files about stacks: an answer, never a crash, and nothing half read."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterator

import pytest

from credstone.formats.catalogue import catalogue_to_json, read_catalogue
from credstone.formats.enrolment import enrolment_to_json, read_enrolment
from credstone.formats.finding import Finding
from credstone.formats.record import read_record, record_to_json
from credstone.formats.stack import read_stack, stack_to_json
from credstone.formats.stack_cases import read_cases, read_cases_head
from credstone.ports import Json
from tests.core.formats import test_catalogue, test_stack_cases, test_stack_findings
from tests.core.formats.samples import EXAMPLES
from tests.core.formats.test_findings import put

ODD: tuple[Json, ...] = (
    None, True, False, 0, -1, 1.5, 1e400, 10**30, "", " ", "*", "@", "<", "a<b", "P", "x" * 500,
    "\ud800", "\x00", "9" * 40, "2026-02-30", [], [None], [[]], [[], {}], ["", 1], {}, {"": {}},
    {"a": None}, {"by": {}}, {"weight": -1}, {"min_credits_at": {"7": []}}, {"not": {"not": {}}},
)  # fmt: skip
ENROLMENT: Json = {
    "stack": "s",
    "enrolled_on": "2026-01-01",
    "declared": ["law"],
    "learner": {"mode": "x"},
    "attestations": [{"requirement": "r", "role": "x", "by": "y", "on": "2026-01-01"}],
    "waivers": [{"requirement": "r", "role": "x", "by": "y", "on": "2026-01-01"}],
    "pins": [{"award": "a", "requirement": "r"}],
    "granted": [{"award": "a", "stack": "s", "requirement": "r", "decided_on": "2026-01-01"}],
}
RECORD: Json = {
    **json.loads((EXAMPLES / "records" / "zoe.json").read_text("utf-8")),
    "set_aside": [
        {"source": "a", "standing": "revoked", "reason": "", "verified_at": "2026-01-01T00:00:00Z"}
    ],
}


def cases(value: Json) -> tuple[object, tuple[Finding, ...]]:
    read_cases_head(value)
    return read_cases(value, (test_stack_cases.the_stack(),), test_stack_cases.the_catalogue())


def pointers(value: Json, path: str = "") -> Iterator[str]:
    yield path
    match value:
        case dict():
            for name, member in value.items():
                yield from pointers(member, f"{path}/{name}")
        case list():
            for index, item in enumerate(value):
                yield from pointers(item, f"{path}/{index}")
        case _:
            pass


def nothing(value: object) -> None:
    """Cases are never written."""


@pytest.mark.parametrize(
    ("good", "read", "write"),
    [
        (test_stack_findings.GOOD, read_stack, stack_to_json),
        (test_catalogue.GOOD, read_catalogue, catalogue_to_json),
        (ENROLMENT, read_enrolment, enrolment_to_json),
        (test_stack_cases.GOOD, cases, nothing),
        (RECORD, read_record, record_to_json),
    ],
    ids=["stack", "catalogue", "enrolment", "cases", "record"],
)
def test_an_odd_value_anywhere_is_told_or_kept(
    good: Json,
    read: Callable[[Json], tuple[object, tuple[Finding, ...]]],
    write: Callable[[object], Json],
) -> None:
    for pointer in pointers(good):
        if "/achievement/" in pointer:
            continue  # definitions have their own tests
        for odd in ODD:
            value = odd if pointer == "" else put(copy.deepcopy(good), pointer, odd)
            found, findings = read(value)
            assert (found is None) == any(one.is_error for one in findings), (pointer, odd)
            if found is not None and write is not nothing:
                assert read(write(found))[0] == found, (pointer, odd)
