"""Term definitions: what a context says about one word (JSON-LD 1.1 API, 4.2 and 5.2).

Covers what frozen contexts use. A definition that asks for more is kept with the reason why it
cannot be used, so that only documents that use the word are refused.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from credstone.errors import UnknownContext
from credstone.ports import Json
from credstone.securing.canonical.iris import (
    KEYWORDS,
    has_keyword_form,
    is_absolute,
    split_compact,
)

_ENTRIES = {
    "@id",
    "@type",
    "@container",
    "@context",
    "@language",
    "@protected",
    "@prefix",
    "@reverse",
    "@index",
    "@nest",
    "@direction",
}
_USABLE_CONTAINERS = frozenset(
    frozenset(names.split())
    for names in ("", "@set", "@list", "@language", "@language @set", "@graph", "@graph @set")
)
_GEN_DELIMS = (":", "/", "?", "#", "[", "]", "@")


@dataclass(frozen=True, slots=True)
class ScopedContext:
    """The ``@context`` inside a term definition, not yet processed."""

    value: Json


@dataclass(frozen=True, slots=True)
class Term:
    """What one word stands for.

    ``iri`` is an absolute IRI, a keyword the word is an alias of, or None when the context takes
    the word away. ``type`` is ``@id``, ``@vocab``, ``@json``, ``@none``, a datatype or None.
    ``language`` counts only when ``has_language``. ``unusable`` says why documents may not use
    the word; empty when they may.
    """

    iri: str | None
    type: str | None = None
    container: frozenset[str] = frozenset()
    language: str | None = None
    has_language: bool = False
    scoped: ScopedContext | None = None
    is_prefix: bool = False
    is_protected: bool = False
    unusable: str = ""


class TermDefiner:
    """Adds the terms of one local context to ``terms`` (create term definition, 4.2.2).

    ``protected`` is the context's ``@protected``; ``override`` is true inside the context of a
    property, which alone may redefine protected terms.
    """

    def __init__(
        self,
        terms: dict[str, Term],
        local: Mapping[str, Json],
        vocab: str | None,
        *,
        protected: bool,
        override: bool,
    ) -> None:
        self._terms = terms
        self._local = local
        self._vocab = vocab
        self._protected = protected
        self._override = override
        self._done: dict[str, bool] = {}

    def define_all(self) -> None:
        """Define every word of the local context; raises ``UnknownContext``."""
        for name in self._local:
            self._define(name)

    def _define(self, name: str) -> None:
        if name in self._done:
            if not self._done[name]:
                raise UnknownContext(f"The context defines `{name}` by itself.")
            return
        self._done[name] = False
        if not name or has_keyword_form(name):
            raise UnknownContext(f"The context defines `{name}`, which no context may define.")
        previous = self._terms.pop(name, None)
        term = self._definition(name)
        if previous is not None and previous.is_protected and not self._override:
            if replace(previous, is_protected=False) != replace(term, is_protected=False):
                raise UnknownContext(
                    f"The context gives the protected term `{name}` another meaning.",
                    fix="Leave the context out, or one of those before it.",
                )
            term = previous
        self._terms[name] = term
        self._done[name] = True

    def _definition(self, name: str) -> Term:
        value = self._local[name]
        simple = isinstance(value, str)
        if isinstance(value, str) or value is None:
            value = {"@id": value}
        if not isinstance(value, dict) or value.keys() - _ENTRIES:
            raise UnknownContext(f"The context does not define `{name}` as JSON-LD 1.1 does.")
        iri = self._mapping(name, value)
        container = _container(name, value)
        scoped = ScopedContext(value["@context"]) if "@context" in value else None
        language = value.get("@language")
        return Term(
            iri=iri,
            type=self._type(name, value),
            container=container,
            language=language.lower() if isinstance(language, str) else None,
            has_language="@language" in value and "@type" not in value,
            scoped=scoped,
            is_prefix=self._is_prefix(name, iri, value, simple),
            is_protected=bool(value.get("@protected", self._protected)),
            unusable=_unusable(value, container),
        )

    def _mapping(self, name: str, value: dict[str, Json]) -> str | None:
        if "@reverse" in value:
            return None
        given = value.get("@id", name)
        if given is None:
            return None
        if not isinstance(given, str):
            raise UnknownContext(f"The context maps `{name}` to something that is no IRI.")
        iri = self._expand(given) if given != name else self._expand_own(name)
        if iri is None or not (is_absolute(iri) or iri in KEYWORDS) or iri == "@context":
            raise UnknownContext(f"The context does not map `{name}` to an absolute IRI.")
        if (":" in name[1:-1] or "/" in name) and iri != self._expand_own(name):
            raise UnknownContext(f"The context maps `{name}`, an IRI, to another IRI.")
        return iri

    def _type(self, name: str, value: dict[str, Json]) -> str | None:
        given = value.get("@type")
        if given is None:
            return None
        iri = self._expand(given) if isinstance(given, str) else None
        if iri in ("@id", "@vocab", "@json", "@none") or (iri is not None and is_absolute(iri)):
            return iri
        raise UnknownContext(f"The context gives `{name}` a type that is no IRI.")

    def _is_prefix(self, name: str, iri: str | None, value: dict[str, Json], simple: bool) -> bool:
        if "@prefix" in value:
            return value["@prefix"] is True
        plain = ":" not in name and "/" not in name
        return simple and plain and iri is not None and iri.endswith(_GEN_DELIMS)

    def _expand_own(self, name: str) -> str | None:
        """A term without ``@id``: a compact or absolute IRI, or relative to ``@vocab``."""
        if (parts := split_compact(name)) is not None:
            return self._joined(parts) or name
        return name if ":" in name else self._in_vocab(name)

    def _expand(self, value: str) -> str | None:
        """IRI expansion (5.2) inside a context, relative to its vocabulary."""
        if value in KEYWORDS:
            return value
        if has_keyword_form(value):
            return None
        if value in self._local:
            self._define(value)
        if (term := self._terms.get(value)) is not None:
            return term.iri
        if (parts := split_compact(value)) is not None:
            return self._joined(parts) or value
        return value if ":" in value else self._in_vocab(value)

    def _joined(self, parts: tuple[str, str]) -> str | None:
        prefix, suffix = parts
        if prefix in self._local:
            self._define(prefix)
        term = self._terms.get(prefix)
        if term is None or term.iri is None or not term.is_prefix:
            return None
        return term.iri + suffix

    def _in_vocab(self, value: str) -> str | None:
        return None if self._vocab is None else self._vocab + value


def _container(name: str, value: dict[str, Json]) -> frozenset[str]:
    given = value.get("@container")
    names = given if isinstance(given, list) else [] if given is None else [given]
    if not all(isinstance(item, str) and item in KEYWORDS for item in names):
        raise UnknownContext(f"The context gives `{name}` a container that does not exist.")
    return frozenset(str(item) for item in names)


def _unusable(value: dict[str, Json], container: frozenset[str]) -> str:
    for entry in ("@reverse", "@nest", "@index", "@direction"):
        if entry in value:
            return f"its definition uses {entry}, which is not supported"
    if container not in _USABLE_CONTAINERS or (container and value.get("@type") == "@json"):
        return f"its container {' '.join(sorted(container))} is not supported"
    return ""
