"""Contexts in proofs over canonical JSON (vc-di-eddsa and vc-di-ecdsa, 3.3.2), with every key."""

from __future__ import annotations

import json

import pytest

from credstone.ports import Json
from credstone.securing import mechanism
from tests.core.securing.samples import CREDENTIALS_V2, OPEN_BADGES, credential
from tests.core.securing.strangers import SUITES, stranger_signs

pytestmark = [
    pytest.mark.conforms("eddsa-jcs-context", "ecdsa-jcs-context"),
    pytest.mark.parametrize("combination", [name for name in SUITES if "-jcs-" in name]),
]


def signature_holds(combination: str, data: bytes) -> bool:
    secured = mechanism.read(data)
    return mechanism.check(secured, secured.proofs[0], SUITES[combination][1].public).holds


@pytest.mark.parametrize("repeated", [[CREDENTIALS_V2, OPEN_BADGES], None], ids=str)
def test_a_proof_repeats_the_documents_contexts_or_leaves_them_out(
    combination: str, repeated: Json
) -> None:
    suite, key = SUITES[combination]
    data = stranger_signs(suite, credential(key), key, {"@context": repeated})
    assert signature_holds(combination, data)


@pytest.mark.parametrize(
    "repeated",
    [[CREDENTIALS_V2], CREDENTIALS_V2, [OPEN_BADGES, CREDENTIALS_V2], [OPEN_BADGES], []],
    ids=str,
)
def test_a_proof_that_repeats_others_does_not_hold(combination: str, repeated: Json) -> None:
    suite, key = SUITES[combination]
    data = stranger_signs(suite, credential(key), key, {"@context": repeated})
    assert not signature_holds(combination, data)


def test_a_context_put_behind_the_signed_ones_is_found_out(combination: str) -> None:
    suite, key = SUITES[combination]
    contexts: Json = [CREDENTIALS_V2, OPEN_BADGES]
    made = json.loads(stranger_signs(suite, credential(key), key, {"@context": contexts}))
    made["@context"].append("https://w3id.org/security/data-integrity/v2")
    assert not signature_holds(combination, json.dumps(made).encode())
