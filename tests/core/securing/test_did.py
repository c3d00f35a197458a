"""DIDs: keys that name themselves, and documents that name keys."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from credstone.errors import KeyUnavailable, MalformedInput, Unavailable
from credstone.ports import JsonObject, KeyType, PublicKey
from credstone.securing.did import (
    LocalResolver,
    did_key,
    did_key_method_id,
    did_of,
    did_web_method_id,
    did_web_url,
    method_in_document,
    methods_from_document,
)
from credstone.securing.keys import to_jwk, to_multikey
from credstone.securing.multibase import base64url_encode
from credstone.securing.private_keys import generate

ED25519 = generate(KeyType.ED25519)[0].public
P256 = generate(KeyType.P256)[0].public
UNIVERSITY = "did:web:uni.example"


def did_jwk(jwk: JsonObject) -> str:
    return "did:jwk:" + base64url_encode(json.dumps(jwk).encode())


@pytest.mark.parametrize("key", [ED25519, P256])
def test_did_key_spells_out_its_key(key: PublicKey) -> None:
    method = LocalResolver().resolve(did_key_method_id(key))
    assert method.key == key
    assert method.controller == did_key(key)
    assert "assertionMethod" in method.relationships
    assert "keyAgreement" not in method.relationships


@pytest.mark.parametrize("key", [ED25519, P256])
def test_did_jwk_spells_out_its_key(key: PublicKey) -> None:
    did = did_jwk(to_jwk(key))
    method = LocalResolver().resolve(f"{did}#0")
    assert (method.key, method.controller) == (key, did)


@pytest.mark.parametrize(
    "method_id",
    [
        did_key(ED25519),
        did_key(ED25519) + "#",
        did_key(ED25519) + "#" + to_multikey(P256),
        did_key(ED25519) + "#0",
        did_key_method_id(ED25519) + "#again",
        "did:key:z6Mk#z6Mk",
        "did:key:#",
        "did:key:" + "z" * 5000 + "#x",
        did_jwk(to_jwk(ED25519)),
        did_jwk(to_jwk(ED25519)) + "#1",
        did_jwk({**to_jwk(ED25519), "d": "AAAA"}) + "#0",
        did_jwk({"kty": "oct", "k": "AAAA"}) + "#0",
        "did:jwk:W10#0",
        "did:jwk:e30=#0",
    ],
    ids=map(str, range(14)),  # the keys are fresh in every process
)
def test_a_did_that_holds_no_such_method_is_answered_so(method_id: str) -> None:
    with pytest.raises(KeyUnavailable):
        LocalResolver().resolve(method_id)


@pytest.mark.parametrize(
    "method_id", ["did:web:uni.example#key-1", "did:example:123#0", "https://x/k"]
)
def test_what_would_have_to_be_fetched_is_never_said_to_be_forged(method_id: str) -> None:
    with pytest.raises(Unavailable):
        LocalResolver().resolve(method_id)


@pytest.mark.parametrize(
    ("did", "url"),
    [
        ("did:web:uni.example", "https://uni.example/.well-known/did.json"),
        ("did:web:uni.example:issuers:law", "https://uni.example/issuers/law/did.json"),
        ("did:web:localhost%3A8443", "https://localhost:8443/.well-known/did.json"),
        ("did:web:xn--bcher-kva.example%3A3000:a", "https://xn--bcher-kva.example:3000/a/did.json"),
    ],
)
def test_did_web_names_an_https_address(did: str, url: str) -> None:
    assert did_web_url(did) == url


@pytest.mark.parametrize(
    "did",
    [
        "did:web:",
        "did:web:Uni.Example",
        "did:web:127.0.0.1",
        "did:web:2130706433",
        "did:web:[::1]",
        "did:web:uni.example.",
        "did:web:-uni.example",
        "did:web:user@uni.example",
        "did:web:uni.example/path",
        "did:web:uni.example?x=1",
        "did:web:uni.example#key",
        "did:web:uni.example%3A0",
        "did:web:uni.example%3A65536",
        "did:web:uni.example%3a443",
        "did:web:uni.example%2Fadmin",
        "did:web:uni.example::a",
        "did:web:uni.example:..:a",
        "did:web:uni.example:.",
        "did:web:uni.example:a%2F..%2Fb",
        "did:web:uni.example\n",
        "did:web:" + "a." * 130 + "example",
        "did:web:uni.example" + ":a" * 2000,
        "did:key:z6Mk",
    ],
)
def test_odd_forms_of_did_web_lead_nowhere(did: str) -> None:
    with pytest.raises(MalformedInput):
        did_web_url(did)


def controller_document(**changes: object) -> JsonObject:
    multikey = {
        "id": did_web_method_id(UNIVERSITY, ED25519),
        "type": "Multikey",
        "controller": UNIVERSITY,
        "publicKeyMultibase": to_multikey(ED25519),
    }
    jwk = {
        "id": "#law",
        "type": "JsonWebKey",
        "controller": "did:web:law.uni.example",
        "publicKeyJwk": to_jwk(P256),
        "expires": "2027-01-01T01:00:00+01:00",
        "revoked": "2026-06-01T00:00:00Z",
    }
    document = {
        "@context": ["https://www.w3.org/ns/did/v1"],
        "id": UNIVERSITY,
        "verificationMethod": [multikey, jwk],
        "assertionMethod": [multikey["id"]],
        "authentication": [f"{UNIVERSITY}#law"],
    }
    built: JsonObject = json.loads(json.dumps({**document, **changes}))
    return built


def test_a_controller_document_says_who_may_do_what_until_when() -> None:
    issuing, law = methods_from_document(UNIVERSITY, controller_document())
    assert issuing.key == ED25519
    assert issuing.relationships == {"assertionMethod"}
    assert (issuing.expires, issuing.revoked) == (None, None)
    assert law.id == f"{UNIVERSITY}#law"
    assert law.key == P256
    assert law.controller == "did:web:law.uni.example"
    assert law.relationships == {"authentication"}
    assert law.expires == datetime(2027, 1, 1, tzinfo=UTC)
    assert law.revoked == datetime(2026, 6, 1, tzinfo=UTC)


def test_an_embedded_method_serves_its_relationship_alone() -> None:
    embedded = {
        "id": "#held",
        "type": "Multikey",
        "controller": UNIVERSITY,
        "publicKeyMultibase": to_multikey(P256),
    }
    document = controller_document(assertionMethod=[embedded])
    held = method_in_document(f"{UNIVERSITY}#held", document)
    assert held.relationships == {"assertionMethod"}


def test_what_we_cannot_verify_with_is_left_out() -> None:
    other_kind = {
        "id": "#agree",
        "type": "X25519KeyAgreementKey2020",
        "controller": UNIVERSITY,
        "publicKeyMultibase": "z6LS",
    }
    foreign = {
        "id": "did:web:elsewhere.example#1",
        "type": "Multikey",
        "controller": UNIVERSITY,
        "publicKeyMultibase": to_multikey(ED25519),
    }
    document = controller_document(verificationMethod=[other_kind, foreign])
    assert methods_from_document(UNIVERSITY, document) == ()


def test_a_key_that_is_not_listed_is_not_there() -> None:
    with pytest.raises(KeyUnavailable):
        method_in_document(f"{UNIVERSITY}#other", controller_document())


METHOD = {"type": "Multikey", "controller": UNIVERSITY, "publicKeyMultibase": to_multikey(ED25519)}


@pytest.mark.conforms("cid-method-duplicate-id")
@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"id": "did:web:elsewhere.example"}, "another's document"),
        ({"id": f"{UNIVERSITY}/"}, "another's document"),
        ({"verificationMethod": {}}, "no array"),
        ({"verificationMethod": ["#key"]}, "a name where a method belongs"),
        ({"verificationMethod": [{**METHOD, "id": "key"}]}, "a bare word"),
        ({"verificationMethod": [{**METHOD, "id": "/path#key"}]}, "a relative path"),
        ({"verificationMethod": [{**METHOD, "id": "#"}]}, "an empty fragment"),
        ({"verificationMethod": [{**METHOD, "id": "#a"}] * 2}, "the same id twice"),
        (
            {"verificationMethod": [{**METHOD, "id": "#a"}, {**METHOD, "id": f"{UNIVERSITY}#a"}]},
            "the same id twice, once relative",
        ),
        ({"verificationMethod": [{**METHOD, "id": "#a", "controller": None}]}, "no controller"),
        ({"verificationMethod": [{**METHOD, "id": "#a", "expires": "2027-01-01"}]}, "no moment"),
        ({"verificationMethod": [{**METHOD, "id": "#a", "revoked": True}]}, "no moment"),
        ({"assertionMethod": [7]}, "neither a name nor a method"),
        ({"assertionMethod": "#key"}, "no array"),
        ({"assertionMethod": ["#a"] * 300}, "too many"),
    ],
)
def test_a_document_that_can_be_read_two_ways_is_refused(changes: JsonObject, why: str) -> None:
    with pytest.raises(MalformedInput):
        methods_from_document(UNIVERSITY, controller_document(**changes))


@pytest.mark.parametrize("name", [UNIVERSITY, f"{UNIVERSITY}#a", f"{UNIVERSITY}#a#b"])
def test_the_did_is_what_stands_before_the_first_number_sign(name: str) -> None:
    assert did_of(name) == UNIVERSITY
