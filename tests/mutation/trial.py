"""Tries mutants inside one pytest: everything is imported and collected once, then forked.

First every test runs once, and what it calls of the rooms under trial is noted; tests that fail or
take long have no say. Then each mutant has a process of its own, in which its code takes the place
of the function's, and the tests that call the function run, the quick ones first, until one fails.
"""

from __future__ import annotations

import functools
import gc
import os
import resource
import signal
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from types import CodeType, FrameType, FunctionType

import pytest

from tests.mutation.mutants import SOURCE, Mutant, mutated_code

SLOW_SECONDS = 1.0
"""Tests that take longer are left out: two thousand mutants would wait for them."""
BUDGET_SECONDS = 10.0
"""What the tests of one mutant may take, by the time they took unchanged; the quick ones first."""
GRACE_SECONDS = 10.0
MEMORY = 4 << 30

Report = Callable[[Mutant, str], None]


@dataclass
class Trial:
    """A pytest plugin in the place of the usual run; ``tell`` hears of every mutant's end."""

    mutants: list[Mutant]
    jobs: int
    tell: Report
    _calls: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    _seconds: dict[str, float] = field(default_factory=dict)
    _failed: bool = False
    _running: dict[int, tuple[Mutant, float]] = field(default_factory=dict)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Note a failure, whatever part of the test it was in."""
        self._failed = self._failed or report.failed

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Run the tests once, then every mutant."""
        self._unchanged(session.items)
        items = {item.nodeid: item for item in session.items}
        functions = _functions()
        for mutant in self.mutants:
            tests = [items[name] for name in self._tests_of(mutant)]
            function = functions.get(_place(mutant))
            if not tests or function is None:
                self.tell(mutant, "no tests")
                continue
            while len(self._running) >= self.jobs:
                self._wait()
            self._start(mutant, function, tests)
        while self._running:
            self._wait()
        session.testsfailed = 0
        return True

    def _unchanged(self, items: list[pytest.Item]) -> None:
        for item, following in zip(items, [*items[1:], None], strict=True):
            self._failed, began = False, time.perf_counter()
            sys.settrace(self._note(item.nodeid))
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
            sys.settrace(None)
            if not self._failed:
                self._seconds[item.nodeid] = time.perf_counter() - began

    def _note(self, test: str) -> Callable[[FrameType, str, object], None]:
        """A tracer that keeps which of our functions ``test`` calls, and follows no lines."""
        calls = self._calls
        seen: set[int] = set()

        def note(frame: FrameType, _event: str, _argument: object) -> None:
            code = frame.f_code
            if id(code) in seen:  # a code object's own hash is computed each time
                return
            seen.add(id(code))
            if code.co_filename.startswith(_ROOT):
                calls[f"{code.co_filename}:{code.co_qualname}"].add(test)

        return note

    def _tests_of(self, mutant: Mutant) -> list[str]:
        """The quick tests that call the mutant's function, as many as the budget holds."""
        called = self._calls.get(_place(mutant), set())
        known = sorted((self._seconds[name], name) for name in called if name in self._seconds)
        chosen, spent = [], 0.0
        for seconds, name in known:
            spent += seconds
            if seconds > SLOW_SECONDS or spent > BUDGET_SECONDS:
                break
            chosen.append(name)
        return chosen

    def _start(self, mutant: Mutant, function: FunctionType, tests: list[pytest.Item]) -> None:
        expected = sum(self._seconds[item.nodeid] for item in tests)
        sys.stdout.flush()
        child = os.fork()
        if child == 0:
            os._exit(self._in_child(mutant, function, tests))
        self._running[child] = (mutant, time.monotonic() + GRACE_SECONDS + 5 * expected)

    def _in_child(self, mutant: Mutant, function: FunctionType, tests: list[pytest.Item]) -> int:
        """0 when every test passed, 1 when one failed, 2 when the change is no Python."""
        os.setpgid(0, 0)
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 1)
        os.dup2(nowhere, 2)
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        try:
            function.__code__ = mutated_code(mutant)
        except (SyntaxError, ValueError):
            return 2
        _forget()
        self._failed = False
        try:
            for item, following in zip(tests, [*tests[1:], None], strict=True):
                item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
                if self._failed:
                    return 1
        except BaseException:  # noqa: BLE001 - a mutant may break pytest itself
            return 1
        return 0

    def _wait(self) -> None:
        """Wait until one mutant's process has ended, and end those whose time is over."""
        while True:
            child, status = os.waitpid(-1, os.WNOHANG)
            if child in self._running:
                mutant, _ = self._running.pop(child)
                self.tell(mutant, _outcome(status))
                return
            for late, (_, until) in self._running.items():
                if time.monotonic() > until:
                    os.killpg(late, signal.SIGKILL)
            time.sleep(0.005)


_ROOT = str(SOURCE / "credstone")


def _place(mutant: Mutant) -> str:
    return f"{mutant.path}:{mutant.function}"


def _outcome(status: int) -> str:
    if os.WIFSIGNALED(status):
        return "timeout" if os.WTERMSIG(status) == signal.SIGKILL else "killed"
    return {0: "survived", 2: "no Python"}.get(os.WEXITSTATUS(status), "killed")


def _functions() -> dict[str, FunctionType]:
    """Every live function of ours by file and qualified name, however it was decorated."""
    return {
        f"{one.__code__.co_filename}:{one.__code__.co_qualname}": one
        for one in _alive(FunctionType)
        if isinstance(one.__code__, CodeType) and one.__code__.co_filename.startswith(_ROOT)
    }


def _forget() -> None:
    """Empty every cache, or the mutant would never be asked."""
    for cached in _alive(functools._lru_cache_wrapper):
        cached.cache_clear()


def _alive(kind: type) -> Iterator[object]:
    return (one for one in gc.get_objects() if type(one) is kind)


def try_mutants(mutants: Iterable[Mutant], tests: list[str], jobs: int, tell: Report) -> int:
    """Try every mutant; answers pytest's exit status of the run as a whole."""
    trial = Trial(list(mutants), jobs, tell)
    # The terminal would print a line for each test of each mutant; the options it knows go with it.
    quiet = ["-o", "addopts=--import-mode=importlib", "-p", "no:terminal", "-p", "no:cacheprovider"]
    return int(pytest.main([*quiet, "-m", "not soak", *tests], plugins=[trial]))
