"""Enrolment files: one learner's standing in a stack, in YAML or JSON, with lines."""

from __future__ import annotations

from pathlib import Path

from credstone.documents.file_reading import FileReading, read_with
from credstone.formats.enrolment import read_enrolment
from credstone.model.enrolment import Enrolment


def read_enrolment_file(source: Path | bytes) -> FileReading[Enrolment]:
    """The enrolment in the file at ``source``, or in the bytes of one; see ``read_with``."""
    return read_with(source, read_enrolment)
