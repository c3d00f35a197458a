"""A job profile becomes rules like any others."""

from __future__ import annotations

from datetime import date

from credstone.model.goal import Criticality, JobProfile, SkillNeed
from credstone.model.requirement import CoverMode, Outcomes
from credstone.model.text import Text
from credstone.stacking.goal import goal_of_skills, stack_of


def test_critical_skills_are_essential_and_useful_ones_may_stand_in_for_important_ones() -> None:
    profile = JobProfile(
        "analyst",
        Text.of({"en": "Analyst"}),
        (
            SkillNeed("urn:sql", level=6),
            SkillNeed("urn:law", criticality=Criticality.IMPORTANT),
            SkillNeed("urn:talk", criticality=Criticality.USEFUL),
        ),
        analysed_on=date(2026, 1, 15),
    )
    stack = stack_of(profile)
    assert isinstance(stack.rules, Outcomes)
    sql, law, talk = stack.rules.outcomes
    assert (sql.essential, sql.min_level, law.essential, talk.essential) == (True, 6, False, False)
    assert (stack.rules.cover.mode, stack.rules.cover.at_least) == (CoverMode.WEIGHT, 5)
    assert (sql.weight, law.weight, talk.weight) == (3, 2, 1)
    assert stack.version == "2026-01-15"


def test_a_goal_of_skills_asks_for_each_of_them() -> None:
    stack = stack_of(goal_of_skills(("urn:a", "urn:b"), Text()))
    assert isinstance(stack.rules, Outcomes)
    assert all(one.essential for one in stack.rules.outcomes)


def test_where_all_is_a_wish_all_is_asked() -> None:
    wish = JobProfile("j", Text(), (SkillNeed("urn:a", criticality=Criticality.USEFUL),))
    rules = stack_of(wish).rules
    assert isinstance(rules, Outcomes)
    assert rules.cover.mode is CoverMode.ALL
