"""``credstone organisation``: who awards in this home, and the keys they are known by."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from credstone.cli.command import command, noun
from credstone.cli.findings_shown import findings_answer, tell_warnings
from credstone.cli.outcome import Answer
from credstone.cli.paper import Paper
from credstone.cli.reading import MAX_DEFINITION, read_source
from credstone.cli.terminal import Terminal
from credstone.ports import JsonObject, KeyType

if TYPE_CHECKING:
    from credstone.web.accounts.models import Organisation

app = noun("organisation", "Who awards: organisations, their keys and their right to award.")

Code = Annotated[str, typer.Argument(metavar="CODE", help="The organisation's short code.")]


@command(app, "add", answer="home-organisation", stateful=True)
def add(
    file: Annotated[
        str, typer.Argument(metavar="FILE", help="An organisation in YAML or JSON, or - for stdin.")
    ],
    terminal: Terminal,
    key_type: Annotated[
        KeyType, typer.Option("--key-type", metavar="TYPE", help="Ed25519, P-256 or P-384.")
    ] = KeyType.ED25519,
) -> Answer:
    """Add an organisation and let its keys be born, or take over its changed file.

    An organisation that is there keeps its keys and its id. Exit status 3: the file has errors,
    which are told like those of achievement validate.
    """
    from credstone.cli import workplace
    from credstone.documents.organisation_file import read_organisation_file
    from credstone.web.accounts.commands import add_organisation

    place = workplace.open_home(terminal, signs=True)
    reading = read_organisation_file(read_source(file, MAX_DEFINITION))
    if reading.organisation is None:
        return findings_answer(file, reading.findings, valid=False)
    row = add_organisation(
        place.home, place.signer, reading.organisation, workplace.now(), key_type
    )
    tell_warnings(file, reading.findings, terminal)
    return Answer(_data(row), lambda paper: paper.line(f"{row.code}\t{row.did}"))


@command(app, "list", answer="home-organisations", stateful=True)
def list_(terminal: Terminal) -> Answer:
    """List the organisations of this home."""
    from credstone.cli import workplace
    from credstone.web.accounts import queries

    workplace.open_home(terminal)
    rows = queries.organisations()

    def show(paper: Paper) -> None:
        cells = [(row.code, queries.value(row).name.best(), row.did) for row in rows]
        paper.table(("code", "name", "id"), cells)

    return Answer({"organisations": [_data(row) for row in rows]}, show)


@command(app, "show", answer="home-organisation", stateful=True)
def show(code: Code, terminal: Terminal) -> Answer:
    """Show an organisation with its accreditations."""
    from credstone.cli import workplace
    from credstone.web.accounts import queries

    workplace.open_home(terminal)
    row = queries.organisation(code)
    value = queries.value(row)

    def tell(paper: Paper) -> None:
        paper.line(f"{row.code}: {value.name.best()} ({value.country})", "bold")
        paper.line(f"id   {row.did}", indent=2)
        paper.line(f"key  {row.key}", indent=2)
        for one in value.accreditations:
            until = f" until {one.valid_until.isoformat()}" if one.valid_until else ""
            paper.line(f"accredited by {one.body_name.best()}{until}", indent=2)

    return Answer(_data(row), tell)


@command(app, "publish", answer="files", stateful=True)
def publish(
    terminal: Terminal,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out", metavar="DIR", help="Where to write; published in the home unless given."
        ),
    ] = None,
) -> Answer:
    """Write what strangers need of the keys: a did.json for each organisation with a did:web.

    The files belong under CREDSTONE_BASE_URL at the same paths. While it is unset issuers are
    did:key, which say it all, and nothing is written.
    """
    from credstone.cli import workplace
    from credstone.web.accounts import publication

    place = workplace.open_home(terminal, signs=True)
    written = publication.publish(place.home, place.signer, out or place.home.published)
    if not written:
        terminal.say("Nothing to publish: every issuer is a did:key.")

    def show(paper: Paper) -> None:
        for path in written:
            paper.line(str(path))

    return Answer({"files": [str(path) for path in written]}, show)


def _data(row: Organisation) -> JsonObject:
    from credstone.securing.strict_json import loads

    return {
        "code": row.code,
        "id": row.did,
        "key": row.key,
        "status_key": row.status_key,
        "organisation": loads(row.content.encode()),
    }
