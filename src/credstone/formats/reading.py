"""What a document says, read into the model: an award as far as it can be known, with findings.

A reading proves nothing: whether the document is genuine is for ``verifying`` to say.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from credstone.formats.finding import Finding, Severity
from credstone.formats.node import Node, canonical_tag, is_language_tag
from credstone.model.award import Award
from credstone.model.elements import elements
from credstone.model.text import Text
from credstone.ports import Json, JsonObject


@dataclass(frozen=True)
class Reading:
    """``award`` is None when the document states none; then a finding says why.

    ``complete`` is true when our extension members were there and agree in shape, so that the
    award is the whole one; otherwise what the standard has no term for is empty. ``consents`` are
    embedded documents by which awarding bodies consent, unverified.
    """

    award: Award | None
    findings: tuple[Finding, ...] = ()
    complete: bool = False
    consents: tuple[JsonObject, ...] = ()


def one_or_many(node: Node) -> Iterator[Node]:
    """``node`` itself, or its items when a list stands there; nothing when it is absent."""
    if isinstance(node.value, list):
        for index, item in enumerate(node.value):
            yield Node(item, (*node.path, index), node.findings)
    elif not node.is_absent:
        yield node


def only_object(node: Node) -> Node:
    """The one object at ``node``; an absent node when there is none, or more than one.

    A signature over RDF does not cover the order of several, so none of them is the first.
    """
    found = [one for one in one_or_many(node) if isinstance(one.value, dict)]
    return found[0] if len(found) == 1 else Node(None, node.path, node.findings)


def only_text(texts: Iterable[str]) -> str:
    """The one text that all of ``texts`` are, empty ones aside; "" when they differ."""
    said = {text for text in texts if text}
    return said.pop() if len(said) == 1 else ""


def words(node: Node, language: str) -> Text:
    """Text as documents write it: a string in ``language``, or language-value objects.

    A language in which two things are said is left out.
    """
    found: dict[str, set[str]] = {}
    for one in one_or_many(node):
        written: Json = one.value
        tag: Json = language
        if isinstance(written, dict):
            tag = written.get("@language", language)
            written = written.get("@value")
        if isinstance(written, str) and isinstance(tag, str) and is_language_tag(tag):
            found.setdefault(canonical_tag(tag), set()).add(written)
    return Text.of({tag: said.pop() for tag, said in found.items() if len(said) == 1})


def id_of(node: Node) -> str:
    """The id of the object at ``node``, or the address that stands there; a blank node has none."""
    written = node.value if isinstance(node.value, str) else node.member("id").value
    return written if isinstance(written, str) and not written.startswith("_:") else ""


def disagreements(stated: Award, meant: Award) -> list[Finding]:
    """Warnings for each element about which the standard's terms and our members differ.

    ``stated`` is what the document's own terms say, ``meant`` what they would say had the award
    in our members been exported again.
    """
    expected = elements(meant)
    return [
        Finding(
            "",
            element.value,
            f"the standard's terms and the extension differ about {element.value}",
            "Ask the issuer which of the two holds.",
            Severity.WARNING,
        )
        for element, said in elements(stated).items()
        if said != expected[element]
    ]
