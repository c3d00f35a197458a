"""One function for each address: read the request, ask, write the answer.

Statuses and shapes are those of the contract in docs/how-to/run-the-vc-api.md.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from credstone.ports import Json, JsonObject
from credstone.securing import strict_json
from credstone.securing.did import LocalResolver
from credstone.securing.secured import ASSERTION_METHOD, AUTHENTICATION
from credstone.verifying.checks.proofs import Expected
from credstone.verifying.presentation import verify_presentation
from credstone.verifying.profiles import VC_API
from credstone.verifying.report import Verdict
from credstone.verifying.verify import verify
from credstone.web.vcapi import commands, queries
from credstone.web.vcapi.issuance import issue_credential
from credstone.web.vcapi.lists import OwnLists
from credstone.web.vcapi.place import now, place
from credstone.web.vcapi.problems import Refusal, malformed, unprocessable
from credstone.web.vcapi.requests import (
    CHANGING,
    ISSUING,
    VERIFYING,
    VERIFYING_PRESENTED,
    Expectations,
    body_of,
    credential_in,
    expectations,
    issue_options,
    secured_in,
    status_request,
)

View = Callable[..., HttpResponse]


def answers(*methods: str) -> Callable[[View], View]:
    """Let a view be asked with these methods alone: 405 for others."""

    def decorate(view: View) -> View:
        @wraps(view)
        def asked(request: HttpRequest, **names: object) -> HttpResponse:
            if request.method not in methods:
                allow = ", ".join(methods)
                raise Refusal(HTTPStatus.METHOD_NOT_ALLOWED, f"Use {allow}.", allow=allow)
            return view(request, **names)

        return asked

    return decorate


@answers("GET", "HEAD")
def config(request: HttpRequest) -> HttpResponse:
    """Who issues here, by which DID and mechanism."""
    found: list[Json] = [
        {
            "name": name,
            "id": issuer.did,
            "cryptosuite": issuer.kind.mechanism,
            "keyType": issuer.kind.key_type.value,
        }
        for name, issuer in place().issuers.items()
    ]
    return _json({"issuers": found})


@answers("POST")
def issue(request: HttpRequest, name: str) -> HttpResponse:
    """Issue a credential in the name of the issuer ``name``: 201."""
    here = place()
    issuer = here.issuers.get(name)
    if issuer is None:
        raise Refusal(HTTPStatus.NOT_FOUND, f"Issuers here: {', '.join(here.issuers)}.")
    body = body_of(request, ISSUING)
    secured = issue_credential(here, issuer, credential_in(body), issue_options(body), now())
    # The secured bytes as they are: writing them anew could only change them.
    return _answer(b'{"verifiableCredential":' + secured + b"}", HTTPStatus.CREATED)


@answers("POST")
def verify_credential(request: HttpRequest) -> HttpResponse:
    """The report on a credential: 200 when it is valid, 400 when it is not or nobody can say."""
    body = body_of(request, VERIFYING)
    data = secured_in(body, "verifiableCredential", VERIFYING)
    asked = expectations(body)
    _refuse_purposes_but(ASSERTION_METHOD, asked)
    at = now()
    report = verify(
        data,
        at=at,
        keys=LocalResolver(),
        statuses=OwnLists(place().signer, at),
        policy=VC_API,
        expected=Expected(domain=asked.domain, challenge=asked.challenge),
    )
    return _verdict(report.verdict, report.to_json())


@answers("POST")
def verify_presented(request: HttpRequest) -> HttpResponse:
    """The report on a presentation and each credential in it; statuses as for a credential."""
    body = body_of(request, VERIFYING_PRESENTED)
    data = secured_in(body, "verifiablePresentation", VERIFYING_PRESENTED)
    asked = expectations(body)
    _refuse_purposes_but(AUTHENTICATION, asked)
    at = now()
    report = verify_presentation(
        data,
        at=at,
        keys=LocalResolver(),
        statuses=OwnLists(place().signer, at),
        policy=VC_API,
        challenge=asked.challenge,
        domain=asked.domain,
    )
    return _verdict(report.verdict, report.to_json())


@answers("POST")
def change_status(request: HttpRequest) -> HttpResponse:
    """Set or take back status bits of a credential that was issued here."""
    credential_id, changes = status_request(body_of(request, CHANGING))
    try:
        commands.change_status(credential_id, changes)
    except commands.UnknownCredential:
        detail = "No credential of this id has a status of this purpose here."
        raise Refusal(HTTPStatus.NOT_FOUND, detail) from None
    except commands.Irrevocable:
        raise unprocessable("A revocation is for good; only a suspension is taken back.") from None
    kept: list[Json] = [
        {"statusPurpose": change.purpose.value, "status": change.is_set} for change in changes
    ]
    return _json({"credentialId": credential_id, "credentialStatus": kept})


@answers("GET", "HEAD")
def status_list(request: HttpRequest, list_id: UUID) -> HttpResponse:
    """The signed list."""
    row = queries.list_by_id(list_id)
    if row is None:
        raise Refusal(HTTPStatus.NOT_FOUND, "No such list here.")
    response = _answer(commands.signed_list(row, place().signer, now()))
    response["Cache-Control"] = "public, max-age=60"
    return response


def _refuse_purposes_but(purpose: str, asked: Expectations) -> None:
    if asked.purpose not in ("", purpose):
        raise malformed(f"It is signed for {purpose}, never for {asked.purpose!r}.")


def _verdict(verdict: Verdict, report: JsonObject) -> HttpResponse:
    status = HTTPStatus.OK if verdict is Verdict.VALID else HTTPStatus.BAD_REQUEST
    return _json(report, status)


def _json(value: JsonObject, status: HTTPStatus = HTTPStatus.OK) -> HttpResponse:
    return _answer(strict_json.dumps(value), status)


def _answer(content: bytes, status: HTTPStatus = HTTPStatus.OK) -> HttpResponse:
    return HttpResponse(content, content_type="application/json", status=int(status))
