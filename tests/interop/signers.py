"""Cryptosuites with a key of ours each, in the forms that we and the npm libraries take keys in."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from functools import cached_property

from credstone.ports import Json, JsonObject, KeyType
from credstone.securing import mechanism
from credstone.securing.did import did_key, did_key_method_id
from credstone.securing.keys import to_multikey
from credstone.securing.multibase import multibase_encode
from credstone.securing.private_keys import PrivateKey, private_key
from credstone.securing.secured import ProofOptions
from tests.interop.open_badge import CREATED, ISSUER, SEED

# Multicodec of private keys: p256-priv, p384-priv.
_SECRET = {KeyType.P256: b"\x86\x26", KeyType.P384: b"\x87\x26"}


@dataclass(frozen=True)
class SuiteSigner:
    """A cryptosuite and the secret of a key that it signs with."""

    suite: str
    key_type: KeyType
    secret: bytes

    def __str__(self) -> str:
        return f"{self.suite} {self.key_type}"

    @cached_property
    def key(self) -> PrivateKey:
        return private_key(self.key_type, self.secret)

    @property
    def did(self) -> str:
        return did_key(self.key.public)

    def issued(self, document: JsonObject) -> JsonObject:
        """The document with this key's did:key as the issuer wherever ours stands."""
        written: JsonObject = json.loads(json.dumps(document).replace(ISSUER, self.did))
        return written

    def sign(self, document: JsonObject, options: ProofOptions | None = None) -> bytes:
        """The document as we secure it; it may carry proofs already."""
        asked = self.options() if options is None else options
        message = mechanism.signing_input(self.suite, document, asked)
        return mechanism.attach(self.suite, document, asked, self.key.sign(message))

    def options(self, **more: object) -> ProofOptions:
        public = self.key.public
        plain = ProofOptions(did_key_method_id(public), public.type, CREATED)
        return replace(plain, **more)  # type: ignore[arg-type]

    def for_peer(self) -> dict[str, Json]:
        """Suite and key as the npm libraries are told."""
        if self.key_type is KeyType.ED25519:
            return {"suite": self.suite, "seed": self.secret.hex()}
        pair: JsonObject = {
            "publicKeyMultibase": to_multikey(self.key.public),
            "secretKeyMultibase": multibase_encode(_SECRET[self.key_type] + self.secret),
        }
        return {"suite": self.suite, "pair": pair}


_P384 = bytes(range(1, 49))
SIGNERS = (
    SuiteSigner("eddsa-rdfc-2022", KeyType.ED25519, SEED),
    SuiteSigner("eddsa-jcs-2022", KeyType.ED25519, SEED),
    SuiteSigner("ecdsa-rdfc-2019", KeyType.P256, _P384[:32]),
    SuiteSigner("ecdsa-rdfc-2019", KeyType.P384, _P384),
    SuiteSigner("ecdsa-jcs-2019", KeyType.P256, _P384[:32]),
    SuiteSigner("ecdsa-jcs-2019", KeyType.P384, _P384),
)
