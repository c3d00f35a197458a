"""The reference of definition files, made from their JSON Schemas and the examples.

``python -m tests.house.definitions_page > docs/reference/definitions.md`` writes it.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).parents[2]
SCHEMAS = PROJECT / "docs" / "reference" / "schema"
EXAMPLES = PROJECT / "examples"

_OPENING = """\
# Organisations and achievements as files

Who awards, and what can be earned, is written by hand in YAML or JSON. This page lists every
field; it is made from the JSON Schemas ([organisation](schema/organisation.schema.json),
[achievement](schema/achievement.schema.json)) and the [examples](../../examples), and a test holds
it to them.

- **Words** are the same words by language: `{en: Ethics of Data, de: Datenethik}`.
- **Days** are written `2026-07-14`. Numbers that are names stand in quotes: `"041"`, `"1.0"`.
- **Needed** fields have to be there; one below a list is needed in each entry of it.
- Unknown fields are errors, so that a slip never goes unseen.

`credstone achievement validate FILE` checks an achievement, with line, field and remedy.
`credstone organisation add FILE` says the same of an organisation before it takes it. The
"elements" are those of the European standard for micro-credentials (Council Recommendation
2022/C 243/02, Annex I).
"""


def page() -> str:
    """The whole page as Markdown."""
    lines = [
        _OPENING,
        *_file("Organisation", "organisation", "organisations/hub.yaml", "organisation add"),
        *_file("Achievement", "achievement", "achievements/mc-data-02.yaml", "achievement publish"),
    ]
    return "\n".join(lines)


def _file(title: str, name: str, example: str, command: str) -> Iterator[str]:
    schema = _schema(name)
    yield f"## {title}"
    yield ""
    yield f"Taken by `credstone {command} FILE`."
    yield ""
    yield from _fields(schema, schema, "")
    yield "### Example"
    yield ""
    yield f"[examples/{example}](../../examples/{example}):"
    yield ""
    yield "```yaml"
    yield (EXAMPLES / example).read_text().rstrip()
    yield "```"
    yield ""


def _fields(schema: dict[str, Any], root: dict[str, Any], path: str) -> Iterator[str]:
    """A table of the fields of an object, then one for each object inside it."""
    if path:
        yield f"### {path}"
        yield ""
    needed = schema.get("required", [])
    yield "| Field | Needed | What it says | Allowed |"
    yield "|---|---|---|---|"
    inside: list[tuple[dict[str, Any], str]] = []
    for name, given in schema["properties"].items():
        field = {**_target(given, root), **given}
        what = field.get("description", "")
        yield f"| `{name}` | {'yes' if name in needed else ''} | {what} | {_allowed(field, root)} |"
        part = _target(field.get("items", field), root)
        if "properties" in part:
            below = f"{name}[]" if "items" in field else name
            inside.append((part, f"{path}.{below}" if path else below))
    yield ""
    if alternatives := schema.get("oneOf"):
        ways = [" and ".join(f"`{one}`" for one in way["required"]) for way in alternatives]
        yield f"Besides: either {', or '.join(ways)}."
        yield ""
    elif schema.get("minProperties"):
        yield "At least one of these."
        yield ""
    for part, below in inside:
        yield from _fields(part, root, below)


def _allowed(field: dict[str, Any], root: dict[str, Any]) -> str:
    default = field.get("default")
    unless = f"; unless given: {json.dumps(default).strip(chr(34))}" if default is not None else ""
    if values := field.get("enum"):
        return f"{', '.join(f'`{one}`' for one in values)}{unless}"
    if "items" in field:
        part = _target(field["items"], root)
        ways = [_target(one, root) for one in part.get("oneOf", [])]
        if ways:
            return "a list of codes, or of whole organisations"
        return "a list, see below" if "properties" in part else f"a list of: {_allowed(part, root)}"
    if "properties" in field:
        return "fields, see below"
    if field.get("minProperties"):
        return "words by language"
    return f"{_KINDS[_kind(field)]}{unless}"


_KINDS = {
    "boolean": "`true` or `false`",
    "integer": "a whole number",
    "number": "a number",
    "day": "a day",
    "web": "a web address",
    "uri": "a URI, such as `https://…` or `urn:uuid:…`",
    "code": "letters, digits, dots and dashes",
    "country": "two capital letters",
    "currency": "three capital letters",
    "text": "text",
}
_PATTERNS = {
    r"^\d{4}-\d{2}-\d{2}$": "day",
    "^https?://.": "web",
    "^[A-Za-z][A-Za-z0-9+.-]*:.": "uri",
    "^[A-Za-z][A-Za-z0-9+.-]*:[^#]+$": "uri",
    "^[A-Za-z0-9][A-Za-z0-9._-]*$": "code",
    "^[A-Z]{2}$": "country",
    "^[A-Z]{3}$": "currency",
}


def _kind(field: dict[str, Any]) -> str:
    types = field["type"] if isinstance(field["type"], list) else [field["type"]]
    for kind in ("boolean", "integer", "number"):
        if kind in types:
            return kind
    return _PATTERNS.get(field.get("pattern", ""), "text")


def _target(value: dict[str, Any], root: dict[str, Any]) -> dict[str, Any]:
    """What a reference leads to, itself when it is none."""
    reference = value.get("$ref")
    if reference is None:
        return value
    file, _, pointer = str(reference).partition("#")
    found: Any = _schema(file.removesuffix(".schema.json")) if file else root
    for step in pointer.split("/")[1:]:
        found = found[step]
    if not isinstance(found, dict):
        raise TypeError(reference)
    return found


def _schema(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((SCHEMAS / f"{name}.schema.json").read_text())
    return found


if __name__ == "__main__":
    sys.stdout.write(page())
