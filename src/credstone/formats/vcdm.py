"""VC Data Model 2.0: the envelope all our credentials share, and the plain format of its own.

The plain format says name, description and times in the Recommendation's terms and everything
else in our extension members. Proofs belong to ``securing``.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from credstone.errors import Refused
from credstone.formats import extension
from credstone.formats.compact import compact, instant
from credstone.formats.finding import Finding, Severity
from credstone.formats.losses import Export, losses
from credstone.formats.node import Node
from credstone.formats.reading import Reading, disagreements, id_of, only_object, words
from credstone.model.achievement import Achievement, Level, Workload
from credstone.model.award import Award
from credstone.model.credential import StatusEntry
from credstone.model.elements import Element
from credstone.model.party import Organisation, Person
from credstone.model.text import Text
from credstone.ports import Json, JsonObject

CONTEXT = "https://www.w3.org/ns/credentials/v2"
CREDENTIAL = "VerifiableCredential"
AWARD_CREDENTIAL = f"{extension.NAMESPACE}AwardCredential"

_REASONS = dict.fromkeys(
    Element, "the VC Data Model has no term for it; only the extension members carry it"
)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def detect(document: JsonObject) -> bool:
    """Whether ``document`` is one of these: a credential of the type we give them."""
    types = document.get("type")
    return isinstance(types, list) and AWARD_CREDENTIAL in types


def export(
    award: Award,
    *,
    credential_id: str,
    statuses: Sequence[StatusEntry] = (),
    endorsements: Sequence[JsonObject] = (),
) -> Export:
    """``award`` as a plain verifiable credential, unsigned.

    ``endorsements`` are secured consents of joint awarding bodies. Raises ``Refused`` when an
    awarding body has no id yet.
    """
    require_ids(award.achievement)
    document = _terms(award, credential_id)
    plain = _plain(Node(document, (), []))
    subject: JsonObject = {"id": award.learner_id}
    subject |= extension.award_member(award) | extension.definition_member(award.achievement)
    document["credentialSubject"] = subject
    document |= status_members(credential_id, statuses)
    document |= extension.consents_member(endorsements)
    return Export(document, losses(award, plain, _REASONS))


def read(document: JsonObject) -> Reading:
    """What a plain verifiable credential says; never raises."""
    findings: list[Finding] = []
    node = Node(document, (), findings)
    subject = only_object(node.member("credentialSubject"))
    plain = _plain(node)
    whole = extension.read_members(
        subject.member(extension.AWARD), subject.member(extension.DEFINITION), findings
    )
    if whole is not None:
        findings += disagreements(plain, _plain(Node(_terms(whole, ""), (), [])))
    consents = tuple(extension.read_consents(node.member(extension.CONSENTS)))
    return Reading(
        award=whole or plain,
        findings=tuple(findings),
        complete=whole is not None,
        consents=consents,
    )


def require_ids(achievement: Achievement) -> None:
    """Raise ``Refused`` while an awarding body has no id that a credential could name."""
    for body in achievement.awarding_bodies:
        if not body.id:
            raise Refused(
                f"{body.code or 'an awarding body'} has no id that a credential could name",
                fix="Make a key for the organisation first.",
            )
    if not achievement.awarding_bodies:
        raise Refused("nobody awards this", fix="Name the awarding bodies in the definition.")


def time_members(award: Award) -> JsonObject:
    """``validFrom`` and ``validUntil`` (VCDM 2.0, 4.9), in UTC."""
    return compact(
        {"validFrom": instant(award.issued_at), "validUntil": instant(award.valid_until)}
    )


def status_members(credential_id: str, statuses: Sequence[StatusEntry]) -> JsonObject:
    """``credentialStatus`` (VCDM 2.0, 4.10), or nothing without entries.

    Each entry has an id of its own, different from its list's (Bitstring Status List 1.0, 2.1).
    """
    entries: list[Json] = [
        {
            "id": f"{credential_id}#{entry.purpose.value}",
            "type": "BitstringStatusListEntry",
            "statusPurpose": entry.purpose.value,
            "statusListIndex": str(entry.index),
            "statusListCredential": entry.list_url,
        }
        for entry in statuses
    ]
    if not entries:
        return {}
    return {"credentialStatus": entries[0] if len(entries) == 1 else entries}


def read_times(node: Node) -> tuple[datetime, datetime | None]:
    """The instants from which and until which the credential at ``node`` is valid.

    The names of VCDM 1.1 are understood too.
    """
    since = node.instant("validFrom") or node.instant("issuanceDate")
    if since is None:
        node.member("validFrom").find(
            "it does not say from when it is valid",
            "Ask the issuer for a credential with validFrom.",
            Severity.WARNING,
        )
    return since or _EPOCH, node.instant("validUntil") or node.instant("expirationDate")


def _terms(award: Award, credential_id: str) -> JsonObject:
    """What the Recommendation has terms for."""
    achievement = award.achievement
    document: JsonObject = {
        "@context": [CONTEXT],
        "id": credential_id,
        "type": [CREDENTIAL, AWARD_CREDENTIAL],
        "name": _language_values(achievement.title),
        "description": _language_values(achievement.description),
        "issuer": compact(
            {"id": achievement.issuer.id, "name": _language_values(achievement.issuer.name)}
        ),
        **time_members(award),
        "credentialSubject": {"id": award.learner_id},
    }
    return compact(document)


def _language_values(text: Text) -> list[Json]:
    """Language-value objects (VCDM 2.0, 11.1); tags in lower case, as processors write them."""
    return [{"@value": said, "@language": tag.lower()} for tag, said in text.values]


def _plain(node: Node) -> Award:
    """What the Recommendation's terms say, and nothing of ours."""
    issued_at, valid_until = read_times(node)
    issuer = node.member("issuer")
    body = Organisation(
        code="", name=words(issuer.member("name"), "en"), country="", id=id_of(issuer)
    )
    achievement = Achievement(
        code="",
        version="",
        id="",
        title=words(node.member("name"), "en"),
        description=words(node.member("description"), "en"),
        awarding_bodies=(body,),
        learning_outcomes=(),
        workload=Workload(),
        level=Level(),
        assessments=(),
        participation_mode=None,
        quality_assurance=(),
    )
    return Award(
        id=id_of(node),
        achievement=achievement,
        learner=Person(full_name=""),
        learner_id=id_of(only_object(node.member("credentialSubject"))),
        awarded_on=issued_at.date(),
        issued_at=issued_at,
        valid_until=valid_until,
    )
