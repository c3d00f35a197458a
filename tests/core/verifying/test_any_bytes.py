"""Whatever comes in, an answer comes out: invalid or undetermined, and never an exception."""

from __future__ import annotations

import base64
import json

from hypothesis import given, settings
from hypothesis import strategies as st

from credstone.verifying.award import award_in
from credstone.verifying.explain import explain
from credstone.verifying.report import Verdict
from tests.core.verifying.world import OB3, V2, World

WORLD = World()
NAMES = st.sampled_from(
    [
        "@context",
        "id",
        "type",
        "issuer",
        "credentialSubject",
        "credentialStatus",
        "validFrom",
        "validUntil",
        "proof",
        "name",
        "cryptosuite",
        "verificationMethod",
        "proofPurpose",
        "proofValue",
        "recipient",
        "badge",
        "verify",
        "verification",
        "achievement",
        "evidence",
        "relatedResource",
    ]
)
WORDS = st.sampled_from(
    [
        "DataIntegrityProof",
        "eddsa-rdfc-2022",
        "VerifiableCredential",
        "OpenBadgeCredential",
        V2,
        "EnvelopedVerifiableCredential",
        "data:application/vc+jwt,a.b.c",
        "Assertion",
        OB3,
        "https://w3id.org/openbadges/v2",
        "did:key:z6Mk#z6Mk",
        "z1",
        "2026-01-01T00:00:00Z",
    ]
)
SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text() | WORDS
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(NAMES, inner, max_size=6)
)


def answered(data: bytes) -> None:
    report = WORLD.verify(data)
    assert report.verdict is not Verdict.VALID
    assert explain(report, award_in(report)).headline
    json.dumps(report.to_json())


@given(st.binary() | st.text().map(str.encode))
@settings(deadline=None, max_examples=200)
def test_any_bytes_are_answered(data: bytes) -> None:
    answered(data)


@given(st.dictionaries(NAMES, VALUES, max_size=10))
@settings(deadline=None, max_examples=300)
def test_any_json_is_answered(document: dict[str, object]) -> None:
    answered(json.dumps(document).encode("utf-8", "surrogatepass"))


@given(
    st.dictionaries(st.sampled_from(["alg", "typ", "kid", "cty", "crit", "jwk"]), SCALARS | WORDS),
    VALUES,
)
@settings(deadline=None, max_examples=200)
def test_any_token_is_answered(header: dict[str, object], payload: object) -> None:
    parts = [
        base64.urlsafe_b64encode(json.dumps(part).encode("utf-8", "surrogatepass")).rstrip(b"=")
        for part in ({"alg": "EdDSA", "typ": "vc+jwt", **header}, payload)
    ]
    answered(b".".join([*parts, base64.urlsafe_b64encode(bytes(64)).rstrip(b"=")]))
