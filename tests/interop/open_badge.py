"""The credential that goes between strangers and us, and our side of the exchange."""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterator
from datetime import UTC, datetime

from credstone.ports import JsonObject, KeyType
from credstone.securing import mechanism
from credstone.securing.answer import SignatureAnswer
from credstone.securing.did import did_key, did_key_method_id, local_method
from credstone.securing.private_keys import private_key
from credstone.securing.secured import ProofOptions

SEED = bytes(range(32))
KEY = private_key(KeyType.ED25519, SEED)
ISSUER = did_key(KEY.public)
CREATED = datetime(2026, 2, 1, tzinfo=UTC)

_OURS = "https://w3id.org/credstone#"
_XSD = "http://www.w3.org/2001/XMLSchema#"


def open_badge() -> JsonObject:
    """An Open Badges 3.0 credential with every shape of value that our extension writes."""
    return {
        "@context": [
            "https://www.w3.org/ns/credentials/v2",
            "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
        ],
        "id": "urn:uuid:5f0c8b9e-1d59-4d43-9b57-2f6c9a1f4e10",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": "Co-innovation: från idé till pilot",
        "issuer": {"id": ISSUER, "type": ["Profile"], "name": "Université de l’Exemple"},
        "validFrom": "2026-01-15T09:30:00Z",
        "credentialSubject": {
            "type": ["AchievementSubject"],
            "identifier": [
                {
                    "type": "IdentityObject",
                    "identityHash": "Zoë Ångström",
                    "identityType": "name",
                    "hashed": False,
                    "salt": "not-used",
                }
            ],
            "achievement": _achievement(),
        },
    }


def _achievement() -> JsonObject:
    return {
        "id": "urn:uuid:0c0a0f2e-58f7-4f3c-a0f8-6d3a3a3a9f11",
        "type": ["Achievement"],
        "name": "Co-innovation",
        "description": "Work with a start-up on a real question.",
        "criteria": {"narrative": "A pilot, defended before both awarding bodies."},
        "creditsAvailable": 2.5,
        "inLanguage": "sv",
        "alignment": [
            {
                "type": ["Alignment"],
                "targetName": "EQF level 6",
                "targetUrl": "http://data.europa.eu/snb/eqf/6",
                "targetType": "ext:EQFLevel",
            }
        ],
        f"{_OURS}participationMode": {
            "id": "http://data.europa.eu/snb/learning-assessment/920fbb3cbe"
        },
        f"{_OURS}workload": {"type": f"{_XSD}duration", "@value": "PT62H30M"},
        f"{_OURS}prerequisite": [
            {"@language": "sv", "@value": "Inga"},
            {"@language": "fr", "@value": "Aucun"},
        ],
        f"{_OURS}supervised": True,
        f"{_OURS}assessment": [
            {
                "type": f"{_OURS}AssessmentMethod",
                f"{_OURS}title": {"@language": "en", "@value": "Pilot"},
                f"{_OURS}weight": {"type": f"{_XSD}decimal", "@value": "0.6"},
            },
            {f"{_OURS}title": {"@language": "en", "@value": "Defence"}},
        ],
    }


def sign(document: JsonObject, mechanism_name: str) -> bytes:
    """The document as we secure it."""
    options = ProofOptions(did_key_method_id(KEY.public), KeyType.ED25519, CREATED)
    to_sign = mechanism.signing_input(mechanism_name, document, options)
    return mechanism.attach(mechanism_name, document, options, KEY.sign(to_sign))


def our_answer(secured_bytes: bytes) -> SignatureAnswer:
    """What we say of a signature, by the key that its own proof names."""
    secured = mechanism.read(secured_bytes)
    (proof,) = secured.proofs
    return mechanism.check(secured, proof, local_method(proof.verification_method).key)


def jwt_payload() -> JsonObject:
    """The credential as a token's payload, with the registered claims of Open Badges 3.0, 8.2.4."""
    badge = open_badge()
    return {**badge, "iss": ISSUER, "jti": badge["id"], "nbf": 1768469400}


def tampered(secured: JsonObject) -> Iterator[tuple[str, JsonObject]]:
    """The credential with one claim changed, added, taken away, and one in the extension."""
    yield "another name", {**secured, "name": "Quantum physics"}
    yield "a later validFrom", {**secured, "validFrom": "2026-01-16T09:30:00Z"}
    yield "a claim added", {**secured, "description": "With distinction"}
    yield "a claim taken away", {name: secured[name] for name in secured if name != "name"}
    unsupervised = json.loads(json.dumps(secured))
    unsupervised["credentialSubject"]["achievement"][f"{_OURS}supervised"] = False
    yield "an extension member changed", unsupervised


def tampered_token(token: bytes) -> bytes:
    """The token with another name in its payload, under the old signature."""
    header, payload, signature = token.split(b".")
    claims = json.loads(urlsafe_b64decode(payload + b"=="))
    changed = json.dumps({**claims, "name": "Quantum physics"}).encode()
    return b".".join((header, urlsafe_b64encode(changed).rstrip(b"="), signature))
