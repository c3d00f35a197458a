"""One function for each check: values in, a ``report.Check`` out, never an exception.

Each names the clause it rests on and gives its reason in words a person understands. Their order
is in ``verifying.verify``; ``authenticity`` runs the first half of it, for lists and consents too.
"""
