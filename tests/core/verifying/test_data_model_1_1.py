"""Credentials of data model 1.1 are verified: by its own rules, and under the same names here.

We issue 2.0 only, so each of these was made by a stranger. Strangers secure them with embedded
proofs, or as tokens with the credential in the claim ``vc``.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from credstone.errors import NotAllowed
from credstone.ports import JsonObject, KeyType
from credstone.securing import jose, mechanism
from credstone.securing.did import did_key_method_id, did_of
from credstone.securing.private_keys import generate
from credstone.securing.secured import ProofOptions
from credstone.securing.strict_json import dumps
from credstone.verifying.award import award_in
from credstone.verifying.explain import VALID, explain
from credstone.verifying.report import Outcome, ReasonCode, ReportClass, Verdict
from tests.core.verifying.test_genuine_or_not import outcome
from tests.core.verifying.test_proof_sets import SUITES
from tests.core.verifying.world import CREDENTIAL_ID, NOW, SUBJECT_ID, Issuer, World

V1 = "https://www.w3.org/2018/credentials/v1"
DATA_INTEGRITY = "https://w3id.org/security/data-integrity/v2"
ISSUED, EXPIRES = "2026-11-01T00:00:00Z", "2031-11-01T00:00:00Z"
ALGORITHM = {KeyType.ED25519: "EdDSA", KeyType.P256: "ES256", KeyType.P384: "ES384"}
Change = Callable[[Any], object]


def old_credential(issuer: Issuer) -> JsonObject:
    return {
        "@context": [V1, DATA_INTEGRITY],
        "id": CREDENTIAL_ID,
        "type": ["VerifiableCredential"],
        "issuer": issuer.id,
        "issuanceDate": ISSUED,
        "expirationDate": EXPIRES,
        "credentialSubject": {"id": SUBJECT_ID},
    }


def seconds(written: str) -> int:
    return math.floor(datetime.fromisoformat(written).timestamp())


def claims(issuer: Issuer) -> JsonObject:
    """The payload of 1.1, 6.3.1: claims in place of the members that they stand for."""
    return {
        "iss": issuer.id,
        "jti": CREDENTIAL_ID,
        "sub": SUBJECT_ID,
        "nbf": seconds(ISSUED),
        "exp": seconds(EXPIRES),
        "vc": {
            "@context": [V1],
            "type": ["VerifiableCredential"],
            "credentialSubject": {},
        },
    }


class Stranger(Issuer):
    """An issuer with a key and a library of their own: no keystore asks what they sign."""

    def __init__(self, key_type: KeyType = KeyType.ED25519) -> None:
        self.key, _ = generate(key_type)
        method_id = did_key_method_id(self.key.public)
        super().__init__(did_of(method_id), method_id)

    def token(self, payload: JsonObject, typ: str | None = "JWT", kid: str = "") -> bytes:
        header: JsonObject = {"alg": ALGORITHM[self.key.public.type], "kid": kid or self.method_id}
        signed = jose.signing_input(header | ({"typ": typ} if typ else {}), dumps(payload))
        return jose.compact(signed, self.key.sign(signed))


@pytest.mark.parametrize(("suite", "key"), SUITES)
def test_an_embedded_proof_over_an_old_credential_holds(suite: str, key: KeyType) -> None:
    world = World()
    issuer = world.did_key(key)
    data = world.sign(issuer, old_credential(issuer), suite=suite, binds_json=False)
    report = world.verify(data)
    assert report.verdict is Verdict.VALID
    assert (report.credential.valid_from, report.credential.valid_until) == (ISSUED, EXPIRES)
    changed = data.replace(SUBJECT_ID.encode(), SUBJECT_ID.replace("0a", "0b").encode())
    assert world.verify(changed).class_ is ReportClass.NOT_GENUINE


def test_an_old_credential_is_told_as_any_other() -> None:
    world = World()
    issuer = world.did_web()
    report = world.verify(world.sign(issuer, old_credential(issuer)))
    told = explain(report, award_in(report))
    assert told.headline == "Genuine signature; we have no information on who runs uni.example"
    lines = next(section.lines for section in told.sections if section.question == VALID)
    assert "Valid from 2026-11-01 00:00 UTC." in lines
    assert "Valid until 2031-11-01 00:00 UTC." in lines


@pytest.mark.parametrize(
    ("member", "when", "reason"),
    [
        ("issuanceDate", 60, None),
        ("issuanceDate", 61, ReasonCode.NOT_YET_VALID),
        ("expirationDate", 0, None),
        ("expirationDate", -1, ReasonCode.EXPIRED),
    ],
)
def test_an_old_credential_holds_from_its_first_to_its_last_second(
    member: str, when: int, reason: ReasonCode | None
) -> None:
    world = World()
    issuer = world.did_key()
    written = (NOW + timedelta(seconds=when)).strftime("%Y-%m-%dT%H:%M:%SZ")
    report = world.verify(world.sign(issuer, {**old_credential(issuer), member: written}))
    if reason is None:
        assert report.verdict is Verdict.VALID
    else:
        assert (report.verdict, report.reasons[0]) == (Verdict.INVALID, reason)


@pytest.mark.parametrize(
    ("change", "where"),
    [
        (lambda c: c.update({"@context": V1}), "/@context: the contexts are no ordered set"),
        (lambda c: c.update(id="credential-1"), "credential-1"),
        (lambda c: c.update(type=["VerifiablePresentation"]), "defines `issuer`"),
        (lambda c: c.pop("type"), "defines `issuer`"),
        (lambda c: c.pop("issuer"), "/issuer"),
        (lambda c: c.update(issuer=[c["issuer"], "did:example:2"]), "/issuer"),
        (lambda c: c.pop("issuanceDate"), "/issuanceDate: it has no first day"),
        (lambda c: c.update(issuanceDate="2026-11-01"), "/issuanceDate"),
        (lambda c: c.update(issuanceDate="2026-11-01T00:00:00"), "/issuanceDate"),
        (lambda c: c.update(expirationDate="never"), "/expirationDate"),
        (lambda c: c.update(expirationDate="2026-10-01T00:00:00Z"), "it ends before it begins"),
        (lambda c: c.pop("credentialSubject"), "/credentialSubject"),
        (lambda c: c.update(credentialSubject="urn:uuid:1"), "/credentialSubject"),
        (lambda c: c.update(validFrom=ISSUED), "/validFrom: a member of data model 2.0"),
        (lambda c: c.update(validUntil=EXPIRES), "/validUntil: a member of data model 2.0"),
        (lambda c: c.update(relatedResource={"id": "urn:r:1"}), "relatedResource"),
        (lambda c: c.update(name="Ethics of data"), "name"),
        (
            lambda c: c.update(credentialSchema={"type": "JsonSchemaValidator2018"}),
            "/credentialSchema/id: it has no id",
        ),
        (
            lambda c: c.update(refreshService={"id": "https://a.example/r"}),
            "/refreshService/type",
        ),
        (lambda c: c.update(evidence={"id": "https://a.example/e"}), "/evidence/type"),
    ],
)
def test_what_is_not_built_as_1_1_demands_is_refused(change: Change, where: str) -> None:
    """By the structure, or before it because a signature would not cover it."""
    world = World()
    issuer = world.did_key()
    document = json.loads(world.sign(issuer, old_credential(issuer), suite="eddsa-jcs-2022"))
    change(document)
    report = world.verify(json.dumps(document).encode())
    assert report.class_ is ReportClass.NOT_GENUINE
    failed = next(check for check in report.checks if check.outcome is Outcome.FAILED)
    assert failed.id in ("structure", "covered", "contexts")
    assert where in failed.reason


def test_a_status_of_the_older_kind_is_not_read_and_leaves_it_open() -> None:
    world = World()
    issuer = Stranger()
    entry: JsonObject = {"id": "https://uni.example/status/3#94567", "type": "StatusList2021Entry"}
    payload: Any = claims(issuer)
    payload["vc"]["credentialStatus"] = entry
    # The context of that kind is not frozen here, so only its absolute name is covered.
    entry["type"] = "https://w3id.org/vc/status-list#StatusList2021Entry"
    report = world.verify(issuer.token(payload))
    assert report.verdict is Verdict.UNDETERMINED
    status = report.check("status")
    assert status is not None
    assert "of a kind that this verifier does not read" in status.reason


@pytest.mark.parametrize("typ", ["JWT", None])
@pytest.mark.parametrize("key", list(KeyType))
def test_a_token_of_1_1_is_read_whole(typ: str | None, key: KeyType) -> None:
    world = World()
    issuer = Stranger(key)
    payload: Any = claims(issuer)
    data = issuer.token(payload, typ)
    report = world.verify(data)
    assert report.verdict is Verdict.VALID
    assert report.credential.mechanism == "vc-jwt-1.1"
    assert report.issuer.id == issuer.id
    whole = {**old_credential(issuer), "@context": [V1]}
    assert report.document == whole
    head, _, signature = data.split(b".")
    other = dumps({**payload, "jti": "urn:uuid:0"})
    forged = b".".join([head, jose.base64url_encode(other).encode(), signature])
    assert world.verify(forged).class_ is ReportClass.NOT_GENUINE


def test_a_token_that_says_everything_twice_is_read_too() -> None:
    world = World()
    issuer = Stranger()
    payload: Any = claims(issuer)
    payload["vc"] = {**old_credential(issuer), "@context": [V1]}
    payload["vc"]["issuanceDate"] = "2026-11-01T00:00:00.250Z"
    assert world.verify(issuer.token(payload)).verdict is Verdict.VALID


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda p: p.update(jti="urn:uuid:0"), "'jti' contradicts"),
        (lambda p: p.update(iss="did:example:2"), "'iss' contradicts"),
        (lambda p: p.update(sub="urn:uuid:0"), "'sub' contradicts"),
        (lambda p: p.update(nbf=seconds(ISSUED) - 1), "'nbf' contradicts"),
        (lambda p: p.update(exp=seconds(EXPIRES) + 1), "'exp' contradicts"),
        (lambda p: p.update(nbf="now"), "no number of seconds"),
        (lambda p: p.update(exp=True), "no number of seconds"),
        (lambda p: p.update(exp=1e300), "no date we can name"),
        (lambda p: p.update(aud="https://verifier.example"), "one audience"),
        (lambda p: p.update(vp={}), "presentation"),
        (lambda p: p.update(type=["VerifiableCredential"]), "two credentials"),
        (lambda p: p.update({"@context": [V1]}), "two credentials"),
        (lambda p: p.update(vc=[]), "no credential"),
        (lambda p: p["vc"].update(proof={}), "second proof"),
        (lambda p: p["vc"].pop("@context"), "not of data model 1.1"),
        (
            lambda p: p["vc"].update({"@context": ["https://www.w3.org/ns/credentials/v2"]}),
            "In data model 2.0 the payload is the credential itself",
        ),
        (
            lambda p: p["vc"].update(credentialSubject=[{"id": SUBJECT_ID}, {"id": "urn:u:2"}]),
            "'sub' names one subject",
        ),
    ],
)
def test_a_token_that_contradicts_itself_is_refused_with_words(change: Change, words: str) -> None:
    world = World()
    issuer = Stranger()
    payload: Any = claims(issuer)
    payload["vc"] = {**old_credential(issuer), "@context": [V1]}
    change(payload)
    report = world.verify(issuer.token(payload))
    assert report.verdict is Verdict.INVALID
    readable = report.check("readable")
    assert readable is not None
    assert words in readable.reason


def test_a_token_may_narrow_the_times_of_its_credential() -> None:
    """Some libraries write the moment of signing as ``nbf``, whatever the credential says."""
    world = World()
    issuer = Stranger()
    payload: Any = claims(issuer)
    payload["vc"] = {**old_credential(issuer), "@context": [V1]}
    first, last = NOW - timedelta(hours=1), NOW + timedelta(hours=1)
    payload |= {"nbf": seconds(first.isoformat()), "exp": seconds(last.isoformat())}
    report = world.verify(issuer.token(payload))
    assert report.verdict is Verdict.VALID
    summary = report.credential
    assert (summary.valid_from, summary.valid_until) == (
        "2026-11-21T08:30:00Z",
        "2026-11-21T10:30:00Z",
    )
    for moment, reason in ((first, ReasonCode.NOT_YET_VALID), (last, ReasonCode.EXPIRED)):
        world.at = moment + (moment - NOW)
        assert world.verify(issuer.token(payload)).reasons[0] is reason


def test_a_token_that_ran_out_is_told_as_expired() -> None:
    world = World()
    issuer = Stranger()
    payload: Any = claims(issuer)
    payload["exp"] = math.floor((NOW - timedelta(seconds=1)).timestamp())
    report = world.verify(issuer.token(payload))
    assert (report.verdict, report.reasons[0]) == (Verdict.INVALID, ReasonCode.EXPIRED)
    assert outcome(report, "valid_until") is Outcome.FAILED


def test_a_token_without_a_first_day_is_no_credential_of_1_1() -> None:
    world = World()
    issuer = Stranger()
    payload: Any = claims(issuer)
    del payload["nbf"]
    assert outcome(world.verify(issuer.token(payload)), "structure") is Outcome.FAILED


def test_a_strangers_token_in_the_issuers_name_is_a_forgery() -> None:
    world = World()
    issuer, stranger = world.did_web(), Stranger()
    payload: Any = claims(issuer)
    report = world.verify(stranger.token(payload))
    assert outcome(report, "controller") is Outcome.FAILED
    claimed = stranger.token(payload, kid=issuer.method_id)
    assert outcome(world.verify(claimed), "signature") is Outcome.FAILED


def test_another_kind_of_token_is_not_taken_for_a_credential() -> None:
    world = World()
    issuer = Stranger()
    id_token: JsonObject = {"iss": issuer.id, "sub": SUBJECT_ID, "nonce": "1"}
    report = world.verify(issuer.token(id_token))
    assert report.verdict is Verdict.UNDETERMINED
    assert outcome(report, "mechanism") is Outcome.UNDETERMINED


@pytest.mark.parametrize("typ", ["vc+jwt", "vp+jwt"])
def test_a_token_that_says_that_it_is_of_2_0_has_no_vc_claim(typ: str) -> None:
    world = World()
    issuer = Stranger()
    report = world.verify(issuer.token(claims(issuer), typ))
    assert report.verdict is Verdict.INVALID


def test_no_token_of_1_1_is_ever_made() -> None:
    issuer = World().did_key()
    options = ProofOptions(issuer.method_id, KeyType.ED25519, datetime.now(UTC))
    with pytest.raises(NotAllowed, match="never made"):
        mechanism.signing_input("vc-jwt-1.1", old_credential(issuer), options)
    with pytest.raises(NotAllowed, match="never made"):
        mechanism.attach("vc-jwt-1.1", old_credential(issuer), options, bytes(64))
