"""A registrar turns a list of results into credentials."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import time
from functools import partial
from pathlib import Path

import openpyxl
import pytest

from tests.cli.conftest import COMMAND, Credstone, Office, environment

JOINT = ("--achievement", "MC-COINNO-01")


def test_the_dry_run_changes_nothing_and_says_all(
    office: Credstone, results: Path, tmp_path: Path
) -> None:
    for _ in range(2):
        ended = office("award", "check", results, *JOINT, "--json")
        answer = ended.json("award-list")
        assert ended.status == 0
        assert (answer["ok"], answer["awarded"]) == (4, 0)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["results.csv"]


def test_every_row_comes_back_with_its_id_and_nothing_is_awarded_twice(
    office: Credstone, results: Path
) -> None:
    first = office("award", "run", results, *JOINT, "--json")
    again = office("award", "run", results, *JOINT, "--json")

    assert (first.status, again.status) == (0, 0)
    new, known = first.json("award-list"), again.json("award-list")
    assert (new["awarded"], new["already_awarded"]) == (4, 0)
    assert (known["awarded"], known["already_awarded"]) == (0, 4)
    ids = [row["credentials"] for row in new["rows"]]
    assert ids == [row["credentials"] for row in known["rows"]]
    sheet = openpyxl.load_workbook(new["result"]).active
    assert sheet is not None
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0][-4:] == ("row", "credential_id", "status", "message")
    assert [[row[-3]] for row in rows[1:]] == ids


def test_rows_that_are_not_good_need_a_decision(office: Credstone, results: Path) -> None:
    results.write_text(results.read_text().replace("2026-07-14", "soon", 1))

    checked = office("award", "check", results, *JOINT)
    assert checked.status == 3
    assert "row 2 fixable: awarded on: 'soon' is not a date that we can read." in checked.out

    refused = office("award", "run", results, *JOINT, "--no-input", "--json")
    assert refused.status == 2
    assert "--yes" in refused.json("problem")["fix"]

    agreed = office("award", "run", results, *JOINT, "--yes", "--json")
    answer = agreed.json("award-list")
    assert agreed.status == 0
    assert (answer["awarded"], answer["fixable"]) == (3, 1)
    assert answer["rows"][0]["credentials"] == []


def test_corrections_decide_about_single_rows(
    office: Credstone, results: Path, tmp_path: Path
) -> None:
    text = results.read_text()
    results.write_text(text.replace("2026-07-14", "soon", 1))
    number = text.splitlines()[2].split(",")[0]
    first = text.splitlines()[1].split(",")[0]
    corrections = tmp_path / "corrections.yaml"
    corrections.write_text(
        "rows:\n"
        f"- {{row: 2, was: {{student_number: {first}}}, set: {{awarded_on: 2026-07-14}}}}\n"
        f"- {{row: 3, was: {{student_number: {number}}}, skip: did not attend}}\n"
    )

    ended = office("award", "run", results, *JOINT, "--corrections", corrections, "--json")

    answer = ended.json("award-list")
    assert ended.status == 0
    assert (answer["awarded"], answer["blocked"]) == (3, 1)


def test_a_correction_for_a_row_that_is_not_there_is_asked_about(
    office: Credstone, results: Path, tmp_path: Path
) -> None:
    corrections = tmp_path / "corrections.yaml"
    corrections.write_text("rows:\n- {row: 99, was: {grade: 2.0}, skip: gone}\n")

    ended = office("award", "check", results, *JOINT, "--corrections", corrections, "--json")

    assert ended.status == 3
    assert ended.json("award-list")["unused_corrections"] == [99]


def test_a_column_map_is_remembered_for_the_next_list(
    office: Credstone, results: Path, tmp_path: Path
) -> None:
    results.write_text(results.read_text().replace("student number", f"Kürzel {tmp_path.name}"))
    unknown = office("award", "check", results, *JOINT, "--json").json("award-list")
    assert unknown["columns"][0]["field"] is None

    mapping = tmp_path / "map.yaml"
    mapping.write_text(f'"Kürzel {tmp_path.name}": student_number\n')
    assert office("award", "run", results, *JOINT, "--map", mapping).status == 0

    known = office("award", "check", results, *JOINT, "--json").json("award-list")
    assert (known["columns"][0]["field"], known["columns"][0]["origin"]) == (
        "student_number",
        "given",
    )


def test_another_grade_for_the_same_person_changes_nothing_and_is_told(
    office: Credstone, results: Path
) -> None:
    office("award", "run", results, *JOINT)
    results.write_text(results.read_text().replace(",2.0,", ",1.0,", 1))

    ended = office("award", "run", results, *JOINT, "--json")

    answer = ended.json("award-list")
    assert ended.status == 3
    assert (answer["awarded_otherwise"], answer["already_awarded"]) == (1, 3)
    assert "credstone credential supersede" in answer["rows"][0]["message"]


@pytest.mark.parametrize(
    ("content", "status"),
    [
        (b"", 3),
        (b"e-mail,grade\n", 3),
        (b"foo,bar\n1,2\n", 3),
        (b"PK\x03\x04 torn", 3),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old", 3),
        (b"<html><table></table></html>", 3),
        (b"e-mail,grade\n" + b"a@uni.example,1.0\n" * 50_001, 3),
    ],
    ids=["empty", "no rows", "unknown headers", "torn", "xls", "web page", "50,001 rows"],
)
def test_what_is_no_result_list_is_answered(
    office: Credstone, tmp_path: Path, content: bytes, status: int
) -> None:
    path = tmp_path / "list.xlsx"
    path.write_bytes(content)

    ended = office("award", "run", path, *JOINT, "--json")

    assert ended.status == status
    assert ended.json("problem")["type"] == "problems/malformed-sheet"


def test_an_unknown_achievement_names_the_known_ones(office: Credstone, results: Path) -> None:
    ended = office("award", "check", results, "--achievement", "MC-NO-01", "--json")

    assert ended.status == 1
    assert "MC-COINNO-01" in ended.json("problem")["fix"]


def test_a_list_that_is_not_there_is_wrong_usage(office: Credstone) -> None:
    assert office("award", "check", "nowhere.xlsx", *JOINT).status == 2


def test_only_dispatchers_that_exist_can_be_named(office: Credstone, results: Path) -> None:
    assert office("award", "run", results, *JOINT, "--dispatch", "celery").status == 2
    assert office("award", "run", results, *JOINT, "--dispatch", "inline").status == 0


def test_ctrl_c_leaves_a_run_that_goes_on_where_it_was(office_home: Office, tmp_path: Path) -> None:
    path = tmp_path / "many.csv"
    rows = [f"{tmp_path.name}-{n}@uni.example,N {n},2.0,2026-07-14" for n in range(1200)]
    path.write_text("\n".join(["e-mail,full name,grade,awarded on", *rows]) + "\n")
    words = [COMMAND, "award", "run", path, *JOINT, "--yes"]
    with subprocess.Popen(
        words,
        env=environment(office_home.home),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        # Whoever runs the tests in the background has switched Ctrl-C off for all below.
        preexec_fn=partial(signal.signal, signal.SIGINT, signal.SIG_DFL),
    ) as process:
        _wait_for_awards(office_home, tmp_path)
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=60)

    assert process.returncode == 130
    assert b"nothing is lost" in err
    assert b"Traceback" not in err

    office = office_home.at(tmp_path)
    rest = office("award", "run", path, *JOINT, "--yes", "--json")
    answer = rest.json("award-list")
    assert rest.status == 0
    assert answer["already_awarded"] > 0
    assert answer["awarded"] + answer["already_awarded"] == 1200
    assert office("award", "resume", "--json").json("resumed") == {"issued": [], "failed": []}


def _wait_for_awards(office: Office, folder: Path) -> None:
    """Until the first chunk of this test's list is signed and stored, seen from outside."""
    question = (
        "SELECT count(*) FROM records_secureddocument d"
        " JOIN records_credential c ON c.id = d.credential_id"
        " JOIN records_award a ON a.id = c.award_id WHERE a.content LIKE ?"
    )
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        with sqlite3.connect(f"file:{office.home}/credstone.sqlite3?mode=ro", uri=True) as database:
            if database.execute(question, (f"%{folder.name}-%",)).fetchone()[0]:
                return
        time.sleep(0.05)
    raise AssertionError("no award was seen")


def test_the_dry_run_knows_what_was_awarded_before(office: Credstone, results: Path) -> None:
    assert office("award", "check", results, *JOINT, "--json").json("award-list")["new"] == 4
    office("award", "run", results, *JOINT)
    results.write_text(results.read_text().replace(",2.0,", ",1.0,", 1))

    checked = office("award", "check", results, *JOINT)
    assert checked.status == 3
    assert "0 new, 3 already awarded, 1 awarded otherwise" in checked.out
    answer = office("award", "check", results, *JOINT, "--json").json("award-list")
    assert [row["status"] for row in answer["rows"]] == ["awarded otherwise"] + 3 * [
        "already awarded"
    ]
    assert answer["rows"][0]["credentials"][0] in checked.out


def test_a_revoked_row_says_on_screen_how_it_is_awarded_again(
    office: Credstone, results: Path
) -> None:
    first = office("award", "run", results, *JOINT, "--json").json("award-list")["rows"][0]
    [credential] = first["credentials"]
    office("credential", "revoke", credential, "--reason", "issued-in-error")

    again = office("award", "run", results, *JOINT)
    assert f"row 2 already awarded: {credential} is revoked now" in again.out
    assert "Occasion" in again.out


def test_how_the_list_is_read_is_told_beforehand(office: Credstone, results: Path) -> None:
    checked = office("award", "check", results, *JOINT)
    assert "Columns used: student number → student number, first name → given name" in checked.err
    assert "Grades: best 1.0, passes up to 4.0." in checked.err


def test_a_column_that_is_not_there_is_told_once(office: Credstone, results: Path) -> None:
    results.write_text(results.read_text().replace(",grade,", ",Leistung,"))

    checked = office("award", "check", results, *JOINT)
    assert checked.status == 3
    assert checked.out.count("\n") == 2
    assert "No column gives the grade: column 'Leistung' is unknown: rename it" in checked.out
    answer = office("award", "check", results, *JOINT, "--json").json("award-list")
    assert answer["fixable"] == 4
    assert any("No column gives the grade" in note for note in answer["notes"])


@pytest.mark.parametrize("asked", [False, True], ids=["by itself", "when asked"])
def test_the_date_of_birth_is_written_only_when_asked(
    office: Credstone, results: Path, asked: bool
) -> None:
    header, *rows = results.read_text().splitlines()
    born = [f"{header},Geburtsdatum", *(f"{row},2001-02-03" for row in rows)]
    results.write_text("\n".join(born) + "\n")

    words = ("award", "run", results, *JOINT, *(["--with-birth-date"] if asked else []))
    ran = office(*words, "--json")
    [credential] = ran.json("award-list")["rows"][0]["credentials"]
    assert ("not written into credentials" in ran.err) is not asked
    exported = office("credential", "export", credential).out
    assert ("2001-02-03" in exported) is asked


def test_nobodys_file_is_overwritten(office: Credstone, results: Path) -> None:
    theirs = results.with_name("results-awarded.xlsx")
    theirs.write_bytes(b"mine")
    for _ in range(2):
        answer = office("award", "run", results, *JOINT, "--json").json("award-list")
        assert Path(answer["result"]).name == "results-awarded-2.xlsx"
    assert theirs.read_bytes() == b"mine"


def test_a_folder_is_no_list(office: Credstone, tmp_path: Path) -> None:
    ended = office("award", "run", tmp_path, *JOINT)
    assert ended.status == 2
    assert "This is a folder." in ended.err


def test_a_credential_is_not_corrected_into_a_failing_grade(
    office: Credstone, results: Path
) -> None:
    rows = office("award", "run", results, *JOINT, "--json").json("award-list")["rows"]
    [credential] = rows[0]["credentials"]
    words = ("credential", "supersede", credential, "--reason", "data-corrected")
    refused = office(*words, "--set", "grade=5,0", "--json")
    assert refused.status == 1
    assert "is not a pass" in refused.json("problem")["detail"]
