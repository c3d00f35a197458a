"""Whom we trust: what a trust list says, and where an issuer stands by it.

A name is only shown when a list vouches for it or a domain was verified; what a credential calls
its issuer is something anybody can write (threat 24). Reading a list from its signed bytes belongs
to ``trust_list``, what follows for a credential to ``policy``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from credstone.model.party import Organisation, right_to_award
from credstone.verifying.report import TrustLevel, TrustListView

_DID_WEB = re.compile(r"did:web:([a-z0-9.-]+)", re.ASCII)


class EntryStatus(StrEnum):
    """What a list says of an organisation as a whole."""

    ACCREDITED = "accredited"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class TrustEntry:
    """One organisation with its accreditations; ``domains`` are those it was shown to hold.

    Awards made from ``valid_from`` to ``valid_until`` count, both days included.
    """

    organisation: Organisation
    status: EntryStatus
    domains: tuple[str, ...] = ()
    valid_from: date | None = None
    valid_until: date | None = None


@dataclass(frozen=True)
class TrustList:
    """A list whose signature held; ``signer`` is the DID that signed it.

    ``signer_named`` says that its reader had named that signer: without, anybody may have.
    ``version`` grows with every edition; ``issued`` and ``expires`` are aware and in UTC.
    """

    id: str
    version: int
    issued: datetime
    expires: datetime
    entries: tuple[TrustEntry, ...]
    signer: str
    signer_named: bool = False

    def view(self) -> TrustListView:
        """What a report tells of the list that was used."""
        return TrustListView(self.id, self.version, self.signer, self.signer_named)

    def find(self, issuer_id: str, domain: str = "") -> TrustEntry | None:
        """The entry of that id, else the one that was shown to hold the verified ``domain``."""
        by_id = (entry for entry in self.entries if entry.organisation.id == issuer_id)
        by_domain = (entry for entry in self.entries if domain and domain in entry.domains)
        return next(by_id, None) or next(by_domain, None)


@dataclass(frozen=True)
class AwardClaim:
    """What the right to award is asked for: ISCED-F field, EQF level or None, day of award."""

    field: str
    eqf_level: int | None
    on: date


@dataclass(frozen=True)
class Standing:
    """Where an issuer stands; ``listed`` says that a current list vouches for its name."""

    level: TrustLevel = TrustLevel.UNKNOWN
    name: str = ""
    reason: str = "nobody was shown to have signed it"
    listed: bool = False


def standing(
    trust: TrustList | None, issuer_id: str, *, domain: str, claim: AwardClaim, at: datetime
) -> Standing:
    """Weigh an issuer against the list; never raises, always says why.

    ``domain`` is the domain under which the issuer's key was found, or "". A list that has expired
    vouches for nobody, because a withdrawal may have been missed.
    """
    if trust is None:
        return _by_domain(issuer_id, domain, "no trust list was given")
    if at > trust.expires:
        return _by_domain(
            issuer_id,
            domain,
            f"the trust list expired on {trust.expires.date().isoformat()}",
        )
    # Only who speaks for the whole domain has its right: a path or port of it may be a student's.
    entry = trust.find(issuer_id, domain if issuer_id == f"did:web:{domain}" else "")
    if entry is None:
        return _by_domain(issuer_id, domain, "the trust list does not name this issuer")
    name = entry.organisation.name.best()
    miss = _why_not(entry, claim.on)
    if miss is not None:
        return Standing(_level(domain), name, f"the trust list names {name}, {miss}", listed=True)
    right = right_to_award(
        entry.organisation, field=claim.field, eqf_level=claim.eqf_level, on=claim.on
    )
    level = TrustLevel.ACCREDITED if right.granted else _level(domain)
    return Standing(level, name, f"{name}: {right.reason}", listed=True)


def web_domain(issuer_id: str) -> str:
    """The domain that a did:web is found under (did:web method, 2.5.2), or "".

    To have found the issuer's key there is to have verified the domain.
    """
    match = _DID_WEB.match(issuer_id)
    return match[1] if match else ""


def web_address(issuer_id: str) -> str:
    """Where on the web an issuer is found, as people write it, or "".

    The domain, with its port and path when the did:web has them: whoever has a page on a shared
    host is not the host.
    """
    if not web_domain(issuer_id):
        return ""
    host, *path = issuer_id.removeprefix("did:web:").split(":")
    return "/".join((host.replace("%3A", ":"), *path))


def _by_domain(issuer_id: str, domain: str, why: str) -> Standing:
    return Standing(_level(domain), web_address(issuer_id) if domain else "", why)


def _level(domain: str) -> TrustLevel:
    return TrustLevel.DOMAIN_VERIFIED if domain else TrustLevel.UNKNOWN


def _why_not(entry: TrustEntry, on: date) -> str | None:
    if entry.status is EntryStatus.WITHDRAWN:
        return "and says that its accreditation was withdrawn"
    if entry.valid_from is not None and on < entry.valid_from:
        return f"but only for awards from {entry.valid_from.isoformat()} on"
    if entry.valid_until is not None and on > entry.valid_until:
        return f"but only for awards until {entry.valid_until.isoformat()}"
    return None
