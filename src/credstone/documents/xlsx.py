"""What an .xlsx workbook says beside its values (ECMA-376 part 1, 18.3 and 18.8).

Refuses macros, and scans every worksheet part for its extent, its formulas (18.3.1.40), error
values, zero-padded number formats and what is hidden. The values themselves are read by
python-calamine.
"""

from __future__ import annotations

import posixpath
import re
from array import array
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from credstone.documents.archive import Archive
from credstone.documents.plain_xml import Refuse, feed, plain_parser
from credstone.documents.scan import Place, Scan
from credstone.errors import MalformedSheet

_NO_MACROS = "Save it as .xlsx (without macros) and use that file."
_PADDED_FORMAT = re.compile(r"0{2,32}")
_REFERENCE = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")
_MAX_REFERENCE = 100
"""An index into the shared strings or the name of an error is far shorter."""

Attributes = dict[str, str]
Start = Callable[[str, Attributes], None]


@dataclass(frozen=True)
class Worksheets:
    """The scans of a workbook; ``by_name`` is empty for a sheet whose part was not found."""

    by_part: dict[str, Scan]
    parts: dict[str, str]

    def scan(self, name: str) -> Scan:
        """The scan of the sheet called ``name``."""
        part = self.parts.get(name, "")
        if part not in self.by_part:
            raise _refuse("xl/workbook.xml")(f"The sheet {name!r} has no part in the workbook")
        return self.by_part[part]


def refuse_macros(archive: Archive) -> None:
    """Raise ``MalformedSheet`` when the workbook carries program code, whatever its name says."""
    for name in archive.members:
        plain = name.replace("\\", "/").casefold()
        if plain.endswith("vbaproject.bin") or "/macrosheets/" in plain:
            raise MalformedSheet(f"The workbook holds macros ({name}).", fix=_NO_MACROS)
    if b"macroEnabled" in archive.read("[Content_Types].xml"):
        raise MalformedSheet("The workbook says that it holds macros.", fix=_NO_MACROS)


def scan_workbook(archive: Archive) -> Worksheets:
    """Scan every worksheet part, wherever the workbook keeps it."""
    shared = _shared_lengths(archive)
    padded = _padded_styles(archive)
    by_part = {}
    for name in archive.members:
        if name.casefold().endswith(".bin") or "/media/" in name:
            continue
        scan = _SheetScanner(shared, padded, name).run(archive.chunks(name))
        if scan is not None:
            by_part[name] = scan
    return Worksheets(by_part, _sheet_parts(archive))


def _refuse(part: str) -> Refuse:
    def refuse(reason: str) -> MalformedSheet:
        return MalformedSheet(
            f"{reason}.", where=part, fix="Open the workbook and save it again as .xlsx."
        )

    return refuse


def _local(name: str) -> str:
    return name if ":" not in name else name.rpartition(":")[2]


def _elements(archive: Archive, part: str, start: Start) -> None:
    """Call ``start`` with the local name of every element of ``part``, if there is such a part."""
    if part not in archive.members:
        return
    parser = plain_parser(_refuse(part))
    parser.StartElementHandler = lambda name, attributes: start(_local(name), attributes)
    feed(parser, archive.chunks(part), _refuse(part))


def _shared_lengths(archive: Archive) -> array[int]:
    """Length in characters of each shared string (18.4.8)."""
    lengths = array("L")
    part = "xl/sharedStrings.xml"
    if part not in archive.members:
        return lengths

    def start(name: str, attributes: Attributes) -> None:
        if _local(name) == "si":
            lengths.append(0)

    def text(data: str) -> None:
        if lengths:
            lengths[-1] += len(data)

    parser = plain_parser(_refuse(part))
    parser.StartElementHandler = start
    parser.CharacterDataHandler = text
    feed(parser, archive.chunks(part), _refuse(part))
    return lengths


def _padded_styles(archive: Archive) -> dict[str, int]:
    """Cell styles whose number format is nothing but zeros, to the number of zeros."""
    formats: dict[str, int] = {}
    styles: dict[str, int] = {}
    inside = False
    count = 0

    def start(name: str, attributes: Attributes) -> None:
        nonlocal inside, count
        if name == "numFmt" and _PADDED_FORMAT.fullmatch(attributes.get("formatCode", "")):
            formats[attributes.get("numFmtId", "")] = len(attributes["formatCode"])
        elif name in {"cellXfs", "cellStyleXfs", "cellStyles", "dxfs"}:
            inside = name == "cellXfs"
        elif name == "xf" and inside:
            width = formats.get(attributes.get("numFmtId", ""))
            if width is not None:
                styles[str(count)] = width
            count += 1

    _elements(archive, "xl/styles.xml", start)
    return styles


def _sheet_parts(archive: Archive) -> dict[str, str]:
    """Sheet names to the parts that hold them (18.2.19 and the part's relationships)."""
    targets: dict[str, str] = {}
    parts: dict[str, str] = {}

    def relation(name: str, attributes: Attributes) -> None:
        if name == "Relationship":
            target = attributes.get("Target", "")
            path = target.lstrip("/") if target.startswith(("/", "xl/")) else f"xl/{target}"
            targets[attributes.get("Id", "")] = posixpath.normpath(path)

    def sheet(name: str, attributes: Attributes) -> None:
        if name == "sheet":
            ids = [value for key, value in attributes.items() if key.endswith(":id")]
            parts[attributes.get("name", "")] = targets.get(ids[0], "") if ids else ""

    _elements(archive, "xl/_rels/workbook.xml.rels", relation)
    _elements(archive, "xl/workbook.xml", sheet)
    return parts


class _NotASheetError(Exception):
    """The root element is not a worksheet's; the part is of no interest."""


class _SheetScanner:
    """One pass over a worksheet part, keeping no more than the ``Scan``."""

    def __init__(self, shared: array[int], padded: dict[str, int], part: str) -> None:
        self._shared = shared
        self._padded = padded
        self._part = part
        self._scan = Scan()
        self._depth_known = False
        self._row = -1
        self._column = -1
        self._hidden = False
        self._type = ""
        self._text = ""
        self._columns: dict[str, int] = {}

    def run(self, chunks: Iterator[bytes]) -> Scan | None:
        refuse = _refuse(self._part)
        parser = plain_parser(refuse)
        parser.StartElementHandler = self._start
        parser.CharacterDataHandler = self._characters
        try:
            feed(parser, _sheet_markup(chunks), refuse)
        except _NotASheetError:
            return None
        self._finish()
        return self._scan

    def _start(self, name: str, attributes: Attributes) -> None:
        if ":" in name:
            name = name.rpartition(":")[2]
        if name == "c":
            self._cell(attributes)
        elif name in {"v", "is"}:
            if self._hidden and self._row != self._scan.last[0]:
                self._scan.hidden_rows += 1
            self._text = ""
            self._scan.use(self._row, self._column)
        elif name == "f":
            self._scan.use(self._row, self._column)
            self._formula(attributes)
        elif name == "row":
            self._finish()
            self._row = _number(attributes.get("r"), self._row + 2, self._part) - 1
            self._column = -1
            self._hidden = attributes.get("hidden") in {"1", "true"}
        elif name == "col":
            self._hide(attributes)
        elif not self._depth_known:
            if name != "worksheet":
                raise _NotASheetError
            self._depth_known = True

    def _hide(self, attributes: Attributes) -> None:
        """Columns from min to max, both counted from 1 (18.3.1.13)."""
        if attributes.get("hidden") in {"1", "true"}:
            first = _number(attributes.get("min"), 1, self._part)
            last = _number(attributes.get("max"), first, self._part)
            self._scan.hide_columns(first - 1, last - first + 1)

    def _cell(self, attributes: Attributes) -> None:
        self._finish()
        reference = attributes.get("r")
        if reference is None:
            self._column += 1
        else:
            letters = reference.rstrip("0123456789")
            column = self._columns.get(letters)
            if column is None:
                column = self._columns[letters] = _place(reference, self._part)[1]
            self._column = column
            self._row = _number(reference[len(letters) :], 0, self._part) - 1
        self._type = attributes.get("t", "")
        width = self._padded.get(attributes.get("s", ""))
        if width is not None and self._type in {"", "n"}:
            self._scan.padded[(self._row, self._column)] = width

    def _formula(self, attributes: Attributes) -> None:
        rows = columns = 1
        if attributes.get("t") in {"array", "dataTable"} and "ref" in attributes:
            begin, _, end = attributes["ref"].partition(":")
            top, left = _place(begin, self._part)
            bottom, right = _place(end or begin, self._part)
            rows, columns = max(bottom - top, 0) + 1, max(right - left, 0) + 1
        self._scan.add_formulas(self._row, self._column, rows, columns)

    def _characters(self, data: str) -> None:
        if self._type in {"s", "e"} and len(self._text) < _MAX_REFERENCE:
            self._text += data

    def _finish(self) -> None:
        """Settle the cell that just ended: its shared text or its error."""
        if not self._text:
            return
        text, self._text = self._text.strip(), ""
        if self._type == "e":
            self._scan.errors[(self._row, self._column)] = text[:20]
        elif text.isascii() and text.isdigit() and len(text) < 10 and int(text) < len(self._shared):
            self._scan.characters += self._shared[int(text)]


def _sheet_markup(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """The chunks of a part that looks like XML; anything else is not a worksheet."""
    for position, chunk in enumerate(chunks):
        if position == 0 and not chunk.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
            raise _NotASheetError
        yield chunk


def _number(text: str | None, default: int, part: str) -> int:
    if text is None:
        return default
    if not (text.isascii() and text.isdigit() and len(text) <= 7 and int(text) >= 1):
        raise _refuse(part)(f"{text[:20]!r} is no row number")
    return int(text)


def _place(reference: str, part: str) -> Place:
    """``C14`` as row 13, column 2."""
    match = _REFERENCE.fullmatch(reference)
    if match is None:
        raise _refuse(part)(f"{reference[:20]!r} is no cell")
    column = 0
    for letter in match[1].upper():
        column = column * 26 + ord(letter) - ord("A") + 1
    return _number(match[2], 0, part) - 1, column - 1
