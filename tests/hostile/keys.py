"""The corpus's own keys, each made from its name: the issuer's, a co-signer's, an attacker's.

Signing here has no lint: an attacker's software signs what ours would refuse to.
"""

# ruff: noqa: ANN401 an attacker signs any value

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from functools import cache
from typing import Any

from credstone.contexts import FROZEN
from credstone.errors import CredstoneError
from credstone.ports import JsonObject, KeyType
from credstone.securing import mechanism
from credstone.securing.canonical import jcs
from credstone.securing.did import did_key, did_key_method_id
from credstone.securing.multibase import multibase_encode
from credstone.securing.private_keys import PrivateKey, private_key
from credstone.verifying.profiles import EXAMPLES_CONTEXT, EXAMPLES_URL
from tests.hostile.touch import written

ALGORITHM = {"Ed25519": "EdDSA", "P-256": "ES256", "P-384": "ES384"}
_SECRET_BYTES = {"Ed25519": 32, "P-256": 32, "P-384": 48}
CREATED = "2025-06-01T00:00:00Z"
EVERY_CONTEXT = FROZEN.bringing({EXAMPLES_URL: EXAMPLES_CONTEXT})


@cache
def key(name: str, key_type: KeyType = KeyType.ED25519) -> PrivateKey:
    """The key of that name and type, the same one on every machine."""
    secret = hashlib.sha384(f"{name} {key_type.value}".encode()).digest()
    # The highest bit is cleared, so that the number lies inside every group.
    count = _SECRET_BYTES[key_type.value]
    return private_key(key_type, bytes([secret[0] & 0x7F]) + secret[1:count])


ATTACKER = key("attacker")


def issuer_of(signer: PrivateKey) -> str:
    return did_key(signer.public)


def method_of(signer: PrivateKey) -> str:
    return did_key_method_id(signer.public)


def b64(data: bytes) -> bytes:
    return base64.urlsafe_b64encode(data).rstrip(b"=")


def header_of(signer: PrivateKey, **changes: Any) -> dict[str, Any]:
    """The header of an honest token of ``signer``; a change to ``...`` leaves the member out."""
    honest = {
        "alg": ALGORITHM[signer.public.type.value],
        "cty": "vc",
        "kid": method_of(signer),
        "typ": "vc+jwt",
    }
    return {name: value for name, value in (honest | changes).items() if value is not ...}


def token(header: Any, payload: Any, signer: PrivateKey = ATTACKER) -> bytes:
    """A token with a good signature over any header and payload, given as values or as bytes."""
    parts = [part if isinstance(part, bytes) else written(part) for part in (header, payload)]
    signed = b".".join(map(b64, parts))
    return signed + b"." + b64(signer.sign(signed))


def jcs_signed(
    document: JsonObject, signer: PrivateKey = ATTACKER, **changes: Any
) -> dict[str, Any]:
    """``document`` with a good proof over its JSON (Data Integrity EdDSA and ECDSA, jcs suites)."""
    suite = "eddsa-jcs-2022" if signer.public.type is KeyType.ED25519 else "ecdsa-jcs-2019"
    honest = {
        "type": "DataIntegrityProof",
        "cryptosuite": suite,
        "created": CREATED,
        "verificationMethod": method_of(signer),
        "proofPurpose": "assertionMethod",
        "@context": document.get("@context"),
    }
    options = {name: value for name, value in (honest | changes).items() if value is not ...}
    digest = hashlib.sha384 if signer.public.type.value == "P-384" else hashlib.sha256
    message = b"".join(digest(jcs.canonicalize(part)).digest() for part in (options, document))
    proof = {**options, "proofValue": multibase_encode(signer.sign(message))}
    return {**document, "proof": proof}


def sealed(document: Any, signer: PrivateKey = ATTACKER) -> Iterator[tuple[str, bytes]]:
    """``document`` truly signed by ``signer``, in each way that needs no understanding of it."""
    yield "vc-jwt", token(header_of(signer), document, signer)
    if "eddsa-jcs-2022" in mechanism.CRYPTOSUITES and isinstance(document, dict):
        try:
            yield "jcs", written(jcs_signed(document, signer))
        except CredstoneError:  # JCS has no spelling for it, so it cannot be signed so
            return
