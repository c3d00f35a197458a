"""What Credstone needs is named in pyproject.toml, few, locked by hash, and without an address."""

from __future__ import annotations

import ast
import json
import re
import sys
import tomllib
from collections.abc import Iterable
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import Any

import pytest

from tests.require import ROOT

LOCKS = sorted((ROOT / "requirements").glob("*.txt"))
SOURCES = sorted((ROOT / "src" / "credstone").rglob("*.py"))


def normalized(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def project() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def named(lines: Iterable[str]) -> set[str]:
    return {normalized(re.split(r"[\[<>=!~; ]", line)[0]) for line in lines}


def declared() -> set[str]:
    return named(project()["dependencies"])


def extras() -> set[str]:
    return named(line for lines in project()["optional-dependencies"].values() for line in lines)


def imported(source: Path) -> set[str]:
    """The top-level modules that a file imports, itself and the standard library aside."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            names.add(node.module.split(".")[0])
    return names - set(sys.stdlib_module_names) - {"credstone", "_typeshed"}  # no such module runs


def test_direct_dependencies_stay_few() -> None:
    assert len(declared()) <= 25


def test_every_import_is_a_declared_dependency() -> None:
    distributions = packages_distributions()
    undeclared = {
        f"{source.relative_to(ROOT)} imports {module}"
        for source in SOURCES
        for module in imported(source)
        if (declared() | extras()).isdisjoint(
            normalized(name) for name in distributions.get(module, [])
        )
    }
    assert undeclared == set()


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_a_lock_names_hashes_and_no_address(lock: Path) -> None:
    text = lock.read_text(encoding="utf-8")
    pinned = re.findall(r"^[A-Za-z0-9][^ ]*==[^ ]+.*\\$", text, flags=re.MULTILINE)
    assert pinned
    assert len(re.findall(r"^\S", text, flags=re.MULTILINE)) == len(pinned)
    assert "://" not in text


def test_the_runtime_lock_holds_every_dependency() -> None:
    text = (ROOT / "requirements" / "runtime.txt").read_text(encoding="utf-8")
    locked = {normalized(name) for name in re.findall(r"^([\w.-]+)==", text, flags=re.MULTILINE)}
    assert declared() <= locked


def test_the_test_lock_agrees_with_the_runtime_lock() -> None:
    def pins(name: str) -> set[str]:
        text = (ROOT / "requirements" / name).read_text(encoding="utf-8")
        return set(re.findall(r"^[\w.-]+==\S+", text, flags=re.MULTILINE))

    assert pins("runtime.txt") <= pins("dev.txt")
    assert pins("build.txt") <= pins("dev.txt")


def test_the_npm_lock_records_no_place_of_download() -> None:
    lock = json.loads((ROOT / "tests/interop/package-lock.json").read_text(encoding="utf-8"))
    installed = {name: entry for name, entry in lock["packages"].items() if name}
    assert installed
    assert all("integrity" in entry for entry in installed.values())
    assert not any("resolved" in entry for entry in installed.values())
