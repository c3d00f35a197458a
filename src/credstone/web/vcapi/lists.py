"""The profile's own lists as a ``ports.StatusSource``: from the database, never over a socket."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from credstone.errors import KeyUnavailable, Unavailable
from credstone.ports import Signer
from credstone.web.vcapi import queries
from credstone.web.vcapi.commands import signed_list
from credstone.web.vcapi.problems import OwnFault


@dataclass(frozen=True)
class OwnLists:
    """The lists that this home signs, as of ``at``."""

    signer: Signer
    at: datetime

    def status_list(self, url: str) -> bytes:
        """The signed list; ``Unavailable`` for every address that is not one of ours.

        Raises ``OwnFault`` when ours cannot be signed: that says nothing about the credential.
        """
        row = queries.list_by_url(url)
        if row is None:
            raise Unavailable("This verifier reads no lists but its own.", where=url[:200])
        try:
            return signed_list(row, self.signer, self.at)
        except KeyUnavailable as error:
            raise OwnFault(f"a status list was not signed: {error.what}") from error
