"""From the header of a result list to our fields: by known names, by a given map, by content.

Nothing is guessed in silence: a column that stays unknown is listed with the nearest known name,
and two columns for one field are an error. ``ColumnMap.remembered`` is what a caller may keep for
the next file and hand back as ``given``.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from credstone.documents.field_words import IGNORED_WORDS, WORDS, Field
from credstone.documents.plain_data import read_plain
from credstone.documents.table import Sheet, column_letters
from credstone.errors import MalformedSheet
from credstone.ports import JsonObject

_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_OTHER = re.compile(r"[\W_]+")
_SAMPLE_ROWS = 50

_FIELD_OF = {word: field for field, words in WORDS.items() for word in words}
_IGNORED = frozenset(IGNORED_WORDS)

_BY_NEIGHBOUR: dict[str, tuple[Field, Field, Field]] = {
    # word: (neighbour, meaning beside it, meaning without it)
    "name": (Field.GIVEN_NAME, Field.FAMILY_NAME, Field.FULL_NAME),
    "nom": (Field.GIVEN_NAME, Field.FAMILY_NAME, Field.FULL_NAME),
    "nombre": (Field.FAMILY_NAME, Field.GIVEN_NAME, Field.FULL_NAME),
}
_BY_CONTENT = frozenset(
    {"identifier", "id", "recipient", "recipient identifier", "kennung", "identifiant",
     "identificador", "recipient id", "learner identifier"}
)  # fmt: skip


class Origin(StrEnum):
    """How a column came by its meaning."""

    GIVEN = "given"
    KNOWN = "known"
    IGNORED = "ignored"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Column:
    """One column: its place (from 0), its header, its field or None, and how that was found.

    ``nearest`` is the known name most like an unknown header ("" when none is near), with the
    field that it would mean.
    """

    position: int
    header: str
    field: Field | None
    origin: Origin
    nearest: str = ""


@dataclass(frozen=True)
class ColumnMap:
    """Every column of a list with its meaning."""

    columns: tuple[Column, ...]

    @property
    def by_field(self) -> dict[Field, Column]:
        """The columns that mean something, by field."""
        return {column.field: column for column in self.columns if column.field is not None}

    @property
    def unknown(self) -> tuple[Column, ...]:
        """Columns nobody has explained yet; they are not used."""
        return tuple(one for one in self.columns if one.origin is Origin.UNKNOWN)

    def remembered(self) -> dict[str, str | None]:
        """Header to field (None: not used), as ``read_column_map`` reads it; unknown ones not."""
        return {
            one.header: one.field.value if one.field else None
            for one in self.columns
            if one.origin is not Origin.UNKNOWN
        }

    def as_json(self) -> list[JsonObject]:
        """One object for each column, for reports."""
        return [
            {
                "column": column_letters(one.position),
                "header": one.header,
                "field": one.field.value if one.field else None,
                "origin": one.origin.value,
                "nearest": one.nearest,
            }
            for one in self.columns
        ]


def normalise_header(text: str) -> str:
    """A header reduced to what matters: ``"E-Mail (Prüfling)"`` becomes ``"e mail prufling"``."""
    text = unicodedata.normalize("NFKC", _CAMEL.sub(" ", text)).casefold()
    plain = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return _OTHER.sub(" ", plain).strip()


def known_headers(more: Collection[str] = ()) -> Callable[[Sequence[str]], int]:
    """A function that counts how many texts of a row are names of columns; ``more`` adds names."""
    words = {*_FIELD_OF, *_BY_NEIGHBOUR, *_BY_CONTENT, *map(normalise_header, more)} - {""}

    def count(texts: Sequence[str]) -> int:
        return len({normalise_header(text) for text in texts if len(text) <= 100} & words)

    return count


def map_columns(sheet: Sheet, given: Mapping[str, Field | None] | None = None) -> ColumnMap:
    """Give every named column of ``sheet`` a meaning; ``given`` (header to field) comes first.

    Raises ``MalformedSheet`` when two columns mean the same field, when a given header is not in
    the list, or when no column means anything.
    """
    wanted = {normalise_header(header): field for header, field in (given or {}).items()}
    _check_given(sheet, given or {})
    plain = [normalise_header(header) for header in sheet.header]
    direct = {_FIELD_OF[word] for word in plain if word in _FIELD_OF}
    columns = tuple(
        _column(sheet, position, wanted, direct)
        for position, header in enumerate(sheet.header)
        if header
    )
    _check_unambiguous(sheet, columns)
    if not any(column.field for column in columns):
        raise MalformedSheet(
            f"None of the columns is known: {_listed(columns)}.",
            where=f"{sheet.source}, row {sheet.header_row}",
            fix="Name the columns as in the template, or give a column map.",
        )
    return ColumnMap(columns)


def read_column_map(data: bytes, name: str) -> dict[str, Field | None]:
    """A column map file (YAML or JSON, ``{"Header": "field" or null}``); ``name`` for messages.

    Raises ``MalformedInput`` when it is unreadable, names an unknown field or gives one twice.
    """
    content = read_plain(data, name)
    fix = f"Use one of {', '.join(Field)} or null."
    if not isinstance(content, dict):
        raise MalformedSheet("A column map is an object of headers.", where=name, fix=fix)
    fields: dict[str, Field | None] = {}
    for header, value in content.items():
        if value is not None and value not in list(Field):
            raise MalformedSheet(f"{header!r} means {value!r}, no field.", where=name, fix=fix)
        fields[header] = None if value is None else Field(str(value))
    given = [field for field in fields.values() if field is not None]
    twice = next((field for field in given if given.count(field) > 1), None)
    if twice is not None:
        raise MalformedSheet(
            f"Two headers mean {twice.value}.", where=name, fix="Set all but one of them to null."
        )
    return fields


def _column(
    sheet: Sheet, position: int, wanted: Mapping[str, Field | None], direct: set[Field]
) -> Column:
    header = sheet.header[position]
    word = normalise_header(header)
    if word in wanted:
        return Column(position, header, wanted[word], Origin.GIVEN)
    if word in _FIELD_OF:
        return Column(position, header, _FIELD_OF[word], Origin.KNOWN)
    if word in _BY_NEIGHBOUR:
        neighbour, beside, alone = _BY_NEIGHBOUR[word]
        field = beside if neighbour in direct | set(wanted.values()) else alone
        return Column(position, header, field, Origin.KNOWN)
    if word in _BY_CONTENT:
        return Column(position, header, _field_by_content(sheet, position), Origin.KNOWN)
    if word in _IGNORED:
        return Column(position, header, None, Origin.IGNORED)
    nearest = difflib.get_close_matches(word, _FIELD_OF, n=1, cutoff=0.7)
    return Column(position, header, None, Origin.UNKNOWN, nearest[0] if nearest else "")


def _field_by_content(sheet: Sheet, position: int) -> Field:
    """What a column just called "Identifier" holds, as the Canvas export calls its e-mails."""
    texts = [row.cell(position).text for row in sheet.rows[:_SAMPLE_ROWS]]
    filled = [text for text in texts if text]
    if sum("@" in text for text in filled) * 2 > len(filled):
        return Field.EMAIL
    if sum(text.lower().startswith("urn:schac:") for text in filled) * 2 > len(filled):
        return Field.ESI
    return Field.STUDENT_NUMBER


def _check_given(sheet: Sheet, given: Mapping[str, Field | None]) -> None:
    present = {normalise_header(header) for header in sheet.header}
    missing = [
        header
        for header, field in given.items()
        if field is not None and normalise_header(header) not in present
    ]
    if missing:
        raise MalformedSheet(
            f"The column map names {', '.join(map(repr, missing))}, which the list does not have; "
            f"it has {', '.join(map(repr, filter(None, sheet.header)))}.",
            where=f"{sheet.source}, row {sheet.header_row}",
            fix="Correct the column map, or leave it out.",
        )


def _check_unambiguous(sheet: Sheet, columns: tuple[Column, ...]) -> None:
    seen: dict[Field, Column] = {}
    for column in columns:
        if column.field is None:
            continue
        first = seen.setdefault(column.field, column)
        if first is not column:
            raise MalformedSheet(
                f"Columns {_place(first)} and {_place(column)} both mean {column.field.value}.",
                where=f"{sheet.source}, row {sheet.header_row}",
                fix="Rename one of them, or set one to null in a column map.",
            )


def _place(column: Column) -> str:
    return f"{column_letters(column.position)} ({column.header!r})"


def _listed(columns: tuple[Column, ...]) -> str:
    return ", ".join(
        f"{one.header!r}" + (f" (did you mean {one.nearest!r}?)" if one.nearest else "")
        for one in columns
    )
