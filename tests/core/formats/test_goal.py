"""An employer writes down a job; what is wrong in it is told with its remedy."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from credstone.documents.structured_file import read_structured
from credstone.formats.goal import FIELDS, goal_to_json, read_goal
from credstone.model.goal import Criticality
from credstone.ports import Json, JsonObject

PROJECT = Path(__file__).parents[3]
PROFILE = PROJECT / "examples" / "goals" / "water-adviser" / "profile.yaml"
SCHEMA = json.loads((PROJECT / "docs/reference/schema/job-profile.schema.json").read_text("utf-8"))


def example() -> JsonObject:
    value = read_structured(PROFILE.read_bytes()).value
    assert isinstance(value, dict)
    return value


def test_the_example_is_read_whole() -> None:
    profile, findings = read_goal(example())
    assert findings == ()
    assert profile is not None
    assert profile.title.best() == "Adviser for Water in the City"
    assert len(profile.tasks) == 2
    first, *_, last = profile.skills
    assert (first.criticality, first.level) == (Criticality.CRITICAL, 6)
    assert last.criticality is Criticality.USEFUL


def test_what_is_written_reads_back_the_same() -> None:
    profile, _ = read_goal(example())
    assert profile is not None
    assert read_goal(goal_to_json(profile)) == (profile, ())


def test_the_schema_says_the_same() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    validator = Draft202012Validator(SCHEMA)
    profile, _ = read_goal(example())
    assert profile is not None
    assert list(validator.iter_errors(example())) == []
    assert list(validator.iter_errors(goal_to_json(profile))) == []
    assert set(SCHEMA["properties"]) == set(FIELDS)


def test_a_list_of_skills_is_a_goal() -> None:
    profile, findings = read_goal({"id": "me", "title": "Mine", "skills": [{"uri": "urn:a"}]})
    assert findings == ()
    assert profile is not None
    assert profile.skills[0].criticality is Criticality.CRITICAL


@pytest.mark.parametrize(
    ("changes", "pointer", "why"),
    [
        ({"id": None}, "/id", "id is missing"),
        ({"skills": []}, "/skills", "skills is missing"),
        ({"skills": [{"level": 6}]}, "/skills/0/uri", "uri is missing"),
        ({"skills": [{"uri": "u", "level": 9}]}, "/skills/0/level", "EQF levels are 1 to 8"),
        ({"skills": [{"uri": "u", "criticality": "vital"}]}, "/skills/0/criticality", "not in"),
        ({"skills": [{"uri": "u"}, {"uri": "u"}]}, "/skills/0", "more than once"),
        ({"valid_until": "2020-01-01"}, "/valid_until", "ends before the analysis"),
        ({"min_confidence": 7}, "/min_confidence", "not between 0 and 1"),
        ({"competences": []}, "/competences", "not known here"),
        ({"tasks": [3]}, "/tasks/0", "text is expected"),
    ],
)
def test_what_is_wrong_is_told_where_it_stands(
    changes: dict[str, Json], pointer: str, why: str
) -> None:
    profile, findings = read_goal({**example(), **changes})
    assert profile is None
    assert any(one.pointer == pointer and why in one.why and one.fix for one in findings), findings


@pytest.mark.parametrize("value", [None, [], "job", 3])
def test_what_is_no_profile_is_answered(value: Json) -> None:
    profile, findings = read_goal(value)
    assert profile is None
    assert findings
