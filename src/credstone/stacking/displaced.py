"""Why a credential that could be used in a requirement is not: what stands in its way.

Each answer is tried: the use is added to the allocation, and the walls that break are named.
"""

from __future__ import annotations

from credstone.stacking import totals
from credstone.stacking.asked import Part
from credstone.stacking.case import Item
from credstone.stacking.constraints import WALLS
from credstone.stacking.kinds import any_of, take
from credstone.stacking.seen import Seen
from credstone.stacking.weigh import broken_walls

_ADDS_NOTHING = "it would add nothing that is still missing there"
_WHY = {
    "max_count": totals.why,
    "distinct_by": take.why,
    "best": any_of.why,
    **{constraint.NAME: constraint.why for constraint in WALLS},
}


def why_not_used(item: Item, leaf: Part, seen: Seen) -> tuple[str, ...]:
    """Every reason why ``item`` does not count in ``leaf``, where it could; at least one."""
    broken = broken_walls(seen.case, (*seen.pairs, (item, leaf.index)))
    reasons = (_WHY[wall.constraint](wall, item, leaf, seen.laid) for wall in broken)
    return tuple(dict.fromkeys(reasons)) or (_ADDS_NOTHING,)
