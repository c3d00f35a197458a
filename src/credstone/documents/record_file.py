"""Learning record files, as ``credstone record make`` writes them, with lines."""

from __future__ import annotations

from pathlib import Path

from credstone.documents.file_reading import FileReading, read_with
from credstone.formats.record import read_record
from credstone.model.record import LearningRecord

# A hundred and fifty awards, each with its whole definition.
MAX_BYTES = 16 * 1024 * 1024


def read_record_file(source: Path | bytes) -> FileReading[LearningRecord]:
    """The record in the file at ``source``, or in the bytes of one; see ``read_with``."""
    return read_with(source, read_record, max_bytes=MAX_BYTES)
