"""What the parts of a stack must mean together: names that exist, numbers that can be reached.

Only contradictions within the file are found here; whether credentials exist that meet the
rules is for ``stacking.lint``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from credstone.formats.checking import error, warning
from credstone.formats.finding import Finding, Path
from credstone.formats.stack_places import Place, places
from credstone.model.requirement import Attest, NOf, Requirement, Take
from credstone.model.selector import Selector
from credstone.model.stack import Stack

MOST_REQUIREMENTS = 500
"""No regulation has more; beyond it an answer takes longer than anybody waits."""

_ANY = "*"


def check_stack(stack: Stack) -> Iterator[Finding]:
    """Every contradiction between the parts of ``stack``."""
    found = tuple(places(stack))
    yield from _many(found)
    by_id: dict[str, list[Place]] = defaultdict(list)
    for place in found:
        if place.requirement.id:
            by_id[place.requirement.id].append(place)
    yield from _ids(by_id)
    for place in found:
        yield from _counts_up_to(place)
        yield from _reachable(place)
    known = {name: those[0] for name, those in by_id.items()}
    if not any(_is_stand_in(place.requirement) for place in found):
        yield from _named(stack, known)
    yield from _order(stack, known)
    yield from _schemes(stack)
    yield from _issuers(stack, found)


def _many(found: Sequence[Place]) -> Iterator[Finding]:
    """The first requirement beyond what is reckoned with."""
    for place in found[MOST_REQUIREMENTS : MOST_REQUIREMENTS + 1]:
        yield error(
            place.path,
            place.requirement.id,
            f"the stack has {len(found)} requirements, and at most {MOST_REQUIREMENTS} are read",
            "Divide the stack, or let one take stand for several of them.",
        )


def _is_stand_in(one: Requirement) -> bool:
    """Whether the reader put it where it could not read: the ids below that are not known."""
    return isinstance(one, Attest) and not one.role and not one.statement


def _ids(by_id: Mapping[str, Sequence[Place]]) -> Iterator[Finding]:
    for name, those in by_id.items():
        for place in those if len(those) > 1 else ():
            others = ", ".join(one.pointer for one in those if one is not place)
            yield error(
                (*place.path, "id"), name, f"{others} has the same id", "Give each its own."
            )


def _counts_up_to(place: Place) -> Iterator[Finding]:
    one = place.requirement
    if not isinstance(one, Take) or one.counts_up_to is None:
        return
    if not (place.above and isinstance(place.above[-1], NOf)):
        yield error(
            (*place.path, "counts_up_to"),
            one.counts_up_to,
            "it says for how many parts of an n_of this stands, and this is no part of one",
            "Remove it, or put the take right below an n_of.",
        )


def _reachable(place: Place) -> Iterator[Finding]:
    one = place.requirement
    if not isinstance(one, NOf) or not one.of:
        return
    most = sum(_stands_for(part) for part in one.of)
    if one.n > most:
        yield error(
            (*place.path, "n"),
            one.n,
            f"{one.n} are asked and the parts stand for {most} at most",
            "Ask for fewer, or add parts (or counts_up_to to a take).",
        )


def _stands_for(part: Requirement) -> int:
    return part.counts_up_to or 1 if isinstance(part, Take) else 1


def _named(stack: Stack, known: Mapping[str, Place]) -> Iterator[Finding]:
    """Ids that the constraints and the renewal name."""
    rules = stack.constraints
    exceptions = rules.no_double_count.exceptions
    for index, pair in enumerate(exceptions):
        path: Path = ("constraints", "no_double_count", "except", index)
        for name in pair:
            if name != _ANY:
                yield from _exists(path, name, known)
        if pair == (_ANY, _ANY):
            yield error(path, "*", "it lets everything be shared", "Write scope: none instead.")
        if any(name in known and known[name].path[0] == "constraints" for name in pair):
            yield warning(
                path, " ".join(pair), "the capstone shares with nothing", "Remove the exception."
            )
    for index, pair in enumerate(rules.order):
        for name in pair:
            yield from _exists(("constraints", "order", index), name, known)
    for index, cap in enumerate(rules.caps):
        yield from _exists(("constraints", "caps", index, "within"), cap.within, known)
    if stack.renewal is not None:
        yield from _exists(("renewal", "requirement"), stack.renewal.requirement, known)


def _exists(path: Path, name: str, known: Mapping[str, Place]) -> Iterator[Finding]:
    if name and name not in known:
        listed = ", ".join(sorted(known)[:12])
        yield error(path, name, f"no requirement has the id {name}", f"Known are: {listed}.")


def _order(stack: Stack, known: Mapping[str, Place]) -> Iterator[Finding]:
    after: dict[str, set[str]] = defaultdict(set)
    for index, (first, second) in enumerate(stack.constraints.order):
        if first not in known or second not in known:
            continue
        path = ("constraints", "order", index)
        written = f"{first} < {second}"
        if first == second or _nested(known[first], known[second]):
            yield error(
                path, written, "one of them stands in the other", "Name two that stand apart."
            )
        elif _leads(after, second, first):
            yield error(path, written, "the order comes round in a circle", "Remove one pair.")
        else:
            after[first].add(second)


def _nested(one: Place, other: Place) -> bool:
    return one.requirement in other.above or other.requirement in one.above


def _leads(after: Mapping[str, set[str]], start: str, goal: str) -> bool:
    """Whether ``goal`` comes after ``start`` by the pairs so far."""
    seen, waiting = set(), [start]
    while waiting:
        here = waiting.pop()
        if here == goal:
            return True
        if here not in seen:
            seen.add(here)
            waiting += after.get(here, ())
    return False


def _schemes(stack: Stack) -> Iterator[Finding]:
    seen: set[str] = set()
    for index, scheme in enumerate(stack.schemes):
        if scheme.id and scheme.id in seen:
            yield error(
                ("schemes", index, "id"), scheme.id, "it stands here twice", "Give each its own."
            )
        seen.add(scheme.id)


def _issuers(stack: Stack, found: Sequence[Place]) -> Iterator[Finding]:
    """Short names that nobody has: most likely a slip, but a catalogue may use plain names."""
    short = {name for name, _ in stack.issuers} | {id_ for _, id_ in stack.issuers}
    named: list[tuple[Path, str]] = []
    for place in found:
        select = getattr(place.requirement, "select", None)
        if isinstance(select, Selector):
            named += [((*place.path, "select", "issuer"), name) for name in select.issuer]
    for index, rule in enumerate(stack.constraints.residency):
        named += [(("constraints", "residency", index, "issuer"), name) for name in rule.issuer]
    for path, name in named:
        if name not in short and ":" not in name:
            yield warning(
                path,
                name,
                f"{name} is no address, and issuers has no such short name",
                "Add it to issuers, with the issuer's id.",
            )
