"""Verifying credentials: 200 with the report when it is valid, 400 when it is not or unknown."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from credstone.ports import Purpose
from credstone.securing import mechanism, strict_json
from credstone.securing.did import LocalResolver
from credstone.securing.secured import ProofOptions
from credstone.verifying.profiles import VC_API
from credstone.verifying.verify import verify
from tests.fakes import MemorySigner, MemoryStatusSource
from tests.web.vcapi.callers import Integrator, Values, a_credential

OUTCOMES = {"passed", "failed", "undetermined"}


@pytest.fixture
def secured(integrator: Integrator) -> Values:
    return integrator.issued("eddsa-rdfc-2022", a_credential())


def signed_by(wallet: MemorySigner, method: str, document: Values) -> Values:
    """``document`` as it is, with a proof by a key that its issuer does not hold."""
    created = datetime.now(UTC).replace(microsecond=0)
    options = ProofOptions(method, wallet.public(method).type, created)
    message = mechanism.signing_input("eddsa-rdfc-2022", document, options)
    [signature] = wallet.sign_many(method, Purpose.ISSUING, [message])
    secured: Values = json.loads(mechanism.attach("eddsa-rdfc-2022", document, options, signature))
    return secured


def outcomes(report: Values) -> dict[str, str]:
    return {check["id"]: check["outcome"] for check in report["checks"]}


def test_the_report_is_the_one_of_the_library(integrator: Integrator, secured: Values) -> None:
    report = integrator.verify(secured).values
    direct = verify(
        strict_json.dumps(secured),
        at=datetime.now(UTC),
        keys=LocalResolver(),
        statuses=MemoryStatusSource(),
        policy=VC_API,
    ).to_json()
    assert report | {"at": ""} == direct | {"at": ""}
    assert set(outcomes(report).values()) <= OUTCOMES


def changed(secured: Values) -> None:
    secured["credentialSubject"]["name"] = "Mallory"


def unproven(secured: Values) -> None:
    del secured["proof"]


def nulled(secured: Values) -> None:
    secured["proof"] = None


def without_method(secured: Values) -> None:
    del secured["proof"]["verificationMethod"]


def of_another_suite(secured: Values) -> None:
    secured["proof"]["cryptosuite"] = "eddsa-rdfc-2021"


def for_another_purpose(secured: Values) -> None:
    secured["proof"]["proofPurpose"] = "authentication"


def without_multibase_header(secured: Values) -> None:
    secured["proof"]["proofValue"] = secured["proof"]["proofValue"][1:]


def run_out(secured: Values) -> None:
    secured["proof"]["expires"] = "2020-01-01T00:00:00Z"


@pytest.mark.parametrize(
    "harm",
    [
        changed,
        unproven,
        nulled,
        without_method,
        of_another_suite,
        for_another_purpose,
        without_multibase_header,
        run_out,
    ],
)
def test_what_is_not_valid_is_answered_with_400_and_the_report(
    integrator: Integrator, secured: Values, harm: Callable[[Values], None]
) -> None:
    harm(secured)
    answer = integrator.verify(secured)
    assert answer.status == 400
    assert answer.values["verdict"] in ("invalid", "undetermined")


def test_what_cannot_be_found_out_counts_as_not_verified(
    integrator: Integrator, secured: Values
) -> None:
    secured["proof"]["verificationMethod"] = "did:web:issuer.example#key"
    answer = integrator.verify(secured)
    assert (answer.status, answer.values["verdict"]) == (400, "undetermined")


def test_an_issuer_that_does_not_control_the_key_is_reported_and_decides_nothing(
    integrator: Integrator,
) -> None:
    wallet = MemorySigner()
    method = wallet.generate()
    by_another = signed_by(wallet, method, a_credential())
    answer = integrator.verify(by_another)
    assert (answer.status, answer.values["verdict"]) == (200, "valid")
    assert answer.values["class"] == "genuine_but"
    assert answer.values["reasons"] == ["issuer_not_shown", "issuer_unknown"]
    assert outcomes(answer.values)["controller"] == "failed"


def test_an_issuer_that_controls_the_key_is_shown(integrator: Integrator) -> None:
    report = integrator.verify(integrator.issued("vc-jwt", a_credential())).values
    assert outcomes(report)["controller"] == "passed"
    assert report["reasons"] == ["issuer_unknown"]


@pytest.mark.parametrize("as_text", [True, False])
def test_a_token_may_come_bare_or_in_its_envelope(integrator: Integrator, as_text: bool) -> None:
    enveloped = integrator.issued("vc-jwt", a_credential())
    token = enveloped["id"].partition(",")[2]
    assert integrator.verify(token if as_text else enveloped).status == 200
    assert integrator.verify(token[:-4] if as_text else enveloped | {"name": "x"}).status == 400


def test_a_caller_who_expects_a_challenge_or_a_domain_is_heard(integrator: Integrator) -> None:
    said = {"challenge": "1235abcd6789", "domain": "a.example"}
    secured = integrator.issued("eddsa-rdfc-2022", a_credential(), said)
    assert integrator.verify(secured, said).status == 200
    for name in said:
        answer = integrator.verify(secured, said | {name: "another"})
        assert (answer.status, answer.values["verdict"]) == (400, "invalid")
    plain = integrator.issued("eddsa-rdfc-2022", a_credential())
    assert integrator.verify(plain, said).status == 400


def test_a_credential_is_never_expected_to_authenticate(
    integrator: Integrator, secured: Values
) -> None:
    good = {"expectedProofPurpose": "assertionMethod", "checks": ["proof"]}
    assert integrator.verify(secured, good).status == 200
    assert integrator.verify(secured, {"expectedProofPurpose": "authentication"}).status == 400


def test_what_is_asked_to_be_checked_changes_nothing(
    integrator: Integrator, secured: Values
) -> None:
    ended = integrator.issued("eddsa-rdfc-2022", a_credential(validUntil="2024-01-01T00:00:00Z"))
    assert integrator.verify(secured, {"checks": []}).status == 200
    assert integrator.verify(ended, {"checks": ["proof"]}).status == 400


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"verifiableCredential": None},
        {"verifiableCredential": []},
        {"verifiableCredential": 7},
        {"verifiableCredential": True},
        {"credential": {}},
        {"verifiableCredential": {}, "options": []},
        {"verifiableCredential": {}, "options": {"challenge": 1}},
        {"verifiableCredential": {}, "options": {"domain": ["a.example"]}},
    ],
)
def test_a_request_that_asks_nothing_is_malformed(integrator: Integrator, body: Values) -> None:
    answer = integrator.post("/credentials/verify", body)
    assert (answer.status, answer.is_problem) == (400, True)


def test_what_the_library_reads_alone_is_read_in_a_body_too(integrator: Integrator) -> None:
    deep: object = {"id": "urn:a:b"}
    for _ in range(29):  # with its own two levels and the subject's, all that are read
        deep = [deep]
    harmless = copy.deepcopy(a_credential(credentialSubject={"id": "urn:a:c", "deep": deep}))
    report = integrator.verify(harmless).values
    assert "nested" not in report["checks"][0]["reason"]
    assert integrator.verify({"a": [harmless]}).is_problem
