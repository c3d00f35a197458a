"""Preparing what granting needs: the larger definition, the learner, and what to ask for.

A stack names its target by code or address; the learner is told apart by what the awarding
organisation itself knows of them, before what strangers wrote.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time
from uuid import UUID

from credstone.documents.award_sheet import end_of_validity
from credstone.errors import Refused
from credstone.formats.checking import is_absolute_uri
from credstone.formats.compact import decimal
from credstone.issuing.request import AwardRequest, identifying
from credstone.model.award import AwardPart
from credstone.model.credential import CredentialState
from credstone.model.enrolment import AwardUse, Enrolment
from credstone.model.identifier import Identifier, IdentifierType
from credstone.model.party import Person
from credstone.model.record import LearningRecord, RecordedAward
from credstone.model.stack import Stack
from credstone.model.text import Text
from credstone.stacking.grant import Grant, GrantedPart
from credstone.stacking.question import Question
from credstone.web.pathways import queries
from credstone.web.records import queries as records
from credstone.web.records.models import AchievementVersion, Credential, SecuredDocument
from credstone.web.records.orders import achievement_of

# What tells a person apart wherever it was written; a student's number does so in one house only.
_EVERYWHERE = frozenset(
    {IdentifierType.EUROPEAN_STUDENT, IdentifierType.NATIONAL_ID, IdentifierType.EMAIL}
)
_LAST_MOMENT = time(23, 59, 59, tzinfo=UTC)


def target_of(stack: Stack, issuer: str = "") -> AchievementVersion:
    """The published definition that ``stack`` awards, by code or URI; ``issuer`` says whose.

    Raises ``Refused`` when the stack names none, nobody here has published it, or several have.
    """
    if not stack.target:
        raise Refused(f"{stack.id} names no target, so there is nothing to award", where="target")
    if not is_absolute_uri(stack.target):
        if issuer:
            return records.achievement(issuer, stack.target)
        return records.find_achievement(stack.target)
    found = queries.published_under(stack.target, issuer)
    if len(found) > 1:
        codes = ", ".join(sorted(one.tenant_id for one in found))
        raise Refused(f"{stack.target} is published by {codes}", fix="Say whose: --issuer CODE")
    if not found:
        raise Refused(
            f"nobody here has published {stack.target}",
            where="target",
            fix="Publish it with: credstone achievement publish FILE",
        )
    return found[0]


def with_ledger(question: Question, tenant: str) -> tuple[Question, tuple[AwardUse, ...]]:
    """The question with what the ledger says of its holdings besides, and what that is."""
    ledger = queries.uses_of(tenant, (one.id for one in question.holdings))
    known = {(one.award, one.stack, one.requirement) for one in ledger}
    told = [
        one
        for one in question.enrolment.granted
        if (one.award, one.stack, one.requirement) not in known
    ]
    enrolment: Enrolment = replace(question.enrolment, granted=(*ledger, *told))
    return replace(question, enrolment=enrolment), ledger


def learner_of(record: LearningRecord, issuer_id: str) -> Person:
    """Whom the larger credential is awarded to, from what the record's awards say.

    What ``issuer_id`` itself awarded is believed in every word, of others what tells a person
    apart everywhere; the newest first. Raises ``Refused`` when nothing does.
    """
    awards = sorted(record.awards, key=lambda one: one.award.issued_at, reverse=True)
    own = [one for one in awards if one.issuer_id == issuer_id]
    said = [*_said(own), *(_without_house(one) for one in _said(awards) if one not in _said(own))]
    if not said:
        raise Refused("the record holds no award, so it names nobody")
    identifiers = dict.fromkeys(one for person in said for one in person.identifiers)
    learner = replace(said[0], identifiers=tuple(identifiers), birth_date=None)
    if identifying(learner) is None:
        raise Refused(
            "nothing in the record tells this learner apart from others of the same name",
            fix="Stack at least one credential with a student number or an e-mail address.",
        )
    return learner


def own_documents(record: LearningRecord) -> dict[str, str]:
    """By credential id the signed documents that this home keeps, verbatim.

    Raises ``Refused`` when one of them was revoked, suspended or replaced since the record was
    made.
    """
    ids = {pk: one for one in record.awards if (pk := _uuid(one.credential_id)) is not None}
    rows = Credential.objects.filter(pk__in=list(ids))
    for row in rows:
        if row.state not in (CredentialState.ISSUED.value, CredentialState.RESERVED.value):
            raise Refused(
                f"urn:uuid:{row.pk} is {row.state} by now",
                fix="Make the record again: credstone record make",
            )
    kept = SecuredDocument.objects.filter(credential__in=[row.pk for row in rows])
    return {
        ids[row.credential_id].credential_id: bytes(row.content).decode("utf-8") for row in kept
    }


def request_for(
    given: Grant,
    stack: Stack,
    record: LearningRecord,
    version: AchievementVersion,
    documents: Mapping[str, str],
) -> AwardRequest:
    """What the grant asks the register for; ``documents`` are signed parts by credential id."""
    achievement = achievement_of(version)
    recorded = {one.award.id: one for one in record.awards}
    parts = [
        _part(recorded[one.holding], documents) for one in given.parts if one.holding in recorded
    ]
    ends = end_of_validity(given.decided_on, achievement)
    if given.lapses_on is not None:
        ends = min(filter(None, (ends, datetime.combine(given.lapses_on, _LAST_MOMENT))))
    return AwardRequest(
        learner=learner_of(record, achievement.issuer.id),
        awarded_on=given.decided_on,
        valid_until=ends,
        narrative=narrative(given, stack),
        parts=tuple(parts),
        learner_uri=record.learner_id if is_absolute_uri(record.learner_id) else "",
    )


def narrative(given: Grant, stack: Stack) -> Text:
    """What it was awarded for, in English: the stack and every part with what it contributed."""
    lines = [f"Awarded for {stack.title.best('en') or stack.id}, version {stack.version}."]
    lines += [_line(one, given.unit) for one in given.parts]
    return Text.of({"en": "\n".join(lines)})


def refuse_days_to_come(at: date) -> None:
    """Raise ``Refused`` for a decision of a day that has not come."""
    if at > datetime.now(UTC).date():
        raise Refused(f"nothing can be decided on {at}: that day has not come")


def _line(part: GrantedPart, unit: str) -> str:
    learning = part.learning
    title = learning.title.best("en") or learning.code or learning.id
    code = f" ({learning.code})" if learning.code else ""
    return f"* {title}{code}, {part.awarded_on.isoformat()}: {decimal(part.credits)} {unit}"


def _part(recorded: RecordedAward, documents: Mapping[str, str]) -> AwardPart:
    achievement = recorded.award.achievement
    return AwardPart(
        credential_id=recorded.credential_id,
        achievement_id=achievement.id,
        title=achievement.title,
        document=documents.get(recorded.credential_id, ""),
    )


def _said(awards: Iterable[RecordedAward]) -> list[Person]:
    return [one.award.learner for one in awards]


def _without_house(person: Person) -> Person:
    kept: tuple[Identifier, ...] = tuple(
        one for one in person.identifiers if one.type in _EVERYWHERE
    )
    return replace(person, identifiers=kept)


def _uuid(credential_id: str) -> UUID | None:
    try:
        return UUID(credential_id.removeprefix("urn:uuid:"))
    except ValueError:
        return None
