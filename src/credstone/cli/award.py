"""``credstone award``: from a list of results to credentials, with nothing dropped on the way.

``check`` is the dry run of ``run``; both read the list the same way. What a row means is decided
in ``documents``, what awarding does in ``web.records``.
"""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from credstone.cli.achievement import Issuer, Version, version_of
from credstone.cli.award_list import ResultList, read_list, write_back
from credstone.cli.command import command, noun
from credstone.cli.outcome import Answer, ExitStatus
from credstone.cli.paper import Paper
from credstone.cli.terminal import Terminal
from credstone.errors import Refused
from credstone.ports import Json

if TYPE_CHECKING:
    from credstone.web.records.drafts import Order
    from credstone.web.wiring import Workplace

app = noun("award", "Award many people from a list of results.")


class Dispatch(StrEnum):
    """Where the work is done."""

    INLINE = "inline"


File = Annotated[Path, typer.Argument(metavar="FILE", help="The results as .xlsx, .ods or .csv.")]
AchievementCode = Annotated[
    str, typer.Option("--achievement", metavar="CODE", help="What the results are awarded.")
]
Map = Annotated[
    Path | None,
    typer.Option(
        "--map",
        metavar="FILE",
        help="What the columns mean; remembered for lists with the same columns.",
    ),
]
Corrections = Annotated[
    Path | None,
    typer.Option("--corrections", metavar="FILE", help="Decisions about single rows."),
]
BirthDate = Annotated[
    bool,
    typer.Option(
        "--with-birth-date",
        help="Write the dates of birth of the list into the credentials; else they are left out.",
    ),
]


@command(app, "check", answer="award-list", stateful=True)
def check(
    file: File,
    achievement: AchievementCode,
    terminal: Terminal,
    map_: Map = None,
    corrections: Corrections = None,
    with_birth_date: BirthDate = False,
    version: Version = "",
    issuer: Issuer = "",
) -> Answer:
    """Say what run would do, row by row, and change nothing.

    Exit status 0: every row is good or was left out by a correction. 3: some are not, or were
    awarded before with other values.
    """
    from credstone.cli import workplace
    from credstone.web.records import award_run

    workplace.open_home(terminal)
    wanted = version_of(achievement, version, issuer)
    listed = read_list(file, wanted, map_, corrections, terminal, with_birth_date=with_birth_date)
    for row in award_run.foresee(wanted, listed.sheet.requests()):
        listed.awarded[row.row] = row
    listed.foreseen = True
    status = ExitStatus.NOT_VALID if listed.open_questions else listed.status()
    return Answer(listed.data(), listed.show, status)


@command(app, "run", answer="award-list", stateful=True)
def run(
    file: File,
    achievement: AchievementCode,
    terminal: Terminal,
    map_: Map = None,
    corrections: Corrections = None,
    yes: Annotated[
        bool, typer.Option("--yes", help="Award the good rows although others are not.")
    ] = False,
    dispatch: Annotated[
        Dispatch,
        typer.Option("--dispatch", metavar="WHERE", help="Where the work is done: inline."),
    ] = Dispatch.INLINE,
    format_: Annotated[
        list[str] | None,
        typer.Option(
            "--format",
            metavar="FORMAT",
            help="openbadges or vcdm, a slash, and a mechanism that the issuer's key can make: "
            "eddsa-rdfc-2022, eddsa-jcs-2022, ecdsa-rdfc-2019, ecdsa-jcs-2019 or vc-jwt. "
            "Unless given: openbadges, secured as suits the issuer's key.",
        ),
    ] = None,
    with_birth_date: BirthDate = False,
    version: Version = "",
    issuer: Issuer = "",
) -> Answer:
    """Award the good rows of a list, and write what became of each row beside it.

    The result list is called like FILE and ends with -awarded.xlsx; where such a file is another
    list's, a number is added. When rows are not good, run
    asks before it awards the others. It may be interrupted and run again at any time: what was
    awarded is not awarded twice.
    """
    from credstone.cli import workplace
    from credstone.web.records import orders

    place = workplace.open_home(terminal, signs=True)
    wanted = version_of(achievement, version, issuer)
    listed = read_list(file, wanted, map_, corrections, terminal, with_birth_date=with_birth_date)
    order = orders.order_for(place, wanted, tuple(format_ or ()))
    _tell_of_bodies(order, terminal)
    if not listed.good:
        return Answer(listed.data(), listed.show, ExitStatus.NOT_VALID)
    if listed.open_questions and not yes:
        _ask(listed, terminal)
    if map_ is not None:
        _remember_columns(listed)
    _award(place, order, listed, terminal)
    write_back(file, listed, terminal)
    return Answer(listed.data(), listed.show, listed.status())


@command(app, "resume", answer="resumed", stateful=True)
def resume(
    terminal: Terminal,
    issuer: Annotated[
        str, typer.Option("--issuer", metavar="CODE", help="Only this organisation's.")
    ] = "",
) -> Answer:
    """Finish what an interrupted run left reserved, with the same ids and times."""
    from credstone.cli import workplace
    from credstone.web.accounts import queries as accounts
    from credstone.web.records import award_run, queries

    place = workplace.open_home(terminal, signs=True)
    tenants = [accounts.organisation(issuer)] if issuer else accounts.organisations()
    issued: list[Json] = []
    failed: list[Json] = []
    left = sum(len(queries.unfinished(tenant.pk)) for tenant in tenants)
    with terminal.progress("Finishing", left) as advance:
        for tenant in tenants:
            for done in award_run.resume(tenant, place.signer):
                issued += [f"urn:uuid:{one}" for one in sorted(done.issued)]
                failed += [
                    {"id": f"urn:uuid:{one}", "why": str(error)}
                    for one, error in done.failed.items()
                ]
                advance(len(done.issued) + len(done.failed))

    def show(paper: Paper) -> None:
        paper.line(f"{len(issued)} finished, {len(failed)} not.")

    status = ExitStatus.FAILED if failed else ExitStatus.DONE
    return Answer({"issued": issued, "failed": failed}, show, status)


def _ask(listed: ResultList, terminal: Terminal) -> None:
    """Let a person decide about awarding without the rows that are not good."""
    listed.show(terminal.err)
    question = f"Award the {listed.good} good rows now, and leave {listed.open_questions} open?"
    instead = "Mend the list, decide with --corrections, or award the good rows with --yes."
    if not terminal.confirm(question, instead=instead):
        raise Refused("Nothing was awarded.", fix=instead)


def _remember_columns(listed: ResultList) -> None:
    from credstone.documents.award_sheet import headers_digest
    from credstone.web.accounts import queries as accounts
    from credstone.web.records.commands import remember_mapping

    digest = headers_digest(listed.sheet.sheet.header)
    remembered = json.dumps(listed.sheet.columns.remembered())
    remember_mapping(accounts.organisation(listed.version.tenant_id), digest, remembered)


def _tell_of_bodies(order: Order, terminal: Terminal) -> None:
    """Say beforehand what verifiers will read about the awarding bodies."""
    from credstone.cli import workplace
    from credstone.web.records import orders

    for code in orders.missing_consents(order):
        terminal.say(
            f"{code} has not consented: verifiers will read that it is claimed, not confirmed. "
            f"See: credstone achievement consent {order.achievement.code} --as {code}"
        )
    for code, right in orders.rights(order.achievement, workplace.today()):
        if not right.granted:
            terminal.say(f"Nothing recorded shows that {code} may award this: {right.reason}.")


def _award(place: Workplace, order: Order, listed: ResultList, terminal: Terminal) -> None:
    """Award the good rows; Ctrl-C leaves what was begun to the next run."""
    from credstone.web.records import award_run

    try:
        with terminal.progress("Awarding", listed.good) as advance:
            for row in award_run.award_rows(order, listed.sheet.requests(), place.signer):
                listed.awarded[row.row] = row
                advance(1)
    except KeyboardInterrupt:
        listed.interrupted = True
        terminal.say(
            f"Interrupted after {len(listed.awarded)} of {listed.good} rows; nothing is lost. "
            "Run the same command again to go on: no row is awarded twice."
        )
