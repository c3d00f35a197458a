"""From the words of a document to IRIs, with one spelling for each meaning.

RDF does not record whether a member was written as a term, an alias or an IRI in full; someone
could respell `validUntil` so that no reader finds it, and the signature would still hold. So only
the spelling that compaction would choose is read (JSON-LD 1.1 API, 6.2), and the rest refused.
"""

from __future__ import annotations

from functools import lru_cache

from credstone.errors import NotCovered, UnknownContext
from credstone.securing.canonical.active_context import ActiveContext
from credstone.securing.canonical.iris import (
    KEYWORDS,
    has_keyword_form,
    is_absolute,
    split_compact,
)
from credstone.securing.canonical.known_words import known_words
from credstone.securing.canonical.terms import Term
from credstone.securing.strict_json import shown


def property_term(name: str, active: ActiveContext) -> Term:
    """Answer what the member ``name`` stands for; raises ``NotCovered`` if for nothing.

    A term that is an alias of a keyword is answered too; ``unusable`` terms are refused.
    """
    term = active.terms.get(name)
    if term is None:
        return _undefined_property(name, active)
    if term.unusable:
        raise UnknownContext(f"`{shown(name)}` cannot be used here: {term.unusable}.")
    if term.iri is None:
        raise NotCovered(
            f"The contexts take the meaning of `{shown(name)}` away.", fix="Leave it out."
        )
    if name[:1].isupper():
        _refuse_twin(name, [n for n in active.terms_of[term.iri] if n[:1].islower()])
    return term


def type_iri(name: str, active: ActiveContext) -> str:
    """Answer the IRI of a type or of a value from a vocabulary; raises ``NotCovered``."""
    term = active.terms.get(name)
    if term is not None:
        if term.iri is None or term.iri in KEYWORDS or term.unusable:
            raise NotCovered(f"The contexts do not let `{shown(name)}` be a type.")
        if name[:1].islower():
            _refuse_twin(name, [n for n in active.terms_of[term.iri] if n[:1].isupper()])
        return term.iri
    if has_keyword_form(name):
        raise NotCovered(f"The keyword `{shown(name)}` cannot stand here.")
    if (parts := split_compact(name)) is not None:
        _refuse_abbreviation(name, parts[0], active)
    if ":" not in name and active.vocab is not None and name:
        return _checked(active.vocab + name, name)
    _refuse_respelling(name, active)
    _refuse_known(name)
    return _checked(name, name)


def node_iri(text: str, active: ActiveContext) -> str:
    """Answer an IRI written as an id; raises ``NotCovered`` unless it stands there in full."""
    if not is_absolute(text):
        _refuse_reference(text)
    if (parts := split_compact(text)) is not None and parts[0] in active.terms:
        _refuse_abbreviation(text, parts[0], active)
    return text


def _undefined_property(name: str, active: ActiveContext) -> Term:
    if name in KEYWORDS:
        return _keyword(name, active)
    if has_keyword_form(name):
        raise NotCovered(
            f"`{shown(name)}` looks like a keyword, but JSON-LD has none of that name.",
            fix="Leave it out.",
        )
    if is_absolute(name):
        if (parts := split_compact(name)) is not None:
            _refuse_abbreviation(name, parts[0], active)
        _refuse_respelling(name, active)
        _refuse_known(name)
        return Term(name)
    if active.vocab is not None and ":" not in name and is_absolute(active.vocab + name):
        return Term(active.vocab + name)
    raise NotCovered(
        f"No context of the document defines `{shown(name)}`, so a signature would not cover it.",
        fix="Add the context that defines it, write it as an absolute IRI, or leave it out.",
    )


@lru_cache(maxsize=64)
def _keyword_term(name: str) -> Term:
    return Term(name)


def _keyword(name: str, active: ActiveContext) -> Term:
    names = active.names_of(name)
    if name not in names:
        raise NotCovered(
            f"The signature would not tell `{shown(name)}` from `{shown(names[0])}`.",
            fix=f"Write `{shown(names[0])}`.",
        )
    return _keyword_term(name)


def _refuse_reference(text: str) -> None:
    if text.startswith("_:"):
        raise NotCovered(
            "A signature does not cover the name of a blank node.",
            fix="Leave the id out, or write an absolute IRI.",
        )
    raise NotCovered(
        f"`{shown(text)}` is no absolute IRI, so a signature would not cover it.",
        fix="Write the whole IRI, with its scheme.",
    )


def _refuse_abbreviation(text: str, prefix: str, active: ActiveContext) -> None:
    term = active.terms.get(prefix)
    if term is not None and term.iri is not None and term.is_prefix:
        suffix = text[len(prefix) + 1 :]
        raise NotCovered(
            f"The signature would not tell `{shown(text)}` from the IRI it abbreviates.",
            fix=f"Write {term.iri}{shown(suffix)} in full.",
        )


def _refuse_respelling(iri: str, active: ActiveContext) -> None:
    names = active.terms_of.get(iri)
    if names is None and active.vocab is not None and iri.startswith(active.vocab):
        names = [iri.removeprefix(active.vocab)]
    if names:
        raise NotCovered(
            f"The signature would not tell {shown(iri)} from `{shown(names[0])}`.",
            fix=f"Write `{shown(names[0])}`.",
        )


def _refuse_known(iri: str) -> None:
    """The active contexts have no word for it; another one that is frozen here may have."""
    if (known := known_words().get(iri)) is not None:
        word, url = known
        raise NotCovered(
            f"{shown(iri)} is written as `{shown(word)}`; in full no reader would find it.",
            fix=f"Name the context {url} and write `{shown(word)}`.",
        )


def _refuse_twin(name: str, others: list[str]) -> None:
    """Open Badges gives a class and a property one IRI (`Criteria`, `criteria`)."""
    if others:
        raise NotCovered(
            f"The signature would not tell `{shown(name)}` from `{shown(others[0])}`.",
            fix=f"Write `{shown(others[0])}`.",
        )


def _checked(iri: str, name: str) -> str:
    if is_absolute(iri):
        return iri
    raise NotCovered(
        f"No context of the document defines the type `{shown(name)}`.",
        fix="Add the context that defines it, write it as an absolute IRI, or leave it out.",
    )
