"""What we sign over RDF has one spelling in the proof too: a text is no array of that text."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from credstone.errors import MalformedInput
from credstone.ports import Json
from credstone.securing import mechanism
from credstone.securing.strict_json import dumps
from tests.core.securing.samples import UNIVERSITY, credential, options_of

FIRST = "urn:uuid:11111111-0000-4000-8000-000000000001"


@pytest.mark.parametrize(("member", "text"), [("domain", "a.example"), ("previousProof", FIRST)])
@pytest.mark.parametrize("binds_json", [True, False])
def test_a_text_in_our_proof_is_no_list_of_it(member: str, text: str, binds_json: bool) -> None:
    name, base = "eddsa-rdfc-2022", options_of(UNIVERSITY.public, binds_json=binds_json)
    first = replace(base, id=FIRST)
    second = replace(base, previous=(FIRST,), domains=("a.example",))
    document = credential()
    for one in (first, second):
        message = mechanism.signing_input(name, document, one)
        document = json.loads(mechanism.attach(name, document, one, UNIVERSITY.sign(message)))
    proofs = document["proof"]
    assert isinstance(proofs, list)
    last = proofs[-1]
    assert isinstance(last, dict)
    assert last[member] == text
    boxed: list[Json] = [text]
    last[member] = boxed
    if binds_json:
        with pytest.raises(MalformedInput) as refusal:
            mechanism.read(dumps(document))
        assert refusal.value.where == f"/proof/{member}"
        return
    secured = mechanism.read(dumps(document))
    answers = [mechanism.check(secured, proof, UNIVERSITY.public) for proof in secured.proofs]
    assert all(answer.holds for answer in answers)
