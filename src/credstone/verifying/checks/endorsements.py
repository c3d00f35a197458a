"""Who vouches for it, and did they? (Open Badges 3.0, EndorsementCredential)

A badge may carry endorsements of itself, of its achievement and of its issuer: credentials of
other people's, embedded or as tokens. Whoever shows one as given has to check it like any other
credential. Neither a good nor a bad one changes the verdict on the badge.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice

from credstone.conforming.values import listed
from credstone.errors import CredstoneError
from credstone.formats.openbadges_types import class_problems
from credstone.ports import Json, JsonObject
from credstone.securing.strict_json import dumps
from credstone.verifying.checks.authenticity import Authenticity
from credstone.verifying.checks.proofs import few_proofs
from credstone.verifying.report import Bearing, Check, Outcome
from credstone.verifying.trust import web_address

_CLAUSE = "Open Badges 3.0, EndorsementCredential"
# A badge decides how much work its endorsements are, so there is an end to it (P12).
_MOST = 8

Authenticate = Callable[[bytes], Authenticity]


def endorsements(document: JsonObject, authenticate: Authenticate) -> Iterator[Check]:
    """One check for each endorsement in the badge; ``document`` has passed ``structure``."""
    found = list(islice(_endorsements(document), _MOST + 1))
    for number, (endorsed, one) in enumerate(found[:_MOST], start=1):
        yield _check(f"endorsement:{number}", *_weigh(endorsed, one, authenticate))
    if len(found) > _MOST:
        reason = f"It has more than {_MOST} endorsements; the others were not looked at."
        yield _check("endorsement", Outcome.UNDETERMINED, reason)


def _endorsements(document: JsonObject) -> Iterator[tuple[str, Json]]:
    """Every endorsement, with the id of what it stands at; one value may stand in an array."""
    for endorsed in (document, *_achievements(document), document.get("issuer")):
        if isinstance(endorsed, dict):
            for name in ("endorsement", "endorsementJwt"):
                for one in listed(endorsed.get(name, [])):
                    yield str(endorsed.get("id", "")), one


def _achievements(document: JsonObject) -> Iterator[Json]:
    for subject in listed(document.get("credentialSubject")):
        if isinstance(subject, dict):
            yield from listed(subject.get("achievement"))


def _weigh(endorsed: str, one: Json, authenticate: Authenticate) -> tuple[Outcome, str]:
    try:
        written = one.encode("utf-8") if isinstance(one, str) else dumps(one)
    except (CredstoneError, UnicodeError, RecursionError):
        return Outcome.FAILED, "An endorsement cannot be read."
    if not few_proofs(written):
        return Outcome.UNDETERMINED, "An endorsement has more signatures than are looked at."
    found = authenticate(written)
    if found.obstacle is not None:
        return found.obstacle.outcome, f"An endorsement is not confirmed: {found.obstacle.reason}"
    if found.premature:
        return Outcome.FAILED, "An endorsement was signed after the moment asked about."
    problem = next(class_problems(found.document, "EndorsementCredential", ""), None)
    if problem is not None:
        return Outcome.FAILED, f"An endorsement is incomplete: {problem[0]}: {problem[1]}"
    subjects = listed(found.document["credentialSubject"])
    if any(not isinstance(one, dict) or one.get("id") != endorsed for one in subjects):
        return Outcome.FAILED, "An endorsement is of something else than it stands at."
    signer = web_address(found.issuer_id) or f"The key ending in {found.issuer_id[-6:]}"
    return Outcome.PASSED, f"{signer} endorses {endorsed}."


def _check(check_id: str, outcome: Outcome, reason: str) -> Check:
    return Check(check_id, _CLAUSE, outcome, reason, Bearing.REMARK)
