"""What no learning record can say: one id for two awards, fewer than no credits, nobody's awards.

Reading a record is left to ``record``; what is well-formed there still has to make sense here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from credstone.formats.checking import error
from credstone.formats.finding import Finding, Path
from credstone.model.achievement import Achievement
from credstone.model.record import LearningRecord, RecordedAward, withdrawals

_EQF_LEVELS = range(1, 9)


def check_record(record: LearningRecord) -> Iterator[Finding]:
    """Whatever makes the awards of ``record`` uncountable."""
    if record.awards and not record.learner_id:
        fix = "Write the id by which the credentials name the learner."
        yield error(("learner_id",), "", "it does not say whose record this is", fix)
    yield from _check_ids(record.awards)
    withdrawn = withdrawals(record.set_aside)
    for index, one in enumerate(record.awards):
        path: Path = ("awards", index)
        if not one.issuer_id:
            yield error((*path, "issuer_id"), "", "it does not say who signed", "Write it.")
        yield from check_counted(one.award.achievement, (*path, "award", "achievement"))
        if out := withdrawn.get((one.credential_id, one.issuer_id)):
            why = f"the same credential is set aside as {out.standing.value}"
            fix = "Remove it here, or verify it again with credstone record make."
            yield error((*path, "credential_id"), one.credential_id, why, fix)
    for index, out in enumerate(record.set_aside):
        if out.award is not None:
            path = ("set_aside", index, "award", "achievement")
            yield from check_counted(out.award.achievement, path)


def check_counted(achievement: Achievement, path: Path = ()) -> Iterator[Finding]:
    """What rules cannot count with: fewer than no credits, and no level of the EQF."""
    for index, credits in enumerate(achievement.workload.credits):
        if credits.value < 0:
            place = (*path, "workload", "credits", index, "value")
            why = "nobody earns fewer than no credits"
            yield error(place, f"{credits.value:f}", why, "Write a number from 0.")
    eqf = achievement.level.eqf
    if eqf is not None and eqf not in _EQF_LEVELS:
        place = (*path, "level", "eqf")
        yield error(place, str(eqf), "the EQF has the levels 1 to 8", "Write one of them.")


def once(record: LearningRecord) -> LearningRecord:
    """``record`` with every award once, as it stands first, in the same order."""
    awards = {one.award.id: one for one in reversed(record.awards)}
    kept = tuple(one for one in record.awards if awards[one.award.id] is one)
    return replace(record, awards=kept)


def _check_ids(awards: Iterable[RecordedAward]) -> Iterator[Finding]:
    """Entries that are not the same and yet have an id in common."""
    by_award: dict[str, RecordedAward] = {}
    by_credential: dict[str, RecordedAward] = {}
    for index, one in enumerate(awards):
        path: Path = ("awards", index)
        first = by_award.setdefault(one.award.id, one)
        if one.award.id and not _is_same(one, first):
            why = "another award above has this id"
            fix = "Keep the one that is meant, or make the record anew with credstone record make."
            yield error((*path, "award", "id"), one.award.id, why, fix)
            continue
        first = by_credential.setdefault(one.credential_id, one)
        if one.credential_id and not _is_same(one, first):
            why = "another credential above has this id"
            yield error(
                (*path, "credential_id"), one.credential_id, why, "Keep the one that is meant."
            )


def _is_same(one: RecordedAward, other: RecordedAward) -> bool:
    """Whether they differ in nothing but when they were verified."""
    return replace(one, verified_at=other.verified_at) == other
