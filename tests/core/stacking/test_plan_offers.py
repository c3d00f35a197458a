"""What can be taken on a day, and what is left out with its reason."""

from __future__ import annotations

from datetime import date

from credstone.model.outcome import GradingScheme
from credstone.model.requirement import Take
from credstone.model.selector import GradeRule, Selector
from credstone.model.text import Text
from credstone.stacking.offers import on_offer, tomorrow
from tests.core.stacking.plan_stories import TODAY, catalogue, every, held, offer, question, tagged


def _left_out(*offers: object, **more: object) -> dict[str, str]:
    found = on_offer(question(every(tagged("x"))), catalogue(*offers), **more)  # type: ignore[arg-type]
    return {one.offer.learning.code: one.why for one in found.not_offered}


def test_what_is_retired_is_left_out_and_its_successor_named() -> None:
    old = offer("OLD", retired_on=date(2026, 9, 30), successor="NEW")
    [left] = on_offer(question(every(tagged("x"))), catalogue(old, offer("NEW"))).not_offered
    assert (left.offer.learning.code, left.successor) == ("OLD", "NEW")
    assert left.why == "offered no longer since 2026-09-30"


def test_on_its_last_day_it_is_still_offered() -> None:
    assert _left_out(offer("A", retired_on=TODAY), offer("B", ends_on=TODAY)) == {}


def test_what_has_ended_or_is_not_wanted_is_left_out() -> None:
    why = _left_out(offer("A", ends_on=date(2026, 9, 30)), offer("B"), without=("B",))
    assert why == {"A": "ended on 2026-09-30", "B": "not wanted"}


def test_only_promised_steps_may_be_asked_for() -> None:
    why = _left_out(offer("A", promised="p-1"), offer("B"), promised_only=True)
    assert why == {"B": "nobody has promised to recognise it"}


def test_what_can_never_be_begun_is_left_out() -> None:
    """Each of the two wants the other first; nobody offers what the third wants."""
    why = _left_out(
        offer("A", prerequisites=("B",)),
        offer("B", prerequisites=("A",)),
        offer("C", prerequisites=("Z",)),
        offer("D", prerequisites=("E",)),
        offer("E"),
    )
    assert why == {
        "A": "needs B, which is not on offer",
        "B": "needs A, which is not on offer",
        "C": "needs Z, which is not on offer",
    }


def test_a_prerequisite_that_is_held_is_no_obstacle() -> None:
    asked = question(every(tagged("x")), held("B"))
    assert on_offer(asked, catalogue(offer("A", prerequisites=("B",)))).not_offered == ()


def test_an_offer_is_assumed_to_end_with_the_best_grade_asked_in_its_scheme() -> None:
    german = GradingScheme("de", Text(), minimum="1.0", maximum="5.0", lower_is_better=True)
    other = GradingScheme("uk", Text(), allowed=("first", "second"))
    rules = every(
        Take(id="a", select=Selector(), grade=GradeRule("de", min="3.0")),
        Take(id="b", select=Selector(grade=GradeRule("de", min="2.3"))),
    )
    two = tomorrow((offer("A", grading=german), offer("B", grading=other)), question(rules))
    assert [one.grade for one in two] == ["2.3", ""]


def test_a_low_mark_that_is_asked_is_no_reason_to_fail() -> None:
    letters = GradingScheme("us", Text(), allowed=("A", "B", "F"), passing=("A", "B"))
    rules = every(Take(id="a", select=Selector(grade=GradeRule("us", min="F"))))
    [one] = tomorrow((offer("A", grading=letters),), question(rules))
    assert one.grade == "B"


def test_two_runs_of_one_definition_stay_apart() -> None:
    runs = (offer("A", weeks=4), offer("A", weeks=6))
    assert [one.id for one in tomorrow(runs, question(every(tagged("x"))))] == [
        "offer:urn:A",
        "offer:urn:A#2",
    ]
