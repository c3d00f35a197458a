"""What a key may sign, and what becomes of it: purposes apart, the second look, rotation."""

from __future__ import annotations

import json
import re

import pytest

from credstone.errors import Conflict, KeyUnavailable, MalformedInput, NotAllowed
from credstone.keystore.client import SignerClient
from credstone.keystore.record import KeyRecord, KeyState
from credstone.ports import JsonObject, KeyType, Purpose
from credstone.securing import jose
from credstone.securing.did import did_key_method_id, did_web_method_id
from credstone.securing.keys import to_multikey, verify
from credstone.status.supersession import SUPERSESSION_TYPE

HASH_PAIR = bytes(range(64))
LONG_HASH_PAIR = bytes(range(96))
CHECKPOINT = b"log.uni.example/2026\n42\n" + b"A" * 43 + b"=\n"


CREDENTIAL = b'{"type":["VerifiableCredential"]}'
STATUS_LIST = b'{"type":["VerifiableCredential","BitstringStatusListCredential"]}'


def token(
    key: KeyRecord, *, typ: str = "vc+jwt", content: bytes = CREDENTIAL, **header: str
) -> bytes:
    named = jose.header_for(key.public.type, did_key_method_id(key.public), typ=typ, cty="vc")
    return jose.signing_input({**named, **header}, content)


@pytest.mark.parametrize("key_type", list(KeyType))
def test_a_key_is_born_in_the_signer_and_signs_there(
    keystore: SignerClient, key_type: KeyType
) -> None:
    key = keystore.generate("uni", Purpose.ISSUING, key_type)
    assert key.id == to_multikey(key.public)
    assert key.state is KeyState.ACTIVE
    assert keystore.public(key.id) == key.public
    message = token(key)
    signatures = keystore.sign_many(key.id, Purpose.ISSUING, [message] * 3)
    assert [verify(key.public, signature, message) for signature in signatures] == [True] * 3


def test_a_long_list_is_signed_in_order(keystore: SignerClient) -> None:
    key = keystore.generate("uni", Purpose.ISSUING, KeyType.ED25519)
    messages = [number.to_bytes(64, "big") for number in range(2500)]
    signatures = keystore.sign_many(key.id, Purpose.ISSUING, messages)
    assert len(signatures) == 2500
    for number in (0, 1023, 1024, 2499):
        assert verify(key.public, signatures[number], messages[number])


def test_purposes_stay_apart(keystore: SignerClient) -> None:
    keys = {
        purpose: keystore.generate("uni", purpose, KeyType.ED25519, f"uni-{purpose.name}")
        for purpose in Purpose
    }
    for own, key in keys.items():
        for asked in Purpose:
            if not own.serves(asked):
                with pytest.raises(NotAllowed, match=re.escape(f"for {own}, not for {asked}")):
                    keystore.sign_many(key.id, asked, [HASH_PAIR])


def test_a_trust_list_key_signs_no_hash_pair(keystore: SignerClient) -> None:
    """What is behind two hashes could be a credential."""
    key = keystore.generate("uni", Purpose.TRUST_LIST, KeyType.ED25519)
    with pytest.raises(NotAllowed, match="hash pairs"):
        keystore.sign_many(key.id, Purpose.TRUST_LIST, [HASH_PAIR])


def test_a_status_key_signs_no_credential_that_it_can_see(keystore: SignerClient) -> None:
    key = keystore.generate("uni", Purpose.STATUS, KeyType.P256)
    assert keystore.sign_many(key.id, Purpose.STATUS, [token(key, content=STATUS_LIST)])
    with pytest.raises(NotAllowed, match="status lists only"):
        keystore.sign_many(key.id, Purpose.STATUS, [token(key)])


def typed(*types: str) -> bytes:
    return json.dumps({"type": types}).encode()


def test_a_status_list_is_nothing_else_beside(keystore: SignerClient) -> None:
    badge = typed("VerifiableCredential", "OpenBadgeCredential", "BitstringStatusListCredential")
    for purpose in (Purpose.STATUS, Purpose.ISSUING_AND_STATUS):
        key = keystore.generate("uni", purpose, KeyType.ED25519)
        assert keystore.sign_many(key.id, Purpose.STATUS, [token(key, content=STATUS_LIST)])
        with pytest.raises(NotAllowed, match="nothing else"):
            keystore.sign_many(key.id, Purpose.STATUS, [token(key, content=badge)])


def test_a_key_for_credentials_signs_no_status_list_that_it_can_see(
    keystore: SignerClient,
) -> None:
    key = keystore.generate("uni", Purpose.ISSUING, KeyType.P256)
    for kind in ("BitstringStatusListCredential", SUPERSESSION_TYPE):
        listed = token(key, content=typed("VerifiableCredential", kind))
        with pytest.raises(NotAllowed, match="does not sign status lists"):
            keystore.sign_many(key.id, Purpose.ISSUING, [listed])


@pytest.mark.parametrize(
    "content", [b"{}", b'{"iss":"x","scope":"admin"}', b'{"type":["VerifiablePresentation"]}']
)
@pytest.mark.parametrize("purpose", [Purpose.ISSUING, Purpose.STATUS])
def test_a_token_that_is_no_credential_is_not_signed(
    keystore: SignerClient, purpose: Purpose, content: bytes
) -> None:
    key = keystore.generate("uni", purpose, KeyType.ED25519)
    with pytest.raises(NotAllowed, match="is no credential"):
        keystore.sign_many(key.id, purpose, [token(key, content=content)])


@pytest.mark.parametrize(
    ("key_type", "length"),
    [(KeyType.ED25519, 64), (KeyType.P256, 64), (KeyType.P384, 96)],
)
def test_text_of_the_length_of_a_hash_pair_is_no_hash_pair(
    keystore: SignerClient, key_type: KeyType, length: int
) -> None:
    """Another service's token, or a log's checkpoint, that is just as long as two digests."""
    key = keystore.generate("uni", Purpose.ISSUING_AND_STATUS, key_type)
    head = b"eyJhbGciOiJFZERTQSIsImtpZCI6ImtrIn0."
    origin = b"l" * (length - 48)
    for text in (head + b"e" * (length - len(head)), origin + b"\n5\n" + b"A" * 43 + b"=\n"):
        assert len(text) == length
        with pytest.raises(NotAllowed, match="Neither a hash pair nor a token"):
            keystore.sign_many(key.id, Purpose.ISSUING, [text])


def test_a_log_key_signs_checkpoints_only(keystore: SignerClient) -> None:
    log = keystore.generate("uni", Purpose.LOG, KeyType.ED25519)
    assert keystore.sign_many(log.id, Purpose.LOG, [CHECKPOINT])
    for message in (HASH_PAIR, token(log), CHECKPOINT + b"\n", b"+" + CHECKPOINT):
        with pytest.raises(NotAllowed):
            keystore.sign_many(log.id, Purpose.LOG, [message])


def test_a_trust_list_key_signs_no_credential(keystore: SignerClient) -> None:
    key = keystore.generate("uni", Purpose.TRUST_LIST, KeyType.ED25519)
    assert keystore.sign_many(key.id, Purpose.TRUST_LIST, [token(key, typ="trust-list+jwt")])
    with pytest.raises(NotAllowed):
        keystore.sign_many(key.id, Purpose.TRUST_LIST, [token(key)])


def test_the_signer_looks_again(keystore: SignerClient) -> None:
    key = keystore.generate("uni", Purpose.ISSUING, KeyType.ED25519)
    stranger = keystore.generate("uni", Purpose.ISSUING, KeyType.ED25519)
    wrong = {
        "nothing": b"",
        "a pair of longer digests": LONG_HASH_PAIR,
        "any text": b"I owe you 100 euros",
        "a hash": bytes(32),
        "a checkpoint": CHECKPOINT,
        "a whole token": token(key) + b".AAAA",
        "another type": token(key, typ="JWT"),
        "a login": token(key, typ="at+jwt"),
        "another key's token": token(stranger),
        "another algorithm": token(key, alg="ES256"),
        "a kid without a key": token(key, kid="did:key:z6Mk#z6Mk"),
        "a payload that is no object": jose.signing_input(_header(key), b"[1]"),
        "a payload that is no JSON": jose.signing_input(_header(key), b"{"),
    }
    signed = {}
    for what, message in wrong.items():
        with pytest.raises(NotAllowed):
            signed[what] = keystore.sign_many(key.id, Purpose.ISSUING, [HASH_PAIR, message])
    assert signed == {}


@pytest.mark.parametrize(
    ("key_type", "pair", "other"),
    [
        (KeyType.ED25519, HASH_PAIR, LONG_HASH_PAIR),
        (KeyType.P256, HASH_PAIR, LONG_HASH_PAIR),
        (KeyType.P384, LONG_HASH_PAIR, HASH_PAIR),
    ],
)
def test_a_key_signs_pairs_of_its_own_digest_only(
    keystore: SignerClient, key_type: KeyType, pair: bytes, other: bytes
) -> None:
    """SHA-384 goes with P-384 and with nothing else (vc-di-ecdsa 3.2.4)."""
    key = keystore.generate("uni", Purpose.ISSUING, key_type)
    (signature,) = keystore.sign_many(key.id, Purpose.ISSUING, [pair])
    assert verify(key.public, signature, pair)
    with pytest.raises(NotAllowed, match="Neither a hash pair nor a token"):
        keystore.sign_many(key.id, Purpose.ISSUING, [other])


def _header(key: KeyRecord) -> JsonObject:
    return jose.header_for(key.public.type, did_key_method_id(key.public), typ="vc+jwt", cty="vc")


def test_a_token_may_name_the_key_under_the_issuers_domain(keystore: SignerClient) -> None:
    key = keystore.generate("uni", Purpose.ISSUING, KeyType.P256)
    named = keystore.generate("uni", Purpose.ISSUING, KeyType.P256, "key-2026")
    by_multikey = token(key, kid=did_web_method_id("did:web:uni.example", key.public))
    assert keystore.sign_many(key.id, Purpose.ISSUING, [by_multikey])
    by_id = token(named, kid="did:web:uni.example#key-2026")
    assert keystore.sign_many(named.id, Purpose.ISSUING, [by_id])
    with pytest.raises(NotAllowed, match="another key"):
        keystore.sign_many(key.id, Purpose.ISSUING, [token(key, kid="did:web:uni.example#other")])


def test_after_rotation_the_old_key_signs_nothing_and_stays_known(keystore: SignerClient) -> None:
    old = keystore.generate("uni", Purpose.ISSUING, KeyType.P256, "uni-2025")
    new = keystore.rotate(old.id)
    assert (new.tenant, new.purpose, new.public.type) == ("uni", Purpose.ISSUING, KeyType.P256)
    listed = {record.id: record for record in keystore.records()}
    retired, active = listed[old.id], listed[new.id]
    assert retired.state is KeyState.RETIRED
    assert retired.valid_from == old.valid_from
    assert retired.valid_until == active.valid_from
    assert active == new
    with pytest.raises(NotAllowed, match="retired"):
        keystore.sign_many(old.id, Purpose.ISSUING, [token(old)])
    assert keystore.public(old.id) == old.public
    assert keystore.sign_many(new.id, Purpose.ISSUING, [token(new)])


def test_a_did_key_goes_on_signing_the_lists_it_began(keystore: SignerClient) -> None:
    old = keystore.generate("uni", Purpose.ISSUING_AND_STATUS, KeyType.ED25519)
    assert keystore.sign_many(old.id, Purpose.ISSUING, [HASH_PAIR])
    new = keystore.rotate(old.id)
    assert new.purpose is Purpose.ISSUING_AND_STATUS
    assert keystore.sign_many(old.id, Purpose.STATUS, [HASH_PAIR])
    with pytest.raises(NotAllowed, match="for status, not for issuing"):
        keystore.sign_many(old.id, Purpose.ISSUING, [HASH_PAIR])


def test_a_retired_key_stays_retired(keystore: SignerClient) -> None:
    key = keystore.generate("uni", Purpose.STATUS, KeyType.ED25519)
    assert keystore.retire(key.id).state is KeyState.RETIRED
    for again in (keystore.retire, keystore.rotate):
        with pytest.raises(Conflict):
            again(key.id)


def test_an_id_is_given_once(keystore: SignerClient) -> None:
    keystore.generate("uni", Purpose.ISSUING, KeyType.ED25519, "key-1")
    with pytest.raises(Conflict):
        keystore.generate("college", Purpose.STATUS, KeyType.ED25519, "key-1")


def test_a_key_that_is_not_there_is_said_so(keystore: SignerClient) -> None:
    for ask in (keystore.public, keystore.rotate, keystore.retire):
        with pytest.raises(KeyUnavailable):
            ask("nobody")
    with pytest.raises(KeyUnavailable):
        keystore.sign_many("nobody", Purpose.ISSUING, [HASH_PAIR])


@pytest.mark.parametrize("name", ["", "../../etc/passwd\n", "' or 1", "ключ", "x" * 201])
def test_odd_names_are_refused(keystore: SignerClient, name: str) -> None:
    with pytest.raises(MalformedInput):
        keystore.generate("uni", Purpose.ISSUING, KeyType.ED25519, name)
    with pytest.raises(MalformedInput):
        keystore.generate(name, Purpose.ISSUING, KeyType.ED25519)
