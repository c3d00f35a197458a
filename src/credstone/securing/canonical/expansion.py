"""From a JSON-LD document straight to RDF quads, strictly (JSON-LD 1.1 API, 5.1 and 8.1).

Whatever the quads would not record is an error with its JSON pointer: no member, value or type
may ride along unsigned. Only the forms that credentials use are read; what words mean is left to
``words``, the contexts to ``active_context``, scalars to ``literals``.
"""

from __future__ import annotations

from typing import NamedTuple

from credstone.errors import CredstoneError, NotCovered, TooComplex, UnknownContext
from credstone.ports import Json, JsonObject
from credstone.securing.canonical import literals
from credstone.securing.canonical.active_context import ActiveContext, Budget, ContextProcessor
from credstone.securing.canonical.iris import KEYWORDS, RDF_NAMESPACE
from credstone.securing.canonical.rdfc10 import MOST_BLANK_NODES, Quad, too_complex
from credstone.securing.canonical.terms import Term
from credstone.securing.canonical.values import (
    distinct,
    first_of,
    language_map,
    texts,
    types,
    value_entry,
    value_literal,
)
from credstone.securing.canonical.words import node_iri, property_term, type_iri
from credstone.securing.strict_json import token

_DEEPEST = 64
_TYPE = f"<{RDF_NAMESPACE}type>"
_FIRST = f"<{RDF_NAMESPACE}first>"
_REST = f"<{RDF_NAMESPACE}rest>"
_NIL = f"<{RDF_NAMESPACE}nil>"
_OWN_CONTEXT_TYPES = frozenset(
    {
        "https://www.w3.org/2018/credentials#VerifiableCredential",
        "https://www.w3.org/2018/credentials#VerifiablePresentation",
        "https://www.w3.org/2018/credentials#EnvelopedVerifiableCredential",
        "https://www.w3.org/2018/credentials#EnvelopedVerifiablePresentation",
        # Proofs over canonical JSON repeat their document's context (VC DI EdDSA, 3.3.5).
        "https://w3id.org/security#DataIntegrityProof",
    }
)


class _Place(NamedTuple):
    """Where a value stands: the words in force, the graph it belongs to, how deep it is."""

    active: ActiveContext
    graph: str
    depth: int


class _Property(NamedTuple):
    """The member a value stands under: as written, and what it means."""

    name: str
    term: Term


class Expansion:
    """One run over one document; ``quads`` fills as it goes.

    ``catch_all`` lets contexts with an ``@vocab`` stand, under which any word means something;
    ``json_signed`` texts with a direction, which RDF does not record.
    """

    def __init__(
        self, processor: ContextProcessor, *, catch_all: bool = False, json_signed: bool = False
    ) -> None:
        self.quads: list[Quad] = []
        self._processor = processor
        self._catch_all = catch_all
        self._json_signed = json_signed
        self._budget = Budget()
        self._blank_nodes = 0
        self._roots: dict[tuple[str, str], ActiveContext] = {}

    def document(self, document: Json) -> None:
        """Add the quads of a whole document to the default graph.

        Raises ``NotCovered``, ``UnknownContext`` or ``TooComplex`` with the pointer in ``where``.
        """
        if not isinstance(document, dict):
            raise NotCovered("The document is no JSON object.")
        self._node(document, _Place(self._processor.initial, "", 0), is_root=True)

    def _node(self, node: JsonObject, place: _Place, *, is_root: bool = False) -> str:
        """Add what is said about a node object; answer its N-Quads term (5.1.2, 9 to 14).

        A root is the top of a graph: no quad points to it, so it must say something itself.
        """
        if place.depth > _DEEPEST:
            raise TooComplex(f"The document is nested deeper than {_DEEPEST}.", fix="Flatten it.")
        untyped = place.active
        if "@context" in node:
            untyped = self._own_context(node, place)
        active = self._context_of_types(node, untyped)
        subject = self._subject(node, active)
        inside = _Place(active, place.graph, place.depth)
        self._keep_root_apart(node, subject, inside, is_root=is_root)
        said = len(self.quads)
        for name, value in node.items():
            if name != "@context":
                try:
                    self._member(subject, name, value, inside, untyped)
                except CredstoneError as problem:
                    problem.where = f"/{token(name)}{problem.where}"
                    raise
        if is_root and len(self.quads) == said:
            raise NotCovered("The object says nothing that a signature would cover.")
        return subject

    def _member(
        self, subject: str, name: str, value: Json, place: _Place, untyped: ActiveContext
    ) -> None:
        term = property_term(name, place.active)
        iri = term.iri or "@none"
        if iri[0] != "@":
            predicate = f"<{iri}>"
            for item in self._values(value, _Property(name, term), place):
                self.quads.append((subject, predicate, item, place.graph))
        elif iri == "@type":
            for item in types(value, untyped):
                self.quads.append((subject, _TYPE, item, place.graph))
        elif iri != "@id":
            raise NotCovered(
                f"The keyword {iri} is not read here: a signature would not cover its use.",
                fix="Write the members of the object plainly.",
            )

    def _own_context(self, node: JsonObject, place: _Place) -> ActiveContext:
        """Apply the ``@context`` of a node (5.1.2, 9)."""
        try:
            active = self._processor.named(place.active, node["@context"], self._budget)
            if place.depth:
                _check_may_have_context(node, active)
            return self._allowed(active)
        except CredstoneError as problem:
            problem.where = f"/@context{problem.where}"
            raise

    def _allowed(self, active: ActiveContext) -> ActiveContext:
        if active.vocab is not None and not self._catch_all:
            raise NotCovered(
                "A context gives a meaning to every word, so no misspelling would be noticed.",
                fix="Leave that context out, and define the words you use.",
            )
        return active

    def _context_of_types(self, node: JsonObject, active: ActiveContext) -> ActiveContext:
        """Bring in the contexts of the node's types, in code point order (5.1.2, 11)."""
        scoped: list[str] = []
        for key in active.type_names:
            for name in texts(node.get(key)):
                term = active.terms.get(name)
                if term is not None and term.scoped is not None:
                    scoped.append(name)
        if not scoped:
            return active
        return self._allowed(
            self._processor.of_types(active, tuple(sorted(set(scoped))), self._budget)
        )

    def _subject(self, node: JsonObject, active: ActiveContext) -> str:
        name = first_of(active.id_names, node)
        if name is None:
            return self._blank_node()
        value = node[name]
        try:
            if sum(other in node for other in active.id_names) > 1:
                raise NotCovered("The object has two ids.", fix="Keep one.")
            if not isinstance(value, str):
                raise NotCovered("An id is an absolute IRI.", fix="Write it as a string.")
            return f"<{node_iri(value, active)}>"
        except CredstoneError as problem:
            problem.where = f"/{token(name)}"
            raise

    def _keep_root_apart(
        self, node: JsonObject, subject: str, place: _Place, *, is_root: bool
    ) -> None:
        """Refuse what belongs to a graph's root where the root is mentioned inside it.

        Else someone could move a member, such as the status, to where no reader looks for it.
        An endorsement may still add what only endorsements say.
        """
        key = (subject, place.graph)
        if is_root:
            self._roots[key] = place.active
        elif (root := self._roots.get(key)) is not None:
            for name in node:
                term = place.active.terms.get(name)
                iri = name if term is None else term.iri
                if iri in root.terms_of and iri not in KEYWORDS:
                    raise NotCovered(
                        "A signature would not tell whether this stands here or at the top.",
                        where=f"/{token(name)}",
                        fix="State it at the top, and only refer to the document by its id here.",
                    )

    def _values(self, value: Json, under: _Property, place: _Place) -> list[str]:
        """Answer the N-Quads terms of a member's values (5.1.2, 13.4 to 13.12)."""
        container = under.term.container
        if under.term.type == "@json":
            return [literals.json_literal(value)]
        if "@list" in container:
            return [self._list(value, under, place)]
        if "@language" in container and isinstance(value, dict):
            return language_map(value, place.active)
        if isinstance(value, list):
            return distinct(self._each(value, under, place))
        return [self._value(value, under, place)]

    def _each(
        self, values: list[Json], under: _Property, place: _Place, *, in_list: bool = False
    ) -> list[str]:
        found: list[str] = []
        for index, value in enumerate(values):
            try:
                if in_list and isinstance(value, list):
                    found.append(self._list(value, under, place))
                else:
                    found.append(self._value(value, under, place))
            except CredstoneError as problem:
                problem.where = f"/{index}{problem.where}"
                raise
        return found

    def _value(self, value: Json, under: _Property, place: _Place) -> str:
        """Answer the N-Quads term of one value, after adding what is said about it."""
        if "@graph" in under.term.container:
            return self._graph(value, under, place)
        if isinstance(value, dict):
            return self._object(value, under, place)
        if isinstance(value, list):
            raise NotCovered("An array inside an array is flattened.", fix="Write one array.")
        if value is None:
            raise NotCovered("A signature would not cover null.", fix="Leave the member out.")
        return self._scalar(value, under, place.active)

    def _graph(self, value: Json, under: _Property, place: _Place) -> str:
        """A value that is a graph of its own, such as a proof or an embedded credential."""
        if not isinstance(value, dict):
            raise NotCovered(
                "Here an object must stand: a signature would not cover a mere reference.",
                fix="Embed the object itself.",
            )
        graph = self._blank_node()
        self._node(value, self._inside(value, under, place, graph), is_root=True)
        return graph

    def _object(self, value: JsonObject, under: _Property, place: _Place) -> str:
        if first_of(place.active.value_names, value) is not None:
            return self._value_object(value, under, place.active)
        if (name := first_of(place.active.list_names, value)) is not None:
            return self._list_object(value, name, under, place)
        return self._node(value, self._inside(value, under, place, place.graph))

    def _inside(self, node: JsonObject, under: _Property, place: _Place, graph: str) -> _Place:
        """The place inside a node object: what a type brought ends there (5.1.2, 7 and 8)."""
        active = place.active
        if under.term.scoped is not None:
            active = self._allowed(self._processor.of_node_under(active, under.name, self._budget))
        elif active.previous is not None and not _is_reference(node, active):
            active = active.previous
        return _Place(active, graph, place.depth + 1)

    def _list_object(self, value: JsonObject, name: str, under: _Property, place: _Place) -> str:
        if len(value) > 1 or "@list" in under.term.container:
            raise NotCovered(
                "Here a signature would not cover how the list is written.",
                fix="Write a plain array.",
            )
        inside, outside = place.active, place.active.previous
        if outside is not None and outside.terms.get(under.name) != inside.terms.get(under.name):
            # A list object is nested (5.1.2, 7): what a type brought has ended, its words as well.
            raise NotCovered("Within a list this word means something else than outside of it.")
        try:
            return self._list(value[name], under, place)
        except CredstoneError as problem:
            problem.where = f"/{token(name)}{problem.where}"
            raise

    def _list(self, value: Json, under: _Property, place: _Place) -> str:
        """Answer the head of an RDF collection (8.4); an empty one is a value too."""
        if place.depth > _DEEPEST:
            raise TooComplex(f"The document is nested deeper than {_DEEPEST}.", fix="Flatten it.")
        deeper = _Place(place.active, place.graph, place.depth + 1)
        if isinstance(value, list):
            items = self._each(value, under, deeper, in_list=True)
        else:
            items = [self._value(value, under, deeper)]
        rest = _NIL
        for item in reversed(items):
            cell = self._blank_node()
            self.quads.append((cell, _FIRST, item, place.graph))
            self.quads.append((cell, _REST, rest, place.graph))
            rest = cell
        return rest

    def _scalar(self, value: str | bool | float, under: _Property, active: ActiveContext) -> str:
        """Value expansion (5.3.2) and object to RDF conversion (8.2.2)."""
        kind = under.term.type
        if not isinstance(value, str):
            if kind is None or kind[0] == "@":
                return literals.native(value)
            return literals.typed(value, kind)
        if kind is None or kind == "@none":
            language = under.term.language if under.term.has_language else active.language
            return literals.tagged(value, language) if language else literals.plain(value)
        if kind == "@id":
            return f"<{node_iri(value, active)}>"
        if kind == "@vocab":
            return f"<{type_iri(value, self._context_of(under, active))}>"
        return literals.typed(value, kind)

    def _value_object(self, value: JsonObject, under: _Property, active: ActiveContext) -> str:
        """A value object (JSON-LD 1.1, 9.5), unless the plain value would say the same."""
        inside = self._context_of(under, active)
        entries: dict[str, Json] = {}
        for name, entry in value.items():
            try:
                keyword = value_entry(name, entry, inside)
                if keyword in entries:
                    raise NotCovered(f"The value has {keyword} twice.", fix="Keep one.")
                entries[keyword] = entry
            except CredstoneError as problem:
                problem.where = f"/{token(name)}"
                raise
        if "@direction" in entries:
            return self._directed(entries, inside)
        found = value_literal(entries, inside)
        if found == self._written_plainly(entries.get("@value"), under, active):
            raise NotCovered(
                "A signature would not tell this object from the plain value.",
                fix="Write the value itself.",
            )
        return found

    def _directed(self, entries: dict[str, Json], inside: ActiveContext) -> str:
        """A text with its direction (JSON-LD 1.1, 4.2.4.1), which is not in the literal."""
        if not self._json_signed or entries["@direction"] not in ("ltr", "rtl"):
            raise NotCovered(
                "A signature would not cover the direction of the text.",
                where="/@direction",
                fix="Leave @direction out; the language tells it.",
            )
        if "@type" in entries or not isinstance(entries.get("@value"), str):
            raise NotCovered("Only a text has a direction.", where="/@direction")
        return value_literal(entries, inside)

    def _written_plainly(self, value: Json, under: _Property, active: ActiveContext) -> str:
        if value is None or isinstance(value, list | dict):
            return ""
        try:
            return self._scalar(value, under, active)
        except NotCovered:
            return ""

    def _context_of(self, under: _Property, active: ActiveContext) -> ActiveContext:
        if under.term.scoped is None:
            return active
        return self._allowed(self._processor.of_property(active, under.name, self._budget))

    def _blank_node(self) -> str:
        self._blank_nodes += 1
        if self._blank_nodes > MOST_BLANK_NODES:
            too_complex()
        return f"_:b{self._blank_nodes}"


def _check_may_have_context(node: JsonObject, active: ActiveContext) -> None:
    names = (name for key in active.type_names for name in texts(node.get(key)))
    terms = (active.terms.get(name) for name in names)
    if not any(term is not None and term.iri in _OWN_CONTEXT_TYPES for term in terms):
        raise UnknownContext(
            "Only credentials and presentations, and their proofs, have contexts of their own.",
            fix="Name the context at the top of the document.",
        )


def _is_reference(node: JsonObject, active: ActiveContext) -> bool:
    return len(node) == 1 and first_of(active.id_names, node) is not None
