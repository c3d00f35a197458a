"""The made-up stacks try the whole language: without each feature, answers are others.

If a feature could be taken away and no answer changed, agreeing with the judge would say nothing
about it.
"""

from __future__ import annotations

import pytest

from tests.core.stacking.oracle.biting import bites


def test_each_feature_changes_answers_among_three_hundred() -> None:
    seldom = {name: n for name, n in bites(range(300), up_to=3).items() if n < 3}
    assert not seldom


@pytest.mark.soak
def test_each_feature_changes_two_hundred_answers_among_ten_thousand() -> None:
    seldom = {name: n for name, n in bites(range(10_000), up_to=200).items() if n < 200}
    assert not seldom
