"""Sixteen of sixteen elements come back with the extension in; the losses say what does not."""

from __future__ import annotations

from typing import cast

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from credstone.formats import openbadges, vcdm
from credstone.formats.extension import without_extension
from credstone.formats.losses import How
from credstone.formats.registry import FORMATS, Format
from credstone.model.award import Award
from credstone.model.elements import Element, elements
from credstone.ports import JsonObject
from tests.core.formats.samples import CREDENTIAL_ID, STATUSES, award
from tests.core.formats.strategies import awards

WRITTEN = [one for one in FORMATS if one.name in ("openbadges", "vcdm")]
slow = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.generate],  # an award has too many parts to shrink in time
)


@pytest.mark.parametrize("form", WRITTEN, ids=lambda form: form.name)
@slow
@given(earned=awards)
def test_any_award_comes_back_whole(form: Format, earned: Award) -> None:
    document = form.export(earned, credential_id=CREDENTIAL_ID, statuses=STATUSES).document
    reading = form.read(document)
    assert reading.award == earned
    assert reading.complete
    assert reading.findings == ()


@pytest.mark.parametrize("form", WRITTEN, ids=lambda form: form.name)
@slow
@given(earned=awards)
def test_the_losses_are_exactly_what_a_stranger_misses(form: Format, earned: Award) -> None:
    export = form.export(earned, credential_id=CREDENTIAL_ID, statuses=STATUSES)
    stripped = form.read(cast(JsonObject, without_extension(export.document)))
    assert stripped.award is not None
    assert not stripped.complete
    meant, found = elements(earned), elements(stripped.award)
    assert [loss.element for loss in export.losses] == [
        element for element in Element if found[element] != meant[element]
    ]
    assert all(loss.reason for loss in export.losses)


def test_open_badges_alone_still_tell_the_award() -> None:
    earned = award()
    document = openbadges.export(earned, credential_id=CREDENTIAL_ID).document
    reading = openbadges.read(cast(JsonObject, without_extension(document)))
    found = reading.award
    assert found is not None
    achievement, meant = found.achievement, earned.achievement
    assert achievement.title.get("de") == meant.title.get("de")
    assert found.learner.full_name == "Zoë Łuczak de la Cruz"
    assert found.learner.identifiers == earned.learner.identifiers
    assert found.learner_id == earned.learner_id
    assert [(body.id, body.code) for body in achievement.awarding_bodies] == [
        ("did:web:ub.example", "ub"),
        ("did:web:hub.example", "hub"),
    ]
    assert (found.awarded_on, found.issued_at) == (earned.awarded_on, earned.issued_at)
    assert [(one.id, one.statement.get("de")) for one in achievement.learning_outcomes] == [
        (one.id, one.statement.get("de")) for one in meant.learning_outcomes
    ]
    assert achievement.workload.credits == meant.workload.credits
    assert (achievement.level.eqf, achievement.level.qf_ehea) == (6, meant.level.qf_ehea)
    assert achievement.assessment_types == meant.assessment_types
    assert achievement.participation_mode is meant.participation_mode
    assert found.grade == "1.3"


def test_what_is_dropped_and_what_is_flattened() -> None:
    losses = {
        loss.element: loss.how
        for loss in openbadges.export(award(), credential_id=CREDENTIAL_ID).losses
    }
    assert losses[Element.PREREQUISITES] is How.DROPPED
    assert losses[Element.STACKABILITY] is How.DROPPED
    assert losses[Element.TITLE] is How.FLATTENED
    assert Element.ISSUED_ON not in losses
    assert Element.PARTICIPATION_MODE not in losses


def test_the_plain_format_tells_a_stranger_little() -> None:
    kept = set(Element) - {
        loss.element for loss in vcdm.export(award(), credential_id=CREDENTIAL_ID).losses
    }
    assert kept == {Element.TITLE}
