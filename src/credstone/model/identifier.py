"""Names that systems give to people, organisations and achievements."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class IdentifierType(StrEnum):
    """Kinds of identifier; values are Open Badges 3.0 IdentifierTypeEnum terms where one exists.

    The European Student Identifier, legal and tax numbers have no such term: they are written
    as the enumeration's ``ext:`` extension (Open Badges 3.0, B.6.5).
    """

    EMAIL = "emailAddress"
    STUDENT_NUMBER = "sourcedId"
    USER_NAME = "userName"
    NATIONAL_ID = "nationalIdentityNumber"
    EUROPEAN_STUDENT = "ext:europeanStudentIdentifier"
    DID = "ext:did"
    LEGAL = "ext:legalIdentifier"
    VAT = "ext:vatIdentifier"
    TAX = "ext:taxIdentifier"
    ROR = "ext:ror"
    ERASMUS = "ext:erasmusCode"
    DEQAR = "ext:deqarInstitution"
    ETER = "ext:eterId"
    OTHER = "identifier"


@dataclass(frozen=True)
class Identifier:
    """One identifier: ``value`` as its scheme writes it."""

    type: IdentifierType
    value: str
