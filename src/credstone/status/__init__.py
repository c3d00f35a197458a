"""Credential status as arithmetic on bits, and the documents that carry it.

Values in, values out: signing a list belongs to ``securing``, publishing it to the edge, and
judging what a bit means for a credential to ``verifying``.
"""
