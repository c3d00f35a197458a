"""The other parts of a definition, from workload to validity: read from a node, written as JSON."""

from __future__ import annotations

from decimal import Decimal

from credstone.formats import compact
from credstone.formats.node import Node
from credstone.model.achievement import (
    CreditPoints,
    Level,
    NqfLevel,
    Prerequisite,
    Price,
    QualityAssurance,
    Stackability,
    Validity,
    Workload,
)
from credstone.model.vocabulary import (
    CreditSystem,
    NotLevelled,
    Payer,
    QfEheaCycle,
    QualityAssuranceType,
    StackabilityKind,
)
from credstone.ports import JsonObject


def parse_workload(node: Node) -> Workload:
    node.is_object()
    node.only(("hours", "credits"), {"ects": "credits: [{system: ects, value: …}]"})
    return Workload(hours=node.decimal("hours"), credits=node.each("credits", _credits))


def workload_to_json(workload: Workload) -> JsonObject:
    return compact.compact(
        {
            "hours": compact.decimal(workload.hours),
            "credits": compact.listed(
                compact.compact(
                    {
                        "system": one.system.value,
                        "value": compact.decimal(one.value),
                        "unit_name": one.unit_name,
                    }
                )
                for one in workload.credits
            ),
        }
    )


def parse_level(node: Node) -> Level:
    node.is_object()
    node.only(("eqf", "nqf", "qf_ehea", "not_levelled"))
    return Level(
        eqf=node.integer("eqf"),
        nqf=node.each("nqf", _nqf),
        qf_ehea=node.choice("qf_ehea", QfEheaCycle),
        not_levelled=node.choice("not_levelled", NotLevelled),
    )


def level_to_json(level: Level) -> JsonObject:
    return compact.compact(
        {
            "eqf": level.eqf,
            "nqf": compact.listed(
                compact.compact({"framework": one.framework, "level": one.level, "uri": one.uri})
                for one in level.nqf
            ),
            "qf_ehea": level.qf_ehea.value if level.qf_ehea else None,
            "not_levelled": level.not_levelled.value if level.not_levelled else None,
        }
    )


def parse_quality(node: Node) -> QualityAssurance:
    node.only(
        ("type", "agency", "agency_id", "standard_edition", "report_url", "description"),
        {"name": "agency", "url": "report_url", "standard": "standard_edition"},
    )
    return QualityAssurance(
        type=node.required("type", QualityAssuranceType, QualityAssuranceType.NONE),
        agency=node.text("agency"),
        agency_id=node.string("agency_id"),
        standard_edition=node.string("standard_edition"),
        report_url=node.string("report_url"),
        description=node.text("description"),
    )


def quality_to_json(one: QualityAssurance) -> JsonObject:
    return compact.compact(
        {
            "type": one.type.value,
            "agency": compact.text(one.agency),
            "agency_id": one.agency_id,
            "standard_edition": one.standard_edition,
            "report_url": one.report_url,
            "description": compact.text(one.description),
        }
    )


def parse_prerequisite(node: Node) -> Prerequisite:
    node.only(("description", "required", "achievement"))
    return Prerequisite(
        description=node.text("description"),
        required=node.boolean("required", default=True),
        achievement=node.string("achievement"),
    )


def prerequisite_to_json(one: Prerequisite) -> JsonObject:
    return compact.compact(
        {
            "description": compact.text(one.description),
            "required": None if one.required else False,
            "achievement": one.achievement,
        }
    )


def parse_stackability(node: Node) -> Stackability | None:
    if not node.is_object():
        return None
    node.only(("kind", "part_of", "description"), {"type": "kind"})
    return Stackability(
        kind=node.required("kind", StackabilityKind, StackabilityKind.STANDALONE),
        part_of=node.strings("part_of"),
        description=node.text("description"),
    )


def stackability_to_json(one: Stackability | None) -> JsonObject:
    if one is None:
        return {}
    return compact.compact(
        {
            "kind": one.kind.value,
            "part_of": compact.listed(one.part_of),
            "description": compact.text(one.description),
        }
    )


def parse_price(node: Node) -> Price | None:
    if not node.is_object():
        return None
    node.only(("amount", "currency", "payer", "note"))
    amount = node.decimal("amount")
    if node.member("amount").is_absent:
        node.member("amount").find("the price has no amount", "Write 0 when it is free.")
    return Price(
        amount=amount if amount is not None else Decimal(0),
        currency=node.string("currency"),
        payer=node.required("payer", Payer, Payer.LEARNER),
        note=node.text("note"),
    )


def price_to_json(one: Price | None) -> JsonObject:
    if one is None:
        return {}
    return compact.compact(
        {
            "amount": compact.decimal(one.amount),
            "currency": one.currency,
            "payer": one.payer.value,
            "note": compact.text(one.note),
        }
    )


def parse_validity(node: Node) -> Validity:
    if not node.is_object():
        return Validity()
    node.only(("months", "renewal"))
    return Validity(months=node.integer("months"), renewal=node.text("renewal"))


def validity_to_json(one: Validity) -> JsonObject:
    return compact.compact({"months": one.months, "renewal": compact.text(one.renewal)})


def _credits(node: Node) -> CreditPoints:
    node.only(("system", "value", "unit_name"))
    value = node.decimal("value")
    if node.member("value").is_absent:
        node.member("value").find("it does not say how many credits", "Write value: 2.5, say.")
    return CreditPoints(
        system=node.required("system", CreditSystem, CreditSystem.OTHER),
        value=value if value is not None else Decimal(0),
        unit_name=node.string("unit_name"),
    )


def _nqf(node: Node) -> NqfLevel:
    node.only(("framework", "level", "uri"))
    return NqfLevel(node.string("framework"), node.string("level"), node.string("uri"))
