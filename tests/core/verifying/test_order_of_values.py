"""Of several values in a stranger's credential none is the first: their order is not signed."""

from __future__ import annotations

import json

import pytest

from credstone.ports import Json, JsonObject
from credstone.verifying.award import award_in
from credstone.verifying.report import Verdict
from tests.core.verifying.world import World, badge

RESULTS: list[Json] = [{"type": ["Result"], "value": value} for value in ("1.0", "4.0")]
NAMES: list[Json] = [
    {"type": "IdentityObject", "identityType": "name", "identityHash": name, "hashed": False}
    for name in ("Ana", "Eva")
]


@pytest.mark.parametrize(
    ("member", "values", "verdict"),
    [
        ("result", RESULTS, Verdict.VALID),
        ("identifier", NAMES, Verdict.VALID),
        # An Open Badge has one narrative at most.
        ("narrative", ["Did well.", "Did badly."], Verdict.INVALID),
    ],
)
def test_turning_values_round_changes_nothing_that_is_read(
    member: str, values: list[Json], verdict: Verdict
) -> None:
    world = World()
    issuer = world.did_key()
    signed = world.sign(issuer, _with(badge(issuer), member, values), binds_json=False)
    turned = json.dumps(_with(json.loads(signed), member, values[::-1])).encode()
    one, other = world.verify(signed), world.verify(turned)
    assert one.verdict is other.verdict is verdict
    assert award_in(one) == award_in(other)
    assert one.credential == other.credential


def test_values_that_agree_are_read() -> None:
    world = World()
    issuer = world.did_key()
    document = _with(badge(issuer), "result", [RESULTS[0], {**RESULTS[0], "status": "Completed"}])
    award = award_in(world.verify(world.sign(issuer, document)))
    assert award is not None
    assert award.grade == "1.0"


def _with(document: JsonObject, member: str, values: list[Json]) -> JsonObject:
    subject = document["credentialSubject"]
    assert isinstance(subject, dict)
    subject[member] = values
    return document
