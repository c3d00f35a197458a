"""``credstone record``: what verification found of one learner, in one file.

Each document is verified exactly as ``credstone verify`` does; what comes of the reports is
decided in ``verifying.record``.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from credstone.cli import verify
from credstone.cli.command import command, noun
from credstone.cli.outcome import Answer
from credstone.cli.paper import Paper
from credstone.cli.reading import instant
from credstone.cli.writing import replace_file
from credstone.errors import MalformedInput, Unavailable
from credstone.ports import JsonObject

if TYPE_CHECKING:
    from credstone.model.record import LearningRecord
    from credstone.verifying.policy import Policy
    from credstone.verifying.report import Check, VerificationReport

app = noun("record", "What a learner holds: verify credentials into one learning record.")


@command(app, "make", answer="record-made")
def make(
    sources: Annotated[
        list[str],
        typer.Argument(
            metavar="FILE|URL...",
            help="Credentials or presentations of one learner, as credstone verify takes them.",
        ),
    ],
    out: Annotated[
        Path, typer.Option("--out", "-o", metavar="FILE", help="Where to write the record.")
    ],
    trust: verify.Trust = None,
    trust_signer: verify.TrustSigner = None,
    status: Annotated[
        Path | None,
        typer.Option(
            "--status", metavar="FILE|DIR", help="Status lists that were handed over as files."
        ),
    ] = None,
    offline: verify.Offline = False,
    at: verify.At = None,
    learner: Annotated[
        list[str] | None,
        typer.Option(
            "--learner",
            metavar="ID",
            help="Whose record it is; several times for a person whom credentials name by several "
            "ids. Without it, whom most of them name.",
        ),
    ] = None,
) -> Answer:
    """Verify credentials and write the learning record that credstone pathway reads.

    What does not count is written too, apart and with its reason: revoked, expired, suspended,
    replaced, not genuine, not verifiable, or about somebody else. Exit status 0: the record was
    written, whatever it holds.
    """
    from credstone.formats.record import record_to_json
    from credstone.net.fetch import Fetcher
    from credstone.net.resolve import Resolver
    from credstone.verifying.record import record_of

    moment = instant(at) if at is not None else datetime.now(UTC)
    keys = Resolver(Fetcher.for_one_verification(network=not offline))
    policy = verify.policy_of(trust, False, keys, trust_signer or ())
    reports = [
        (name, report)
        for source in sources
        for name, report in _reports(source, moment, policy, status, network=not offline)
    ]
    record = record_of(reports, learner or ())
    text = json.dumps(record_to_json(record), ensure_ascii=False, indent=2) + "\n"
    replace_file(out, text.encode())
    return _answer(record, out)


def _reports(
    source: str, at: datetime, policy: Policy, status: Path | None, *, network: bool
) -> Iterator[tuple[str, VerificationReport]]:
    """The report on a credential, or on each in a presentation, with a name to tell it by."""
    from credstone.net.fetch import Fetcher
    from credstone.net.resolve import Resolver
    from credstone.verifying.presentation import is_presentation, verify_presentation

    fetcher = Fetcher.for_one_verification(network=network)
    keys = Resolver(fetcher)
    statuses = verify.statuses_of(status, fetcher)
    name = source if "://" in source else Path(source).name
    try:
        data = verify.credential_in(source, fetcher)
    except (MalformedInput, Unavailable) as error:
        yield name, verify.unread(error, source, at)
        return
    if not is_presentation(data):
        yield name, verify.check(data, at, keys, statuses, policy)
        return
    presented = verify_presentation(data, at=at, keys=keys, statuses=statuses, policy=policy)
    for number, report in enumerate(presented.credentials, 1):
        yield f"{name} ({number})", report
    if not presented.credentials:
        yield name, _empty(presented.checks, at)


def _empty(checks: Sequence[Check], at: datetime) -> VerificationReport:
    """The report about a presentation in which no credential was looked at."""
    from credstone.verifying import unread
    from credstone.verifying.report import first_obstacle

    obstacle = first_obstacle(checks)
    why = obstacle.reason if obstacle is not None else "There is no credential in it."
    return unread.unreadable(why, at)


def _answer(record: LearningRecord, out: Path) -> Answer:
    data: JsonObject = {
        "path": str(out),
        "learner_id": record.learner_id,
        "awards": len(record.awards),
        "set_aside": [
            {
                "source": one.source,
                "title": one.title,
                "standing": one.standing.value,
                "reason": one.reason,
            }
            for one in record.set_aside
        ],
    }

    def show(paper: Paper) -> None:
        number = len(record.awards)
        paper.line(f"{out}: {number} {'award counts' if number == 1 else 'awards count'}", "bold")
        for one in record.set_aside:
            standing = one.standing.value.replace("_", " ").replace("elses", "else's")
            paper.line(f"{one.source}: {standing}: {one.reason}", "yellow")

    return Answer(data, show)
