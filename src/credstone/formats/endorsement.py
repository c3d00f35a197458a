"""Joint consent: an EndorsementCredential (Open Badges 3.0) by which a body joins in awarding.

Each body beside the issuer consents once to one version of an achievement, bound by the digest of
its definition, being awarded by the issuer. Secured, it stands in the credentials that are
awarded under it; without it a joint body is claimed, not confirmed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from credstone.errors import MalformedInput
from credstone.formats import vcdm
from credstone.formats.compact import compact, instant, listed
from credstone.formats.extension import NAMESPACE
from credstone.formats.finding import Finding, pointer_of
from credstone.formats.node import Node
from credstone.formats.openbadges_terms import CONTEXTS, main_language
from credstone.formats.reading import id_of, only_object
from credstone.model.achievement import Achievement
from credstone.model.party import Organisation
from credstone.ports import JsonObject

CREDENTIAL = "EndorsementCredential"
SUBJECT = "EndorsementSubject"
DEFINITION_SHA256 = f"{NAMESPACE}definitionSha256"
ISSUING_BODY = f"{NAMESPACE}issuingBody"


@dataclass(frozen=True)
class Consent:
    """What a consent says, unverified: ``digest`` is SHA-256 of the canonical definition in hex.

    ``body_id`` consents to ``issuer_id`` awarding ``achievement_id`` in both their names, for
    credentials issued from ``valid_from`` until ``valid_until`` (None: no end).
    """

    id: str
    body_id: str
    achievement_id: str
    digest: str
    issuer_id: str
    valid_from: datetime
    valid_until: datetime | None = None


def consent_document(
    body: Organisation,
    achievement: Achievement,
    *,
    credential_id: str,
    digest: str,
    valid_from: datetime,
    valid_until: datetime | None = None,
) -> JsonObject:
    """The unsigned consent of ``body``; ``digest`` is the content hash of ``achievement``, in hex.

    Raises ``Refused`` when the issuing body or ``body`` has no id yet.
    """
    vcdm.require_ids(achievement)
    language = main_language(achievement)
    issuer = achievement.issuer
    title = achievement.title.best(language)
    return {
        "@context": listed(CONTEXTS),
        "id": credential_id,
        "type": [vcdm.CREDENTIAL, CREDENTIAL],
        "name": f"{body.name.best(language)}: {title}",
        "issuer": {"id": body.id, "type": ["Profile"], "name": body.name.best(language)},
        **compact({"validFrom": instant(valid_from), "validUntil": instant(valid_until)}),
        "credentialSubject": {
            "id": achievement.id,
            "type": [SUBJECT],
            "endorsementComment": (
                f"{body.name.best(language)} awards {achievement.code} {achievement.version} "
                f"jointly and consents to {issuer.name.best(language)} issuing it."
            ),
            DEFINITION_SHA256: digest,
            ISSUING_BODY: {"id": issuer.id},
        },
    }


def detect(document: JsonObject) -> bool:
    """Whether ``document`` is an endorsement that speaks of a definition's digest."""
    types = document.get("type")
    subject = document.get("credentialSubject")
    return (
        isinstance(types, list)
        and CREDENTIAL in types
        and isinstance(subject, dict)
        and DEFINITION_SHA256 in subject
    )


def read_consent(document: JsonObject) -> Consent:
    """What the consent says; raises ``MalformedInput`` where it does not say it all."""
    if not detect(document):
        raise MalformedInput("not the consent of an awarding body")
    findings: list[Finding] = []
    node = Node(document, (), findings)
    subject = only_object(node.member("credentialSubject"))
    valid_from, valid_until = vcdm.read_times(node)
    consent = Consent(
        id=id_of(node),
        body_id=id_of(node.member("issuer")),
        achievement_id=id_of(subject),
        digest=subject.string(DEFINITION_SHA256),
        issuer_id=id_of(subject.member(ISSUING_BODY)),
        valid_from=valid_from,
        valid_until=valid_until,
    )
    for finding in findings:
        raise MalformedInput(finding.why, where=finding.pointer)
    for name in ("id", "body_id", "achievement_id", "digest", "issuer_id"):
        if not getattr(consent, name):
            raise MalformedInput(f"the consent has no {name}", where=pointer_of(subject.path))
    return consent
