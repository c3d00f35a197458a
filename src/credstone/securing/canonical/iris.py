"""What counts as an absolute IRI and as a keyword, in one place for contexts and documents.

Stricter than RFC 3987 where implementations part ways: no whitespace of any script, no control
characters, nothing that N-Quads could only write escaped.
"""

from __future__ import annotations

import re

KEYWORDS = frozenset(
    {
        "@base",
        "@container",
        "@context",
        "@default",
        "@direction",
        "@graph",
        "@id",
        "@import",
        "@included",
        "@index",
        "@json",
        "@language",
        "@list",
        "@nest",
        "@none",
        "@prefix",
        "@propagate",
        "@protected",
        "@reverse",
        "@set",
        "@type",
        "@value",
        "@version",
        "@vocab",
    }
)

RDF_NAMESPACE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"

_ABSOLUTE = re.compile(
    r'[A-Za-z][A-Za-z0-9+.\-]*:[^\s\x00-\x20<>"{}|^`\\\x7f-\x9f\ud800-\udfff\ufeff\ufffe\uffff]*'
)
_KEYWORD_FORM = re.compile(r"@[A-Za-z]+")


def is_absolute(text: str) -> bool:
    """Whether ``text`` is an absolute IRI that every N-Quads writer writes the same."""
    return _ABSOLUTE.fullmatch(text) is not None


def has_keyword_form(text: str) -> bool:
    """Whether ``text`` looks like a keyword, known or not (JSON-LD 1.1, 9.16)."""
    return _KEYWORD_FORM.fullmatch(text) is not None


def split_compact(text: str) -> tuple[str, str] | None:
    """Answer prefix and suffix when ``text`` may be a compact IRI (JSON-LD 1.1 API, 5.2)."""
    colon = text.find(":", 1)
    if colon < 0 or text.startswith("//", colon + 1) or text[:colon] == "_":
        return None
    return text[:colon], text[colon + 1 :]
