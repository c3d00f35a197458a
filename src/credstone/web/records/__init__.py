"""The register: achievement versions, awards, credentials, status lists, leaves.

The tables, the allocation of status indices, and the only command that issues.
"""
