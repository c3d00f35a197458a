"""Somebody shows a presentation made for another request, another verifier or another day."""

from __future__ import annotations

from datetime import timedelta

import pytest

from credstone.verifying.presentation_report import PresentationReason
from credstone.verifying.report import Outcome, Verdict
from tests.core.verifying.presenting import CHALLENGE, DOMAIN, Holder, award_to, look_at
from tests.core.verifying.world import NOW, World

CRYPTOSUITES = ["eddsa-rdfc-2022", "eddsa-jcs-2022"]
SUITES = pytest.mark.parametrize("suite", [*CRYPTOSUITES, "vp-jwt"])


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
def learner() -> Holder:
    return Holder()


@pytest.fixture
def credential(world: World, learner: Holder) -> bytes:
    return award_to(world, world.did_web(), learner)


@pytest.mark.conforms("di-verify-domain", "di-verify-challenge")
@pytest.mark.conforms("di-verify-domain", "di-verify-challenge")
@SUITES
@pytest.mark.parametrize(
    "asked",
    [
        {"challenge": "another request"},
        {"challenge": CHALLENGE.swapcase()},
        {"challenge": ""},
        {"domain": "https://agency.example"},
        {"domain": DOMAIN + "/"},
        {"domain": ""},
        {"challenge": "another request", "domain": "https://agency.example"},
    ],
    ids=str,
)
def test_it_answers_no_other_request(
    world: World, learner: Holder, credential: bytes, suite: str, asked: dict[str, str]
) -> None:
    data = learner.present(credential, suite=suite)
    assert look_at(world, data).verdict is Verdict.VALID

    report = look_at(world, data, **asked)  # type: ignore[arg-type]

    assert report.verdict is Verdict.INVALID
    assert report.reasons == (PresentationReason.MEANT_FOR_ANOTHER,)
    assert {c.id for c in report.checks if not c.passed} == set(asked)
    assert report.credentials == ()


@pytest.mark.conforms("di-verify-domain", "di-verify-challenge")
@SUITES
@pytest.mark.parametrize("missing", [{"challenge": None}, {"domains": ()}], ids=str)
def test_an_answer_that_names_no_request_answers_none(
    world: World, learner: Holder, credential: bytes, suite: str, missing: dict[str, object]
) -> None:
    report = look_at(world, learner.present(credential, suite=suite, **missing))
    assert report.verdict is Verdict.INVALID
    assert report.reasons == (PresentationReason.MEANT_FOR_ANOTHER,)


@pytest.mark.parametrize("suite", CRYPTOSUITES)
def test_a_proof_for_two_verifiers_is_for_neither_alone(
    world: World, learner: Holder, credential: bytes, suite: str
) -> None:
    """The other one could show it here as its own request's answer."""
    both = (DOMAIN, "https://agency.example")
    report = look_at(world, learner.present(credential, suite=suite, domains=both))
    assert report.reasons == (PresentationReason.MEANT_FOR_ANOTHER,)


def test_a_token_is_for_each_of_its_audience_and_nobody_else(
    world: World, learner: Holder, credential: bytes
) -> None:
    """RFC 7519, 4.1.3: whoever takes it finds itself among them."""
    both = (DOMAIN, "https://agency.example")
    data = learner.present(credential, suite="vp-jwt", domains=both)
    for verifier in both:
        assert look_at(world, data, domain=verifier).verdict is Verdict.VALID
    report = look_at(world, data, domain="https://third.example")
    assert report.reasons == (PresentationReason.MEANT_FOR_ANOTHER,)


@SUITES
def test_who_expects_nothing_is_told_what_it_answers(
    world: World, learner: Holder, credential: bytes, suite: str
) -> None:
    report = look_at(world, learner.present(credential, suite=suite), challenge=None, domain=None)
    assert report.verdict is Verdict.VALID
    domain, challenge = report.check("domain"), report.check("challenge")
    assert domain is not None
    assert challenge is not None
    assert DOMAIN in domain.reason
    assert (domain.outcome, challenge.outcome) == (Outcome.PASSED, Outcome.PASSED)


@pytest.mark.conforms("di-expires")
@SUITES
def test_one_that_has_run_out_no_longer_holds(
    world: World, learner: Holder, credential: bytes, suite: str
) -> None:
    expires = NOW + timedelta(minutes=5)
    data = learner.present(credential, suite=suite, expires=expires)
    assert look_at(world, data).verdict is Verdict.VALID
    report = look_at(world, data, at=expires + timedelta(seconds=1))
    assert report.verdict is Verdict.INVALID
    assert PresentationReason.EXPIRED in report.reasons


@SUITES
def test_one_from_tomorrow_does_not_hold_today(
    world: World, learner: Holder, credential: bytes, suite: str
) -> None:
    tomorrow = NOW + timedelta(days=1)
    data = learner.present(credential, suite=suite, created=tomorrow)
    report = look_at(world, data)
    assert report.verdict is Verdict.INVALID
    assert PresentationReason.NOT_YET_VALID in report.reasons
