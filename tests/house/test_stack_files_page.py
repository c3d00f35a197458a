"""The page about the files of stacks shows files that are read, and cases that hold."""

from __future__ import annotations

import re
from pathlib import Path

from credstone.documents.cases_folder import read_cases_file
from credstone.documents.enrolment_file import read_enrolment_file
from credstone.stacking.cases import judge

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "stack-files.md"
_FILE = re.compile(r"^## (\S+\.yaml)\n+```yaml\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def test_what_the_page_shows_is_a_policy_that_holds(tmp_path: Path) -> None:
    shown = dict(_FILE.findall(PAGE.read_text("utf-8")))
    assert set(shown) == {"stack.yaml", "catalogue.yaml", "enrolment.yaml", "cases.yaml"}
    for name, text in shown.items():
        (tmp_path / name).write_text(text, "utf-8")

    assert read_enrolment_file(tmp_path / "enrolment.yaml").findings == ()
    reading = read_cases_file(tmp_path / "cases.yaml")
    assert reading.findings == ()
    assert reading.cases
    assert reading.catalogue is not None
    for case in reading.cases:
        assert judge(case, reading.stacks, reading.catalogue).faults == ()
