"""Counting twice: scopes and exceptions that mean nothing, or that may be meant otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from credstone.formats.checking import warning
from credstone.formats.finding import Finding
from credstone.model.requirement import All, AnyOf, NOf
from credstone.model.stack import SharingScope
from credstone.stacking.lint.look import Look, name_of, names

_PATH = ("constraints", "no_double_count")


def check(look: Look) -> Iterator[Finding]:
    """Groups without parts, exceptions within one leaf, a code of several issuers, silence."""
    yield from _scope(look)
    yield from _exceptions(look)
    yield from _codes(look)
    yield from _silence(look)


def _scope(look: Look) -> Iterator[Finding]:
    said = look.stack.constraints.no_double_count
    if said.scope is SharingScope.GROUP and not isinstance(look.stack.rules, All | AnyOf | NOf):
        yield warning(
            (*_PATH, "scope"),
            "group",
            "the rules have no parts, so it is the same as stack",
            "Write stack, or divide the rules into parts.",
        )
    shares = bool(said.exceptions) or said.scope is not SharingScope.STACK
    if said.max_shared_credits is not None and not shares:
        yield warning(
            (*_PATH, "max_shared_credits"),
            str(said.max_shared_credits),
            "nothing may be shared in scope stack, so there is nothing to limit",
            "Name exceptions below except, or remove max_shared_credits.",
        )


def _exceptions(look: Look) -> Iterator[Finding]:
    below = {
        place.requirement.id: {
            leaf.leaf.id
            for leaf in look.leaves
            if leaf.place is place or place.requirement in leaf.place.above
        }
        for place in look.places
    }
    for index, pair in enumerate(look.stack.constraints.no_double_count.exceptions):
        if any(name not in below for name in pair):
            continue
        first, second = (below[name] for name in pair)
        if not first or not second:
            yield warning(
                (*_PATH, "except", index),
                " ".join(pair),
                "one of them takes no credentials, so there is nothing to share",
                "Name two requirements that take credentials.",
            )
        elif len(first | second) == 1:
            yield warning(
                (*_PATH, "except", index),
                " ".join(pair),
                "both are the same leaf, and a credential is used once in a leaf",
                "Name two different leaves, or groups of them.",
            )


def _codes(look: Look) -> Iterator[Finding]:
    issuers: dict[str, list[str]] = {}
    for offer in look.offers:
        known = issuers.setdefault(offer.learning.code, [])
        if offer.learning.issuer not in known:
            known.append(offer.learning.issuer)
    short = {id_: name for name, id_ in look.stack.issuers}
    for one in look.references:
        several = issuers.get(one.ref.name, [])
        if len(several) > 1 and not one.issuer:
            who = " and ".join(short.get(issuer, issuer) for issuer in several)
            yield warning(
                one.path,
                str(one.ref),
                f"{who} use this code, and all of them are meant",
                "Write the definition's URI, or name the issuer too.",
            )


def _silence(look: Look) -> Iterator[Finding]:
    """Only a file can be silent: the default and the same words look alike in a stack."""
    written = look.written
    constraints = written.get("constraints") if isinstance(written, dict) else None
    said = isinstance(constraints, dict) and "no_double_count" in constraints
    if not isinstance(written, dict) or said:
        return
    capstone = look.stack.constraints.capstone
    leaves = [one for one in look.leaves if "capstone" not in one.place.path[:2] or not capstone]
    for first, second in combinations(leaves, 2):
        held = {name_of(one.learning) for one in look.fits(first.leaf)}
        both = [name for name in names(look.fits(second.leaf)) if name in held]
        if both:
            yield warning(
                second.place.path,
                second.leaf.id,
                f"{both[0]} fits here and in {first.leaf.id}; as nothing is said, it counts once",
                "Write constraints: {no_double_count: {scope: stack}} if that is meant.",
            )
            return
