"""Eight registrars grant the same stack to the same learner at the same moment: one grant."""

from __future__ import annotations

from credstone.errors import Conflict
from credstone.web.pathways.commands import Granted
from credstone.web.pathways.models import GrantedUse, StackGrant
from credstone.web.records.models import Award, Credential
from tests.web.granting import TARGET, School, a_stack
from tests.web.office import Office
from tests.web.test_at_once import RUNS, all_at_once


def test_one_grant_one_award_one_credential(office: Office) -> None:
    school = School.opened(office)
    record = school.record(school.parts())
    stack = a_stack(office)
    answers: list[Granted] = []

    def grant(_: int) -> None:
        answers.append(school.grant(stack, record))

    all_at_once(grant)
    assert len(answers) == RUNS
    assert sum(one.is_new for one in answers) == 1
    assert len({one.row.pk for one in answers}) == 1
    assert len({one.credentials for one in answers}) == 1
    assert StackGrant.objects.count() == 1
    assert GrantedUse.objects.count() == 2
    assert Award.objects.filter(achievement__code=TARGET).count() == 1
    assert Credential.objects.filter(award__achievement__code=TARGET).count() == 1


def test_two_stacks_over_the_same_awards_do_not_pass_each_other_unseen(office: Office) -> None:
    """Each is decided on an empty ledger; whoever writes second has to ask again."""
    school = School.opened(office)
    record = school.record(school.parts())
    stacks = [a_stack(office, stack_id=f"cert-{number}") for number in range(RUNS)]
    refused: list[Conflict] = []

    def grant(number: int) -> None:
        try:
            school.grant(stacks[number], record, judged=())
        except Conflict as conflict:
            refused.append(conflict)

    all_at_once(grant)
    assert len(refused) == RUNS - 1
    assert StackGrant.objects.count() == 1
