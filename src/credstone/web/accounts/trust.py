"""Signing a trust list with the home's own key for that, and nothing else."""

from __future__ import annotations

from credstone.keystore.client import SignerClient
from credstone.keystore.record import KeyRecord, KeyState
from credstone.ports import JsonObject, KeyType, Purpose
from credstone.securing.did import did_key_method_id
from credstone.verifying import trust_list

# Whoever runs the home speaks in a trust list, not one of its organisations.
_TENANT = "home"


def sign_trust_list(keys: SignerClient, body: JsonObject) -> bytes:
    """The signed list, a compact token; the key is born at the first list.

    Raises ``MalformedInput`` when ``body`` is no trust list.
    """
    key = _key(keys)
    signed = trust_list.signing_input(
        body, method_id=did_key_method_id(key.public), key_type=key.public.type
    )
    return trust_list.attach(signed, keys.sign_many(key.id, Purpose.TRUST_LIST, [signed])[0])


def _key(keys: SignerClient) -> KeyRecord:
    for record in keys.records():
        if record.purpose is Purpose.TRUST_LIST and record.state is KeyState.ACTIVE:
            return record
    return keys.generate(_TENANT, Purpose.TRUST_LIST, KeyType.ED25519)
