"""The classes of Open Badges 3.0 as data: which members each has, of what type, how many.

Typed in from the data model of Open Badges 3.0 (Annex B: Data Models, and its enumerations).
Single values may stand without an array, as JSON-LD writes them. Checking a document against
them belongs to ``openbadges_types``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType


class Scalar(StrEnum):
    """Types of a member that is no object."""

    URI = "an absolute address"
    TEXT = "a text, or a text by language"
    TRUTH = "true or false"
    NUMBER = "a number"
    INSTANT = "a date and time with its offset from UTC"
    DAY = "a date"
    LANGUAGE = "a language tag"
    TOKEN = "a compact JWS"  # noqa: S105


@dataclass(frozen=True)
class Member:
    """One member: ``type`` is a scalar, the name of a class, or of an enumeration."""

    type: str
    required: bool = False
    many: bool = False
    or_uri: bool = False  # the address of the object may stand in its place


@dataclass(frozen=True)
class Class:
    """``named``: one of the object's types must be the class's own name."""

    members: Mapping[str, Member]
    named: bool = True


@dataclass(frozen=True)
class Enumeration:
    """The terms; an extensible one takes ``ext:…`` as well."""

    terms: frozenset[str]
    extensible: bool = True


def _one(type_: str, *, or_uri: bool = False) -> Member:
    return Member(type_, required=True, or_uri=or_uri)


def _maybe(type_: str, *, or_uri: bool = False) -> Member:
    return Member(type_, or_uri=or_uri)


def _any(type_: str) -> Member:
    return Member(type_, many=True)


_TEXT, _URI = _maybe(Scalar.TEXT), _maybe(Scalar.URI)
_ENDORSEMENTS = {"endorsement": _any("EndorsementCredential"), "endorsementJwt": _any(Scalar.TOKEN)}
_CREDENTIAL = {
    "name": _TEXT,
    "description": _TEXT,
    "image": _maybe("Image", or_uri=True),
    "awardedDate": _maybe(Scalar.INSTANT),
    "issuer": _one("Profile", or_uri=True),
    "validFrom": _one(Scalar.INSTANT),
    "validUntil": _maybe(Scalar.INSTANT),
    "credentialSchema": _any("CredentialSchema"),
    "credentialStatus": _any("CredentialStatus"),
    "refreshService": _any("RefreshService"),
    "termsOfUse": _any("TermsOfUse"),
}

CLASSES: Mapping[str, Class] = MappingProxyType(
    {
        "AchievementCredential": Class(
            {
                "id": _one(Scalar.URI),
                "credentialSubject": _one("AchievementSubject"),
                "evidence": _any("Evidence"),
                **_CREDENTIAL,
                **_ENDORSEMENTS,
            },
            named=False,
        ),
        "AchievementSubject": Class(
            {
                "id": _URI,
                "activityStartDate": _maybe(Scalar.INSTANT),
                "activityEndDate": _maybe(Scalar.INSTANT),
                "creditsEarned": _maybe(Scalar.NUMBER),
                "achievement": _one("Achievement"),
                "identifier": _any("IdentityObject"),
                "image": _maybe("Image", or_uri=True),
                "licenseNumber": _TEXT,
                "narrative": _TEXT,
                "result": _any("Result"),
                "role": _TEXT,
                "source": _maybe("Profile", or_uri=True),
                "term": _TEXT,
            }
        ),
        "Achievement": Class(
            {
                "id": _one(Scalar.URI),
                "alignment": _any("Alignment"),
                "achievementType": _maybe("AchievementType"),
                "creator": _maybe("Profile", or_uri=True),
                "creditsAvailable": _maybe(Scalar.NUMBER),
                "criteria": _one("Criteria"),
                "description": _one(Scalar.TEXT),
                "fieldOfStudy": _TEXT,
                "humanCode": _TEXT,
                "image": _maybe("Image", or_uri=True),
                "inLanguage": _maybe(Scalar.LANGUAGE),
                "name": _one(Scalar.TEXT),
                "otherIdentifier": _any("IdentifierEntry"),
                "related": _any("Related"),
                "resultDescription": _any("ResultDescription"),
                "specialization": _TEXT,
                "tag": _any(Scalar.TEXT),
                "version": _TEXT,
                **_ENDORSEMENTS,
            }
        ),
        "Address": Class(
            {
                "addressCountry": _TEXT,
                "addressCountryCode": _TEXT,
                "addressRegion": _TEXT,
                "addressLocality": _TEXT,
                "streetAddress": _TEXT,
                "postOfficeBoxNumber": _TEXT,
                "postalCode": _TEXT,
                "geo": _maybe("GeoCoordinates"),
            }
        ),
        "Alignment": Class(
            {
                "targetCode": _TEXT,
                "targetDescription": _TEXT,
                "targetName": _one(Scalar.TEXT),
                "targetFramework": _TEXT,
                "targetType": _maybe("AlignmentTargetType"),
                "targetUrl": _one(Scalar.URI),
            }
        ),
        "CredentialSchema": Class({"id": _one(Scalar.URI)}, named=False),
        "CredentialStatus": Class({"id": _URI}, named=False),
        "Criteria": Class({"id": _URI, "narrative": _TEXT}, named=False),
        "EndorsementCredential": Class(
            {
                "id": _one(Scalar.URI),
                "credentialSubject": _one("EndorsementSubject"),
                **_CREDENTIAL,
            }
        ),
        "EndorsementSubject": Class({"id": _one(Scalar.URI), "endorsementComment": _TEXT}),
        "Evidence": Class(
            {
                "id": _URI,
                "narrative": _TEXT,
                "name": _TEXT,
                "description": _TEXT,
                "genre": _TEXT,
                "audience": _TEXT,
            }
        ),
        "GeoCoordinates": Class(
            {"latitude": _one(Scalar.NUMBER), "longitude": _one(Scalar.NUMBER)}
        ),
        "IdentifierEntry": Class(
            {"identifier": _one(Scalar.TEXT), "identifierType": _one("IdentifierTypeEnum")}
        ),
        "IdentityObject": Class(
            {
                "hashed": _one(Scalar.TRUTH),
                "identityHash": _one(Scalar.TEXT),
                "identityType": _one("IdentifierTypeEnum"),
                "salt": _TEXT,
            }
        ),
        "Image": Class({"id": _one(Scalar.URI), "caption": _TEXT}),
        "Profile": Class(
            {
                "id": _one(Scalar.URI),
                "name": _TEXT,
                "url": _URI,
                "phone": _TEXT,
                "description": _TEXT,
                "image": _maybe("Image", or_uri=True),
                "email": _TEXT,
                "address": _maybe("Address"),
                "otherIdentifier": _any("IdentifierEntry"),
                "official": _TEXT,
                "parentOrg": _maybe("Profile", or_uri=True),
                "familyName": _TEXT,
                "givenName": _TEXT,
                "additionalName": _TEXT,
                "patronymicName": _TEXT,
                "honorificPrefix": _TEXT,
                "honorificSuffix": _TEXT,
                "familyNamePrefix": _TEXT,
                "dateOfBirth": _maybe(Scalar.DAY),
                **_ENDORSEMENTS,
            }
        ),
        "RefreshService": Class({"id": _one(Scalar.URI)}, named=False),
        "Related": Class(
            {"id": _one(Scalar.URI), "inLanguage": _maybe(Scalar.LANGUAGE), "version": _TEXT}
        ),
        "Result": Class(
            {
                "achievedLevel": _URI,
                "alignment": _any("Alignment"),
                "resultDescription": _URI,
                "status": _maybe("ResultStatusType"),
                "value": _TEXT,
            }
        ),
        "ResultDescription": Class(
            {
                "id": _one(Scalar.URI),
                "alignment": _any("Alignment"),
                "allowedValue": _any(Scalar.TEXT),
                "name": _one(Scalar.TEXT),
                "requiredLevel": _URI,
                "requiredValue": _TEXT,
                "resultType": _one("ResultType"),
                "rubricCriterionLevel": _any("RubricCriterionLevel"),
                "valueMax": _TEXT,
                "valueMin": _TEXT,
            }
        ),
        "RubricCriterionLevel": Class(
            {
                "id": _one(Scalar.URI),
                "alignment": _any("Alignment"),
                "description": _TEXT,
                "level": _TEXT,
                "name": _one(Scalar.TEXT),
                "points": _TEXT,
            }
        ),
        "TermsOfUse": Class({"id": _URI}, named=False),
    }
)


def _terms(words: str, *, extensible: bool = True) -> Enumeration:
    return Enumeration(frozenset(words.split()), extensible)


ENUMERATIONS: Mapping[str, Enumeration] = MappingProxyType(
    {
        "AchievementType": _terms(
            "Achievement ApprenticeshipCertificate Assessment Assignment AssociateDegree Award"
            " Badge BachelorDegree Certificate CertificateOfCompletion Certification"
            " CommunityService Competency Course CoCurricular Degree Diploma DoctoralDegree"
            " Fieldwork GeneralEducationDevelopment JourneymanCertificate LearningProgram License"
            " MasterCertificate MasterDegree Membership MicroCredential ProfessionalDoctorate"
            " QualityAssuranceCredential ResearchDoctorate SecondarySchoolDiploma"
        ),
        "AlignmentTargetType": _terms(
            "ceasn:Competency ceterms:Credential CFItem CFRubric CFRubricCriterion"
            " CFRubricCriterionLevel CTDL"
        ),
        "IdentifierTypeEnum": _terms(
            "name sourcedId systemId productId userName accountId emailAddress"
            " nationalIdentityNumber isbn issn lisSourcedId oneRosterSourcedId sisSourcedId"
            " ltiContextId ltiDeploymentId ltiToolId ltiPlatformId ltiUserId identifier"
        ),
        "ResultType": _terms(
            "GradePointAverage LetterGrade Percent PerformanceLevel PredictedScore RawScore Result"
            " RubricCriterion RubricCriterionLevel RubricScore ScaledScore Status"
        ),
        "ResultStatusType": _terms(
            "Completed Enrolled Failed InProgress OnHold Provisional Withdrew", extensible=False
        ),
    }
)
