"""The demo tells the truth, and tells it again without doing anything twice."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import openpyxl

HEADLINES = (
    "Genuine and valid",
    "Genuine, but its issuer has revoked it",
    "Genuine, but its issuer has suspended it for now",
    "Genuine, but a newer credential has replaced it",
    "Not genuine: the signature does not fit what it says",
    "Genuine signature; we have no information on who made it",
)


def tell(home: Path, *options: str) -> str:
    environment = {**os.environ, "CREDSTONE_HOME": str(home), "NO_COLOR": "1"}
    done = subprocess.run(
        [sys.executable, "-m", "credstone", "demo", *options],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_the_story_is_told_and_goes_on(tmp_path: Path) -> None:
    first = tell(tmp_path)
    places = [first.index(headline) for headline in HEADLINES]
    assert places == sorted(places)
    assert "399 awarded, 0 already awarded, 0 awarded otherwise, 0 not issued" in first
    spoiled = {line.split()[1] for line in first.splitlines() if line.startswith("    row ")}
    assert len(spoiled) == 14, "twelve faults, two of which concern two rows each"

    files = json.loads(tell(tmp_path, "--json"))["files"]
    assert all(Path(path).exists() for path in files.values())
    university, mill = (
        {json.loads(path.read_text())["issuer"] for path in Path(files[name]).glob("*.json")}
        for name in ("the signed status lists", "the diploma mill's status lists")
    )
    assert university
    assert mill
    assert not university & mill, "the university does not publish the mill's lists"
    sheet = openpyxl.load_workbook(files["the list with ids and status"], read_only=True).active
    assert sheet is not None
    header, *rows = sheet.iter_rows(values_only=True)
    status = [row[header.index("status")] for row in rows]
    assert status.count("already awarded") == 398
    assert status.count("awarded otherwise") == 1, "the one whose name was corrected meanwhile"
    assert len(rows) == 400
