"""What a mutant changes: one small thing in one function.

The operators are those of mutmut 3, with two of our own: a ``raise`` left out, and a call made for
its effect left out, since that is how a gate comes to stand open. Wording is left alone: a text
with a space in it is for people, and a test that pins every sentence would only repeat it.
"""

from __future__ import annotations

import ast
import copy
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

Change: TypeAlias = tuple[str, ast.AST]
"""The operator's name, and what stands there instead."""

_COMPARED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE,
    ast.GtE: ast.Gt, ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
}  # fmt: skip
_COUNTED: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.FloorDiv, ast.FloorDiv: ast.Mult,
    ast.Div: ast.Mult, ast.Mod: ast.FloorDiv, ast.LShift: ast.RShift, ast.RShift: ast.LShift,
    ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd, ast.BitXor: ast.BitAnd, ast.Pow: ast.Mult,
}  # fmt: skip
_METHODS = {
    "lower": "upper", "upper": "lower", "lstrip": "rstrip", "rstrip": "lstrip", "find": "rfind",
    "rfind": "find", "ljust": "rjust", "rjust": "ljust", "index": "rindex", "rindex": "index",
    "removeprefix": "removesuffix", "removesuffix": "removeprefix", "partition": "rpartition",
    "rpartition": "partition", "startswith": "endswith", "endswith": "startswith",
}  # fmt: skip
_WORDING = frozenset({"fix"})
"""Arguments that hold advice for people."""


@dataclass(frozen=True)
class Place:
    """A node and how it is replaced: ``owner.field``, or its item ``index``."""

    owner: ast.AST
    field: str
    index: int | None
    node: ast.AST


def places(function: ast.AST) -> Iterator[Place]:
    """Every node of a function's body that may be changed, in the order of the source."""
    pending: list[ast.AST] = [function]
    while pending:
        owner = pending.pop(0)
        for field, value in ast.iter_fields(owner):
            if field in ("annotation", "returns", "decorator_list", "type_comment"):
                continue
            items = list(enumerate(value)) if isinstance(value, list) else [(None, value)]
            for index, node in items:
                if not isinstance(node, ast.AST) or _is_text_for_people(node):
                    continue
                pending.append(node)
                yield Place(owner, field, index, node)


def _is_text_for_people(node: ast.AST) -> bool:
    """Documentation, sentences, texts put together, and advice."""
    if isinstance(node, ast.keyword):
        return node.arg in _WORDING
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return True
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return " " in node.value
    return isinstance(node, ast.JoinedStr)


def changes(node: ast.AST) -> Iterator[Change]:
    """What may stand in the place of ``node``."""
    for operator in _OPERATORS.get(type(node), ()):
        for changed in operator(node):
            yield operator.__name__.strip("_").replace("_", " "), ast.copy_location(changed, node)


def _with(node: ast.AST, **fields: object) -> ast.AST:
    changed = copy.copy(node)
    for name, value in fields.items():
        setattr(changed, name, value)
    return changed


def _comparison(node: ast.Compare) -> Iterator[ast.AST]:
    for at, operator in enumerate(node.ops):
        other = _COMPARED[type(operator)]()
        yield _with(node, ops=[*node.ops[:at], other, *node.ops[at + 1 :]])


def _and_or(node: ast.BoolOp) -> Iterator[ast.AST]:
    yield _with(node, op=ast.Or() if isinstance(node.op, ast.And) else ast.And())


def _not(node: ast.UnaryOp) -> Iterator[ast.AST]:
    if isinstance(node.op, ast.Not | ast.Invert):
        yield node.operand
    else:
        yield _with(node, op=ast.UAdd() if isinstance(node.op, ast.USub) else ast.USub())


def _arithmetic(node: ast.BinOp) -> Iterator[ast.AST]:
    if type(node.op) in _COUNTED:
        yield _with(node, op=_COUNTED[type(node.op)]())


def _constant(node: ast.Constant) -> Iterator[ast.AST]:
    match node.value:
        case bool():
            yield ast.Constant(not node.value)
        case int() | float():
            yield ast.Constant(node.value + 1)
        case str():
            yield ast.Constant(f"XX{node.value}XX")
        case bytes():
            yield ast.Constant(b"XX" + node.value + b"XX")


def _assigned(node: ast.Assign | ast.AnnAssign) -> Iterator[ast.AST]:
    if node.value is not None:
        none = isinstance(node.value, ast.Constant) and node.value.value is None
        yield _with(node, value=ast.copy_location(ast.Constant("" if none else None), node.value))


def _added(node: ast.AugAssign) -> Iterator[ast.AST]:
    yield ast.Assign([node.target], node.value)
    if type(node.op) in _COUNTED:
        yield _with(node, op=_COUNTED[type(node.op)]())


def _argument(node: ast.Call) -> Iterator[ast.AST]:
    for at, value in enumerate(node.args):
        if isinstance(value, ast.Starred) or _is_text_for_people(value):
            continue
        if not (isinstance(value, ast.Constant) and value.value is None):
            none = ast.copy_location(ast.Constant(None), value)
            yield _with(node, args=[*node.args[:at], none, *node.args[at + 1 :]])
        if len(node.args) + len(node.keywords) > 1:
            yield _with(node, args=[*node.args[:at], *node.args[at + 1 :]])
    for at, keyword in enumerate(node.keywords):
        if keyword.arg is not None and keyword.arg not in _WORDING:
            yield _with(node, keywords=[*node.keywords[:at], *node.keywords[at + 1 :]])


def _method(node: ast.Call) -> Iterator[ast.AST]:
    if isinstance(node.func, ast.Attribute) and node.func.attr in _METHODS:
        yield _with(node, func=_with(node.func, attr=_METHODS[node.func.attr]))


def _lambda(node: ast.Lambda) -> Iterator[ast.AST]:
    yield _with(node, body=ast.copy_location(ast.Constant(None), node.body))


def _leaving(node: ast.Break | ast.Continue) -> Iterator[ast.AST]:
    yield ast.Return() if isinstance(node, ast.Break) else ast.Break()


def _case(node: ast.Match) -> Iterator[ast.AST]:
    if len(node.cases) > 1:
        for at in range(len(node.cases)):
            yield _with(node, cases=[*node.cases[:at], *node.cases[at + 1 :]])


def _either_way(node: ast.IfExp) -> Iterator[ast.AST]:
    yield node.body
    yield node.orelse


def _raise_left_out(node: ast.Raise) -> Iterator[ast.AST]:
    yield ast.Pass()


def _call_left_out(node: ast.Expr) -> Iterator[ast.AST]:
    if isinstance(node.value, ast.Call):
        yield ast.Pass()


# Each takes the one kind of node that it stands beside.
_OPERATORS: dict[type[ast.AST], tuple[Callable[..., Iterator[ast.AST]], ...]] = {
    ast.Compare: (_comparison,),
    ast.BoolOp: (_and_or,),
    ast.UnaryOp: (_not,),
    ast.BinOp: (_arithmetic,),
    ast.Constant: (_constant,),
    ast.Assign: (_assigned,),
    ast.AnnAssign: (_assigned,),
    ast.AugAssign: (_added,),
    ast.Call: (_argument, _method),
    ast.Lambda: (_lambda,),
    ast.Break: (_leaving,),
    ast.Continue: (_leaving,),
    ast.Match: (_case,),
    ast.IfExp: (_either_way,),
    ast.Raise: (_raise_left_out,),
    ast.Expr: (_call_left_out,),
}
