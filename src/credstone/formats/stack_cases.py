"""Cases of a stack as JSON: sentences with what is held and what has to be answered.

A credential is named by its code in the catalogue; whatever a case says of it beside replaces
what the catalogue says. Names that the stack does not have are found by ``stack_case_checks``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from credstone.formats.catalogue import offer_to_json
from credstone.formats.enrolment import parse_enrolment
from credstone.formats.finding import Finding, has_errors
from credstone.formats.learning_parts import FIELDS as LEARNING_FIELDS
from credstone.formats.learning_parts import SYNONYMS, parse_learning, parse_recognised
from credstone.formats.node import Node
from credstone.formats.rule_values import as_written, count, entries, needed, some
from credstone.formats.stack_case_checks import check_case
from credstone.model.learning import Catalogue, Holding, Offer, Standing
from credstone.model.stack import Stack
from credstone.model.stack_case import ExpectedPlan, StackCase
from credstone.ports import Json, JsonObject

FIELDS = ("stack", "catalogue", "on", "usually", "cases")
CASE_FIELDS = ("case", "on", "holds", "enrolment", "then", "counts", "because", "plan", "binds")
HELD_FIELDS = (
    "awarded",
    "grade",
    "valid_until",
    "standing",
    "reason",
    "trusted",
    "renewed",
    "recognised",
)
STATES = ("met", "open", "waived", "not asked")
NOTHING = "nothing"
_HELD_SYNONYMS = {**SYNONYMS, "awarded_on": "awarded", "renewed_on": "renewed"}
# The stand-in is never seen: without a day there is an error.
_NO_DAY = date(1970, 1, 1)


@dataclass(frozen=True)
class CasesHead:
    """Which files the cases are about: ``stacks`` are versions of one stack."""

    stacks: tuple[str, ...]
    catalogue: str


def read_cases_head(value: Json) -> CasesHead:
    """The files named at the top; what is missing has its usual name. Never raises."""
    node = Node(value, (), [])
    return CasesHead(
        some(node, "stack") or ("stack.yaml",), node.string("catalogue") or "catalogue.yaml"
    )


def read_cases(
    value: Json, stacks: tuple[Stack, ...], catalogue: Catalogue
) -> tuple[tuple[StackCase, ...] | None, tuple[Finding, ...]]:
    """The cases in ``value``, or None when an error stands in the way; never raises."""
    findings: list[Finding] = []
    node = Node(value, (), findings)
    if not isinstance(value, dict):
        node.find("cases have named fields", "Begin with stack, catalogue, on and cases.")
        return None, tuple(findings)
    node.only(FIELDS)
    usually = node.member("usually")
    usually.is_object()
    usually.only((*HELD_FIELDS, *LEARNING_FIELDS), _HELD_SYNONYMS)
    needed(node, "cases", "Write a list of cases.")
    reading = _Reading(node, usually.value if isinstance(usually.value, dict) else {}, catalogue)
    found = tuple(reading.case(item) for item in node.items("cases") if item.is_object())
    for index, one in enumerate(found):
        findings += check_case(("cases", index), one, stacks, catalogue)
    return (None if has_errors(findings) else found), tuple(findings)


@dataclass(frozen=True)
class _Reading:
    """What all cases of a file share."""

    top: Node
    usually: JsonObject
    catalogue: Catalogue

    def case(self, node: Node) -> StackCase:
        node.only(CASE_FIELDS, {"name": "case", "expect": "then", "why": "because"})
        needed(node, "case", "Write the case as a sentence.")
        if not any(node.member(name).value for name in ("then", "counts", "plan", "binds")):
            node.find("it expects nothing", "Write what is met or open below then.")
        on = node.day("on") or self.top.day("on")
        if on is None and node.member("on").is_absent and self.top.member("on").is_absent:
            node.find("it has no day", "Write on: 2026-11-22 here or at the top of the file.")
        return StackCase(
            sentence=node.string("case"),
            on=on or _NO_DAY,
            holdings=self._holdings(node),
            enrolment=parse_enrolment(node.member("enrolment")),
            states=_states(node.member("then")),
            counts=_counts(node.member("counts")),
            because=_words(node.member("because")),
            plan=_plan(node.member("plan")),
            binds=node.string("binds"),
        )

    def _holdings(self, node: Node) -> tuple[Holding, ...]:
        found: dict[str, Holding] = {}
        if node.member("holds").value == []:
            return ()
        for item in entries(node, "holds"):
            code, said = _named(item)
            offer = self._offer(code)
            if offer is None:
                item.find("the catalogue has no such credential", "Write a code of the catalogue.")
                continue
            id_, number = code, 1
            while id_ in found:
                number += 1
                id_ = f"{code}#{number}"
            found[id_] = self._holding(id_, offer, said)
        return tuple(found.values())

    def _offer(self, code: str) -> Offer | None:
        return next((one for one in self.catalogue.offers if one.learning.code == code), None)

    def _holding(self, id_: str, offer: Offer, said: Node) -> Holding:
        said.is_object()
        said.only((*HELD_FIELDS, *LEARNING_FIELDS), _HELD_SYNONYMS)
        merged = Node(self._merged(offer, said.value), said.path, said.findings)
        needed(merged, "awarded", "Write the day here, or below usually at the top.")
        issuers = dict(self.catalogue.issuers)
        return Holding(
            id=id_,
            learning=parse_learning(merged, issuers),
            awarded_on=merged.day("awarded") or _NO_DAY,
            renewed_on=merged.day("renewed"),
            valid_until=merged.day("valid_until"),
            grade=as_written(merged, "grade"),
            trusted=merged.boolean("trusted", default=True),
            standing=merged.choice("standing", Standing) or Standing.CURRENT,
            standing_reason=merged.string("reason"),
            recognised=parse_recognised(merged, "recognised", issuers),
        )

    def _merged(self, offer: Offer, said: Json) -> JsonObject:
        """What the catalogue says, then what all cases say, then what this one says."""
        offered = offer_to_json(offer)
        facts = {
            name: value
            for name, value in offered.items()
            if name in LEARNING_FIELDS or name == "recognised"
        }
        own = {**self.usually, **(said if isinstance(said, dict) else {})}
        if "issuer" in own:
            facts.pop("issuers", None)
        return {**facts, **own}


def _named(node: Node) -> tuple[str, Node]:
    """A code alone, or one with what is said of it."""
    if isinstance(node.value, dict) and len(node.value) == 1:
        [code] = node.value
        return code, node.member(code)
    code = node.value if isinstance(node.value, str) else ""
    return code, Node(None, node.path, node.findings)


def _members(node: Node) -> tuple[str, ...]:
    node.is_object()
    return tuple(node.value) if isinstance(node.value, dict) else ()


def _states(node: Node) -> tuple[tuple[str, str], ...]:
    found = []
    for name in _members(node):
        state = node.string(name).replace("_", " ")
        if state not in STATES:
            node.member(name).find("there is no such state", f"Write one of: {', '.join(STATES)}.")
        found.append((name, state))
    return tuple(found)


def _counts(node: Node) -> tuple[tuple[str, tuple[str, ...]], ...]:
    found = []
    for name in _members(node):
        places = some(node, name)
        if not places:
            needed(node, name, f"Write a requirement, or {NOTHING}.")
        found.append((name, () if places == (NOTHING,) else places))
    return tuple(found)


def _words(node: Node) -> tuple[tuple[str, tuple[str, ...]], ...]:
    for name in _members(node):
        needed(node, name, "Write words that the reason must hold.")
    return tuple((name, some(node, name)) for name in _members(node))


def _plan(node: Node) -> ExpectedPlan | None:
    if not node.is_object():
        return None
    node.only(("credentials", "takes"))
    return ExpectedPlan(count(node, "credentials"), some(node, "takes"))
