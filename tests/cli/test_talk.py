"""What is written where: data and talk apart, nothing that drives a terminal, no endless bars."""

from __future__ import annotations

import io
import json

import pytest
from django.db.utils import OperationalError

from credstone.cli import terminal
from credstone.cli.command import run_and_tell
from credstone.cli.outcome import PROBLEMS, Answer, ExitStatus, WrongUsage, problem_of
from credstone.cli.paper import Paper, harmless
from credstone.cli.terminal import Terminal
from credstone.errors import (
    Conflict,
    CredstoneError,
    MalformedSheet,
    NotAllowed,
    Unavailable,
)


def person() -> Terminal:
    return Terminal(as_json=False, no_input=False)


def program() -> Terminal:
    return Terminal(as_json=True, no_input=True)


def _raise(error: BaseException) -> Answer:
    raise error


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (WrongUsage("x"), 2),
        (MalformedSheet("x"), 3),
        (NotAllowed("x"), 4),
        (Conflict("x"), 1),
        (Unavailable("x"), 5),
        (CredstoneError("x"), 1),
        (OSError(28, "No space left on device"), 1),
        (OperationalError("server closed the connection"), 5),
        (KeyboardInterrupt(), 130),
        (ZeroDivisionError(), 1),
    ],
)
def test_every_error_has_its_exit_status(error: BaseException, status: int) -> None:
    assert run_and_tell(lambda: _raise(error), person()) == status


def test_every_error_in_the_tree_ends_as_itself_and_not_as_its_parent() -> None:
    def leaves(kind: type[CredstoneError]) -> list[type[CredstoneError]]:
        return [kind, *(leaf for child in kind.__subclasses__() for leaf in leaves(child))]

    kinds = {problem_of(error("x")).kind for error in leaves(CredstoneError)}

    assert len(kinds) == len(leaves(CredstoneError))
    assert kinds <= set(PROBLEMS)


def test_a_problem_tells_a_person_what_where_and_what_next(
    capsys: pytest.CaptureFixture[str],
) -> None:
    error = MalformedSheet("Two columns mean email.", where="list.csv, row 1", fix="Rename one.")

    run_and_tell(lambda: _raise(error), person())

    told = capsys.readouterr()
    assert told.out == ""
    assert "list.csv, row 1: Two columns mean email." in told.err
    assert "Rename one." in told.err


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (PermissionError(13, "Permission denied", "a/b"), "write to"),
        (PermissionError(1, "Operation not permitted", "a/b"), "write to"),
        (OSError(30, "Read-only file system", "a/b"), "can be written to"),
        (OSError(28, "No space left on device"), "Make room"),
        (IsADirectoryError(21, "Is a directory", "a/b"), "inside that folder"),
        (OSError(9999, "Something rare"), "run the same command again"),
    ],
)
def test_what_the_system_refuses_comes_with_a_next_step(error: OSError, words: str) -> None:
    assert words in problem_of(error).fix


def test_a_problem_tells_a_program_the_same_as_one_object(
    capsys: pytest.CaptureFixture[str],
) -> None:
    error = MalformedSheet("Two columns mean email.", where="list.csv, row 1", fix="Rename one.")

    run_and_tell(lambda: _raise(error), program())

    told = capsys.readouterr()
    assert told.err == ""
    assert json.loads(told.out) == {
        "type": "problems/malformed-sheet",
        "title": "Not a usable table",
        "detail": "Two columns mean email.",
        "where": "list.csv, row 1",
        "fix": "Rename one.",
        "status": 3,
    }


def test_a_fault_of_ours_is_an_apology_and_a_trace_only_for_who_asks(
    capsys: pytest.CaptureFixture[str],
) -> None:
    def faulty() -> Answer:
        raise ZeroDivisionError("division by zero")

    assert run_and_tell(faulty, person()) == ExitStatus.FAILED
    told = capsys.readouterr()
    assert "Sorry" in told.err
    assert "--debug" in told.err
    assert "Traceback" not in told.err

    run_and_tell(faulty, Terminal(as_json=False, no_input=False, debug=True))
    assert "Traceback" in capsys.readouterr().err


def test_text_from_a_document_cannot_drive_the_terminal() -> None:
    assert harmless("a\x1b[2Jb\x9bc\u202ed\r") == "a\\u001b[2Jb\\u009bc\\u202ed\\u000d"
    assert harmless("Ångström\tλ\nעברית") == "Ångström\tλ\nעברית"


def test_what_looks_like_markup_is_shown_as_it_is() -> None:
    stream = io.StringIO()

    Paper(stream).line("[red]not red[/red] :smile:", "bold")

    assert stream.getvalue() == "[red]not red[/red] :smile:\n"


def test_a_table_for_a_pipe_is_tab_separated_and_one_line_each() -> None:
    stream = io.StringIO()

    Paper(stream).table(("code", "name"), [("A", "x\ty\nz"), ("B", "long" * 50)])

    assert stream.getvalue() == f"A\tx y z\nB\t{'long' * 50}\n"


def test_progress_for_a_log_is_a_line_each_ten_seconds(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    seconds = iter(range(0, 10_000, 4))
    monkeypatch.setattr(terminal.time, "monotonic", lambda: next(seconds))

    with person().progress("Awarding", 1000) as advance:
        for _ in range(10):
            advance(100)

    assert capsys.readouterr().err.splitlines() == [
        "Awarding: 300 of 1000",
        "Awarding: 600 of 1000",
        "Awarding: 900 of 1000",
    ]


def test_json_survives_a_lone_surrogate(capsys: pytest.CaptureFixture[str]) -> None:
    program().deliver(Answer({"title": "a\ud800b"}, lambda paper: None))

    assert json.loads(capsys.readouterr().out) == {"title": "a\ud800b"}


def test_nobody_is_asked_when_nobody_sits_there() -> None:
    with pytest.raises(WrongUsage, match="Give --yes"):
        program().confirm("Award the rest?", instead="Give --yes.")
