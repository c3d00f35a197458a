"""W3C's vectors for the cryptosuites, byte for byte at every step, both curves.

Canonical document and proof options, their hashes, the pair that is signed, the signature made
anew from the published key, and the signed document.
"""

from __future__ import annotations

import hashlib
import json

import pytest

from credstone.errors import NotCovered
from credstone.ports import JsonObject
from credstone.securing import mechanism
from credstone.securing.canonical import jcs
from credstone.securing.did import LocalResolver
from credstone.securing.multibase import multibase_encode
from credstone.securing.secured import Reading
from tests.core.securing.w3c import READING, VECTORS, Vector, read

pytestmark = pytest.mark.needs("shared")
EACH = pytest.mark.parametrize("vector", VECTORS, ids=str)


def canonical(vector: Vector, value: JsonObject) -> bytes:
    if "jcs" in vector.suite:
        return jcs.canonicalize(value)
    return READING.canonical(value, vector.hash)


@pytest.mark.conforms(
    "eddsa-rdfc-bytes",
    "eddsa-jcs-bytes",
    "ecdsa-rdfc-bytes",
    "ecdsa-jcs-bytes",
    "eddsa-rdfc-utf8",
    "eddsa-jcs-utf8",
    "ecdsa-rdfc-utf8",
    "ecdsa-jcs-utf8",
    "ecdsa-rdfc-sha256",
    "ecdsa-rdfc-sha384",
)
@EACH
@pytest.mark.parametrize("what", ["Doc", "proof"])
def test_canonical_forms_and_their_hashes(vector: Vector, what: str) -> None:
    if what == "Doc":
        found, steps = canonical(vector, read(vector.unsigned)), ("canonDoc", "docHash")
    else:
        config = read(vector.steps["proofConfig"])
        found, steps = canonical(vector, config), ("proofCanon", "proofHash")
    form, digest = steps
    assert found.decode() == vector.text(form)
    assert hashlib.new(vector.hash, found).hexdigest() == vector.text(digest).strip()


@pytest.mark.conforms("eddsa-rdfc-bytes", "eddsa-jcs-bytes", "ecdsa-rdfc-bytes", "ecdsa-jcs-bytes")
@EACH
def test_the_pair_that_is_signed(vector: Vector) -> None:
    document, options = read(vector.unsigned), vector.options()
    message = mechanism.signing_input(vector.suite, document, options, reading=READING)
    assert message.hex() == vector.text("combinedHash").strip()
    assert message.hex() == vector.text("proofHash").strip() + vector.text("docHash").strip()


@pytest.mark.conforms(
    "eddsa-rdfc-bytes",
    "eddsa-jcs-bytes",
    "ecdsa-rdfc-bytes",
    "ecdsa-jcs-bytes",
    "ecdsa-p1363",
    "di-proof-member",
)
@EACH
def test_the_signature_and_the_signed_document(vector: Vector) -> None:
    document, options = read(vector.unsigned), vector.options()
    message = mechanism.signing_input(vector.suite, document, options, reading=READING)
    signature = vector.key().sign(message)
    assert signature.hex() == vector.text("sigHex").strip()
    assert multibase_encode(signature) == vector.text("sigBTC58").strip()
    made = mechanism.attach(vector.suite, document, options, signature)
    assert json.loads(made) == read(vector.steps["signed"])


@pytest.mark.conforms(
    "eddsa-rdfc-verifies", "eddsa-jcs-verifies", "ecdsa-rdfc-verifies", "ecdsa-jcs-verifies"
)
@EACH
def test_the_signed_document_verifies_and_a_changed_one_does_not(vector: Vector) -> None:
    data = vector.text("signed").encode()
    secured = mechanism.read(data, reading=READING)
    (proof,) = secured.proofs
    assert proof.mechanism == vector.suite
    key = LocalResolver().resolve(proof.verification_method).key
    assert key == vector.key().public
    assert mechanism.check(secured, proof, key).holds
    for before, after in (
        (b"The School of Examples", b"The School of Forgery"),
        (b"2023-02-24T23:36:38Z", b"2023-02-24T23:36:39Z"),
        (b"did:example:abcdefgh", b"did:example:abcdefgi"),
    ):
        assert before in data
        changed = mechanism.read(data.replace(before, after), reading=READING)
        answer = mechanism.check(changed, changed.proofs[0], key)
        assert not answer.holds
        assert "changed" in answer.reason


@EACH
def test_a_catch_all_context_is_refused_unless_asked_for(vector: Vector) -> None:
    data = vector.text("signed").encode()
    secured = mechanism.read(data, reading=Reading(READING.contexts))
    with pytest.raises(NotCovered):
        mechanism.check(secured, secured.proofs[0], vector.key().public)
