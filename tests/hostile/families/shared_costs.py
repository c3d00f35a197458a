"""What is cheap once and dear many times: proofs on one document, lists for one presentation (P12).

What an attacker signs in earnest, and what stops at the first signature: each answer is quick.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tests.hostile.case import Case, Exclusion
from tests.hostile.honest import credential_mechanisms, enveloped, minimal
from tests.hostile.keys import ATTACKER, CREATED, header_of, issuer_of, key, method_of, token
from tests.hostile.presentations import presentation
from tests.hostile.status_lists import LARGE
from tests.hostile.touch import written
from tests.hostile.world import CHALLENGE, DOMAIN

NAME = "shared costs"
_KNOWS = "https://uni.example/#knows"


def cases() -> Iterator[Case | Exclusion]:
    for name, key_type in credential_mechanisms():
        if "rdfc" not in name:
            continue
        signer = key("attacker", key_type)
        proof = {
            "type": "DataIntegrityProof",
            "cryptosuite": name,
            "created": CREATED,
            "verificationMethod": method_of(signer),
            "proofPurpose": "assertionMethod",
            "proofValue": "z" + "1" * (96 if key_type.value == "P-384" else 64),
        }
        for nodes in (2000, 20_000):
            document: dict[str, Any] = minimal(issuer_of(signer))
            document[_KNOWS] = [{"https://uni.example/#n": "x"} for _ in range(nodes)]
            for form, proofs in _proofs(proof):
                data = written(document | {"proof": proofs})
                yield Case(f"{NAME}/{name}/{key_type}/{nodes} nodes, {form}", NAME, data)
    for count in (8, 64):
        name = f"{NAME}/{count} credentials of 16 large lists"
        yield Case(name, NAME, _many_lists(count), "presentation", "answered")


def _proofs(proof: dict[str, Any]) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    for count in (2, 4, 16):
        several = [proof | {"id": f"urn:p:{number}"} for number in range(count)]
        yield f"a set of {count}", several
        names = [one["id"] for one in several]
        chained = [
            one | ({"previousProof": names[:number]} if number else {})
            for number, one in enumerate(several)
        ]
        yield f"a chain of {count}", chained


def _many_lists(count: int) -> bytes:
    """A presentation whose every credential names the largest list that is read, 16 times."""
    entries = [
        {
            "type": "BitstringStatusListEntry",
            "statusPurpose": "revocation",
            "statusListIndex": str(index),
            "statusListCredential": LARGE,
        }
        for index in range(16)
    ]
    holder = key("holder")
    document = minimal(issuer_of(ATTACKER)) | {"credentialStatus": entries}
    inside = [
        enveloped(token(header_of(ATTACKER), document | {"id": f"urn:uuid:{number}"}))
        for number in range(count)
    ]
    claims = {"aud": DOMAIN, "nonce": CHALLENGE}
    header = header_of(holder, typ="vp+jwt", cty="vp")
    return token(header, presentation(issuer_of(holder), *inside) | claims, holder)
