"""Whether the rules answer a case as its sentence says, and what they answer instead.

Each case is asked like any learner's question; nothing is known here of files or lines.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from credstone.errors import CredstoneError
from credstone.model.learning import Catalogue
from credstone.model.progress import Branch, Condition, Progress, State
from credstone.model.stack import Stack
from credstone.model.stack_case import STACK, ExpectedPlan, StackCase
from credstone.stacking.allocate import allocate
from credstone.stacking.binding import Binding, binding, worth
from credstone.stacking.plan import plan
from credstone.stacking.progress import progress
from credstone.stacking.question import Question


@dataclass(frozen=True)
class Verdict:
    """A case and every way in which the answer differs from it, in plain words; none: it holds."""

    case: StackCase
    faults: tuple[str, ...] = ()

    @property
    def holds(self) -> bool:
        return not self.faults


def judge(case: StackCase, stacks: Sequence[Stack], catalogue: Catalogue) -> Verdict:
    """Ask the question of ``case`` and compare the answer.

    Of several versions in ``stacks`` the one that binds the learner answers. Never raises: a
    question that cannot be answered is a fault of the case.
    """
    try:
        return Verdict(case, tuple(_faults(case, stacks, catalogue)))
    except CredstoneError as error:
        return Verdict(case, (f"there is no answer: {error}",))


def _faults(case: StackCase, stacks: Sequence[Stack], catalogue: Catalogue) -> Iterator[str]:
    stack = stacks[0]
    if len(stacks) > 1 or case.binds:
        bound = _bound(case, stacks)
        if case.binds and (bound.stack is None or bound.stack.version != case.binds):
            yield f"version {case.binds} does not bind: {bound.reason}"
        if bound.stack is None:
            yield f"no version answers: {bound.reason}"
            return
        stack = bound.stack
    question = _question(case, stack)
    answer = progress(question, allocate(question), tries=_tries(case))
    for name, state in case.states:
        yield from _state(answer, name, state)
    for holding, where in case.counts:
        yield from _place(answer, holding, where)
    for name, words in case.because:
        yield from _reasons(answer, name, words)
    if case.plan is not None:
        yield from _plan(question, catalogue, case.plan)


def _question(case: StackCase, stack: Stack) -> Question:
    return Question(stack, case.holdings, case.on, case.enrolment)


def _bound(case: StackCase, stacks: Sequence[Stack]) -> Binding:
    return binding(
        stacks, case.enrolment, case.on, lambda one: worth(allocate(_question(case, one)))
    )


def _tries(case: StackCase) -> int:
    """Hints are found only for cases that ask for a reason: each costs another answer."""
    return 3 if case.because else 0


def _state(answer: Progress, name: str, state: str) -> Iterator[str]:
    branch = _branch(answer, name)
    condition = _condition(answer, name)
    if name == STACK:
        found, why = State.MET if answer.met else State.OPEN, answer.headline
    elif branch is not None:
        found, why = branch.state, branch.reason
    elif condition:
        holds = all(one.holds for one in condition)
        found = State.MET if holds else State.OPEN
        why = "; ".join(one.reason for one in condition)
    else:
        yield f"nothing is said of {name}"
        return
    if found.value != state:
        yield f"{name} is {found.value}, not {state}: {why}"


def _place(answer: Progress, holding: str, where: tuple[str, ...]) -> Iterator[str]:
    told = answer.holding(holding)
    found = {one.requirement for one in told.counts}
    if not where and found:
        yield f"{holding} counts in {_listed(found)}, and should count for nothing"
    for requirement in where:
        branch = _branch(answer, requirement)
        below = {one.id for one in branch} if branch is not None else set()
        if not found & below:
            instead = f"it counts in {_listed(found)}" if found else told.why_not
            yield f"{holding} does not count in {requirement}: {instead}"


def _reasons(answer: Progress, name: str, words: tuple[str, ...]) -> Iterator[str]:
    told = tuple(dict.fromkeys(one for one in _told(answer, name) if one))
    text = "\n".join(told).casefold()
    for word in words:
        if word.casefold() not in text:
            heard = "; ".join(told) or "nothing"
            yield f'no reason for {name} speaks of "{word}", but: {heard}'


def _told(answer: Progress, name: str) -> Iterable[str]:
    """Every reason given for the stack, a requirement with its parts, a condition, a credential."""
    if name == STACK:
        yield answer.headline
    branch = _branch(answer, name)
    for part in branch or ():
        yield from part.told
    for condition in _condition(answer, name):
        yield condition.reason
    for holding in answer.holdings:
        if holding.id == name:
            yield holding.why_not
    for each in answer.branches:
        yield from (one.cut for one in each.counted if one.holding == name)
        for out in each.not_counted:
            if out.holding == name:
                yield from out.reasons


def _plan(question: Question, catalogue: Catalogue, expected: ExpectedPlan) -> Iterator[str]:
    ways = plan(question, catalogue).ways
    if not ways:
        yield "there is no way on with this catalogue"
        return
    way = ways[0]
    number = way.sum.credentials
    if expected.credentials is not None and number != expected.credentials:
        yield f"the way on takes {number} credentials, not {expected.credentials}"
    taken = {offer.learning.code for step in way.offers for offer in step.among}
    for code in expected.takes:
        if code not in taken:
            yield f"the way on takes {_listed(taken) or 'nothing'}, not {code}"


def _branch(answer: Progress, name: str) -> Branch | None:
    return next((one for one in answer.branches if one.id == name), None)


def _condition(answer: Progress, name: str) -> tuple[Condition, ...]:
    return tuple(one for one in answer.conditions if one.name == name)


def _listed(names: Iterable[str]) -> str:
    return ", ".join(sorted(names))
