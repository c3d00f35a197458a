"""The second opinion: it sees the same quads, and differs where ours would have refused."""

from __future__ import annotations

import time

import pytest

from credstone.contexts import FROZEN
from credstone.errors import NotCovered, TooComplex, UnknownContext
from credstone.ports import Json, JsonObject
from credstone.securing.canonical import canonical_nquads
from credstone.securing.canonical.reference import reference_nquads
from tests.core.securing.canonical.documents import badge


def test_it_agrees_on_a_badge() -> None:
    for hash in ("sha256", "sha384"):
        assert reference_nquads(badge(), hash=hash) == canonical_nquads(badge(), hash=hash)


def test_it_drops_in_silence_what_we_refuse() -> None:
    """Why PyLD alone will not do: an undefined term leaves no trace in what it signs."""
    assert reference_nquads(badge(motto="x")) == reference_nquads(badge())
    with pytest.raises(NotCovered):
        canonical_nquads(badge(motto="x"))


def test_it_loads_nothing_from_the_network() -> None:
    with pytest.raises((UnknownContext, NotCovered), match=r"example\.org"):
        reference_nquads(badge() | {"@context": ["https://example.org/v1"]})


def test_what_it_refuses_is_an_error_of_ours() -> None:
    with pytest.raises(NotCovered, match="reference processor"):
        reference_nquads(badge() | {"@id": 7})


@pytest.mark.parametrize(
    "subject",
    [
        {"id": "urn:a:b", "name": [f"name {number}" for number in range(20_000)]},
        [{"id": f"urn:a:{number}", "name": "one of many"} for number in range(20_000)],
    ],
    ids=["values", "subjects"],
)
def test_what_it_would_take_minutes_over_is_refused_at_once(subject: Json) -> None:
    document: JsonObject = {
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "type": ["VerifiableCredential"],
        "credentialSubject": subject,
    }
    began = time.process_time()
    with pytest.raises(TooComplex):
        reference_nquads(document)
    assert time.process_time() - began < 1


def test_it_reads_each_document_under_the_contexts_it_is_given() -> None:
    """PyLD remembers contexts by address; what one registry says is not for another."""
    document: JsonObject = {"@context": "urn:c", "p": "x"}
    for name in ("urn:one", "urn:two"):
        contexts = FROZEN.bringing({"urn:c": {"@context": {"p": name}}})
        assert f"<{name}>".encode() in reference_nquads(document, contexts)
