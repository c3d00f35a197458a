"""What an enrolment says of requirements, roles and credentials that the stack does not have.

An unknown requirement is a slip and stands in the way; the rest changes nothing and is told as
advice, because it may be meant for another version or another day.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from difflib import get_close_matches

from credstone.formats.checking import error, warning
from credstone.formats.finding import Finding, Path
from credstone.formats.stack_places import places
from credstone.model.enrolment import Attestation, Enrolment, Waiver
from credstone.model.requirement import Attest, Cond, Requirement
from credstone.model.selector import Declares, Every, Predicate, Some, Unless
from credstone.model.stack import Stack


def check_requirements(
    enrolment: Enrolment, stacks: Sequence[Stack], path: Path = ()
) -> Iterator[Finding]:
    """Every requirement named in ``enrolment`` that no version among ``stacks`` has."""
    given = {(stack.id, version) for stack in stacks for version in ("", stack.version)}
    named = [
        *((("attestations", at), one.requirement) for at, one in enumerate(enrolment.attestations)),
        *((("waivers", at), one.requirement) for at, one in enumerate(enrolment.waivers)),
        *((("pins", at), one.requirement) for at, one in enumerate(enrolment.pins)),
        *(
            (("granted", at), one.requirement)
            for at, one in enumerate(enrolment.granted)
            if (one.stack, one.version) in given
        ),
    ]
    known = {place.requirement.id for stack in stacks for place in places(stack)}
    for place, name in named:
        if name not in known:
            why = f"the stack has no requirement {name}"
            yield error((*path, *place, "requirement"), name, why, _known(name, known))


def check_enrolment(
    enrolment: Enrolment, stacks: Sequence[Stack], awards: Collection[str], at: date
) -> Iterator[Finding]:
    """What ``enrolment`` names in vain on the day ``at``; ``awards`` are ids of what is held."""
    yield from check_requirements(enrolment, stacks)
    yield from _check_version(enrolment, stacks)
    yield from _check_declared(enrolment, stacks)
    requirements = [place.requirement for stack in stacks for place in places(stack)]
    for index, said in enumerate(enrolment.attestations):
        asked = [role for one in requirements if one.id == said.requirement for role in _asked(one)]
        yield from _check_said(("attestations", index), said, asked, at, "confirmation")
    for index, waiver in enumerate(enrolment.waivers):
        roles = [one.waivable_by for one in requirements if one.id == waiver.requirement]
        yield from _check_said(("waivers", index), waiver, roles, at, "waiver")
    yield from _check_awards(enrolment, stacks, awards)


def _check_version(enrolment: Enrolment, stacks: Sequence[Stack]) -> Iterator[Finding]:
    versions = [stack.version for stack in stacks]
    if enrolment.version and enrolment.version not in versions:
        fix = f"Given here: {', '.join(versions)}. Name one, or the folder of all versions."
        yield warning(("version",), enrolment.version, "this version is not given here", fix)


def _check_declared(enrolment: Enrolment, stacks: Sequence[Stack]) -> Iterator[Finding]:
    known = {stack.target for stack in stacks if stack.target}
    for stack in stacks:
        for place in places(stack):
            if isinstance(place.requirement, Cond):
                known.update(_targets(place.requirement.when))
    for index, name in enumerate(enrolment.declared):
        if name not in known:
            why = "no condition of the stack asks for this"
            yield warning(("declared", index), name, why, _known(name, known))


def _check_said(
    path: Path, said: Attestation | Waiver, roles: Sequence[str], at: date, what: str
) -> Iterator[Finding]:
    """``roles`` are those that each version asks; none of a requirement told to be unknown."""
    asked = sorted(set(filter(None, roles)))
    if roles and not asked:
        why = f"{said.requirement} asks for no {what}, so this changes nothing"
        yield warning((*path, "requirement"), said.requirement, why, "Remove it.")
    elif asked and said.role not in asked:
        why = f"a {what} of {said.requirement} is asked of {' or '.join(asked)}"
        fix = "Write the role exactly as the stack does, if that is who said it."
        yield warning((*path, "role"), said.role, why, fix)
    if said.on > at:
        why = f"this {what} does not count yet on {at}"
        yield warning((*path, "on"), str(said.on), why, "Check the day.")


def _check_awards(
    enrolment: Enrolment, stacks: Sequence[Stack], awards: Collection[str]
) -> Iterator[Finding]:
    own = {stack.id for stack in stacks}
    named: list[tuple[Path, str]] = [
        *((("pins", at, "award"), one.award) for at, one in enumerate(enrolment.pins)),
        *((("excluded", at), one) for at, one in enumerate(enrolment.excluded)),
        *(
            (("granted", at, "award"), one.award)
            for at, one in enumerate(enrolment.granted)
            if one.stack in own
        ),
    ]
    for path, name in named:
        if name not in awards:
            fix = "Write the id of an award in the record."
            yield warning(path, name, "no credential in the record has this id", fix)


def _asked(requirement: Requirement) -> list[str]:
    statement = requirement.role if isinstance(requirement, Attest) else ""
    return [requirement.attest, statement]


def _targets(predicate: Predicate) -> Iterator[str]:
    match predicate:
        case Declares(target):
            yield target
        case Every(of) | Some(of):
            for one in of:
                yield from _targets(one)
        case Unless(inner):
            yield from _targets(inner)
        case _:
            return


def _known(name: str, known: Collection[str]) -> str:
    near = get_close_matches(name, known, 1)
    listed = ", ".join(sorted(known)[:12]) or "none"
    return f"Did you mean {near[0]}?" if near else f"Known are: {listed}."
