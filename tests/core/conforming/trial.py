"""Try one document at all three doors: the clauses themselves, issuing, and verifying.

Verifying gets it from an issuer who did not lint: a good credential is signed and its member then
changed, or the changed document is signed where a mechanism lets it.
"""

from __future__ import annotations

import json

from credstone.conforming.document import problems
from credstone.errors import CredstoneError
from credstone.issuing.issue import Failed, Intent, Issued, issue
from credstone.ports import Json, JsonObject
from credstone.securing import strict_json
from credstone.securing.secured import ProofOptions
from credstone.verifying.report import Outcome, ReportClass, Verdict, VerificationReport
from tests.core.verifying.world import V2, Issuer, World

SUBJECT: JsonObject = {"id": "did:example:subject", "name": "Jane"}


def plain(issuer: Issuer, /, **changes: Json) -> JsonObject:
    """The smallest credential with a claim, changed; a change to ... leaves the member out."""
    document: JsonObject = {
        "@context": [V2],
        "id": "urn:uuid:6f1f6c3e-4b1a-4e0c-9a38-0d7d7f4b7a10",
        "type": ["VerifiableCredential"],
        "issuer": issuer.id,
        "credentialSubject": SUBJECT,
    }
    changed = {**document, **changes}
    return {name: value for name, value in changed.items() if value is not ...}


def places(document: JsonObject) -> list[str]:
    """Where its problems are, in order."""
    return [problem.where for problem in problems(document)]


def issued(world: World, issuer: Issuer, document: JsonObject) -> Issued | Failed:
    """What our issuer answers to ``document``."""
    key_type = world.signer.public(issuer.method_id).type
    options = ProofOptions(issuer.method_id, key_type, world.at)
    unsigned = strict_json.dumps(document)
    intent = Intent("urn:x:1", "eddsa-rdfc-2022", unsigned, options, issuer.method_id)
    [answer] = issue([intent], world.signer)
    return answer


def verified(world: World, issuer: Issuer, document: JsonObject) -> VerificationReport:
    """What our verifier says when somebody signs ``document`` without a look at it."""
    try:
        return world.verify(world.sign(issuer, document, binds_json=False))
    except CredstoneError:
        sound = json.loads(world.sign(issuer, plain(issuer), binds_json=False))
        return world.verify(json.dumps({**document, "proof": sound["proof"]}).encode())


def assert_conforms(**changes: Json) -> VerificationReport:
    """It breaks no clause, is issued, and what was issued is valid."""
    world = World()
    issuer = world.did_key()
    document = plain(issuer, **changes)
    assert places(document) == []
    answer = issued(world, issuer, document)
    assert isinstance(answer, Issued), answer
    report = world.verify(answer.secured)
    assert report.verdict is not Verdict.INVALID, report.checks
    check = report.check("structure")
    assert check is not None
    assert check.outcome is Outcome.PASSED
    return report


def assert_refused(where: str, **changes: Json) -> None:
    """The first problem is at ``where``; it is not issued, and whoever signs it is not believed."""
    world = World()
    issuer = world.did_key()
    document = plain(issuer, **changes)
    assert places(document)[:1] == [where]
    answer = issued(world, issuer, document)
    assert isinstance(answer, Failed)
    assert answer.error.where.startswith(where)
    assert_not_believed(verified(world, issuer, document))


def assert_not_covered(where: str, **changes: Json) -> None:
    """No clause of the data model speaks against it, but a signature would not cover it."""
    world = World()
    issuer = world.did_key()
    document = plain(issuer, **changes)
    assert places(document) == []
    answer = issued(world, issuer, document)
    assert isinstance(answer, Failed)
    assert answer.error.where == where
    assert_not_believed(verified(world, issuer, document))


def assert_not_believed(report: VerificationReport) -> None:
    """It is refused for how it is built: its signature is not even looked at."""
    assert (report.verdict, report.class_) == (Verdict.INVALID, ReportClass.NOT_GENUINE)
    assert report.check("signature") is None
    assert report.checks[-1].id in ("contexts", "covered", "structure", "related_resources")
    assert report.checks[-1].outcome is Outcome.FAILED
