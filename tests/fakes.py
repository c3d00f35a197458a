"""Honest in-memory stand-ins for what the core asks of the world.

Each is a real implementation of its port, only without a process, a file or a network behind it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from credstone.errors import KeyUnavailable, NotAllowed, Unavailable
from credstone.keystore.lint import check_message
from credstone.keystore.record import KeyRecord
from credstone.ports import KeyType, PublicKey, Purpose, VerificationMethod
from credstone.securing.did import LocalResolver, did_key_method_id
from credstone.securing.private_keys import PrivateKey, generate
from credstone.securing.timestamps import parse_timestamp

BIRTHDAY = parse_timestamp("2026-01-01T00:00:00Z", where="")


@dataclass
class MemorySigner:
    """A ``ports.Signer`` with the keystore's rules, whose keys live and die with the test."""

    _keys: dict[str, tuple[PrivateKey, KeyRecord]] = field(default_factory=dict)

    def generate(
        self,
        key_type: KeyType = KeyType.ED25519,
        purpose: Purpose = Purpose.ISSUING,
        key_id: str | None = None,
    ) -> str:
        """Let a key be born; answers its id, by default the did:key method that spells it out."""
        private, _ = generate(key_type)
        name = key_id or did_key_method_id(private.public)
        self._keys[name] = (private, KeyRecord(name, "test", purpose, private.public, BIRTHDAY))
        return name

    def sign_many(self, key_id: str, purpose: Purpose, messages: Sequence[bytes]) -> list[bytes]:
        private, record = self._key(key_id)
        if not record.purpose.serves(purpose):
            raise NotAllowed(f"This key is for {record.purpose}, not for {purpose}.", where=key_id)
        for message in messages:
            check_message(record, message)
        return [private.sign(message) for message in messages]

    def public(self, key_id: str) -> PublicKey:
        return self._key(key_id)[0].public

    def _key(self, key_id: str) -> tuple[PrivateKey, KeyRecord]:
        try:
            return self._keys[key_id]
        except KeyError:
            raise KeyUnavailable("The keystore has no such key.", where=key_id) from None


@dataclass(frozen=True)
class MemoryResolver:
    """A ``ports.KeyResolver`` that knows did:key, did:jwk and the methods it was given."""

    methods: Mapping[str, VerificationMethod] = field(default_factory=dict)

    def resolve(self, method_id: str) -> VerificationMethod:
        if method_id in self.methods:
            return self.methods[method_id]
        return LocalResolver().resolve(method_id)


@dataclass(frozen=True)
class MemoryStatusSource:
    """A ``ports.StatusSource`` over lists held in memory; any other address is out of reach."""

    lists: Mapping[str, bytes] = field(default_factory=dict)

    def status_list(self, url: str) -> bytes:
        if url not in self.lists:
            raise Unavailable("The status list cannot be reached.", where=url)
        return self.lists[url]
