"""Model and document: one standard per file, each with what it loses.

Every export is a pure function of what it is given, so the same award gives the same document.
Proofs belong to ``securing``, files with lines and columns to ``documents``.
"""
