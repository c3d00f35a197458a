"""Preparing what granting needs: the larger definition, the learner, and what to ask for.

A stack names its target by code or address; the learner is told apart by what the awarding
organisation itself knows of them, before what trusted others wrote; strangers tell nothing.
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
from credstone.model.identifier import Identifier
from credstone.model.party import Person
from credstone.model.record import LearningRecord, RecordedAward
from credstone.model.stack import Stack
from credstone.model.text import Text
from credstone.stacking.grant import Grant, GrantedPart
from credstone.stacking.question import Question
from credstone.web.accounts import queries as accounts
from credstone.web.pathways import queries
from credstone.web.pathways.proof import EVERYWHERE
from credstone.web.records import queries as records
from credstone.web.records.models import AchievementVersion, Credential, SecuredDocument
from credstone.web.records.orders import achievement_of

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
    """The question with what the ledger says of its holdings besides, and what that is.

    What the stack itself granted is known to the ledger alone: raises ``Refused`` where the
    enrolment tells of such a use that the ledger has not. Of other stacks it is believed, which
    can only take credentials away.
    """
    ledger = queries.uses_of(tenant, (one.id for one in question.holdings))
    known = {(one.award, one.stack, one.requirement) for one in ledger}
    told = [
        one
        for one in question.enrolment.granted
        if (one.award, one.stack, one.requirement) not in known
    ]
    own = [one for one in told if one.stack == question.stack.id]
    kept = {
        (one.award, one.requirement)
        for one in queries.uses_of(tenant, (use.award for use in own))
        if one.stack == question.stack.id
    }
    if unknown := [one for one in own if (one.award, one.requirement) not in kept]:
        named = ", ".join(f"{one.award} in {one.requirement}" for one in unknown)
        raise Refused(
            f"the enrolment file says that {question.stack.id} was granted with {named}, and the "
            "ledger of this home has no such use",
            where="granted",
            fix="Leave these uses out of the enrolment file.",
        )
    enrolment: Enrolment = replace(question.enrolment, granted=(*ledger, *told))
    return replace(question, enrolment=enrolment), ledger


def believed(enrolment: Enrolment) -> str:
    """In words what a decision takes from the enrolment file alone; "" when that is nothing."""
    confirmed = sum(one.confirmed for one in enrolment.attestations)
    counted = ((confirmed, "confirmation"), (len(enrolment.waivers), "waiver"))
    told = [f"{n} {name}{'s' if n > 1 else ''}" for n, name in counted if n]
    if not told:
        return ""
    verb = "was" if confirmed + len(enrolment.waivers) == 1 else "were"
    return f"{' and '.join(told)} of the enrolment file {verb} believed."


def learner_of(parts: Iterable[RecordedAward], issuer_id: str) -> Person:
    """Whom the larger credential is awarded to, from what its ``parts`` say.

    What ``issuer_id`` itself awarded is believed in every word; of what other organisations of
    this home or trusted ones awarded, what tells a person apart everywhere; of others nothing.
    The newest first. Raises ``Refused`` when nothing tells.
    """
    known = sorted(_vouched(parts), key=lambda one: one.award.issued_at, reverse=True)
    own = [one for one in known if one.issuer_id == issuer_id]
    said = [*_said(own), *(_without_house(one) for one in _said(known) if one not in _said(own))]
    if not said:
        raise Refused(
            "none of the parts is by this home or by an issuer that is trusted, so nobody "
            "vouches for whom they name",
            fix="Make the record with a trust list that knows their issuers.",
        )
    identifiers = dict.fromkeys(one for person in said for one in person.identifiers)
    learner = replace(said[0], identifiers=tuple(identifiers), birth_date=None)
    if identifying(learner) is None:
        raise Refused(
            "nothing in the parts tells this learner apart from others of the same name",
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
    """What the grant asks the register for; ``documents`` are signed parts by credential id.

    Raises ``Refused`` when a part is not in the record, when the parts do not tell who the
    learner is, or when they name somebody else than the record does.
    """
    achievement = achievement_of(version)
    granted = [_found(part, record) for part in given.parts]
    counting = [one for one in granted if one in record.awards]
    ends = end_of_validity(given.decided_on, achievement)
    if given.lapses_on is not None:
        ends = min(filter(None, (ends, datetime.combine(given.lapses_on, _LAST_MOMENT))))
    return AwardRequest(
        learner=learner_of(counting, achievement.issuer.id),
        awarded_on=given.decided_on,
        valid_until=ends,
        narrative=narrative(given, stack),
        parts=tuple(_part(one, documents) for one in granted),
        learner_uri=_learner_uri(record, counting),
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


def _found(part: GrantedPart, record: LearningRecord) -> RecordedAward:
    """The part in the record; what ended since may be among what was set aside."""
    aside = [
        RecordedAward(one.award, one.credential_id, one.issuer_id, one.trusted, one.verified_at)
        for one in record.set_aside
        if one.award is not None
    ]
    for one in (*record.awards, *aside):
        if one.award.id == part.holding:
            return one
    raise Refused(
        f"the grant rests on {part.holding}, which the record does not hold",
        fix="Give the record that the grant was decided on.",
    )


def _learner_uri(record: LearningRecord, parts: Iterable[RecordedAward]) -> str:
    """What the record and a part that is vouched for both name the learner by."""
    if not is_absolute_uri(record.learner_id):
        return ""
    named = {one.award.learner_id for one in _vouched(parts)}
    for one in (record.learner_id, *record.other_ids):
        if one in named and is_absolute_uri(one):
            return one
    raise Refused(
        f"the record is of {record.learner_id}, whom none of the parts names",
        where="learner_id",
        fix="Make the record again: credstone record make --learner ID",
    )


def _vouched(awards: Iterable[RecordedAward]) -> list[RecordedAward]:
    """Those by organisations of this home and by issuers that a trust list knows."""
    home = {one.did for one in accounts.organisations()}
    return [one for one in awards if one.trusted or one.issuer_id in home]


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
        one for one in person.identifiers if one.type in EVERYWHERE
    )
    return replace(person, identifiers=kept)


def _uuid(credential_id: str) -> UUID | None:
    try:
        return UUID(credential_id.removeprefix("urn:uuid:"))
    except ValueError:
        return None
