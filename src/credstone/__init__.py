"""Credstone: define, award, issue, verify and revoke micro-credentials."""
