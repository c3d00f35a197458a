"""What the rows of one list have in common, by which a single cell is understood.

The order of day and month, how many digits the numbers have, which names are always given, and
which columns are not there at all. What follows for a row is decided in ``rows``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from credstone.documents import cells, plausible
from credstone.documents.columns import ColumnMap
from credstone.documents.dates import DateOrder, settle_order
from credstone.documents.field_words import Field, spoken
from credstone.documents.row import Lack, RowRules
from credstone.documents.table import Cell, Sheet

DATES = (Field.DATE_OF_BIRTH, Field.AWARDED_ON, Field.VALID_UNTIL)
NAMES = (Field.FULL_NAME, Field.GIVEN_NAME, Field.FAMILY_NAME)


@dataclass(frozen=True)
class Habits:
    """What was seen in the columns.

    ``orders`` tells what comes first in dates, ``width`` how many digits student numbers have
    where they keep their zeros (0 elsewhere), ``filled`` the parts of a name that most rows give,
    ``lacking`` what every row must have and no column gives.
    """

    orders: dict[Field, DateOrder | None]
    width: int
    filled: frozenset[Field]
    lacking: tuple[Lack, ...]


def habits_of(sheet: Sheet, columns: ColumnMap, rules: RowRules) -> Habits:
    """The habits of ``sheet``, whose columns mean what ``columns`` says."""
    fields = columns.by_field

    def column(wanted: Field) -> Iterator[Cell]:
        return (row.cell(fields[wanted].position) for row in sheet.rows)

    return Habits(
        orders={
            one: settle_order(cell.text for cell in column(one)) for one in DATES if one in fields
        },
        width=(
            plausible.padded_width(column(Field.STUDENT_NUMBER))
            if Field.STUDENT_NUMBER in fields
            else 0
        ),
        filled=frozenset(
            one
            for one in (Field.GIVEN_NAME, Field.FAMILY_NAME)
            if one in fields and _mostly_filled(column(one), len(sheet.rows))
        ),
        lacking=tuple(_lacking(columns, rules)),
    )


def order_notes(columns: ColumnMap, habits: Habits) -> Iterator[str]:
    """How dates were understood, in plain sentences."""
    for wanted, order in habits.orders.items():
        if order is not None:
            header = columns.by_field[wanted].header
            yield f"Dates with slashes in {header!r} are read {order.value}, as other rows show."


def _mostly_filled(column: Iterable[Cell], rows: int) -> bool:
    return sum(not cells.is_missing(cell.text) for cell in column) * 2 > rows


def _lacking(columns: ColumnMap, rules: RowRules) -> Iterator[Lack]:
    """What no column gives, each with what can be done about it, told once for the whole list."""
    present = columns.by_field.keys()
    wanted = set(rules.required)
    if rules.awarded_on is None:
        wanted.add(Field.AWARDED_ON)
    remedy = _remedy(columns)
    for one in sorted(wanted - present):
        yield Lack(one.value, f"No column gives the {spoken(one)}: {remedy}")
    if not present & set(NAMES):
        yield Lack(Field.FULL_NAME.value, f"No column gives the learner's name: {remedy}")
    if not present & rules.identified_by:
        kinds = sorted(rules.identified_by)
        names = " or ".join(map(spoken, kinds))
        yield Lack(kinds[0].value, f"No column gives the {names}: {remedy}")


def _remedy(columns: ColumnMap) -> str:
    match [repr(one.header) for one in columns.unknown]:
        case []:
            return "add the column."
        case [header]:
            what = f"column {header} is unknown: rename it"
        case headers:
            what = f"columns {', '.join(headers)} are unknown: rename the right one"
    return f"{what} or give --map FILE (see examples/column-map.yaml)."
