"""The reference page says what the commands say, and every answer has its schema."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema

from credstone.cli.command import ANSWERS
from credstone.cli.reference import page
from tests.cli.conftest import SCHEMAS

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "cli.md"


def test_the_page_is_what_the_commands_say() -> None:
    assert PAGE.read_text() == page(), (
        "run: python -m credstone.cli.reference > docs/reference/cli.md"
    )


def test_every_command_answers_by_a_published_schema() -> None:
    for path, name in ANSWERS.items():
        schema = json.loads((SCHEMAS / f"{name}.schema.json").read_text())
        jsonschema.Draft202012Validator.check_schema(schema)
        assert schema["title"], path
