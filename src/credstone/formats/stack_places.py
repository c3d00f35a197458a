"""Where each requirement of a stack stands in its file, and what stands above it.

Findings of the reader and of lint, tables and graphs all name places; they are counted once, here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from credstone.formats.finding import Path, pointer_of
from credstone.model.requirement import All, AnyOf, Cond, NOf, Requirement
from credstone.model.stack import Stack


@dataclass(frozen=True)
class Place:
    """A requirement at ``path``; ``above`` are those around it, the outermost first."""

    path: Path
    requirement: Requirement
    above: tuple[Requirement, ...] = ()

    @property
    def pointer(self) -> str:
        """The JSON pointer of the requirement."""
        return pointer_of(self.path)

    def member(self, name: str) -> str:
        """The JSON pointer of a field of the requirement."""
        return pointer_of((*self.path, name))


def places(stack: Stack) -> Iterator[Place]:
    """Every requirement in the order of the file: the rules, then the capstone."""
    yield from _below(Place(("rules",), stack.rules))
    if stack.constraints.capstone is not None:
        yield from _below(Place(("constraints", "capstone"), stack.constraints.capstone))


def _below(place: Place) -> Iterator[Place]:
    yield place
    above = (*place.above, place.requirement)
    match place.requirement:
        case All(of=of) | AnyOf(of=of) | NOf(of=of):
            for index, part in enumerate(of):
                yield from _below(Place((*place.path, "of", index), part, above))
        case Cond(then=then, otherwise=otherwise):
            yield from _below(Place((*place.path, "then"), then, above))
            if otherwise is not None:
                yield from _below(Place((*place.path, "else"), otherwise, above))
        case _:
            pass
