"""W3C's proof set and proof chain of eddsa-rdfc-2022, made anew and verified at every step."""

from __future__ import annotations

import json

import pytest

from credstone.errors import MalformedInput
from credstone.ports import JsonObject, KeyType
from credstone.securing import mechanism
from credstone.securing.data_integrity import to_be_signed
from credstone.securing.did import LocalResolver
from credstone.securing.private_keys import PrivateKey
from credstone.securing.secured import SecuredDocument
from tests.core.securing.w3c import (
    CHAIN,
    READING,
    SET,
    SETS_KEYS,
    SETS_UNSIGNED,
    Link,
    key_of,
    options_of,
    read,
)

pytestmark = pytest.mark.needs("shared")
SUITE = "eddsa-rdfc-2022"


def key_for(link: Link) -> PrivateKey:
    return key_of(read(SETS_KEYS)[link.key], KeyType.ED25519)


def added(document: JsonObject, link: Link) -> JsonObject:
    """The document with the link's proof, made and signed by us."""
    options = options_of(read(link.config), KeyType.ED25519)
    message = mechanism.signing_input(SUITE, document, options, reading=READING)
    signature = key_for(link).sign(message)
    made: JsonObject = json.loads(mechanism.attach(SUITE, document, options, signature))
    return made


def answers(document: JsonObject) -> list[bool]:
    """Whether each proof holds under the key that it names."""
    secured: SecuredDocument = mechanism.read(json.dumps(document).encode(), reading=READING)
    keys = [LocalResolver().resolve(proof.verification_method).key for proof in secured.proofs]
    return [
        mechanism.check(secured, proof, key).holds
        for proof, key in zip(secured.proofs, keys, strict=True)
    ]


@pytest.mark.conforms("di-proof-object-or-set", "di-verify-set")
def test_the_set_is_made_anew_proof_by_proof() -> None:
    document = read(SETS_UNSIGNED)
    for number, link in enumerate(SET, start=1):
        document = added(document, link)
        assert document == read(link.result)
        proofs = document["proof"] if isinstance(document["proof"], list) else [document["proof"]]
        assert proofs[-1] == read(link.config_signed)
        assert answers(document) == [True] * number


@pytest.mark.conforms("di-previous-proof")
def test_the_chain_is_made_anew_link_by_link() -> None:
    """The first link follows both proofs of the set, the second follows the first link."""
    document = read(SET[-1].result)
    for number, link in enumerate(CHAIN, start=len(SET) + 1):
        options = options_of(read(link.config), KeyType.ED25519)
        assert to_be_signed(document, options) == read(link.signed_over)
        document = added(document, link)
        assert document == read(link.result)
        assert isinstance(document["proof"], list)
        assert document["proof"][-1] == read(link.config_signed)
        assert answers(document) == [True] * number


@pytest.mark.conforms("di-previous-proof-holds")
def test_one_proof_of_the_set_changed_breaks_itself_and_the_link_that_follows_it() -> None:
    document = read(CHAIN[-1].result)
    proofs = document["proof"]
    assert isinstance(proofs, list)
    assert isinstance(proofs[0], dict)
    proofs[0]["created"] = "2023-02-24T23:36:39Z"
    assert answers(document) == [False, True, False, True]


@pytest.mark.conforms("di-verify-chain")
def test_a_link_whose_predecessor_is_gone_is_not_read() -> None:
    for gone in range(3):
        document = read(CHAIN[-1].result)
        proofs = document["proof"]
        assert isinstance(proofs, list)
        del proofs[gone]
        with pytest.raises(MalformedInput, match="not there"):
            mechanism.read(json.dumps(document).encode(), reading=READING)


def test_the_last_link_may_be_missing_for_it_is_followed_by_none() -> None:
    """As in every set, nobody signs that a proof is the last one."""
    document = read(CHAIN[-1].result)
    proofs = document["proof"]
    assert isinstance(proofs, list)
    proofs.pop()
    assert document == read(CHAIN[0].result)
    assert answers(document) == [True] * 3
