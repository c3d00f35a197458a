"""A credential with every shape a signature has to cover, and ways to sign it."""

from __future__ import annotations

import json
from datetime import UTC, datetime

from credstone.ports import JsonObject, KeyType, PublicKey
from credstone.securing import mechanism
from credstone.securing.did import did_key, did_key_method_id
from credstone.securing.private_keys import PrivateKey, private_key
from credstone.securing.secured import STRICT, ProofOptions, Reading

CREDENTIALS_V2 = "https://www.w3.org/ns/credentials/v2"
OPEN_BADGES = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
CREATED = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)

UNIVERSITY = private_key(KeyType.ED25519, bytes(range(32)))
COLLEGE = private_key(KeyType.P256, bytes(range(1, 33)))
ACADEMY = private_key(KeyType.P384, bytes(range(1, 49)))


def credential(issuer: PrivateKey = UNIVERSITY) -> JsonObject:
    """An Open Badges 3.0 credential on co-innovation; a fresh copy each time."""
    document: JsonObject = {
        "@context": [CREDENTIALS_V2, OPEN_BADGES],
        "id": "urn:uuid:6f1cbb4c-7a55-4a0e-9a39-6d2c7e1f0a11",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": {"@value": "Co-innovation", "@language": "en"},
        "issuer": {
            "id": did_key(issuer.public),
            "type": ["Profile"],
            "name": "Universidad de Ejemplo",
            "url": "https://uni.example/",
        },
        "validFrom": "2026-11-20T10:00:00Z",
        "validUntil": "2031-11-20T10:00:00Z",
        "awardedDate": "2026-11-19T00:00:00+01:00",
        "credentialSubject": {
            "id": "did:example:ana",
            "type": ["AchievementSubject"],
            "identifier": [
                {
                    "type": "IdentityObject",
                    "hashed": False,
                    "identityHash": "Ana García López",
                    "identityType": "name",
                }
            ],
            "creditsEarned": 4.5,
            "result": [{"type": ["Result"], "value": "9.5"}],
            "achievement": {
                "id": "urn:uuid:0a7b5c9e-94a4-4fd5-8f0f-1f8a0c6f5b22",
                "type": ["Achievement"],
                "name": "Co-innovation",
                "description": "Work with a start-up on one problem for twelve weeks.",
                "criteria": {"narrative": "Present a tested prototype.\nReflect on it."},
                "creditsAvailable": 6.0,
                "tag": ["innovation", "start-ups"],
                "alignment": [
                    {
                        "type": ["Alignment"],
                        "targetName": "EQF level 6",
                        "targetUrl": "http://data.europa.eu/snb/eqf/6",
                        "targetCode": "6",
                    },
                    {
                        "type": ["Alignment"],
                        "targetName": "collaborate",
                        "targetUrl": "http://data.europa.eu/esco/skill/collaborate",
                    },
                ],
            },
        },
        "credentialStatus": {
            "id": "https://uni.example/status/1#94567",
            "type": "BitstringStatusListEntry",
            "statusPurpose": "revocation",
            "statusListIndex": "94567",
            "statusListCredential": "https://uni.example/status/1",
        },
    }
    copied: JsonObject = json.loads(json.dumps(document))
    return copied


def options_of(key: PublicKey, *, binds_json: bool = True) -> ProofOptions:
    return ProofOptions(did_key_method_id(key), key.type, CREATED, binds_json=binds_json)


def signed(
    name: str,
    document: JsonObject | None = None,
    key: PrivateKey = UNIVERSITY,
    reading: Reading = STRICT,
    *,
    binds_json: bool = True,
) -> bytes:
    """Sign as issuing does, or as strangers do without ``binds_json``."""
    content = credential(key) if document is None else document
    options = options_of(key.public, binds_json=binds_json)
    message = mechanism.signing_input(name, content, options, reading=reading)
    return mechanism.attach(name, content, options, key.sign(message))


def holds(data: bytes, key: PrivateKey = UNIVERSITY, reading: Reading = STRICT) -> bool:
    """Read and check as verifying does; the one proof must be ``key``'s."""
    secured = mechanism.read(data, reading=reading)
    (proof,) = secured.proofs
    mechanism.coverage(secured)
    return mechanism.check(secured, proof, key.public).holds
