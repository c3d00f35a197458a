"""Progress as JSON holds to its schema, and says everything that the answer says."""

from __future__ import annotations

import json

import jsonschema

from credstone.formats.progress import progress_to_json
from credstone.model.enrolment import AwardUse, Enrolment, Waiver
from credstone.model.learning import Standing
from credstone.model.progress import Progress
from credstone.model.selector import Selector
from credstone.model.stack import Constraints, Residency
from tests.core.formats.samples import EXAMPLES
from tests.core.stacking.answers import credits, day, every, take, told
from tests.core.stacking.credentials import holding

SCHEMA = json.loads(
    (EXAMPLES.parent / "docs/reference/schema/pathway-progress.schema.json").read_text()
)
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)
DATA = Selector(tag=("data",))


def problems(answer: Progress) -> list[str]:
    """What the schema has against the answer as JSON."""
    found = VALIDATOR.iter_errors(progress_to_json(answer))
    return [f"{one.json_path}: {one.message}" for one in found]


def test_everything_that_an_answer_can_hold_is_of_the_schema() -> None:
    rules = every(
        take("law", "LAW", label="Law"),
        take("waived", "W", waivable_by="dean"),
        *(take(name, select=DATA, attest="board") for name in ("maths", "logic", "proof")),
        take("large", "BIG", per_item_cap=credits(2)),
    )
    answer = told(
        rules,
        holding("LAW", standing=Standing.EXPIRED),
        holding("BIG"),
        holding("A", tags=("data",)),
        holding("B", tags=("data",)),
        constraints=Constraints(
            capstone=take("project", "PRO"),
            residency=(Residency(("ub",), min_credits=credits(60)),),
        ),
        enrolment=Enrolment(
            waivers=(Waiver("waived", "dean", "C. Costa", day("2026-01-10")),),
            granted=(AwardUse("big", "data", "large", credits(2), day("2026-05-01")),),
        ),
    )
    value = progress_to_json(answer)

    assert problems(answer) == []
    written = json.dumps(value)
    for branch in answer.branches:
        for reason in branch.told:
            assert json.dumps(reason) in written
    for kind in ("counted", "cut", "granted_on", "not_counted", "contests", "hints", "label"):
        assert f'"{kind}"' in written, kind


def test_a_stack_without_a_capstone_has_none_in_its_answer() -> None:
    answer = told(take("law", "LAW"))
    assert problems(answer) == []
    assert progress_to_json(answer)["capstone"] is None
