"""Was it revoked or suspended, and what took its place? (Bitstring Status List 1.0, 3.2)

What cannot be found out leaves the status undetermined: a list that somebody withheld, replaced
or aged neither clears a credential nor condemns it (threat 13).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from credstone.conforming.status_entry import ENTRY_TYPE, message_for
from credstone.conforming.values import listed, type_names
from credstone.errors import CredstoneError
from credstone.formats.finding import shown
from credstone.model.credential import StatusPurpose
from credstone.ports import JsonObject
from credstone.status.bitstring import MINIMUM_ENTRIES, Bits, decode
from credstone.status.list_document import ListClaims, read_list
from credstone.status.supersession import replacement_of
from credstone.verifying.checks.status_list import StatusQuestion, Undecided, believed
from credstone.verifying.report import Bearing, Check, Outcome

_CLAUSE = "Bitstring Status List 1.0, 3.2"
_NO_STATUS = "VC Data Model 2.0, 4.10"
# A credential decides how many lists are fetched for it, so there is an end to it (P12).
_MOST_ENTRIES = 16
_LONGEST_INDEX = 18  # digits; the largest list that is read has seven
_LONGEST_PURPOSE = 40
_SAYS = {
    StatusPurpose.REVOCATION: ("The issuer has revoked it.", "The issuer has not revoked it."),
    StatusPurpose.SUSPENSION: ("The issuer has suspended it.", "The issuer has not suspended it."),
}
_WITHOUT_WEIGHT = ("refresh", "message")  # 2.1: these leave it as valid as it was
_NEWER = ("The issuer offers a newer version of it.", "The issuer offers no newer version of it.")


@lru_cache(maxsize=2)  # all entries of a credential may name one list
def _bits(encoded: str) -> Bits:
    return decode(encoded)


def status(document: JsonObject, question: StatusQuestion) -> tuple[list[Check], str]:
    """One check for each status entry, and the id of what replaced the credential or "".

    ``document`` has passed ``structure``.
    """
    entries = listed(document.get("credentialStatus", []))
    checks: list[Check] = []
    replaced_by = ""
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
    if ENTRY_TYPE not in type_names(entry.get("type")):
        kind = ", ".join(type_names(entry.get("type")))
        reason = f"Its status is of a kind that this verifier does not read: {kind[:80]}."
        return _check("status", Outcome.UNDETERMINED, reason), ""
    name = str(entry["statusPurpose"])
    called = shown(name)[:_LONGEST_PURPOSE]
    check_id = f"status:{called}"
    bearing = Bearing.REMARK if name in _WITHOUT_WEIGHT else Bearing.CURRENT
    try:
        found = _look_up(entry, name, question)
    except Undecided as undecided:
        return _check(check_id, Outcome.UNDETERMINED, undecided.reason, bearing), ""
    match name:
        case StatusPurpose.REVOCATION | StatusPurpose.SUSPENSION:
            return _ended(StatusPurpose(name), found, question)
        case "refresh":
            reason = _NEWER[0] if found.status else _NEWER[1]
        case "message":
            said = shown(message_for(entry, found.status))
            reason = f"The issuer's message, meant for software: {said}"
        case _ if found.status:
            reason = f"It is set, and we do not know what a status for {called!r} means."
            return _check(check_id, Outcome.UNDETERMINED, reason), ""
        case _:
            reason = f"The issuer has not set its status for {called!r}."
    return _check(check_id, Outcome.PASSED, reason, bearing), ""


def _ended(purpose: StatusPurpose, found: _Found, question: StatusQuestion) -> tuple[Check, str]:
    """Revoked or suspended, with what took its place; any value but 0 says so (3.2, step 13)."""
    says_set, says_unset = _SAYS[purpose]
    if not found.status:
        return _check(f"status:{purpose}", Outcome.PASSED, says_unset), ""
    replaced_by = ""
    if purpose is StatusPurpose.REVOCATION and found.claims.supersessions_url:
        replaced_by = _replacement(found.claims.supersessions_url, question)
    reason = f"{says_set} It was replaced by {replaced_by}." if replaced_by else says_set
    return _check(f"status:{purpose}", Outcome.FAILED, reason), replaced_by


@dataclass(frozen=True)
class _Found:
    """What the list says at the entry's place, and what it says of itself."""

    status: int
    claims: ListClaims


def _look_up(entry: JsonObject, purpose: str, question: StatusQuestion) -> _Found:
    """Steps 4 to 10 of the validate algorithm; raises ``Undecided`` where it raises an error."""
    document = believed(str(entry["statusListCredential"]), question)
    size, index = int(str(entry.get("statusSize", 1))), str(entry["statusListIndex"])
    try:
        claims = read_list(document)
        if purpose not in claims.purposes:
            raise Undecided(f"The list is kept for {', '.join(claims.purposes)[:80]}.")
        if claims.status_size not in (None, size):
            raise Undecided("The list has statuses of another size than the credential says.")
        bits = _bits(claims.encoded_list)
        if len(bits) // size < MINIMUM_ENTRIES:
            raise Undecided(f"The list has fewer than {MINIMUM_ENTRIES} statuses of its size.")
        if len(index) > _LONGEST_INDEX:
            raise Undecided("Its place is not on the status list.")
        return _Found(bits.value(int(index), size), claims)
    except CredstoneError as error:
        raise Undecided(f"The status list cannot be read: {error}") from error
    except IndexError as error:
        raise Undecided("Its place is not on the status list.") from error


def _replacement(url: str, question: StatusQuestion) -> str:
    """What took its place; "" when that cannot be found out, since revoked it is either way."""
    try:
        return replacement_of(believed(url, question), question.credential_id) or ""
    except (Undecided, CredstoneError):
        return ""


def _check(
    check_id: str, outcome: Outcome, reason: str, bearing: Bearing = Bearing.CURRENT
) -> Check:
    return Check(check_id, _CLAUSE, outcome, reason, bearing)
