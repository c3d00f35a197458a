"""The skills our examples link to exist, under the names ESCO gives them."""

from __future__ import annotations

import csv
import io
import zipfile
from pathlib import Path

import pytest

from tests.core.formats.samples import achievement


@pytest.mark.needs("shared")
@pytest.mark.parametrize("code", ["mc-coinno-01", "mc-data-02"])
def test_every_linked_skill_is_one_of_esco(shared: Path, code: str) -> None:
    archive = zipfile.ZipFile(shared / "data" / "esco" / "esco-1.1.1-classification-en.zip")
    [name] = [one for one in archive.namelist() if one.endswith("skills_en.csv")]
    with archive.open(name) as file:
        rows = csv.DictReader(io.TextIOWrapper(file, "utf-8"))
        labels = {row["conceptUri"]: row["preferredLabel"] for row in rows}
    links = [link for outcome in achievement(code).learning_outcomes for link in outcome.alignments]
    assert links
    for link in links:
        assert labels[link.target_url] == link.target_name
