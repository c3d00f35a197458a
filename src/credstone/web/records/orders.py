"""Preparing what the commands need: an order from a published version, a consent, a correction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import TypeVar
from uuid import uuid4

from credstone.documents.award_sheet import end_of_validity, rules_of
from credstone.documents.cells import clean_email, clean_name
from credstone.documents.dates import clean_date
from credstone.documents.field_words import Field
from credstone.documents.finding import Cleaned, Finding, Severity
from credstone.documents.grades import clean_grade
from credstone.documents.plausible import award_day
from credstone.documents.table import Cell, CellKind
from credstone.errors import CredstoneError, Refused
from credstone.formats.definition import achievement_from_json
from credstone.formats.endorsement import consent_document
from credstone.issuing.issue import Failed, Intent, issue
from credstone.issuing.request import AwardRequest, identifying
from credstone.model.achievement import Achievement
from credstone.model.identifier import Identifier, IdentifierType
from credstone.model.party import Person, RightToAward, right_to_award
from credstone.ports import JsonObject, KeyType
from credstone.securing import mechanism, strict_json
from credstone.securing.secured import ProofOptions
from credstone.web.accounts import queries as accounts
from credstone.web.accounts.models import Organisation
from credstone.web.records import commands, queries
from credstone.web.records.drafts import Order
from credstone.web.records.models import AchievementVersion
from credstone.web.wiring import Workplace

Value = TypeVar("Value")

# What a key can secure by, the usual first.
_ED25519 = ("eddsa-rdfc-2022", "vc-jwt", "eddsa-jcs-2022")
_ECDSA = ("vc-jwt", "ecdsa-rdfc-2019", "ecdsa-jcs-2019")
_MECHANISMS = {KeyType.ED25519: _ED25519, KeyType.P256: _ECDSA, KeyType.P384: _ECDSA}


def _made_as(*forms: str) -> dict[KeyType, tuple[str, ...]]:
    """A format of ``formats.registry`` and a mechanism, for each type of key."""
    return {
        key_type: tuple(f"{form}/{name}" for form in forms for name in names)
        for key_type, names in _MECHANISMS.items()
    }


FORMATS = _made_as("openbadges", "vcdm")
"""What a key can make of any award, the usual first."""
RECORDS = _made_as("clr")
"""And of one that was stacked, so that there is something to put into a learner record."""


# What a consent is secured by: it is embedded in the credential, so by an embedded proof.
_CONSENTS = {
    KeyType.ED25519: "eddsa-rdfc-2022",
    KeyType.P256: "ecdsa-rdfc-2019",
    KeyType.P384: "ecdsa-rdfc-2019",
}


def achievement_of(version: AchievementVersion) -> Achievement:
    """The frozen definition of ``version``."""
    return achievement_from_json(strict_json.loads(version.content.encode()))


def order_for(
    place: Workplace,
    version: AchievementVersion,
    formats: tuple[str, ...] = (),
    *,
    stacked: bool = False,
) -> Order:
    """What a run of ``version`` needs; without ``formats`` the usual one of the issuer's key.

    ``stacked`` says that the awards have parts, and so may be learner records. Raises ``Refused``
    for a format that the key cannot make, and when the issuer's DID changed since the version was
    published.
    """
    tenant = accounts.organisation(version.tenant_id)
    achievement = achievement_of(version)
    if achievement.issuer.id != tenant.did:
        raise Refused(
            f"{version} was published when {tenant.code} had another key",
            fix="Publish a new version: the definition names the issuer by its key.",
        )
    key = place.signer.public(tenant.key)
    known = FORMATS[key.type] + (RECORDS[key.type] if stacked else ())
    for name in formats:
        if name not in known:
            raise Refused(
                f"{tenant.code} cannot issue {name!r} with its {key.type} key",
                fix=f"Use {', '.join(known)}.",
            )
    return Order(
        home=place.home,
        tenant=tenant,
        version=version,
        achievement=achievement,
        key=key,
        consents=tuple(_object(document) for document in queries.consents(version)),
        formats=tuple(dict.fromkeys(formats)) or FORMATS[key.type][:1],
    )


def rights(achievement: Achievement, on: date) -> Iterable[tuple[str, RightToAward]]:
    """For each awarding body its code and whether it may award this on that day, and why."""
    for body in achievement.awarding_bodies:
        answer = right_to_award(
            body, field=achievement.field, eqf_level=achievement.level.eqf, on=on
        )
        yield body.code, answer


def missing_consents(order: Order) -> list[str]:
    """Codes of the joint awarding bodies that have not consented to this version."""
    given = {str(_issuer_of(document)) for document in order.consents}
    return [body.code for body in order.achievement.awarding_bodies[1:] if body.id not in given]


def consent(
    place: Workplace, version: AchievementVersion, body: Organisation, now: datetime
) -> bytes:
    """Let ``body`` consent to ``version`` being awarded in its name; answers the signed consent.

    Raises ``Refused`` when the definition does not name it, under its present DID, as a joint
    awarding body.
    """
    achievement = achievement_of(version)
    joint = {one.code: one for one in achievement.awarding_bodies[1:]}
    if body.code not in joint:
        raise Refused(
            f"{version} does not name {body.code} as a joint awarding body",
            fix=f"It names: {', '.join(joint) or 'nobody beside the issuer'}.",
        )
    if joint[body.code].id != body.did:
        raise Refused(
            f"{version} was published when {body.code} had another key",
            fix="Publish a new version: the definition names the awarding bodies by their keys.",
        )
    key = place.signer.public(body.key)
    name = _CONSENTS[key.type]
    document = consent_document(
        joint[body.code],
        achievement,
        credential_id=f"urn:uuid:{uuid4()}",
        digest=version.sha256,
        valid_from=now,
    )
    intent = Intent(
        credential_id=str(document["id"]),
        mechanism=name,
        unsigned=strict_json.dumps(document),
        options=ProofOptions(
            verification_method=mechanism.method_id(name, body.did, key),
            key_type=key.type,
            created=now,
        ),
        key_id=body.key,
    )
    result = issue([intent], place.signer)[0]
    if isinstance(result, Failed):
        raise CredstoneError(f"the consent was not signed: {result.error}") from result.error
    commands.keep_consent(version, body, result.secured, now)
    return result.secured


CORRECTABLE = (
    Field.FULL_NAME,
    Field.GIVEN_NAME,
    Field.FAMILY_NAME,
    Field.EMAIL,
    Field.GRADE,
    Field.AWARDED_ON,
)


def corrected(
    request: AwardRequest, changes: Mapping[str, str], achievement: Achievement, today: date
) -> AwardRequest:
    """``request`` with the changed fields, each read as a cell of a result list would be.

    Raises ``Refused`` for an unknown field, for a value that a list would not get past, and for
    a change of what tells the learner apart: that would be somebody else's award.
    """
    before = identifying(request.learner)
    for name, text in changes.items():
        if name not in [field.value for field in CORRECTABLE]:
            raise Refused(
                f"{name!r} cannot be corrected",
                fix=f"Fields that can: {', '.join(field.value for field in CORRECTABLE)}.",
            )
        request = _with(request, Field(name), text, achievement, today)
    if identifying(request.learner) != before:
        raise Refused(
            "the award is found by this address, so it cannot be corrected",
            where=Field.EMAIL,
            fix="Revoke the credential and award it again under the right address.",
        )
    return request


def _with(
    request: AwardRequest, field: Field, text: str, achievement: Achievement, today: date
) -> AwardRequest:
    cell = Cell(text, CellKind.TEXT)
    learner = request.learner
    match field:
        case Field.GRADE:
            return replace(
                request, grade=_good(field, clean_grade(field, cell, rules_of(achievement).grades))
            )
        case Field.AWARDED_ON:
            day = _good(field, clean_date(field, cell, None, latest_year=today.year))
            _refuse_odd(field, award_day(field, text, day, today=today, confirmed=True))
            ends = request.valid_until
            if ends == end_of_validity(request.awarded_on, achievement):
                ends = end_of_validity(day, achievement)
            return replace(request, awarded_on=day, valid_until=ends)
        case Field.EMAIL:
            address = Identifier(IdentifierType.EMAIL, _good(field, clean_email(field, cell)))
            kept = [one for one in learner.identifiers if one.type is not IdentifierType.EMAIL]
            return replace(request, learner=replace(learner, identifiers=(*kept, address)))
        case _:
            name = _good(field, clean_name(field, cell))
            return replace(request, learner=_renamed(learner, field, name))


def _renamed(learner: Person, field: Field, name: str) -> Person:
    """The full name follows its parts, unless it is what was corrected."""
    if field is Field.FULL_NAME:
        return replace(learner, full_name=name)
    if field is Field.GIVEN_NAME:
        changed = replace(learner, given_name=name)
    else:
        changed = replace(learner, family_name=name)
    parts = (changed.given_name, changed.family_name)
    return replace(changed, full_name=" ".join(part for part in parts if part))


def _good(field: Field, cleaned: Cleaned[Value]) -> Value:
    """The value that a list would award; a value that it would stop at is no correction."""
    _refuse_odd(field, cleaned.findings)
    if cleaned.value is None:
        raise Refused("the new value is empty", where=field, fix="Give a value.")
    return cleaned.value


def _refuse_odd(field: Field, findings: Iterable[Finding]) -> None:
    """Refuse with a list's own words what would make its row fixable or blocked."""
    for found in findings:
        if found.severity is not Severity.NOTE:
            raise Refused(f"the new value {found.why}", where=field, fix=found.fix)


def _object(document: bytes) -> JsonObject:
    value = strict_json.loads(document)
    if not isinstance(value, dict):
        raise Refused("a stored consent is not a JSON object")
    return value


def _issuer_of(document: JsonObject) -> object:
    issuer = document.get("issuer")
    return issuer.get("id") if isinstance(issuer, dict) else issuer
