"""The hostile corpus as processes of the command: exit 3 or 5, and the library's own verdict."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.hostile.case import Case
from tests.hostile.corpus import cases, spread
from tests.hostile.run_command import difference, library, run, write_lists

_CASES = 300
_AT_ONCE = 2


@pytest.mark.timeout(600)  # three hundred interpreters start, on however busy a machine
def test_the_command_answers_as_the_library_does(tmp_path: Path) -> None:
    compare(spread(_CASES), tmp_path)


@pytest.mark.soak
def test_the_command_answers_all_as_the_library_does(tmp_path: Path) -> None:
    compare([*cases()], tmp_path)


def compare(chosen: Sequence[Case], folder: Path) -> None:
    write_lists(folder / "lists")

    def compared(numbered: tuple[int, Case]) -> str:
        number, case = numbered
        file = folder / f"{number}.credential"
        ended = run(case, file, folder / "lists")
        file.unlink()
        return difference(ended, library(case, folder / "lists"))

    with ThreadPoolExecutor(_AT_ONCE) as pool:
        found = [one for one in pool.map(compared, enumerate(chosen)) if one]
    assert found[:20] == []
