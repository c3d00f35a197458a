"""Open Badges 3.0: an award as an OpenBadgeCredential, unsigned, and back.

Its own terms carry what the standard can say, in the definition's main language; alignments carry
the rest as concepts of authorities; our extension members carry everything. ``jti`` and
``endorsementJwt`` are never written: published copies of the context differ on them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from credstone.formats import extension, vcdm
from credstone.formats.compact import listed
from credstone.formats.finding import Finding
from credstone.formats.losses import Export, losses
from credstone.formats.node import Node
from credstone.formats.openbadges_reading import (
    read_achievement_terms,
    read_award_alone,
    read_award_terms,
)
from credstone.formats.openbadges_terms import (
    CONTEXTS,
    CREDENTIAL,
    achievement_terms,
    credential_terms,
    issuer_terms,
    subject_terms,
)
from credstone.formats.reading import Reading, disagreements, one_or_many, only_object
from credstone.model.achievement import Achievement
from credstone.model.award import Award
from credstone.model.credential import StatusEntry
from credstone.model.elements import Element
from credstone.model.identifier import IdentifierType
from credstone.ports import JsonObject

_CREDENTIAL_NAMES = frozenset((CREDENTIAL, "AchievementCredential"))
_REASONS = {
    Element.LEARNER: "name and identifiers are said; birth date and parts of the name are not",
    Element.TITLE: "it is said in one language",
    Element.ISSUER_COUNTRIES: "only the issuer has an address, not the other awarding bodies",
    Element.AWARDING_BODIES: "names and ids are said; accreditations and keys are not",
    Element.ISSUED_ON: "the day and the instant are said",
    Element.LEARNING_OUTCOMES: "each is an alignment in one language, without verb and weight",
    Element.WORKLOAD: "one number of credits is said; hours and other systems are not",
    Element.LEVEL: "levels are alignments to URIs; a national one without a URI is not said",
    Element.ASSESSMENT_TYPES: "each is an alignment, without the outcomes it assesses",
    Element.PARTICIPATION_MODE: "the mode is an alignment",
    Element.QUALITY_ASSURANCE: "each is an alignment, without its agency's id and report",
    Element.PREREQUISITES: "there is no term for prerequisites",
    Element.SUPERVISION: "each is an alignment of the definition, without the method used",
    Element.GRADE: "the value is said; which end of a scale is the better one is not",
    Element.STACKABILITY: "there is no term for stacking",
    Element.FURTHER_INFORMATION: "there is no term for it",
}


def detect(document: JsonObject) -> bool:
    """Whether ``document`` says that it is an Open Badges 3.0 achievement credential."""
    types = document.get("type")
    return isinstance(types, list) and any(
        isinstance(one, str) and one in _CREDENTIAL_NAMES for one in types
    )


def export(
    award: Award,
    *,
    credential_id: str,
    statuses: Sequence[StatusEntry] = (),
    endorsements: Sequence[JsonObject] = (),
    email_salt: str = "",
) -> Export:
    """``award`` as an OpenBadgeCredential; the same input gives the same document.

    ``endorsements`` are secured consents of joint awarding bodies. With ``email_salt`` e-mail
    addresses are written as salted hashes only. Raises ``Refused`` when an awarding body has no
    id yet.
    """
    vcdm.require_ids(award.achievement)
    prepared = _prepared(award.achievement)
    document = _document(prepared, award, credential_id, email_salt)
    document |= extension.consents_member(endorsements)
    plain = read_award_alone(Node(document, (), []), prepared.plain)
    document |= vcdm.status_members(credential_id, statuses)
    return Export(document, losses(award, plain, _REASONS))


def read(document: JsonObject) -> Reading:
    """What an Open Badges 3.0 credential says, ours or a stranger's; never raises."""
    findings: list[Finding] = []
    node = Node(document, (), findings)
    plain = read_award_terms(node)
    subject = only_object(node.member("credentialSubject"))
    achievement = only_object(subject.member("achievement"))
    whole = extension.read_members(
        subject.member(extension.AWARD), achievement.member(extension.DEFINITION), findings
    )
    if whole is not None and plain is not None:
        again = read_award_terms(Node(_document(_prepared(whole.achievement), whole, ""), (), []))
        findings += disagreements(plain, again) if again is not None else ()
    consents = (
        *extension.read_consents(node.member(extension.CONSENTS)),
        *_endorsements(node, achievement),
    )
    return Reading(
        award=whole or plain,
        findings=tuple(findings),
        complete=whole is not None,
        consents=consents,
    )


def _endorsements(*places: Node) -> Iterator[JsonObject]:
    """Endorsements in the standard's own term, as others embed them."""
    for place in places:
        for one in one_or_many(place.member("endorsement")):
            if isinstance(one.value, dict):
                yield one.value


def _document(
    prepared: _Prepared, award: Award, credential_id: str, email_salt: str = ""
) -> JsonObject:
    """The credential but for endorsements and status, fresh on every call."""
    shared: JsonObject = json.loads(prepared.terms)
    achievement = shared.pop("achievement")
    kept = _without_email(award) if email_salt else award
    return {
        "@context": listed(CONTEXTS),
        "id": credential_id,
        "type": [vcdm.CREDENTIAL, CREDENTIAL],
        **shared,
        **vcdm.time_members(award),
        **credential_terms(award),
        "credentialSubject": {
            **subject_terms(award, email_salt),
            **extension.award_member(kept),
            "achievement": achievement,
        },
    }


@dataclass(frozen=True)
class _Prepared:
    """What every credential of one achievement has in common.

    ``terms`` is JSON, read anew for each credential so that none shares parts with another;
    ``plain`` is the achievement as a reader of the standard's own terms understands it.
    """

    terms: str
    plain: Achievement


@lru_cache(maxsize=64)
def _prepared(achievement: Achievement) -> _Prepared:
    terms = {
        **issuer_terms(achievement),
        "achievement": {
            **achievement_terms(achievement),
            **extension.definition_member(achievement),
        },
    }
    node = Node(terms, (), [])
    plain = read_achievement_terms(node.member("achievement"), node.member("issuer"))
    return _Prepared(json.dumps(terms, ensure_ascii=False), plain)


def _without_email(award: Award) -> Award:
    kept = (one for one in award.learner.identifiers if one.type is not IdentifierType.EMAIL)
    return replace(award, learner=replace(award.learner, identifiers=tuple(kept)))
