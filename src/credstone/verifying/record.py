"""What verification lets through: learning records, the only thing that stacking ever reads.

An award comes in when its document is authentic and current; everything else is set aside with
its reason. Whether its issuer may award is kept beside it, because that is for whoever reads the
record to weigh.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from credstone.errors import Refused
from credstone.formats.record import award_to_json, read_award
from credstone.formats.record_checks import check_counted
from credstone.model.award import Award
from credstone.model.learning import Standing
from credstone.model.record import LearningRecord, RecordedAward, SetAside, withdrawals
from credstone.verifying.award import award_in
from credstone.verifying.headline import headline, unreadable
from credstone.verifying.kind import other_kind
from credstone.verifying.report import (
    Bearing,
    ReasonCode,
    ReportClass,
    TrustLevel,
    Verdict,
    VerificationReport,
    first_obstacle,
)

# The gravest first, where a document has several.
_STANDINGS = {
    ReasonCode.NOT_AUTHENTIC: Standing.NOT_GENUINE,
    ReasonCode.SUPERSEDED: Standing.SUPERSEDED,
    ReasonCode.REVOKED: Standing.REVOKED,
    ReasonCode.SUSPENDED: Standing.SUSPENDED,
    ReasonCode.EXPIRED: Standing.EXPIRED,
}


def recorded_award(report: VerificationReport) -> RecordedAward:
    """The award in a verified document; raises ``Refused`` for any other."""
    if report.verdict is not Verdict.VALID:
        obstacle = first_obstacle(report.checks)
        why = f" {obstacle.reason}" if obstacle is not None else ""
        raise Refused(f"only what was verified is recorded.{why}", where=report.credential.id)
    award = award_in(report)
    if award is None:
        raise Refused("it states no award that we can read", where=report.credential.id)
    return RecordedAward(
        award=award,
        credential_id=report.credential.id,
        issuer_id=report.issuer.id,
        trusted=report.issuer.trust is TrustLevel.ACCREDITED,
        verified_at=report.at,
    )


def learning_record(reports: Iterable[VerificationReport]) -> LearningRecord:
    """The record of one learner, each award once, in the order of the reports.

    Raises ``Refused`` when nothing is given, when a document was not verified, or when the
    documents name more than one learner.
    """
    awards = tuple(recorded_award(report) for report in reports)
    learners = {recorded.award.learner_id for recorded in awards}
    if len(learners) != 1:
        raise Refused(
            f"the credentials name {len(learners)} learners",
            fix="Give the credentials of one person.",
        )
    return LearningRecord(learners.pop(), _once(awards))


def record_of(
    reports: Iterable[tuple[str, VerificationReport]], learners: Sequence[str] = ()
) -> LearningRecord:
    """The record of one learner, whatever the reports say; never raises.

    Each report comes with the name of its source. ``learners`` are the ids by which credentials
    may name this one person, the first of which names the record; without any it is whom most of
    the verified awards name, the first where several are named as often. What does not count is
    set aside with its reason: documents that are not valid, that state no award, or that are
    about somebody else.
    """
    told = [_told(source, report) for source, report in reports]
    named = tuple(dict.fromkeys(learners)) or _most_named(told)
    judged = _without_clashes([_not_theirs(one, named) for one in told])
    awards = [_recorded(one) for one in judged if one.standing is Standing.CURRENT]
    aside: dict[tuple[str, ...], SetAside] = {}
    for one in judged:
        if one.standing is not Standing.CURRENT:
            aside.setdefault(_likeness(one), one)
    return LearningRecord(
        named[0] if named else "", _once(awards), tuple(aside.values()), named[1:]
    )


def _without_clashes(told: Sequence[SetAside]) -> list[SetAside]:
    """``told``, with whatever claims the id of another award or credential set aside as well.

    Of two the accredited issuer's counts, else the first; a credential that is revoked or
    suspended does not count under the same id beside.
    """
    withdrawn = withdrawals(told)
    first: dict[tuple[str, str], RecordedAward] = {}
    judged = list(told)
    for index in sorted(range(len(told)), key=lambda index: not told[index].trusted):
        one = told[index]
        if one.standing is not Standing.CURRENT:
            continue
        if out := withdrawn.get((one.credential_id, one.issuer_id)):
            judged[index] = replace(one, standing=out.standing, reason=out.reason)
        else:
            judged[index] = _unless_taken(one, first)
    return judged


def _unless_taken(one: SetAside, first: dict[tuple[str, str], RecordedAward]) -> SetAside:
    recorded = _recorded(one)
    names = [("award", recorded.award.id)]
    if recorded.credential_id:
        names.append(("credential", recorded.credential_id))
    for kind, id_ in names:
        other = first.get((kind, id_), recorded)
        if (other.issuer_id, other.award.id) != (recorded.issuer_id, recorded.award.id):
            why = f"it bears the id of another {kind} that counts, {id_}"
            return replace(one, standing=Standing.UNVERIFIABLE, reason=why)
    for name in names:
        first.setdefault(name, recorded)
    return one


def _told(source: str, report: VerificationReport) -> SetAside:
    """What the document says of itself, and whether it counts as far as verification can tell."""
    award = _kept(award_in(report))
    standing, reason = _standing(report, award)
    return SetAside(
        source=source,
        standing=standing,
        reason=reason,
        verified_at=report.at,
        credential_id=report.credential.id,
        issuer_id=report.issuer.id,
        title=report.credential.title,
        trusted=report.issuer.trust is TrustLevel.ACCREDITED,
        award=award,
    )


def _kept(award: Award | None) -> Award | None:
    """``award``, unless a record with it could not be read again: strangers write anything."""
    if award is None or any(check_counted(award.achievement)):
        return None
    return award if read_award(award_to_json(award))[0] == award else None


def _standing(report: VerificationReport, award: Award | None) -> tuple[Standing, str]:
    """Whether the document counts, and in plain words why not; "" when it does."""
    if report.verdict is Verdict.VALID:
        if award is not None:
            return Standing.CURRENT, ""
        kind = other_kind(report.credential.types)
        why = (
            f"it is a {kind.name}, not an award" if kind else "it states no award that we can read"
        )
        return Standing.UNVERIFIABLE, why
    obstacle = first_obstacle(one for one in report.checks if one.bearing is not Bearing.REMARK)
    why = obstacle.reason.removesuffix(".") if obstacle is not None else headline(report)
    if report.class_ is ReportClass.NOT_GENUINE and unreadable(report) is not None:
        return Standing.UNVERIFIABLE, why  # nobody is accused of a file that is no credential
    standings = (one for code, one in _STANDINGS.items() if code in report.reasons)
    return next(standings, Standing.UNVERIFIABLE), why


def _most_named(told: Sequence[SetAside]) -> tuple[str, ...]:
    """Whom most awards name: of those that count, else of those that did, else of any."""
    for standings in ({Standing.CURRENT}, set(_STANDINGS.values()) - {Standing.NOT_GENUINE}):
        named = Counter(
            one.award.learner_id for one in told if one.award and one.standing in standings
        )
        if named:
            return (max(named, key=lambda name: named[name]),)
    return ()


def _recorded(one: SetAside) -> RecordedAward:
    assert one.award is not None
    return RecordedAward(one.award, one.credential_id, one.issuer_id, one.trusted, one.verified_at)


def _not_theirs(one: SetAside, named: Sequence[str]) -> SetAside:
    """``one``, told as somebody else's when that is why it does not count.

    Nothing is said of whose a document is that was not shown to be genuine.
    """
    unproven = one.standing in (Standing.NOT_GENUINE, Standing.UNVERIFIABLE)
    if one.award is None or unproven or one.award.learner_id in named:
        return one
    why = f"it names {one.award.learner_id or 'nobody'}"
    return replace(one, standing=Standing.SOMEONE_ELSES, reason=why)


def _likeness(one: SetAside) -> tuple[str, ...]:
    """What two copies of a document have in common; the source, where it has no id."""
    award = one.award.id if one.award is not None else ""
    return (one.standing, one.reason, one.issuer_id, one.credential_id or one.source, award)


def _once(awards: Iterable[RecordedAward]) -> tuple[RecordedAward, ...]:
    once: dict[tuple[str, str], RecordedAward] = {}
    for one in awards:
        once.setdefault((one.issuer_id, one.award.id), one)
    return tuple(once.values())
