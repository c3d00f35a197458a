"""Why a credential that could be used in a requirement is not: what stands in its way.

Each answer is tried: the use is added to the allocation, and the walls that break are named.
"""

from __future__ import annotations

from credstone.stacking.asked import Part
from credstone.stacking.case import Item
from credstone.stacking.seen import Seen
from credstone.stacking.telling.walls import why_broken
from credstone.stacking.weigh import broken_walls

_ADDS_NOTHING = "it would add nothing that is still missing there"


def why_not_used(item: Item, leaf: Part, seen: Seen) -> tuple[str, ...]:
    """Every reason why ``item`` does not count in ``leaf``, where it could; at least one."""
    pairs = (*seen.pairs, (item, leaf.index))
    reasons = (why_broken(wall, item, leaf, seen.laid) for wall in broken_walls(seen.case, pairs))
    return tuple(dict.fromkeys(reasons)) or (_ADDS_NOTHING,)
