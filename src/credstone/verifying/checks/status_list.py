"""Is a status list to be believed? (Bitstring Status List 1.0, 3.2, step 4)

A list is believed when its own signature holds, it is the credential's issuer's, it is the list
that was asked for, and it is fresh. The Recommendation lets another issuer keep the list (2.2) and
leaves to verifiers whom they trust with it: here nobody but the issuer is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from credstone.errors import CredstoneError, TooComplex
from credstone.ports import JsonObject, StatusSource
from credstone.verifying.checks import times
from credstone.verifying.checks.authenticity import Authenticity
from credstone.verifying.trust import web_address

_MOST_OCTETS = 4 * 1024 * 1024  # of all lists of one credential together (P12)
_NEWEST = "Get the newest one from the issuer."


@dataclass(frozen=True)
class StatusQuestion:
    """What is asked: whose credential, when, and how lists are fetched and authenticated.

    ``read`` keeps what was found at each address: a list is read once, whatever number of a
    credential's entries name it (P12); ``octets`` is how large each was.
    """

    credential_id: str
    issuer_id: str
    at: datetime
    skew: timedelta
    statuses: StatusSource
    authenticate: Callable[[bytes], Authenticity]
    read: dict[str, Authenticity | CredstoneError] = field(default_factory=dict, repr=False)
    octets: dict[str, int] = field(default_factory=dict, repr=False)

    def list_at(self, url: str) -> Authenticity:
        """What stands at ``url``; raises the ``CredstoneError`` for which it was not to be had."""
        if url not in self.read:
            self.read[url] = self._fetched(url)
        found = self.read[url]
        if isinstance(found, CredstoneError):
            raise found
        return found

    def _fetched(self, url: str) -> Authenticity | CredstoneError:
        try:
            data = self.statuses.status_list(url)
        except CredstoneError as error:
            return error
        self.octets[url] = len(data)
        if sum(self.octets.values()) > _MOST_OCTETS:
            return TooComplex(
                "Its status lists are larger together than is read for one credential."
            )
        return self.authenticate(data)


class Undecided(Exception):
    """Why a list or an entry answers nothing."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def believed(url: str, question: StatusQuestion) -> JsonObject:
    """The document at ``url`` when it is the issuer's, whole and fresh; raises ``Undecided``."""
    try:
        found = question.list_at(url)
    except CredstoneError as error:
        raise Undecided(f"The status list was not to be had: {error}") from error
    reason = next(_doubts(url, found, question), None)
    if reason is not None:
        raise Undecided(reason)
    return found.document


def _doubts(url: str, found: Authenticity, question: StatusQuestion) -> Iterator[str]:
    if found.obstacle is not None:
        yield f"The status list is not to be relied on: {found.obstacle.reason}"
        return  # nothing else in it means anything
    if found.premature:
        yield "The status list says that it was signed after the moment asked about."
    if found.issuer_id != question.issuer_id:
        keeper = web_address(found.issuer_id) or f"the key ending in {found.issuer_id[-6:]}"
        yield f"The status list is kept by {keeper}, which is not the issuer."
    if found.document.get("id") != url:
        yield "The list that was handed over is another one."
    if "credentialStatus" in found.document:
        yield "The status list has a status of its own."
    yield from _not_fresh(found, question)


def _not_fresh(found: Authenticity, question: StatusQuestion) -> Iterator[str]:
    begun = times.begun(found.document, question.at, question.skew)
    if not begun.passed:
        yield f"The status list does not speak for this day. {begun.reason}"
    ended = times.unexpired(found.document, question.at)
    if not ended.passed:
        since = times.first_moment(found.document)
        age = f"is from {since.date().isoformat()} and " if since else ""
        yield f"The status list {age}has run out. {ended.reason} {_NEWEST}"
    if found.run_out:
        yield f"The status list's signature has run out. {_NEWEST}"
