"""A folder of policies is read whole; a slip in any of its files is told with file and line."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from credstone.documents.cases_folder import case_files, read_cases_file
from credstone.errors import Unavailable

POLICY = Path(__file__).parents[3] / "policies" / "stacks" / "data-steward"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(POLICY, tmp_path / "policy"))


def edit(path: Path, before: str, after: str) -> None:
    text = path.read_text("utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), "utf-8")


def test_each_case_has_its_line(folder: Path) -> None:
    reading = read_cases_file(folder / "cases.yaml")
    assert reading.cases is not None
    lines = (folder / "cases.yaml").read_text("utf-8").splitlines()
    for case, line in zip(reading.cases, reading.lines, strict=True):
        assert case.sentence.split(",")[0] in lines[line - 1]


def test_a_folder_of_folders_is_found(folder: Path) -> None:
    assert case_files(folder) == (folder / "cases.yaml",)
    assert case_files(folder.parent) == (folder / "cases.yaml",)


@pytest.mark.parametrize(
    ("name", "before", "after", "why"),
    [
        ("stack.yaml", "kind: all", "kind: every", "no such kind"),
        ("catalogue.yaml", "credits: 5", "credits: -5", "negative"),
        ("cases.yaml", "electives: met", "elective: met", "called elective"),
        ("cases.yaml", "cases:", "cases: &a", "anchors"),
    ],
)
def test_a_slip_is_told_in_its_file(
    folder: Path, name: str, before: str, after: str, why: str
) -> None:
    edit(folder / name, before, after)
    reading = read_cases_file(folder / "cases.yaml")
    assert reading.cases is None
    [(path, found)] = [one for one in reading.findings if one[1].finding.is_error]
    assert path == folder / name
    assert why in found.finding.why
    assert found.line > 1


def test_a_file_that_is_not_there_is_told(folder: Path) -> None:
    (folder / "catalogue.yaml").unlink()
    with pytest.raises(Unavailable, match="cannot be read"):
        read_cases_file(folder / "cases.yaml")
