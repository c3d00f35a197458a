"""Requirements as ComponentConditions: who writes them keeps what CTDL cannot say.

Each requirement becomes a condition under its own id, each definition a component that stands in
for it. A requirement that others wait for becomes a stage of its own, since only components follow
one another.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import assert_never
from urllib.parse import quote, unquote

from credstone.formats import ctdl_terms as terms
from credstone.formats.checking import is_absolute_uri
from credstone.formats.compact import compact, listed
from credstone.formats.ctdl_constraints import (
    credits_of_each,
    selector_constraints,
    sum_of_credits,
    unsaid_of,
)
from credstone.formats.losses import How
from credstone.model.learning import Learning
from credstone.model.requirement import (
    All,
    AnyOf,
    Attest,
    Common,
    Cond,
    CoverMode,
    Group,
    NOf,
    Outcomes,
    Requirement,
    Take,
)
from credstone.model.selector import Selector
from credstone.model.text import Text
from credstone.ports import Json, JsonObject

_COMMON = {
    "attest": "CTDL has no term for a confirmation besides",
    "waivable_by": "CTDL has no term for waivers",
    "effective": "CTDL has no condition on the day of enrolment",
}
_TOTALS = {
    "min_count": "a number beside nested conditions counts conditions, not credentials",
    "max_count": "CTDL demands at least, never at most",
    "max_credits": "CTDL demands at least, never at most",
}
_TAKE = {
    "max_count": "CTDL demands at least, never at most",
    "max_credits": "CTDL demands at least, never at most",
    "per_item_cap": "CTDL does not cut what one component contributes",
    "distinct": "CTDL counts distinct values, but of no candidate's field or provider",
    "grade": "CTDL has no term for a learner's grade",
    "counts_up_to": "CTDL counts components, not how often one stands for several",
}
_OUTCOME = {
    "framework": "a component has no framework besides its competency",
    "min_confidence": "CTDL has no term for how surely a skill is shown",
    "select": "a condition on competencies is none on the credentials that show them",
}


@dataclass
class Writer:
    """One run over one stack: ``components`` and ``unsaid`` fill as it goes.

    ``stages`` are the ids of requirements in an order, ``following`` which come after each.
    """

    base: str
    issuers: Mapping[str, str]
    known: Mapping[str, Learning]
    following: Mapping[str, tuple[str, ...]]
    stages: frozenset[str]
    components: dict[str, JsonObject] = field(default_factory=dict)
    unsaid: list[terms.Unsaid] = field(default_factory=list)

    def requirement(self, asked: Requirement) -> JsonObject | None:
        """The condition for ``asked``; None when CTDL can say nothing of it."""
        self._common(asked)
        match asked:
            case Take():
                return self._take(asked)
            case Outcomes():
                return self._outcomes(asked)
            case Attest():
                return self._attest(asked)
            case Cond():
                why = "CTDL has no condition on the learner"
                self.miss(asked.id, "cond", why, How.DROPPED)
                return None
            case All() | AnyOf() | NOf():
                return self._group(asked)
            case _:
                assert_never(asked)

    def miss(self, where: str, what: str, why: str, how: How = How.FLATTENED) -> None:
        """Keep that something is not said."""
        self.unsaid.append(terms.Unsaid(where, what, how, why))

    def definition(self, name: str) -> str:
        """The id of the component that stands in for the definition called ``name``."""
        known = self.known.get(name)
        uri = name if is_absolute_uri(name) else known.id if known else ""
        return self._component(
            {
                "@id": f"{self.base}#definition/{quote(name, safe='')}",
                "@type": terms.CREDENTIAL,
                "ceterms:name": terms.words(known.title if known else Text.of({"en": name})),
                "ceterms:codedNotation": "" if is_absolute_uri(name) else name,
                "ceterms:proxyFor": uri,
                "ceterms:creditValue": credit_values(known.credits, known.unit) if known else [],
            }
        )

    def _component(self, members: dict[str, Json]) -> str:
        component = compact(members)
        name = str(component["@id"])
        self.components.setdefault(name, component)
        return name

    def _condition(self, asked: Common, **members: Json) -> JsonObject:
        return compact(
            {
                "@id": f"{self.base}#{quote(asked.id, safe='')}",
                "@type": terms.CONDITION,
                "ceterms:name": terms.words(asked.label),
                "ceterms:description": terms.words(asked.explain),
                **{f"ceterms:{name}": value for name, value in members.items()},
            }
        )

    def _take(self, asked: Take) -> JsonObject:
        for what, why in (*_filled(asked, _TAKE), *unsaid_of(asked.select)):
            self.miss(asked.id, what, why)
        constraints = list(selector_constraints(asked.select, self.issuers))
        if asked.min_each is not None:
            constraints.append(credits_of_each(asked.min_each))
        if asked.min_credits is not None:
            constraints.append(sum_of_credits(asked.min_credits))
        least = asked.min_count
        if least is None and asked.min_credits is None:
            least = 1
        wanted = asked.select.definition
        names = dict.fromkeys(ref.name for ref in wanted if not ref.name.endswith("*"))
        return self._condition(
            asked,
            requiredNumber=least,
            logicalOperator=terms.AND if len(constraints) > 1 else "",
            targetComponent=[self.definition(name) for name in names],
            hasConstraint=listed(constraints),
        )

    def _outcomes(self, asked: Outcomes) -> JsonObject:
        for what, why in _filled(asked, _OUTCOME):
            self.miss(asked.id, what, why)
        least = len(asked.outcomes)
        if asked.cover.mode is CoverMode.COUNT:
            least = asked.cover.at_least
        elif asked.cover.mode is CoverMode.WEIGHT:
            self.miss(asked.id, "cover", "CTDL counts competencies and does not weigh them")
        for one in asked.outcomes:
            for what in ("essential", "min_level"):
                if getattr(one, what):
                    self.miss(asked.id, what, "CTDL asks no more of one competency than of others")
        targets = [
            self._component(
                {
                    "@id": f"{self.base}#outcome/{quote(one.id, safe='')}",
                    "@type": terms.COMPETENCY,
                    "ceterms:name": {"en": one.id},
                    "ceterms:proxyFor": one.id,
                }
            )
            for one in asked.outcomes
        ]
        return self._condition(asked, requiredNumber=least, targetComponent=listed(targets))

    def _attest(self, asked: Attest) -> JsonObject:
        target = self._component(
            {
                "@id": f"{self.base}#attested/{quote(asked.id, safe='')}",
                "@type": terms.BASIC,
                "ceterms:name": terms.words(asked.statement),
                "ceterms:componentCategory": {"en": asked.role},
            }
        )
        return self._condition(asked, requiredNumber=1, targetComponent=[target])

    def _group(self, asked: Group) -> JsonObject:
        for what, why in _filled(asked, _TOTALS):
            self.miss(asked.id, what, why)
        parts = [one for one in map(self.requirement, asked.of) if one is not None]
        staged = any(one.id in self.stages for one in asked.of)
        members: dict[str, Json] = {"hasCondition": listed(parts)}
        if staged:
            members = {"targetComponent": listed(map(self._stage, parts))}
        match asked:
            case All():
                members["logicalOperator"] = terms.AND
            case AnyOf():
                members["logicalOperator"] = terms.OR
                if asked.best:
                    self.miss(asked.id, "best", "CTDL does not say that one part alone is used")
            case NOf():
                members["requiredNumber"] = asked.n
                if asked.distinct is not None:
                    self.miss(asked.id, "distinct", _TAKE["distinct"])
        if asked.min_credits is not None:
            members["hasConstraint"] = [sum_of_credits(asked.min_credits)]
        return self._condition(asked, **members)

    def _stage(self, part: JsonObject) -> str:
        """A component for a requirement, so that others can follow it."""
        own = unquote(str(part["@id"]).rpartition("#")[2])
        return self._component(
            {
                "@id": f"{self.base}#stage/{quote(own, safe='')}",
                "@type": terms.BASIC,
                "ceterms:name": part.get("ceterms:name") or {"en": own},
                "ceterms:hasCondition": [part],
                "ceterms:precedes": [
                    f"{self.base}#stage/{quote(one, safe='')}"
                    for one in self.following.get(own, ())
                ],
            }
        )

    def _common(self, asked: Common) -> None:
        for what, why in _filled(asked, _COMMON):
            self.miss(asked.id, what, why)
        if asked.weight != 1:
            self.miss(asked.id, "weight", "points of a component are not what it is worth to meet")


def _filled(value: object, reasons: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The fields among ``reasons`` that say something, each with its reason."""
    for what, why in reasons.items():
        said = getattr(value, what)
        if said is not None and said != "" and said != Selector():
            yield what, why


def credit_values(credits: Decimal | None, unit: str) -> list[Json]:
    """A creditValue, or nothing where no credits are stated."""
    if credits is None:
        return []
    return [
        {
            "@type": "ceterms:ValueProfile",
            "schema:value": terms.number(credits),
            "ceterms:description": {"en": f"{unit} credits"},
        }
    ]
