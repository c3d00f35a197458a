"""Does every other awarding body consent? (crosswalk, element 4: awarding bodies)

Anybody can write a famous name beside their own. A body is confirmed by an endorsement that it
signed itself, about this very definition, for this issuer and this time; without one it is
claimed, not confirmed. That makes no credential invalid, and is said wherever the name is shown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice

from credstone.errors import CredstoneError
from credstone.formats.endorsement import read_consent
from credstone.formats.reading import Reading
from credstone.model.award import Award
from credstone.model.party import Organisation
from credstone.ports import JsonObject
from credstone.securing.strict_json import dumps
from credstone.transparency.content_hash import content_hash
from credstone.verifying.checks.authenticity import Authenticity
from credstone.verifying.checks.proofs import few_proofs
from credstone.verifying.report import Bearing, Check, Outcome
from credstone.verifying.trust import web_address

_CLAUSE = "Open Badges 3.0, EndorsementCredential; Council Recommendation 2022/C 243/02, Annex I"
_NO_CONSENT = "it did not sign that it consents"
_NAMELESS = "A body without a name"
# A credential decides how much work its consents are, so there is an end to it (P12).
_MOST_BODIES = 16
_MOST_CONSENTS = 4


def joint(
    reading: Reading, issuer_id: str, authenticate: Callable[[bytes], Authenticity]
) -> Iterator[Check]:
    """One check for each awarding body that did not sign the credential itself."""
    if reading.award is None:
        return
    # Once for each id, however often it is named; those without one are told by their names.
    bodies = {body.id or body.name.best(): body for body in _others(reading.award, issuer_id)}
    for body in islice(bodies.values(), _MOST_BODIES):
        yield _confirmed(body, reading, reading.award, issuer_id, authenticate)
    if len(bodies) > _MOST_BODIES:
        reason = f"It names {len(bodies)} awarding bodies; only {_MOST_BODIES} were looked at."
        yield Check("joint", _CLAUSE, Outcome.UNDETERMINED, reason, Bearing.REMARK)


def _others(award: Award, issuer_id: str) -> Iterator[Organisation]:
    """The bodies beside the issuer; one that borrows the issuer's id is another one too."""
    signed = False
    for body in award.achievement.awarding_bodies:
        if body.id == issuer_id and not signed:
            signed = True
        else:
            yield body


def _confirmed(
    body: Organisation,
    reading: Reading,
    award: Award,
    issuer_id: str,
    authenticate: Callable[[bytes], Authenticity],
) -> Check:
    name = _line(body.name.best()) or _line(body.id) or _NAMELESS
    check_id = f"joint:{_line(body.id) or name}"
    outcome, why = Outcome.FAILED, _NO_CONSENT
    borrowed = body.id in ("", issuer_id)
    own = (one for one in reading.consents if not borrowed and _issuer_id(one) == body.id)
    for document in islice(own, _MOST_CONSENTS):
        outcome, why = _weigh(document, reading, award, issuer_id, authenticate)
        if outcome is Outcome.PASSED:
            reason = f"{_who(body)} confirms that it awards this jointly."
            return Check(check_id, _CLAUSE, outcome, reason, Bearing.REMARK)
    reason = f"{name} as an awarding body: claimed, not confirmed; {why}."
    return Check(check_id, _CLAUSE, outcome, reason, Bearing.REMARK)


def _who(body: Organisation) -> str:
    """Domain or key first: it signed; its name is what the credential calls it (threat 24)."""
    signer = web_address(body.id) or f"The key ending in {body.id[-6:]}"
    name = _line(body.name.best())
    return f"{signer} (here called {name})" if name else signer


def _line(written: str) -> str:
    """What stands in the credential, in one line: a check's name is one, and so is its reason."""
    return " ".join(written.split())


def _weigh(
    document: JsonObject,
    reading: Reading,
    award: Award,
    issuer_id: str,
    authenticate: Callable[[bytes], Authenticity],
) -> tuple[Outcome, str]:
    """Whether one consent is genuine and is about this award."""
    try:
        written = dumps(document)
    except (CredstoneError, RecursionError):
        return Outcome.FAILED, "its consent cannot be read"
    if not few_proofs(written):
        return Outcome.UNDETERMINED, "its consent has more signatures than are looked at"
    found = authenticate(written)
    if found.obstacle is not None:
        forged = found.obstacle.outcome is Outcome.FAILED
        why = "the consent is not genuine" if forged else "its consent could not be checked"
        return found.obstacle.outcome, why
    if found.premature:
        return Outcome.FAILED, "the consent was signed after the moment asked about"
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
