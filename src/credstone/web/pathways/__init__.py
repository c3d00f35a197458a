"""The ledger of stacks: which were granted to whom, resting on which awards, and what re-opened.

A grant, its uses and the larger award are written down together or not at all.
"""
