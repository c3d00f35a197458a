"""Issue and verify per CPU second: ours and the npm libraries', one credential, one run.

The credential is the Open Badge of the interop tests, extension included, with eddsa-rdfc-2022.
What is compared is securing alone: canonicalize, hash, sign; read, cover, canonicalize, check. The
policy around it, the database and the files are left to other benchmarks.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from credstone.ports import JsonObject
from credstone.securing import mechanism
from tests.interop.open_badge import KEY, SEED, open_badge, sign
from tests.interop.peer import Peer, npm_peers
from tests.require import missing

Item = TypeVar("Item")

LIBRARIES = {
    "digitalbazaar": "@digitalbazaar/vc 7.3.0",
    "digitalcredentials": "@digitalcredentials/vc 10.0.2",
}


@dataclass(frozen=True)
class Rate:
    """How many credentials one CPU second is enough for."""

    who: str
    issued: float
    verified: float


def rates(count: int) -> Iterator[Rate]:
    """Ours first, then each npm library that is installed; ``count`` credentials each."""
    yield ours(count)
    if missing("node") is None:
        with tempfile.TemporaryDirectory() as folder, npm_peers(Path(folder)) as process:
            for lib, name in LIBRARIES.items():
                yield theirs(Peer(process, lib), name, count)


def ours(count: int) -> Rate:
    documents = [
        {**open_badge(), "id": f"urn:uuid:00000000-0000-4000-8000-{number:012}"}
        for number in range(count + 1)
    ]
    signed: list[bytes] = []

    def issue(document: JsonObject) -> None:
        signed.append(sign(document, "eddsa-rdfc-2022"))

    def verify(secured: bytes) -> None:
        document = mechanism.read(secured)
        assert mechanism.check(document, document.proofs[0], KEY.public).holds

    issuing = cpu_seconds(documents, issue)
    return Rate("credstone", count / issuing, count / cpu_seconds(signed, verify))


def theirs(peer: Peer, name: str, count: int) -> Rate:
    answer = peer.ask("time", credential=open_badge(), seed=SEED.hex(), count=count)
    assert answer["error"] is None, answer["error"]
    issuing, verifying = answer["issuing"], answer["verifying"]
    assert isinstance(issuing, float)
    assert isinstance(verifying, float)
    return Rate(name, count / issuing, count / verifying)


def cpu_seconds(items: list[Item], operation: Callable[[Item], None]) -> float:
    """CPU seconds of this process for all items but the first, which warms up."""
    first, *rest = items
    operation(first)
    began = time.process_time()
    for item in rest:
        operation(item)
    return time.process_time() - began
