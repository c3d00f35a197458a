"""How far a learner's credentials carry them, as a tree in which every branch keeps its reason.

The allocation is given; nothing is decided here. What one change would do is found out by asking
the engine again, a few times at most.
"""

from __future__ import annotations

from dataclasses import replace

from credstone.model.progress import Branch, Hint, Progress
from credstone.stacking.allocate import allocate
from credstone.stacking.allocation import Allocation
from credstone.stacking.branches import branch_of
from credstone.stacking.conditions import conditions
from credstone.stacking.hints import Ask, hints
from credstone.stacking.kinds import kind_of
from credstone.stacking.outcome_of import holding_answers
from credstone.stacking.question import Question
from credstone.stacking.seen import Seen, see
from credstone.stacking.wording import listed

DEFAULT_TRIES = 12
"""How many changes are tried for hints unless the caller says otherwise."""


def progress(
    question: Question,
    allocation: Allocation,
    *,
    ask: Ask = allocate,
    tries: int = DEFAULT_TRIES,
) -> Progress:
    """Tell what ``allocation`` means as the answer to ``question``.

    ``ask`` is the engine, asked again for each of at most ``tries`` changes; with 0 no hints are
    given. Raises ``Refused`` when the allocation breaks a wall, so is no answer to the question.
    """
    seen = see(question, allocation)
    stack = question.stack
    found = hints(seen, ask, tries) if tries else ()
    last = stack.constraints.capstone
    told = conditions(seen)
    return Progress(
        stack=stack.id,
        version=stack.version,
        title=stack.title,
        unit=stack.unit,
        at=question.at,
        met=seen.weighing.met,
        proven=allocation.proven,
        headline=_headline(seen, [one.name for one in told if not one.holds]),
        rules=_with_hints(branch_of(stack.rules, seen), found),
        capstone=None if last is None else _with_hints(branch_of(last, seen), found),
        conditions=told,
        holdings=holding_answers(seen),
        hints=found,
    )


def _headline(seen: Seen, unmet: list[str]) -> str:
    """Met or open, of what, on which day; and what is missing at the top."""
    stack = seen.question.stack
    name = f"{stack.title.best() or stack.id}, version {stack.version}"
    if seen.weighing.met:
        return f"Met: {name}, on {seen.question.at}."
    return f"Open: {name}, on {seen.question.at}: {_missing(seen, unmet)}."


def _missing(seen: Seen, unmet: list[str]) -> str:
    stack, tree, weights = seen.question.stack, seen.case.asked, seen.weighing.parts
    if tree.rules is None:
        return "nothing in it is asked, so nothing can be met"
    missing = []
    if not weights[tree.rules].met:
        missing.append(kind_of(stack.rules).tell(tree.parts[tree.rules], seen.laid).reason)
    if tree.capstone is not None and not weights[tree.capstone].met:
        missing.append("the capstone is open")
    if unmet:
        verb = "does" if len(unmet) == 1 else "do"
        missing.append(f"{listed(unmet)} {verb} not hold")
    return "; ".join(missing) or "a credential counts in something that is open"


def _with_hints(branch: Branch, found: tuple[Hint, ...]) -> Branch:
    """The tree with each hint at the branch that it would change first."""
    return replace(
        branch,
        hints=tuple(one for one in found if _place(one) == branch.id),
        parts=tuple(_with_hints(part, found) for part in branch.parts),
    )


def _place(hint: Hint) -> str:
    """What would be changed, or the last of what would be met: the furthest down."""
    return hint.requirement or (hint.meets[-1] if hint.meets else "")
