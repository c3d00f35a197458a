"""What is asked of a learner: parts in the order of the file, and reasons for what drops out."""

from __future__ import annotations

from datetime import date

from credstone.model.enrolment import Enrolment, Waiver
from credstone.model.requirement import Cond, NOf
from credstone.model.selector import Declares, Window
from credstone.model.stack import Constraints
from credstone.stacking.asked import NotAsked, asked
from tests.core.stacking.allocating import every, take
from tests.core.stacking.credentials import question, stack

TRACK = Cond(id="track", when=Declares("law"), then=take("law"), otherwise=take("other"))
WAIVED = Enrolment(waivers=(Waiver("n", "registrar", "Dr Ek", date(2026, 5, 1)),))


def test_parts_are_numbered_as_the_file_has_them_and_the_capstone_is_last() -> None:
    whole = stack(every(TRACK, take("t")), constraints=Constraints(capstone=take("thesis")))
    tree = asked(question(whole))
    assert [part.id for part in tree.parts] == ["top", "track", "other", "t", "thesis"]
    assert (tree.rules, tree.capstone) == (0, 4)
    assert [part.id for part in tree.leaves] == ["other", "t", "thesis"]


def test_places_count_leaves_that_are_not_asked() -> None:
    tree = asked(question(stack(every(TRACK, take("t")))))
    assert [part.place for part in tree.leaves] == [1, 2]


def test_the_branch_not_chosen_says_why() -> None:
    tree = asked(question(stack(TRACK)))
    assert tree.not_asked == (NotAsked("law", "law is not declared"),)


def test_a_group_of_which_nothing_is_asked_drops_out_with_its_parts() -> None:
    later = Window(first=date(2027, 1, 1))
    inner = NOf(id="n", n=1, of=(take("a", effective=later), take("b", effective=later)))
    tree = asked(question(stack(every(inner, take("t")))))
    assert [part.id for part in tree.parts] == ["top", "t"]
    assert [one.id for one in tree.not_asked] == ["a", "b", "n"]
    assert tree.not_asked[0].reason.startswith("it binds those who enrolled from 2027-01-01")


def test_below_a_waived_group_nothing_is_asked() -> None:
    inner = NOf(id="n", n=1, of=(take("a"),), waivable_by="registrar")
    tree = asked(question(stack(every(inner, take("t"))), enrolment=WAIVED))
    assert [part.id for part in tree.parts] == ["top", "n", "t"]
    assert tree.not_asked == (NotAsked("a", "n is waived"),)
