"""The room at the street: the one way out, and what comes in by it.

It implements the ports ``KeyResolver`` and ``StatusSource`` over a fetcher that reaches
public web servers only. What the bytes mean, and whether anybody should believe them, is for
``securing``, ``status`` and ``verifying``.
"""
