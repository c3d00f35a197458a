"""The Python peers behind one pipe: a JSON request a line in, a JSON answer a line out.

Runs in a venv of its own (``.venv-peers``), so nothing here imports Credstone and Credstone
never imports what is here. Nothing is fetched; did:key is resolved by each library itself.

- ``{op: "verify", lib, credential}`` → ``{verified, error}``; a credential is an object with an
  embedded proof, or a compact JWT as a string
- ``{op: "issue", lib, mechanism, credential, seed}`` → ``{credential, error}``, where mechanism is
  ``eddsa-rdfc-2022`` or ``vc-jwt`` and seed the 32 bytes of an Ed25519 key in hex

``lib`` is ``openvc``, ``openbadgeslib`` or ``pyjwt``. The last one only issues: openbadgeslib
puts the key into the JWT's header (``jwk``) and openvc the credential into a ``vc`` claim, so
neither writes the form of VC-JOSE-COSE, and PyJWT, which both stand on, does.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)
from openbadgeslib.ob3 import (
    OB3LdpVerifier,
    OB3Signer,
    OB3Verifier,
    add_data_integrity_proof,
    did_key_from_pem,
)
from openbadgeslib.ob3.contexts import bundled_contexts
from openvc.keys import Ed25519SigningKey
from openvc.proof.data_integrity import DataIntegrityProofSuite
from openvc.proof.vc_jwt import VcJwtProofSuite
from openvc.verify import VerificationPolicy, verify_credential

Request = dict[str, Any]
Answer = dict[str, Any]

# openvc ships the W3C context only; the Open Badges one comes from the other stranger.
OPEN_BADGES = {
    url: document for url, document in bundled_contexts().items() if "purl.imsglobal.org" in url
}
# A status list is ours to publish and nobody's to fetch here.
POLICY = VerificationPolicy(require_status=False)


def private_key(seed: str) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(seed))


def private_pem(seed: str) -> bytes:
    return private_key(seed).private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def verification_method(seed: str) -> str:
    """The id of the one method of the seed's did:key."""
    public = private_key(seed).public_key()
    did = did_key_from_pem(public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))
    return f"{did}#{did.removeprefix('did:key:')}"


def openvc_verify(request: Request) -> Answer:
    verify_credential(request["credential"], policy=POLICY, extra_contexts=OPEN_BADGES)
    return {"verified": True, "error": None}


def openvc_issue(request: Request) -> Answer:
    method = verification_method(request["seed"])
    key = Ed25519SigningKey.from_pem(private_pem(request["seed"]), kid=method)
    if request["mechanism"] == "vc-jwt":
        signed: Any = VcJwtProofSuite().sign(request["credential"], signing_key=key)
    else:
        signed = DataIntegrityProofSuite().add_proof(
            request["credential"],
            signing_key=key,
            verification_method=method,
            extra_contexts=OPEN_BADGES,
        )
    return {"credential": signed, "error": None}


def openbadgeslib_verify(request: Request) -> Answer:
    credential = request["credential"]
    if isinstance(credential, str):
        claimed = jwt.decode(credential, options={"verify_signature": False})
        OB3Verifier.for_issuer_did(claimed["issuer"]["id"]).verify(credential)
    else:
        OB3LdpVerifier().verify(credential)
    return {"verified": True, "error": None}


def openbadgeslib_issue(request: Request) -> Answer:
    pem = private_pem(request["seed"])
    if request["mechanism"] == "vc-jwt":
        signer = OB3Signer(pem, algorithm="EdDSA")
        signed: Any = signer.sign_payload(request["credential"])
    else:
        signed = add_data_integrity_proof(
            request["credential"], pem, verification_method(request["seed"])
        )
    return {"credential": signed, "error": None}


def pyjwt_issue(request: Request) -> Answer:
    header = {"typ": "vc+jwt", "kid": verification_method(request["seed"])}
    key = private_key(request["seed"])
    return {
        "credential": jwt.encode(request["credential"], key, algorithm="EdDSA", headers=header),
        "error": None,
    }


OPERATIONS: dict[tuple[str, str], Callable[[Request], Answer]] = {
    ("openvc", "verify"): openvc_verify,
    ("openvc", "issue"): openvc_issue,
    ("openbadgeslib", "verify"): openbadgeslib_verify,
    ("openbadgeslib", "issue"): openbadgeslib_issue,
    ("pyjwt", "issue"): pyjwt_issue,
}


def answer(line: str) -> Answer:
    """One answer per line, whatever a library raises: a refusal is what the tests ask for."""
    try:
        request = json.loads(line)
        return OPERATIONS[request["lib"], request["op"]](request)
    except Exception as refusal:  # noqa: BLE001 - foreign code, any exception is its "no"
        why = f"{type(refusal).__name__}: {refusal}"
        return {"verified": False, "credential": None, "error": why}


def main() -> None:
    for line in sys.stdin:
        sys.stdout.write(json.dumps(answer(line)) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
