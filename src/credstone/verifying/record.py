"""What verification lets through: learning records, the only thing that stacking ever reads.

An award comes in when its document is authentic and current. Whether its issuer may award is kept
beside it, because that is for whoever reads the record to weigh.
"""

from __future__ import annotations

from collections.abc import Iterable

from credstone.errors import Refused
from credstone.model.record import LearningRecord, RecordedAward
from credstone.verifying.award import award_in
from credstone.verifying.report import TrustLevel, Verdict, VerificationReport, first_obstacle


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
    once: dict[tuple[str, str], RecordedAward] = {}
    for one in awards:
        once.setdefault((one.issuer_id, one.award.id), one)
    return LearningRecord(learners.pop(), tuple(once.values()))
