"""Proof sets and chains: members missing, borrowed, turned, in a circle.

Every proof must hold, one of them by the issuer's key; what a proof follows must be there
(VC Data Integrity 1.0, 2.1.1 and 2.1.2).
"""

# ruff: noqa: ANN401 a proof may have any option

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from credstone.ports import JsonObject, KeyType
from credstone.securing import mechanism
from credstone.securing.private_keys import PrivateKey
from tests.hostile.case import Case, Exclusion
from tests.hostile.honest import SHAPES, credential_mechanisms, secure
from tests.hostile.keys import issuer_of, key
from tests.hostile.touch import written

NAME = "chains"
_FIRST, _SECOND, _THIRD = "urn:uuid:first", "urn:uuid:second", "urn:uuid:third"


def cases() -> Iterator[Case | Exclusion]:
    for name, key_type in credential_mechanisms():
        if name in mechanism.CRYPTOSUITES:
            for shape in ("minimal", "badge"):
                for what, value in _broken(name, key_type, shape):
                    case_id = f"{NAME}/{name}/{key_type}/{shape}/{what}"
                    yield Case(case_id, NAME, written(value))


def _added(name: str, document: JsonObject, signer: PrivateKey, **options: Any) -> JsonObject:
    value: JsonObject = json.loads(secure(name, document, signer, **options))
    return value


def _broken(name: str, key_type: KeyType, shape: str) -> Iterator[tuple[str, JsonObject]]:
    issuer, friend, thief = (key(one, key_type) for one in ("issuer", "co-signer", "attacker"))
    document = SHAPES[shape](issuer_of(issuer))
    one = _added(name, document, issuer, id=_FIRST)
    two = _added(name, one, friend, id=_SECOND, previous=(_FIRST,))
    three = _added(name, two, friend, id=_THIRD, previous=(_FIRST, _SECOND))
    first, second, third = _proofs(three)
    elsewhere = SHAPES[shape](issuer_of(issuer)) | {"name": "Another"}
    borrowed = _proofs(_added(name, elsewhere, issuer, id=_FIRST))[0]
    alone = _proofs(_added(name, document, friend, id=_SECOND))[0]
    yield from _with(
        three,
        {
            "the first missing": [second, third],
            "the middle missing": [first, third],
            "only the last": [third],
            "only the middle": [second],
            "the issuer's of another document": [borrowed, second],
            "the issuer's of another document beside": [first, borrowed | {"id": "urn:uuid:x"}],
            "the co-signer alone": [alone],
            "the first twice": [first, first, second],
            "one id twice": [first, second | {"id": _FIRST}],
            "an id taken away": [{k: v for k, v in first.items() if k != "id"}, second],
            "an id changed": [first | {"id": "urn:uuid:other"}, second],
            "previous taken away": [
                first,
                {k: v for k, v in second.items() if k != "previousProof"},
            ],
            "previous added": [first | {"previousProof": _SECOND}, second],
            "itself previous": [first, second | {"previousProof": _SECOND}],
            "a circle": [first | {"previousProof": _SECOND}, second | {"previousProof": _FIRST}],
            "previous nowhere": [first, second | {"previousProof": "urn:uuid:nowhere"}],
            "previous also nowhere": [
                first,
                second | {"previousProof": [_FIRST, "urn:uuid:nowhere"]},
            ],
            "previous empty": [first, second | {"previousProof": []}],
            "previous null": [first, second | {"previousProof": None}],
            "previous a number": [first, second | {"previousProof": 1}],
            "previous an object": [first, second | {"previousProof": {"id": _FIRST}}],
            "previous twice": [first, second | {"previousProof": [_FIRST, _FIRST]}],
            "previous relative": [first, second | {"previousProof": "first"}],
            "previous of the third": [first, second | {"previousProof": _THIRD}, third],
            "the first damaged": [_damaged(first), second],
            "the last damaged": [first, _damaged(second)],
            "the third damaged": [first, second, _damaged(third)],
            "all damaged": [_damaged(first), _damaged(second), _damaged(third)],
            "a null between": [first, None, second],
            "a text between": [first, "x", second],
            "an array between": [first, [second]],
            "an empty one behind": [first, {}],
            "one of another kind behind": [
                first,
                {"type": "Ed25519Signature2020", "proofValue": "z1"},
            ],
            "an unknown suite behind": [first, second | {"cryptosuite": "bbs-2023"}],
            "values exchanged": [_with_value(first, second), _with_value(second, first)],
            "a thousand": [first | {"id": f"urn:p:{n}"} for n in range(1000)],
            "in a set of sets": [[first, second]],
        },
    )
    yield "the thief's alone", _added(name, document, thief)
    yield "the thief's and the friend's", _added(name, _added(name, document, thief), friend)
    stolen = _added(name, document, thief, id=_FIRST)
    yield "the thief first", _added(name, stolen, thief, previous=(_FIRST,))
    late = _added(name, one, friend, purpose="authentication")
    yield "a co-signer who does not assert", late
    yield "changed after both", two | {"name": "Changed"}
    yield "both in one object", two | {"proof": {"0": first, "1": second}}
    yield "in a list", two | {"proof": {"@list": [first, second]}}
    yield "in a graph", two | {"proof": {"@graph": [first, second]}}


def _proofs(document: JsonObject) -> list[Any]:
    proof = document["proof"]
    return proof if isinstance(proof, list) else [proof]


def _with(document: JsonObject, sets: dict[str, Any]) -> Iterator[tuple[str, JsonObject]]:
    for name, proofs in sets.items():
        yield name, document | {"proof": proofs}


def _damaged(proof: dict[str, Any]) -> dict[str, Any]:
    value = proof["proofValue"]
    place = len(value) // 2
    other = "2" if value[place] != "2" else "3"
    return proof | {"proofValue": value[:place] + other + value[place + 1 :]}


def _with_value(proof: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    return proof | {"proofValue": other["proofValue"]}
