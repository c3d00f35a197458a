"""``python -m benchmarks.award_run [ROWS …]``: memory and time of a real ``award run``.

Each size runs in a process of its own on a fresh home and register, once as people run it and once
with clocks around its steps; the signer's time is counted apart.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import ParamSpec, TypeVar

from credstone.keystore.client import SignerClient
from tests.faults.register import ACHIEVEMENT, Register

Given = ParamSpec("Given")
Answer = TypeVar("Answer")

_TICKS = os.sysconf("SC_CLK_TCK")


def main() -> None:
    if sys.argv[1:2] == ["--inside"]:
        inside(sys.argv[2:])
        return
    sizes = [int(size) for size in sys.argv[1:]] or [100, 50_000]
    for rows in sizes:
        measure(rows)


def measure(rows: int) -> None:
    """Award ``rows`` results twice over, in two homes, and print what it took."""
    print(f"\n{rows} rows")
    for clocked in (False, True):
        with tempfile.TemporaryDirectory() as folder:
            made = Register(Path(folder), "")
            made.set_up()
            path = write_list(Path(folder) / "results.xlsx", rows)
            words = ("award", "run", path, "--achievement", ACHIEVEMENT, "--yes")
            program = [sys.executable, "-m"]
            program += ["benchmarks.award_run", "--inside"] if clocked else ["credstone"]
            signer = SignerClient(made.folder / "home")
            pid = signer.signer_pid()
            before, began = signer_seconds(pid), time.monotonic()
            process = made.start(program, *words)
            out, err = process.communicate()
            wall = time.monotonic() - began
            assert process.returncode == 0, err
            assert json.loads(out)["awarded"] == rows
            if clocked:
                print(err.strip())
            else:
                used = resource.getrusage(resource.RUSAGE_CHILDREN)
                size = (made.folder / "home" / "credstone.sqlite3").stat().st_size
                print(f"  wall {wall:.1f} s, signer {signer_seconds(pid) - before:.1f} CPU s")
                peak = used.ru_maxrss / 1024
                print(f"  register {size / 2**20:.0f} MiB, peak RSS {peak:.0f} MiB")
            signer.stop()


def write_list(path: Path, rows: int) -> Path:
    """A workbook of ``rows`` learners."""
    import xlsxwriter

    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        page = book.add_worksheet()
        page.write_row(0, 0, ("Student number", "E-mail", "Full name", "Grade", "Awarded on"))
        for row in range(1, rows + 1):
            name = f"Łearner {row} García Márquez"
            cells = (f"{row:08d}", f"s{row}@uni.example", name, "80", "2026-07-14")
            page.write_row(row, 0, cells)
    return path


def signer_seconds(pid: int) -> float:
    """User and system time of the signer so far."""
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS


def inside(words: list[str]) -> None:
    """The command line with clocks around its steps; tells them on stderr at the end."""
    from credstone.web import wiring

    wiring.start()
    from credstone.cli import award
    from credstone.issuing import issue
    from credstone.web.records import commands

    spent: dict[str, float] = defaultdict(float)

    def clock(owner: object, name: str, step: str) -> None:
        setattr(owner, name, timed(getattr(owner, name), spent, step))

    clock(award, "read_list", "read and check the list")
    clock(commands, "reserve", "reserve: ids, bytes, leaves")
    clock(commands, "load_intents", "load what was reserved")
    clock(issue, "_lint", "lint: expand, canonicalize, hash")
    clock(issue, "_signed", "sign, in the signer process")
    clock(issue, "_attach_and_compare", "attach and compare")
    clock(commands, "store", "store")
    clock(award, "write_back", "write the result list")
    from credstone.cli.main import run

    began = time.process_time()
    run(words)
    total = time.process_time() - began
    for step, seconds in spent.items():
        print(f"  {step:36}{seconds:8.2f} CPU s{seconds / total:7.0%}", file=sys.stderr)
    print(f"  {'everything':36}{total:8.2f} CPU s", file=sys.stderr)


def timed(
    function: Callable[Given, Answer], spent: dict[str, float], step: str
) -> Callable[Given, Answer]:
    def wrapped(*args: Given.args, **kwargs: Given.kwargs) -> Answer:
        began = time.process_time()
        try:
            return function(*args, **kwargs)
        finally:
            spent[step] += time.process_time() - began

    return wrapped


if __name__ == "__main__":
    main()
