"""Awards and learning records as JSON: what was earned, without any proof.

An award carries the whole achievement version it is of, so that it can be understood alone.
Reading keeps findings instead of raising; whether a credential said so is known elsewhere.
"""

from __future__ import annotations

from datetime import UTC, date, datetime

from credstone.formats import compact
from credstone.formats.definition import achievement_to_json, parse_achievement
from credstone.formats.finding import Finding, has_errors
from credstone.formats.learning_parts import parse_recognised, recognised_to_json
from credstone.formats.node import Node
from credstone.formats.organisation import identifiers_to_json, parse_identifiers
from credstone.formats.record_checks import check_record, once
from credstone.model.achievement import Achievement
from credstone.model.award import ActualSupervision, Award, AwardPart, Evidence
from credstone.model.learning import Standing
from credstone.model.party import Person
from credstone.model.record import LearningRecord, RecordedAward, SetAside
from credstone.model.vocabulary import Supervised
from credstone.ports import Json, JsonObject

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
AWARD_FIELDS = (
    "id",
    "achievement",
    "learner",
    "learner_id",
    "awarded_on",
    "issued_at",
    "valid_until",
    "grade",
    "evidence",
    "narrative",
    "supervision",
    "further_information",
    "parts",
)


def award_to_json(award: Award) -> JsonObject:
    """Everything ``award`` says, its achievement included; reading it gives an equal one."""
    return {**award_alone_to_json(award), "achievement": achievement_to_json(award.achievement)}


def award_alone_to_json(award: Award) -> JsonObject:
    """What ``award`` says beside its achievement; of its parts their names, not the documents."""
    return compact.compact(
        {
            "id": award.id,
            "learner": person_to_json(award.learner),
            "learner_id": award.learner_id,
            "awarded_on": award.awarded_on.isoformat(),
            "issued_at": compact.instant(award.issued_at),
            "valid_until": compact.instant(award.valid_until),
            "grade": award.grade,
            "evidence": compact.listed(_evidence_to_json(one) for one in award.evidence),
            "narrative": compact.text(award.narrative),
            "supervision": _supervision_to_json(award.supervision),
            "further_information": compact.text(award.further_information),
            "parts": compact.listed(_part_to_json(one) for one in award.parts),
        }
    )


def read_award(value: Json) -> tuple[Award | None, tuple[Finding, ...]]:
    """The award in ``value``, or None when an error stands in the way; never raises."""
    findings: list[Finding] = []
    award = parse_award(Node(value, (), findings))
    return (None if has_errors(findings) else award), tuple(findings)


def parse_award(node: Node) -> Award:
    """The award at ``node`` with its achievement; keeps findings there."""
    node.is_object()
    return parse_award_alone(node, parse_achievement(node.member("achievement")))


def parse_award_alone(node: Node, achievement: Achievement) -> Award:
    """The award at ``node``, of ``achievement``; keeps findings there."""
    node.only(AWARD_FIELDS)
    for name in ("id", "learner_id", "awarded_on", "issued_at"):
        if node.member(name).value in (None, ""):
            node.member(name).find(f"{name} is missing", "Write it.")
    return Award(
        id=node.string("id"),
        achievement=achievement,
        learner=parse_person(node.member("learner")),
        learner_id=node.string("learner_id"),
        # The stand-ins are never seen: without these two there is an error.
        awarded_on=node.day("awarded_on") or date(1970, 1, 1),
        issued_at=node.instant("issued_at") or _EPOCH,
        valid_until=node.instant("valid_until"),
        grade=node.string("grade"),
        evidence=node.each("evidence", _parse_evidence),
        narrative=node.text("narrative"),
        supervision=_parse_supervision(node.member("supervision")),
        further_information=node.text("further_information"),
        parts=node.each("parts", _parse_part),
    )


def person_to_json(person: Person) -> JsonObject:
    """Everything ``person`` says."""
    return compact.compact(
        {
            "full_name": person.full_name,
            "given_name": person.given_name,
            "family_name": person.family_name,
            "birth_date": person.birth_date.isoformat() if person.birth_date else None,
            "identifiers": identifiers_to_json(person.identifiers),
        }
    )


def parse_person(node: Node) -> Person:
    """The person at ``node``; keeps findings there."""
    node.is_object()
    node.only(("full_name", "given_name", "family_name", "birth_date", "identifiers"))
    return Person(
        full_name=node.string("full_name"),
        given_name=node.string("given_name"),
        family_name=node.string("family_name"),
        birth_date=node.day("birth_date"),
        identifiers=parse_identifiers(node),
    )


def record_to_json(record: LearningRecord) -> JsonObject:
    """Everything ``record`` says; reading it gives an equal one."""
    written: JsonObject = {
        "learner_id": record.learner_id,
        "awards": [_recorded_to_json(one) for one in record.awards],
    }
    if record.other_ids:
        written["other_ids"] = list(record.other_ids)
    if record.set_aside:
        written["set_aside"] = [_set_aside_to_json(one) for one in record.set_aside]
    return written


def read_record(value: Json) -> tuple[LearningRecord | None, tuple[Finding, ...]]:
    """The learning record in ``value``, or None when an error stands in the way; never raises.

    An entry given twice is read once.
    """
    findings: list[Finding] = []
    node = Node(value, (), findings)
    if not isinstance(value, dict):
        node.find("a learning record has named fields", "Make one with credstone record make.")
        return None, tuple(findings)
    node.only(("learner_id", "other_ids", "awards", "set_aside"))
    record = LearningRecord(
        node.string("learner_id"),
        node.each("awards", _parse_recorded),
        node.each("set_aside", _parse_set_aside),
        node.strings("other_ids"),
    )
    if node.member("awards").is_absent:
        node.member("awards").find("the awards are missing", "Write a list, or [].")
    findings += check_record(record)
    return (None if has_errors(findings) else once(record)), tuple(findings)


def _recorded_to_json(one: RecordedAward) -> JsonObject:
    written: JsonObject = {
        "credential_id": one.credential_id,
        "issuer_id": one.issuer_id,
        "trusted": one.trusted,
        "verified_at": compact.instant(one.verified_at),
        "award": award_to_json(one.award),
    }
    if one.recognised:
        written["recognised"] = recognised_to_json(one.recognised)
    return written


def _parse_recorded(node: Node) -> RecordedAward:
    node.only(("credential_id", "issuer_id", "trusted", "verified_at", "award", "recognised"))
    return RecordedAward(
        award=parse_award(node.member("award")),
        credential_id=node.string("credential_id"),
        issuer_id=node.string("issuer_id"),
        trusted=node.boolean("trusted", default=False),
        verified_at=_verified_at(node),
        recognised=parse_recognised(node, "recognised", {}),
    )


def _set_aside_to_json(one: SetAside) -> JsonObject:
    said = compact.compact(
        {
            "credential_id": one.credential_id,
            "issuer_id": one.issuer_id,
            "title": one.title,
            "trusted": one.trusted or None,
            "award": award_to_json(one.award) if one.award is not None else None,
        }
    )
    return {
        "source": one.source,
        "standing": one.standing.value,
        "reason": one.reason,
        "verified_at": compact.instant(one.verified_at),
        **said,
    }


def _parse_set_aside(node: Node) -> SetAside:
    node.only(
        (
            "source",
            "standing",
            "reason",
            "verified_at",
            "credential_id",
            "issuer_id",
            "title",
            "trusted",
            "award",
        )
    )
    standing = node.required("standing", Standing, Standing.UNVERIFIABLE)
    if standing is Standing.CURRENT:
        node.member("standing").find("what counts is not set aside", "Write it among the awards.")
    award = node.member("award")
    return SetAside(
        source=node.string("source"),
        standing=standing,
        reason=node.string("reason"),
        verified_at=_verified_at(node),
        credential_id=node.string("credential_id"),
        issuer_id=node.string("issuer_id"),
        title=node.string("title"),
        trusted=node.boolean("trusted", default=False),
        award=None if award.is_absent else parse_award(award),
    )


def _verified_at(node: Node) -> datetime:
    if node.member("verified_at").is_absent:
        node.member("verified_at").find("it does not say when it was verified", "Write it.")
    return node.instant("verified_at") or _EPOCH


def _evidence_to_json(one: Evidence) -> JsonObject:
    return compact.compact({"name": one.name, "url": one.url, "narrative": one.narrative})


def _parse_evidence(node: Node) -> Evidence:
    node.only(("name", "url", "narrative"))
    return Evidence(node.string("name"), node.string("url"), node.string("narrative"))


def _part_to_json(one: AwardPart) -> JsonObject:
    return compact.compact(
        {
            "credential_id": one.credential_id,
            "achievement_id": one.achievement_id,
            "title": compact.text(one.title),
        }
    )


def _parse_part(node: Node) -> AwardPart:
    node.only(("credential_id", "achievement_id", "title"))
    return AwardPart(
        node.string("credential_id"), node.string("achievement_id"), node.text("title")
    )


def _supervision_to_json(one: ActualSupervision | None) -> JsonObject:
    if one is None:
        return {}
    return compact.compact(
        {
            "supervised": one.supervised.value,
            "identity_verified": one.identity_verified,
            "identity_method": one.identity_method,
        }
    )


def _parse_supervision(node: Node) -> ActualSupervision | None:
    if not node.is_object():
        return None
    node.only(("supervised", "identity_verified", "identity_method"))
    return ActualSupervision(
        supervised=node.required("supervised", Supervised, Supervised.NONE),
        identity_verified=node.boolean("identity_verified", default=False),
        identity_method=node.string("identity_method"),
    )
