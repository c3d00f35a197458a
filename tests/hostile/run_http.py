"""The corpus over HTTP, against a real server of the VC-API profile; and the library by its policy.

The profile differs from the product where ``verifying.profiles`` says so, and reads no status
lists but its own; the library is asked with the same policy, keys and lists.
"""

from __future__ import annotations

import http.client
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from credstone.securing.did import LocalResolver
from credstone.verifying.profiles import VC_API
from tests.fakes import MemoryStatusSource
from tests.hostile.case import Case
from tests.hostile.run_library import Answer, answers
from tests.hostile.world import CHALLENGE, DOMAIN, World
from tests.web.vcapi.served import Server

_PATHS = {
    "credential": ("/vc-api/credentials/verify", b'{"verifiableCredential":'),
    "presentation": ("/vc-api/presentations/verify", b'{"verifiablePresentation":'),
}
_OPTIONS = {
    "credential": b"}",
    "presentation": b',"options":'
    + json.dumps({"challenge": CHALLENGE, "domain": DOMAIN}).encode()
    + b"}",
}
REFUSED = frozenset({400, 413, 422})


@dataclass
class Line:
    """One connection to the server, opened anew when the server closed it."""

    server: Server
    _open: http.client.HTTPSConnection | None = field(default=None, init=False)

    def ask(self, case: Case) -> tuple[int, Any]:
        """The status and the JSON that came back."""
        path, _ = _PATHS[case.kind]
        try:
            return self._asked(path, body_of(case))
        except (http.client.HTTPException, OSError):
            self.close()
            return self._asked(path, body_of(case))

    def close(self) -> None:
        if self._open is not None:
            self._open.close()
            self._open = None

    def _asked(self, path: str, body: bytes) -> tuple[int, Any]:
        if self._open is None:
            self._open = http.client.HTTPSConnection(
                "127.0.0.1", self.server.port, context=self.server.trusted, timeout=60
            )
        self._open.request("POST", path, body, {"Content-Type": "application/json"})
        answer = self._open.getresponse()
        return answer.status, json.loads(answer.read())


def body_of(case: Case) -> bytes:
    """The request: what looks like an object stands there as it is, all else as a text."""
    data = case.data
    if not data.lstrip(b" \t\r\n").startswith(b"{"):
        text = data.decode("utf-8", "surrogateescape")
        data = json.dumps(text, ensure_ascii=False).encode("utf-8", "surrogateescape")
    return _PATHS[case.kind][1] + data + _OPTIONS[case.kind]


def by_the_profile(cases: Iterable[Case]) -> Iterator[Answer]:
    """What the library answers under the profile's policy, with the keys and lists it has."""
    world = World(
        at=datetime.now(UTC),
        keys=LocalResolver(),
        statuses=MemoryStatusSource(),
        policy=VC_API,
    )
    yield from answers(cases, world)


def difference(status: int, said: Any, answer: Answer) -> str:  # noqa: ANN401 - any JSON
    """Where HTTP and library part; "" when they agree on verdict and on every check."""
    if status not in REFUSED | {200}:
        return f"{answer.case.id}: status {status}"
    if "verdict" not in said:  # problem details: the request could not be read at all
        agreed = status in REFUSED and answer.verdict == "invalid"
        return "" if agreed else f"{answer.case.id}: {status} without a report, {answer.verdict}"
    if (status == 200) != (said["verdict"] == "valid"):
        return f"{answer.case.id}: status {status} with verdict {said['verdict']}"
    if said["verdict"] != answer.verdict:
        return f"{answer.case.id}: HTTP {said['verdict']}, library {answer.verdict}"
    theirs, ours = outcomes(said), outcomes(answer.report)
    return "" if theirs == ours else f"{answer.case.id}: HTTP {theirs}, library {ours}"


def outcomes(report: Any) -> list[tuple[str, str]]:  # noqa: ANN401 - any JSON
    """Every check and how it ended, those of presented credentials too."""
    found = [(check["id"], check["outcome"]) for check in report["checks"]]
    for credential in report.get("credentials", ()):
        found += outcomes(credential)
    return found
