"""The mechanism ``ecdsa-jcs-2019`` (Data Integrity ECDSA Cryptosuites 1.0, 3.3).

ECDSA over the digests of proof and document as canonical JSON (RFC 8785): P-256 with SHA-256,
P-384 with SHA-384, by the key. Key lookup, times and purposes are left to ``verifying``.
"""

from __future__ import annotations

from credstone.ports import JsonObject, KeyType, PublicKey
from credstone.securing.answer import SignatureAnswer
from credstone.securing.hash_pair import jcs_attach, jcs_check, jcs_signing_input
from credstone.securing.secured import STRICT, Proof, ProofOptions, Reading, SecuredDocument

NAME = "ecdsa-jcs-2019"
KEY_TYPES = frozenset({KeyType.P256, KeyType.P384})


def signing_input(document: JsonObject, options: ProofOptions, reading: Reading = STRICT) -> bytes:
    """Answer the bytes to sign (3.3.4); raises as ``hash_pair.jcs_signing_input`` does."""
    return jcs_signing_input(NAME, KEY_TYPES, document, options, reading)


def attach(document: JsonObject, options: ProofOptions, signature: bytes) -> bytes:
    """Answer the document with its proof, as the bytes that are kept and handed out."""
    return jcs_attach(NAME, document, options, signature)


def check(secured: SecuredDocument, proof: Proof, key: PublicKey) -> SignatureAnswer:
    """Say whether the signature is ``key``'s over document and proof (3.3.2)."""
    return jcs_check(NAME, KEY_TYPES, secured, proof, key)
