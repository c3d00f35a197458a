"""Catalogue files: what is on offer, in YAML or JSON, with the line of everything wrong."""

from __future__ import annotations

from pathlib import Path

from credstone.documents.file_reading import FileReading, read_with
from credstone.formats.catalogue import read_catalogue
from credstone.model.learning import Catalogue

# Two thousand offers with whole definitions.
MAX_BYTES = 16 * 1024 * 1024


def read_catalogue_file(source: Path | bytes) -> FileReading[Catalogue]:
    """The catalogue in the file at ``source``, or in the bytes of one; see ``read_with``."""
    return read_with(source, read_catalogue, max_bytes=MAX_BYTES)
