"""ComponentConditions as requirements, those of others as well as ours.

A condition whose targets only stand in for credentials takes those; one with conditions or stages
inside is a group. What is taken for granted, and what is left out, becomes a warning.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import unquote

from credstone.formats import ctdl_terms as terms
from credstone.formats.ctdl_constraints import Asked, read_constraint
from credstone.formats.ctdl_graph import Graph, listed
from credstone.formats.ctdl_values import definition_of, slug, text
from credstone.formats.finding import Finding, Severity, shown
from credstone.model.requirement import (
    All,
    AnyOf,
    Attest,
    Cover,
    CoverMode,
    NOf,
    Outcomes,
    Requirement,
    Take,
    WantedOutcome,
)
from credstone.model.selector import DefinitionRef
from credstone.ports import Json, JsonObject

_DEEPEST = 20
# A document that is small can ask for much: conditions share others by their ids.
_MOST_CONDITIONS = 2000
_MOST_TARGETS = 20_000


class Reader:
    """One run over one document; ``findings`` fill as it goes."""

    def __init__(self, graph: Graph, findings: list[Finding]) -> None:
        self._graph = graph
        self._findings = findings
        self._names: dict[str, int] = {}
        self._stages: dict[str, str] = {}
        self._conditions_read = 0
        self._targets_read = 0

    def only(self, kind: str) -> JsonObject | None:
        """The one node of that type; an error when there is none, or more than one."""
        found = {str(one.get("@id")): one for one in self._graph.of_type(kind) if len(one) > 2}
        if len(found) != 1:
            self._tell(
                f"it has {len(found)} nodes of the type {kind}, and a stack is one pathway",
                "Give the graph of one pathway.",
                Severity.ERROR,
            )
            return None
        return next(iter(found.values()))

    def rules(self, pathway: JsonObject) -> Requirement | None:
        """What the destination of ``pathway`` demands; an error when it demands nothing."""
        conditions = self._conditions(self.destination(pathway))
        asked = [one for one in (self._condition(c, 0) for c in conditions) if one is not None]
        if not asked:
            self._tell(
                "nothing is asked for the destination of the pathway",
                "Give its component a hasCondition.",
                Severity.ERROR,
            )
            return None
        return asked[0] if len(asked) == 1 else All(id=self._name("rules"), of=tuple(asked))

    def destination(self, pathway: JsonObject) -> JsonObject:
        """The component that the pathway leads to, {} without one."""
        for value in listed(pathway.get("ceterms:hasDestinationComponent")):
            if (found := self._graph.found(value)) is not None:
                return found
        return {}

    def order(self) -> tuple[tuple[str, str], ...]:
        """The pairs of requirements of which one precedes the other."""
        pairs = dict.fromkeys(self._pairs())
        known = [(self._stages.get(a), self._stages.get(b)) for a, b in pairs]
        return tuple((a, b) for a, b in known if a is not None and b is not None)

    def name_of(self, pathway: JsonObject) -> tuple[str, str]:
        """Id and version of the stack; those of a stranger's pathway are made up from its id."""
        written = str(pathway.get("@id", ""))
        if written.startswith(terms.URN):
            stack_id, _, version = written.removeprefix(terms.URN).partition(":")
            return unquote(stack_id), unquote(version)
        self._tell("a pathway has no version; 1 is taken", "Write the version it is of.")
        return slug(written) or "pathway", "1"

    def _condition(self, node: JsonObject, depth: int) -> Requirement | None:
        if depth > _DEEPEST:
            self._tell("conditions are nested too deeply, or go in a circle", "Flatten them.")
            return None
        if self._is_spent(node):
            return None
        inside = self._conditions(node)
        targets = [self._target(one) for one in listed(node.get("ceterms:targetComponent"))]
        known = [one for one in targets if one is not None]
        if inside or any(self._is_group(one) for one in known):
            return self._group(node, inside, known, depth)
        return self._leaf(node, known)

    def _is_spent(self, node: JsonObject) -> bool:
        """Whether ``node`` is beyond the work that one document may ask for; told once."""
        already = self._conditions_read > _MOST_CONDITIONS or self._targets_read > _MOST_TARGETS
        self._conditions_read += 1
        self._targets_read += len(listed(node.get("ceterms:targetComponent")))
        spent = self._conditions_read > _MOST_CONDITIONS or self._targets_read > _MOST_TARGETS
        if spent and not already:
            most = f"{_MOST_CONDITIONS} conditions or {_MOST_TARGETS} targets"
            why = f"it asks for more than {most}, each counted wherever it is shared"
            self._tell(why, "Split the pathway, or share less.", Severity.ERROR)
        return spent

    def _leaf(self, node: JsonObject, targets: list[JsonObject]) -> Requirement | None:
        kinds = {kind for one in targets for kind in self._types_of(one)}
        if targets and kinds == {terms.COMPETENCY}:
            return self._outcomes(node, targets)
        if len(targets) == 1 and kinds == {terms.BASIC} and not definition_of(targets[0]):
            return self._attest(node, targets[0])
        return self._take(node, targets)

    def _types_of(self, component: JsonObject) -> Iterator[str]:
        for one in listed(component.get("@type")):
            if isinstance(one, str):
                yield one
            else:
                what = f"{shown(one)} is no type, so that of {self._called(component)} is left out"
                self._tell(what, "Write the name of a class.")

    def _take(self, node: JsonObject, targets: list[JsonObject]) -> Requirement | None:
        asked = self._constraints(node)
        names = [definition_of(one) or str(one.get("@id", "")) for one in targets]
        refs = tuple(DefinitionRef(one) for one in dict.fromkeys(names) if one)
        if not refs and asked == Asked():
            self._tell(f"the condition {self._called(node)} asks for nothing we can read", "")
            return None
        least = self._required(node)
        if least is None and asked.min_credits is None and len(refs) > 1:
            least = self._all_or_one(node, len(refs))
        if least == 1 and asked.min_credits is None:
            least = None  # which is what a take means without a number
        return Take(
            id=self._id_of(node),
            label=text(node, "ceterms:name"),
            explain=text(node, "ceterms:description"),
            select=replace(asked.select, definition=refs),
            min_count=least,
            min_credits=asked.min_credits,
            min_each=asked.min_each,
        )

    def _outcomes(self, node: JsonObject, targets: list[JsonObject]) -> Requirement:
        self._no_constraints(node)
        names = [definition_of(one) or str(one.get("@id", "")) for one in targets]
        least = self._required(node) or len(names)
        cover = Cover() if least >= len(names) else Cover(CoverMode.COUNT, least)
        return Outcomes(
            id=self._id_of(node),
            label=text(node, "ceterms:name"),
            explain=text(node, "ceterms:description"),
            outcomes=tuple(WantedOutcome(one) for one in names),
            cover=cover,
        )

    def _attest(self, node: JsonObject, target: JsonObject) -> Requirement:
        self._no_constraints(node)
        return Attest(
            id=self._id_of(node),
            label=text(node, "ceterms:name"),
            explain=text(node, "ceterms:description"),
            role=text(target, "ceterms:componentCategory").best("en") or "assessor",
            statement=text(target, "ceterms:name"),
        )

    def _group(
        self, node: JsonObject, inside: list[JsonObject], targets: list[JsonObject], depth: int
    ) -> Requirement | None:
        own = self._id_of(node)
        parts = [self._condition(one, depth + 1) for one in inside]
        parts += [self._component(one, depth + 1) for one in targets]
        of = tuple(one for one in parts if one is not None)
        if not of:
            return None
        asked = self._constraints(node)
        if asked != Asked(min_credits=asked.min_credits):
            self._tell(f"constraints on candidates beside conditions in {own} are left out", "")
        label, explain = text(node, "ceterms:name"), text(node, "ceterms:description")
        least = self._required(node)
        operator = node.get("ceterms:logicalOperator")
        if operator in (terms.OR, terms.ONLY_ONE):
            if operator == terms.ONLY_ONE:
                self._tell(f"{own} wants only one; one at least is taken", "")
            return AnyOf(id=own, label=label, explain=explain, of=of, min_credits=asked.min_credits)
        if least is not None and operator is None:
            return NOf(
                id=own, label=label, explain=explain, of=of, n=least, min_credits=asked.min_credits
            )
        return All(id=own, label=label, explain=explain, of=of, min_credits=asked.min_credits)

    def _component(self, node: JsonObject, depth: int) -> Requirement | None:
        """A target inside a group: a stage by its conditions, anything else as a credential."""
        if not self._is_group(node):
            return self._leaf({**node, "ceterms:hasConstraint": None, "ceterms:name": {}}, [node])
        found = [self._condition(one, depth) for one in self._conditions(node)]
        parts = tuple(one for one in found if one is not None)
        if not parts:
            return None
        asked = parts[0] if len(parts) == 1 else All(id=self._id_of(node), of=parts)
        self._stages[str(node.get("@id"))] = asked.id
        return asked

    def _is_group(self, component: JsonObject) -> bool:
        """Whether it is no credential itself, only what its conditions ask for.

        The conditions of a component that stands in for a credential are that credential's own.
        """
        own = terms.BASIC in listed(component.get("@type")) and not definition_of(component)
        return own and bool(self._conditions(component))

    def _conditions(self, node: JsonObject) -> list[JsonObject]:
        found = (self._graph.found(one) for one in listed(node.get("ceterms:hasCondition")))
        return [one for one in found if one is not None]

    def _target(self, value: Json) -> JsonObject | None:
        found = self._graph.found(value)
        if found is None and isinstance(value, str):
            self._tell(f"{shown(value)} is not described in the document", "Add its component.")
            return {"@id": value, "ceterms:proxyFor": value}
        if found is not None and self._conditions(found) and not self._is_group(found):
            self._tell(f"what {self._called(found)} itself asks for is left out", "")
        return found

    def _constraints(self, node: JsonObject) -> Asked:
        asked = Asked()
        nodes = [self._graph.found(one) for one in listed(node.get("ceterms:hasConstraint"))]
        if len(nodes) > 1 and node.get("ceterms:logicalOperator") == terms.OR:
            self._tell(f"alternatives between constraints in {self._called(node)} are left out", "")
            return asked
        for one in nodes:
            added = read_constraint(one, asked) if one is not None else None
            if added is None:
                named = listed((one or {}).get("ceterms:leftSource"))
                left = shown(", ".join(map(str, named)))
                self._tell(f"a constraint in {self._called(node)} is left out: {left}", "")
            else:
                asked = added
        return asked

    def _no_constraints(self, node: JsonObject) -> None:
        if node.get("ceterms:hasConstraint"):
            self._tell(f"the constraints of {self._called(node)} are left out", "")

    def _required(self, node: JsonObject) -> int | None:
        for one in listed(node.get("ceterms:requiredNumber")):
            if isinstance(one, int) and not isinstance(one, bool) and one > 0:
                return one
            self._tell(f"{shown(one)} is no number of components", "Write a number from 1.")
        return None

    def _all_or_one(self, node: JsonObject, number: int) -> int:
        if node.get("ceterms:logicalOperator") in (terms.OR, terms.ONLY_ONE):
            return 1
        self._tell(f"{self._called(node)} says no number; all {number} are taken to be meant", "")
        return number

    def _pairs(self) -> Iterator[tuple[str, str]]:
        for node in self._graph.nodes:
            own = str(node.get("@id", ""))
            for other in listed(node.get("ceterms:precedes")):
                yield own, str(other)
            for name in ("ceterms:precededBy", "ceterms:prerequisite"):
                for other in listed(node.get(name)):
                    yield str(other), own

    def _id_of(self, node: JsonObject) -> str:
        written = str(node.get("@id", ""))
        fragment = unquote(written.rpartition("#")[2]) if "#" in written else ""
        label = text(node, "ceterms:name").best("en")
        return self._name(slug(fragment.rpartition("/")[2]) or slug(label) or "condition")

    def _name(self, wanted: str) -> str:
        """``wanted``, with a number where another requirement is called so."""
        self._names[wanted] = self._names.get(wanted, 0) + 1
        return wanted if self._names[wanted] == 1 else f"{wanted}-{self._names[wanted]}"

    def _called(self, node: JsonObject) -> str:
        return text(node, "ceterms:name").best("en") or str(node.get("@id", "a condition"))

    def _tell(self, why: str, fix: str, severity: Severity = Severity.WARNING) -> None:
        advice = fix or "Look whether the stack still says what was meant."
        self._findings.append(Finding("", "", why, advice, severity))
