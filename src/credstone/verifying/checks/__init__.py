"""One function for each check: values in, a ``report.Check`` out, never an exception.

Each names the clause it rests on and gives its reason in words a person understands. The order of
the checks belongs to ``verifying.verify`` and ``verifying.authenticity``.
"""
