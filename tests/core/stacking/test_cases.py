"""Cases are tried: the policies answer theirs, and a case that says otherwise is told why."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from credstone.documents.cases_folder import CasesReading, case_files, read_cases_file
from credstone.model.learning import Catalogue, Holding, Learning, Offer
from credstone.model.requirement import All, Take
from credstone.model.selector import DefinitionRef, Selector, Window
from credstone.model.stack import Stack
from credstone.model.stack_case import ExpectedPlan, StackCase
from credstone.model.text import Text
from credstone.stacking.cases import judge

POLICIES = Path(__file__).parents[3] / "policies" / "stacks"
READ = {path: read_cases_file(path) for path in case_files(POLICIES)}


@pytest.mark.parametrize("path", READ, ids=lambda path: path.parent.name)
def test_the_files_of_the_policies_are_free_of_findings(path: Path) -> None:
    assert READ[path].findings == ()


@pytest.mark.parametrize(
    ("reading", "index"),
    [(reading, index) for reading in READ.values() for index in range(len(reading.cases or ()))],
    ids=lambda value: value if isinstance(value, int) else value.file.parent.name,
)
def test_the_policies_answer_their_cases(reading: CasesReading, index: int) -> None:
    assert reading.cases is not None
    assert reading.catalogue is not None
    case = reading.cases[index]
    assert judge(case, reading.stacks, reading.catalogue).faults == (), case.sentence


LAW = Learning("LAW", "LAW", "1.0", Text.of({"en": "Law"}), ("did:web:ub.example",))
SQL = replace(LAW, id="SQL", code="SQL", title=Text.of({"en": "SQL"}))
CATALOGUE = Catalogue("offers", "2026", (Offer(LAW), Offer(SQL)))
STACK = Stack(
    "data",
    "2026",
    Text.of({"en": "Data"}),
    All(
        id="all",
        of=(
            Take(id="law", select=Selector(definition=(DefinitionRef("LAW"),))),
            Take(id="sql", select=Selector(definition=(DefinitionRef("SQL"),))),
        ),
    ),
)
CASE = StackCase(
    "Law alone is half of it.",
    date(2026, 11, 22),
    (Holding("LAW", LAW, date(2026, 5, 1)),),
    states=(("stack", "open"), ("law", "met"), ("sql", "open")),
    counts=(("LAW", ("law",)),),
    plan=ExpectedPlan(1, ("SQL",)),
)


def faults(**changes: object) -> tuple[str, ...]:
    return judge(replace(CASE, **changes), (STACK,), CATALOGUE).faults  # type: ignore[arg-type]


def test_a_case_that_says_what_is_so_holds() -> None:
    assert faults() == ()


def test_a_state_that_differs_is_told_with_the_reason() -> None:
    [fault] = faults(states=(("sql", "met"),))
    assert fault.startswith("sql is open, not met: ")
    [fault] = faults(states=(("stack", "met"),))
    assert fault.startswith("stack is open, not met: ")


def test_a_credential_that_counts_elsewhere_is_told() -> None:
    [fault] = faults(counts=(("LAW", ("sql",)),))
    assert fault == "LAW does not count in sql: it counts in law"
    [fault] = faults(counts=(("LAW", ()),))
    assert fault == "LAW counts in law, and should count for nothing"


def test_a_group_stands_for_the_leaves_below_it() -> None:
    assert faults(counts=(("LAW", ("all",)),)) == ()


def test_words_that_no_reason_holds_are_told_with_the_reasons() -> None:
    assert faults(because=(("sql", ("0 of 1",)),)) == ()
    [fault] = faults(because=(("sql", ("tomatoes",)),))
    assert '"tomatoes"' in fault
    assert "0 of 1" in fault


def test_another_way_on_is_told() -> None:
    assert faults(plan=ExpectedPlan(2)) == ("the way on takes 1 credentials, not 2",)
    assert faults(plan=ExpectedPlan(1, ("LAW",))) == ("the way on takes SQL, not LAW",)


def test_a_question_without_an_answer_is_a_fault() -> None:
    [holding] = CASE.holdings
    [fault] = faults(holdings=(holding, replace(holding, awarded_on=date(2020, 1, 1))))
    assert fault.startswith("there is no answer: ")


def test_of_several_versions_the_one_that_binds_answers() -> None:
    old = replace(STACK, version="2025", effective=Window(None, date(2025, 12, 31)))
    new = replace(STACK, effective=Window(date(2026, 1, 1)))
    assert judge(replace(CASE, binds="2026"), (old, new), CATALOGUE).holds
    [fault] = judge(replace(CASE, binds="2025", states=()), (old, new), CATALOGUE).faults
    assert fault.startswith("version 2025 does not bind: ")
    early = replace(new, effective=Window(date(2030, 1, 1)))
    [fault] = judge(CASE, (old, early), CATALOGUE).faults
    assert fault.startswith("no version answers: ")
