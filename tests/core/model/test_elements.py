"""The sixteen elements of the European standard, in the official order."""

from __future__ import annotations

from dataclasses import replace

from credstone.model.award import ActualSupervision
from credstone.model.elements import MANDATORY, Element, elements, supervision
from credstone.model.vocabulary import Supervised
from tests.core.formats.samples import award


def test_there_are_sixteen_and_eleven_are_mandatory() -> None:
    assert len(Element) == 16
    assert len(MANDATORY) == 11
    assert MANDATORY[0] is Element.LEARNER
    assert MANDATORY[-1] is Element.QUALITY_ASSURANCE


def test_the_demo_states_every_one() -> None:
    assert all(elements(award()).values())
    assert list(elements(award())) == list(Element)


def test_how_it_was_watched_goes_before_how_it_was_meant_to_be() -> None:
    assert [one.supervised for one in supervision(award())] == [
        Supervised.ONSITE,
        Supervised.ONLINE,
    ]
    actual = ActualSupervision(Supervised.NONE, identity_verified=False)
    assert supervision(replace(award(), supervision=actual)) == (actual,)


def test_countries_come_once_each() -> None:
    assert award().achievement.issuer_countries == ("DE",)
