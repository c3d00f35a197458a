"""Does an Open Badge say all that Open Badges 3.0 promises its readers? (3.0, Annex B)

What is missing or of another type does not make a badge a forgery; it makes it incomplete, and
says where.
"""

from __future__ import annotations

from collections.abc import Iterator

from credstone.conforming.credential_1_1 import CONTEXT_V1
from credstone.conforming.values import type_names
from credstone.formats.openbadges_types import Problem, open_badge_problems
from credstone.ports import JsonObject
from credstone.verifying.report import Bearing, Check, Outcome

_CLAUSE = "Open Badges 3.0, Annex B"
_TYPES = frozenset({"OpenBadgeCredential", "AchievementCredential"})
_CONTEXT = "https://purl.imsglobal.org/spec/ob/v3p0/context"
# The names of data model 1.1, which badges of the drafts of 3.0 are written in.
_EARLIER = {"issuanceDate": "validFrom", "expirationDate": "validUntil"}


def is_open_badge(document: JsonObject) -> bool:
    """Whether it says that it is an Open Badge 3.0."""
    return not _TYPES.isdisjoint(type_names(document.get("type")))


def open_badge(document: JsonObject) -> Check:
    """Whether the badge has what 3.0 requires; ``document`` has passed ``structure``."""
    problem = next(_problems(document), None)
    if problem is None:
        reason = "It is built as an Open Badge must be."
        return Check("open_badge", _CLAUSE, Outcome.PASSED, reason, Bearing.COMPLETE)
    where, what = problem
    return Check("open_badge", _CLAUSE, Outcome.FAILED, f"{where}: {what}", Bearing.COMPLETE)


def _problems(document: JsonObject) -> Iterator[Problem]:
    contexts = document.get("@context")
    listed = contexts if isinstance(contexts, list) else [contexts]
    second = listed[1] if len(listed) > 1 else None
    if not isinstance(second, str) or not second.startswith(_CONTEXT):
        yield "/@context", "the second context is not that of Open Badges 3.0"
    if listed[:1] == [CONTEXT_V1]:
        document = {_EARLIER.get(name, name): value for name, value in document.items()}
    yield from open_badge_problems(document)
