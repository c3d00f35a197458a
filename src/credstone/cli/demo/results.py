"""The demo's result lists: 400 rows with twelve different faults, and what repairs them.

The faults are those that registrars meet: every one is a row that an upload elsewhere would have
dropped or awarded wrongly.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import xlsxwriter

from credstone.cli.demo.people import Learner, learners

HEADER = ("Matrikelnummer", "Vorname", "Nachname", "E-Mail", "Note", "Prüfungsdatum", "ESI")
_NUMBER, _GIVEN, _FAMILY, _EMAIL, _GRADE, _DATE, _ESI = range(len(HEADER))
_FIELDS = ("student_number", "given_name", "family_name", "email", "grade", "awarded_on", "esi")


@dataclass(frozen=True)
class Fault:
    """One spoiled cell: row as the office program numbers it, what it says, what it should say.

    ``right`` None leaves the row out, for the reason in ``because``.
    """

    row: int
    column: int
    wrong: str
    right: str | None
    because: str
    formula: bool = False


def faults(people: list[Learner], today: date) -> list[Fault]:
    """The twelve faults, one row each."""

    def of(row: int) -> Learner:
        return people[row - 2]

    future = (today + timedelta(days=400)).strftime("%d.%m.%Y")
    first = of(2)
    return [
        Fault(15, _DATE, "31.02.2026", "28.02.2026", "the exam was on the last of February"),
        Fault(42, _DATE, "soon", "14.07.2026", "the date was still open"),
        Fault(61, _DATE, future, "15.07.2026", "the year was mistyped"),
        Fault(77, _FAMILY, "MÃ¼ller", "Müller", "an old export garbled the umlaut"),
        Fault(103, _NUMBER, "1.2345678901234568E+17", of(103).student_number, "digits were lost"),
        Fault(130, _EMAIL, "s0128(at)beispielstadt.example", of(130).email, "mistyped"),
        Fault(166, _NUMBER, first.student_number, of(166).student_number, "copied from row 2"),
        Fault(201, _EMAIL, of(200).email, of(201).email, "copied from the row above"),
        Fault(240, _GRADE, "5,0", None, "did not pass"),
        Fault(275, _GRADE, "sehr gut", "1,3", "the mark was written out"),
        Fault(311, _GRADE, "=1+1", "2,0", "the mark was a formula", formula=True),
        Fault(350, _ESI, "DE-12345", "", "not a European Student Identifier"),
    ]


def write_results(path: Path, today: date, count: int = 400) -> list[Fault]:
    """Write the list as an office would; answers the faults that were put into it."""
    people = learners(count)
    spoiled = faults(people, today)
    by_cell = {(fault.row, fault.column): fault for fault in spoiled}
    with xlsxwriter.Workbook(str(path), {"strings_to_urls": False}) as book:
        page = book.add_worksheet("Ergebnisse")
        page.write_row(0, 0, HEADER, book.add_format({"bold": True}))
        page.set_column(0, len(HEADER) - 1, 22)
        for row, learner in enumerate(people, start=2):
            for column, text in enumerate(_cells(learner)):
                fault = by_cell.get((row, column))
                if fault is not None and fault.formula:
                    page.write_formula(row - 1, column, fault.wrong, value="2")
                else:
                    page.write_string(row - 1, column, fault.wrong if fault else text)
    return spoiled


def write_corrections(path: Path, spoiled: list[Fault], count: int = 400) -> None:
    """Write the corrections file that a registrar would write after ``award check``."""
    people = learners(count)
    rows = [_correction(fault, people[fault.row - 2]) for fault in spoiled]
    path.write_text(json.dumps({"rows": rows}, ensure_ascii=False, indent=2) + "\n")


def write_old_csv(path: Path) -> None:
    """A second, small list as an old system exports it: semicolons, Windows-1252, German dates."""
    lines = [";".join(HEADER[:-1]).replace("Note", "Punkte")]
    for points, learner in enumerate(learners(440)[400:], start=61):
        cells = list(_cells(learner)[:-1])
        cells[_GRADE] = str(points)
        line = ";".join(cells)
        if _fits_windows_1252(line):
            lines.append(line)
    path.write_bytes(("\r\n".join(lines) + "\r\n").encode("cp1252"))


def _fits_windows_1252(text: str) -> bool:
    """Whether an old system could hold the text; it never had the others' learners at all."""
    try:
        text.encode("cp1252")
    except UnicodeEncodeError:
        return False
    return True


def _cells(learner: Learner) -> tuple[str, ...]:
    return (
        learner.student_number,
        learner.given_name,
        learner.family_name,
        learner.email,
        learner.grade,
        "14.07.2026",
        "",
    )


def _correction(fault: Fault, learner: Learner) -> dict[str, object]:
    # A correction says by what it knows the row again: by the number where the address is wrong.
    known_by = (
        {"student_number": learner.student_number}
        if fault.column == _EMAIL
        else {"email": learner.email}
    )
    correction: dict[str, object] = {"row": fault.row, "was": known_by, "because": fault.because}
    if fault.right is None:
        return {**correction, "skip": fault.because}
    return {**correction, "set": {_FIELDS[fault.column]: fault.right}}
