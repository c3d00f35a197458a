"""Why a status list is not believed, said with who keeps it and since when it has run out."""

from __future__ import annotations

from datetime import timedelta

import pytest

from credstone.ports import Json, JsonObject
from credstone.verifying.checks.authenticity import Authenticity
from credstone.verifying.checks.status_list import StatusQuestion, Undecided, believed
from tests.core.verifying.world import NOW
from tests.fakes import MemoryStatusSource

URL = "https://uni.example/status/1"
LIST: JsonObject = {
    "id": URL,
    "issuer": "did:web:uni.example",
    "validFrom": "2026-11-20T00:00:00Z",
    "validUntil": "2026-11-22T00:00:00Z",
}
RUN_OUT = "2026-11-21T00:00:00Z"


def doubt(**changes: Json) -> str:
    """Why the list is not believed, were its signature good; "" when it is."""
    document = {name: value for name, value in {**LIST, **changes}.items() if value is not None}
    question = StatusQuestion(
        credential_id="urn:c",
        issuer_id="did:web:uni.example",
        at=NOW,
        skew=timedelta(seconds=60),
        statuses=MemoryStatusSource({URL: b"{}"}),
        authenticate=lambda data: Authenticity((), document),
    )
    try:
        assert believed(URL, question) == document
    except Undecided as undecided:
        return undecided.reason
    return ""


def test_a_fresh_list_of_the_issuers_is_believed() -> None:
    assert doubt() == ""
    assert doubt(validFrom=None, validUntil=None) == ""


@pytest.mark.parametrize(
    ("issuer", "keeper"),
    [
        ("did:web:other.example", "other.example"),
        ({"id": "did:key:z6MkhaXgBZDvot"}, "the key ending in BZDvot"),
    ],
)
def test_whoever_else_keeps_it_is_named(issuer: Json, keeper: str) -> None:
    assert doubt(issuer=issuer) == (
        f"The status list is kept by {keeper}, which is not the issuer."
    )


@pytest.mark.parametrize(
    ("begun", "age"),
    [(LIST["validFrom"], "is from 2026-11-20 and has run out."), (None, "has run out.")],
)
def test_a_list_that_has_run_out_says_since_when_it_was_kept(begun: Json, age: str) -> None:
    assert doubt(validFrom=begun, validUntil=RUN_OUT) == (
        f"The status list {age} It expired on 2026-11-21 00:00 UTC. "
        "Get the newest one from the issuer."
    )


def test_the_lists_of_one_credential_are_read_until_they_are_too_much_together() -> None:
    urls = [f"{URL}{number}" for number in range(5)]
    looked_at: list[bytes] = []

    def authenticate(data: bytes) -> Authenticity:
        looked_at.append(data)
        return Authenticity((), {**LIST, "id": urls[len(looked_at) - 1]})

    question = StatusQuestion(
        credential_id="urn:c",
        issuer_id="did:web:uni.example",
        at=NOW,
        skew=timedelta(seconds=60),
        statuses=MemoryStatusSource(dict.fromkeys(urls, b" " * 1024 * 1024)),
        authenticate=authenticate,
    )
    for url in urls[:4]:
        assert believed(url, question)["id"] == url
    with pytest.raises(Undecided, match="larger together"):
        believed(urls[4], question)
    assert len(looked_at) == 4
