"""What a serving process works with: the home's signer, its issuers, and its own address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache

from credstone.home import Home, read_home
from credstone.keystore.client import SignerClient
from credstone.web.vcapi.issuers import Issuer, issuers


@dataclass(frozen=True)
class Place:
    """The profile of one home; ``address`` has no slash at its end."""

    signer: SignerClient
    issuers: Mapping[str, Issuer]
    address: str


def address_of(home: Home) -> str:
    """Where the profile of ``home`` answers: loopback, and nowhere else."""
    return f"https://127.0.0.1:{home.port}/vc-api"


@cache
def place() -> Place:
    """The place of this process, found out at its first request; raises ``KeyUnavailable``."""
    home = read_home()
    signer = SignerClient(home.folder, passphrase_file=home.passphrase_file)
    return Place(signer, issuers(signer), address_of(home))


def now() -> datetime:
    """This moment in UTC, to the second, as proofs and lists write it."""
    return datetime.now(UTC).replace(microsecond=0)
