"""``credstone key``: the keys of this home, without ever showing a private part."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from credstone.cli.command import command, noun
from credstone.cli.organisation import Code
from credstone.cli.outcome import Answer
from credstone.cli.paper import Paper
from credstone.cli.terminal import Terminal
from credstone.errors import Refused
from credstone.ports import JsonObject

if TYPE_CHECKING:
    from credstone.keystore.record import KeyRecord

app = noun("key", "The keys that sign.")


@command(app, "list", answer="keys", stateful=True)
def list_(terminal: Terminal) -> Answer:
    """List every key with its purpose and validity, retired ones too."""
    from credstone.cli import workplace

    records = workplace.open_home(terminal, signs=True).signer.records()
    rows = [_data(one) for one in records]

    def show(paper: Paper) -> None:
        names = ("tenant", "purpose", "type", "state", "valid_from", "valid_until", "id")
        cells = [[str(row[name] or "") for name in names] for row in rows]
        paper.table([name.replace("_", " ") for name in names], cells)

    return Answer({"keys": [*rows]}, show)


@command(app, "rotate", answer="key-rotated", stateful=True)
def rotate(
    code: Code,
    terminal: Terminal,
    yes: Annotated[bool, typer.Option("--yes", help="Do it without asking.")] = False,
) -> Answer:
    """Give an organisation a new issuing key; what the old one signed goes on verifying.

    The old private key is destroyed. An issuer with a did:web keeps its id: publish the
    organisation afterwards. A did:key is its key, so the issuer gets a new id, and achievements
    need a new version to be awarded on.
    """
    from credstone.cli import workplace
    from credstone.web.accounts import queries
    from credstone.web.records.rotation import rotate_key

    place = workplace.open_home(terminal, signs=True)
    row = queries.organisation(code)
    before = row.did
    if not yes and not terminal.confirm(
        f"Destroy the private key of {code} and make a new one?", instead="Confirm with --yes."
    ):
        raise Refused("Nothing was changed.")
    after = rotate_key(place, row)
    if after.did != before:
        terminal.say(f"{code} is now {after.did}: publish new versions of its achievements.")
    else:
        terminal.say("Publish the new key: credstone organisation publish")
    data: JsonObject = {"code": after.code, "id": after.did, "key": after.key, "was": before}
    return Answer(data, lambda paper: paper.line(f"{after.code}\t{after.did}\t{after.key}"))


@command(app, "lock", answer="key-locked", stateful=True)
def lock(terminal: Terminal) -> Answer:
    """Lock the keys: end the signer process, so that the next use needs the passphrase.

    The signer otherwise holds the opened keys until nobody used them for ten minutes. In that
    time the account that runs it signs without the passphrase.
    """
    from credstone.cli import workplace

    place = workplace.open_home(terminal)
    was_open = place.signer.stop()
    words = "Locked." if was_open else "The keys were locked already."
    data: JsonObject = {"home": str(place.home.folder), "was_open": was_open}
    return Answer(data, lambda paper: paper.line(words))


def _data(record: KeyRecord) -> JsonObject:
    from credstone.keystore.record import record_to_json

    stored = record_to_json(record)
    return {
        "id": stored["id"],
        "tenant": stored["tenant"],
        "purpose": stored["purpose"],
        "type": stored["type"],
        "public": stored["public"],
        "state": stored["state"],
        "valid_from": stored["validFrom"],
        "valid_until": stored["validUntil"],
    }
