"""A conforming document is a credential or a presentation (VC Data Model 2.0, 1.3 and 6.2.1)."""

from __future__ import annotations

from collections.abc import Iterator

from credstone.conforming.credential import credential
from credstone.conforming.presentation import PRESENTATION, presentation
from credstone.conforming.problem import Problem
from credstone.conforming.values import type_names
from credstone.ports import JsonObject


def problems(document: JsonObject) -> Iterator[Problem]:
    """What keeps ``document``, taken without its proof, from conforming."""
    is_presented = PRESENTATION in type_names(document.get("type"))
    return presentation(document) if is_presented else credential(document)
