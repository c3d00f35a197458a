"""From a key's id to the key: spelled out, known at home, or fetched from the issuer's own site."""

from __future__ import annotations

import json
import ssl

import pytest

from credstone.errors import KeyUnavailable, Unavailable
from credstone.net.cache import Cache
from credstone.net.fetch import Fetcher
from credstone.net.resolve import Resolver
from credstone.ports import Json, JsonObject, KeyType, PublicKey
from credstone.securing.did import did_key_method_id
from credstone.securing.keys import to_multikey
from tests.core.net.servers import HOST, PUBLIC, Canary, Server, answer, by_path, saying, serving

KEY = PublicKey(KeyType.ED25519, bytes(range(32)))
OTHER = PublicKey(KeyType.ED25519, bytes(range(1, 33)))
DID = f"did:web:{HOST}"
METHOD = f"{DID}#key-1"


def _document(did: str = DID, key: PublicKey = KEY, **more: Json) -> JsonObject:
    method: JsonObject = {
        "id": f"{did}#key-1",
        "type": "Multikey",
        "controller": did,
        "publicKeyMultibase": to_multikey(key),
    }
    return {"id": did, "verificationMethod": [method], "assertionMethod": [f"{did}#key-1"], **more}


def _page(document: Json) -> bytes:
    return answer(json.dumps(document).encode(), media_type="application/did+json")


def _fetcher(server: Server) -> Fetcher:
    return Fetcher(network=True, lookup=lambda _name: [PUBLIC], dial=server.dial)


def _offline(canary: Canary) -> Fetcher:
    return Fetcher(network=True, lookup=lambda _name: [PUBLIC], dial=canary.dial)


def test_a_key_that_its_id_spells_out_asks_nobody(canary: Canary) -> None:
    method = Resolver(_offline(canary)).resolve(did_key_method_id(KEY))

    assert method.key == KEY
    assert canary.connections() == 0


def test_a_key_of_the_home_asks_nobody(canary: Canary) -> None:
    resolver = Resolver(_offline(canary), own={DID: _document()})

    assert resolver.resolve(METHOD).key == KEY
    with pytest.raises(KeyUnavailable, match="does not list"):
        resolver.resolve(f"{DID}#key-2")
    assert canary.connections() == 0


@pytest.mark.parametrize(
    ("did", "path"),
    [(DID, "/.well-known/did.json"), (f"{DID}:faculty:law", "/faculty/law/did.json")],
)
def test_a_key_of_a_web_domain_is_fetched_there(
    did: str, path: str, certified: ssl.SSLContext
) -> None:
    with serving(certified, by_path({path: _page(_document(did))})) as server:
        method = Resolver(_fetcher(server)).resolve(f"{did}#key-1")

    assert method.key == KEY
    assert method.relationships == {"assertionMethod"}


def test_a_document_is_kept_for_a_minute(certified: ssl.SSLContext) -> None:
    now = [0.0]
    with serving(certified, saying(_page(_document()))) as server:
        resolver = Resolver(_fetcher(server), cache=Cache(lambda: now[0]))
        for now[0] in (0.0, 30.0, 59.9):
            resolver.resolve(METHOD)
        assert len(server.requests) == 1
        now[0] = 60.0
        resolver.resolve(METHOD)
        assert len(server.requests) == 2


def test_nobody_is_sent_on_from_a_did_document(certified: ssl.SSLContext) -> None:
    pages = {
        "/.well-known/did.json": answer(b"", status="302 x", headers=("Location: /other.json",)),
        "/other.json": _page(_document(key=OTHER)),
    }
    with (
        serving(certified, by_path(pages)) as server,
        pytest.raises(Unavailable, match="sends us elsewhere"),
    ):
        Resolver(_fetcher(server)).resolve(METHOD)


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        (answer(b"", status="404 Not Found"), "status 404"),
        (answer(b"<html>", media_type="text/html"), "of type text/html"),
        (answer(b"{"), "No controller document came"),
        (answer(b'{"id": "a", "id": "b"}'), "No controller document came"),
        (answer(b"[" * 100_000), "No controller document came"),
        (answer(b"[]"), "other JSON"),
    ],
)
def test_a_document_that_did_not_come_leaves_the_question_open(
    page: bytes, reason: str, certified: ssl.SSLContext
) -> None:
    with serving(certified, saying(page)) as server, pytest.raises(Unavailable, match=reason):
        Resolver(_fetcher(server)).resolve(METHOD)


@pytest.mark.parametrize(
    "document",
    [
        _document("did:web:evil.example.edu"),
        {"id": DID},
        {"id": DID, "verificationMethod": "x"},
        _document(verificationMethod=[]),
        _document(verificationMethod=[{"id": "did:web:evil.example.edu#key-1"}]),
    ],
    ids=["another's", "no methods", "wrong type", "not there", "another's method"],
)
def test_a_document_that_does_not_hold_the_key_is_an_answer(
    document: JsonObject, certified: ssl.SSLContext
) -> None:
    with serving(certified, saying(_page(document))) as server, pytest.raises(KeyUnavailable):
        Resolver(_fetcher(server)).resolve(METHOD)


@pytest.mark.parametrize(
    "did",
    [
        "did:web:127.0.0.1",
        "did:web:localhost%3A8443",
        "did:web:user@badges.example.edu",
        "did:web:badges.example.edu%3A22",
        "did:web:badges.example.edu%2F..%2Fx",
        "did:web:badges.example.edu:..:x",
        "did:web:Badges.example.edu",
        "did:web:printer.local",
        "did:web:[::1]",
        "did:web:",
        "did:web:badges.example.edu?x",
    ],
)
def test_a_hostile_domain_reaches_nobody(did: str, canary: Canary) -> None:
    with pytest.raises((KeyUnavailable, Unavailable)):
        Resolver(_offline(canary)).resolve(f"{did}#key-1")

    assert canary.connections() == 0


@pytest.mark.parametrize("method", ["did:ion:abc#key-1", "https://a.example.edu/k#1", "", "#k"])
def test_other_kinds_of_id_are_left_open(method: str, canary: Canary) -> None:
    with pytest.raises(Unavailable, match="not resolved here"):
        Resolver(_offline(canary)).resolve(method)

    assert canary.connections() == 0


def test_without_the_network_a_web_domain_is_left_open() -> None:
    with pytest.raises(Unavailable, match="network is not allowed"):
        Resolver(Fetcher(network=False)).resolve(METHOD)
