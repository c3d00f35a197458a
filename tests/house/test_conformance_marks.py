"""Marks are found wherever a test may carry them, and a mark that none carries is an error."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conformance.marks import shown

STORY = """
import pytest

CASES = [pytest.param(1, id="one", marks=pytest.mark.conforms("di-listed")), 2]

@pytest.mark.conforms("di-first", "di-second")
def test_plain() -> None: ...

@pytest.mark.conforms("di-around")
class TestThings:
    @pytest.mark.conforms("di-inside")
    def test_inside(self) -> None: ...

@pytest.mark.parametrize("case", CASES)
def test_listed(case) -> None: ...

@pytest.mark.parametrize(
    "case", [pytest.param("x", marks=[pytest.mark.conforms("di-here"), pytest.mark.soak]), "y"]
)
def test_here(case) -> None: ...
"""


def written(folder: Path, story: str) -> Path:
    (folder / "tests").mkdir()
    (folder / "tests" / "test_story.py").write_text(story)
    return folder / "tests"


def test_marks_are_found_on_tests_classes_and_single_cases(tmp_path: Path) -> None:
    found = [(one.test, one.case, one.requirement) for one in shown(written(tmp_path, STORY))]
    assert found == [
        ("test_plain", "", "di-first"),
        ("test_plain", "", "di-second"),
        ("test_inside", "", "di-around"),
        ("test_inside", "", "di-inside"),
        ("test_listed", "one", "di-listed"),
        ("test_here", "x", "di-here"),
    ]


def test_a_mark_on_the_whole_file_counts_for_each_of_its_tests(tmp_path: Path) -> None:
    whole = "pytestmark = pytest.mark.conforms('di-all')\n"
    found = shown(written(tmp_path, STORY.replace("CASES", f"{whole}CASES", 1)))
    assert [one.test for one in found if one.requirement == "di-all"] == [
        "test_plain",
        "test_inside",
        "test_listed",
        "test_here",
    ]


def test_a_mark_that_no_test_carries_is_named_with_its_line(tmp_path: Path) -> None:
    folder = written(tmp_path, "LOST = pytest.param(1, marks=pytest.mark.conforms('di-lost'))\n")
    with pytest.raises(ValueError, match=r"test_story\.py:1: no test carries"):
        shown(folder)


@pytest.mark.parametrize("inside", ["", "NAME", "'di-one', 2", "id='di-one'"])
def test_a_mark_names_its_requirements_as_plain_strings(tmp_path: Path, inside: str) -> None:
    story = f"@pytest.mark.conforms({inside})\ndef test_one(): ...\n"
    with pytest.raises(ValueError, match="plain strings"):
        shown(written(tmp_path, story))
