"""Times and claims that limit a document: over, not begun, turned, or said twice and differently.

Each is signed in earnest by its issuer.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from credstone.securing import mechanism
from tests.hostile.case import Case, Exclusion
from tests.hostile.honest import credential_mechanisms, minimal, secure
from tests.hostile.keys import ATTACKER, header_of, issuer_of, key, token

NAME = "times and claims"


def cases() -> Iterator[Case | Exclusion]:
    yield from _limits()
    yield from _claims()


def _case(name: str, data: bytes) -> Case:
    return Case(f"{NAME}/{name}", NAME, data)


def _limits() -> Iterator[Case]:
    for name, key_type in credential_mechanisms():
        signer = key("issuer", key_type)
        document = minimal(issuer_of(signer))
        if name in mechanism.CRYPTOSUITES:
            far = datetime(2098, 1, 1, tzinfo=UTC)
            ended = datetime(2025, 7, 1, tzinfo=UTC)
            yield _case(
                f"{name}/{key_type}/created later", secure(name, document, signer, created=far)
            )
            yield _case(f"{name}/{key_type}/expired", secure(name, document, signer, expires=ended))
        for kind, limits in {
            "not begun": {"validFrom": "2098-01-01T00:00:00Z"},
            "over": {"validUntil": "2025-07-01T00:00:00Z"},
            "turned": {"validFrom": "2025-07-01T00:00:00Z", "validUntil": "2025-06-01T00:00:00Z"},
        }.items():
            yield _case(f"{name}/{key_type}/{kind}", secure(name, document | limits, signer))


def _claims() -> Iterator[Case]:
    document = minimal(issuer_of(ATTACKER))
    for claim, value in {
        "exp": 1_750_000_000,
        "iat": 4_070_000_000,
        "nbf": 4_070_000_000,
        "aud": "x",
        "iss": "x",
        "sub": "x",
        "jti": "x",
        "vc": {},
        "vp": {},
        "_sd": [],
        "_sd_alg": "sha-256",
        "proof": {},
        "status": {"status_list": {"idx": 0, "uri": "https://a.example"}},
        "vct": "https://a.example/type",
        "nonce": "x",
    }.items():
        for kind, written_value in {
            "plain": value,
            "text": str(value),
            "null": None,
            "big": 10**40,
        }.items():
            payload = document | {claim: written_value}
            yield _case(f"vc-jwt/claim {claim} {kind}", token(header_of(ATTACKER), payload))
