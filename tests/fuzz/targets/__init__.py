"""What is fuzzed: one module for each, named in one line here.

A target offers ``one_input``, which raises for a wrong answer and never for a refused input;
``MOST``, the bytes an input may have; and ``MUTATOR``, how inputs are changed, or None for bytes.
"""

from __future__ import annotations

import random
from importlib import import_module
from typing import Protocol, cast

from tests.fuzz.mutate import Bytes


class Target(Protocol):
    """What each target's module offers."""

    MOST: int

    @staticmethod
    def one_input(data: bytes) -> None: ...

    @staticmethod
    def mutate(data: bytes, most: int, rng: random.Random, change: Bytes) -> bytes: ...


NAMES = (
    "strict_json",
    "jws",
    "did",
    "image",
    "sheet",
    "canonical",
    "rdfc10",
    "status_bits",
    "verify",
    "presentation",
    "signed",
    "answer",
)


def load(name: str) -> Target:
    """Import the target of that name."""
    return cast(Target, import_module(f"{__name__}.{name}"))
