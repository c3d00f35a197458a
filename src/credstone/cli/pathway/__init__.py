"""``credstone pathway``: what credentials add up to, why, and the cheapest way on."""

from credstone.cli.pathway import award as award
from credstone.cli.pathway import cases as cases
from credstone.cli.pathway import check as check
from credstone.cli.pathway import convert as convert
from credstone.cli.pathway import explain as explain
from credstone.cli.pathway import goal as goal
from credstone.cli.pathway import grants as grants
from credstone.cli.pathway import graph as graph
from credstone.cli.pathway import lint as lint
from credstone.cli.pathway import near as near
from credstone.cli.pathway import plan as plan
from credstone.cli.pathway.noun import app

__all__ = ["app"]
