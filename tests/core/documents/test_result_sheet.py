"""The office gets its list back with what became of each row, and nothing in it can run."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pytest

from credstone.documents.columns import map_columns
from credstone.documents.result_sheet import Outcome, result_path, write_result
from credstone.documents.row import RowRules
from credstone.documents.rows import check_rows
from credstone.documents.sheet import read_sheet
from credstone.documents.table import Sheet
from tests.core.documents.office import converted, needs_libreoffice, read, xlsx

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
HEADER = ["Matrikelnummer", "Name", "E-Mail", "Datum", "Note"]
HOSTILE = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "＝1+1",
    "https://example.org",
    "{=1}",
    "_x0041_",
]


def returned(path: Path, sheet: Sheet, outcomes: dict[int, Outcome]) -> list[list[object]]:
    write_result(path, sheet, outcomes, created=NOW)
    page = openpyxl.load_workbook(path).active
    return [[cell.value for cell in row] for row in page.iter_rows()]


def test_each_row_comes_back_with_its_outcome(tmp_path: Path) -> None:
    sheet = read(HEADER, ["0042", "Zoë", "z@example.org", "2026-07-03", 1.3], [], ["7", "Ann"])
    outcomes = {
        2: Outcome("awarded", credential_id="urn:uuid:1"),
        4: Outcome("blocked", "no grade"),
    }
    header, zoe, ann = returned(tmp_path / "out.xlsx", sheet, outcomes)
    assert header == [*HEADER, "row", "credential_id", "status", "message"]
    assert zoe == [
        "0042",
        "Zoë",
        "z@example.org",
        "2026-07-03",
        1.3,
        2,
        "urn:uuid:1",
        "awarded",
        None,
    ]
    assert ann[:2] + ann[5:] == ["7", "Ann", 4, None, "blocked", "no grade"]


def test_nothing_becomes_a_formula_or_a_link(tmp_path: Path) -> None:
    path = tmp_path / "out.xlsx"
    sheet = read_sheet(
        ("Email;Name\n" + "".join(f'a@example.org;"{text}"\n' for text in HOSTILE)).encode()
    )
    outcomes = {row.number: Outcome(row.cell(1).text, row.cell(1).text) for row in sheet.rows}
    write_result(path, sheet, outcomes, created=NOW)
    page = openpyxl.load_workbook(path).active
    for cell in (cell for row in page.iter_rows() for cell in row):
        assert cell.data_type in {"s", "n", "inlineStr"}
        assert cell.hyperlink is None
    again = read_sheet(path)
    assert [row.cell(1).text.strip() for row in again.rows] == [text.strip() for text in HOSTILE]
    assert not any(cell.formula for row in again.rows for cell in row.cells)


@needs_libreoffice
def test_libreoffice_runs_nothing_of_it_either(tmp_path: Path) -> None:
    rows = "".join(f'a@example.org;"{text}"\n' for text in HOSTILE)
    sheet = read_sheet(f"Email;Name\n{rows}".encode())
    write_result(tmp_path / "result.xlsx", sheet, {}, created=NOW)
    again = read_sheet(converted(tmp_path / "result.xlsx", "ods"))
    assert [row.cell(1).text.strip() for row in again.rows] == [text.strip() for text in HOSTILE]
    assert not any(cell.formula for row in again.rows for cell in row.cells)


def test_a_result_can_be_handed_in_again(tmp_path: Path) -> None:
    sheet = read(HEADER, ["0042", "Zoë", "z@example.org", "2026-07-03", "1.3"])
    write_result(tmp_path / "out.xlsx", sheet, {}, created=NOW)
    again = read_sheet(tmp_path / "out.xlsx")
    columns = map_columns(again)
    assert columns.unknown == ()
    checked = check_rows(again, columns, today=NOW.date(), rules=RowRules())
    assert checked.rows[0].state == "ok"


def test_unprintable_and_endless_texts_are_written_safely(tmp_path: Path) -> None:
    sheet = read_sheet("Email;Name\nz@example.org;Zoë\x07\n".encode())
    outcome = Outcome("failed", "x" * 50_000 + "\ud800\uffff")
    row = returned(tmp_path / "out.xlsx", sheet, {2: outcome})[1]
    assert len(str(row[-1])) == 32_000


def test_the_same_result_is_the_same_file(tmp_path: Path) -> None:
    sheet = read(HEADER, ["0042", "Zoë"])
    for name in ("a.xlsx", "b.xlsx"):
        write_result(tmp_path / name, sheet, {}, created=NOW)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_a_failure_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sheet = read(HEADER, ["0042", "Zoë"])
    path = tmp_path / "out.xlsx"
    path.write_bytes(b"old")

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        write_result(path, sheet, {}, created=NOW)
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_result_replaces_only_its_own_list_and_achievement(tmp_path: Path) -> None:
    sheet = read(HEADER, ["0042", "Zoë"])
    source = tmp_path / "results.csv"
    first = result_path(source, "results.csv MC-1")
    assert first.name == "results-awarded.xlsx"
    write_result(first, sheet, {}, created=NOW, belongs_to="results.csv MC-1")
    assert result_path(source, "results.csv MC-1") == first
    assert result_path(source, "results.csv MC-2").name == "results-awarded-2.xlsx"


@pytest.mark.parametrize("theirs", [b"PK\x03\x04 torn", b"", xlsx(HEADER)], ids=["torn", "", "own"])
def test_somebody_elses_file_of_that_name_stays(tmp_path: Path, theirs: bytes) -> None:
    (tmp_path / "results-awarded.xlsx").write_bytes(theirs)
    path = result_path(tmp_path / "results.csv", "results.csv MC-1")
    assert path.name == "results-awarded-2.xlsx"
    path.write_bytes(theirs)
    assert result_path(tmp_path / "results.csv", "").name == "results-awarded-3.xlsx"
