"""What the judge found, each as the smallest story that shows it."""

from __future__ import annotations

from credstone.model.outcome import GradingScheme
from credstone.model.requirement import Take
from credstone.model.selector import GradeRule, Selector
from credstone.model.text import Text
from credstone.stacking.plan import plan
from tests.core.stacking.plan_stories import catalogue, offer, question


def test_an_average_between_two_grades_is_reached_with_the_better_one() -> None:
    """2.5 is in no list of grades, and what is not in the list of passes would be a fail."""
    marks = GradingScheme(
        "marks", Text(), allowed=("1.0", "2.0", "3.0", "5.0"), passing=("1.0", "2.0", "3.0")
    )
    average = Take(id="average", select=Selector(), grade=GradeRule("marks", avg_min="2.5"))
    assert plan(question(average), catalogue(offer("STAT", grading=marks))).possible
