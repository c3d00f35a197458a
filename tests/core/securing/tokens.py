"""Tokens signed for good by each type of key, whatever their headers say."""

from __future__ import annotations

from credstone.ports import Json, JsonObject
from credstone.securing.multibase import base64url_encode
from credstone.securing.private_keys import PrivateKey
from credstone.securing.strict_json import dumps
from credstone.verifying.policy import Policy
from credstone.verifying.profiles import VC_API
from credstone.verifying.report import Verdict, VerificationReport
from credstone.verifying.verify import verify
from tests.core.securing.samples import ACADEMY, COLLEGE, UNIVERSITY, credential, options_of
from tests.core.verifying.world import NOW
from tests.fakes import MemoryResolver, MemoryStatusSource

KEYS = {"EdDSA": UNIVERSITY, "ES256": COLLEGE, "ES384": ACADEMY}


def plain(key: PrivateKey) -> JsonObject:
    document = credential(key)
    del document["credentialStatus"]
    return document


def header(name: str, **changes: Json) -> JsonObject:
    """The header that belongs to the key; a change to Ellipsis leaves the member out."""
    kid = options_of(KEYS[name].public).verification_method
    told: dict[str, object] = {"alg": name, "kid": kid, "typ": "vc+jwt", "cty": "vc", **changes}
    return {key: value for key, value in told.items() if value is not ...}  # type: ignore[misc]


def token(name: str, head: JsonObject | bytes, payload: JsonObject | None = None) -> bytes:
    """A token whose signature is the key's own, whatever its header says."""
    key = KEYS[name]
    parts = [
        head if isinstance(head, bytes) else dumps(head),
        dumps(plain(key) if payload is None else payload),
    ]
    message = b".".join(base64url_encode(part).encode() for part in parts)
    return message + b"." + base64url_encode(key.sign(message)).encode()


def answer(data: bytes, policy: Policy | None = None) -> VerificationReport:
    keys, statuses = MemoryResolver(), MemoryStatusSource()
    return verify(data, at=NOW, keys=keys, statuses=statuses, policy=policy)


def assert_refused(data: bytes) -> None:
    for policy in (Policy(), VC_API):
        assert answer(data, policy).verdict is not Verdict.VALID
