"""A result list on its way through the command line: read, shown, awarded, written back.

Reading and judging rows is done in ``documents``; here it is put together with what the register
remembers, and told to people and programs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from credstone.cli.outcome import ExitStatus, WrongUsage
from credstone.cli.paper import Paper
from credstone.cli.reading import MAX_DEFINITION, read_file
from credstone.cli.terminal import Terminal
from credstone.ports import Json, JsonObject

if TYPE_CHECKING:
    from credstone.documents.award_sheet import AwardSheet
    from credstone.documents.result_sheet import Outcome
    from credstone.documents.row import CheckedRow
    from credstone.web.records.award_run import RowAwarded
    from credstone.web.records.models import AchievementVersion


_DONE = (
    "{awarded} awarded, {already_awarded} already awarded, "
    "{awarded_otherwise} awarded otherwise, {failed} not issued"
)
_FORESEEN = "{new} new, {already_awarded} already awarded, {awarded_otherwise} awarded otherwise"


@dataclass
class ResultList:
    """A result list with what became of each row so far, or would: then it is ``foreseen``."""

    sheet: AwardSheet
    version: AchievementVersion
    awarded: dict[int, RowAwarded] = field(default_factory=dict)
    foreseen: bool = False
    interrupted: bool = False
    result: str = ""
    result_problem: str = ""

    @property
    def good(self) -> int:
        """How many rows can be awarded."""
        return sum(row.result is not None for row in self.sheet.checked.rows)

    @property
    def open_questions(self) -> int:
        """Rows and corrections that still need a person; a row left out on purpose does not."""
        checked = self.sheet.checked
        undecided = sum(row.result is None and not row.left_out for row in checked.rows)
        return undecided + len(checked.unused)

    def status(self) -> ExitStatus:
        """How a run ended; rows that a person agreed to leave behind do not count against it."""
        from credstone.web.records.award_run import Status

        ends = {one.status for one in self.awarded.values()}
        if self.interrupted:
            return ExitStatus.INTERRUPTED
        if Status.FAILED in ends or self.result_problem:
            return ExitStatus.FAILED
        return ExitStatus.NOT_VALID if Status.DIFFERS in ends else ExitStatus.DONE

    def data(self) -> JsonObject:
        """Everything, for programs."""
        checked = self.sheet.checked
        return {
            "achievement": {"code": self.version.code, "version": self.version.version},
            "rows": [self._row(row) for row in checked.rows],
            **self._counts(),
            "blank_rows": checked.blank_rows,
            "unused_corrections": [one.row for one in checked.unused],
            "columns": [*self.sheet.columns.as_json()],
            "notes": [*self.sheet.notes],
            "interrupted": self.interrupted,
            "result": self.result,
        }

    def _counts(self) -> dict[str, int]:
        from credstone.documents.row import RowState
        from credstone.web.records.award_run import Status

        ends = Counter(one.status for one in self.awarded.values())
        return {
            "ok": self.sheet.checked.count(RowState.OK),
            "fixable": self.sheet.checked.count(RowState.FIXABLE),
            "blocked": self.sheet.checked.count(RowState.BLOCKED),
            "new": ends[Status.NEW],
            "awarded": ends[Status.AWARDED],
            "already_awarded": ends[Status.ALREADY],
            "awarded_otherwise": ends[Status.DIFFERS],
            "failed": ends[Status.FAILED],
        }

    def _row(self, row: CheckedRow) -> Json:
        one = self.awarded.get(row.row)
        ended: JsonObject = {
            "status": one.status.value if one else "",
            "credentials": [*one.credential_ids] if one else [],
            "message": one.message if one else "",
        }
        return {**row.as_json(), **ended}

    def show(self, paper: Paper) -> None:
        """Every row that is not good with its reasons, then the counts."""
        for lack in self.sheet.checked.lacking:
            paper.line(lack.sentence)
        missing = {lack.column for lack in self.sheet.checked.lacking}
        for row in self.sheet.checked.rows:
            if row.result is None:
                _show_row(row, missing, paper)
            one = self.awarded.get(row.row)
            if one is not None and one.message:
                paper.line(f"row {row.row} {one.status}: {one.message}")
        for unused in self.sheet.checked.unused:
            paper.line(f"row {unused.row}: corrected, but the list has no such row")
        counts = self._counts()
        paper.line("{ok} ok, {fixable} fixable, {blocked} blocked".format(**counts), "bold")
        if self.awarded:
            words = _FORESEEN if self.foreseen else _DONE
            paper.line(words.format(**counts), "bold")
        if self.result:
            paper.line(self.result)


def _show_row(row: CheckedRow, missing: set[str], paper: Paper) -> None:
    """The row's reasons, except what was told once for the whole list."""
    from credstone.documents.finding import Severity

    if row.left_out:
        paper.line(f"row {row.row} left out: {row.left_out}")
        return
    for found in row.findings:
        if found.severity is not Severity.NOTE and (found.value or found.column not in missing):
            column = f"{found.column}: " if found.column else ""
            value = f"{found.value!r} " if found.value else ""
            paper.line(f"row {row.row} {row.state}: {column}{value}{found.why}. {found.fix}")


def read_list(
    path: Path,
    version: AchievementVersion,
    map_file: Path | None,
    corrections_file: Path | None,
    terminal: Terminal,
    *,
    with_birth_date: bool = False,
) -> ResultList:
    """Read and check the list; without a map of its own one that was remembered is used.

    Raises ``WrongUsage`` when a file is not there, ``MalformedInput`` when one cannot be read.
    """
    from credstone.cli import workplace
    from credstone.documents.award_sheet import AwardSheet, headers_digest, rules_of
    from credstone.documents.columns import map_columns, read_column_map
    from credstone.documents.corrections import read_corrections
    from credstone.documents.rows import check_rows
    from credstone.documents.sheet import read_sheet
    from credstone.web.records import orders, queries

    if path.is_dir():
        raise WrongUsage("This is a folder.", where=str(path), fix="Name a file in it.")
    if not path.is_file():
        raise WrongUsage("There is no such file.", where=str(path), fix="Check the path.")
    achievement = orders.achievement_of(version)
    given = None
    if map_file is not None:
        given = read_column_map(read_file(map_file, MAX_DEFINITION), map_file.name)
    sheet = read_sheet(path, known=tuple(given or ()))
    digest = headers_digest(sheet.header)
    remembered = queries.remembered_mapping(version.tenant_id, digest)
    if given is None and remembered is not None:
        given = read_column_map(remembered.encode(), "the remembered column map")
        terminal.say("The columns are read as the last time.")
    columns = map_columns(sheet, given)
    for column in columns.unknown:
        nearest = f" (did you mean {column.nearest!r}?)" if column.nearest else ""
        terminal.say(f"The column {column.header!r} is not known and not used{nearest}.")
    decided = (
        read_corrections(read_file(corrections_file, MAX_DEFINITION), corrections_file.name)
        if corrections_file is not None
        else ()
    )
    checked = check_rows(
        sheet, columns, decided, today=workplace.today(), rules=rules_of(achievement)
    )
    listed = AwardSheet(sheet, columns, checked, achievement, with_birth_date)
    terminal.say(listed.columns_used())
    told_with_the_rows = {lack.sentence for lack in checked.lacking}
    for note in listed.notes:
        if note not in told_with_the_rows:
            terminal.say(note)
    return ResultList(listed, version)


def write_back(path: Path, listed: ResultList, terminal: Terminal) -> None:
    """Write the list with what became of each row; the awards stand even if that fails."""
    from credstone.cli import workplace
    from credstone.documents.result_sheet import result_path, write_result

    version = listed.version
    belongs_to = "\n".join((path.name, version.tenant_id, version.code, version.version))
    target = result_path(path, belongs_to)
    outcomes = dict(_outcomes(listed))
    try:
        write_result(
            target, listed.sheet.sheet, outcomes, created=workplace.now(), belongs_to=belongs_to
        )
    except OSError as error:
        listed.result_problem = error.strerror or "it cannot be written"
        terminal.say(
            f"The rows were awarded, but {target} was not written: {listed.result_problem}. "
            "Run the same command again where it can be: no row is awarded twice."
        )
    else:
        listed.result = str(target)


def _outcomes(listed: ResultList) -> Iterator[tuple[int, Outcome]]:
    from credstone.documents.result_sheet import Outcome

    for row in listed.sheet.checked.rows:
        one = listed.awarded.get(row.row)
        if one is not None:
            yield row.row, Outcome(one.status, one.message, " ".join(one.credential_ids))
        elif row.result is None:
            reasons = [f"{found.column}: {found.why}. {found.fix}" for found in row.findings]
            yield row.row, Outcome(row.state, " ".join(reasons))
