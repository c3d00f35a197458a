"""Controlled Identifiers 1.0: what a method must say before its key verifies anything."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from credstone.errors import KeyUnavailable, MalformedInput
from credstone.ports import Json, JsonObject, KeyType, PublicKey, VerificationMethod
from credstone.securing import mechanism
from credstone.securing.controller_document import controller_document, methods_from_document
from credstone.securing.did import (
    LocalResolver,
    did_key,
    did_key_method_id,
    did_web_jwk_id,
    did_web_method_id,
    method_in_document,
)
from credstone.securing.keys import from_multikey, to_jwk, to_multikey
from credstone.securing.multibase import base58btc_decode, base64url_encode, multibase_encode
from tests.core.securing.samples import ACADEMY, COLLEGE, UNIVERSITY

DID = "did:web:uni.example"
NAME = f"{DID}#key-1"
KEYS = [UNIVERSITY.public, COLLEGE.public, ACADEMY.public]
PREFIXES = {
    KeyType.ED25519: (b"\xed\x01", 32),
    KeyType.P256: (b"\x80\x24", 33),
    KeyType.P384: (b"\x81\x24", 49),
}
MULTIKEY: JsonObject = {
    "id": NAME,
    "type": "Multikey",
    "controller": DID,
    "publicKeyMultibase": to_multikey(UNIVERSITY.public),
}
JSON_WEB_KEY: JsonObject = {
    "id": NAME,
    "type": "JsonWebKey",
    "controller": DID,
    "publicKeyJwk": to_jwk(COLLEGE.public),
}


def document(*methods: JsonObject, **changes: Json) -> JsonObject:
    listed: list[Json] = list(methods)
    whole: JsonObject = {"id": DID, "verificationMethod": listed, "assertionMethod": [NAME]}
    return {name: value for name, value in {**whole, **changes}.items() if value is not None}


def without(method: JsonObject, *names: str) -> JsonObject:
    return {name: value for name, value in method.items() if name not in names}


@pytest.mark.conforms(
    "cid-multikey-ed25519",
    "cid-multikey-p256",
    "cid-multikey-p384",
    "cid-conversion",
    "eddsa-multikey-base58",
    "ecdsa-multikey-base58",
)
@pytest.mark.parametrize("public", KEYS, ids=lambda key: key.type)
def test_a_multikey_is_its_prefix_and_the_key_in_base_58(public: PublicKey) -> None:
    written = to_multikey(public)
    prefix, length = PREFIXES[public.type]
    data = base58btc_decode(written.removeprefix("z"))
    assert written.startswith("z")
    assert data == prefix + public.raw
    assert len(public.raw) == length
    assert from_multikey(written) == public
    assert to_multikey(from_multikey(written)) == written


@pytest.mark.conforms(
    "cid-multikey-unknown", "eddsa-multikey-other", "ecdsa-multikey-other", "cid-secret-shown"
)
@pytest.mark.parametrize(
    "text",
    [
        "u" + base64url_encode(b"\xed\x01" + UNIVERSITY.public.raw),
        "f" + (b"\xed\x01" + UNIVERSITY.public.raw).hex(),
        to_multikey(UNIVERSITY.public).removeprefix("z"),
        multibase_encode(b"\x80\x26" + bytes(range(32))),
        multibase_encode(b"\x86\x26" + bytes(range(32))),
        multibase_encode(b"\x87\x26" + bytes(range(48))),
        multibase_encode(b"\xeb\x01" + bytes(96)),
        multibase_encode(b"\x86\x24" + COLLEGE.public.raw),
        multibase_encode(b"\xec\x01" + UNIVERSITY.public.raw),
        multibase_encode(b"\x80\x24" + UNIVERSITY.public.raw),
        multibase_encode(b"\xed\x01" + COLLEGE.public.raw),
        multibase_encode(b"\x80\x24\x04" + bytes(64)),
    ],
    ids=[
        "base64url",
        "hex",
        "no header",
        "secret Ed25519",
        "secret P-256",
        "secret P-384",
        "BLS12-381",
        "SM2",
        "X25519",
        "too short",
        "too long",
        "uncompressed point",
    ],
)
def test_another_encoding_or_kind_of_key_is_none(text: str) -> None:
    with pytest.raises(MalformedInput):
        from_multikey(text)
    spoilt = document({**MULTIKEY, "publicKeyMultibase": text})
    assert methods_from_document(DID, spoilt) == ()
    with pytest.raises(KeyUnavailable):
        LocalResolver().resolve(f"did:key:{text}#{text}")


@pytest.mark.conforms("cid-multikey", "cid-json-web-key", "jose-read-json-web-key")
@pytest.mark.parametrize("public", KEYS, ids=lambda key: key.type)
def test_a_key_is_read_from_either_kind_of_method(public: PublicKey) -> None:
    for method in (
        {**MULTIKEY, "publicKeyMultibase": to_multikey(public)},
        {**JSON_WEB_KEY, "publicKeyJwk": to_jwk(public)},
    ):
        found = method_in_document(NAME, document(method))
        assert (found.key, found.controller) == (public, DID)


@pytest.mark.conforms(
    "cid-method-members",
    "cid-method-type",
    "cid-one-material",
    "cid-secret-shown",
    "cid-retrieve-method",
)
@pytest.mark.parametrize(
    "method",
    [
        without(MULTIKEY, "type"),
        without(MULTIKEY, "publicKeyMultibase"),
        {**MULTIKEY, "type": ["Multikey"]},
        {**MULTIKEY, "type": "multikey"},
        {**MULTIKEY, "type": "Ed25519VerificationKey2018"},
        {**MULTIKEY, "publicKeyMultibase": [to_multikey(UNIVERSITY.public)]},
        {**MULTIKEY, "publicKeyJwk": to_jwk(UNIVERSITY.public)},
        {**MULTIKEY, "secretKeyMultibase": multibase_encode(b"\x80\x26" + bytes(32))},
        {**without(JSON_WEB_KEY, "publicKeyJwk"), "publicKeyMultibase": "z6Mk"},
        {**JSON_WEB_KEY, "publicKeyJwk": "{}"},
        {**JSON_WEB_KEY, "publicKeyMultibase": to_multikey(COLLEGE.public)},
        {**JSON_WEB_KEY, "secretKeyJwk": {**to_jwk(COLLEGE.public), "d": "AA"}},
    ],
    ids=range(12),
)
def test_a_method_that_breaks_the_model_verifies_nothing(method: JsonObject) -> None:
    assert methods_from_document(DID, document(method)) == ()
    with pytest.raises(KeyUnavailable):
        method_in_document(NAME, document(method))


@pytest.mark.conforms("cid-jwk-private")
@pytest.mark.parametrize("member", ["d", "p", "q", "dp", "dq", "qi", "oth", "k", "priv"])
def test_a_jwk_with_a_private_member_is_no_public_key(member: str) -> None:
    shown = {**to_jwk(COLLEGE.public), member: "AA"}
    assert methods_from_document(DID, document({**JSON_WEB_KEY, "publicKeyJwk": shown})) == ()


@pytest.mark.conforms(
    "cid-method-id", "cid-method-controller", "cid-retrieve-document", "cid-method-members"
)
@pytest.mark.parametrize(
    "method",
    [
        without(MULTIKEY, "id"),
        {**MULTIKEY, "id": 7},
        {**MULTIKEY, "id": "key-1"},
        {**MULTIKEY, "id": "key-1#a"},
        without(MULTIKEY, "controller"),
        {**MULTIKEY, "controller": 7},
        {**MULTIKEY, "controller": [DID]},
        {**MULTIKEY, "controller": "uni.example"},
        {**MULTIKEY, "controller": ""},
    ],
    ids=str,
)
def test_a_method_without_address_or_holder_spoils_its_document(method: JsonObject) -> None:
    with pytest.raises(MalformedInput):
        methods_from_document(DID, document(method))


@pytest.mark.conforms("cid-expires", "cid-revoked")
@pytest.mark.parametrize("member", ["expires", "revoked"])
@pytest.mark.parametrize("written", ["2027-01-01", "2027-01-01T00:00:00", "never", 7, None])
def test_the_end_of_a_method_is_a_moment(member: str, written: Json) -> None:
    with pytest.raises(MalformedInput):
        methods_from_document(DID, document({**MULTIKEY, member: written}))


@pytest.mark.conforms("cid-id", "cid-canonical-url", "cid-retrieve-document")
@pytest.mark.parametrize("name", [None, 7, "", "uni.example", "did:web:other.example", f"{DID}/"])
def test_a_document_is_that_of_its_own_id(name: Json) -> None:
    spoilt = {**document(MULTIKEY), "id": name}
    with pytest.raises(MalformedInput):
        methods_from_document(DID, spoilt if name is not None else without(spoilt, "id"))


@pytest.mark.conforms("cid-methods-set", "cid-relationships", "cid-retrieve-document")
@pytest.mark.parametrize(
    "changes",
    [
        {"verificationMethod": MULTIKEY},
        {"verificationMethod": NAME},
        {"verificationMethod": [NAME]},
        {"assertionMethod": NAME},
        {"assertionMethod": MULTIKEY},
        {"assertionMethod": [7]},
        {"authentication": {}},
        {"capabilityInvocation": "x"},
        {"capabilityDelegation": [None]},
    ],
    ids=str,
)
def test_methods_and_relationships_are_sets(changes: JsonObject) -> None:
    with pytest.raises(MalformedInput):
        methods_from_document(DID, document(MULTIKEY, **changes))


@pytest.mark.conforms("cid-relationships", "cid-relationship-binds")
def test_a_method_serves_what_lists_it_whole_or_by_its_id_and_nothing_else() -> None:
    held = {**MULTIKEY, "id": f"{DID}#held", "publicKeyMultibase": to_multikey(ACADEMY.public)}
    both = document(MULTIKEY, assertionMethod=["#key-1"], authentication=[held])
    assert method_in_document(NAME, both).relationships == {"assertionMethod"}
    assert method_in_document(f"{DID}#held", both).relationships == {"authentication"}
    unlisted = document(MULTIKEY, assertionMethod=None)
    assert method_in_document(NAME, unlisted).relationships == frozenset()


@pytest.mark.conforms("cid-context-injection")
@pytest.mark.parametrize("context", [None, "https://www.w3.org/ns/cid/v1", ["https://x.example/"]])
def test_a_document_means_the_same_with_whatever_context_or_none(context: Json) -> None:
    bare = document(MULTIKEY)
    told = document(MULTIKEY, **{"@context": context})
    assert methods_from_document(DID, told) == methods_from_document(DID, bare)


@pytest.mark.conforms(
    "cid-id",
    "cid-methods-set",
    "cid-method-members",
    "cid-relationships",
    "cid-multikey",
    "cid-json-web-key",
    "cid-one-material",
    "jose-json-web-key",
)
@pytest.mark.parametrize("key", KEYS, ids=lambda key: key.type)
def test_what_we_publish_holds_each_key_as_multikey_and_as_json_web_key(key: PublicKey) -> None:
    uses, ends = frozenset({"assertionMethod"}), datetime(2027, 1, 1, tzinfo=UTC)
    multikey, jwk = did_web_method_id(DID, key), did_web_jwk_id(DID, key)
    method = VerificationMethod(multikey, DID, key, uses, ends)
    written = json.loads(json.dumps(controller_document(DID, [method])))
    assert written["id"] == DID
    assert written["assertionMethod"] == [multikey, jwk]
    both = {"controller": DID, "expires": "2027-01-01T00:00:00Z"}
    assert written["verificationMethod"] == [
        {"id": multikey, "type": "Multikey", "publicKeyMultibase": to_multikey(key), **both},
        {"id": jwk, "type": "JsonWebKey", "publicKeyJwk": to_jwk(key), **both},
    ]
    assert methods_from_document(DID, written) == (method, replace(method, id=jwk))


@pytest.mark.conforms("jose-json-web-key", "jose-kid-url")
@pytest.mark.parametrize("key", KEYS, ids=lambda key: key.type)
def test_tokens_name_the_json_web_key_and_embedded_proofs_the_multikey(key: PublicKey) -> None:
    written = controller_document(
        DID, [VerificationMethod(did_web_method_id(DID, key), DID, key, frozenset())]
    )
    listed = {one["id"]: one["type"] for one in written["verificationMethod"]}  # type: ignore[union-attr, index, call-overload]
    for name in mechanism.MECHANISMS:
        expected = "Multikey" if name in mechanism.CRYPTOSUITES else "JsonWebKey"
        assert listed[mechanism.method_id(name, DID, key)] == expected
        assert mechanism.method_id(name, did_key(key), key) == did_key_method_id(key)


def test_a_did_key_holds_the_key_that_it_spells() -> None:
    for key in KEYS:
        did = did_key(key)
        method = LocalResolver().resolve(f"{did}#{did.removeprefix('did:key:')}")
        assert (method.key, method.controller) == (key, did)
