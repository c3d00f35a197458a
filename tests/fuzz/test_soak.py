"""An hour of fuzzing in all, and not one crash."""

from __future__ import annotations

import os

import pytest

from tests.fuzz.run import campaign


@pytest.mark.soak
@pytest.mark.needs("atheris")
def test_an_hour_of_fuzzing_crashes_nothing() -> None:
    outcomes = campaign(int(os.environ.get("CREDSTONE_FUZZ_SECONDS", "3600")))

    print(*outcomes, sep="\n")
    assert [outcome for outcome in outcomes if outcome.crashes] == []
