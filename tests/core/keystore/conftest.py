"""Homes for keys, each with a signer process that ends with its tests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from credstone.keystore.client import SignerClient

PASSPHRASE = b"correct horse battery staple"


def ending_with_the_test(place: Path) -> Iterator[Path]:
    yield place
    if (place / "keystore").exists():
        (place / "keystore").chmod(0o700)
        SignerClient(place).stop()


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    """A fresh home, whose signer ends with the test."""
    yield from ending_with_the_test(tmp_path / "h")


@pytest.fixture(scope="module")
def shared_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A home for a whole file of tests that do not count keys or kill signers."""
    yield from ending_with_the_test(tmp_path_factory.mktemp("home") / "h")


@pytest.fixture(scope="module")
def keystore(shared_home: Path) -> SignerClient:
    """The door to the shared home's keys."""
    return SignerClient(shared_home, passphrase=PASSPHRASE)
