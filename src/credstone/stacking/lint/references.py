"""What a stack names has to exist: definitions and versions in the catalogue, other stacks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from difflib import get_close_matches

from credstone.formats.checking import error, warning
from credstone.formats.finding import Finding
from credstone.model.selector import DefinitionRef
from credstone.stacking.facts import is_named, listed
from credstone.stacking.facts import names as names_version
from credstone.stacking.lint.look import Look, Reference
from credstone.stacking.version_ranges import misread

Tell = Callable[..., Finding]


def check(look: Look) -> Iterator[Finding]:
    """Names and ranges that mean nothing, with names that are close."""
    for one in look.references:
        why = misread(one.ref.versions)
        if why:
            yield error(one.path, str(one.ref), why, "Write a range such as 1.x or >=2.0 <3.")
        elif look.catalogue is not None and one.ref.name != look.stack.target:
            yield from _in_catalogue(one, look)
    if look.others:
        yield from _stacks(look)


def exists(ref: DefinitionRef, look: Look) -> bool:
    """Whether the catalogue has such a version, retired or not."""
    return any(names_version(ref, offer.learning) for offer in look.offers)


def _in_catalogue(one: Reference, look: Look) -> Iterator[Finding]:
    # What is only excluded or limited does no harm by not existing.
    tell: Tell = error if one.asks else warning
    named = [offer.learning for offer in look.offers if is_named(one.ref, offer.learning)]
    if not named:
        yield tell(
            one.path,
            str(one.ref),
            f"the catalogue has no {one.ref.name}",
            _instead(one.ref.name, look),
        )
    elif not exists(one.ref, look):
        versions = listed(dict.fromkeys(learning.version for learning in named))
        yield tell(
            one.path,
            str(one.ref),
            f"the catalogue has {one.ref.name} in version {versions}, none in {one.ref.versions}",
            "Widen the range, or offer a version in it.",
        )


def _instead(name: str, look: Look) -> str:
    known = {offer.learning.code: "" for offer in look.offers if offer.learning.code}
    known |= {offer.learning.id: "" for offer in look.offers if offer.learning.id}
    near = get_close_matches(name, known, n=2, cutoff=0.7)
    if near:
        return f"Write {' or '.join(near)} if that is meant."
    return "Mend the name, or add the definition to the catalogue."


def _stacks(look: Look) -> Iterator[Finding]:
    known = {one.id for one in (*look.others, look.stack)}
    known |= {f"{one.id}@{one.version}" for one in (*look.others, look.stack)}
    for index, rule in enumerate(look.stack.constraints.cross_stack):
        if rule.other != "*" and rule.other not in known:
            path = ("constraints", "cross_stack", index, "other")
            yield warning(
                path, rule.other, f"there is no stack {rule.other}", _near(rule.other, known)
            )
    retired = look.stack.retirement
    if retired is not None and retired.successor and retired.successor not in known:
        yield warning(
            ("retirement", "successor"),
            retired.successor,
            f"there is no stack {retired.successor}",
            _near(retired.successor, known),
        )


def _near(name: str, known: set[str]) -> str:
    near = get_close_matches(name, sorted(known), n=1, cutoff=0.6)
    return f"Write {near[0]} if that is meant." if near else "Mend the name, or add that stack."
