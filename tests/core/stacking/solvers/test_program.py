"""A program keeps whole numbers, sharpens its rows, and its copy grows alone."""

from __future__ import annotations

import pytest

from credstone.errors import TooComplex
from credstone.stacking.solvers.program import (
    LARGEST_COEFFICIENT,
    Program,
    Row,
    nodes_within,
)


def test_a_row_is_divided_by_its_common_divisor_and_sharpened() -> None:
    program = Program()
    first, second = program.variable(), program.variable()
    program.at_least({first: 300, second: 600}, 700)
    program.at_most({first: 4, second: -2}, 3)
    assert list(program.rows) == [
        Row(((first, 1), (second, 2)), 3, None),
        Row(((first, 2), (second, -1)), None, 1),
    ]


def test_an_equation_that_no_whole_number_solves_stays_without_a_solution() -> None:
    program = Program()
    at = program.variable(9)
    program.equal({at: 4}, 6)
    assert not any(program.allows([value]) for value in range(10))


def test_a_copy_grows_alone() -> None:
    program = Program()
    at = program.variable(3)
    twin = program.copy()
    twin.at_most({at: 1}, 1)
    twin.fix(at, 1)
    assert program.allows([3])
    assert not twin.allows([3])
    assert program.key() != twin.key()
    assert program.key() == program.copy().key()


def test_bounds_are_part_of_what_is_allowed() -> None:
    program = Program()
    program.variable(high=2, low=-1)
    assert [value for value in range(-3, 5) if program.allows([value])] == [-1, 0, 1, 2]
    assert not program.allows([0, 0])


def test_rows_name_only_variables_that_were_made() -> None:
    program = Program()
    program.variable()
    with pytest.raises(ValueError, match="variables 1 to 1 of 1"):
        program.at_most({1: 1}, 1)
    with pytest.raises(ValueError, match="has no value"):
        program.variable(high=0, low=1)


def test_coefficients_too_large_for_a_solver_are_refused_when_written() -> None:
    program = Program()
    one, other = program.variable(), program.variable()
    with pytest.raises(TooComplex, match="too large"):
        program.at_least({one: LARGEST_COEFFICIENT + 1, other: 1}, 1)


def test_what_all_coefficients_have_in_common_makes_none_too_large() -> None:
    program = Program()
    one, other = program.variable(), program.variable()
    program.at_least({one: LARGEST_COEFFICIENT * 3, other: 3}, 3)
    assert list(program.rows) == [Row(((one, LARGEST_COEFFICIENT), (other, 1)), 1, None)]


def test_a_node_of_a_larger_program_counts_for_more() -> None:
    program = Program()
    variables = [program.variable() for _ in range(100)]
    assert nodes_within(2_000, program) == 2_000
    for at in variables:
        program.at_most({at: 1}, 1)
    assert nodes_within(2_000, program) == 1_000
    assert nodes_within(3, program) == 3
