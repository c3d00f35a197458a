"""Why a request has no answer, as RFC 9457 problem details.

Two kinds that never mix: what the request got wrong (400 to 422), and what went wrong on our side
(503), which says nothing about any credential.
"""

from __future__ import annotations

from http import HTTPStatus
from uuid import UUID

from django.http import HttpResponse

from credstone.ports import JsonObject
from credstone.securing import strict_json

# VC Data Model 2.0, 7.2: how implementations are to name what was wrong with the input.
_VCDM = "https://www.w3.org/TR/vc-data-model#"
PARSING_ERROR = f"{_VCDM}PARSING_ERROR"
MALFORMED_VALUE_ERROR = f"{_VCDM}MALFORMED_VALUE_ERROR"
_ITS_STATUS_SAYS_ALL = "about:blank"
_LONGEST_DETAIL = 500


class Refusal(Exception):
    """The request cannot be answered as it stands; the words are for whoever sent it.

    ``kind`` is the problem's type, a URL. ``allow`` names the methods that a 405 has to name.
    """

    def __init__(
        self,
        status: HTTPStatus,
        detail: str,
        *,
        kind: str = _ITS_STATUS_SAYS_ALL,
        allow: str = "",
    ) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail
        self.kind = kind
        self.allow = allow


class OwnFault(Exception):
    """Something of ours does not work, in words that may stand in a log.

    It is no ``CredstoneError``, so that no check takes it for a finding about a credential.
    """


def malformed(detail: str) -> Refusal:
    """The request is not built as it must be: 400."""
    return Refusal(HTTPStatus.BAD_REQUEST, detail, kind=MALFORMED_VALUE_ERROR)


def unprocessable(detail: str) -> Refusal:
    """The request can be read, and what it asks for is not done: 422."""
    return Refusal(HTTPStatus.UNPROCESSABLE_ENTITY, detail, kind=MALFORMED_VALUE_ERROR)


def refused(refusal: Refusal) -> HttpResponse:
    """The answer to a request that was refused."""
    response = _response(refusal.status, refusal.detail, {"type": refusal.kind})
    if refusal.allow:
        response["Allow"] = refusal.allow
    return response


def out_of_order(fault_id: UUID) -> HttpResponse:
    """The answer when something of ours failed; the log knows more under ``fault_id``."""
    detail = (
        "Something went wrong on this side, and nothing is said about the credential. "
        f"The server's log names the cause under {fault_id}."
    )
    more: JsonObject = {
        "type": _ITS_STATUS_SAYS_ALL,
        "instance": fault_id.urn,
        "id": str(fault_id),
    }
    return _response(HTTPStatus.SERVICE_UNAVAILABLE, detail, more)


def _response(status: HTTPStatus, detail: str, more: JsonObject) -> HttpResponse:
    body: JsonObject = {
        **more,
        "title": status.phrase,
        "status": int(status),
        "detail": _printable(detail),
    }
    return HttpResponse(
        strict_json.dumps(body), content_type="application/problem+json", status=int(status)
    )


def _printable(text: str) -> str:
    """Short, and only what can be printed: it quotes what strangers sent."""
    short = text if len(text) <= _LONGEST_DETAIL else f"{text[:_LONGEST_DETAIL]}…"
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in short)
