"""``credstone image``: putting a credential into a badge image, and taking it out again."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from credstone.cli.command import command, noun
from credstone.cli.outcome import Answer
from credstone.cli.reading import MAX_CREDENTIAL, MAX_IMAGE, read_file, read_source
from credstone.cli.writing import replace_file, write_bytes
from credstone.errors import CredstoneError, MalformedInput, UnsupportedMechanism

app = noun("image", "Put a credential into a badge image, and take it out again.")

Image = Annotated[Path, typer.Argument(metavar="IMAGE", help="A PNG or SVG file.")]


@command(app, "bake", answer="file-written")
def bake(
    image: Image,
    credential: Annotated[
        str,
        typer.Argument(metavar="CREDENTIAL", help="The signed credential: a file, or - for stdin."),
    ],
    out: Annotated[
        Path,
        typer.Option(
            "--out", "-o", metavar="FILE", help="The image to write; one there is replaced."
        ),
    ],
) -> Answer:
    """Bake a signed credential into an image (Open Badges 3.0, Baked Badge).

    A credential that the image holds already is replaced. The credential's bytes stay as they are,
    but for white space around them. What is no signed credential is refused; whether the signature
    holds is not asked: credstone verify does that.
    """
    from credstone.documents import baking

    content = read_source(credential, MAX_CREDENTIAL).strip()
    _refuse_what_is_no_credential(content, credential)
    baked = baking.bake(read_file(image, MAX_IMAGE), content)
    replace_file(out, baked)
    return Answer(
        {"path": str(out), "bytes": len(baked)},
        lambda paper: paper.line(str(out)),
    )


def _refuse_what_is_no_credential(content: bytes, name: str) -> None:
    """Read its structure alone: proofs by mechanisms that we do not have pass, others' too."""
    from credstone.securing import mechanism
    from credstone.verifying.checks.structure import structure
    from credstone.verifying.checks.unreadable import described, is_trust_list
    from credstone.verifying.report import Outcome

    try:
        check = structure(mechanism.read(content).document)
    except UnsupportedMechanism as error:
        if is_trust_list(content):
            raise MalformedInput(described(content, error), where=name) from error
    except CredstoneError as error:
        raise MalformedInput(described(content, error), where=name) from error
    else:
        if check.outcome is Outcome.FAILED:
            fix = "Bake the signed credential exactly as it was issued."
            raise MalformedInput(f"This is no credential: {check.reason}.", where=name, fix=fix)


@command(app, "read", answer="baked-credential")
def read(image: Image) -> Answer:
    """Write the credential that is baked into an image, byte for byte.

    It is not verified: credstone verify does both.
    """
    from credstone.documents import baking

    content = baking.unbake(read_file(image, MAX_IMAGE))
    return Answer(
        {"credential": content.decode("utf-8", "replace")},
        lambda paper: write_bytes(content),
    )
