"""Who awards and who earns: organisations with their right to award, and persons.

The right to award is data: an accreditation says by which body, for which fields and levels,
from when to when. A person has as many identifiers as systems gave them, and one name as they
write it, never split.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from credstone.model.identifier import Identifier, IdentifierType
from credstone.model.text import Text
from credstone.model.vocabulary import AccreditationType


@dataclass(frozen=True)
class Accreditation:
    """A decision of an accrediting body about what an organisation may award.

    ``fields`` are ISCED-F 2013 codes and cover what they are a prefix of; empty means every
    field. ``eqf_levels`` empty means every level. ``standard_edition`` names the edition that was
    applied, such as "ESG 2015" or "ISO/IEC 17024:2026". ``valid_until`` is the last valid day.
    """

    id: str
    type: AccreditationType
    body_name: Text
    body_id: str = ""
    standard_edition: str = ""
    fields: tuple[str, ...] = ()
    eqf_levels: tuple[int, ...] = ()
    valid_from: date | None = None
    valid_until: date | None = None
    report_url: str = ""
    deqar_report_id: str = ""


@dataclass(frozen=True)
class Organisation:
    """A university, certification body, company or hub.

    ``code`` is the short local name that files use. ``id`` is the DID or URL that credentials
    carry; it is empty only until the organisation has a key. ``country`` is ISO 3166-1 alpha-2,
    ``region`` a NUTS code or "". ``keys`` are verification method ids (DID URLs) it has used.
    """

    code: str
    name: Text
    country: str
    id: str = ""
    region: str = ""
    identifiers: tuple[Identifier, ...] = ()
    homepage: str = ""
    email: str = ""
    keys: tuple[str, ...] = ()
    accreditations: tuple[Accreditation, ...] = ()


@dataclass(frozen=True)
class Person:
    """A learner: ``full_name`` as they write it, parts only where they were given as parts."""

    full_name: str
    given_name: str = ""
    family_name: str = ""
    birth_date: date | None = None
    identifiers: tuple[Identifier, ...] = ()

    def identifier(self, kind: IdentifierType) -> str | None:
        """The first identifier of ``kind``, or None."""
        return next((one.value for one in self.identifiers if one.type is kind), None)


@dataclass(frozen=True)
class RightToAward:
    """Whether an organisation may award in a field at a level on a day, and why."""

    granted: bool
    reason: str
    accreditation: Accreditation | None = None


def right_to_award(
    organisation: Organisation, *, field: str, eqf_level: int | None, on: date
) -> RightToAward:
    """Weigh every accreditation of ``organisation``; never raises, always says why.

    ``field`` is an ISCED-F code; ``eqf_level`` None means the achievement states no level.
    """
    misses = []
    for accreditation in organisation.accreditations:
        miss = _why_not(accreditation, field, eqf_level, on)
        if miss is None:
            reason = f"accredited by {accreditation.body_name.best()}"
            return RightToAward(True, reason, accreditation)
        misses.append(f"{accreditation.body_name.best()}: {miss}")
    return RightToAward(False, "; ".join(misses) or "no accreditation is recorded")


def _why_not(
    accreditation: Accreditation, field: str, eqf_level: int | None, on: date
) -> str | None:
    if accreditation.valid_from is not None and on < accreditation.valid_from:
        return f"not before {accreditation.valid_from.isoformat()}"
    if accreditation.valid_until is not None and on > accreditation.valid_until:
        return f"ended on {accreditation.valid_until.isoformat()}"
    if accreditation.fields and not field.startswith(accreditation.fields):
        return f"not for field {field or 'unstated'}"
    if accreditation.eqf_levels and eqf_level not in accreditation.eqf_levels:
        return f"not for EQF level {eqf_level if eqf_level is not None else 'unstated'}"
    return None
