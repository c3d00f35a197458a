"""Claims of every kind behind a good signature: the checks that only a signed document reaches.

Someone who has a key can sign whatever they like. The input is the document; it is signed here as
a token, without any of the rules that our own issuing would hold it to.
"""

from __future__ import annotations

from functools import cache

from credstone.errors import CredstoneError
from credstone.ports import KeyType
from credstone.securing.did import did_key, did_key_method_id
from credstone.securing.multibase import base64url_encode
from credstone.securing.private_keys import PrivateKey, generate
from credstone.securing.strict_json import dumps, loads
from tests.fuzz.mutate import half, json_mutator
from tests.fuzz.targets.verify import answered

MOST = 8192
mutate = half(json_mutator)

ISSUER = "did:key:the-one-who-signs"
"""Stands in an input for the signer's id, which is another in every run."""


def one_input(data: bytes) -> None:
    try:
        document = loads(data.replace(ISSUER.encode(), did_key(_key().public).encode()))
    except CredstoneError:
        return
    report = answered(token(document))
    ids = [check.id for check in report.checks]
    assert len(ids) >= 1


def token(document: object) -> bytes:
    """A token over ``document``, whatever that is."""
    header = {"alg": "EdDSA", "typ": "vc+jwt", "kid": did_key_method_id(_key().public)}
    parts = (base64url_encode(dumps(part)) for part in (header, document))  # type: ignore[arg-type]
    signed = ".".join(parts).encode("ascii")
    return signed + b"." + base64url_encode(_key().sign(signed)).encode("ascii")


@cache
def _key() -> PrivateKey:
    return generate(KeyType.ED25519)[0]
