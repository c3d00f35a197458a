"""A stranger's library in a process of its own: one JSON request a line, one JSON answer a line."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from credstone.contexts import MANIFEST, load
from credstone.ports import Json, JsonObject
from tests.require import NODE_MODULES, PEERS_PYTHON

PEERS = Path(__file__).parent / "peers"


@dataclass(frozen=True)
class Peer:
    """One library (``lib``) behind the pipe of its kind."""

    process: subprocess.Popen[str]
    lib: str

    def ask(self, op: str, **request: Json) -> JsonObject:
        """Put one request and wait for its answer."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps({"op": op, "lib": self.lib, **request}) + "\n")
        self.process.stdin.flush()
        answer: JsonObject = json.loads(self.process.stdout.readline())
        return answer

    def refusal(self, credential: Json) -> str | None:
        """Why the library does not accept the credential, or None when it does."""
        answer = self.ask("verify", credential=credential)
        return None if answer["verified"] is True else str(answer["error"])

    def issue(self, credential: JsonObject, seed: bytes, **more: Json) -> bytes:
        """The bytes of the credential as the library secures it with the Ed25519 key of a seed."""
        return self.made("issue", credential=credential, seed=seed.hex(), **more)

    def made(self, op: str, **request: Json) -> bytes:
        """The bytes of the one document, credential or presentation, that the library makes."""
        answer = self.ask(op, **request)
        assert answer["error"] is None, answer["error"]
        secured = answer.get("presentation") or answer["credential"]
        text = secured if isinstance(secured, str) else json.dumps(secured, ensure_ascii=False)
        return text.encode("utf-8")


@contextmanager
def _running(command: Sequence[str | Path]) -> Iterator[subprocess.Popen[str]]:
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
    ) as process:
        yield process
        assert process.stdin is not None
        process.stdin.close()


@contextmanager
def npm_peers(folder: Path) -> Iterator[subprocess.Popen[str]]:
    """The pipe to the npm libraries; ``folder`` takes the contexts that they have not."""
    contexts = folder / "contexts.json"
    contexts.write_text(json.dumps({entry.url: load(entry.url) for entry in MANIFEST}))
    assert NODE_MODULES.is_dir()
    with _running(["node", PEERS / "npm_peer.mjs", contexts]) as process:
        yield process


@contextmanager
def python_peers() -> Iterator[subprocess.Popen[str]]:
    """The pipe to the Python libraries."""
    with _running([PEERS_PYTHON, PEERS / "python_peer.py"]) as process:
        yield process
