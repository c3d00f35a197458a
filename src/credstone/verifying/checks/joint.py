"""Does every other awarding body consent? (crosswalk, element 4: awarding bodies)

Anybody can write a famous name beside their own. A body is confirmed by an endorsement that it
signed itself, about this very definition, for this issuer and this time; without one it is
claimed, not confirmed. That makes no credential invalid, and is said wherever the name is shown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from credstone.errors import CredstoneError
from credstone.formats.endorsement import read_consent
from credstone.formats.reading import Reading
from credstone.model.award import Award
from credstone.model.party import Organisation
from credstone.ports import JsonObject
from credstone.securing.strict_json import dumps
from credstone.transparency.content_hash import content_hash
from credstone.verifying.checks.authenticity import Authenticity
from credstone.verifying.report import Bearing, Check, Outcome

_CLAUSE = "Open Badges 3.0, EndorsementCredential; Council Recommendation 2022/C 243/02, Annex I"
_NO_CONSENT = "it did not sign that it consents"


def joint(
    reading: Reading, issuer_id: str, authenticate: Callable[[bytes], Authenticity]
) -> Iterator[Check]:
    """One check for each awarding body that did not sign the credential itself."""
    if reading.award is None:
        return
    for body in reading.award.achievement.awarding_bodies:
        if body.id != issuer_id:
            yield _confirmed(body, reading, reading.award, issuer_id, authenticate)


def _confirmed(
    body: Organisation,
    reading: Reading,
    award: Award,
    issuer_id: str,
    authenticate: Callable[[bytes], Authenticity],
) -> Check:
    name = body.name.best() or body.id
    check_id = f"joint:{body.id or name}"
    outcome, why = Outcome.FAILED, _NO_CONSENT
    for document in reading.consents:
        if not body.id or _issuer_id(document) != body.id:
            continue
        outcome, why = _weigh(document, reading, award, issuer_id, authenticate)
        if outcome is Outcome.PASSED:
            reason = f"{name} confirms that it awards this jointly."
            return Check(check_id, _CLAUSE, outcome, reason, Bearing.REMARK)
    reason = f"{name} as an awarding body: claimed, not confirmed; {why}."
    return Check(check_id, _CLAUSE, outcome, reason, Bearing.REMARK)


def _weigh(
    document: JsonObject,
    reading: Reading,
    award: Award,
    issuer_id: str,
    authenticate: Callable[[bytes], Authenticity],
) -> tuple[Outcome, str]:
    """Whether one consent is genuine and is about this award."""
    found = authenticate(dumps(document))
    if found.obstacle is not None:
        forged = found.obstacle.outcome is Outcome.FAILED
        why = "the consent is not genuine" if forged else "its consent could not be checked"
        return found.obstacle.outcome, why
    if "credentialStatus" in document:
        return Outcome.UNDETERMINED, "its consent has a status, which is not looked up here"
    try:
        consent = read_consent(found.document)
    except CredstoneError:
        return Outcome.FAILED, "the consent does not say all that it must"
    if consent.achievement_id != award.achievement.id:
        return Outcome.FAILED, "the consent is for another achievement"
    if consent.issuer_id != issuer_id:
        return Outcome.FAILED, "the consent is for another issuer"
    ended = consent.valid_until is not None and consent.valid_until < award.issued_at
    if ended or award.issued_at < consent.valid_from:
        return Outcome.FAILED, "the consent is for another time"
    if not reading.complete:
        return Outcome.UNDETERMINED, "the definition is not whole, so it cannot be compared"
    if consent.digest != content_hash(award.achievement):
        return Outcome.FAILED, "the consent is for another definition"
    return Outcome.PASSED, ""


def _issuer_id(document: JsonObject) -> str:
    issuer = document.get("issuer")
    name = issuer.get("id") if isinstance(issuer, dict) else issuer
    return name if isinstance(name, str) else ""
