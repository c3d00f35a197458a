"""``credstone achievement``: what can be earned, from a definition file to a published version."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Annotated

import typer

from credstone.cli.command import command, noun
from credstone.cli.findings_shown import findings_answer, tell_warnings
from credstone.cli.outcome import Answer
from credstone.cli.paper import Paper
from credstone.cli.reading import MAX_DEFINITION, read_source
from credstone.cli.terminal import Terminal
from credstone.ports import Json, JsonObject

if TYPE_CHECKING:
    from credstone.model.party import Organisation
    from credstone.web.records.models import AchievementVersion

app = noun("achievement", "What can be earned: check, publish and list definitions.")

File = Annotated[
    str, typer.Argument(metavar="FILE", help="A definition in YAML or JSON, or - for stdin.")
]
Code = Annotated[str, typer.Argument(metavar="CODE", help="The achievement's code.")]
Version = Annotated[
    str, typer.Option("--version", metavar="VERSION", help="The newest one unless given.")
]
Issuer = Annotated[
    str,
    typer.Option("--issuer", metavar="CODE", help="Whose, when several here publish that code."),
]


@command(app, "validate", answer="findings")
def validate(file: File) -> Answer:
    """Check a definition file, with the line, field and remedy of everything found.

    Exit status 0: no error stands in the way (there may be warnings). 3: some do. Codes of
    awarding bodies are looked up only when the achievement is published.
    """
    from credstone.documents.definition_file import read_definition

    reading = read_definition(read_source(file, MAX_DEFINITION), _AnyCode())
    return findings_answer(file, reading.findings, reading.is_valid)


@command(app, "publish", answer="achievement-version", stateful=True)
def publish(file: File, terminal: Terminal) -> Answer:
    """Freeze a version: from now on it can be awarded and never changes.

    The first awarding body of the file issues. Publishing the same content again is fine; other
    content under the same version is refused. Exit status 3: the file has errors, which are told
    like those of achievement validate.
    """
    from credstone.cli import workplace
    from credstone.documents.definition_file import read_definition
    from credstone.web.accounts import queries as accounts
    from credstone.web.records.commands import publish_achievement

    workplace.open_home(terminal)
    reading = read_definition(read_source(file, MAX_DEFINITION), accounts.by_code())
    if reading.achievement is None:
        return findings_answer(file, reading.findings, valid=False)
    tenant = accounts.organisation(reading.achievement.issuer.code)
    row = publish_achievement(tenant, reading.achievement, workplace.now())
    tell_warnings(file, reading.findings, terminal)
    for code in _missing_consents(row):
        terminal.say(
            f"{code} awards jointly and has not consented yet: "
            f"credstone achievement consent {row.code} --as {code}"
        )
    return _answer(row)


@command(app, "list", answer="achievement-versions", stateful=True)
def list_(terminal: Terminal) -> Answer:
    """List the published versions."""
    from credstone.cli import workplace
    from credstone.web.records import queries

    workplace.open_home(terminal)
    rows = queries.achievements()

    def show(paper: Paper) -> None:
        cells = [(one.code, one.version, one.tenant_id, _day(one)) for one in rows]
        paper.table(("code", "version", "issuer", "published"), cells)

    return Answer({"achievements": [_data(one) for one in rows]}, show)


@command(app, "show", answer="achievement-version", stateful=True)
def show(code: Code, terminal: Terminal, version: Version = "", issuer: Issuer = "") -> Answer:
    """Show a published version: its whole definition as JSON."""
    from credstone.cli import workplace

    workplace.open_home(terminal)
    return _answer(version_of(code, version, issuer), whole=True)


@command(app, "consent", answer="consent", stateful=True)
def consent(
    code: Code,
    body: Annotated[
        str, typer.Option("--as", metavar="BODY", help="Code of the awarding body that consents.")
    ],
    terminal: Terminal,
    version: Version = "",
    issuer: Issuer = "",
) -> Answer:
    """Let a joint awarding body consent, by its signature, to being named.

    Credentials awarded from then on carry it. Without it verifiers read "claimed, not confirmed".
    """
    from credstone.cli import workplace
    from credstone.web.accounts import queries as accounts
    from credstone.web.records import orders

    place = workplace.open_home(terminal, signs=True)
    row = version_of(code, version, issuer)
    signed = orders.consent(place, row, accounts.organisation(body), workplace.now())
    data: JsonObject = {
        "code": row.code,
        "version": row.version,
        "body": body,
        "consent": signed.decode("utf-8"),
    }
    return Answer(data, lambda paper: paper.line(f"{body} consents to {row.code} {row.version}."))


def version_of(code: str, version: str, issuer: str) -> AchievementVersion:
    """The published version that these words name; raises ``Refused``."""
    from credstone.web.records import queries

    if issuer:
        return queries.achievement(issuer, code, version)
    return queries.find_achievement(code, version)


def _answer(row: AchievementVersion, whole: bool = False) -> Answer:
    def show(paper: Paper) -> None:
        if whole:
            paper.line(json.dumps(_content(row), ensure_ascii=False, indent=2))
        else:
            paper.line(f"{row.code} {row.version}\t{row.uri}\tsha256:{row.sha256}")

    return Answer(_data(row), show)


def _missing_consents(row: AchievementVersion) -> list[str]:
    """Codes of the joint awarding bodies whose consent is not kept here."""
    from credstone.web.records.orders import achievement_of

    given = set(row.consent_set.values_list("body_id", flat=True))
    joint = achievement_of(row).awarding_bodies[1:]
    return [body.code for body in joint if body.code not in given]


def _data(row: AchievementVersion) -> JsonObject:
    return {
        "code": row.code,
        "version": row.version,
        "id": row.uri,
        "issuer": row.tenant_id,
        "sha256": row.sha256,
        "published": row.published.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "missing_consents": [*_missing_consents(row)],
        "achievement": _content(row),
    }


def _content(row: AchievementVersion) -> Json:
    from credstone.securing.strict_json import loads

    return loads(row.content.encode())


def _day(row: AchievementVersion) -> str:
    return row.published.date().isoformat()


class _AnyCode(Mapping[str, "Organisation"]):
    """Takes every code of an awarding body for one that will be registered when it matters."""

    def __getitem__(self, code: str) -> Organisation:
        from credstone.model.party import Organisation
        from credstone.model.text import Text

        return Organisation(code=code, name=Text.of({"en": code}), country="EU")

    def __contains__(self, code: object) -> bool:
        return isinstance(code, str)

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0

    def __bool__(self) -> bool:
        return True  # it knows every code, though it can list none
