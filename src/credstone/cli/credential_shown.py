"""What the register says of a credential, as data for programs and as words for people.

Finding and changing credentials is left to ``credential``.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from credstone.cli.outcome import Answer, ExitStatus, Problem
from credstone.cli.paper import Paper
from credstone.errors import CredstoneError
from credstone.ports import Json, JsonObject

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from credstone.issuing.request import AwardRequest
    from credstone.web.records.models import Credential


def answer_of(row: Credential) -> Answer:
    """One credential with its history."""
    return Answer(data_of(row), lambda paper: show(row, paper))


def answer_of_several(changed: Sequence[Credential], failed: Mapping[str, Problem]) -> Answer:
    """What became of each of several credentials; ``failed`` by the id that was given."""

    def tell(paper: Paper) -> None:
        for row in changed:
            paper.line(f"{id_of(row)}\t{row.state}")
        for one, problem in failed.items():
            paper.line(f"{one}\tnot changed: {problem.detail}", "red")
            if problem.fix:
                paper.line(problem.fix, indent=4)

    data: JsonObject = {
        "changed": [data_of(row) for row in changed],
        "failed": [{"id": one, "problem": problem.data()} for one, problem in failed.items()],
    }
    return Answer(data, tell, ExitStatus.FAILED if failed else ExitStatus.DONE)


def answer_of_list(rows: Sequence[tuple[Credential, AwardRequest]], total: int) -> Answer:
    """The credentials that were found, one line each; ``total`` counts those not shown too."""

    def tell(paper: Paper) -> None:
        names = ("id", "state", "achievement", "learner", "awarded on")
        cells = [
            (
                id_of(row),
                row.state,
                str(row.award.achievement),
                request.learner.full_name,
                request.awarded_on.isoformat(),
            )
            for row, request in rows
        ]
        paper.table(names, cells)

    return Answer({"total": total, "credentials": [_listed(*one) for one in rows]}, tell)


def _listed(row: Credential, request: AwardRequest) -> JsonObject:
    """What every answer says of a credential."""
    return {
        "id": id_of(row),
        "state": row.state,
        "format": row.format,
        "version": row.version,
        "achievement": _achievement(row),
        "issuer": row.tenant_id,
        "learner": request.learner.full_name,
        "awarded_on": request.awarded_on.isoformat(),
    }


def _achievement(row: Credential) -> JsonObject:
    return {"code": row.award.achievement.code, "version": row.award.achievement.version}


def id_of(row: Credential) -> str:
    return f"urn:uuid:{row.pk}"


def request_of(row: Credential) -> AwardRequest:
    from credstone.issuing.request import from_json
    from credstone.securing.strict_json import loads

    content = loads(row.award.content.encode())
    if not isinstance(content, dict):
        raise CredstoneError("What is recorded of this award cannot be read.", where=id_of(row))
    return from_json(content)


def stated(row: Credential) -> AwardRequest:
    """What this credential says, which a later correction does not change."""
    from credstone.formats import registry
    from credstone.issuing.request import AwardRequest
    from credstone.model.credential import CredentialState
    from credstone.securing import mechanism
    from credstone.web.records import queries

    if row.state == CredentialState.RESERVED.value:
        return request_of(row)
    award = registry.read(mechanism.read(queries.secured(row)).document).award
    if award is None:
        return request_of(row)
    return AwardRequest(award.learner, award.awarded_on, award.grade)


def data_of(row: Credential) -> JsonObject:
    request = stated(row)
    earlier = getattr(row, "replaces", None)
    return {
        **_listed(row, request),
        "grade": request.grade,
        "reserved": _instant(row.reserved),
        "valid_until": _instant(row.valid_until) if row.valid_until else None,
        "replaced_by": f"urn:uuid:{row.replaced_by_id}" if row.replaced_by_id else None,
        "replaces": id_of(earlier) if earlier is not None else None,
        "events": [*_events(row)],
    }


def _events(row: Credential) -> list[Json]:
    return [
        {"kind": one.kind, "time": _instant(one.time), "reason": one.reason, "note": one.note}
        for one in row.statusevent_set.order_by("time", "pk")
    ]


def _instant(time: datetime) -> str:
    return time.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def show(row: Credential, paper: Paper) -> None:
    data = data_of(row)
    paper.line(f"{data['id']}\t{data['state']}", "bold")
    paper.line(f"{row.award.achievement} awarded to {data['learner']} on {data['awarded_on']}")
    paper.line(f"issued by {data['issuer']} as {data['format']}, version {data['version']}")
    for name, words in (("replaced_by", "replaced by"), ("replaces", "replaces")):
        if data[name]:
            paper.line(f"{words} {data[name]}")
    for event in row.statusevent_set.order_by("time", "pk"):
        note = f" ({event.note})" if event.note else ""
        paper.line(f"{_instant(event.time)} {event.kind}: {event.reason}{note}")
