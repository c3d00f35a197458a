"""What is said where reading ends: too complex, not taken here, vouching for something else."""

from __future__ import annotations

from dataclasses import replace

from credstone.ports import Json, JsonObject
from credstone.verifying.policy import Policy
from credstone.verifying.report import Check, Outcome, Verdict, VerificationReport
from tests.core.verifying.world import V2, World, badge

RELATED: JsonObject = {"id": V2, "digestSRI": "sha384-" + "A" * 64}


def last(report: VerificationReport) -> Check:
    """Where verification ended."""
    return report.checks[-1]


def test_a_document_too_complex_for_the_policy_is_covered_by_no_signature() -> None:
    world = World()
    issuer = world.did_key()
    alike: list[Json] = [{"type": ["Evidence"], "narrative": "She was there."}] * 2
    data = world.sign(issuer, badge(issuer, evidence=alike))
    assert world.verify(data).verdict is Verdict.VALID
    policy = replace(Policy(), reading=replace(Policy().reading, work_limit=1))
    report = world.verify(data, policy)
    assert report.verdict is Verdict.INVALID
    assert (last(report).id, last(report).outcome) == ("covered", Outcome.FAILED)
    assert last(report).reason.startswith("Too complex: ")


def test_a_mechanism_that_is_not_taken_is_named_and_proves_nothing() -> None:
    world = World()
    issuer = world.did_key()
    policy = Policy(mechanisms=frozenset({"vc-jwt"}))
    report = world.verify(world.sign(issuer, badge(issuer), suite="eddsa-jcs-2022"), policy)
    assert report.verdict is Verdict.UNDETERMINED
    check = report.check("mechanism")
    assert check is not None
    assert (check.outcome, check.reason) == (
        Outcome.UNDETERMINED,
        "This verifier does not take documents secured by eddsa-jcs-2022.",
    )


def test_another_context_than_ours_is_named_where_it_is_vouched_for() -> None:
    world = World()
    issuer = world.did_key()
    document = badge(issuer, relatedResource=[RELATED])
    report = world.verify(world.sign(issuer, document, suite="eddsa-jcs-2022"))
    assert (last(report).id, last(report).outcome) == ("related_resources", Outcome.FAILED)
    assert last(report).reason.startswith("/relatedResource/0")
