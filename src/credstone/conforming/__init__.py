"""What a document must be to conform (VC Data Model 2.0, 1.3), before it is signed or believed.

Each file holds the clauses of one concern and yields what breaks them; ``document`` puts them in
order. Issuing refuses to sign what verifying would refuse to read, because both ask here. Whether
a signature covers a document, and whose it is, are other questions, asked of ``securing``.
"""
