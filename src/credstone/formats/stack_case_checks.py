"""Names in a case that nothing has: a case that expects nothing by a slip would always pass."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from credstone.formats.checking import error
from credstone.formats.constraint_parts import FIELDS as CONSTRAINTS
from credstone.formats.enrolment_checks import check_requirements
from credstone.formats.finding import Finding, Path
from credstone.formats.stack_places import places
from credstone.model.learning import Catalogue
from credstone.model.stack import Stack
from credstone.model.stack_case import STACK, StackCase


def check_case(
    path: Path, case: StackCase, stacks: Sequence[Stack], catalogue: Catalogue
) -> Iterator[Finding]:
    """Every name in ``case`` that is no requirement, condition or credential of it."""
    requirements = {place.requirement.id for stack in stacks for place in places(stack)}
    things = requirements | {STACK} | set(CONSTRAINTS)
    held = {holding.id for holding in case.holdings}
    yield from check_requirements(case.enrolment, stacks, (*path, "enrolment"))
    codes = {offer.learning.code for offer in catalogue.offers}
    versions = {stack.version for stack in stacks}
    for name, _ in case.states:
        yield from _known((*path, "then", name), name, things)
    for name, where in case.counts:
        yield from _known((*path, "counts", name), name, held)
        for requirement in where:
            yield from _known((*path, "counts", name), requirement, requirements)
    for name, _ in case.because:
        yield from _known((*path, "because", name), name, things | held)
    for code in case.plan.takes if case.plan is not None else ():
        yield from _known((*path, "plan", "takes"), code, codes)
    if case.binds:
        yield from _known((*path, "binds"), case.binds, versions)


def _known(path: Path, name: str, known: Iterable[str]) -> Iterator[Finding]:
    if name not in known:
        listed = ", ".join(sorted(known)[:12])
        yield error(path, name, f"nothing here is called {name}", f"Known are: {listed}.")
