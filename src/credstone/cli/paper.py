"""Writing for people: lines and tables on one stream, plain where that is no terminal.

Text from documents is made harmless before it reaches a terminal. Rich is loaded only when one is
there; what is said is decided by the commands.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import cached_property
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console

# C0, C1 and the characters that reorder a line: a credential's text must not drive a terminal.
_UNSAFE = {
    code: f"\\u{code:04x}"
    for code in (*range(0x20), *range(0x7F, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A))
    if chr(code) not in "\n\t"
}


def harmless(text: str) -> str:
    """``text`` with control and bidirectional override characters written out as ``\\uXXXX``."""
    return text.translate(_UNSAFE)


class Paper:
    """Lines and tables for people, on one stream; plain text when that is no terminal."""

    def __init__(self, stream: IO[str]) -> None:
        self._stream = stream
        self.is_terminal = stream.isatty() or bool(os.environ.get("FORCE_COLOR"))

    @cached_property
    def console(self) -> Console:
        """The rich console on a terminal; it knows NO_COLOR and how wide the terminal is."""
        from rich.console import Console

        class Plain(Console):
            def on_broken_pipe(self) -> None:
                raise  # rich calls this while it handles the error: let it through

        return Plain(file=self._stream, markup=False, emoji=False, highlight=False)

    def line(self, text: str = "", style: str = "", indent: int = 0) -> None:
        """Write one line in a rich ``style`` such as ``bold green``."""
        shown = "".join(f"{' ' * indent}{part}\n" for part in harmless(text).split("\n"))
        if not self.is_terminal:
            self._stream.write(shown)
            return
        from rich.text import Text

        self.console.print(Text(shown, style), end="", soft_wrap=True)

    def table(self, header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """Aligned columns on a terminal; tab-separated lines without a header for a pipe."""
        if not self.is_terminal:
            for row in rows:
                self.line("\t".join(" ".join(cell.split()) for cell in row))
            return
        from rich.table import Table
        from rich.text import Text

        table = Table(*header, box=None, pad_edge=False, header_style="bold")
        for row in rows:
            table.add_row(*(Text(harmless(cell)) for cell in row))
        self.console.print(table)
