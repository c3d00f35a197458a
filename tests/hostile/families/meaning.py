"""Which touches leave the signed meaning as it was: they are no attacks, and say so here.

Everything that is not named here must be refused.
"""

# ruff: noqa: ANN401 any JSON value may stand at any place

from __future__ import annotations

from typing import Any

from tests.hostile.honest import Honest
from tests.hostile.touch import Path, same

SAME_VALUE = "it is the same JSON value"
ONE_PROOF = "a proof alone in an array is the same proof"
FEWER_PROOFS = "a set or chain without its last proof is what it was before that was added"
ORDER_OF_PROOFS = "the proofs of a set have no order"
RDF_ARRAY = "in RDF a value and an array of just that value are one set"
RDF_REFERENCE = "in RDF an id and an object with just that id are one reference"
RDF_LANGUAGE = "in RDF a language tag has no case"
RDF_ORDER = "in RDF the values of a set have no order"
SAME_CONTEXT = "a context that stands twice means what it means once"
ENVELOPE_ARRAY = "an envelope's type and context may each stand alone in an array"


def unchanged(honest: Honest, path: Path, old: Any, new: Any) -> str:
    """Why ``new`` in the place of ``old`` changes nothing that was signed; "" when it does."""
    if same(old, new):
        return SAME_VALUE
    if path == ("proof",) and not honest.is_token:
        return _proofs(old, new)
    if honest.name.startswith("enveloped") and path in (("@context",), ("type",)):
        return ENVELOPE_ARRAY if _boxed(old, new) else ""
    if honest.name.endswith("/stranger"):
        return _statements(path, old, new)
    return ""


def _proofs(old: Any, new: Any) -> str:
    if _boxed(old, new):
        return ONE_PROOF
    if isinstance(old, list):
        if new in (old[:1], old[0]):
            return FEWER_PROOFS
        if isinstance(new, list) and len(new) == len(old) and all(item in new for item in old):
            return ORDER_OF_PROOFS
    return ""


def _statements(path: Path, old: Any, new: Any) -> str:
    """JSON-LD writes one set of statements in several ways (docs/reference/unsigned-set.json)."""
    if _boxed(old, new):
        return RDF_ARRAY
    if isinstance(old, str) and new == {"id": old}:
        return RDF_REFERENCE
    if isinstance(old, list) and isinstance(new, list):
        if path[-1:] == ("@context",):
            once = [one for place, one in enumerate(new) if one not in new[:place]]
            return SAME_CONTEXT if once == old else ""
        if len(old) == len(new) and all(item in new for item in old):
            return RDF_ORDER
    if path[-1:] == ("@language",) and str(old).lower() == str(new).lower():
        return RDF_LANGUAGE
    return ""


def _boxed(old: Any, new: Any) -> bool:
    return same(new, [old]) or same(old, [new])
