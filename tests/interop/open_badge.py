"""The credentials that go between strangers and us, and our side of the exchange."""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime

from credstone.documents.definition_file import read_definition
from credstone.documents.organisation_file import read_organisation_file
from credstone.formats import openbadges, vcdm
from credstone.formats.extension import DEFINITION
from credstone.model.achievement import Achievement
from credstone.model.award import Award, Evidence
from credstone.model.credential import StatusEntry, StatusPurpose
from credstone.model.identifier import Identifier, IdentifierType
from credstone.model.party import Organisation, Person
from credstone.ports import JsonObject, KeyType
from credstone.securing import mechanism
from credstone.securing.did import LocalResolver, did_key, did_key_method_id
from credstone.securing.private_keys import private_key
from credstone.securing.secured import ProofOptions
from credstone.verifying.report import Verdict, VerificationReport
from credstone.verifying.verify import verify
from tests.fakes import MemoryStatusSource
from tests.require import ROOT

SEED = bytes(range(32))
KEY = private_key(KeyType.ED25519, SEED)
ISSUER = did_key(KEY.public)
ISSUED = datetime(2026, 1, 15, 9, 30, tzinfo=UTC)
CREATED = datetime(2026, 2, 1, tzinfo=UTC)
DEFINITIONS = ("mc-coinno-01", "mc-data-02")

_CREDENTIAL_ID = "urn:uuid:5f0c8b9e-1d59-4d43-9b57-2f6c9a1f4e10"
_STATUSES = (
    StatusEntry(StatusPurpose.REVOCATION, "urn:uuid:9d5f5a4a-0ad8-4b7d-8d7e-0b7a2c1e3f50", 94_567),
)


def open_badge(definition: str = DEFINITIONS[0], *, with_status: bool = True) -> JsonObject:
    """An example's Open Badge as we issue it, extension, status and hashed address included."""
    return openbadges.export(
        _award(definition),
        credential_id=_CREDENTIAL_ID,
        statuses=_STATUSES if with_status else (),
        email_salt="b8c2ff",
    ).document


def their_badge() -> JsonObject:
    """What strangers sign: one awarding body alone, and no list that we could not fetch."""
    return open_badge(DEFINITIONS[1], with_status=False)


def plain_credential(definition: str = DEFINITIONS[0]) -> JsonObject:
    """The same award as a credential of the data model alone."""
    return vcdm.export(
        _award(definition), credential_id=_CREDENTIAL_ID, statuses=_STATUSES
    ).document


def older_credential() -> JsonObject:
    """A credential of data model 1.1, which we verify and never issue."""
    return {
        "@context": ["https://www.w3.org/2018/credentials/v1"],
        "id": _CREDENTIAL_ID,
        "type": ["VerifiableCredential"],
        "issuer": ISSUER,
        "issuanceDate": "2026-01-15T09:30:00Z",
        "expirationDate": "2036-01-15T09:30:00Z",
        "credentialSubject": {"id": "urn:uuid:0a9c1f2e-1111-4222-8333-444455556666"},
    }


def _award(definition: str) -> Award:
    return Award(
        id="urn:uuid:3c1d7d3e-5a0f-4b43-8a53-6d6c6f1b2a90",
        achievement=_achievement(definition),
        learner=Person(
            "Zoë Ångström-O’Neill",
            identifiers=(Identifier(IdentifierType.EMAIL, "zoe@student.example"),),
        ),
        learner_id="urn:uuid:0a9c1f2e-1111-4222-8333-444455556666",
        awarded_on=date(2026, 1, 14),
        issued_at=ISSUED,
        grade="5",
        evidence=(Evidence("Pilot report", "https://repository.example/pilot/17"),),
    )


def _achievement(definition: str) -> Achievement:
    examples = ROOT / "examples"
    organisations = {
        organisation.code: organisation
        for file in (examples / "organisations").glob("*.yaml")
        if (organisation := read_organisation_file(file).organisation) is not None
    }
    reading = read_definition(examples / "achievements" / f"{definition}.yaml", organisations)
    achievement = reading.achievement
    assert achievement is not None, reading.findings
    issuer, *others = achievement.awarding_bodies
    return replace(
        achievement,
        id=achievement.id or "urn:uuid:0c0a0f2e-58f7-4f3c-a0f8-6d3a3a3a9f11",
        awarding_bodies=(replace(issuer, id=ISSUER), *map(_with_id, others)),
    )


def _with_id(organisation: Organisation) -> Organisation:
    return replace(organisation, id=organisation.id or f"did:web:{organisation.code}.example")


def sign(document: JsonObject, mechanism_name: str, *, binds_json: bool = True) -> bytes:
    """The document as we secure it, or without the member that only our proofs have."""
    options = ProofOptions(
        did_key_method_id(KEY.public), KeyType.ED25519, CREATED, binds_json=binds_json
    )
    to_sign = mechanism.signing_input(mechanism_name, document, options)
    return mechanism.attach(mechanism_name, document, options, KEY.sign(to_sign))


def our_report(secured: bytes) -> VerificationReport:
    """What our whole verification says, now (strangers sign by the clock) and without a network."""
    return verify(
        secured, at=datetime.now(UTC), keys=LocalResolver(), statuses=MemoryStatusSource({})
    )


def our_verdict(secured: bytes) -> Verdict:
    return our_report(secured).verdict


def jwt_payload() -> JsonObject:
    """The badge as a token's payload, with the registered claims of Open Badges 3.0, 8.2.4."""
    badge = their_badge()
    subject = badge["credentialSubject"]
    assert isinstance(subject, dict)
    claims: JsonObject = {"iss": ISSUER, "jti": badge["id"], "sub": subject["id"]}
    return badge | claims | {"nbf": int(ISSUED.timestamp())}


def tampered(secured: JsonObject) -> Iterator[tuple[str, JsonObject]]:
    """The badge with one claim changed, added, taken away, and one in the extension."""
    yield "another name", {**secured, "name": "Quantum physics"}
    yield "a later validFrom", {**secured, "validFrom": "2026-01-16T09:30:00Z"}
    yield "a claim added", {**secured, "image": {"id": "https://a.example/i", "type": "Image"}}
    yield "a claim taken away", {name: secured[name] for name in secured if name != "name"}
    other = json.loads(json.dumps(secured))
    other["credentialSubject"]["achievement"][DEFINITION]["@value"]["version"] = "9"
    yield "the extension changed", other


def tampered_token(token: bytes) -> bytes:
    """The token with another name in its payload, under the old signature."""
    header, payload, signature = token.split(b".")
    claims = json.loads(urlsafe_b64decode(payload + b"=="))
    changed = json.dumps({**claims, "name": "Quantum physics"}).encode()
    return b".".join((header, urlsafe_b64encode(changed).rstrip(b"="), signature))
