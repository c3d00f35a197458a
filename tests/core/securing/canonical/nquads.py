"""A small reader of N-Quads for tests: lines to quads of canonical terms."""

from __future__ import annotations

import re
from pathlib import Path

from credstone.securing.canonical import Quad
from credstone.securing.canonical.literals import escape

_IRI = r"<[^>]*>"
_BLANK = r"_:[^\s<>\"]+"
_LITERAL = r'"(?:[^"\\]|\\.)*"(?:@[A-Za-z0-9-]+|\^\^<[^>]*>)?'
_LINE = re.compile(
    rf"\s*({_IRI}|{_BLANK})\s*({_IRI})\s*({_IRI}|{_BLANK}|{_LITERAL})\s*({_IRI}|{_BLANK})?\s*\.\s*"
    r"(?:#.*)?"
)
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))")
_LETTERS = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}
_XSD_STRING = "^^<http://www.w3.org/2001/XMLSchema#string>"


def read(path: Path) -> list[Quad]:
    """The quads of an N-Quads file."""
    return parse(path.read_text("utf-8"))


def parse(text: str) -> list[Quad]:
    """The quads of an N-Quads document."""
    lines = (line for line in re.split(r"[\r\n]+", text) if line.strip(" \t"))
    return [_quad(line) for line in lines if not line.lstrip().startswith("#")]


def _quad(line: str) -> Quad:
    found = _LINE.fullmatch(line)
    assert found is not None, line
    subject, predicate, object, graph = (_canonical(term or "") for term in found.groups())
    return subject, predicate, object, graph


def _canonical(term: str) -> str:
    if not term.startswith('"'):
        return _unescaped(term)
    end = term.rindex('"')
    suffix = "" if term[end + 1 :] == _XSD_STRING else _unescaped(term[end + 1 :])
    return f'"{escape(_unescaped(term[1:end]))}"{suffix}'


def _unescaped(text: str) -> str:
    def one(found: re.Match[str]) -> str:
        code = found[1] or found[2]
        return chr(int(code, 16)) if code else _LETTERS.get(found[3], found[3])

    return _ESCAPE.sub(one, text)
