"""A place on a status list in a credential of data model 1.1 keeps to the list's own clauses.

The context of 1.1 does not define such entries; under the VC-API's profile another one may.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from credstone.model.credential import StatusPurpose
from credstone.ports import Json, JsonObject
from credstone.status.bitstring import Bits
from credstone.status.list_document import list_document
from credstone.verifying.profiles import EXAMPLES_URL, VC_API
from credstone.verifying.report import Outcome, ReasonCode, ReportClass, Verdict
from tests.core.verifying.test_data_model_1_1 import V1, Stranger, claims
from tests.core.verifying.test_genuine_or_not import outcome
from tests.core.verifying.world import World, list_url, status_entry

PLACE = 5
ENTRY: JsonObject = {"id": "urn:status:1", **status_entry(StatusPurpose.REVOCATION, PLACE)}


def token(issuer: Stranger, entry: JsonObject) -> bytes:
    payload: Any = claims(issuer)
    payload["vc"] |= {"@context": [V1, EXAMPLES_URL], "credentialStatus": entry}
    return issuer.token(payload)


def with_list(issuer: Stranger, *set_indices: int) -> World:
    """A world in which ``issuer`` keeps a revocation list."""
    world = World()
    url = list_url(StatusPurpose.REVOCATION)
    document = list_document(
        list_url=url,
        issuer=issuer.id,
        purpose=StatusPurpose.REVOCATION,
        bits=Bits.of(set_indices),
        valid_from=world.at - timedelta(hours=1),
        valid_until=world.at + timedelta(hours=47),
    )
    world.lists[url] = issuer.token(document, "vc+jwt")
    return world


def test_an_entry_as_it_must_be_is_looked_up() -> None:
    issuer = Stranger()
    data = token(issuer, ENTRY)
    assert with_list(issuer).verify(data, VC_API).verdict is Verdict.VALID
    report = with_list(issuer, PLACE).verify(data, VC_API)
    assert (report.verdict, report.reasons[0]) == (Verdict.INVALID, ReasonCode.REVOKED)


@pytest.mark.conforms("bsl-3-malformed-value")
@pytest.mark.parametrize(
    ("member", "value"),
    [
        ("statusPurpose", None),
        ("statusListIndex", None),
        ("statusListIndex", "x"),
        ("statusListIndex", "-5"),
        ("statusListIndex", " 5"),
        ("statusListIndex", 5),
        ("statusListIndex", "٥"),
        ("statusListCredential", None),
        ("statusSize", 0),
        ("statusSize", -1),
        ("statusSize", "x"),
        ("id", list_url(StatusPurpose.REVOCATION)),
    ],
)
def test_an_entry_that_breaks_a_clause_is_refused_and_never_looked_up(
    member: str, value: Json
) -> None:
    issuer = Stranger()
    changed = {**ENTRY, member: value}
    entry = {name: one for name, one in changed.items() if one is not None}
    report = with_list(issuer).verify(token(issuer, entry), VC_API)
    assert report.class_ is ReportClass.NOT_GENUINE
    assert outcome(report, "structure") is Outcome.FAILED
    assert f"/credentialStatus/{member}" in report.checks[-1].reason
