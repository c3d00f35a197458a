"""The whole of ``verify_presentation``: any bytes get an answer, and only the signed is valid.

As in ``verify``, whatever is valid must say what one of the seeds says, with proofs of that seed;
whatever is about another challenge or another verifier is never valid.
"""

from __future__ import annotations

import json
import random
from datetime import timedelta
from pathlib import Path

from credstone.securing.did import LocalResolver
from credstone.verifying.explain_presentation import explain_presentation
from credstone.verifying.presentation import verify_presentation
from credstone.verifying.presentation_report import PresentationReport
from credstone.verifying.report import Verdict
from tests.core.verifying.presenting import CHALLENGE, DOMAIN
from tests.core.verifying.world import NOW
from tests.fakes import MemoryStatusSource
from tests.fuzz.mutate import Bytes, half, json_mutator, token_mutator
from tests.fuzz.targets.verify import claims, signed_in

MOST = 24576

SEEDS = Path(__file__).parents[1] / "corpus" / "presentation"


def mutate(data: bytes, most: int, rng: random.Random, change: Bytes) -> bytes:
    chosen = json_mutator if data.lstrip().startswith(b"{") else token_mutator
    return half(chosen)(data, most, rng, change)


def one_input(data: bytes) -> None:
    report = answered(data)
    json.dumps(report.to_json(), allow_nan=False).encode("utf-8", "strict")
    assert explain_presentation(report).headline
    if report.verdict is not Verdict.VALID:
        return
    statement, proofs = claims(data)
    known = signed_in(SEEDS)
    assert statement in known, "valid, and nobody signed this"
    assert proofs <= known[statement], "valid, with a proof that nobody made"
    assert answered(data, "another").verdict is Verdict.INVALID, "valid for another challenge"


def answered(data: bytes, challenge: str = CHALLENGE) -> PresentationReport:
    """The report about ``data``, to whoever asked for it with ``challenge``."""
    return verify_presentation(
        data,
        at=NOW + timedelta(minutes=1),
        keys=LocalResolver(),
        statuses=MemoryStatusSource(),
        challenge=challenge,
        domain=DOMAIN,
    )
