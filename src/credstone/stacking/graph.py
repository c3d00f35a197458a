"""A stack, alone or with one learner's progress, as a graph and as the list that says the same.

States are told by words and by the shape of the border, never by colour alone. Drawing it is left
to ``documents.dot`` and Graphviz.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from credstone.model.progress import Branch, HoldingAnswer, Place, Progress, State
from credstone.model.requirement import (
    All,
    AnyOf,
    Attest,
    Cond,
    NOf,
    Outcomes,
    Requirement,
    Take,
)
from credstone.model.stack import Stack
from credstone.stacking.asks import asks
from credstone.stacking.branches import parts_of
from credstone.stacking.wording import called, number, unit_word


class Shape(StrEnum):
    """What a node is: its outline."""

    GROUP = "group"
    CREDENTIALS = "credentials"
    PERSON = "person"
    CHOICE = "choice"
    CREDENTIAL = "credential"


@dataclass(frozen=True)
class Node:
    """``lines`` are its words; ``state`` is None where nobody's progress is told."""

    id: str
    shape: Shape
    lines: tuple[str, ...]
    state: State | None = None


@dataclass(frozen=True)
class Edge:
    """From a group to a part, from a credential to where it counts, or (``order``) in time."""

    start: str
    end: str
    words: str = ""
    order: bool = False


@dataclass(frozen=True)
class Line:
    """One line of the list, ``depth`` steps further in."""

    depth: int
    text: str


@dataclass(frozen=True)
class Graph:
    """``lines`` say in words what ``nodes`` and ``edges`` show."""

    title: str
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    lines: tuple[Line, ...]


def graph_of(stack: Stack, progress: Progress | None = None) -> Graph:
    """The graph of ``stack``; with ``progress``, states and the credentials that count."""
    tops = [top for top in (stack.rules, stack.constraints.capstone) if top is not None]
    branches = {} if progress is None else {one.id: one for one in progress.branches}
    walked = [found for top in tops for found in _walk(top, 0)]
    nodes = [_node(one, branches.get(one.id), stack.unit) for one, _ in walked]
    edges = [Edge(_at(one.id), _at(part.id)) for one, _ in walked for part in parts_of(one)]
    edges += [
        Edge(_at(first), _at(second), "comes before", order=True)
        for first, second in stack.constraints.order
    ]
    titles = {} if progress is None else {one.id: _titled(one) for one in progress.holdings}
    lines = [
        line
        for one, depth in walked
        for line in _lines(one, depth, branches.get(one.id), stack, titles)
    ]
    if progress is not None:
        counting = [one for one in progress.holdings if one.counts]
        nodes += [
            Node(f"credential {one.id}", Shape.CREDENTIAL, (titles[one.id],)) for one in counting
        ]
        edges += [_use(one, place, stack.unit) for one in counting for place in one.counts]
    title = f"{stack.title.best() or stack.id}, version {stack.version}"
    return Graph(title, tuple(nodes), tuple(edges), tuple(lines))


def _use(one: HoldingAnswer, place: Place, unit: str) -> Edge:
    credits = _credits(int(place.credits * 100), unit)
    return Edge(f"credential {one.id}", _at(place.requirement), credits)


def _at(requirement: str) -> str:
    """The node of a requirement; credentials may have the same ids."""
    return f"requirement {requirement}"


def _titled(one: HoldingAnswer) -> str:
    title = one.title.best()
    return f"{title} ({one.code})" if title and one.code else title or one.code or one.id


def _walk(requirement: Requirement, depth: int) -> Iterator[tuple[Requirement, int]]:
    yield requirement, depth
    for part in parts_of(requirement):
        yield from _walk(part, depth + 1)


def _node(requirement: Requirement, branch: Branch | None, unit: str) -> Node:
    lines = [called(requirement)]
    if branch is None:
        lines.append(asks(requirement, unit))
    else:
        lines += [f"{branch.state.value}: {branch.reason}"]
    state = None if branch is None else branch.state
    return Node(_at(requirement.id), _shape(requirement), tuple(lines), state)


def _lines(
    requirement: Requirement,
    depth: int,
    branch: Branch | None,
    stack: Stack,
    titles: Mapping[str, str],
) -> Iterator[Line]:
    label = requirement.label.best()
    name = f"{label} ({requirement.id})" if label else requirement.id
    before = [first for first, second in stack.constraints.order if second == requirement.id]
    after = f"; comes after {', '.join(before)}" if before else ""
    wish = f"{asks(requirement, stack.unit)}{after}"
    if branch is None:
        yield Line(depth, f"{name}: {wish}")
        return
    yield Line(depth, f"{branch.state.value}: {name}: {branch.reason} (asked: {wish})")
    for one in branch.counted:
        credits = _credits(int(one.credits * 100), stack.unit)
        yield Line(depth + 1, f"counts: {titles[one.holding]}: {credits}")


def _credits(hundredths: int, unit: str) -> str:
    return f"{number(hundredths)} {unit_word(unit, hundredths)}"


def _shape(requirement: Requirement) -> Shape:
    match requirement:
        case All() | AnyOf() | NOf():
            return Shape.GROUP
        case Take() | Outcomes():
            return Shape.CREDENTIALS
        case Attest():
            return Shape.PERSON
        case Cond():
            return Shape.CHOICE
