"""``credstone pathway``: what credentials add up to, why, and the cheapest way on."""

from credstone.cli.pathway import cases as cases
from credstone.cli.pathway import check as check
from credstone.cli.pathway import explain as explain
from credstone.cli.pathway import graph as graph
from credstone.cli.pathway import lint as lint
from credstone.cli.pathway.noun import app

__all__ = ["app"]
