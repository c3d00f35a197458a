"""A request that is not built as it must be is told what is missing and what to send."""

from __future__ import annotations

import json

import pytest

from tests.web.vcapi.callers import Integrator, a_credential

ISSUE = "/issuers/eddsa-rdfc-2022/credentials/issue"
VERIFY = "/credentials/verify"
PRESENT = "/presentations/verify"
CHANGE = "/credentials/status"
WITH_CHALLENGE = {"verifiableCredential": {}, "options": {"challenge": 7}}


@pytest.mark.parametrize(
    ("path", "body", "words"),
    [
        (ISSUE, {}, 'credential is missing. Send {"credential": '),
        (VERIFY, {}, 'verifiableCredential is missing. Send {"verifiableCredential": '),
        (PRESENT, {}, 'verifiablePresentation is missing. Send {"verifiablePresentation": '),
        (CHANGE, {}, 'Send {"credentialId": "…", "credentialStatus": ['),
        (ISSUE, [], 'The body is no JSON object. Send {"credential": '),
        (CHANGE, [], 'The body is no JSON object. Send {"credentialId": '),
        (ISSUE, a_credential(), "the document alone, which belongs into credential."),
        (VERIFY, a_credential(), "the document alone, which belongs into verifiableCredential."),
        (CHANGE, {"credentialId": "urn:a:b"}, "credentialStatus is missing."),
        (CHANGE, {"credentialId": "urn:a:b", "credentialStatus": []}, "0 entries; send 1 to 16"),
        (VERIFY, WITH_CHALLENGE, 'challenge is no text. Send it in quotes: "challenge": "…".'),
    ],
)
def test_the_answer_says_what_to_send(
    integrator: Integrator, path: str, body: object, words: str
) -> None:
    answer = integrator.post_bytes(path, json.dumps(body).encode())
    assert (answer.status, answer.is_problem) == (400, True)
    assert words in answer.values["detail"]
