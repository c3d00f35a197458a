"""Lint answers about any stack that can be written, and names places that are in it."""

from __future__ import annotations

from random import Random

import pytest

from credstone.formats.stack import stack_to_json
from credstone.model.learning import Catalogue, Offer
from credstone.ports import Json
from credstone.stacking.lint import lint
from tests.core.stacking.oracle.made_up import draft


@pytest.mark.parametrize("seed", range(60))
def test_every_finding_names_a_place_in_the_stack(seed: int) -> None:
    question = draft(Random(seed))
    offers = tuple(Offer(one.learning, recognised=one.recognised) for one in question.holdings)
    written = stack_to_json(question.stack)
    for finding in lint(
        question.stack, Catalogue("made-up", "1", offers), at=question.at, written=written
    ):
        assert finding.why
        assert finding.fix.endswith(".")
        if finding.pointer == "/constraints/no_double_count":
            continue  # it holds where nothing is said, too
        assert stands_in(written, finding.pointer.split("/")[1:]), finding


def stands_in(value: Json, steps: list[str]) -> bool:
    """Whether the way exists."""
    for step in steps:
        if isinstance(value, list) and step.isdigit() and int(step) < len(value):
            value = value[int(step)]
        elif isinstance(value, dict) and step in value:
            value = value[step]
        else:
            return False
    return True
