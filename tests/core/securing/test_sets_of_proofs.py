"""What a document with several proofs may be: how large, how knotted, and what is told of each."""

from __future__ import annotations

import pytest

from credstone.errors import MalformedInput, TooComplex
from credstone.ports import Json, JsonObject
from credstone.securing import mechanism
from credstone.securing.multibase import multibase_encode
from credstone.securing.secured import Reading
from credstone.securing.strict_json import dumps
from tests.core.securing.samples import ACADEMY, credential, signed

METHOD = "did:example:uni#key-1"
BEYOND_SEVERAL = "x" * 600 * 1024


def proof(name: str, *previous: str, **changes: Json) -> JsonObject:
    """A proof of the right form, which nobody signed."""
    follows: JsonObject = {"previousProof": list(previous)} if previous else {}
    return {
        "id": f"urn:proof:{name}",
        "type": "DataIntegrityProof",
        "cryptosuite": "eddsa-jcs-2022",
        "verificationMethod": METHOD,
        "proofPurpose": "assertionMethod",
        "proofValue": multibase_encode(bytes(range(64))),
        **follows,
        **changes,
    }


def with_proofs(*proofs: JsonObject, **changes: Json) -> bytes:
    several: list[Json] = list(proofs)
    return dumps({**credential(), **changes, "proof": several})


def test_a_circle_beside_proofs_that_follow_nobody_is_refused() -> None:
    free, first = proof("free"), proof("first", "urn:proof:free")
    knot = [proof("a", "urn:proof:b"), proof("b", "urn:proof:a")]
    assert len(mechanism.read(with_proofs(free, first)).proofs) == 2
    for beside in ([free], [free, first], []):
        with pytest.raises(MalformedInput, match="circle") as refusal:
            mechanism.read(with_proofs(*beside, *knot))
        assert refusal.value.where == "/proof"


def test_one_proof_may_be_over_more_than_several_could_share() -> None:
    large: JsonObject = {"@context": [], "name": BEYOND_SEVERAL}
    assert mechanism.read(with_proofs(proof("a"), **large)).document["name"] == BEYOND_SEVERAL
    with pytest.raises(TooComplex) as refusal:
        mechanism.read(with_proofs(proof("a"), proof("b"), **large))
    assert refusal.value.where == "/proof"


def test_a_previous_proof_that_is_no_text_is_named_with_its_place() -> None:
    with pytest.raises(MalformedInput) as refusal:
        mechanism.read(with_proofs(proof("a"), proof("b", previousProof=[7])))
    assert refusal.value.where == "/proof/1/previousProof"


@pytest.mark.parametrize(("written", "told"), [(METHOD, METHOD), (7, ""), (None, "")])
def test_of_a_proof_that_we_do_not_have_the_method_is_told(written: Json, told: str) -> None:
    foreign = proof("a", cryptosuite="bbs-2023", verificationMethod=written)
    [one, _] = mechanism.read(with_proofs(foreign, proof("b"))).proofs
    assert (one.mechanism, one.verification_method) == ("cryptosuite 'bbs-2023'", told)


@pytest.mark.parametrize("form", ["quads", "quads_sha384"])
def test_telling_nodes_apart_costs_no_more_than_the_reader_allows(form: str) -> None:
    """RDFC-1.0, 7.1, with either hash: nodes that are alike take work to tell apart."""
    document = credential(ACADEMY)
    evidence: list[Json] = [
        {"type": ["Evidence"], "urn:x:beside": {"urn:x:beside": {"urn:x:number": number % 2}}}
        for number in range(4)
    ]
    document["evidence"] = evidence
    data = signed("ecdsa-rdfc-2019", document, ACADEMY, binds_json=False)
    secured = mechanism.read(data, reading=Reading(work_limit=2))
    with pytest.raises(TooComplex):
        getattr(secured, form)
    assert getattr(mechanism.read(data), form)
