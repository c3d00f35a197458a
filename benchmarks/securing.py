"""Issue and verify per CPU second: ours and the npm libraries', one credential, one run.

The credential is the Open Badge of the interop tests, extension included, with each cryptosuite on
each of its curves. What is compared is securing alone: canonicalize, hash, sign; read, cover,
canonicalize, check. Over canonical JSON the npm libraries read no JSON-LD at all, and we do, since
coverage is demanded of every document. The policy around it, the database and the files are left
to other benchmarks.
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
from tests.interop.open_badge import open_badge
from tests.interop.peer import Peer, npm_peers
from tests.interop.signers import SIGNERS, SuiteSigner
from tests.require import missing

Item = TypeVar("Item")

ALL = tuple(signer.suite for signer in SIGNERS)
# Each npm library with the suites that it has.
LIBRARIES = {
    "digitalbazaar": ("@digitalbazaar/vc 7.3.0", ALL),
    "digitalcredentials": ("@digitalcredentials/vc 10.0.2", ("eddsa-rdfc-2022",)),
}


@dataclass(frozen=True)
class Rate:
    """How many credentials one CPU second is enough for, secured by ``how``."""

    how: SuiteSigner
    who: str
    issued: float
    verified: float


def rates(count: int) -> Iterator[Rate]:
    """By suite and curve, ours first, then each npm library that is installed."""
    if missing("node") is not None:
        yield from (ours(signer, count) for signer in SIGNERS)
        return
    with tempfile.TemporaryDirectory() as folder, npm_peers(Path(folder)) as process:
        for signer in SIGNERS:
            yield ours(signer, count)
            for lib, (name, suites) in LIBRARIES.items():
                if signer.suite in suites:
                    yield theirs(Peer(process, lib), name, signer, count)


def ours(signer: SuiteSigner, count: int) -> Rate:
    badge, public = signer.issued(open_badge()), signer.key.public
    documents = [
        {**badge, "id": f"urn:uuid:00000000-0000-4000-8000-{number:012}"}
        for number in range(count + 1)
    ]
    signed: list[bytes] = []

    def issue(document: JsonObject) -> None:
        signed.append(signer.sign(document))

    def verify(secured: bytes) -> None:
        document = mechanism.read(secured)
        assert mechanism.check(document, document.proofs[0], public).holds

    issuing = cpu_seconds(documents, issue)
    return Rate(signer, "credstone", count / issuing, count / cpu_seconds(signed, verify))


def theirs(peer: Peer, name: str, signer: SuiteSigner, count: int) -> Rate:
    badge = signer.issued(open_badge())
    answer = peer.ask("time", credential=badge, count=count, **signer.for_peer())
    assert answer["error"] is None, answer["error"]
    issuing, verifying = answer["issuing"], answer["verifying"]
    assert isinstance(issuing, float)
    assert isinstance(verifying, float)
    return Rate(signer, name, count / issuing, count / verifying)


def cpu_seconds(items: list[Item], operation: Callable[[Item], None]) -> float:
    """CPU seconds of this process for all items but the first, which warms up."""
    first, *rest = items
    operation(first)
    began = time.process_time()
    for item in rest:
        operation(item)
    return time.process_time() - began
