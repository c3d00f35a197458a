"""What the judge found, each as the smallest story that shows it."""

from __future__ import annotations

from datetime import date

from credstone.model.enrolment import AwardUse, Enrolment
from credstone.model.outcome import GradingScheme
from credstone.model.requirement import Take
from credstone.model.selector import GradeRule, Selector
from credstone.model.stack import NoDoubleCount, SharingScope
from credstone.model.text import Text
from credstone.stacking.plan import plan
from tests.core.stacking.allocating import answer_to, credits, take, uses
from tests.core.stacking.plan_stories import TODAY, catalogue, every, held, offer, question


def test_an_average_between_two_grades_is_reached_with_the_better_one() -> None:
    """2.5 is in no list of grades, and what is not in the list of passes would be a fail."""
    marks = GradingScheme(
        "marks", Text(), allowed=("1.0", "2.0", "3.0", "5.0"), passing=("1.0", "2.0", "3.0")
    )
    average = Take(id="average", select=Selector(), grade=GradeRule("marks", avg_min="2.5"))
    assert plan(question(average), catalogue(offer("STAT", grading=marks))).possible


def test_what_is_granted_out_of_order_may_be_used_again_where_that_is_free() -> None:
    """The wall gives way for the credential, not for the one leaf it is granted in."""
    then = every(take("one", "EARLY"), take("two", "EARLY"), id="then")
    asked = question(
        every(take("first", "LATE"), then),
        held("EARLY", on=date(2018, 6, 26)),
        held("LATE", on=date(2022, 9, 3)),
        enrolment=Enrolment(granted=(_granted("EARLY", "one"), _granted("LATE", "first"))),
        no_double_count=NoDoubleCount(SharingScope.NONE),
        order=(("first", "then"),),
    )
    answer = answer_to(asked)
    assert answer.met
    assert answer.uses == uses(
        ("award-EARLY", "one"), ("award-EARLY", "two"), ("award-LATE", "first")
    )


def _granted(code: str, requirement: str) -> AwardUse:
    return AwardUse(f"award-{code}", "cert", requirement, credits("5"), TODAY)
