"""Who confirms and who waives: roles that undo each other, or that are written in two ways."""

from __future__ import annotations

from collections.abc import Iterator

from credstone.formats.checking import warning
from credstone.formats.finding import Finding, Path
from credstone.formats.stack_places import Place
from credstone.model.requirement import Attest
from credstone.stacking.lint.look import Look


def check(look: Look) -> Iterator[Finding]:
    """Confirmations asked twice, waived by whoever confirms, and roles that differ in spelling."""
    for place in look.places:
        yield from _undone(place)
    yield from _spelling(look)


def _undone(place: Place) -> Iterator[Finding]:
    one = place.requirement
    if isinstance(one, Attest) and one.attest:
        yield warning(
            (*place.path, "attest"),
            one.attest,
            f"it is already confirmed by {one.role}",
            "Remove attest, or write a requirement for each confirmation.",
        )
    confirms = one.role if isinstance(one, Attest) else one.attest
    if confirms and confirms == one.waivable_by:
        yield warning(
            (*place.path, "waivable_by"),
            one.waivable_by,
            "who confirms it may also waive it, so nothing holds them to it",
            "Name another role, or remove waivable_by.",
        )


def _spelling(look: Look) -> Iterator[Finding]:
    first: dict[str, str] = {}
    for path, role in _roles(look):
        known = first.setdefault(_plain(role), role)
        if known != role:
            yield warning(
                path,
                role,
                f"elsewhere it is written {known}, and only equal words are one role",
                f"Write {known} in both places.",
            )


def _roles(look: Look) -> Iterator[tuple[Path, str]]:
    for place in look.places:
        one = place.requirement
        if isinstance(one, Attest) and one.role:
            yield (*place.path, "role"), one.role
        for name, role in (("attest", one.attest), ("waivable_by", one.waivable_by)):
            if role:
                yield (*place.path, name), role


def _plain(role: str) -> str:
    return "".join(letter for letter in role.casefold() if letter.isalnum())
