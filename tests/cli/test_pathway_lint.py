"""A registrar checks a stack before any learner meets it."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import PROJECT, Credstone

STEWARD = PROJECT / "policies" / "stacks" / "data-steward"
FAULTS = PROJECT / "tests" / "core" / "stacking" / "lint" / "faults"
OFFERS = FAULTS.parent / "catalogue.yaml"


def test_a_sound_stack_is_good(credstone: Credstone) -> None:
    words = ("--catalogue", STEWARD / "catalogue.yaml", "--others", STEWARD.parent)
    ended = credstone("pathway", "lint", STEWARD / "stack.yaml", *words)
    assert ended.status == 0
    assert ended.out.endswith("stack.yaml: good (0 errors, 0 warnings)\n")


def test_a_fault_is_told_with_its_line_field_and_remedy(credstone: Credstone) -> None:
    path = FAULTS / "not-together.yaml"
    ended = credstone("pathway", "lint", path, "--catalogue", OFFERS)
    assert ended.status == 3
    assert f"{path}:10: error: rules.of[0]: nobody can meet the stack" in ended.out
    assert "Relax it, or offer more." in ended.out


def test_scripts_read_the_same(credstone: Credstone) -> None:
    path = FAULTS / "walls-in-the-way.yaml"
    answer = credstone("pathway", "lint", path, "--catalogue", OFFERS, "--json")
    assert answer.status == 3
    findings = answer.json("findings")["findings"]
    assert [(one["line"], one["field"]) for one in findings] == [(14, "constraints.caps")]


def test_warnings_do_not_stand_in_the_way(credstone: Credstone) -> None:
    ended = credstone("pathway", "lint", FAULTS / "roles.yaml")
    assert ended.status == 0
    assert "(0 errors, 3 warnings)" in ended.out


def test_a_slip_in_the_stack_or_the_catalogue_is_told_first(
    credstone: Credstone, tmp_path: Path
) -> None:
    slip = tmp_path / "slip.yaml"
    slip.write_text("id: x\n")
    stack = credstone("pathway", "lint", slip)
    assert stack.status == 3
    assert "version is missing" in stack.out
    catalogue = credstone("pathway", "lint", STEWARD / "stack.yaml", "--catalogue", slip)
    assert catalogue.status == 3
    assert f"{slip}:" in catalogue.out


def test_several_catalogues_are_one(credstone: Credstone) -> None:
    both = ("--catalogue", STEWARD / "catalogue.yaml", "--catalogue", OFFERS)
    assert credstone("pathway", "lint", FAULTS / "levels.yaml", *both).status == 0


def test_on_another_day_nothing_was_retired_yet(credstone: Credstone) -> None:
    words = ("pathway", "lint", FAULTS / "retired.yaml", "--catalogue", OFFERS)
    assert "is retired since 2025-09-30" in credstone(*words).out
    assert "is retired" not in credstone(*words, "--at", "2025-09-30").out


def test_what_is_not_there_is_wrong_usage(credstone: Credstone, tmp_path: Path) -> None:
    stack = STEWARD / "stack.yaml"
    assert credstone("pathway", "lint", "nowhere.yaml").status == 2
    assert credstone("pathway", "lint", stack, "--others", tmp_path / "none").status == 2
    assert credstone("pathway", "lint", stack, "--others", OFFERS).status == 2
