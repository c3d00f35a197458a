"""``credstone pathway award``: grant a stack that is met, and issue the larger credential.

Whether it is met is answered as by ``check``, with the home's ledger of granted uses besides.
Nothing is granted twice: asked again, it answers what was granted.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from credstone.cli import verify
from credstone.cli.command import command
from credstone.cli.outcome import Answer, ExitStatus
from credstone.cli.pathway.asking import (
    Asking,
    At,
    EnrolmentFile,
    RecordFile,
    SolverName,
    StackPath,
    Wishes,
    asking,
)
from credstone.cli.pathway.noun import app
from credstone.cli.pathway.parts import Given, Parts, parts_at_hand
from credstone.cli.terminal import Terminal
from credstone.errors import Refused

if TYPE_CHECKING:
    from credstone.cli.paper import Paper
    from credstone.model.record import LearningRecord
    from credstone.ports import JsonObject
    from credstone.stacking.grant import Grant
    from credstone.stacking.question import Question
    from credstone.web.pathways.commands import Granted
    from credstone.web.pathways.models import StackGrant
    from credstone.web.records.drafts import Order
    from credstone.web.records.models import AchievementVersion, Credential
    from credstone.web.wiring import Workplace

By = Annotated[
    str, typer.Option("--by", metavar="NAME", help="Who decides, where the stack asks for it.")
]
Format = Annotated[
    str,
    typer.Option(
        "--format",
        metavar="openbadges|clr",
        help="An Open Badge, or a learner record with the parts inside; a slash and a mechanism "
        "may follow.",
    ),
]
PartFiles = Annotated[
    list[Path] | None,
    typer.Option(
        "--parts",
        metavar="FILE",
        help="The signed credential of a part, which shows what the record says of it; several "
        "times. Those of this home need not be given.",
    ),
]
Status = Annotated[
    Path | None,
    typer.Option(
        "--status",
        metavar="FILE|DIR",
        help="Status lists of what --parts gives, handed over as files.",
    ),
]
BelieveRecord = Annotated[
    bool,
    typer.Option(
        "--believe-record",
        help="Take the record's word for parts that are not shown, because you made it yourself "
        "with credstone record make just now.",
    ),
]
Issuer = Annotated[
    str, typer.Option("--issuer", metavar="CODE", help="Whose, where several have such a one.")
]
Offline = Annotated[
    bool, typer.Option("--offline", help="Verify what --parts gives without a network.")
]


@command(app, "award", answer="pathway-awarded", stateful=True)
def award(
    stack: StackPath,
    record: RecordFile,
    terminal: Terminal,
    enrolment: EnrolmentFile = None,
    by: By = "",
    at: At = None,
    format_: Format = "openbadges",
    parts: PartFiles = None,
    issuer: Issuer = "",
    solver: SolverName = "highs",
    offline: Offline = False,
    status: Status = None,
    trust: verify.Trust = None,
    trust_signer: verify.TrustSigner = None,
    believe_record: BelieveRecord = False,
) -> Answer:
    """Award the target of a stack to the learner of a record, when the record meets it.

    Grant, uses and credential are written down together; the same again answers what was
    granted. A record is a file that anybody can edit, so its word is not enough: a part counts
    as its signed document states it, which this home's register has or --parts gives. Exit
    status 3: it is not met, with the reasons. 1: it is met by the record's word alone.
    """
    from credstone.cli import workplace
    from credstone.stacking.grant import grant
    from credstone.web.pathways import commands, orders

    place = workplace.open_home(terminal, signs=True)
    asked = asking(stack, record, Wishes(enrolment, at, solver), terminal)
    if isinstance(asked, Answer):
        return asked
    orders.refuse_days_to_come(asked.question.at)
    version = orders.target_of(asked.question.stack, issuer)
    given = Given(parts or (), trust, trust_signer or (), status, network=not offline)
    shown = parts_at_hand(asked.record, given, terminal)
    proven = asked if believe_record else _proven(asked, shown)
    question, judged = orders.with_ledger(proven.question, version.tenant_id)
    standing = _standing(question, version)
    if standing is not None and not _renewed(question, standing, asked):
        order = _order(place, standing.award.achievement, format_)
        return _finish(place, order, _again(order, standing), terminal)
    allocation = asked.ask(question)
    if not allocation.met:
        return _not_met(asked, version, shown)
    granting = grant(question, allocation, decided_on=question.at, decided_by=by)
    if told := orders.believed(question.enrolment):
        terminal.say(told)
    learner = proven.record if believe_record else _of_the_learner(proven, granting, shown)
    order = _order(place, version, format_)
    granted = commands.grant_stack(
        order,
        question.stack,
        granting,
        orders.request_for(granting, question.stack, learner, version, shown.documents),
        judged=judged,
        now=workplace.now(),
        renews=standing.pk if standing is not None else None,
    )
    return _finish(place, order, granted, terminal)


@dataclass(frozen=True)
class _Shown:
    """What is told of a grant: its row, its credential, and why parts only stand outside."""

    row: StackGrant
    credential: Credential
    is_new: bool
    left_out: dict[str, str]


def _proven(asked: Asking, parts: Parts) -> Asking:
    """The same asked about what the parts' own documents state, and nothing else."""
    from credstone.stacking.learning_of import holdings_of
    from credstone.web.pathways import proof

    record = proof.as_shown(asked.record, parts.shown)
    question = replace(asked.question, holdings=holdings_of(record))
    return replace(asked, record=record, question=question)


def _of_the_learner(proven: Asking, granting: Grant, parts: Parts) -> LearningRecord:
    from credstone.web.pathways import proof

    used = [one.holding for one in granting.parts]
    return proof.of_the_learner(proven.record, used, parts.own)


def _standing(question: Question, version: AchievementVersion) -> StackGrant | None:
    """The grant that the learner already has of this very version."""
    from credstone.web.pathways import queries
    from credstone.web.pathways.models import GrantState

    stack = question.stack
    awards = [one.id for one in question.holdings]
    if not awards:
        return None
    rows = queries.grants(version.tenant_id, stack.id, awards)
    stands = [one for one in rows if one.state == GrantState.GRANTED.value]
    return next((one for one in stands if one.version == stack.version), None)


def _renewed(question: Question, standing: StackGrant, asked: Asking) -> bool:
    """Whether what was earned since the grant renews it."""
    from credstone.stacking.grant import renewing

    anew = renewing(question, standing.decided_on)
    return anew is not None and asked.ask(anew).met


def _again(order: Order, standing: StackGrant) -> Granted:
    from credstone.cli import workplace
    from credstone.web.pathways import commands

    return commands.grant_again(order, standing, workplace.now())


def _order(place: Workplace, version: AchievementVersion, wanted: str) -> Order:
    """The order in the wanted format, with the usual mechanism of the issuer's key."""
    from credstone.web.records import orders

    if "/" in wanted:
        return orders.order_for(place, version, (wanted,), stacked=True)
    usual = orders.order_for(place, version)
    known = (*orders.FORMATS[usual.key.type], *orders.RECORDS[usual.key.type])
    found = [one for one in known if one.startswith(f"{wanted}/")]
    if not found:
        raise Refused(f"no format is called {wanted}", fix="Use openbadges or clr.")
    return orders.order_for(place, version, (found[0],), stacked=True)


def _finish(place: Workplace, order: Order, granted: Granted, terminal: Terminal) -> Answer:
    from credstone.formats.clr import left_out
    from credstone.issuing.request import from_json
    from credstone.web.records import commands, queries

    finished = commands.finish(granted.credentials, place.signer)
    for error in finished.failed.values():
        raise error
    credential = queries.credential(f"urn:uuid:{granted.credentials[0]}")
    request = from_json(json.loads(granted.row.award.content))
    outside = left_out(request.parts) if credential.format.startswith("clr/") else {}
    for name, why in outside.items():
        terminal.say(f"{name} is named in the record and does not stand in it: {why}.")
    if not granted.is_new:
        terminal.say("It was granted before; nothing was changed.")
    return _answer(_Shown(granted.row, credential, granted.is_new, outside))


def _not_met(asked: Asking, version: AchievementVersion, parts: Parts) -> Answer:
    """The progress of the whole record; raises ``Refused`` where its word alone would do."""
    from credstone.cli.pathway.shown import show_progress
    from credstone.formats.progress import progress_to_json
    from credstone.stacking.progress import progress
    from credstone.web.pathways import orders, proof

    question, _ = orders.with_ledger(asked.question, version.tenant_id)
    allocation = asked.ask(question)
    if allocation.met:
        used = dict.fromkeys(use.holding for use in allocation.uses)
        raise proof.lacking(asked.record, used, parts.shown)
    told = progress(question, allocation, ask=asked.ask)
    data: JsonObject = {"awarded": False, "progress": progress_to_json(told)}

    def show(paper: Paper) -> None:
        paper.line("Not awarded.", "bold")
        show_progress(told, paper, asked.binding)

    return Answer(data, show, ExitStatus.NOT_VALID)


def _answer(shown: _Shown) -> Answer:
    from credstone.cli.pathway.grants import grant_to_json

    data: JsonObject = {
        "awarded": True,
        "new": shown.is_new,
        "format": shown.credential.format,
        **grant_to_json(shown.row, f"urn:uuid:{shown.credential.pk}"),
        "outside": dict(shown.left_out),
    }

    def show(paper: Paper) -> None:
        paper.line(f"urn:uuid:{shown.credential.pk}")

    return Answer(data, show)
