"""Badges of Open Badges 1 and 2: read, and said to be what they are.

A hosted badge carries no signature: it is as true as the page it came from is on the day somebody
looks. Nothing here fetches that page, so such a badge is never valid and never forged.
"""

from __future__ import annotations

import re

from credstone.errors import CredstoneError
from credstone.formats import openbadges2
from credstone.ports import JsonObject
from credstone.securing.strict_json import loads
from credstone.verifying.report import Check, Outcome

_CLAUSE = "Open Badges 2.0, verification"
_HOST = re.compile(r"https?://([A-Za-z0-9.-]{1,100})")


def legacy_badge(data: bytes) -> tuple[Check, JsonObject] | None:
    """The answer to a hosted badge of version 1 or 2, and its document; None for all else."""
    try:
        document = loads(data)
    except CredstoneError:
        return None
    if not isinstance(document, dict) or "proof" in document or not openbadges2.detect(document):
        return None
    hosted = _HOST.match(openbadges2.verification(document).url)
    host = hosted[1] if hosted else "its issuer's site"
    reason = (
        "It is an Open Badge of an older version. It carries no signature of its own: "
        f"look it up at {host}, or ask for one in the current version."
    )
    return Check("legacy", _CLAUSE, Outcome.UNDETERMINED, reason), document
