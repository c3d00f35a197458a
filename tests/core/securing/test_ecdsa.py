"""ecdsa-rdfc-2019 and ecdsa-jcs-2019 on both curves: whose signatures hold, and what does not."""

from __future__ import annotations

import hashlib
import json

import pytest

from credstone.errors import MalformedInput, NotAllowed
from credstone.ports import JsonObject
from credstone.securing import mechanism
from credstone.securing.canonical import jcs
from credstone.securing.keys import CURVES
from credstone.securing.multibase import multibase_decode, multibase_encode
from credstone.securing.private_keys import PrivateKey, generate
from credstone.securing.secured import STRICT
from tests.core.securing.samples import (
    ACADEMY,
    COLLEGE,
    UNIVERSITY,
    credential,
    holds,
    options_of,
    signed,
)

SUITES = ("ecdsa-rdfc-2019", "ecdsa-jcs-2019")
EACH_SUITE = pytest.mark.parametrize("name", SUITES)
EACH_KEY = pytest.mark.parametrize("key", [COLLEGE, ACADEMY], ids=["P-256", "P-384"])
OTHER = {COLLEGE: ACADEMY, ACADEMY: COLLEGE}


def with_signature(data: bytes, signature: bytes) -> bytes:
    document = json.loads(data)
    document["proof"]["proofValue"] = multibase_encode(signature)
    return json.dumps(document).encode()


def signature_in(data: bytes) -> bytes:
    return multibase_decode(json.loads(data)["proof"]["proofValue"])


@EACH_SUITE
@EACH_KEY
def test_what_is_signed_is_read_back_and_holds(name: str, key: PrivateKey) -> None:
    document = credential(key)
    data = signed(name, document, key)
    secured = mechanism.read(data)
    assert secured.document == document
    assert secured.proofs[0].mechanism == name
    assert len(secured.proofs[0].signature) == 2 * CURVES[key.public.type].bytes
    assert holds(data, key)
    assert signed(name, document, key) == data, "the nonce is RFC 6979's"


@EACH_SUITE
@EACH_KEY
def test_another_key_did_not_sign_it(name: str, key: PrivateKey) -> None:
    data = signed(name, key=key)
    stranger, _ = generate(key.public.type)
    assert not holds(data, stranger)
    assert not holds(data, OTHER[key])


@EACH_SUITE
def test_an_ed25519_key_neither_signs_nor_checks(name: str) -> None:
    with pytest.raises(NotAllowed, match="P-256 or P-384"):
        mechanism.signing_input(name, credential(), options_of(UNIVERSITY.public))
    secured = mechanism.read(signed(name, key=COLLEGE))
    answer = mechanism.check(secured, secured.proofs[0], UNIVERSITY.public)
    assert not answer.holds
    assert "P-256 or P-384" in answer.reason


@pytest.mark.conforms("ecdsa-rdfc-sha256", "ecdsa-rdfc-sha384")
@EACH_SUITE
@EACH_KEY
def test_the_other_digest_is_refused(name: str, key: PrivateKey) -> None:
    """SHA-384 with P-256 and SHA-256 with P-384: well signed, and by no suite's rule."""
    document, options = credential(key), options_of(key.public, binds_json=False)
    right = mechanism.signing_input(name, document, options)
    hash = {64: hashlib.sha384, 96: hashlib.sha256}[len(right)]
    made = json.loads(mechanism.attach(name, document, options, bytes(len(right))))
    statement = {member: value for member, value in made["proof"].items() if member != "proofValue"}
    wrong = hash(canonical(name, {"@context": document["@context"], **statement})).digest()
    wrong += hash(canonical(name, document)).digest()
    data = mechanism.attach(name, document, options, key.sign(right))
    assert holds(data, key)
    assert not holds(with_signature(data, key.sign(wrong)), key)


def canonical(name: str, value: JsonObject) -> bytes:
    return jcs.canonicalize(value) if "jcs" in name else STRICT.canonical(value)


@EACH_SUITE
@EACH_KEY
def test_the_halves_of_the_pair_may_not_be_turned(name: str, key: PrivateKey) -> None:
    document, options = credential(key), options_of(key.public)
    message = mechanism.signing_input(name, document, options)
    middle = len(message) // 2
    turned = key.sign(message[middle:] + message[:middle])
    assert not holds(mechanism.attach(name, document, options, turned), key)


@EACH_SUITE
@EACH_KEY
def test_a_signature_of_another_length_does_not_hold(name: str, key: PrivateKey) -> None:
    data = signed(name, key=key)
    signature = signature_in(data)
    half = len(signature) // 2
    zeros = bytes(16)
    for other in (
        signature[:-1],
        signature + b"\0",
        b"\0" + signature,
        signature[:half],
        signature + signature[:32],
        zeros + signature[:half] + zeros + signature[half:],
        signature[16:half] + signature[half + 16 :],
    ):
        touched = with_signature(data, other)
        if len(other) in (64, 96):
            assert not holds(touched, key), other
        else:
            with pytest.raises(MalformedInput, match="length"):
                holds(touched, key)


@EACH_SUITE
@EACH_KEY
def test_numbers_outside_the_group_do_not_hold(name: str, key: PrivateKey) -> None:
    data = signed(name, key=key)
    signature = signature_in(data)
    curve = CURVES[key.public.type]
    r, s = signature[: curve.bytes], signature[curve.bytes :]
    zero, order = bytes(curve.bytes), curve.curve.group_order.to_bytes(curve.bytes, "big")
    for wrong in (zero + s, r + zero, zero + zero, order + s, r + order, order + order, s + r):
        assert not holds(with_signature(data, wrong), key)


@EACH_SUITE
@EACH_KEY
def test_the_proofs_own_words_are_signed_too(name: str, key: PrivateKey) -> None:
    data = signed(name, key=key)
    other_suite = SUITES[1 - SUITES.index(name)]
    for change in (
        {"created": "2026-11-21T09:30:01Z"},
        {"expires": "2099-01-01T00:00:00Z"},
        {"proofPurpose": "authentication"},
        {"verificationMethod": options_of(OTHER[key].public).verification_method},
        {"domain": "verifier.example"},
        {"challenge": "1234"},
        {"nonce": "1234"},
        {"cryptosuite": other_suite},
    ):
        document = json.loads(data)
        document["proof"] |= change
        if change.get("cryptosuite") == "ecdsa-rdfc-2019":
            del document["proof"]["@context"]
        assert not holds(json.dumps(document).encode(), key), change


@EACH_SUITE
def test_a_signature_does_not_pass_from_one_suite_to_the_other(name: str) -> None:
    """The suite's name is part of what is signed."""
    other = SUITES[1 - SUITES.index(name)]
    document, options = credential(COLLEGE), options_of(COLLEGE.public)
    message = mechanism.signing_input(other, document, options)
    assert not holds(mechanism.attach(name, document, options, COLLEGE.sign(message)), COLLEGE)
