"""Verifying: bytes in, a reasoned answer out.

``verify`` is the numbered list, ``checks`` holds one function for each check, ``policy`` says whom
we trust and what follows, ``explain`` says it in plain words. A bad credential is an answer here,
never an exception; fetching keys and status lists belongs to whoever implements the ports.
"""
