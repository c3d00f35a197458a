"""Honest documents over every mechanism and many shapes: what attackers begin with.

Every one of them verifies as valid (``test_library`` holds them to it), so that a touched copy
that is refused is refused for the touch. A new mechanism in the registry joins by itself.
"""

# ruff: noqa: ANN401 any JSON value may stand in a document

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any

from credstone.ports import JsonObject, KeyType
from credstone.securing import mechanism, vc_jwt_1_1, vp_jwt
from credstone.securing.private_keys import PrivateKey
from credstone.securing.secured import ProofOptions
from tests.hostile.case import Kind
from tests.hostile.keys import b64, header_of, issuer_of, key, method_of, token
from tests.hostile.touch import written

V1 = "https://www.w3.org/2018/credentials/v1"
V2 = "https://www.w3.org/ns/credentials/v2"
DATA_INTEGRITY = "https://w3id.org/security/data-integrity/v2"
OB3 = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
CREATED = datetime(2025, 6, 1, tzinfo=UTC)
SUBJECT = "urn:uuid:0a9c1f2e-1111-4222-8333-444455556666"
ENVELOPE = "data:application/vc+jwt,"
LIST = "https://lists.example/honest"


@dataclass(frozen=True)
class Honest:
    """A secured document, and how an attacker opens and closes it again.

    ``value`` is the JSON that can be touched: the whole document with its proofs, or the payload
    of a token; ``carrying`` puts another value in its place and leaves the signature as it was.
    """

    name: str
    mechanism: str
    signer: PrivateKey
    data: bytes
    kind: Kind = "credential"

    @property
    def is_token(self) -> bool:
        return not self.data.startswith(b"{")

    @property
    def value(self) -> Any:
        return json.loads(unb64(self.data.split(b".")[1]) if self.is_token else self.data)

    def carrying(self, value: Any) -> bytes:
        return self.carrying_bytes(written(value))

    def carrying_bytes(self, text: bytes) -> bytes:
        if not self.is_token:
            return text
        header, _, signature = self.data.split(b".")
        return b".".join((header, b64(text), signature))


def unb64(segment: bytes) -> bytes:
    return base64.urlsafe_b64decode(segment + b"=" * (-len(segment) % 4))


def enveloped(token: bytes) -> JsonObject:
    """The object that carries a token, whatever the token is."""
    identifier = ENVELOPE + token.decode("latin-1")
    return {"@context": V2, "id": identifier, "type": "EnvelopedVerifiableCredential"}


def minimal(issuer: str) -> JsonObject:
    """The least that a credential says."""
    return {
        "@context": [V2],
        "type": ["VerifiableCredential"],
        "issuer": issuer,
        "credentialSubject": {"id": SUBJECT, "name": "Ana"},
    }


def badge(issuer: str) -> JsonObject:
    """An Open Badge of moderate size."""
    return {
        "@context": [V2, OB3],
        "id": "urn:uuid:6f1f6c3e-4b1a-4e0c-9a38-0d7d7f4b7a10",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": "Ethics of data",
        "issuer": {"id": issuer, "type": ["Profile"], "name": "Example University"},
        "validFrom": "2025-06-01T00:00:00Z",
        "validUntil": "2099-06-01T00:00:00Z",
        "credentialSubject": {
            "id": SUBJECT,
            "type": ["AchievementSubject"],
            "creditsEarned": 4.5,
            "achievement": {
                "id": "urn:uuid:0a9c1f2e-7777-4222-8333-444455556666",
                "type": ["Achievement"],
                "name": "Ethics of data",
                "description": "Weighs what data may be used for.",
                "criteria": {"narrative": "A written examination."},
                "tag": ["ethics", "data"],
                "alignment": [
                    {
                        "type": ["Alignment"],
                        "targetName": "EQF level 6",
                        "targetUrl": "http://data.europa.eu/snb/eqf/6",
                    }
                ],
            },
        },
    }


def with_status(issuer: str) -> JsonObject:
    """One that can be revoked."""
    entry: JsonObject = {
        "id": f"{LIST}#4711",
        "type": "BitstringStatusListEntry",
        "statusPurpose": "revocation",
        "statusListIndex": "4711",
        "statusListCredential": f"{LIST}/{issuer.rpartition(':')[2]}",
    }
    return minimal(issuer) | {"id": "urn:uuid:5f1f6c3e-aaaa", "credentialStatus": entry}


def related(issuer: str) -> JsonObject:
    """One with every part that the data model reserves a word for and that nobody must fetch."""
    digest = "sha384-S57yQDg1MTzF56Oi9DbSQ14u7jBy0RDdx0YbeV7shwhCS88G8SCXeFq82PafhCrW"
    return minimal(issuer) | {
        "id": "https://uni.example/credentials/7",
        "relatedResource": [{"id": "https://uni.example/terms.pdf", "digestSRI": digest}],
        "evidence": {"id": "https://uni.example/e/1", "type": "https://uni.example/#Work"},
        "termsOfUse": {"type": "https://uni.example/#Terms"},
    }


def languages(issuer: str) -> JsonObject:
    """Texts with their language, several subjects, an extension in a JSON literal."""
    return minimal(issuer) | {
        "name": [{"@value": "Ethics", "@language": "en"}, {"@value": "Etika", "@language": "cs"}],
        "description": {"@value": "Ética", "@language": "es"},
        "credentialSubject": [
            {"id": SUBJECT, "https://uni.example/#level": 6},
            {"https://uni.example/#data": {"type": "@json", "@value": {"b": [1, None], "a": ""}}},
        ],
    }


def of_1_1(issuer: str) -> JsonObject:
    """A credential of data model 1.1, which is verified and never issued."""
    return {
        "@context": [V1, DATA_INTEGRITY],
        "id": "urn:uuid:8a0f1c2e-0000-4222-8333-444455556666",
        "type": ["VerifiableCredential"],
        "issuer": issuer,
        "issuanceDate": "2025-06-01T00:00:00Z",
        "expirationDate": "2099-06-01T00:00:00Z",
        "credentialSubject": {"id": SUBJECT, "https://uni.example/#level": "6"},
    }


SHAPES = {
    "minimal": minimal,
    "badge": badge,
    "status": with_status,
    "related": related,
    "languages": languages,
}


def credential_mechanisms() -> Iterator[tuple[str, KeyType]]:
    """Every registered way to issue a credential, with each type of key that it takes."""
    for name, one in mechanism.MECHANISMS.items():
        if name not in (vp_jwt.NAME, vc_jwt_1_1.NAME):
            for key_type in KeyType:
                if key_type in one.KEY_TYPES:
                    yield name, key_type


def secure(
    name: str, document: JsonObject, signer: PrivateKey, *, method: str = "", **options: Any
) -> bytes:
    """Secure as our own issuing does; ``document`` may carry proofs already."""
    created = options.pop("created", CREATED)
    asked = ProofOptions(method or method_of(signer), signer.public.type, created, **options)
    message = mechanism.signing_input(name, document, asked)
    return mechanism.attach(name, document, asked, signer.sign(message))


@cache
def credentials() -> tuple[Honest, ...]:
    """Each mechanism with each shape, and one of each that strangers make without our binding."""
    found: list[Honest] = []
    for name, key_type in credential_mechanisms():
        signer = key("issuer", key_type)
        for shape, make in SHAPES.items():
            data = secure(name, make(issuer_of(signer)), signer)
            found.append(Honest(f"{name}/{key_type}/{shape}", name, signer, data))
    return tuple(found)


@cache
def strangers() -> tuple[Honest, ...]:
    """Proofs over RDF as strangers make them: they fix the statements, not the writing."""
    found: list[Honest] = []
    for name, key_type in credential_mechanisms():
        if "rdfc" in name:
            signer = key("issuer", key_type)
            for shape, make in SHAPES.items():
                data = secure(name, make(issuer_of(signer)), signer, binds_json=False)
                found.append(Honest(f"{name}/{key_type}/{shape}/stranger", name, signer, data))
    return tuple(found)


@cache
def envelopes() -> tuple[Honest, ...]:
    """Tokens inside an EnvelopedVerifiableCredential."""
    return tuple(
        Honest(f"enveloped/{one.name}", one.mechanism, one.signer, written(enveloped(one.data)))
        for one in credentials()
        if one.is_token
    )


@cache
def several_proofs() -> tuple[Honest, ...]:
    """Proof sets and proof chains, the first proof by the issuer, the second by a co-signer."""
    found: list[Honest] = []
    for name, key_type in credential_mechanisms():
        if name not in mechanism.CRYPTOSUITES:
            continue
        signer, other = key("issuer", key_type), key("co-signer", key_type)
        for shape in ("minimal", "badge"):
            document = SHAPES[shape](issuer_of(signer))
            first = json.loads(secure(name, document, signer, id="urn:uuid:first"))
            for form, options in (("set", {}), ("chain", {"previous": ("urn:uuid:first",)})):
                data = secure(name, first, other, **options)
                found.append(Honest(f"{form}/{name}/{key_type}/{shape}", name, signer, data))
    return tuple(found)


@cache
def older() -> tuple[Honest, ...]:
    """Credentials of data model 1.1, with an embedded proof and in the ``vc`` claim of a token."""
    found: list[Honest] = []
    for name, key_type in credential_mechanisms():
        signer = key("issuer", key_type)
        document = of_1_1(issuer_of(signer))
        if name in mechanism.CRYPTOSUITES:
            data = secure(name, document, signer)
            found.append(Honest(f"1.1/{name}/{key_type}", name, signer, data))
        else:
            claims = {"iss": issuer_of(signer), "sub": SUBJECT, "jti": document["id"]}
            inner = document | {"@context": [V1]}
            header = header_of(signer, typ="JWT", cty=...)
            data = token(header, {**claims, "vc": inner}, signer)
            found.append(Honest(f"1.1/{vc_jwt_1_1.NAME}/{key_type}", name, signer, data))
    return tuple(found)


def everything() -> tuple[Honest, ...]:
    """All of them, presentations aside."""
    return credentials() + strangers() + envelopes() + several_proofs() + older()
