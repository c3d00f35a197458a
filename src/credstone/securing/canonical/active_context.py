"""The active context: which words mean what at one place in a document (JSON-LD 1.1 API, 4.1).

Processing is remembered: each context object knows those that follow from it, so that a second
document with the same contexts costs a few look-ups. Applying them to nodes is left to
``expansion``.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

from credstone.contexts import Contexts
from credstone.errors import CredstoneError, TooComplex, UnknownContext
from credstone.ports import Json
from credstone.securing.canonical.iris import KEYWORDS, is_absolute, split_compact
from credstone.securing.canonical.terms import Term, TermDefiner
from credstone.securing.strict_json import pointer

_REMEMBERED = 1_000
_NEW_PER_DOCUMENT = 200
_LONGEST_CONTEXT = 16
_SUPPORTED = {"@version", "@vocab", "@language", "@propagate", "@protected"}


class ActiveContext:
    """The words in force; never changed once it is handed out.

    ``previous`` is what comes back into force inside a nested node, after a context that belongs
    to a type (JSON-LD 1.1, 4.1.5).
    """

    def __init__(
        self,
        terms: dict[str, Term],
        vocab: str | None = None,
        language: str | None = None,
        previous: ActiveContext | None = None,
    ) -> None:
        self.terms = terms
        self.vocab = vocab
        self.language = language
        self.previous = previous
        self.following: dict[object, ActiveContext] = {}

    def names_of(self, keyword: str) -> tuple[str, ...]:
        """The words a document uses for ``keyword``: its aliases, else the keyword itself."""
        return self._aliases.get(keyword, (keyword,))

    @cached_property
    def id_names(self) -> tuple[str, ...]:
        """The words for ``@id``."""
        return self.names_of("@id")

    @cached_property
    def type_names(self) -> tuple[str, ...]:
        """The words for ``@type``."""
        return self.names_of("@type")

    @cached_property
    def value_names(self) -> tuple[str, ...]:
        """The words for ``@value``."""
        return self.names_of("@value")

    @cached_property
    def list_names(self) -> tuple[str, ...]:
        """The words for ``@list``."""
        return self.names_of("@list")

    @cached_property
    def terms_of(self) -> dict[str, list[str]]:
        """From an IRI to the words that stand for it."""
        found: dict[str, list[str]] = {}
        for name, term in self.terms.items():
            if term.iri is not None:
                found.setdefault(term.iri, []).append(name)
        return found

    @cached_property
    def _aliases(self) -> dict[str, tuple[str, ...]]:
        return {iri: tuple(names) for iri, names in self.terms_of.items() if iri in KEYWORDS}


class Budget:
    """How many contexts one document may still cause to be processed anew."""

    def __init__(self) -> None:
        self._left = _NEW_PER_DOCUMENT

    def spend(self) -> None:
        """Count one; raises ``TooComplex`` when none is left."""
        self._left -= 1
        if self._left < 0:
            raise TooComplex("The document combines contexts in too many ways.")


class ContextProcessor:
    """Processes the contexts of one registry and remembers the results, within bounds."""

    def __init__(self, contexts: Contexts) -> None:
        self._contexts = contexts
        self._remembered = 0
        self._initial = ActiveContext({})

    @property
    def initial(self) -> ActiveContext:
        """The empty context a document begins with. What follows from it is remembered there."""
        if self._remembered > _REMEMBERED:
            self._remembered = 0
            self._initial = ActiveContext({})
        return self._initial

    def named(self, active: ActiveContext, value: Json, budget: Budget) -> ActiveContext:
        """Answer ``active`` followed by the ``@context`` of a document: addresses only.

        Raises ``UnknownContext`` with the index in ``where``.
        """
        urls = value if isinstance(value, list) else [value]
        if not urls or len(urls) > _LONGEST_CONTEXT:
            raise UnknownContext(
                f"`@context` names {len(urls)} contexts; 1 to {_LONGEST_CONTEXT} are read."
            )
        for index, url in enumerate(urls):
            try:
                active = self._named(active, url, budget)
            except CredstoneError as problem:
                problem.where = pointer([index]) if isinstance(value, list) else ""
                raise
        return active

    def of_types(
        self, active: ActiveContext, types: tuple[str, ...], budget: Budget
    ) -> ActiveContext:
        """Answer ``active`` followed by the contexts of ``types``, in code point order.

        They hold for the node alone, unless they say otherwise (JSON-LD 1.1, 4.1.5).
        """

        def build() -> ActiveContext:
            result = active
            for name in types:
                scoped = active.terms[name].scoped
                if scoped is not None:
                    result = self._process(result, scoped.value, propagate=False)
            return result

        return self._follow(active, ("types", types), build, budget)

    def of_property(self, active: ActiveContext, name: str, budget: Budget) -> ActiveContext:
        """Answer ``active`` followed by the context it gives to ``name``, if any (5.1.2, 8)."""

        def build() -> ActiveContext:
            scoped = active.terms[name].scoped
            return active if scoped is None else self._process(active, scoped.value, override=True)

        return self._follow(active, ("property", name), build, budget)

    def of_node_under(self, active: ActiveContext, name: str, budget: Budget) -> ActiveContext:
        """The same for a node object, inside which a type's context ends (5.1.2, 7 and 8)."""
        base = active.previous or active

        def build() -> ActiveContext:
            scoped = active.terms[name].scoped
            return base if scoped is None else self._process(base, scoped.value, override=True)

        return self._follow(active, ("node", name), build, budget)

    def _named(self, active: ActiveContext, url: Json, budget: Budget) -> ActiveContext:
        if not isinstance(url, str):
            raise UnknownContext(
                "The context stands inline, so anyone could change what the words mean.",
                fix="Name a frozen context by its address.",
            )
        return self._follow(active, url, lambda: self._process(active, url), budget)

    def _follow(
        self,
        active: ActiveContext,
        key: object,
        build: Callable[[], ActiveContext],
        budget: Budget,
    ) -> ActiveContext:
        found = active.following.get(key)
        if found is None:
            budget.spend()
            found = active.following[key] = build()
            self._remembered += 1
        return found

    def _process(
        self,
        active: ActiveContext,
        local: Json,
        *,
        override: bool = False,
        propagate: bool = True,
    ) -> ActiveContext:
        """Context processing (JSON-LD 1.1 API, 4.1.2)."""
        if isinstance(local, dict):
            propagate = bool(local.get("@propagate", propagate))
        result, previous = active, active.previous
        if not propagate and previous is None:
            previous = active
        for context in local if isinstance(local, list) else [local]:
            if context is None:
                previous = None if propagate else result
            result = self._apply(result, context, override)
        return ActiveContext(result.terms, result.vocab, result.language, previous)

    def _apply(self, active: ActiveContext, local: Json, override: bool) -> ActiveContext:
        if local is None:
            if not override and any(term.is_protected for term in active.terms.values()):
                raise UnknownContext("The context would take protected terms away.")
            return ActiveContext({})
        if isinstance(local, str):
            return self._process(active, self._contexts.load(local).get("@context"))
        if not isinstance(local, dict):
            raise UnknownContext("The context is neither an object nor an address.")
        return _extended(active, local, override)


def _extended(active: ActiveContext, local: dict[str, Json], override: bool) -> ActiveContext:
    for entry in local:
        if entry in KEYWORDS and entry not in _SUPPORTED:
            raise UnknownContext(f"The context uses {entry}, which is not supported.")
    vocab = _entry(local, "@vocab", active.vocab)
    if vocab is not None and not _stands_in_full(vocab, active):
        raise UnknownContext("The context's @vocab is not an absolute IRI written in full.")
    language = _entry(local, "@language", active.language)
    terms = dict(active.terms)
    words = {name: value for name, value in local.items() if name not in KEYWORDS}
    protected = local.get("@protected") is True
    TermDefiner(terms, words, vocab, protected=protected, override=override).define_all()
    return ActiveContext(terms, vocab, language.lower() if language else None)


def _stands_in_full(iri: str, active: ActiveContext) -> bool:
    parts = split_compact(iri)
    return is_absolute(iri) and (parts is None or parts[0] not in active.terms)


def _entry(local: dict[str, Json], name: str, inherited: str | None) -> str | None:
    value = local.get(name, inherited)
    if value is not None and not isinstance(value, str):
        raise UnknownContext(f"The context's {name} is no text.")
    return value
