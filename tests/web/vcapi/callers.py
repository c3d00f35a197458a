"""Calling the profile: inside this process for the many small stories, over TLS for the others.

Both callers ask alike and answer alike, so that a story does not say which of them tells it.
"""

from __future__ import annotations

import http.client
import json
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol
from uuid import uuid4

from django.test import Client

Values = dict[str, Any]
ROOT = "/vc-api"


@dataclass(frozen=True)
class Answer:
    """What came back; header names in lower case."""

    status: int
    headers: Mapping[str, str]
    content: bytes

    @property
    def values(self) -> Values:
        values: Values = json.loads(self.content)
        return values

    @property
    def is_problem(self) -> bool:
        """Whether it is problem details that say what their status says."""
        kind = self.headers["content-type"]
        return kind == "application/problem+json" and self.values["status"] == self.status


class Caller(Protocol):
    """Somebody who sends bytes and gets an answer."""

    def send(self, method: str, path: str, body: bytes | None, headers: Values) -> Answer: ...


@dataclass(frozen=True)
class Inside:
    """Django's own test client: the whole application, without a socket."""

    host: str

    def send(self, method: str, path: str, body: bytes | None, headers: Values) -> Answer:
        given = {name: value for name, value in headers.items() if name != "Content-Type"}
        answer = Client(raise_request_exception=False).generic(
            method,
            path,
            body or b"",
            content_type=headers.get("Content-Type", ""),
            headers={"Host": self.host, **given},
        )
        lower = {name.lower(): value for name, value in answer.headers.items()}
        return Answer(answer.status_code, lower, answer.content)


@dataclass(frozen=True)
class OverTls:
    """A connection of its own for each question, that believes this server's certificate alone."""

    port: int
    trusted: ssl.SSLContext

    def send(self, method: str, path: str, body: bytes | None, headers: Values) -> Answer:
        line = http.client.HTTPSConnection("127.0.0.1", self.port, context=self.trusted, timeout=60)
        try:
            line.request(method, path, body, headers)
            answer = line.getresponse()
            lower = {name.lower(): value for name, value in answer.getheaders()}
            return Answer(answer.status, lower, answer.read())
        finally:
            line.close()


@dataclass(frozen=True)
class Integrator:
    """Somebody who uses the profile as it is meant to be used, and sometimes otherwise."""

    caller: Caller

    def get(self, path: str) -> Answer:
        return self.caller.send("GET", ROOT + path, None, {})

    def post(self, path: str, body: Values) -> Answer:
        return self.post_bytes(path, json.dumps(body).encode())

    def post_bytes(self, path: str, body: bytes, kind: str = "application/json") -> Answer:
        return self.caller.send("POST", ROOT + path, body, {"Content-Type": kind})

    def issuers(self) -> dict[str, Values]:
        return {one["name"]: one for one in self.get("/config").values["issuers"]}

    def ask_issue(self, name: str, credential: Values, options: Values | None = None) -> Answer:
        body = {"credential": credential} | ({} if options is None else {"options": options})
        return self.post(f"/issuers/{name}/credentials/issue", body)

    def issued(self, name: str, credential: Values, options: Values | None = None) -> Values:
        answer = self.ask_issue(name, credential, options)
        assert answer.status == 201, answer.content
        secured: Values = answer.values["verifiableCredential"]
        return secured

    def verify(self, secured: object, options: Values | None = None) -> Answer:
        body = {"verifiableCredential": secured} | ({} if options is None else {"options": options})
        return self.post("/credentials/verify", body)

    def verify_presented(self, presented: object, options: Values | None = None) -> Answer:
        body = {"verifiablePresentation": presented}
        body |= {} if options is None else {"options": options}
        return self.post("/presentations/verify", body)

    def change(self, credential_id: str, purpose: str, status: bool = True) -> Answer:
        entry = {
            "type": "BitstringStatusListEntry",
            "statusPurpose": purpose,
            "status": status,
        }
        body = {"credentialId": credential_id, "credentialStatus": [entry]}
        return self.post("/credentials/status", body)


def a_credential(**changes: object) -> Values:
    """A small credential as a conformance suite sends it, with an issuer that is not ours."""
    return {
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "id": uuid4().urn,
        "type": ["VerifiableCredential"],
        "issuer": "did:example:issuer",
        "validFrom": "2023-02-26T00:37:06Z",
        "credentialSubject": {"id": "did:example:subject", "name": "Zoë"},
        **changes,
    }
