"""What an .ods spreadsheet says beside its values (OpenDocument 1.3 part 3, chapters 9 and 19).

Refuses macros and passwords, and scans every table for its extent, its formulas
(``table:formula``, 19.646), errors and numbers shown with leading zeros. The values themselves are
read by python-calamine.
"""

from __future__ import annotations

from credstone.documents.archive import Archive
from credstone.documents.limits import MAX_CELL_CHARACTERS
from credstone.documents.plain_xml import feed, plain_parser
from credstone.documents.scan import Scan
from credstone.errors import MalformedSheet

_MAX_REPEATED = 1_048_576
"""Rows a sheet can have at all; offices repeat the empty rest of a sheet up to here."""

_MAX_PADDED = 32

_LIBRARY_LISTS = ("script-lc.xml", "script-lb.xml")


def refuse_macros(archive: Archive) -> None:
    """Raise ``MalformedSheet`` when the spreadsheet carries program code."""
    for name in archive.members:
        inside = name.startswith(("Basic/", "Scripts/")) and not name.endswith("/")
        if inside and not name.endswith(_LIBRARY_LISTS):
            raise MalformedSheet(
                f"The spreadsheet holds macros ({name}).",
                fix="Save it without macros and use that file.",
            )


def refuse_password(archive: Archive) -> None:
    """Raise ``MalformedSheet`` when the manifest lists encrypted parts (part 2, 4.8)."""
    manifest = "META-INF/manifest.xml"
    if manifest in archive.members and b"encryption-data" in archive.read(manifest):
        raise MalformedSheet(
            "The spreadsheet is protected with a password.", fix="Save it without a password."
        )


def scan_spreadsheet(archive: Archive) -> dict[str, Scan]:
    """Scan every table of ``content.xml``; tables by name."""
    if "content.xml" not in archive.members:
        raise _refuse("It has no content")
    scanner = _ContentScanner()
    parser = plain_parser(_refuse)
    parser.StartElementHandler = scanner.start
    parser.EndElementHandler = scanner.end
    parser.CharacterDataHandler = scanner.characters
    feed(parser, archive.chunks("content.xml"), _refuse)
    return scanner.tables


def _refuse(reason: str) -> MalformedSheet:
    return MalformedSheet(
        f"{reason}.", where="content.xml", fix="Open the file and save it again as .ods."
    )


class _ContentScanner:
    """One pass over ``content.xml``, keeping no more than the scans."""

    def __init__(self) -> None:
        self.tables: dict[str, Scan] = {}
        self._scan = Scan()
        self._row = 0
        self._rows = 1
        self._hidden = False
        self._column = 0
        self._columns = 1
        self._declared = 0
        self._attributes: dict[str, str] | None = None
        self._text = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name in {"table:table-cell", "table:covered-table-cell"}:
            self._columns = _repeated(attributes, "table:number-columns-repeated")
            self._attributes, self._text = attributes, ""
        elif name == "table:table-row":
            self._rows = _repeated(attributes, "table:number-rows-repeated")
            self._column = 0
            self._hidden = attributes.get("table:visibility") in {"collapse", "filter"}
        elif name == "table:table-column":
            count = _repeated(attributes, "table:number-columns-repeated")
            if attributes.get("table:visibility") in {"collapse", "filter"}:
                self._scan.hide_columns(self._declared, count)
            self._declared += count
        elif name == "table:table":
            self._scan = self.tables.setdefault(attributes.get("table:name", ""), Scan())
            self._row = self._declared = 0
        elif name == "text:s" and _repeated(attributes, "text:c") > MAX_CELL_CHARACTERS:
            raise _refuse("A cell holds more spaces than a cell may have characters")

    def end(self, name: str) -> None:
        if name in {"table:table-cell", "table:covered-table-cell"}:
            self._cell(self._attributes or {})
            self._column += self._columns
            self._attributes = None
        elif name == "table:table-row":
            self._row += self._rows
        if self._row > _MAX_REPEATED or self._column > _MAX_REPEATED:
            raise _refuse("A table has more rows or columns than a sheet can have")

    def characters(self, data: str) -> None:
        if self._attributes is None:
            return
        self._text += data
        if len(self._text) > 2 * MAX_CELL_CHARACTERS:
            raise _refuse(f"A cell holds more than {MAX_CELL_CHARACTERS} characters")

    def _cell(self, attributes: dict[str, str]) -> None:
        kind = attributes.get("office:value-type")
        formula = "table:formula" in attributes
        if kind is None and not formula and not self._text:
            return
        place = (self._row, self._column)
        times = self._columns * self._rows
        if self._hidden and self._row > self._scan.last[0]:
            self._scan.hidden_rows += self._rows
        self._scan.use(*place, times=self._columns, rows=self._rows)
        self._scan.characters += len(self._text) * times
        if formula:
            self._scan.add_formulas(*place, rows=self._rows, columns=self._columns)
        if attributes.get("calcext:value-type") == "error":
            self._scan.errors[place] = self._text[:20]
        elif kind == "float" and self._text.startswith("0") and self._text.isdigit():
            self._scan.padded[place] = min(len(self._text), _MAX_PADDED)


def _repeated(attributes: dict[str, str], name: str) -> int:
    text = attributes.get(name, "1")
    if not (text.isascii() and text.isdigit() and len(text) <= 8 and int(text) <= _MAX_REPEATED):
        raise _refuse(f"{name} is {text[:20]!r}")
    return max(int(text), 1)
