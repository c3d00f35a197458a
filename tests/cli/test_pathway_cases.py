"""A registrar tries the cases of a policy after changing its rules."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import PROJECT, Credstone

POLICY = PROJECT / "policies" / "stacks" / "data-steward"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(POLICY, tmp_path / "policy"))


def edit(path: Path, before: str, after: str) -> None:
    text = path.read_text("utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), "utf-8")


def test_cases_that_hold_are_shown_as_sentences(credstone: Credstone, folder: Path) -> None:
    ended = credstone("pathway", "cases", folder)
    assert (ended.status, ended.err) == (0, "")
    assert "✓ European data law stands for the national law module." in ended.out


def test_a_changed_rule_fails_the_cases_it_breaks(credstone: Credstone, folder: Path) -> None:
    edit(folder / "stack.yaml", "DATA-LAW, DATA-LAW-EU]}, waivable_by", "DATA-LAW]}, waivable_by")
    ended = credstone("pathway", "cases", folder, "--json")
    answer = ended.json("pathway-cases")
    assert ended.status == 3
    assert not answer["good"]
    [file] = answer["files"]
    failed = {one["case"]: one["faults"] for one in file["cases"] if not one["holds"]}
    faults = failed["European data law stands for the national law module."]
    assert faults[0].startswith("law is open, not met: ")
    shown = credstone("pathway", "cases", folder)
    assert shown.status == 3
    assert "✗ European data law stands for the national law module." in shown.out


def test_an_error_in_a_file_is_told_with_its_line(credstone: Credstone, folder: Path) -> None:
    edit(folder / "catalogue.yaml", "credits: 5", "credits: -5")
    ended = credstone("pathway", "cases", folder, "--json")
    [file] = ended.json("pathway-cases")["files"]
    assert ended.status == 3
    assert file["cases"] == []
    [found] = file["findings"]
    assert found["file"].endswith("catalogue.yaml")
    assert found["field"] == "offers[0].credits"


def test_a_folder_without_cases_is_wrong_usage(credstone: Credstone, tmp_path: Path) -> None:
    assert credstone("pathway", "cases", tmp_path).status == 2
    assert credstone("pathway", "cases", tmp_path / "nothing").status == 2
