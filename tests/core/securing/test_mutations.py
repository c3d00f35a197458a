"""Nothing unsigned is ever shown as signed: a signed sample, touched at every place in every way.

Each touched copy of what we sign fails, as an answer or as one of our own errors. Strangers' proofs
over RDF leave a few ways to write the same statements; those are named in
docs/reference/unsigned-set.json, which is read here.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from credstone.contexts import MANIFEST
from credstone.errors import CredstoneError
from credstone.securing import mechanism, vc_jwt
from credstone.securing.data_integrity import DOCUMENT_SHA256, json_binding
from credstone.securing.keys import CURVES
from credstone.securing.multibase import (
    base58btc_encode,
    base64url_decode,
    base64url_encode,
    multibase_decode,
    multibase_encode,
)
from credstone.securing.private_keys import PrivateKey
from tests.core.securing.mutations import Mutation, mutations
from tests.core.securing.samples import ACADEMY, COLLEGE, UNIVERSITY, credential, holds, signed

UNSIGNED_SET = Path(__file__).parents[3] / "docs/reference/unsigned-set.json"
OTHER_CONTEXTS = tuple(entry.url for entry in MANIFEST)
KEYS = pytest.mark.parametrize(
    "key", [UNIVERSITY, COLLEGE, ACADEMY], ids=["EdDSA", "ES256", "ES384"]
)
OVER_RDF = [
    ("eddsa-rdfc-2022", UNIVERSITY),
    ("ecdsa-rdfc-2019", COLLEGE),
    ("ecdsa-rdfc-2019", ACADEMY),
]
OVER_JSON = [
    ("eddsa-jcs-2022", UNIVERSITY),
    ("ecdsa-jcs-2019", COLLEGE),
    ("ecdsa-jcs-2019", ACADEMY),
]


def accepted(data: bytes, key: PrivateKey = UNIVERSITY) -> bool:
    """Whether it is read, covered and its signature holds; our own errors are a no."""
    try:
        return holds(data, key)
    except CredstoneError:
        return False


def test_the_documented_unsigned_set_is_empty() -> None:
    documented = json.loads(UNSIGNED_SET.read_bytes())
    assert documented["unsigned"] == []
    (proof_value,) = [entry for entry in documented["reencodings"] if not entry["accepted"]]
    assert proof_value["where"] == "/proof/proofValue"


def allowed_reencodings() -> set[str]:
    entries = json.loads(UNSIGNED_SET.read_bytes())["reencodings"]
    return {entry["id"] for entry in entries if entry["accepted"]}


def reencoding(mutation: Mutation) -> str:
    """The entry of the documented set that a touched copy falls under; empty for none."""
    match mutation.kind:
        case "wrapped" if mutation.where == "/proof":
            return "proof-in-an-array"
        case "wrapped" | "unwrapped":
            return "one-element-array"
        case "as id":
            return "reference-object"
        case "case" if mutation.where.endswith("/@language"):
            return "language-tag-case"
        case "other context" | "again" if mutation.where == "/@context":
            return "context-without-effect"
    return ""


@pytest.mark.parametrize(("name", "key"), OVER_RDF)
def test_our_proof_over_rdf_covers_how_every_place_is_written(name: str, key: PrivateKey) -> None:
    """Wrapped in an array, another case of a tag, one more context: nothing is let through."""
    assert let_through(name, key) == []


@pytest.mark.parametrize(("name", "key"), OVER_JSON)
def test_a_proof_over_json_covers_how_every_place_is_written(name: str, key: PrivateKey) -> None:
    """Strangers' as well as ours; only the array that a proof stands in is nobody's."""
    found = let_through(name, key)
    assert [str(mutation) for mutation in found] == ["wrapped at /proof"]
    assert {reencoding(mutation) for mutation in found} <= allowed_reencodings()


def let_through(name: str, key: PrivateKey) -> list[Mutation]:
    """The touched copies of what ``key`` signed that are accepted all the same."""
    original = json.loads(signed(name, key=key))
    touched = mutations(original, other_contexts=OTHER_CONTEXTS)
    return [one for one in touched if accepted(json.dumps(one.document).encode(), key)]


@pytest.mark.parametrize("place", ["/type", "/credentialSubject/achievement/tag"])
def test_our_embedded_proof_covers_the_order_of_values(place: str) -> None:
    document = json.loads(signed("eddsa-rdfc-2022"))
    *path, last = place.split("/")[1:]
    holder = document
    for step in path:
        holder = holder[step]
    holder[last].reverse()
    assert not accepted(json.dumps(document).encode())


def test_the_binding_can_be_neither_taken_away_nor_changed() -> None:
    document = json.loads(signed("eddsa-rdfc-2022"))
    binding = document["proof"].pop(DOCUMENT_SHA256)
    assert not accepted(json.dumps(document).encode())
    for other in (None, "", [binding], binding.upper(), {"@value": binding}, "0" * 64):
        document["proof"][DOCUMENT_SHA256] = other
        assert not accepted(json.dumps(document).encode()), other
    turned = {**document, "type": list(reversed(document["type"]))}
    del turned["proof"]
    document = {**turned, "proof": {**document["proof"], **json_binding(turned)}}
    assert not accepted(json.dumps(document).encode()), "bound anew, and signed by nobody"


def test_a_strangers_embedded_proof_covers_every_statement() -> None:
    original = signed("eddsa-rdfc-2022", binds_json=False)
    meaning = mechanism.read(original).quads
    tried: Counter[str] = Counter()
    let_through: list[str] = []
    for mutation in mutations(json.loads(original), other_contexts=OTHER_CONTEXTS):
        data = json.dumps(mutation.document).encode()
        tried[mutation.kind.split()[0]] += 1
        if accepted(data):
            same_meaning = mechanism.read(data).quads == meaning
            if reencoding(mutation) not in allowed_reencodings() or not same_meaning:
                let_through.append(str(mutation))
    assert let_through == []
    assert tried.total() > 2000
    assert {"retyped", "changed", "deleted", "added", "renamed"} <= tried.keys()


@pytest.mark.parametrize("url", OTHER_CONTEXTS)
def test_a_context_without_effect_changes_no_statement(url: str) -> None:
    """Where the signature holds under one more context, the quads are the same to the byte."""
    document = json.loads(signed("eddsa-rdfc-2022", binds_json=False))
    meaning = mechanism.read(json.dumps(document).encode()).quads
    document["@context"] = [*document["@context"], url]
    data = json.dumps(document).encode()
    if accepted(data):
        assert mechanism.read(data).quads == meaning


@pytest.mark.parametrize(("name", "key"), OVER_RDF + OVER_JSON)
def test_reencodings_of_the_proof_value_are_refused(name: str, key: PrivateKey) -> None:
    document = json.loads(signed(name, key=key))
    value = document["proof"]["proofValue"]
    signature = multibase_decode(value)
    for other in (
        "z1" + value[1:],
        value + " ",
        "Z" + value[1:],
        "u" + base64url_encode(signature),
        "f" + signature.hex(),
        base58btc_encode(signature),
        "z" + base58btc_encode(signature + b"\0"),
        "z" + base58btc_encode(b"\0" + signature),
        "z" + base58btc_encode(signature[:-1]),
    ):
        document["proof"]["proofValue"] = other
        assert not accepted(json.dumps(document).encode(), key), other


@pytest.mark.parametrize(("name", "key"), OVER_RDF[1:] + OVER_JSON[1:])
def test_the_twin_of_an_ecdsa_signature_is_the_documented_exception(
    name: str, key: PrivateKey
) -> None:
    document = json.loads(signed(name, key=key))
    signature = multibase_decode(document["proof"]["proofValue"])
    curve = CURVES[key.public.type]
    s = curve.curve.group_order - int.from_bytes(signature[curve.bytes :], "big")
    twin = signature[: curve.bytes] + s.to_bytes(curve.bytes, "big")
    document["proof"]["proofValue"] = multibase_encode(twin)
    assert accepted(json.dumps(document).encode(), key)
    assert "ecdsa-twin" in allowed_reencodings()


def _with_segment(token: bytes, index: int, value: object) -> bytes:
    parts = token.split(b".")
    parts[index] = base64url_encode(json.dumps(value).encode()).encode()
    return b".".join(parts)


@KEYS
@pytest.mark.parametrize("index", [0, 1], ids=["header", "payload"])
def test_a_token_covers_every_place(key: PrivateKey, index: int) -> None:
    token = signed("vc-jwt", key=key)
    content = json.loads(base64url_decode(token.split(b".")[index].decode()))
    let_through = [
        str(mutation)
        for mutation in mutations(content)
        if accepted(_with_segment(token, index, mutation.document), key)
    ]
    assert let_through == []


@KEYS
def test_a_token_covers_every_character(key: PrivateKey) -> None:
    token = signed("vc-jwt", key=key)
    places = [*range(0, len(token), 31), *range(len(token) - 90, len(token))]
    for place in places:
        other = b"B" if token[place : place + 1] == b"A" else b"A"
        for touched in (
            token[:place] + other + token[place + 1 :],
            token[:place] + token[place + 1 :],
            token[:place] + other + token[place:],
        ):
            assert not accepted(touched, key), place


def test_an_envelope_covers_every_place() -> None:
    original = json.loads(vc_jwt.envelope(signed("vc-jwt")))
    let_through = []
    for mutation in mutations(original, other_contexts=OTHER_CONTEXTS):
        data = json.dumps(mutation.document).encode()
        if accepted(data):
            assert mechanism.read(data).document == credential()
            if reencoding(mutation) != "one-element-array":
                let_through.append(str(mutation))
    assert let_through == []


def test_what_json_does_not_tell_apart_is_the_same_statement() -> None:
    """The documented `json-text`: white space, escapes and the order of members are not signed."""
    document = json.loads(signed("eddsa-rdfc-2022"))
    turned = dict(reversed(document.items()))
    assert accepted(json.dumps(turned, indent=3, ensure_ascii=True).encode())
    foreign = json.loads(signed("eddsa-rdfc-2022", binds_json=False))
    foreign["type"].reverse()
    assert accepted(json.dumps(foreign).encode())
