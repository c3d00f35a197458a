"""Every file of W3C's cryptosuite vectors is read by a test, or left out by name with a reason."""

from __future__ import annotations

import pytest

from tests.core.securing.w3c import EXCLUDED, FOLDERS, W3C, files_below, used

pytestmark = pytest.mark.needs("shared")


def excluded(path: str) -> bool:
    return any(path == name or path.startswith(f"{name}/") for name in EXCLUDED)


def test_every_file_is_used_or_excluded_and_never_both() -> None:
    there = {path for folder in FOLDERS for path in files_below(W3C / folder)}
    assert used() <= there
    assert {path for path in there - used() if not excluded(path)} == set()
    assert {path for path in used() if excluded(path)} == set()


def test_every_exclusion_leaves_something_out() -> None:
    there = {path for folder in FOLDERS for path in files_below(W3C / folder)}
    for name, why in EXCLUDED.items():
        assert any(path == name or path.startswith(f"{name}/") for path in there), name
        assert why
