"""Whether awards add up to something larger, why, and the cheapest way on.

Exact answers over values: no clock, no files, no proofs. See docs/reference/stacks.md for what
each rule means.
"""
