"""The VC-API profile: issue, verify and change status over HTTPS, for conformance and integrators.

Thin over the core: requests become values, answers become JSON. It keeps no award and no
credential; what it stores is which status index was given out and which bit is set.
"""
