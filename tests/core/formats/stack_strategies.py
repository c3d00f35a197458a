"""Stacks as Hypothesis makes them up: every kind and constraint, each field present or not."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from itertools import count

from hypothesis import strategies as st

from credstone.formats.stack_places import places
from credstone.model.requirement import (
    All,
    AnyOf,
    Attest,
    Cond,
    Cover,
    CoverMode,
    Distinct,
    DistinctBy,
    NOf,
    Outcomes,
    Requirement,
    Take,
    WantedOutcome,
)
from credstone.model.selector import (
    Attribute,
    Declares,
    DefinitionRef,
    Enrolled,
    Every,
    GradeRule,
    Period,
    Predicate,
    Selector,
    Some,
    Today,
    Unless,
    Window,
)
from credstone.model.stack import (
    Age,
    AgeClock,
    AverageWeights,
    AwardedBy,
    Cap,
    Compensation,
    Constraints,
    CrossStack,
    GradeAverage,
    Grandfather,
    NoDoubleCount,
    Overlap,
    PartEnds,
    Renewal,
    Residency,
    Retirement,
    SchemeInStack,
    SharingScope,
    Source,
    Stack,
    StackAward,
)
from credstone.model.vocabulary import ParticipationMode, QualityAssuranceType, Supervised
from tests.core.formats.strategies import days, local_ids, said, texts, uris

names = st.text("abcÄß", min_size=1, max_size=6)
some_names = st.lists(names, max_size=2).map(tuple)
amounts = st.decimals(min_value=0, max_value=60, places=2)
shares = st.decimals(min_value=0, max_value=1, places=2)
least = st.none() | st.integers(0, 3)
most = st.none() | st.integers(3, 6)
few_credits = st.none() | st.decimals(min_value=0, max_value=10, places=1)
many_credits = st.none() | st.decimals(min_value=10, max_value=20, places=1)
grades = st.sampled_from(("1.3", "B", "85"))
refs = st.builds(
    DefinitionRef,
    st.sampled_from(("MC-1", "https://ub.example/mc@1", "urn:x:1")),
    st.sampled_from(("", "1.x", ">=2.0 <3", "1.0|1.1")),
)
some_refs = st.lists(refs, max_size=2).map(tuple)
periods = st.builds(Period, st.integers(1, 9), st.integers(0, 20), st.integers(0, 99))
windows = st.builds(Window, days, st.none()) | st.lists(days, min_size=2, max_size=2).map(
    lambda pair: Window(min(pair), max(pair))
)
distinct = st.none() | st.builds(
    Distinct, st.sampled_from(DistinctBy), st.none() | st.integers(1, 3)
)


def unlike(empty: object, one: st.SearchStrategy[Selector]) -> st.SearchStrategy[Selector]:
    return one.filter(lambda made: made != empty)


flat_selectors = st.builds(
    Selector,
    definition=some_refs,
    issuer=some_names,
    agreement=some_names,
    subject=st.lists(st.sampled_from(("06", "0613")), max_size=2).map(tuple),
    eqf_min=st.none() | st.integers(1, 4),
    eqf_max=st.none() | st.integers(4, 8),
    type=some_names,
    tag=some_names,
    skill=st.lists(uris, max_size=2).map(tuple),
    min_confidence=st.none() | shares,
    assessed=st.none() | st.booleans(),
    qa_min=st.none() | st.sampled_from(QualityAssuranceType),
    supervised=st.sampled_from(
        ((), (Supervised.ONLINE, Supervised.ONSITE), (Supervised.ONSITE,), (Supervised.NONE,))
    ),
    mode=st.lists(st.sampled_from(ParticipationMode), max_size=2).map(tuple),
    issued_after=st.none() | days,
    max_age=st.none() | periods,
    recognised_by=some_names,
    grade=st.none() | st.builds(GradeRule, names, grades),
)
selectors = st.recursive(
    flat_selectors,
    lambda below: st.builds(
        replace,
        flat_selectors,
        none_of=st.none() | unlike(Selector(), below),
        any=st.lists(below, max_size=2).map(tuple),
    ),
    max_leaves=4,
)
predicates: st.SearchStrategy[Predicate] = st.recursive(
    st.builds(Declares, names)
    | st.builds(Enrolled, windows)
    | st.builds(Today, windows)
    | st.builds(Attribute, names, names),
    lambda below: (
        st.lists(below, min_size=1, max_size=3).map(lambda of: Every(tuple(of)))
        | st.lists(below, min_size=1, max_size=3).map(lambda of: Some(tuple(of)))
        | st.builds(Unless, below)
    ),
    max_leaves=4,
)
blank_or_name = st.just("") | names
COMMON = {
    "id": st.just("?"),
    "label": texts,
    "weight": st.integers(1, 9),
    "explain": texts,
    "attest": blank_or_name,
    "effective": st.none() | windows,
    "waivable_by": blank_or_name,
}
TOTALS = {
    "min_count": least,
    "max_count": most,
    "min_credits": few_credits,
    "max_credits": many_credits,
}
takes = st.builds(
    Take,
    select=selectors,
    per_item_cap=st.none() | amounts,
    min_each=st.none() | amounts,
    distinct=distinct,
    grade=st.none()
    | st.builds(GradeRule, names, grades)
    | st.builds(GradeRule, names, avg_min=grades),
    **TOTALS,
    **COMMON,
)
wanted = st.builds(
    WantedOutcome, uris, st.booleans(), st.none() | st.integers(1, 8), st.integers(1, 5)
)
outcomes = st.builds(
    Outcomes,
    outcomes=st.lists(wanted, min_size=1, max_size=3).map(tuple),
    framework=blank_or_name,
    cover=st.just(Cover()) | st.builds(Cover, st.sampled_from(list(CoverMode)[1:]), st.just(1)),
    min_confidence=st.none() | shares,
    select=selectors,
    **COMMON,
)
attests = st.builds(Attest, role=names, statement=said, **COMMON)


def _groups(below: st.SearchStrategy[Requirement]) -> st.SearchStrategy[Requirement]:
    parts = st.lists(below, min_size=1, max_size=3).map(tuple)
    counted = st.builds(replace, takes, counts_up_to=st.integers(1, 3))
    return (
        st.builds(All, of=parts, **TOTALS, **COMMON)
        | st.builds(AnyOf, of=parts, best=st.booleans(), **TOTALS, **COMMON)
        | st.builds(
            NOf,
            n=st.just(1),
            of=st.lists(below | counted, min_size=1, max_size=3).map(tuple),
            distinct=distinct,
            **TOTALS,
            **COMMON,
        )
        | st.builds(Cond, when=predicates, then=below, otherwise=st.none() | below, **COMMON)
    )


requirements = st.recursive(takes | outcomes | attests, _groups, max_leaves=6)
constraints = st.builds(
    Constraints,
    no_double_count=st.builds(
        NoDoubleCount,
        st.sampled_from((SharingScope.STACK, SharingScope.GROUP)),
        st.sampled_from(((), (("r1", "*"),))),
        st.none() | amounts,
    ),
    residency=st.lists(
        st.builds(Residency, st.tuples(names), amounts)
        | st.builds(Residency, st.tuples(names), min_share=shares),
        max_size=2,
    ).map(tuple),
    min_credits_at=st.dictionaries(st.integers(1, 8), amounts, max_size=2).map(
        lambda levels: tuple(levels.items())
    ),
    age=st.none() | st.builds(Age, periods, st.sampled_from(AgeClock)),
    overlap=st.lists(
        st.builds(Overlap, st.tuples(refs, refs), st.integers(0, 2), st.none() | amounts),
        max_size=2,
    ).map(tuple),
    caps=st.lists(
        st.builds(Cap, selectors, amounts, most, st.sampled_from(("", "r1"))), max_size=2
    ).map(tuple),
    compensation=st.none() | st.builds(Compensation, names, grades, grades, amounts),
    capstone=st.none() | takes,
    grade_average=st.none()
    | st.builds(GradeAverage, names, grades, st.sampled_from(AverageWeights)),
    cross_stack=st.lists(st.builds(CrossStack, names, amounts), max_size=2).map(tuple),
    repeatable=some_refs,
)
schemes = st.builds(
    SchemeInStack,
    id=local_ids,
    lower_is_better=st.booleans(),
    passing=st.just("") | grades,
    points=st.just(()) | st.just((("A", Decimal(4)), ("B", Decimal("3.3")))),
)
bare_stacks = st.builds(
    Stack,
    id=names,
    version=names,
    title=said,
    rules=requirements,
    target=blank_or_name,
    effective=st.just(Window()) | windows,
    sources=st.lists(st.builds(Source, names, blank_or_name, st.just("") | uris), max_size=2).map(
        tuple
    ),
    unit=st.sampled_from(("ects", "CPD points")),
    issuers=st.dictionaries(names, uris, max_size=2).map(lambda made: tuple(made.items())),
    schemes=st.lists(schemes, max_size=2, unique_by=lambda one: one.id).map(tuple),
    constraints=constraints,
    award=st.builds(
        StackAward,
        names,
        st.none() | amounts,
        st.none() | st.integers(1, 8),
        st.sampled_from(AwardedBy),
        st.sampled_from(PartEnds),
        st.sampled_from(PartEnds),
        st.sampled_from(PartEnds),
    ),
    renewal=st.none() | st.builds(Renewal, st.integers(1, 120), st.sampled_from(("", "r1"))),
    retirement=st.none() | st.builds(Retirement, days, st.none(), blank_or_name),
    grandfather=st.sampled_from(Grandfather),
)


def numbered(stack: Stack) -> Stack:
    """``stack`` with ids r1, r2, … in the order of the file, so that no two are the same."""
    numbers = count(1)
    rules = _numbered(stack.rules, numbers)
    capstone = stack.constraints.capstone
    if capstone is not None:
        capstone = _numbered(capstone, numbers)
    return replace(stack, rules=rules, constraints=replace(stack.constraints, capstone=capstone))


def _numbered(one: Requirement, numbers: count[int]) -> Requirement:
    named = replace(one, id=f"r{next(numbers)}")
    match named:
        case All() | AnyOf() | NOf():
            return replace(named, of=tuple(_numbered(part, numbers) for part in named.of))
        case Cond():
            then = _numbered(named.then, numbers)
            other = named.otherwise
            return replace(
                named, then=then, otherwise=None if other is None else _numbered(other, numbers)
            )
        case _:
            return named


stacks = bare_stacks.map(numbered).filter(lambda one: sum(1 for _ in places(one)) < 40)
