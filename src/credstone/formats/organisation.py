"""Organisations as JSON: the shape people write by hand, and the canonical one.

Shapes are read here; what they mean together is checked by ``organisation_checks``.
"""

from __future__ import annotations

from credstone.errors import MalformedInput
from credstone.formats import compact
from credstone.formats.finding import Finding, has_errors
from credstone.formats.node import Node
from credstone.formats.organisation_checks import check_organisation
from credstone.model.identifier import Identifier, IdentifierType
from credstone.model.party import Accreditation, Organisation
from credstone.model.vocabulary import AccreditationType
from credstone.ports import Json, JsonObject

FIELDS = (
    "code",
    "name",
    "country",
    "id",
    "region",
    "identifiers",
    "homepage",
    "email",
    "keys",
    "accreditations",
)
_SYNONYMS = {
    "title": "name",
    "url": "homepage",
    "website": "homepage",
    "legal_identifier": "identifiers with type ext:legalIdentifier",
    "vat": "identifiers with type ext:vatIdentifier",
    "accreditation": "accreditations",
}
_ACCREDITATION_FIELDS = (
    "id",
    "type",
    "body_name",
    "body_id",
    "standard_edition",
    "fields",
    "eqf_levels",
    "valid_from",
    "valid_until",
    "report_url",
    "deqar_report_id",
)


def read_organisation(value: Json) -> tuple[Organisation | None, tuple[Finding, ...]]:
    """The organisation in ``value``, or None when an error stands in the way; never raises."""
    findings: list[Finding] = []
    node = Node(value, (), findings)
    if not isinstance(value, dict):
        node.find("an organisation has named fields", "Begin with code, name and country.")
        return None, tuple(findings)
    organisation = parse_organisation(node)
    findings += check_organisation(organisation)
    return (None if has_errors(findings) else organisation), tuple(findings)


def organisation_from_json(value: Json) -> Organisation:
    """The organisation that ``organisation_to_json`` wrote, without asking whether it is good.

    Raises ``MalformedInput`` at the first place that has another shape.
    """
    findings: list[Finding] = []
    node = Node(value, (), findings)
    if not isinstance(value, dict):
        raise MalformedInput("not an organisation")
    organisation = parse_organisation(node)
    for finding in findings:
        raise MalformedInput(finding.why, where=finding.pointer, fix=finding.fix)
    return organisation


def parse_organisation(node: Node) -> Organisation:
    """The organisation at ``node``, empty where something is missing; keeps findings there."""
    node.only(FIELDS, _SYNONYMS)
    return Organisation(
        code=node.string("code"),
        name=node.text("name"),
        country=node.string("country"),
        id=node.string("id"),
        region=node.string("region"),
        identifiers=parse_identifiers(node),
        homepage=node.string("homepage"),
        email=node.string("email"),
        keys=node.strings("keys"),
        accreditations=node.each("accreditations", _accreditation),
    )


def parse_identifiers(node: Node) -> tuple[Identifier, ...]:
    """The list ``identifiers`` of ``node``."""
    return node.each("identifiers", _identifier)


def organisation_to_json(organisation: Organisation) -> JsonObject:
    """Everything ``organisation`` says; reading it again gives an equal one."""
    return compact.compact(
        {
            "code": organisation.code,
            "name": compact.text(organisation.name),
            "country": organisation.country,
            "id": organisation.id,
            "region": organisation.region,
            "identifiers": identifiers_to_json(organisation.identifiers),
            "homepage": organisation.homepage,
            "email": organisation.email,
            "keys": compact.listed(organisation.keys),
            "accreditations": compact.listed(
                _accreditation_to_json(one) for one in organisation.accreditations
            ),
        }
    )


def identifiers_to_json(identifiers: tuple[Identifier, ...]) -> list[Json]:
    """Identifiers as a list of type and value."""
    return [{"type": one.type.value, "value": one.value} for one in identifiers]


def _identifier(node: Node) -> Identifier:
    node.only(("type", "value"))
    kind = node.choice("type", IdentifierType)
    return Identifier(kind or IdentifierType.OTHER, node.string("value"))


def _accreditation(node: Node) -> Accreditation:
    node.only(_ACCREDITATION_FIELDS)
    kind = node.choice("type", AccreditationType)
    if node.member("type").is_absent:
        node.member("type").find(
            "it does not say what was accredited",
            f"Write one of: {', '.join(one.value for one in AccreditationType)}.",
        )
    return Accreditation(
        id=node.string("id"),
        type=kind or AccreditationType.INSTITUTIONAL_LICENCE,
        body_name=node.text("body_name"),
        body_id=node.string("body_id"),
        standard_edition=node.string("standard_edition"),
        fields=node.strings("fields"),
        eqf_levels=node.integers("eqf_levels"),
        valid_from=node.day("valid_from"),
        valid_until=node.day("valid_until"),
        report_url=node.string("report_url"),
        deqar_report_id=node.string("deqar_report_id"),
    )


def _accreditation_to_json(one: Accreditation) -> JsonObject:
    return compact.compact(
        {
            "id": one.id,
            "type": one.type.value,
            "body_name": compact.text(one.body_name),
            "body_id": one.body_id,
            "standard_edition": one.standard_edition,
            "fields": compact.listed(one.fields),
            "eqf_levels": compact.listed(one.eqf_levels),
            "valid_from": one.valid_from.isoformat() if one.valid_from else None,
            "valid_until": one.valid_until.isoformat() if one.valid_until else None,
            "report_url": one.report_url,
            "deqar_report_id": one.deqar_report_id,
        }
    )
