"""The mutants are what they say: another program, of one function, by a name that stays."""

from __future__ import annotations

import ast
from types import FunctionType

import pytest

from tests.mutation.mutants import SOURCE, all_mutants, mutants_of, mutated_code
from tests.mutation.operators import changes, places

BITSTRING = SOURCE / "credstone" / "status" / "bitstring.py"


@pytest.mark.parametrize(
    ("line", "others"),
    [
        ("a < b", ["a <= b"]),
        ("a == b", ["a != b"]),
        ("a and b", ["a or b"]),
        ("not a", ["a"]),
        ("a + 1", ["a - 1", "a + 2"]),
        ("f(a, b)", ["f(None, b)", "f(b)", "f(a, None)", "f(a)", "pass"]),
        ("f('wrong, and why', where='/x')", ["f('wrong, and why')", "pass", "'XX/xXX'"]),
        ("f(fix='Ask them.')", ["pass"]),
        ("raise a", ["pass"]),
        ("a if b else c", ["a", "c"]),
        ("a = b", ["a = None"]),
        ("a += b", ["a = b", "a -= b"]),
        ("a.lstrip()", ["a.rstrip()", "pass"]),
        ("'a sentence'", []),
        ("'word'", []),
        ("a = 'word'", ["a = None", "a = 'XXwordXX'"]),
    ],
)
def test_a_line_becomes_these_and_no_others(line: str, others: list[str]) -> None:
    tree = ast.parse(line)
    found = []
    for place in places(tree):
        for _operator, changed in changes(place.node):
            whole = isinstance(place.owner, ast.Module | ast.Expr)
            text = ast.unparse(ast.fix_missing_locations(changed))
            found.append(
                text if whole or text in others else line.replace(ast.unparse(place.node), text, 1)
            )

    assert sorted(found) == sorted(others)


def test_every_mutant_has_a_name_of_its_own_and_most_are_python() -> None:
    mutants = all_mutants(("status",))
    assert len({mutant.key for mutant in mutants}) == len(mutants) > 300

    for mutant in mutants:
        code = mutated_code(mutant)
        assert code.co_qualname == mutant.function


def test_a_mutant_lives_in_the_place_of_its_function() -> None:
    """The rule for the length of a list, with its noughts and ones turned."""
    from credstone.status.bitstring import Bits

    method = Bits.__len__
    assert isinstance(method, FunctionType)
    original = method.__code__
    (mutant,) = [
        one
        for one in mutants_of(BITSTRING)
        if one.function == "Bits.__len__" and one.operator == "arithmetic"
    ]
    try:
        method.__code__ = mutated_code(mutant)
        assert len(Bits(b"12")) == 0
    finally:
        method.__code__ = original
    assert len(Bits(b"12")) == 16
