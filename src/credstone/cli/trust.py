"""``credstone trust``: trust lists, by which verifiers know who may award."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from credstone.cli.command import command, noun
from credstone.cli.outcome import Answer
from credstone.cli.paper import Paper
from credstone.cli.reading import MAX_CREDENTIAL, read_source
from credstone.cli.terminal import Terminal
from credstone.cli.writing import replace_file
from credstone.errors import MalformedJson

if TYPE_CHECKING:
    from credstone.keystore.client import SignerClient
    from credstone.keystore.record import KeyRecord

app = noun("trust", "Trust lists: whom a verifier knows, and for what.")

_TENANT = "trust-list"


@command(app, "sign", answer="trust-list-signed", stateful=True)
def sign(
    file: Annotated[str, typer.Argument(metavar="FILE", help="The list as JSON, or - for stdin.")],
    out: Annotated[
        Path, typer.Option("--out", "-o", metavar="FILE", help="Where to write the signed list.")
    ],
    terminal: Terminal,
) -> Answer:
    """Sign a trust list with the home's key for trust lists, which is born at first use.

    Hand the list out together with the signer's id, which says whose list it is.
    """
    from credstone.cli import workplace
    from credstone.ports import Purpose
    from credstone.securing.did import did_key, did_key_method_id
    from credstone.securing.strict_json import loads
    from credstone.verifying import trust_list

    place = workplace.open_home(terminal, signs=True)
    body = loads(read_source(file, MAX_CREDENTIAL))
    if not isinstance(body, dict):
        raise MalformedJson("A trust list is a JSON object.", where=file)
    key = _key(place.signer)
    message = trust_list.signing_input(
        body, method_id=did_key_method_id(key.public), key_type=key.public.type
    )
    signature = place.signer.sign_many(key.id, Purpose.TRUST_LIST, [message])[0]
    signed = trust_list.attach(message, signature)
    replace_file(out, signed)
    signer = did_key(key.public)

    def show(paper: Paper) -> None:
        paper.line(f"{out}\t{signer}")

    return Answer({"path": str(out), "signer": signer, "version": body.get("version")}, show)


def _key(signer: SignerClient) -> KeyRecord:
    """The active key for trust lists, born now if there is none."""
    from credstone.keystore.record import KeyState
    from credstone.ports import KeyType, Purpose

    for record in signer.records():
        if record.purpose is Purpose.TRUST_LIST and record.state is KeyState.ACTIVE:
            return record
    return signer.generate(_TENANT, Purpose.TRUST_LIST, KeyType.ED25519)
