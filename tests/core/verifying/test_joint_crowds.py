"""Which awarding bodies are asked about, in which order, and how many of their consents."""

from __future__ import annotations

import pytest

from credstone.formats.reading import Reading
from credstone.model.party import Organisation
from credstone.model.text import Text
from credstone.ports import JsonObject
from credstone.verifying.checks.authenticity import Authenticity, authenticate
from credstone.verifying.checks.joint import joint
from credstone.verifying.policy import Policy
from credstone.verifying.report import Bearing, Check, Outcome
from tests.core.verifying.awards import an_award
from tests.core.verifying.told import well_told
from tests.core.verifying.world import NOW
from tests.fakes import MemoryResolver

ISSUER = "did:web:uni.example"


def named(body_id: str, name: str = "Example Hub") -> Organisation:
    return Organisation(
        code="b", name=Text.of({"en": name} if name else {}), country="", id=body_id
    )


def asked(*bodies: Organisation, consents: tuple[JsonObject, ...] = ()) -> tuple[list[Check], int]:
    """The checks on the other bodies, and how many consents were looked at for them."""
    looked_at = []

    def look(data: bytes) -> Authenticity:
        looked_at.append(data)
        return authenticate(data, at=NOW, keys=MemoryResolver({}), policy=Policy())

    reading = Reading(an_award(*bodies), consents=consents)
    checks = list(joint(reading, ISSUER, look))
    well_told(checks)
    return checks, len(looked_at)


def test_an_issuer_who_is_named_last_is_the_issuer_all_the_same() -> None:
    checks, _ = asked(named("did:web:hub.example"), named(ISSUER))
    assert [check.id for check in checks] == ["joint:did:web:hub.example"]


def test_after_sixteen_bodies_there_is_an_end_and_it_is_said() -> None:
    bodies = [named(f"did:web:h{number}.example") for number in range(17)]
    checks, _ = asked(*bodies[:16])
    assert "joint" not in [check.id for check in checks]
    checks, _ = asked(*bodies)
    assert len(checks) == 17
    last = checks[-1]
    assert (last.id, last.outcome, last.bearing) == ("joint", Outcome.UNDETERMINED, Bearing.REMARK)
    assert last.reason == "It names 17 awarding bodies; only 16 were looked at."


def test_of_one_body_four_consents_are_looked_at() -> None:
    hub = named("did:web:hub.example")
    consents = tuple({"issuer": {"id": hub.id}, "n": number} for number in range(9))
    checks, looked_at = asked(hub, consents=consents)
    assert looked_at == 4
    assert [check.outcome for check in checks] == [Outcome.FAILED]


@pytest.mark.parametrize("issuer", ["", {}, {"id": ""}, None, 5])
def test_a_body_without_an_id_has_nobody_who_could_consent(issuer: object) -> None:
    consent: JsonObject = {"issuer": issuer}  # type: ignore[dict-item]
    checks, looked_at = asked(named(""), consents=(consent,))
    assert looked_at == 0
    assert [check.id for check in checks] == ["joint:Example Hub"]
    assert checks[0].reason == (
        "Example Hub as an awarding body: claimed, not confirmed; it did not sign that it consents."
    )


def test_a_body_of_which_nothing_is_said_is_told_in_words() -> None:
    checks, _ = asked(named("", ""))
    assert [check.id for check in checks] == ["joint:A body without a name"]
    assert checks[0].reason.startswith("A body without a name as an awarding body: claimed")


def test_a_name_of_several_lines_is_told_in_one() -> None:
    checks, _ = asked(named("", "Example\nHub"))
    assert [check.id for check in checks] == ["joint:Example Hub"]
    assert checks[0].reason.startswith("Example Hub as an awarding body: claimed")
