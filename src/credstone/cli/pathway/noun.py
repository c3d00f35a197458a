"""The noun; its verbs stand beside it, one file each."""

from __future__ import annotations

from credstone.cli.command import noun

app = noun("pathway", "What credentials add up to: check, explain, plan and award stacks.")
