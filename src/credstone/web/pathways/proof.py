"""What a grant may rest on: parts as their signed documents state them, all of one person.

A record is a file that anybody can edit, so what it says of a part is held against the part's own
document. Getting hold of the documents, and verifying them, is left to the caller.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from credstone.errors import Refused
from credstone.model.identifier import IdentifierType
from credstone.model.record import LearningRecord, RecordedAward

BELIEVE = "or say --believe-record, if you made this record yourself just now"
# What tells a person apart wherever it was written; a student's number does so in one house only.
EVERYWHERE = frozenset(
    {IdentifierType.EUROPEAN_STUDENT, IdentifierType.NATIONAL_ID, IdentifierType.EMAIL}
)
_IN_ONE_HOUSE = frozenset({IdentifierType.STUDENT_NUMBER, IdentifierType.USER_NAME})


def as_shown(record: LearningRecord, shown: Mapping[str, RecordedAward]) -> LearningRecord:
    """The awards of ``record`` whose documents are in ``shown``, by credential id, as those say.

    Nothing else is left of it. Raises ``Refused`` when the record says of one what its document
    does not say.
    """
    kept = []
    for one in record.awards:
        stated = shown.get(one.credential_id)
        if stated is None:
            continue
        if other := differences(one, stated):
            raise Refused(
                f"the record says of {one.credential_id} what its signed document does not say: "
                + "; ".join(other),
                where="record",
                fix="Make the record again: credstone record make",
            )
        kept.append(stated)
    return replace(record, awards=tuple(kept), set_aside=())


def differences(told: RecordedAward, stated: RecordedAward) -> tuple[str, ...]:
    """What the record tells of an award otherwise than its document states, in words."""
    ours, theirs = told.award, stated.award
    defined, signed = ours.achievement, theirs.achievement
    facts: tuple[tuple[str, object, object], ...] = (
        ("issuer", told.issuer_id, stated.issuer_id),
        ("award", ours.id, theirs.id),
        ("learner", ours.learner_id, theirs.learner_id),
        ("awarded on", ours.awarded_on, theirs.awarded_on),
        ("grade", ours.grade, theirs.grade),
        ("achievement", defined.id, signed.id),
        ("code", defined.code, signed.code),
        ("version", defined.version, signed.version),
        ("credits", _credits(told), _credits(stated)),
        ("level", defined.level.eqf, signed.level.eqf),
    )
    found = [f"{name} {one}, not {other}" for name, one, other in facts if one != other]
    if not found and ours != theirs:
        found = ["something in the award"]
    return tuple(found)


def lacking(
    record: LearningRecord, used: Iterable[str], shown: Mapping[str, RecordedAward]
) -> Refused:
    """Why a grant that rests on ``used`` (ids of awards) cannot be had: for each what is missing.

    For a stack that only the record's own word meets.
    """
    told = {one.award.id: one for one in record.awards}
    reasons = []
    for name in used:
        one = told.get(name)
        why = _missing(one, shown.get(one.credential_id)) if one else "it is set aside"
        if why:
            title = one.award.achievement.code or one.credential_id if one else name
            reasons.append(f"{title}: {why}")
    return Refused(
        "the stack is met by the record's word alone. " + "; ".join(reasons),
        where="record",
        fix=f"Give the signed credential of each with --parts, {BELIEVE}.",
    )


def of_the_learner(
    record: LearningRecord, used: Collection[str], own: Collection[str]
) -> LearningRecord:
    """What tells of the learner: the used parts, and what this home (``own``) awarded them besides.

    ``used`` are ids of awards, ``own`` ids of credentials, ``record`` is as ``as_shown`` left it.
    Raises ``Refused`` when the parts are not all of one person, as far as they say: they name the
    learner by the same id, or by something that tells people apart.
    """
    parts = [one for one in record.awards if one.award.id in used]
    theirs = _with_links(parts[:1], parts)
    strangers = [one for one in parts if one not in theirs]
    if strangers:
        named = ", ".join(one.award.achievement.code or one.credential_id for one in strangers)
        raise Refused(
            f"nothing in their signed documents says that {named} and "
            f"{theirs[0].award.achievement.code or theirs[0].credential_id} are of one person",
            where="record",
            fix=f"Give a record of one person, {BELIEVE}.",
        )
    theirs = _with_links(theirs, [one for one in record.awards if one.credential_id in own])
    ids = [one.award.learner_id for one in theirs]
    named_by = record.learner_id if record.learner_id in ids else next(iter(ids), "")
    return replace(record, learner_id=named_by, awards=tuple(theirs))


def _missing(told: RecordedAward, stated: RecordedAward | None) -> str:
    if stated is None:
        return f"the signed document of {told.credential_id} was not shown"
    if told.recognised and not stated.recognised:
        return "that it was recognised stands in no signed document"
    if told.trusted and not stated.trusted:
        return "that its issuer is accredited is not shown by a trust list (--trust)"
    return ""


def _with_links(
    start: Iterable[RecordedAward], others: Iterable[RecordedAward]
) -> list[RecordedAward]:
    """``start``, and of ``others`` whatever is of the same person by any chain of names."""
    found = list(start)
    names = {name for one in found for name in _names(one)}
    left = [one for one in others if one not in found]
    while linked := [one for one in left if names & _names(one)]:
        found += linked
        names |= {name for one in linked for name in _names(one)}
        left = [one for one in left if one not in linked]
    return found


def _names(one: RecordedAward) -> set[tuple[str, str, str]]:
    """What tells the learner of an award apart: in whose house, of which kind, the value."""
    award = one.award
    names = {("", "id", award.learner_id)} if award.learner_id else set()
    for known in award.learner.identifiers:
        if known.type in EVERYWHERE:
            names.add(("", known.type.value, known.value))
        elif known.type in _IN_ONE_HOUSE:
            names.add((one.issuer_id, known.type.value, known.value))
    return names


def _credits(one: RecordedAward) -> str:
    points = one.award.achievement.workload.credits
    return ", ".join(f"{point.value} {point.system.value}" for point in points) or "none"
