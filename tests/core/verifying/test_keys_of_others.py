"""A key that its own document gives to somebody else, under every policy (cid-1.0, 3.3)."""

from __future__ import annotations

import pytest

from credstone.verifying.policy import Policy
from credstone.verifying.profiles import VC_API
from credstone.verifying.report import Outcome, ReportClass, Verdict
from tests.core.verifying.world import World, badge

pytestmark = [
    pytest.mark.conforms("cid-retrieve-controller"),
    pytest.mark.parametrize("policy", [Policy(), VC_API], ids=["product", "profile"]),
    pytest.mark.parametrize("suite", ["eddsa-rdfc-2022", "eddsa-jcs-2022", "vc-jwt"]),
]


@pytest.mark.parametrize("holder", ["did:web:other.example", "did:web:uni.example:", "urn:x"])
def test_it_states_nothing(suite: str, policy: Policy, holder: str) -> None:
    world = World()
    issuer = world.did_web()
    data = world.sign(issuer, badge(issuer), suite=suite)
    world.relist(issuer, controller=holder)
    report = world.verify(data, policy)
    assert (report.verdict, report.class_) == (Verdict.INVALID, ReportClass.NOT_GENUINE)
    check = report.check("controller")
    assert check is not None
    assert check.outcome is Outcome.FAILED


def test_not_even_for_whom_it_names(suite: str, policy: Policy) -> None:
    world = World()
    victim, mill = world.did_web(), world.did_web("mill.example")
    data = world.sign(mill, badge(victim), suite=suite)
    world.relist(mill, controller=victim.id)
    assert world.verify(data, policy).class_ is ReportClass.NOT_GENUINE


def test_its_own_holders_key_does(suite: str, policy: Policy) -> None:
    world = World()
    issuer = world.did_web()
    data = world.sign(issuer, badge(issuer), suite=suite)
    assert world.verify(data, policy).verdict is Verdict.VALID
