"""How many endorsements are looked at, and what is said of the others and of incomplete ones."""

from __future__ import annotations

from credstone.ports import JsonObject
from credstone.verifying.checks.authenticity import Authenticity, authenticate
from credstone.verifying.checks.endorsements import endorsements
from credstone.verifying.policy import Policy
from credstone.verifying.report import Bearing, Check, Outcome
from tests.core.verifying.test_endorsements import endorsement
from tests.core.verifying.told import well_told
from tests.core.verifying.world import NOW, World
from tests.fakes import MemoryResolver


def checks_of(world: World, document: JsonObject) -> list[Check]:
    def look(data: bytes) -> Authenticity:
        return authenticate(data, at=NOW, keys=MemoryResolver(world.methods), policy=Policy())

    checks = list(endorsements(document, look))
    well_told(checks)
    return checks


def test_after_eight_there_is_an_end_and_it_is_said() -> None:
    eight = checks_of(World(), {"endorsementJwt": ["x"] * 8})
    assert [check.id for check in eight] == [f"endorsement:{number}" for number in range(1, 9)]
    *first, last = checks_of(World(), {"endorsementJwt": ["x"] * 9})
    assert first == eight
    assert (last.id, last.outcome) == ("endorsement", Outcome.UNDETERMINED)
    assert last.bearing is Bearing.REMARK
    assert last.reason == "It has more than 8 endorsements; the others were not looked at."


def test_an_incomplete_one_is_told_with_the_place() -> None:
    world = World()
    company = world.did_key()
    unnamed = endorsement(company)
    unnamed.pop("id")
    token = world.sign(company, unnamed, suite="vc-jwt").decode("ascii")
    (check,) = checks_of(world, {"endorsementJwt": token})
    assert check.outcome is Outcome.FAILED
    assert check.reason.startswith("An endorsement is incomplete: /id: ")
