"""The field's nouns: what is defined, who awards it, who earned it.

Values only: no JSON, no cryptography, no clock. Every noun is frozen; a change is a new value.
"""
