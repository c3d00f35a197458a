"""``credstone pathway grants`` and ``review``: what was granted, and whether it still stands.

The ledger is this home's. A review looks at each grant by the rules it was granted under, and
writes down what it found.
"""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from credstone.cli.command import command
from credstone.cli.outcome import Answer, ExitStatus
from credstone.cli.pathway.asking import At, RecordFile, SolverName, StackPath, Wishes, asking
from credstone.cli.pathway.noun import app
from credstone.cli.terminal import Terminal
from credstone.cli.writing import replace_file

if TYPE_CHECKING:
    from credstone.cli.paper import Paper
    from credstone.cli.pathway.asking import Asking
    from credstone.ports import Json, JsonObject
    from credstone.stacking.reopening import PartToday, Reopening
    from credstone.web.pathways.models import StackGrant

Issuer = Annotated[
    str, typer.Option("--issuer", metavar="CODE", help="Only what this organisation granted.")
]


@command(app, "grants", answer="pathway-grants", stateful=True)
def grants(
    terminal: Terminal,
    stack: Annotated[
        str, typer.Option("--stack", metavar="ID", help="Only grants of this stack.")
    ] = "",
    award: Annotated[
        list[str] | None,
        typer.Option(
            "--award", metavar="ID", help="Only grants that rest on this award; several times."
        ),
    ] = None,
    issuer: Issuer = "",
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            "-o",
            metavar="FILE",
            help="Write the granted uses as an enrolment file, for --enrolment of the others.",
        ),
    ] = None,
) -> Answer:
    """List the grants of this home, each with the awards that it rests on and where they count."""
    from credstone.cli import workplace
    from credstone.formats.enrolment import use_to_json
    from credstone.web.pathways import queries

    workplace.open_home(terminal)
    rows = queries.grants(issuer, stack, award or ())
    uses = [use_to_json(use) for row in rows for use in queries.uses_in(row)]
    if out is not None:
        text = json.dumps({"granted": uses}, ensure_ascii=False, indent=2) + "\n"
        replace_file(out, text.encode())
    listed: list[Json] = [grant_to_json(row) for row in rows]
    granted: list[Json] = list(uses)

    def show(paper: Paper) -> None:
        header = ("Stack", "Version", "State", "Decided", "Credential")
        paper.table(header, [_cells(row) for row in rows])

    terminal.say(f"{len(rows)} found." if rows else "None found.")
    return Answer({"grants": listed, "granted": granted}, show)


@command(app, "review", answer="pathway-review", stateful=True)
def review(
    stack: StackPath,
    record: RecordFile,
    terminal: Terminal,
    at: At = None,
    issuer: Issuer = "",
    solver: SolverName = "highs",
) -> Answer:
    """Look at granted stacks again with a record of today, and re-open what stands no longer.

    Parts that were revoked, suspended or expired since re-open a grant as the granted version
    says. The record is believed: make it yourself. The larger credential is not touched: revoke
    it, or award again. Exit status 3: a grant is re-opened, now or since an earlier review.
    """
    from credstone.cli import workplace
    from credstone.web.pathways import queries
    from credstone.web.pathways.models import GrantState

    workplace.open_home(terminal)
    asked = asking(stack, record, Wishes(None, at, solver), terminal)
    if isinstance(asked, Answer):
        return asked
    awards = [one.id for one in asked.question.holdings]
    rows = queries.grants(issuer, asked.question.stack.id, awards) if awards else []
    rows = [row for row in rows if row.state != GrantState.REPLACED.value]
    _require_one_house(rows)
    if rows:
        terminal.say("The record is believed: what it says of the parts is not checked again.")
    found = [_reviewed(row, asked, terminal) for row in rows]
    is_open = any(one["state"] == GrantState.REOPENED.value for one in found)
    reviewed: list[Json] = list(found)

    def show(paper: Paper) -> None:
        for one in found:
            _show(one, paper)

    terminal.say(f"{len(found)} reviewed." if found else "No grant rests on these awards.")
    status = ExitStatus.NOT_VALID if is_open else ExitStatus.DONE
    return Answer({"reviewed": reviewed}, show, status)


def grant_to_json(row: StackGrant, credential_id: str = "") -> JsonObject:
    """A grant as every answer tells it; ``credential_id`` where it is known."""
    from credstone.formats.compact import decimal
    from credstone.web.pathways import queries

    found = queries.credential_of(row) if not credential_id else None
    uses: list[Json] = [
        {
            "award": use.award,
            "requirement": use.requirement,
            "credits": decimal(use.credits),
            "decided_on": use.decided_on.isoformat(),
            "ended": use.ended.isoformat() if use.ended else None,
            "why": use.why,
        }
        for use in row.uses.all()
    ]
    return {
        "grant": str(row.pk),
        "issuer": row.tenant_id,
        "stack": row.stack,
        "version": row.version,
        "number": row.number,
        "state": row.state,
        "by": row.by,
        "decided_by": row.decided_by,
        "decided_on": row.decided_on.isoformat(),
        "lapses_on": row.lapses_on.isoformat() if row.lapses_on else None,
        "credential": credential_id or (f"urn:uuid:{found.pk}" if found else ""),
        "uses": uses,
    }


def _require_one_house(rows: list[StackGrant]) -> None:
    """Refuse to look at the grants of several organisations because of one record."""
    from credstone.errors import Refused

    codes = sorted({row.tenant_id for row in rows})
    if len(codes) > 1:
        raise Refused(
            f"{rows[0].stack} was granted on these awards by {', '.join(codes)}",
            fix="Say whose grants are meant: --issuer CODE",
        )


def _cells(row: StackGrant) -> tuple[str, ...]:
    told = grant_to_json(row)
    return (row.stack, row.version, row.state, str(told["decided_on"]), str(told["credential"]))


def _reviewed(row: StackGrant, asked: Asking, terminal: Terminal) -> JsonObject:
    """One grant looked at by the rules it was granted under, and marked where it re-opens."""
    from credstone.stacking.reopening import parts_today, reopening
    from credstone.web.pathways import commands, queries

    rules, uses, at = queries.granted_rules(row), queries.uses_in(row), asked.question.at
    today = parts_today(uses, asked.question.holdings, rules, at)
    found = reopening(uses, asked.question.holdings, rules, at)
    if found is not None:
        commands.reopen(row, {one.holding: one.reason for one in found.because}, at)
        row.refresh_from_db()
        told = queries.credential_of(row)
        if told is not None:
            terminal.say(
                f"urn:uuid:{told.pk} rests on something that ended. Award the stack again, or "
                f"revoke it: credstone credential revoke urn:uuid:{told.pk} "
                "--reason requirements-not-met"
            )
    parts: list[Json] = [_part(one) for one in today]
    return {
        **grant_to_json(row),
        "re_opened_now": found is not None,
        "lapsed": row.lapses_on is not None and row.lapses_on < at,
        "met_again": _met_again(row, asked, found),
        "parts": parts,
    }


def _met_again(row: StackGrant, asked: Asking, found: Reopening | None) -> bool | None:
    """Whether the record meets the stack without what ended; None while the grant stands."""
    from credstone.stacking.reopening import asked_again
    from credstone.web.pathways import orders, queries

    if found is None:
        return None
    question, _ = orders.with_ledger(asked.question, row.tenant_id)
    question = replace(question, stack=queries.granted_rules(row))
    return asked.ask(asked_again(question, found.kept)).met


def _part(one: PartToday) -> JsonObject:
    requirements: list[Json] = list(one.requirements)
    return {
        "award": one.holding,
        "requirements": requirements,
        "reason": one.reason,
        "ended": one.ended,
        "reopens": one.reopens,
    }


def _show(one: JsonObject, paper: Paper) -> None:
    style = "green" if one["state"] == "granted" else "yellow"
    paper.line(f"{one['stack']} {one['version']}: {one['state']}", f"bold {style}")
    paper.line(str(one["credential"]), "dim", indent=2)
    parts = one["parts"]
    for part in parts if isinstance(parts, list) else []:
        if isinstance(part, dict):
            paper.line(str(part["reason"]), indent=2)
    if one["lapsed"]:
        paper.line(f"It lapsed on {one['lapses_on']} unless it is renewed.", "yellow", indent=2)
    if one["met_again"]:
        paper.line("Without what ended the record meets it all the same: award it again.", indent=2)
