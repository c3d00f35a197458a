"""Proofs of different suites on one document: sets in which each stands alone, chains across."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from itertools import permutations

import pytest

from credstone.errors import CredstoneError
from credstone.ports import JsonObject
from credstone.securing import mechanism
from credstone.securing.private_keys import PrivateKey
from tests.core.securing.samples import ACADEMY, COLLEGE, UNIVERSITY, credential, options_of

SUITES: dict[str, PrivateKey] = {
    "eddsa-rdfc-2022": UNIVERSITY,
    "eddsa-jcs-2022": UNIVERSITY,
    "ecdsa-rdfc-2019": ACADEMY,
    "ecdsa-jcs-2019": COLLEGE,
}
PAIRS = pytest.mark.parametrize(("first", "second"), list(permutations(SUITES, 2)))


def proof_id(number: int) -> str:
    return f"urn:uuid:6f1cbb4c-7a55-4a0e-9a39-6d2c7e1f0b{number:02}"


def secured_by(names: Sequence[str], *, chained: bool, binds_json: bool = False) -> bytes:
    """The sample with one proof of each suite, in order; chained ones follow the one before."""
    data = json.dumps(credential()).encode()
    for number, name in enumerate(names):
        key = SUITES[name]
        options = replace(
            options_of(key.public, binds_json=binds_json),
            id=proof_id(number),
            previous=(proof_id(number - 1),) if chained and number else (),
        )
        document: JsonObject = json.loads(data)
        message = mechanism.signing_input(name, document, options)
        data = mechanism.attach(name, document, options, key.sign(message))
    return data


def answers(data: bytes) -> list[bool]:
    secured = mechanism.read(data)
    found = []
    for proof in secured.proofs:
        try:
            found.append(mechanism.check(secured, proof, SUITES[proof.mechanism].public).holds)
        except CredstoneError:
            found.append(False)
    return found


@pytest.mark.parametrize("chained", [False, True], ids=["set", "chain"])
@pytest.mark.parametrize("binds_json", [False, True], ids=["strangers", "ours"])
def test_all_four_suites_hold_on_one_document(chained: bool, binds_json: bool) -> None:
    data = secured_by(list(SUITES), chained=chained, binds_json=binds_json)
    assert answers(data) == [True] * 4
    data = secured_by(list(reversed(SUITES)), chained=chained, binds_json=binds_json)
    assert answers(data) == [True] * 4


@pytest.mark.conforms("di-verify-set")
@PAIRS
def test_in_a_set_each_proof_stands_alone(first: str, second: str) -> None:
    document = json.loads(secured_by([first, second], chained=False))
    document["proof"][0]["created"] = "2026-11-21T09:30:01Z"
    assert answers(json.dumps(document).encode()) == [False, True]
    document = json.loads(secured_by([first, second], chained=False))
    document["proof"].reverse()
    assert answers(json.dumps(document).encode()) == [True, True]
    document["proof"].pop()
    assert answers(json.dumps(document).encode()) == [True]


@pytest.mark.conforms("di-previous-proof-holds")
@PAIRS
def test_in_a_chain_the_second_signs_all_of_the_first(first: str, second: str) -> None:
    data = secured_by([first, second], chained=True)
    assert answers(data) == [True, True]
    for change in (
        {"created": "2026-11-21T09:30:01Z"},
        {"proofValue": json.loads(data)["proof"][1]["proofValue"]},
        {"nonce": "1"},
    ):
        document = json.loads(data)
        document["proof"][0] |= change
        assert answers(json.dumps(document).encode()) == [False, False], change


@PAIRS
def test_a_chained_proof_taken_out_of_its_chain_does_not_hold(first: str, second: str) -> None:
    document = json.loads(secured_by([first, second], chained=True))
    del document["proof"][1]["previousProof"]
    assert answers(json.dumps(document).encode()) == [True, False]


@PAIRS
def test_the_document_is_signed_by_all(first: str, second: str) -> None:
    for chained in (False, True):
        document = json.loads(secured_by([first, second], chained=chained))
        document["credentialSubject"]["achievement"]["name"] = "Forgery"
        assert answers(json.dumps(document).encode()) == [False, False]
