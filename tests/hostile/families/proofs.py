"""Proof confusion: purpose, relationship, controller, key type, cryptosuite (threat 5), and how a
proof is written: its value, its times, its type, its place.

Most are signed in earnest, by a key that may not sign so.
"""

# ruff: noqa: ANN401 a proof member may hold anything

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from credstone.errors import CredstoneError
from credstone.securing import mechanism
from credstone.securing.multibase import base58btc_encode, multibase_decode
from tests.hostile.case import Case, Exclusion
from tests.hostile.honest import Honest, credential_mechanisms, credentials, minimal, secure
from tests.hostile.keys import (
    ATTACKER,
    b64,
    issuer_of,
    jcs_signed,
    key,
    method_of,
)
from tests.hostile.touch import written
from tests.hostile.world import UNIVERSITY, web_methods

NAME = "proofs"
EVIL = "did:web:evil.example"
_PURPOSES = (
    "assertionMethod",
    "authentication",
    "capabilityInvocation",
    "capabilityDelegation",
    "keyAgreement",
    "AssertionMethod",
    "assertionmethod",
    "https://w3id.org/security#assertionMethod",
    "proofPurpose",
    "x",
)


def cases() -> Iterator[Case | Exclusion]:
    yield from _who_may_sign()
    yield from _somebody_elses_key()
    for honest in credentials():
        if not honest.is_token and honest.name.endswith(("minimal", "badge")):
            for name, proof in (*_values(honest), *_members(honest)):
                yield _case(f"{honest.name}/{name}", honest.value | {"proof": proof})
    yield from _sealed()


def _case(name: str, document: Any) -> Case:
    return Case(
        f"{NAME}/{name}", NAME, document if isinstance(document, bytes) else written(document)
    )


def _who_may_sign() -> Iterator[Case]:
    """Purpose by relationship by controller, each signed with the key that the method lists."""
    for name, key_type in credential_mechanisms():
        signers = {signer.public: signer for signer in (key("issuer", key_type), ATTACKER)}
        for method in web_methods():
            signer = signers.get(method.key)
            if signer is None or signer.public.type is not key_type:
                continue
            for issuer in (UNIVERSITY, EVIL, issuer_of(signer)):
                for purpose in _PURPOSES:
                    allowed = purpose in method.relationships and purpose == "assertionMethod"
                    own = method.id.startswith(UNIVERSITY) and method.controller == issuer
                    lasting = method.expires is None and method.revoked is None
                    if allowed and own and lasting:
                        continue  # this one may
                    try:
                        data = secure(
                            name, minimal(issuer), signer, method=method.id, purpose=purpose
                        )
                    except CredstoneError:  # our own mechanism does not sign so; see _sealed
                        continue
                    where = method.id.rpartition(":")[2]
                    yield _case(f"{name}/{key_type}/{where} of {issuer[-20:]} for {purpose}", data)


def _somebody_elses_key() -> Iterator[Case]:
    """A good signature by whoever is not the issuer."""
    for name, key_type in credential_mechanisms():
        thief, victim = key("attacker", key_type), key("issuer", key_type)
        for number, issuer in enumerate(
            (
                issuer_of(victim),
                UNIVERSITY,
                "https://uni.example",
                "urn:uuid:0",
                "mailto:a@b.example",
                issuer_of(thief) + "x",
                issuer_of(thief) + "#",
                method_of(thief),
                issuer_of(thief).upper(),
                issuer_of(thief).replace("did:key", "did:jwk"),
                issuer_of(thief) + "/",
                issuer_of(thief) + "?versionId=1",
                "did:key:" + "z" * 48,
            )
        ):
            try:
                yield _case(
                    f"{name}/{key_type}/issuer {number}", secure(name, minimal(issuer), thief)
                )
            except CredstoneError:  # an issuer that is no address is not signed by our mechanism
                continue
        for shape in ({"id": issuer_of(victim)}, {"id": issuer_of(victim), "name": "Uni"}):
            document = minimal("") | {"issuer": shape}
            yield _case(
                f"{name}/{key_type}/issuer object {len(shape)}", secure(name, document, thief)
            )


def _values(honest: Honest) -> Iterator[tuple[str, Any]]:
    """The same signature in other encodings, and no signature."""
    proof = honest.value["proof"]
    value = proof["proofValue"]
    signature = multibase_decode(value)
    half = len(signature) // 2
    for name, other in {
        "leading one": "z1" + value[1:],
        "space behind": value + " ",
        "space before": " " + value,
        "line feed": value + "\n",
        "upper Z": "Z" + value[1:],
        "without multibase": value[1:],
        "base64url": "u" + b64(signature).decode(),
        "hex": "f" + signature.hex(),
        "base64": "m" + b64(signature).decode(),
        "flickr": "Z" + base58btc_encode(signature),
        "a byte more": "z" + base58btc_encode(signature + b"\0"),
        "a byte before": "z" + base58btc_encode(b"\0" + signature),
        "a byte less": "z" + base58btc_encode(signature[:-1]),
        "twice": "z" + base58btc_encode(signature * 2),
        "halves turned": "z" + base58btc_encode(signature[half:] + signature[:half]),
        "zeros": "z" + "1" * len(signature),
        "only z": "z",
        "empty": "",
        "foreign letter": value[:-1] + "0",
        "foreign script": value[:-1] + "А",
        "last letter": value[:-1] + ("2" if value[-1] != "2" else "3"),
        "very long": "z" + "2" * 200_000,
        "data URL": "data:;base64," + value,
        "as jws": "eyJhbGciOiJFZERTQSIsImI2NCI6ZmFsc2V9.." + b64(signature).decode(),
    }.items():
        yield f"proofValue {name}", proof | {"proofValue": other}
    for member in ("jws", "signatureValue", "signature", "proofvalue", "ProofValue"):
        rest = {name: item for name, item in proof.items() if name != "proofValue"}
        yield f"proofValue moved to {member}", rest | {member: value}


def _members(honest: Honest) -> Iterator[tuple[str, Any]]:
    proof = honest.value["proof"]
    for suite in (
        *mechanism.MECHANISMS,
        "eddsa-2022",
        "eddsa-rdfc-2023",
        "ecdsa-sd-2023",
        "bbs-2023",
        "json-eddsa-2022",
        "EDDSA-RDFC-2022",
        "eddsa-rdfc-2022 ",
        "none",
        "x" * 900,
    ):
        if suite != proof["cryptosuite"]:
            yield f"cryptosuite {suite[:30]}", proof | {"cryptosuite": suite}
    for kind in (
        "Ed25519Signature2020",
        "Ed25519Signature2018",
        "JsonWebSignature2020",
        "dataIntegrityProof",
        "DataIntegrityProof ",
        "Proof",
        "RsaSignature2018",
        "https://w3id.org/security#DataIntegrityProof",
        ["DataIntegrityProof"],
        ["DataIntegrityProof", "Proof"],
    ):
        yield f"type {kind}", proof | {"type": kind}
    for purpose in _PURPOSES[1:]:
        yield f"purpose {purpose}", proof | {"proofPurpose": purpose}
    for number, method in enumerate(
        (
            method_of(ATTACKER),
            issuer_of(honest.signer),
            "",
            "#key",
            "did:key:x#x",
            {"id": proof["verificationMethod"]},
            [proof["verificationMethod"]],
            proof["verificationMethod"] + "#",
            f"{UNIVERSITY}#assertionMethod",
            {
                "id": method_of(honest.signer),
                "type": "Multikey",
                "controller": issuer_of(honest.signer),
                "publicKeyMultibase": issuer_of(ATTACKER).removeprefix("did:key:"),
            },
        )
    ):
        yield f"method {number}", proof | {"verificationMethod": method}
    for member, values in {
        "created": (
            "2024-01-01T00:00:00Z",
            "2025-06-01",
            "now",
            "",
            0,
            None,
            "2025-06-01T00:00:00",
            "2025-13-01T00:00:00Z",
            "2025-06-01T00:00:00.0Z",
            "2025-06-01T24:00:00Z",
            "2025-06-01t00:00:00z",
            "2025-06-01T00:00:00+00:00",
            "2025-06-01T00:00:60Z",
        ),
        "expires": ("2099-01-01T00:00:00Z", "2025-07-01T00:00:00Z", "", None, 4e9, "never"),
        "challenge": ("abc", "", None, 7),
        "domain": ("a.example", [], [""], None, 7),
        "nonce": ("abc", None, 7),
        "previousProof": ("urn:uuid:no", [], "", None, 7, ["urn:uuid:no"]),
        "id": ("urn:uuid:1", "", None, 7, "relative", "_:b0"),
        "@context": (
            "https://www.w3.org/ns/credentials/v2",
            [],
            {},
            None,
            {"@vocab": "https://e.example/#"},
        ),
        "proof": ({}, proof),
        "holder": (issuer_of(ATTACKER),),
        "@type": ("DataIntegrityProof",),
        "undefinedTerm": ("x",),
        "https://evil.example/#x": ("x",),
        "jws": ("x",),
        "proofChain": ([],),
    }.items():
        for number, value in enumerate(values):
            yield f"{member} {number}", proof | {member: value}
    for member in proof:
        yield f"without {member}", {name: item for name, item in proof.items() if name != member}


def _sealed() -> Iterator[Case | Exclusion]:
    """Options that our mechanisms do not write, signed over JSON, where any option can be."""
    if "eddsa-jcs-2022" not in mechanism.CRYPTOSUITES:
        return
    yield Exclusion(NAME, "a proof over JSON covers its own members, words that nobody knows too")
    document = minimal(issuer_of(ATTACKER))
    for purpose in (*_PURPOSES[1:], ["assertionMethod"], None, "", 7):
        yield _case(f"jcs/purpose {purpose}", jcs_signed(document, proofPurpose=purpose))
    for suite in mechanism.CRYPTOSUITES:
        if suite != "eddsa-jcs-2022":
            yield _case(f"jcs/called {suite}", jcs_signed(document, cryptosuite=suite))
    for name, changes in {
        "another context": {"@context": ["https://e.example/"]},
        "context less": {"@context": []},
        "no method": {"verificationMethod": ...},
        "no type": {"type": ...},
        "no purpose": {"proofPurpose": ...},
        "type an array": {"type": ["DataIntegrityProof"]},
        "expired": {"expires": "2025-07-01T00:00:00Z"},
        "null term": {"nonce": None},
        "domain null": {"domain": None},
        "challenge number": {"challenge": 7},
        "created null": {"created": None},
        "created a number": {"created": 1_750_000_000},
        "relative id": {"id": "proof-1"},
        "previous": {"previousProof": "urn:uuid:nowhere"},
        "itself previous": {"id": "urn:uuid:1", "previousProof": "urn:uuid:1"},
        "method an object": {"verificationMethod": {"id": method_of(ATTACKER)}},
    }.items():
        yield _case(f"jcs/{name}", jcs_signed(document, **changes))
