"""Tables of text as offices export them: the encoding and the separator are found, not asked for.

What had to be guessed is said in a note with examples, so that nobody awards a garbled name in
silence. Rows are told apart with a real CSV parser (RFC 4180 and Excel's ``sep=`` line).
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from charset_normalizer import from_bytes

from credstone.documents.limits import (
    HEADER_SEARCH_ROWS,
    MAX_CELL_CHARACTERS,
    MAX_CELLS,
    MAX_COLUMNS,
    MAX_ROWS,
)
from credstone.documents.scan import too_many_rows
from credstone.documents.table import cell_name
from credstone.errors import MalformedSheet

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_WESTERN = "cp1252"
_CENTRAL = "cp1250"
_OTHERS = (_CENTRAL, "cp1251", "cp1253", "cp1254", "iso8859_2", "cp850", "mac_roman", "iso8859_15")
_UNLIKE_WESTERN = re.compile(
    r"[À-ÿ]{3}"  # Cyrillic or Greek
    r"|[^\W\d_][¢£¤¥¦¬®¯°±²³µ¶¸¹¼½¾¿×÷ƒ†‡ˆ‰˜„”™][^\W\d_]"  # a sign inside a word
    r"|(?<!\w)[¢£¥¯±³¹¼][a-zà-ÿ]{2}"  # or before it: Polish
)
_SEPARATORS = {";": "semicolon", ",": "comma", "\t": "tab", "|": "bar"}
_SEPARATOR_LINE = re.compile(r"sep=([^\w\s\"]|\t)\r?\n", re.IGNORECASE)
_SAMPLE_RECORDS = 60
_SAMPLE_BYTES = 256 * 1024
_UTF8_WANTED = "Save the file as .xlsx, or as CSV in UTF-8."


@dataclass(frozen=True)
class Decoded:
    """The text of a file, the encoding it was read with, and whether that was a guess."""

    text: str
    encoding: str
    guessed: bool


@dataclass(frozen=True)
class TextTable:
    """Records as lists of texts, with what was found out about the file."""

    records: list[list[str]]
    encoding: str
    separator: str
    notes: tuple[str, ...]


def read_text_table(data: bytes, where: str, score: Callable[[Sequence[str]], int]) -> TextTable:
    """Read CSV bytes; ``score`` tells how many texts of a record are known column names.

    Raises ``MalformedSheet`` when it is no text, a quote never closes, or a limit is passed.
    """
    decoded = decode(data, where)
    text, declared = _declared_separator(decoded.text)
    separator = declared or _separator(text, score)
    records = list(_records(text, separator, where))
    notes = [f"Columns are separated by {_SEPARATORS.get(separator, repr(separator))}."]
    if decoded.guessed:
        notes.append(_guess_note(decoded))
    return TextTable(records, decoded.encoding, separator, tuple(notes))


def decode(data: bytes, where: str) -> Decoded:
    """The text of ``data``: by its byte order mark, else as UTF-8, else by the best guess."""
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return Decoded(_strict(data, encoding, where), encoding.removesuffix("-sig"), False)
    if b"\x00" in data[:4096]:
        return _utf16_without_mark(data, where)
    try:
        return Decoded(data.decode("utf-8"), "utf-8", False)
    except UnicodeDecodeError:
        return _guess(data, where)


def _strict(data: bytes, encoding: str, where: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise MalformedSheet(
            f"The file says that it is {encoding}, but byte {error.start} does not fit.",
            where=where,
            fix=_UTF8_WANTED,
        ) from error


def _utf16_without_mark(data: bytes, where: str) -> Decoded:
    head = data[:4096]
    encoding = "utf-16-le" if head[1::2].count(0) > head[::2].count(0) else "utf-16-be"
    text = _strict(data, encoding, where)
    if "\x00" in text:
        raise MalformedSheet("The file is not text.", where=where, fix=_UTF8_WANTED)
    return Decoded(text, encoding, True)


def _guess(data: bytes, where: str) -> Decoded:
    """One byte a letter: Western European unless that reads badly, else charset-normalizer's."""
    western = _decoded_or_none(data, _WESTERN)
    if western is not None and not _UNLIKE_WESTERN.search(western):
        return Decoded(western, _WESTERN, True)
    match = from_bytes(data[:_SAMPLE_BYTES], cp_isolation=list(_OTHERS)).best()
    for encoding in ([match.encoding] if match else []) + list(_OTHERS):
        text = _decoded_or_none(data, encoding)
        if text is not None:
            return Decoded(text, encoding, True)
    raise MalformedSheet("The encoding of the file is not known.", where=where, fix=_UTF8_WANTED)


def _decoded_or_none(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _guess_note(decoded: Decoded) -> str:
    """Words with accents, and how they would read in the encoding most like the guessed one."""
    words = Counter(re.findall(r"[^\W\d_]*[^\W\d_\x00-\x7f][^\W\d_]*", decoded.text))
    shown = ", ".join(_both_readings(word, decoded.encoding) for word, _ in words.most_common(8))
    return (
        f"The file does not say how it is encoded; it was read as {decoded.encoding}. "
        f"Check these words: {shown or 'none has accents'}."
    )


def _both_readings(word: str, encoding: str) -> str:
    other = _CENTRAL if encoding == _WESTERN else _WESTERN
    reading = word.encode(encoding, "replace").decode(other, "replace")
    return word if reading == word else f"{word} (or {reading}, as {other})"


def _declared_separator(text: str) -> tuple[str, str]:
    """Excel's first line ``sep=;``, which Excel itself does not count as a row."""
    match = _SEPARATOR_LINE.match(text)
    return (text[match.end() :], match[1]) if match else (text, "")


def _separator(text: str, score: Callable[[Sequence[str]], int]) -> str:
    """The separator under which a header is known best and the records agree in length."""

    def quality(separator: str) -> tuple[int, int, int]:
        records = _sample(text, separator)
        known = max((score(record) for record in records[:HEADER_SEARCH_ROWS]), default=0)
        lengths = Counter(len(record) for record in records if len(record) > 1)
        width, agreeing = max(lengths.items(), key=lambda item: item[1], default=(1, 0))
        return known, agreeing, width

    return max(_SEPARATORS, key=quality)


def _sample(text: str, separator: str) -> list[list[str]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        return list(islice(reader, _SAMPLE_RECORDS))
    except csv.Error:
        return []


def _records(text: str, separator: str, where: str) -> Iterator[list[str]]:
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
        filled = cells = 0
        for number, record in enumerate(reader):
            _check_record(record, number, where)
            filled += any(record)
            cells += len(record)
            if cells > MAX_CELLS:
                raise MalformedSheet(f"The file has more than {MAX_CELLS} cells.", where=where)
            yield record if filled <= MAX_ROWS + HEADER_SEARCH_ROWS else []
    except (csv.Error, TypeError, ValueError) as error:
        raise MalformedSheet(
            f"The table breaks off near line {reader.line_num}: {error}.",
            where=where,
            fix='Check that every quotation mark (") there is closed.',
        ) from error
    if filled > MAX_ROWS + HEADER_SEARCH_ROWS:
        raise too_many_rows(filled - 1, where)


def _check_record(record: list[str], number: int, where: str) -> None:
    if len(record) > MAX_COLUMNS:
        raise MalformedSheet(
            f"Row {number + 1} has {len(record)} columns; at most {MAX_COLUMNS} are read.",
            where=where,
            fix="Delete the columns that are not needed.",
        )
    for column, text in enumerate(record):
        if len(text) > MAX_CELL_CHARACTERS:
            raise too_long(number, column, len(text), where)


def too_long(row: int, column: int, length: int, where: str) -> MalformedSheet:
    """The error for a cell (counted from 0) that holds more than we read."""
    return MalformedSheet(
        f"Cell {cell_name(row, column)} has {length} characters; "
        f"at most {MAX_CELL_CHARACTERS} are read.",
        where=where,
        fix="Shorten the text, and check that no quotation mark is left open before it.",
    )
