"""An award in the terms of Open Badges 3.0 alone, piece by piece (its Annex B).

Every term is one the frozen context defines, and nothing is said twice: a statement that stands
in two places could be taken out of one of them without the signature noticing.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from hashlib import sha256

from credstone.formats import vcdm
from credstone.formats.alignments import alignments
from credstone.formats.compact import compact, listed
from credstone.model.achievement import Achievement
from credstone.model.award import Award, Evidence
from credstone.model.identifier import Identifier, IdentifierType
from credstone.model.isced_f import isced_f_concept
from credstone.model.outcome import GradingScheme
from credstone.model.party import Organisation
from credstone.ports import Json, JsonObject

CONTEXT = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
CONTEXTS = (vcdm.CONTEXT, CONTEXT)
CREDENTIAL = "OpenBadgeCredential"


def main_language(achievement: Achievement) -> str:
    """The one language these terms are in: the first of teaching that the title has."""
    known = achievement.title.languages
    for language in (*achievement.languages, "en"):
        if language in known:
            return language
    return known[0] if known else "en"


def identity_hash(identity: str, salt: str) -> str:
    """An IdentityHash (Open Badges 3.0, B.6): SHA-256 over the identity followed by the salt."""
    return "sha256$" + sha256((identity + salt).encode("utf-8")).hexdigest()


def issuer_terms(achievement: Achievement) -> JsonObject:
    """What a wallet shows: name, description and the issuer's Profile."""
    language = main_language(achievement)
    return compact(
        {
            "name": achievement.title.best(language),
            "description": achievement.description.best(language),
            "issuer": _profile(achievement.issuer, language),
        }
    )


def achievement_terms(achievement: Achievement) -> JsonObject:
    """The Achievement (B.1.1)."""
    language = main_language(achievement)
    field = isced_f_concept(achievement.field)
    return compact(
        {
            "id": achievement.id,
            "type": ["Achievement"],
            "achievementType": "MicroCredential",
            "name": achievement.title.best(language),
            "description": achievement.description.best(language),
            "inLanguage": language,
            "humanCode": achievement.code,
            "version": achievement.version,
            "fieldOfStudy": field.label if field else None,
            "creditsAvailable": _credits(achievement),
            "criteria": {"narrative": _criteria(achievement, language)},
            "tag": listed(dict.fromkeys(achievement.tags)),
            "alignment": alignments(achievement, language),
            "resultDescription": _result_descriptions(achievement, language),
        }
    )


def subject_terms(award: Award, email_salt: str) -> JsonObject:
    """The AchievementSubject (B.1.3) but for its achievement."""
    return compact(
        {
            "id": award.learner_id,
            "type": ["AchievementSubject"],
            "identifier": _distinct(_identities(award, email_salt)),
            "creditsEarned": _credits(award.achievement),
            "narrative": award.narrative.best(main_language(award.achievement)),
            "result": _results(award),
        }
    )


def credential_terms(award: Award) -> JsonObject:
    """The day of the decision and the evidence (B.1.2)."""
    return compact(
        {
            "awardedDate": f"{award.awarded_on.isoformat()}T00:00:00Z",
            "evidence": _evidence(award.evidence),
        }
    )


def _profile(body: Organisation, language: str) -> JsonObject:
    address = compact({"addressCountryCode": body.country, "addressRegion": body.region})
    return compact(
        {
            "id": body.id,
            "type": ["Profile"],
            "name": body.name.best(language),
            "url": body.homepage,
            "email": body.email,
            "address": {"type": ["Address"], **address} if address else None,
            "otherIdentifier": _distinct(
                {
                    "type": "IdentifierEntry",
                    "identifierType": one.type.value,
                    "identifier": one.value,
                }
                for one in body.identifiers
            ),
        }
    )


def _credits(achievement: Achievement) -> Json:
    """The number of credits in the first system; which one it is says an alignment."""
    for points in achievement.workload.credits[:1]:
        return _number(points.value)
    return None


def _number(value: Decimal) -> int | float | str:
    """A JSON number where every implementation signs the same digits of it, else a string.

    JSON-LD 1.1 API, 8.2.2 writes 8.2 as 8.199999999999999E0, and not all follow it there.
    """
    if value == value.to_integral_value():
        return int(value)
    number = float(value)
    return number if Decimal(f"{number:.15E}") == value else f"{value.normalize():f}"


def _criteria(achievement: Achievement, language: str) -> str:
    """The criteria, which Open Badges requires; without a text of their own, the outcomes."""
    said = achievement.criteria.best(language)
    outcomes = (f"* {one.statement.best(language)}" for one in achievement.learning_outcomes)
    return said or "\n".join(outcomes) or achievement.title.best(language)


def _result_descriptions(achievement: Achievement, language: str) -> list[Json]:
    scheme = achievement.grading
    if scheme is None:
        return []
    described: JsonObject = {
        "id": _scheme_id(achievement, scheme),
        "type": ["ResultDescription"],
        "name": scheme.name.best(language) or scheme.id,
        "resultType": "Result",
        # Open Badges orders values from low to high, we from best to worst.
        "allowedValue": listed(scheme.allowed[::-1]),
        "requiredValue": scheme.passing[-1] if scheme.passing else scheme.pass_mark,
        "valueMin": scheme.minimum,
        "valueMax": scheme.maximum,
    }
    return [compact(described)]


def _scheme_id(achievement: Achievement, scheme: GradingScheme) -> str:
    return f"{achievement.id}#{scheme.id}"


def _results(award: Award) -> list[Json]:
    scheme = award.achievement.grading
    if not award.grade:
        return []
    result: JsonObject = {
        "type": ["Result"],
        "resultDescription": _scheme_id(award.achievement, scheme) if scheme else None,
        "value": award.grade,
        "status": "Completed",
    }
    return [compact(result)]


def _identities(award: Award, email_salt: str) -> Iterable[Json]:
    """IdentityObjects: the name and every identifier; the credential is the learner's own."""
    if award.learner.full_name:
        yield _identity("name", award.learner.full_name)
    for one in award.learner.identifiers:
        if email_salt and one.type is IdentifierType.EMAIL:
            yield _hashed(one, email_salt)
        else:
            yield _identity(one.type.value, one.value)


def _identity(kind: str, value: str) -> Json:
    return {
        "type": "IdentityObject",
        "identityType": kind,
        "identityHash": value,
        "hashed": False,
    }


def _hashed(one: Identifier, salt: str) -> Json:
    return {
        "type": "IdentityObject",
        "identityType": one.type.value,
        "identityHash": identity_hash(one.value, salt),
        "hashed": True,
        "salt": salt,
    }


def _evidence(evidence: tuple[Evidence, ...]) -> list[Json]:
    """Evidence (B.1.9); an address names one node, so only its first mention carries it."""
    seen: set[str] = set()
    found: list[Json] = []
    for one in evidence:
        described: JsonObject = {
            "id": "" if one.url in seen else one.url,
            "type": ["Evidence"],
            "name": one.name,
            "narrative": one.narrative,
        }
        seen.add(one.url)
        found.append(compact(described))
    return _distinct(found)


def _distinct(items: Iterable[Json]) -> list[Json]:
    """``items`` without repetitions: in RDF, two of the same are two nodes nobody tells apart."""
    return list({str(one): one for one in items}.values())
