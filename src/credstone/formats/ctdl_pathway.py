"""A stack as a CTDL Pathway, and back: what credentials add up to, for registries of credentials.

CTDL says what a learner has to complete, not how one credential counts. Everything it leaves out
is answered beside the document, construct by construct; nothing of ours is hidden in it, so what
comes back is what anybody reads.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote

from credstone.formats import ctdl_terms as terms
from credstone.formats.checking import is_absolute_uri
from credstone.formats.compact import compact, listed
from credstone.formats.ctdl_graph import graph_of
from credstone.formats.ctdl_reading import Reader
from credstone.formats.ctdl_values import (
    credits_of,
    definition_of,
    kind_of,
    level_of,
    text,
    unit_of,
)
from credstone.formats.ctdl_writing import Writer, credit_values
from credstone.formats.finding import Finding, has_errors
from credstone.formats.losses import How
from credstone.model.learning import Catalogue
from credstone.model.requirement import Outcomes, Requirement, Take
from credstone.model.stack import (
    Constraints,
    NoDoubleCount,
    SharingScope,
    Stack,
    StackAward,
)
from credstone.model.vocabulary import eqf_concept
from credstone.ports import Json, JsonObject

_CONSTRAINTS = {
    "residency": "CTDL does not say how much has to come from whom",
    "min_credits_at": "CTDL does not say how much has to be of a level",
    "age": "a pathway is about definitions; CTDL has no day of award",
    "overlap": "CTDL has no term for shared content",
    "caps": "CTDL demands at least, never at most",
    "compensation": "CTDL has no term for a learner's grade",
    "grade_average": "CTDL has no term for a learner's grade",
    "cross_stack": "CTDL does not say what counts in two pathways",
    "repeatable": "CTDL does not say what may count several times",
}
_STACK = {
    "effective": "CTDL has no days on which one may begin a pathway",
    "sources": "CTDL has no regulation behind a pathway",
    "schemes": "CTDL has no term for a learner's grade",
    "issuers": "ids stand in the constraints; the short names do not",
    "renewal": "CTDL has no renewal of a pathway's credential",
    "retirement": "CTDL has no teach-out of a pathway",
}


@dataclass(frozen=True)
class PathwayExport:
    """The document, and everything that a reader of it will not know of the stack."""

    document: JsonObject
    unsaid: tuple[terms.Unsaid, ...]


def export(stack: Stack, catalogue: Catalogue | None = None) -> PathwayExport:
    """``stack`` as a Pathway; the same input gives the same document.

    ``catalogue`` lends the definitions their names, addresses and credits.
    """
    base = f"{terms.URN}{quote(stack.id, safe='')}:{quote(stack.version, safe='')}"
    writer = _writer(stack, base, catalogue)
    conditions = [writer.requirement(stack.rules)]
    if stack.constraints.capstone is not None:
        conditions.append(writer.requirement(stack.constraints.capstone))
        writer.miss(
            "stack", "capstone", "it is one requirement more; that it shares nothing is not"
        )
    for what, how, why in _unsaid(stack):
        writer.miss("stack", what, why, how)
    destination = _destination(stack, base, [one for one in conditions if one is not None])
    components = [destination, *writer.components.values()]
    pathway = compact(
        {
            "@id": base,
            "@type": terms.PATHWAY,
            "ceterms:name": terms.words(stack.title),
            "ceterms:hasDestinationComponent": [destination["@id"]],
            "ceterms:hasPart": [one["@id"] for one in components],
        }
    )
    document: JsonObject = {
        "@context": terms.CONTEXT,
        "@graph": listed([pathway, *components]),
    }
    return PathwayExport(document, tuple(dict.fromkeys(writer.unsaid)))


def read(document: Json) -> tuple[Stack | None, tuple[Finding, ...]]:
    """The stack that a document with one Pathway describes; never raises.

    Warnings say what was left out or taken for granted; an error stands where nothing could be
    made of it. Lint the stack before it is used: CTDL says nothing of double counting, so that
    each credential counts once.
    """
    findings: list[Finding] = []
    reader = Reader(graph_of(document), findings)
    pathway = reader.only(terms.PATHWAY)
    rules = reader.rules(pathway) if pathway is not None else None
    if pathway is None or rules is None or has_errors(findings):
        return None, tuple(findings)
    stack_id, version = reader.name_of(pathway)
    destination = reader.destination(pathway)
    stack = Stack(
        id=stack_id,
        version=version,
        title=text(pathway, "ceterms:name"),
        rules=rules,
        target=definition_of(destination),
        unit=unit_of(destination),
        constraints=Constraints(order=reader.order()),
        award=StackAward(
            kind=kind_of(destination) or StackAward.kind,
            credits=credits_of(destination),
            level=level_of(destination),
        ),
    )
    return stack, tuple(findings)


def _writer(stack: Stack, base: str, catalogue: Catalogue | None) -> Writer:
    offers = catalogue.offers if catalogue is not None else ()
    known = {one.learning.id: one.learning for one in offers}
    known |= {one.learning.code: one.learning for one in offers if one.learning.code}
    order = stack.constraints.order
    following = {first: tuple(b for a, b in order if a == first) for first, _ in order}
    stages = frozenset(one for pair in order for one in pair)
    return Writer(base, dict(stack.issuers), known, following, stages)


def _destination(stack: Stack, base: str, conditions: list[JsonObject]) -> JsonObject:
    award, target = stack.award, stack.target
    return compact(
        {
            "@id": f"{base}#destination",
            "@type": terms.CREDENTIAL,
            "ceterms:name": terms.words(stack.title),
            "ceterms:credentialType": terms.KINDS.get(award.kind, ""),
            "ceterms:codedNotation": "" if is_absolute_uri(target) else target,
            "ceterms:proxyFor": target if is_absolute_uri(target) else "",
            "ceterms:creditValue": credit_values(award.credits, stack.unit),
            "ceterms:creditLevelType": eqf_concept(award.level).uri if award.level else "",
            "ceterms:hasCondition": listed(conditions),
        }
    )


def _unsaid(stack: Stack) -> Iterator[tuple[str, How, str]]:
    """What of the stack, apart from its requirements, CTDL does not say."""
    yield from _double_counting(stack.constraints.no_double_count, stack)
    if stack.constraints.order:
        why = "precedes is a suggested order; the days of award are not compared"
        yield "order", How.FLATTENED, why
    nothing, plain = Constraints(), Stack(stack.id, stack.version, stack.title, stack.rules)
    for what, why in _CONSTRAINTS.items():
        if getattr(stack.constraints, what) != getattr(nothing, what):
            yield what, How.DROPPED, why
    for what, why in _STACK.items():
        if getattr(stack, what) != getattr(plain, what):
            yield what, How.DROPPED, why
    if stack.grandfather is not plain.grandfather:
        yield "grandfather", How.DROPPED, "CTDL does not say which version binds a learner"
    if stack.unit != plain.unit and stack.award.credits is None:
        yield "unit", How.DROPPED, "a unit stands only beside a number of credits"
    award = stack.award
    if award.kind not in terms.KINDS:
        yield "award.kind", How.DROPPED, f"CTDL has no class of credentials called {award.kind}"
    if award != StackAward(award.kind, award.credits, award.level):
        yield "award", How.FLATTENED, "who decides, and what a part that ends means, is not said"


def _double_counting(rule: NoDoubleCount, stack: Stack) -> Iterator[tuple[str, How, str]]:
    why = "CTDL does not say whether a credential may count twice"
    default = rule == NoDoubleCount()
    if not default or (rule.scope is not SharingScope.NONE and _leaves(stack.rules) > 1):
        yield "no_double_count", How.DROPPED, why


def _leaves(asked: Requirement) -> int:
    if isinstance(asked, Take | Outcomes):
        return 1
    below: tuple[Requirement, ...] = getattr(asked, "of", ())
    return sum(map(_leaves, below))
