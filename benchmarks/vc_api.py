"""``python -m benchmarks.vc_api --seconds 300``: the VC-API profile under load that never stops.

A server of its own in an empty home, and callers on kept connections that issue a credential,
verify it, and begin again: half of the rounds by vc-jwt and eddsa-jcs-2022, half by
eddsa-rdfc-2022. Server, signer and callers share the machine. Any answer that is not the right
one counts as a failure, and a failure ends the run with status 1.
"""

from __future__ import annotations

import argparse
import http.client
import json
import multiprocessing
import os
import signal
import ssl
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

from credstone.keystore.client import SignerClient

_PORT = 18_444
# The mix, round after round: half token and JCS, half RDFC.
_ROUNDS = ("vc-jwt", "eddsa-rdfc-2022", "eddsa-jcs-2022", "eddsa-rdfc-2022")
_TICKS = os.sysconf("SC_CLK_TCK")
_SETTLED_AFTER = 0.2  # of the run, when caches are full: growth is measured from here


@dataclass(frozen=True)
class Tally:
    """What one caller saw: seconds for each answer by what was asked, and what went wrong."""

    seconds: dict[str, list[float]]
    failures: list[str]


@dataclass(frozen=True)
class Sight:
    """One look at the processes: seconds of CPU and bytes of memory, by what they are."""

    cpu: Mapping[str, float]
    memory: Mapping[str, int]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.vc_api", description=__doc__)
    parser.add_argument("--seconds", type=float, default=300)
    parser.add_argument("--callers", type=int, default=8, help="how many ask at the same time")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, _server(Path(folder), given.workers) as server:
        failures = _run(Path(folder), server, given.seconds, given.callers)
    sys.exit(1 if failures else 0)


def _run(home: Path, server: subprocess.Popen[bytes], seconds: float, callers: int) -> int:
    signer = SignerClient(home).signer_pid()
    began, first = time.monotonic(), _look(server.pid, signer)
    with multiprocessing.get_context("spawn").Pool(callers) as pool:
        asked = pool.starmap_async(_caller, [(str(home), seconds)] * callers)
        time.sleep(seconds * _SETTLED_AFTER)
        settled = _look(server.pid, signer)
        tallies: list[Tally] = asked.get()
    took, last = time.monotonic() - began, _look(server.pid, signer)
    _tell(tallies, took, callers)
    print(f"{'process':<28}{'CPU of a core':>14}{'memory':>12}{'since settled':>15}")
    for name in last.cpu:
        share = (last.cpu[name] - first.cpu.get(name, 0.0)) / took
        grown = last.memory[name] / settled.memory[name] - 1
        memory = f"{last.memory[name] / 2**20:.0f} MiB"
        print(f"{name:<28}{share:>13.0%} {memory:>11}{grown:>+14.1%}")
    return sum(len(tally.failures) for tally in tallies)


def _tell(tallies: list[Tally], took: float, callers: int) -> None:
    everything = sorted(one for tally in tallies for all_ in tally.seconds.values() for one in all_)
    failures = [failure for tally in tallies for failure in tally.failures]
    print(f"{callers} callers for {took:.0f} s: {len(everything)} answers, ", end="")
    print(f"{len(everything) / took:.0f} a second, {len(failures)} failures")
    for failure in failures[:10]:
        print(f"  {failure}")
    print(f"{'':<28}{'answers':>9}{'p50':>9}{'p95':>9}{'p99':>9}{'worst':>9}")
    names = sorted({name for tally in tallies for name in tally.seconds})
    for name in names:
        _tell_times(name, sorted(one for tally in tallies for one in tally.seconds.get(name, [])))
    _tell_times("all", everything)


def _tell_times(name: str, seconds: list[float]) -> None:
    if not seconds:
        return
    last = len(seconds) - 1
    marks = [seconds[round(last * share)] * 1000 for share in (0.5, 0.95, 0.99, 1.0)]
    print(f"{name:<28}{len(seconds):>9}" + "".join(f"{mark:>6.0f} ms" for mark in marks))


def _caller(home: str, seconds: float) -> Tally:
    """Issue and verify until the time is up, on one connection."""
    trusted = ssl.create_default_context(cafile=str(Path(home) / "vc-api" / "certificate.pem"))
    line = http.client.HTTPSConnection("127.0.0.1", _PORT, context=trusted, timeout=60)
    tally = Tally({}, [])
    until, number = time.monotonic() + seconds, 0
    while time.monotonic() < until:
        name = _ROUNDS[number % len(_ROUNDS)]
        number += 1
        try:
            _round(line, name, tally)
        except (OSError, http.client.HTTPException, ValueError, KeyError) as error:
            tally.failures.append(f"{name}: {type(error).__name__} {error}")
            line.close()
    line.close()
    return tally


def _round(line: http.client.HTTPSConnection, name: str, tally: Tally) -> None:
    path = f"/vc-api/issuers/{name}/credentials/issue"
    issued = _ask(line, path, {"credential": _credential()}, 201, f"issue {name}", tally)
    if "verifiableCredential" not in issued:
        return
    report = _ask(line, "/vc-api/credentials/verify", issued, 200, f"verify {name}", tally)
    if report.get("verdict") != "valid":
        tally.failures.append(f"verify {name}: {report.get('verdict')}")


def _ask(
    line: http.client.HTTPSConnection,
    path: str,
    body: dict[str, Any],
    expected: int,
    what: str,
    tally: Tally,
) -> dict[str, Any]:
    began = time.perf_counter()
    line.request("POST", path, json.dumps(body), {"Content-Type": "application/json"})
    answer = line.getresponse()
    values: dict[str, Any] = json.loads(answer.read())
    tally.seconds.setdefault(what, []).append(time.perf_counter() - began)
    if answer.status != expected:
        tally.failures.append(f"{what}: {answer.status} {values.get('detail', '')}")
    return values


def _credential() -> dict[str, Any]:
    """A small credential of the data model, another one each time."""
    return {
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "id": uuid4().urn,
        "type": ["VerifiableCredential"],
        "name": "Ethics of machine learning",
        "issuer": "did:example:issuer",
        "validFrom": "2026-01-01T00:00:00Z",
        "credentialSubject": {"id": uuid4().urn, "name": "Zoë García Márquez"},
    }


@contextmanager
def _server(home: Path, workers: int) -> Iterator[subprocess.Popen[bytes]]:
    kept = {name: value for name, value in os.environ.items() if "CREDSTONE" not in name}
    words = ("vc-api", "serve", "--port", str(_PORT), "--workers", str(workers))
    process = subprocess.Popen(
        [sys.executable, "-m", "credstone", *words],
        env={**kept, "CREDSTONE_HOME": str(home)},
        stdin=subprocess.DEVNULL,
    )
    try:
        _wait(home, process)
        yield process
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(20)
        SignerClient(home).stop()


def _wait(home: Path, process: subprocess.Popen[bytes]) -> None:
    certificate = home / "vc-api" / "certificate.pem"
    for _ in range(600):
        if process.poll() is not None:
            sys.exit("the server ended before it answered")
        try:
            trusted = ssl.create_default_context(cafile=str(certificate))
            line = http.client.HTTPSConnection("127.0.0.1", _PORT, context=trusted)
            line.request("GET", "/vc-api/config")
            if line.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.1)
    sys.exit("the server does not answer")


def _look(server: int, signer: int) -> Sight:
    """Supervisor, workers, signer and the callers as the system counts them (proc(5))."""
    children = Path(f"/proc/{server}/task/{server}/children").read_text().split()
    names = {server: "supervisor", signer: "signer"}
    names |= {int(pid): f"worker {number}" for number, pid in enumerate(children, start=1)}
    cpu = {name: _cpu(pid) for pid, name in names.items()}
    memory = {name: _resident(pid) for pid, name in names.items()}
    return Sight(cpu, memory)


def _cpu(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS


def _resident(pid: int) -> int:
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


if __name__ == "__main__":
    main()
