"""The installed command as a script sees it: words in; status, stdout and stderr out."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Protocol

import jsonschema
import pytest
from referencing import Registry, Resource

from credstone.keystore.client import SignerClient
from tests.cli.nursery import Nursery

PROJECT = Path(__file__).parents[2]
SCHEMAS = PROJECT / "docs" / "reference" / "schema"
EXAMPLES = PROJECT / "examples"
COMMAND = Path(sys.executable).with_name("credstone")


@dataclass(frozen=True)
class Ended:
    """How one call ended."""

    status: int
    out: str
    err: str

    def json(self, schema: str) -> dict[str, Any]:
        """The one JSON object on stdout, which must be of the published ``schema``."""
        value: dict[str, Any] = json.loads(self.out)
        validator(schema).validate(value)
        return value


@cache
def validator(name: str) -> jsonschema.Draft202012Validator:
    """The published schema of that name, which may refer to the others."""
    contents = [json.loads(path.read_text()) for path in SCHEMAS.glob("*.schema.json")]
    known = Registry().with_resources(
        (content["$id"], Resource.from_contents(content))
        for content in contents
        if "$id" in content
    )
    wanted = json.loads((SCHEMAS / f"{name}.schema.json").read_text())
    return jsonschema.Draft202012Validator(wanted, registry=known)


class Credstone(Protocol):
    def __call__(
        self, *words: object, stdin: bytes = ..., env: Mapping[str, str] = ...
    ) -> Ended: ...


def environment(home: Path) -> dict[str, str]:
    """A process's environment with a home of the test's own and nothing else of ours."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("CREDSTONE_")}
    return {
        **kept,
        "CREDSTONE_HOME": str(home),
        "CREDSTONE_PASSPHRASE_FILE": str(home.with_suffix(".passphrase")),
    }


def runner(nursery: Nursery, folder: Path, home: Path) -> Credstone:
    """Runs commands in ``folder``; a traceback fails the test that sees it."""

    def run(*words: object, stdin: bytes = b"", env: Mapping[str, str] | None = None) -> Ended:
        with tempfile.TemporaryDirectory() as place:
            streams = [Path(place) / name for name in ("in", "out", "err")]
            for stream in streams:
                stream.write_bytes(stdin if stream.name == "in" else b"")
            status = nursery.run(
                [str(word) for word in words],
                env={**environment(home), **(env or {})},
                cwd=folder,
                streams=streams,
            )
            ended = Ended(status, streams[1].read_text(), streams[2].read_text())
        assert "Traceback" not in ended.out + ended.err
        return ended

    return run


@pytest.fixture(scope="session")
def nursery() -> Iterator[Nursery]:
    """Where this test run's commands come from."""
    nursery = Nursery.open()
    yield nursery
    nursery.close()


@pytest.fixture
def installed(tmp_path: Path) -> Credstone:
    """The installed command itself, as a shell would start it."""

    def run(*words: object, stdin: bytes = b"", env: Mapping[str, str] | None = None) -> Ended:
        done = subprocess.run(
            [str(COMMAND), *map(str, words)],
            input=stdin,
            env={**environment(tmp_path / "home"), **(env or {})},
            cwd=tmp_path,
            capture_output=True,
            timeout=60,
            check=False,
        )
        return Ended(done.returncode, done.stdout.decode(), done.stderr.decode())

    return run


@pytest.fixture
def credstone(tmp_path: Path, nursery: Nursery) -> Iterator[Credstone]:
    """The command in an empty folder, with a home that is not made yet."""
    home = tmp_path / "home"
    yield runner(nursery, tmp_path, home)
    if home.exists():
        SignerClient(home).stop()


@dataclass(frozen=True)
class Office:
    """A registrar's home that is used by many tests; each test brings learners of its own."""

    home: Path
    nursery: Nursery

    def at(self, folder: Path) -> Credstone:
        """The command, working in ``folder`` on this home."""
        return runner(self.nursery, folder, self.home)


@pytest.fixture(scope="session")
def office_home(tmp_path_factory: pytest.TempPathFactory, nursery: Nursery) -> Iterator[Office]:
    """A university and a hub, a joint achievement that the hub consents to, and one of its own."""
    folder = tmp_path_factory.mktemp("office")
    office = Office(folder / "home", nursery)
    run = office.at(folder)
    for words in (
        ("init",),
        ("organisation", "add", EXAMPLES / "organisations" / "ub.yaml"),
        ("organisation", "add", EXAMPLES / "organisations" / "hub.yaml"),
        ("achievement", "publish", EXAMPLES / "achievements" / "mc-coinno-01.yaml"),
        ("achievement", "publish", EXAMPLES / "achievements" / "mc-data-02.yaml"),
        ("achievement", "consent", "MC-COINNO-01", "--as", "hub"),
    ):
        ended = run(*words)
        assert ended.status == 0, ended.err
    yield office
    SignerClient(office.home).stop()


@pytest.fixture
def office(office_home: Office, tmp_path: Path) -> Credstone:
    """The command on the office's home, in a folder of the test's own."""
    return office_home.at(tmp_path)


@pytest.fixture
def results(tmp_path: Path) -> Path:
    """A small list for the joint achievement: four learners whom no other test knows."""
    tag = uuid.uuid4().hex[:8]
    path = tmp_path / "results.csv"
    lines = [f"{tag}-{n},Zoë {n},García Márquez,s{n}.{tag}@uni.example,2.0" for n in range(4)]
    header = "student number,first name,last name,e-mail,grade,awarded on"
    path.write_text("\n".join([header, *(f"{line},2026-07-14" for line in lines)]) + "\n")
    return path
