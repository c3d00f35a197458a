"""The whole of ``verify``: any bytes get an answer, and only what was signed is ever valid.

The seeds are credentials with good proofs. However they are changed, a valid answer must be about
claims that stand in one of them, with proofs that stand there.
"""

from __future__ import annotations

import json
import random
from functools import cache
from pathlib import Path

from credstone.ports import Json
from credstone.securing.canonical import jcs
from credstone.securing.did import LocalResolver
from credstone.securing.strict_json import loads
from credstone.verifying.award import award_in
from credstone.verifying.explain import explain
from credstone.verifying.report import Verdict, VerificationReport
from credstone.verifying.verify import verify
from tests.core.verifying.world import NOW
from tests.fakes import MemoryStatusSource
from tests.fuzz.mutate import Bytes, half, json_mutator, token_mutator

MOST = 16384

_FUZZ = Path(__file__).parents[1]
SEEDS = _FUZZ / "corpus" / "verify"
LISTS = _FUZZ / "lists"
_ENVELOPES = ("data:application/vc+jwt,", "data:application/vp+jwt,")


def mutate(data: bytes, most: int, rng: random.Random, change: Bytes) -> bytes:
    chosen = json_mutator if data.lstrip().startswith(b"{") else token_mutator
    return half(chosen)(data, most, rng, change)


def one_input(data: bytes) -> None:
    report = answered(data)
    if report.verdict is not Verdict.VALID:
        return
    statement, proofs = claims(data)
    known = signed_in(SEEDS)
    assert statement in known, "valid, and nobody signed these claims"
    assert proofs <= known[statement], "valid, with a proof that nobody made"


def answered(data: bytes) -> VerificationReport:
    """The report about ``data``, which can be told in JSON and in words."""
    report = verify(data, at=NOW, keys=LocalResolver(), statuses=MemoryStatusSource(_lists()))
    json.dumps(report.to_json(), allow_nan=False).encode("utf-8", "strict")
    assert report.checks
    assert explain(report, award_in(report)).headline
    return report


@cache
def _lists() -> dict[str, bytes]:
    lists = [path.read_bytes() for path in sorted(LISTS.glob("*.json"))]
    return {json.loads(one)["id"]: one for one in lists}


@cache
def signed_in(folder: Path) -> dict[bytes, frozenset[bytes]]:
    """The claims of every seed in ``folder``, with the proofs that there are of them."""
    found: dict[bytes, frozenset[bytes]] = {}
    for path in sorted(folder.iterdir()):
        statement, proofs = claims(path.read_bytes())
        found[statement] = found.get(statement, frozenset()) | proofs
    return found


def claims(data: bytes) -> tuple[bytes, frozenset[bytes]]:
    """What is claimed and the proofs of it; a token is both at once."""
    if not data.strip().startswith(b"{"):
        return data.strip(), frozenset()
    document = loads(data.strip())
    assert isinstance(document, dict)
    name = document.get("id")
    if isinstance(name, str) and name.startswith(_ENVELOPES):
        return name.partition(",")[2].encode(), frozenset()
    proofs = document.pop("proof")
    return jcs.canonicalize(document), frozenset(map(jcs.canonicalize, _listed(proofs)))


def _listed(proofs: Json) -> list[Json]:
    return proofs if isinstance(proofs, list) else [proofs]
