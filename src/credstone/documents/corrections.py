"""A corrections file: what a person decided about rows, kept apart from the list itself.

Each correction names a row, what stood there when it was decided, and either the new values or the
reason for leaving the row out. A correction whose old values are not found is never applied: the
list has changed since. The form is given by ``docs/reference/schema/corrections.schema.json``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NoReturn

from credstone.documents.field_words import Field
from credstone.documents.plain_data import Plain, read_plain
from credstone.errors import MalformedInput

_MEMBERS = frozenset({"row", "was", "set", "skip", "because"})


@dataclass(frozen=True)
class Correction:
    """One decision about row ``row`` (as the office program numbers it).

    ``was`` are texts that the row must still hold; ``values`` are the new texts by field; ``skip``
    is the reason for leaving the row out ("": it is not left out).
    """

    row: int
    was: Mapping[Field, str]
    values: Mapping[Field, str] = field(default_factory=dict)
    skip: str = ""
    because: str = ""


def read_corrections(data: bytes, name: str) -> tuple[Correction, ...]:
    """Read a corrections file (YAML or JSON); ``name`` is used in messages.

    Raises ``MalformedInput`` with the place when it is not of the documented form.
    """
    content = read_plain(data, name)
    if not isinstance(content, dict) or not isinstance(content.get("rows"), list):
        _refuse("A corrections file has a list called rows.", name)
    unknown = content.keys() - {"list", "rows"}
    if unknown:
        _refuse(f"{sorted(unknown)[0]!r} is not known here.", name)
    rows = content["rows"]
    corrections = tuple(
        _correction(item, f"{name}, correction {at}")
        for at, item in enumerate(rows if isinstance(rows, list) else [], start=1)
    )
    _check_once(corrections, name)
    return corrections


def by_row(corrections: Iterable[Correction]) -> dict[int, Correction]:
    """Corrections by the number of their row."""
    return {correction.row: correction for correction in corrections}


def _correction(item: Plain, where: str) -> Correction:
    if not isinstance(item, dict):
        _refuse("A correction is an object with row, was, and set or skip.", where)
    unknown = item.keys() - _MEMBERS
    if unknown:
        _refuse(f"{sorted(unknown)[0]!r} is not known here.", where)
    if ("set" in item) == ("skip" in item):
        _refuse("A correction has either set or skip.", where)
    was = _fields(item.get("was"), f"{where}, was")
    if not any(was.values()):
        _refuse("was must hold at least one value that stands in the row.", where)
    return Correction(
        row=_row(item.get("row"), where),
        was=was,
        values=_fields(item["set"], f"{where}, set") if "set" in item else {},
        skip=_text(item["skip"], f"{where}, skip") if "skip" in item else "",
        because=_text(item["because"], f"{where}, because") if "because" in item else "",
    )


def _row(value: Plain, where: str) -> int:
    if not isinstance(value, str) or not (value.isascii() and value.isdigit() and len(value) < 8):
        _refuse("row must be the number of a row.", where)
    return int(value)


def _text(value: Plain, where: str) -> str:
    if not isinstance(value, str) or not value.strip():
        _refuse("A reason in words is needed.", where)
    return value.strip()


def _fields(value: Plain, where: str) -> dict[Field, str]:
    if not isinstance(value, dict) or not value:
        _refuse("At least one field with its value is needed.", where)
    texts: dict[Field, str] = {}
    for key, text in value.items():
        if key not in list(Field):
            _refuse(f"{key!r} is no field; known are {', '.join(Field)}.", where)
        if isinstance(text, list | dict):
            _refuse(f"{key} must be a plain value.", where)
        texts[Field(key)] = text or ""
    return texts


def _check_once(corrections: tuple[Correction, ...], name: str) -> None:
    seen: set[int] = set()
    for correction in corrections:
        if correction.row in seen:
            _refuse(f"Row {correction.row} is corrected twice.", name)
        seen.add(correction.row)


def _refuse(what: str, where: str) -> NoReturn:
    raise MalformedInput(what, where=where, fix="See the example corrections.yaml.")
