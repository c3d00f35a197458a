"""Enrolments as JSON: what is known of a learner in a stack beside their credentials."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from credstone.formats import compact
from credstone.formats.finding import Finding, has_errors
from credstone.formats.node import Node
from credstone.formats.rule_values import as_written, credits, day_to_json, needed
from credstone.model.enrolment import Attestation, AwardUse, Enrolment, Pin, Waiver
from credstone.ports import Json, JsonObject

FIELDS = (
    "stack",
    "version",
    "enrolled_on",
    "declared",
    "learner",
    "attestations",
    "waivers",
    "pins",
    "excluded",
    "granted",
)
_SYNONYMS = {
    "attributes": "learner",
    "declares": "declared",
    "targets": "declared",
    "enrolled": "enrolled_on",
    "exclude": "excluded",
    "uses": "granted",
}
# The stand-in is never seen: without a day there is an error.
_NO_DAY = date(1970, 1, 1)


def read_enrolment(value: Json) -> tuple[Enrolment | None, tuple[Finding, ...]]:
    """The enrolment in ``value``, or None when an error stands in the way; never raises."""
    findings: list[Finding] = []
    node = Node(value, (), findings)
    if not isinstance(value, dict):
        node.find("an enrolment has named fields", "Begin with stack, version and enrolled_on.")
        return None, tuple(findings)
    enrolment = parse_enrolment(node)
    return (None if has_errors(findings) else enrolment), tuple(findings)


def parse_enrolment(node: Node) -> Enrolment:
    """The enrolment at ``node``, an empty one when absent; keeps findings there."""
    node.is_object()
    node.only(FIELDS, _SYNONYMS)
    return Enrolment(
        stack=node.string("stack"),
        version=node.string("version"),
        enrolled_on=node.day("enrolled_on"),
        declared=_names(node, "declared"),
        attributes=_attributes(node.member("learner")),
        attestations=node.each("attestations", _attestation),
        waivers=node.each("waivers", _waiver),
        pins=node.each("pins", _pin),
        excluded=_names(node, "excluded"),
        granted=node.each("granted", parse_use),
    )


def enrolment_to_json(one: Enrolment) -> JsonObject:
    """Everything ``one`` says; reading it gives an equal one."""
    return compact.compact(
        {
            "stack": one.stack,
            "version": one.version,
            "enrolled_on": day_to_json(one.enrolled_on),
            "declared": compact.listed(one.declared),
            "learner": dict(one.attributes),
            "attestations": compact.listed(_attestation_to_json(each) for each in one.attestations),
            "waivers": compact.listed(_waiver_to_json(each) for each in one.waivers),
            "pins": compact.listed(
                {"award": pin.award, "requirement": pin.requirement} for pin in one.pins
            ),
            "excluded": compact.listed(one.excluded),
            "granted": compact.listed(use_to_json(use) for use in one.granted),
        }
    )


def parse_use(node: Node) -> AwardUse:
    """A granted use at ``node``; keeps findings there."""
    node.only(("award", "stack", "requirement", "credits", "decided_on", "version"))
    for name in ("award", "stack", "requirement", "decided_on"):
        needed(node, name, "Write what was decided then.")
    return AwardUse(
        award=node.string("award"),
        stack=node.string("stack"),
        requirement=node.string("requirement"),
        credits=credits(node, "credits") or Decimal(0),
        decided_on=node.day("decided_on") or _NO_DAY,
        version=node.string("version"),
    )


def use_to_json(one: AwardUse) -> JsonObject:
    return compact.compact(
        {
            "award": one.award,
            "stack": one.stack,
            "requirement": one.requirement,
            "credits": compact.decimal(one.credits),
            "decided_on": one.decided_on.isoformat(),
            "version": one.version,
        }
    )


def _names(node: Node, name: str) -> tuple[str, ...]:
    """Strings, one of which may stand without a list; an empty list is none."""
    if isinstance(node.member(name).value, str):
        return (node.string(name),)
    return node.strings(name)


def _attributes(node: Node) -> tuple[tuple[str, str], ...]:
    if not node.is_object() or not isinstance(node.value, dict):
        return ()
    return tuple((name, as_written(node, name)) for name in node.value)


def _attestation(node: Node) -> Attestation:
    node.only(("requirement", "role", "by", "on", "confirmed", "note"), {"reason": "note"})
    _said(node)
    return Attestation(
        requirement=node.string("requirement"),
        role=node.string("role"),
        by=node.string("by"),
        on=node.day("on") or _NO_DAY,
        confirmed=node.boolean("confirmed", default=True),
        note=node.string("note"),
    )


def _attestation_to_json(one: Attestation) -> JsonObject:
    return compact.compact(
        {
            "requirement": one.requirement,
            "role": one.role,
            "by": one.by,
            "on": one.on.isoformat(),
            "confirmed": None if one.confirmed else False,
            "note": one.note,
        }
    )


def _waiver(node: Node) -> Waiver:
    node.only(("requirement", "role", "by", "on", "reason"), {"note": "reason"})
    _said(node)
    return Waiver(
        requirement=node.string("requirement"),
        role=node.string("role"),
        by=node.string("by"),
        on=node.day("on") or _NO_DAY,
        reason=node.string("reason"),
    )


def _waiver_to_json(one: Waiver) -> JsonObject:
    return compact.compact(
        {
            "requirement": one.requirement,
            "role": one.role,
            "by": one.by,
            "on": one.on.isoformat(),
            "reason": one.reason,
        }
    )


def _said(node: Node) -> None:
    needed(node, "requirement", "Write the id of the requirement.")
    needed(node, "role", "Write in which role it was said.")
    needed(node, "by", "Write who said so.")
    needed(node, "on", "Write the day.")


def _pin(node: Node) -> Pin:
    node.only(("award", "requirement"))
    needed(node, "award", "Write the id of the award.")
    needed(node, "requirement", "Write the id of the requirement it should count in.")
    return Pin(node.string("award"), node.string("requirement"))
