"""Stacks as JSON: the shape people write by hand in YAML or JSON, and the canonical one.

Shapes are read here, requirement by requirement; what they mean together is checked by
``stack_checks``. Whether a stack is wise is for ``stacking.lint``; lines belong to ``documents``.
"""

from __future__ import annotations

from credstone.formats import compact
from credstone.formats.constraint_parts import parse_constraints
from credstone.formats.constraint_writing import constraints_to_json
from credstone.formats.finding import Finding, has_errors
from credstone.formats.node import Node
from credstone.formats.requirement_parts import parse_requirement
from credstone.formats.requirement_writing import requirement_to_json
from credstone.formats.rule_values import needed, window, window_to_json, words
from credstone.formats.stack_checks import check_stack
from credstone.formats.stack_parts import (
    award_to_json,
    parse_award,
    parse_issuers,
    parse_renewal,
    parse_retirement,
    parse_scheme,
    parse_source,
    renewal_to_json,
    retirement_to_json,
    scheme_to_json,
    source_to_json,
)
from credstone.model.selector import Window
from credstone.model.stack import Grandfather, Stack
from credstone.ports import Json, JsonObject

FIELDS = (
    "id",
    "version",
    "title",
    "target",
    "effective",
    "sources",
    "unit",
    "issuers",
    "schemes",
    "rules",
    "constraints",
    "award",
    "renewal",
    "retirement",
    "grandfather",
)
_SYNONYMS = {
    "name": "title",
    "label": "title",
    "code": "id",
    "source": "sources",
    "requirements": "rules: {id: …, kind: all, of: […]}",
    "requirement": "rules",
    "credential": "target",
    "issuer": "issuers",
    "schema": "schemes",
    "grading": "schemes",
    "retired": "retirement",
}


def read_stack(value: Json) -> tuple[Stack | None, tuple[Finding, ...]]:
    """The stack in ``value``, or None when an error stands in the way; never raises.

    Findings come in the order of reading: shapes first, then what does not fit together.
    """
    findings: list[Finding] = []
    node = Node(value, (), findings)
    if not isinstance(value, dict):
        node.find("a stack has named fields", "Begin with id, version and title.")
        return None, tuple(findings)
    stack = _parse(node)
    findings += check_stack(stack)
    return (None if has_errors(findings) else stack), tuple(findings)


def stack_to_json(stack: Stack) -> JsonObject:
    """Everything ``stack`` says; reading it gives an equal one.

    Decimals are strings; members that say nothing are left out, defaults mostly too.
    """
    return compact.compact(
        {
            "id": stack.id,
            "version": stack.version,
            "title": compact.text(stack.title),
            "target": stack.target,
            "effective": window_to_json(stack.effective),
            "sources": compact.listed(source_to_json(one) for one in stack.sources),
            "unit": stack.unit,
            "issuers": dict(stack.issuers),
            "schemes": compact.listed(scheme_to_json(one) for one in stack.schemes),
            "rules": requirement_to_json(stack.rules),
            "constraints": constraints_to_json(stack.constraints),
            "award": award_to_json(stack.award),
            "renewal": renewal_to_json(stack.renewal),
            "retirement": retirement_to_json(stack.retirement),
            "grandfather": stack.grandfather.value,
        }
    )


def _parse(node: Node) -> Stack:
    node.only(FIELDS, _SYNONYMS)
    needed(node, "id", "Give the stack a short name that never changes.")
    needed(node, "version", "Write a label such as 2026.")
    needed(node, "title", "Write it in a language, as in title: {en: …}.")
    if node.member("rules").is_absent:
        node.member("rules").find("rules is missing", "Write one requirement: id, kind and parts.")
    return Stack(
        id=node.string("id"),
        version=node.string("version"),
        title=words(node, "title"),
        rules=parse_requirement(node.member("rules")),
        target=node.string("target"),
        effective=window(node.member("effective")) or Window(),
        sources=node.each("sources", parse_source),
        unit=node.string("unit") or "ects",
        issuers=parse_issuers(node.member("issuers")),
        schemes=node.each("schemes", parse_scheme),
        constraints=parse_constraints(node.member("constraints")),
        award=parse_award(node.member("award")),
        renewal=parse_renewal(node.member("renewal")),
        retirement=parse_retirement(node.member("retirement")),
        grandfather=node.choice("grandfather", Grandfather) or Grandfather.ENROLMENT,
    )
