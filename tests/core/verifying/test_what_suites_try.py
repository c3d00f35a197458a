"""What the W3C's conformance suites try on a verifier of Data Integrity, with each cryptosuite.

Every odd proof carries a signature that holds over it, so that the rule itself refuses it.
"""

from __future__ import annotations

import json

import pytest

from credstone.ports import Json, JsonObject
from credstone.securing.canonical import HashName
from credstone.securing.multibase import multibase_decode, multibase_encode
from credstone.securing.private_keys import PrivateKey
from credstone.verifying.checks.proofs import STATED, Expected
from credstone.verifying.policy import Policy
from credstone.verifying.profiles import VC_API
from credstone.verifying.report import Outcome, Verdict, VerificationReport
from credstone.verifying.verify import verify
from tests.core.securing.samples import credential
from tests.core.securing.strangers import SUITES, stranger_signs
from tests.core.verifying.world import NOW
from tests.fakes import MemoryResolver, MemoryStatusSource

pytestmark = pytest.mark.parametrize("combination", SUITES)
OTHER_SUITE = {
    "eddsa-rdfc-2022": "eddsa-jcs-2022",
    "eddsa-jcs-2022": "eddsa-rdfc-2022",
    "ecdsa-rdfc-2019": "ecdsa-jcs-2019",
    "ecdsa-jcs-2019": "ecdsa-rdfc-2019",
}


def plain(key: PrivateKey) -> JsonObject:
    document = credential(key)
    del document["credentialStatus"]
    return document


def made(combination: str, **changes: Json) -> bytes:
    suite, key = SUITES[combination]
    return stranger_signs(suite, plain(key), key, changes)


def answer(data: bytes, policy: Policy, expected: Expected = STATED) -> VerificationReport:
    keys, statuses = MemoryResolver(), MemoryStatusSource()
    return verify(data, at=NOW, keys=keys, statuses=statuses, policy=policy, expected=expected)


def answers(data: bytes) -> list[VerificationReport]:
    """What the product says of it, and what the profile says that strangers' suites meet."""
    return [answer(data, policy) for policy in (Policy(), VC_API)]


def assert_refused(data: bytes) -> None:
    for report in answers(data):
        assert report.verdict is not Verdict.VALID
        assert any(not check.passed and check.reason for check in report.checks)


def changed(data: bytes, **members: Json) -> bytes:
    """The same with members of the proof changed after signing; None takes one away."""
    document = json.loads(data)
    proof = {**document["proof"], **members}
    document["proof"] = {name: value for name, value in proof.items() if value is not None}
    return json.dumps(document).encode()


@pytest.mark.conforms("di-created")
@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"created": None},
        {"created": "2025-11-21T09:30:00Z"},
        {"created": "2026-11-21T10:30:00.250+02:00"},
        {"expires": "2026-12-21T09:30:00Z"},
        {"id": "urn:uuid:26329423-bec9-4b2e-88cb-a7c7d9dc4544"},
        {"nonce": "once", "challenge": "1235abcd6789", "domain": ["a.example", "b.example"]},
    ],
    ids=str,
)
def test_a_good_proof_by_a_stranger_is_valid(combination: str, changes: JsonObject) -> None:
    for report in answers(made(combination, **changes)):
        assert report.verdict is Verdict.VALID


@pytest.mark.conforms("di-verify-object", "di-proof-object-or-set", "di-verify-error")
@pytest.mark.parametrize("proof", [..., None, "z3", 7, [], {}, [None], True], ids=str)
def test_a_document_without_a_proof_that_is_one_is_refused(combination: str, proof: object) -> None:
    document = json.loads(made(combination))
    document["proof"] = proof
    if proof is ...:
        del document["proof"]
    assert_refused(json.dumps(document).encode())


@pytest.mark.conforms("di-verify-object")
@pytest.mark.parametrize("around", [b"[%s]", b'"%s"', b"%s%s", b""], ids=str)
def test_what_is_no_single_object_is_refused(combination: str, around: bytes) -> None:
    assert_refused(around.replace(b"%s", made(combination)))


@pytest.mark.conforms(
    "di-verify-members",
    "di-proof-type",
    "di-proof-purpose",
    "di-verification-method",
    "di-cryptosuite-named",
    "di-type-of-suites",
    "di-verify-error",
    "eddsa-type",
    "eddsa-cryptosuite",
    "eddsa-rdfc-options",
    "eddsa-jcs-options",
    "eddsa-rdfc-other-suite",
    "eddsa-jcs-other-suite",
    "ecdsa-conforming-errors",
    "ecdsa-type",
    "ecdsa-cryptosuite",
    "ecdsa-rdfc-options",
    "ecdsa-jcs-options",
    "ecdsa-rdfc-other-suite",
    "ecdsa-jcs-other-suite",
    "cid-retrieve-url",
)
@pytest.mark.parametrize(
    "changes",
    [
        {"type": None},
        {"type": "UnknownProofType"},
        {"type": "Ed25519Signature2020"},
        {"type": ""},
        {"type": ["DataIntegrityProof"]},
        {"type": "", "cryptosuite": ""},
        {"cryptosuite": None},
        {"cryptosuite": "UnknownCryptosuite"},
        {"cryptosuite": "ecdsa-sd-2023"},
        {"cryptosuite": ""},
        {"cryptosuite": ["eddsa-rdfc-2022"]},
        {"verificationMethod": None},
        {"verificationMethod": "did:key:invalidVm"},
        {"verificationMethod": "no address"},
        {"verificationMethod": 7},
        {"proofPurpose": None},
        {"proofPurpose": "invalidPurpose"},
        {"proofPurpose": "authentication"},
        {"proofPurpose": ["assertionMethod"]},
        {"proofPurpose": 7},
    ],
    ids=str,
)
def test_a_proof_that_does_not_say_what_it_is_is_refused(
    combination: str, changes: JsonObject
) -> None:
    assert_refused(made(combination, **changes))


@pytest.mark.conforms(
    "di-created",
    "di-expires",
    "eddsa-rdfc-created",
    "eddsa-jcs-created",
    "ecdsa-rdfc-created",
    "ecdsa-jcs-created",
)
@pytest.mark.parametrize("member", ["created", "expires"])
@pytest.mark.parametrize(
    "written",
    ["invalidDate", "", "2026-11-21", "2026-11-21T09:30:00", "2026-02-30T09:30:00Z", 1763717400],
    ids=str,
)
def test_a_time_that_is_none_is_refused(combination: str, member: str, written: Json) -> None:
    assert_refused(made(combination, **{member: written}))


@pytest.mark.conforms("di-expires")
def test_a_proof_that_has_run_out_does_not_hold(combination: str) -> None:
    for report in answers(made(combination, expires="2026-11-20T23:59:59Z")):
        assert report.verdict is Verdict.INVALID
        check = report.check("proof_expires")
        assert check is not None
        assert check.outcome is Outcome.FAILED


@pytest.mark.conforms("di-proof-id", "di-domain", "di-challenge-and-nonce", "di-previous-proof")
@pytest.mark.parametrize(
    "changes",
    [
        {"id": "no address"},
        {"id": 7},
        {"id": ["urn:uuid:26329423-bec9-4b2e-88cb-a7c7d9dc4544"]},
        {"domain": []},
        {"domain": 7},
        {"domain": {"id": "https://a.example/"}},
        {"challenge": 7},
        {"challenge": ["1235abcd6789"]},
        {"nonce": 7},
        {"nonce": {}},
        {"previousProof": 7},
        {"previousProof": []},
        {"previousProof": [7]},
        {"previousProof": {"id": "urn:uuid:26329423-bec9-4b2e-88cb-a7c7d9dc4544"}},
    ],
    ids=str,
)
def test_a_member_of_another_shape_is_refused(combination: str, changes: JsonObject) -> None:
    assert_refused(made(combination, **changes))


@pytest.mark.conforms("di-proof-value", "eddsa-proof-value", "ecdsa-proof-value", "cid-multibase")
@pytest.mark.parametrize(
    "spoil",
    [
        lambda value: None,
        lambda value: "",
        lambda value: value[1:],
        lambda value: "u" + value[1:],
        lambda value: "f" + multibase_decode(value).hex(),
        lambda value: [value],
        lambda value: multibase_encode(multibase_decode(value) + b"\0" * 32),
        lambda value: multibase_encode(multibase_decode(value)[:-1]),
        lambda value: multibase_encode(b"\0" + multibase_decode(value)),
        lambda value: value + " ",
    ],
    ids=["gone", "empty", "no header", "u", "hex", "list", "longer", "shorter", "zero", "space"],
)
def test_a_signature_in_another_spelling_or_length_is_refused(
    combination: str, spoil: object
) -> None:
    data = made(combination)
    assert callable(spoil)
    value = spoil(json.loads(data)["proof"]["proofValue"])
    assert_refused(changed(data, proofValue=value))
    without = json.loads(data)
    without["proof"]["proofValue"] = None
    assert_refused(json.dumps(without).encode())


def test_the_name_of_another_suite_is_found_out(combination: str) -> None:
    suite, _ = SUITES[combination]
    assert_refused(changed(made(combination), cryptosuite=OTHER_SUITE[suite]))


@pytest.mark.conforms("ecdsa-rdfc-sha256", "ecdsa-rdfc-sha384")
def test_another_canonical_form_or_digest_is_found_out(combination: str) -> None:
    suite, key = SUITES[combination]
    document = plain(key)
    form = "rdfc" if "-jcs-" in suite else "jcs"
    assert_refused(stranger_signs(suite, document, key, canonical=form))
    digest: HashName = "sha256" if "P-384" in combination else "sha384"
    assert_refused(stranger_signs(suite, document, key, hash=digest))


@pytest.mark.conforms("di-verify-purpose")
def test_a_proof_for_another_purpose_than_expected_is_refused(combination: str) -> None:
    """The suites ask for ``authentication`` of a credential that was signed to state something."""
    report = answer(made(combination), VC_API, Expected(purpose="authentication"))
    assert report.verdict is Verdict.INVALID


@pytest.mark.conforms("di-verify-domain", "di-verify-challenge")
@pytest.mark.parametrize(
    ("said", "valid"),
    [
        ({"domain": "domain.example", "challenge": "1235abcd6789"}, True),
        ({"domain": ["domain.example"], "challenge": "1235abcd6789"}, True),
        ({"domain": "other.example", "challenge": "1235abcd6789"}, False),
        ({"domain": ["domain.example", "other.example"], "challenge": "1235abcd6789"}, False),
        ({"challenge": "1235abcd6789"}, False),
        ({"domain": "domain.example", "challenge": "another"}, False),
        ({"domain": "domain.example"}, False),
    ],
    ids=str,
)
def test_a_proof_for_another_place_or_request_is_refused(
    combination: str, said: JsonObject, valid: bool
) -> None:
    expected = Expected(domain="domain.example", challenge="1235abcd6789")
    report = answer(made(combination, **said), VC_API, expected)
    assert (report.verdict is Verdict.VALID) is valid
