"""What would change if: an offer earned, a credential kept out or pinned, another version."""

from __future__ import annotations

from dataclasses import replace

from credstone.model.enrolment import Enrolment, Pin
from credstone.model.requirement import AnyOf, Take
from credstone.model.selector import Selector
from credstone.model.text import Text
from credstone.stacking.whatif import Changes, unknown_names, what_if
from tests.core.stacking.plan_stories import catalogue, code, every, held, offer, question, tagged


def test_an_offer_taken_as_earned_meets_its_requirement_and_is_no_step_any_more() -> None:
    asked = question(every(code("A", label=Text.of({"en": "First"})), code("B")))
    found = what_if(asked, catalogue(offer("A"), offer("B")), Changes(take=("A",)))
    [one] = found.differences
    assert (one.requirement, one.met_before, one.met_after) == ("a", False, True)
    assert one.label.best() == "First"
    assert (found.dropped, found.added) == (("A",), ())
    assert found.changes == ("A is earned",)


def test_the_last_step_taken_meets_the_stack() -> None:
    asked = question(every(code("A")))
    found = what_if(asked, catalogue(offer("A")), Changes(take=("urn:A",)))
    assert (found.met_before, found.met_after) == (False, True)
    assert {one.requirement for one in found.differences} == {"all", "a"}
    assert found.after.done


def test_keeping_a_credential_out_shows_what_it_was_worth() -> None:
    asked = question(every(tagged("x")), held("A", tags=("x",)))
    found = what_if(asked, catalogue(offer("B", tags=("x",))), Changes(without=("A",)))
    assert (found.met_before, found.met_after) == (True, False)
    assert found.added == ("B",)


def test_an_offer_that_is_not_wanted_is_replaced_by_the_next() -> None:
    on_offer = catalogue(offer("A", price=1, tags=("x",)), offer("B", price=2, tags=("x",)))
    found = what_if(question(every(tagged("x"))), on_offer, Changes(without=("A",)))
    assert (found.dropped, found.added, found.differences) == (("A",), ("B",), ())


def test_a_pin_is_a_wish_among_equals() -> None:
    one, two = (Take(id=name, select=Selector(tag=("x",))) for name in ("one", "two"))
    asked = question(AnyOf(id="any", of=(one, two)), held("A", tags=("x",)))
    found = what_if(asked, catalogue(), Changes(pins=(Pin("A", "two"),)))
    assert {(one.requirement, one.met_after) for one in found.differences} == {
        ("one", False),
        ("two", True),
    }
    wished = Enrolment(pins=(Pin("award-A", "two"),))
    back = what_if(replace(asked, enrolment=wished), catalogue(), Changes(unpin=("A",)))
    assert {(one.requirement, one.met_after) for one in back.differences} == {
        ("one", True),
        ("two", False),
    }


def test_another_version_is_compared_requirement_by_requirement() -> None:
    asked = question(every(code("A"), code("B")), held("A"))
    newer = replace(asked.stack, version="2027", rules=every(code("A"), code("C")))
    found = what_if(asked, catalogue(offer("B"), offer("C")), Changes(stack=newer))
    assert [(one.requirement, one.met_before, one.met_after) for one in found.differences] == [
        ("c", None, False),
        ("b", False, None),
    ]
    assert (found.before.version, found.after.version) == ("2026", "2027")
    assert (found.dropped, found.added) == (("B",), ("C",))


def test_names_that_nothing_bears_are_found_before_anyone_relies_on_them() -> None:
    asked = question(every(code("A")), held("H"))
    changes = Changes(
        take=("NOBODY", "A"), without=("H", "A", "NOTHING"), pins=(Pin("A", "nowhere"),)
    )
    assert unknown_names(asked, catalogue(offer("A")), changes) == ("NOBODY", "NOTHING", "nowhere")


def test_no_change_is_no_question() -> None:
    assert not Changes()
    assert Changes(take=("A",))
