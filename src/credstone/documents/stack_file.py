"""Stack files: one version of a stack in YAML or JSON, with the line of everything wrong."""

from __future__ import annotations

from pathlib import Path

from credstone.documents.file_reading import FileReading, read_with
from credstone.formats.stack import read_stack
from credstone.model.stack import Stack


def read_stack_file(source: Path | bytes) -> FileReading[Stack]:
    """The stack in the file at ``source``, or in the bytes of one; see ``read_with``."""
    return read_with(source, read_stack)
