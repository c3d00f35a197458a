"""What an award is worth, when it says much and when it says little."""

from __future__ import annotations

from dataclasses import replace

from credstone.model.achievement import AssessmentMethod, CreditPoints, Level, Workload
from credstone.model.vocabulary import CreditSystem, QfEheaCycle, Supervised
from credstone.verifying.worth import worth
from tests.core.verifying.awards import an_award, body
from tests.core.verifying.world import Issuer

UNIVERSITY = body(Issuer("did:web:uni.example", ""))


def test_an_award_that_says_little_is_told_in_few_words() -> None:
    award = an_award()
    bare = replace(
        award.achievement,
        learning_outcomes=(),
        workload=Workload(None),
        level=Level(),
        assessments=(),
        participation_mode=None,
        quality_assurance=(),
    )
    assert worth(replace(award, grade="", achievement=bare)) == (
        "Ethics of data, awarded on 1 November 2026.",
        "It states no level.",
        "It does not say how it was assessed.",
    )


def test_what_was_not_supervised_and_whom_nobody_identified_is_not_said_to_have_been() -> None:
    award = an_award(UNIVERSITY)
    method: AssessmentMethod = award.achievement.assessments[0]
    remote = replace(method, supervised=Supervised.NONE, identity_verified=False)
    both = replace(award.achievement, assessments=(remote, method))
    assert (
        "Assessed by written examination; written examination, watched onsite, identity checked."
    ) in worth(replace(award, achievement=both))


def test_credits_of_a_system_of_their_own_keep_their_name() -> None:
    award = an_award(UNIVERSITY)
    points = CreditPoints(CreditSystem.OTHER, award.achievement.workload.credits[0].value)
    own = (replace(points, unit_name="stars"), points)
    changed = replace(award.achievement, workload=Workload(None, own))
    assert "Workload: 2 stars, 2 credits." in worth(replace(award, achievement=changed))


def test_a_cycle_of_the_european_area_is_told_in_words() -> None:
    award = an_award(UNIVERSITY)
    level = Level(eqf=6, qf_ehea=QfEheaCycle.FIRST)
    leveled = replace(award.achievement, level=level)
    assert "Level: EQF level 6, first cycle." in worth(replace(award, achievement=leveled))
