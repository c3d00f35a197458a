"""``credstone credential``: credentials of this home, from finding one to replacing it."""

from __future__ import annotations

import tempfile
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from credstone.cli.command import command, noun
from credstone.cli.credential_shown import (
    answer_of,
    answer_of_list,
    answer_of_several,
    id_of,
    request_of,
    stated,
)
from credstone.cli.outcome import Answer, Problem, WrongUsage, problem_of
from credstone.cli.reading import MAX_IMAGE, instant, read_file
from credstone.cli.terminal import Terminal
from credstone.cli.verify import At, Explain, Offline, RequireTrusted, Trust, check, policy_of
from credstone.cli.verify import answer as verification_answer
from credstone.cli.writing import replace_file, write_bytes
from credstone.errors import CredstoneError, Refused
from credstone.model.credential import CredentialState
from credstone.ports import JsonObject

if TYPE_CHECKING:
    from credstone.issuing.request import AwardRequest
    from credstone.net.fetch import Fetcher
    from credstone.ports import StatusSource
    from credstone.transparency.leaf import LeafKind
    from credstone.web.records.drafts import Order
    from credstone.web.records.models import Credential
    from credstone.web.wiring import Workplace

app = noun(
    "credential", "Credentials: list, show, verify, revoke, suspend, resume, replace, export."
)


class Reason(StrEnum):
    """Why a credential changes; what is private goes into the note."""

    ISSUED_IN_ERROR = "issued-in-error"
    DATA_CORRECTED = "data-corrected"
    NAME_CHANGED = "name-changed"
    REQUIREMENTS_NOT_MET = "requirements-not-met"
    MISCONDUCT = "misconduct"
    UNDER_INVESTIGATION = "under-investigation"
    CLEARED = "cleared"
    HOLDER_REQUEST = "holder-request"
    KEY_COMPROMISED = "key-compromised"
    OTHER = "other"


class Form(StrEnum):
    """How a credential leaves: as it was signed, or a token inside JSON."""

    SIGNED = "signed"
    ENVELOPED = "enveloped"


Id = Annotated[str, typer.Argument(metavar="ID", help="The credential's id, urn:uuid:…")]
Ids = Annotated[
    list[str],
    typer.Argument(metavar="ID...", help="One credential's id, urn:uuid:…, or several."),
]
Why = Annotated[
    Reason,
    typer.Option("--reason", metavar="REASON", help=f"One of {', '.join(Reason)}."),
]
Note = Annotated[
    str, typer.Option("--note", metavar="TEXT", help="Kept here and published nowhere.")
]


@command(app, "list", answer="home-credentials", stateful=True)
def list_(
    terminal: Terminal,
    achievement: Annotated[
        str, typer.Option("--achievement", metavar="CODE", help="Only of this achievement.")
    ] = "",
    state: Annotated[
        CredentialState | None,
        typer.Option("--state", metavar="STATE", help=f"One of {', '.join(CredentialState)}."),
    ] = None,
    search: Annotated[
        str,
        typer.Option(
            "--search", metavar="TEXT", help="Part of the learner's name, number or address."
        ),
    ] = "",
    limit: Annotated[
        int, typer.Option("--limit", metavar="N", min=1, help="Show at most so many.")
    ] = 200,
) -> Answer:
    """List credentials, the newest first, and say how many there are."""
    from credstone.cli import workplace
    from credstone.web.records import queries

    workplace.open_home(terminal)
    found: list[tuple[Credential, AwardRequest]] = []
    total = 0
    for row in queries.credentials(achievement, state.value if state else ""):
        # A replaced one states what the award's record no longer says.
        request = stated(row) if row.state == CredentialState.SUPERSEDED else request_of(row)
        if _names(request, search):
            total += 1
            if len(found) < limit:
                found.append((row, request))
    shown = f"{len(found)} of {total}" if len(found) < total else f"{total}"
    terminal.say(f"{shown} found." if total else "None found.")
    return answer_of_list(found, total)


def _names(request: AwardRequest, search: str) -> bool:
    """Whether ``search`` is part of what the learner is called or told apart by."""
    learner = request.learner
    words = [learner.full_name, learner.given_name, learner.family_name]
    words += [one.value for one in learner.identifiers]
    return any(search.casefold() in word.casefold() for word in words)


@command(app, "show", answer="home-credential", stateful=True)
def show(credential_id: Id, terminal: Terminal) -> Answer:
    """Show what the register says of a credential, and its history."""
    from credstone.cli import workplace
    from credstone.web.records import queries

    workplace.open_home(terminal)
    return answer_of(queries.credential(credential_id))


@command(app, "verify", answer="verification-report", stateful=True)
def verify(
    credential_id: Id,
    terminal: Terminal,
    offline: Offline = False,
    at: At = None,
    trust: Trust = None,
    require_trusted: RequireTrusted = False,
    explain: Explain = False,
) -> Answer:
    """Verify a credential as a stranger would, with this home's keys and newest status lists.

    Exit status as of verify: 0 authentic and current, 3 not so, 5 could not be found out.
    """
    from credstone.cli import workplace
    from credstone.net.fetch import Fetcher
    from credstone.net.resolve import Resolver
    from credstone.web.accounts.publication import own_documents
    from credstone.web.records import queries

    place = workplace.open_home(terminal, signs=True)
    content = queries.secured(queries.credential(credential_id))
    fetcher = Fetcher.for_one_verification(network=not offline)
    keys = Resolver(fetcher, own=own_documents(place.signer))
    report = check(
        content,
        instant(at) if at is not None else datetime.now(UTC),
        keys,
        _newest_lists(place, fetcher),
        policy_of(trust, require_trusted, keys),
    )
    return verification_answer(report, explain)


@command(app, "revoke", answer="credential-changed", stateful=True)
def revoke(credential_ids: Ids, reason: Why, terminal: Terminal, note: Note = "") -> Answer:
    """Revoke for good. Verifiers see it once the status lists are published.

    Of several, each is changed for itself. Exit status 1: some could not be.
    """
    from credstone.transparency.leaf import LeafKind

    return _change(credential_ids, LeafKind.REVOKE, reason, note, terminal)


@command(app, "suspend", answer="credential-changed", stateful=True)
def suspend(credential_ids: Ids, reason: Why, terminal: Terminal, note: Note = "") -> Answer:
    """Suspend for now; resume takes it back."""
    from credstone.transparency.leaf import LeafKind

    return _change(credential_ids, LeafKind.SUSPEND, reason, note, terminal)


@command(app, "resume", answer="credential-changed", stateful=True)
def resume(
    credential_ids: Ids, terminal: Terminal, reason: Why = Reason.CLEARED, note: Note = ""
) -> Answer:
    """Let a suspended credential hold again."""
    from credstone.transparency.leaf import LeafKind

    return _change(credential_ids, LeafKind.RESUME, reason, note, terminal)


@command(app, "supersede", answer="home-credential", stateful=True)
def supersede(
    credential_id: Id,
    reason: Why,
    changes: Annotated[
        list[str],
        typer.Option(
            "--set",
            metavar="FIELD=VALUE",
            help="What is right: full_name, given_name, family_name, email, grade, awarded_on.",
        ),
    ],
    terminal: Terminal,
    note: Note = "",
) -> Answer:
    """Replace by a corrected credential; whoever verifies the old one is led to the new one.

    Answers with the new credential. Interrupted, it is finished by the same command.
    """
    from credstone.cli import workplace
    from credstone.transparency.leaf import LeafKind
    from credstone.web.records import orders, queries
    from credstone.web.records.commands import change_status

    _demand_note(reason, note)
    corrections = _assignments(changes)
    place = workplace.open_home(terminal, signs=True)
    row = queries.credential(credential_id)
    _require_correctable(row)
    known = request_of(row)
    order = orders.order_for(place, row.award.achievement, (row.format,), stacked=bool(known.parts))
    request = orders.corrected(known, corrections, order.achievement, workplace.today())
    new = _replacement(place, order, row, request)
    change_status(
        row,
        LeafKind.SUPERSEDE,
        reason=reason.value,
        note=note,
        now=workplace.now(),
        replacement=new,
    )
    _remind(terminal)
    return answer_of(queries.credential(id_of(new)))


@command(app, "export", answer="credential-export", stateful=True)
def export(
    credential_id: Id,
    terminal: Terminal,
    form: Annotated[
        Form,
        typer.Option(
            "--format",
            metavar="FORM",
            help="signed: as it was signed, byte for byte; enveloped: a token inside JSON.",
        ),
    ] = Form.SIGNED,
    out: Annotated[
        Path | None, typer.Option("--out", "-o", metavar="FILE", help="stdout unless given.")
    ] = None,
    image: Annotated[
        Path | None,
        typer.Option("--image", metavar="IMAGE", help="Bake it into this PNG or SVG."),
    ] = None,
) -> Answer:
    """Hand out a credential, alone or baked into a badge image."""
    from credstone.cli import workplace
    from credstone.documents import baking
    from credstone.web.records import queries

    workplace.open_home(terminal)
    row = queries.credential(credential_id)
    content = _in_form(queries.secured(row), form)
    if image is not None:
        content = baking.bake(read_file(image, MAX_IMAGE), content)
        if out is None and terminal.as_json:
            raise WrongUsage("A picture is no JSON.", fix="Name a file with --out.")
    data: JsonObject = {"id": id_of(row), "format": row.format, "bytes": len(content)}
    if out is None:
        return Answer(
            {**data, "content": content.decode("utf-8", "replace")},
            lambda paper: write_bytes(content),
        )
    replace_file(out, content)
    return Answer({**data, "path": str(out)}, lambda paper: paper.line(str(out)))


def _replacement(
    place: Workplace, order: Order, row: Credential, request: AwardRequest
) -> Credential:
    """The issued successor of ``row``, also the one that an interrupted call left half-way."""
    from credstone.cli import workplace
    from credstone.web.records import commands, queries

    new = commands.reserve_replacement(order, row, request, workplace.now())
    finished = commands.finish([new], place.signer)
    if new in finished.failed:
        raise finished.failed[new]
    return queries.credential(f"urn:uuid:{new}")


def _change(
    credential_ids: list[str], kind: LeafKind, reason: Reason, note: str, terminal: Terminal
) -> Answer:
    """Change each for itself; one alone answers, or fails, as itself."""
    from credstone.cli import workplace
    from credstone.web.records import queries
    from credstone.web.records.commands import change_status

    _demand_note(reason, note)
    workplace.open_home(terminal)
    changed: list[Credential] = []
    failed: dict[str, Problem] = {}
    for one in dict.fromkeys(credential_ids):
        try:
            row = queries.credential(one)
            changed.append(
                change_status(row, kind, reason=reason.value, note=note, now=workplace.now())
            )
        except CredstoneError as error:
            if len(credential_ids) == 1:
                raise
            failed[one] = problem_of(error)
    if changed:
        _remind(terminal)
    if len(credential_ids) == 1:
        return answer_of(changed[0])
    return answer_of_several(changed, failed)


def _require_correctable(row: Credential) -> None:
    """Refuse what no correction can replace, with what is possible instead."""
    from credstone.transparency.leaf import LeafKind
    from credstone.web.records import orders, states

    states.require(row, LeafKind.SUPERSEDE)
    version = row.award.achievement
    if orders.achievement_of(version).issuer.id != row.tenant.did:
        raise Refused(
            f"{id_of(row)} was awarded when {row.tenant_id} had another key, "
            "and its successor would need that key",
            fix=f"Revoke it, publish {version.code} in a new version, and award that instead.",
        )


def _demand_note(reason: Reason, note: str) -> None:
    if reason is Reason.OTHER and not note.strip():
        raise WrongUsage("The reason other says nothing by itself.", fix="Say why with --note.")


def _remind(terminal: Terminal) -> None:
    terminal.say("Recorded. Verifiers see it after: credstone status publish")


def _assignments(words: list[str]) -> dict[str, str]:
    changes: dict[str, str] = {}
    for word in words:
        name, separator, value = word.partition("=")
        if not separator or not name.strip():
            raise WrongUsage(f"{word!r} sets nothing.", where="--set", fix="Write field=value.")
        if name.strip() in changes:
            raise WrongUsage(f"{name.strip()} is set twice.", where="--set", fix="Set it once.")
        changes[name.strip()] = value.strip()
    return changes


def _in_form(content: bytes, form: Form) -> bytes:
    from credstone.securing import vc_jwt

    if form is Form.SIGNED:
        return content
    if content.startswith(b"{"):
        raise CredstoneError(
            "Only a token can be enveloped, and this credential carries its proof inside.",
            fix="Export it as --format signed.",
        )
    return vc_jwt.envelope(content)


def _newest_lists(place: Workplace, fetcher: Fetcher) -> StatusSource:
    """The lists as they would be published this moment, then the network."""
    from credstone.cli import workplace
    from credstone.net.status_source import FirstOf, StatusFiles, StatusNetwork
    from credstone.web.records import publication

    with tempfile.TemporaryDirectory() as folder:
        publication.publish(place.home, place.signer, Path(folder), workplace.now())
        own = StatusFiles.read(Path(folder))
    return FirstOf((own, StatusNetwork(fetcher)))
