"""Stacks as CTDL pathways: what is said comes back, and what is not said is told."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from credstone.documents.stack_file import read_stack_file
from credstone.formats import ctdl_pathway
from credstone.formats.losses import How
from credstone.model.learning import Catalogue, Learning, Offer
from credstone.model.requirement import (
    All,
    AnyOf,
    Attest,
    Cond,
    Cover,
    CoverMode,
    NOf,
    Outcomes,
    Requirement,
    Take,
    WantedOutcome,
)
from credstone.model.selector import Declares, DefinitionRef, Period, Selector, Window
from credstone.model.stack import (
    Age,
    AwardedBy,
    Constraints,
    GradeAverage,
    NoDoubleCount,
    Overlap,
    Renewal,
    Residency,
    SharingScope,
    Source,
    Stack,
    StackAward,
)
from credstone.model.text import Text
from tests.core.formats.samples import EXAMPLES

Object = dict[str, Any]


def en(words: str) -> Text:
    return Text.of({"en": words})


def take(name: str, *codes: str, **more: Any) -> Take:  # noqa: ANN401 - fields of Take
    select = more.pop("select", Selector())
    refs = tuple(map(DefinitionRef, codes))
    return Take(id=name, label=en(name.title()), select=replace(select, definition=refs), **more)


def stack(rules: Requirement, **more: Any) -> Stack:  # noqa: ANN401 - fields of Stack
    return Stack("green transition", "2026.1", en("Green Transition"), rules, "CERT-GREEN", **more)


def document(rules: Requirement, **more: Any) -> Object:  # noqa: ANN401
    exported: Object = ctdl_pathway.export(stack(rules, **more)).document
    return json.loads(json.dumps(exported))


def nodes(exported: Object, kind: str) -> list[Object]:
    return [one for one in exported["@graph"] if one["@type"] == kind]


SAID: list[Requirement] = [
    take("core", "MC-1"),
    take("core", "MC-1", "MC-2", "https://other.example/mc/3", min_count=2),
    take("credits", "MC-1", "MC-2", min_credits=Decimal("7.5")),
    take("both", "MC-1", "MC-2", min_count=1, min_credits=Decimal(6), min_each=Decimal(2)),
    take(
        "open",
        min_credits=Decimal(12),
        select=Selector(
            issuer=("did:web:a.example", "did:web:b.example"),
            eqf_min=6,
            eqf_max=7,
            type=("micro-credential",),
            tag=("green",),
            skill=("http://data.europa.eu/esco/skill/1",),
        ),
    ),
    take("level", select=Selector(eqf_min=6)),
    All(id="all", of=(take("a", "MC-1"), take("b", "MC-2")), label=en("Everything")),
    AnyOf(id="any", of=(take("a", "MC-1"), take("b", "MC-2")), explain=en("One will do.")),
    NOf(id="two", n=2, of=tuple(take(name, name.upper()) for name in "abc")),
    All(
        id="nested",
        of=(AnyOf(id="x", of=(take("a", "MC-1"), take("b", "MC-2"))), take("c", "MC-3")),
        min_credits=Decimal(10),
    ),
    Outcomes(id="skills", outcomes=(WantedOutcome("urn:s:1"), WantedOutcome("urn:s:2"))),
    Outcomes(
        id="skills",
        outcomes=(WantedOutcome("urn:s:1"), WantedOutcome("urn:s:2")),
        cover=Cover(CoverMode.COUNT, 1),
    ),
    Attest(id="viva", role="examiner", statement=en("The viva was passed.")),
]


@pytest.mark.parametrize("rules", SAID, ids=lambda one: f"{type(one).__name__}-{one.id}")
def test_what_ctdl_can_say_comes_back_equal(rules: Requirement) -> None:
    asked = stack(rules, award=StackAward("certificate", Decimal(30), 6))
    export = ctdl_pathway.export(asked)
    assert [one for one in export.unsaid if one.where != "stack"] == []
    read, findings = ctdl_pathway.read(json.loads(json.dumps(export.document)))
    assert findings == ()
    assert read == asked


def test_an_order_comes_back_as_stages_that_precede_one_another() -> None:
    rules = All(id="all", of=(take("first", "MC-1"), take("then", "MC-2"), take("c", "MC-3")))
    asked = stack(rules, constraints=Constraints(order=(("first", "then"),)))
    export = ctdl_pathway.export(asked)
    read, findings = ctdl_pathway.read(export.document)
    assert (read, findings) == (asked, ())
    assert "order" in [one.what for one in export.unsaid]


def test_a_definition_is_one_component_however_often_it_is_named() -> None:
    exported = document(All(id="all", of=(take("a", "MC-1"), take("b", "MC-1", "MC-2"))))
    named = [
        one.get("ceterms:codedNotation") for one in nodes(exported, "ceterms:CredentialComponent")
    ]
    assert named == ["CERT-GREEN", "MC-1", "MC-2"]


def test_a_catalogue_lends_names_addresses_and_credits() -> None:
    learning = Learning(
        "https://uni.example/mc/1",
        "MC-1",
        "1",
        en("Carbon accounts"),
        ("did:web:uni.example",),
        Decimal(5),
    )
    catalogue = Catalogue("c", "1", (Offer(learning),))
    export = ctdl_pathway.export(stack(take("core", "MC-1")), catalogue)
    graph = export.document["@graph"]
    assert isinstance(graph, list)
    component = graph[2]
    assert isinstance(component, dict)
    assert component["ceterms:name"] == {"en": "Carbon accounts"}
    assert component["ceterms:proxyFor"] == "https://uni.example/mc/1"
    assert component["ceterms:creditValue"] == [
        {
            "@type": "ceterms:ValueProfile",
            "schema:value": 5,
            "ceterms:description": {"en": "ects credits"},
        }
    ]
    read, _ = ctdl_pathway.read(export.document)
    assert read is not None
    assert read.rules == take("core", "MC-1")


UNSAID: list[tuple[str, Stack, How]] = [
    ("max_credits", stack(take("a", "MC-1", max_credits=Decimal(5))), How.FLATTENED),
    (
        "definition",
        stack(Take(id="a", select=Selector((DefinitionRef("MC-1", "1.x"),)))),
        How.FLATTENED,
    ),
    ("max_age", stack(take("a", "MC-1", select=Selector(max_age=Period(5)))), How.FLATTENED),
    ("subject", stack(take("a", select=Selector(subject=("06",)))), How.FLATTENED),
    ("weight", stack(take("a", "MC-1", weight=3)), How.FLATTENED),
    ("waivable_by", stack(take("a", "MC-1", waivable_by="dean")), How.FLATTENED),
    (
        "cond",
        stack(
            All(
                id="all",
                of=(take("a", "MC-1"), Cond(id="c", when=Declares("x"), then=take("b", "MC-2"))),
            )
        ),
        How.DROPPED,
    ),
    (
        "no_double_count",
        stack(All(id="all", of=(take("a", "MC-1"), take("b", "MC-2")))),
        How.DROPPED,
    ),
    ("age", stack(take("a", "M"), constraints=Constraints(age=Age(Period(6)))), How.DROPPED),
    (
        "grade_average",
        stack(take("a", "M"), constraints=Constraints(grade_average=GradeAverage("de", "2.5"))),
        How.DROPPED,
    ),
    (
        "residency",
        stack(
            take("a", "M"), constraints=Constraints(residency=(Residency(("uni",), Decimal(6)),))
        ),
        How.DROPPED,
    ),
    (
        "overlap",
        stack(
            take("a", "M"), constraints=Constraints(overlap=(Overlap((DefinitionRef("M"),), 1),))
        ),
        How.DROPPED,
    ),
    (
        "capstone",
        stack(take("a", "M"), constraints=Constraints(capstone=take("z", "Z"))),
        How.FLATTENED,
    ),
    ("sources", stack(take("a", "M"), sources=(Source("Regulation"),)), How.DROPPED),
    ("effective", stack(take("a", "M"), effective=Window(date(2026, 1, 1))), How.DROPPED),
    ("renewal", stack(take("a", "M"), renewal=Renewal(24)), How.DROPPED),
    ("award", stack(take("a", "M"), award=StackAward(by=AwardedBy.RULE)), How.FLATTENED),
    ("award.kind", stack(take("a", "M"), award=StackAward("nanodegree")), How.DROPPED),
]


@pytest.mark.parametrize(("what", "asked", "how"), UNSAID, ids=[one[0] for one in UNSAID])
def test_what_ctdl_cannot_say_is_told_with_the_reason(what: str, asked: Stack, how: How) -> None:
    [told] = [one for one in ctdl_pathway.export(asked).unsaid if one.what == what]
    assert told.how is how
    assert told.why


def test_that_credentials_may_count_everywhere_is_not_said_either() -> None:
    rules = All(id="all", of=(take("a", "MC-1"), take("b", "MC-2")))
    free = Constraints(no_double_count=NoDoubleCount(SharingScope.NONE))
    told = [one.what for one in ctdl_pathway.export(stack(rules, constraints=free)).unsaid]
    assert told == ["no_double_count"]


# A pathway as registries hold them: conditions apart, addresses written out, a chain of courses.
STRANGERS: Object = {
    "@context": "https://credreg.net/ctdl/schema/context/json",
    "@graph": [
        {
            "@id": "https://reg.example/resources/ce-1",
            "@type": "ceterms:Pathway",
            "ceterms:name": {"en-US": "Network technician"},
            "ceterms:hasDestinationComponent": ["https://reg.example/resources/ce-2"],
        },
        {
            "@id": "https://reg.example/resources/ce-2",
            "@type": "ceterms:CredentialComponent",
            "ceterms:proxyFor": "https://reg.example/resources/ce-cred",
            "ceterms:hasCondition": ["https://reg.example/resources/ce-c1", {
                "@type": "ceterms:ComponentCondition",
                "ceterms:name": {"en": "Two electives"},
                "ceterms:requiredNumber": 2,
                "ceterms:targetComponent": [
                    "https://reg.example/resources/ce-4",
                    "https://reg.example/resources/ce-5",
                    "https://reg.example/resources/ce-absent",
                ],
                "ceterms:hasConstraint": [
                    {
                        "@type": "ceterms:Constraint",
                        "ceterms:leftSource": ["https://school.example/grade"],
                        "ceterms:comparator": "compare:EQ",
                        "ceterms:rightAction": "array:AnyOf",
                        "ceterms:rightSource": ["https://school.example/A"],
                    }
                ],
            }],
        },
        {
            "@id": "https://reg.example/resources/ce-c1",
            "@type": "ceterms:ComponentCondition",
            "ceterms:requiredNumber": 1,
            "ceterms:targetComponent": ["https://reg.example/resources/ce-3"],
        },
        {
            "@id": "https://reg.example/resources/ce-3",
            "@type": "ceterms:CourseComponent",
            "ceterms:codedNotation": "NET-2",
            "ceterms:name": {"en": "Networks 2"},
            "ceterms:hasCondition": [
                {
                    "@type": "ceterms:ComponentCondition",
                    "ceterms:requiredNumber": 1,
                    "ceterms:targetComponent": ["https://reg.example/resources/ce-4"],
                }
            ],
        },
        {
            "@id": "https://reg.example/resources/ce-4",
            "@type": "ceterms:CourseComponent",
            "ceterms:codedNotation": "NET-1",
        },
        {
            "@id": "https://reg.example/resources/ce-5",
            "@type": "ceterms:CourseComponent",
            "ceterms:proxyFor": "https://reg.example/resources/ce-course5",
        },
    ],
}  # fmt: skip


def test_a_strangers_pathway_is_read_as_far_as_it_goes() -> None:
    read, findings = ctdl_pathway.read(STRANGERS)
    assert read is not None
    rules = read.rules
    assert isinstance(rules, All)
    first, electives = rules.of
    assert isinstance(first, Take)
    assert first.select.definition == (DefinitionRef("NET-2"),)
    assert isinstance(electives, Take)
    assert (electives.min_count, electives.label) == (2, en("Two electives"))
    assert [ref.name for ref in electives.select.definition] == [
        "NET-1",
        "https://reg.example/resources/ce-course5",
        "https://reg.example/resources/ce-absent",
    ]
    told = " ".join(one.why for one in findings)
    for word in ("no version", "not described", "grade", "itself asks for"):
        assert word in told
    assert not any(one.is_error for one in findings)


def test_written_out_json_ld_is_the_same_pathway() -> None:
    term = "https://purl.org/ctdl/terms/"
    expanded = [
        {
            "@id": "http://a.example/p",
            "@type": [f"{term}Pathway"],
            f"{term}name": [{"@language": "en", "@value": "Welding"}],
            f"{term}hasDestinationComponent": [{"@id": "http://a.example/d"}],
        },
        {
            "@id": "http://a.example/d",
            "@type": [f"{term}CredentialComponent"],
            f"{term}hasCondition": [{"@id": "http://a.example/c"}],
        },
        {
            "@id": "http://a.example/c",
            "@type": [f"{term}ComponentCondition"],
            f"{term}logicalOperator": [{"@id": "https://purl.org/ctdl/vocabs/logic/And"}],
            f"{term}hasConstraint": [{"@id": "_:b1"}],
        },
        {
            "@id": "_:b1",
            "@type": [f"{term}Constraint"],
            f"{term}leftSource": [{"@id": f"{term}creditValue"}],
            f"{term}leftAction": [{"@id": "https://purl.org/ctdl/vocabs/array/Sum"}],
            f"{term}comparator": [{"@id": "https://purl.org/ctdl/vocabs/compare/GTEQ"}],
            f"{term}rightSource": [{"@value": 90}],
        },
    ]
    read, _ = ctdl_pathway.read(expanded)
    assert read is not None
    assert read.title == en("Welding")
    assert isinstance(read.rules, Take)
    assert read.rules.min_credits == Decimal(90)


@pytest.mark.parametrize(
    "broken", [None, [], "x", {}, {"@graph": 7}, {"@graph": [{"@type": "ceterms:Pathway"}]}]
)
def test_what_is_no_pathway_is_an_answer(broken: Any) -> None:  # noqa: ANN401
    read, findings = ctdl_pathway.read(broken)
    assert read is None
    assert findings[-1].is_error


def test_a_pathway_whose_conditions_go_in_a_circle_ends() -> None:
    circle = json.loads(json.dumps(STRANGERS))
    circle["@graph"][2]["ceterms:hasCondition"] = ["https://reg.example/resources/ce-c1"]
    _, findings = ctdl_pathway.read(circle)
    assert "in a circle" in " ".join(one.why for one in findings)


def test_conditions_shared_again_and_again_are_read_as_far_as_one_document_may_ask() -> None:
    """Thirty nodes that would be a million conditions, each twice the one before."""
    shared = json.loads(json.dumps(STRANGERS))
    chain = [
        {
            "@id": f"https://reg.example/c{number}",
            "@type": "ceterms:ComponentCondition",
            "ceterms:hasCondition": [f"https://reg.example/c{number + 1}"] * 2,
        }
        for number in range(18)
    ]
    shared["@graph"] += chain
    shared["@graph"][2]["ceterms:hasCondition"] = ["https://reg.example/c0"]
    read, findings = ctdl_pathway.read(shared)
    assert read is None
    [error] = [one for one in findings if one.is_error]
    assert "more than 2000 conditions" in error.why


POLICIES = sorted((EXAMPLES.parent / "policies" / "stacks").glob("*/stack*.yaml"))


@pytest.mark.parametrize("path", POLICIES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_real_stacks_go_out_and_what_comes_back_goes_out_the_same(path: Path) -> None:
    written = read_stack_file(path).value
    assert written is not None
    first, findings = ctdl_pathway.read(ctdl_pathway.export(written).document)
    assert first is not None, findings
    assert (first.id, first.version, first.target) == (written.id, written.version, written.target)
    second, _ = ctdl_pathway.read(ctdl_pathway.export(first).document)
    assert second == first
