"""Files as offices make them, written with the libraries that offices' programs resemble."""

from __future__ import annotations

import io
import subprocess
import zipfile
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P

from credstone.documents.sheet import read_sheet
from credstone.documents.table import Cell, Sheet

needs_libreoffice = pytest.mark.needs("office")

HEADER = ["Matrikelnummer", "Name", "E-Mail", "Prüfungsdatum", "Note"]
ZOE = ["0042113", "Zoë Müller", "zoe@example.org", "2026-07-03", "1.3"]


def xlsx(*rows: Sequence[Any], title: str = "Results") -> bytes:
    """A workbook with one sheet."""
    book = openpyxl.Workbook()
    page = book.active
    page.title = title
    for row in rows:
        page.append(list(row))
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def ods(*rows: Sequence[Any]) -> bytes:
    """A spreadsheet with one table; strings, numbers and dates keep their kind."""
    document = OpenDocumentSpreadsheet()
    table = Table(name="Ergebnisse")
    for row in rows:
        line = TableRow()
        for value in row:
            line.addElement(_ods_cell(value))
        table.addElement(line)
    document.spreadsheet.addElement(table)
    buffer = io.BytesIO()
    document.write(buffer)
    return buffer.getvalue()


def _ods_cell(value: str | float | date | None) -> TableCell:
    if value is None:
        return TableCell()
    if isinstance(value, date):
        cell = TableCell(valuetype="date", datevalue=value.isoformat())
    elif isinstance(value, int | float):
        cell = TableCell(valuetype="float", value=value)
    else:
        cell = TableCell(valuetype="string")
    cell.addElement(P(text=str(value)))
    return cell


def csv(*rows: Sequence[str], separator: str = ";") -> str:
    """A table of texts without quoting."""
    return "".join(separator.join(row) + "\r\n" for row in rows)


def texts(cells: Iterable[Cell]) -> list[str]:
    return [cell.text for cell in cells]


def read(*rows: Sequence[Any]) -> Sheet:
    """A sheet with these rows, the first being its header."""
    return read_sheet(xlsx(*rows), "results.xlsx")


def repacked(data: bytes, changes: dict[str, bytes | None]) -> bytes:
    """A ZIP container with members replaced, added, or (None) left out."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old:
        members = {name: old.read(name) for name in old.namelist()}
    members.update({name: content for name, content in changes.items() if content is not None})
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name, content in members.items():
            if changes.get(name, b"") is not None:
                new.writestr(name, content)
    return buffer.getvalue()


def converted(path: Path, target: str) -> Path:
    """``path`` as LibreOffice saves it, in a folder ``out`` beside it."""
    profile = f"-env:UserInstallation=file://{path.parent}/profile"
    command = [
        "soffice",
        profile,
        "--headless",
        "--convert-to",
        target,
        "--outdir",
        "out",
        path.name,
    ]
    subprocess.run(command, cwd=path.parent, check=True, capture_output=True, timeout=120)
    return path.parent / "out" / f"{path.stem}.{target.partition(':')[0]}"
