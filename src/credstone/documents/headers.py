"""The table of known headers for people to look up, made from the words that are really read.

``python -m credstone.documents.headers`` prints it; docs/reference/result-lists.md holds it.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator

from credstone.documents.field_words import IGNORED_WORDS, WORDS


def table() -> Iterator[str]:
    """The lines of a Markdown table: each field with its headers, then what is left out."""
    yield "| Field | Headers |"
    yield "|---|---|"
    for field, words in WORDS.items():
        yield f"| `{field.value}` | {', '.join(words)} |"
    yield f"| not used | {', '.join(IGNORED_WORDS)} |"


if __name__ == "__main__":
    sys.stdout.writelines(f"{line}\n" for line in table())
