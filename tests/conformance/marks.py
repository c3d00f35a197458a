"""Which tests carry ``@pytest.mark.conforms("id", …)``, read from their source.

Reading the source instead of running pytest finds the same marks on every machine: where foreign
test data or peers are absent, whole files are skipped, and their marks with them. So an id is
written as a string, and the mark on a test, on a class of tests, as ``pytestmark`` of a file, or
on a ``pytest.param`` that stands in the test's decorator or in a list of the same file.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeGuard

TESTS = Path(__file__).parents[1]
_FOREIGN = {"node_modules", "__pycache__"}


@dataclass(frozen=True, order=True)
class Shown:
    """A test that shows a requirement: ``file`` is below the project, ``test`` its name.

    ``case`` is the id of the one case that carries the mark, "" when all of them do.
    """

    file: str
    test: str
    case: str
    requirement: str


def shown(folder: Path = TESTS) -> list[Shown]:
    """Answer every mark in the test files below ``folder``, by file and line.

    Raises ``ValueError`` for a mark that is not written as described above.
    """
    root = folder.parent
    files = sorted(path for path in folder.rglob("test_*.py") if not _FOREIGN & {*path.parts})
    return [found for path in files for found in _in_file(path, str(path.relative_to(root)))]


def _in_file(path: Path, name: str) -> Iterator[Shown]:
    source = path.read_text()
    if ".conforms(" not in source:
        return
    tree = ast.parse(source)
    lists = _lists(tree)
    seen: set[ast.Call] = set()
    whole = list(_marks(*_values(tree, "pytestmark")))
    for test, above in _tests(tree):
        carried = [*whole, *above]
        carried += [mark for mark in _marks(*test.decorator_list) if _is_whole(mark, test)]
        seen |= {*carried}
        for requirement in dict.fromkeys(one for mark in carried for one in _ids(mark, name)):
            yield Shown(name, test.name, "", requirement)
        for case, mark in _cases(test, lists):
            seen.add(mark)
            for requirement in _ids(mark, name):
                yield Shown(name, test.name, case, requirement)
    for mark in _marks(tree):
        if mark not in seen:
            raise ValueError(f"{name}:{mark.lineno}: no test carries this mark.")


def _tests(tree: ast.Module) -> Iterator[tuple[ast.FunctionDef, list[ast.Call]]]:
    """Every test function, with the marks of the class around it."""
    for node in tree.body:
        if isinstance(node, ast.ClassDef):
            above = list(_marks(*node.decorator_list, *_values(node, "pytestmark")))
            yield from ((one, above) for one in node.body if _is_test(one))
        elif _is_test(node):
            yield node, []


def _is_test(node: ast.stmt) -> TypeGuard[ast.FunctionDef]:
    return isinstance(node, ast.FunctionDef) and node.name.startswith("test_")


def _is_whole(mark: ast.Call, test: ast.FunctionDef) -> bool:
    """Whether the mark is a decorator itself, not a part of one."""
    return mark in test.decorator_list


def _cases(
    test: ast.FunctionDef, lists: dict[str, list[ast.expr]]
) -> Iterator[tuple[str, ast.Call]]:
    """The marked cases of a test: in its decorators, and in the lists that these name."""
    reached: list[ast.AST] = [one for one in test.decorator_list if isinstance(one, ast.Call)]
    names: set[str] = set()
    for part in reached:
        for node in ast.walk(part):
            if isinstance(node, ast.Name) and node.id in lists and node.id not in names:
                names.add(node.id)
                reached.extend(lists[node.id])
            if isinstance(node, ast.Call) and _ends_in(node.func, "param"):
                marks = [one.value for one in node.keywords if one.arg == "marks"]
                yield from ((_case_id(node), mark) for mark in _marks(*marks))


def _case_id(param: ast.Call) -> str:
    """How pytest calls the case, as far as the source tells it."""
    given = [one.value for one in param.keywords if one.arg == "id"] or param.args[:1]
    match given:
        case [ast.Constant(value=str() as text)]:
            return text
        case [node]:
            return ast.unparse(node)
        case _:
            return "?"


def _lists(tree: ast.Module) -> dict[str, list[ast.expr]]:
    """What stands at the top of the file under a name."""
    lists: dict[str, list[ast.expr]] = {}
    for node in tree.body:
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                lists.setdefault(name, []).append(value)
            case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value):
                lists.setdefault(name, []).append(value)
    lists.pop("pytestmark", None)
    return lists


def _values(node: ast.Module | ast.ClassDef, name: str) -> list[ast.expr]:
    return [
        one.value
        for one in node.body
        if isinstance(one, ast.Assign)
        and any(isinstance(target, ast.Name) and target.id == name for target in one.targets)
    ]


def _marks(*nodes: ast.AST) -> Iterator[ast.Call]:
    for node in nodes:
        for one in ast.walk(node):
            if isinstance(one, ast.Call) and _ends_in(one.func, "conforms"):
                yield one


def _ends_in(func: ast.expr, name: str) -> bool:
    return isinstance(func, ast.Attribute) and func.attr == name


def _ids(mark: ast.Call, file: str) -> list[str]:
    ids = [one.value for one in mark.args if isinstance(one, ast.Constant)]
    texts = [one for one in ids if isinstance(one, str)]
    if not texts or len(texts) != len(mark.args) or mark.keywords:
        raise ValueError(f"{file}:{mark.lineno}: a mark names requirements, as plain strings.")
    return texts
