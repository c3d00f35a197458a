"""From a document that was verified to the award it states, in whichever format it is.

Reading proves nothing: these are used beside a report, never in its place.
"""

from __future__ import annotations

from credstone.formats import registry
from credstone.model.award import Award
from credstone.verifying.report import VerificationReport
from credstone.verifying.trust import AwardClaim


def award_in(report: VerificationReport) -> Award | None:
    """The award that the verified document states, or None when it states none that we read."""
    return registry.read(report.document).award if report.document is not None else None


def award_claim(award: Award) -> AwardClaim:
    """What the right to award is asked for."""
    achievement = award.achievement
    return AwardClaim(achievement.field, achievement.level.eqf, award.awarded_on)
