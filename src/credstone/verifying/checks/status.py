"""Was it revoked or suspended, and what took its place? (Bitstring Status List 1.0, 3.2)

A list is believed when its own signature holds, it is the credential's issuer's, it is the list
that was asked for, and it is fresh. Everything else leaves the status undetermined: a list that
somebody withheld, replaced or aged neither clears a credential nor condemns it (threat 13).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from credstone.errors import CredstoneError
from credstone.model.credential import StatusPurpose
from credstone.ports import JsonObject, StatusSource
from credstone.status.bitstring import decode
from credstone.status.list_document import ListClaims, read_list
from credstone.status.supersession import replacement_of
from credstone.verifying.checks import times
from credstone.verifying.checks.authenticity import Authenticity
from credstone.verifying.checks.structure import type_names
from credstone.verifying.report import Bearing, Check, Outcome
from credstone.verifying.trust import web_address

_CLAUSE = "Bitstring Status List 1.0, 3.2"
_NO_STATUS = "VC Data Model 2.0, 4.10"
# A credential decides how many lists are fetched for it, so there is an end to it (P12).
_MOST_ENTRIES = 16
_NEWEST = "Get the newest one from the issuer."
_WITHOUT_WEIGHT = frozenset({"refresh", "message"})  # 2.1: these do not invalidate
_SAYS = {
    StatusPurpose.REVOCATION: ("The issuer has revoked it.", "The issuer has not revoked it."),
    StatusPurpose.SUSPENSION: ("The issuer has suspended it.", "The issuer has not suspended it."),
}


@dataclass(frozen=True)
class StatusQuestion:
    """What is asked: whose credential, when, and how lists are fetched and authenticated."""

    credential_id: str
    issuer_id: str
    at: datetime
    skew: timedelta
    statuses: StatusSource
    authenticate: Callable[[bytes], Authenticity]


class _Undecided(Exception):
    """Why a list or an entry answers nothing."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def status(document: JsonObject, question: StatusQuestion) -> tuple[list[Check], str]:
    """One check for each status entry, and the id of what replaced the credential or "".

    ``document`` has passed ``structure``.
    """
    value = document.get("credentialStatus", [])
    checks: list[Check] = []
    replaced_by = ""
    entries = value if isinstance(value, list) else [value]
    if len(entries) > _MOST_ENTRIES:
        reason = f"It has {len(entries)} statuses, and at most {_MOST_ENTRIES} are looked up."
        return [_check("status", Outcome.UNDETERMINED, reason)], ""
    for entry in entries:
        check, found = _entry(entry if isinstance(entry, dict) else {}, question)
        checks.append(check)
        replaced_by = replaced_by or found
    if not checks:
        reason = "Its issuer keeps no status for it, so it cannot be revoked."
        checks.append(Check("status", _NO_STATUS, Outcome.PASSED, reason, Bearing.CURRENT))
    return checks, replaced_by


def _entry(entry: JsonObject, question: StatusQuestion) -> tuple[Check, str]:
    if "BitstringStatusListEntry" not in type_names(entry.get("type")):
        kind = ", ".join(type_names(entry.get("type")))
        reason = f"Its status is of a kind that this verifier does not read: {kind[:80]}."
        return _check("status", Outcome.UNDETERMINED, reason), ""
    name = str(entry["statusPurpose"])
    if name in _WITHOUT_WEIGHT:
        reason = f"A status for {name} does not bear on validity."
        return Check(f"status:{name}", _CLAUSE, Outcome.PASSED, reason, Bearing.REMARK), ""
    try:
        purpose = _purpose(name)
        claims, is_set = _look_up(entry, purpose, question)
    except _Undecided as undecided:
        return _check(f"status:{name[:40]}", Outcome.UNDETERMINED, undecided.reason), ""
    says_set, says_unset = _SAYS[purpose]
    if not is_set:
        return _check(f"status:{purpose}", Outcome.PASSED, says_unset), ""
    replaced_by = ""
    if purpose is StatusPurpose.REVOCATION and claims.supersessions_url:
        replaced_by = _replacement(claims.supersessions_url, question)
    reason = f"{says_set} It was replaced by {replaced_by}." if replaced_by else says_set
    return _check(f"status:{purpose}", Outcome.FAILED, reason), replaced_by


def _purpose(name: str) -> StatusPurpose:
    try:
        return StatusPurpose(name)
    except ValueError:
        raise _Undecided(f"We do not know what a status for {name[:40]!r} means.") from None


def _look_up(
    entry: JsonObject, purpose: StatusPurpose, question: StatusQuestion
) -> tuple[ListClaims, bool]:
    if entry.get("statusSize", 1) != 1:
        raise _Undecided("Its status has more than one bit, which this verifier does not read.")
    url = str(entry["statusListCredential"])
    document = _believed(url, question)
    try:
        claims = read_list(document)
        if purpose not in claims.purposes:
            raise _Undecided(f"The list is kept for {', '.join(claims.purposes)[:80]}.")
        return claims, decode(claims.encoded_list).get(int(str(entry["statusListIndex"])))
    except CredstoneError as error:
        raise _Undecided(f"The status list cannot be read: {error}") from error
    except IndexError as error:
        raise _Undecided("Its place is not on the status list.") from error


def _believed(url: str, question: StatusQuestion) -> JsonObject:
    """The document at ``url`` when it is the issuer's, whole and fresh; raises ``_Undecided``."""
    try:
        data = question.statuses.status_list(url)
    except CredstoneError as error:
        raise _Undecided(f"The status list was not to be had: {error}") from error
    found = question.authenticate(data)
    reason = next(_doubts(url, found, question), None)
    if reason is not None:
        raise _Undecided(reason)
    return found.document


def _doubts(url: str, found: Authenticity, question: StatusQuestion) -> Iterator[str]:
    if found.obstacle is not None:
        yield f"The status list is not to be relied on: {found.obstacle.reason}"
        return  # nothing else in it means anything
    if found.premature:
        yield "The status list says that it was signed after the moment asked about."
    if found.issuer_id != question.issuer_id:
        keeper = web_address(found.issuer_id) or f"the key ending in {found.issuer_id[-6:]}"
        yield f"The status list is kept by {keeper}, which is not the issuer."
    if found.document.get("id") != url:
        yield "The list that was handed over is another one."
    if "credentialStatus" in found.document:
        yield "The status list has a status of its own."
    yield from _not_fresh(found, question)


def _not_fresh(found: Authenticity, question: StatusQuestion) -> Iterator[str]:
    begun = times.begun(found.document, question.at, question.skew)
    if not begun.passed:
        yield f"The status list does not speak for this day. {begun.reason}"
    ended = times.unexpired(found.document, question.at)
    if not ended.passed:
        since = times.moment(found.document, "validFrom")
        age = f"is from {since.date().isoformat()} and " if since else ""
        yield f"The status list {age}has run out. {ended.reason} {_NEWEST}"
    if found.run_out:
        yield f"The status list's signature has run out. {_NEWEST}"


def _replacement(url: str, question: StatusQuestion) -> str:
    """What took its place; "" when that cannot be found out, since revoked it is either way."""
    try:
        return replacement_of(_believed(url, question), question.credential_id) or ""
    except (_Undecided, CredstoneError):
        return ""


def _check(check_id: str, outcome: Outcome, reason: str) -> Check:
    return Check(check_id, _CLAUSE, outcome, reason, Bearing.CURRENT)
