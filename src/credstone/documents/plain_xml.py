"""XML read as plain markup: no document type, no entities, UTF-8 only.

A thin layer over expat that closes what hostile files use (threats 20 and 21: external entities,
entity bombs, exotic encodings). What the elements mean is left to the caller.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from xml.parsers import expat

from credstone.errors import MalformedInput

Refuse = Callable[[str], MalformedInput]


def plain_parser(refuse: Refuse, *, namespaces: bool = False) -> expat.XMLParserType:
    """An expat parser that reads bytes as UTF-8 and refuses any document type declaration.

    With ``namespaces`` names are reported as ``"URI local"``, otherwise as written.
    """
    parser = expat.ParserCreate("utf-8", " " if namespaces else None)
    parser.buffer_text = True

    def doctype(name: str, system: str | None, public: str | None, internal: bool) -> None:
        raise refuse("It declares a document type, which could carry entities")

    def declaration(version: str, encoding: str | None, standalone: int) -> None:
        if encoding is not None and encoding.lower() not in {"utf-8", "us-ascii", "ascii"}:
            raise refuse(f"It is encoded as {encoding[:40]!r}, not UTF-8")

    parser.StartDoctypeDeclHandler = doctype
    parser.XmlDeclHandler = declaration
    return parser


def feed(parser: expat.XMLParserType, chunks: Iterable[bytes], refuse: Refuse) -> None:
    """Run ``chunks`` through ``parser``; what is not well-formed is raised through ``refuse``."""
    try:
        for chunk in chunks:
            parser.Parse(chunk, False)
        parser.Parse(b"", True)
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise refuse(f"Its XML is not well-formed: {error}") from error
