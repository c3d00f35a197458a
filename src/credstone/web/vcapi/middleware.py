"""Around every answer: headers that let a browser do nothing with it, and words for what fails.

A fault of ours is answered with 503 and an id, and logged under that id by its kind and the lines
of our code it came through. What a request said stands in no log.
"""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable
from uuid import uuid4

from django.http import HttpRequest, HttpResponse

from credstone.errors import KeyUnavailable
from credstone.web.vcapi.problems import OwnFault, Refusal, out_of_order, refused

_LOG = logging.getLogger("credstone.vcapi")
_MOST_UNWANTED_BYTES = 64 * 1024 * 1024
_PART_BYTES = 256 * 1024
_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


class Around:
    """Django's middleware; asks for the host, so that no other name leads here (DNS rebinding)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.get_host()
        response = self._get_response(request)
        _read_on(request)
        response.headers["Content-Length"] = str(len(response.content))
        for name, value in _HEADERS.items():
            response.headers.setdefault(name, value)
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse:
        """The answer when a view raised."""
        if isinstance(error, Refusal):
            return refused(error)
        return own_fault(request, error)


def _read_on(request: HttpRequest) -> None:
    """Read what nobody wanted: many clients hear no answer before they have sent everything.

    Up to an end; whoever sends more than that finds the connection closed.
    """
    left = _MOST_UNWANTED_BYTES
    while left > 0 and (part := request.read(_PART_BYTES)):
        left -= len(part)


def own_fault(request: HttpRequest, error: Exception | None) -> HttpResponse:
    """503, and the same id in the log."""
    fault_id = uuid4()
    match = request.resolver_match
    place = match.view_name if match is not None else "no view"
    _LOG.error("fault %s in %s: %s", fault_id, place, _described(error))
    return out_of_order(fault_id)


def _described(error: Exception | None) -> str:
    """Kind, place and, where the words are our own or the system's, the words.

    Other words may quote a credential: a database names the row that it would not take.
    """
    if error is None:
        return "unknown"
    lines = [
        f"{frame.filename.rpartition('/credstone/')[2]}:{frame.lineno}"
        for frame in traceback.extract_tb(error.__traceback__)
        if "/credstone/" in frame.filename
    ]
    words = ""
    if isinstance(error, OwnFault):
        words = f" ({error})"
    elif isinstance(error, KeyUnavailable):
        words = f" ({error.what})"
    elif isinstance(error, OSError) and error.strerror:
        words = f" ({error.strerror})"
    return f"{type(error).__qualname__}{words} at {' < '.join(reversed(lines)) or 'unknown'}"
