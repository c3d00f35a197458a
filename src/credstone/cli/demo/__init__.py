"""``credstone demo``: a small true story, told with the same commands that everyone uses."""

from __future__ import annotations

from pathlib import Path

import typer

from credstone.cli.command import command
from credstone.cli.outcome import Answer
from credstone.cli.paper import Paper
from credstone.cli.terminal import Terminal
from credstone.errors import CredstoneError

app = typer.Typer()

_BESIDE_THE_CODE = Path(__file__).parents[2] / "examples"
_IN_THE_CLONE = Path(__file__).parents[4] / "examples"


@command(app, "demo", path="demo", answer="demo")
def demo(terminal: Terminal) -> Answer:
    """Tell the whole story: define, award, verify, revoke, and two attempts to deceive.

    Everything happens in the folder demo of the home, with a home, keys and passphrase of its
    own. Running it again continues where it is; removing the folder begins anew.
    """
    from credstone.cli.demo.stage import Stage
    from credstone.cli.demo.story import play
    from credstone.home import read_home
    from credstone.keystore.client import SignerClient

    stage = Stage(
        read_home().folder / "demo", terminal.out if not terminal.as_json else terminal.err
    )
    try:
        files = play(stage, _examples())
    finally:
        for home in (stage.home, stage.folder / "mill" / "home"):
            if home.exists():
                SignerClient(home).stop()

    def show(paper: Paper) -> None:
        paper.line("\nThe files, for a look of your own:")
        for what, path in files.items():
            paper.line(f"{what:32} {path}", indent=2)

    return Answer({"files": {what: str(path) for what, path in files.items()}}, show)


def _examples() -> Path:
    """The example definitions: installed beside the code, or in the clone."""
    for folder in (_BESIDE_THE_CODE, _IN_THE_CLONE):
        if (folder / "organisations").is_dir():
            return folder
    raise CredstoneError("the example definitions are not installed")
