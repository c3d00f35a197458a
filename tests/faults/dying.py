"""The real command line in a process that kills itself, with SIGKILL, at a named point.

    python -m tests.faults.dying POINT COUNT award run …

``COUNT`` says at which passing of the point it happens. The points are the seams of issuing: the
functions around them are wrapped here, so that the product carries no code for tests.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from typing import ParamSpec, TypeVar

Given = ParamSpec("Given")
Answer = TypeVar("Answer")

_CHUNK = 10  # small, so that a short list passes every point several times

POINTS = ("after-reserve", "after-signature", "before-commit", "before-acknowledgement")


class Countdown:
    """Dies at the given passing."""

    def __init__(self, passings: int) -> None:
        self.left = passings

    def __call__(self) -> None:
        self.left -= 1
        if self.left <= 0:
            os.kill(os.getpid(), signal.SIGKILL)


def arm(point: str, die: Countdown) -> None:
    """Wrap the function after or before which to die."""
    from credstone.web.records import award_run, commands

    award_run.CHUNK = _CHUNK
    match point:
        case "after-reserve":
            commands.reserve = _then(commands.reserve, die)
        case "after-signature":
            commands.issue = _then(commands.issue, die)
        case "before-commit":
            # The last statement of the second transaction has run, and nothing is committed.
            manager = commands.SecuredDocument.objects
            manager.bulk_create = _then(manager.bulk_create, die)  # type: ignore[method-assign]
        case "before-acknowledgement":
            commands.store = _then(commands.store, die)
        case _:
            sys.exit(f"no such point: {point}; there are {', '.join(POINTS)}")


def _then(function: Callable[Given, Answer], die: Countdown) -> Callable[Given, Answer]:
    def wrapped(*args: Given.args, **kwargs: Given.kwargs) -> Answer:
        answer = function(*args, **kwargs)
        die()
        return answer

    return wrapped


def main() -> None:
    point, count, *arguments = sys.argv[1:]
    from credstone.web import wiring

    wiring.start()
    arm(point, Countdown(int(count)))
    from credstone.cli.main import main as command_line

    command_line(arguments)


if __name__ == "__main__":
    main()
