"""Every mutant of the rooms under trial, and the code object that makes one of them live.

A mutant lives in one function of a module or of a class in it. Its code takes the place of the
function's own in a process that has imported everything already, so whoever holds the function
runs the mutant. Statements outside of functions ran long before and are not changed.
"""

from __future__ import annotations

import ast
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import CodeType

from tests.mutation.operators import Place, changes, places

SOURCE = Path(__file__).resolve().parents[2] / "src"
ROOMS = ("status", "securing", "conforming", "verifying")

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Mutant:
    """One change: ``number`` counts the changes of its function, in the order of the source."""

    path: Path
    function: str
    number: int
    operator: str
    line: int
    before: str
    after: str

    @property
    def key(self) -> str:
        """The same for the same change, wherever in its file the function has moved."""
        said = f"{self.function}\n{self.number}\n{self.operator}\n{self.before}\n{self.after}"
        digest = hashlib.sha256(said.encode()).hexdigest()[:16]
        return f"{self.module}:{self.function}:{digest}"

    @property
    def module(self) -> str:
        """The module's name, with dots."""
        return ".".join(self.path.relative_to(SOURCE).with_suffix("").parts)

    @property
    def room(self) -> str:
        """The first folder below the package."""
        return self.path.relative_to(SOURCE).parts[1]


def all_mutants(rooms: tuple[str, ...] = ROOMS) -> list[Mutant]:
    """Every mutant of the rooms, in the order of files and lines."""
    return [
        mutant
        for room in rooms
        for path in sorted((SOURCE / "credstone" / room).rglob("*.py"))
        for mutant in mutants_of(path)
    ]


@cache
def _source(path: Path) -> str:
    """The text as it was when it was first read: whatever is edited meanwhile is not tried."""
    return path.read_text(encoding="utf-8")


def mutants_of(path: Path) -> Iterator[Mutant]:
    """Every mutant of one file that differs from it once compiled."""
    for name, function in _functions(ast.parse(_source(path))):
        for number, (place, operator, changed) in enumerate(_changes(function)):
            before, after = _shown(place.node), _shown(changed)
            if before != after:
                line = getattr(place.node, "lineno", function.lineno)
                yield Mutant(path, name, number, operator, line, before, after)


def mutated_code(mutant: Mutant) -> CodeType:
    """The code object of the mutant's function; ``SyntaxError`` where the change is no Python."""
    tree = ast.parse(_source(mutant.path))
    function = dict(_functions(tree))[mutant.function]
    for number, (place, _operator, changed) in enumerate(_changes(function)):
        if number == mutant.number:
            _replace(place, changed)
            break
    module = compile(ast.fix_missing_locations(tree), str(mutant.path), "exec")
    return next(code for name, code in _codes(module) if name == mutant.function)


def _functions(tree: ast.Module) -> Iterator[tuple[str, Function]]:
    """Functions of the module and methods of its classes, by their qualified name."""
    for node in tree.body:
        if isinstance(node, Function):
            yield node.name, node
        elif isinstance(node, ast.ClassDef):
            for inner in node.body:
                if isinstance(inner, Function):
                    yield f"{node.name}.{inner.name}", inner


def _changes(function: Function) -> Iterator[tuple[Place, str, ast.AST]]:
    body = ast.Module(function.body, [])
    for place in places(body):
        for operator, changed in changes(place.node):
            yield place, operator, changed


def _replace(place: Place, changed: ast.AST) -> None:
    if place.index is None:
        setattr(place.owner, place.field, changed)
    else:
        getattr(place.owner, place.field)[place.index] = changed


def _codes(module: CodeType) -> Iterator[tuple[str, CodeType]]:
    pending = [module]
    while pending:
        for constant in pending.pop().co_consts:
            if isinstance(constant, CodeType):
                yield constant.co_qualname, constant
                pending.append(constant)


def _shown(node: ast.AST) -> str:
    text = ast.unparse(ast.fix_missing_locations(node))
    return text if len(text) <= 400 else f"{text[:400]}…"
